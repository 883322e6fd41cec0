//! What follows a stop and its tail: the word that might begin a sentence.

use super::abbreviations::ADDRESS_STARTS;
use super::look::{char_at, char_before, is_apostrophe, run_at, skip_space, word_at};
use super::marks::{is_capital, is_caseless, is_opener, is_small};
use super::stop::is_inside_word;
use super::words::contains;

/// What the first significant character after a stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing follows.
    End,
    /// A word in lower case.
    Lower,
    /// A word in lower case that may begin a sentence: `iPhone`, `www`, `...and`.
    Mixed,
    /// A word with a capital.
    Upper,
    /// A number.
    Digit,
    /// A letter of a script without capitals.
    Caseless,
    /// Punctuation that goes on with the sentence: `,` `;` `:` `)`.
    Inner,
    /// Anything else: a bullet, a currency sign, a dash, a picture.
    Other,
}

/// What follows a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'t> {
    /// Where its first significant character stands, opening quotation marks skipped.
    pub at: usize,
    /// Whether white space comes before it.
    pub gap: bool,
    /// Whether a quotation mark or bracket opens it.
    pub opened: bool,
    /// What it is.
    pub kind: Kind,
    text: &'t str,
}

impl<'t> Next<'t> {
    /// What follows `place`.
    pub(super) fn after(text: &'t str, place: usize) -> Self {
        let first = skip_space(text, place);
        let at = skip_openers(text, first);
        let (kind, at) = classify(text, at);
        Self { at, gap: first > place, opened: at > first, kind, text }
    }

    /// Its word; empty unless it begins with a letter or digit.
    pub(super) fn word(&self) -> &'t str {
        word_at(self.text, self.at)
    }
}

/// Skips at most four opening marks.
fn skip_openers(text: &str, mut at: usize) -> usize {
    for _ in 0..4 {
        match char_at(text, at) {
            Some(character) if is_opener(character) => at += character.len_utf8(),
            _ => break,
        }
    }
    at
}

/// The kind of what stands at `at`, and where its word begins.
fn classify(text: &str, at: usize) -> (Kind, usize) {
    let Some(first) = char_at(text, at) else { return (Kind::End, at) };
    let kind = match first {
        ',' | ';' | ':' | ')' | ']' | '}' | '/' | '&' | '=' | '%' | '、' | '，' | '：' | '；' | '،' | '؛' => {
            Kind::Inner
        }
        '-' | '–' | '—' | '*' | '_' => return after_dash(text, at),
        '.' | '…' => after_dots(text, at),
        _ if is_capital(first) => Kind::Upper,
        _ if is_small(first) => lower(text, at),
        _ if first.is_numeric() => Kind::Digit,
        _ if is_caseless(first) => Kind::Caseless,
        _ => Kind::Other,
    };
    (kind, at)
}

/// A dash goes on with the sentence if the word after it is in lower case.
fn after_dash(text: &str, at: usize) -> (Kind, usize) {
    let dashes = run_at(text, at, |character| matches!(character, '-' | '–' | '—' | '*' | '_'));
    let next = skip_space(text, at + dashes.len());
    let lower = char_at(text, next).is_some_and(is_small);
    (if lower { Kind::Lower } else { Kind::Other }, next)
}

/// Dots right before a word open it: `...and then`.
fn after_dots(text: &str, at: usize) -> Kind {
    let dots = run_at(text, at, |character| matches!(character, '.' | '…'));
    match char_at(text, at + dots.len()) {
        Some(character) if character.is_alphabetic() => Kind::Mixed,
        _ => Kind::Inner,
    }
}

/// `iPhone`, `eBay`, `macOS` have a capital among their first letters; web
/// addresses (`example.org`) and list markers (`(b)`) begin sentences as they are, and Dutch puts the
/// capital after `’t`.
fn lower(text: &str, at: usize) -> Kind {
    let word = word_at(text, at);
    let small = run_at(word, 0, |character| !is_capital(character));
    let inner_capital = small.len() < word.len() && small.chars().count() < 5;
    let elided = char_before(text, at).is_some_and(is_apostrophe) && char_at(text, at + 2).is_some_and(is_capital);
    let alone = word.len() == 1 && (elided || matches!(char_at(text, at + 1), Some(')' | '/')));
    let address = word.len() > 2 && is_inside_word(text, at + word.len());
    if inner_capital || alone || address || contains(ADDRESS_STARTS, word) { Kind::Mixed } else { Kind::Lower }
}
