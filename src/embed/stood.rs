//! What labels without a place stood on last, where that was not their first words: the reader may have put
//! them there. Known while the page is open.

use crate::model::annotation::{Anchoring, Annotation, Quote};
use crate::model::ordering::sort;
use crate::model::time::Timestamp;
use std::rc::Rc;

/// What a label stands on, and how surely: see [`Annotation::standing`].
pub(super) type Standing = (Quote, Anchoring);

/// Of each such label its id, when it was modified, and what it stood on; in the order of the ids.
#[derive(Debug, Default)]
pub(super) struct Stood(Vec<(Rc<str>, Timestamp, Standing)>);

impl Stood {
    /// Of these labels.
    pub(super) fn new<'a>(labels: impl Iterator<Item = (&'a Annotation, Option<Standing>)>) -> Self {
        let known = labels.filter_map(|(label, on)| Some((Rc::clone(&label.id), label.modified, on?)));
        let mut known: Vec<_> = known.collect();
        sort(&mut known, |one, other| one.0.cmp(&other.0));
        Self(known)
    }

    /// What this label stood on, unless it was changed since.
    pub(super) fn of(&self, label: &Annotation) -> Option<Standing> {
        let at = self.0.binary_search_by(|(id, ..)| id.cmp(&label.id)).ok()?;
        let (_, modified, on) = self.0.get(at)?;
        (*modified == label.modified).then(|| on.clone())
    }
}
