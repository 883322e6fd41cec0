//! The heaviest chain of links that rises on both sides.
//!
//! Hunt and Szymanski's view of the longest common subsequence, with weights: of all
//! links between two lists choose those that cross nowhere and weigh most together.
//! Used for sentence hashes, for alike sentences and for words. With r links and m
//! items on the new side it takes O(r log m).

use crate::model::ordering;

/// A possible pair of an old and a new item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Number on the old side.
    pub(super) old: u32,
    /// Number on the new side.
    pub(super) new: u32,
    /// How much it is worth, more than 0.
    pub(super) weight: f32,
}

const NONE: u32 = u32::MAX;

/// Memory for the search, kept between calls.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// Fenwick tree of prefix maxima: best weight up to here, and its last link.
    tree: Vec<(f32, u32)>,
    back: Vec<u32>,
    /// The chosen links' numbers in rising order.
    pub(super) chosen: Vec<usize>,
}

impl Chain {
    /// Chooses from `links`, which must be sorted by `old` rising, then `new`
    /// falling, all `new < news`. Returns the total weight.
    pub(super) fn choose(&mut self, links: &[Link], news: usize) -> f32 {
        self.tree.clear();
        self.tree.resize(news + 1, (0.0, NONE));
        self.back.clear();
        self.chosen.clear();
        let mut best = (0.0, NONE);
        for (number, link) in links.iter().enumerate() {
            let before = self.up_to(link.new as usize);
            let total = (before.0 + link.weight, u32::try_from(number).unwrap_or(NONE));
            self.back.push(before.1);
            self.raise(link.new as usize, total);
            if total.0 > best.0 {
                best = total;
            }
        }
        let mut at = best.1;
        while let Some(&before) = self.back.get(at as usize) {
            self.chosen.push(at as usize);
            at = before;
        }
        self.chosen.reverse();
        best.0
    }

    /// The best over new items `0..end`.
    fn up_to(&self, end: usize) -> (f32, u32) {
        let mut best = (0.0, NONE);
        let mut at = end;
        while at > 0 {
            if let Some(&here) = self.tree.get(at)
                && here.0 > best.0
            {
                best = here;
            }
            at &= at - 1;
        }
        best
    }

    fn raise(&mut self, new: usize, total: (f32, u32)) {
        let mut at = new + 1;
        while let Some(here) = self.tree.get_mut(at) {
            if total.0 > here.0 {
                *here = total;
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Puts links in the order that [`Chain::choose`] wants.
pub(super) fn sort(links: &mut [Link]) {
    ordering::sort(links, |one, other| one.old.cmp(&other.old).then(other.new.cmp(&one.new)));
}
