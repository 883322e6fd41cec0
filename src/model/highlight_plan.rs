//! What is painted where: the marks of a stretch of the article.

use crate::model::annotation::Anchoring;
use crate::model::annotation::Place;
use crate::model::span::Span;
use crate::model::state::State;

/// A stretch of text and how it is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The text.
    pub span: Span,
    /// How.
    pub style: MarkStyle,
}

/// How a stretch is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkStyle {
    /// With the label of this place in the label set.
    Label(usize),
    /// With a label that is not in the set.
    OtherLabel,
    /// The reader should check that it belongs here.
    Doubtful(usize),
}

/// The marks that share text with `stretch`, in reading order.
#[must_use]
pub fn marks_in(state: &State, stretch: Span) -> Vec<Mark> {
    state
        .annotations()
        .touching(stretch)
        .filter_map(|annotation| {
            let label = state.labels().position(&annotation.label);
            let style = match (annotation.place, label) {
                (Place::At { anchoring: Anchoring::Check(_), .. }, Some(label)) => MarkStyle::Doubtful(label),
                (_, Some(label)) => MarkStyle::Label(label),
                (_, None) => MarkStyle::OtherLabel,
            };
            Some(Mark { span: annotation.span()?, style })
        })
        .collect()
}
