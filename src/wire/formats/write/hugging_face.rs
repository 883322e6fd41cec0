//! JSON lines for Hugging Face `datasets`, pandas and DuckDB: the same fields in every line of
//! every file, and never null, since a column's type is guessed from the first file.

use super::{JSON_LINES, line, single};
use crate::wire::formats::{Options, Source, TextFile};

pub(in crate::wire::formats) fn sentences(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    for person in &source.people {
        let labels = person.by_sentence(source.sentences.len());
        for (number, (sentence, label)) in source.sentences.iter().zip(labels).enumerate() {
            line(&mut out, |json| {
                json.text("article_id", &source.file.article.record.id);
                json.text("annotator_id", person.id);
                json.whole("sentence_index", number);
                json.whole("start", sentence.start);
                json.whole("end", sentence.end);
                json.text("text", sentence.text);
                json.text("label", person.judgement(number, label));
            });
        }
    }
    single("hf.sentences.jsonl", JSON_LINES, out)
}

pub(in crate::wire::formats) fn documents(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    for person in &source.people {
        line(&mut out, |json| {
            json.text("article_id", &source.file.article.record.id);
            json.text("annotator_id", person.id);
            json.text("text", source.text);
            json.name("spans");
            json.open('[');
            for label in &person.labels {
                json.open('{');
                json.whole("start", label.piece.start);
                json.whole("end", label.piece.end);
                json.text("label", &label.record.label);
                json.text("text", label.piece.text);
                json.close('}');
            }
            json.close(']');
        });
    }
    single("hf.documents.jsonl", JSON_LINES, out)
}
