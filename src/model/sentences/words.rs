//! Word lists: one string of words in lower case, sorted by code point and parted
//! by one space. Half the size of an array of strings in the wasm, and bisected
//! just as well.

use super::look::{LONGEST_WORD, is_apostrophe};
use std::cmp::Ordering;

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
        let (word, list) = (self.as_bytes(), list.as_bytes());
        let (mut low, mut high) = (0, list.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = list.get(low..middle).unwrap_or_default();
            let start = before.iter().rposition(|&byte| byte == b' ').map_or(low, |space| low + space + 1);
            let after = list.get(middle..high).unwrap_or_default();
            let end = after.iter().position(|&byte| byte == b' ').map_or(high, |space| middle + space);
            match list.get(start..end).unwrap_or_default().cmp(word) {
                Ordering::Equal => return true,
                Ordering::Less => low = end + 1,
                Ordering::Greater => high = start.saturating_sub(1),
            }
        }
        false
    }

    /// Whether `filter` may have the word; seldom true if its lists do not have it.
    pub(super) fn may_be_in(&self, filter: &Filter) -> bool {
        let bit = hash(self.as_bytes());
        filter.bits.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }
}

/// Whether `list` has `word` in any case.
pub(super) fn contains(list: &str, word: &str) -> bool {
    Folded::new(word).is_in(list)
}

/// How many bits a filter has.
const BITS: usize = 2048;

/// Tells in one look that a word is in none of some lists (a Bloom filter).
pub(super) struct Filter {
    bits: [u64; BITS / 64],
}

impl Filter {
    /// The filter of `lists`, made when the crate is compiled.
    #[expect(clippy::indexing_slicing, reason = "const code has no get(); a wrong index fails the compilation")]
    pub(super) const fn of(lists: &[&str]) -> Self {
        let mut bits = [0; BITS / 64];
        let mut index = 0;
        while index < lists.len() {
            let mut rest = lists[index].as_bytes();
            while !rest.is_empty() {
                let mut length = 0;
                while length < rest.len() && rest[length] != b' ' {
                    length += 1;
                }
                let (word, after) = rest.split_at(length);
                let bit = hash(word);
                bits[bit / 64] |= 1 << (bit % 64);
                rest = match after {
                    [_, more @ ..] => more,
                    [] => after,
                };
            }
            index += 1;
        }
        Self { bits }
    }
}

/// A number below [`BITS`] from a word (FNV-1a, folded).
#[expect(clippy::indexing_slicing, reason = "const code has no iterators; the index is below the length")]
const fn hash(word: &[u8]) -> usize {
    let mut hash = 0x811C_9DC5_u32;
    let mut index = 0;
    while index < word.len() {
        hash = (hash ^ word[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    (hash ^ hash >> 15) as usize % BITS
}
