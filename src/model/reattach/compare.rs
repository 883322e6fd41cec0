//! How alike an old sentence and new ones are: weighted words in the same order.

use super::chain::{Chain, Link, sort};
use super::index::Index;
use super::words::{Kinship, Vocabulary, narrow};
use crate::model::numbers::Numbers;
use crate::model::ordering;
use std::ops::Range;

/// What a word with a typo is worth of the whole word.
const TYPO: f32 = 0.85;
/// What another form of the word is worth: "receive" and "receiver".
const FORM: f32 = 0.6;
/// What a word out of order is worth.
const UNORDERED: f32 = 0.4;
/// How much more the old words count than the new ones, of 1: what is added to a sentence makes
/// it less another one than what is taken away (A. Tversky, "Features of similarity", 1977).
const OLD_SIDE: f32 = 0.65;
/// Above so many pairs of words the pairs are found through a map.
const DENSE: usize = 40_000;
/// In long texts a word that occurs more often than this is linked to so many only.
const REPEATS: usize = 4;
/// A sentence that shares less than this of the words is none of theirs.
const HOPE: f32 = 0.15;
/// A word in more sentences than this does not help to find one.
const COMMON: usize = 300;

/// A new sentence that may be the old one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its number.
    pub(super) new: usize,
    /// Shared weight, words in any order, over the mean of both weights.
    pub(super) overlap: f32,
}

/// Compares word lists; keeps its memory between calls.
#[derive(Debug, Default)]
pub(super) struct Compare {
    chain: Chain,
    links: Vec<Link>,
    initials: Vec<u8>,
    used_old: Vec<bool>,
    used_new: Vec<bool>,
    scores: Vec<f32>,
    touched: Vec<u32>,
}

/// What two word lists share.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shared {
    /// Weight of the words they share in order.
    pub(super) weight: f32,
    /// Weight of the words they share in any order.
    pub(super) bag: f32,
    /// Weight of the old words.
    pub(super) old: f32,
    /// Weight of the new words.
    pub(super) new: f32,
}

impl Shared {
    /// Shared weight over the mean of both, 0–1. Words out of order count partly: clauses
    /// change places when a sentence is rewritten.
    pub(super) fn likeness(&self) -> f32 {
        let shared = self.weight + UNORDERED * (self.bag - self.weight);
        let both = OLD_SIDE * self.old + (1.0 - OLD_SIDE) * self.new;
        if both > 0.0 { (shared / both).min(1.0) } else { 0.0 }
    }

    /// The part of the old words that is left, 0–1.
    pub(super) fn kept(&self) -> f32 {
        if self.old > 0.0 { (self.bag / self.old).min(1.0) } else { 0.0 }
    }
}

impl Compare {
    /// Compares two lists; [`Compare::pairs`] tells which words were paired.
    pub(super) fn words(&mut self, vocabulary: &Vocabulary, old: &[u32], new: &[u32]) -> Shared {
        self.links.clear();
        if old.len().saturating_mul(new.len()) <= DENSE {
            self.link_all(vocabulary, old, new);
        } else {
            self.link_long(vocabulary, old, new);
        }
        sort(&mut self.links);
        let weight = self.chain.choose(&self.links, new.len());
        Shared { weight, bag: self.bag(old.len(), new.len()), old: vocabulary.total(old), new: vocabulary.total(new) }
    }

    /// Weight of the links, each word used once, whatever the order.
    fn bag(&mut self, olds: usize, news: usize) -> f32 {
        self.used_old.clear();
        self.used_old.resize(olds, false);
        self.used_new.clear();
        self.used_new.resize(news, false);
        let mut total = 0.0;
        for link in &self.links {
            if let (Some(one), Some(other)) =
                (self.used_old.get_mut(link.old as usize), self.used_new.get_mut(link.new as usize))
                && !*one
                && !*other
            {
                *one = true;
                *other = true;
                total += link.weight;
            }
        }
        total
    }

    fn link_all(&mut self, vocabulary: &Vocabulary, old: &[u32], new: &[u32]) {
        self.initials.clear();
        self.initials.extend(new.iter().map(|&id| vocabulary.initial(id)));
        for (at, &id) in old.iter().enumerate() {
            let weight = vocabulary.weight(id);
            let before = self.links.len();
            // From the last to the first: the order that the chain wants.
            for (other, _) in new.iter().enumerate().rev().filter(|&(_, &there)| there == id) {
                self.links.push(Link { old: narrow(at), new: narrow(other), weight });
            }
            let initial = vocabulary.initial(id);
            if self.links.len() > before || initial == 0 {
                continue;
            }
            for (other, (&there, _)) in
                new.iter().zip(&self.initials).enumerate().rev().filter(|(_, (_, first))| **first == initial)
            {
                let Some(kinship) = vocabulary.kinship(id, there) else { continue };
                let worth = if kinship == Kinship::Typo { TYPO } else { FORM };
                let weight = worth * weight.min(vocabulary.weight(there));
                self.links.push(Link { old: narrow(at), new: narrow(other), weight });
            }
        }
    }

    fn link_long(&mut self, vocabulary: &Vocabulary, old: &[u32], new: &[u32]) {
        // Of every word the places, and how often it was met on the old side.
        let mut numbers = Numbers::default();
        let mut places: Vec<(Vec<u32>, usize)> = Vec::new();
        for (other, &id) in new.iter().enumerate() {
            let number = numbers.number(u64::from(id));
            if number == places.len() {
                places.push((Vec::new(), 0));
            }
            if let Some((found, _)) = places.get_mut(number) {
                found.push(narrow(other));
            }
        }
        for (at, &id) in old.iter().enumerate() {
            let number = numbers.find(u64::from(id));
            let Some((found, turn)) = number.and_then(|number| places.get_mut(number)) else { continue };
            // The k-th occurrence is most likely among the ones around the k-th.
            let from = turn.saturating_sub(REPEATS / 2).min(found.len());
            *turn += 1;
            let to = (from + REPEATS).min(found.len());
            for &other in found.get(from..to).unwrap_or_default().iter().rev() {
                self.links.push(Link { old: narrow(at), new: other, weight: vocabulary.weight(id) });
            }
        }
    }

    /// The paired words of the last comparison, rising: old number, new number, weight.
    pub(super) fn pairs(&self) -> impl DoubleEndedIterator<Item = (usize, usize, f32)> + Clone {
        let link = |&number: &usize| self.links.get(number);
        self.chain.chosen.iter().filter_map(link).map(|link| (link.old as usize, link.new as usize, link.weight))
    }

    /// The stretch of new words, first and last, that is most like the old words of the
    /// last comparison, and how like it is: words at the ends that cost more in between
    /// than they bring are left out.
    pub(super) fn window(&self, vocabulary: &Vocabulary, shared: &Shared, new: &[u32]) -> Option<(usize, usize, f32)> {
        let pairs = &self.chain.chosen;
        let link = |at: usize| pairs.get(at).and_then(|&number| self.links.get(number));
        let weight = |at: usize| link(at).map_or(0.0, |link| link.weight);
        let between = |from: usize, to: usize| match (link(from), link(to)) {
            (Some(first), Some(last)) => {
                vocabulary.total(new.get(first.new as usize..last.new as usize).unwrap_or_default())
            }
            _ => 0.0,
        };
        let (mut from, mut to) = (0, pairs.len().checked_sub(1)?);
        let mut width = between(from, to) + weight(to);
        let mut kept = shared.weight;
        let mut best = 2.0 * kept / (shared.old + width);
        for _ in 0..pairs.len().min(60) {
            if from >= to {
                break;
            }
            let head = (kept - weight(from), width - between(from, from + 1));
            let tail = (kept - weight(to), width - between(to - 1, to));
            let score = |(kept, width): (f32, f32)| 2.0 * kept / (shared.old + width);
            if score(head).max(score(tail)) <= best {
                break;
            }
            if score(head) >= score(tail) {
                from += 1;
                (kept, width) = head;
            } else {
                to -= 1;
                (kept, width) = tail;
            }
            best = 2.0 * kept / (shared.old + width);
        }
        Some((link(from)?.new as usize, link(to)?.new as usize, best.min(1.0)))
    }

    /// The `most` sentences in `range` that share most with `words`, best first.
    pub(super) fn candidates(
        &mut self,
        (vocabulary, index): (&Vocabulary, &Index),
        words: &[u32],
        range: &Range<usize>,
        free: impl Fn(usize) -> bool,
        most: usize,
    ) -> Vec<Candidate> {
        self.scores.resize(index.len(), 0.0);
        let mut holders: Vec<(usize, u32)> = words.iter().map(|&id| (index.holding(id, range).len(), id)).collect();
        ordering::sort(&mut holders, Ord::cmp);
        holders.dedup();
        // A word is worth something once, however often it stands there.
        let hope = HOPE * holders.iter().map(|holder| vocabulary.weight(holder.1)).sum::<f32>();
        holders.retain(|holder| holder.0 > 0);
        for (turn, (count, id)) in holders.into_iter().enumerate() {
            if count > COMMON && turn >= 3 {
                break;
            }
            let weight = vocabulary.weight(id);
            for &sentence in index.holding(id, range).iter().take(20 * COMMON) {
                if let Some(score) = self.scores.get_mut(sentence as usize) {
                    if *score == 0.0 {
                        self.touched.push(sentence);
                    }
                    *score += weight;
                }
            }
        }
        let whole = vocabulary.total(words);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(most + 1);
        for sentence in self.touched.drain(..) {
            let new = sentence as usize;
            let score = self.scores.get_mut(new).map(std::mem::take).unwrap_or_default();
            if score >= hope && free(new) {
                let other = index.total(new);
                // Against the smaller of the two as well: parts of a split or merged sentence.
                let overlap = (2.0 * score / (whole + other)).max(0.8 * score / whole.min(other).max(0.5));
                let better = |other: &Candidate| (overlap, other.new) > (other.overlap, new);
                if candidates.len() < most || candidates.last().is_some_and(better) {
                    let at = candidates.iter().position(better).unwrap_or(candidates.len());
                    candidates.insert(at, Candidate { new, overlap });
                    candidates.truncate(most);
                }
            }
        }
        candidates
    }
}
