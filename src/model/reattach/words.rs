//! Words: the folded text as numbers, and how much each word says.

use super::fold::{fold, in_word, stands_alone};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

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

/// Keys are good hashes already.
#[derive(Default)]
pub(super) struct Unhashed(u64);

impl Hasher for Unhashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0.rotate_left(8)) ^ u64::from(byte);
        }
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map whose keys are hashes.
pub(super) type HashKeyed<V> = HashMap<u64, V, BuildHasherDefault<Unhashed>>;

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

#[derive(Clone, Copy, Debug)]
struct Spelling {
    start: u32,
    bytes: u32,
    /// Which letters occur: two words that are one typo apart differ in at most two bits.
    letters: u32,
    /// In how many sentences it stands.
    count: u32,
    numeric: bool,
}

/// All words met, numbered, with what each is worth.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashKeyed<u32>,
    spelled: String,
    spellings: Vec<Spelling>,
    weights: Vec<f32>,
}

impl Vocabulary {
    /// Adds the words of `text` to `list`; positions are in bytes from `base`.
    pub(super) fn read(&mut self, text: &str, base: usize, list: &mut Vec<Word>) {
        each_word(text, |hash, letters, start, end| {
            let id = self.id(hash, letters);
            list.push(Word { id, start: narrow(base + start), end: narrow(base + end) });
        });
    }

    fn id(&mut self, hash: u64, letters: &str) -> u32 {
        let next = narrow(self.spellings.len());
        let id = *self.ids.entry(hash).or_insert(next);
        if id == next {
            let start = narrow(self.spelled.len());
            self.spelled.push_str(letters);
            self.spellings.push(Spelling {
                start,
                bytes: narrow(letters.len()),
                letters: letters.bytes().fold(0, |set, byte| set | 1 << (byte & 31)),
                count: 0,
                numeric: letters.bytes().any(|byte| byte.is_ascii_digit()),
            });
        }
        id
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

    /// Whether two words of four letters and more are the same but for one letter
    /// too many, too few, wrong or swapped. Numbers are never alike.
    pub(super) fn typo(&self, one: u32, other: u32) -> bool {
        let (Some(first), Some(second)) = (self.spellings.get(one as usize), self.spellings.get(other as usize)) else {
            return false;
        };
        if first.bytes.min(second.bytes) < 4
            || first.bytes.max(second.bytes) > 64
            || first.bytes.abs_diff(second.bytes) > 1
            || first.numeric
            || second.numeric
            || (first.letters ^ second.letters).count_ones() > 2
        {
            return false;
        }
        one_edit(self.letters(first), self.letters(second))
    }

    /// Whether two words begin alike, as forms of one word do.
    pub(super) fn same_stem(&self, one: u32, other: u32) -> bool {
        let (Some(first), Some(second)) = (self.spellings.get(one as usize), self.spellings.get(other as usize)) else {
            return false;
        };
        if first.bytes.min(second.bytes) < 4 || first.numeric || second.numeric {
            return false;
        }
        let same = self.letters(first).iter().zip(self.letters(second)).take_while(|(a, b)| a == b).count();
        same >= 4 && same as f32 >= STEM * first.bytes.max(second.bytes) as f32
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

/// The words of all sentences, and in which sentences each word stands.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Every word of the article.
    pub(super) words: Vec<Word>,
    /// Their numbers alone, for comparing.
    pub(super) ids: Vec<u32>,
    /// First word of each sentence, and the end.
    starts: Vec<u32>,
    /// First posting of each word, and the end.
    posted: Vec<u32>,
    postings: Vec<u32>,
}

impl Index {
    /// Adds the next sentence.
    pub(super) fn add(&mut self, vocabulary: &mut Vocabulary, text: &str, base: usize) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        vocabulary.read(text, base, &mut self.words);
        self.starts.push(narrow(self.words.len()));
    }

    /// Counts and posts the words when all sentences are added.
    pub(super) fn post(&mut self, vocabulary: &mut Vocabulary) {
        self.ids = self.words.iter().map(|word| word.id).collect();
        let mut last = vec![u32::MAX; vocabulary.len()];
        let mut posted = vec![0_u32; vocabulary.len() + 1];
        let mut pairs = Vec::with_capacity(self.words.len());
        for sentence in 0..self.len() {
            for &id in self.sentence(sentence) {
                if let Some(seen) = last.get_mut(id as usize)
                    && *seen != narrow(sentence)
                {
                    *seen = narrow(sentence);
                    pairs.push((id, narrow(sentence)));
                    vocabulary.count(id);
                    if let Some(slot) = posted.get_mut(id as usize + 1) {
                        *slot += 1;
                    }
                }
            }
        }
        let mut sum = 0;
        for slot in &mut posted {
            sum += *slot;
            *slot = sum;
        }
        let mut next = posted.clone();
        self.postings = vec![0; pairs.len()];
        for (id, sentence) in pairs {
            if let Some(slot) = next.get_mut(id as usize) {
                if let Some(posting) = self.postings.get_mut(*slot as usize) {
                    *posting = sentence;
                }
                *slot += 1;
            }
        }
        self.posted = posted;
    }

    /// How many sentences were added.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The places of the words of sentences `range` in [`Index::words`].
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let at = |sentence: usize| self.starts.get(sentence).map_or(self.words.len(), |&at| at as usize);
        at(range.start)..at(range.end).max(at(range.start))
    }

    /// The words of one sentence.
    pub(super) fn sentence(&self, sentence: usize) -> &[u32] {
        self.span(sentence..sentence + 1)
    }

    /// The words of neighbouring sentences.
    pub(super) fn span(&self, range: Range<usize>) -> &[u32] {
        self.ids.get(self.range(range)).unwrap_or_default()
    }

    /// The sentences with `id` within `range`, rising.
    pub(super) fn holding(&self, id: u32, range: &Range<usize>) -> &[u32] {
        let ends = (self.posted.get(id as usize), self.posted.get(id as usize + 1));
        let (Some(&start), Some(&end)) = ends else { return &[] };
        let all = self.postings.get(start as usize..end as usize).unwrap_or_default();
        let from = all.partition_point(|&sentence| (sentence as usize) < range.start);
        let to = all.partition_point(|&sentence| (sentence as usize) < range.end);
        all.get(from..to).unwrap_or_default()
    }
}
