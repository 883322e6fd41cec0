//! One text of the desk, made of a file, of a row of one, or of an earlier export.

use super::body::{self, BodyWriter};
use super::decode::Refused;
use super::labelled::{self, Lists, Refusals};
use super::rows::column;
use crate::model::article::ArticleText;
use crate::wire::alignment::is_nothing;
use crate::wire::fields::{Fields, shortened};
use crate::wire::iri;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;
use crate::wire::native::{ImportFile, sha256};

/// So long a title made of a text's first words is, in characters.
const TITLE_LENGTH: usize = 80;
/// A first paragraph up to this length that does not end as a sentence does is a title, in bytes.
const LONGEST_HEADING: usize = 120;

/// A text on its way to the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The id that it came with; empty if there was none.
    pub given: String,
    /// Its title, never empty.
    pub title: String,
    /// A BCP 47 tag, or nothing.
    pub language: String,
    /// The SHA-256 of its article's text, in hexadecimal.
    pub hash: String,
    /// The article's length in code points.
    pub length: usize,
    /// The reading structure: see [`super::read_body`].
    pub body: String,
    /// The other columns of its row: a JSON object's text, or nothing.
    pub columns: String,
    /// The native file that it came as, whose labels are to be taken.
    pub native: Option<String>,
    /// Its labels as another format has them: the object's JSON.
    pub foreign: Option<String>,
    /// The article that it says it is, as our own exports do: an IRI, or nothing.
    pub article: String,
    /// The SHA-256 of its text as it stands in the file, where a text may be known by that.
    pub exact: String,
}

impl Entry {
    /// A plain text; `name` is its file's without the extension.
    pub(super) fn plain(name: &str, text: &str) -> Result<Self, Refused> {
        let paragraphs = paragraphs(text);
        let mut writer = BodyWriter::default();
        let mut title = None;
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let heads = number == 0
                && paragraphs.len() > 1
                && paragraph.len() < LONGEST_HEADING
                && !paragraph.ends_with(['.', '!', '?', '。', '…', ':', ',', ';']);
            if heads {
                title = Some(paragraph.clone());
            }
            writer.block(if heads { "h1" } else { "p" }, paragraph);
        }
        let entry = Self::new(title.unwrap_or_else(|| name.to_owned()), writer.finish(), "")?;
        Ok(Self { exact: sha256(text), ..entry })
    }

    /// What the page has made of an HTML file, and the columns that came with it.
    ///
    /// # Errors
    /// [`Refused::Empty`] where no text is left.
    pub fn of_body(title: &str, body: String, language: &str, columns: String) -> Result<Self, Refused> {
        let entry = Self::new(title.to_owned(), body, tag(language))?;
        Ok(Self { columns, ..entry })
    }

    fn new(title: String, body: String, language: &str) -> Result<Self, Refused> {
        let article = body::read(&body, language).unwrap_or_default();
        if !article.as_str().chars().any(is_visible) {
            return Err(Refused::Empty);
        }
        let (hash, length) = (sha256(article.as_str()), article.code_points().get());
        let title = if title.trim().is_empty() { opening_words(article.as_str()) } else { title };
        Ok(Self { title, language: language.to_owned(), hash, length, body, ..Self::default() })
    }

    /// A row of a table or a line of JSON: its text, a JSON object of the rest, and what is
    /// known of it by name.
    pub(super) fn row(text: &str, columns: String, id: &str, title: &str, language: &str) -> Result<Self, Refused> {
        let paragraphs = paragraphs(text);
        if !paragraphs.iter().any(|paragraph| paragraph.chars().any(is_visible)) {
            return Err(Refused::Empty);
        }
        if text.contains('\0') {
            return Err(Refused::Nul);
        }
        let mut writer = BodyWriter::default();
        for paragraph in &paragraphs {
            writer.block("p", paragraph);
        }
        // Paragraphs are what the page makes of them: there is no need to read the body again.
        let text = paragraphs.join("\n");
        let title = if title.trim().is_empty() { opening_words(&text) } else { title.trim().to_owned() };
        Ok(Self {
            given: id.to_owned(),
            title,
            language: tag(language).to_owned(),
            hash: sha256(&text),
            length: text.chars().count(),
            body: writer.finish(),
            columns,
            ..Self::default()
        })
    }

    /// The text of an article as our exports have it: its lines are what the page made of its paragraphs.
    fn of_article(text: &str, title: &str, language: &str) -> Result<Self, Refused> {
        let mut blocks: Vec<(&str, String)> = Vec::new();
        for line in text.split('\n') {
            match blocks.last_mut() {
                // An empty line is one that was kept in the paragraph before.
                Some((tag, before)) if line.is_empty() => {
                    before.push('\n');
                    *tag = "pre";
                }
                // What the page would change is kept as it is.
                _ => blocks.push((if collapse(line) == line { "p" } else { "pre" }, line.to_owned())),
            }
        }
        let mut writer = BodyWriter::default();
        for (tag, block) in &blocks {
            writer.block(tag, block);
        }
        let entry = Self::new(title.to_owned(), writer.finish(), language)?;
        Ok(Self { exact: sha256(text), ..entry })
    }

    /// An object of JSON lines or of a list, of a file of which `lists` are known; and whether its labels were refused, so that it has
    /// come without them.
    pub(super) fn object(json: Json<'_>, lists: &Lists) -> Result<(Self, Refusals), String> {
        let whole = Fields::of(json).map_err(|reason| reason.to_string())?;
        let (fields, text_name, labels, refusals, beside) = match labelled::task(&whole) {
            Some(task) => (task.data, task.text, Some(task.labels), task.refusals, task.beside),
            None => {
                let names: Vec<&str> = whole.names().collect();
                let name = column(&names, "text").and_then(|number| names.get(number)).map_or("text", |name| *name);
                // Labels are read of a “text” only; beside another name they stay columns.
                let labels = if name == "text" { labelled::of_object(&whole, lists) } else { None };
                let name = name.to_owned();
                let refusals = match &labels {
                    Some(labels) if labels.some => Refusals::of_object(&whole),
                    _ => Refusals::default(),
                };
                (whole, name, labels, refusals, Vec::new())
            }
        };
        let text = fields.text(&text_name).map_err(|problem| problem.to_string())?;
        let apart = labels.iter().flat_map(|labels| &labels.fields).chain([&text_name]);
        let columns = fields.others(&apart.map(|name| &**name).collect::<Vec<_>>());
        let columns = with_beside(columns.as_deref().unwrap_or_default(), &beside);
        let word = |names: &[&str]| {
            let value = names.iter().find_map(|name| fields.get(name)).filter(|value| !value.is_null());
            value.map(|value| value.text().map_or_else(|| value.raw().to_owned(), Into::into)).unwrap_or_default()
        };
        let id = fields.get("id").filter(|id| id.items().is_none() && id.members().is_none());
        let id = id.map_or_else(String::new, |_| word(&["id"]));
        let title = fields.text("title").unwrap_or_default();
        let language = word(&["language", "lang"]);
        let meta = fields.object("meta").ok();
        let article = fields.text("article_id").ok().or_else(|| meta?.text("article_id").ok());
        let article = article.filter(|id| labels.is_some() && iri::is_iri(id)).unwrap_or_default();
        let entry = if article.is_empty() {
            Self::row(&text, columns, &id, &title, &language)
        } else {
            Self::of_article(&text, &title, tag(&language)).map(|entry| Self {
                given: id,
                columns,
                article: article.into_owned(),
                ..entry
            })
        };
        let entry = entry.map_err(|problem| problem.to_string())?;
        let taken = labels.is_some_and(|labels| labels.some) && !refusals.some();
        Ok((Self { foreign: taken.then(|| json.raw().to_owned()), ..entry }, refusals))
    }

    /// A native export, `file` as it was read from `text`.
    pub(super) fn native(text: &str, file: &ImportFile) -> Result<Self, Refused> {
        let record = &file.article.record;
        let language = record.language.as_deref().unwrap_or_default();
        let mut entry = Self::of_article(&file.article.text, &record.title, language)?;
        entry.article.clone_from(&record.id);
        let extras = file.extras.top.as_deref().and_then(|top| Json::parse(top, 99).ok());
        let columns = extras.and_then(|top| Fields::of(top).ok()?.get("columns"));
        entry.columns = columns
            .filter(|columns| columns.members().is_some())
            .map_or_else(String::new, |columns| columns.raw().to_owned());
        entry.native = Some(text.to_owned());
        Ok(entry)
    }
}

/// The columns of an object, and those that stand beside it; nothing where there are none.
fn with_beside(columns: &str, beside: &[(String, Json<'_>)]) -> String {
    if beside.is_empty() {
        return columns.to_owned();
    }
    let mut out = JsonWriter::default();
    out.open('{');
    for (name, value) in beside {
        out.raw(name, value.raw());
    }
    out.members_of(Some(columns).filter(|columns| !columns.is_empty()));
    out.close('}');
    out.finish()
}

/// The tag, if it has the shape of one.
fn tag(language: &str) -> &str {
    let fits = (2..=35).contains(&language.len())
        && language
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if fits { language } else { "" }
}

/// Where a text has blank lines they part its paragraphs; otherwise each line is one.
fn paragraphs(text: &str) -> Vec<String> {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    let mut found = Vec::new();
    // With a mark at its start every export would begin so.
    let trimmed = text.trim_start_matches(is_nothing).trim_end();
    let parted = trimmed.lines().any(|line| line.trim().is_empty());
    let mut open = String::new();
    for line in trimmed.lines() {
        if !line.trim().is_empty() {
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(line);
        }
        if !parted || line.trim().is_empty() {
            found.push(std::mem::take(&mut open));
        }
    }
    found.push(open);
    let mut found: Vec<String> = found.iter().map(|paragraph| collapse(paragraph)).collect();
    found.retain(|paragraph| paragraph.chars().any(|letter| !is_nothing(letter)));
    found
}

/// Whether a character is to be seen: white space, and what joins or parts words without a width, are not.
fn is_visible(letter: char) -> bool {
    !is_nothing(letter) && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// White space as pages show it.
fn collapse(text: &str) -> String {
    let white = |letter: char| matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0c');
    let mut out = String::with_capacity(text.len());
    for word in text.split(white).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn opening_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(TITLE_LENGTH) {
        None => line.to_owned(),
        Some((end, _)) => {
            let start = line.get(..end).unwrap_or_default();
            let words = start.rsplit_once(' ').map_or(start, |(words, _)| words);
            [words, "…"].concat()
        }
    }
}

/// The article of a body, or an empty one.
pub(super) fn article_of(body: &str, language: &str) -> ArticleText {
    body::read(body, language).unwrap_or_default()
}

/// A name in a message.
pub(super) fn named(name: &str) -> String {
    format!("“{}”", shortened(name))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_texts() {
        let entry = Entry::plain("file", "A Title\n\nOne line\nand  more.\n\n\n Two. ").unwrap();
        assert_eq!((&*entry.title, entry.length), ("A Title", "A Title\nOne line and more.\nTwo.".len()));
        assert_eq!(entry.body, r#"[["h1",null,"A Title"],["p",null,"One line and more."],["p",null,"Two."]]"#);
        assert_eq!(Entry::plain("file", "One.\nTwo.").unwrap().body, r#"[["p",null,"One."],["p",null,"Two."]]"#);
        assert_eq!(Entry::plain("file", "Just this").unwrap().title, "file");
        let marked = Entry::plain("file", "\u{feff}\n\u{feff}A Title\n\nOne line.").unwrap();
        assert_eq!(
            (&*marked.title, marked.body),
            ("A Title", r#"[["h1",null,"A Title"],["p",null,"One line."]]"#.to_owned())
        );
        for nothing in [" \n\t\n\u{feff}", "\u{a0}\u{200b}\u{2003}"] {
            assert_eq!(Entry::plain("file", nothing), Err(Refused::Empty));
        }
    }

    #[test]
    fn the_text_of_an_export_stays_as_it_is() {
        let of = |text: &str| {
            let entry = Entry::of_article(text, "T", "en").unwrap();
            (article_of(&entry.body, "en").as_str().to_owned(), entry.hash == entry.exact)
        };
        for text in ["One.\nTwo.", "A first line.\nx = 1\n\nLast words here.", "One  two\n\n\nThree", "A. \n b"] {
            assert_eq!(of(text), (text.to_owned(), true));
        }
        let line = r#"{"text":"Head\nx = 1\n\nOne. Two.","spans":[],"article_id":"urn:a","annotator_id":""}"#;
        let entry = Entry::object(Json::parse(line, 9).unwrap(), &Lists::default()).unwrap().0;
        assert_eq!((&*entry.article, entry.hash == entry.exact, &*entry.columns), ("urn:a", true, ""));
    }

    #[test]
    fn objects_keep_their_other_fields() {
        let read = |text: &str| Entry::object(Json::parse(text, 9).unwrap(), &Lists::default()).map(|(entry, _)| entry);
        let entry = read(r#"{"id": 7, "text": "One.\r\n\r\nTwo.", "lang":"de-CH", "meta": {"a": [1]}}"#).unwrap();
        assert_eq!((&*entry.given, &*entry.title, &*entry.language), ("7", "One.", "de-CH"));
        assert_eq!(entry.columns, r#"{"id":7,"lang":"de-CH","meta":{"a": [1]}}"#);
        let entry = read(r#"{"Text": "One.", "spans": [{"start":0,"end":1,"label":"x"}]}"#).unwrap();
        assert_eq!((&*entry.title, entry.foreign), ("One.", None));
        assert_eq!(entry.columns, r#"{"spans":[{"start":0,"end":1,"label":"x"}]}"#);
        let short =
            r#"{"text": "One.", "claim or not": [{"start":0,"end":1,"labels":["x"]}], "annotator": 1, "year": 2}"#;
        let entry = read(short).unwrap();
        assert_eq!((entry.foreign.as_deref(), &*entry.columns), (Some(short), r#"{"year":2}"#));
        // What somebody's stream had in it is theirs; what we wrote is ours.
        for (meta, columns) in
            [(r#"{"source":"a"}"#, r#"{"meta":{"source":"a"}}"#), (r#"{"article_id":"urn:a","annotator_id":""}"#, "")]
        {
            let line = format!(r#"{{"text":"One.","spans":[],"answer":"accept","_view_id":"x","meta":{meta}}}"#);
            assert_eq!(read(&line).unwrap().columns, columns);
        }
        for (text, expected) in [
            (r#"{"id":1}"#, "the field “text” is missing"),
            (r#"{"text":1}"#, "the field “text” must be a string"),
            (r#"{"Text":"A.","TEXT":"B."}"#, "the field “text” is missing"),
            (r#"{"text":" \n"}"#, "there is no text in it"),
            (r#"{"text":"A \u0000 b."}"#, "its text has the character U+0000"),
            ("[1]", "it is not an object"),
        ] {
            assert_eq!(read(text).unwrap_err(), expected);
        }
    }

    proptest! {
        #[test]
        fn a_row_says_of_itself_what_its_body_says(text in "[a-z .\t\n\r🌌é\u{a0}\"\\\\]{0,60}") {
            if let Ok(entry) = Entry::row(&text, String::new(), "", "", "") {
                let article = article_of(&entry.body, "");
                prop_assert_eq!(sha256(article.as_str()), entry.hash);
                prop_assert_eq!(article.code_points().get(), entry.length);
            } else {
                prop_assert!(text.chars().all(char::is_whitespace));
            }
        }
    }
}
