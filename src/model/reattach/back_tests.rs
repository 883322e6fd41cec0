//! A page that is changed, read, and changed back: every label is where it was made.

use super::tests::{article, span, wanted};
use super::*;
use crate::model::annotation::Anchoring;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::mending::{Edit, EditKind};
use crate::model::span::Span;

const FERRY: &str = "The ferry should run at night. Last winter many people missed the final boat. Nobody said sorry.\n\
    The council says money is short. A fountain in May was dear. The ferry costs $900 a night, and the fuel is \
    already paid for.\n\
    Critics fear noise. The new engines hum like a kettle. Nobody said sorry. Anyone may stand on the quay and listen.\n\
    A town without a boat is a town that locks its door at dusk. I would rather leave it open. Let the boat run until \
    one in the morning. Ask those who ride it, the people of the far shore, whether it was worth it.";

/// What is known of a page as it was read last.
struct Reading {
    text: ArticleText,
    sentences: Sentences,
    labels: Vec<(Quote, Place)>,
    /// Whether the next reading has a snapshot of this one.
    snapshot: bool,
}

impl Reading {
    fn new(marked: &[&str], before: Option<&str>, snapshot: bool) -> Self {
        let text = article(FERRY);
        let sentences = mended(&text, before);
        let label = |marked: &&str| {
            let span = span(&text, marked);
            (Quote::of(&text, span), Place::At { span, anchoring: Anchoring::Exact })
        };
        Self { labels: marked.iter().map(label).collect(), text, sentences, snapshot }
    }

    /// What the page finds of each label when its text is this one.
    fn read(&mut self, text: &str, before: Option<&str>) -> Vec<Option<(String, Anchoring)>> {
        let (new, old) = (article(text), &self.text);
        let now = mended(&new, before);
        let snapshot = self.snapshot.then(|| Snapshot::of(old, &self.sentences));
        let mut labels = self.labels.clone();
        let (placed, lost): (Vec<_>, Vec<_>) =
            labels.iter_mut().partition(|(_, place)| matches!(place, Place::At { .. }));
        let sought: Vec<Wanted> = placed.iter().map(|one| self.wanted(one)).collect();
        let found = reattach(snapshot.as_ref(), &sought, &new, &now).places;
        placed.into_iter().zip(found).for_each(|((_, place), found)| *place = found);
        let sought: Vec<Wanted> = lost.iter().map(|(quote, _)| quote.clone().into()).collect();
        let found = reattach(None, &sought, &new, &now).places;
        for ((quote, place), found) in lost.into_iter().zip(found) {
            if matches!(found, Place::At { span, .. } if new.slice(span) == &*quote.exact) {
                *place = found;
            }
        }
        (self.labels, self.text, self.sentences) = (labels, new, now);
        let told = |(_, place): &(Quote, Place)| match *place {
            Place::At { span, anchoring } => Some((self.text.slice(span).to_owned(), anchoring)),
            Place::Orphan { .. } => None,
        };
        self.labels.iter().map(told).collect()
    }

    fn wanted(&self, (quote, place): &(Quote, Place)) -> Wanted {
        let Place::At { span, anchoring } = *place else { panic!("it has no place") };
        let certain = matches!(anchoring, Anchoring::Exact | Anchoring::Moved);
        let standing = (!certain || self.text.slice(span) != &*quote.exact).then(|| Quote::of(&self.text, span));
        Wanted {
            quote: quote.clone(),
            standing: standing.map(|standing| (standing, anchoring)),
            ..wanted(&self.text, &self.sentences, span)
        }
    }

    /// Where its labels are, by the number of the byte.
    fn places(&self) -> Vec<Option<usize>> {
        let start = |place: &Place| match place {
            Place::At { span, .. } => Some(span.start().get()),
            Place::Orphan { .. } => None,
        };
        self.labels.iter().map(|(_, place)| start(place)).collect()
    }
}

/// The sentences of a text, mended before these words, if they are there: joined where a sentence begins
/// with them, or else split.
fn mended(text: &ArticleText, before: Option<&str>) -> Sentences {
    let sentences = Sentences::of(text);
    let Some(at) = before.and_then(|words| text.as_str().find(words)) else { return sentences };
    let begins = sentences.as_slice().iter().any(|sentence| sentence.span.start().get() == at);
    let kind = if begins { EditKind::Join } else { EditKind::Split };
    sentences.mended(&[Edit { kind, at: ByteOffset::new(at) }], text)
}

#[test]
fn every_label_is_where_it_was_made_when_the_page_is_changed_back() {
    let open = "I would rather leave it open.";
    let morning = "Let the boat run until one in the morning.";
    let joined = Some(morning);
    let both = format!("{open} {morning}");
    let fountain = "The council says money is short. A fountain in May was dear.";
    let fuel = "The ferry costs $900 a night, and the fuel is already paid for.";
    let town = ["A town without a boat is", "a town that locks its door at dusk."];
    let parted = Some("a town that");
    // Labels, what is mended before and after, and the edits, each with whether all have a place in the meantime.
    #[rustfmt::skip]
    #[allow(clippy::type_complexity, reason = "it is a table")]
    let cases: &[(&[&str], [Option<&str>; 2], &[(&str, &str)], bool)] = &[
        (&[&both], [None, None], &[(" Let the boat run until one in the morning.", "")], true),
        (&[&both], [None, None], &[(open, "")], true),
        (&[&format!("{both} Ask those")], [None, None], &[(morning, "")], true),
        (&[&both], [joined, None], &[("until one", "until two")], true),
        (&[&both], [joined, joined], &[("leave it open", "keep it open")], true),
        (&[&both], [joined, None], &[(" Let the boat run until one in the morning.", "")], true),
        (&[open, morning], [joined, None], &[("until one", "until two")], true),
        (&[open, morning], [joined, None], &[("leave it", "keep it")], true),
        (&[open, morning], [joined, joined], &[("until one", "until two")], true),
        (&town, [parted, None], &[("locks its door", "shuts its gates")], true),
        (&town, [parted, None], &[("locks its door at", "shuts its door before"), ("a boat", "boats")], true),
        (&[town[0]], [parted, None], &[("locks its door", "shuts its gates")], true),
        (&[town[1]], [parted, None], &[("locks its door", "shuts its gates")], true),
        (&[fuel, "$900"], [None, None], &[("already", "long since")], true),
        (&[fuel, "the fuel is already paid for"], [None, None], &[("night, and the", "night. The")], true),
        (&["the people of the far shore"], [None, None], &[("the people", "the folks")], true),
        (&["Critics fear"], [None, None], &[("Critics fear noise", "Some critics fear the noise")], true),
        (&["costs $900 a night"], [None, None], &[("costs $900 a night", "costs €950 per night")], true),
        (&["Critics fear noise."], [None, None], &[("Critics fear", "The critics fear"), ("kettle", "pot")], true),
        (&[fountain], [None, None], &[("A fountain in May", "In May a fountain")], true),
        (&[open, fuel], [None, None], &[(open, ""), (fuel, "")], false),
    ];
    for (marked, [before, after], edits, all) in cases {
        for snapshot in [true, false] {
            let mut reading = Reading::new(marked, *before, snapshot);
            let made = reading.places();
            let mut text = FERRY.to_owned();
            for (from, to) in *edits {
                assert!(text.contains(from), "{from}");
                text = text.replacen(from, to, 1);
                let found = reading.read(&text, *after);
                let certain = |one: &(String, Anchoring)| matches!(one.1, Anchoring::Exact | Anchoring::Moved);
                for (found, marked) in found.iter().zip(*marked) {
                    assert!(!found.as_ref().is_some_and(|one| certain(one) && one.0 != *marked), "{found:?}");
                    assert!(found.is_some() || !all || !snapshot, "{marked:?} has no place in {text}");
                }
            }
            for (found, marked) in reading.read(FERRY, *before).into_iter().zip(*marked) {
                let (text, anchoring) = found.unwrap_or_else(|| panic!("{marked} has no place after {edits:?}"));
                assert_eq!(text, *marked, "by snapshot: {snapshot}, {edits:?}");
                // Without a snapshot what stood elsewhere for a while has moved.
                assert!(anchoring == Anchoring::Exact || anchoring == Anchoring::Moved && !snapshot, "{marked}");
            }
            assert_eq!(reading.places(), made, "by snapshot: {snapshot}, {edits:?}");
        }
    }
}

#[test]
fn a_doubt_about_which_of_two_places_stays_until_the_page_tells() {
    let sorry = " Nobody said sorry.";
    let second = FERRY.rfind(sorry).unwrap() + 1;
    for snapshot in [true, false] {
        let mut reading = Reading::new(&[], None, snapshot);
        let made = Span::from_bytes(second, second + sorry.len() - 1).unwrap();
        let label = (Quote::of(&reading.text, made), Place::At { span: made, anchoring: Anchoring::Exact });
        reading.labels.push(label);
        let none = FERRY.replace(sorry, "");
        assert_eq!(reading.read(&none, None), [None]);
        let first = FERRY.replace("kettle. Nobody said sorry.", "kettle.");
        for far in [&*first, &first.replace("worth it", "worth the price"), &first] {
            let found = reading.read(far, None);
            assert!(matches!(found[..], [Some((_, Anchoring::Check(_)))]), "{found:?}");
        }
        let back = reading.read(FERRY, None);
        assert!(matches!(back[..], [Some((_, Anchoring::Exact))]), "{back:?}");
        assert_eq!(reading.places(), [Some(second)]);
    }
}
