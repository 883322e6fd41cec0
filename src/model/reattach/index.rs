//! The words of all sentences of the article, and which sentences hold a word.

use super::words::{Vocabulary, Word, narrow};
use std::ops::Range;

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
    /// What the words of each sentence are worth together.
    totals: Vec<f32>,
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

    /// Adds up what the sentences are worth when the weights are fixed.
    pub(super) fn total_up(&mut self, vocabulary: &Vocabulary) {
        self.totals = (0..self.len()).map(|sentence| vocabulary.total(self.sentence(sentence))).collect();
    }

    /// What the words of a sentence are worth together.
    pub(super) fn total(&self, sentence: usize) -> f32 {
        self.totals.get(sentence).copied().unwrap_or(0.0)
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
