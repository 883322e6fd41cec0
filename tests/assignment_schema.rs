//! The published schema of configurations, and what the reader accepts, say the same.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing test may panic")]

use reading_annotator::wire::configuration::read;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../schema/assignment-1.schema.json");
const EXAMPLE: &str = include_str!("../examples/own-labels.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn matches(pattern: &str, text: &str) -> bool {
    let only = |allowed: fn(char) -> bool| text.chars().all(allowed);
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^(?!none$)[a-z][a-z0-9_-]*$" => {
            text != "none"
                && text.starts_with(|first: char| first.is_ascii_lowercase())
                && only(|sign| matches!(sign, 'a'..='z' | '0'..='9' | '_' | '-'))
        }
        "^[1-9]$" => text.len() == 1 && only(|sign| matches!(sign, '1'..='9')),
        "^#[0-9a-fA-F]{6}$" => {
            text.len() == 7 && text.starts_with('#') && text.chars().skip(1).all(|sign| sign.is_ascii_hexdigit())
        }
        other => panic!("this test does not know the pattern {other}"),
    }
}

/// The few words of JSON Schema that the file uses; another one fails the test.
fn fits(value: &Value, schema: &Value, root: &Value) -> bool {
    schema.as_object().unwrap().iter().all(|(word, rule)| match word.as_str() {
        "$schema" | "$id" | "$defs" | "title" | "description" => true,
        "$ref" => fits(value, root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap(), root),
        "type" => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64() || value.is_i64(),
            other => panic!("this test does not know the type {other}"),
        },
        "enum" => rule.as_array().unwrap().contains(value),
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().unwrap()),
        "minimum" => value.as_i64().is_none_or(|number| number >= rule.as_i64().unwrap()),
        "minItems" => value.as_array().is_none_or(|list| list.len() as u64 >= rule.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|list| list.len() as u64 <= rule.as_u64().unwrap()),
        "items" => value.as_array().is_none_or(|list| list.iter().all(|item| fits(item, rule, root))),
        "anyOf" => rule.as_array().unwrap().iter().any(|one| fits(value, one, root)),
        "oneOf" => rule.as_array().unwrap().iter().filter(|one| fits(value, one, root)).count() == 1,
        "required" => value.as_object().is_none_or(|object| {
            rule.as_array().unwrap().iter().all(|name| object.contains_key(name.as_str().unwrap()))
        }),
        "dependentRequired" => value.as_object().is_none_or(|object| {
            rule.as_object().unwrap().iter().filter(|(name, _)| object.contains_key(*name)).all(|(_, needed)| {
                needed.as_array().unwrap().iter().all(|name| object.contains_key(name.as_str().unwrap()))
            })
        }),
        "properties" => value.as_object().is_none_or(|object| {
            object.iter().all(|(name, inner)| rule.get(name).is_none_or(|rule| fits(inner, rule, root)))
        }),
        "additionalProperties" => {
            value.as_object().is_none_or(|object| object.values().all(|inner| fits(inner, rule, root)))
        }
        other => panic!("this test does not know the word {other}"),
    })
}

#[test]
fn the_example_fits_and_has_no_unknown_key() {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert!(fits(&example, &schema(), &schema()));
    let (configuration, unknown) = read(EXAMPLE).unwrap();
    assert_eq!(unknown, Vec::<String>::new());
    assert_eq!(configuration.labels.unwrap().as_slice().len(), 5);
}

#[test]
fn the_schema_names_the_keys_that_the_reader_knows() {
    let schema = schema();
    let keys = |pointer: &str| -> Vec<String> {
        schema.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    // A known key with null is read as if it were not there; an unknown one is listed.
    let nulls = |names: Vec<String>| -> Value {
        Value::Object(names.into_iter().chain(["another".to_owned()]).map(|name| (name, Value::Null)).collect())
    };
    let mut label = nulls(keys("/$defs/label/properties"));
    label["id"] = json!("a");
    label["name"] = json!("A");
    let colours = nulls(keys("/$defs/colours/properties"));
    let mut both = nulls(keys("/$defs/label/properties/colours/properties"));
    both["light"] = colours;
    label["colours"] = both;
    let mut question = nulls(keys("/$defs/question/properties"));
    for (key, value) in [("id", json!("q")), ("text", json!("T")), ("sentence", json!(1))] {
        question[key] = value;
    }
    let mut all = nulls(keys("/properties"));
    all["labels"] = json!([label]);
    all["questions"] = json!([question]);
    all["id"] = json!("t");
    let (_, unknown) = read(&all.to_string()).unwrap();
    assert_eq!(
        unknown,
        [
            "another",
            "labels[0].another",
            "labels[0].colours.another",
            "labels[0].colours.light.another",
            "questions[0].another"
        ]
    );
}

#[test]
fn schema_and_reader_judge_alike() {
    let schema = schema();
    let mut judged = [0, 0];
    let strange = || [json!(5), json!(""), json!(" "), json!("x"), json!(true), json!([]), json!([1]), json!({})];
    let mut variants = vec![json!([]), json!("x"), json!({})];
    for key in [
        "id",
        "title",
        "instructions",
        "due",
        "document_id",
        "annotator",
        "ui_language",
        "theme",
        "labels",
        "snapping",
        "minimum",
        "readonly",
    ] {
        variants.extend(strange().into_iter().map(|value| json!({ key: value })));
    }
    for key in ["accent", "font", "another"] {
        variants.extend(strange().into_iter().map(|value| json!({"theme": { key: value }})));
    }
    for value in strange() {
        variants.push(json!({"id": "a", "version": value}));
        variants.push(json!({"readonly": true, "annotations": value}));
        variants.push(json!({"minimum": {"claim": value}}));
    }
    for value in strange() {
        variants.push(json!({"questions": value}));
        variants.push(json!({"id": "t", "questions": value}));
        for key in ["id", "text", "sentence", "quote"] {
            let mut question = json!({"id": "q", "text": "T", "quote": "a"});
            question[key] = value.clone();
            variants.push(json!({"id": "t", "questions": [question]}));
        }
    }
    for key in ["id", "name", "definition", "examples", "hard_cases", "letter", "key", "line", "colours"] {
        for value in strange() {
            let mut label = json!({"id": "a", "name": "A"});
            label[key] = value;
            variants.push(json!({"labels": [label]}));
        }
    }
    for more in [
        json!({"version": "1"}),
        json!({"annotations": "a.json"}),
        json!({"annotator": "required"}),
        json!({"id": "t", "questions": [{"id": "q", "text": "T", "sentence": 1}]}),
        json!({"id": "t", "questions": [{"id": "q", "text": "T", "sentence": 0}]}),
        json!({"id": "t", "questions": [{"id": "q", "text": "T"}]}),
        json!({"snapping": "word"}),
        json!({"snapping": "sentence"}),
        json!({"minimum": {"claim": 0}}),
        json!({"minimum": {"claim": 3}}),
        json!({"minimum": {"claim": -3}}),
        json!({"labels": [{"id": "none", "name": "A"}]}),
        json!({"labels": [{"id": "A", "name": "A"}]}),
        json!({"labels": [{"id": "a-b_1", "name": "A", "key": "9", "letter": "ab", "line": "wavy"}]}),
        json!({"labels": [{"id": "a", "name": "A", "key": "0"}]}),
        json!({"labels": [{"id": "a", "name": "A", "key": "10"}]}),
        json!({"labels": [{"id": "a", "name": "A", "letter": "abc"}]}),
        json!({"labels": [{"id": "a"}]}),
        json!({"labels": [{"id": "a", "name": "A", "colours": {"light": {"fill": "red"}}}]}),
        json!({"labels": [{"id": "a", "name": "A", "colours": {"light": {"fill": "#12345g"}}}]}),
        json!({"labels": [{"id": "a", "name": "A", "colours": {"dark": {"line": "#12AbcF"}}}]}),
        json!({"labels": [{"id": "a", "name": "A", "colours": {"dark": 1}}]}),
        json!({"labels": (0..9).map(|n| json!({"id": format!("a{n}"), "name": "A"})).collect::<Vec<_>>()}),
        json!({"labels": (0..10).map(|n| json!({"id": format!("a{n}"), "name": "A"})).collect::<Vec<_>>()}),
    ] {
        variants.push(more);
    }
    for variant in variants {
        let (by_schema, by_reader) = (fits(&variant, &schema, &schema), read(&variant.to_string()));
        assert_eq!(by_schema, by_reader.is_ok(), "{variant}: {by_reader:?}");
        judged[usize::from(by_schema)] += 1;
    }
    assert!(judged.iter().all(|count| *count > 20), "{judged:?}");
}
