//! Changing the span of a label in place: an end put at another word, two neighbours
//! merged, one split. Each is one step.

use super::labelling::set_span;
use super::{Moment, State};
use crate::model::action::Edge;
use crate::model::annotation::Annotation;
use crate::model::effect::{Announcement, Effect, Focus};
use crate::model::history::Change;
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use crate::model::words;
use std::rc::Rc;

/// Adds the notes of `others` to a label's own.
pub(super) fn take_notes(annotation: &mut Annotation, others: &[Rc<Annotation>]) {
    let own = annotation.note.iter();
    let notes: Vec<&str> =
        own.chain(others.iter().filter_map(|other| other.note.as_ref())).map(|note| &**note).collect();
    annotation.note = (!notes.is_empty()).then(|| notes.join("\n").into());
}

impl State {
    /// The reader's own label that the cursor works on, and where it is.
    #[must_use]
    pub fn own_active(&self) -> Option<(&Rc<Annotation>, Span)> {
        let active = self.active().filter(|active| active.annotator == self.reader)?;
        Some((active, active.span()?))
    }

    /// The active label's span with one end put at the word at `at`; within its paragraphs.
    #[must_use]
    pub fn with_edge(&self, edge: Edge, at: ByteOffset) -> Option<Span> {
        let (_, span) = self.own_active()?;
        let block = |at: ByteOffset| Some(self.article.blocks().get(self.article.block_at(at)?)?.span);
        let last = ByteOffset::new(span.end().get().checked_sub(1)?);
        let limit = block(span.start())?.join(block(last).unwrap_or(span));
        let (start, end, at) = (span.start().get(), span.end().get(), at.get());
        let mut found = None;
        for sentence in self.sentences.touching(limit).filter_map(|number| self.sentences.get(number)) {
            let (text, base) = (self.article.slice(sentence.span), sentence.span.start().get());
            let places = match edge {
                Edge::Start if self.whole_sentences => vec![0],
                Edge::End if self.whole_sentences => vec![text.len()],
                Edge::Start => words::starts(text),
                Edge::End => words::ends(text),
            };
            for place in places.into_iter().map(|place| place + base) {
                match edge {
                    // The last word that begins there or before.
                    Edge::Start if place < end && (place <= at || found.is_none()) => found = Some(place),
                    // The first word that ends there or after.
                    Edge::End if place > start && found.is_none_or(|found| found <= at) => found = Some(place),
                    _ => {}
                }
            }
        }
        match edge {
            Edge::Start => Span::from_bytes(found?, end),
            Edge::End => Span::from_bytes(start, found?),
        }
    }

    pub(super) fn set_edge(&mut self, edge: Edge, at: ByteOffset, moment: &mut Moment) {
        let own = self.own_active().map(|(active, span)| (Rc::clone(&active.id), span));
        let new = self.with_edge(edge, at);
        let Some(((id, old), new)) = own.zip(new).filter(|((_, old), new)| old != new) else { return };
        let article = Rc::clone(&self.article);
        let change = self.edited(&id, moment, |annotation| set_span(annotation, new, &article));
        let changes = change.into_iter().chain(self.unjudge(new)).collect();
        self.commit(changes, moment);
        // The cursor stays on the label, wherever it begins now.
        if new.start() != old.start() {
            self.put_cursor_on(new, Some(id), moment);
        }
        moment.effect(Effect::Focus(Focus::Cursor));
        moment.announce(Announcement::Narrowed(self.article.slice(new).into()));
    }

    /// The next label of the same kind by the same person, with no word between.
    #[must_use]
    pub fn neighbour(&self, annotation: &Annotation) -> Option<&Rc<Annotation>> {
        let span = annotation.span()?;
        let placed = self.annotations.placed();
        let after = placed.partition_point(|other| other.start().is_some_and(|start| start < span.end()));
        let next = placed.get(after)?;
        let gap = self.article.as_str().get(span.end().get()..next.start()?.get())?;
        let same = next.label == annotation.label && next.annotator == annotation.annotator;
        (same && !gap.contains('\n') && words::words(gap).is_empty()).then_some(next)
    }

    /// Merges a label with the next one; the notes are joined.
    pub(super) fn merge(&mut self, id: &str, moment: &mut Moment) {
        let Some(one) = self.annotations.get(id).cloned() else { return };
        let Some(other) = self.neighbour(&one).cloned() else {
            return moment.announce(Announcement::CannotMerge);
        };
        let Some(span) = one.span().zip(other.span()).map(|(one, other)| one.join(other)) else { return };
        let changes = self.as_one(id, &[other], span, moment);
        self.commit(changes, moment);
        self.put_cursor_on(span, Some(id.into()), moment);
        moment.announce(Announcement::Merged(self.article.slice(span).into()));
    }

    /// The changes that give a label `span`, the notes of `others` besides its own, and remove those.
    pub(super) fn as_one(&self, id: &str, others: &[Rc<Annotation>], span: Span, moment: &Moment) -> Vec<Change> {
        let article = Rc::clone(&self.article);
        let merged = self.edited(id, moment, |annotation| {
            set_span(annotation, span, &article);
            take_notes(annotation, others);
        });
        merged.into_iter().chain(self.given_up(others)).collect()
    }

    /// The changes that remove labels in whose place another one is.
    pub(super) fn given_up(&self, others: &[Rc<Annotation>]) -> Vec<Change> {
        let ids: Vec<&str> = others.iter().map(|other| &*other.id).collect();
        ids.iter().filter_map(|id| self.removed(id)).chain(self.relations_without(&ids)).collect()
    }

    /// The changes that part a label at `at`: the first part keeps the note, the second has the same label.
    pub(super) fn in_two(&self, annotation: &Annotation, at: ByteOffset, moment: &mut Moment) -> Option<[Change; 2]> {
        let span = annotation.span()?;
        let before = self.article.slice(Span::new(span.start(), at)?).trim_end().len();
        let first = Span::from_bytes(span.start().get(), span.start().get() + before)?;
        let second = Span::new(at, span.end())?;
        let shortened = self.edited(&annotation.id, moment, |annotation| set_span(annotation, first, &self.article))?;
        Some([shortened, self.created(second, &annotation.label, None, moment)])
    }

    /// What is being split: the label, or the cursor's sentence.
    #[must_use]
    pub fn split_span(&self) -> Option<Span> {
        self.view.split?;
        match self.own_active() {
            Some((_, span)) if self.view.split_label => Some(span),
            _ => Some(self.sentences.get(self.cursor.as_ref()?.focus)?.span),
        }
    }

    /// Where the label can be split: at its words but the first.
    pub(super) fn label_split_places(&self) -> Vec<ByteOffset> {
        let Some((_, span)) = self.own_active() else { return Vec::new() };
        if self.whole_sentences {
            let starts = self.sentences.touching(span).filter_map(|number| self.sentences.get(number));
            return starts.map(|sentence| sentence.span.start()).filter(|start| *start > span.start()).collect();
        }
        let places = words::starts(self.article.slice(span)).into_iter().skip(1);
        places.map(|place| ByteOffset::new(span.start().get() + place)).collect()
    }

    pub(super) fn begin_label_split(&mut self, id: &str, moment: &mut Moment) {
        self.select(id, moment);
        self.view.split_label = true;
        self.begin_split(moment);
    }

    pub(super) fn split_label_at(&mut self, at: ByteOffset, moment: &mut Moment) {
        let own = self.own_active().map(|(active, _)| Rc::clone(active));
        let Some(changes) = own.and_then(|active| self.in_two(&active, at, moment)) else {
            return moment.announce(Announcement::CannotSplit);
        };
        self.commit(changes.into(), moment);
        moment.announce(Announcement::LabelSplit);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::tests::{act, act_at, at, labels, state};
    use super::*;
    use crate::model::action::{Action, Motion};

    fn own(label: &str, text: &str) -> (String, String) {
        (label.to_owned(), text.to_owned())
    }

    /// "Roses cost €4.50 each. I like them." is sentences 4 and 5.
    fn labelled(first: &str, second: &str) -> (State, Vec<Rc<str>>) {
        let mut state = state();
        for (sentence, label) in [(4, first), (5, second)] {
            act(&mut state, Action::PointAt(at(sentence)));
            // Random bits of their own: ids differ.
            act_at(&mut state, Action::Label(label.into()), 100 + i64::try_from(sentence).unwrap());
        }
        let ids = state.annotations().placed().iter().map(|one| Rc::clone(&one.id)).collect();
        (state, ids)
    }

    fn offset(state: &State, text: &str) -> ByteOffset {
        ByteOffset::new(state.article().as_str().find(text).unwrap())
    }

    #[test]
    fn an_end_goes_to_the_word_under_the_pointer_within_the_paragraph() {
        let (mut state, ids) = labelled("claim", "opinion");
        let first = |state: &State| labels(state).into_iter().find(|(label, _)| label == "claim").unwrap().1;
        let cases = [
            (Edge::Start, "ost", "cost €4.50 each."),
            (Edge::End, "4.5", "cost €4.50"),
            // Past the other end nothing is left: the last word stays.
            (Edge::Start, "like", "4.50"),
            (Edge::Start, "Roses", "Roses cost €4.50"),
            (Edge::End, "ike", "Roses cost €4.50 each. I like"),
            (Edge::End, "them", "Roses cost €4.50 each. I like them."),
            // Another paragraph is as far as its own begins.
            (Edge::Start, "green", "Roses cost €4.50 each. I like them."),
        ];
        for (edge, text, expected) in cases {
            act(&mut state, Action::Select(Rc::clone(&ids[0])));
            let place = offset(&state, text);
            act(&mut state, Action::SetEdge(edge, place));
            assert_eq!(first(&state), expected, "{edge:?} at {text}");
            assert_eq!(state.active().map(|active| &*active.label), Some("claim"));
        }
        for _ in 0..6 {
            act(&mut state, Action::Undo);
        }
        assert_eq!(first(&state), "Roses cost €4.50 each.");
    }

    #[test]
    fn labels_that_keep_to_sentences_are_changed_by_whole_ones() {
        let (mut state, ids) = labelled("claim", "claim");
        state.keep_to_sentences(true);
        let select = |state: &mut State| act(state, Action::Select(Rc::clone(&ids[0])));
        for edge in [Edge::Start, Edge::End] {
            select(&mut state);
            for widen in [false, true] {
                act(&mut state, Action::Narrow(edge, widen));
            }
            let place = offset(&state, "4.5");
            act(&mut state, Action::SetEdge(edge, place));
            assert_eq!(labels(&state)[0].1, "Roses cost €4.50 each.", "{edge:?}");
        }
        // No sentence begins inside of it.
        act(&mut state, Action::SplitLabel(Rc::clone(&ids[0])));
        act(&mut state, Action::Move(Motion::First, false));
        act(&mut state, Action::EditNote(None));
        act(&mut state, Action::Escape);
        assert_eq!(labels(&state).len(), 2);
        act(&mut state, Action::Merge(Rc::clone(&ids[0])));
        let place = offset(&state, "like");
        act(&mut state, Action::SetEdge(Edge::End, place));
        assert_eq!(labels(&state), [own("claim", "Roses cost €4.50 each. I like them.")]);
        act(&mut state, Action::SplitLabel(Rc::clone(&ids[0])));
        act(&mut state, Action::Move(Motion::First, false));
        act(&mut state, Action::EditNote(None));
        assert_eq!(labels(&state), [own("claim", "Roses cost €4.50 each."), own("claim", "I like them.")]);
        state.keep_to_sentences(false);
        select(&mut state);
        act(&mut state, Action::Narrow(Edge::End, false));
        assert_eq!(labels(&state)[0].1, "Roses cost €4.50", "words again");
    }

    #[test]
    fn neighbours_of_one_label_are_merged_with_their_notes() {
        let (mut state, ids) = labelled("claim", "claim");
        act(&mut state, Action::SetNote(Rc::clone(&ids[0]), "one".into()));
        act(&mut state, Action::SetNote(Rc::clone(&ids[1]), "two".into()));
        act(&mut state, Action::Merge(Rc::clone(&ids[0])));
        assert_eq!(labels(&state), [own("claim", "Roses cost €4.50 each. I like them.")]);
        let merged = state.annotations().get(&ids[0]).unwrap();
        assert_eq!(merged.note.as_deref(), Some("one\ntwo"));
        act(&mut state, Action::Undo);
        assert_eq!(labels(&state), [own("claim", "Roses cost €4.50 each."), own("claim", "I like them.")]);
        assert_eq!(state.annotations().get(&ids[1]).unwrap().note.as_deref(), Some("two"));
        // The last one has no next; another label or paragraph is none.
        act(&mut state, Action::Merge(Rc::clone(&ids[1])));
        assert_eq!(labels(&state).len(), 2);
        let (mut state, ids) = labelled("claim", "opinion");
        act(&mut state, Action::Merge(Rc::clone(&ids[0])));
        assert_eq!(labels(&state).len(), 2);
        act(&mut state, Action::PointAt(at(3)));
        act(&mut state, Action::Label("claim".into()));
        let before = state.annotations().placed()[0].clone();
        assert_eq!(state.neighbour(&before), None, "the next one is in another paragraph");
    }

    #[test]
    fn a_label_is_split_at_a_word() {
        let (mut state, ids) = labelled("claim", "opinion");
        act(&mut state, Action::SetNote(Rc::clone(&ids[0]), "one".into()));
        act(&mut state, Action::SplitLabel(Rc::clone(&ids[0])));
        assert!(state.view().split.is_some());
        act(&mut state, Action::Move(Motion::First, false));
        let sentences = state.sentences().len();
        // Enter splits at the mark.
        act(&mut state, Action::EditNote(None));
        assert_eq!(
            labels(&state),
            [own("claim", "Roses"), own("claim", "cost €4.50 each."), own("opinion", "I like them.")]
        );
        assert_eq!(state.sentences().len(), sentences, "the sentence stays one");
        assert_eq!(state.annotations().get(&ids[0]).unwrap().note.as_deref(), Some("one"));
        act(&mut state, Action::Undo);
        assert_eq!(labels(&state), [own("claim", "Roses cost €4.50 each."), own("opinion", "I like them.")]);
        // Esc leaves all as it was; splitting the sentence still splits the sentence.
        act(&mut state, Action::SplitLabel(Rc::clone(&ids[0])));
        act(&mut state, Action::Escape);
        assert_eq!(labels(&state).len(), 2);
        act(&mut state, Action::Split);
        act(&mut state, Action::Split);
        assert_eq!(state.sentences().len(), sentences + 1);
        assert_eq!(labels(&state).len(), 3, "each half has the label");
    }
}
