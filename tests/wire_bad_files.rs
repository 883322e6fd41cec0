//! Every way in which a file can be bad: refused whole with one sentence, or each bad entry alone.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a failing test may panic")]

mod support;

use reading_annotator::model::label::LabelSet;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::native::{self, ImportFile, Limits};
use reading_annotator::wire::{FileProblem, Part};
use serde_json::{Value, json};
use std::time::Instant;
use support::{ANA, Sample, annotation_id, text_of};

fn read(text: &str) -> Result<ImportFile, FileProblem> {
    native::read(text, &LabelSet::default(), &Limits::default())
}

/// Three sentences, the first two labelled.
fn good() -> Value {
    let mut sample = Sample::of(text_of(&["First 🎉 one.", "Second one.", "Third one."]));
    sample.annotations.pop();
    let text = native::write(&sample.document(), Timestamp::from_millis(0));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn files_that_are_refused_whole() {
    let changed = |pointer: &str, value: Value| {
        let mut file = good();
        *file.pointer_mut(pointer).unwrap() = value;
        file.to_string()
    };
    let without = |field: &str| {
        let mut file = good();
        file.as_object_mut().unwrap().remove(field);
        file.to_string()
    };
    let own = good().to_string();
    for (text, message) in [
        (String::new(), "This file is not JSON: line 1, column 1: the file is empty."),
        ("\n\n  {\"é\": tru}".to_owned(), "This file is not JSON: line 3, column 9: a value was expected here."),
        (
            "{\"a\":1".to_owned(),
            "This file is not JSON: line 1, column 7: a comma or the closing bracket was expected here.",
        ),
        ("{\"a\":\"\\ud83c\"}".to_owned(), "This file is not JSON: line 1, column 7: this escape names no character."),
        (own[..own.len() / 2].to_owned(), "This file is not JSON: "),
        ("<html>".to_owned(), "it looks like XML or HTML."),
        ("article_id,article_sha256\r\n".to_owned(), "it looks like a CSV table"),
        (json!([]).to_string(), "it looks like a JSON list."),
        (json!([{"x": 1}]).to_string(), "it looks like a list of other things."),
        (json!(7).to_string(), "it looks like a single JSON value."),
        (json!({}).to_string(), "it looks like some other JSON."),
        (json!({"format": "other"}).to_string(), "it looks like a file of another format."),
        (
            json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection"}).to_string(),
            "a W3C Web Annotation file.",
        ),
        (json!([{"type": "Annotation", "target": "x"}]).to_string(), "a W3C Web Annotation file."),
        (json!([{"data": {"text": "x"}, "annotations": []}]).to_string(), "a Label Studio export."),
        (json!({"data": {"text": "x"}, "predictions": []}).to_string(), "a Label Studio task."),
        (json!({"text": "x", "label": []}).to_string(), "a doccano export."),
        (format!("{0}\n{0}\n", json!({"text": "x", "label": []})), "a doccano export."),
        (format!("{0}\n{0}\n", json!({"text": "x", "spans": []})), "a Prodigy or span data set."),
        (format!("{0}\n{0}\n", json!({"x": 1})), "it looks like JSON lines."),
        (json!({"article_id": "x", "sentence_index": 0}).to_string(), "a data set made from annotations"),
        (json!({"%FEATURE_STRUCTURES": []}).to_string(), "an INCEpTION (UIMA CAS) export."),
        (json!({"rows": [], "total": 0}).to_string(), "a Hypothesis export."),
        (changed("/version", json!("2.0")), "This file has version 2.0 of “reading-annotations”;"),
        (changed("/version", json!("12.3")), "This file has version 12.3 of"),
        (changed("/version", json!("one")), "in the file, the field “version” must be a version such as “1.0”."),
        (changed("/version", json!("0.9")), "the field “version” must be"),
        (changed("/version", json!(1.0)), "the field “version” must be a string."),
        (
            changed("/offset_unit", json!("utf-16")),
            "in the file, the field “offset_unit” must be “unicode-code-point”.",
        ),
        (changed("/article", json!([])), "in the file, the field “article” must be an object."),
        (changed("/article/text", Value::Null), "in “article”, the field “text” must be a string."),
        (changed("/article/id", json!("x y")), "in “article”, the field “id” must be an IRI"),
        (changed("/annotations", json!({})), "in the file, the field “annotations” must be a list."),
        (changed("/segmentation", json!(1)), "in the file, the field “segmentation” must be an object."),
        (own.replacen('{', "{\"format\":\"reading-annotations\",", 1), "the field “format” stands there twice."),
        (
            own.replacen("\"article\":{", "\"article\":{\"text\":\"\",", 1),
            "the field “article.text” stands there twice.",
        ),
        ("[".repeat(1_000_000), "nested more than 128 levels deep (line 1, column 129)."),
        ("{\"format\":".repeat(1_000_000), "nested more than 128 levels deep (line 1, column 1281)."),
    ] {
        let problem = read(&text).unwrap_err().to_string();
        assert!(problem.contains(message), "{text:.200}\n got {problem}\nwant {message}");
        assert_eq!(problem.matches(". ").count(), usize::from(problem.contains("newer program")), "{problem}");
    }
    for field in [
        "version",
        "offset_unit",
        "article",
        "labels",
        "segmentation",
        "sentences",
        "annotators",
        "annotations",
        "relations",
    ] {
        let problem = read(&without(field)).unwrap_err().to_string();
        assert_eq!(
            problem,
            format!("This “reading-annotations” file is damaged: in the file, the field “{field}” is missing.")
        );
    }
}

#[test]
fn size_is_looked_at_before_anything_else() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let problem = native::read("not JSON at all", &LabelSet::default(), &limits).unwrap_err();
    assert_eq!(problem, FileProblem::TooLarge { bytes: 15, limit: 10 });
    let problem = Limits::default().check_size((64 << 20) + 1).unwrap_err();
    assert_eq!(problem.to_string(), "This file has 65 MB; files of more than 64 MB are not read.");
    assert_eq!(Limits::default().check_size(64 << 20), Ok(()));
}

#[test]
fn nesting_up_to_the_limit_is_read_and_kept() {
    let nested = format!("{}{}", "[".repeat(127), "]".repeat(127));
    let text = good().to_string().replacen('{', &format!("{{\"new\":{nested},"), 1);
    assert_eq!(read(&text).unwrap().extras.top.as_deref(), Some(&*format!("{{\"new\":{nested}}}")));
    let deeper = text.replacen(&nested, &format!("[{nested}]"), 1);
    assert!(matches!(read(&deeper), Err(FileProblem::TooDeep { limit: 128, .. })));
}

#[test]
fn each_bad_annotation_is_refused_alone() {
    let far = 10_usize.pow(12);
    for (field, value, reason) in [
        ("label", json!("rebuttal"), "the label “rebuttal” is unknown here"),
        ("label", json!(""), "the field “label” must be a string that is not empty"),
        ("label", Value::Null, "the field “label” must be a string"),
        ("end", json!(5000), "it ends at 5000, but the text has 35 characters"),
        ("end", json!(36), "it ends at 36, but the text has 35 characters"),
        ("end", json!(far), ""),
        ("start", json!(12), "it ends at 12, which is not after its start at 12"),
        ("start", json!(13), "it ends at 12, which is not after its start at 13"),
        ("start", json!(-1), "the field “start” must be a whole number, 0 or more"),
        ("start", json!(1.5), "the field “start” must be a whole number, 0 or more"),
        ("start", json!(0.0), "the field “start” must be a whole number, 0 or more"),
        ("start", json!("0"), "the field “start” must be a whole number, 0 or more"),
        ("start", json!(true), "the field “start” must be a whole number, 0 or more"),
        ("end", json!(u64::MAX), "e"),
        ("id", json!("not an iri"), "the field “id” must be an IRI such as “urn:uuid:…”"),
        ("id", json!(7), "the field “id” must be a string"),
        ("annotator", json!("ana"), "the field “annotator” must be an IRI such as “urn:uuid:…”"),
        ("quote", json!("First"), "the field “quote” must be an object"),
        ("quote", json!({"exact": "x"}), "the field “quote.prefix” must be a string (“exact” not empty)"),
        (
            "quote",
            json!({"exact": "", "prefix": "", "suffix": ""}),
            "the field “quote.exact” must be a string (“exact” not empty)",
        ),
        ("original_quote", json!([]), "the field “original_quote” must be an object"),
        ("note", json!(["x"]), "the field “note” must be a string"),
        ("created", json!("yesterday"), "the field “created” must be a point in time such as “2026-03-01T12:30:00Z”"),
        ("modified", json!("2026-02-30T00:00:00Z"), "the field “modified” must be a point in time"),
        ("modified", json!(1_772_323_200), "the field “modified” must be a string"),
        ("state", json!("lost"), "the field “state” must be “exact”, “moved”, “changed” or “check”"),
        ("similarity", json!(2), "the field “similarity” must be a number from 0 to 1"),
    ] {
        let mut file = good();
        file["annotations"][0][field] = value.clone();
        let file = read(&file.to_string()).unwrap();
        let [refusal] = &*file.refused else { panic!("{field} = {value}: {:?}", file.refused) };
        assert_eq!((refusal.part, refusal.number), (Part::Annotation, 1), "{field} = {value}");
        assert!(refusal.reason.to_string().contains(reason), "{field} = {value}: {}", refusal.reason);
        assert_eq!(file.annotations.len(), 1, "{field} = {value}: the other one is taken");
        let id = (field != "id").then(|| annotation_id(0));
        assert!(refusal.id == id || field == "id", "{field}: {:?}", refusal.id);
    }
    let refused = {
        let mut file = good();
        file["annotations"][0]["label"] = json!("x");
        read(&file.to_string()).unwrap().refused
    };
    assert_eq!(refused[0].to_string(), "annotation 1 is left out: the label “x” is unknown here");
}

#[test]
fn every_missing_field_is_named() {
    for field in ["id", "annotator", "start", "end", "quote", "label", "created", "modified"] {
        let mut file = good();
        file["annotations"][1].as_object_mut().unwrap().remove(field);
        let file = read(&file.to_string()).unwrap();
        assert_eq!(file.refused.len(), 1);
        assert_eq!(file.refused[0].to_string(), format!("annotation 2 is left out: the field “{field}” is missing"));
    }
}

/// Things that `serde_json` cannot write.
#[test]
fn bad_annotations_as_text() {
    let good = good().to_string();
    for (from, to, reason) in [
        ("\"start\":0,", "\"start\":1e400,", "the field “start” must be a whole number, 0 or more"),
        ("\"start\":0,", "\"start\":-0,", "the field “start” must be a whole number, 0 or more"),
        ("\"start\":0,", "\"start\":0,\"start\":0,", "the field “start” stands there twice"),
        ("\"start\":0,", "\"start\":0,\"st\\u0061rt\":0,", "the field “start” stands there twice"),
        (
            "\"start\":0,",
            "\"start\":99999999999999999999999999,",
            "the field “start” must be a whole number, 0 or more",
        ),
    ] {
        let at = good.find("\"annotations\"").unwrap();
        let text = good[..at].to_owned() + &good[at..].replacen(from, to, 1);
        let file = read(&text).unwrap();
        assert_eq!(file.refused.len(), 1, "{to}");
        assert_eq!(file.refused[0].reason.to_string(), reason, "{to}");
        assert_eq!(file.annotations.len(), 1);
    }
    let text = good.replacen("\"annotations\":[", "\"annotations\":[null,7,[],", 1);
    let file = read(&text).unwrap();
    assert_eq!((file.refused.len(), file.annotations.len()), (3, 2));
    assert_eq!(file.refused[2].to_string(), "annotation 3 is left out: it is not an object");
}

#[test]
fn a_second_annotation_with_the_same_id_is_refused() {
    let mut file = good();
    let again = file["annotations"][0].clone();
    file["annotations"].as_array_mut().unwrap().push(again.clone());
    let mut orphan = again;
    orphan.as_object_mut().unwrap().remove("start");
    file["orphans"] = json!([orphan]);
    let file = read(&file.to_string()).unwrap();
    assert_eq!(file.annotations.len(), 2);
    let parts: Vec<_> = file.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        parts,
        [
            "annotation 3 is left out: an earlier entry has the same id",
            "orphan 1 is left out: an earlier entry has the same id"
        ]
    );
}

#[test]
fn a_quote_that_contradicts_its_offsets_is_kept_and_flagged() {
    let mut file = good();
    file["annotations"][0]["start"] = json!(1);
    file["annotations"][1]["quote"]["exact"] = json!("Third one.");
    let file = read(&file.to_string()).unwrap();
    assert_eq!(file.refused, []);
    assert!(file.annotations.iter().all(|annotation| annotation.position_contradicts_quote));
    assert_eq!(&*file.annotations[1].record.quote.exact, "Third one.");
}

#[test]
fn the_original_quote_wins_and_the_current_one_is_checked() {
    let mut file = good();
    file["annotations"][0]["original_quote"] = json!({"prefix": "", "exact": "Older.", "suffix": ""});
    let file = read(&file.to_string()).unwrap();
    let annotation = &file.annotations[0];
    assert_eq!(&*annotation.record.quote.exact, "Older.");
    assert_eq!(&*annotation.record.current_quote.as_ref().unwrap().exact, "First 🎉 one.");
    assert!(!annotation.position_contradicts_quote);
}

#[test]
fn bad_annotators_sentences_labels_edits_and_relations_are_listed() {
    let mut file = good();
    file["annotators"] = json!([
        {"id": ANA, "name": null, "completed_at": "soon"},
        {"id": "urn:x:1", "name": "B", "completed_at": null, "judged_none": ["s9", "s1", "s1"]},
        {"id": "urn:x:2", "name": "C", "completed_at": null, "judged_none": [1]},
    ]);
    file["sentences"][1]["start"] = json!(5);
    file["sentences"][2]["end"] = json!(99);
    file["labels"][0]["name"] = json!(null);
    file["segmentation"]["edits"] = json!([{"kind": "join", "at": 1}, {"kind": "melt", "at": 1}, {"kind": "split"}]);
    let ids = [annotation_id(0), annotation_id(1)];
    let relation = |number: usize, source: &str, target: &str, created: &str| {
        json!({"id": format!("urn:r:{number}"), "annotator": "urn:x:3", "type": "supports",
            "source": source, "target": target, "created": created})
    };
    file["relations"] = json!([
        relation(1, &ids[0], &ids[1], "2026-01-01T00:00:00Z"),
        relation(1, &ids[1], &ids[0], "2026-01-01T00:00:00Z"),
        relation(2, &ids[0], &ids[0], "2026-01-01T00:00:00Z"),
        relation(3, &ids[0], &ids[1], "2026-01-01T00:00:00+01:00"),
        relation(4, "x", &ids[1], "2026-01-01T00:00:00Z"),
        "relation",
    ]);
    let file = read(&file.to_string()).unwrap();
    let refused: Vec<_> = file.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "sentence edit 2 is left out: the field “kind” must be “join” or “split”",
            "sentence edit 3 is left out: the field “at” is missing",
            "label 1 is left out: the field “name” must be a string",
            "sentence 2 is left out: it overlaps the one before it",
            "sentence 3 is left out: it ends at 99, but the text has 35 characters",
            "annotator 1 is left out: the field “completed_at” must be a point in time such as “2026-03-01T12:30:00Z”",
            "annotator 3 is left out: the field “judged_none” must be a list of sentence ids",
            "annotator 1 is left out: “judged_none” names “s9”, which is no sentence of the file",
            "relation 2 is left out: an earlier entry has the same id",
            "relation 3 is left out: the field “target” must be another annotation than “source”",
            "relation 4 is left out: the field “created” must be a point in time that ends in “Z”",
            "relation 5 is left out: the field “source” must be an IRI such as “urn:uuid:…”",
            "relation 6 is left out: it is not an object",
        ]
    );
    assert_eq!((file.annotations.len(), file.relations.len(), file.labels.len()), (2, 1, 2));
    let people: Vec<_> = file.annotators.iter().map(|one| (&*one.annotator.id, &*one.judged_none)).collect();
    assert_eq!(people, [("urn:x:1", &[0][..]), (ANA, &[]), ("urn:x:3", &[])], "nobody who is named is missing");
}

#[test]
fn strange_notes_are_kept_exactly() {
    for note in [
        "<script>alert(1)</script>".to_owned(),
        "\u{202e}\u{2066}gpj\u{2069}\u{200f}".to_owned(),
        "\u{0}\u{1}\u{8}\u{c}\r\n\t\u{1b}\u{7f}\u{85}\u{2028}\u{2029}\u{feff}\u{ffff}".to_owned(),
        "x🎉\u{301}".repeat(34_000),
        String::new(),
    ] {
        let mut sample = Sample::of(text_of(&["One."]));
        sample.annotations[0].note = Some(note.as_str().into());
        sample.annotators[0].annotator.name = Some(note.as_str().into());
        sample.article.title = note.clone();
        let text = native::write(&sample.document(), Timestamp::from_millis(0));
        let file = read(&text).unwrap();
        assert_eq!(file.annotations[0].record.note.as_deref(), Some(&*note));
        assert_eq!(file.annotators[0].annotator.name.as_deref(), Some(&*note));
        assert_eq!(file.article.record.title, note);
        // As other programs escape it.
        let escaped: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read(&escaped.to_string()).unwrap(), file);
    }
}

#[test]
fn no_cut_or_changed_byte_makes_it_panic() {
    let text = native::write(&Sample::full().document(), Timestamp::from_millis(0));
    // Every seventh place, so that the test stays quick.
    for at in (0..text.len()).step_by(7).filter(|at| text.is_char_boundary(*at)) {
        assert!(read(&text[..at]).is_err() || at + 1 >= text.len());
        for byte in [b'"', b'{', b'0', b'-', b',', b'\\', b' '] {
            if text.is_char_boundary(at + 1) {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                let _ = read(&String::from_utf8(bytes).unwrap());
            }
        }
    }
}

/// Ten times the file must not take much more than ten times as long.
#[test]
fn reading_takes_time_in_proportion_to_the_file() {
    let file = |count: usize| {
        let blocks: Vec<String> = (0..count).map(|number| format!("Sentence number {number} \"🎉\".")).collect();
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let mut sample = Sample::of(text_of(&blocks));
        sample.annotators[0].judged_none = (0..count).collect();
        native::write(&sample.document(), Timestamp::from_millis(0))
    };
    let seconds = |text: &str| {
        (0..3)
            .map(|_| {
                let begin = Instant::now();
                assert_eq!(read(text).unwrap().refused, []);
                begin.elapsed().as_secs_f64()
            })
            .fold(f64::INFINITY, f64::min)
    };
    let (small, large) = (file(300), file(3000));
    let (fast, slow) = (seconds(&small), seconds(&large));
    assert!(slow < fast * 40.0, "{fast} s for {} bytes, {slow} s for {} bytes", small.len(), large.len());
    let members: Vec<String> = (0..50_000).map(|number| format!("\"m{number}\":[[],{{}}]")).collect();
    let wide = good().to_string().replacen('{', &format!("{{{},", members.join(",")), 1);
    assert!(seconds(&wide) < 5.0, "many unknown members");
}
