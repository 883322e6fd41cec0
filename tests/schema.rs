//! The schema and the writer agree: what is written fits it, and what does not fit is found.
//! A validator of the few keywords that the schema uses; any other keyword fails the test.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failing test may panic")]

mod support;

use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::formats::read::convert;
use reading_annotator::wire::formats::{Options, Source, format};
use reading_annotator::wire::iri::is_iri;
use reading_annotator::wire::native::{Limits, read_own};
use serde_json::{Map, Value, json};
use support::{Sample, texts};

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema/reading-annotations-1.schema.json")).unwrap()
}

/// What is wrong with `value`, with its place.
fn faults(root: &Value, schema: &Map<String, Value>, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut check = |fine: bool, keyword: &str| {
        if !fine {
            found.push(format!("{at}: {keyword}"));
        }
    };
    let length = value.as_str().map(|text| text.chars().count() as u64);
    for (keyword, rule) in schema {
        let count = rule.as_u64().unwrap_or_default();
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "contentEncoding" => {}
            "type" => check(types(rule).iter().any(|name| is_of_type(value, name)), "type"),
            "const" => check(value == rule, "const"),
            "enum" => check(rule.as_array().unwrap().contains(value), "enum"),
            "minLength" => check(length.is_none_or(|length| length >= count), "minLength"),
            "minItems" => check(value.as_array().is_none_or(|items| items.len() as u64 >= count), "minItems"),
            "minimum" => check(value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()), "minimum"),
            "maximum" => check(value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()), "maximum"),
            "pattern" => check(value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)), "pattern"),
            "format" => check(value.as_str().is_none_or(|text| has_format(rule.as_str().unwrap(), text)), "format"),
            "uniqueItems" => {
                let items = value.as_array().cloned().unwrap_or_default();
                check(items.iter().enumerate().all(|(at, item)| !items[..at].contains(item)), "uniqueItems");
            }
            "required" => {
                let Some(object) = value.as_object() else { continue };
                for name in rule.as_array().unwrap() {
                    check(object.contains_key(name.as_str().unwrap()), &format!("required {name}"));
                }
            }
            "not" => check(!is_valid(root, rule, value), "not"),
            "anyOf" => check(rule.as_array().unwrap().iter().any(|rule| is_valid(root, rule, value)), "anyOf"),
            "$ref" | "properties" | "items" => {}
            other => panic!("the schema has a keyword that this test does not know: {other}"),
        }
    }
    if let Some(path) = schema.get("$ref") {
        let rule = root.pointer(path.as_str().unwrap().trim_start_matches('#')).unwrap();
        faults(root, rule.as_object().unwrap(), value, at, found);
    }
    if let (Some(rules), Some(object)) = (schema.get("properties"), value.as_object()) {
        for (name, rule) in rules.as_object().unwrap() {
            if let Some(inner) = object.get(name) {
                faults(root, rule.as_object().unwrap(), inner, &format!("{at}/{name}"), found);
            }
        }
    }
    if let (Some(rule), Some(items)) = (schema.get("items"), value.as_array()) {
        for (number, item) in items.iter().enumerate() {
            faults(root, rule.as_object().unwrap(), item, &format!("{at}/{number}"), found);
        }
    }
}

fn is_valid(root: &Value, rule: &Value, value: &Value) -> bool {
    let mut found = Vec::new();
    faults(root, rule.as_object().unwrap(), value, "", &mut found);
    found.is_empty()
}

fn types(rule: &Value) -> Vec<&str> {
    rule.as_array().map_or_else(|| vec![rule.as_str().unwrap()], |all| all.iter().filter_map(Value::as_str).collect())
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("type {other}"),
    }
}

/// The schema's own patterns, each by hand.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        r"^1\.[0-9]+$" => text.strip_prefix("1.").is_some_and(digits),
        r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" => text.split('-').enumerate().all(|(number, part)| {
            let least = if number == 0 { 2 } else { 1 };
            (least..=8).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_alphabetic() || number > 0 && byte.is_ascii_digit())
        }),
        "\r" => text.contains('\r'),
        "^[0-9a-f]{64}$" => text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "^[a-z][a-z0-9_-]*$" => {
            text.starts_with(|first: char| first.is_ascii_lowercase())
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
        }
        "Z$" => text.ends_with('Z'),
        other => panic!("the schema has a pattern that this test does not know: {other}"),
    }
}

fn has_format(name: &str, text: &str) -> bool {
    match name {
        "date-time" => Timestamp::parse(text).is_some(),
        "uri" | "iri" => is_iri(text),
        other => panic!("format {other}"),
    }
}

fn all_faults(value: &Value) -> Vec<String> {
    let (root, mut found) = (schema(), Vec::new());
    faults(&root, root.as_object().unwrap(), value, "", &mut found);
    found
}

#[test]
fn what_is_written_fits_the_schema() {
    let full = texts::export(&Sample::full());
    for (name, native) in texts::all().into_iter().chain([("full", full)]) {
        let found = all_faults(&serde_json::from_str(&native).unwrap());
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn what_is_made_of_other_formats_fits_it_too() {
    let open = texts::all().remove(0).1;
    for (name, native) in texts::all().into_iter().take(5) {
        let file = read_own(&native, &Limits::default()).unwrap();
        for format_name in ["webannotation", "labelstudio.predictions", "doccano.relation", "sentences.csv"] {
            let files = format(format_name).unwrap().files(&Source::new(&native, &file), Options::default());
            let Ok(converted) = convert(&files[0].text, &open, &[]) else { panic!("{name} {format_name}") };
            let found = all_faults(&serde_json::from_str(&converted.native).unwrap());
            assert_eq!(found, [""; 0], "{name} {format_name}");
        }
    }
}

#[test]
fn broken_copies_are_found() {
    let whole: Value = serde_json::from_str(&texts::export(&Sample::full())).unwrap();
    for (pointer, value) in [
        ("/version", json!("2.0")),
        ("/format", json!("other")),
        ("/exported_at", json!("2026-03-01T00:00:00+01:00")),
        ("/article/text", json!("")),
        ("/article/text", json!("a\rb")),
        ("/article/sha256", json!("ABC")),
        ("/article/url", json!("no url")),
        ("/article/language", json!("e")),
        ("/labels", json!([])),
        ("/labels/0/id", json!("Claim 1")),
        ("/sentences/0/start", json!(-1)),
        ("/annotations/0/start", json!("0")),
        ("/annotations/0/quote/exact", json!("")),
        ("/annotations/0/id", json!("no iri")),
        ("/annotations/0/state", json!("lost")),
        ("/annotations/0/note", json!(5)),
        ("/annotations/0/similarity", json!(1.5)),
        ("/relations/0/target", Value::Null),
    ] {
        let mut broken = whole.clone();
        *broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        assert!(!all_faults(&broken).is_empty(), "{pointer} is not found");
    }
    let mut lacking = whole;
    lacking.as_object_mut().unwrap().remove("offset_unit");
    assert_eq!(all_faults(&lacking), [": required \"offset_unit\""]);
}
