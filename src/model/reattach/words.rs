//! Words: the folded text as numbers, and how much each word says.

use super::fold::{fold, in_word, stands_alone};
use crate::model::numbers::Numbers;

/// A word in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Its number in the [`Vocabulary`].
    pub(super) id: u32,
    /// First byte.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// Start value of FNV-1a, 64 bits.
pub(super) const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a over a whole character instead of a byte.
pub(super) fn add(hash: u64, character: char) -> u64 {
    (hash ^ u64::from(character)).wrapping_mul(0x0100_0000_01b3)
}

/// MurmurHash3's last step: spreads every bit over all others.
pub(super) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Calls `found(hash, letters, start, end)` for every word of `text`; `letters` is
/// the folded word, `start..end` its bytes in `text`.
pub(super) fn each_word(text: &str, mut found: impl FnMut(u64, &str, usize, usize)) {
    let mut letters = String::new();
    let (mut hash, mut start, mut end) = (FNV, 0, 0);
    for (at, character) in text.char_indices() {
        if character.is_ascii_alphanumeric() {
            if letters.is_empty() {
                start = at;
            }
            let folded = character.to_ascii_lowercase();
            letters.push(folded);
            hash = add(hash, folded);
            end = at + 1;
            continue;
        }
        if character == ' ' {
            if !letters.is_empty() {
                found(mix(hash), &letters, start, end);
                letters.clear();
                hash = FNV;
            }
            continue;
        }
        let after = at + character.len_utf8();
        fold(character, &mut |folded| {
            let alone = stands_alone(folded);
            if in_word(folded) && !alone {
                if letters.is_empty() {
                    start = at;
                }
                letters.push(folded);
                hash = add(hash, folded);
                end = after;
                return;
            }
            // An apostrophe inside a word is no end of it: don’t, l’été.
            if folded == '\'' && !letters.is_empty() {
                return;
            }
            if !letters.is_empty() {
                found(mix(hash), &letters, start, end);
                letters.clear();
                hash = FNV;
            }
            if alone {
                letters.push(folded);
                found(mix(add(FNV, folded)), &letters, at, after);
                letters.clear();
            }
        });
    }
    if !letters.is_empty() {
        found(mix(hash), &letters, start, end);
    }
}

/// Share of the longer word that two forms of a word have in common at their start.
const STEM: f32 = 0.6;

/// What makes two words nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinship {
    /// One letter too many, too few, wrong or swapped.
    Typo,
    /// Two forms of a word: "receive" and "receiver".
    Form,
}

#[derive(Clone, Copy, Debug)]
struct Spelling {
    start: u32,
    bytes: u32,
    /// Which letters occur: two words that are one typo apart differ in at most two bits.
    letters: u32,
    /// In how many sentences it stands.
    count: u32,
}

/// All words met, numbered, with what each is worth.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: Numbers,
    spelled: String,
    spellings: Vec<Spelling>,
    weights: Vec<f32>,
    /// First letter of words that may have typos and other forms, 0 for the others.
    initials: Vec<u8>,
}

impl Vocabulary {
    /// Adds the words of `text` to `list`; positions are in bytes from `base`.
    pub(super) fn read(&mut self, text: &str, base: usize, list: &mut Vec<Word>) {
        each_word(text, |hash, letters, start, end| {
            let id = self.id(hash, letters);
            list.push(Word { id, start: narrow(base + start), end: narrow(base + end) });
        });
    }

    /// The words of `text` that is compared with the article's.
    pub(super) fn ids_of(&mut self, text: &str) -> Vec<u32> {
        let mut words = Vec::new();
        self.read(text, 0, &mut words);
        words.iter().map(|word| word.id).collect()
    }

    fn id(&mut self, hash: u64, letters: &str) -> u32 {
        let id = self.ids.number(hash);
        if id == self.spellings.len() {
            let start = narrow(self.spelled.len());
            self.spelled.push_str(letters);
            let numeric = letters.bytes().any(|byte| byte.is_ascii_digit());
            let variable = (4..=64).contains(&letters.len()) && !numeric;
            self.initials.push(letters.bytes().next().filter(|_| variable).unwrap_or(0));
            self.spellings.push(Spelling {
                start,
                bytes: narrow(letters.len()),
                letters: letters.bytes().fold(0, |set, byte| set | 1 << (byte & 31)),
                count: 0,
            });
        }
        narrow(id)
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.spellings.len()
    }

    /// Counts one more sentence that holds `id`.
    pub(super) fn count(&mut self, id: u32) {
        if let Some(spelling) = self.spellings.get_mut(id as usize) {
            spelling.count += 1;
        }
    }

    /// Fixes the weights when all words are counted: rare and long words say more.
    pub(super) fn weigh(&mut self, sentences: usize) {
        let sentences = sentences.max(2) as f32;
        self.weights = self
            .spellings
            .iter()
            .map(|spelling| {
                let rarity = (1.0 + sentences / spelling.count.max(1) as f32).ln() / (1.0 + sentences).ln();
                let length = spelling.bytes.min(8) as f32 / 8.0;
                0.02 + rarity * (0.25 + 0.75 * length)
            })
            .collect();
    }

    /// What a word is worth, about 0.1–1.
    pub(super) fn weight(&self, id: u32) -> f32 {
        self.weights.get(id as usize).copied().unwrap_or(0.0)
    }

    /// What a list of words is worth.
    pub(super) fn total(&self, words: &[u32]) -> f32 {
        words.iter().map(|&id| self.weight(id)).sum()
    }

    /// First letter of a word of four letters and more without digits, else 0. Only
    /// words with the same one are variants of each other.
    pub(super) fn initial(&self, id: u32) -> u8 {
        self.initials.get(id as usize).copied().unwrap_or(0)
    }

    /// How two different words with the same [`Vocabulary::initial`] belong together.
    pub(super) fn kinship(&self, one: u32, other: u32) -> Option<Kinship> {
        let (first, second) = (self.spellings.get(one as usize)?, self.spellings.get(other as usize)?);
        let (left, right) = (self.letters(first), self.letters(second));
        if left.len().abs_diff(right.len()) <= 1
            && (first.letters ^ second.letters).count_ones() <= 2
            && one_edit(left, right)
        {
            return Some(Kinship::Typo);
        }
        let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
        let form = same >= 4 && same as f32 >= STEM * left.len().max(right.len()) as f32;
        form.then_some(Kinship::Form)
    }

    fn letters(&self, spelling: &Spelling) -> &[u8] {
        let start = spelling.start as usize;
        self.spelled.as_bytes().get(start..start + spelling.bytes as usize).unwrap_or_default()
    }
}

/// Damerau–Levenshtein distance of one, over bytes.
fn one_edit(one: &[u8], other: &[u8]) -> bool {
    let same_head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let same_tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let longer = one.len().max(other.len());
    if same_head + same_tail + 1 >= longer {
        return true;
    }
    one.len() == other.len()
        && same_head + same_tail + 2 == longer
        && one.get(same_head) == other.get(same_head + 1)
        && one.get(same_head + 1) == other.get(same_head)
}

/// Texts are far under 4 GB: the browser's strings end at 1 GB.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
