//! Sentences by their hashes: which of them are the same.

use crate::model::ordering::sort;

/// Hashes with the numbers of their sentences, in the hashes' order.
#[derive(Debug)]
pub(super) struct ByHash(Vec<(u64, usize)>);

impl ByHash {
    /// Of these hashes and numbers.
    pub(super) fn of(mut sentences: Vec<(u64, usize)>) -> Self {
        sort(&mut sentences, Ord::cmp);
        Self(sentences)
    }

    /// All with this hash, in the order of their numbers.
    pub(super) fn all(&self, hash: u64) -> &[(u64, usize)] {
        let from = self.0.partition_point(|(known, _)| *known < hash);
        let to = self.0.partition_point(|(known, _)| *known <= hash);
        self.0.get(from..to).unwrap_or_default()
    }
}
