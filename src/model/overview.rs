//! Where the labels lie in the whole text, coarsely: for the strip beside it.

use crate::model::annotation::Annotation;
use crate::model::label::LabelSet;
use crate::model::offsets::ByteOffset;
use std::rc::Rc;

/// Places of the strip, from the text's start to its end.
pub const PLACES: usize = 400;

/// The place of a byte in a text of so many.
fn place(at: ByteOffset, length: usize) -> usize {
    (at.get() * PLACES / length.max(1)).min(PLACES - 1)
}

/// Place and number of the label (`labels.len()` for one that is not in the set): each
/// pair once, in the text's order.
#[must_use]
pub fn marks(placed: &[Rc<Annotation>], length: usize, labels: &LabelSet) -> Vec<(usize, usize)> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for annotation in placed {
        let Some(start) = annotation.start() else { continue };
        let label = labels.position(&annotation.label).unwrap_or(labels.as_slice().len());
        let mark = (place(start, length), label);
        // Those of one place follow each other.
        let known = marks.iter().rev().take_while(|known| known.0 == mark.0).any(|known| *known == mark);
        if !known {
            marks.push(mark);
        }
    }
    marks
}

/// The annotation nearest to a share (thousandths) of the text.
#[must_use]
pub fn nearest(placed: &[Rc<Annotation>], length: usize, thousandths: usize) -> Option<&Rc<Annotation>> {
    let at = length * thousandths / 1000;
    let start = |annotation: &Rc<Annotation>| annotation.start().map_or(0, ByteOffset::get);
    let after = placed.partition_point(|annotation| start(annotation) < at);
    let before = after.checked_sub(1).and_then(|before| placed.get(before));
    match (before, placed.get(after)) {
        (Some(before), Some(after)) if at - start(before) <= start(after) - at => Some(before),
        (before, after) => after.or(before),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::annotation::{Anchoring, Place, Quote};
    use crate::model::span::Span;
    use crate::model::time::Timestamp;

    fn at(start: usize, label: &str) -> Rc<Annotation> {
        Rc::new(Annotation {
            id: start.to_string().into(),
            annotator: "a".into(),
            label: label.into(),
            note: None,
            quote: Quote { prefix: "".into(), exact: "x".into(), suffix: "".into() },
            place: Place::At { span: Span::from_bytes(start, start + 1).unwrap(), anchoring: Anchoring::Exact },
            created: Timestamp::from_millis(0),
            modified: Timestamp::from_millis(0),
            extra: None,
        })
    }

    #[test]
    fn each_place_tells_each_of_its_labels_once() {
        let all = [
            at(0, "claim"),
            at(1, "opinion"),
            at(2, "claim"),
            at(3, "premise"),
            at(5000, "claim"),
            at(9999, "evidence"),
        ];
        let labels = LabelSet::default();
        assert_eq!(marks(&all, 10_000, &labels), [(0, 0), (0, 2), (0, 3), (200, 0), (399, 1)]);
        assert_eq!(marks(&all[..1], 0, &labels), [(0, 0)]);
    }

    #[test]
    fn a_click_goes_to_the_nearest() {
        let all = [at(100, "claim"), at(500, "claim"), at(900, "claim")];
        let id = |thousandths| nearest(&all, 1000, thousandths).map(|found| found.id.to_string());
        for (thousandths, expected) in
            [(0, "100"), (100, "100"), (300, "100"), (301, "500"), (650, "500"), (1000, "900")]
        {
            assert_eq!(id(thousandths).as_deref(), Some(expected), "{thousandths}");
        }
        assert_eq!(nearest(&[], 1000, 5), None);
    }
}
