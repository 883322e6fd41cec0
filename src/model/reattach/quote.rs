//! Where a quote stands, word for word, when nothing else is known of the old text.

use super::fit::{context, marks, punctuation};
use super::index::Index;
use crate::model::annotation::Quote;
use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::ordering;
use crate::model::span::Span;

/// Places of one quote that are looked at.
const PLACES: usize = 100_000;
/// Places on each side of the old one whose surroundings are compared.
const COMPARED: usize = 64;
/// Places that are kept of those whose surroundings are about as much alike.
pub(super) const RIVALS: usize = 12;
/// A place is out of the question if so many code points more agree around another one.
const CLEARLY: usize = 32;
/// What the very same letters are worth, in code points around them.
const VERBATIM: usize = 8;

/// A place where all words of a quote stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Occurrence {
    /// Where.
    pub(super) span: Span,
    /// Whether every letter is the same, not only the folded words.
    pub(super) verbatim: bool,
    /// Code points of prefix and suffix that agree.
    pub(super) context: usize,
    /// Whether it is between the neighbours' places, and how far from where they say it is.
    pub(super) inside: bool,
    pub(super) off: usize,
}

impl Occurrence {
    fn of(article: &ArticleText, quote: &Quote, span: Span, expected: usize) -> Self {
        Self {
            span,
            verbatim: article.slice(span) == &*quote.exact,
            context: context(article, span, quote),
            inside: true,
            off: span.start().get().abs_diff(expected),
        }
    }

    /// How much speaks for it.
    pub(super) fn worth(&self) -> usize {
        self.context + VERBATIM * usize::from(self.verbatim)
    }
}

/// Code points that are known around a quote.
pub(super) fn known(quote: &Quote) -> usize {
    quote.prefix.chars().count() + quote.suffix.chars().count()
}

/// The place of a quote in a text that did not change there: the old one, with all that is
/// known around it.
pub(super) fn unmoved(article: &ArticleText, quote: &Quote, expected: usize) -> Option<Occurrence> {
    let span = Span::from_bytes(expected, expected + quote.exact.len())?;
    let here = Occurrence::of(article, quote, span, expected);
    (here.verbatim && here.context == known(quote)).then_some(here)
}

/// Of a quote's `places` those that it may be, the nearest to `expected` (a byte of the text) first.
pub(super) fn likely(
    article: &ArticleText,
    quote: &Quote,
    words: &[u32],
    places: &[Span],
    expected: usize,
) -> Vec<Occurrence> {
    let middle = places.partition_point(|place| place.start().get() < expected);
    let near = middle.saturating_sub(COMPARED)..places.len().min(middle + COMPARED);
    let with_marks = marked(article, quote, words);
    let mut found = Vec::new();
    for &place in places.get(near).unwrap_or_default() {
        found.extend(with_marks(place).map(|span| Occurrence::of(article, quote, span, expected)));
    }
    let best = found.iter().map(Occurrence::worth).max().unwrap_or(0);
    // All that is known stands around one of them: then it stood around the old place, too.
    let margin = if best == known(quote) + VERBATIM { 1 } else { CLEARLY };
    found.retain(|found| found.worth() + margin > best);
    ordering::sort(&mut found, |one, other| one.off.cmp(&other.off));
    found.truncate(RIVALS);
    found
}

/// Whether two quotes have the same places.
pub(super) fn same_places(one: &Quote, other: &Quote) -> bool {
    one.exact == other.exact && starts_inside_a_word(one) == starts_inside_a_word(other)
}

/// All places of a quote in reading order, from the first word to the last or, where it
/// has no whole ones, letter by letter.
pub(super) fn places(article: &ArticleText, index: &Index, quote: &Quote, words: &[u32]) -> Vec<Span> {
    if by_letters(quote, words) {
        let found = article.as_str().match_indices(&*quote.exact).take(PLACES);
        return found.filter_map(|(at, text)| Span::from_bytes(at, at + text.len())).collect();
    }
    by_words(index, words)
}

/// All places of a quote with the punctuation at its ends.
pub(super) fn word_for_word(article: &ArticleText, index: &Index, quote: &Quote, words: &[u32]) -> Vec<Span> {
    places(article, index, quote, words).into_iter().filter_map(marked(article, quote, words)).collect()
}

/// Widens the places of a quote by the punctuation at its ends, unless they were found letter by letter.
fn marked<'a>(article: &'a ArticleText, quote: &Quote, words: &[u32]) -> impl Fn(Span) -> Option<Span> + use<'a> {
    let marks = (!by_letters(quote, words)).then(|| marks(&quote.exact));
    move |place| marks.map_or(Some(place), |marks| with_marks(article, marks, place))
}

/// All places where these words stand in a row.
pub(super) fn by_words(index: &Index, words: &[u32]) -> Vec<Span> {
    let everywhere = 0..index.len();
    let rarest = words.iter().enumerate().min_by_key(|&(_, &id)| index.holding(id, &everywhere).len());
    let Some((turn, &rarest)) = rarest else { return Vec::new() };
    let mut spans = Vec::new();
    for &sentence in index.holding(rarest, &everywhere) {
        let range = index.range(sentence as usize..sentence as usize + 1);
        for at in range.filter(|&at| index.ids.get(at) == Some(&rarest)) {
            let Some(start) = at.checked_sub(turn) else { continue };
            if index.ids.get(start..start + words.len()) == Some(words)
                && let Some((first, last)) = index.words.get(start).zip(index.words.get(start + words.len() - 1))
            {
                spans.extend(Span::from_bytes(first.start as usize, last.end as usize));
            }
        }
        if spans.len() >= PLACES {
            break;
        }
    }
    spans
}

fn by_letters(quote: &Quote, words: &[u32]) -> bool {
    words.is_empty() || starts_inside_a_word(quote)
}

fn starts_inside_a_word(quote: &Quote) -> bool {
    let cut = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    cut(quote.prefix.chars().next_back(), quote.exact.chars().next())
        || cut(quote.exact.chars().next_back(), quote.suffix.chars().next())
}

/// A place from the first word to the last with the [`marks`] that the quote has at its ends.
pub(super) fn with_marks(article: &ArticleText, marks: (usize, usize), place: Span) -> Option<Span> {
    let (start, end) = (place.start().get(), place.end().get());
    let first = article.block_at(place.start());
    let last = article.block_at(ByteOffset::new(end.saturating_sub(1)));
    let from = article.blocks().get(first?)?.span;
    let to = article.blocks().get(last?)?.span;
    let (start, end) = punctuation(article, marks, from.join(to), (start, end));
    Span::from_bytes(start, end)
}
