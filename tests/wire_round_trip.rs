//! Exporting and importing gives the same values, through files and through stored records.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a failing test may panic")]

mod support;

use proptest::prelude::*;
use reading_annotator::model::annotation::{Anchoring, Annotation, Annotator, Place, Quote};
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::offsets::ByteOffset;
use reading_annotator::model::sentences::mending::Edit;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::native::{self, ImportFile, Limits};
use reading_annotator::wire::record::{self, StoredDocument};
use reading_annotator::wire::{AnnotationRecord, SentenceEdit};
use support::{Sample, annotation, annotation_id, text_of};

fn export(sample: &Sample) -> String {
    native::write(&sample.document(), Timestamp::from_millis(1_772_409_600_000))
}

fn import(text: &str) -> ImportFile {
    native::read(text, &LabelSet::default(), &Limits::default()).unwrap()
}

/// What was read, put back where it says it stood.
fn reopened(file: &ImportFile, sample: &Sample) -> Sample {
    let attached = file.annotations.iter().map(|annotation| &annotation.record);
    let annotations = attached
        .chain(&file.orphans)
        .map(|record| record.clone().into_annotation(record.claimed_place(&sample.text)))
        .collect();
    Sample {
        article: file.article.record.clone(),
        segmentation: file.segmentation.clone(),
        annotators: file.annotators.clone(),
        annotations,
        relations: file.relations.clone(),
        assignment: file.assignment.clone(),
        extras: file.extras.clone(),
        ..sample.clone()
    }
}

fn assert_same(back: &Sample, sample: &Sample) {
    assert_eq!(back.article, sample.article);
    assert_eq!(back.segmentation, sample.segmentation);
    assert_eq!(back.annotators, sample.annotators);
    assert_eq!(back.annotations, sample.annotations);
    assert_eq!(back.relations, sample.relations);
    assert_eq!(back.assignment, sample.assignment);
    assert_eq!(back.extras, sample.extras);
}

#[test]
fn a_document_with_everything_comes_back() {
    let sample = Sample::full();
    let text = export(&sample);
    let file = import(&text);
    assert_eq!(file.refused, []);
    assert!(file.annotations.iter().all(|annotation| !annotation.position_contradicts_quote));
    assert_eq!(file.article.text, sample.text.as_str());
    assert_eq!(file.sentences.len(), sample.sentences.len());
    assert_eq!(file.labels.len(), 3);
    let back = reopened(&file, &sample);
    assert_same(&back, &sample);
    assert_eq!(export(&back), text);
    assert_eq!(import(&format!("\u{feff}{text}")), file, "a byte order mark changes nothing");
}

#[test]
fn a_text_without_a_sentence_comes_back() {
    for text in [" ", "\u{85}"] {
        let sample = Sample::of(text_of(&[text]));
        assert!(sample.sentences.is_empty(), "{text:?}");
        let written = export(&sample);
        let back = reopened(&import(&written), &sample);
        assert_same(&back, &sample);
        assert_eq!(export(&back), written);
    }
}

#[test]
fn unknown_fields_are_found_again_where_they_were() {
    let text = export(&Sample::full());
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (pointer, value) in [
        ("/future/deep/2/x", serde_json::json!("y")),
        ("/another", serde_json::Value::Null),
        ("/article/authors/0", serde_json::json!("A. N. Author")),
        ("/segmentation/locale", serde_json::json!("en")),
        ("/annotators/0/role", serde_json::json!("student")),
        ("/annotations/2/confidence", serde_json::json!(0.5)),
        ("/relations/0/weight", serde_json::json!([1, 2.5])),
        ("/orphan_relations/0/type", serde_json::json!("supports")),
        ("/assignment/due", serde_json::json!(1)),
    ] {
        assert_eq!(json.pointer(pointer), Some(&value), "{pointer}");
    }
}

#[test]
fn stored_records_come_back() {
    let sample = Sample::full();
    for annotation in &sample.annotations {
        let text = record::annotation_record(annotation, &sample.text, &sample.sentences);
        let record = record::read_annotation_record(&text).unwrap();
        assert_eq!(AnnotationRecord::of(annotation, &sample.text, &sample.sentences), record);
        assert_eq!(&record.clone().into_annotation(record.claimed_place(&sample.text)), annotation);
    }
    let document = StoredDocument {
        article: sample.article,
        segmentation: sample.segmentation,
        edit_traces: vec![1; 34],
        judged_away: vec![("urn:uuid:ada".into(), 7), ("urn:uuid:bob".into(), u64::MAX)],
        annotators: sample.annotators,
        unclaimed: true,
        relations: sample.relations,
        assignment: sample.assignment,
        exported: Some(Timestamp::from_millis(1_700_000_000_123)),
        extras: sample.extras,
    };
    let text = record::document_record(&document);
    assert_eq!(record::read_document_record(&text), Ok(document.clone()));
    // Whoever begins comes before the people of a file, or is one of them.
    let ids = |document: &StoredDocument| -> Vec<String> {
        document.annotators.iter().map(|one| one.annotator.id.to_string()).collect()
    };
    let theirs = ids(&document);
    for reader in ["urn:uuid:me", &*theirs[theirs.len() - 1]] {
        let mut claimed = document.clone();
        let reader = Annotator { id: reader.into(), name: None, completed_at: None };
        claimed.claim(&reader);
        assert_eq!(ids(&claimed)[0], *reader.id);
        assert_eq!(ids(&claimed).len(), theirs.len() + usize::from(&*reader.id == "urn:uuid:me"));
        claimed.claim(&Annotator { id: "urn:uuid:other".into(), name: None, completed_at: None });
        assert_eq!(ids(&claimed)[0], *reader.id, "it has its reader");
    }
    let newer = text.replace("\"version\":\"1.0\"", "\"version\":\"2.0\"");
    assert_eq!(record::read_document_record(&newer), Err(record::RecordProblem::Newer("2.0".to_owned())));
    assert_eq!(record::read_annotation_record("{"), Err(record::RecordProblem::NotJson));
    assert!(record::read_annotation_record("{}").unwrap_err().to_string().contains("“quote”"));
}

/// What the script without wasm does: joins the head with the stored records.
#[test]
fn the_rescue_head_makes_a_file_that_says_the_same() {
    let sample = Sample::full();
    let stored = |attached: bool| {
        let records = sample.annotations.iter().filter(|annotation| annotation.span().is_some() == attached);
        let records = records.map(|one| record::annotation_record(one, &sample.text, &sample.sentences));
        records.collect::<Vec<_>>().join(",")
    };
    let whole: serde_json::Value = serde_json::from_str(&export(&sample)).unwrap();
    let text = format!(
        r#"{{"exported_at":"2026-03-02T00:00:00.000Z",{},"annotators":{},"annotations":[{}],"orphans":[{}],"relations":{}}}"#,
        native::rescue_head(&sample.document()),
        whole["annotators"],
        stored(true),
        stored(false),
        whole["relations"],
    );
    let mut rescued: serde_json::Value = serde_json::from_str(&text).unwrap();
    rescued["orphan_relations"] = whole["orphan_relations"].clone();
    assert_eq!(rescued, whole);
}

#[test]
fn a_person_without_a_record_is_added_so_that_references_hold() {
    let mut sample = Sample::full();
    sample.annotators.clear();
    let file = import(&export(&sample));
    let ids: Vec<_> = file.annotators.iter().map(|record| &*record.annotator.id).collect();
    assert_eq!(ids, [support::ANA, support::BEN]);
}

#[test]
fn an_annotation_whose_span_is_of_another_text_is_written_as_an_orphan() {
    let mut sample = Sample::of(text_of(&["Short."]));
    let long = text_of(&["A much longer text than the other one."]);
    sample.annotations.push(annotation(7, &long, long.blocks()[0].span, "claim"));
    let file = import(&export(&sample));
    assert_eq!((file.annotations.len(), file.orphans.len()), (1, 1));
    assert_eq!(&*file.orphans[0].id, annotation_id(7));
}

fn strange_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,8}[.?!]?",
        Just("👩‍🏫".to_owned()),
        Just("🇩🇪!".to_owned()),
        Just("e\u{301}\u{323}".to_owned()),
        Just("𝔘𝔫𝔦".to_owned()),
        Just("\u{202e}rtl\u{202c}".to_owned()),
        Just("\"q\\\"".to_owned()),
        Just("\u{10ffff}\u{1}\u{7f}".to_owned()),
        Just("中文。".to_owned()),
        any::<char>().prop_filter("carriage returns are normalised away", |c| *c != '\r').prop_map(String::from),
    ];
    proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.join(" "))
}

fn place(kind: u8, share: u32, last: Option<(usize, usize)>, place: Place) -> Place {
    let share = f64::from(share) / 1000.0;
    let Place::At { span, .. } = place else { return place };
    match kind {
        0 => Place::At { span, anchoring: Anchoring::Moved },
        1 => Place::At { span, anchoring: Anchoring::Changed(share) },
        2 => Place::At { span, anchoring: Anchoring::Check(share) },
        3 => Place::Orphan { last: last.map(|(start, length)| (start, start + length + 1)) },
        _ => Place::At { span, anchoring: Anchoring::Exact },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn export_then_import_is_identity(
        blocks in proptest::collection::vec(strange_text(), 1..6),
        notes in proptest::collection::vec(proptest::option::of(strange_text()), 6),
        places in proptest::collection::vec((0_u8..8, 0_u32..=1000, any::<Option<(u16, u16)>>(), any::<bool>()), 6),
        hashes in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..30)),
        edits in proptest::collection::vec((any::<bool>(), 0_usize..300), 0..6),
        name in proptest::option::of(strange_text()),
    ) {
        let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let mut sample = Sample::of(text_of(&blocks));
        let other = text_of(&["Some older wording of it."]);
        for (number, one) in sample.annotations.iter_mut().enumerate() {
            let (kind, share, last, edited) = places[number % 6];
            one.place = place(kind, share, last.map(|(a, b)| (a.into(), b.into())), one.place);
            one.note = notes[number % 6].as_deref().map(Into::into);
            if edited {
                one.quote = Quote::of(&other, other.blocks()[0].span);
            }
        }
        sample.annotations.sort_by_key(|annotation: &Annotation| annotation.span().is_none());
        let scanned = sample.sentences.clone();
        for (joins, at) in edits {
            if sample.sentences.is_empty() {
                break;
            }
            let start = sample.sentences.as_slice()[at % sample.sentences.len()].span.start();
            let edit = if joins { Edit::join(start) } else { Edit::split(ByteOffset::new(at)) };
            sample.sentences.mend(edit, &sample.text);
        }
        let at = |edit: &Edit| sample.text.code_point(edit.at).unwrap().get();
        sample.segmentation.edits =
            sample.sentences.edits().iter().map(|edit| SentenceEdit { kind: edit.kind, at: at(edit) }).collect();
        sample.segmentation.hashes = hashes;
        sample.annotators[0].annotator.name = name.as_deref().map(Into::into);
        sample.annotators[0].judged_none = (0..sample.sentences.len()).step_by(2).collect();
        let text = export(&sample);
        let file = import(&text);
        prop_assert_eq!(&file.refused, &[]);
        let contradicting = file.annotations.iter().filter(|one| one.position_contradicts_quote);
        prop_assert_eq!(contradicting.count(), 0);
        let back = reopened(&file, &sample);
        assert_same(&back, &sample);
        prop_assert_eq!(export(&back), text);
        let edits: Vec<Edit> = file.segmentation.edits.iter().map(|edit| {
            Edit { kind: edit.kind, at: sample.text.span_of_code_points(edit.at, edit.at + 1).unwrap().start() }
        }).collect();
        prop_assert_eq!(scanned.mended(&edits, &sample.text), sample.sentences);
    }
}
