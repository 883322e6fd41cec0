//! Where the reader is: the cursor, the picker, what is selected.

use super::{Moment, State};
use crate::model::action::Motion;
use crate::model::annotation::Annotation;
use crate::model::cursor::Cursor;
use crate::model::effect::{Announcement, Effect, Focus};
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use std::rc::Rc;

impl State {
    /// The cursor on one whole sentence, working on the label it has.
    fn cursor_on(&self, sentence: usize) -> Cursor {
        let active = self.annotation_of_sentence(sentence).map(|annotation| Rc::clone(&annotation.id));
        Cursor { active, ..Cursor::on(sentence) }
    }

    /// Moves the cursor where a place is, with the annotation it works on.
    pub(super) fn put_cursor_on(&mut self, place: Span, active: Option<Rc<str>>, moment: &mut Moment) {
        let Some(sentence) = self.sentences.at(place.start()) else {
            return;
        };
        self.cursor = Some(Cursor { active, ..Cursor::on(sentence) });
        moment.effect(Effect::Reveal(place));
    }

    pub(super) fn move_cursor(&mut self, motion: Motion, extend: bool, moment: &mut Moment) {
        let Some(last) = self.sentences.len().checked_sub(1) else {
            return;
        };
        self.view.picker = false;
        self.view.note = None;
        let from = self.cursor.as_ref().map(|cursor| cursor.focus);
        let target = match motion {
            Motion::Next => from.map_or(0, |focus| (focus + 1).min(last)),
            Motion::Previous => from.map_or(last, |focus| focus.saturating_sub(1)),
            Motion::First => 0,
            Motion::Last => last,
            Motion::To(sentence) => {
                moment.effect(Effect::Focus(Focus::Cursor));
                sentence.min(last)
            }
            Motion::NextLabelled | Motion::PreviousLabelled => return self.move_by_annotation(motion, moment),
        };
        let cursor = match (&self.cursor, extend) {
            (Some(cursor), true) => Cursor { anchor: cursor.anchor, ..Cursor::on(target) },
            _ => self.cursor_on(target),
        };
        if cursor.is_extended() {
            moment.announce(Announcement::Extended(cursor.range().count()));
        }
        self.cursor = Some(cursor);
        self.reveal_focus(moment);
    }

    /// The sentence where the reader is.
    pub(super) fn focused(&self) -> Option<Span> {
        let cursor = self.cursor.as_ref()?;
        self.sentences.get(cursor.focus).map(|sentence| sentence.span)
    }

    fn reveal_focus(&self, moment: &mut Moment) {
        if let Some(span) = self.focused() {
            moment.effect(Effect::Reveal(span));
        }
    }

    fn move_by_annotation(&mut self, motion: Motion, moment: &mut Moment) {
        let placed = Rc::clone(self.annotations.placed());
        let here = self.active().and_then(|active| self.annotations.position(active));
        let from = self.focused();
        let after =
            |limit: ByteOffset| placed.partition_point(|other| other.start().is_some_and(|start| start < limit));
        let target = match (motion, here, from) {
            (Motion::NextLabelled, Some(here), _) => here.checked_add(1),
            (Motion::NextLabelled, None, Some(from)) => Some(after(from.start())),
            (_, Some(here), _) => here.checked_sub(1),
            (Motion::PreviousLabelled, None, Some(from)) => after(from.start()).checked_sub(1),
            (Motion::PreviousLabelled, None, None) => placed.len().checked_sub(1),
            _ => Some(0),
        };
        match target.and_then(|target| placed.get(target)) {
            Some(annotation) => self.activate(annotation, moment),
            None => moment.announce(Announcement::NoMore),
        }
    }

    /// Works on this annotation from now on. If the cursor's sentence stays the
    /// same, the change is told, since the cursor's own announcement stays silent.
    fn activate(&mut self, annotation: &Rc<Annotation>, moment: &mut Moment) {
        let Some(span) = annotation.span() else {
            return;
        };
        let before = self.cursor.as_ref().map(|cursor| cursor.focus);
        self.put_cursor_on(span, Some(Rc::clone(&annotation.id)), moment);
        let focus = self.cursor.as_ref().map(|cursor| cursor.focus);
        let sentence = focus.and_then(|focus| self.sentences.get(focus)).map(|sentence| sentence.span);
        if focus == before || sentence != Some(span) {
            let stacked: Vec<_> =
                sentence.map(|sentence| self.annotations.touching(sentence).collect()).unwrap_or_default();
            let number = stacked.iter().position(|other| other.id == annotation.id).map_or(1, |at| at + 1);
            let text = self.article.slice(span).into();
            let announcement = Announcement::Cycled(number, stacked.len(), Rc::clone(&annotation.label), text);
            moment.announce(announcement);
        }
    }

    /// A click: first the innermost annotation there, then on each further click
    /// the next one, the bare sentence last (unless a label lies on all of it).
    pub(super) fn point_at(&mut self, at: ByteOffset, moment: &mut Moment) {
        let Some(sentence) = self.sentences.at(at) else {
            return;
        };
        self.view.note = None;
        let whole = self.sentences.get(sentence).map(|sentence| sentence.span);
        let over = self.annotations.over(at);
        let mut choices: Vec<Option<Rc<str>>> = over.iter().map(|annotation| Some(Rc::clone(&annotation.id))).collect();
        if !over.iter().any(|annotation| annotation.span() == whole) {
            choices.push(None);
        }
        let now = self.cursor.as_ref().filter(|cursor| cursor.focus == sentence && !cursor.is_extended());
        let now = now.and_then(|cursor| choices.iter().position(|choice| *choice == cursor.active));
        let next = now.map_or(0, |now| (now + 1) % choices.len().max(1));
        let active = choices.get(next).cloned().flatten();
        if now.is_some()
            && choices.len() > 1
            && let Some(annotation) = active.as_ref().and_then(|id| self.annotations.get(id))
        {
            let text = annotation.span().map_or("", |span| self.article.slice(span)).into();
            moment.announce(Announcement::Cycled(next + 1, choices.len(), Rc::clone(&annotation.label), text));
        }
        self.cursor = Some(Cursor { active, ..Cursor::on(sentence) });
        self.view.picker = true;
        moment.effect(Effect::Focus(Focus::Cursor));
    }

    pub(super) fn drag(&mut self, from: ByteOffset, to: ByteOffset, moment: &mut Moment) {
        let (Some(anchor), Some(focus)) = (self.sentences.at(from), self.sentences.at(to)) else {
            return;
        };
        self.view.note = None;
        self.cursor =
            Some(if anchor == focus { self.cursor_on(focus) } else { Cursor { anchor, ..Cursor::on(focus) } });
        self.view.picker = true;
        if anchor != focus {
            moment.announce(Announcement::Extended(anchor.abs_diff(focus) + 1));
        }
        moment.effect(Effect::Focus(Focus::Cursor));
    }

    /// The control has the focus: without a cursor it starts at the first
    /// sentence that can be seen.
    pub(super) fn enter_cursor(&mut self, visible: Option<ByteOffset>, moment: &mut Moment) {
        if self.cursor.is_none()
            && let Some(sentence) = visible.map_or(Some(0), |at| self.sentences.at(at))
        {
            self.cursor = (sentence < self.sentences.len()).then(|| self.cursor_on(sentence));
            self.reveal_focus(moment);
        }
    }

    pub(super) fn escape(&mut self, moment: &mut Moment) {
        if self.view.dialog.is_some() {
            self.show(None, moment);
        } else if self.view.note.is_some() {
            self.close_note(moment);
        } else if self.view.picker {
            self.close_picker(moment);
        } else if self.cursor.take().is_some() {
            moment.effect(Effect::Focus(Focus::Leave));
        }
    }

    pub(super) fn close_picker(&mut self, moment: &mut Moment) {
        if std::mem::take(&mut self.view.picker) {
            self.view.note = None;
            moment.effect(Effect::Focus(Focus::Cursor));
        }
    }

    pub(super) fn select(&mut self, id: &str, moment: &mut Moment) {
        let annotation = self.annotations.get(id).cloned();
        if let Some(span) = annotation.as_ref().and_then(|annotation| annotation.span()) {
            self.view.picker = false;
            self.view.note = None;
            self.put_cursor_on(span, annotation.map(|annotation| Rc::clone(&annotation.id)), moment);
        }
    }
}
