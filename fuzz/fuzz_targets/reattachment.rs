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

fn is_in(place: &Place, article: &ArticleText) {
    if let Place::At { span, .. } = place {
        assert!(span.end().get() <= article.as_str().len() && article.code_points_of(*span).is_some());
        assert!(!article.slice(*span).is_empty());
    }
}

/// What is wanted of a label that was found at `place`.
fn on(wanted: &Wanted, place: &Place, article: &ArticleText, sentences: &Sentences) -> Wanted {
    let Place::At { span, anchoring } = *place else { return Wanted::from(wanted.quote.clone()) };
    let certain = matches!(anchoring, Anchoring::Exact | Anchoring::Moved);
    let standing = (!certain || article.slice(span) != &*wanted.quote.exact).then(|| (Quote::of(article, span), anchoring));
    Wanted {
        quote: wanted.quote.clone(),
        standing,
        position: article.code_points_of(span),
        sentences: Some(sentences.touching(span)),
    }
}

fuzz_target!(|input: (&str, &str, &[u8])| {
    let (old_text, new_text, bytes) = input;
    let (old, new) = (article(old_text), article(new_text));
    let (before, after) = (Sentences::of(&old), Sentences::of(&new));
    let snapshot = Snapshot::of(&old, &before);
    // Sentences, and every two in one label.
    let spans = before.as_slice().iter().map(|sentence| sentence.span);
    let spans = spans.chain(before.as_slice().windows(2).map(|two| two[0].span.join(two[1].span)));
    let wanted: Vec<Wanted> = spans
        .map(|span| Wanted {
            quote: Quote::of(&old, span),
            standing: None,
            position: old.code_points_of(span),
            sentences: Some(before.touching(span)),
        })
        .collect();
    // Bytes that are no snapshot of this text: taken as one, and known to be none.
    let of_bytes = |count| Snapshot::from_bytes(&snapshot.method, &snapshot.version, bytes, count);
    let (other, damaged) = (of_bytes(None), of_bytes(Some(before.len())));
    for saved in [None, Some(&snapshot), Some(&other), Some(&damaged)] {
        let found = reattach(saved, &wanted, &new, &after);
        assert_eq!(found.places.len(), wanted.len());
        found.places.iter().for_each(|place| is_in(place, &new));
        // Wanted again by what they stand on now, on the page as it was.
        let again: Vec<Wanted> = wanted.iter().zip(&found.places).map(|(wanted, place)| on(wanted, place, &new, &after)).collect();
        for saved in [None, Some(Snapshot::of(&new, &after))] {
            reattach(saved.as_ref(), &again, &old, &before).places.iter().for_each(|place| is_in(place, &old));
        }
    }
    let same = reattach(Some(&snapshot), &wanted, &old, &before);
    for (sentence, place) in before.as_slice().iter().zip(&same.places) {
        assert!(matches!(place, Place::At { span, anchoring: Anchoring::Exact } if *span == sentence.span), "{place:?}");
    }
});
