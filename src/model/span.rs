//! A non-empty stretch of the article's text.

use crate::model::offsets::ByteOffset;
use std::ops::Range;

/// A non-empty half-open range of the article's text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: ByteOffset,
    end: ByteOffset,
}

impl Span {
    /// `None` unless `start < end`.
    #[must_use]
    pub fn new(start: ByteOffset, end: ByteOffset) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// A span from byte positions; `None` unless `start < end`.
    #[must_use]
    pub fn from_bytes(start: usize, end: usize) -> Option<Self> {
        Self::new(ByteOffset::new(start), ByteOffset::new(end))
    }

    /// Where the span begins.
    #[must_use]
    pub const fn start(self) -> ByteOffset {
        self.start
    }

    /// Where the span ends, exclusive.
    #[must_use]
    pub const fn end(self) -> ByteOffset {
        self.end
    }

    /// The span as a byte range, to index a text with.
    #[must_use]
    pub const fn bytes(self) -> Range<usize> {
        self.start.get()..self.end.get()
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the character at `at` belongs to this span.
    #[must_use]
    pub fn holds(self, at: ByteOffset) -> bool {
        self.start <= at && at < self.end
    }

    /// The smallest span around both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
