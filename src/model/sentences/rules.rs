//! The decision: does the sentence end at this stop?

use super::abbreviations as english;
use super::languages::{Profile, contains};
use super::look::{char_at, char_before, run_before, skip_space, word_at, word_before};
use super::marks::Strength;
use super::next::{Kind, Next};
use super::stop::Stop;
use super::tail::Tail;

/// All that is known about a stop.
pub(super) struct Place<'t> {
    /// The block's text.
    pub text: &'t str,
    /// Where the sentence began.
    pub sentence: usize,
    /// The stop.
    pub stop: Stop,
    /// What hangs on it.
    pub tail: Tail,
    /// What follows.
    pub next: Next<'t>,
    /// The rules of the block's language.
    pub profile: &'static Profile,
    /// Whether the page marks the word before as an abbreviation.
    pub marked_abbreviation: bool,
    /// Whether the block is written without capitals.
    pub informal: bool,
}

/// What the word before a single `.` says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
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
    /// Whether the sentence ends at this stop.
    pub(super) fn ends_sentence(&self) -> bool {
        if self.opens_sentence() || self.is_remark() {
            return false;
        }
        match self.next.kind {
            Kind::End | Kind::Inner => false,
            _ if !self.next.gap => self.ends_without_space(),
            Kind::Lower => self.ends_before_lower_case(),
            _ => self.ends_by_strength(),
        }
    }

    /// A stop without any word before it in the sentence belongs to what follows.
    fn opens_sentence(&self) -> bool {
        let before = self.text.get(self.sentence..self.stop.start).unwrap_or_default();
        before.len() < 16 && !before.contains(char::is_alphanumeric)
    }

    /// `(!)`, `[...]`, `Fax:?` are remarks inside a sentence.
    fn is_remark(&self) -> bool {
        matches!(char_before(self.text, self.stop.start), Some('(' | '[' | ':'))
    }

    /// A small letter goes on with the sentence, except in a block that is
    /// written without capitals, and before words that hardly ever follow an
    /// abbreviation.
    fn ends_before_lower_case(&self) -> bool {
        if self.stop.strength == Strength::Full {
            return true;
        }
        let careless = self.informal || self.profile.is_plain() && contains(english::CARELESS_STARTERS, self.next.word);
        if !careless || self.next.opened || self.tail.quoted {
            return false;
        }
        match self.stop.strength {
            Strength::Period => self.before() == Before::Word,
            Strength::Strong => !self.is_shouting_name(),
            _ => false,
        }
    }

    fn ends_by_strength(&self) -> bool {
        match self.stop.strength {
            Strength::Full => true,
            Strength::Strong => !self.is_shouting_name() && !self.is_attribution(),
            Strength::Ellipsis => self.ends_at_ellipsis(),
            Strength::Period => self.ends_at_period(),
        }
    }

    /// An ellipsis ends a sentence before a capital, unless that is `I`, which has
    /// it anywhere; a spaced one of three dots only before a word that begins
    /// sentences. Two dots are a slip for one.
    fn ends_at_ellipsis(&self) -> bool {
        if self.is_stutter() || self.is_first_person() && !self.tail.quoted && !self.stop.is_doubled() {
            return false;
        }
        match self.next.kind {
            Kind::Upper => {
                !self.stop.is_spaced_ellipsis() || self.tail.quoted || self.starter_follows() && !self.is_first_person()
            }
            Kind::Mixed | Kind::Caseless => !self.stop.is_spaced_ellipsis(),
            _ => self.tail.quoted,
        }
    }

    /// `I... I think`: the word before comes again.
    fn is_stutter(&self) -> bool {
        !self.next.word.is_empty() && word_before(self.text, self.stop.start) == self.next.word
    }

    /// `I`, `I'm` … have a capital anywhere.
    fn is_first_person(&self) -> bool {
        matches!(self.next.word.as_bytes(), [b'I'] | [b'I', b'\'' | 0xE2, ..])
    }

    fn ends_at_period(&self) -> bool {
        match self.before() {
            Before::Word => true,
            Before::Never => false,
            Before::Reference => !self.number_follows() && self.starter_follows(),
            Before::ReferenceWord => !self.number_follows(),
            Before::Neutral => self.starter_follows(),
            Before::Initial => {
                self.starter_follows() && char_at(self.text, self.next.at + self.next.word.len()) != Some('.')
            }
            Before::Clock => self.ends_after_clock(),
        }
    }

    /// The class of the word before the stop.
    fn before(&self) -> Before {
        let word = word_before(self.text, self.stop.start);
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

    /// English abbreviations count in every language: names and units travel.
    fn after_english(&self, word: &str, capital: bool) -> Before {
        if capital && contains(english::TITLES, word) || contains(english::INNER, word) {
            Before::Never
        } else if is_clock(word) {
            Before::Clock
        } else if self.opens_with(word) && (contains("p.s ps", word) || is_roman(word)) {
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

    /// Whether the next word begins sentences and is hardly ever a name.
    fn starter_follows(&self) -> bool {
        let word = self.next.word;
        match self.next.kind {
            Kind::Upper => contains(self.profile.starters, word) || contains(english::STARTERS, word),
            Kind::Caseless => contains(self.profile.starters, word),
            _ => false,
        }
    }

    /// Whether a number, a roman numeral or a single capital follows: `Vol. IV`.
    fn number_follows(&self) -> bool {
        let word = self.next.word;
        match self.next.kind {
            Kind::Digit => true,
            Kind::Upper => {
                is_roman(word) && word != "I"
                    || word.chars().any(char::is_numeric)
                    || word.chars().count() == 1 && !matches!(word, "A" | "I")
            }
            _ => false,
        }
    }

    /// After a time of day a capital begins a sentence, unless it is a day or a
    /// time zone, or the time itself opens the sentence: `At 5 a.m. Mr. Smith …`.
    fn ends_after_clock(&self) -> bool {
        if self.next.kind != Kind::Upper || contains(english::AFTER_CLOCK, self.next.word) {
            return false;
        }
        let so_far = self.text.get(self.sentence..self.stop.start).unwrap_or_default();
        let opening = so_far.len() <= 40
            && so_far.split_whitespace().count() <= 6
            && contains(english::BEFORE_CLOCK, word_at(self.text, self.sentence));
        !opening && !self.is_article_before_clock()
    }

    /// `the 8 p.m. Show`: the time belongs to a name.
    fn is_article_before_clock(&self) -> bool {
        let head = self.text.get(..self.stop.start).unwrap_or_default();
        let mut words = head.get(head.len().saturating_sub(24)..).unwrap_or_default().split_whitespace().rev().skip(1);
        let mut word = words.next();
        if word.is_some_and(|time| time.starts_with(|character: char| character.is_ascii_digit())) {
            word = words.next();
        }
        matches!(word, Some("the" | "a" | "an" | "The" | "A"))
    }

    /// `Yahoo! News`.
    fn is_shouting_name(&self) -> bool {
        contains(english::SHOUTING_NAMES, word_before(self.text, self.stop.start)) && !self.starter_follows()
    }

    /// `“Is it over?” Mara asked.` is one sentence: up to three names, then a verb
    /// of speaking.
    fn is_attribution(&self) -> bool {
        if !self.tail.quoted || self.next.opened {
            return false;
        }
        let mut at = self.next.at;
        for names in 0..4 {
            let word = word_at(self.text, at);
            if names > 0 && contains(english::SPEECH, word) {
                return true;
            }
            if !word.starts_with(char::is_uppercase) || contains(english::STARTERS, word) {
                return false;
            }
            at += word.len();
            if char_at(self.text, at) == Some('.') {
                at += 1;
            }
            at = skip_space(self.text, at);
        }
        false
    }

    /// A missing space: `end.Next`, `end?Next`, `end.”Next`. Not in addresses,
    /// file names and numbers.
    fn ends_without_space(&self) -> bool {
        match self.stop.strength {
            Strength::Full => !self.is_inside_number(),
            Strength::Ellipsis => self.starts_word() && !self.is_stutter() && !self.is_in_address(),
            Strength::Strong => self.starts_word() && !self.is_in_address(),
            Strength::Period => self.joins_two_sentences() && !self.is_in_address(),
        }
    }

    /// `３．２`: a full-width stop between digits.
    fn is_inside_number(&self) -> bool {
        self.next.kind == Kind::Digit && char_before(self.text, self.stop.start).is_some_and(char::is_numeric)
    }

    /// Whether a capitalised word follows, not a run of capitals.
    fn starts_word(&self) -> bool {
        let mut rest = self.next.word.chars();
        let first = rest.next().is_some_and(|character| character.is_uppercase());
        let second = rest.next();
        match self.next.kind {
            Kind::Upper => {
                first
                    && second.map_or(matches!(self.next.word, "I" | "A"), |character| {
                        character.is_lowercase() || matches!(character, '\'' | '’')
                    })
            }
            Kind::Caseless => super::marks::is_unspaced(char_at(self.text, self.next.at).unwrap_or_default()),
            _ => false,
        }
    }

    /// `recommended.The staff`: a word in lower case, a stop, a capitalised word.
    fn joins_two_sentences(&self) -> bool {
        let word = word_before(self.text, self.stop.start);
        let quoted = self.tail.quoted || self.tail.end > self.stop.end;
        let lower = word.chars().count() >= 2
            && word.chars().all(|character| character.is_lowercase() || matches!(character, '\'' | '’' | '-'));
        let next_end = char_at(self.text, self.next.at + self.next.word.len());
        let ends_word = next_end.is_none_or(|character| {
            character.is_whitespace() || matches!(character, ',' | ';' | ':' | '!' | '?' | '…' | '-')
        });
        self.starts_word() && ends_word && (quoted || lower && self.before() == Before::Word)
    }

    /// Whether the run of characters around the stop is an address, a path or code.
    fn is_in_address(&self) -> bool {
        let within = |character: char| !character.is_whitespace();
        let Some(head) = run_before(self.text, self.stop.start, within) else { return true };
        let rest = super::look::run_at(self.text, self.next.at, within);
        let code = ['/', '@', '\\', '_', '=', '&', '(', '<', '#'];
        head.contains(code) || rest.contains(code) || head.starts_with("www.")
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
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}
