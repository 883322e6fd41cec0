//! The formats of other tools: what is written, what is left out, what comes back.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a failing test may panic"
)]

mod support;

use proptest::prelude::*;
use reading_annotator::model::annotation::{Anchoring, Annotation};
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::offsets::ByteOffset;
use reading_annotator::model::sentences::mending::Edit;
use reading_annotator::model::span::Span;
use reading_annotator::wire::formats::read::{Converted, Kind, Mapping, convert, recognise};
use reading_annotator::wire::formats::{FORMATS, Lack, Options, Source, export, format};
use reading_annotator::wire::native::{ImportFile, Limits, read_own};
use serde_json::Value;
use support::{ANA, Sample, annotation, annotation_id, relation, text_of, texts};

fn file(native: &str) -> ImportFile {
    read_own(native, &Limits::default()).unwrap()
}

/// The files of one format.
fn files(native: &str, name: &str, options: Options) -> Vec<(String, String)> {
    let file = file(native);
    let files = format(name).unwrap().files(&Source::new(native, &file), options);
    files.into_iter().map(|file| (file.name, file.text)).collect()
}

fn written(native: &str, name: &str) -> String {
    files(native, name, Options::default()).into_iter().find(|(name, _)| !name.ends_with(".txt")).unwrap().1
}

fn left_out(native: &str, name: &str, what: Lack) -> usize {
    let file = file(native);
    let all = format(name).unwrap().left_out(&Source::new(native, &file));
    all.iter().find(|one| one.what == what).map_or(0, |one| one.count)
}

/// Two sentences in one block, a label with a note on the second, the first judged “no label”.
fn small() -> Sample {
    let mut sample = Sample::of(text_of(&["Hi 🎉, “all”. It is so."]));
    sample.annotations.remove(0);
    sample.annotations[0].note = Some("Why?\n=1".into());
    sample.annotators[0].judged_none = vec![0];
    sample
}

#[test]
fn each_writer_writes_what_its_readers_expect() {
    let native = texts::export(&small());
    let sha = &file(&native).article.sha256.unwrap();
    let id = annotation_id(1);
    for (name, expected) in [
        (
            "sentences.csv",
            format!(
                "article_id,article_sha256,annotator_id,annotator_name,sentence_index,start,end,text,label,note,created,modified\r\n\
                 https://example.org/quiet-streets,{sha},{ANA},\"Ana\",0,0,12,\"Hi 🎉, “all”.\",none,,,\r\n\
                 https://example.org/quiet-streets,{sha},{ANA},\"Ana\",1,13,22,\"It is so.\",evidence,\"Why?\n=1\",2026-03-01T00:00:00.000Z,2026-03-01T00:01:01.000Z\r\n"
            ),
        ),
        (
            "hf.sentences.jsonl",
            format!(
                "{{\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\",\"sentence_index\":0,\"start\":0,\"end\":12,\"text\":\"Hi 🎉, “all”.\",\"label\":\"none\"}}\n\
                 {{\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\",\"sentence_index\":1,\"start\":13,\"end\":22,\"text\":\"It is so.\",\"label\":\"evidence\"}}\n"
            ),
        ),
        (
            "hf.documents.jsonl",
            format!(
                "{{\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\",\"text\":\"Hi 🎉, “all”. It is so.\",\"spans\":[{{\"start\":13,\"end\":22,\"label\":\"evidence\",\"text\":\"It is so.\"}}]}}\n"
            ),
        ),
        (
            "doccano.sequence",
            format!(
                "{{\"text\":\"Hi \\ud83c\\udf89, \\u201call\\u201d. It is so.\",\"label\":[[14,23,\"evidence\"]],\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\"}}\n"
            ),
        ),
        (
            "doccano.relation",
            format!(
                "{{\"text\":\"Hi \\ud83c\\udf89, \\u201call\\u201d. It is so.\",\"entities\":[{{\"id\":1,\"start_offset\":14,\"end_offset\":23,\"label\":\"evidence\"}}],\"relations\":[],\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\"}}\n"
            ),
        ),
        (
            "doccano.classification",
            format!(
                "{{\"text\":\"Hi \\ud83c\\udf89, \\u201call\\u201d.\",\"label\":[],\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\"}}\n\
                 {{\"text\":\"It is so.\",\"label\":[\"evidence\"],\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\"}}\n"
            ),
        ),
        (
            "prodigy",
            format!(
                "{{\"text\":\"Hi 🎉, “all”. It is so.\",\"spans\":[{{\"start\":13,\"end\":22,\"label\":\"evidence\"}}],\"answer\":\"accept\",\"_view_id\":\"spans_manual\",\"meta\":{{\"article_id\":\"https://example.org/quiet-streets\",\"annotator_id\":\"{ANA}\"}}}}\n"
            ),
        ),
        ("brat", "T1\tevidence 13 22\tIt is so.\n#1\tAnnotatorNotes T1\tWhy?\n#2\tAnnotatorNotes T1\t=1\n".to_owned()),
        (
            "conll",
            "Hi\tO\n🎉\tO\n,\tO\n“\tO\nall\tO\n”\tO\n.\tO\n\nIt\tB-evidence\nis\tI-evidence\nso\tI-evidence\n.\tI-evidence\n\n"
                .to_owned(),
        ),
    ] {
        assert_eq!(written(&native, name), expected, "{name}");
    }
    let xmi = written(&native, "inception");
    assert!(xmi.contains(r#"<segmentation:Sentence xmi:id="3" sofa="1" begin="14" end="23"/>"#), "{xmi}");
    assert!(xmi.contains(r#"begin="14" end="23" label="evidence" note="Why?&#10;=1"/>"#), "{xmi}");
    let tei = written(&native, "tei");
    assert!(
        tei.contains(r##"<p><s xml:id="s1">Hi 🎉, “all”.</s> <s xml:id="s2" ana="#evidence">It is so.</s>"##),
        "{tei}"
    );
    assert!(tei.contains("<note type=\"annotator\" target=\"#s2\">Why?\n=1</note></p>"), "{tei}");
    let web: Value = serde_json::from_str(&written(&native, "webannotation")).unwrap();
    let item = &web["first"]["items"][0];
    assert_eq!((&item["id"], &web["total"]), (&Value::from(&*id), &Value::from(1)));
    assert_eq!(item["body"][1]["value"], "Why?\n=1");
    assert_eq!(
        item["target"]["selector"][1],
        serde_json::json!({"type": "TextPositionSelector", "start": 13, "end": 22})
    );
    for kind in ["annotations", "predictions"] {
        let tasks: Value = serde_json::from_str(&written(&native, &format!("labelstudio.{kind}"))).unwrap();
        let region = &tasks[0][kind][0]["result"][0];
        assert_eq!(
            region["value"],
            serde_json::json!({"start": 13, "end": 22, "text": "It is so.", "labels": ["evidence"]})
        );
        assert_eq!((&region["id"], &region["meta"]["text"][0]), (&Value::from(&*id), &Value::from("Why?\n=1")));
    }
    assert_eq!(written(&native, "native"), native);
}

#[test]
fn spreadsheets_are_kept_from_running_cells() {
    let mut sample = small();
    sample.annotations[0].note = Some("=HYPERLINK(1)".into());
    let options = Options { spreadsheet_safe: true, bom: true };
    let (_, text) = files(&texts::export(&sample), "sentences.csv", options).remove(0);
    assert!(text.starts_with('\u{feff}') && text.contains(",\"'=HYPERLINK(1)\","), "{text}");
    assert!(written(&texts::export(&sample), "sentences.csv").contains(",\"=HYPERLINK(1)\","));
}

#[test]
fn what_is_left_out_and_what_is_written_add_up() {
    for (name, native) in texts::all() {
        let file = file(&native);
        let labels = file.annotations.len();
        let count = |format: &str, mark: &str| {
            let files = files(&native, format, Options::default());
            files.iter().map(|(_, text)| text.matches(mark).count()).sum::<usize>()
        };
        let gone = |format: &str, what| left_out(&native, format, what);
        for format in ["sentences.csv", "conll", "tei", "doccano.classification", "hf.sentences.jsonl"] {
            let kept: usize = match format {
                "conll" => count(format, "\tB-"),
                "tei" => count(format, " ana=\"#"),
                "sentences.csv" => {
                    ["claim", "evidence", "opinion"].iter().map(|label| count(format, &format!(",{label},"))).sum()
                }
                "hf.sentences.jsonl" => ["claim", "evidence", "opinion"]
                    .iter()
                    .map(|label| count(format, &format!("\"label\":\"{label}\"")))
                    .sum(),
                _ => count(format, "\"label\":[\""),
            };
            assert_eq!(kept + gone(format, Lack::Parts) + gone(format, Lack::SecondLabels), labels, "{name} {format}");
        }
        for format in ["doccano.sequence", "doccano.relation"] {
            let kept = if format == "doccano.relation" {
                count(format, "start_offset")
            } else {
                count(format, ",\"claim\"]") + count(format, ",\"evidence\"]") + count(format, ",\"opinion\"]")
            };
            assert_eq!(kept + gone(format, Lack::Overlaps), labels, "{name} {format}");
        }
        assert_eq!(count("inception", "<custom:ArgumentLabel"), labels, "{name}");
        let lines = file.annotations.iter().filter_map(|one| Some(one.record.note.as_ref()?.split('\n').count()));
        assert_eq!(count("brat", "\tAnnotatorNotes "), lines.sum::<usize>(), "{name}");
        let relations = file.relations.len();
        for (format, mark, lack) in [
            ("brat", " Arg1:", Lack::LooseRelations),
            ("labelstudio.annotations", "\"from_id\"", Lack::LooseRelations),
            ("doccano.relation", "\"from_id\"", Lack::LooseRelationsApart),
            ("conll", "no mark at all", Lack::Relations),
        ] {
            assert_eq!(count(format, mark) + gone(format, lack), relations, "{name} {format}");
        }
    }
    let overlaps = texts::all().into_iter().find(|(name, _)| *name == "overlaps").unwrap().1;
    assert_eq!(left_out(&overlaps, "doccano.sequence", Lack::Overlaps), 2);
    let people = texts::all().into_iter().find(|(name, _)| *name == "people").unwrap().1;
    assert_eq!(left_out(&people, "brat", Lack::LooseRelations), 2);
    assert_eq!(files(&people, "brat", Options::default()).len(), 4);
}

#[test]
fn numbers_are_told_in_words() {
    let parts = texts::all().into_iter().find(|(name, _)| *name == "parts").unwrap().1;
    let file = file(&parts);
    let words: Vec<String> =
        format("conll").unwrap().left_out(&Source::new(&parts, &file)).iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        ["2 labels that are not on one whole sentence", "1 note", "2 relations", "1 label whose text is gone"]
    );
}

#[test]
fn what_brat_spells_otherwise_is_told() {
    let plain = texts::all().remove(0).1;
    let told = |native: &str| (left_out(native, "brat", Lack::Names), left_out(native, "brat", Lack::Tabs));
    assert_eq!(told(&plain), (0, 0));
    let other = plain.replace("\"supports\"", "\"is for\"").replace("A note, with", "A\\tnote,\\u2028with");
    assert_ne!(plain, other);
    let kinds = files(&other, "brat", Options::default())[1].1.matches("\tis_for Arg1").count();
    assert_eq!(told(&other), (kinds, 2));
    assert!(kinds > 0);
}

#[test]
fn names_are_single_and_downloads_complete() {
    let native = texts::export(&small());
    let mut names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    for name in &names {
        let download = export(&native, name, Options::default()).unwrap();
        let several = files(&native, name, Options::default()).len() > 1;
        assert_eq!(download.suffix.ends_with(".zip"), several, "{name}");
        assert_eq!(download.bytes.starts_with(b"PK\x03\x04"), several, "{name}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 15);
    let problem = export(&native, "pdf", Options::default()).unwrap_err().to_string();
    assert!(problem.contains("“native”, “sentences.csv”, ") && problem.contains("“tei”"), "{problem}");
    assert!(export("{}", "tei", Options::default()).is_err());
}

// --- Back again

/// What a format should bring back of an annotation.
#[derive(Clone, Copy, Debug)]
struct Holds {
    note: bool,
    person: bool,
    parts: bool,
    overlaps: bool,
    relations: bool,
}

const NOTHING: Holds = Holds { note: false, person: false, parts: false, overlaps: false, relations: false };

const READ_BACK: [(&str, Holds); 11] = [
    ("webannotation", Holds { relations: false, note: true, person: true, parts: true, overlaps: true }),
    ("labelstudio.annotations", Holds { note: true, person: true, parts: true, overlaps: true, relations: true }),
    ("labelstudio.predictions", Holds { note: true, person: true, parts: true, overlaps: true, relations: true }),
    ("doccano.sequence", Holds { person: true, parts: true, ..NOTHING }),
    ("doccano.relation", Holds { person: true, parts: true, relations: true, ..NOTHING }),
    ("doccano.classification", Holds { person: true, ..NOTHING }),
    ("brat", Holds { note: true, parts: true, overlaps: true, relations: true, ..NOTHING }),
    ("sentences.csv", Holds { note: true, person: true, ..NOTHING }),
    ("hf.sentences.jsonl", Holds { person: true, ..NOTHING }),
    ("hf.documents.jsonl", Holds { person: true, parts: true, overlaps: true, ..NOTHING }),
    ("prodigy", Holds { person: true, parts: true, overlaps: true, ..NOTHING }),
];

type Row = (usize, usize, String, Option<String>, Option<String>);

fn rows(file: &ImportFile, holds: Holds) -> Vec<Row> {
    let mut rows: Vec<Row> = file
        .annotations
        .iter()
        .map(|one| {
            let (start, end) = one.record.position.unwrap();
            let note = one.record.note.as_deref().map(str::to_owned).filter(|_| holds.note);
            (start, end, one.record.label.to_string(), note, holds.person.then(|| one.record.annotator.to_string()))
        })
        .collect();
    rows.sort();
    rows
}

/// The text without any label, to import into.
fn opened(text: &ArticleText) -> String {
    let mut sample = Sample::of(text.clone());
    sample.annotations.clear();
    texts::export(&sample)
}

fn imported(text: &str, open: &str) -> (Converted, ImportFile) {
    let converted = convert(text, open, &[]).unwrap();
    let file = file(&converted.native);
    assert_eq!(file.refused, []);
    assert!(file.annotations.iter().all(|one| !one.position_contradicts_quote));
    (converted, file)
}

/// Texts, and spans on whole sentences or wherever they fall.
fn samples() -> impl Strategy<Value = (Sample, bool)> {
    let block = "[A-Za-z \u{fc}“”🎉𠮷野,\\\\\"&<=]{0,12}[A-Za-z𠮷](\\. |! )[A-Z][a-z 🎉']{1,9}\\.";
    let spans = proptest::collection::vec((any::<prop::sample::Index>(), 1..30_usize, 0..3_usize), 0..6);
    let note = proptest::option::of("[ -~é🎉]{0,6}[a-z]");
    let left = proptest::collection::vec(any::<bool>(), 12);
    let all = (proptest::collection::vec(block, 1..4), spans, note, any::<bool>(), left);
    all.prop_map(|(blocks, spans, note, parts, left)| {
        let blocks: Vec<&str> = blocks.iter().map(|block| block.trim()).collect();
        let mut sample = Sample::of(text_of(&blocks));
        if parts {
            let text = sample.text.as_str();
            let at: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut made: Vec<_> = spans
                .iter()
                .enumerate()
                .filter_map(|(number, (start, length, label))| {
                    let start = start.index(at.len() - 1);
                    let (start, end) = (at[start], at[(start + length).min(at.len() - 1)]);
                    // Nobody's labels begin or end with white space.
                    let part = &text[start..end];
                    let start = start + (part.len() - part.trim_start().len());
                    let span = Span::new(ByteOffset::new(start), ByteOffset::new(start + part.trim().len()))?;
                    Some(annotation(number, &sample.text, span, &sample.labels.as_slice()[*label].id))
                })
                .collect();
            // One and the same label twice on the same words is one for most formats.
            let key = |one: &Annotation| {
                (one.span().map(Span::bytes).map(|bytes| (bytes.start, bytes.end)), one.label.clone())
            };
            made.sort_by_key(key);
            made.dedup_by_key(|one| key(one));
            sample.annotations = made;
        } else {
            // Some sentences have no label.
            let mut left = left.into_iter();
            sample.annotations.retain(|_| left.next() != Some(true));
        }
        if let Some(first) = sample.annotations.first_mut() {
            first.note = note.map(Into::into);
        }
        if sample.annotations.len() > 2 {
            let number = |at: usize| (0..9).find(|n| *sample.annotations[at].id == *annotation_id(*n)).unwrap();
            sample.relations = vec![relation(1, number(0), number(2))];
        }
        (sample, parts)
    })
}

/// Without what overlaps an earlier one, and without relations to it.
fn apart(sample: &mut Sample) {
    let mut end = 0;
    sample.annotations.retain(|one| {
        let bytes = one.span().unwrap().bytes();
        let free = bytes.start >= end;
        if free {
            end = bytes.end;
        }
        free
    });
    sample.relations.clear();
    if let [first, .., last] = sample.annotations.as_slice() {
        let number = |id: &str| (0..9).find(|n| *id == *annotation_id(*n)).unwrap();
        sample.relations = vec![relation(1, number(&first.id), number(&last.id))];
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn export_and_import_give_the_same(sample in samples(), which in 0..READ_BACK.len()) {
        let ((mut sample, parts), (name, holds)) = (sample, READ_BACK[which]);
        prop_assume!(holds.parts || !parts);
        if !holds.overlaps {
            apart(&mut sample);
        }
        let native = texts::export(&sample);
        let before = file(&native);
        let text = written(&native, name);
        if text.is_empty() || sample.annotations.is_empty() {
            // Most readers say that there is nothing in it.
            return Ok(());
        }
        let (converted, back) = imported(&text, &opened(&sample.text));
        prop_assert_eq!(&converted.problems, &Vec::<String>::new(), "{}", name);
        prop_assert_eq!(rows(&back, holds), rows(&before, holds), "{}", name);
        if holds.relations && name != "brat" {
            let ends = |file: &ImportFile| {
                let place = |id: &str| file.annotations.iter().find(|one| *one.record.id == *id).unwrap().record.position;
                file.relations.iter().map(|one| (place(&one.source), place(&one.target))).collect::<Vec<_>>()
            };
            prop_assert_eq!(ends(&back), ends(&before), "{}", name);
        }
    }
}

#[test]
fn sentences_without_labels_are_read_with_the_others() {
    let text = text_of(&["It is so. Yes. It is so.", "No."]);
    let line = |text: &str, label: &str| format!("{{\"text\":\"{text}\",\"label\":[{label}]}}\n");
    let (bare, labelled) = (line("It is so.", ""), line("It is so.", "\"claim\""));
    let others = [line("Yes.", ""), line("No.", "")];
    for (first, second, expected) in [(&bare, &labelled, vec![15]), (&labelled, &bare, vec![0]), (&bare, &bare, vec![])]
    {
        let file = [&**first, &others[0], second, &others[1]].concat();
        let (converted, back) = imported(&file, &opened(&text));
        let starts: Vec<usize> = back.annotations.iter().map(|one| one.record.position.unwrap().0).collect();
        assert_eq!((starts, converted.problems), (expected, vec![]), "{file}");
    }
}

#[test]
fn apostrophes_of_ones_own_stay_before_what_looks_like_a_formula() {
    let mut sample = Sample::of(text_of(&["'+' adds up. So it is."]));
    for note in ["'=1", "''-x", "=1", "'x"] {
        sample.annotations[0].note = Some(note.into());
        let native = texts::export(&sample);
        for spreadsheet_safe in [false, true] {
            let options = Options { spreadsheet_safe, ..Options::default() };
            let (_, text) = files(&native, "sentences.csv", options).remove(0);
            let (_, back) = imported(&text, &opened(&sample.text));
            let first = &back.annotations[0].record;
            assert_eq!((first.note.as_deref(), first.position), (Some(note), Some((0, 12))), "{text}");
        }
    }
}

#[test]
fn the_table_brings_back_judgements_and_times_also_out_of_a_spreadsheet() {
    let sample = small();
    let native = texts::export(&sample);
    let open = opened(&sample.text);
    for options in [Options::default(), Options { spreadsheet_safe: true, bom: true }] {
        let (_, text) = files(&native, "sentences.csv", options).remove(0);
        let (converted, back) = imported(&text, &open);
        assert_eq!((converted.kind, converted.problems), (Kind::Csv, vec![]));
        assert_eq!(back.annotators[0].judged_none, [0]);
        assert_eq!(back.annotators[0].annotator.name.as_deref(), Some("Ana"));
        assert_eq!(back.annotations[0].record.modified, sample.annotations[0].modified);
        assert_eq!(back.annotations[0].record.note.as_deref(), Some("Why?\n=1"));
        // Another program's semicolons.
        let saved = text.replace(',', ";").replace("🎉;", "🎉,");
        assert_eq!(rows(&imported(&saved, &open).1, NOTHING), rows(&back, NOTHING));
    }
}

#[test]
fn json_lines_of_sentences_bring_back_judgements() {
    let sample = small();
    let (converted, back) = imported(&written(&texts::export(&sample), "hf.sentences.jsonl"), &opened(&sample.text));
    assert_eq!((converted.problems, converted.unknown), (vec![], vec![]));
    assert_eq!(back.annotators[0].judged_none, [0]);
    assert_eq!(rows(&back, NOTHING), rows(&file(&texts::export(&sample)), NOTHING));
}

#[test]
fn sentences_that_were_mended_come_back_into_a_text_where_they_are_not() {
    let text = text_of(&["It is so. Yes. It is so."]);
    let mut sample = Sample::of(text.clone());
    sample.sentences = sample.sentences.mended(&[Edit::join(ByteOffset::new(10))], &text);
    let whole = sample.sentences.get(0).unwrap().span;
    sample.annotations = vec![annotation(1, &text, whole, "claim")];
    for format in ["hf.sentences.jsonl", "doccano.classification", "sentences.csv"] {
        let (converted, back) = imported(&written(&texts::export(&sample), format), &opened(&text));
        assert_eq!(converted.problems, Vec::<String>::new(), "{format}");
        let places: Vec<_> = back.annotations.iter().map(|one| one.record.position).collect();
        assert_eq!(places, [Some((0, 14))], "{format}");
    }
}

#[test]
fn labels_of_files_that_name_nobody_replace_none() {
    let text = text_of(&["It is so. Yes."]);
    let open = opened(&text);
    let first = imported("T1\tclaim 0 9\tIt is so.\n#1\tAnnotatorNotes T1\tWhy?\n", &open).0.native;
    let (_, back) = imported("T1\topinion 0 9\tIt is so.\n", &first);
    let before = &file(&first).annotations[0].record;
    assert!(back.annotations.iter().all(|one| one.record.id != before.id), "the other's label stays");
    let (_, again) = imported("T1\tclaim 0 9\tIt is so.\n#1\tAnnotatorNotes T1\tWhy?\n", &first);
    assert_eq!(again.annotations[0].record.id, before.id, "the same label is the same");
}

#[test]
fn notes_of_several_lines_stay_so_in_brat() {
    let mut sample = small();
    sample.annotations[0].note = Some("Why?\n\nBecause.".into());
    let native = texts::export(&sample);
    assert_eq!(written(&native, "brat").matches("AnnotatorNotes").count(), 3);
    let (_, back) = imported(&written(&native, "brat"), &opened(&sample.text));
    assert_eq!(back.annotations[0].record.note.as_deref(), Some("Why?\n\nBecause."));
}

#[test]
fn lines_are_told_by_their_numbers_in_the_file() {
    let text = text_of(&["It is so."]);
    let lines = "\n{\"text\":\"It is so.\",\"label\":[[0,9,\"claim\"]]}\n\nbroken\n";
    let (converted, _) = imported(lines, &opened(&text));
    assert!(converted.problems[0].starts_with("Line 4 is left out"), "{:?}", converted.problems);
}

#[test]
fn importing_ones_own_work_changes_nothing() {
    let native = texts::export(&small());
    for name in ["webannotation", "labelstudio.annotations", "sentences.csv"] {
        let (_, back) = imported(&written(&native, name), &native);
        let (before, now) = (&file(&native).annotations[0].record, &back.annotations[0].record);
        assert_eq!((&now.id, now.modified, &now.note), (&before.id, before.modified, &before.note), "{name}");
    }
    // What was corrected in Label Studio is newer.
    let corrected = written(&native, "labelstudio.annotations").replace("[\"evidence\"]", "[\"claim\"]");
    let (_, back) = imported(&corrected, &native);
    let (before, now) = (&file(&native).annotations[0].record, &back.annotations[0].record);
    assert_eq!((&now.id, &*now.label), (&before.id, "claim"));
    assert!(now.modified > before.modified);
}

#[test]
fn formats_are_recognised() {
    for (name, native) in texts::all() {
        assert_eq!(recognise(&native), Some(Kind::Native), "{name}");
        for (format, kind) in [
            ("webannotation", Kind::WebAnnotation),
            ("labelstudio.predictions", Kind::LabelStudio),
            ("doccano.sequence", Kind::Doccano),
            ("doccano.relation", Kind::Doccano),
            ("doccano.classification", Kind::Doccano),
            ("sentences.csv", Kind::Csv),
        ] {
            assert_eq!(recognise(&written(&native, format)), Some(kind), "{name} {format}");
        }
        let brat = written(&native, "brat");
        assert_eq!(recognise(&brat), (!brat.is_empty()).then_some(Kind::Brat), "{name}");
    }
    for text in ["", "Just words.", "a,b\n1,2", "{}", "[1]", "<x/>", "T1 is a name\tof a thing"] {
        assert_eq!(recognise(text), None, "{text}");
    }
}

#[test]
fn a_native_file_of_another_label_set_gets_the_labels_of_here_and_stays_as_it_is_otherwise() {
    let (_, native) = texts::all().into_iter().max_by_key(|(_, native)| native.len()).unwrap();
    let theirs = native
        .replace("\"label\": \"claim\"", "\"label\":\"thesis\"")
        .replace(r#""label":"claim""#, r#""label":"thesis""#);
    let count = theirs.matches(r#""label":"thesis""#).count();
    assert!(count > 0, "{native}");
    let asked = convert(&theirs, &native, &[]).unwrap();
    assert_eq!((asked.kind, &*asked.unknown), (Kind::Native, &[("thesis".to_owned(), count)][..]));
    let values = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(values(&asked.native), values(&theirs));
    let told = |own: Option<&str>| {
        let mapping = [Mapping { foreign: "thesis".to_owned(), own: own.map(Into::into), remembered: false }];
        convert(&theirs, &native, &mapping).unwrap()
    };
    let back = told(Some("claim"));
    assert_eq!((values(&back.native), back.problems, back.unknown), (values(&native), vec![], vec![]));
    let left = told(None);
    let told = format!("{count} annotations “thesis” are left out, as was chosen.");
    assert_eq!((left.problems, left.unknown), (vec![told], vec![]));
    let (kept, all) = (file(&left.native), file(&native));
    assert_eq!(kept.annotations.len() + kept.orphans.len() + count, all.annotations.len() + all.orphans.len());
    assert_eq!(kept.sentences, all.sentences);
}

const HYPOTHESIS: &str = r#"{"rows":[
 {"id":"aB3","created":"2026-03-01T10:00:00.000000+00:00","updated":"2026-03-02T10:00:00.000000+00:00",
  "user":"acct:lee@hypothes.is","user_info":{"display_name":"Lee"},"uri":"https://example.org/x","text":"so it is","tags":["Claim"],
  "target":[{"source":"https://example.org/x","selector":[
   {"type":"RangeSelector","startContainer":"/p[1]"},
   {"type":"TextPositionSelector","start":14,"end":23},
   {"type":"TextQuoteSelector","exact":"It is so.","prefix":"“all”. ","suffix":""}]}]},
 {"id":"cD4","created":"2026-03-01T10:00:00Z","user":"acct:lee@hypothes.is","uri":"u","text":"","tags":["to check"],
  "target":[{"selector":[{"type":"TextQuoteSelector","exact":"It was so.","prefix":"“all”. ","suffix":""}]}]},
 {"id":"eF5","user":"acct:lee@hypothes.is","uri":"u","text":"a page note","tags":[],"target":[{"source":"u"}]}
],"total":3}"#;

#[test]
fn the_quote_decides_where_hypothesis_counts_utf_16() {
    let open = opened(&small().text);
    let converted = convert(HYPOTHESIS, &open, &[]).unwrap();
    assert_eq!((converted.kind, &*converted.unknown), (Kind::Hypothesis, &[("to check".to_owned(), 1)][..]));
    assert_eq!(converted.problems, ["Annotation eF5 is left out: it has no quote and no position."]);
    let mapping = [Mapping { foreign: "to check".to_owned(), own: Some("opinion".to_owned()), remembered: false }];
    let converted = convert(HYPOTHESIS, &open, &mapping).unwrap();
    assert_eq!(converted.unknown, []);
    let back = file(&converted.native);
    let [found, sought] = &*back.annotations else { panic!("{:?}", back.annotations) };
    assert_eq!((found.record.position, &*found.record.label), (Some((13, 22)), "claim"));
    assert_eq!(found.record.note.as_deref(), Some("so it is"));
    assert_eq!(back.annotators[0].annotator.name.as_deref(), Some("Lee"));
    // Not there word for word: the import looks for something like it.
    assert!(sought.position_contradicts_quote && !found.position_contradicts_quote);
    assert_eq!((&*sought.record.label, &*sought.record.quote.exact), ("opinion", "It was so."));
    let leave = [Mapping { foreign: "to check".to_owned(), own: None, remembered: false }];
    let converted = convert(HYPOTHESIS, &open, &leave).unwrap();
    assert_eq!(file(&converted.native).annotations.len(), 1);
    assert_eq!(converted.problems[1], "An annotation “to check” is left out, as was chosen: “It was so.”.");
}

#[test]
fn what_was_said_of_other_files_goes_behind_an_id_that_is_the_same() {
    let open = opened(&small().text);
    let line = |label: &str| HYPOTHESIS.replace("to check", label);
    let found = |label: &str, own: Option<&str>, remembered| {
        let mapping = Mapping { foreign: label.to_owned(), own: own.map(str::to_owned), remembered };
        let made = convert(&line(label), &open, &[mapping]).unwrap();
        (file(&made.native).annotations.get(1).map(|one| one.record.label.to_string()), made.unknown.len())
    };
    let label = |label: &str, unknown| (Some(label.to_owned()), unknown);
    for remembered in [false, true] {
        assert_eq!(found("to check", Some("opinion"), remembered), label("opinion", 0));
        assert_eq!(found("to check", None, remembered), (None, 0));
        // A name is less than an answer.
        assert_eq!(found("EVIDENCE", Some("opinion"), remembered), label("opinion", 0));
    }
    assert_eq!(found("evidence", Some("opinion"), false), label("opinion", 0));
    assert_eq!(found("evidence", Some("opinion"), true), label("evidence", 0));
    assert_eq!(found("evidence", None, true), label("evidence", 0));
    // Of another label set.
    assert_eq!(found("to check", Some("premise"), true), (None, 1));
    assert_eq!(found("EVIDENCE", Some("premise"), true), label("evidence", 0));
}

#[test]
fn of_two_places_with_the_same_words_the_right_one_is_found() {
    let text = text_of(&["It is so. Yes.", "It is so. No."]);
    let open = opened(&text);
    for (prefix, suffix, position, expected) in [
        ("Yes.\n", " No.", "", 15),
        ("", " Yes.", "", 0),
        ("", "", r#",{"type":"TextPositionSelector","start":17,"end":26}"#, 15),
        ("", " Yes.", r#",{"type":"TextPositionSelector","start":15,"end":24}"#, 0),
        // Another tool's white space between the paragraphs.
        ("Yes. ", "No.", "", 15),
        ("so.Yes.", "", r#",{"type":"TextPositionSelector","start":0,"end":9}"#, 15),
    ] {
        let quote =
            serde_json::json!({"type": "TextQuoteSelector", "exact": "It is so.", "prefix": prefix, "suffix": suffix});
        let json = format!(
            r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:x:1","type":"Annotation","motivation":"tagging","bodyValue":"claim","target":{{"selector":[{quote}{position}]}}}}"#
        );
        let (_, back) = imported(&json, &open);
        assert_eq!(back.annotations[0].record.position, Some((expected, expected + 9)), "{prefix:?} {suffix:?}");
        assert_eq!(back.annotators[0].annotator.name.as_deref(), Some("Import from W3C Web Annotation"));
    }
}

#[test]
fn nothing_is_dropped_without_a_word() {
    let open = opened(&small().text);
    for (text, expected) in [
        (
            "T1\tclaim 0 2;4 5\tHi ,\nT2\tclaim x y\tHi\nR1\tsupports Arg1:T1 Arg2:T9\nE1\tThing:T1 \n#1\tAnnotatorNotes T7\tx\n",
            &[
                "Line 1: the gap in T1 is left out; what stands there is labelled, too.",
                "Line 2 is left out: its places cannot be read.",
                "Line 3 is left out: an end of the relation is not there.",
                "A note is left out: it is not about a label.",
                "An event, attribute or other line is left out.",
            ][..],
        ),
        (
            "{\"text\":\"Hi 🎉, “all”. It is so.\",\"label\":[[0,2,\"claim\"],[4,5,\"claim\"],[0,99,\"claim\"]]}\n{broken\n",
            &[
                "Line 2 is left out: it is no valid JSON near byte 1.",
                "A span is left out: it does not lie in the text, or cuts a character.",
                "A span is left out: it does not lie in the text, or cuts a character.",
            ],
        ),
        (
            "{\"text\":\"It is so.\",\"label\":[\"claim\"]}\n{\"text\":\"Not here.\",\"label\":[\"claim\"]}\n",
            &["A sentence is left out, because it is not in this text: “Not here.”."],
        ),
        (
            "sentence_index,start,end,text,label\r\n0,a,2,Hi,claim\r\n0,3,4,x,none\r\n0,0,2,Hi,none\r\n1,13,22,It is so.,claim\r\n",
            &[
                "Row 2 is left out: start or end is no number.",
                "Row 3 is left out: its “no label” is of other words.",
                "A judgement “no label” at 0 is left out: no sentence is there.",
            ],
        ),
        (
            "article_id,sentence_index,start,end,text,label\nurn:x:other,0,13,22,It is so.,opinion\nhttps://example.org/quiet-streets,1,13,22,It is so.,claim\n",
            &["1 of 2 rows are about other texts."],
        ),
        (
            "{\"text\":\"It is so.\",\"label\":\"opinion\",\"answer\":\"reject\"}\n{\"text\":\"It is so.\",\"label\":\"claim\",\"answer\":\"accept\"}\n",
            &["A task was not accepted in Prodigy; its labels are left out."],
        ),
        (
            "{\"text\":\"Hi 🎉, “all”. It is so.\",\"_view_id\":\"relations\",\"answer\":\"ignore\"}\n{\"text\":\"Hi 🎉, “all”. It is so. \\n\",\"spans\":[{\"start\":13,\"end\":22,\"label\":\"claim\"}],\"relations\":[{\"head\":1}],\"accept\":[1]}\n{\"text\":\"Other.\",\"spans\":[]}",
            &[
                "Relations are left out (line 2).",
                "Chosen options are left out (line 2).",
                "A task was not accepted in Prodigy; its labels are left out.",
                "1 of 2 entries are about other texts.",
            ],
        ),
        (
            "{\"data\":\"Hi 🎉, “all”. It is so.\",\"label\":\"news\",\"entities\":[{\"id\":1,\"start_offset\":14,\"end_offset\":23,\"label\":\"claim\"}],\"Comments\":[\"x\"]}",
            &["“Comments” of an entry is left out."],
        ),
        (
            r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:x:1","type":"Annotation","creator":["urn:x:a","urn:x:b"],"body":[{"type":"SpecificResource","source":"claim","purpose":"tagging"},{"type":"Image","id":"urn:x:2"}],"target":{"selector":{"type":"TextQuoteSelector","exact":"It is so."}}}"#,
            &[
                "Annotation urn:x:1 has several creators; only the first is taken.",
                "A body of annotation urn:x:1 is left out: it has no words.",
            ],
        ),
        (
            r#"[{"data":{"title":"It is so","text":"Hi 🎉, “all”. It is so."},"drafts":[{}],"annotations":[{"result":[
            {"id":"1","to_name":"title","value":{"start":0,"end":8,"text":"It is so","labels":["claim"]}},
            {"id":"2","to_name":"txt","value":{"start":13,"end":22,"text":"It is so.","labels":["claim"]}},
            {"type":"relation","from_id":"2","to_id":"2","direction":"bi","labels":["a","b"]}]}]}]"#,
            &[
                "Drafts are left out: nobody has handed them in.",
                "Region “1” is left out: it is in the field “title”, not in the text.",
                "A relation has several labels: “b” and what follows are left out.",
                "A relation in both directions is taken in one.",
                "A relation is left out: one of its labels is.",
            ],
        ),
        (
            r#"[{"data":{"image":"x"},"annotations":[]},{"data":{"text":"Hi 🎉, “all”. It is so."},"annotations":[{"result":[
            {"id":"1","type":"choices","value":{"choices":["x"]}},{"type":"choices","value":{"choices":["x"]}},
            {"id":"2","type":"labels","value":{"start":13,"end":22,"text":"It is so.","labels":["claim"]}},
            {"type":"relation","from_id":"2","to_id":"9"}]},{"was_cancelled":true,"result":[]}],"predictions":[{"result":[]}]}]"#,
            &[
                "Task 1 is left out: it has no text.",
                "The predictions are left out, because there are annotations.",
                "Region “1” is left out: it is no labelled stretch of the text.",
                "A region is left out: it is no labelled stretch of the text.",
                "A relation is left out: one of its regions is not there.",
                "A skipped annotation is left out.",
            ],
        ),
    ] {
        let converted = convert(text, &open, &[]).unwrap();
        assert_eq!([converted.beside, converted.problems].concat(), expected, "{text}");
        assert_eq!(file(&converted.native).annotations.len(), 1, "{text}");
    }
    // Both began with the same prediction.
    let set = |by: u8| {
        format!(
            r#"{{"completed_by":{by},"result":[{{"id":"a","value":{{"start":13,"end":22,"text":"It is so.","labels":["claim"]}}}}]}}"#
        )
    };
    let both = format!(r#"[{{"data":{{"text":"Hi 🎉, “all”. It is so."}},"annotations":[{},{}]}}]"#, set(1), set(2));
    let converted = convert(&both, &open, &[]).unwrap();
    assert_eq!((converted.problems.len(), file(&converted.native).annotations.len()), (0, 2));
    let rows = "article_id,sentence_index,start,end,text,label\nurn:x:1,0,0,9,It is so.,claim\nurn:x:2,0,0,9,It is so.,claim\n";
    assert_eq!(
        convert(rows, &open, &[]).unwrap_err().to_string(),
        "this CSV file cannot be used: it has 2 texts, and none is the one that is open"
    );
    let two = "{\"text\":\"One.\",\"label\":[[0,3,\"claim\"]]}\n{\"text\":\"Two.\",\"label\":[]}\n";
    assert_eq!(
        convert(two, &open, &[]).unwrap_err().to_string(),
        "this doccano file cannot be used: it has 2 texts, and none is the one that is open"
    );
    let empty = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:x:1","type":"Annotation"}"#;
    assert_eq!(
        convert(empty, &open, &[]).unwrap_err().to_string(),
        "this W3C Web Annotation file cannot be used: Annotation urn:x:1 is left out: it has no quote and no position."
    );
}

#[test]
fn a_file_about_another_version_of_the_text_keeps_its_own() {
    let open = opened(&text_of(&["A new start. It is so."]));
    let text = written(&texts::export(&small()), "labelstudio.annotations");
    let (_, back) = imported(&text, &open);
    assert_eq!(back.article.text, small().text.as_str());
    assert_eq!((back.sentences.len(), back.annotations[0].record.position), (0, Some((13, 22))));
    assert_eq!(&*back.annotations[0].record.quote.prefix, "Hi 🎉, “all”. ");
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_fail(text in "[\\[\\]{}\",:;a-zT0-9\\t\\n\\\\ 🎉]{0,80}", header in 0..6_usize) {
        let header = ["", "T1\tclaim 0 2\t", "start,end,text,label,sentence_index\n", "{\"text\":\"Hi\",\"label\":",
                      "{\"type\":\"Annotation\",\"target\":", "[{\"data\":{\"text\":\"Hi\"},\"annotations\":"][header];
        let open = opened(&small().text);
        if let Ok(converted) = convert(&[header, &*text].concat(), &open, &[]) {
            prop_assert!(read_own(&converted.native, &Limits::default()).is_ok());
        }
    }
}

#[test]
fn ordinary_shapes_of_other_tools_are_read() {
    let text = text_of(&["It is so. Yes."]);
    let open = opened(&text);
    let short = r#"[{"id":3,"text":"It is so. Yes.","annotator":2,"created_at":"2026-01-02T00:00:00Z",
        "label":[{"start":0,"end":9,"text":"It is so.","labels":["claim","opinion"]}]}]"#;
    let named_otherwise = r#"[{"id":1,"data":{"headline":"So","url":"https://example.org/a-long-address","article":"It is so. Yes."},
        "annotations":[{"completed_by":2,"result":[{"id":"r","type":"labels","value":{"start":0,"end":9,"text":"It is so.","labels":["claim"]}}]}]}]"#;
    let prodigy = "{\"text\":\"It is so. Yes.\",\"answer\":\"accept\",\"_annotator_id\":\"ada\",\"spans\":[{\"start\":0,\"end\":9,\"label\":\"claim\"}]}\n\
        {\"text\":\"It is so. Yes.\",\"answer\":\"accept\",\"_annotator_id\":\"bob\",\"spans\":[{\"start\":0,\"end\":9,\"label\":\"opinion\"}]}";
    for (file, kind, expected) in [
        (short, Kind::LabelStudio, &[("user 2", "claim"), ("user 2", "opinion")][..]),
        (named_otherwise, Kind::LabelStudio, &[("user 2", "claim")]),
        (prodigy, Kind::Spans, &[("ada", "claim"), ("bob", "opinion")]),
    ] {
        let (converted, back) = imported(file, &open);
        assert_eq!((converted.kind, converted.problems), (kind, vec![]));
        let name = |id: &str| {
            let person = back.annotators.iter().find(|one| &*one.annotator.id == id).unwrap();
            person.annotator.name.as_deref().unwrap().to_owned()
        };
        let found: Vec<_> =
            back.annotations.iter().map(|one| (name(&one.record.annotator), one.record.label.to_string())).collect();
        let expected: Vec<_> = expected.iter().map(|(who, label)| ((*who).to_owned(), (*label).to_owned())).collect();
        assert_eq!(found, expected, "{file}");
        assert_eq!(back.annotations[0].record.position, Some((0, 9)));
    }
}

#[test]
fn labels_of_brat_without_their_text_go_by_their_words_and_doubt_is_told() {
    let open = opened(&text_of(&["It is so. Yes and no.", "It is so. Well then.", "Yes and no."]));
    // The places are of a text with blank lines and a doubled blank.
    let ann = "T1\tclaim 24 33\tIt is so.\nT2\tevidence 34 44\tWell  then.\nT3\topinion 0 9\tIt is so.\nT4\tclaim 10 21\tYes and no.\n";
    let (converted, back) = imported(ann, &open);
    let told =
        "A label is to be checked: its words stand in several places, and the file does not say in which.".to_owned();
    assert_eq!(converted.problems, [told]);
    let found = back.annotations.iter().map(|one| (one.record.position.unwrap(), one.record.anchoring.unwrap()));
    let exact = |start, end| ((start, end), Anchoring::Exact);
    let expected = [((22, 31), Anchoring::Check(1.0)), exact(32, 42), exact(0, 9), exact(10, 21)];
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert!(back.annotations.iter().all(|one| !one.position_contradicts_quote));
}

#[test]
fn what_is_left_out_by_choice_is_told_once_for_each_label() {
    let open = opened(&text_of(&["It is so. Yes and no."]));
    let ann = "T1\tMISC 0 2\tIt\nT2\tclaim 0 9\tIt is so.\nT3\tMISC 3 5\tis\nT4\tODD 10 13\tYes\nT5\tMISC 6 8\tso\n";
    let left = |foreign: &str| Mapping { foreign: foreign.to_owned(), own: None, remembered: false };
    let mapping = [left("MISC"), left("ODD")];
    let told =
        ["3 annotations “MISC” are left out, as was chosen.", "An annotation “ODD” is left out, as was chosen: “Yes”."];
    assert_eq!(convert(ann, &open, &mapping).unwrap().problems, told.map(|told| told.replace(": “Yes”", "")));
    // Of a native file the words are known.
    let native = convert(ann, &open, &[]).unwrap().native;
    assert_eq!(convert(&native, &open, &mapping).unwrap().problems, told);
    // Of some nobody has said what they are.
    let untagged = |exact: &str| {
        let selector = format!(r#"{{"type":"TextQuoteSelector","exact":"{exact}"}}"#);
        format!(r#"{{"id":"{exact}","uri":"x","text":"","tags":[],"target":[{{"selector":[{selector}]}}]}}"#)
    };
    for (rows, told) in [
        (untagged("Yes"), "An annotation without a label is left out, as was chosen: “Yes”."),
        ([untagged("Yes"), untagged("no")].join(","), "2 annotations without a label are left out, as was chosen."),
    ] {
        let made = convert(&format!(r#"{{"rows":[{rows}]}}"#), &open, &[left("")]).unwrap();
        assert_eq!(made.problems, [told]);
    }
}

#[test]
fn a_table_with_semicolons_may_have_a_comma_in_a_name() {
    let open = opened(&text_of(&["It is so. Yes and no."]));
    let table = "sentence_index;start;end;text;label;\"Ort, Land\"\r\n0;0;9;It is so.;claim;Wien\r\n";
    let (converted, back) = imported(table, &open);
    assert_eq!((converted.problems, back.annotations.len()), (vec![], 1));
}
