//! Opening a file: what kind it is, and the texts in it, piece by piece.

use super::decode::{Decoder, Refused};
use super::entry::Entry;
use super::labelled::{Lists, OfText, Refusals};
use super::lines::Lines;
use super::markdown;
use super::rows::{Table, column};
use crate::wire::fields::{Fields, grouped};
use crate::wire::formats::read::{Kind as Foreign, kind_of};
use crate::wire::json::Json;
use crate::wire::native::{FORMAT, Limits, read_own};

/// The largest file of many texts that is read, in bytes.
pub const FILE_LIMIT: usize = 256 << 20;
/// The largest file that is one text, in bytes.
pub const TEXT_LIMIT: usize = 64 << 20;

/// What is found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A text.
    Text(Box<Entry>),
    /// HTML (of a Markdown file, too), which only the page can take apart.
    Html {
        /// The markup.
        html: String,
        /// The text's columns: a JSON object's text, or nothing.
        columns: String,
    },
    /// Labels of a text that is known by its hash: our own table of its sentences.
    Labels {
        /// The SHA-256 of the text, in hexadecimal.
        hash: String,
        /// Which text it is, of those that are the same.
        article: String,
        /// The table.
        table: String,
    },
    /// Something that was left out, as a sentence.
    Problem(String),
}

impl Found {
    pub(super) fn of_labels(text: OfText) -> Self {
        Self::Labels { hash: text.hash, article: text.article, table: text.table }
    }
}

#[derive(Debug)]
enum Kind {
    Plain,
    Markdown,
    Html,
    Json,
    Lines(Lines),
    Table(Table),
    Unknown,
}

/// A file being read.
#[derive(Debug)]
pub struct Opening {
    /// Without folders and extension.
    name: String,
    kind: Kind,
    decoder: Decoder,
    /// Of a file that is read whole.
    text: String,
}

impl Opening {
    /// A file of this name and size, of which nothing was read yet.
    ///
    /// # Errors
    /// [`Refused::TooLarge`].
    pub fn new(name: &str, bytes: usize) -> Result<Self, Refused> {
        let name = name.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let kind = match &*extension.to_ascii_lowercase() {
            "txt" | "text" => Kind::Plain,
            "md" | "markdown" => Kind::Markdown,
            "html" | "htm" | "xhtml" => Kind::Html,
            "json" | "jsonld" => Kind::Json,
            "jsonl" | "ndjson" => Kind::Lines(Lines::default()),
            "csv" => Kind::Table(Table::new(None)),
            "tsv" => Kind::Table(Table::new(Some('\t'))),
            _ => Kind::Unknown,
        };
        let limit = match kind {
            Kind::Lines(_) | Kind::Table(_) => FILE_LIMIT,
            // At no size is it read: its first bytes say what it is.
            Kind::Unknown => usize::MAX,
            _ => TEXT_LIMIT,
        };
        if bytes > limit {
            return Err(Refused::TooLarge { bytes, limit });
        }
        Ok(Self { name: stem.to_owned(), kind, decoder: Decoder::default(), text: String::new() })
    }

    /// The next bytes; the texts that they complete.
    ///
    /// # Errors
    /// Why no more of the file can be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<Found>, Refused> {
        let text = self.decoder.push(bytes)?;
        self.take(&text, false)
    }

    /// There are no more bytes.
    ///
    /// # Errors
    /// As [`Opening::push`].
    pub fn finish(&mut self) -> Result<Vec<Found>, Refused> {
        let text = self.decoder.finish()?;
        let mut found = self.take(&text, true)?;
        let text = std::mem::take(&mut self.text);
        // The decoder has taken the file's own mark; files that were put together have more.
        let text = text.trim_start_matches('\u{feff}');
        match &mut self.kind {
            Kind::Plain => found.push(Found::Text(Box::new(Entry::plain(&self.name, text)?))),
            Kind::Markdown | Kind::Html if text.trim().is_empty() => return Err(Refused::Empty),
            Kind::Markdown => {
                let (html, columns) = markdown::to_html(text);
                found.push(Found::Html { html, columns });
            }
            Kind::Html => found.push(Found::Html { html: text.to_owned(), columns: String::new() }),
            Kind::Json => json(text, &mut found)?,
            Kind::Lines(lines) => lines.finish(&mut found)?,
            Kind::Table(_) => {}
            Kind::Unknown => return Err(Refused::UnknownKind),
        }
        if found.is_empty() && matches!(self.kind, Kind::Json) {
            return Err(Refused::Empty);
        }
        Ok(found)
    }

    fn take(&mut self, text: &str, last: bool) -> Result<Vec<Found>, Refused> {
        let mut found = Vec::new();
        match &mut self.kind {
            Kind::Lines(lines) => lines.push(text, &mut found)?,
            Kind::Table(table) => table.push(text, last, &mut found)?,
            // The decoder has had its say: a zip archive is told to be one.
            Kind::Unknown if !text.is_empty() => return Err(Refused::UnknownKind),
            _ => self.text.push_str(text),
        }
        Ok(found)
    }
}

/// A native export, a list of objects, one object, or JSON lines under another name.
fn json(text: &str, found: &mut Vec<Found>) -> Result<(), Refused> {
    let limits = Limits::default();
    let Ok((first, end)) = Json::parse_first(text, limits.depth) else {
        let problem = read_own(text, &limits).err().map(|problem| problem.to_string()).unwrap_or_default();
        return Err(Refused::Unusable(lower(&problem)));
    };
    let fields = Fields::of(first).ok();
    let is_native = fields.as_ref().is_some_and(|fields| fields.text("format").is_ok_and(|format| format == FORMAT));
    if is_native {
        let file = read_own(text, &limits).map_err(|problem| Refused::Unusable(lower(&problem.to_string())))?;
        found.push(Found::Text(Box::new(Entry::native(text, &file)?)));
        return Ok(());
    }
    let head = first.items().map_or(Some(first), |mut items| items.next()).and_then(|head| Fields::of(head).ok());
    if head.is_some_and(|head| is_of_another_text(&head)) {
        let whose = "it has labels of one text: open that text, and import the file in its panel";
        return Err(Refused::Unusable(whose.to_owned()));
    }
    if let Some(items) = first.items() {
        let (mut lists, mut refusals) = (Lists::default(), Refusals::default());
        for fields in first.items().into_iter().flatten().filter_map(|item| Fields::of(item).ok()) {
            lists.note(&fields);
        }
        for (number, item) in items.enumerate() {
            found.push(match Entry::object(item, &lists) {
                Ok((entry, more)) => {
                    refusals.add(more);
                    Found::Text(Box::new(entry))
                }
                Err(why) => Found::Problem(format!("Entry {} is left out: {why}.", grouped(number + 1))),
            });
        }
        found.extend(refusals.told().map(Found::Problem));
        return Ok(());
    }
    if fields.is_none_or(|fields| fields.get("text").is_none() && super::labelled::task(&fields).is_none()) {
        return Err(Refused::Unusable("it is JSON without a field “text”, and no native export".to_owned()));
    }
    if text.get(end..).is_some_and(|rest| rest.trim().is_empty()) {
        let (entry, refusals) = Entry::object(first, &Lists::default()).map_err(Refused::Unusable)?;
        found.push(Found::Text(Box::new(entry)));
        found.extend(refusals.told().map(Found::Problem));
        return Ok(());
    }
    let mut lines = Lines::default();
    lines.push(text, found)?;
    lines.finish(found)
}

/// Whether this is an annotation of a page, or a list of such: Hypothesis has notes in a field “text”.
fn is_of_another_text(fields: &Fields<'_>) -> bool {
    let is_annotation = matches!(kind_of(fields), Some(Foreign::WebAnnotation | Foreign::Hypothesis));
    let has_text = column(&fields.names().collect::<Vec<_>>(), "text").is_some();
    let has_target = || fields.list("target").is_ok_and(|mut targets| targets.any(|one| one.members().is_some()));
    (is_annotation || fields.get("@context").is_some()) && (!has_text || has_target())
}

/// As the second half of a sentence.
fn lower(words: &str) -> String {
    let words = words.trim_end_matches('.');
    match words.strip_prefix('T') {
        Some(rest) if words.starts_with("This file ") || words.starts_with("This is ") => ["t", rest].concat(),
        _ => words.to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
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
            assert_eq!(
                Opening::new(name, 401 << 20).and_then(|mut opening| opening.push(start)),
                Err(expected),
                "{name}"
            );
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
                vec![
                    "|A.|[[\"p\",null,\"A.\"]]|{}",
                    "A cell on line 2 is left out: the first line names only one column.",
                ],
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
                vec![
                    "|A.|[[\"p\",null,\"A.\"]]|{\"rows\":3}",
                    "|B.|[[\"p\",null,\"B.\"]]|{\"uri\":1,\"target\":[\"x\"]}",
                ],
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
}
