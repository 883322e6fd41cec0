//! Settling what was found again with doubt, or not at all: accept, attach elsewhere,
//! keep without a place. Each is one undo step, and keeps the first quote, so that a page that
//! is changed back finds everything again.

use super::editing::take_notes;
use super::labelling::set_span;
use super::{Moment, State};
use crate::model::annotation::{Anchoring, Place};
use crate::model::effect::Announcement;
use crate::model::word_difference::share_left;
use std::rc::Rc;

impl State {
    pub(super) fn accept(&mut self, id: &str, moment: &mut Moment) {
        let article = Rc::clone(&self.article);
        let change = self.edited(id, moment, |annotation| {
            if let Place::At { span, anchoring: Anchoring::Check(likeness) } = annotation.place {
                match article.slice(span) {
                    // Only the place was in doubt: it is where these words stand now.
                    same if same == &*annotation.quote.exact => set_span(annotation, span, &article),
                    _ => annotation.place = Place::At { span, anchoring: Anchoring::Changed(likeness) },
                }
            }
        });
        let Some(change) = change else { return };
        self.commit(vec![change], moment);
        moment.announce(Announcement::Accepted);
    }

    /// To what the cursor covers: its part, its sentence, or all its sentences as one span. Where that has a label
    /// of the reader's, this one takes its place, as one does that is given by hand, and its note.
    pub(super) fn reattach_to_cursor(&mut self, id: &str, moment: &mut Moment) {
        let Some(span) = self.cursor.as_ref().and_then(|cursor| cursor.span(&self.sentences)) else {
            return moment.announce(Announcement::NoSentence);
        };
        // Where it stands already is nothing to attach it to: another sentence was meant.
        if self.annotations.get(id).is_some_and(|annotation| annotation.span() == Some(span)) {
            return moment.announce(Announcement::NoSentence);
        }
        let article = Rc::clone(&self.article);
        let is_own = self.annotations.get(id).is_some_and(|annotation| annotation.annotator == self.reader);
        let others: Vec<_> = self.own_exactly(span).filter(|_| is_own).cloned().into_iter().collect();
        let change = self.edited(id, moment, |annotation| {
            match article.slice(span) {
                same if same == &*annotation.quote.exact => set_span(annotation, span, &article),
                other => {
                    let left = share_left(&annotation.quote.exact, other);
                    annotation.place = Place::At { span, anchoring: Anchoring::Changed(left) };
                }
            }
            take_notes(annotation, &others);
        });
        let Some(change) = change else { return };
        let changes = std::iter::once(change).chain(self.given_up(&others)).chain(self.unjudge(span)).collect();
        self.commit(changes, moment);
        if let Some(cursor) = &mut self.cursor {
            cursor.active = Some(id.into());
            cursor.part = None;
        }
        moment.announce(Announcement::Reattached(self.article.slice(span).into()));
    }

    pub(super) fn detach(&mut self, id: &str, moment: &mut Moment) {
        let article = Rc::clone(&self.article);
        let change = self.edited(id, moment, |annotation| {
            if let Place::At { span, .. } = annotation.place {
                annotation.place = Place::Orphan { last: article.code_points_of(span) };
            }
        });
        let Some(change) = change else { return };
        self.commit(vec![change], moment);
        self.let_go_of(id);
        moment.announce(Announcement::Detached);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::action::{Action, Edge, Foreign, Input, Motion, Reread, Source};
    use crate::model::annotation::{Annotation, Annotator, Quote};
    use crate::model::article::ArticleText;
    use crate::model::label::LabelSet;
    use crate::model::sentences::Sentences;
    use crate::model::span::Span;
    use crate::model::time::Timestamp;

    const OLD: &str = "The lamp was never lit.";

    /// "The lamp is lit." labelled with doubt; the second sentence is free.
    fn doubtful() -> (State, Rc<str>) {
        let article = Rc::new(ArticleText::of_lines("The lamp is lit. The street is dark.", "en"));
        let sentences = Rc::new(Sentences::of(&article));
        let reader = Annotator { id: "urn:uuid:reader".into(), name: None, completed_at: None };
        let span = Span::from_bytes(0, 16).unwrap();
        let mut state = State::new(Rc::clone(&article), sentences, Rc::new(LabelSet::default()), reader);
        let annotation = Annotation {
            id: "urn:uuid:one".into(),
            annotator: "urn:uuid:reader".into(),
            label: "claim".into(),
            note: None,
            quote: Quote { exact: OLD.into(), ..Quote::of(&article, span) },
            place: Place::At { span, anchoring: Anchoring::Check(0.4) },
            created: Timestamp::from_millis(0),
            modified: Timestamp::from_millis(0),
            extra: None,
        };
        act(&mut state, Action::Adopt(Foreign { put: vec![annotation], ..Foreign::default() }));
        (state, "urn:uuid:one".into())
    }

    fn act(state: &mut State, action: Action) {
        state.apply(Input { action, source: Source::User, now: Timestamp::from_millis(1), entropy: 7 });
    }

    /// The host page changes its text to `text`, where nothing of the label's is.
    fn reread(state: &mut State, text: &str) {
        let article = Rc::new(ArticleText::of_lines(text, "en"));
        let sentences = Rc::new(Sentences::of(&article));
        let all = state.annotations().placed().iter().chain(state.annotations().orphans().iter());
        let gone = all.map(|one| Annotation { place: Place::Orphan { last: None }, ..Annotation::clone(one) });
        let annotations = gone.collect();
        act(state, Action::Reread(Reread { article, sentences, annotations, sentence_map: vec![None, None] }));
    }

    fn place(state: &State) -> Option<(String, Anchoring)> {
        match state.annotations().get("urn:uuid:one")?.place {
            Place::At { span, anchoring } => Some((state.article().slice(span).to_owned(), anchoring)),
            Place::Orphan { .. } => None,
        }
    }

    fn quote(state: &State) -> &str {
        &state.annotations().get("urn:uuid:one").unwrap().quote.exact
    }

    #[test]
    fn accepting_keeps_the_first_quote_and_can_be_undone() {
        let (mut state, id) = doubtful();
        act(&mut state, Action::Accept(Rc::clone(&id)));
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Changed(0.4))));
        assert_eq!(quote(&state), OLD);
        // What is certain has nothing to accept: no empty step of the history.
        act(&mut state, Action::Accept(id));
        act(&mut state, Action::Undo);
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Check(0.4))));
    }

    #[test]
    fn in_a_changed_text_what_was_decided_is_undone_and_done_again() {
        let (mut state, id) = doubtful();
        act(&mut state, Action::Detach(id));
        reread(&mut state, "Once more: The lamp was never lit. So be it.");
        act(&mut state, Action::Undo);
        assert_eq!(place(&state).unwrap().0, "The lamp was never lit.");
        act(&mut state, Action::Redo);
        assert_eq!(place(&state), None);
    }

    /// The page gets another paragraph at its end, and all labels stay where they are.
    fn add_paragraph(state: &mut State) {
        let text = [state.article().as_str(), "\nOne more."].concat();
        let article = Rc::new(ArticleText::of_lines(&text, "en"));
        let sentences = Rc::new(Sentences::of(&article));
        let all = state.annotations().placed().iter().chain(state.annotations().orphans().iter());
        let annotations = all.map(|one| Annotation::clone(one)).collect();
        let sentence_map = (0..state.sentences().len()).map(Some).collect();
        act(state, Action::Reread(Reread { article, sentences, annotations, sentence_map }));
    }

    #[test]
    fn what_the_reader_has_chosen_stays_when_the_page_changes_elsewhere() {
        let (mut state, _) = doubtful();
        act(&mut state, Action::Remove("urn:uuid:one".into()));
        act(&mut state, Action::Move(Motion::First, false));
        act(&mut state, Action::Split);
        let mark = state.view().split;
        add_paragraph(&mut state);
        assert_eq!((state.view().split, mark.is_some()), (mark, true));
        act(&mut state, Action::Escape);
        act(&mut state, Action::Narrow(Edge::Start, false));
        add_paragraph(&mut state);
        let part = state.cursor().unwrap().part.unwrap();
        assert_eq!(state.article().slice(part), "lamp is lit.");
        act(&mut state, Action::Move(Motion::First, false));
        act(&mut state, Action::Move(Motion::Next, true));
        add_paragraph(&mut state);
        assert_eq!(state.cursor().unwrap().range(), 0..=1);
    }

    #[test]
    fn accepted_or_attached_and_undone_after_a_change_elsewhere() {
        let (mut state, id) = doubtful();
        act(&mut state, Action::Accept(Rc::clone(&id)));
        add_paragraph(&mut state);
        act(&mut state, Action::Undo);
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Check(0.4))));
        add_paragraph(&mut state);
        act(&mut state, Action::Redo);
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Changed(0.4))));
        let second = state.sentences().get(1).unwrap().span.start();
        act(&mut state, Action::PointAt(second));
        act(&mut state, Action::Reattach(Rc::clone(&id)));
        assert_eq!(place(&state).unwrap().0, "The street is dark.");
        add_paragraph(&mut state);
        act(&mut state, Action::Undo);
        assert_eq!(place(&state).unwrap().0, "The lamp is lit.");
    }

    #[test]
    fn a_label_without_a_place_is_none_of_the_cursors_sentence() {
        let (mut state, id) = doubtful();
        act(&mut state, Action::Select(Rc::clone(&id)));
        assert!(state.active().is_some());
        reread(&mut state, "Nothing of it is here. Nor is it here.");
        assert_eq!((state.active(), place(&state)), (None, None));
        for action in [Action::Narrow(Edge::Start, false), Action::Unlabel] {
            act(&mut state, action);
        }
        assert_eq!((state.annotations().orphans().len(), quote(&state)), (1, OLD));
        // Attached and taken back it is without a place again.
        act(&mut state, Action::Reattach(id));
        act(&mut state, Action::Undo);
        act(&mut state, Action::Unlabel);
        assert_eq!((state.active(), state.annotations().orphans().len()), (None, 1));
    }

    #[test]
    fn attached_to_a_labelled_sentence_it_takes_the_place_of_that_label() {
        let (mut state, id) = doubtful();
        let second = state.sentences().get(1).unwrap().span.start();
        act(&mut state, Action::PointAt(second));
        act(&mut state, Action::Label("opinion".into()));
        let there = Rc::clone(&state.active().unwrap().id);
        act(&mut state, Action::SetNote(Rc::clone(&id), "one".into()));
        act(&mut state, Action::SetNote(there, "two".into()));
        act(&mut state, Action::Reattach(id));
        assert_eq!((state.annotations().len(), &*state.active().unwrap().label), (1, "claim"));
        assert_eq!(state.active().unwrap().note.as_deref(), Some("one\ntwo"));
        act(&mut state, Action::Undo);
        assert_eq!(state.annotations().len(), 2);
    }

    #[test]
    fn attached_where_it_stands_it_stays_as_it_is() {
        let (mut state, id) = doubtful();
        let first = state.sentences().get(0).unwrap().span.start();
        act(&mut state, Action::PointAt(first));
        act(&mut state, Action::Reattach(id));
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Check(0.4))));
        assert_eq!(quote(&state), OLD);
    }

    #[test]
    fn detached_and_attached_elsewhere() {
        let (mut state, id) = doubtful();
        act(&mut state, Action::Detach(Rc::clone(&id)));
        assert_eq!(place(&state), None);
        let last = state.annotations().orphans()[0].place;
        assert_eq!(last, Place::Orphan { last: Some((0, 16)) });
        assert_eq!(quote(&state), OLD);
        // Without a cursor there is no sentence to attach it to.
        act(&mut state, Action::Reattach(Rc::clone(&id)));
        assert_eq!(place(&state), None);
        act(&mut state, Action::JudgeNoneAt(vec![1]));
        let second = state.sentences().get(1).unwrap().span.start();
        act(&mut state, Action::PointAt(second));
        act(&mut state, Action::Reattach(id));
        // Of five words "The" is left.
        assert_eq!(place(&state), Some(("The street is dark.".into(), Anchoring::Changed(0.2))));
        assert_eq!(quote(&state), OLD);
        assert!(!state.is_judged_none(1), "a label ends the judgement that there is none");
        for _ in 0..3 {
            act(&mut state, Action::Undo);
        }
        assert_eq!(place(&state), Some(("The lamp is lit.".into(), Anchoring::Check(0.4))));
        assert_eq!(quote(&state), OLD);
    }
}
