//! What the word before a single `.` says of it.

use super::abbreviations as english;
use super::look::{begins, char_at, char_before, is_apostrophe, opens, run_at, run_before, skip_space, word_before};
use super::marks::{is_capital, is_small};
use super::next::Kind;
use super::rules::Place;
use super::words::{Folded, contains};

/// What the word before a single `.` says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// An ordinary word: the sentence ends.
    Word,
    /// `Mr.`, `e.g.`: it never ends.
    Never,
    /// `Fig.`, `no.`: not before a number.
    Reference,
    /// `U.S.`, `Inc.`, `Jan.`: only before a word that begins sentences.
    Neutral,
    /// `Inc.`, `N.A.A.C.P.`: like neutral, and also before a capital and a verb.
    Whole,
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
        if word.len() <= english::LONGEST
            && let Some(class) = folded.class_in(english::ABBREVIATIONS)
        {
            return self.after_english(class, word, is_capital(first));
        }
        self.after_pattern(word)
    }

    /// The word before the stop; in languages that elide articles (`l'avv.`) what
    /// follows the apostrophe.
    fn word(&self) -> &str {
        let word = word_before(self.text, self.stop.start);
        if self.profile.is_plain() {
            return word;
        }
        run_before(word, word.len(), |character| !is_apostrophe(character)).unwrap_or_default()
    }

    /// English abbreviations count in every language: names and units travel. One in
    /// capitals in a text that is not is something else: `5 p.m. EST.`, `Boston, MA.`
    fn after_english(&self, class: u8, word: &str, capital: bool) -> Before {
        let shouted = is_capitals(word) && !is_capitals(self.next.word());
        match class {
            b'T' if capital => Before::Never,
            b'I' => Before::Never,
            b'P' if self.opens_with(word) => Before::Never,
            b'C' => Before::Clock,
            b'E' if self.is_after_digit(word) => Before::Clock,
            b'T' | b'W' => Before::Reference,
            b'M' if capital || !self.profile.is_plain() => Before::Reference,
            b'S' if capital
                && (shouted || self.is_after_comma(word))
                && !self.is_dateline()
                && self.next.kind != Kind::Lower =>
            {
                Before::Word
            }
            b'S' if capital => Before::Neutral,
            b'K' if capital && !shouted => Before::Whole,
            b'A' if !shouted => Before::Neutral,
            _ => self.after_pattern(word),
        }
    }

    /// Words that are abbreviations by their form.
    fn after_pattern(&self, word: &str) -> Before {
        if is_acronym(word) {
            if word.len() < 7 { Before::Neutral } else { Before::Whole }
        } else if is_roman(word) && self.opens_with(word) {
            Before::Never
        } else {
            Before::Word
        }
    }

    /// A number that opens the sentence numbers it (`2.1. Methods`, `Step 1. Open`);
    /// in languages that write ordinals with a stop a short one is an ordinal
    /// (`12. Juni`), but not that of a score or a fraction (`3:2.`).
    fn after_number(&self, word: &str) -> Before {
        let plain = run_at(word, 0, |character| character.is_numeric() || character == '.') == word;
        let (label, place) = self.word_before_last(word);
        let labelled = place == self.sentence && contains(english::LETTERED, label);
        if plain && (labelled || self.opens_with(word)) {
            return Before::Never;
        }
        let apart = !matches!(char_before(self.text, self.stop.start - word.len()), Some(':' | ','));
        if self.profile.ordinals && word.len() <= 2 && apart { Before::Neutral } else { Before::Word }
    }

    /// A single letter is an initial, except `I`, lettered things (`plan B`) and
    /// units (`20 °C`, `18 h`).
    fn after_letter(&self, word: &str, letter: char) -> Before {
        if self.opens_with(word) && is_capital(letter) {
            return Before::Never;
        }
        let (previous, place) = self.word_before_last(word);
        let lettered = contains(english::LETTERED, previous) && is_capital(letter);
        let pronoun = letter == 'I'
            && char_at(self.text, self.next.at + 1) != Some('.')
            && [english::BEFORE_PRONOUN, english::VERBS].iter().any(|list| contains(list, previous));
        let unit = matches!(letter, 'g' | 'h' | 'm' | 's') && begins(previous, char::is_numeric)
            || char_before(self.text, place) == Some('°');
        if lettered || pronoun || unit { Before::Word } else { Before::Initial }
    }

    /// `Springfield, Ill. — The mill closed.`
    fn is_dateline(&self) -> bool {
        matches!(char_at(self.text, skip_space(self.text, self.tail.end)), Some('-' | '–' | '—'))
    }

    /// `Springfield, Ill.`: had the sentence gone on, there would be a comma.
    fn is_after_comma(&self, word: &str) -> bool {
        let head = self.text.get(..self.stop.start - word.len()).unwrap_or_default().trim_end();
        head.as_bytes().last() == Some(&b',')
    }

    /// `44 B.C.`
    fn is_after_digit(&self, word: &str) -> bool {
        begins(self.word_before_last(word).0, char::is_numeric)
    }

    /// The word before `last`, which ends at the stop, and where it begins.
    pub(super) fn word_before_last(&self, last: &str) -> (&str, usize) {
        self.word_ending_before(self.stop.start - last.len())
    }

    /// The word before the white space that ends at `place`, and where it begins.
    pub(super) fn word_ending_before(&self, place: usize) -> (&str, usize) {
        let head = self.text.get(..place).unwrap_or_default().trim_end();
        let word = word_before(self.text, head.len());
        (word, head.len() - word.len())
    }

    /// Whether `word`, which ends at the stop, is the first of the sentence.
    fn opens_with(&self, word: &str) -> bool {
        opens(self.text, self.sentence, self.stop.start - word.len())
    }
}

/// `U.S`, `Ph.D`, `D.C`, `M.Phil`: pieces of few letters between stops, with a
/// capital or alone; `cnn.com` is an address.
fn is_acronym(word: &str) -> bool {
    let mut at = 0;
    loop {
        let piece = run_at(word, at, char::is_alphabetic);
        let letters = piece.chars().count();
        if letters > 4 || letters > 1 && begins(piece, is_small) {
            return false;
        }
        at += piece.len();
        match char_at(word, at) {
            Some('.') => at += 1,
            next => return next.is_none() && piece.len() < word.len(),
        }
    }
}

/// Two capitals or more, and nothing else.
fn is_capitals(word: &str) -> bool {
    word.len() > 1 && run_at(word, 0, |character| character.is_ascii_uppercase()) == word
}

/// A roman numeral in capitals, up to eight letters.
pub(super) fn is_roman(word: &str) -> bool {
    let numerals = run_at(word, 0, |character| matches!(character, 'I' | 'V' | 'X' | 'L' | 'C'));
    numerals == word && (1..=8).contains(&word.len())
}
