//! A W3C Web Annotation collection with one page (Web Annotation Data Model, 2017).

use super::single;
use crate::wire::base64;
use crate::wire::formats::ids::uuid_of;
use crate::wire::formats::source::{Label, Person};
use crate::wire::formats::{Options, Source, TextFile};
use crate::wire::iri;
use crate::wire::json_writer::JsonWriter;

pub(in crate::wire::formats) fn collection(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let address = address(source);
    let article = &source.file.article.record;
    let all: Vec<_> =
        source.people.iter().flat_map(|person| person.labels.iter().map(move |label| (person, label))).collect();
    let mut json = JsonWriter::default();
    json.open('{');
    json.text("@context", "http://www.w3.org/ns/anno.jsonld");
    json.line();
    json.text("id", &uuid_of(&["collection", &article.id, source.sha256()]));
    json.text("type", "AnnotationCollection");
    json.text("label", if article.title.is_empty() { "Annotations" } else { &article.title });
    json.whole("total", all.len());
    // A page may not be empty.
    if !all.is_empty() {
        json.line();
        json.name("first");
        json.open('{');
        json.text("id", &uuid_of(&["page", &article.id, source.sha256()]));
        json.text("type", "AnnotationPage");
        json.whole("startIndex", 0);
        json.name("items");
        json.open('[');
        for (person, label) in all {
            json.line();
            annotation(&mut json, source, &address, person, label);
        }
        json.close_lines(']');
        json.close('}');
    }
    json.close_lines('}');
    let mut text = json.finish();
    text.push('\n');
    single("webannotation.jsonld", "application/ld+json", text)
}

/// Where the text is: its URL, or else its SHA-256 as a name (RFC 6920).
fn address(source: &Source<'_>) -> String {
    let url = source.file.article.record.url.as_deref().and_then(iri::url);
    url.unwrap_or_else(|| {
        let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let bytes: Vec<u8> = source.sha256().as_bytes().chunks(2).filter_map(byte).collect();
        let digest = base64::encode(&bytes).replace('+', "-").replace('/', "_");
        format!("ni:///sha-256;{}", digest.trim_end_matches('='))
    })
}

fn annotation(json: &mut JsonWriter, source: &Source<'_>, address: &str, person: &Person<'_>, label: &Label<'_>) {
    let record = label.record;
    json.open('{');
    json.text("id", &record.id);
    json.text("type", "Annotation");
    json.text("motivation", "classifying");
    json.text("created", &record.created.to_string());
    json.text("modified", &record.modified.to_string());
    json.name("creator");
    json.open('{');
    json.text("id", person.id);
    json.text("type", "Person");
    if let Some(name) = person.name.filter(|name| !name.is_empty()) {
        json.text("name", name);
    }
    json.close('}');
    json.name("body");
    json.open('[');
    let mut body = |value: &str, purpose: &str| {
        json.open('{');
        json.text("type", "TextualBody");
        json.text("value", value);
        json.text("purpose", purpose);
        json.text("format", "text/plain");
        json.close('}');
    };
    body(&record.label, "classifying");
    if let Some(note) = &record.note {
        body(note, "commenting");
    }
    json.close(']');
    json.name("target");
    json.open('{');
    json.text("source", address);
    json.name("selector");
    json.open('[');
    let (prefix, suffix) = context(source.text, label);
    json.open('{');
    json.text("type", "TextQuoteSelector");
    json.text("exact", label.piece.text);
    json.text("prefix", prefix);
    json.text("suffix", suffix);
    json.close('}');
    json.open('{');
    json.text("type", "TextPositionSelector");
    json.whole("start", label.piece.start);
    json.whole("end", label.piece.end);
    json.close('}');
    json.close(']');
    json.close('}');
    json.close('}');
}

/// What stands before and after, as much of it as it takes to mean one place only.
fn context<'a>(text: &'a str, label: &Label<'_>) -> (&'a str, &'a str) {
    let (before, rest) = text.split_at_checked(label.piece.bytes.start).unwrap_or_default();
    let after = rest.get(label.piece.text.len()..).unwrap_or_default();
    let mut length = 32;
    loop {
        let from = before.char_indices().rev().nth(length - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(length).map_or(after.len(), |(at, _)| at);
        let (prefix, suffix) = (before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default());
        if from == 0 && to == after.len() || is_single(text, &[prefix, label.piece.text, suffix].concat()) {
            return (prefix, suffix);
        }
        length *= 2;
    }
}

/// Whether `wanted` stands in `text` only once, also where it overlaps itself.
fn is_single(text: &str, wanted: &str) -> bool {
    let Some(first) = text.find(wanted) else { return false };
    let next = first + text.get(first..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    text.get(next..).is_none_or(|rest| !rest.contains(wanted))
}
