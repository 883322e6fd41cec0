//! Finding annotations again in a text that was edited.
//!
//! With a [`Snapshot`] of the old sentences the unchanged ones are found by comparing
//! two lists of hashes, and what was edited is looked for between them. Without one
//! (an imported file) every annotation is looked for by its quote. What cannot be
//! found becomes an orphan; a weak likeness is attached, but to be checked.

mod align;
mod anchors;
mod away;
mod back;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod back_tests;
mod by_hash;
mod chain;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod change_tests;
mod compare;
mod diff;
pub mod edits;
mod ends;
mod first;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod first_tests;
mod fit;
mod fold;
mod index;
mod merge;
mod near;
mod pieces;
mod place;
mod quote;
mod returned;
mod run;
mod snapshot;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tie_tests;
mod ties;
mod words;

pub use away::Away;
pub use fold::folded;
pub(crate) use fold::stands_alone;
pub(crate) use place::looks_the_same;
pub use run::{Progress, Reattachment};
pub use snapshot::Snapshot;

use crate::model::annotation::{Anchoring, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use std::ops::Range;

/// An annotation to be found again.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its text and surroundings when it was made.
    pub quote: Quote,
    /// Where it stood on another text than that: which, and how surely.
    pub standing: Option<(Quote, Anchoring)>,
    /// Where it stood last, in code points of the old text.
    pub position: Option<(usize, usize)>,
    /// The numbers of the old sentences it touched; used with a snapshot only.
    pub sentences: Option<Range<usize>>,
}

/// A quote of which nothing else is known.
impl From<Quote> for Wanted {
    fn from(quote: Quote) -> Self {
        Self { quote, standing: None, position: None, sentences: None }
    }
}

/// What the search could go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The snapshot of the old sentences.
    Snapshot,
    /// The quotes alone, because …
    Quotes(WithoutSnapshot),
}

/// Why a search went by the quotes alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithoutSnapshot {
    /// there was no snapshot,
    Missing,
    /// it was made by another segmenter or another version,
    OtherVersion,
    /// it cannot be read, or has not one hash for each sentence,
    Damaged,
    /// or none of its sentences is in this article.
    OtherArticle,
}

/// Where everything is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Reattached {
    /// One place for every wanted annotation, in the same order.
    pub places: Vec<Place>,
    /// For every old sentence the number of the new one with the same text, if any, as
    /// [`map_sentences`] tells, of equal ones the one in its labels' surroundings; empty where the search did not compare the snapshots.
    pub sentence_map: Vec<Option<usize>>,
    /// What the search could go by.
    pub basis: Basis,
}

/// Finds all annotations in one go; [`Reattachment`] does the same in slices.
#[must_use]
pub fn reattach(old: Option<&Snapshot>, wanted: &[Wanted], article: &ArticleText, sentences: &Sentences) -> Reattached {
    let mut work = Reattachment::new(old.cloned(), wanted.to_vec());
    loop {
        if let Progress::Done(found) = work.step(article, sentences, &mut || false) {
            return found;
        }
    }
}

/// For every old sentence the number of the new one with the same text, if any:
/// carries judgements such as "no label" over.
#[must_use]
pub fn map_sentences(old: &Snapshot, new: &Snapshot) -> Vec<Option<usize>> {
    diff::Matching::of(&old.hashes, &new.hashes, &|_, _| 0.0).into_map()
}
