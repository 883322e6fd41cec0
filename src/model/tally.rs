//! Counts that the panel shows, kept up to date change by change.

use crate::model::annotation::Annotation;
use crate::model::sentences::Sentences;
use std::rc::Rc;

/// How many annotations each label has, and which sentences the reader has judged.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    per_label: Vec<(Rc<str>, usize)>,
    /// Own annotations that touch each sentence.
    cover: Vec<u32>,
    /// Whether the reader judged each sentence "no label".
    none: Vec<bool>,
    judged: usize,
}

impl Tally {
    /// Counts nothing yet, for `sentences` sentences.
    #[must_use]
    pub fn new(sentences: &Sentences) -> Self {
        Self { cover: vec![0; sentences.len()], none: vec![false; sentences.len()], ..Self::default() }
    }

    /// Counts an annotation in; `own` says whether it is the reader's.
    pub fn add(&mut self, annotation: &Annotation, own: bool, sentences: &Sentences) {
        let counts = usize::from(annotation.span().is_some());
        match self.label(&annotation.label) {
            Some(count) => *count += counts,
            None => self.per_label.push((Rc::clone(&annotation.label), counts)),
        }
        self.shift(annotation, own, sentences, true);
    }

    /// Counts it out again.
    pub fn take(&mut self, annotation: &Annotation, own: bool, sentences: &Sentences) {
        let counts = usize::from(annotation.span().is_some());
        if let Some(count) = self.label(&annotation.label) {
            *count = count.saturating_sub(counts);
        }
        self.shift(annotation, own, sentences, false);
    }

    fn label(&mut self, id: &str) -> Option<&mut usize> {
        self.per_label.iter_mut().find(|(label, _)| **label == *id).map(|(_, count)| count)
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
        if let Some(known) = self.none.get_mut(index) {
            *known = none;
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
        self.none.get(index) == Some(&true) || self.cover.get(index).is_some_and(|cover| *cover > 0)
    }

    /// How many attached annotations have this label.
    #[must_use]
    pub fn of_label(&self, id: &str) -> usize {
        self.per_label.iter().find(|(label, _)| **label == *id).map_or(0, |(_, count)| *count)
    }

    /// How many sentences the reader has labelled or judged "no label", headings aside.
    #[must_use]
    pub fn judged(&self) -> usize {
        self.judged
    }
}
