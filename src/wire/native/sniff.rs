//! Tells what a file that is not ours looks like, so that the message helps.

use crate::wire::fields::Fields;
use crate::wire::json::{Fault, Json, SyntaxError};
use crate::wire::problem::FileProblem;

/// What `json`, which has no `format` of ours, looks like.
pub(super) fn other_format(json: Json<'_>) -> &'static str {
    if let Some(mut items) = json.items() {
        return match items.next().map(Fields::of) {
            Some(Ok(fields)) if has(&fields, &["data"]) && any(&fields, &["annotations", "predictions"]) => {
                "a Label Studio export"
            }
            Some(Ok(fields)) => known_object(&fields).unwrap_or("a list of other things"),
            _ => "a JSON list",
        };
    }
    let Ok(fields) = Fields::of(json) else { return "a single JSON value" };
    if fields.get("format").is_some() {
        return "a file of another format";
    }
    known_object(&fields).unwrap_or("some other JSON")
}

fn known_object(fields: &Fields<'_>) -> Option<&'static str> {
    let is = |name: &str, words: &[&str]| {
        fields.get(name).is_some_and(|value| words.iter().any(|word| value.raw().contains(word)))
    };
    Some(if is("@context", &["anno.jsonld"]) || is("type", &["\"Annotation", "\"oa:Annotation"]) {
        "a W3C Web Annotation file"
    } else if has(fields, &["%FEATURE_STRUCTURES"]) {
        "an INCEpTION (UIMA CAS) export"
    } else if has(fields, &["text", "spans"]) {
        "a Prodigy or span data set"
    } else if has(fields, &["text"]) && any(fields, &["label", "labels", "entities"]) {
        "a doccano export"
    } else if has(fields, &["data"]) && any(fields, &["annotations", "predictions"]) {
        "a Label Studio task"
    } else if has(fields, &["article_id"]) {
        "a data set made from annotations (choose the native file instead)"
    } else if has(fields, &["rows", "total"]) || has(fields, &["export_date"]) {
        "a Hypothesis export"
    } else {
        return None;
    })
}

fn has(fields: &Fields<'_>, names: &[&str]) -> bool {
    names.iter().all(|name| fields.get(name).is_some())
}

fn any(fields: &Fields<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| fields.get(name).is_some())
}

/// Why `text` cannot be read: another format where its start gives it away,
/// otherwise the place of the fault.
pub(super) fn unreadable(text: &str, error: SyntaxError, depth: usize) -> FileProblem {
    let start = text.trim_start();
    if start.starts_with('<') {
        return FileProblem::OtherFormat("XML or HTML");
    }
    if start.starts_with("article_id,") {
        return FileProblem::OtherFormat("a CSV table (choose the native file instead)");
    }
    let before = text.get(..error.at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let what = match error.fault {
        Fault::TooDeep => return FileProblem::TooDeep { line, column, limit: depth },
        Fault::Grammar(what) => what,
    };
    // JSON lines: a whole object, then another one.
    let first = Json::parse_first(text, depth).ok().filter(|(_, end)| text.get(*end..).is_some_and(next_line));
    match first.and_then(|(json, _)| Fields::of(json).ok()) {
        Some(fields) => FileProblem::OtherFormat(known_object(&fields).unwrap_or("JSON lines")),
        None if start.is_empty() => FileProblem::NotJson { line, column, what: "the file is empty" },
        None => FileProblem::NotJson { line, column, what },
    }
}

fn next_line(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\r']).starts_with('\n') && rest.trim_start().starts_with('{')
}
