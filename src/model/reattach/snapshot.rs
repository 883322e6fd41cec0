//! The snapshot: what is remembered of an article's sentences to know them again.
//!
//! Eight bytes a sentence. The upper 24 bits are a hash of the folded text, the lower
//! 40 a sketch of ten min-hashes (A. Broder, "On the resemblance and containment of
//! documents", 1997; 4 bits each as in P. Li and A. C. König, "b-bit minwise hashing",
//! 2010): the share of equal ones tells how many words two sentences have in common,
//! although the old text itself is not kept. Two sentences are the same when all 64
//! bits are.

use super::fold::fold;
use super::words::{FNV, add, each_word, mix};
use super::{Basis, WithoutSnapshot};
use crate::model::article::ArticleText;
use crate::model::ordering::sort;
use crate::model::sentences::{METHOD, Sentences, VERSION};
use std::rc::Rc;

/// The hashes of all sentences of the text that annotations were last saved on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The segmenter that made the sentences.
    pub method: Rc<str>,
    /// The version of its rules, and after `+` that of the hashes.
    pub version: Rc<str>,
    /// One hash per sentence, in reading order.
    pub hashes: Vec<u64>,
    /// Whether they are known not to be one a sentence: then nothing is found by them.
    pub damaged: bool,
}

/// With fewer hashes than this, none that is known does not mean another article.
const FEW: usize = 8;

impl Snapshot {
    /// The snapshot of an article.
    #[must_use]
    pub fn of(article: &ArticleText, sentences: &Sentences) -> Self {
        let mut snapshot = Self::begin();
        snapshot.step(article, sentences, usize::MAX);
        snapshot
    }

    /// A snapshot to be made step by step; of no sentence yet.
    #[must_use]
    pub fn begin() -> Self {
        Self { method: METHOD.into(), version: VERSION.into(), hashes: Vec::new(), damaged: false }
    }

    /// Takes in at most `count` sentences more; whether it has all. Article and sentences must be
    /// the same every time.
    pub fn step(&mut self, article: &ArticleText, sentences: &Sentences, count: usize) -> bool {
        let next = sentences.as_slice().iter().skip(self.hashes.len()).take(count);
        self.hashes.extend(next.map(|sentence| hash(article.slice(sentence.span))));
        self.hashes.len() >= sentences.len()
    }

    /// Tells, in a fraction of the time that the hashes take, whether text and sentences
    /// are the very same as when it was made. Not for files: another version of the
    /// program may make another one.
    #[must_use]
    pub fn fingerprint(article: &ArticleText, sentences: &Sentences) -> u64 {
        let step = |sum: u64, value: u64| (sum ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        let (words, rest) = article.as_str().as_bytes().as_chunks::<8>();
        let most = words.iter().fold(FNV, |sum, word| step(sum, u64::from_le_bytes(*word)));
        let rest = rest.iter().chain(METHOD.as_bytes()).chain(VERSION.as_bytes());
        let text = rest.fold(most, |sum, &byte| step(sum, u64::from(byte)));
        let all = sentences.as_slice().iter();
        mix(all.fold(text, |sum, sentence| step(sum, sentence.span.end().get() as u64)))
    }

    /// The hashes as bytes, eight a sentence, lowest first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// Reads what [`Snapshot::to_bytes`] wrote. It is damaged if a part of a hash is left, or if it
    /// has another number of hashes than there were `sentences`, where that is known.
    #[must_use]
    pub fn from_bytes(method: &str, version: &str, bytes: &[u8], sentences: Option<usize>) -> Self {
        let (hashes, rest) = bytes.as_chunks::<8>();
        let damaged = !rest.is_empty() || sentences.is_some_and(|count| count != hashes.len());
        let hashes = hashes.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
        Self { method: method.into(), version: version.into(), hashes, damaged }
    }

    /// Whether this version of the program makes such hashes.
    #[must_use]
    pub fn is_current(&self) -> bool {
        *self.method == *METHOD && *self.version == *VERSION
    }
}

impl Basis {
    /// What a search can go by; the annotations speak of `least` old sentences.
    pub(super) fn of(old: Option<&Snapshot>, least: usize) -> Self {
        match old {
            None => Self::Quotes(WithoutSnapshot::Missing),
            Some(old) if !old.is_current() => Self::Quotes(WithoutSnapshot::OtherVersion),
            Some(old) if old.damaged || old.hashes.is_empty() || old.hashes.len() < least => {
                Self::Quotes(WithoutSnapshot::Damaged)
            }
            Some(_) => Self::Snapshot,
        }
    }
}

/// Whether hashes, even damaged ones, may tell that they are of another article.
pub(super) fn may_be_foreign(hashes: &[u64]) -> bool {
    hashes.len() >= FEW
}

/// Whether none of `old` is among `new`.
pub(super) fn all_unknown(old: &[u64], new: &[u64]) -> bool {
    let mut known = new.to_vec();
    sort(&mut known, Ord::cmp);
    old.iter().all(|hash| known.binary_search(hash).is_err())
}

/// The hash of one sentence.
#[must_use]
pub(super) fn hash(text: &str) -> u64 {
    let mut whole = FNV;
    let mut space = false;
    for character in text.chars() {
        fold(character, &mut |folded| {
            if folded == ' ' {
                space = whole != FNV;
                return;
            }
            if std::mem::take(&mut space) {
                whole = add(whole, ' ');
            }
            whole = add(whole, folded);
        });
    }
    // Short words are in every sentence; they count only where there are no others.
    let mut long = [u64::MAX; SKETCH];
    let mut short = [u64::MAX; SKETCH];
    each_word(text, |word, letters, _, _| {
        let least = if letters.len() >= 4 { &mut long } else { &mut short };
        let mut turned = word;
        for slot in least {
            turned = turned.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            *slot = (*slot).min(turned);
        }
    });
    let least = if long == [u64::MAX; SKETCH] { short } else { long };
    let sketch = least.iter().fold(0, |sketch, &value| sketch << 4 | mix(value) & 0xF);
    mix(whole) << 40 | sketch
}

/// Min-hashes in a sketch.
const SKETCH: usize = 10;

/// The share of words that two sentences have in common (Jaccard), judged by their
/// sketches: 0–1, give or take 0.15.
pub(super) fn resemblance(one: u64, other: u64) -> f32 {
    let differ = one ^ other;
    // One bit for every min-hash that differs.
    let differ = (differ | differ >> 1 | differ >> 2 | differ >> 3) & 0x11_1111_1111;
    let same = SKETCH - differ.count_ones() as usize;
    // One of sixteen agrees by chance.
    ((same as f32 / SKETCH as f32 - 1.0 / 16.0) / (15.0 / 16.0)).max(0.0)
}
