//! Mending sentence boundaries: joining with the next sentence, splitting at a mark.

use super::{Moment, State};
use crate::model::action::{Action, Motion};
use crate::model::annotation::Annotation;
use crate::model::effect::{Announcement, Effect, Focus};
use crate::model::history::Change;
use crate::model::judgements::Judgements;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentences;
use crate::model::sentences::mending::{Edit, EditKind};
use std::rc::Rc;

/// A mended boundary as a change yet to be made.
fn change(edit: Edit) -> Change {
    Change::Mended { edit, one_sided: Vec::new() }
}

impl State {
    /// Whether the cursor's sentence can be joined with the next, or, where it covers
    /// several, those with each other; if so, where the boundaries are.
    #[must_use]
    pub fn joints(&self) -> Option<Vec<ByteOffset>> {
        let range = self.cursor.as_ref()?.range();
        let (first, last) = (*range.start(), *range.end());
        let last = if first == last { first + 1 } else { last };
        let mut joints = Vec::new();
        for number in first..last {
            let (before, after) = (self.sentences.get(number)?, self.sentences.get(number + 1)?);
            if before.block != after.block {
                return None;
            }
            joints.push(after.span.start());
        }
        Some(joints)
    }

    /// Where the cursor's sentence can be split.
    #[must_use]
    pub fn split_places(&self) -> Vec<ByteOffset> {
        if self.view.split_label {
            return self.label_split_places();
        }
        let cursor = self.cursor.as_ref().filter(|cursor| !cursor.is_extended());
        cursor.map(|cursor| self.sentences.split_places(cursor.focus, &self.article)).unwrap_or_default()
    }

    pub(super) fn join_next(&mut self, moment: &mut Moment) {
        let Some(joints) = self.joints() else {
            return moment.announce(Announcement::CannotJoin);
        };
        let count = joints.len();
        let mut changes = Vec::new();
        for at in joints {
            changes.push(change(Edit::join(at)));
        }
        changes.extend(self.labels_joined(count, moment));
        self.commit(changes, moment);
        self.work_on_the_sentences_label();
        moment.effect(Effect::Focus(Focus::Cursor));
        moment.announce(Announcement::Joined(count));
    }

    /// Shows the mark in the middle of the sentence; where it is shown, splits there.
    pub(super) fn begin_split(&mut self, moment: &mut Moment) {
        if let Some(mark) = self.view.split {
            return self.split_at(mark, moment);
        }
        let places = self.split_places();
        match places.get(places.len() / 2) {
            Some(middle) => {
                self.view.note = None;
                self.view.picker = true;
                moment.effect(Effect::Focus(Focus::Cursor));
                self.put_mark(*middle, true, moment);
            }
            None => moment.announce(Announcement::CannotSplit),
        }
    }

    fn put_mark(&mut self, mark: ByteOffset, begins: bool, moment: &mut Moment) {
        self.view.split = Some(mark);
        let rest = self.split_span().and_then(|span| self.article.as_str().get(mark.get()..span.end().get()));
        moment.announce(Announcement::SplitMark(rest.unwrap_or_default().into(), begins));
    }

    pub(super) fn split_at(&mut self, at: ByteOffset, moment: &mut Moment) {
        if self.view.split.is_some() && self.view.split_label {
            self.end_split(moment);
            self.split_label_at(at, moment);
            self.view.split_label = false;
            return;
        }
        let mut trial = Sentences::clone(&self.sentences);
        let Some((first, edit)) = trial.mend(Edit::split(at), &self.article) else {
            return moment.announce(Announcement::CannotSplit);
        };
        self.end_split(moment);
        // A half that has a label of its own keeps it, and the whole its own.
        let mut halves = [first, first + 1].into_iter().filter_map(|half| trial.get(half));
        let is_free = halves.all(|half| self.own_exactly(half.span).is_none());
        let whole = self.whole_label(first).filter(|_| is_free).cloned();
        let labels = whole.and_then(|label| self.in_two(&label, at, moment)).into_iter().flatten();
        let changes = std::iter::once(change(edit)).chain(labels).collect();
        self.commit(changes, moment);
        self.work_on_the_sentences_label();
        moment.announce(Announcement::Split);
    }

    /// The reader's own label of exactly this sentence, its words as they were labelled.
    fn whole_label(&self, sentence: usize) -> Option<&Rc<Annotation>> {
        let span = self.sentences.get(sentence)?.span;
        self.own_exactly(span).filter(|own| &*own.quote.exact == self.article.slice(span))
    }

    /// The changes that give the label of the cursor's sentence or the next `count` to what they become together.
    /// Different labels stay as they are, parts of it, and so do they where the whole has one.
    fn labels_joined(&self, count: usize, moment: &Moment) -> Vec<Change> {
        let Some(first) = self.cursor.as_ref().map(|cursor| *cursor.range().start()) else { return Vec::new() };
        let sentence = |number: usize| self.sentences.get(number).map(|sentence| sentence.span);
        let Some(whole) = sentence(first).zip(sentence(first + count)).map(|(one, other)| one.join(other)) else {
            return Vec::new();
        };
        let labels: Vec<_> = (first..=first + count).filter_map(|number| self.whole_label(number)).cloned().collect();
        match labels.split_first() {
            Some((one, others))
                if others.iter().all(|other| other.label == one.label) && self.own_exactly(whole).is_none() =>
            {
                self.as_one(&one.id, others, whole, moment)
            }
            _ => Vec::new(),
        }
    }

    /// After a boundary has changed the keys work on the label of the whole sentence, if it has one.
    fn work_on_the_sentences_label(&mut self) {
        let Some(focus) = self.cursor.as_ref().filter(|cursor| !cursor.is_extended()).map(|cursor| cursor.focus) else {
            return;
        };
        let whole = self.annotation_of_sentence(focus).map(|annotation| Rc::clone(&annotation.id));
        if let Some(cursor) = self.cursor.as_mut().filter(|_| whole.is_some()) {
            cursor.active = whole;
        }
    }

    fn end_split(&mut self, moment: &mut Moment) {
        if self.view.split.take().is_some() {
            self.view.picker = false;
            moment.effect(Effect::Focus(Focus::Cursor));
        }
    }

    /// While the mark is shown, the cursor's keys move it, a click chooses its word, and
    /// whatever else the reader does ends the splitting. Gives what remains to be done.
    pub(super) fn while_splitting(&mut self, action: Action, moment: &mut Moment) -> Option<Action> {
        match self.view.split {
            None => Some(action),
            Some(mark) => self.at_the_mark(mark, action, moment),
        }
    }

    #[inline(never)]
    fn at_the_mark(&mut self, mark: ByteOffset, action: Action, moment: &mut Moment) -> Option<Action> {
        let places = self.split_places();
        match action {
            // Another place is asked for: that ends it, below.
            Action::Move(motion, _) if !matches!(motion, Motion::To(_)) => {
                let here = places.partition_point(|place| *place < mark);
                let there = match motion {
                    Motion::Next | Motion::NextLabelled => here + 1,
                    Motion::Previous | Motion::PreviousLabelled => here.saturating_sub(1),
                    Motion::First => 0,
                    Motion::Last | Motion::To(_) => places.len(),
                };
                let there = places.get(there).or(places.last()).copied();
                self.put_mark(there.unwrap_or(mark), false, moment);
                None
            }
            Action::EditNote(None) => {
                self.split_at(mark, moment);
                None
            }
            Action::Escape => {
                self.end_split(moment);
                self.view.split_label = false;
                moment.announce(Announcement::NotSplit);
                None
            }
            Action::PointAt(at) if self.split_span().is_some_and(|span| span.holds(at)) => {
                let word = places.partition_point(|place| *place <= at).checked_sub(1);
                match word.and_then(|word| places.get(word)) {
                    Some(place) => self.split_at(*place, moment),
                    None => {
                        // The click has taken the focus from the keys that go on moving the mark.
                        moment.effect(Effect::Focus(Focus::Cursor));
                        moment.announce(Announcement::CannotSplit);
                    }
                }
                None
            }
            Action::Split | Action::EnterCursor(_) | Action::Keeping(_) | Action::TogglePanel | Action::Reread(_) => {
                Some(action)
            }
            _ => {
                self.view.split = None;
                self.view.split_label = false;
                Some(action)
            }
        }
    }

    /// Makes one edit. A joined sentence is judged "no label" by those who judged both
    /// so, both halves of a split one by those who judged it, or one half again by those
    /// who had before the join that is taken back. The cursor stays where it is.
    pub(super) fn mend(&mut self, edit: Edit, one_sided: Vec<(Rc<str>, bool)>) -> Option<Change> {
        let mut sentences = Sentences::clone(&self.sentences);
        let (first, edit) = sentences.mend(edit, &self.article)?;
        let joins = edit.kind == EditKind::Join;
        let renumbered = |number: usize| match joins {
            true if number > first => number - 1,
            false if number > first => number + 1,
            _ => number,
        };
        let mut alone = if joins { Vec::new() } else { one_sided };
        let mut judged: Vec<(Rc<str>, usize)> =
            alone.iter().map(|(annotator, half)| (Rc::clone(annotator), first + usize::from(!half))).collect();
        for (annotator, number) in self.judged_none.as_slice() {
            let other = if *number == first { first + 1 } else { first };
            let touched = *number == first || (joins && *number == first + 1);
            if touched && joins && !self.judged_none.contains(annotator, other) {
                alone.push((Rc::clone(annotator), *number == first));
                continue;
            }
            judged.push((Rc::clone(annotator), renumbered(*number)));
            if touched && !joins {
                judged.push((Rc::clone(annotator), first + 1));
            }
        }
        self.judged_none = Judgements::of(judged);
        self.sentences = Rc::new(sentences);
        if let Some(mut cursor) = self.cursor.take() {
            cursor.anchor = renumbered(cursor.anchor);
            cursor.focus = renumbered(cursor.focus);
            cursor.part = None;
            let sentence = self.sentences.get(cursor.focus).map(|sentence| sentence.span);
            let active = cursor.active.as_ref().and_then(|id| self.annotations.get(id)?.span());
            if !sentence.zip(active).is_some_and(|(sentence, active)| sentence.contains(active)) {
                let exact = self.annotation_of_sentence(cursor.focus).filter(|_| !cursor.is_extended());
                cursor.active = exact.map(|annotation| Rc::clone(&annotation.id));
            }
            self.cursor = Some(cursor);
        }
        self.recount();
        Some(Change::Mended { edit, one_sided: alone })
    }
}
