//! Reads what other tools write, as a native file that the ordinary import takes.
//!
//! Each reader only collects what a file says (`Findings`); `labels` maps the labels, `places`
//! finds the places, `assemble` writes the native file. A native file with labels of another set only gets
//! other labels (`native`). What cannot be taken is told in `problems`.

mod assemble;
mod brat;
mod csv;
mod doccano;
mod label_studio;
mod labels;
mod native;
mod places;
mod spans;
mod web_annotation;

pub(in crate::wire) use label_studio::{is_skipped, text_of_task};

use crate::model::time::Timestamp;
use crate::wire::fields::{Fields, counted};
use crate::wire::json::Json;
use crate::wire::native::{FORMAT, ImportFile, Limits, read_own, sha256};
use crate::wire::problem::FileProblem;
use std::fmt;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Our own, with labels that are unknown here.
    Native,
    /// W3C Web Annotation, in any of its shapes.
    WebAnnotation,
    /// What Hypothesis exports or its API answers.
    Hypothesis,
    /// A list of tasks.
    LabelStudio,
    /// JSON lines, of all its kinds of projects.
    Doccano,
    /// An `.ann` file, alone or with its text.
    Brat,
    /// JSON lines of texts with spans: ours for Hugging Face, Prodigy's.
    Spans,
    /// Our `sentences.csv`.
    Csv,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Native => FORMAT,
            Self::WebAnnotation => "W3C Web Annotation",
            Self::Hypothesis => "Hypothesis",
            Self::LabelStudio => "Label Studio",
            Self::Doccano => "doccano",
            Self::Brat => "brat",
            Self::Spans => "JSON lines",
            Self::Csv => "CSV",
        })
    }
}

/// What a foreign label becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// As the file writes it.
    pub foreign: String,
    /// One of ours; `None` leaves its annotations out.
    pub own: Option<String>,
    /// Whether this was said of another file: an id that is the same goes before it, and it counts
    /// only where `own` is known.
    pub remembered: bool,
}

/// A foreign file as a native one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// What it was.
    pub kind: Kind,
    /// The native file.
    pub native: String,
    /// What was not taken, in sentences.
    pub problems: Vec<String>,
    /// What was not taken of the fields beside the labels, in sentences: the desk keeps those as columns.
    pub beside: Vec<String>,
    /// Labels that neither we nor the mapping know, each with its number of annotations. They
    /// stand in the native file as they are, where the import refuses them one by one.
    pub unknown: Vec<(String, usize)>,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConvertProblem {
    /// None of the formats that are known.
    #[error("this is no file that can be read here: {0}")]
    Unknown(#[from] FileProblem),
    /// It is damaged, or none of it belongs to the text that is open.
    #[error("this {0} file cannot be used: {1}")]
    Unusable(Kind, String),
}

/// An annotation as a foreign file tells it.
#[derive(Clone, Debug, Default)]
struct Draft {
    id: Option<String>,
    person: Option<Who>,
    /// Code points of the text; a hint where there is a quote.
    place: Option<(usize, usize)>,
    quote: Option<Words>,
    label: String,
    note: Option<String>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
}

/// Somebody, by id or name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Who {
    id: String,
    name: Option<String>,
}

impl Who {
    /// Of whom the file says only what they are called.
    fn named(name: String) -> Self {
        Self { id: name.clone(), name: Some(name) }
    }
}

/// The words of an annotation and those around it.
#[derive(Clone, Debug, Default)]
struct Words {
    prefix: String,
    exact: String,
    suffix: String,
}

/// A relation between two drafts, by their numbers.
#[derive(Clone, Debug)]
struct DraftLink {
    kind: String,
    from: usize,
    to: usize,
}

/// All that a foreign file says.
#[derive(Clone, Debug, Default)]
struct Findings {
    /// The text that its places speak of, if it has one.
    text: Option<String>,
    drafts: Vec<Draft>,
    links: Vec<DraftLink>,
    /// Sentences judged to have no label: by whom, and where.
    none: Vec<(Who, usize, usize)>,
    problems: Vec<String>,
    /// As in [`Converted`].
    beside: Vec<String>,
}

/// What a text is; `None` for whatever is not known.
#[must_use]
pub fn recognise(text: &str) -> Option<Kind> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    if csv::is_ours(text) {
        return Some(Kind::Csv);
    }
    if brat::is_standoff(text) {
        return Some(Kind::Brat);
    }
    let (first, _) = Json::parse_first(text, Limits::default().depth).ok()?;
    if is_native(first) {
        // Of one that is damaged the ordinary import says more.
        return json_of(text).is_ok().then_some(Kind::Native);
    }
    if let Some(mut items) = first.items() {
        return kind_of(&Fields::of(items.next()?).ok()?);
    }
    kind_of(&Fields::of(first).ok()?)
}

fn is_native(json: Json<'_>) -> bool {
    Fields::of(json).is_ok_and(|fields| fields.get("format").and_then(Json::text).as_deref() == Some(FORMAT))
}

/// What an object is, or the file that begins with it.
pub(in crate::wire) fn kind_of(fields: &Fields<'_>) -> Option<Kind> {
    let has = |name: &str| fields.get(name).is_some();
    let has_text = has("text") || fields.text("data").is_ok();
    let says = |name: &str, word: &str| fields.get(name).is_some_and(|value| value.raw().contains(word));
    Some(if says("@context", "anno.jsonld") || says("type", "\"Annotation") || says("type", "\"oa:Annotation") {
        Kind::WebAnnotation
    } else if brat::is_with_text(fields) {
        Kind::Brat
    } else if has("data") && (has("annotations") || has("predictions")) {
        Kind::LabelStudio
    } else if has("rows") || has("export_date") || has("uri") && has("target") {
        Kind::Hypothesis
    } else if has("text") && label_studio::is_short(fields) {
        Kind::LabelStudio
    } else if has("text") && (fields.list("spans").is_ok() || has("_view_id") && !has("label")) {
        Kind::Spans
    } else if has_text && (has("label") || has("labels") || has("entities")) {
        Kind::Doccano
    } else {
        return None;
    })
}

/// Converts a foreign file for the text that is open, whose native file is `native`.
///
/// # Errors
/// A [`ConvertProblem`] where nothing of it can be used.
pub fn convert(text: &str, native: &str, mapping: &[Mapping]) -> Result<Converted, ConvertProblem> {
    let limits = Limits::default();
    limits.check_size(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let open = read_own(native, &limits)?;
    let kind = recognise(text).ok_or(FileProblem::OtherFormat("something else"))?;
    let read = match kind {
        Kind::Native => {
            return native::relabelled(text, &open, mapping).map_err(|why| ConvertProblem::Unusable(kind, why));
        }
        Kind::WebAnnotation | Kind::Hypothesis => web_annotation::read,
        Kind::LabelStudio => label_studio::read,
        Kind::Doccano => doccano::read,
        Kind::Brat => brat::read,
        Kind::Spans => spans::read,
        Kind::Csv => csv::read,
    };
    let findings = read(text, &open).map_err(|why| ConvertProblem::Unusable(kind, why))?;
    if findings.drafts.is_empty() && findings.none.is_empty() {
        let why = [&*findings.beside, &*findings.problems].concat().join(" ");
        if !why.is_empty() {
            return Err(ConvertProblem::Unusable(kind, why));
        }
    }
    Ok(assemble::native_of(kind, findings, &open, native, mapping))
}

/// Parsed as a whole, or the place of the fault.
fn json_of(text: &str) -> Result<Json<'_>, String> {
    Json::parse(text, Limits::default().depth).map_err(|error| format!("it is no valid JSON near byte {}", error.at))
}

/// The objects of JSON lines, of a list of them, or the only one, each with the number of its line or entry.
fn lines_of(text: &str) -> Vec<(usize, Result<Json<'_>, String>)> {
    match json_of(text) {
        Ok(whole) => match whole.items() {
            Some(items) => (1..).zip(items.map(Ok)).collect(),
            None => vec![(1, Ok(whole))],
        },
        Err(_) => {
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
            lines.map(|(number, line)| (number, json_of(line))).collect()
        }
    }
}

/// Of rows that name their articles, by id and SHA-256, those of the one that is open; of one article alone all,
/// since its text may have been edited.
fn of_open<T>(
    mut rows: Vec<T>,
    article: impl Fn(&T) -> Option<(String, String)>,
    open: &ImportFile,
    problems: &mut Vec<String>,
) -> Result<Vec<T>, String> {
    let mut articles: Vec<String> = rows.iter().filter_map(|row| Some(article(row)?.0)).collect();
    articles.sort_unstable();
    articles.dedup();
    if articles.len() > 1 {
        let (count, hash) = (rows.len(), sha256(&open.article.text));
        rows.retain(|row| article(row).is_none_or(|(id, sha256)| id == open.article.record.id || sha256 == hash));
        if rows.is_empty() {
            return Err(format!("it has {} texts, and none is the one that is open", articles.len()));
        }
        if rows.len() < count {
            problems.push(format!("{} of {count} rows are about other texts.", count - rows.len()));
        }
    }
    Ok(rows)
}

/// Whether these words stand there: code points of the text.
fn stands(text: &[char], (start, end): (usize, usize), words: &str) -> bool {
    text.get(start..end).is_some_and(|there| there.iter().copied().eq(words.chars()))
}

/// Whether there is something in a list that is not read.
fn has_some(fields: &Fields<'_>, name: &str) -> bool {
    fields.list(name).is_ok_and(|mut list| list.next().is_some())
}

/// Prodigy's answer to a task, where it has one.
pub(in crate::wire) fn is_accepted(fields: &Fields<'_>) -> bool {
    fields.text("answer").is_ok_and(|answer| answer == "accept") || fields.get("answer").is_none()
}

/// Tells how many tasks were not accepted, if there are any.
pub(in crate::wire) fn not_accepted(count: usize) -> Option<String> {
    counted(
        count,
        "A task was not accepted in Prodigy; its labels are left out.",
        "tasks were not accepted in Prodigy; their labels are left out.",
    )
}

/// Of several texts the one that is open, or the only one there is.
fn choose<T>(
    mut documents: Vec<(String, T)>,
    open: &ImportFile,
    problems: &mut Vec<String>,
) -> Result<Vec<(String, T)>, String> {
    let count = documents.len();
    let texts = {
        let mut texts: Vec<&str> = documents.iter().map(|(text, _)| &**text).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    };
    if texts > 1 {
        // Other tools add a line end, or collapse blanks.
        documents.retain(|(text, _)| text.split_whitespace().eq(open.article.text.split_whitespace()));
        if documents.is_empty() {
            return Err(format!("it has {texts} texts, and none is the one that is open"));
        }
        if documents.len() < count {
            problems.push(format!("{} of {count} entries are about other texts.", count - documents.len()));
        }
    }
    Ok(documents)
}
