//! With a snapshot: the annotations cut into pieces, one for each old sentence they
//! touch, and the old sentences that have to be looked for.

use super::align::Item;
use super::diff::Matching;
use super::run::{Reattachment, Stage};
use super::snapshot::hash;
use super::words::{Word, narrow};
use super::{Basis, Wanted, WithoutSnapshot};
use crate::model::sentences::split;
use std::ops::Range;

/// With fewer old sentences than this, none unchanged does not mean another article.
const FEW: usize = 8;

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
    /// In an unchanged sentence.
    Unchanged { new: usize, in_order: bool },
    /// Where the item of this number lands.
    Item(usize),
}

impl Reattachment {
    /// Compares the hashes and cuts the annotations into pieces.
    pub(super) fn compare_hashes(&mut self) {
        self.matching = Matching::of(&self.old, &self.new);
        if self.old.len() >= FEW && self.matching.of_old.iter().all(Option::is_none) {
            self.basis = Basis::Quotes(WithoutSnapshot::OtherArticle);
            self.stage = Stage::Read;
            return;
        }
        let mut sought: Vec<Option<(&str, bool)>> = vec![None; self.old.len()];
        let mut pieces = Vec::new();
        for (number, wanted) in self.wanted.iter().enumerate() {
            for (old, text, whole) in cut(wanted, &self.old) {
                let target = match self.matching.of_old.get(old).copied().flatten() {
                    Some(found) => Target::Unchanged { new: found.new, in_order: found.in_order },
                    None => {
                        let words = wanted.quote.exact.get(text.clone()).unwrap_or_default();
                        if let Some(known) = sought.get_mut(old)
                            && !known.is_some_and(|(best, all)| all || !whole && words.len() <= best.len())
                        {
                            *known = Some((words, whole));
                        }
                        Target::Item(old)
                    }
                };
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
        let gaps = gaps(&self.matching);
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
                let mut words = Vec::new();
                self.vocabulary.read(text, 0, &mut words);
                item.words = words.iter().map(|word: &Word| word.id).collect();
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
}

/// The pieces of an annotation: number of the old sentence, bytes of the quote,
/// whether that is the whole sentence.
fn cut(wanted: &Wanted, old: &[u64]) -> Vec<(usize, Range<usize>, bool)> {
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
    let mut parts = Vec::new();
    let mut base = 0;
    for block in exact.split_inclusive('\n') {
        parts.extend(split(block, "", &[]).into_iter().map(|part| base + part.start..base + part.end));
        base += block.len();
    }
    if parts.len() != sentences.len() {
        return vec![(sentences.start, 0..exact.len(), false)];
    }
    let text = |part: &Range<usize>| exact.get(part.clone()).unwrap_or_default();
    sentences.zip(parts).map(|(number, part)| (number, part.clone(), is(number, text(&part)))).collect()
}

struct Gap {
    old: Range<usize>,
    new: Range<usize>,
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
