//! A part of an old sentence that is not where that sentence was found: of a joined sentence that came
//! apart, or of one with several labels, the others' words led elsewhere. It is near, between the same
//! unchanged neighbours.

use super::fit::{self, context};
use super::pieces::{Piece, Target};
use super::place::{SURE_PART, part_of};
use super::run::Reattachment;
use crate::model::annotation::{Anchoring, Quote};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use std::ops::Range;

/// So many words in a row are no chance …
const WORDS: usize = 4;
/// … nor are fewer among so many code points of what stood around them.
const CONTEXT: usize = 12;
/// Sentences that are looked through.
const SENTENCES: usize = 16;

impl Reattachment {
    /// Puts a piece on the sentence nearby that has the most of it, if that is enough.
    pub(super) fn place_near(&mut self, article: &ArticleText, sentences: &Sentences, piece: &Piece) {
        if piece.whole || self.place_near_verbatim(article, sentences, piece) {
            return;
        }
        let Some((quote, range)) = self.sought(piece) else { return };
        let text = quote.exact.get(piece.text.clone()).unwrap_or_default();
        let mut best = None;
        for number in range.take(SENTENCES) {
            if let Some((span, left)) = self.fitted(article, sentences, (&quote, text), &(number..number + 1))
                && left >= best.map_or(SURE_PART, |(_, most)| most)
            {
                best = Some((span, left));
            }
        }
        if let Some((span, left)) = best {
            self.set(piece.wanted, span, Anchoring::Changed(f64::from(left)));
        }
    }

    /// The same where the very words of a piece stand nearby; whether they do.
    pub(super) fn place_near_verbatim(&mut self, article: &ArticleText, sentences: &Sentences, piece: &Piece) -> bool {
        let Some((quote, range)) = self.sought(piece) else { return false };
        let Some(all) = fit::whole(sentences, &range) else { return false };
        let text = quote.exact.get(piece.text.clone()).unwrap_or_default();
        let Some(span) = fit::verbatim(article, all, &part_of(&quote, text)) else { return false };
        let telling = text.split_whitespace().count() >= WORDS || context(article, span, &quote) >= CONTEXT;
        if telling {
            self.set(piece.wanted, span, Anchoring::Exact);
        }
        telling
    }

    /// The quote of a piece, and the new sentences between the neighbours of its old one.
    fn sought(&self, piece: &Piece) -> Option<(Quote, Range<usize>)> {
        let near = match &piece.target {
            Target::Unchanged { .. } => return None,
            Target::Returned { near, .. } => near,
            Target::Item(item) => &self.items.get(*item)?.range,
        };
        Some((self.wanted.get(piece.wanted)?.quote.clone(), near.clone()))
    }
}
