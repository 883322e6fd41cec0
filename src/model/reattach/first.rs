//! A label that was found on an edited text, or put there by the reader, stands on other words than
//! those it was made on. The next edit is compared with what it stood on; its first words count
//! again where they are back.

use super::Wanted;
use super::align::Item;
use super::pieces::{Gap, Piece, Target, cut, near};
use super::place::{SURE, part_of};
use super::quote::Occurrence;
use super::run::Reattachment;
use crate::model::annotation::{Anchoring, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;

/// What a label was made on, and how surely it stood on something else last.
#[derive(Clone, Debug)]
pub(super) struct First {
    pub(super) quote: Quote,
    pub(super) anchoring: Anchoring,
    /// Without a snapshot: what is looked for with it.
    item: Item,
}

impl First {
    /// From now on `wanted` is looked for by what it stood on last, if that is known.
    pub(super) fn of(wanted: &mut Wanted) -> Option<Self> {
        let (quote, anchoring) = wanted.standing.take()?;
        Some(Self { quote: std::mem::replace(&mut wanted.quote, quote), anchoring, item: Item::default() })
    }

    /// Reads what is looked for with it, without a snapshot.
    pub(super) fn read(&mut self, read: impl FnOnce(&Quote) -> Item) {
        self.item = read(&self.quote);
    }

    /// Where it is by what became of the text that it stood on last. What was certain, or accepted,
    /// stays so while that text does; doubt stays until the first words are back.
    pub(super) fn since(&self, place: Place) -> Place {
        let Place::At { span, anchoring: now } = place else { return place };
        let anchoring = match (now, self.anchoring) {
            (Anchoring::Exact | Anchoring::Moved, Anchoring::Changed(_) | Anchoring::Check(_)) => self.anchoring,
            (Anchoring::Changed(left), Anchoring::Changed(before)) => {
                let both = left * before;
                // Small edits, none of them in doubt, have come to a large one.
                let drifted = both < f64::from(SURE) && before >= f64::from(SURE);
                if drifted { Anchoring::Check(both) } else { Anchoring::Changed(both) }
            }
            (Anchoring::Changed(left) | Anchoring::Check(left), Anchoring::Check(before))
            | (Anchoring::Check(left), Anchoring::Changed(before)) => Anchoring::Check(left * before),
            (now, Anchoring::Exact | Anchoring::Moved) => now,
        };
        Place::At { span, anchoring }
    }
}

impl Reattachment {
    /// With a snapshot: the pieces of labels whose text has gone and whose first words are back, each with
    /// its old sentence. From now on these labels are looked for by them.
    pub(super) fn back_to_first(
        &mut self,
        article: &ArticleText,
        sentences: &Sentences,
        gaps: &[(usize, Gap)],
    ) -> Vec<(usize, Piece)> {
        if self.first.iter().all(Option::is_none) {
            return Vec::new();
        }
        let unclaimed = self.unclaimed();
        let mut back = Vec::new();
        for number in 0..self.wanted.len() {
            let again =
                |old: usize, quote: &Quote| self.returned((article, sentences), quote, (near(gaps, old)?, &unclaimed));
            let found = self.pieces_of_first(number, again);
            let Some((wanted, slot)) = self.wanted.get_mut(number).zip(self.first.get_mut(number)) else { continue };
            if let Some(found) = found
                && let Some(first) = slot.take()
            {
                wanted.quote = first.quote;
                back.extend(found);
            }
        }
        for (_, piece) in &back {
            if let Target::Unchanged { new, .. } = &piece.target {
                self.matching.taken.get_mut(new.clone()).into_iter().flatten().for_each(|taken| *taken = true);
            }
        }
        back
    }

    /// The pieces of a label's first words, if all that its sentences have lost is there `again`.
    fn pieces_of_first(
        &self,
        number: usize,
        again: impl Fn(usize, &Quote) -> Option<Target>,
    ) -> Option<Vec<(usize, Piece)>> {
        let First { quote, .. } = self.first.get(number)?.as_ref()?;
        let by_first = Wanted { quote: quote.clone(), ..self.wanted.get(number)?.clone() };
        let parts = cut(&by_first, &self.old);
        parts.iter().find(|(old, ..)| self.unchanged(*old).is_none())?;
        let pieces = parts.into_iter().map(|(old, text, whole)| {
            let target = match self.unchanged(old) {
                Some(target) => target,
                None => again(old, &part_of(quote, quote.exact.get(text.clone())?))?,
            };
            Some((old, Piece { wanted: number, text, target, whole }))
        });
        pieces.collect()
    }

    /// Without a snapshot: where the first words of a label stand. If anywhere, they are looked for from now on.
    pub(super) fn occur_first(&mut self, article: &ArticleText, number: usize) -> Option<Vec<Occurrence>> {
        let First { quote, item, .. } = self.first.get(number)?.clone()?;
        let position = self.wanted.get(number)?.position;
        let found = self.occurrences(article, (&quote, &item.words), position);
        if !found.is_empty() {
            self.first.get_mut(number)?.take();
            self.pieces.get_mut(number)?.text = 0..quote.exact.len();
            *self.items.get_mut(number)? = item;
            self.wanted.get_mut(number)?.quote = quote;
        }
        Some(found)
    }
}
