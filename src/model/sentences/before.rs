//! What the word before a single `.` says of it.

use super::abbreviations as english;
use super::languages::contains;
use super::look::{char_before, is_apostrophe, word_before};
use super::rules::Place;

/// What the word before a single `.` says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// An ordinary word: the sentence ends.
    Word,
    /// `Mr.`, `e.g.`: it never ends.
    Never,
    /// `Fig.`: not before a number; otherwise like [`Before::Neutral`].
    Reference,
    /// `no.`: not before a number; otherwise like [`Before::Word`].
    ReferenceWord,
    /// `U.S.`, `Inc.`, `Jan.`: only before a word that begins sentences.
    Neutral,
    /// `J.`: like neutral, and not before another initial.
    Initial,
    /// `a.m.`
    Clock,
}

impl Place<'_> {
    /// The class of the word before the stop.
    pub(super) fn before(&self) -> Before {
        let word = self.word();
        if self.marked_abbreviation {
            return Before::Neutral;
        }
        if matches!(char_before(self.text, self.stop.start), Some('°' | 'º')) {
            return Before::Reference;
        }
        let mut characters = word.chars();
        let (Some(first), second) = (characters.next(), characters.next()) else { return Before::Word };
        if first.is_numeric() {
            return self.after_number(word);
        }
        if second.is_none() {
            return self.after_letter(word, first);
        }
        if contains(self.profile.abbreviations, word) {
            return Before::Neutral;
        }
        self.after_english(word, first.is_uppercase())
    }

    /// The word before the stop; in languages that elide articles (`l'avv.`) what
    /// follows the apostrophe.
    fn word(&self) -> &str {
        let word = word_before(self.text, self.stop.start);
        match word.rsplit_once(is_apostrophe) {
            Some((_, rest)) if !self.profile.is_plain() => rest,
            _ => word,
        }
    }

    /// English abbreviations count in every language: names and units travel.
    fn after_english(&self, word: &str, capital: bool) -> Before {
        if capital && contains(english::TITLES, word) || contains(english::INNER, word) {
            Before::Never
        } else if is_clock(word) {
            Before::Clock
        } else if self.opens_with(word) && (contains("p.p.s p.s ps", word) || is_roman(word)) {
            Before::Never
        } else if contains(english::REFERENCES, word) {
            Before::Reference
        } else if contains(english::REFERENCE_WORDS, word) {
            Before::ReferenceWord
        } else if contains(english::NEUTRAL, word)
            || contains(english::TITLES, word)
            || capital && contains(english::NEUTRAL_NAMES, word)
            || is_acronym(word)
        {
            Before::Neutral
        } else {
            Before::Word
        }
    }

    /// A number that opens the sentence numbers it (`2.1. Methods`); in languages
    /// that write ordinals with a stop a short one is an ordinal (`12. Juni`).
    fn after_number(&self, word: &str) -> Before {
        if self.opens_with(word) && word.chars().all(|character| character.is_numeric() || character == '.') {
            return Before::Never;
        }
        let short = word.len() <= 2;
        if self.profile.ordinals && short { Before::Neutral } else { Before::Word }
    }

    /// A single letter is an initial, except `I` and lettered things (`plan B`).
    fn after_letter(&self, word: &str, letter: char) -> Before {
        if self.opens_with(word) {
            return Before::Initial;
        }
        let start = self.stop.start - word.len();
        let previous = word_before(self.text, self.text.get(..start).unwrap_or_default().trim_end().len());
        let lettered = contains(english::LETTERED, previous) && letter.is_uppercase();
        if lettered { Before::Word } else { Before::Initial }
    }

    /// Whether `word`, which ends at the stop, is the first of the sentence.
    fn opens_with(&self, word: &str) -> bool {
        let start = self.stop.start - word.len();
        let before = self.text.get(self.sentence..start).unwrap_or_default();
        before.len() < 16 && !before.contains(char::is_alphanumeric)
    }
}

/// `a.m.`, `p.m.` in any case.
fn is_clock(word: &str) -> bool {
    contains("a.m p.m", word)
}

/// `U.S`, `Ph.D`, `D.C`, `M.Phil`: pieces of few letters between stops.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|piece| (1..=4).contains(&piece.chars().count()) && piece.chars().all(char::is_alphabetic))
        && word.split('.').next().is_some_and(|piece| piece.chars().count() <= 3)
}

/// A roman numeral in capitals, up to eight letters.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}
