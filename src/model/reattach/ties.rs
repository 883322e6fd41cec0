//! Quotes that stand in several places: those around them tell which one it is.

use super::anchors::byte_of;
use super::chain::{Chain, Link, sort};
use super::run::Reattachment;
use super::words::narrow;
use crate::model::article::ArticleText;
use crate::model::ordering;
use crate::model::sentences::Sentences;

/// What the nearest place is worth more than the others.
const NEAREST: f32 = 0.25;

/// A label in the same order with the others as before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// Its turn among the old places.
    pub(super) rank: usize,
    /// The sentence where it is now.
    pub(super) at: usize,
    /// How far it has moved, in code points.
    pub(super) shift: isize,
}

/// The last anchor before a turn, the one of this turn and the first one after it.
pub(super) fn beside(anchors: &[Anchor], rank: usize) -> [Option<&Anchor>; 3] {
    let at = anchors.partition_point(|anchor| anchor.rank < rank);
    let own = anchors.get(at).filter(|anchor| anchor.rank == rank);
    let before = at.checked_sub(1).and_then(|before| anchors.get(before));
    [before, own, anchors.get(at + usize::from(own.is_some()))]
}

impl Reattachment {
    /// The labels in the order of their old places: turn and number. Those of one place share a turn.
    pub(super) fn ranks(&self) -> Vec<(usize, usize)> {
        let position = |number: usize| self.wanted.get(number).and_then(|wanted| wanted.position);
        let mut order: Vec<(usize, usize)> = (0..self.wanted.len()).map(|number| (0, number)).collect();
        let (mut rank, mut last) = (0, None);
        for (slot, number) in &mut order {
            let here = position(*number);
            rank += usize::from(here.is_none() || here != last);
            (*slot, last) = (rank, here);
        }
        order
    }

    /// The heaviest chain of places that keeps the labels' order, of those that have at most
    /// `most` places.
    pub(super) fn in_order(
        &self,
        article: &ArticleText,
        sentences: &Sentences,
        ranks: &[(usize, usize)],
        most: usize,
    ) -> Vec<Anchor> {
        let mut links = Vec::new();
        for &(rank, number) in ranks {
            let Some(found) = self.found.get(number).filter(|found| found.len() <= most) else { continue };
            let from = links.len();
            for (turn, found) in found.iter().enumerate() {
                let Some(at) = sentences.at(found.span.start()) else { continue };
                let weight = 1.0
                    + 3.0 * found.context as f32 / 64.0
                    + f32::from(u8::from(found.verbatim))
                    + NEAREST / (1 + turn) as f32;
                links.push(Link { old: narrow(rank), new: narrow(at), weight });
            }
            // A few at once: then all of them are in order.
            sort(links.get_mut(from..).unwrap_or_default());
        }
        sort(&mut links);
        let mut chain = Chain::default();
        chain.choose(&links, sentences.len());
        let chosen = chain.chosen.iter().filter_map(|&number| links.get(number));
        let anchor = |link: &Link| {
            let (rank, at) = (link.old as usize, link.new as usize);
            let number = ranks.get(ranks.partition_point(|turn| turn.0 < rank))?.1;
            let old = self.wanted.get(number)?.position.map(|position| position.0);
            let start = self.found.get(number)?.first()?.span.start();
            let shift = old.map_or(Some(0), |old| article.code_point(start)?.get().checked_signed_diff(old))?;
            Some(Anchor { rank, at, shift })
        };
        chosen.filter_map(anchor).collect()
    }

    /// Says of every place whether it is between the anchors, and how far from
    /// where these have moved to; the nearest come first.
    pub(super) fn aim(
        &mut self,
        article: &ArticleText,
        sentences: &Sentences,
        ranks: &[(usize, usize)],
        anchors: &[Anchor],
    ) {
        for &(rank, number) in ranks {
            let Some(found) = self.found.get_mut(number) else { continue };
            let Some(position) = self.wanted.get(number).and_then(|wanted| wanted.position) else { continue };
            let [before, _, after] = beside(anchors, rank);
            let between = before.map_or(0, |anchor| anchor.at)..=after.map_or(usize::MAX, |anchor| anchor.at);
            // What comes before the first one is taken to have stayed.
            let shifts = [Some(before.map_or(0, |anchor| anchor.shift)), after.map(|anchor| anchor.shift)];
            let moved = |shift: isize| Some(byte_of(article, position.0.checked_add_signed(shift)?));
            let expected = shifts.map(|shift| shift.and_then(moved));
            for place in found.iter_mut() {
                let start = place.span.start();
                place.inside = sentences.at(start).is_some_and(|at| between.contains(&at));
                let off = expected.iter().flatten().map(|expected| expected.abs_diff(start.get())).min();
                place.off = off.unwrap_or(usize::MAX);
            }
            ordering::sort(found, |one, other| other.inside.cmp(&one.inside).then(one.off.cmp(&other.off)));
        }
    }
}
