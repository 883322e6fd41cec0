//! Without a snapshot: every annotation by its quote, and the ones found tell the
//! others where to look.

use super::Basis;
use super::align::{Item, surroundings};
use super::pieces::{Piece, Target};
use super::place::looks_the_same;
use super::quote::{Occurrence, RIVALS, likely, places, same_places, unmoved};
use super::run::Reattachment;
use super::ties::beside;
use super::words::narrow;
use crate::model::annotation::{Anchoring, Quote};
use crate::model::article::ArticleText;
use crate::model::ordering;
use crate::model::sentences::Sentences;
use crate::model::span::Span;

/// From this share of the words before or after it on, a quote stands where it stood.
const AGREES: f32 = 0.4;

impl Reattachment {
    /// Without a snapshot every annotation is an item.
    pub(super) fn read_items(&mut self) {
        if self.basis == Basis::Snapshot {
            return;
        }
        self.items.clear();
        self.pieces.clear();
        for (number, wanted) in self.wanted.iter().enumerate() {
            let mut read = |quote: &Quote| Item {
                words: self.vocabulary.ids_of(&quote.exact),
                loose: true,
                context: Some((self.vocabulary.ids_of(&quote.prefix), self.vocabulary.ids_of(&quote.suffix))),
                ..Item::default()
            };
            self.items.push(read(&wanted.quote));
            if let Some(Some(first)) = self.first.get_mut(number) {
                first.read(read);
            }
            let text = 0..wanted.quote.exact.len();
            self.pieces.push(Piece { wanted: number, text, target: Target::Item(number), whole: false });
        }
        // Equal quotes one after the other: their places are looked for once.
        self.turns = (0..self.wanted.len()).collect();
        let exact = |number: usize| self.wanted.get(number).map(|wanted| &wanted.quote.exact);
        ordering::sort(&mut self.turns, |&one, &other| exact(one).cmp(&exact(other)));
    }

    /// Looks for the quote whose turn it is.
    pub(super) fn occur(&mut self, article: &ArticleText, turn: usize) {
        let Some(&number) = self.turns.get(turn) else { return };
        let (Some(wanted), Some(item)) = (self.wanted.get(number), self.items.get_mut(number)) else { return };
        let (quote, position, words) = (wanted.quote.clone(), wanted.position, std::mem::take(&mut item.words));
        let mut found = self.occurrences(article, (&quote, &words), position);
        if let Some(item) = self.items.get_mut(number) {
            item.words = words;
        }
        if found.is_empty() {
            found = self.occur_first(article, number).unwrap_or_default();
        }
        if let Some(slot) = self.found.get_mut(number) {
            *slot = found;
        }
    }

    /// Where a quote of these words stands, the nearest to its old position (code points) first.
    pub(super) fn occurrences(
        &mut self,
        article: &ArticleText,
        (quote, words): (&Quote, &[u32]),
        position: Option<(usize, usize)>,
    ) -> Vec<Occurrence> {
        let expected = position.map_or(0, |position| byte_of(article, position.0));
        if let Some(unmoved) = position.and_then(|_| unmoved(article, quote, expected)) {
            return vec![unmoved];
        }
        if !self.hits_of.as_ref().is_some_and(|last| same_places(last, quote)) {
            self.hits = places(article, &self.index, quote, words);
            self.hits_of = Some(quote.clone());
        }
        likely(article, quote, words, &self.hits, expected)
    }

    /// Chooses among the places of every quote, then tells the others where to look.
    pub(super) fn anchor(&mut self, article: &ArticleText, sentences: &Sentences) {
        let ranks = self.ranks();
        let clear = self.in_order(article, sentences, &ranks, 1);
        self.aim(article, sentences, &ranks, &clear);
        let anchors = self.in_order(article, sentences, &ranks, RIVALS);
        self.matching.taken = vec![false; sentences.len()];
        for &(rank, number) in &ranks {
            let [before, own, after] = beside(&anchors, rank);
            let at = own.map(|anchor| anchor.at);
            let near = |found: &Occurrence| at.is_some() && sentences.at(found.span.start()) == at;
            let Some(found) = self.found.get(number) else { continue };
            // The first of equal ones is the nearest.
            let best = found.iter().rev().max_by_key(|found| (near(found), found.worth()));
            let Some(best) = best.copied() else { continue };
            for touched in sentences.touching(best.span) {
                // A sentence that holds far more may have another quote's words as well.
                let length = sentences.get(touched).map_or(0, |sentence| sentence.span.bytes().len());
                if let Some(taken) = self.matching.taken.get_mut(touched) {
                    *taken |= 2 * best.span.bytes().len() > length;
                }
            }
            let wanted = self.wanted.get(number);
            let same = wanted.is_some_and(|wanted| looks_the_same(article.slice(best.span), &wanted.quote.exact));
            let position = wanted.and_then(|wanted| wanted.position);
            let here = article.code_points_of(best.span);
            let sure = self.is_sure(number, &best, before.is_some() && after.is_some());
            let anchoring = if !sure {
                Anchoring::Check(1.0)
            } else if !same {
                Anchoring::Changed(1.0)
            } else if here == position || near(&best) && position.is_some() || position.is_none() {
                Anchoring::Exact
            } else {
                Anchoring::Moved
            };
            self.set(number, best.span, anchoring);
        }
        let total = sentences.len();
        for &(rank, number) in &ranks {
            let [before, own, after] = beside(&anchors, rank);
            let from = before.map_or(0, |anchor| anchor.at);
            let to = own.or(after).map_or(total, |anchor| anchor.at + 1);
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

    /// Whether nothing else can be meant; `between` others that were found.
    fn is_sure(&mut self, number: usize, best: &Occurrence, between: bool) -> bool {
        let (Some(found), Some(wanted)) = (self.found.get(number), self.wanted.get(number)) else { return false };
        let known = wanted.position.is_some();
        if known && best.off == 0 {
            return true;
        }
        let only = || known && found.len() < RIVALS && found.iter().filter(|found| found.inside).count() == 1;
        if found.len() > 1 && !(best.inside && only()) {
            return false;
        }
        // No copy overlaps the place where those around it say that it is; elsewhere it may be one
        // unless its own surroundings are there, too.
        between && best.inside && best.off < best.span.bytes().len() || self.agrees(number, best.span)
    }

    /// Whether at least one side of a place has the words that the quote remembers there.
    fn agrees(&mut self, number: usize, place: Span) -> bool {
        let Some((before, after)) = self.items.get(number).and_then(|item| item.context.as_ref()) else { return true };
        if before.is_empty() && after.is_empty() {
            return true;
        }
        let word = |at: usize| self.index.words.partition_point(|word| (word.start as usize) < at);
        let words = word(place.start().get())..word(place.end().get());
        let sides = surroundings((&self.vocabulary, &self.index), &mut self.compare, (before, after), words);
        sides.0.max(sides.1) >= AGREES
    }
}

/// The byte of a code point, or the text's end.
pub(super) fn byte_of(article: &ArticleText, code_point: usize) -> usize {
    let span = article.span_of_code_points(code_point, code_point.saturating_add(1));
    span.map_or(article.as_str().len(), |span| span.start().get())
}
