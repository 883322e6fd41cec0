//! From the sentences found to the places of the annotations.

use super::fold::is_unseen;
use super::pieces::{Piece, Target};
use super::run::Reattachment;
use super::{Basis, fit};
use crate::model::annotation::{Anchoring, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use crate::model::word_difference::share_left;
use std::ops::Range;

/// From this share of a sentence on, the whole sentence is meant …
const NEARLY_ALL: f32 = 0.8;
/// … and from this one, if the quote looks like a whole sentence.
const MOSTLY: f32 = 0.5;
/// A sentence of at most so many times the weight of such a quote is what became of all of it.
const AS_LONG: f32 = 1.6;
/// Below this likeness an annotation is shown as to be checked.
pub(super) const SURE: f32 = 0.55;
/// The same for an edited sentence that moved.
const SURE_FAR: f32 = 0.70;
/// Pieces of a quote that take so many times their length together have come apart.
const APART: usize = 3;
/// The same for a part of a merged sentence.
pub(super) const SURE_PART: f32 = 0.65;
/// A part that has less left than this is not there.
const LEAST_PART: f32 = 0.3;

impl Reattachment {
    pub(super) fn set(&mut self, number: usize, span: Span, anchoring: Anchoring) {
        if let Some(place) = self.places.get_mut(number) {
            *place = Some(match *place {
                Some(Place::At { span: before, anchoring: other }) => together((before, other), (span, anchoring)),
                _ => Place::At { span, anchoring },
            });
        }
    }

    /// Puts one piece into the sentences found for it.
    pub(super) fn place(&mut self, article: &ArticleText, sentences: &Sentences, number: usize) {
        let Some(piece) = self.pieces.get(number).cloned() else { return };
        let is_row = matches!(&piece.target, Target::Unchanged { new, .. } if new.len() > 1);
        if !(is_row && self.place_row(article, sentences, &piece)) {
            let pieces = if is_row { self.single_pieces(&piece) } else { vec![piece] };
            for piece in pieces {
                self.place_piece(article, sentences, &piece);
            }
        }
    }

    /// A quote in several unchanged sentences; false where what lies between them is another.
    fn place_row(&mut self, article: &ArticleText, sentences: &Sentences, piece: &Piece) -> bool {
        let Target::Unchanged { new, in_order } = &piece.target else { return false };
        let quote = self.wanted.get(piece.wanted).map(|wanted| wanted.quote.clone());
        let found = quote.and_then(|quote| fit::verbatim(article, fit::whole(sentences, new)?, &quote));
        let Some(span) = found else { return false };
        self.set(piece.wanted, span, if *in_order { Anchoring::Exact } else { Anchoring::Moved });
        true
    }

    fn place_piece(&mut self, article: &ArticleText, sentences: &Sentences, piece: &Piece) {
        let Some(wanted) = self.wanted.get(piece.wanted) else { return };
        let quote = wanted.quote.clone();
        let text = quote.exact.get(piece.text.clone()).unwrap_or_default();
        let (range, likeness, in_order, sure) = match piece.target {
            Target::Unchanged { ref new, in_order } => (new.clone(), 1.0, in_order, true),
            Target::Returned { ref new, .. } => {
                let likeness = self.likeness(article, sentences, text, new);
                (new.clone(), likeness, true, likeness >= SURE)
            }
            Target::Item(item) => {
                let Some(landing) = self.items.get(item).and_then(|item| item.landing.clone()) else {
                    match self.basis {
                        Basis::Snapshot => self.place_near(article, sentences, piece),
                        Basis::Quotes(_) => self.place_by_ends(article, sentences, piece.wanted),
                    }
                    return;
                };
                let least = if landing.in_order { SURE } else { SURE_FAR };
                let least = if landing.part { SURE_PART } else { least };
                (landing.new, landing.likeness, landing.in_order, landing.likeness >= least)
            }
        };
        let Some(all) = fit::whole(sentences, &range) else { return };
        let unchanged = piece.whole && matches!(piece.target, Target::Unchanged { .. });
        if article.slice(all) == text || unchanged {
            let anchoring = match (looks_the_same(article.slice(all), text), in_order) {
                (true, true) => Anchoring::Exact,
                (true, false) => Anchoring::Moved,
                _ => Anchoring::Changed(1.0),
            };
            return self.set(piece.wanted, all, anchoring);
        }
        if let Some(span) = fit::verbatim(article, all, &part_of(&quote, text)) {
            return self.set(piece.wanted, span, if in_order { Anchoring::Exact } else { Anchoring::Moved });
        }
        let by_snapshot = self.basis == Basis::Snapshot;
        if by_snapshot && !piece.whole && self.place_near_verbatim(article, sentences, piece) {
            return;
        }
        let part = matches!(piece.target, Target::Item(item) if self.items.get(item).is_some_and(|item| item.landing.as_ref().is_some_and(|landing| landing.part)));
        let (mut span, mut rest) = (all, likeness);
        if !piece.whole || part {
            match self.fitted(article, sentences, (&quote, text), &range) {
                Some((fitted, left)) if left >= LEAST_PART => (span, rest) = (fitted, left),
                // Next to nothing of it is there: the sentence was found by another label's words.
                _ => return self.place_near(article, sentences, piece),
            }
        }
        let rest = f64::from(rest);
        let sure = sure && rest >= f64::from(SURE);
        self.set(piece.wanted, span, if sure { Anchoring::Changed(rest) } else { Anchoring::Check(rest) });
    }

    /// The part of the sentences `range` that is most like `text` of a quote, and how much of that is left.
    pub(super) fn fitted(
        &mut self,
        article: &ArticleText,
        sentences: &Sentences,
        (quote, text): (&Quote, &str),
        range: &Range<usize>,
    ) -> Option<(Span, f32)> {
        let words = self.words(article, sentences, text);
        let pool = (&self.vocabulary, &self.index);
        let is_whole = looks_whole(quote);
        let nearly_all = if is_whole { MOSTLY } else { NEARLY_ALL };
        // Without a snapshot nobody knows that the quote was all of its sentence.
        let as_long = if is_whole && self.basis != Basis::Snapshot { AS_LONG } else { 0.0 };
        fit::part((article, sentences), pool, &mut self.compare, (text, &words), range, (nearly_all, as_long))
    }

    /// How much of `text` is in the sentences `range`.
    fn likeness(&mut self, article: &ArticleText, sentences: &Sentences, text: &str, range: &Range<usize>) -> f32 {
        let words = self.words(article, sentences, text);
        let there = self.index.ids.get(self.index.range(range.clone())).unwrap_or_default();
        self.compare.words(&self.vocabulary, &words, there).likeness()
    }

    /// The words of `text`, to be compared with the article's.
    fn words(&mut self, article: &ArticleText, sentences: &Sentences, text: &str) -> Vec<u32> {
        if self.index.len() == 0 {
            self.read_all(article, sentences);
        }
        self.vocabulary.ids_of(text)
    }

    fn read_all(&mut self, article: &ArticleText, sentences: &Sentences) {
        for sentence in sentences.as_slice() {
            self.index.add(&mut self.vocabulary, article.slice(sentence.span), sentence.span.start().get());
        }
        self.index.post(&mut self.vocabulary);
        self.vocabulary.weigh(sentences.len());
        self.index.total_up(&self.vocabulary);
    }
}

/// A label that has its place without a doubt has all its words there; of several sentences some may have gone.
pub(super) fn all_there(place: Place, article: &ArticleText, exact: &str) -> Place {
    let Place::At { span, anchoring: Anchoring::Exact | Anchoring::Moved } = place else { return place };
    let now = article.slice(span);
    if looks_the_same(now, exact) {
        return place;
    }
    let left = share_left(exact, now);
    let anchoring = if left >= f64::from(SURE) { Anchoring::Changed(left) } else { Anchoring::Check(left) };
    Place::At { span, anchoring }
}

/// Whether two texts differ in white space and in characters that nobody sees at most.
pub(crate) fn looks_the_same(one: &str, other: &str) -> bool {
    one == other || letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|&letter| !letter.is_whitespace() && !is_unseen(letter))
}

/// Whether a quote begins and ends as sentences do.
fn looks_whole(quote: &Quote) -> bool {
    let space = |character: Option<char>| character.is_none_or(char::is_whitespace);
    let mark = |character: Option<char>| character.is_some_and(|character| !character.is_alphanumeric());
    let begins = quote.prefix.trim_end_matches(' ').chars().next_back();
    let begins = mark(begins) || begins.is_none_or(|last| last == '\n');
    let ends = mark(quote.exact.chars().next_back()) || space(quote.suffix.chars().next().filter(|&next| next != ' '));
    begins && ends && space(quote.prefix.chars().next_back())
}

/// A quote of `text` alone; its surroundings only count where it is the whole quote.
pub(super) fn part_of(quote: &Quote, text: &str) -> Quote {
    if *quote.exact == *text {
        return quote.clone();
    }
    Quote { prefix: "".into(), exact: text.into(), suffix: "".into() }
}

/// Two pieces of a quote as one place. Where they have come apart the longer one stands for
/// both: what lies between them was never marked.
fn together((before, one): (Span, Anchoring), (span, other): (Span, Anchoring)) -> Place {
    let (first, second) = (before.bytes().len(), span.bytes().len());
    let joined = before.join(span);
    if joined.bytes().len() <= APART * (first + second) {
        return Place::At { span: joined, anchoring: weaker(one, other) };
    }
    let (span, length) = if first >= second { (before, first) } else { (span, second) };
    Place::At { span, anchoring: weaker(weaker(one, other), Anchoring::Check(length as f64 / (first + second) as f64)) }
}

fn weaker(one: Anchoring, other: Anchoring) -> Anchoring {
    let rank = |anchoring: &Anchoring| match *anchoring {
        Anchoring::Exact => (0, 0.0),
        Anchoring::Moved => (1, 0.0),
        Anchoring::Changed(left) => (2, 1.0 - left),
        Anchoring::Check(left) => (3, 1.0 - left),
    };
    let (first, second) = (rank(&one), rank(&other));
    if first.0 > second.0 || first.0 == second.0 && first.1 >= second.1 { one } else { other }
}
