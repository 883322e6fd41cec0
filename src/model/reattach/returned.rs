//! A label whose sentence was changed and now stands as it was when the label was made: the page
//! was changed back. The snapshot knows only the text between, so the quote itself is looked for.

use super::by_hash::ByHash;
use super::fit::{self, context};
use super::pieces::{Target, sentences_of};
use super::run::Reattachment;
use super::snapshot::hash;
use crate::model::annotation::Quote;
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use std::ops::Range;

impl Reattachment {
    /// The new sentences that nobody has.
    pub(super) fn unclaimed(&self) -> ByHash {
        let all = self.new.iter().copied().zip(0..).zip(&self.matching.taken);
        ByHash::of(all.filter(|(_, taken)| !**taken).map(|(free, _)| free).collect())
    }

    /// The new sentences among the `unclaimed` that are all of the quote, in the gap `near` of its old
    /// sentence or else, where they stand only once, anywhere.
    pub(super) fn returned(
        &self,
        (article, sentences): (&ArticleText, &Sentences),
        quote: &Quote,
        (near, unclaimed): (&Range<usize>, &ByHash),
    ) -> Option<Target> {
        let exact = &*quote.exact;
        let parts = sentences_of(exact).into_iter();
        let hashes: Vec<u64> = parts.filter_map(|part| Some(hash(exact.get(part)?))).collect();
        let first = *hashes.first()?;
        let is_there = |at: usize| {
            let new = at..at + hashes.len();
            let free = self.matching.taken.get(new.clone())?.iter().all(|taken| !taken);
            (free && self.new.get(new.clone())? == hashes).then_some(())?;
            // Equal hashes are not always the same text, nor need they be parted as before.
            let span = fit::verbatim(article, fit::whole(sentences, &new)?, quote)?;
            Some((context(article, span, quote), new))
        };
        let mut all: Vec<_> = unclaimed.all(first).iter().filter_map(|(_, at)| is_there(*at)).collect();
        let only = if all.len() == 1 { all.first().cloned() } else { None };
        all.retain(|(_, new)| near.contains(&new.start));
        match (all.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best }), only) {
            (Some((_, new)), _) => Some(Target::Unchanged { new, in_order: true }),
            (None, Some((_, new))) => Some(Target::Unchanged { new, in_order: false }),
            (None, None) => None,
        }
    }
}
