//! `sentences.csv`: a row for each sentence and person (RFC 4180).

use super::single;
use crate::wire::csv::{write_note, write_plain, write_words};
use crate::wire::formats::{Options, Source, TextFile};

/// The columns, in their order.
pub(in crate::wire::formats) const COLUMNS: [&str; 12] = [
    "article_id",
    "article_sha256",
    "annotator_id",
    "annotator_name",
    "sentence_index",
    "start",
    "end",
    "text",
    "label",
    "note",
    "created",
    "modified",
];

pub(in crate::wire::formats) fn sentences(source: &Source<'_>, options: Options) -> Vec<TextFile> {
    let mut out = String::with_capacity(source.text.len() * 2);
    if options.bom {
        out.push('\u{feff}');
    }
    out.push_str(&COLUMNS.join(","));
    out.push_str("\r\n");
    let words = |out: &mut String, text: &str| {
        out.push(',');
        write_words(out, text, options.spreadsheet_safe);
    };
    for person in &source.people {
        // The first four cells are the same in all of a person's rows.
        let mut who = String::new();
        write_plain(&mut who, &source.file.article.record.id);
        who.push(',');
        who.push_str(source.sha256());
        who.push(',');
        write_plain(&mut who, person.id);
        who.push(',');
        write_note(&mut who, person.name.unwrap_or_default(), options.spreadsheet_safe);
        let labels = person.by_sentence(source.sentences.len());
        for (number, (sentence, label)) in source.sentences.iter().zip(labels).enumerate() {
            let record = label.map(|label| label.record);
            out.push_str(&who);
            for number in [number, sentence.start, sentence.end] {
                out.push(',');
                out.push_str(&number.to_string());
            }
            words(&mut out, sentence.text);
            out.push(',');
            write_plain(&mut out, person.judgement(number, label));
            out.push(',');
            let note = record.and_then(|record| record.note.as_deref()).unwrap_or_default();
            write_note(&mut out, note, options.spreadsheet_safe);
            for time in [record.map(|record| record.created), record.map(|record| record.modified)] {
                out.push(',');
                out.push_str(&time.map(|time| time.to_string()).unwrap_or_default());
            }
            out.push_str("\r\n");
        }
    }
    single("sentences.csv", "text/csv", out)
}
