//! Attributions after a quotation with its own stop: `“Is it over?” Mara asked.`

use super::abbreviations as english;
use super::look::{begins, char_at, is_apostrophe, run_at, skip_space, word_at};
use super::marks::{Strength, is_capital, is_caseless};
use super::next::Kind;
use super::rules::Place;
use super::words::{Folded, contains};

/// How many words may name the speaker: `Senate Majority Leader Ann Lee of Ohio`.
const LONGEST_NAME: usize = 8;

impl Place<'_> {
    /// Whether a speaker and a verb of speaking follow a quotation, which makes them
    /// one sentence. After a full stop the verb must close the attribution: `“We won.”
    /// Mara said.`, but not `“We won.” Mara said nobody had helped.`
    pub(super) fn is_attribution(&self) -> bool {
        if !self.tail.quoted || self.next.opened {
            return false;
        }
        if self.next.kind == Kind::Caseless {
            return self.chinese_speaker_follows();
        }
        let Some(verb) = self.verb_of_speaking() else { return false };
        let word = word_at(self.text, verb);
        let end = verb + word.len();
        let closed = char_at(self.text, end).is_none_or(|character| !character.is_whitespace());
        if closed || self.stop.strength == Strength::Period || Folded::new(word).class_in(english::SPEECH) == Some(b'C')
        {
            return closed;
        }
        // `Mara said the …` is a sentence of its own; `Mara asked the mayor` is none.
        word.starts_with("ask")
            || word.starts_with("t")
            || !contains(english::REPORTED, word_at(self.text, skip_space(self.text, end)))
    }

    /// `“好。”他说。`: a few characters, the last of them a verb of speaking.
    fn chinese_speaker_follows(&self) -> bool {
        let speaker = run_at(self.text, self.next.at, is_caseless);
        speaker.len() <= 30
            && !speaker.chars().any(|character| matches!(character, '没' | '沒' | '不'))
            && matches!(
                speaker.chars().rfind(|&last| last != '道'),
                Some('说' | '說' | '问' | '問' | '答' | '喊' | '叫' | '写')
            )
    }

    /// Where the verb stands after names, a title, an apposition: `Sen. Ann Lee, 52, said`.
    fn verb_of_speaking(&self) -> Option<usize> {
        let mut at = self.next.at;
        let (mut any, mut first) = (false, true);
        for _ in 0..LONGEST_NAME {
            let word = word_at(self.text, at);
            if !first && contains(english::SPEECH, word) {
                return Some(at);
            }
            let name = (begins(word, is_capital) || first && self.next.kind == Kind::Mixed)
                && (matches!(word, "I" | "The") || !contains(english::STARTERS, word));
            let link = !first && (any || word.ends_with("ly") || contains(english::NAME_LINKS, word));
            if !name && !link {
                return None;
            }
            // `Mara's mother asked`
            any = name && word.ends_with('s') && word.chars().any(is_apostrophe);
            first = false;
            at += word.len();
            if matches!(char_at(self.text, at), Some('.' | '-')) {
                at += 1;
            }
            if char_at(self.text, at) == Some(',') {
                let aside = run_at(self.text, at + 1, |character| !matches!(character, ',' | '?' | '!' | '“' | '"'));
                at += 1 + aside.len();
                let verb = skip_space(self.text, at + 1);
                let found = char_at(self.text, at) == Some(',') && contains(english::SPEECH, word_at(self.text, verb));
                return found.then_some(verb);
            }
            at = skip_space(self.text, at);
        }
        None
    }
}
