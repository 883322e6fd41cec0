//! What comes from outside: a file, another tab, a changed page.

use super::{Moment, State};
use crate::model::action::{Dialog, Foreign, Incoming, People, Reread};
use crate::model::annotation::{Annotation, Annotator};
use crate::model::cursor::Cursor;
use crate::model::effect::{Announcement, Effect, Event, ImportReport, Save};
use crate::model::history::Change;
use crate::model::judgements::Judgements;
use crate::model::offsets::ByteOffset;
use crate::model::ordering::sort;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use crate::model::tally::Tally;
use std::rc::Rc;

impl State {
    /// Merges by id: what is newer by `modified` wins. One step.
    pub(super) fn import(&mut self, incoming: Incoming, moment: &mut Moment) {
        let mut report = ImportReport { refused: incoming.refused, ..ImportReport::default() };
        let mut changes = Vec::new();
        let mut sentences = Sentences::clone(&self.sentences);
        for edit in incoming.edits {
            if let Some((_, edit)) = sentences.mend(edit, &self.article) {
                changes.push(Change::Mended { edit, one_sided: Vec::new() });
            }
        }
        changes.extend(self.joined_annotators(&incoming.annotators));
        for annotation in incoming.annotations {
            let before = self.annotations.get(&annotation.id).cloned();
            match &before {
                Some(before) if before.modified >= annotation.modified => {
                    report.unchanged += 1;
                    continue;
                }
                Some(_) => report.updated += 1,
                None => report.added += 1,
            }
            report.orphaned += usize::from(annotation.span().is_none());
            let after = Some(Rc::new(annotation));
            changes.extend(after.as_ref().map(|after| Rc::clone(&after.id)).map(|id| Change::Annotation {
                id,
                before,
                after: after.clone(),
            }));
        }
        for (annotator, sentence) in incoming.judged_none {
            let Some(sentence) = sentences.get(sentence).map(|sentence| sentence.span) else { continue };
            let known = self.sentences.exactly(sentence);
            if !known.is_some_and(|known| self.judged_none.contains(&annotator, known)) {
                changes.push(Change::Judgement { annotator, sentence, none: true });
            }
        }
        let new: Vec<_> = incoming
            .relations
            .into_iter()
            .filter(|relation| !self.relations.iter().any(|known| known.id == relation.id))
            .collect();
        if !new.is_empty() {
            let after = self.relations.iter().cloned().chain(new).collect();
            changes.push(Change::Relations { before: self.relations.clone(), after });
        }
        self.commit(changes, moment);
        moment.effect(Effect::Emit(Event::Imported(report.clone())));
        moment.announce(Announcement::Imported(report.clone()));
        // Of several files one after the other the reader sees what became of all.
        let shown = self.view.import_report.take().filter(|_| self.view.dialog == Some(Dialog::ImportReport));
        self.view.import_report = Some(shown.map_or_else(|| report.clone(), |shown| shown.and(&report)));
        self.view.dialog = Some(Dialog::ImportReport);
    }

    /// People of a file join those who are here; what is not known here (a name,
    /// that they finished) is taken over.
    fn joined_annotators(&self, incoming: &[Annotator]) -> Option<Change> {
        let mut after = self.annotators.clone();
        for person in incoming {
            match after.iter_mut().find(|known| known.id == person.id) {
                Some(known) => {
                    known.name = known.name.take().or_else(|| person.name.clone());
                    known.completed_at = known.completed_at.or(person.completed_at);
                }
                None => after.push(person.clone()),
            }
        }
        (after != self.annotators).then(|| Change::Annotators { before: self.annotators.clone(), after })
    }

    /// Takes over what the storage held or another tab changed: no step, nothing
    /// saved, and the reader's own steps stay.
    pub(super) fn adopt(&mut self, foreign: Foreign, moment: &mut Moment) {
        let Foreign { put, delete, sentences, people, complete } = foreign;
        if let Some(sentences) = sentences {
            self.adopt_sentences(sentences);
        }
        if complete || !delete.is_empty() || !put.is_empty() {
            self.adopt_annotations(put, &delete, complete, moment);
        }
        if let Some(people) = people {
            self.adopt_people(people);
        }
        moment.effect(Effect::RepaintAll);
    }

    #[inline(never)]
    fn adopt_annotations(&mut self, put: Vec<Annotation>, delete: &[Rc<str>], complete: bool, moment: &mut Moment) {
        if complete {
            let mut kept: Vec<&str> = put.iter().map(|annotation| &*annotation.id).collect();
            sort(&mut kept, Ord::cmp);
            let stays = |known: &Annotation| kept.binary_search(&&*known.id).is_ok();
            let gone: Vec<_> = self.annotations.iter().filter(|known| !stays(known)).cloned().collect();
            for annotation in gone {
                self.put(&annotation.id, None);
                moment.effect(Effect::Emit(Event::Removed(annotation, moment.source)));
            }
        }
        for id in delete {
            if let Some(before) = self.put(id, None) {
                moment.effect(Effect::Emit(Event::Removed(before, moment.source)));
            }
        }
        if self.annotations.is_empty() {
            let all: Vec<_> = put.into_iter().map(Rc::new).collect();
            for annotation in &all {
                self.tally.add(annotation, annotation.annotator == self.reader, &self.sentences);
                moment.effect(Effect::Emit(Event::Created(Rc::clone(annotation), moment.source)));
            }
            self.annotations.extend(all);
        } else {
            for annotation in put.into_iter().map(Rc::new) {
                let event = match self.put(&annotation.id, Some(&annotation)) {
                    None => Event::Created(annotation, moment.source),
                    Some(before) if *before == *annotation => continue,
                    Some(_) => Event::Updated(annotation, moment.source),
                };
                moment.effect(Effect::Emit(event));
            }
        }
    }

    /// The same text cut elsewhere; the judgements come with the people.
    #[inline(never)]
    fn adopt_sentences(&mut self, sentences: Rc<Sentences>) {
        let old = std::mem::replace(&mut self.sentences, sentences);
        if let Some(cursor) = &mut self.cursor {
            for number in [&mut cursor.anchor, &mut cursor.focus] {
                let place = old.get(*number).and_then(|sentence| self.sentences.at(sentence.span.start()));
                *number = place.unwrap_or_default();
            }
            cursor.part = None;
        }
        self.recount();
    }

    fn adopt_people(&mut self, people: People) {
        if let Some(reader) = people.annotators.first()
            && reader.id != self.reader
        {
            self.reader = Rc::clone(&reader.id);
        }
        if !people.annotators.is_empty() {
            self.annotators = people.annotators;
        }
        self.relations = people.relations;
        self.exported = self.exported.max(people.exported);
        self.away = people.away;
        self.judged_none = Judgements::of(people.judged_none);
        self.recount();
    }

    /// The page changed: everything moves to its new place; nothing is lost.
    pub(super) fn reread(&mut self, reread: Reread, moment: &mut Moment) {
        let map = |old: usize| reread.sentence_map.get(old).copied().flatten();
        let (old, new) = ((&*self.article, &*self.sentences), (&*reread.article, &*reread.sentences));
        self.history.carry_over(old, new, &reread.sentence_map);
        let mut judged = Vec::new();
        for (annotator, sentence) in self.judged_none.as_slice() {
            match map(*sentence) {
                Some(now) => judged.push((Rc::clone(annotator), now)),
                None => self.away.leave(annotator, *sentence, &self.article, &self.sentences),
            }
        }
        let edits = self.edit_traces();
        // What the reader has chosen within a sentence goes with it while its words stay.
        let shift = self.cursor.as_ref().and_then(|cursor| {
            let (old, now) = (self.focused()?, reread.sentences.get(map(cursor.focus)?)?.span);
            let same = self.article.slice(old) == reread.article.slice(now);
            same.then_some({
                move |at: ByteOffset| ByteOffset::new((at.get() + now.start().get()).saturating_sub(old.start().get()))
            })
        });
        self.view.split = self.view.split.zip(shift.as_ref()).map(|(mark, shift)| shift(mark));
        self.view.split_label &= self.view.split.is_some();
        self.article = reread.article;
        self.sentences = reread.sentences;
        self.reading += 1;
        self.away.set_edits(edits, &self.article, &self.sentences);
        judged.extend(self.away.take_returned(&self.article, &self.sentences, &reread.sentence_map));
        self.judged_none = Judgements::of(judged);
        self.view.picker &= self.cursor.as_ref().is_some_and(|cursor| map(cursor.focus).is_some());
        let last = self.sentences.len().checked_sub(1);
        self.cursor = self.cursor.take().zip(last).map(|(cursor, last)| {
            // Where its own sentence was edited or has gone, it stands as far behind one that is there, but
            // not behind the next one that is.
            let near = (0..=cursor.focus).rev().find_map(|old| Some((map(old)?, cursor.focus - old)));
            let next = (cursor.focus..reread.sentence_map.len()).find_map(map);
            let next = next.filter(|next| near.is_none_or(|(now, _)| *next > now));
            let focus = near.map_or(cursor.focus, |(now, behind)| now + behind);
            let focus = focus.min(next.unwrap_or(last)).min(last);
            let anchor = map(cursor.focus).and_then(|_| map(cursor.anchor)).unwrap_or(focus);
            let part = cursor.part.zip(shift.as_ref());
            let part = part.and_then(|(part, shift)| Span::new(shift(part.start()), shift(part.end())));
            Cursor { anchor, focus, part, active: cursor.active }
        });
        let all: Vec<Rc<Annotation>> = reread.annotations.into_iter().map(Rc::new).collect();
        self.annotations = crate::model::annotation_set::AnnotationSet::default();
        self.annotations.extend(all.iter().cloned());
        self.recount();
        moment.effect(Effect::Save(Save { put: all, delete: Vec::new(), people: true, text: true }));
        moment.effect(Effect::RepaintAll);
    }

    pub(super) fn recount(&mut self) {
        let mut tally = Tally::new(&self.sentences);
        for annotation in self.annotations.iter() {
            tally.add(annotation, annotation.annotator == self.reader, &self.sentences);
        }
        for (annotator, sentence) in self.judged_none.as_slice() {
            if *annotator == self.reader {
                tally.set_none(*sentence, true, &self.sentences);
            }
        }
        self.tally = tally;
    }
}
