//! Where a quote stands, word for word, when nothing else is known of the old text.

use super::fit::context;
use super::index::Index;
use super::words::{Word, narrow};
use crate::model::annotation::Quote;
use crate::model::article::ArticleText;
use crate::model::ordering;
use crate::model::span::Span;

/// Places of one quote that are looked at.
const PLACES: usize = 10_000;
/// Places whose surroundings are compared.
const COMPARED: usize = 256;

/// A place where all words of a quote stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Occurrence {
    /// Where.
    pub(super) span: Span,
    /// Whether every letter is the same, not only the folded words.
    pub(super) verbatim: bool,
    /// Code points of prefix and suffix that agree.
    pub(super) context: usize,
}

/// All places of a quote, at most [`COMPARED`]: of more, the ones nearest to `expected`
/// (a byte of the text).
pub(super) fn occurrences(
    article: &ArticleText,
    index: &Index,
    quote: &Quote,
    words: &[u32],
    expected: usize,
) -> Vec<Occurrence> {
    let mut spans = if words.is_empty() || starts_inside_a_word(quote) {
        let found = article.as_str().match_indices(&*quote.exact).take(PLACES);
        found.filter_map(|(at, text)| Span::from_bytes(at, at + text.len())).collect()
    } else {
        by_words(article, index, quote, words)
    };
    let far = |span: &Span| span.start().get().abs_diff(expected);
    ordering::sort(&mut spans, |one, other| far(one).cmp(&far(other)));
    spans.truncate(COMPARED);
    let found = spans.into_iter().map(|span| Occurrence {
        span,
        verbatim: article.slice(span) == &*quote.exact,
        context: context(article, span, quote),
    });
    found.collect()
}

fn starts_inside_a_word(quote: &Quote) -> bool {
    let cut = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    cut(quote.prefix.chars().next_back(), quote.exact.chars().next())
        || cut(quote.exact.chars().next_back(), quote.suffix.chars().next())
}

fn by_words(article: &ArticleText, index: &Index, quote: &Quote, words: &[u32]) -> Vec<Span> {
    let everywhere = 0..index.len();
    let rarest = words.iter().enumerate().min_by_key(|&(_, &id)| index.holding(id, &everywhere).len());
    let Some((turn, &rarest)) = rarest else { return Vec::new() };
    let mut spans = Vec::new();
    for &sentence in index.holding(rarest, &everywhere) {
        let range = index.range(sentence as usize..sentence as usize + 1);
        for at in range.filter(|&at| index.ids.get(at) == Some(&rarest)) {
            let Some(start) = at.checked_sub(turn) else { continue };
            if index.ids.get(start..start + words.len()) == Some(words) {
                let found = index.words.get(start..start + words.len()).unwrap_or_default();
                spans.extend(span(article, quote, found));
                if spans.len() >= PLACES {
                    return spans;
                }
            }
        }
    }
    spans
}

/// From the first word to the last, with the marks that the quote has at its ends.
fn span(article: &ArticleText, quote: &Quote, found: &[Word]) -> Option<Span> {
    let (start, end) = (found.first()?.start as usize, found.last()?.end as usize);
    let block = article.block_at(crate::model::offsets::ByteOffset::new(start));
    let last = article.block_at(crate::model::offsets::ByteOffset::new(end.saturating_sub(1)));
    let from = article.blocks().get(block?)?.span;
    let to = article.blocks().get(last?)?.span;
    let (start, end) = super::fit::punctuation(article, &quote.exact, from.join(to), (start, end));
    debug_assert!(narrow(start) < narrow(end));
    Span::from_bytes(start, end)
}
