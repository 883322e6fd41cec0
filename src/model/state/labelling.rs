//! Labels and notes: putting them on, changing them, taking them off.

use super::{Moment, State};
use crate::model::action::{Edge, Patch};
use crate::model::annotation::{Anchoring, Annotation, Place, Quote};
use crate::model::cursor::Cursor;
use crate::model::effect::{Announcement, Effect, Focus};
use crate::model::history::Change;
use crate::model::span::Span;
use crate::model::words;
use std::rc::Rc;

impl State {
    /// A key or the picker: the active annotation is relabelled; else every
    /// sentence of the cursor (or its narrowed part) gets one annotation.
    pub(super) fn label_cursor(&mut self, label: &Rc<str>, moment: &mut Moment) {
        let Some(cursor) = self.cursor.clone() else {
            return;
        };
        let targets = match self.active().filter(|_| !cursor.is_extended()).and_then(|active| active.span()) {
            Some(span) => vec![span],
            None => cursor.targets(&self.sentences),
        };
        let ids = self.label_spans(&targets, label, None, moment);
        if let (Some(cursor), [id]) = (&mut self.cursor, &*ids) {
            *cursor = Cursor { active: Some(Rc::clone(id)), ..Cursor::on(cursor.focus) };
        }
        self.close_picker(moment);
        moment.announce(Announcement::Labelled(Rc::clone(label), targets.len()));
    }

    /// One annotation a span, in one step; a span that the reader labelled before
    /// is relabelled. Returns their ids.
    fn label_spans(
        &mut self,
        spans: &[Span],
        label: &Rc<str>,
        note: Option<&Rc<str>>,
        moment: &mut Moment,
    ) -> Vec<Rc<str>> {
        let mut changes = Vec::with_capacity(spans.len());
        let mut ids = Vec::with_capacity(spans.len());
        for &span in spans {
            let own = self.own_exactly(span).map(|annotation| Rc::clone(&annotation.id));
            let change = match &own {
                Some(id) => self.edited(id, moment, |annotation| {
                    annotation.label = Rc::clone(label);
                    if let Some(note) = note {
                        annotation.note = Some(Rc::clone(note));
                    }
                }),
                None => Some(self.created(span, label, note.cloned(), moment)),
            };
            ids.extend(own.or_else(|| match &change {
                Some(Change::Annotation { id, .. }) => Some(Rc::clone(id)),
                _ => None,
            }));
            changes.extend(change);
            changes.extend(self.unjudge(span));
        }
        self.commit(changes, moment);
        ids
    }

    /// A label on a sentence ends the judgement that it has none.
    pub(super) fn unjudge(&self, span: Span) -> Vec<Change> {
        let judged = self.sentences.touching(span).filter(|sentence| self.is_judged_none(*sentence));
        judged.filter_map(|sentence| self.judgement(&self.reader, sentence, false)).collect()
    }

    /// The reader's label of exactly this place.
    pub(super) fn own_exactly(&self, span: Span) -> Option<&Rc<Annotation>> {
        self.annotations
            .touching(span)
            .find(|annotation| annotation.span() == Some(span) && annotation.annotator == self.reader)
    }

    pub(super) fn annotate(&mut self, spans: &[Span], label: &Rc<str>, note: Option<Rc<str>>, moment: &mut Moment) {
        let note = note.filter(|note| !note.is_empty());
        self.label_spans(spans, label, note.as_ref(), moment);
    }

    pub(super) fn relabel(&mut self, id: &str, label: &Rc<str>, moment: &mut Moment) {
        let change = self.edited(id, moment, |annotation| annotation.label = Rc::clone(label));
        self.commit(change.into_iter().collect(), moment);
        moment.announce(Announcement::Labelled(Rc::clone(label), 1));
    }

    pub(super) fn update(&mut self, id: &str, patch: Patch, moment: &mut Moment) {
        let article = Rc::clone(&self.article);
        let change = self.edited(id, moment, |annotation| {
            if let Some(label) = patch.label {
                annotation.label = label;
            }
            if let Some(note) = patch.note {
                annotation.note = note.filter(|note| !note.is_empty());
            }
            if let Some(span) = patch.span {
                set_span(annotation, span, &article);
            }
        });
        let unjudged = patch.span.map(|span| self.unjudge(span)).unwrap_or_default();
        self.commit(change.into_iter().chain(unjudged).collect(), moment);
    }

    pub(super) fn remove(&mut self, id: &str, moment: &mut Moment) {
        let changes: Vec<_> = self.removed(id).into_iter().chain(self.relations_without(&[id])).collect();
        let count = usize::from(!changes.is_empty());
        self.commit(changes, moment);
        self.let_go_of(id);
        if self.view.note.as_deref() == Some(id) {
            self.view.note = None;
        }
        moment.announce(if count == 0 { Announcement::NothingHere } else { Announcement::Unlabelled(count) });
    }

    /// The cursor does not work on this annotation any more.
    pub(super) fn let_go_of(&mut self, id: &str) {
        if let Some(cursor) = self.cursor.as_mut().filter(|cursor| cursor.active.as_deref() == Some(id)) {
            cursor.active = None;
        }
    }

    /// 0 or Delete: the active annotation; else all of the reader's that lie in
    /// the cursor's sentences, and their judgements.
    pub(super) fn unlabel_cursor(&mut self, moment: &mut Moment) {
        let Some(cursor) = self.cursor.clone() else {
            return;
        };
        self.view.picker = false;
        if let Some(active) = self.active().map(|active| Rc::clone(&active.id)) {
            return self.remove(&active, moment);
        }
        let sentences: Vec<usize> = cursor.range().collect();
        let mut changes = self.unlabelled(&sentences);
        for &sentence in &sentences {
            if self.is_judged_none(sentence) {
                changes.extend(self.judgement(&self.reader, sentence, false));
            }
        }
        let count = changes.len();
        self.commit(changes, moment);
        moment.announce(if count == 0 { Announcement::NothingHere } else { Announcement::Unlabelled(count) });
    }

    /// The changes that remove the reader's annotations inside these sentences.
    pub(super) fn unlabelled(&self, sentences: &[usize]) -> Vec<Change> {
        let mut ids: Vec<Rc<str>> = Vec::new();
        for span in sentences.iter().filter_map(|index| self.sentences.get(*index)).map(|sentence| sentence.span) {
            let own = self.annotations.touching(span).filter(|annotation| annotation.annotator == self.reader);
            let inside = own.filter(|annotation| annotation.span().is_some_and(|other| span.contains(other)));
            ids.extend(inside.map(|annotation| Rc::clone(&annotation.id)));
        }
        let relations = self.relations_without(&ids.iter().map(|id| &**id).collect::<Vec<_>>());
        ids.iter().filter_map(|id| self.removed(id)).chain(relations).collect()
    }

    /// Links of removed annotations go with them (and come back with undo).
    pub(super) fn relations_without(&self, ids: &[&str]) -> Option<Change> {
        let kept: Vec<_> = self
            .relations
            .iter()
            .filter(|relation| !ids.contains(&&*relation.source) && !ids.contains(&&*relation.target))
            .cloned()
            .collect();
        (kept.len() < self.relations.len()).then(|| Change::Relations { before: self.relations.clone(), after: kept })
    }

    pub(super) fn narrow(&mut self, edge: Edge, widen: bool, moment: &mut Moment) {
        let one = self.cursor.clone().filter(|cursor| !cursor.is_extended() && !self.whole_sentences);
        let Some(cursor) = one else {
            return moment.announce(Announcement::CannotNarrow);
        };
        let active = self.active().filter(|active| active.annotator == self.reader).cloned();
        let span = active.as_ref().and_then(|active| active.span()).or_else(|| cursor.span(&self.sentences));
        let Some(new) = span.and_then(|span| self.shifted(span, edge, widen)) else {
            return moment.announce(Announcement::CannotNarrow);
        };
        self.view.picker = false;
        match active {
            Some(active) => {
                let article = Rc::clone(&self.article);
                let change = self.edited(&active.id, moment, |annotation| set_span(annotation, new, &article));
                self.commit(change.into_iter().collect(), moment);
                // It may begin in the next sentence now.
                if self.active().is_none() {
                    self.put_cursor_on(new, Some(Rc::clone(&active.id)), moment);
                }
            }
            None => {
                let whole = self.sentences.get(cursor.focus).map(|sentence| sentence.span);
                if let Some(cursor) = &mut self.cursor {
                    cursor.part = Some(new).filter(|new| Some(*new) != whole);
                    cursor.active = None;
                }
            }
        }
        moment.announce(Announcement::Narrowed(self.article.slice(new).into()));
    }

    /// `span` with one end a word further in or out, within its sentences.
    fn shifted(&self, span: Span, edge: Edge, widen: bool) -> Option<Span> {
        let touched = self.sentences.touching(span);
        let first = self.sentences.get(touched.start)?.span;
        let last = self.sentences.get(touched.end.checked_sub(1)?)?.span;
        let limit = first.join(last);
        let text = self.article.slice(limit);
        let base = limit.start().get();
        let (start, end) = (span.start().get(), span.end().get());
        let places = |list: Vec<usize>| list.into_iter().map(move |at| at + base);
        match (edge, widen) {
            (Edge::Start, false) => Span::from_bytes(places(words::starts(text)).find(|at| *at > start)?, end),
            (Edge::Start, true) => Span::from_bytes(places(words::starts(text)).rfind(|at| *at < start)?, end),
            (Edge::End, false) => Span::from_bytes(start, places(words::ends(text)).rfind(|at| *at < end)?),
            (Edge::End, true) => Span::from_bytes(start, places(words::ends(text)).find(|at| *at > end)?),
        }
    }

    pub(super) fn edit_note(&mut self, id: Option<Rc<str>>, moment: &mut Moment) {
        let id = id.or_else(|| Some(Rc::clone(&self.active()?.id)));
        match id.filter(|id| self.annotations.get(id).is_some()) {
            Some(id) => {
                self.view.note = Some(id);
                moment.effect(Effect::Focus(Focus::Note));
            }
            // Nothing is labelled here yet: a note needs a label first.
            None => self.view.picker = self.cursor.is_some(),
        }
    }

    pub(super) fn close_note(&mut self, moment: &mut Moment) {
        if self.view.note.take().is_some() && self.cursor.is_some() {
            moment.effect(Effect::Focus(Focus::Cursor));
        }
    }

    pub(super) fn set_note(&mut self, id: &str, text: &Rc<str>, moment: &mut Moment) {
        let note = Some(Rc::clone(text)).filter(|text| !text.is_empty());
        let removed = note.is_none();
        let change = self.edited(id, moment, |annotation| annotation.note = note);
        if change.is_some() {
            self.commit(change.into_iter().collect(), moment);
            moment.announce(if removed { Announcement::NoteRemoved } else { Announcement::NoteSaved });
        }
        self.close_note(moment);
    }
}

/// A new place chosen by hand: the text there is the annotation's quote from now on.
pub(super) fn set_span(annotation: &mut Annotation, span: Span, article: &crate::model::article::ArticleText) {
    annotation.place = Place::At { span, anchoring: Anchoring::Exact };
    annotation.quote = Quote::of(article, span);
}
