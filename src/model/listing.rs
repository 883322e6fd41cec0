//! What the list of annotations shows, and in which order.

use crate::model::annotation::{Anchoring, Annotation, Place};
use crate::model::ordering::sort;
use crate::model::reattach::folded;
use std::rc::Rc;

/// How an annotation stands in the text that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The very text at the very place.
    Exact,
    /// The same text at another place.
    Moved,
    /// The text was edited.
    Changed,
    /// Found with doubt.
    Check,
    /// Its text is gone.
    Orphan,
}

impl Standing {
    /// All of them, from sure to lost.
    pub const ALL: [Self; 5] = [Self::Exact, Self::Moved, Self::Changed, Self::Check, Self::Orphan];

    /// How `annotation` stands.
    #[must_use]
    pub fn of(annotation: &Annotation) -> Self {
        match annotation.place {
            Place::Orphan { .. } => Self::Orphan,
            Place::At { anchoring: Anchoring::Exact, .. } => Self::Exact,
            Place::At { anchoring: Anchoring::Moved, .. } => Self::Moved,
            Place::At { anchoring: Anchoring::Changed(_), .. } => Self::Changed,
            Place::At { anchoring: Anchoring::Check(_), .. } => Self::Check,
        }
    }
}

/// What is asked for; all annotations in the text's order where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Only this label.
    pub label: Option<Rc<str>>,
    /// Only those that stand so.
    pub standing: Option<Standing>,
    /// Only those with these words, one after the other, in quote or note. Case, accents
    /// and kinds of quotation marks, dashes and spaces make no difference.
    pub words: String,
    /// Those that were changed last first.
    pub newest_first: bool,
}

impl Listing {
    /// Whether something may be left out.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        self.label.is_some() || self.standing.is_some() || !self.words.trim().is_empty()
    }

    /// What of `all`, which is in the text's order, is shown; `always` is, whatever is asked for.
    #[must_use]
    pub fn of(&self, all: &Rc<Vec<Rc<Annotation>>>, always: Option<&str>) -> Rc<Vec<Rc<Annotation>>> {
        if self.leaves_out() || self.newest_first { self.picked(all, always) } else { Rc::clone(all) }
    }

    // Not inlined: nobody has asked for anything as a page is opened.
    #[inline(never)]
    fn picked(&self, all: &[Rc<Annotation>], always: Option<&str>) -> Rc<Vec<Rc<Annotation>>> {
        let words = folded(self.words.trim());
        let mut shown = Vec::new();
        for annotation in all {
            if always == Some(&*annotation.id) || self.wants(annotation, &words) {
                shown.push(Rc::clone(annotation));
            }
        }
        if self.newest_first {
            sort(&mut shown, |one, other| other.modified.cmp(&one.modified));
        }
        Rc::new(shown)
    }

    fn wants(&self, annotation: &Annotation, words: &str) -> bool {
        let has = |text: &str| folded(text).contains(words);
        self.label.as_ref().is_none_or(|label| *label == annotation.label)
            && self.standing.is_none_or(|standing| standing == Standing::of(annotation))
            && (words.is_empty() || has(&annotation.quote.exact) || annotation.note.as_deref().is_some_and(has))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::annotation::Quote;
    use crate::model::span::Span;
    use crate::model::time::Timestamp;
    use proptest::prelude::*;

    fn annotation(number: usize, label: &str, place: Place, exact: &str, note: Option<&str>) -> Rc<Annotation> {
        Rc::new(Annotation {
            id: number.to_string().into(),
            annotator: "urn:uuid:reader".into(),
            label: label.into(),
            note: note.map(Into::into),
            quote: Quote { prefix: "".into(), exact: exact.into(), suffix: "".into() },
            place,
            created: Timestamp::from_millis(0),
            // 0, 3, 1, 4, 2: neither order.
            modified: Timestamp::from_millis(i64::try_from(number * 3 % 5).unwrap()),
            extra: None,
        })
    }

    fn at(anchoring: Anchoring) -> Place {
        Place::At { span: Span::from_bytes(0, 1).unwrap(), anchoring }
    }

    fn all() -> Rc<Vec<Rc<Annotation>>> {
        Rc::new(vec![
            annotation(0, "claim", at(Anchoring::Exact), "The lamp “was” lit.", None),
            annotation(1, "claim", at(Anchoring::Moved), "Nobody saw it.", Some("LAMP, naïve")),
            annotation(2, "evidence", at(Anchoring::Changed(0.7)), "A wide\u{a0}street.", None),
            annotation(3, "opinion", at(Anchoring::Check(0.4)), "Straße", Some("")),
            annotation(4, "opinion", Place::Orphan { last: None }, "", Some("gone")),
        ])
    }

    fn shown(listing: &Listing) -> Vec<usize> {
        listing.of(&all(), None).iter().map(|annotation| annotation.id.parse().unwrap()).collect()
    }

    #[test]
    fn each_filter_alone_and_together() {
        let words = |words: &str| Listing { words: words.into(), ..Listing::default() };
        let label = |label: &str| Listing { label: Some(label.into()), ..Listing::default() };
        let cases = [
            (Listing::default(), vec![0, 1, 2, 3, 4]),
            (words("lamp"), vec![0, 1]),
            (words(" \"Was\" "), vec![0]),
            (words("NAIVE"), vec![1]),
            (words("wide street"), vec![2]),
            (words("street wide"), vec![]),
            (words("  "), vec![0, 1, 2, 3, 4]),
            (label("opinion"), vec![3, 4]),
            (label("premise"), vec![]),
            (Listing { words: "lamp".into(), ..label("claim") }, vec![0, 1]),
            (Listing { standing: Some(Standing::Moved), words: "lamp".into(), ..label("claim") }, vec![1]),
            (Listing { newest_first: true, ..Listing::default() }, vec![3, 1, 4, 2, 0]),
            (Listing { newest_first: true, ..label("claim") }, vec![1, 0]),
        ];
        for (listing, expected) in cases {
            assert_eq!(shown(&listing), expected, "{listing:?}");
        }
        for (number, standing) in Standing::ALL.into_iter().enumerate() {
            assert_eq!(shown(&Listing { standing: Some(standing), ..Listing::default() }), [number]);
        }
    }

    #[test]
    fn the_one_that_is_worked_on_stays_in_its_order() {
        let listing = Listing { label: Some("claim".into()), ..Listing::default() };
        let found = listing.of(&all(), Some("3"));
        assert_eq!(found.iter().map(|one| &*one.id).collect::<Vec<_>>(), ["0", "1", "3"]);
    }

    #[test]
    fn nothing_asked_for_costs_nothing() {
        let all = all();
        assert!(Rc::ptr_eq(&all, &Listing::default().of(&all, None)));
    }

    proptest! {
        #[test]
        fn what_is_part_of_a_quote_finds_it(text in "\\PC{1,30}", from in 0_usize..30, length in 1_usize..30) {
            let part: String = text.chars().skip(from).take(length).collect();
            let listing = Listing { words: part, ..Listing::default() };
            let all = Rc::new(vec![annotation(0, "claim", at(Anchoring::Exact), &text, None)]);
            prop_assert_eq!(listing.of(&all, None).len(), 1);
        }
    }
}
