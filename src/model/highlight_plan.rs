//! What is painted where: the marks of a stretch of the article.

use crate::model::span::Span;
use crate::model::state::State;
use std::rc::Rc;

/// A stretch of text that is painted with a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelMark {
    /// The text.
    pub span: Span,
    /// The label's id; it may not be in the label set.
    pub label: Rc<str>,
    /// Whether it lies inside another mark, and is painted over it.
    pub inner: bool,
}

/// The marks that share text with `stretch`, in reading order (the longer first).
#[must_use]
pub fn marks_in(state: &State, stretch: Span) -> Vec<LabelMark> {
    let mut marks: Vec<LabelMark> = Vec::new();
    // In reading order whatever contains a mark came before it.
    let mut reach: Option<Span> = None;
    for annotation in state.annotations().touching(stretch) {
        let Some(span) = annotation.span() else { continue };
        let inner = reach.is_some_and(|outer| outer.contains(span));
        if reach.is_none_or(|outer| span.end() > outer.end()) {
            reach = Some(span);
        }
        marks.push(LabelMark { span, label: Rc::clone(&annotation.label), inner });
    }
    marks
}
