//! What formats cannot hold of the texts, counted before an export: of each text by itself, so
//! that only those with news are counted again.

use super::body;
use crate::wire::formats::lacks::controls;
use crate::wire::formats::{Format, Lack, LeftOut, Source};
use crate::wire::native::{Limits, read_own};
use crate::wire::problem::FileProblem;

/// How much there is, of one text or of several, of each kind that some format lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// None of them with 0.
    found: Vec<LeftOut>,
}

impl Losses {
    /// Of a text with labels, from its native file.
    ///
    /// # Errors
    /// A [`FileProblem`] where the file cannot be read.
    pub fn of_native(native: &str) -> Result<Self, FileProblem> {
        let file = read_own(native, &Limits::default())?;
        let source = Source::new(native, &file);
        Ok(Self { found: Lack::ALL.into_iter().filter_map(|lack| lack.count(&source)).collect() })
    }

    /// Of a text that nobody has begun: there are its characters only.
    #[must_use]
    pub fn of_body(body: &str) -> Self {
        let mut losses = Self::default();
        // JSON escapes all of them but two, and most texts have none.
        if body.contains(['\\', '\u{fffe}', '\u{ffff}']) {
            losses.add(Lack::Controls, body::read(body, "").map_or(0, |article| controls(article.as_str())));
        }
        losses
    }

    /// As many of each kind of [`Lack::ALL`].
    #[must_use]
    pub fn of_counts(counts: &[u32]) -> Self {
        let mut losses = Self::default();
        for (what, count) in Lack::ALL.into_iter().zip(counts) {
            losses.add(what, *count as usize);
        }
        losses
    }

    /// The reverse.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let of = |what: Lack| self.found.iter().find(|one| one.what == what).map_or(0, |one| one.count);
        Lack::ALL.into_iter().map(|what| u32::try_from(of(what)).unwrap_or(u32::MAX)).collect()
    }

    pub(super) fn add(&mut self, what: Lack, count: usize) {
        match self.found.iter_mut().find(|known| known.what == what) {
            Some(known) => known.count += count,
            None if count > 0 => self.found.push(LeftOut { what, count }),
            None => {}
        }
    }

    /// What an export in this format leaves out, in words. `columns` are those that any of the texts
    /// has besides: the format's files may have no place for them.
    #[must_use]
    pub fn of_format(&self, format: &Format, columns: usize) -> Vec<String> {
        let lacks = format.lacks.iter();
        let mut told: Vec<String> =
            lacks.filter_map(|lack| self.found.iter().find(|one| one.what == *lack)).map(ToString::to_string).collect();
        if columns > 0 && super::export::lacks_columns(format.name) {
            told.push(format!("{columns} kept {}", if columns == 1 { "column" } else { "columns" }));
        }
        told
    }
}
