//! The scanner: one pass over a block's text.
//!
//! It hurries to the next byte that could matter, reads the run of terminators
//! there with its tail, and asks the rules whether the sentence ends. Every look
//! around is bounded, so that time is linear in the text, whatever it holds.

use super::abbreviations::STARTERS;
use super::brackets::{Brackets, Pair};
use super::hints::Hints;
use super::languages::Profile;
use super::lists::Marker;
use super::look::{after_space, before_space, char_at, char_before, opens, skip, skip_space, trim_end};
use super::marks::{closing_bracket_of_cjk, is_bullet, is_face, is_quote, opening_bracket_of_cjk, terminator};
use super::next::{Kind, Next};
use super::rules::Place;
use super::stop::{Stop, is_inside_word, is_noted_year};
use super::tail;
use super::words::contains;
use crate::model::article::{Hint, HintKind};
use std::ops::Range;

/// Name of the method, for `segmentation.method` in files.
pub const METHOD: &str = "reading-annotator-scanner";

/// Version of the rules: files with another version are aligned anew.
pub const VERSION: &str = "2";

/// Splits one block's text into sentences: byte ranges in order, without white
/// space at their ends, covering every other character. `lang` is a BCP 47 tag
/// or empty.
#[must_use]
pub fn split(text: &str, lang: &str, hints: &[Hint]) -> Vec<Range<usize>> {
    let profile = Profile::of(lang);
    let mut scanner = Scanner {
        text,
        start: 0,
        sentences: Vec::with_capacity(text.len() / 96 + 1),
        hints: Hints::new(hints),
        brackets: Brackets::default(),
        open_quote: false,
        list: None,
        profile: &profile,
        informal: None,
    };
    for hint in hints.iter().filter(|hint| hint.kind == HintKind::Break) {
        scanner.scan_to(text.get(..hint.range.start).unwrap_or_default());
    }
    scanner.scan_to(text);
    scanner.sentences
}

struct Scanner<'t> {
    /// The text up to the next hard boundary.
    text: &'t str,
    /// Where the current sentence begins.
    start: usize,
    sentences: Vec<Range<usize>>,
    hints: Hints<'t>,
    brackets: Brackets,
    /// Whether a straight double quotation mark is open.
    open_quote: bool,
    /// The last list marker, and where its sentence began.
    list: Option<(Marker, usize)>,
    profile: &'t Profile,
    /// Whether the block is written without capitals; found out when asked.
    informal: Option<bool>,
}

impl<'t> Scanner<'t> {
    /// Scans from the last boundary to the end of `text`, a hard boundary.
    fn scan_to(&mut self, text: &'t str) {
        if text.len() <= self.start {
            return;
        }
        self.text = text;
        self.start = skip_space(text, self.start);
        self.brackets = Brackets::default();
        self.open_quote = false;
        self.list = None;
        self.separator();
        let mut at = self.start;
        while let Some(candidate) = next_candidate(text, at) {
            at = self.step(candidate).max(candidate + 1);
        }
        self.end_sentence(text.len());
    }

    /// Ends the sentence at `end`; the next one begins after the white space there.
    fn end_sentence(&mut self, end: usize) {
        let sentence = self.text.get(self.start..end).unwrap_or_default().trim_end();
        if !sentence.is_empty() {
            self.sentences.push(self.start..self.start + sentence.len());
        }
        self.start = skip_space(self.text, end);
        self.separator();
    }

    /// A line of signs (`***`, `-----`) between two sentences is one of its own.
    fn separator(&mut self) {
        let sign = char_at(self.text, self.start).filter(|sign| matches!(sign, '*' | '-' | '=' | '_' | '~' | '#'));
        let line = self.text.get(self.start..).unwrap_or_default();
        let end = self.start + line.chars().take_while(|&character| Some(character) == sign).count();
        if end - self.start >= 3 && before_space(self.text, end) {
            self.sentences.push(self.start..end);
            self.start = skip_space(self.text, end);
        }
    }

    /// Deals with the candidate at `at`; answers where to go on.
    fn step(&mut self, at: usize) -> usize {
        if let Some(end) = self.hints.code_around(at) {
            return end;
        }
        let Some(character) = char_at(self.text, at) else { return at + 1 };
        let after = at + character.len_utf8();
        match character {
            '"' => self.straight_quote(at),
            '(' if !matches!(char_before(self.text, at), Some(':' | ';')) => self.open(Pair::Round, at),
            ')' => return self.round_bracket_closes(at),
            _ if opening_bracket_of_cjk(character) => self.open(Pair::Corner, at),
            _ if closing_bracket_of_cjk(character) => _ = self.close(Pair::Corner, at),
            _ if is_bullet(character) => self.bullet(at, character),
            _ if terminator(character, char_before(self.text, at)).is_some() => return self.stop(at),
            ':' | ';' if after_space(self.text, at) => return self.emoticon(at),
            _ if is_face(character) => return self.face(at),
            _ => {}
        }
        after
    }

    /// An emoticon ends a sentence that has no stop if a capital follows.
    fn emoticon(&mut self, at: usize) -> usize {
        let Some(end) = tail::emoticon(self.text, at) else { return at + 1 };
        if at > self.start && Next::after(self.text, end).kind == Kind::Upper {
            self.end_sentence(end);
        }
        end
    }

    /// A face ends a sentence that has no stop if a word follows that begins one.
    fn face(&mut self, at: usize) -> usize {
        let end = tail::emoji(self.text, at);
        let next = Next::after(self.text, end);
        if at > self.start && next.gap && next.kind == Kind::Upper && contains(STARTERS, next.word()) {
            self.end_sentence(end);
        }
        end
    }

    /// A straight quotation mark opens after white space, closes before it, and
    /// otherwise does what the last one did not.
    fn straight_quote(&mut self, at: usize) {
        let opens = after_space(self.text, at) || matches!(char_before(self.text, at), Some('(' | '['));
        let closes = char_at(self.text, at + 1).is_none_or(|next| !next.is_alphanumeric() && !is_quote(next));
        self.open_quote = if opens == closes { !self.open_quote } else { opens };
    }

    fn open(&mut self, pair: Pair, at: usize) {
        self.brackets.open(pair, at, self.sentences.len(), at == self.start);
    }

    /// `1) First 2) Second`, or the end of a bracket.
    fn round_bracket_closes(&mut self, at: usize) -> usize {
        if !self.brackets.is_open(at)
            && let Some(marker) = Marker::ending_at(self.text, at)
            && self.list_item(marker)
        {
            return marker.end;
        }
        self.close(Pair::Round, at);
        at + 1
    }

    /// Joins again what was split inside a bracket, unless the bracket holds
    /// whole sentences of its own; answers whether it opened inside a sentence.
    fn close(&mut self, pair: Pair, at: usize) -> bool {
        let Some(open) = self.brackets.close(pair, at) else { return false };
        let inner = trim_end(self.text.get(..at).unwrap_or_default(), is_quote);
        let whole = char_before(inner, inner.len()).is_some_and(|last| terminator(last, None).is_some());
        if open.began_sentence && whole && pair == Pair::Round {
            return false;
        }
        if let Some(first) = self.sentences.get(open.sentences) {
            self.start = first.start;
            self.sentences.truncate(open.sentences);
        }
        !open.began_sentence
    }

    /// A bullet begins an item if the sentence before began with the same one.
    fn bullet(&mut self, at: usize, bullet: char) {
        if at > self.start && after_space(self.text, at) && char_at(self.text, self.start) == Some(bullet) {
            self.end_sentence(at);
        }
    }

    /// Whether `marker` numbers a list item; a new item ends the sentence before.
    fn list_item(&mut self, marker: Marker) -> bool {
        let before = self.text.get(self.start..marker.start).unwrap_or_default().trim_end();
        let last_sign = char_before(before, before.len());
        if opens(self.text, self.start, marker.start) || marker.is_first() && last_sign == Some(':') {
            self.list = Some((marker, self.start));
            return true;
        }
        let Some((last, sentence)) = self.list else { return false };
        if sentence != self.start || !marker.follows(&last) {
            return false;
        }
        // `The winners: 1. Kenya, 2. Uganda and 3. Togo.` is one sentence.
        if !matches!(last_sign, Some(',' | ';')) && !before.ends_with(" and") {
            if matches!(Next::after(self.text, marker.end).kind, Kind::Lower | Kind::Inner | Kind::Other | Kind::End) {
                return false;
            }
            self.end_sentence(marker.start);
        }
        self.list = Some((marker, self.start));
        true
    }

    /// A run of terminators at `at`: reads it with its tail and decides.
    fn stop(&mut self, at: usize) -> usize {
        if is_inside_word(self.text, at) && !is_noted_year(self.text, at) && self.hints.reference_at(at + 1).is_none() {
            return at + 1;
        }
        if let Some(marker) = Marker::ending_at(self.text, at)
            && self.list_item(marker)
        {
            return marker.end;
        }
        let Some(mut stop) = Stop::at(self.text, at) else { return at + 1 };
        if let Some(first) = stop.before_ellipsis(self.text)
            && Next::after(self.text, stop.end).kind == Kind::Upper
        {
            self.end_sentence(first.end);
            return stop.end;
        }
        let tail = tail::read(self.text, &mut stop, self.open_quote, &mut self.hints);
        let closes_aside = self.take_in(at, tail.end) && stop.start == at;
        let next = Next::after(self.text, tail.end);
        let place = Place {
            text: self.text,
            sentence: self.start,
            stop,
            tail,
            next,
            profile: self.profile,
            closes_aside,
            marked_abbreviation: self.hints.abbreviation_ends(at),
            informal: next.kind == Kind::Lower && self.is_informal(),
        };
        if place.ends_sentence() {
            self.end_sentence(tail.end);
        }
        tail.end
    }

    /// Closes the brackets and quotation marks of a tail; answers whether one of
    /// them opened inside the sentence.
    fn take_in(&mut self, from: usize, end: usize) -> bool {
        let mut closes_aside = false;
        for (index, character) in self.text.get(from..end).unwrap_or_default().char_indices() {
            match character {
                '"' => self.open_quote = false,
                '(' => self.open(Pair::Round, from + index),
                ')' => closes_aside |= self.close(Pair::Round, from + index),
                _ if closing_bracket_of_cjk(character) => _ = self.close(Pair::Corner, from + index),
                _ => {}
            }
        }
        closes_aside
    }

    /// A block is informal if its first letter is small.
    fn is_informal(&mut self) -> bool {
        let text = self.text;
        *self.informal.get_or_insert_with(|| {
            let first = skip(text, 0, |character| !character.is_alphabetic());
            Next::after(text, first).kind == Kind::Lower
        })
    }
}

/// The bytes that may begin a terminator, a bracket, a quotation mark or a bullet:
/// some ASCII marks, and the first bytes of the Unicode blocks that hold others.
#[expect(clippy::indexing_slicing, reason = "const code has no get(); a wrong index fails the compilation")]
static CANDIDATES: [bool; 256] = {
    let mut candidates = [false; 256];
    let first_bytes = b".!?:;()\"\xCD\xD6\xD8\xDB\xE0\xE1\xE2\xE3\xEF\xF0";
    let mut index = 0;
    while index < first_bytes.len() {
        candidates[first_bytes[index] as usize] = true;
        index += 1;
    }
    candidates
};

/// The next candidate byte from `from` on.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let found = rest.iter().position(|&byte| CANDIDATES.get(usize::from(byte)).copied().unwrap_or(true))?;
    Some(from + found)
}
