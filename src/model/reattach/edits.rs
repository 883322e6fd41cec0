//! Finding hand-made sentence boundaries again in a text that was edited.
//!
//! An edit speaks of sentences as the scanner found them: a join of two neighbours, a
//! split of one. Where these are in the new text, word for word and only once, the edit
//! is made there; otherwise it is dropped, since a boundary in other words is another's. A split
//! sentence may have copies: as many as before, and it is the same one of them.

use super::Snapshot;
use super::by_hash::ByHash;
use super::snapshot::hash;
use super::words::{mix, narrow};
use crate::model::article::ArticleText;
use crate::model::numbers::Numbers;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentences;
use crate::model::sentences::mending::{Edit, EditKind, places, words_before};

/// What an edit is known by without the text in which it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What was done.
    pub kind: EditKind,
    /// Hash of the sentence that was split or, of two that were joined, the first.
    pub first: u64,
    /// Hash of the second, or how many of the split sentence's words come before the boundary.
    pub second: u64,
    /// Which of so many sentences with the same words is split, from 1; zeros for a join.
    pub copy: (u32, u32),
}

/// What the edits of these sentences are known by.
#[must_use]
pub fn traces(article: &ArticleText, sentences: &Sentences) -> Vec<Trace> {
    if sentences.edits().is_empty() { Vec::new() } else { traces_of_edits(article, sentences) }
}

// Not inlined: a text that is opened for the first time has no edits.
#[inline(never)]
fn traces_of_edits(article: &ArticleText, sentences: &Sentences) -> Vec<Trace> {
    let mut traces = Vec::new();
    let scanned = sentences.unmended(article);
    let known = ByHash::of(Snapshot::of(article, &scanned).hashes.into_iter().zip(0..).collect());
    let text = |number: Option<usize>| Some(article.slice(scanned.get(number?)?.span));
    for edit in sentences.edits() {
        let here = scanned.at(edit.at);
        let Some(whole) = text(here) else { continue };
        let before = here.and_then(|here| text(here.checked_sub(1)));
        traces.push(match (edit.kind, before) {
            (kind @ EditKind::Join, Some(before)) => {
                Trace { kind, first: hash(before), second: hash(whole), copy: (0, 0) }
            }
            (EditKind::Join, None) => continue,
            (kind @ EditKind::Split, _) => {
                let start = here.and_then(|here| scanned.get(here)).map_or(0, |sentence| sentence.span.start().get());
                let (first, words) = (hash(whole), words_before(whole, edit.at.get().saturating_sub(start)));
                let copies = known.all(first);
                let which = copies.partition_point(|(_, number)| Some(*number) <= here);
                Trace { kind, first, second: words as u64, copy: (narrow(which), narrow(copies.len())) }
            }
        });
    }
    traces
}

/// The edits that can be found again; `scanned` are the new text's sentences before all mending,
/// `snapshot` is theirs.
#[must_use]
pub fn find_edits(traces: &[Trace], snapshot: &Snapshot, article: &ArticleText, scanned: &Sentences) -> Vec<Edit> {
    let pair = |first: u64, second: u64| mix(first ^ second.rotate_left(32));
    let key = |trace: &Trace| if trace.kind == EditKind::Join { pair(trace.first, trace.second) } else { trace.first };
    let mut numbers = Numbers::default();
    traces.iter().for_each(|trace| _ = numbers.number(key(trace)));
    // For each key the sentences where it occurs.
    let mut seen = vec![Vec::new(); numbers.count()];
    let mut note = |key: u64, sentence: usize| {
        if let Some(slot) = numbers.find(key).and_then(|number| seen.get_mut(number)) {
            slot.push(sentence);
        }
    };
    let mut before = None;
    for (number, &hash) in snapshot.hashes.iter().enumerate() {
        note(hash, number);
        before.into_iter().for_each(|before| note(pair(before, hash), number));
        before = Some(hash);
    }
    let mut edits = Vec::new();
    for trace in traces {
        let (which, of) = (trace.copy.0.max(1) as usize, trace.copy.1.max(1) as usize);
        let found = numbers.find(key(trace)).and_then(|number| seen.get(number)).filter(|found| found.len() == of);
        let found = found.and_then(|found| scanned.get(*found.get(which - 1)?));
        let Some(span) = found.map(|sentence| sentence.span) else { continue };
        let place = match usize::try_from(trace.second) {
            _ if trace.kind == EditKind::Join => Some(0),
            Ok(words) => words.checked_sub(1).and_then(|before| places(article.slice(span)).get(before).copied()),
            Err(_) => None,
        };
        if let Some(place) = place {
            edits.push(Edit { kind: trace.kind, at: ByteOffset::new(span.start().get() + place) });
        }
    }
    edits
}

/// Traces as bytes, 17 an edit.
#[must_use]
pub fn to_bytes(traces: &[Trace]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for trace in traces {
        bytes.push(u8::from(trace.kind == EditKind::Split));
        bytes.extend_from_slice(&trace.first.to_le_bytes());
        bytes.extend_from_slice(&packed(trace).to_le_bytes());
    }
    bytes
}

/// Above how many of its last eight bytes' bits a split has which copy it is of how many; below them is the
/// number of words.
const COPY: (u32, u32) = (24, 44);
/// What is below that bit.
const fn below(bit: u32) -> u64 {
    (1 << bit) - 1
}

/// A split's last eight bytes. Where there is no room for the copy it is left out: then the split is found
/// where its sentence stands alone.
fn packed(trace: &Trace) -> u64 {
    let (which, of) = (u64::from(trace.copy.0), u64::from(trace.copy.1));
    let fits = trace.kind == EditKind::Split && trace.second <= below(COPY.0) && of <= below(COPY.1 - COPY.0);
    if fits { trace.second | which << COPY.0 | of << COPY.1 } else { trace.second }
}

fn unpacked(kind: EditKind, first: u64, packed: u64) -> Trace {
    if kind == EditKind::Join {
        return Trace { kind, first, second: packed, copy: (0, 0) };
    }
    let copy = (narrow((packed >> COPY.0 & below(COPY.1 - COPY.0)) as usize), narrow((packed >> COPY.1) as usize));
    Trace { kind, first, second: packed & below(COPY.0), copy }
}

/// Reads what [`to_bytes`] wrote; bytes that are no trace are left out.
#[must_use]
pub fn from_bytes(bytes: &[u8]) -> Vec<Trace> {
    let mut traces = Vec::new();
    for [kind, numbers @ ..] in bytes.as_chunks::<17>().0 {
        if let [first, second] = numbers.as_chunks::<8>().0 {
            let kind = if *kind == 0 { EditKind::Join } else { EditKind::Split };
            traces.push(unpacked(kind, u64::from_le_bytes(*first), u64::from_le_bytes(*second)));
        }
    }
    traces
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
        let found = find_edits(&traces, &Snapshot::of(&article, &scanned), &article, &scanned);
        let sentences = scanned.mended(&found, &article);
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
    fn a_split_of_one_of_several_copies_is_found_while_all_of_them_are_there() {
        let (old, copy) = ("Nobody went in. The gate was green. ", "Nobody went in. ");
        let text = format!("{old}We ate. {copy}It rained.");
        let article = ArticleText::from_plain(&text, "en");
        let at = ByteOffset::new(text.rfind("went").unwrap());
        let sentences = Sentences::of(&article).mended(&[Edit::split(at)], &article);
        let old = (article, sentences);
        let split = ["Nobody", "went in."];
        let now = again(&old, &text.replace("It rained", "Then it rained"));
        assert_eq!(now[3..5], split, "{now:?}");
        for other in [text.replace("It rained.", copy), text.replacen(copy, "", 1), text.replace(copy, "")] {
            let now = again(&old, &other);
            assert!(!now.contains(&"Nobody".to_owned()), "nobody knows whose twin it is: {now:?}");
        }
        assert_eq!(from_bytes(&to_bytes(&[unpacked(EditKind::Split, 7, 3)]))[0].copy, (0, 0), "written before");
    }

    /// As many edits as sentences: once through both is enough.
    #[test]
    fn many_edits_are_found_soon() {
        let text: String = (0..20_000).map(|number| format!("The {number} gates stay open. ")).collect();
        let article = ArticleText::from_plain(&text, "en");
        let scanned = Sentences::of(&article);
        let snapshot = Snapshot::of(&article, &scanned);
        let split = |&first: &u64| Trace { kind: EditKind::Split, first, second: 3, copy: (1, 1) };
        let join = |pair: &[u64]| Trace { kind: EditKind::Join, first: pair[0], second: pair[1], copy: (0, 0) };
        let traces: Vec<Trace> =
            snapshot.hashes.iter().map(split).chain(snapshot.hashes.windows(2).map(join)).collect();
        let edits = find_edits(&traces, &snapshot, &article, &scanned);
        assert_eq!(edits.len(), 2 * scanned.len() - 1);
        assert!(article.as_str()[edits[7].at.get()..].starts_with("stay open. The 8"));
        assert_eq!(edits[scanned.len()].at, scanned.get(1).unwrap().span.start());
    }

    #[test]
    fn bytes_that_are_no_traces_are_left_out() {
        assert_eq!(from_bytes(&[7; 40]).len(), 2);
        assert!(from_bytes(&[0; 16]).is_empty());
    }
}
