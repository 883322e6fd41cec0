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

/// So many places a label is seen in, unless another begins before.
const SEEN: usize = 2;

/// A stretch of the strip in the colour of one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its first place.
    pub from: usize,
    /// The place after its last one.
    pub to: usize,
    /// The label's number; `labels.len()` for one that is not in the set.
    pub label: usize,
}

/// The stretches in the text's order, none over another: where several labels lie in one place,
/// it is the last one's.
#[must_use]
pub fn bands(placed: &[Rc<Annotation>], length: usize, labels: &LabelSet) -> Vec<Band> {
    if placed.is_empty() { Vec::new() } else { bands_of(placed, length, labels) }
}

// Not inlined: a page is opened without labels.
#[inline(never)]
fn bands_of(placed: &[Rc<Annotation>], length: usize, labels: &LabelSet) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for annotation in placed {
        let Some(start) = annotation.start() else { continue };
        let label = labels.position(&annotation.label).unwrap_or(labels.as_slice().len());
        let (from, to) = (place(start, length), place(start, length) + SEEN);
        match bands.last_mut() {
            Some(last) if last.label == label && from <= last.to => last.to = to,
            last => {
                if let Some(last) = last {
                    last.to = last.to.min(from);
                }
                bands.push(Band { from, to, label });
            }
        }
    }
    bands.retain(|band| band.from < band.to);
    bands
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
    fn each_place_has_one_label_and_the_same_ones_side_by_side_are_one_band() {
        let all = [
            at(0, "claim"),
            at(30, "claim"),
            at(55, "opinion"),
            at(60, "claim"),
            at(5000, "claim"),
            at(5010, "premise"),
            at(9999, "evidence"),
        ];
        let labels = LabelSet::default();
        let seen = |all: &[Rc<Annotation>], length| -> Vec<_> {
            bands(all, length, &labels).into_iter().map(|band| (band.from, band.to, band.label)).collect()
        };
        // The opinion begins in the place of the claim after it.
        assert_eq!(seen(&all, 10_000), [(0, 2, 0), (2, 4, 0), (200, 202, 3), (399, 401, 1)]);
        assert_eq!(seen(&all[..2], 10_000), [(0, 3, 0)]);
        assert_eq!(seen(&all[..1], 0), [(0, 2, 0)]);
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
