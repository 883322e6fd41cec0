//! Boundaries that a reader set or removed by hand, kept beside the sentences they change.
//!
//! An edit says how a boundary differs from the scanner's: undoing one is making its
//! opposite, and what was joined and split at the same place is no edit any more.

use super::{Sentence, Sentences};
use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use crate::model::words;

/// What was done to a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// Removed: two sentences became one.
    Join,
    /// Set: one sentence became two.
    Split,
}

/// A boundary set or removed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was done.
    pub kind: EditKind,
    /// Where the second of the two sentences begins.
    pub at: ByteOffset,
}

impl Edit {
    /// The boundary at `at` is removed.
    #[must_use]
    pub fn join(at: ByteOffset) -> Self {
        Self { kind: EditKind::Join, at }
    }

    /// A boundary is set at `at`.
    #[must_use]
    pub fn split(at: ByteOffset) -> Self {
        Self { kind: EditKind::Split, at }
    }

    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self.kind {
            EditKind::Join => Self::split(self.at),
            EditKind::Split => Self::join(self.at),
        }
    }
}

impl Sentences {
    /// Sentences found elsewhere (a file), of which is known how they were mended.
    #[must_use]
    pub fn from_mended(list: Vec<Sentence>, edits: Vec<Edit>) -> Self {
        Self { list, edits }
    }

    /// How they differ from what the scanner found, in reading order.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Makes one edit. `None`, and nothing is changed, where it cannot be made: blocks
    /// are never joined, words never split, and both halves must have text. Otherwise
    /// the number of the sentence before the boundary, and the edit as it was made.
    pub fn mend(&mut self, edit: Edit, article: &ArticleText) -> Option<(usize, Edit)> {
        let rest = article.as_str().get(edit.at.get()..)?;
        let at = ByteOffset::new(edit.at.get() + rest.len() - rest.trim_start().len());
        let edit = Edit { at, ..edit };
        let known = self.edits.binary_search_by_key(&at, |edit| edit.at);
        let next = self.list.partition_point(|sentence| sentence.span.start() < at);
        let first = next.checked_sub(1)?;
        let whole = *self.list.get(first)?;
        match edit.kind {
            EditKind::Join => {
                let second = *self.list.get(next).filter(|second| second.span.start() == at)?;
                if second.block != whole.block {
                    return None;
                }
                self.list.remove(next);
                self.list.get_mut(first)?.span = whole.span.join(second.span);
            }
            EditKind::Split => {
                let before = article.as_str().get(whole.span.start().get()..at.get())?.trim_end();
                let second = Span::new(at, whole.span.end())?;
                let half = Span::from_bytes(whole.span.start().get(), whole.span.start().get() + before.len())?;
                if known.is_err() && within_word(article.slice(whole.span), at.get() - whole.span.start().get()) {
                    return None;
                }
                self.list.insert(next, Sentence { span: second, ..whole });
                self.list.get_mut(first)?.span = half;
            }
        }
        match known {
            // In sentences that the scanner found it is the opposite: no edit can be made twice.
            Ok(known) => drop(self.edits.remove(known)),
            Err(place) => self.edits.insert(place, edit),
        }
        Some((first, edit))
    }

    /// These sentences with all of `edits` that can be made.
    #[must_use]
    pub fn mended(&self, edits: &[Edit], article: &ArticleText) -> Self {
        let mut sentences = self.clone();
        for edit in edits {
            sentences.mend(*edit, article);
        }
        sentences
    }

    /// These sentences as they were before all mending.
    #[must_use]
    pub fn unmended(&self, article: &ArticleText) -> Self {
        let mut sentences = self.clone();
        for edit in &self.edits {
            sentences.mend(edit.inverse(), article);
        }
        sentences
    }

    /// Where the sentence with this number can be split: before each word but the first,
    /// and where it was joined.
    #[must_use]
    pub fn split_places(&self, number: usize, article: &ArticleText) -> Vec<ByteOffset> {
        let Some(sentence) = self.list.get(number) else { return Vec::new() };
        let start = sentence.span.start().get();
        let mut places: Vec<ByteOffset> = Vec::new();
        for place in self::places(article.slice(sentence.span)) {
            places.push(ByteOffset::new(start + place));
        }
        for edit in &self.edits {
            let inside = edit.kind == EditKind::Join && sentence.span.holds(edit.at);
            let after = places.partition_point(|place| *place < edit.at);
            if inside && places.get(after) != Some(&edit.at) {
                places.insert(after, edit.at);
            }
        }
        places
    }
}

/// Where `text` can be split, in bytes: one place between any two words, after the white
/// space there, else before the marks that open what follows.
pub(in crate::model) fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut end = None;
    for word in words::words(text) {
        if let Some(gap) = end.and_then(|end| text.get(end..word.start)) {
            let marks = match gap.rfind(char::is_whitespace) {
                Some(space) => gap.get(space..).unwrap_or_default().trim_start().len(),
                None => gap.len() - gap.trim_end_matches(opens).len(),
            };
            places.push(word.start - marks);
        }
        end = Some(word.end);
    }
    places
}

/// Whether what follows a mark belongs to it.
fn opens(mark: char) -> bool {
    matches!(
        mark,
        '(' | '[' | '{' | '“' | '‘' | '«' | '„' | '「' | '『' | '（' | '《' | '¿' | '¡' | '#' | '$' | '€' | '£'
    )
}

/// How many words of `text` end before `at`.
pub(in crate::model) fn words_before(text: &str, at: usize) -> usize {
    words::words(text).iter().filter(|word| word.end <= at).count()
}

fn within_word(text: &str, at: usize) -> bool {
    words::words(text).iter().any(|word| word.start < at && at < word.end)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::article::{BlockKind, BlockSource};
    use proptest::prelude::*;

    fn article(blocks: &[&str]) -> ArticleText {
        ArticleText::new(blocks.iter().map(|block| BlockSource {
            text: (*block).to_owned(),
            kind: BlockKind::Paragraph,
            lang: "en".into(),
            hints: Vec::new(),
        }))
    }

    fn texts<'a>(sentences: &Sentences, article: &'a ArticleText) -> Vec<&'a str> {
        sentences.as_slice().iter().map(|sentence| article.slice(sentence.span)).collect()
    }

    fn place(article: &ArticleText, text: &str) -> ByteOffset {
        ByteOffset::new(article.as_str().find(text).unwrap())
    }

    const BLOCKS: [&str; 2] = ["Roses cost €4.50 each. “So be it,” she said. Why?", "The end."];

    #[test]
    fn joining_and_splitting_at_one_place_is_no_edit() {
        let article = article(&BLOCKS);
        let scanned = Sentences::of(&article);
        let mut sentences = scanned.clone();
        let so = place(&article, "“So");
        assert_eq!(sentences.mend(Edit::join(so), &article), Some((0, Edit::join(so))));
        assert_eq!(texts(&sentences, &article), ["Roses cost €4.50 each. “So be it,” she said.", "Why?", "The end."]);
        assert_eq!(sentences.mend(Edit::join(so), &article), None, "already joined");
        let she = place(&article, "she");
        assert_eq!(sentences.mend(Edit::split(she), &article), Some((0, Edit::split(she))));
        assert_eq!(texts(&sentences, &article)[..2], ["Roses cost €4.50 each. “So be it,”", "she said."]);
        assert_eq!(sentences.edits(), [Edit::join(so), Edit::split(she)]);
        assert_eq!(sentences.unmended(&article), scanned);
        sentences.mend(Edit::split(so), &article);
        sentences.mend(Edit::join(she), &article);
        assert_eq!(sentences, scanned);
    }

    #[test]
    fn some_edits_cannot_be_made() {
        let article = article(&BLOCKS);
        let mut sentences = Sentences::of(&article);
        for (edit, why) in [
            (Edit::join(place(&article, "The end")), "another block"),
            (Edit::join(place(&article, "Roses")), "nothing before"),
            (Edit::join(place(&article, "cost")), "no boundary"),
            (Edit::split(place(&article, "“So")), "a boundary already"),
            (Edit::split(place(&article, "ost")), "within a word"),
            (Edit::split(ByteOffset::new(place(&article, "€").get() + 1)), "within a character"),
            (Edit::split(place(&article, "Roses")), "nothing before"),
            (Edit::split(ByteOffset::new(article.as_str().len())), "nothing after"),
            (Edit::split(ByteOffset::new(9999)), "past the end"),
        ] {
            assert_eq!(sentences.mend(edit, &article), None, "{why}");
        }
        assert_eq!(sentences, Sentences::of(&article));
        let space = ByteOffset::new(place(&article, "cost").get() - 1);
        assert_eq!(sentences.mend(Edit::split(space), &article), Some((0, Edit::split(place(&article, "cost")))));
    }

    #[test]
    fn places_to_split_stand_between_words() {
        let cut = |text: &'static str| places(text).into_iter().map(|at| &text[at..]).collect::<Vec<_>>();
        assert_eq!(cut("He said: “So — be it.”"), ["said: “So — be it.”", "“So — be it.”", "be it.”", "it.”"]);
        assert_eq!(cut("春。「夏"), ["「夏"]);
        assert_eq!(cut("one/two"), ["two"]);
        assert!(cut("🎉 One! 🎉").is_empty());
    }

    #[test]
    fn what_was_joined_can_be_split_again_even_within_a_word() {
        let article = article(&["It ended.Then it began."]);
        let scanned = Sentences::of(&article);
        assert_eq!(scanned.len(), 2);
        let then = place(&article, "Then");
        let joined = scanned.mended(&[Edit::join(then)], &article);
        assert!(joined.split_places(0, &article).contains(&then));
        assert_eq!(joined.mended(&[Edit::split(then)], &article), scanned);
    }

    proptest! {
        /// Every edit is taken back by its opposite, all of them by `unmended`; and edits
        /// made anew on the scanner's sentences, in whatever order, give the same sentences.
        #[test]
        fn mending_can_be_taken_back(
            blocks in prop::collection::vec("([A-Z][a-z]{1,4}[ \u{a0}]{1,2}|[“(]?[a-z]{2,3}[.!?]?[”)]? |3\\.5 |e\u{301}|🎉|。|\n){1,14}", 1..4),
            edits in prop::collection::vec((any::<bool>(), 0_usize..200), 0..20),
        ) {
            let blocks: Vec<&str> = blocks.iter().map(|block| block.trim()).collect();
            let article = article(&blocks);
            let scanned = Sentences::of(&article);
            let mut sentences = scanned.clone();
            for (joins, at) in edits {
                let edit = if joins {
                    let Some(sentence) = sentences.get(at % sentences.len().max(1)) else { continue };
                    Edit::join(sentence.span.start())
                } else {
                    Edit::split(ByteOffset::new(at))
                };
                let before = sentences.clone();
                let Some((first, made)) = sentences.mend(edit, &article) else {
                    prop_assert_eq!(&sentences, &before);
                    continue;
                };
                let mut back = sentences.clone();
                prop_assert_eq!(back.mend(made.inverse(), &article), Some((first, made.inverse())));
                prop_assert_eq!(&back, &before);
                for sentence in sentences.as_slice() {
                    let text = article.slice(sentence.span);
                    prop_assert!(!text.is_empty() && text.trim() == text, "{:?}", text);
                }
                prop_assert!(sentences.as_slice().windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
            }
            prop_assert_eq!(&sentences.unmended(&article), &scanned);
            let mut edits = sentences.edits().to_vec();
            prop_assert!(edits.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert_eq!(&scanned.mended(&edits, &article), &sentences);
            edits.reverse();
            prop_assert_eq!(&scanned.mended(&edits, &article), &sentences);
        }
    }
}
