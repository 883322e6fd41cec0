//! Where the rows of the list are, so that only those in sight need be in the page.
//! All lengths are CSS pixels; the heights are those of `styles/widget/cards.css`.

use crate::model::annotation::Annotation;
use crate::ui::card;
use std::ops::Range;
use std::rc::Rc;

/// A card with two lines of quote.
const BARE: i32 = 72;
/// With a line for note and state besides.
const MORE: i32 = 96;
/// The heading of the doubtful ones.
const HEADING: i32 = 96;
/// What is kept in the page above and below what is seen.
const OVERSCAN: i32 = 300;

/// The rows: if there are any, a heading and the doubtful annotations; then the others.
#[derive(Debug, PartialEq)]
pub(crate) struct Rows {
    /// Where each row ends while all are closed.
    ends: Vec<i32>,
    doubtful: usize,
}

/// The open row and how much higher it is than closed.
pub(crate) type Open = Option<(usize, i32)>;

impl Rows {
    /// The rows of these annotations.
    pub(crate) fn of(doubtful: &[Rc<Annotation>], placed: &[Rc<Annotation>]) -> Self {
        let mut end = 0;
        let mut ends = Vec::with_capacity(placed.len() + doubtful.len() + 1);
        let mut push = |height| {
            end += height;
            ends.push(end);
        };
        let height = |annotation: &Rc<Annotation>| {
            if annotation.note.is_some() || card::has_badge(annotation) { MORE } else { BARE }
        };
        if !doubtful.is_empty() {
            push(HEADING);
            doubtful.iter().for_each(|annotation| push(height(annotation)));
        }
        placed.iter().for_each(|annotation| push(height(annotation)));
        Self { ends, doubtful: doubtful.len() }
    }

    /// The row of the first annotation that is not doubtful.
    fn first_placed(&self) -> usize {
        if self.doubtful == 0 { 0 } else { self.doubtful + 1 }
    }

    /// The row of the placed annotation with this number.
    pub(crate) fn of_placed(&self, number: usize) -> usize {
        self.first_placed() + number
    }

    /// The row of the doubtful one with this number.
    pub(crate) fn of_doubtful(number: usize) -> usize {
        number + 1
    }

    /// The first row that is no heading.
    pub(crate) fn of_first(&self) -> usize {
        usize::from(self.doubtful > 0)
    }

    /// The numbers of the placed annotations among `rows`.
    pub(crate) fn placed_in(&self, rows: &Range<usize>) -> Range<usize> {
        rows.start.saturating_sub(self.first_placed())..rows.end.saturating_sub(self.first_placed())
    }

    /// Whether the heading is among `rows`.
    pub(crate) fn heading_in(&self, rows: &Range<usize>) -> bool {
        self.doubtful > 0 && rows.contains(&0)
    }

    /// The numbers of the doubtful annotations among `rows`.
    pub(crate) fn doubtful_in(&self, rows: &Range<usize>) -> Range<usize> {
        rows.start.saturating_sub(1).min(self.doubtful)..rows.end.saturating_sub(1).min(self.doubtful)
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where a row begins; past the last one, how high the list is.
    pub(crate) fn start(&self, row: usize, open: Open) -> i32 {
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        before + open.filter(|(at, _)| *at < row).map_or(0, |(_, more)| more)
    }

    /// The height of a closed row.
    pub(crate) fn closed_height(&self, row: usize) -> i32 {
        self.start(row + 1, None) - self.start(row, None)
    }

    /// The rows that are in the page when `height` pixels from `top` on are seen.
    pub(crate) fn near(&self, top: i32, height: i32, open: Open) -> Range<usize> {
        let first = self.at(top - OVERSCAN, open);
        let last = self.at(top + height + OVERSCAN, open);
        first..(last + 1).min(self.len())
    }

    /// The row at `y`.
    fn at(&self, y: i32, open: Open) -> usize {
        let closed = |y: i32| self.ends.partition_point(|end| *end <= y);
        match open {
            Some((row, more)) => closed(y).min(row).max(closed(y - more)),
            None => closed(y),
        }
    }
}
