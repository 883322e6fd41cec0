//! Making changes, taking them back, doing them again.

use super::{Moment, State};
use crate::model::action::Source;
use crate::model::annotation::{Anchoring, Annotation, Place, Quote};
use crate::model::effect::{Announcement, Effect, Event, Save};
use crate::model::history::{Change, Step};
use crate::model::reattach::{Wanted, reattach};
use crate::model::sentences::mending::EditKind;
use crate::model::span::Span;
use std::rc::Rc;

/// Whether two annotations say the same, wherever they stand by now.
fn same_content(one: &Annotation, other: &Annotation) -> bool {
    one.label == other.label
        && one.note == other.note
        && one.quote == other.quote
        && one.annotator == other.annotator
        && one.modified == other.modified
}

impl State {
    /// Makes `changes` one step, saves, repaints and tells the host page.
    pub(super) fn commit(&mut self, changes: Vec<Change>, moment: &mut Moment) {
        let (made, _) = self.make(changes, false, moment);
        self.history.push(Step { changes: made, reading: self.reading });
    }

    pub(super) fn undo(&mut self, moment: &mut Moment) {
        let Some(step) = self.history.pop_done() else {
            return moment.announce(Announcement::NothingToUndo);
        };
        let (made, skipped) = self.retrace(&step.inverse(), moment);
        self.history.undone(made.inverse());
        moment.announce(Announcement::Undone(skipped));
    }

    pub(super) fn redo(&mut self, moment: &mut Moment) {
        let Some(step) = self.history.pop_undone() else {
            return moment.announce(Announcement::NothingToRedo);
        };
        let (made, skipped) = self.retrace(&step, moment);
        self.history.redone(made);
        moment.announce(Announcement::Redone(skipped));
    }

    fn retrace(&mut self, step: &Step, moment: &mut Moment) -> (Step, usize) {
        let source = std::mem::replace(&mut moment.source, Source::Undo);
        let changes = step.changes.clone();
        let changes = if step.reading == self.reading { changes } else { self.placed_again(changes) };
        let (changes, skipped) = self.make(changes, true, moment);
        if step.reading != self.reading && changes.iter().any(|change| matches!(change, Change::JudgedAway { .. })) {
            // What was away then may be in the text by now.
            for (annotator, sentence) in self.away.take_returned(&self.article, &self.sentences, &[]) {
                self.set_judged_none(&annotator, sentence, true);
            }
        }
        moment.source = source;
        // Of many places the one that is nearest to the reader, who need not be taken elsewhere.
        let reader = self.focused().map_or(0, |span| span.start().get());
        let places = changes.iter().filter_map(|change| match change {
            Change::Annotation { id, after, before } => {
                let place = after.as_ref().or(before.as_ref())?.span()?;
                Some((after.as_ref().map(|_| Rc::clone(id)), place))
            }
            Change::Judgement { sentence, .. } => Some((None, *sentence)),
            Change::Mended { edit, .. } => {
                let here = self.sentences.at(edit.at)?;
                let first = if edit.kind == EditKind::Split { here.checked_sub(1)? } else { here };
                let active = self.annotation_of_sentence(first).map(|annotation| Rc::clone(&annotation.id));
                Some((active, self.sentences.get(first)?.span))
            }
            _ => None,
        });
        let nearest = places.min_by_key(|(_, place)| place.start().get().abs_diff(reader));
        if let Some((active, place)) = nearest {
            self.put_cursor_on(place, active, moment);
        }
        (Step { changes, reading: self.reading }, skipped)
    }

    /// Applies changes; with `check` those are skipped whose starting point is not
    /// what they found. Returns what was done and how many were skipped.
    fn make(&mut self, changes: Vec<Change>, check: bool, moment: &mut Moment) -> (Vec<Change>, usize) {
        let mut save = Save::default();
        let mut touched: Vec<Span> = Vec::new();
        let mut events = Vec::new();
        let mut made = Vec::with_capacity(changes.len());
        let mut skipped = 0;
        for change in changes {
            let fits = match &change {
                Change::Annotation { id, before, .. } => match (self.annotations.get(id), before) {
                    (None, None) => true,
                    (Some(now), Some(before)) => same_content(now, before),
                    _ => false,
                },
                Change::Judgement { annotator, sentence, none } => {
                    let number = self.sentences.exactly(*sentence);
                    number.is_some_and(|number| self.judged_none.contains(annotator, number) != *none)
                }
                // Looked at as it is made.
                Change::Mended { .. } => true,
                Change::Annotators { before, .. } => self.annotators == *before,
                Change::Relations { before, .. } => self.relations == *before,
                Change::JudgedAway { before, .. } => self.away.judged == *before,
                Change::OutOfReach { .. } => false,
            };
            if check && !fits {
                skipped += 1;
                continue;
            }
            let change = match change {
                Change::Annotation { id, after, .. } => {
                    let before = self.put(&id, after.as_ref());
                    touched.extend([&before, &after].into_iter().flatten().filter_map(|annotation| annotation.span()));
                    match &after {
                        Some(after) => save.put.push(Rc::clone(after)),
                        None => save.delete.push(Rc::clone(&id)),
                    }
                    events.extend(match (&before, &after) {
                        (None, Some(after)) => Some(Event::Created(Rc::clone(after), moment.source)),
                        (Some(_), Some(after)) => Some(Event::Updated(Rc::clone(after), moment.source)),
                        (Some(before), None) => Some(Event::Removed(Rc::clone(before), moment.source)),
                        (None, None) => None,
                    });
                    Change::Annotation { id, before, after }
                }
                Change::Judgement { annotator, sentence, none } => {
                    if let Some(number) = self.sentences.exactly(sentence) {
                        self.set_judged_none(&annotator, number, none);
                    }
                    touched.push(sentence);
                    save.people = true;
                    Change::Judgement { annotator, sentence, none }
                }
                Change::Mended { edit, one_sided } => {
                    let Some(made) = self.mend(edit, one_sided) else {
                        skipped += 1;
                        continue;
                    };
                    save.text = true;
                    made
                }
                Change::Annotators { after, .. } => {
                    let before = std::mem::replace(&mut self.annotators, after.clone());
                    save.people = true;
                    Change::Annotators { before, after }
                }
                Change::Relations { after, .. } => {
                    let before = std::mem::replace(&mut self.relations, after.clone());
                    save.people = true;
                    Change::Relations { before, after }
                }
                Change::JudgedAway { after, .. } => {
                    let before = std::mem::replace(&mut self.away.judged, after.clone());
                    save.people = true;
                    Change::JudgedAway { before, after }
                }
                Change::OutOfReach { .. } => continue,
            };
            made.push(change);
        }
        if save.text {
            // Records of annotations name their sentences, which have other numbers now.
            save.people = true;
            save.put = self.annotations.iter().cloned().collect();
        }
        if !made.is_empty() {
            moment.update.changed = true;
            moment.effect(Effect::Save(save));
            moment.effect(Effect::Repaint(touched));
            // An import is told as one event with its report.
            if moment.source != Source::Import {
                moment.update.effects.extend(events.into_iter().map(Effect::Emit));
            }
        }
        (made, skipped)
    }

    /// Puts an annotation in or takes it out, and keeps the counts right.
    pub(super) fn put(&mut self, id: &str, annotation: Option<&Rc<Annotation>>) -> Option<Rc<Annotation>> {
        let before = match annotation {
            Some(annotation) => self.annotations.insert(Rc::clone(annotation)),
            None => self.annotations.remove(id),
        };
        if let Some(before) = &before {
            self.tally.take(before, before.annotator == self.reader, &self.sentences);
        }
        if let Some(annotation) = annotation {
            self.tally.add(annotation, annotation.annotator == self.reader, &self.sentences);
        }
        before
    }

    pub(super) fn set_judged_none(&mut self, annotator: &Rc<str>, sentence: usize, none: bool) {
        self.judged_none.set(annotator, sentence, none);
        if *annotator == self.reader {
            self.tally.set_none(sentence, none, &self.sentences);
        }
    }

    /// Changes out of the history of an earlier reading of the article, with the
    /// places in this one.
    fn placed_again(&self, mut changes: Vec<Change>) -> Vec<Change> {
        let mut lost: Vec<&mut Rc<Annotation>> = Vec::new();
        for change in &mut changes {
            let Change::Annotation { before, after: Some(after), .. } = change else { continue };
            let had_place = before.as_ref().map(|before| before.span().is_some());
            let has_place = after.span().is_some();
            if had_place == Some(true) && !has_place {
                // To be without a place is what the reader decided.
                continue;
            }
            let is_put_there = had_place == Some(false) && has_place;
            match self.annotations.get(&after.id) {
                Some(now) if now.quote == after.quote && !is_put_there => {
                    let old = before.as_ref().map_or(after.place, |before| before.place);
                    let place = match (old, after.place, now.place) {
                        (Place::At { span: old, .. }, Place::At { span: new, .. }, _) if old != new => {
                            // Attached to another sentence with the same quote: the one that is wanted is looked for.
                            lost.push(after);
                            continue;
                        }
                        // Accepted: wherever it stands now.
                        (Place::At { anchoring: old, .. }, Place::At { anchoring, .. }, Place::At { span, .. })
                            if old != anchoring =>
                        {
                            Place::At { span, anchoring }
                        }
                        _ => now.place,
                    };
                    *after = Rc::new(Annotation { place, ..Annotation::clone(after) });
                }
                _ => lost.push(after),
            }
        }
        let wanted: Vec<Wanted> = lost.iter().map(|annotation| annotation.quote.clone().into()).collect();
        let found = reattach(None, &wanted, &self.article, &self.sentences);
        for (annotation, place) in lost.into_iter().zip(found.places) {
            // It may have gone since, and this is another that is alike: nobody knows what stood here before.
            let place = match place {
                Place::At { span, anchoring: Anchoring::Changed(left) } => {
                    Place::At { span, anchoring: Anchoring::Check(left) }
                }
                place => place,
            };
            // What had no place gets one only from its very words.
            if annotation.span().is_some() || place.has_words(&annotation.quote.exact, &self.article) {
                *annotation = Rc::new(Annotation { place, ..Annotation::clone(annotation) });
            }
        }
        changes
    }

    /// A changed copy, dated now, for a [`Change`].
    pub(super) fn edited(&self, id: &str, moment: &Moment, edit: impl FnOnce(&mut Annotation)) -> Option<Change> {
        let before = self.annotations.get(id)?;
        let mut after = Annotation::clone(before);
        edit(&mut after);
        if after == **before {
            return None;
        }
        after.modified = moment.now.max(after.created).max(before.modified);
        Some(Change::Annotation { id: id.into(), before: Some(Rc::clone(before)), after: Some(Rc::new(after)) })
    }

    pub(super) fn created(&self, span: Span, label: &Rc<str>, note: Option<Rc<str>>, moment: &mut Moment) -> Change {
        let annotation = Annotation {
            id: moment.new_id(),
            annotator: Rc::clone(&self.reader),
            label: Rc::clone(label),
            note,
            quote: Quote::of(&self.article, span),
            place: Place::At { span, anchoring: Anchoring::Exact },
            created: moment.now,
            modified: moment.now,
            extra: None,
        };
        Change::Annotation { id: Rc::clone(&annotation.id), before: None, after: Some(Rc::new(annotation)) }
    }

    pub(super) fn removed(&self, id: &str) -> Option<Change> {
        let before = Rc::clone(self.annotations.get(id)?);
        Some(Change::Annotation { id: id.into(), before: Some(before), after: None })
    }
}
