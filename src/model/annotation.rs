//! An annotation: a labelled span with an optional note, and how it is found again.

use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use crate::model::time::Timestamp;
use std::rc::Rc;

/// The text of a span and what stands around it (W3C TextQuoteSelector).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// At most [`CONTEXT`] code points before the span.
    pub prefix: Rc<str>,
    /// The span's own text, never empty.
    pub exact: Rc<str>,
    /// At most [`CONTEXT`] code points after it.
    pub suffix: Rc<str>,
}

/// Code points of context on each side of a quote, as Hypothesis keeps them.
pub const CONTEXT: usize = 32;

impl Quote {
    /// The quote of `span` in `article`.
    #[must_use]
    pub fn of(article: &ArticleText, span: Span) -> Self {
        let text = article.as_str();
        let before = text.get(..span.start().get()).unwrap_or_default();
        let after = text.get(span.end().get()..).unwrap_or_default();
        let start = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            prefix: before.get(start..).unwrap_or_default().into(),
            exact: article.slice(span).into(),
            suffix: after.get(..end).unwrap_or_default().into(),
        }
    }
}

/// How surely an annotation stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchoring {
    /// The very text at the very place.
    Exact,
    /// The same text at another place.
    Moved,
    /// The text was edited; how much of it is left, 0–1.
    Changed(f64),
    /// Attached by a weak likeness (0–1): the reader should look.
    Check(f64),
}

/// Where an annotation is in the article that is open now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// It stands at `span`.
    At {
        /// In bytes of the article's text.
        span: Span,
        /// How surely.
        anchoring: Anchoring,
    },
    /// Its text is gone; where it stood last, in code points, if known.
    Orphan {
        /// Start and end of its last place.
        last: Option<(usize, usize)>,
    },
}

/// A labelled span with an optional note.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// An IRI: `urn:uuid:…` for our own.
    pub id: Rc<str>,
    /// The IRI of the person who made it.
    pub annotator: Rc<str>,
    /// A label's id; one that is not in the label set is kept.
    pub label: Rc<str>,
    /// The reader's note, exactly as typed.
    pub note: Option<Rc<str>>,
    /// The text it was made on; never changed by finding it again.
    pub quote: Quote,
    /// Where it is now.
    pub place: Place,
    /// When it was made.
    pub created: Timestamp,
    /// When label, note or span were last changed.
    pub modified: Timestamp,
    /// Unknown fields of newer minor versions: a JSON object's text, written back as it came.
    pub extra: Option<Rc<str>>,
}

impl Place {
    /// Whether these very words of `article` stand there.
    #[must_use]
    pub fn has_words(self, words: &str, article: &ArticleText) -> bool {
        matches!(self, Self::At { span, .. } if article.slice(span) == words)
    }
}

impl Annotation {
    /// Its span, unless it is an orphan.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self.place {
            Place::At { span, .. } => Some(span),
            Place::Orphan { .. } => None,
        }
    }

    /// The text of `article` that it stands on and how surely, where that is not the one it was made on,
    /// or may not be.
    #[must_use]
    pub fn standing(&self, article: &ArticleText) -> Option<(Quote, Anchoring)> {
        let Place::At { span, anchoring } = self.place else { return None };
        let certain = matches!(anchoring, Anchoring::Exact | Anchoring::Moved);
        (!certain || article.slice(span) != &*self.quote.exact).then(|| (Quote::of(article, span), anchoring))
    }

    /// Where it begins, unless it is an orphan.
    #[must_use]
    pub fn start(&self) -> Option<ByteOffset> {
        self.span().map(Span::start)
    }
}

/// A person whose annotations are in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    /// An IRI: `urn:uuid:…` for our own.
    pub id: Rc<str>,
    /// Name or pseudonym, if given.
    pub name: Option<Rc<str>>,
    /// When they said that they had finished this text.
    pub completed_at: Option<Timestamp>,
}

/// A directed link between two annotations, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its IRI.
    pub id: Rc<str>,
    /// The id of the annotation that it starts from.
    pub source: Rc<str>,
    /// The id of the annotation that it points to.
    pub target: Rc<str>,
    /// The JSON object's text, written back as it came.
    pub json: Rc<str>,
}
