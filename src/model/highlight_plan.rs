//! What is painted where: the marks of a stretch of the article.
//!
//! Marks never overlap: where annotations do, the innermost is painted. WebKit
//! (2.50) crashes while painting four overlapping highlights that have a background,
//! and cursor and pointer add theirs.

use crate::model::annotation::Annotation;
use crate::model::offsets::ByteOffset;
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
}

/// The marks of the annotations that share text with `stretch`, in reading order.
#[must_use]
pub fn marks_in(state: &State, stretch: Span) -> Vec<LabelMark> {
    let painted = annotated_in(state, stretch).into_iter();
    painted.map(|(span, annotation)| LabelMark { span, label: Rc::clone(&annotation.label) }).collect()
}

/// As [`marks_in`], with the annotations that are painted.
#[must_use]
pub fn annotated_in(state: &State, stretch: Span) -> Vec<(Span, &Rc<Annotation>)> {
    let spans = state.annotations().touching(stretch);
    flattened(spans.filter_map(|annotation| Some((annotation.span()?, annotation))))
}

/// The parts of `stretch` that no mark lies on.
#[must_use]
#[inline(never)]
pub fn bare_in(state: &State, stretch: Span) -> Vec<Span> {
    let mut bare = Vec::new();
    let mut at = stretch.start();
    for mark in marks_in(state, stretch) {
        bare.extend(Span::new(at, mark.span.start()));
        at = at.max(mark.span.end());
    }
    bare.extend(Span::new(at, stretch.end()));
    bare
}

/// Spans in reading order (the longer first) as stretches that do not overlap: what
/// begins later lies above.
fn flattened<T: Copy>(spans: impl Iterator<Item = (Span, T)>) -> Vec<(Span, T)> {
    let mut marks = Vec::new();
    let mut open: Vec<(ByteOffset, T)> = Vec::new();
    let mut at = ByteOffset::default();
    let mut paint = |from: ByteOffset, to: ByteOffset, painted: T| {
        marks.extend(Span::new(from, to).map(|span| (span, painted)));
        from.max(to)
    };
    for (span, painted) in spans {
        while let Some((end, below)) = open.pop_if(|(end, _)| *end <= span.start()) {
            at = paint(at, end, below);
        }
        if let Some((_, below)) = open.last() {
            paint(at, span.start(), *below);
        }
        at = span.start();
        open.push((span.end(), painted));
    }
    while let Some((end, below)) = open.pop() {
        at = paint(at, end, below);
    }
    marks
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn flat(spans: &[(usize, usize)]) -> Vec<(usize, usize, usize)> {
        let spans = spans.iter().map(|&(start, end)| Span::from_bytes(start, end).unwrap());
        let marks = flattened(spans.zip(0..));
        marks.iter().map(|(span, number)| (span.start().get(), span.end().get(), *number)).collect()
    }

    #[test]
    fn the_innermost_is_painted() {
        assert_eq!(flat(&[(0, 9), (2, 6), (3, 4)]), [(0, 2, 0), (2, 3, 1), (3, 4, 2), (4, 6, 1), (6, 9, 0)]);
        assert_eq!(flat(&[(0, 5), (3, 8)]), [(0, 3, 0), (3, 8, 1)], "crossing");
        assert_eq!(flat(&[(0, 5), (0, 5)]), [(0, 5, 1)]);
        assert_eq!(flat(&[(0, 2), (4, 6)]), [(0, 2, 0), (4, 6, 1)]);
    }

    proptest! {
        #[test]
        fn marks_cover_what_is_labelled_and_never_overlap(mut spans in prop::collection::vec((0_usize..40, 1_usize..20), 0..12)) {
            for span in &mut spans {
                span.1 += span.0;
            }
            spans.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
            let marks = flat(&spans);
            prop_assert!(marks.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{:?}", marks);
            for at in 0..60 {
                let labelled = spans.iter().any(|&(start, end)| start <= at && at < end);
                let painted = marks.iter().find(|&&(start, end, _)| start <= at && at < end);
                prop_assert_eq!(labelled, painted.is_some());
                if let Some(&(_, _, label)) = painted {
                    prop_assert!(spans[label].0 <= at && at < spans[label].1);
                }
            }
        }
    }
}
