//! The desk's set: what is told before an export is what the export tells afterwards, and the labels
//! of an export come back with its texts.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test may panic")]

mod support;

use reading_annotator::model::annotation::Anchoring;
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::desk::{
    About, Columns, Entry, Found, KeptRecords, Losses, Opening, Refused, SetExport, adopt, of_body, of_records,
};
use reading_annotator::wire::formats::read::convert;
use reading_annotator::wire::formats::{FORMATS, Options, Source, format};
use reading_annotator::wire::native::{ImportFile, Limits, read_own};
use support::{Sample, texts};

/// Texts that somebody has labelled.
fn begun() -> Vec<String> {
    let mut all: Vec<String> = texts::all().into_iter().map(|(_, native)| native).collect();
    all.push(texts::export(&Sample::full()));
    all
}

/// The bodies of texts that nobody has begun; the second has what XML cannot hold.
const UNTOUCHED: [&str; 2] =
    [r#"[["p",null,"One is \"here\". Two."]]"#, "[[\"p\",null,\"A \\u0001 and a \\b and a \u{ffff}.\"]]"];

fn total() -> Losses {
    let texts = begun().into_iter().map(|native| Losses::of_native(&native).unwrap());
    let counts: Vec<Vec<u32>> = texts.chain(UNTOUCHED.map(Losses::of_body)).map(|losses| losses.counts()).collect();
    let sums: Vec<u32> = (0..counts[0].len()).map(|kind| counts.iter().map(|one| one[kind]).sum()).collect();
    Losses::of_counts(&sums)
}

#[test]
fn what_is_left_out_is_told_before_with_the_same_numbers() {
    let (losses, labels, now) = (total(), LabelSet::default(), Timestamp::from_millis(0));
    for columns in ["{\"year\":1911}", ""] {
        for format in &FORMATS {
            let mut export = SetExport::new(format.name, Options::default(), Columns::of([columns])).unwrap();
            for native in begun() {
                let _ = export.add("t", &native).unwrap();
            }
            for body in UNTOUCHED {
                let about = About { document: "d", title: "T", language: "en", body, columns: "", hash: "" };
                let _ = export.add_untouched("t", &about, &labels, now).unwrap();
            }
            assert_eq!(
                losses.of_format(format, usize::from(!columns.is_empty())),
                export.left_out(),
                "{}",
                format.name
            );
        }
    }
}

#[test]
fn in_words() {
    let losses = total();
    let told = |name: &str, columns| losses.of_format(format(name).unwrap(), columns);
    assert_eq!(told("native", 2), Vec::<String>::new());
    assert_eq!(told("tei", 1).last().unwrap(), "1 kept column");
    assert_eq!(told("brat", 2).last().unwrap(), "2 kept columns");
    assert!(
        told("inception", 0).contains(&"4 characters that XML cannot hold".to_owned()),
        "{:?}",
        told("inception", 0)
    );
    assert!(told("doccano.sequence", 1).iter().any(|one| one.ends_with("labels that overlap another")));
}

#[test]
fn damaged_texts_are_not_counted() {
    assert!(Losses::of_native("{").is_err());
    assert_eq!(Losses::of_body("no body \\u0001"), Losses::default());
}

fn open(name: &str, text: &str) -> Result<Vec<Found>, Refused> {
    let mut opening = Opening::new(name, text.len())?;
    let mut found = Vec::new();
    for piece in text.as_bytes().chunks(1000) {
        found.extend(opening.push(piece)?);
    }
    found.extend(opening.finish()?);
    Ok(found)
}

fn read(native: &str) -> ImportFile {
    read_own(native, &Limits::default()).unwrap()
}

/// By person: label, place, words.
type Labelled = (String, String, Option<(usize, usize)>, String);

fn labels(file: &ImportFile) -> Vec<Labelled> {
    let of = |one: &reading_annotator::wire::native::ImportedAnnotation| {
        let record = &one.record;
        (record.annotator.to_string(), record.label.to_string(), record.position, record.quote.exact.to_string())
    };
    let mut labels: Vec<_> = file.annotations.iter().map(of).collect();
    labels.sort();
    labels
}

/// Takes the labels over, as the desk's worker does; the native file afterwards.
fn taken(about: &About<'_>, foreign: &[String]) -> ImportFile {
    read(&native_taken(about, foreign))
}

fn native_taken(about: &About<'_>, foreign: &[String]) -> String {
    let (labels, now) = (LabelSet::default(), Timestamp::from_millis(0));
    let mut kept = KeptRecords::default();
    let mut native = of_body(about, &labels, false, now);
    for foreign in foreign {
        let made = convert(foreign, &native, &[]).unwrap();
        assert_eq!(made.unknown, []);
        let adopted = adopt(about, &labels, &kept, &made.native).unwrap();
        assert_eq!(adopted.problems, Vec::<String>::new());
        kept.document.clone_from(&adopted.document);
        kept.annotations.extend(adopted.put.into_iter().map(|(_, record, _)| record));
        let parts = [&*adopted.head, &*adopted.people, &*adopted.relations];
        native = of_records(parts, kept.annotations.clone(), &[], "", now);
    }
    native
}

fn about(entry: &Entry) -> About<'_> {
    About { document: "d", title: &entry.title, language: "en", body: &entry.body, columns: "", hash: &entry.hash }
}

#[test]
fn labels_come_back_from_all_exports_that_carry_the_text() {
    for (sample, native) in texts::all() {
        let file = read(&native);
        let expected = labels(&file);
        for (name, opened_as) in [
            ("hf.documents.jsonl", "a.jsonl"),
            ("prodigy", "a.jsonl"),
            ("doccano.sequence", "a.jsonl"),
            ("doccano.relation", "a.jsonl"),
            ("labelstudio.annotations", "a.json"),
            ("labelstudio.predictions", "a.json"),
        ] {
            let what = format!("{sample}, {name}");
            let source = Source::new(&native, &file);
            let format = format(name).unwrap();
            let text = format.files(&source, Options::default()).remove(0).text;
            let entries: Vec<Entry> = open(opened_as, &text)
                .unwrap()
                .into_iter()
                .map(|found| match found {
                    Found::Text(entry) => *entry,
                    other => unreachable!("{what}: {other:?}"),
                })
                .collect();
            // One for each person, all of the same text.
            assert!(entries.iter().all(|entry| Some(&entry.hash) == file.article.sha256.as_ref()), "{what}");
            assert!(entries.iter().all(|entry| entry.columns.is_empty()), "{what}: {:?}", entries[0].columns);
            let foreign: Vec<String> = entries.iter().filter_map(|entry| entry.foreign.clone()).collect();
            assert_eq!(foreign.is_empty(), expected.is_empty(), "{what}");
            let came = labels(&taken(&about(&entries[0]), &foreign));
            if format.left_out(&source).iter().all(|one| !one.to_string().contains("overlap")) {
                assert_eq!(came, expected, "{what}");
            } else {
                assert!(came.iter().all(|one| expected.contains(one)) && came.len() < expected.len(), "{what}");
            }
        }
    }
}

#[test]
fn a_table_of_sentences_goes_to_the_texts_with_its_hashes() {
    let mut export =
        SetExport::new("sentences.csv", Options { bom: true, spreadsheet_safe: true }, Columns::default()).unwrap();
    let all: Vec<(&str, String)> = texts::all()
        .into_iter()
        .filter(|(name, _)| ["english", "german", "chinese", "unlabelled"].contains(name))
        .collect();
    let table: Vec<u8> = all.iter().flat_map(|(name, native)| export.add(name, native).unwrap()).collect();
    let found = open("sentences.csv", &String::from_utf8(table).unwrap()).unwrap();
    // Where nobody has judged anything there is nothing to take.
    assert_eq!(found.len(), all.len() - 1);
    for (found, (name, native)) in found.into_iter().zip(&all) {
        let Found::Labels { hash, table, .. } = found else { unreachable!("{name}") };
        let file = read(native);
        assert_eq!(Some(&hash), file.article.sha256.as_ref());
        let Found::Text(entry) = open("a.json", native).unwrap().remove(0) else { unreachable!("{name}") };
        let came = taken(&about(&entry), &[table]);
        let none =
            |file: &ImportFile| file.annotators.iter().flat_map(|one| one.judged_none.clone()).collect::<Vec<_>>();
        assert_eq!((labels(&came), none(&came)), (labels(&file), none(&file)), "{name}");
        let notes = |file: &ImportFile| file.annotations.iter().filter(|one| one.record.note.is_some()).count();
        assert_eq!(notes(&came), notes(&file), "{name}");
    }
}

#[test]
fn sentences_of_two_texts_that_are_the_same_are_told_apart() {
    let header = "article_id,article_sha256,sentence_index,start,end,text,label\n";
    let rows = "urn:a,5a,0,0,4,One.,claim\nurn:b,5a,0,0,4,One.,none\nurn:b,5a,1,5,9,Two.,\nurn:c,5a,0,0,4,One.,\n";
    let found = open("sentences.csv", &[header, rows].concat()).unwrap();
    let told = found.iter().map(|found| match found {
        Found::Labels { article, table, .. } => format!("{article} {}", table.lines().count() - 1),
        other => unreachable!("{other:?}"),
    });
    assert_eq!(told.collect::<Vec<_>>(), ["urn:a 1", "urn:b 2"]);
}

#[test]
fn columns_that_are_only_called_like_labels_stay_columns() {
    for (line, labelled, columns) in [
        (r#"{"text":"One. Two.","label":"good","spans":[]}"#, false, r#"{"label":"good","spans":[]}"#),
        (r#"{"text":"One. Two.","label":1,"labels":["a","b"]}"#, false, r#"{"label":1,"labels":["a","b"]}"#),
        (r#"{"text":"One. Two.","spans":[[0,1]],"x":1}"#, false, r#"{"spans":[[0,1]],"x":1}"#),
        (r#"{"text":"One. Two.","label":[[0,4,"claim"]],"x":1}"#, true, r#"{"x":1}"#),
        (r#"{"text":"One.\n\n Two.","spans":[{"start":0,"end":4,"label":"y"}],"id":7}"#, true, r#"{"id":7}"#),
    ] {
        let Found::Text(entry) = open("a.jsonl", line).unwrap().remove(0) else { unreachable!("{line}") };
        assert_eq!((entry.foreign.is_some(), &*entry.columns), (labelled, columns), "{line}");
    }
    let sentences =
        r#"{"article_id":"urn:x","annotator_id":"","sentence_index":0,"start":0,"end":4,"text":"One.","label":""}"#;
    assert!(open("a.jsonl", sentences).unwrap_err().to_string().contains("sentences without their text"));
    // Of doccano's lines only what is labelled, or stands beside another, tells whether it is a sentence.
    let line = |text: &str, label: &str| {
        format!("{{\"text\":\"{text}\",\"label\":[{label}],\"article_id\":\"urn:x\",\"annotator_id\":\"urn:a\"}}\n")
    };
    for file in [line("One.", "\"claim\""), [line("One.", ""), line("Two.", "")].concat()] {
        assert!(open("a.jsonl", &file).unwrap_err().to_string().contains("sentences without their text"), "{file}");
    }
    let other = line("Two.", "").replace("urn:x", "urn:y");
    assert_eq!(open("a.jsonl", &[line("One.", ""), other].concat()).unwrap().len(), 2);
}

#[test]
fn places_are_of_the_text_as_it_stands_in_the_file() {
    // Blank lines and doubled blanks are no part of a text that comes without labels.
    let line = r#"{"text":"One  is here.\n\nTwo is there.","spans":[{"start":15,"end":28,"label":"claim"}]}"#;
    let Found::Text(entry) = open("a.jsonl", line).unwrap().remove(0) else { unreachable!() };
    let file = taken(&about(&entry), &entry.foreign.clone().into_iter().collect::<Vec<_>>());
    assert_eq!((file.annotations.len(), file.orphans.len()), (1, 0), "{}", file.article.text);
    assert_eq!(&*file.annotations[0].record.quote.exact, "Two is there.");
}

#[test]
fn a_mark_at_the_start_of_a_text_goes_and_its_labels_stay_on_their_words() {
    for labels in [
        r#""spans":[{"start":0,"end":17,"label":"claim"},{"start":18,"end":25,"label":"opinion"}]"#,
        r#""label":[[1,17,"claim"],[18,25,"opinion"]]"#,
        r#""entities":[{"id":1,"start_offset":1,"end_offset":17,"label":"claim"},{"id":2,"start_offset":18,"end_offset":25,"label":"opinion"}]"#,
    ] {
        let line = format!("{{\"text\":\"\\ufeffBOM starts this. Second.\",{labels}}}");
        let Found::Text(entry) = open("a.jsonl", &line).unwrap().remove(0) else { unreachable!() };
        let native = native_taken(&about(&entry), &entry.foreign.clone().into_iter().collect::<Vec<_>>());
        let file = read(&native);
        assert_eq!(file.article.text, "BOM starts this. Second.");
        let mut found: Vec<_> = self::labels(&file).into_iter().map(|(_, label, place, _)| (place, label)).collect();
        found.sort();
        assert_eq!(found, [(Some((0, 16)), "claim".to_owned()), (Some((17, 24)), "opinion".to_owned())], "{line}");
        for name in ["conll", "brat"] {
            let mut export = SetExport::new(name, Options::default(), Columns::of([""])).unwrap();
            let made = [export.add("t", &native).unwrap(), export.finish()].concat();
            assert!(!String::from_utf8_lossy(&made).contains('\u{feff}'), "{name}");
        }
    }
}

/// A text file and the labels beside it on a desk that has neither: the label's words where it came to stand.
fn beside(raw: &str, ann: &str) -> (Entry, ImportFile) {
    let Found::Text(entry) = open("a.txt", raw).unwrap().remove(0) else { unreachable!() };
    // As the page's script decodes it.
    let text = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    let file = taken(&about(&entry), &[serde_json::json!({ "text": text, "ann": ann }).to_string()]);
    (*entry, file)
}

#[test]
fn the_places_of_brat_count_the_text_beside_its_labels() {
    let text = "Head\n\nThe rain came.  The rain left.\n\n\n\tThe rain came  back.\n\nThe rain left.\n";
    let wanted = ["The rain left.", "The rain came  back.", "The rain left."];
    let places = |text: &[char]| -> Vec<(usize, usize)> {
        let mut from = 20;
        let place = |words: &&str| {
            let words: Vec<char> = words.chars().collect();
            let at = (from..).find(|at| text[*at..].starts_with(&words)).unwrap();
            from = at + 1;
            (at, at + words.len())
        };
        wanted.iter().map(place).collect()
    };
    let ends = text.replace('\n', "\r\n");
    for (raw, counted) in [
        (text, text.to_owned()),
        (&ends, ends.clone()),
        (&ends, text.to_owned()),
        (&["\u{feff}", text].concat(), ["\u{feff}", text].concat()),
        (&["\u{feff}", &ends].concat(), ends.clone()),
        (&["\u{feff}\u{feff}", text].concat(), ["\u{feff}\u{feff}", text].concat()),
        (&["\u{feff}\u{feff}", &ends].concat(), ["\u{feff}", text].concat()),
    ] {
        let places = places(&counted.chars().collect::<Vec<_>>());
        let lines = (1..).zip(&places).zip(wanted);
        let ann: String =
            lines.map(|((number, (start, end)), words)| format!("T{number}\tclaim {start} {end}\t{words}\n")).collect();
        let (_, file) = beside(raw, &ann);
        let found: Vec<_> = labels(&file).into_iter().map(|(_, _, place, words)| (place.unwrap(), words)).collect();
        let expected = [((20, 34), "The rain left."), ((35, 54), "The rain came back."), ((55, 69), "The rain left.")];
        assert_eq!(found, expected.map(|(place, words)| (place, words.to_owned())), "{counted:?}");
        assert!(file.annotations.iter().all(|one| one.record.anchoring == Some(Anchoring::Exact)));
    }
}

#[test]
fn labels_with_white_space_in_them_come_back_from_brat() {
    let body = r#"[["p",null,"See this."],["pre",null,"let x  = 1;\n    let y = x;\n\nlet z;"]]"#;
    let about = About { document: "d", title: "T", language: "en", body, columns: "", hash: "" };
    let text = "See this.\nlet x  = 1;\n    let y = x;\n\nlet z;";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        serde_json::json!({ "start": start, "end": start + words.len(), "text": words, "label": "claim" })
    };
    let spans = ["let x  = 1;", "x  = 1;\n    let y = x;\n\nlet z", "x;"].map(span);
    let native = native_taken(&about, &[serde_json::json!({ "text": text, "spans": spans }).to_string()]);
    let file = read(&native);
    assert_eq!((labels(&file).len(), file.orphans.len()), (3, 0));
    let files = format("brat").unwrap().files(&Source::new(&native, &file), Options::default());
    let (_, back) = beside(&files[0].text, &files[1].text);
    let words = |file: &ImportFile| -> Vec<Vec<String>> {
        let of = |words: String| words.split_whitespace().map(str::to_owned).collect();
        labels(file).into_iter().map(|(_, _, _, words)| of(words)).collect()
    };
    assert_eq!((words(&back), back.orphans.len()), (words(&file), 0));
}

#[test]
fn labels_whose_words_are_not_in_the_text_are_told() {
    let text = "One is here. Two is there.";
    let Found::Text(entry) = open("a.txt", text).unwrap().remove(0) else { unreachable!() };
    let native = of_body(&about(&entry), &LabelSet::default(), false, Timestamp::from_millis(0));
    let span = |(start, words): (usize, &str)| serde_json::json!({ "start": start, "end": start + words.len(), "text": words, "label": "claim" });
    let region = |(start, words): (usize, &str)| {
        let value =
            serde_json::json!({ "start": start, "end": start + words.len(), "text": words, "labels": ["claim"] });
        serde_json::json!({ "id": start.to_string(), "type": "labels", "value": value })
    };
    let line = |(start, words): (usize, &str)| format!("T{start}\tclaim {start} {}\t{words}\n", start + words.len());
    let there = (0, "One is here.");
    for (lost, told) in [
        (&[(13, "Ten is gone.")][..], "1 label was not found in its text, and is kept as “text gone”"),
        (&[(2, "Nobody."), (13, "Ten is gone.")], "2 labels were not found in their text, and are kept as “text gone”"),
        (&[], ""),
    ] {
        let all = || std::iter::once(there).chain(lost.iter().copied());
        let spans = serde_json::json!({ "text": text, "spans": all().map(span).collect::<Vec<_>>() });
        let set = serde_json::json!({ "result": all().map(region).collect::<Vec<_>>() });
        let task = serde_json::json!([{ "data": { "text": text }, "annotations": [set] }]);
        let ann: String = all().map(line).collect();
        let with_text = serde_json::json!({ "text": text, "ann": ann });
        for foreign in [spans.to_string(), task.to_string(), with_text.to_string(), ann] {
            let made = convert(&foreign, &native, &[]).unwrap();
            assert_eq!(made.problems, Vec::<String>::new());
            let kept = KeptRecords::default();
            let adopted = adopt(&about(&entry), &LabelSet::default(), &kept, &made.native).unwrap();
            assert_eq!(adopted.problems.join(" "), told, "{foreign}");
            let gone = adopted.put.iter().filter(|(_, _, is_orphan)| *is_orphan).count();
            assert_eq!((adopted.put.len(), gone), (1 + lost.len(), lost.len()));
        }
    }
}

#[test]
fn what_stays_a_column_is_not_told_to_be_left_out() {
    for line in [
        r#"{"text":"One.","label":[[0,4,"claim"]],"Comments":["Why?"]}"#,
        r#"{"text":"One.","spans":[{"start":0,"end":4,"label":"claim"}],"relations":[{"head":1}],"accept":[1]}"#,
    ] {
        let Found::Text(entry) = open("a.jsonl", line).unwrap().remove(0) else { unreachable!("{line}") };
        let native = of_body(&about(&entry), &LabelSet::default(), false, Timestamp::from_millis(0));
        let made = convert(entry.foreign.as_deref().unwrap(), &native, &[]).unwrap();
        assert_eq!(made.problems, Vec::<String>::new());
        assert!(!made.beside.is_empty());
        let names = ["Comments", "relations", "accept"].into_iter().filter(|name| line.contains(&format!("{name:?}")));
        assert!(
            names.clone().count() > 0 && names.clone().all(|name| entry.columns.contains(&format!("{name:?}"))),
            "{line}"
        );
    }
}

#[test]
fn only_columns_whose_values_come_back_with_the_labels_are_taken_out() {
    let span = r#""spans":[{"start":0,"end":4,"label":"claim"}]"#;
    let set = r#"{"result":[{"type":"labels","value":{"start":0,"end":4,"labels":["claim"]}}]}"#;
    for (object, columns) in [
        (format!(r#"{{"text":"One.","article_id":"art-17","annotator_id":"bob",{span}}}"#), r#"{"article_id":"art-17"}"#),
        (
            r#"{"text":"One.","article_id":"art-17","annotator_id":"bob","spans":[]}"#.to_owned(),
            r#"{"article_id":"art-17","annotator_id":"bob"}"#,
        ),
        (r#"{"text":"One.","article_id":"urn:a","annotator_id":"urn:b","spans":[]}"#.to_owned(), ""),
        (
            r#"{"text":"One.","article_id":"urn:a","annotator_id":"bob","spans":[]}"#.to_owned(),
            r#"{"annotator_id":"bob"}"#,
        ),
        (
            format!(r#"{{"text":"One.","_view_id":"x","answer":"accept","_annotator_id":"s-bob","_session_id":"s-bob",{span}}}"#),
            "",
        ),
        (
            format!(r#"{{"text":"One.","_view_id":"x","answer":"accept","_annotator_id":"bob","_session_id":"s",{span}}}"#),
            r#"{"_session_id":"s"}"#,
        ),
        (
            r#"{"text":"One.","_view_id":"x","answer":"ignore","_annotator_id":"bob","spans":[]}"#.to_owned(),
            r#"{"answer":"ignore","_annotator_id":"bob"}"#,
        ),
        (
            format!(r#"{{"text":"One.","_view_id":"x","meta":{{"article_id":"urn:a","annotator_id":"urn:b","page":7}},{span}}}"#),
            r#"{"meta":{"article_id":"urn:a","annotator_id":"urn:b","page":7}}"#,
        ),
        (
            format!(r#"[{{"id":12,"meta":{{}},"data":{{"text":"One.","title":"T","article_id":"art-17","annotators":["kim"]}},"annotations":[{set}]}}]"#),
            r#"{"id":12,"title":"T","article_id":"art-17","annotators":["kim"]}"#,
        ),
        (
            format!(r#"[{{"id":12,"meta":{{"page":7}},"data":{{"text":"One.","id":"x"}},"predictions":[{set}]}}]"#),
            r#"{"task_id":12,"meta":{"page":7},"id":"x"}"#,
        ),
        (
            format!(r#"[{{"data":{{"text":"One.","title":"T","article_id":"urn:a","annotators":["urn:b"],"year":1}},"annotations":[{set}]}}]"#),
            r#"{"year":1}"#,
        ),
        (
            r#"{"text":"One.","lead_time":3,"annotator":1,"updated_at":"2026-01-01T00:00:00Z","x":[{"start":0,"end":4,"labels":["claim"]}]}"#.to_owned(),
            r#"{"lead_time":3}"#,
        ),
    ] {
        let Found::Text(entry) = open("a.json", &object).unwrap().remove(0) else { unreachable!("{object}") };
        assert_eq!(entry.columns, columns, "{object}");
    }
}

#[test]
fn an_empty_list_is_what_the_others_of_its_file_are() {
    let columns = |name: &str, lines: &[&str]| -> Vec<String> {
        let text = if name.ends_with(".json") { format!("[{}]", lines.join(",")) } else { lines.join("\n") };
        let column = |found| match found {
            Found::Text(entry) => entry.columns,
            other => unreachable!("{other:?}"),
        };
        open(name, &text).unwrap().into_iter().map(column).collect()
    };
    let triple = r#"{"text":"One.","label":[[0,4,"claim"]],"x":1}"#;
    let entity =
        r#"{"text":"One.","entities":[{"id":1,"start_offset":0,"end_offset":4,"label":"claim"}],"relations":[]}"#;
    let bare = [r#"{"text":"Two.","label":[],"x":2}"#, r#"{"text":"Three.","x":3}"#];
    let kept = r#"{"label":[],"x":2}"#;
    for name in ["a.jsonl", "a.json"] {
        let x = |numbers: [usize; 3]| numbers.map(|number| format!("{{\"x\":{number}}}"));
        assert_eq!(columns(name, &[bare[0], bare[1], triple]), x([2, 3, 1]));
        assert_eq!(columns(name, &[triple, bare[0], bare[1]]), x([1, 2, 3]));
        assert_eq!(columns(name, &[r#"{"text":"Two.","entities":[],"relations":[]}"#, entity]), ["", ""]);
        // Nobody has labelled anything, or they are tags.
        assert_eq!(columns(name, &[bare[0], bare[1]]), [kept, r#"{"x":3}"#]);
        assert_eq!(columns(name, &[bare[0], r#"{"text":"Four.","label":["news"]}"#]), [kept, r#"{"label":["news"]}"#]);
    }
}

#[test]
fn labels_that_were_refused_in_their_tool_are_left_out_and_told_once() {
    let task = |number: usize, answer: &str| {
        format!(
            r#"{{"text":"Text {number}.","_view_id":"spans_manual","answer":"{answer}","spans":[{{"start":0,"end":4,"label":"claim"}}]}}"#
        )
    };
    let prodigy: Vec<String> =
        (0..130).map(|number| task(number, if number < 5 { "accept" } else { "reject" })).collect();
    let regions = |skipped: bool| {
        format!(
            r#"{{"was_cancelled":{skipped},"result":[{{"id":"r","type":"labels","value":{{"start":0,"end":4,"labels":["claim"]}}}}]}}"#
        )
    };
    let studio = |sets: [bool; 2]| {
        format!(r#"{{"data":{{"text":"One and two."}},"annotations":[{}]}}"#, sets.map(regions).join(","))
    };
    let studio = [[true, true], [true, true], [false, true]].map(studio);
    for (name, text, labelled, told) in [
        ("a.jsonl", prodigy.join("\n"), 5, "125 tasks were not accepted in Prodigy; their labels are left out."),
        (
            "a.json",
            format!("[{}]", prodigy.join(",")),
            5,
            "125 tasks were not accepted in Prodigy; their labels are left out.",
        ),
        ("a.json", task(1, "ignore"), 0, "A task was not accepted in Prodigy; its labels are left out."),
        (
            "a.json",
            format!("[{}]", studio.join(",")),
            1,
            "2 tasks were skipped in Label Studio; their labels are left out.",
        ),
        ("a.json", format!("[{}]", studio[0]), 0, "A task was skipped in Label Studio; its labels are left out."),
    ] {
        let found = open(name, &text).unwrap();
        let labels = found.iter().filter(|one| matches!(one, Found::Text(entry) if entry.foreign.is_some()));
        assert_eq!(labels.count(), labelled, "{text}");
        let problems: Vec<_> = found.into_iter().filter(|one| !matches!(one, Found::Text(_))).collect();
        assert_eq!(problems, [Found::Problem(told.to_owned())]);
    }
}
