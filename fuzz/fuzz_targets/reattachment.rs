//! Any text edited into any other: every annotation ends at a place inside the new text
//! or as an orphan; in a text that did not change each stands where it stood.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reading_annotator::model::annotation::{Anchoring, Place, Quote};
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::reattach::{Snapshot, Wanted, reattach};
use reading_annotator::model::sentences::Sentences;

fn article(text: &str) -> ArticleText {
    ArticleText::of_lines(text, "en")
}

fuzz_target!(|input: (&str, &str, &[u8])| {
    let (old_text, new_text, bytes) = input;
    let (old, new) = (article(old_text), article(new_text));
    let (before, after) = (Sentences::of(&old), Sentences::of(&new));
    let snapshot = Snapshot::of(&old, &before);
    let wanted: Vec<Wanted> = before
        .as_slice()
        .iter()
        .map(|sentence| Wanted {
            quote: Quote::of(&old, sentence.span),
            position: old.code_points_of(sentence.span),
            sentences: Some(before.touching(sentence.span)),
        })
        .collect();
    // Bytes that are no snapshot of this text: taken as one, and known to be none.
    let of_bytes = |count| Snapshot::from_bytes(&snapshot.method, &snapshot.version, bytes, count);
    let (other, damaged) = (of_bytes(None), of_bytes(Some(before.len())));
    for saved in [None, Some(&snapshot), Some(&other), Some(&damaged)] {
        let found = reattach(saved, &wanted, &new, &after);
        assert_eq!(found.places.len(), wanted.len());
        for place in &found.places {
            if let Place::At { span, .. } = place {
                assert!(span.end().get() <= new.as_str().len() && new.code_points_of(*span).is_some());
                assert!(!new.slice(*span).is_empty());
            }
        }
    }
    let same = reattach(Some(&snapshot), &wanted, &old, &before);
    for (sentence, place) in before.as_slice().iter().zip(&same.places) {
        assert!(matches!(place, Place::At { span, anchoring: Anchoring::Exact } if *span == sentence.span), "{place:?}");
    }
});
