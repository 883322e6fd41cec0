//! Once all have their places: words that a label was made on and that are back, where the sentences
//! around them are others than those it stood in last. The snapshot does not know these words.

use super::fit::context;
use super::quote::{known, word_for_word};
use super::run::Reattachment;
use crate::model::annotation::{Anchoring, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::span::Span;

/// Code points around a quote that tell its place from any other where all of them are there again.
const TELLING: usize = 16;
/// Places of one quote that are looked at.
const PLACES: usize = 10_000;

impl Reattachment {
    /// Puts a label back on its first words: on those that stand where it was found, or, where it was not
    /// found or nobody knew whether that was its place, on the only ones with all that stood around them.
    pub(super) fn come_back(&mut self, article: &ArticleText, number: usize) {
        let Some(wanted) = self.wanted.get(number) else { return };
        let place = self.places.get(number).copied().flatten();
        let (quote, before) = match self.first.get(number).and_then(Option::as_ref) {
            Some(first) => (first.quote.clone(), Some(first.anchoring)),
            None => (wanted.quote.clone(), None),
        };
        let back = match (place, before) {
            (Some(Place::At { span, .. }), Some(Anchoring::Changed(_))) => within_reach(article, span, &quote),
            (Some(Place::At { .. }), Some(Anchoring::Check(_))) | (None | Some(Place::Orphan { .. }), _) => {
                self.only_place(article, &quote)
            }
            (Some(Place::At { .. }), _) => None,
        };
        let Some(span) = back else { return };
        if let Some(wanted) = self.wanted.get_mut(number) {
            wanted.quote = quote;
        }
        self.first.get_mut(number).into_iter().for_each(|first| *first = None);
        self.places
            .get_mut(number)
            .into_iter()
            .for_each(|place| *place = Some(Place::At { span, anchoring: Anchoring::Exact }));
    }

    /// The only place of a quote where all stands around it that it remembers, if that is enough to tell.
    fn only_place(&mut self, article: &ArticleText, quote: &Quote) -> Option<Span> {
        let known = known(quote);
        if known < TELLING {
            return None;
        }
        let is = |span: &Span| article.slice(*span) == &*quote.exact && context(article, *span, quote) == known;
        let text = article.as_str();
        let mut found: Vec<Span> = if self.index.len() == 0 {
            by_letters(text, 0..text.len(), quote).filter(is).collect()
        } else {
            // By its words, since these are known by now: going through the letters takes several times as long.
            let words = self.vocabulary.ids_of(&quote.exact);
            word_for_word(article, &self.index, quote, &words).into_iter().filter(is).collect()
        };
        let only = found.pop()?;
        found.is_empty().then_some(only)
    }
}

/// The very words of a quote that share letters with `here`: of several the ones among the most of what
/// stood around them.
fn within_reach(article: &ArticleText, here: Span, quote: &Quote) -> Option<Span> {
    let text = article.as_str();
    let length = quote.exact.len();
    let from = text.floor_char_boundary(here.start().get().saturating_sub(length));
    let to = text.ceil_char_boundary(here.end().get().saturating_add(length).min(text.len()));
    let shares = |span: &Span| span.start() < here.end() && here.start() < span.end();
    let found = by_letters(text, from..to, quote).filter(shares);
    found.reduce(|best, next| if context(article, next, quote) > context(article, best, quote) { next } else { best })
}

/// Where the letters of a quote stand in a part of the text.
fn by_letters<'a>(text: &'a str, part: std::ops::Range<usize>, quote: &'a Quote) -> impl Iterator<Item = Span> + 'a {
    let from = part.start;
    let found = text.get(part).unwrap_or_default().match_indices(&*quote.exact).take(PLACES);
    found.filter_map(move |(at, words)| Span::from_bytes(from + at, from + at + words.len()))
}
