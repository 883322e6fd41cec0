//! Stops without white space after them: `end.Next`, `end?Next`, `。`.

use super::before::Before;
use super::look::{begins, char_at, char_before, is_apostrophe, run_at, run_before, skip_space, word_at, word_before};
use super::marks::{Strength, closing_bracket_of_cjk, is_armenian, is_capital, is_caseless, is_small, is_unspaced};
use super::next::Kind;
use super::rules::Place;

impl Place<'_> {
    /// A missing space: `end.Next`, `end?Next`, `end.”Next`. Not in addresses,
    /// file names and numbers.
    pub(super) fn ends_without_space(&self) -> bool {
        if self.is_quoted_by_particle() {
            return false;
        }
        match self.stop.strength {
            Strength::Full => !self.is_inside_number() && !self.is_title() && !self.is_attribution(),
            Strength::Ellipsis => self.starts_word() && !self.is_in_address() && !self.is_after_armenian(),
            Strength::Strong => self.starts_word() && !self.is_in_address(),
            Strength::Period => self.joins_two_sentences() && !self.is_in_address(),
        }
    }

    /// `「はい。」と言った。`: a particle takes the Japanese quotation into its sentence.
    fn is_quoted_by_particle(&self) -> bool {
        char_before(self.text, self.tail.end).is_some_and(closing_bracket_of_cjk)
            && matches!(
                char_at(self.text, self.next.at),
                Some('と' | 'っ' | 'の' | 'は' | 'が' | 'を' | 'に' | 'も' | 'で' | 'へ' | 'な')
            )
    }

    /// `《谁动了？》是`: these marks hold titles.
    fn is_title(&self) -> bool {
        char_before(self.text, self.tail.end) == Some('》')
    }

    /// Armenian writes the ellipsis without a space after it.
    fn is_after_armenian(&self) -> bool {
        word_before(self.text, self.stop.start).trim_end_matches('.').ends_with(is_armenian)
    }

    /// `３．２`: a full-width stop between digits.
    fn is_inside_number(&self) -> bool {
        self.next.kind == Kind::Digit && char_before(self.text, self.stop.start).is_some_and(char::is_numeric)
    }

    /// Whether a capitalised word follows, not a run of capitals.
    fn starts_word(&self) -> bool {
        let second = self.next.word().chars().nth(1);
        match self.next.kind {
            Kind::Upper => {
                begins(self.next.word(), is_capital)
                    && second.map_or(matches!(self.next.word(), "I" | "A"), |character| {
                        is_small(character) || is_apostrophe(character)
                    })
            }
            Kind::Caseless => is_unspaced(char_at(self.text, self.next.at).unwrap_or_default()),
            _ => false,
        }
    }

    /// `recommended.Staff were`: a word in lower case, a number or per cent, a stop, a capitalised
    /// word; after other words (`in London.He`) one that begins sentences.
    fn joins_two_sentences(&self) -> bool {
        let word = word_before(self.text, self.stop.start);
        let quoted = self.tail.quoted || self.tail.end > self.stop.end;
        let first = char_at(word, 0).map_or(0, char::len_utf8);
        let small =
            run_at(word, first, |character| is_small(character) || is_apostrophe(character) || character == '-');
        let end = self.next.at + self.next.word().len();
        let clause = || begins(word, is_small) || begins(word_at(self.text, skip_space(self.text, end)), is_small);
        let lower = !small.is_empty() && first + small.len() == word.len() && clause()
            || word.len() > 1 && run_at(word, 0, |character| character.is_ascii_digit()) == word
            || char_before(self.text, self.stop.start) == Some('%');
        let next_end = char_at(self.text, end);
        let ends_word = next_end.is_none_or(|character| {
            character.is_whitespace() || matches!(character, ',' | ';' | ':' | '!' | '?' | '…' | '-')
        });
        let starter = self.next.word().len() > 1 && self.starter_follows() && self.ends_at_period();
        // Without capitals: `منزل.الدخول`, but neither `ق.م` nor a host.
        let caseless = self.next.kind == Kind::Caseless && begins(word, is_caseless) && word.chars().count() > 2;
        (caseless || self.starts_word())
            && ends_word
            && (quoted || caseless || starter || lower && self.before() == Before::Word)
    }

    /// Whether the run of characters around the stop is an address, a path or code.
    fn is_in_address(&self) -> bool {
        let within = |character: char| !character.is_whitespace() && !is_unspaced(character);
        let Some(head) = run_before(self.text, self.stop.start, within) else { return true };
        let rest = run_at(self.text, self.next.at, within);
        let plain = |character: char| !matches!(character, '/' | '@' | '\\' | '_' | '=' | '&' | '(' | '<' | '#');
        let is_code = |part: &str| run_at(part, 0, plain) != part;
        is_code(head) && !head.ends_with(')') || is_code(rest) || head.starts_with("www.")
    }
}
