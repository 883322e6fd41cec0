//! Word lists: one string of words in lower case, sorted by code point and parted
//! by one space; a word may have a capital after it, its class. Half the size of an
//! array of strings in the wasm, and bisected just as well.

use super::look::{LONGEST_WORD, is_apostrophe};

/// A word in lower case with straight apostrophes, ready for look-ups.
pub(super) struct Folded {
    bytes: [u8; LONGEST_WORD + 4],
    length: usize,
}

impl Folded {
    /// Folds `word`; one that is too long for any list folds to nothing.
    pub(super) fn new(word: &str) -> Self {
        let mut folded = Self { bytes: [0; LONGEST_WORD + 4], length: 0 };
        if folded.fill(word).is_none() {
            folded.length = 0;
        }
        folded
    }

    fn fill(&mut self, word: &str) -> Option<()> {
        for character in word.chars() {
            if character.is_ascii() {
                *self.bytes.get_mut(self.length)? = character.to_ascii_lowercase() as u8;
                self.length += 1;
                continue;
            }
            let plain = if is_apostrophe(character) { '\'' } else { character };
            for lower in plain.to_lowercase() {
                let room = self.bytes.get_mut(self.length..self.length + lower.len_utf8())?;
                lower.encode_utf8(room);
                self.length += lower.len_utf8();
            }
        }
        Some(())
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Whether `list` has the word.
    pub(super) fn is_in(&self, list: &str) -> bool {
        self.class_in(list).is_some()
    }

    /// The class of the word in `list`: the capital that stands after it there, or a
    /// space if the list has no classes; `None` if the list does not have the word.
    pub(super) fn class_in(&self, list: &str) -> Option<u8> {
        let (word, list) = (self.as_bytes(), list.as_bytes());
        let (mut low, mut high) = (0, list.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = list.get(low..middle).unwrap_or_default();
            let start = before.iter().rposition(|&byte| byte == b' ').map_or(low, |space| low + space + 1);
            let entry = list.get(start..high).unwrap_or_default();
            // Mostly they differ in one of the first letters: a call of memcmp would take longer.
            let alike = entry.iter().zip(word).take_while(|(one, other)| one == other).count();
            let rest = entry.get(alike..).unwrap_or_default();
            let class = rest.first().copied().unwrap_or(b' ');
            let entry_ends = class == b' ' || class.is_ascii_uppercase();
            match word.get(alike) {
                None if entry_ends => return Some(class),
                Some(&letter) if entry_ends || class < letter => {
                    low = rest.iter().position(|&byte| byte == b' ').map_or(high, |space| start + alike + space + 1);
                }
                _ => high = start.saturating_sub(1),
            }
        }
        None
    }
}

/// Whether `list` has `word` in any case.
pub(super) fn contains(list: &str, word: &str) -> bool {
    Folded::new(word).is_in(list)
}
