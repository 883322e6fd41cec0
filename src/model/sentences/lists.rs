//! Lists inside one block: `1. First 2. Second`, `a) … b) …`, `i. … ii. …`, `• … • …`.

use super::look::{after_space, char_at, char_before, run_before};
use super::marks::is_bullet;

/// Where the values of roman numbers begin: `ii`, `iii` and `iv`; `i` is a letter.
const ROMAN: u32 = 1000;

/// How a marker is written; the markers of one list are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    letter: bool,
    stop: bool,
    bracket: bool,
}

/// The marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The byte where it begins, its bullet included.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    form: Form,
    /// A number, a letter's code, or a roman number on top of [`ROMAN`].
    value: u32,
}

impl Marker {
    /// The marker whose `.` or `)` stands at `at`: up to three digits, one letter or a
    /// roman number, after white space or a bullet, before white space. A capital
    /// before a stop is an initial.
    pub(super) fn ending_at(text: &str, at: usize) -> Option<Self> {
        let word = run_before(text, at, |character| character.is_ascii_alphanumeric())?;
        let start = at - word.len();
        let stop = char_at(text, at) == Some('.');
        let value = match word.as_bytes() {
            [letter @ (b'a'..=b'z' | b'I')] => u32::from(*letter),
            [letter @ b'A'..=b'Z'] if !stop => u32::from(*letter),
            b"ii" | b"II" => ROMAN + 2,
            b"iii" | b"III" => ROMAN + 3,
            b"iv" | b"IV" => ROMAN + 4,
            digits if digits.len() <= 3 => word.parse().ok()?,
            _ => return None,
        };
        let bracket = char_at(text, at + usize::from(stop)) == Some(')');
        let end = at + usize::from(stop) + usize::from(bracket);
        if !char_at(text, end)?.is_whitespace() {
            return None;
        }
        let letter = word.starts_with(|character: char| character.is_ascii_alphabetic());
        let start = after_bullet(text, start)?;
        Some(Self { start, end, form: Form { letter, stop, bracket }, value })
    }

    /// Whether `self` is the item after `before` in the same list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        let after_one = self.value == ROMAN + 2 && before.value | 0x20 == u32::from('i');
        self.form == before.form && (self.value == before.value + 1 || after_one)
    }

    /// Whether it can be the first of a list: `1`, `a` or `i`.
    pub(super) fn is_first(&self) -> bool {
        [1, u32::from('a'), u32::from('A'), u32::from('i'), u32::from('I')].contains(&self.value)
    }
}

/// Where a marker begins that may have a bullet before it; `None` if something
/// else is attached to it.
fn after_bullet(text: &str, at: usize) -> Option<usize> {
    if let Some(bullet) = char_before(text, at).filter(|&character| is_bullet(character)) {
        return Some(at - bullet.len_utf8());
    }
    after_space(text, at).then_some(at)
}
