//! Finding hand-made sentence boundaries again in a text that was edited.
//!
//! An edit speaks of sentences as the scanner found them: a join of two neighbours, a
//! split of one. Where these are in the new text, word for word and only once, the edit
//! is made there; otherwise it is dropped, since a boundary in other words is another's.

use super::snapshot::hash;
use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentences;
use crate::model::sentences::mending::{Edit, EditKind, places, words_before};

/// What an edit is known by without the text in which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// Hashes of the sentences that were joined.
    Join(u64, u64),
    /// Hash of the sentence that was split, and how many of its words come before.
    Split(u64, u64),
}

/// What the edits of these sentences are known by.
#[must_use]
pub fn traces(article: &ArticleText, sentences: &Sentences) -> Vec<Trace> {
    if sentences.edits().is_empty() {
        return Vec::new();
    }
    let scanned = sentences.unmended(article);
    let traces = sentences.edits().iter().filter_map(|edit| {
        let here = scanned.at(edit.at)?;
        let span = scanned.get(here)?.span;
        let text = article.slice(span);
        Some(match edit.kind {
            EditKind::Join => {
                let before = scanned.get(here.checked_sub(1)?)?.span;
                Trace::Join(hash(article.slice(before)), hash(text))
            }
            EditKind::Split => {
                let words = words_before(text, edit.at.get().checked_sub(span.start().get())?);
                Trace::Split(hash(text), u64::try_from(words).ok()?)
            }
        })
    });
    traces.collect()
}

/// The edits that can be found again; `scanned` are the new text's sentences before all mending.
#[must_use]
pub fn find_edits(traces: &[Trace], article: &ArticleText, scanned: &Sentences) -> Vec<Edit> {
    if traces.is_empty() {
        return Vec::new();
    }
    let sentences = scanned.as_slice();
    let hashes: Vec<u64> = sentences.iter().map(|sentence| hash(article.slice(sentence.span))).collect();
    let only = |wanted: u64, after: Option<u64>| {
        let mut found = (0..hashes.len()).filter(|number| {
            hashes.get(*number) == Some(&wanted) && after.is_none_or(|after| hashes.get(number + 1) == Some(&after))
        });
        found.next().filter(|_| found.next().is_none())
    };
    let edits = traces.iter().filter_map(|trace| {
        Some(match *trace {
            Trace::Join(before, after) => Edit::join(sentences.get(only(before, Some(after))? + 1)?.span.start()),
            Trace::Split(whole, words) => {
                let span = sentences.get(only(whole, None)?)?.span;
                let place = *places(article.slice(span)).get(usize::try_from(words).ok()?.checked_sub(1)?)?;
                Edit::split(ByteOffset::new(span.start().get() + place))
            }
        })
    });
    edits.collect()
}

/// Traces as bytes, 17 an edit.
#[must_use]
pub fn to_bytes(traces: &[Trace]) -> Vec<u8> {
    let bytes = |kind: u8, one: u64, other: u64| [kind].into_iter().chain(one.to_le_bytes()).chain(other.to_le_bytes());
    let each = traces.iter().flat_map(|trace| match *trace {
        Trace::Join(before, after) => bytes(0, before, after),
        Trace::Split(whole, words) => bytes(1, whole, words),
    });
    each.collect()
}

/// Reads what [`to_bytes`] wrote; bytes that are no trace are left out.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Vec<Trace> {
    let each = bytes.as_chunks::<17>().0.iter().filter_map(|[kind, numbers @ ..]| {
        let (numbers, _) = numbers.as_chunks::<8>();
        let [one, other] = numbers else { return None };
        let (one, other) = (u64::from_le_bytes(*one), u64::from_le_bytes(*other));
        match kind {
            0 => Some(Trace::Join(one, other)),
            1 => Some(Trace::Split(one, other)),
            _ => None,
        }
    });
    each.collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn mended(text: &str, edits: &[(EditKind, &str)]) -> (ArticleText, Sentences) {
        let article = ArticleText::from_plain(text, "en");
        let edits = edits
            .iter()
            .map(|(kind, before)| Edit { kind: *kind, at: ByteOffset::new(article.as_str().find(before).unwrap()) });
        let edits: Vec<_> = edits.collect();
        let sentences = Sentences::of(&article).mended(&edits, &article);
        assert_eq!(sentences.edits().len(), edits.len());
        (article, sentences)
    }

    fn again(old: &(ArticleText, Sentences), new: &str) -> Vec<String> {
        let traces = traces(&old.0, &old.1);
        assert_eq!(from_bytes(&to_bytes(&traces)), traces);
        let article = ArticleText::from_plain(new, "en");
        let scanned = Sentences::of(&article);
        let sentences = scanned.mended(&find_edits(&traces, &article, &scanned), &article);
        sentences.as_slice().iter().map(|sentence| article.slice(sentence.span).to_owned()).collect()
    }

    const TEXT: &str = "The gate was green and nobody had locked it. We went in. Roses cost €4.50 each. I like them.";

    #[test]
    fn edits_are_found_where_their_sentences_are() {
        use EditKind::{Join, Split};
        let old = mended(TEXT, &[(Split, "nobody"), (Join, "We went"), (Join, "I like")]);
        assert_eq!(
            again(&old, &("A new start. ".to_owned() + TEXT)),
            [
                "A new start.",
                "The gate was green and",
                "nobody had locked it. We went in.",
                "Roses cost €4.50 each. I like them."
            ]
        );
        assert_eq!(
            again(&old, "The gate was green and nobody had locked it. Roses cost €4.50 each. But I like them."),
            ["The gate was green and", "nobody had locked it.", "Roses cost €4.50 each.", "But I like them."],
            "a join whose sentence is gone is dropped"
        );
        assert_eq!(
            again(&old, "We went in. The gate was red and nobody had locked it."),
            ["We went in.", "The gate was red and nobody had locked it."],
            "a split of other words is dropped"
        );
        assert_eq!(
            again(&old, "Roses cost €4.50 each. I like them. Why? Roses cost €4.50 each. I like them.").len(),
            5,
            "found twice is not found"
        );
        assert_eq!(
            again(&old, "Roses cost €4.50 each.\n\nI like them."),
            ["Roses cost €4.50 each.", "I like them."],
            "blocks are never joined"
        );
    }

    #[test]
    fn bytes_that_are_no_traces_are_left_out() {
        assert!(from_bytes(&[7; 40]).is_empty());
        assert!(from_bytes(&[0; 16]).is_empty());
    }
}
