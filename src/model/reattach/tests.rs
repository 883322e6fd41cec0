//! Behaviour of the whole search.

use super::*;
use crate::model::annotation::Anchoring;
use crate::model::article::{BlockKind, BlockSource};
use crate::model::span::Span;
use proptest::prelude::*;

fn article(text: &str) -> ArticleText {
    ArticleText::new(text.split('\n').map(|line| BlockSource {
        text: line.to_owned(),
        kind: BlockKind::Paragraph,
        lang: "en".into(),
        hints: Vec::new(),
    }))
}

/// Wants every sentence of `old`, with what is saved of them.
fn all_of(old: &ArticleText, sentences: &Sentences) -> Vec<Wanted> {
    let spans = sentences.as_slice().iter().map(|sentence| sentence.span);
    spans.map(|span| wanted(old, sentences, span)).collect()
}

fn wanted(old: &ArticleText, sentences: &Sentences, span: Span) -> Wanted {
    Wanted {
        quote: Quote::of(old, span),
        position: old.code_points_of(span),
        sentences: Some(sentences.touching(span)),
    }
}

/// The span of `text` in `article`.
fn span(article: &ArticleText, text: &str) -> Span {
    let at = article.as_str().find(text).unwrap();
    Span::from_bytes(at, at + text.len()).unwrap()
}

/// Looks for `marked` of `old` in `new`, with and without a snapshot; what stands
/// there now, and how surely.
fn both(old: &str, marked: &str, new: &str) -> [Option<(String, Anchoring)>; 2] {
    let (old, new) = (article(old), article(new));
    let sentences = Sentences::of(&old);
    let wanted = [wanted(&old, &sentences, span(&old, marked))];
    let now = Sentences::of(&new);
    [Some(Snapshot::of(&old, &sentences)), None].map(|snapshot| {
        match reattach(snapshot.as_ref(), &wanted, &new, &now).places[0] {
            Place::At { span, anchoring } => Some((new.slice(span).to_owned(), anchoring)),
            Place::Orphan { last } => {
                assert_eq!(last, wanted[0].position);
                None
            }
        }
    })
}

const PAGE: &str = "Tides\n\
    The harbour wall was raised by two metres in the spring. Nobody had asked the fishermen. \
    Their boats now lie a long way below the quay.\n\
    The council says that storms have become more frequent. Its own records show eleven in nine years.\n\
    Walls are ugly. A marsh would have done the same work for less money.";

#[test]
fn an_unchanged_page_is_exact() {
    for found in both(PAGE, "Nobody had asked the fishermen.", PAGE) {
        assert_eq!(found, Some(("Nobody had asked the fishermen.".to_owned(), Anchoring::Exact)));
    }
}

#[test]
fn an_edited_sentence_is_changed() {
    let new = PAGE.replace("Its own records show eleven in nine years", "Its records show twelve in nine years");
    for found in both(PAGE, "Its own records show eleven in nine years.", &new) {
        let (text, anchoring) = found.unwrap();
        assert_eq!(text, "Its records show twelve in nine years.");
        assert!(matches!(anchoring, Anchoring::Changed(left) if left > 0.6 && left < 1.0), "{anchoring:?}");
    }
}

#[test]
fn a_sentence_that_is_gone_is_an_orphan() {
    let new = PAGE.replace(" A marsh would have done the same work for less money.", "");
    for found in both(PAGE, "A marsh would have done the same work for less money.", &new) {
        assert_eq!(found, None);
    }
}

#[test]
fn a_moved_sentence_is_found() {
    let new = PAGE.replace(" Nobody had asked the fishermen.", "") + " Nobody had asked the fishermen.";
    let [with, without] = both(PAGE, "Nobody had asked the fishermen.", &new);
    assert_eq!(with, Some(("Nobody had asked the fishermen.".to_owned(), Anchoring::Moved)));
    assert_eq!(without.unwrap().0, "Nobody had asked the fishermen.");
}

#[test]
fn a_part_of_a_sentence_stays_a_part() {
    let new = PAGE.replace("Their boats now lie", "So their boats lie").replace("below the quay", "under it");
    for found in both(PAGE, "a long way below the quay", &new) {
        let (text, _) = found.unwrap();
        assert!(text.contains("a long way") && !text.contains("boats"), "{text}");
    }
}

#[test]
fn several_sentences_stay_together() {
    let marked = "Walls are ugly. A marsh would have done the same work for less money.";
    let new = PAGE.replace("Walls are ugly", "Walls are very ugly");
    for found in both(PAGE, marked, &new) {
        assert_eq!(found.unwrap().0, marked.replace("ugly", "very ugly"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_did_not_change_is_exact(text in "([A-Z][a-z]{1,5}( [a-zé🎉]{1,4}){0,4}[.?!][ \n]){1,30}") {
        let article = article(&text);
        let sentences = Sentences::of(&article);
        let wanted = all_of(&article, &sentences);
        let found = reattach(Some(&Snapshot::of(&article, &sentences)), &wanted, &article, &sentences);
        prop_assert_eq!(found.basis, Basis::Snapshot);
        for (place, sentence) in found.places.iter().zip(sentences.as_slice()) {
            prop_assert_eq!(*place, Place::At { span: sentence.span, anchoring: Anchoring::Exact });
        }
    }

    #[test]
    fn spans_are_always_in_the_text(
        old in "(\\PC|[.?! \n]|[a-c]{1,3} |Ab. |é|\u{0}|\u{301}|👩‍🏫){0,120}",
        new in "(\\PC|[.?! \n]|[a-c]{1,3} |Ab. |é|\u{0}|\u{301}|👩‍🏫){0,120}",
        marks in proptest::collection::vec((0..120_usize, 1..40_usize), 0..12),
        snapshot: bool,
    ) {
        let (old, new) = (article(&old), article(&new));
        let (before, now) = (Sentences::of(&old), Sentences::of(&new));
        let spans = marks.iter().filter_map(|&(start, length)| old.span_of_code_points(start, start + length));
        let wanted: Vec<Wanted> = spans.map(|span| wanted(&old, &before, span)).collect();
        let saved = snapshot.then(|| Snapshot::of(&old, &before));
        let found = reattach(saved.as_ref(), &wanted, &new, &now);
        prop_assert_eq!(found.places.len(), wanted.len());
        for place in found.places {
            if let Place::At { span, .. } = place {
                prop_assert!(new.as_str().get(span.bytes()).is_some());
            }
        }
    }
}
