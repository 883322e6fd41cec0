//! Behaviour without a snapshot where a quote stands in several places, or in another one.

use super::tests::{article, wanted};
use super::*;
use crate::model::annotation::Anchoring;
use crate::model::span::Span;

/// Sentences as a text, each in a paragraph of `row`, and their spans.
fn page(sentences: &[String], row: usize) -> (ArticleText, Vec<Span>) {
    let lines: Vec<String> = sentences.chunks(row).map(|line| line.join(" ")).collect();
    let article = article(&lines.join("\n"));
    let mut at = 0;
    let mut spans = Vec::new();
    for sentence in sentences {
        spans.extend(Span::from_bytes(at, at + sentence.len()));
        at += sentence.len() + 1;
    }
    (article, spans)
}

/// Labels `marked` of the old sentences and looks for them in the new ones, by their quotes: the
/// number of the new sentence, and whether it is to be checked.
fn by_quote(old: &[String], marked: &[usize], new: &[String]) -> Vec<Option<(usize, bool)>> {
    let ((old, spans), (new, places)) = (page(old, 6), page(new, 6));
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let wanted: Vec<Wanted> = marked.iter().map(|&number| wanted(&old, &before, spans[number])).collect();
    let found = reattach(None, &wanted, &new, &now).places.into_iter();
    let number = |place| match place {
        Place::At { span, anchoring } => {
            let number = places.iter().position(|place| *place == span)?;
            Some((number, matches!(anchoring, Anchoring::Check(_))))
        }
        Place::Orphan { .. } => None,
    };
    found.map(number).collect()
}

/// Sentences that have little in common.
fn filling(count: usize, seed: usize) -> Vec<String> {
    const WHO: [&str; 7] = ["A miller", "The ferryman", "My aunt", "Our teacher", "Nobody", "A heron", "The mayor"];
    const DOES: [&str; 5] = ["carried", "painted", "forgot", "counted", "sold"];
    const WHAT: [&str; 11] = [
        "baskets",
        "the oars",
        "a lantern",
        "seven hats",
        "old maps",
        "the harvest",
        "wet sand",
        "a clock",
        "letters",
        "the bells",
        "cider",
    ];
    let one =
        |at: usize| format!("{} {} {} {seed}{at}.", WHO[at % 7], DOES[(at + seed) % 5], WHAT[(at * 3 + seed) % 11]);
    (0..count).map(one).collect()
}

const REFRAIN: &str = "And so the river runs.";

#[test]
fn an_unchanged_refrain_is_where_it_was() {
    for alphabet in [["And so the river runs.", "Nobody asks it why."], ["Так течёт река.", "Никто не спросит её."]]
    {
        let mut text = filling(160, 1);
        for verse in [0, 50, 100, 150] {
            text[verse] = alphabet[0].into();
            text[verse + 1] = alphabet[1].into();
        }
        for verse in [0, 50, 100, 150] {
            assert_eq!(by_quote(&text, &[verse], &text), [Some((verse, false))]);
        }
    }
}

#[test]
fn a_refrain_moves_with_the_labels_around_it() {
    let mut old = filling(160, 1);
    for verse in [0, 50, 100, 150] {
        old[verse] = REFRAIN.into();
    }
    let mut new = old.clone();
    new.splice(70..70, filling(60, 2));
    let found = by_quote(&old, &[40, 50, 60, 90, 100, 110, 140, 150, 155], &new);
    let places = [40, 50, 60, 150, 160, 170, 200, 210, 215];
    assert_eq!(found, places.map(|place| Some((place, false))));
}

#[test]
fn of_many_equal_sentences_none_is_sure_once_the_text_has_moved() {
    let old = vec!["Yes.".to_owned(); 2_000];
    let new: Vec<String> = ["No.".to_owned()].into_iter().chain(old.clone()).collect();
    let marked: Vec<usize> = (7..2_000).step_by(40).collect();
    assert_eq!(by_quote(&old, &marked, &old), marked.iter().map(|&at| Some((at, false))).collect::<Vec<_>>());
    assert!(by_quote(&old, &marked, &new).iter().all(|found| found.is_some_and(|(_, check)| check)));
}

#[test]
fn of_two_equal_sentences_among_other_neighbours_none_is_sure() {
    let mut old = filling(40, 1);
    (old[9], old[29]) = (REFRAIN.into(), REFRAIN.into());
    let mut new = old.clone();
    for changed in [8, 10, 28, 30] {
        new[changed] = filling(40, 3)[changed].clone() + " It was late.";
    }
    for marked in [9, 29] {
        assert!(by_quote(&old, &[marked], &new)[0].is_some_and(|(_, check)| check));
        let among = by_quote(&old, &[3, marked, 35], &new);
        assert_eq!(among[1].map(|(_, check)| check), Some(true), "two are between the neighbours");
        assert_eq!(by_quote(&old, &[marked - 3, marked, marked + 3], &new)[1], Some((marked, false)));
    }
}

#[test]
fn the_copy_of_a_sentence_that_is_gone_is_to_be_checked() {
    let mut old = filling(40, 1);
    (old[9], old[32]) = (REFRAIN.into(), REFRAIN.into());
    for (gone, copy) in [(9, 31), (32, 9)] {
        let mut new = old.clone();
        new.remove(gone);
        assert_eq!(by_quote(&old, &[gone], &new), [Some((copy, true))]);
        assert_eq!(by_quote(&old, &[6, gone, 36], &new)[1], Some((copy, true)));
    }
}

#[test]
fn a_quote_alone_that_stands_twice_is_to_be_checked() {
    let mut text = filling(20, 1);
    text[4] = REFRAIN.into();
    let (once, _) = page(&text, 6);
    text[14] = REFRAIN.into();
    let (twice, _) = page(&text, 6);
    let quote = Quote { prefix: "".into(), exact: REFRAIN.into(), suffix: "".into() };
    let wanted = [Wanted::from(quote)];
    let check = |page: &ArticleText| match reattach(None, &wanted, page, &Sentences::of(page)).places[0] {
        Place::At { anchoring, .. } => matches!(anchoring, Anchoring::Check(_)),
        Place::Orphan { .. } => panic!("an orphan"),
    };
    assert!(!check(&once));
    assert!(check(&twice));
}

/// People label the same sentence; each label has the place, not only the first.
#[test]
fn labels_of_one_sentence_share_its_place() {
    let mut old = filling(40, 1);
    (old[9], old[29]) = (REFRAIN.into(), REFRAIN.into());
    let mut new = old.clone();
    new[10] = "It was late.".into();
    new.insert(0, "A new beginning.".into());
    let found = by_quote(&old, &[5, 9, 9, 9, 15, 25, 29, 29], &new);
    assert_eq!(found, [6, 10, 10, 10, 16, 26, 30, 30].map(|place| Some((place, false))));
}

/// Where a place and its quote contradict each other the place still says which of equal ones is meant.
#[test]
fn of_equally_good_places_the_nearest_to_the_old_one_is_taken() {
    for count in [20, 10_000] {
        let text = article("It is so. ".repeat(count).trim_end());
        let sentences = Sentences::of(&text);
        let marked = [0, count / 2, count - 1];
        for off in [-4_isize, 3, 4] {
            let shifted = |number: &usize| {
                let spot = sentences.get(*number).unwrap().span;
                let (start, end) = text.code_points_of(spot).unwrap();
                let moved = |at: usize| at.saturating_add_signed(off);
                Wanted {
                    position: Some((moved(start), moved(end))),
                    sentences: None,
                    ..wanted(&text, &sentences, spot)
                }
            };
            let all: Vec<Wanted> = marked.iter().map(shifted).collect();
            for together in [all.chunks(1).collect::<Vec<_>>(), vec![&*all]] {
                let places = together.iter().flat_map(|some| reattach(None, some, &text, &sentences).places);
                let found = places.map(|place| match place {
                    Place::At { span, .. } => sentences.at(span.start()),
                    Place::Orphan { .. } => None,
                });
                assert_eq!(found.collect::<Vec<_>>(), marked.map(Some), "{off} of {count}");
            }
        }
    }
}

#[test]
fn many_equal_quotes_with_wrong_places_are_told_apart() {
    let text = article("It is so. ".repeat(10_000).trim_end());
    let sentences = Sentences::of(&text);
    let marked: Vec<Span> = sentences.as_slice().iter().step_by(7).map(|sentence| sentence.span).collect();
    let shifted = |span: &Span| {
        let (start, end) = text.code_points_of(*span).unwrap();
        Wanted { position: Some((start + 3, end + 3)), ..wanted(&text, &sentences, *span) }
    };
    let all: Vec<Wanted> = marked.iter().map(shifted).collect();
    let places = reattach(None, &all, &text, &sentences).places;
    for (place, marked) in places.iter().zip(marked) {
        assert!(matches!(place, Place::At { span, .. } if *span == marked), "{place:?} {marked:?}");
    }
}
