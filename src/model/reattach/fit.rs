//! The span inside the sentences found: all of them, or the part that was marked.

use super::compare::Compare;
use super::index::Index;
use super::words::{Vocabulary, Word, each_word};
use crate::model::annotation::Quote;
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use std::ops::Range;

/// How many equal places of a quote inside the sentences found are looked at.
const PLACES: usize = 64;
/// The span of whole sentences.
pub(super) fn whole(sentences: &Sentences, range: &Range<usize>) -> Option<Span> {
    let first = sentences.get(range.start)?.span;
    let last = sentences.get(range.end.checked_sub(1)?)?.span;
    Some(first.join(last))
}

/// Where `quote` stands letter by letter within `within`: of several places the one
/// whose surroundings are most like its context.
pub(super) fn verbatim(article: &ArticleText, within: Span, quote: &Quote) -> Option<Span> {
    let text = article.slice(within);
    let base = within.start().get();
    let mut best: Option<(usize, Span)> = None;
    for (at, _) in text.match_indices(&*quote.exact).take(PLACES) {
        let Some(span) = Span::from_bytes(base + at, base + at + quote.exact.len()) else { continue };
        let context = context(article, span, quote);
        if best.is_none_or(|(most, _)| context > most) {
            best = Some((context, span));
        }
    }
    best.map(|(_, span)| span)
}

/// How many code points around `span` are those around the quote.
pub(super) fn context(article: &ArticleText, span: Span, quote: &Quote) -> usize {
    let text = article.as_str();
    let before = text.get(..span.start().get()).unwrap_or_default();
    let after = text.get(span.end().get()..).unwrap_or_default();
    // A paragraph may end there now, or no longer.
    let equal = |&(one, other): &(char, char)| one == other || one.is_whitespace() && other.is_whitespace();
    before.chars().rev().zip(quote.prefix.chars().rev()).take_while(equal).count()
        + after.chars().zip(quote.suffix.chars()).take_while(equal).count()
}

/// The part of sentences `range` that is most like the quote's words, with the
/// punctuation that the quote has at its ends.
pub(super) fn part(
    (article, sentences): (&ArticleText, &Sentences),
    (vocabulary, index): (&Vocabulary, &Index),
    compare: &mut Compare,
    (quote, words): (&str, &[u32]),
    range: &Range<usize>,
    (nearly_all, as_long): (f32, f32),
) -> Option<(Span, f32)> {
    let all = whole(sentences, range)?;
    let places = index.range(range.clone());
    let new = index.ids.get(places.clone())?;
    let shared = compare.words(vocabulary, words, new);
    if shared.weight <= 0.0 {
        return None;
    }
    if shared.new <= as_long * vocabulary.total(words) {
        return Some((all, shared.likeness()));
    }
    let (first, last, likeness) = compare.window(vocabulary, &shared, new)?;
    if vocabulary.total(new.get(first..=last)?) >= nearly_all * shared.new {
        return Some((all, shared.likeness()));
    }
    let (first, last) = with_neighbours(words, new, (first, last));
    let word = |at: usize| -> Option<&Word> { index.words.get(places.start + at) };
    let (start, end) = (word(first)?.start as usize, word(last)?.end as usize);
    let (start, end) = punctuation(article, marks(quote), all, (start, end));
    Some((Span::from_bytes(start, end)?, likeness))
}

/// Takes in the words that go on as the quote does: frequent ones weigh too little to be taken by
/// their likeness.
fn with_neighbours(quote: &[u32], new: &[u32], (mut first, mut last): (usize, usize)) -> (usize, usize) {
    let place = |at: usize| new.get(at).and_then(|id| quote.iter().position(|known| known == id));
    let place_from_end = |at: usize| new.get(at).and_then(|id| quote.iter().rposition(|known| known == id));
    let (start, end) = (place(first), place_from_end(last));
    for before in start.into_iter().flat_map(|start| quote.iter().take(start).rev()) {
        match first.checked_sub(1).filter(|&at| new.get(at) == Some(before)) {
            Some(at) => first = at,
            None => break,
        }
    }
    for after in end.into_iter().flat_map(|end| quote.iter().skip(end + 1)) {
        if new.get(last + 1) != Some(after) {
            break;
        }
        last += 1;
    }
    (first, last)
}

/// How many characters stand before a quote's first word and after its last one.
pub(super) fn marks(quote: &str) -> (usize, usize) {
    let mut ends: Option<(usize, usize)> = None;
    each_word(quote, |_, _, from, to| ends = Some((ends.map_or(from, |ends| ends.0), to)));
    let count = |part: Option<&str>| part.unwrap_or_default().chars().count();
    ends.map_or((0, 0), |(first, last)| (count(quote.get(..first)), count(quote.get(last..))))
}

/// Widens `start..end` by the [`marks`] that the quote has at its ends, as far as such
/// marks stand there in the text.
pub(super) fn punctuation(
    article: &ArticleText,
    (opening, closing): (usize, usize),
    all: Span,
    (start, end): (usize, usize),
) -> (usize, usize) {
    let mark = |character: &char| !character.is_alphanumeric() && !character.is_whitespace();
    let before = article.as_str().get(all.start().get()..start).unwrap_or_default();
    let after = article.as_str().get(end..all.end().get()).unwrap_or_default();
    let left: usize = before.chars().rev().take(opening).take_while(mark).map(char::len_utf8).sum();
    let right: usize = after.chars().take(closing).take_while(mark).map(char::len_utf8).sum();
    (start - left, end + right)
}
