//! Files of all kinds as the desk opens them, piece by piece: what is found, and what is refused.

use super::*;
use proptest::prelude::*;

fn open(name: &str, bytes: &[u8], piece: usize) -> Result<Vec<Found>, Refused> {
    let mut opening = Opening::new(name, bytes.len())?;
    let mut found = Vec::new();
    for piece in bytes.chunks(piece) {
        found.extend(opening.push(piece)?);
    }
    found.extend(opening.finish()?);
    Ok(found)
}

fn told(found: Vec<Found>) -> Vec<String> {
    let one = |found| match found {
        Found::Text(entry) => format!("{}|{}|{}|{}", entry.given, entry.title, entry.body, entry.columns),
        Found::Html { html, .. } => html,
        Found::Labels { hash, article, table } => format!("{hash}|{article}|{table}"),
        Found::Problem(words) => words,
    };
    found.into_iter().map(one).collect()
}

#[test]
fn large_files_are_refused_before_they_are_read() {
    for (name, bytes, limit) in [("a.jsonl", 400_000_000, 256), ("a.txt", 65 << 20, 64)] {
        let problem = Opening::new(name, bytes).unwrap_err().to_string();
        assert!(problem.contains(&format!("up to {limit} MB")), "{problem}");
    }
    assert!(Opening::new("a.csv", 256 << 20).is_ok());
    // Of a kind that is not read at any size that is told, as of a small one.
    for (name, start, expected) in [
        ("film.mp4", &b"\0\0\0 ftypisom"[..], Refused::NotText { at: 1, value: 0 }),
        ("archive.zip", b"PK\x03\x04 and more", Refused::Zip),
        ("README", b"Words of some kind.", Refused::UnknownKind),
    ] {
        assert_eq!(Opening::new(name, 401 << 20).and_then(|mut opening| opening.push(start)), Err(expected), "{name}");
    }
}

#[test]
fn one_broken_line_is_told_and_the_rest_is_read() {
    let mut text = String::new();
    for number in 1..=6000 {
        let line = if number == 5017 { "{\"text\": \"unfinished" } else { "{\"text\":\"One.\",\"n\":1}" };
        text.push_str(line);
        text.push_str(if number % 2 == 0 { "\r\n" } else { "\n" });
    }
    let found = told(open("a.jsonl", text.as_bytes(), 997).unwrap());
    assert_eq!(found.len(), 6000);
    assert_eq!(found[5016], "Line 5,017 is left out: it is not JSON (column 21: the text ends inside a string).");
    assert!(found.iter().enumerate().all(|(at, one)| at == 5016 || one.ends_with("|{\"n\":1}")));
}

#[test]
fn kinds() {
    let long = "[{\"text\":\"A.\",\"id\":\"x\"},{\"no\":1},7]";
    for (name, text, expected) in [
        ("folder/a.txt", "Words.", vec!["|a|[[\"p\",null,\"Words.\"]]|"]),
        ("a.MD", "# T\nWords.", vec!["<h1>T</h1>\n<p>Words.</p>\n"]),
        ("a.htm", "<p>x", vec!["<p>x"]),
        ("a.txt", "\u{feff}\u{feff}Words.", vec!["|a|[[\"p\",null,\"Words.\"]]|"]),
        ("a.md", "\u{feff}\u{feff}# T", vec!["<h1>T</h1>\n"]),
        ("a.csv", "text,x\n\u{feff}A.,\u{feff}", vec!["|A.|[[\"p\",null,\"A.\"]]|{\"x\":\"\u{feff}\"}"]),
        (
            "a.csv",
            "id;text;x\r7;\"A; b.\";\"q\"\"\"\n8;;z\n",
            vec![
                "7|A; b.|[[\"p\",null,\"A; b.\"]]|{\"id\":\"7\",\"x\":\"q\\\"\"}",
                "The row on line 3 is left out: there is no text in it.",
            ],
        ),
        ("a.tsv", "text\tx\nA, b.\t1", vec!["|A, b.|[[\"p\",null,\"A, b.\"]]|{\"x\":\"1\"}"]),
        (
            "a.csv",
            "text,x,x,,\nA.,1,2,,\nB.,1,2,,,3\nC.,1,2,3,4,5,6\n",
            vec![
                "There are several columns without a name: only the first of them is read.",
                "There are several columns “x”: only the first of them is read.",
                "|A.|[[\"p\",null,\"A.\"]]|{\"x\":\"1\",\"\":\"\"}",
                "|B.|[[\"p\",null,\"B.\"]]|{\"x\":\"1\",\"\":\"\"}",
                "A cell on line 3 is left out: the first line names only 5 columns.",
                "|C.|[[\"p\",null,\"C.\"]]|{\"x\":\"1\",\"\":\"3\"}",
                "2 cells on line 4 are left out: the first line names only 5 columns.",
            ],
        ),
        (
            "a.csv",
            "text\nA.\n\"B.",
            vec![
                "|A.|[[\"p\",null,\"A.\"]]|{}",
                "|B.|[[\"p\",null,\"B.\"]]|{}",
                "A quotation mark in the row that begins on line 3 is never closed: all after it was read as one cell.",
            ],
        ),
        (
            "a.csv",
            "id;text;\"Ort, Land\"\n7;A, b.;X",
            vec!["7|A, b.|[[\"p\",null,\"A, b.\"]]|{\"id\":\"7\",\"Ort, Land\":\"X\"}"],
        ),
        (
            "a.csv",
            "sep=;\r\ntext;\"a,\nb\"\r\nA, b.;X\r\n;Y",
            vec![
                "|A, b.|[[\"p\",null,\"A, b.\"]]|{\"a,\\nb\":\"X\"}",
                "The row on line 5 is left out: there is no text in it.",
            ],
        ),
        (
            "a.csv",
            "id;\"a, long\nname\";text\n7;X;A.",
            vec!["7|A.|[[\"p\",null,\"A.\"]]|{\"id\":\"7\",\"a, long\\nname\":\"X\"}"],
        ),
        (
            "a.csv",
            "text\nA.,1",
            vec!["|A.|[[\"p\",null,\"A.\"]]|{}", "A cell on line 2 is left out: the first line names only one column."],
        ),
        (
            "a.csv",
            "Year,Text , Title\n1911,A.,T",
            vec!["|T|[[\"p\",null,\"A.\"]]|{\"Year\":\"1911\",\" Title\":\"T\"}"],
        ),
        (
            "a.json",
            long,
            vec![
                "x|A.|[[\"p\",null,\"A.\"]]|{\"id\":\"x\"}",
                "Entry 2 is left out: the field “text” is missing.",
                "Entry 3 is left out: it is not an object.",
            ],
        ),
        (
            "a.json",
            "[{\"Text\":\"A.\",\"rows\":3},{\"text\":\"B.\",\"uri\":1,\"target\":[\"x\"]}]",
            vec!["|A.|[[\"p\",null,\"A.\"]]|{\"rows\":3}", "|B.|[[\"p\",null,\"B.\"]]|{\"uri\":1,\"target\":[\"x\"]}"],
        ),
        (
            "a.json",
            "[{\"text\":\"B.\",\"uri\":1,\"target\":[\"x\"]}]",
            vec!["|B.|[[\"p\",null,\"B.\"]]|{\"uri\":1,\"target\":[\"x\"]}"],
        ),
        ("a.json", "{\"text\":\"A.\"}", vec!["|A.|[[\"p\",null,\"A.\"]]|"]),
        (
            "a.json",
            "{\"text\":\"A.\"}\n{\"text\":\"B.\"}",
            vec!["|A.|[[\"p\",null,\"A.\"]]|", "|B.|[[\"p\",null,\"B.\"]]|"],
        ),
    ] {
        assert_eq!(told(open(name, text.as_bytes(), 3).unwrap()), expected, "{name} {text}");
    }
    for (name, text, expected) in [
        ("a.csv", "Text,TEXT\nA.,B.", "it has no column “text”; its first line names “Text”, “TEXT”"),
        ("a.csv", "id,words\n1,x", "it has no column “text”; its first line names “id”, “words”"),
        (
            "a.csv",
            "article_id,sentence_index,text\n",
            "it has labelled sentences without their text: open the native export of that work",
        ),
        (
            "a.jsonl",
            "{\"text\":\"A.\",\"article_id\":\"a\",\"annotator_id\":\"b\",\"sentence_index\":0,\"start\":0,\"end\":2}\n{\"text\":\"B.\"}",
            "it has labelled sentences without their text: open the native export of that work",
        ),
        (
            "a.json",
            "{\"text\":\"A.\",\"article_id\":\"a\",\"annotator_id\":\"b\",\"sentence_index\":0,\"start\":0,\"end\":2}\n{\"text\":\"B.\"}",
            "it has labelled sentences without their text: open the native export of that work",
        ),
        (
            "a.jsonld",
            "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"}",
            "it has labels of one text: open that text, and import the file in its panel",
        ),
        (
            "a.json",
            "{\"export_date\":\"2026-01-01\",\"annotations\":[{\"text\":\"A note.\"}]}",
            "it has labels of one text: open that text, and import the file in its panel",
        ),
        (
            "a.json",
            "{\"total\":1,\"rows\":[]}",
            "it has labels of one text: open that text, and import the file in its panel",
        ),
        (
            "a.json",
            "[{\"uri\":\"https://a.example/\",\"text\":\"A note.\",\"target\":[{}]}]",
            "it has labels of one text: open that text, and import the file in its panel",
        ),
        ("a.json", "{\"a\":1}", "it is JSON without a field “text”, and no native export"),
        (
            "a.json",
            "{\"format\":\"reading-annotations\",\"version\":\"2.0\"}",
            "this file has version 2.0 of “reading-annotations”; only versions 1.x can be read here. A newer program is needed",
        ),
        (
            "a.css",
            "p { color: red }",
            "it is none of .txt, .md, .html, .jsonl, .json, .csv, .tsv and .ann (beside its .txt)",
        ),
        ("a.txt", "  \n", "there is no text in it"),
    ] {
        assert_eq!(open(name, text.as_bytes(), 3).unwrap_err().to_string(), expected, "{name}");
    }
    assert_eq!(open("a.docx", b"PK\x03\x04 and more", 99), Err(Refused::Zip));
}

proptest! {
    #[test]
    fn nothing_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in "[a-z]\\.(txt|md|html|json|jsonl|csv|tsv|zip)", piece in 1_usize..50) {
        let _ = open(&name, &bytes, piece);
    }

    #[test]
    fn rows_come_back(texts in proptest::collection::vec("[a-z]{1,5}[a-z ,\"\n🌌]{0,20}", 1..6), piece in 1_usize..40) {
        let lines: String = texts.iter().map(|text| serde_json::json!({ "text": text, "n": 1 }).to_string() + "\n").collect();
        let table: String = std::iter::once("text,n\n".to_owned()).chain(texts.iter().map(|text| format!("\"{}\",1\n", text.replace('"', "\"\"")))).collect();
        let bodies = |found: Vec<Found>| -> Vec<String> {
            found.into_iter().map(|one| match one { Found::Text(entry) => entry.body, other => format!("{other:?}") }).collect()
        };
        let expected: Vec<String> = texts.iter().map(|text| Entry::row(text, String::new(), "", "", "").unwrap().body).collect();
        for (name, text) in [("a.jsonl", lines), ("a.csv", table)] {
            prop_assert_eq!(&bodies(open(name, text.as_bytes(), piece).unwrap()), &expected);
        }
    }
}
