//! Behaviour where something was added, merged, repeated or moved far away.

use super::tests::{PAGE, article, both, span, wanted};
use super::*;
use crate::model::annotation::Anchoring;
use crate::model::span::Span;

/// All of `marked` of `old` in `new` by snapshot, in the same order.
fn by_snapshot(old: &str, marked: &[&str], new: &str) -> Vec<Option<(String, Anchoring)>> {
    let (old, new) = (article(old), article(new));
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let wanted: Vec<Wanted> = marked.iter().map(|marked| wanted(&old, &before, span(&old, marked))).collect();
    let found = reattach(Some(&Snapshot::of(&old, &before)), &wanted, &new, &now).places;
    let text = |place| match place {
        Place::At { span, anchoring } => Some((new.slice(span).to_owned(), anchoring)),
        Place::Orphan { .. } => None,
    };
    found.into_iter().map(text).collect()
}

#[test]
fn a_sentence_added_after_an_edited_one_is_not_its_half() {
    let (marked, edited) = ("Its own records show eleven in nine years", "Its own records show eleven in nine years.");
    let marked = format!("{marked}, and the lighthouse keeper\u{2019}s diary in the library agrees.");
    let added = " Schoolchildren may also read the lighthouse keeper\u{2019}s diary, letters by former mayors and \
        forgotten shipping contracts.";
    let old = PAGE.replace(edited, &marked);
    let [found, _] = both(&old, &marked, &PAGE.replace(edited, &format!("{edited}{added}")));
    assert_eq!(found.unwrap().0, edited);
}

#[test]
fn a_sentence_that_was_only_added_to_is_found() {
    let old = PAGE.replace("Walls are ugly.", "Concrete walls attract some vandals.");
    let added = "Concrete walls soon attract vandals wherever nobody lives close enough to hear them, as the police wrote \
        last winter to every member of the committee.";
    let new = PAGE.replace("Walls are ugly.", &format!("{added} Paint is no answer."));
    let [found, _] = both(&old, "Concrete walls attract some vandals.", &new);
    assert_eq!(found.unwrap().0, added);
}

#[test]
fn the_parts_of_a_merged_sentence_keep_their_order() {
    let ferry = "In rare cases the ferry across the sound to the islands waits for the mail.";
    let ice = "It waits in fog, snowstorms and drifting ice, too.";
    let merged = "In fog, snowstorms and drifting ice the ferry across the sound to the islands waits for the mail.";
    let page = |sentences: &str| format!("{PAGE}\n{sentences}\nThe fare is low.");
    let found = by_snapshot(&page(&format!("{ice} {ferry}")), &[ice, ferry], &page(merged));
    assert!(found.iter().all(Option::is_some), "{found:?}");
    let found = by_snapshot(&page(&format!("{ferry} {ice}")), &[ferry, ice], &page(merged));
    assert_eq!(found[0].as_ref().unwrap().0, merged);
    assert_eq!(found[1], None);
}

#[test]
fn of_two_that_may_have_moved_to_one_place_the_most_alike_has_it() {
    let first = "Dredging the northern channel would cost the harbour nine million crowns.";
    let second = "Dredging the northern channel again would cost the harbour eight million crowns a decade.";
    let moved = "Dredging the northern channel again would cost the harbour eight million crowns every decade.";
    let old = format!("{first} {second}\n{PAGE}");
    let found = by_snapshot(&old, &[first, second], &format!("{PAGE}\n{moved}"));
    assert_eq!(found[0], None);
    assert_eq!(found[1].as_ref().unwrap().0, moved);
}

#[test]
fn pieces_that_have_come_apart_are_not_joined() {
    let marked = "Nobody had asked the fishermen. Their boats now lie a long way below the quay.";
    let filling =
        "A paragraph about something else entirely stands here. It speaks of gardens and of bees.\n".repeat(4);
    let new =
        PAGE.replace("Nobody had asked the fishermen. ", "") + "\n" + &filling + "Nobody had asked the fishermen.";
    let found = by_snapshot(PAGE, &[marked], &new);
    let (text, anchoring) = found[0].as_ref().unwrap();
    assert_eq!(text, "Their boats now lie a long way below the quay.");
    assert!(matches!(anchoring, Anchoring::Check(_)), "{anchoring:?}");
}

#[test]
fn a_few_frequent_words_far_away_are_no_place() {
    let bells = ["iron", "brass", "glass", "wooden", "silver", "clay", "paper", "golden", "leaden", "ivory"];
    let page: String = bells.iter().map(|bell| format!("It is with the {bell} bell, so dear to us. ")).collect();
    let old = format!("So it is with us.\n{page}");
    let new =
        format!("{page}\nThe mayor of the next town along the coast told me that so it is with us all in the end.");
    assert_eq!(by_snapshot(&old, &["So it is with us."], &new), [None]);
}

#[test]
fn of_equal_sentences_the_one_in_the_old_surroundings_is_it() {
    let old = "The northern gate opens at dawn. Bring a lamp.\nThe southern gate opens at noon. Bring a lamp.\n\
        The mill is shut.";
    let new = "The northern gate now opens at dawn. Bring a lamp.\nThe small gate beside the orchard never shuts. \
        Bring a lamp.\nThe mill is shut.";
    let (old, new) = (article(old), article(new));
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let wanted = [wanted(&old, &before, before.get(1).unwrap().span)];
    let found = reattach(Some(&Snapshot::of(&old, &before)), &wanted, &new, &now);
    let there = now.get(1).unwrap().span;
    assert_eq!(found.places[0], Place::At { span: there, anchoring: Anchoring::Exact });
}

#[test]
fn a_repeated_sentence_goes_with_its_paragraph() {
    let paragraph = |what: &str| format!("The {what} closed on Monday. Nobody asked. The {what} was empty by noon.");
    let mut paragraphs = ["harbor", "school", "bridge", "market"].map(paragraph);
    let old = article(&paragraphs.join("\n"));
    paragraphs.reverse();
    let new = article(&paragraphs.join("\n"));
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let wanted: Vec<Wanted> =
        [1, 4, 7, 10].map(|number| wanted(&old, &before, before.get(number).unwrap().span)).into();
    let found = reattach(Some(&Snapshot::of(&old, &before)), &wanted, &new, &now).places;
    let number = |place: &Place| match place {
        Place::At { span, .. } => now.at(span.start()),
        Place::Orphan { .. } => None,
    };
    assert_eq!(found.iter().map(number).collect::<Vec<_>>(), [Some(10), Some(7), Some(4), Some(1)]);
}

#[test]
fn a_repeated_sentence_takes_the_place_its_surroundings_tell() {
    let old = "Pay the ferryman in coins. Ask for a receipt.\nIt rained.";
    let new = "Always pay the ferryman in coins. Ask for a receipt.\n\
        Keep the ticket for the way back. Ask for a receipt.\nLeave before dark. Ask for a receipt.";
    for lines in [new.to_owned(), new.split('\n').rev().collect::<Vec<_>>().join("\n")] {
        let (old, new) = (article(old), article(&(lines + "\nGood luck.")));
        let (before, now) = (Sentences::of(&old), Sentences::of(&new));
        let wanted = [wanted(&old, &before, span(&old, "Ask for a receipt."))];
        let found = reattach(Some(&Snapshot::of(&old, &before)), &wanted, &new, &now);
        let Place::At { span, .. } = found.places[0] else { panic!("an orphan") };
        assert!(new.as_str()[..span.start().get()].ends_with("coins. "));
    }
}

/// A label over a whole page of which words were changed, everywhere but for its middle.
#[test]
fn a_long_quote_is_known_by_its_ends() {
    let long: String = (0..1_000)
        .map(|number| format!("The {number} boats in harbour {} wait {number} days for wind. ", number % 91))
        .collect();
    let long = long.trim_end();
    for (page, marked) in [(PAGE.to_owned(), &PAGE[6..]), (format!("{PAGE}\n{long}\nThe end."), long)] {
        for changed in [marked.find("s").unwrap(), marked.len() / 2, marked.rfind("s").unwrap()] {
            let changed = changed + marked[changed..].find(' ').unwrap_or(0);
            let edited = format!("{} altogether{}", &marked[..changed], &marked[changed..]);
            for found in both(&page, marked, &page.replace(marked, &edited)) {
                let (text, anchoring) = found.unwrap();
                assert!(text == edited, "{text}");
                assert!(matches!(anchoring, Anchoring::Changed(left) if left > 0.7), "{anchoring:?}");
            }
        }
    }
    let other: String = (0..1_000).map(|number| format!("A {number} may sink in the fog of spring. ")).collect();
    let [_, without] = both(&format!("{PAGE}\n{long}"), long, &format!("{PAGE}\n{other}"));
    assert_eq!(without, None);
}

/// Records come out of the storage in the order of their ids, which is none.
#[test]
fn the_order_in_which_labels_come_does_not_matter() {
    let line = |number: usize, end: &str| {
        format!("In year {number} the keeper of pier {} counted {} gulls {end}", number * 7, number * 13)
    };
    let text = |end: &str| (0..40).map(|number| line(number, end)).collect::<Vec<_>>().join(" ");
    let old = article(&text("before the winter storms had begun."));
    let new = article(&text("while nobody in town was listening to him."));
    let (before, now) = (Sentences::of(&old), Sentences::of(&new));
    let spans = before.as_slice().iter().map(|sentence| sentence.span);
    let in_order: Vec<Wanted> = spans.map(|span| wanted(&old, &before, span)).collect();
    for snapshot in [Some(Snapshot::of(&old, &before)), None] {
        let expected = reattach(snapshot.as_ref(), &in_order, &new, &now).places;
        let placed = expected.iter().filter(|place| matches!(place, Place::At { .. })).count();
        assert!(placed > 30, "{placed} are found at all");
        for step in [39, 7, 11] {
            let order: Vec<usize> = (0..40).map(|number| number * step % 40).collect();
            let mixed: Vec<Wanted> = order.iter().map(|&number| in_order[number].clone()).collect();
            let found = reattach(snapshot.as_ref(), &mixed, &new, &now).places;
            for (place, number) in found.iter().zip(order) {
                assert_eq!(*place, expected[number], "label {number}, with a snapshot: {}", snapshot.is_some());
            }
        }
    }
}

/// What was found for `wanted` of `old` in `new`: wanted again by what they stand on there.
pub(super) fn again(wanted: &[Wanted], old: &str, new: &str) -> (Vec<Wanted>, Vec<Place>) {
    let (old, new) = (article(old), article(new));
    let now = Sentences::of(&new);
    let places = reattach(Some(&Snapshot::of(&old, &Sentences::of(&old))), wanted, &new, &now).places;
    let wanted = wanted.iter().zip(&places).map(|(wanted, place)| {
        let span = if let Place::At { span, .. } = place { Some(*span) } else { None };
        let standing =
            if let Place::At { span, anchoring } = *place { Some((Quote::of(&new, span), anchoring)) } else { None };
        Wanted {
            quote: wanted.quote.clone(),
            standing: standing.filter(|(now, _)| now.exact != wanted.quote.exact),
            position: span.and_then(|span| new.code_points_of(span)),
            sentences: span.map(|span| now.touching(span)),
        }
    });
    (wanted.collect(), places)
}

#[test]
fn merged_labels_part_again_when_the_page_is_changed_back() {
    let pairs = [
        ("Nobody had asked the fishermen. Their boats", "Nobody had asked the fishermen, for their boats"),
        ("storms have become more frequent. Its own records", "storms have become more frequent and its own records"),
        ("Walls are ugly. A marsh", "Walls are ugly: a marsh"),
    ];
    let (first, sentences) = (article(PAGE), Sentences::of(&article(PAGE)));
    let all: Vec<Span> = sentences.as_slice().iter().map(|sentence| sentence.span).collect();
    for (parted, merged) in pairs {
        let edited = PAGE.replace(parted, merged);
        assert_ne!(edited, PAGE);
        // All sentences, and two in one label.
        let spans = all.iter().copied().chain(all.windows(2).map(|two| two[0].join(two[1])));
        let wanted: Vec<Wanted> = spans.clone().map(|span| self::wanted(&first, &sentences, span)).collect();
        let (there, _) = again(&wanted, PAGE, &edited);
        let (_, back) = again(&there, &edited, PAGE);
        for (place, span) in back.iter().zip(spans) {
            assert_eq!(*place, Place::At { span, anchoring: Anchoring::Exact }, "{merged}: {}", first.slice(span));
        }
        // Changed back, and the first half edited: nobody has the place of another.
        let other = PAGE.replace("Nobody had asked", "Nobody at all had asked").replace("storms", "heavy storms");
        let (_, other_places) = again(&there, &edited, &other);
        let other = article(&other);
        for (place, wanted) in other_places.iter().zip(&wanted) {
            let Place::At { span, anchoring } = place else { continue };
            let (now, quote) = (other.slice(*span), &*wanted.quote.exact);
            let begins = |text: &str| text.split(' ').next().unwrap().to_owned();
            assert!(matches!(anchoring, Anchoring::Check(_)) || begins(now) == begins(quote), "{quote} is at {now}");
        }
    }
}

#[test]
fn a_short_sentence_with_other_words_is_found_whole() {
    let page = PAGE.replace("Walls are ugly.", "Critics fear noise.");
    for found in both(&page, "Critics fear noise.", &page.replace("fear noise", "dread the noise")) {
        assert_eq!(found.unwrap().0, "Critics dread the noise.");
    }
}

#[test]
fn the_last_word_before_a_join_is_the_labels() {
    let (bell, year) =
        ("Nobody remembered who had cast it.", "In 1987 the bell was hung again in the old tower by a crane.");
    let often = "It rained, it blew and it snowed until it froze. ".repeat(4);
    let old = format!("{}\n{often}", PAGE.replace("Walls are ugly.", &format!("{bell} {year}")));
    let new = old.replace("cast it. In 1987", "cast it and in 1987");
    let found = by_snapshot(&old, &[bell, year], &new);
    assert_eq!(found[0].as_ref().unwrap().0, "Nobody remembered who had cast it");
}
