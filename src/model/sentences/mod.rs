//! The article cut into sentences: every non-space character belongs to exactly one.

mod abbreviations;
mod attribution;
mod before;
mod brackets;
mod hints;
mod language_words;
mod languages;
mod lists;
mod look;
mod marks;
pub mod mending;
mod missing_space;
mod next;
mod rules;
mod scanner;
mod stop;
mod tail;
mod words;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod table_english;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod table_other;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use scanner::{METHOD, VERSION, split};

use crate::model::article::{ArticleText, BlockKind};
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;

/// One sentence of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// The number of its block.
    pub block: usize,
    /// Whether it counts for the progress: headings do not.
    pub counts: bool,
}

/// All sentences of an article, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentences {
    list: Vec<Sentence>,
    /// How a reader changed them, by place.
    edits: Vec<mending::Edit>,
}

/// A splitting under way, so that a long article can be split in slices.
#[derive(Debug, Default)]
pub struct Splitting {
    list: Vec<Sentence>,
    blocks_done: usize,
}

impl Splitting {
    /// Splits blocks of about `bytes` bytes together, at least one; whether all are split.
    /// The article must be the same every time.
    pub fn step(&mut self, article: &ArticleText, bytes: usize) -> bool {
        let mut left = bytes;
        for (number, block) in article.blocks().iter().enumerate().skip(self.blocks_done) {
            let base = block.span.start().get();
            for range in split(article.slice(block.span), &block.lang, &block.hints) {
                if let Some(span) = Span::from_bytes(base + range.start, base + range.end) {
                    self.list.push(Sentence { span, block: number, counts: block.kind != BlockKind::Heading });
                }
            }
            self.blocks_done = number + 1;
            left = left.saturating_sub(block.span.bytes().len());
            if left == 0 {
                break;
            }
        }
        self.blocks_done >= article.blocks().len()
    }

    /// The sentences of the blocks that were split.
    #[must_use]
    pub fn finish(self) -> Sentences {
        Sentences { list: self.list, edits: Vec::new() }
    }
}

impl Sentences {
    /// Splits every block by the rules of its language.
    #[must_use]
    pub fn of(article: &ArticleText) -> Self {
        let mut splitting = Splitting::default();
        while !splitting.step(article, usize::MAX) {}
        splitting.finish()
    }

    /// Sentences found elsewhere (a file): in reading order, not overlapping.
    #[must_use]
    pub fn from_list(list: Vec<Sentence>) -> Self {
        Self { list, edits: Vec::new() }
    }

    /// How many count for the progress.
    #[must_use]
    pub fn counted(&self) -> usize {
        self.list.iter().filter(|sentence| sentence.counts).count()
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Sentence] {
        &self.list
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The sentence with this number.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Sentence> {
        self.list.get(index)
    }

    /// Those that came with a reading, by number: `map` leads from the numbers of the sentences that were
    /// there before to those of these.
    pub fn newcomers(&self, map: &[Option<usize>]) -> impl Iterator<Item = (usize, &Sentence)> {
        let mut is_new = vec![true; self.list.len()];
        for number in map.iter().flatten() {
            is_new.get_mut(*number).into_iter().for_each(|is| *is = false);
        }
        self.list.iter().enumerate().zip(is_new).filter(|(_, is_new)| *is_new).map(|(one, _)| one)
    }

    /// The number of the sentence at `at`; between two sentences of one block
    /// the one before, before the first the first.
    #[must_use]
    pub fn at(&self, at: ByteOffset) -> Option<usize> {
        if self.list.is_empty() {
            return None;
        }
        Some(self.list.partition_point(|sentence| sentence.span.start() <= at).saturating_sub(1))
    }

    /// The numbers of all sentences that share text with `span`.
    #[must_use]
    pub fn touching(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.list.partition_point(|sentence| sentence.span.end() <= span.start());
        let end = self.list.partition_point(|sentence| sentence.span.start() < span.end());
        first..end.max(first)
    }

    /// The sentence that is exactly `span`, if any.
    #[must_use]
    pub fn exactly(&self, span: Span) -> Option<usize> {
        let touching = self.touching(span);
        let only = self.list.get(touching.start)?;
        (touching.len() == 1 && only.span == span).then_some(touching.start)
    }
}
