//! Which old sentences stand unchanged in the new text: in order, or moved.

use super::chain::{Chain, Link, sort};
use super::words::narrow;
use crate::model::numbers::Numbers;
use std::ops::Range;

/// Equal sentences that occur often link to many; beyond this many pairs of one
/// hash the pairing waits until the region is smaller.
const PAIRS: usize = 36;
const DEPTH: usize = 8;
/// What an equal neighbour adds to a pair, so that of two equal sentences the one
/// in its old surroundings is chosen.
const NEIGHBOUR: f32 = 0.6;
/// The same for the text around it that a label remembers, where all of it is there:
/// tells also where both neighbours were edited.
const SURROUNDINGS: f32 = 0.8;

/// How much of what is known around an old sentence stands around a new one, 0–1.
pub(super) type Familiar<'a> = dyn Fn(usize, usize) -> f32 + 'a;

/// Where an old sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Number of the new sentence.
    pub(super) new: usize,
    /// Whether it is still between the same neighbours.
    pub(super) in_order: bool,
}

/// All unchanged sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Matching {
    /// For every old sentence.
    pub(super) of_old: Vec<Option<Match>>,
    /// For every new sentence, whether an old one has it.
    pub(super) taken: Vec<bool>,
}

/// Where equal sentences stand: of every old hash the old places and the new ones.
struct Equals {
    numbers: Numbers,
    places: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Equals {
    fn of(old: &[u64], places: impl Iterator<Item = usize>) -> Self {
        let mut equals = Self { numbers: Numbers::default(), places: Vec::new() };
        for at in places {
            let number = equals.numbers.number(old.get(at).copied().unwrap_or_default());
            if number == equals.places.len() {
                equals.places.push((Vec::new(), Vec::new()));
            }
            if let Some((olds, _)) = equals.places.get_mut(number) {
                olds.push(at);
            }
        }
        equals
    }

    fn add(&mut self, new: &[u64], places: impl Iterator<Item = usize>) {
        for at in places {
            let number = new.get(at).and_then(|hash| self.numbers.find(*hash));
            if let Some((_, news)) = number.and_then(|number| self.places.get_mut(number)) {
                news.push(at);
            }
        }
    }

    fn get(&self, hash: u64) -> Option<&(Vec<usize>, Vec<usize>)> {
        self.places.get(self.numbers.find(hash)?)
    }
}

impl Matching {
    /// For every old sentence the number of its new one.
    pub(super) fn into_map(self) -> Vec<Option<usize>> {
        self.of_old.into_iter().map(|found| Some(found?.new)).collect()
    }

    /// Compares two lists of hashes. Of equal sentences `familiar` chooses where neighbours do not.
    pub(super) fn of(old: &[u64], new: &[u64], familiar: &Familiar) -> Self {
        let mut matching = Self { of_old: vec![None; old.len()], taken: vec![false; new.len()] };
        let mut regions = vec![(0..old.len(), 0..new.len(), 0)];
        let mut chain = Chain::default();
        while let Some((olds, news, depth)) = regions.pop() {
            matching.region((old, new, familiar), (olds, news, depth), &mut chain, &mut regions);
        }
        matching.moves(old, new);
        matching.beside(old, new);
        matching.rest(old, new);
        matching
    }

    fn set(&mut self, old: usize, new: usize, in_order: bool) {
        if let (Some(of_old), Some(taken)) = (self.of_old.get_mut(old), self.taken.get_mut(new)) {
            *of_old = Some(Match { new, in_order });
            *taken = true;
        }
    }

    /// Whether an old sentence has none yet.
    fn lost(&self, old: usize) -> bool {
        self.of_old.get(old).is_some_and(Option::is_none)
    }

    /// Whether nobody has a new sentence.
    pub(super) fn free(&self, new: usize) -> bool {
        self.taken.get(new).is_some_and(|&taken| !taken)
    }

    fn region(
        &mut self,
        (old, new, familiar): (&[u64], &[u64], &Familiar),
        (mut olds, mut news, depth): (Range<usize>, Range<usize>, usize),
        chain: &mut Chain,
        regions: &mut Vec<(Range<usize>, Range<usize>, usize)>,
    ) {
        while !olds.is_empty() && !news.is_empty() && old.get(olds.start) == new.get(news.start) {
            self.set(olds.start, news.start, true);
            (olds.start, news.start) = (olds.start + 1, news.start + 1);
        }
        while !olds.is_empty() && !news.is_empty() && old.get(olds.end - 1) == new.get(news.end - 1) {
            (olds.end, news.end) = (olds.end - 1, news.end - 1);
            self.set(olds.end, news.end, true);
        }
        if olds.is_empty() || news.is_empty() || depth > DEPTH {
            return;
        }
        let mut places = Equals::of(old, olds.clone());
        // From the last to the first: the order that the chain wants.
        places.add(new, news.clone().rev());
        let mut links = Vec::new();
        let mut waiting = false;
        for at in olds.clone() {
            let Some((equals, found)) = old.get(at).and_then(|hash| places.get(*hash)) else { continue };
            if equals.len() * found.len() > PAIRS {
                waiting = true;
                continue;
            }
            let equal = |one: Option<usize>, two: Option<usize>| {
                one.zip(two).is_some_and(|(one, two)| old.get(one).is_some_and(|hash| new.get(two) == Some(hash)))
            };
            let neighbours = |other: usize| {
                u8::from(equal(at.checked_sub(1), other.checked_sub(1)))
                    + u8::from(equal(Some(at + 1), Some(other + 1)))
            };
            // Where it stands between both its neighbours no other place comes into question, also
            // where that one is out of order: the paragraph has moved.
            let is_between = found.len() > 1 && found.iter().any(|&other| neighbours(other) == 2);
            for &other in found {
                let neighbours = neighbours(other);
                if is_between && neighbours == 0 {
                    continue;
                }
                let mut weight = 1.0 + NEIGHBOUR * f32::from(neighbours);
                if equals.len() * found.len() > 1 {
                    weight += SURROUNDINGS * familiar(at, other);
                }
                links.push(Link { old: narrow(at - olds.start), new: narrow(other - news.start), weight });
            }
        }
        sort(&mut links);
        chain.choose(&links, news.len());
        let (mut next_old, mut next_new) = (olds.start, news.start);
        for link in chain.chosen.iter().filter_map(|&number| links.get(number)) {
            let (at, other) = (olds.start + link.old as usize, news.start + link.new as usize);
            self.set(at, other, true);
            if waiting {
                regions.push((next_old..at, next_new..other, depth + 1));
            }
            (next_old, next_new) = (at + 1, other + 1);
        }
        if waiting && next_old > olds.start {
            regions.push((next_old..olds.end, next_new..news.end, depth + 1));
        }
    }

    /// The sentences without a partner.
    fn left(&self, old: &[u64], new: &[u64]) -> Equals {
        let mut left = Equals::of(old, (0..old.len()).filter(|&at| self.lost(at)));
        left.add(new, (0..new.len()).filter(|&at| self.free(at)));
        left
    }

    /// Sentences that are left once on both sides have moved.
    fn moves(&mut self, old: &[u64], new: &[u64]) {
        for (olds, news) in self.left(old, new).places {
            if let ([old], [new]) = (&*olds, &*news) {
                self.set(*old, *new, false);
            }
        }
    }

    /// Equal sentences of which as many are left on both sides keep their order.
    fn rest(&mut self, old: &[u64], new: &[u64]) {
        for (olds, news) in self.left(old, new).places.into_iter().filter(|(olds, news)| olds.len() == news.len()) {
            for (at, found) in olds.into_iter().zip(news) {
                self.set(at, found, false);
            }
        }
    }

    /// Of several equal sentences the one beside an unchanged neighbour.
    fn beside(&mut self, old: &[u64], new: &[u64]) {
        let steps = (1..old.len()).map(|at| (at, at - 1, 1)).chain((1..old.len()).rev().map(|at| (at - 1, at, -1)));
        for (at, neighbour, step) in steps {
            let Some(Some(found)) = self.of_old.get(neighbour).copied() else { continue };
            let Some(place) = found.new.checked_add_signed(step) else { continue };
            if self.lost(at) && self.free(place) && old.get(at) == new.get(place) {
                self.set(at, place, found.in_order);
            }
        }
    }
}
