//! One annotation as a JSON object: the same shape in files and in the browser's storage.
//!
//! `quote` is the text at the span as it is now, so that `text[start:end] == exact`
//! always holds; where the annotation was made on another text, `original_quote` carries that.

use crate::model::annotation::{Anchoring, Annotation, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::reattach::Wanted;
use crate::model::sentences::Sentences;
use crate::model::time::Timestamp;
use crate::wire::fields::Fields;
use crate::wire::json_writer::JsonWriter;
use crate::wire::meta::{sentence_id, sentence_number};
use crate::wire::problem::{FieldProblem, RefusalReason};
use std::ops::Range;
use std::rc::Rc;

/// An annotation as a file or the storage tells it, not yet found in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnotationRecord {
    /// Its IRI.
    pub id: Rc<str>,
    /// The IRI of the person who made it.
    pub annotator: Rc<str>,
    /// A label's id.
    pub label: Rc<str>,
    /// The reader's note.
    pub note: Option<Rc<str>>,
    /// The text it was made on: what [`Annotation::quote`] becomes.
    pub quote: Quote,
    /// The text it stood on when it was written, where that differs from `quote`.
    pub current_quote: Option<Quote>,
    /// Start and end in code points: its place, or an orphan's last one.
    pub position: Option<(usize, usize)>,
    /// The numbers (from 0) of the sentences it touched, if the ids are ours.
    pub sentences: Option<Range<usize>>,
    /// How surely it stood there; `None` for an orphan.
    pub anchoring: Option<Anchoring>,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed, never before `created`.
    pub modified: Timestamp,
    /// Unknown fields: a JSON object's text.
    pub extra: Option<Rc<str>>,
}

/// Every field that an annotation or an orphan can have, so that one that turns
/// into the other never has a field twice.
const FIELDS: [&str; 15] = [
    "id",
    "annotator",
    "start",
    "end",
    "last_start",
    "last_end",
    "quote",
    "original_quote",
    "label",
    "sentences",
    "note",
    "created",
    "modified",
    "state",
    "similarity",
];

impl AnnotationRecord {
    /// The annotation, standing at `place`.
    #[must_use]
    pub fn into_annotation(self, place: Place) -> Annotation {
        let Self { id, annotator, label, note, quote, created, modified, extra, .. } = self;
        Annotation { id, annotator, label, note, quote, place, created, modified, extra }
    }

    /// What a file says of an annotation that is in `article` now.
    #[must_use]
    pub fn of(annotation: &Annotation, article: &ArticleText, sentences: &Sentences) -> Self {
        let standing = standing(annotation, article);
        let Annotation { id, annotator, label, note, quote, place, created, modified, extra } = annotation.clone();
        let last = match place {
            Place::Orphan { last } => last,
            Place::At { .. } => None,
        };
        let touched = standing.map(|standing| sentences.touching(standing.span)).filter(|touched| !touched.is_empty());
        Self {
            current_quote: standing
                .map(|standing| Quote::of(article, standing.span))
                .filter(|current| *current != quote),
            position: standing.map_or(last, |standing| Some(standing.position)),
            sentences: touched,
            anchoring: standing.map(|standing| standing.anchoring),
            modified: modified.max(created),
            id,
            annotator,
            label,
            note,
            quote,
            created,
            extra,
        }
    }

    /// The place it claims, taken at its word: right where `article` is the text
    /// it was written for. An attached one that does not fit becomes an orphan.
    #[must_use]
    pub fn claimed_place(&self, article: &ArticleText) -> Place {
        let span = self.position.and_then(|(start, end)| article.span_of_code_points(start, end));
        match (span, self.anchoring) {
            (Some(span), Some(anchoring)) => Place::At { span, anchoring },
            _ => Place::Orphan { last: self.position },
        }
    }

    /// What is looked for where its place is not taken at its word.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        Wanted {
            quote: self.quote.clone(),
            standing: self.current_quote.clone().zip(self.anchoring),
            position: self.position,
            sentences: self.sentences.clone(),
        }
    }

    /// `attached` says whether it must have a place; `None` takes it as it is.
    pub(super) fn read(fields: &Fields<'_>, attached: Option<bool>) -> Result<Self, RefusalReason> {
        let attached = attached.unwrap_or_else(|| fields.get("start").is_some());
        let quote = fields.quote_or_null("quote")?.ok_or_else(|| FieldProblem::Missing("quote".to_owned()))?;
        let original = fields.quote_or_null("original_quote")?;
        let position = if attached {
            Some((fields.whole("start")?, fields.whole("end")?))
        } else if fields.get("last_start").is_some() {
            Some((fields.whole("last_start")?, fields.whole("last_end")?))
        } else {
            None
        };
        if let Some((start, end)) = position.filter(|(start, end)| start >= end) {
            return Err(RefusalReason::EmptySpan { start, end });
        }
        let created = fields.time("created")?;
        let (quote, current_quote) = match original {
            Some(original) => (original, Some(quote)),
            None => (quote, None),
        };
        Ok(Self {
            id: fields.iri("id")?.into(),
            annotator: fields.iri("annotator")?.into(),
            label: fields.filled("label")?.into(),
            note: fields.text_or_null("note")?.map(Into::into),
            quote,
            current_quote,
            position,
            sentences: if attached { touched_sentences(fields) } else { None },
            anchoring: attached.then(|| anchoring(fields)).transpose()?,
            created,
            modified: fields.time("modified")?.max(created),
            extra: fields.others(&FIELDS),
        })
    }
}

/// From the first to the last id of `sentences`; they are only a help for finding it again.
fn touched_sentences(fields: &Fields<'_>) -> Option<Range<usize>> {
    let mut numbers = fields.list("sentences").ok()?.map(|id| sentence_number(&id.text()?));
    let first = numbers.next()??;
    let last = numbers.last().unwrap_or(Some(first))?;
    (first <= last).then(|| first..last + 1)
}

fn anchoring(fields: &Fields<'_>) -> Result<Anchoring, FieldProblem> {
    let wrong = |field: &str, expected| FieldProblem::Wrong { field: field.to_owned(), expected };
    let similarity = match fields.get("similarity") {
        Some(json) => Some(json.share().ok_or_else(|| wrong("similarity", "a number from 0 to 1"))?),
        None => None,
    };
    Ok(match fields.text_or_null("state")?.as_deref() {
        None | Some("exact") => Anchoring::Exact,
        Some("moved") => Anchoring::Moved,
        Some("changed") => Anchoring::Changed(similarity.unwrap_or_default()),
        Some("check") => Anchoring::Check(similarity.unwrap_or_default()),
        Some(_) => return Err(wrong("state", "“exact”, “moved”, “changed” or “check”")),
    })
}

/// Writes the object of `annotation`: with its place if it stands in `article`, else as an orphan.
pub(super) fn write(out: &mut JsonWriter, annotation: &Annotation, article: &ArticleText, sentences: &Sentences) {
    let attached = standing(annotation, article);
    out.open('{');
    out.text("id", &annotation.id);
    out.text("annotator", &annotation.annotator);
    match attached {
        Some(Standing { position: (start, end), span, .. }) => {
            out.whole("start", start);
            out.whole("end", end);
            let current = Quote::of(article, span);
            write_quote(out, "quote", &current);
            if current != annotation.quote {
                write_quote(out, "original_quote", &annotation.quote);
            }
        }
        None => {
            if let Place::Orphan { last: Some((start, end)) } = annotation.place {
                out.whole("last_start", start);
                out.whole("last_end", end);
            }
            write_quote(out, "quote", &annotation.quote);
        }
    }
    out.text("label", &annotation.label);
    if let Some(Standing { span, anchoring, .. }) = attached {
        out.name("sentences");
        out.open('[');
        for number in sentences.touching(span) {
            out.item(&sentence_id(number));
        }
        out.close(']');
        let (state, similarity) = match anchoring {
            Anchoring::Exact => ("", None),
            Anchoring::Moved => ("moved", None),
            Anchoring::Changed(similarity) => ("changed", Some(similarity)),
            Anchoring::Check(similarity) => ("check", Some(similarity)),
        };
        if !state.is_empty() {
            out.text("state", state);
        }
        if let Some(similarity) = similarity {
            out.raw("similarity", &thousandths(similarity));
        }
    }
    out.text_or_null("note", annotation.note.as_deref());
    let created = annotation.created.to_string();
    out.text("created", &created);
    let modified = (annotation.modified > annotation.created).then(|| annotation.modified.to_string());
    out.text("modified", modified.as_deref().unwrap_or(&created));
    out.members_of(annotation.extra.as_deref());
    out.close('}');
}

#[derive(Clone, Copy)]
struct Standing {
    span: crate::model::span::Span,
    position: (usize, usize),
    anchoring: Anchoring,
}

fn standing(annotation: &Annotation, article: &ArticleText) -> Option<Standing> {
    match annotation.place {
        Place::At { span, anchoring } => {
            let position = article.code_points_of(span)?;
            Some(Standing { span, position, anchoring })
        }
        Place::Orphan { .. } => None,
    }
}

/// Whether [`write`] gives it a place.
pub(super) fn is_attached(annotation: &Annotation, article: &ArticleText) -> bool {
    standing(annotation, article).is_some()
}

fn write_quote(out: &mut JsonWriter, name: &str, quote: &Quote) {
    out.name(name);
    out.open('{');
    out.text("prefix", &quote.prefix);
    out.text("exact", &quote.exact);
    out.text("suffix", &quote.suffix);
    out.close('}');
}

/// A share to three places. By hand: formatting floats costs kilobytes of wasm.
fn thousandths(share: f64) -> String {
    let rounded = (share.clamp(0.0, 1.0) * 1000.0 + 0.5) as u32;
    format!("{}.{:03}", rounded / 1000, rounded % 1000)
}
