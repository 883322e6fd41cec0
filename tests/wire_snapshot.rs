//! A snapshot that cannot be gone by, in a file or in the browser's storage: the labels are found
//! by their quotes, the reader is told why, and nothing is refused or lost for it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "a failing test may panic")]

mod support;

use reading_annotator::model::annotation::{Anchoring, Place, Quote};
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::reattach::{Basis, Snapshot, Wanted, WithoutSnapshot, reattach};
use reading_annotator::model::sentences::Sentences;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::native::{self, ImportFile, Limits};
use reading_annotator::wire::record::{StoredDocument, document_record, read_document_record};
use serde_json::{Value, json};
use support::{Sample, text_of};

const TEXT: [&str; 10] = [
    "The ferry leaves at dawn.",
    "Nobody paid for the lamp.",
    "A heron stood on the pier.",
    "Rain had fallen for nine days.",
    "The mayor sold his bicycle.",
    "Salt is cheaper in autumn.",
    "We counted forty sails.",
    "The bell has a crack.",
    "Her letters came by mule.",
    "Every boat needs a name.",
];

fn sample() -> Sample {
    let mut sample = Sample::of(text_of(&TEXT));
    sample.annotators[0].judged_none = vec![1, 8];
    let snapshot = Snapshot::of(&sample.text, &sample.sentences);
    sample.segmentation.method = snapshot.method.to_string();
    sample.segmentation.version = snapshot.version.to_string();
    sample.segmentation.hashes = Some(snapshot.to_bytes());
    sample
}

fn exported() -> Value {
    serde_json::from_str(&native::write(&sample().document(), Timestamp::from_millis(0))).unwrap()
}

/// A file with another `segmentation.hashes`; none at all for `None`.
fn with_hashes(hashes: Option<Value>) -> Value {
    let mut file = exported();
    let segmentation = file["segmentation"].as_object_mut().unwrap();
    match hashes {
        Some(hashes) => drop(segmentation.insert("hashes".to_owned(), hashes)),
        None => drop(segmentation.remove("hashes")),
    }
    file
}

fn read(file: &Value) -> ImportFile {
    native::read(&file.to_string(), &LabelSet::default(), &Limits::default()).unwrap()
}

/// What the search for a file's labels in the same text with a sentence in front goes by;
/// all are found whatever that is.
fn basis(file: &ImportFile) -> Basis {
    let article: ArticleText = text_of(&[&["This is new."], &TEXT[..]].concat());
    let sentences = Sentences::of(&article);
    let wanted: Vec<Wanted> = file.annotations.iter().map(|one| one.record.wanted()).collect();
    assert_eq!(wanted.len(), TEXT.len());
    let found = reattach(file.snapshot().as_ref(), &wanted, &article, &sentences);
    for (place, wanted) in found.places.iter().zip(&wanted) {
        let Place::At { span, .. } = place else { unreachable!("{:?} is lost", wanted.quote.exact) };
        assert_eq!(article.slice(*span), &*wanted.quote.exact);
    }
    found.basis
}

fn encoded(bytes: &[u8]) -> Value {
    // The one way in: what a file has of these bytes.
    let mut sample = sample();
    sample.segmentation.hashes = Some(bytes.to_vec());
    let file: Value = serde_json::from_str(&native::write(&sample.document(), Timestamp::from_millis(0))).unwrap();
    file["segmentation"]["hashes"].clone()
}

#[test]
fn a_snapshot_that_cannot_be_gone_by_is_told_and_refuses_nothing() {
    let good = sample().segmentation.hashes.unwrap();
    let text = encoded(&good);
    let text = text.as_str().unwrap();
    let other: Vec<u8> = good.iter().map(|byte| byte ^ 255).collect();
    let damaged = Basis::Quotes(WithoutSnapshot::Damaged);
    let foreign = Basis::Quotes(WithoutSnapshot::OtherArticle);
    for (what, hashes, expected) in [
        ("as it was", Some(json!(text)), Basis::Snapshot),
        ("none", None, Basis::Quotes(WithoutSnapshot::Missing)),
        ("null", Some(Value::Null), Basis::Quotes(WithoutSnapshot::Missing)),
        ("empty", Some(json!("")), damaged),
        ("cut inside a group", Some(json!(text[..text.len() - 7])), damaged),
        ("cut to a letter", Some(json!(text[..1])), damaged),
        ("no base 64", Some(json!("– no hashes –")), damaged),
        ("no text", Some(json!([1, 2])), damaged),
        ("cut inside a hash", Some(encoded(&good[..12])), damaged),
        ("cut between two", Some(encoded(&good[..16])), damaged),
        ("all but the last", Some(encoded(&good[..72])), damaged),
        ("given twice", Some(encoded(&good.repeat(2))), damaged),
        ("one in front", Some(encoded(&[&other[..8], &good].concat())), damaged),
        ("one behind", Some(encoded(&[&good, &other[..8]].concat())), damaged),
        ("of another article", Some(encoded(&other)), foreign),
        ("of another, shorter article", Some(encoded(&other[..72])), foreign),
        ("of another, longer article", Some(encoded(&other.repeat(3))), foreign),
    ] {
        let file = read(&with_hashes(hashes));
        assert_eq!(file.refused, [], "{what}");
        assert_eq!(basis(&file), expected, "{what}");
    }
}

#[test]
fn a_snapshot_of_nobody_knows_which_version_is_of_another_one() {
    for (field, value) in [("method", json!("by hand")), ("version", json!("0")), ("version", json!(3))] {
        let mut file = exported();
        file["segmentation"][field] = value;
        assert_eq!(basis(&read(&file)), Basis::Quotes(WithoutSnapshot::OtherVersion), "{field}");
    }
    let mut file = exported();
    drop(file["segmentation"].as_object_mut().unwrap().remove("version"));
    assert_eq!(basis(&read(&file)), Basis::Quotes(WithoutSnapshot::OtherVersion));
}

#[test]
fn without_a_list_of_sentences_their_number_is_not_asked_for() {
    let mut file = exported();
    file["sentences"] = json!([]);
    file["annotators"][0]["judged_none"] = json!([]);
    assert_eq!(basis(&read(&file)), Basis::Snapshot);
}

#[test]
fn with_a_sentence_left_out_the_others_are_not_those_of_the_hashes() {
    let mut file = exported();
    file["sentences"][3]["start"] = json!("three");
    let file = read(&file);
    assert_eq!(file.refused.len(), 1);
    assert_eq!(basis(&file), Basis::Quotes(WithoutSnapshot::Damaged));
}

#[test]
fn a_damaged_snapshot_in_the_storage_costs_nothing_else() {
    let sample = sample();
    let stored = StoredDocument {
        article: sample.article,
        segmentation: sample.segmentation,
        edit_traces: Vec::new(),
        judged_away: Vec::new(),
        annotators: sample.annotators,
        unclaimed: false,
        relations: sample.relations,
        assignment: None,
        exported: Some(Timestamp::from_millis(1_000)),
        extras: sample.extras,
    };
    let record: Value = serde_json::from_str(&document_record(&stored)).unwrap();
    let text = record["segmentation"]["hashes"].as_str().unwrap();
    for hashes in [json!(""), json!(text[..text.len() - 7]), json!("– no hashes –"), json!(7)] {
        let mut damaged = record.clone();
        damaged["segmentation"]["hashes"] = hashes.clone();
        let read = read_document_record(&damaged.to_string()).unwrap();
        let snapshot = read.segmentation.snapshot(None).unwrap();
        assert!(snapshot.hashes.is_empty(), "{hashes}: the search says that it goes by the quotes");
        assert_eq!((&read.annotators, read.exported), (&stored.annotators, stored.exported));
    }
}

#[test]
fn of_equal_quotes_the_nearest_to_a_contradicting_place_is_meant() {
    for (count, marked) in [(20, 10), (10_000, 6_000)] {
        let line = "It is so. ".repeat(count);
        let article = ArticleText::of_lines(line.trim_end(), "en");
        let sentences = Sentences::of(&article);
        let mut sample = Sample::of(text_of(&["."]));
        sample.text = article.clone();
        sample.sentences = sentences.clone();
        let span = sentences.as_slice()[marked].span;
        let one = &mut sample.annotations[0];
        one.quote = Quote::of(&article, span);
        one.place = Place::At { span, anchoring: Anchoring::Exact };
        let text = native::write(&sample.document(), Timestamp::from_millis(0));
        let mut file: Value = serde_json::from_str(&text).unwrap();
        for (field, at) in [("start", span.start().get()), ("end", span.end().get())] {
            file["annotations"][0][field] = json!(at + 3);
        }
        let file = read(&file);
        let [one] = &*file.annotations else { unreachable!("{:?}", file.refused) };
        assert!(one.position_contradicts_quote);
        let found = reattach(None, &[one.record.wanted()], &article, &sentences).places[0];
        assert!(matches!(found, Place::At { span: place, .. } if place == span), "{found:?} of {count}");
    }
}
