//! With a snapshot: the annotations cut into pieces, one for each old sentence they
//! touch, and the old sentences that have to be looked for.

use super::align::Item;
use super::diff::Matching;
use super::fit::context;
use super::run::{Reattachment, Stage};
use super::snapshot::{hash, may_be_foreign};
use super::words::narrow;
use super::{Basis, Wanted, WithoutSnapshot};
use crate::model::annotation::Quote;
use crate::model::article::ArticleText;
use crate::model::sentences::{Sentences, split};
use std::ops::Range;

/// Code points that a quote remembers of its surroundings.
const CONTEXT: f32 = 64.0;

#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Number of the annotation.
    pub(super) wanted: usize,
    /// The bytes of the quote.
    pub(super) text: Range<usize>,
    /// The item that is looked for, or the unchanged sentence it is in.
    pub(super) target: Target,
    /// Whether it is all of its sentence.
    pub(super) whole: bool,
}

/// Where a piece is to be found.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// In an unchanged sentence, or in several in a row: then the piece is all of the quote.
    Unchanged { new: Range<usize>, in_order: bool },
    /// In a sentence that is as it was when another label of the old one was made, or in another of the
    /// new ones that are `near` it, between the same unchanged neighbours.
    Returned { new: Range<usize>, near: Range<usize> },
    /// Where the item of this number lands.
    Item(usize),
}

impl Reattachment {
    /// Compares the hashes and cuts the annotations into pieces.
    pub(super) fn compare_hashes(&mut self, article: &ArticleText, sentences: &Sentences) {
        self.match_hashes(article, sentences);
        if may_be_foreign(&self.old) && self.matching.of_old.iter().all(Option::is_none) {
            self.basis = Basis::Quotes(WithoutSnapshot::OtherArticle);
            self.stage = Stage::Read;
            return;
        }
        let gaps = gaps(&self.matching);
        let mut pieces = Vec::new();
        let mut is_back = vec![false; self.wanted.len()];
        let mut back_of: Vec<Option<Range<usize>>> = vec![None; self.old.len()];
        for (old, piece) in self.back_to_first(article, sentences, &gaps) {
            is_back.get_mut(piece.wanted).into_iter().for_each(|is| *is = true);
            if let (Some(slot), Target::Unchanged { new, .. }) = (back_of.get_mut(old), &piece.target) {
                *slot = Some(new.clone());
            }
            pieces.push(piece);
        }
        let mut sought: Vec<Option<(&str, bool)>> = vec![None; self.old.len()];
        for (number, wanted) in self.wanted.iter().enumerate() {
            if is_back.get(number) == Some(&true) {
                continue;
            }
            if let Some(target) = self.unchanged_row(wanted) {
                pieces.push(Piece { wanted: number, text: 0..wanted.quote.exact.len(), target, whole: false });
                continue;
            }
            for (old, text, whole) in cut(wanted, &self.old) {
                // A whole sentence may have come apart again: one label's part of it need not be another's.
                let back = || {
                    let (new, near) = back_of.get(old).cloned().flatten().zip(near(&gaps, old).cloned())?;
                    Some(Target::Returned { new, near })
                };
                let target = self.unchanged(old).or_else(|| back().filter(|_| !whole)).unwrap_or_else(|| {
                    let words = wanted.quote.exact.get(text.clone()).unwrap_or_default();
                    if let Some(known) = sought.get_mut(old)
                        && !known.is_some_and(|(best, all)| all || !whole && words.len() <= best.len())
                    {
                        *known = Some((words, whole));
                    }
                    Target::Item(old)
                });
                pieces.push(Piece { wanted: number, text, target, whole });
            }
        }
        if sought.iter().all(Option::is_none) {
            self.pieces = pieces;
            self.at = 0;
            self.stage = Stage::Place;
            return;
        }
        // All old sentences of the gaps take part, the unknown ones by their sketch.
        let mut numbers = vec![usize::MAX; self.old.len()];
        for (old, gap) in gaps {
            if let Some(slot) = numbers.get_mut(old) {
                *slot = self.items.len();
            }
            let known = sought.get(old).copied().flatten();
            let mut item = Item {
                order: Some(narrow(old)),
                sketch: self.old.get(old).copied(),
                alone: gap.old.len() == 1 && gap.new.len() == 1,
                range: gap.new,
                ..Item::default()
            };
            if let Some((text, whole)) = known {
                item.words = self.vocabulary.ids_of(text);
                item.loose = !whole;
                item.text = Some(text.into());
            }
            self.items.push(item);
        }
        for piece in &mut pieces {
            if let Target::Item(number) = &mut piece.target {
                *number = numbers.get(*number).copied().unwrap_or(usize::MAX);
            }
        }
        self.pieces = pieces;
        self.stage = Stage::Read;
    }

    fn match_hashes(&mut self, article: &ArticleText, sentences: &Sentences) {
        let mut quotes: Vec<Option<&Quote>> = vec![None; self.old.len()];
        for wanted in &self.wanted {
            if let Some(range) = wanted.sentences.as_ref().filter(|range| range.len() == 1)
                && let Some(slot) = quotes.get_mut(range.start)
            {
                *slot = Some(&wanted.quote);
            }
        }
        let familiar = |old: usize, new: usize| {
            let quote = quotes.get(old).copied().flatten();
            let known = quote.zip(sentences.get(new)).map(|(quote, new)| context(article, new.span, quote));
            known.map_or(0.0, |known| known as f32 / CONTEXT)
        };
        self.matching = Matching::of(&self.old, &self.new, &familiar);
    }

    pub(super) fn unchanged(&self, old: usize) -> Option<Target> {
        let found = self.matching.of_old.get(old).copied().flatten()?;
        Some(Target::Unchanged { new: found.new..found.new + 1, in_order: found.in_order })
    }

    /// Where all of several sentences stand in a row as before. The quote need not be cut then,
    /// which goes by the segmenter and not by boundaries that were mended.
    fn unchanged_row(&self, wanted: &Wanted) -> Option<Target> {
        let mut row = wanted.sentences.clone().filter(|range| range.len() > 1)?.map(|old| self.unchanged(old));
        let Target::Unchanged { mut new, in_order } = row.next()?? else { return None };
        for next in row {
            match next? {
                Target::Unchanged { new: next, in_order: also } if next.start == new.end && also == in_order => {
                    new.end = next.end;
                }
                _ => return None,
            }
        }
        Some(Target::Unchanged { new, in_order })
    }

    /// The piece that is all of a quote as pieces in one sentence each.
    pub(super) fn single_pieces(&self, piece: &Piece) -> Vec<Piece> {
        let Some(wanted) = self.wanted.get(piece.wanted) else { return Vec::new() };
        let cut = cut(wanted, &self.old).into_iter();
        let single = cut.filter_map(|(old, text, whole)| {
            Some(Piece { wanted: piece.wanted, text, target: self.unchanged(old)?, whole })
        });
        single.collect()
    }
}

/// The pieces of an annotation: number of the old sentence, bytes of the quote,
/// whether that is the whole sentence.
pub(super) fn cut(wanted: &Wanted, old: &[u64]) -> Vec<(usize, Range<usize>, bool)> {
    let exact = &*wanted.quote.exact;
    let is = |number: usize, text: &str| old.get(number) == Some(&hash(text));
    let sentences = wanted.sentences.clone().or_else(|| {
        let sought = hash(exact);
        let mut equal = old.iter().enumerate().filter(|&(_, &hash)| hash == sought).map(|(number, _)| number);
        let first = equal.next()?;
        equal.next().is_none().then_some(first..first + 1)
    });
    let Some(sentences) = sentences.filter(|range| !range.is_empty()) else { return Vec::new() };
    if sentences.len() == 1 {
        return vec![(sentences.start, 0..exact.len(), is(sentences.start, exact))];
    }
    let parts = sentences_of(exact);
    if parts.len() != sentences.len() {
        return vec![(sentences.start, 0..exact.len(), false)];
    }
    let text = |part: &Range<usize>| exact.get(part.clone()).unwrap_or_default();
    sentences.zip(parts).map(|(number, part)| (number, part.clone(), is(number, text(&part)))).collect()
}

/// The bytes of each sentence of a quote, as the segmenter has them.
pub(super) fn sentences_of(exact: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut base = 0;
    for block in exact.split_inclusive('\n') {
        parts.extend(split(block, "", &[]).into_iter().map(|part| base + part.start..base + part.end));
        base += block.len();
    }
    parts
}

/// Old sentences between unchanged neighbours, and the new ones there.
pub(super) struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// The new sentences in the gap of an old one.
pub(super) fn near(gaps: &[(usize, Gap)], old: usize) -> Option<&Range<usize>> {
    Some(&gaps.get(gaps.binary_search_by_key(&old, |gap| gap.0).ok()?)?.1.new)
}

/// Every old sentence without a new one, and the gap between unchanged neighbours it is in.
fn gaps(matching: &Matching) -> Vec<(usize, Gap)> {
    let mut found = Vec::new();
    let (mut first, mut start) = (0, 0);
    let ends = matching.of_old.iter().enumerate().filter_map(|(old, found)| {
        let found = (*found)?;
        found.in_order.then_some((old, found.new))
    });
    for (old, new) in ends.chain([(matching.of_old.len(), matching.taken.len())]) {
        for lost in first..old {
            if matching.of_old.get(lost).is_some_and(Option::is_none) {
                found.push((lost, Gap { old: first..old, new: start..new.max(start) }));
            }
        }
        (first, start) = (old + 1, new + 1);
    }
    found
}
