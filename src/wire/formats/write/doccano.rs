//! JSON lines for doccano's three kinds of projects. Spans count UTF-16 units, because that is
//! what its screen draws; all is ASCII, because it guesses encodings; every line has the same
//! fields, because it fills missing ones with what it cannot store.

use super::{JSON_LINES, ascii, line, single};
use crate::wire::formats::source::{Person, links_among};
use crate::wire::formats::{Options, Source, TextFile};
use crate::wire::json_writer::JsonWriter;

fn meta(json: &mut JsonWriter, source: &Source<'_>, person: &Person<'_>) {
    json.text("article_id", &source.file.article.record.id);
    json.text("annotator_id", person.id);
}

pub(in crate::wire::formats) fn sequence(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    for person in &source.people {
        line(&mut out, |json| {
            json.text("text", source.text);
            json.name("label");
            json.open('[');
            for label in person.apart() {
                let (start, end) = source.utf16(&label.piece);
                json.open('[');
                json.raw_item(&start.to_string());
                json.raw_item(&end.to_string());
                json.item(&label.record.label);
                json.close(']');
            }
            json.close(']');
            meta(json, source, person);
        });
    }
    single("doccano.sequence.jsonl", JSON_LINES, ascii(&out))
}

pub(in crate::wire::formats) fn relation(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    // doccano wants ids that are single in the whole file.
    let (mut entity, mut relation) = (1, 1);
    for person in &source.people {
        let labels = person.apart();
        line(&mut out, |json| {
            json.text("text", source.text);
            json.name("entities");
            json.open('[');
            for (number, label) in labels.iter().enumerate() {
                let (start, end) = source.utf16(&label.piece);
                json.open('{');
                json.whole("id", entity + number);
                json.whole("start_offset", start);
                json.whole("end_offset", end);
                json.text("label", &label.record.label);
                json.close('}');
            }
            json.close(']');
            json.name("relations");
            json.open('[');
            for (link, from, to) in links_among(&source.relations, &labels) {
                json.open('{');
                json.whole("id", relation);
                json.whole("from_id", entity + from);
                json.whole("to_id", entity + to);
                json.text("type", &link.kind);
                json.close('}');
                relation += 1;
            }
            json.close(']');
            meta(json, source, person);
        });
        entity += labels.len();
    }
    single("doccano.relation.jsonl", JSON_LINES, ascii(&out))
}

pub(in crate::wire::formats) fn classification(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    for person in &source.people {
        let labels = person.by_sentence(source.sentences.len());
        for (sentence, label) in source.sentences.iter().zip(labels) {
            line(&mut out, |json| {
                json.text("text", sentence.text);
                json.name("label");
                json.open('[');
                if let Some(label) = label {
                    json.item(&label.record.label);
                }
                json.close(']');
                meta(json, source, person);
            });
        }
    }
    single("doccano.classification.jsonl", JSON_LINES, ascii(&out))
}
