//! Lists inside one block: `1. First 2. Second`, `a) … b) …`, `i. … ii. …`, `• … • …`.

use super::look::{after_space, char_at, char_before, run_before};
use super::marks::is_bullet;

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
    value: u32,
    /// What it is as a roman number, up to five; `i` is a letter as well.
    roman: u8,
}

impl Marker {
    /// The marker whose `.` or `)` stands at `at`: up to three digits, one letter or a
    /// roman number, after white space or a bullet, before white space. A capital
    /// before a stop is an initial.
    pub(super) fn ending_at(text: &str, at: usize) -> Option<Self> {
        let mut before = text.as_bytes().get(..at)?.iter().rev();
        let (last, previous) = (before.next()?, before.next());
        let roman = |byte: &u8| matches!(byte, b'i' | b'v');
        if last.is_ascii_lowercase()
            && previous.is_some_and(|previous| previous.is_ascii_alphanumeric() && !(roman(last) && roman(previous)))
        {
            return None;
        }
        let word = run_before(text, at, |character| character.is_ascii_alphanumeric())?;
        let start = at - word.len();
        let stop = char_at(text, at) == Some('.');
        let roman = match word {
            "i" | "I" => 1,
            "ii" | "II" => 2,
            "iii" | "III" => 3,
            "iv" | "IV" => 4,
            "v" | "V" => 5,
            _ => 0,
        };
        let value = match word.as_bytes() {
            [letter @ b'a'..=b'z'] => u32::from(*letter),
            [letter @ b'A'..=b'Z'] if !stop => u32::from(*letter),
            _ if roman > 0 => 0,
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
        Some(Self { start, end, form: Form { letter, stop, bracket }, value, roman })
    }

    /// Whether `self` is the item after `before` in the same list.
    pub(super) fn follows(&self, before: &Self) -> bool {
        self.form == before.form && (self.value == before.value + 1 || self.roman > 1 && self.roman == before.roman + 1)
    }

    /// Whether it can be the first of a list: `1` or `a`.
    pub(super) fn is_first(&self) -> bool {
        self.roman == 1 || [1, u32::from('a'), u32::from('A')].contains(&self.value)
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
