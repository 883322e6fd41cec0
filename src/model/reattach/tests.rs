//! Behaviour of the whole search.

use super::*;
use crate::model::annotation::Anchoring;
use crate::model::span::Span;
use proptest::prelude::*;

pub(super) fn article(text: &str) -> ArticleText {
    ArticleText::of_lines(text, "en")
}

/// Wants every sentence of `old`, with what is saved of them.
fn all_of(old: &ArticleText, sentences: &Sentences) -> Vec<Wanted> {
    let spans = sentences.as_slice().iter().map(|sentence| sentence.span);
    spans.map(|span| wanted(old, sentences, span)).collect()
}

pub(super) fn wanted(old: &ArticleText, sentences: &Sentences, span: Span) -> Wanted {
    Wanted {
        quote: Quote::of(old, span),
        standing: None,
        position: old.code_points_of(span),
        sentences: Some(sentences.touching(span)),
    }
}

/// The span of `text` in `article`.
pub(super) fn span(article: &ArticleText, text: &str) -> Span {
    let at = article.as_str().find(text).unwrap();
    Span::from_bytes(at, at + text.len()).unwrap()
}

/// Looks for `marked` of `old` in `new`, with and without a snapshot; what stands
/// there now, and how surely.
pub(super) fn both(old: &str, marked: &str, new: &str) -> [Option<(String, Anchoring)>; 2] {
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

pub(super) const PAGE: &str = "Tides\n\
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
        let snapshot = Snapshot::of(&article, &sentences);
        for (old, basis) in
            [(Some(&snapshot), Basis::Snapshot), (None, Basis::Quotes(WithoutSnapshot::Missing))]
        {
            let found = reattach(old, &wanted, &article, &sentences);
            prop_assert_eq!(found.basis, basis);
            for (place, sentence) in found.places.iter().zip(sentences.as_slice()) {
                prop_assert_eq!(*place, Place::At { span: sentence.span, anchoring: Anchoring::Exact });
            }
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

#[test]
fn a_sentence_merged_into_another_is_a_part_of_it() {
    let new = PAGE.replace("frequent. Its own records show", "frequent, since its own records show");
    let marked = "Its own records show eleven in nine years.";
    for found in both(PAGE, marked, &new) {
        let (text, _) = found.unwrap();
        assert!(text.contains("own records show eleven in nine years"), "{text}");
    }
}

#[test]
fn a_split_sentence_is_both_halves() {
    let new = PAGE.replace(
        "The harbour wall was raised by two metres in the spring.",
        "The harbour wall was raised. It grew by two metres in the spring.",
    );
    let [with, _] = both(PAGE, "The harbour wall was raised by two metres in the spring.", &new);
    assert_eq!(with.unwrap().0, "The harbour wall was raised. It grew by two metres in the spring.");
}

#[test]
fn a_snapshot_that_does_not_fit_is_left_aside_and_said_so() {
    let page = article(PAGE);
    let sentences = Sentences::of(&page);
    let wanted = all_of(&page, &sentences);
    let good = Snapshot::of(&page, &sentences);
    let cut = Snapshot { hashes: good.hashes[..3].to_vec(), ..good.clone() };
    let older = Snapshot { version: "0".into(), ..good.clone() };
    let other = Snapshot { hashes: (0..40).map(|number| number * 7919).collect(), ..good.clone() };
    let damaged = |hashes: Vec<u64>| Snapshot { hashes, damaged: true, ..good.clone() };
    let (one, few) = (damaged([&[7], &*good.hashes].concat()), damaged(other.hashes[..3].to_vec()));
    let (nothing, foreign) = (damaged(Vec::new()), damaged(other.hashes[..9].to_vec()));
    for (snapshot, why) in [
        (Some(&cut), WithoutSnapshot::Damaged),
        (Some(&one), WithoutSnapshot::Damaged),
        (Some(&few), WithoutSnapshot::Damaged),
        (Some(&nothing), WithoutSnapshot::Damaged),
        (Some(&older), WithoutSnapshot::OtherVersion),
        (Some(&other), WithoutSnapshot::OtherArticle),
        (Some(&foreign), WithoutSnapshot::OtherArticle),
        (None, WithoutSnapshot::Missing),
    ] {
        let found = reattach(snapshot, &wanted, &page, &sentences);
        assert_eq!(found.basis, Basis::Quotes(why));
        assert!(found.sentence_map.iter().all(Option::is_none));
        for (place, sentence) in found.places.iter().zip(sentences.as_slice()) {
            assert_eq!(*place, Place::At { span: sentence.span, anchoring: Anchoring::Exact });
        }
    }
    let bytes = good.to_bytes();
    let read = |bytes: &[u8], count| Snapshot::from_bytes(&good.method, &good.version, bytes, count);
    assert_eq!([None, Some(sentences.len())].map(|count| read(&bytes, count)), [good.clone(), good.clone()]);
    assert!(read(&bytes[..13], None).damaged, "inside a hash");
    assert!(read(&bytes[..24], Some(sentences.len())).damaged, "between two hashes");
    assert!(read(&bytes.repeat(2), Some(sentences.len())).damaged, "more than there were sentences");
}

#[test]
fn judgements_follow_unchanged_sentences() {
    let (old, new) = (article("One here. Two here. Three here."), article("Two here. New here. Three here. One here."));
    let of = |article| Snapshot::of(article, &Sentences::of(article));
    assert_eq!(map_sentences(&of(&old), &of(&new)), [Some(3), Some(0), Some(2)]);
}

#[test]
fn slices_find_the_same() {
    let new = article(&PAGE.replace("eleven", "twelve").replace("ugly", "grey"));
    let old = article(PAGE);
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let (snapshot, wanted) = (Snapshot::of(&old, &before), all_of(&old, &before));
    let whole = reattach(Some(&snapshot), &wanted, &new, &now);
    let mut work = Reattachment::new(Some(snapshot), wanted);
    let mut last = 0.0;
    let sliced = loop {
        match work.step(&new, &now, &mut || true) {
            Progress::Working(done) => {
                assert!((last..=1.0).contains(&done), "{last} {done}");
                last = done;
            }
            Progress::Done(found) => break found,
        }
    };
    assert_eq!(sliced, whole);
}

/// Inputs that nobody writes and somebody will open; each within seconds, unoptimised.
#[test]
fn odd_texts_end_soon_and_do_no_harm() {
    let quote = |exact: &str| Wanted::from(Quote { prefix: "".into(), exact: exact.into(), suffix: "".into() });
    let long = "long words here ".repeat(6_000);
    let changed = long.replacen("here long words", "here no long words", 3_000).replacen("no long", "long", 2_999);
    let texts = [
        long.clone(),
        "a".repeat(1_000_000),
        "Yes. ".repeat(10_000),
        "🎉".repeat(5_000),
        "?!… – ".repeat(5_000),
        "שלום 12 עולם. مرحبا 34 بالعالم. ".repeat(500),
        "nul\u{0} in text. ".repeat(500),
        String::new(),
    ];
    let wanted: Vec<Wanted> =
        ["", "Yes.", "🎉🎉", "?!", "12 עולם", "\u{0}", "a", long.trim_end(), &changed].map(quote).to_vec();
    for text in &texts {
        let page = article(text);
        let sentences = Sentences::of(&page);
        let snapshot = Snapshot::of(&page, &sentences);
        for old in [None, Some(&snapshot)] {
            let found = reattach(old, &wanted, &page, &sentences);
            assert_eq!(found.places.len(), wanted.len());
            assert_eq!(found.places[0], Place::Orphan { last: None });
        }
        // Alone, since a sentence that a label has is nobody else's.
        for long in &wanted[7..] {
            let found = reattach(None, std::slice::from_ref(long), &page, &sentences).places[0];
            let all = matches!(found, Place::At { span, .. } if span.bytes().len() > 90_000);
            assert_eq!(all, text.starts_with("long"), "{found:?}");
        }
    }
}

/// Boundaries set by hand are no segmenter's: a quote over several such sentences is not cut.
#[test]
fn a_label_over_mended_sentences_stays_where_it_is() {
    use crate::model::offsets::ByteOffset;
    use crate::model::sentences::mending::Edit;
    let mended = |page: &ArticleText| {
        let at = |text: &str| ByteOffset::new(page.as_str().find(text).unwrap());
        // Split inside a sentence; two joined and the second one split.
        let edits =
            [Edit::split(at("was raised by")), Edit::join(at("Its own records")), Edit::split(at("eleven in nine"))];
        Sentences::of(page).mended(&edits, page)
    };
    let old = article(PAGE);
    let before = mended(&old);
    let snapshot = Snapshot::of(&old, &before);
    for marked in [
        "harbour wall was raised by two metres",
        "The harbour wall was raised by two metres in the spring.",
        "The council says that storms have become more frequent. Its own records show eleven in nine years.",
        "Its own records show eleven",
    ] {
        let wanted = [wanted(&old, &before, span(&old, marked))];
        assert!(wanted[0].sentences.as_ref().is_some_and(|sentences| sentences.len() > 1), "{marked}");
        for new in [PAGE.to_owned(), format!("A new first line stands here now.\n{PAGE}")] {
            let new = article(&new);
            let place = reattach(Some(&snapshot), &wanted, &new, &mended(&new)).places[0];
            assert_eq!(place, Place::At { span: span(&new, marked), anchoring: Anchoring::Exact }, "{marked}");
        }
    }
}
