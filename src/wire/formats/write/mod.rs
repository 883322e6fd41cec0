//! One writer a file: each gets the source and gives its files. What they leave out stands in
//! the table of [`super::FORMATS`].

pub(super) mod brat;
pub(super) mod conll;
pub(super) mod csv;
pub(super) mod doccano;
pub(super) mod hugging_face;
pub(super) mod inception;
pub(super) mod label_studio;
pub(super) mod prodigy;
pub(super) mod tei;
pub(super) mod web_annotation;

use crate::wire::formats::TextFile;
use crate::wire::json_writer::JsonWriter;

/// The media type of JSON lines, registered by nobody but used by all.
const JSON_LINES: &str = "application/x-ndjson";
const XML: &str = "application/xml";

/// The one file of a format.
fn single(name: &str, media_type: &'static str, text: String) -> Vec<TextFile> {
    vec![TextFile { name: name.to_owned(), media_type, text }]
}

/// A line of JSON.
fn line(out: &mut String, fill: impl FnOnce(&mut JsonWriter)) {
    let mut json = JsonWriter::default();
    json.open('{');
    fill(&mut json);
    json.close('}');
    out.push_str(&json.finish());
    out.push('\n');
}

/// A file name for the work of the person with this number: formats that cannot say who
/// labelled have a file for each. “brat.ann”, “brat-2.ann”.
fn numbered(stem: &str, number: usize, extension: &str) -> String {
    match number {
        0 => format!("{stem}.{extension}"),
        _ => format!("{stem}-{}.{extension}", number + 1),
    }
}

/// JSON in ASCII alone: outside strings there is nothing else anyway.
pub(in crate::wire) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
