//! Counts that the panel shows, kept up to date change by change.

use crate::model::annotation::Annotation;
use crate::model::sentences::Sentences;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many annotations each label has, and which sentences the reader has judged.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    per_label: BTreeMap<Rc<str>, usize>,
    /// Own annotations that touch each sentence.
    cover: Vec<u32>,
    /// Sentences judged "no label" by the reader.
    none: BTreeSet<usize>,
    judged: usize,
}

impl Tally {
    /// Counts nothing yet, for `sentences` sentences.
    #[must_use]
    pub fn new(sentences: &Sentences) -> Self {
        Self { cover: vec![0; sentences.len()], ..Self::default() }
    }

    /// Counts an annotation in; `own` says whether it is the reader's.
    pub fn add(&mut self, annotation: &Annotation, own: bool, sentences: &Sentences) {
        if annotation.span().is_some() {
            *self.per_label.entry(Rc::clone(&annotation.label)).or_default() += 1;
        }
        self.shift(annotation, own, sentences, true);
    }

    /// Counts it out again.
    pub fn take(&mut self, annotation: &Annotation, own: bool, sentences: &Sentences) {
        if annotation.span().is_some()
            && let Some(count) = self.per_label.get_mut(&annotation.label)
        {
            *count = count.saturating_sub(1);
        }
        self.shift(annotation, own, sentences, false);
    }

    fn shift(&mut self, annotation: &Annotation, own: bool, sentences: &Sentences, up: bool) {
        let Some(span) = annotation.span().filter(|_| own) else {
            return;
        };
        for index in sentences.touching(span) {
            let was = self.is_judged(index);
            if let Some(cover) = self.cover.get_mut(index) {
                *cover = if up { *cover + 1 } else { cover.saturating_sub(1) };
            }
            self.recount(index, was, sentences);
        }
    }

    /// Marks a sentence as judged "no label", or takes the mark away.
    pub fn set_none(&mut self, index: usize, none: bool, sentences: &Sentences) {
        let was = self.is_judged(index);
        if none {
            self.none.insert(index);
        } else {
            self.none.remove(&index);
        }
        self.recount(index, was, sentences);
    }

    fn recount(&mut self, index: usize, was: bool, sentences: &Sentences) {
        if !sentences.get(index).is_some_and(|sentence| sentence.counts) {
            return;
        }
        match (was, self.is_judged(index)) {
            (false, true) => self.judged += 1,
            (true, false) => self.judged = self.judged.saturating_sub(1),
            _ => {}
        }
    }

    fn is_judged(&self, index: usize) -> bool {
        self.none.contains(&index) || self.cover.get(index).is_some_and(|cover| *cover > 0)
    }

    /// How many attached annotations have this label.
    #[must_use]
    pub fn of_label(&self, id: &str) -> usize {
        self.per_label.get(id).copied().unwrap_or_default()
    }

    /// How many sentences the reader has labelled or judged "no label", headings aside.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.judged
    }
}
