//! What the word before a single `.` says of it.

use super::abbreviations as english;
use super::look::{char_before, is_apostrophe, word_before};
use super::rules::Place;
use super::words::{Folded, contains};

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
        let folded = Folded::new(word);
        if folded.is_in(self.profile.abbreviations) {
            return Before::Neutral;
        }
        if folded.may_be_in(&english::FILTER) {
            return self.after_english(&folded, word, first.is_uppercase());
        }
        self.after_pattern(word)
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

    /// English abbreviations count in every language: names and units travel. One in
    /// capitals in a text that is not is something else: `5 p.m. EST.`, `Boston, MA.`
    fn after_english(&self, folded: &Folded, word: &str, capital: bool) -> Before {
        let title = folded.is_in(english::TITLES);
        let shouted = is_capitals(word) && !is_capitals(self.next.word);
        if title && capital || folded.is_in(english::INNER) {
            Before::Never
        } else if folded.is_in(english::CLOCK) || folded.is_in(english::ERAS) && self.is_after_digit(word) {
            Before::Clock
        } else if folded.is_in(english::POSTSCRIPT) && self.opens_with(word) {
            Before::Never
        } else if folded.is_in(english::REFERENCES) && !shouted {
            Before::Reference
        } else if folded.is_in(english::REFERENCE_WORDS)
            || folded.is_in(english::REFERENCES)
            || capital && folded.is_in(english::MONTHS)
        {
            Before::ReferenceWord
        } else if capital && folded.is_in(english::NEUTRAL_NAMES) {
            if shouted || self.is_after_comma(word) { Before::Word } else { Before::Neutral }
        } else if title || !shouted && folded.is_in(english::NEUTRAL) {
            Before::Neutral
        } else {
            self.after_pattern(word)
        }
    }

    /// Words that are abbreviations by their form.
    fn after_pattern(&self, word: &str) -> Before {
        if is_acronym(word) {
            Before::Neutral
        } else if is_roman(word) && self.opens_with(word) {
            Before::Never
        } else {
            Before::Word
        }
    }

    /// A number that opens the sentence numbers it (`2.1. Methods`, `Step 1. Open`);
    /// in languages that write ordinals with a stop a short one is an ordinal
    /// (`12. Juni`).
    fn after_number(&self, word: &str) -> Before {
        let plain = word.chars().all(|character| character.is_numeric() || character == '.');
        let (label, place) = self.word_before_last(word);
        let labelled = place == self.sentence && contains(english::LETTERED, label);
        if plain && (labelled || self.opens_with(word)) {
            return Before::Never;
        }
        let short = word.len() <= 2;
        if self.profile.ordinals && short { Before::Neutral } else { Before::Word }
    }

    /// A single letter is an initial, except `I` and lettered things (`plan B`).
    fn after_letter(&self, word: &str, letter: char) -> Before {
        if self.opens_with(word) && letter.is_uppercase() {
            return Before::Never;
        }
        let (previous, _) = self.word_before_last(word);
        let lettered = contains(english::LETTERED, previous) && letter.is_uppercase();
        let pronoun = letter == 'I' && contains(english::BEFORE_PRONOUN, previous);
        if lettered || pronoun { Before::Word } else { Before::Initial }
    }

    /// `Springfield, Ill.`: had the sentence gone on, there would be a comma.
    fn is_after_comma(&self, word: &str) -> bool {
        self.text.get(..self.stop.start - word.len()).unwrap_or_default().trim_end().ends_with(',')
    }

    /// `44 B.C.`
    fn is_after_digit(&self, word: &str) -> bool {
        self.word_before_last(word).0.starts_with(char::is_numeric)
    }

    /// The word before `last`, which ends at the stop, and where it begins.
    fn word_before_last(&self, last: &str) -> (&str, usize) {
        let head = self.text.get(..self.stop.start - last.len()).unwrap_or_default().trim_end();
        let word = word_before(self.text, head.len());
        (word, head.len() - word.len())
    }

    /// Whether `word`, which ends at the stop, is the first of the sentence.
    fn opens_with(&self, word: &str) -> bool {
        let start = self.stop.start - word.len();
        let before = self.text.get(self.sentence..start).unwrap_or_default();
        before.len() < 16 && !before.contains(char::is_alphanumeric)
    }
}

/// `U.S`, `Ph.D`, `D.C`, `M.Phil`: pieces of few letters between stops.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word
            .split('.')
            .all(|piece| (1..=4).contains(&piece.chars().count()) && piece.chars().all(char::is_alphabetic))
        && word.split('.').next().is_some_and(|piece| piece.chars().count() <= 3)
}

/// Two capitals or more, and nothing else.
fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A roman numeral in capitals, up to eight letters.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}
