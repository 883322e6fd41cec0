//! The marks that end a sentence, read as one run: `.`, `?!`, `...`, `. . .`.

use super::look::{before_space, char_at, char_before, run_at, skip_space, word_before};
use super::marks::{Strength, is_closer, terminator};
use super::next::{Kind, Next};

/// A run of terminators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// The byte where the run begins.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// How strongly the run as a whole ends a sentence.
    pub strength: Strength,
    /// How many dots it has.
    dots: usize,
    /// Whether there is space between its dots.
    spaced: bool,
}

impl Stop {
    /// The run that begins at `at`, if there is one.
    pub(super) fn at(text: &str, at: usize) -> Option<Self> {
        let first = char_at(text, at)?;
        let strength = terminator(first, char_before(text, at))?;
        let dots = usize::from(first == '.');
        let mut stop = Self { start: at, end: at + first.len_utf8(), strength, dots, spaced: false };
        stop.take_attached(text);
        stop.take_spaced(text);
        Some(stop)
    }

    /// A spaced ellipsis of three dots may also stand inside a sentence.
    pub(super) fn is_spaced_ellipsis(&self) -> bool {
        self.spaced && self.dots == 3
    }

    /// `..`
    pub(super) fn is_doubled(&self) -> bool {
        self.dots == 2 && !self.spaced
    }

    /// `word. . . .`: a full stop and an ellipsis that opens the next sentence
    /// (MLA); the stop without that ellipsis.
    pub(super) fn before_ellipsis(&self, text: &str) -> Option<Self> {
        let attached = char_before(text, self.start).is_some_and(char::is_alphanumeric);
        (self.spaced && self.dots == 4 && attached && before_space(text, self.start + 1)).then_some(Self {
            end: self.start + 1,
            strength: Strength::Period,
            dots: 1,
            spaced: false,
            ..*self
        })
    }

    /// Takes in the terminators that follow without space.
    pub(super) fn take_attached(&mut self, text: &str) {
        while let Some(character) = char_at(text, self.end) {
            let Some(strength) = terminator(character, char_before(text, self.end)) else { break };
            if character == '.' {
                self.dots += 1;
            }
            self.strength = combined(self.strength, strength);
            self.end += character.len_utf8();
        }
    }

    /// Takes in dots, and marks of the same kind, that follow after one space:
    /// `. . .`, `! ! !`. A dot that begins a word (`.NET`, `.5`) is none of them.
    fn take_spaced(&mut self, text: &str) {
        loop {
            let next = skip_space(text, self.end);
            let same = matches!(
                (char_at(text, next), self.strength),
                (Some('.'), Strength::Period | Strength::Ellipsis) | (Some('!' | '?'), Strength::Strong)
            );
            if !same || next - self.end > 2 || next == self.end {
                return;
            }
            let mut run = Self { start: next, end: next, strength: self.strength, dots: 0, spaced: false };
            run.take_attached(text);
            if !before_space(text, run.end) && !char_at(text, run.end).is_some_and(is_closer) {
                return;
            }
            self.dots += run.dots;
            self.spaced = true;
            self.end = run.end;
            self.strength = combined(self.strength, run.strength);
        }
    }
}

/// The strength of two marks together: dots add up to an ellipsis.
fn combined(first: Strength, second: Strength) -> Strength {
    match (first, second) {
        (Strength::Full, _) | (_, Strength::Full) => Strength::Full,
        (Strength::Strong, _) | (_, Strength::Strong) => Strength::Strong,
        _ => Strength::Ellipsis,
    }
}

/// Whether the stop at `at` is a `.` inside a word or number: `3.5`, `example.com`.
pub(super) fn is_inside_word(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(before), Some(b'.'), Some(next)) =
        (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at), bytes.get(at + 1))
    else {
        return false;
    };
    next.is_ascii_lowercase() && before.is_ascii_alphanumeric() || next.is_ascii_digit() && before.is_ascii_digit()
}

/// `in 1931.3 Wages`: a year, a stop, a footnote number that lost its superscript.
pub(super) fn is_noted_year(text: &str, at: usize) -> bool {
    if !is_year(word_before(text, at)) {
        return false;
    }
    let note = run_at(text, at + 1, |character| character.is_ascii_digit());
    let next = Next::after(text, at + 1 + note.len());
    note.len() < 3 && next.gap && next.kind == Kind::Upper
}

/// `1931`
fn is_year(word: &str) -> bool {
    matches!(word.as_bytes(), [b'1' | b'2', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9'])
}
