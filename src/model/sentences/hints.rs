//! The page's hints, asked from left to right while the scanner moves on.

use crate::model::article::{Hint, HintKind};
use std::ops::Range;

/// Where the hints of one kind are read.
#[derive(Clone, Copy)]
struct Reader<'h> {
    hints: &'h [Hint],
    kind: HintKind,
}

impl<'h> Reader<'h> {
    /// The hint of this kind that begins at or before `at` and ends after it.
    /// Hints that end at or before `at` are left behind for good.
    fn around(&mut self, at: usize) -> Option<&'h Range<usize>> {
        while let [first, rest @ ..] = self.hints {
            if first.kind == self.kind && first.range.end > at {
                return (first.range.start <= at).then_some(&first.range);
            }
            self.hints = rest;
        }
        None
    }
}

/// The hints of one block, without its breaks.
pub(super) struct Hints<'h> {
    code: Reader<'h>,
    abbreviations: Reader<'h>,
    references: Reader<'h>,
    quotations: Reader<'h>,
}

impl<'h> Hints<'h> {
    /// `hints` ordered by start, as the article reader gives them.
    pub(super) fn new(hints: &'h [Hint]) -> Self {
        let reader = |kind| Reader { hints, kind };
        Self {
            code: reader(HintKind::Code),
            abbreviations: reader(HintKind::Abbreviation),
            references: reader(HintKind::Reference),
            quotations: reader(HintKind::Quotation),
        }
    }

    /// The end of the inline code around `at`.
    pub(super) fn code_around(&mut self, at: usize) -> Option<usize> {
        self.code.around(at).map(|range| range.end)
    }

    /// Whether the stop at `at` is the last character of an `<abbr>`, or follows it.
    pub(super) fn abbreviation_ends(&mut self, at: usize) -> bool {
        self.abbreviations.around(at.saturating_sub(1)).is_some_and(|range| range.end == at || range.end == at + 1)
    }

    /// The end of the `<sup>` reference mark that begins at `at`.
    pub(super) fn reference_at(&mut self, at: usize) -> Option<usize> {
        self.references.around(at).filter(|range| range.start == at).map(|range| range.end)
    }

    /// Whether a `<q>` around the stop at `stop` ends at or before `end`.
    pub(super) fn quotation_ends(&mut self, stop: usize, end: usize) -> bool {
        self.quotations.around(stop).is_some_and(|range| range.end <= end)
    }
}
