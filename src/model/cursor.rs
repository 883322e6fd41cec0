//! The sentence cursor: where the reader works.

use crate::model::sentences::Sentences;
use crate::model::span::Span;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// One sentence, or several in a row, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Where an extended cursor began.
    pub anchor: usize,
    /// The sentence that is announced and moved from.
    pub focus: usize,
    /// The part of the sentence that the next label takes, if narrowed.
    pub part: Option<Span>,
    /// The annotation that is being worked on.
    pub active: Option<Rc<str>>,
}

impl Cursor {
    /// On one whole sentence.
    #[must_use]
    pub fn on(sentence: usize) -> Self {
        Self { anchor: sentence, focus: sentence, part: None, active: None }
    }

    /// The sentences it covers.
    #[must_use]
    pub fn range(&self) -> RangeInclusive<usize> {
        self.anchor.min(self.focus)..=self.anchor.max(self.focus)
    }

    /// Whether it covers more than one sentence.
    #[must_use]
    pub fn is_extended(&self) -> bool {
        self.anchor != self.focus
    }

    /// The text it covers.
    #[must_use]
    pub fn span(&self, sentences: &Sentences) -> Option<Span> {
        if self.part.is_some() {
            return self.part;
        }
        let first = sentences.get(*self.range().start())?;
        let last = sentences.get(*self.range().end())?;
        Some(first.span.join(last.span))
    }

    /// The spans that a label is put on: one a sentence.
    #[must_use]
    pub fn targets(&self, sentences: &Sentences) -> Vec<Span> {
        match self.part {
            Some(part) => vec![part],
            None => self.range().filter_map(|index| sentences.get(index)).map(|sentence| sentence.span).collect(),
        }
    }
}
