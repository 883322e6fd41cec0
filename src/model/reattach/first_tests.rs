//! Behaviour of labels that stand on other words than those they were made on.

use super::change_tests::again;
use super::tests::{PAGE, article, span, wanted};
use super::*;

const FIRST: &str = "Nobody had asked the fishermen.";
const OTHER: &str = "Last May the mayor cut a ribbon.";

/// Made on `FIRST`, attached by the reader to `text` of `page`.
fn attached(page: &str, text: &str, anchoring: Anchoring) -> Wanted {
    let page = article(page);
    let here = wanted(&page, &Sentences::of(&page), span(&page, text));
    let first = article(PAGE);
    Wanted { standing: Some((here.quote, anchoring)), quote: Quote::of(&first, span(&first, FIRST)), ..here }
}

/// What it stands on in `new`, by snapshot and by quotes.
fn then(wanted: &Wanted, old: &str, new: &str) -> [Option<(String, Anchoring)>; 2] {
    let (old, new) = (article(old), article(new));
    let now = Sentences::of(&new);
    [Some(Snapshot::of(&old, &Sentences::of(&old))), None].map(|snapshot| {
        match reattach(snapshot.as_ref(), std::slice::from_ref(wanted), &new, &now).places[0] {
            Place::At { span, anchoring } => Some((new.slice(span).to_owned(), anchoring)),
            Place::Orphan { .. } => None,
        }
    })
}

#[test]
fn what_was_accepted_or_doubted_stays_so_where_its_sentence_does() {
    let page = PAGE.replace(FIRST, OTHER);
    let elsewhere = page.replace("Walls are ugly.", "Walls are ugly and they are expensive.");
    let moved = format!("{}\n{OTHER} It was red.", page.replace(OTHER, ""));
    for anchoring in [Anchoring::Changed(0.1), Anchoring::Changed(0.6), Anchoring::Check(0.4)] {
        let wanted = attached(&page, OTHER, anchoring);
        for new in [&page, &elsewhere] {
            for found in then(&wanted, &page, new) {
                assert_eq!(found, Some((OTHER.to_owned(), anchoring)), "{new}");
            }
        }
        // Among other neighbours the words alone are not enough.
        let [by_snapshot, by_quotes] = then(&wanted, &page, &moved);
        assert_eq!(by_snapshot, Some((OTHER.to_owned(), anchoring)));
        assert!(matches!(by_quotes, Some((text, Anchoring::Check(_))) if text == OTHER));
    }
}

#[test]
fn a_further_edit_is_compared_with_what_it_stood_on() {
    let page = PAGE.replace(FIRST, OTHER);
    let edited = page.replace("the mayor cut", "our mayor cut");
    let wanted = attached(&page, OTHER, Anchoring::Changed(0.2));
    for found in then(&wanted, &page, &edited) {
        let (text, anchoring) = found.unwrap();
        assert_eq!(text, "Last May our mayor cut a ribbon.");
        assert!(matches!(anchoring, Anchoring::Changed(left) if left < 0.2), "accepted before: {anchoring:?}");
    }
    let [found, _] = then(&attached(&page, OTHER, Anchoring::Changed(0.56)), &page, &edited);
    assert!(matches!(found, Some((_, Anchoring::Check(_)))), "drifted too far without a look: {found:?}");
    let [found, _] = then(&attached(&page, OTHER, Anchoring::Check(0.9)), &page, &edited);
    assert!(matches!(found, Some((_, Anchoring::Check(_)))), "still in doubt: {found:?}");
}

#[test]
fn changed_back_it_is_where_it_was_made() {
    let page = PAGE.replace(FIRST, OTHER);
    for found in then(&attached(&page, OTHER, Anchoring::Changed(0.1)), &page, PAGE) {
        let (text, anchoring) = found.unwrap();
        assert_eq!(text, FIRST);
        assert!(matches!(anchoring, Anchoring::Exact | Anchoring::Moved), "{anchoring:?}");
    }
}

#[test]
fn a_place_that_the_reader_chose_counts_while_it_is_there() {
    let gone = PAGE.replace(FIRST, "");
    let chosen = "Their boats now lie a long way below the quay.";
    for found in then(&attached(&gone, chosen, Anchoring::Changed(0.1)), &gone, PAGE) {
        assert_eq!(found.unwrap().0, chosen);
    }
}

#[test]
fn one_of_two_sentences_may_be_changed_back() {
    let first = article(PAGE);
    let two = "Nobody had asked the fishermen. Their boats now lie a long way below the quay.";
    let made = wanted(&first, &Sentences::of(&first), span(&first, two));
    let edited = PAGE.replace(FIRST, "Hardly anybody had asked the old fishermen.");
    let (there, _) = again(&[made], PAGE, &edited);
    let (_, back) = again(&there, &edited, PAGE);
    assert_eq!(back[0], Place::At { span: span(&first, two), anchoring: Anchoring::Exact });
}

#[test]
fn what_nobody_sees_changes_nothing_and_what_is_seen_is_told_until_it_is_back() {
    let old = article(PAGE);
    let made = wanted(&old, &Sentences::of(&old), span(&old, FIRST));
    for (from, to) in [("fishermen", "fisher\u{ad}men"), ("asked the", "asked\u{a0}the"), ("Nobody", "No\u{200b}body")]
    {
        for found in then(&made, PAGE, &PAGE.replace(from, to)) {
            let (text, anchoring) = found.unwrap();
            assert_eq!((text, anchoring), (FIRST.replace(from, to), Anchoring::Exact));
        }
    }
    let page = PAGE.replace(FIRST, &FIRST.to_uppercase());
    let [found, _] = then(&made, PAGE, &page);
    assert_eq!(found, Some((FIRST.to_uppercase(), Anchoring::Changed(1.0))));
    let shouted = attached(&page, &FIRST.to_uppercase(), Anchoring::Changed(1.0));
    for (new, text, anchoring) in
        [(&*page, FIRST.to_uppercase(), Anchoring::Changed(1.0)), (PAGE, FIRST.to_owned(), Anchoring::Exact)]
    {
        let [found, _] = then(&shouted, &page, new);
        assert_eq!(found, Some((text, anchoring)));
    }
}
