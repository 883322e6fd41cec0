//! A long quote that was edited somewhere, when nothing else is known of the old text: found by
//! the words at its ends.

use super::anchors::byte_of;
use super::fit::marks;
use super::quote::{by_words, with_marks};
use super::run::Reattachment;
use crate::model::annotation::Anchoring;
use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use std::ops::Range;

/// Words that must stand together at an end; a quote is long from four times as many on.
const END: usize = 6;
/// Where the words at an end were edited, too, the next ones; so many times.
const TRIES: usize = 3;
/// It may have become longer or shorter by one part in …
const STRETCH: usize = 4;
/// Least likeness of all that lies between the ends.
const ALIKE: f32 = 0.5;
/// From this likeness on it needs no check.
const SURE: f32 = 0.7;

/// Where all of a quote seems to be.
struct Stretch {
    /// Its words' numbers.
    words: Range<usize>,
    /// Whether the first and the last words of the quote are not there.
    open: (bool, bool),
    /// Whether one of its ends stands nowhere else.
    only: bool,
}

impl Reattachment {
    /// Looks for the ends of a quote that has no place yet.
    pub(super) fn place_by_ends(&mut self, article: &ArticleText, sentences: &Sentences, number: usize) {
        let Some(Stretch { words, open, only }) = self.stretch(article, number) else { return };
        let (Some(item), Some(wanted)) = (self.items.get(number), self.wanted.get(number)) else { return };
        let there = self.index.ids.get(words.clone()).unwrap_or_default();
        let likeness = self.compare.words(&self.vocabulary, &item.words, there).likeness();
        let ends = self.index.words.get(words).and_then(|words| words.first().zip(words.last()));
        let span = ends.and_then(|(first, last)| Span::from_bytes(first.start as usize, last.end as usize));
        let Some(span) = span.and_then(|span| with_marks(article, marks(&wanted.quote.exact), span)) else { return };
        let touched = sentences.touching(span);
        // One sentence was compared before, and found to be another.
        if likeness < ALIKE || touched.len() < 2 {
            return;
        }
        // Where the words at an end were edited, how many there are now is not known: it is at a boundary.
        let near = |at: usize, side: fn(Span) -> ByteOffset, end: ByteOffset| {
            let sides = (at.saturating_sub(1)..=at + 1).filter_map(|at| sentences.get(at)).map(|one| side(one.span));
            sides.min_by_key(|side| side.get().abs_diff(end.get())).unwrap_or(end)
        };
        let (mut start, mut end) = (span.start(), span.end());
        if open.0 {
            start = near(touched.start, Span::start, start);
        }
        if open.1 {
            end = near(touched.end.saturating_sub(1), Span::end, end);
        }
        let sure = likeness >= SURE && only;
        let likeness = f64::from(likeness);
        let anchoring = if sure { Anchoring::Changed(likeness) } else { Anchoring::Check(likeness) };
        self.set(number, Span::new(start, end).unwrap_or(span), anchoring);
    }

    /// Of all pairs of a head and a tail the one about as far apart as in the quote, and near its old place.
    fn stretch(&self, article: &ArticleText, number: usize) -> Option<Stretch> {
        let (words, wanted) = (&self.items.get(number)?.words, self.wanted.get(number)?);
        let length = words.len();
        if length < 4 * END {
            return None;
        }
        let (head, heads) = self.first(words, (0..TRIES).map(|turn| turn * END))?;
        let (tail, tails) = self.first(words, (1..=TRIES).map(|turn| length - turn * END))?;
        let old = wanted.position.map_or(0, |position| byte_of(article, position.0));
        let mut best = None;
        for start in heads.iter().filter_map(|at| at.checked_sub(head)) {
            let after = tails.partition_point(|&at| at < start + tail);
            for at in [after.checked_sub(1), Some(after)].into_iter().flatten().filter_map(|at| tails.get(at)) {
                let end = (at + length - tail).min(self.index.ids.len());
                let far = self.index.words.get(start).map_or(0, |word| (word.start as usize).abs_diff(old));
                let key = (end.abs_diff(start + length), far);
                if start < end && key.0 <= length / STRETCH && best.as_ref().is_none_or(|best: &(_, _)| key < best.0) {
                    best = Some((key, start..end));
                }
            }
        }
        let open = (head > 0, tail + END < length);
        Some(Stretch { words: best?.1, open, only: heads.len() == 1 || tails.len() == 1 })
    }

    /// The first of the runs of words beginning `at` these that stands in the text, and the
    /// numbers of the words where it does.
    fn first(&self, words: &[u32], mut at: impl Iterator<Item = usize>) -> Option<(usize, Vec<usize>)> {
        at.find_map(|at| {
            let found = by_words(&self.index, words.get(at..at + END)?);
            let word =
                |place: &Span| self.index.words.partition_point(|word| (word.start as usize) < place.start().get());
            (!found.is_empty()).then(|| (at, found.iter().map(word).collect()))
        })
    }
}
