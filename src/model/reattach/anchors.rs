//! Without a snapshot: every annotation by its quote, and the ones found tell the
//! others where to look.

use super::Basis;
use super::align::Item;
use super::chain::{Chain, Link, sort};
use super::pieces::{Piece, Target};
use super::quote::occurrences;
use super::run::Reattachment;
use super::words::narrow;
use crate::model::annotation::Anchoring;
use crate::model::article::ArticleText;
use crate::model::ordering;
use crate::model::sentences::Sentences;

impl Reattachment {
    /// Without a snapshot every annotation is an item.
    pub(super) fn read_items(&mut self) {
        if self.basis == Basis::Snapshot {
            return;
        }
        self.items.clear();
        self.pieces.clear();
        for (number, wanted) in self.wanted.iter().enumerate() {
            let mut words = |text: &str| -> Vec<u32> {
                let mut words = Vec::new();
                self.vocabulary.read(text, 0, &mut words);
                words.iter().map(|word| word.id).collect()
            };
            self.items.push(Item {
                words: words(&wanted.quote.exact),
                loose: true,
                context: Some((words(&wanted.quote.prefix), words(&wanted.quote.suffix))),
                ..Item::default()
            });
            let text = 0..wanted.quote.exact.len();
            self.pieces.push(Piece { wanted: number, text, target: Target::Item(number), whole: false });
        }
    }

    pub(super) fn occur(&mut self, article: &ArticleText, number: usize) {
        let (Some(wanted), Some(item)) = (self.wanted.get(number), self.items.get(number)) else { return };
        let expected = wanted.position.map_or(0, |position| position.0);
        let found = occurrences(article, &self.index, &wanted.quote, &item.words, expected);
        if let Some(slot) = self.found.get_mut(number) {
            *slot = found;
        }
    }

    /// Chooses among the places of every quote, then tells the others where to look.
    pub(super) fn anchor(&mut self, article: &ArticleText, sentences: &Sentences) {
        let mut order: Vec<usize> = (0..self.wanted.len()).collect();
        let position = |number: usize| self.wanted.get(number).and_then(|wanted| wanted.position);
        ordering::sort(&mut order, |&one, &other| position(one).cmp(&position(other)));
        // The sentence-by-sentence order of all places: a chain through them says which
        // of several equal places goes with the neighbours.
        let mut links = Vec::new();
        let mut spans = Vec::new();
        for (rank, &number) in order.iter().enumerate() {
            for found in self.found.get(number).into_iter().flatten() {
                let Some(at) = sentences.at(found.span.start()) else { continue };
                let weight = 1.0 + 3.0 * found.context as f32 / 64.0 + f32::from(u8::from(found.verbatim));
                links.push(Link { old: narrow(rank), new: narrow(at), weight });
                spans.push((rank, at, *found));
            }
        }
        sort(&mut links);
        let mut chain = Chain::default();
        chain.choose(&links, sentences.len());
        let mut chosen = vec![None; order.len()];
        for link in chain.chosen.iter().filter_map(|&number| links.get(number)) {
            if let Some(slot) = chosen.get_mut(link.old as usize) {
                *slot = Some(link.new as usize);
            }
        }
        self.matching.taken = vec![false; sentences.len()];
        let mut anchors: Vec<(usize, usize)> = Vec::new();
        for (rank, &number) in order.iter().enumerate() {
            let Some(found) = self.found.get(number) else { continue };
            let in_chain = chosen.get(rank).copied().flatten();
            let best = found.iter().max_by_key(|found| {
                let near = sentences.at(found.span.start()) == in_chain && in_chain.is_some();
                (found.context + 16 * usize::from(near), found.verbatim)
            });
            let Some(best) = best.copied() else { continue };
            for touched in sentences.touching(best.span) {
                // A sentence that holds far more may have another quote's words as well.
                let length = sentences.get(touched).map_or(0, |sentence| sentence.span.bytes().len());
                if let Some(taken) = self.matching.taken.get_mut(touched) {
                    *taken |= 2 * best.span.bytes().len() > length;
                }
            }
            let at = sentences.at(best.span.start());
            let near = at.is_some() && at == in_chain;
            if let Some(at) = at
                && near
            {
                anchors.push((rank, at));
            }
            let position = self.wanted.get(number).and_then(|wanted| wanted.position);
            let here = article.code_points_of(best.span);
            let rivals = found.iter().filter(|other| other.context >= best.context).count();
            let anchoring = if found.len() > 1 && rivals > 1 && !near {
                Anchoring::Check(1.0)
            } else if !best.verbatim {
                Anchoring::Changed(1.0)
            } else if here == position || near && position.is_some() || position.is_none() {
                Anchoring::Exact
            } else {
                Anchoring::Moved
            };
            self.set(number, best.span, anchoring);
        }
        let total = sentences.len();
        for (rank, &number) in order.iter().enumerate() {
            let after = anchors.partition_point(|anchor| anchor.0 < rank);
            let from = after.checked_sub(1).and_then(|at| anchors.get(at)).map_or(0, |anchor| anchor.1);
            let to = anchors.get(after).map_or(total, |anchor| anchor.1 + 1);
            let placed = self.places.get(number).is_some_and(Option::is_some);
            if let Some(item) = self.items.get_mut(number) {
                item.range = from..to.max(from);
                item.order = Some(narrow(rank));
                if placed {
                    item.words.clear();
                }
            }
        }
    }
}
