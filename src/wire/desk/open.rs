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
mod tests;
