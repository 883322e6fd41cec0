//! Judgements about sentences and the text as a whole: "no label", finished, all removed.

use super::{Moment, State};
use crate::model::annotation::Annotator;
use crate::model::effect::Announcement;
use crate::model::history::Change;
use std::rc::Rc;

impl State {
    pub(super) fn judge_cursor_none(&mut self, moment: &mut Moment) {
        let Some(cursor) = &self.cursor else {
            return;
        };
        let sentences: Vec<usize> = cursor.range().collect();
        self.judge_none(&sentences, moment);
        if let Some(cursor) = &mut self.cursor {
            cursor.active = None;
            cursor.part = None;
        }
        self.close_picker(moment);
        moment.announce(Announcement::JudgedNone(sentences.len()));
    }

    /// Judges sentences "no label": the reader's labels inside them go.
    pub(super) fn judge_none(&mut self, sentences: &[usize], moment: &mut Moment) {
        let mut changes = self.unlabelled(sentences);
        for &sentence in sentences {
            if !self.is_judged_none(sentence) {
                changes.extend(self.judgement(&self.reader, sentence, true));
            }
        }
        self.commit(changes, moment);
    }

    /// The change that judges a sentence "no label" or takes that back.
    pub(super) fn judgement(&self, annotator: &Rc<str>, sentence: usize, none: bool) -> Option<Change> {
        let sentence = self.sentences.get(sentence)?.span;
        Some(Change::Judgement { annotator: Rc::clone(annotator), sentence, none })
    }

    pub(super) fn finish(&mut self, finished: bool, moment: &mut Moment) {
        let completed_at = finished.then_some(moment.now);
        self.change_reader(|reader| reader.completed_at = completed_at, moment);
        moment.announce(if finished { Announcement::Finished } else { Announcement::Unfinished });
    }

    pub(super) fn set_name(&mut self, name: &Rc<str>, moment: &mut Moment) {
        let name = Some(Rc::clone(name)).filter(|name| !name.trim().is_empty());
        self.change_reader(|reader| reader.name = name, moment);
    }

    fn change_reader(&mut self, edit: impl FnOnce(&mut Annotator), moment: &mut Moment) {
        let before = self.annotators.clone();
        let mut after = before.clone();
        if let Some(reader) = after.first_mut() {
            edit(reader);
        }
        if after != before {
            self.commit(vec![Change::Annotators { before, after }], moment);
        }
    }

    /// Removes annotations, orphans, judgements, links; other people and the
    /// reader's own name stay.
    pub(super) fn clear(&mut self, moment: &mut Moment) {
        let mut changes: Vec<_> = self
            .annotations
            .iter()
            .map(|annotation| Change::Annotation {
                id: Rc::clone(&annotation.id),
                before: Some(Rc::clone(annotation)),
                after: None,
            })
            .collect();
        let count = changes.len();
        let judged = self.judged_none.as_slice().iter();
        changes.extend(judged.filter_map(|(annotator, sentence)| self.judgement(annotator, *sentence, false)));
        if !self.relations.is_empty() {
            changes.push(Change::Relations { before: self.relations.clone(), after: Vec::new() });
        }
        let after: Vec<Annotator> =
            self.annotators.iter().take(1).map(|reader| Annotator { completed_at: None, ..reader.clone() }).collect();
        if after != self.annotators {
            changes.push(Change::Annotators { before: self.annotators.clone(), after });
        }
        if !self.away.judged.is_empty() {
            changes.push(Change::JudgedAway { before: self.away.judged.clone(), after: Vec::new() });
        }
        self.commit(changes, moment);
        if let Some(cursor) = &mut self.cursor {
            cursor.active = None;
        }
        self.view.note = None;
        moment.announce(Announcement::Cleared(count));
    }
}
