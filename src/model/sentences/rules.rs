//! The decision: does the sentence end at this stop?

use super::abbreviations as english;
use super::before::{Before, is_roman};
use super::languages::Profile;
use super::look::{before_space, begins, char_at, char_before, opens, run_at, skip_space, word_at, word_before};
use super::marks::{Strength, is_capital, is_small};
use super::next::{Kind, Next};
use super::stop::Stop;
use super::tail::Tail;
use super::words::{Folded, contains};

/// So many words may stand between a question and the verb that says it was asked, articles and names.
const SPEAKER_WORDS: usize = 3;

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
    pub profile: &'t Profile,
    /// Whether the tail closes a bracket that opened inside the sentence.
    pub closes_aside: bool,
    /// Whether the page marks the word before as an abbreviation.
    pub marked_abbreviation: bool,
    /// Whether the block is written without capitals.
    pub informal: bool,
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
            _ => self.ends_by_strength() && (!self.closes_aside || self.starts_anew()),
        }
    }

    /// After an aside in brackets that has its own mark, `(what a week!) Congress …`,
    /// only a word that begins sentences begins one. Nobody puts a full stop there in
    /// the middle of a sentence.
    fn starts_anew(&self) -> bool {
        self.stop.strength == Strength::Period || self.next.kind != Kind::Upper || self.starter_follows()
    }

    /// A stop without any word before it in the sentence belongs to what follows.
    fn opens_sentence(&self) -> bool {
        opens(self.text, self.sentence, self.stop.start)
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
            return !self.tail.quoted;
        }
        let careless =
            self.informal || self.profile.is_plain() && contains(english::CARELESS_STARTERS, self.next.word());
        if !careless || self.next.opened || self.tail.quoted || self.closes_aside {
            return false;
        }
        match self.stop.strength {
            Strength::Period => self.before() == Before::Word,
            Strength::Strong => !self.is_shouting_name() && !self.is_asked(),
            _ => false,
        }
    }

    /// `Is it legal? she wondered.`, `Is it fair? the union's lawyer asked.`: a question without quotation
    /// marks, and who asks it.
    fn is_asked(&self) -> bool {
        let mut end = self.next.at + self.next.word().len();
        for _ in 0..SPEAKER_WORDS {
            let verb = skip_space(self.text, end);
            let word = word_at(self.text, verb);
            end = verb + word.len();
            if contains(english::SPEECH, word) {
                return char_at(self.text, end).is_some_and(|after| !after.is_whitespace());
            }
        }
        false
    }

    fn ends_by_strength(&self) -> bool {
        match self.stop.strength {
            Strength::Full => true,
            _ if self.is_attribution() || self.tail.quoted && self.is_aside_next() => false,
            Strength::Strong => !self.is_shouting_name(),
            Strength::Ellipsis => self.ends_at_ellipsis(),
            Strength::Period => self.ends_at_period(),
        }
    }

    /// `“Help!” (1965), which sold well`: what stands in brackets is said of the title before.
    fn is_aside_next(&self) -> bool {
        let at = skip_space(self.text, self.tail.end);
        let aside = run_at(self.text, at, |character| !matches!(character, ')' | '.' | '?' | '!'));
        let next = Next::after(self.text, at + aside.len() + 1);
        aside.starts_with('(')
            && char_at(self.text, at + aside.len()) == Some(')')
            && matches!(next.kind, Kind::Inner | Kind::Lower)
    }

    /// An ellipsis ends a sentence before a capital, unless that is `I`, which has
    /// it anywhere; one of three spaced dots, or in English after a space, only before a word that
    /// begins sentences. Two dots are a slip for one.
    fn ends_at_ellipsis(&self) -> bool {
        if self.is_first_person() && !self.tail.quoted && !self.stop.is_doubled() {
            return false;
        }
        let inside = self.stop.is_spaced_ellipsis()
            || self.profile.is_plain() && char_before(self.text, self.stop.start).is_some_and(char::is_whitespace);
        match self.next.kind {
            Kind::Upper => !inside || self.tail.quoted || self.starter_follows() && !self.is_first_person(),
            Kind::Mixed | Kind::Caseless => !inside,
            _ => self.tail.quoted,
        }
    }

    /// `I`, `I'm` … have a capital anywhere.
    fn is_first_person(&self) -> bool {
        matches!(self.next.word().as_bytes(), [b'I'] | [b'I', b'\'' | 0xE2, ..])
    }

    pub(super) fn ends_at_period(&self) -> bool {
        match self.before() {
            Before::Word => !self.is_verse_next(),
            Before::Never => false,
            Before::Reference => !self.number_follows(),
            Before::Initial => self.starter_follows(),
            Before::Neutral => self.starter_follows() || self.is_courtesy_next(),
            Before::Whole => self.starter_follows() || self.is_courtesy_next() || self.is_clause_next(),
            Before::Clock => self.ends_after_clock(),
        }
    }

    /// `Eccles. 1:9`: books are told by their verses.
    fn is_verse_next(&self) -> bool {
        self.next.kind == Kind::Digit
            && char_at(self.text, self.next.at + self.next.word().len()) == Some(':')
            && begins(word_before(self.text, self.stop.start), is_capital)
    }

    /// `Smith & Co. Mr. Smith …`: English puts no such title after an abbreviation.
    fn is_courtesy_next(&self) -> bool {
        self.profile.is_plain() && contains(english::COURTESY, self.next.word())
    }

    /// `Shares have doubled`, `Donations soared`: a word with a capital, and a verb.
    fn is_clause_next(&self) -> bool {
        let end = self.next.at + self.next.word().len();
        let verb = word_at(self.text, skip_space(self.text, end));
        self.next.kind == Kind::Upper
            && before_space(self.text, end)
            && begins(verb, is_small)
            && (verb.ends_with("ed") || contains(english::VERBS, verb))
    }

    /// Whether the next word begins sentences and is hardly ever a name, nor an initial or abbreviation.
    pub(super) fn starter_follows(&self) -> bool {
        let word = self.next.word();
        if char_at(self.text, self.next.at + word.len()) == Some('.') {
            return false;
        }
        match self.next.kind {
            Kind::Upper => {
                contains(self.profile.starters, word) || contains(english::STARTERS, word) || is_adverb(word)
            }
            Kind::Caseless => contains(self.profile.starters, word),
            _ => false,
        }
    }

    /// Whether a number, a roman numeral or a single capital follows: `Vol. IV`.
    fn number_follows(&self) -> bool {
        let word = self.next.word();
        match self.next.kind {
            Kind::Digit => true,
            Kind::Upper => {
                is_roman(word) && (word != "I" || self.is_numbered_one())
                    || word.chars().any(char::is_numeric)
                    || word.chars().count() == 1 && !matches!(word, "A" | "I")
            }
            _ => false,
        }
    }

    /// `Art. I, Sec. 2`: unlike the pronoun in `no. I, for one`.
    fn is_numbered_one(&self) -> bool {
        let end = self.next.at + self.next.word().len();
        char_at(self.text, end) == Some(',') && Next::after(self.text, end + 1).kind != Kind::Lower
    }

    /// After a time of day a capital begins a sentence, unless it is a day or a
    /// time zone, or the time itself opens the sentence: `At 5 a.m. Mr. Smith …`,
    /// `In 44 B.C. Caesar …`.
    fn ends_after_clock(&self) -> bool {
        let next = Folded::new(self.next.word());
        let dated = next.is_in(english::AFTER_CLOCK) || next.class_in(english::ABBREVIATIONS) == Some(b'M');
        if self.next.kind != Kind::Upper || dated {
            return false;
        }
        let (time, place) = self.word_before_last(word_before(self.text, self.stop.start));
        let opening =
            self.stop.start - self.sentence <= 32 && contains(english::BEFORE_CLOCK, word_at(self.text, self.sentence));
        // `the 8 p.m. Show`: the time belongs to a name.
        let article = begins(time, |character| character.is_ascii_digit())
            && contains(english::ARTICLES, self.word_ending_before(place).0);
        !opening && !article
    }

    /// `Yahoo! News`.
    fn is_shouting_name(&self) -> bool {
        contains(english::SHOUTING_NAMES, word_before(self.text, self.stop.start)) && !self.starter_follows()
    }
}

/// `Reportedly`, `Previously`: long English adverbs, by endings that no name has.
fn is_adverb(word: &str) -> bool {
    word.len() >= 8 && contains(english::ADVERB_ENDINGS, word.get(word.len() - 4..).unwrap_or_default())
}
