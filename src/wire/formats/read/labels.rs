//! What the labels of a file become here.

use super::Mapping;
use crate::wire::fields::{grouped, shortened};
use crate::wire::native::ImportFile;

/// What an annotation with this label is called in a sentence.
pub(super) fn labelled(label: &str) -> String {
    if label.is_empty() { "without a label".to_owned() } else { format!("“{label}”") }
}

/// The labels of one file on their way to those that are in use here.
pub(super) struct Labels<'a> {
    open: &'a ImportFile,
    mapping: &'a [Mapping],
    /// Labels that nobody knows, each with its number of annotations.
    pub unknown: Vec<(String, usize)>,
    /// Labels that are to be left out, each with its number of annotations and the words of the first.
    left_out: Vec<(String, usize, String)>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(open: &'a ImportFile, mapping: &'a [Mapping]) -> Self {
        Self { open, mapping, unknown: Vec::new(), left_out: Vec::new() }
    }

    /// The label of an annotation of `quote`, as it came where nobody knows it; `None` where the
    /// annotation is to be left out.
    pub(super) fn own(&mut self, foreign: &str, quote: &str) -> Option<String> {
        if let Some(told) = self.told(foreign) {
            if told.is_none() {
                match self.left_out.iter_mut().find(|(known, ..)| known == foreign) {
                    Some((_, count, _)) => *count += 1,
                    None => self.left_out.push((foreign.to_owned(), 1, shortened(quote))),
                }
            }
            return told;
        }
        match self.unknown.iter_mut().find(|(known, _)| known == foreign) {
            Some((_, count)) => *count += 1,
            None => self.unknown.push((foreign.to_owned(), 1)),
        }
        Some(foreign.to_owned())
    }

    /// What was left out, in a sentence for each label.
    pub(super) fn left_out(&self) -> impl Iterator<Item = String> {
        self.left_out.iter().map(|(label, count, quote)| match (count, labelled(label)) {
            (1, label) if quote.is_empty() => format!("An annotation {label} is left out, as was chosen."),
            (1, label) => format!("An annotation {label} is left out, as was chosen: “{quote}”."),
            (_, label) => format!("{} annotations {label} are left out, as was chosen.", grouped(*count)),
        })
    }

    /// `Some(None)` where it is to be left out, `None` where nobody knows it.
    fn told(&self, foreign: &str) -> Option<Option<String>> {
        let told =
            |remembered| self.mapping.iter().find(move |one| one.remembered == remembered && one.foreign == foreign);
        let labels = &self.open.labels;
        let known = |id: &str| labels.iter().find(|label| label.id == id);
        if let Some(told) = told(false) {
            return Some(told.own.clone());
        }
        let same = |own: &str| own.eq_ignore_ascii_case(foreign) || own.to_lowercase() == foreign.to_lowercase();
        if known(foreign).is_none()
            && let Some(told) = told(true).filter(|told| told.own.as_deref().is_none_or(|own| known(own).is_some()))
        {
            return Some(told.own.clone());
        }
        let label = known(foreign).or_else(|| labels.iter().find(|label| same(&label.id) || same(&label.name)))?;
        Some(Some(label.id.clone()))
    }
}
