//! What the reader is looking at: never saved, never exported.

use crate::model::action::{Dialog, Keeping};
use crate::model::effect::ImportReport;
use crate::model::offsets::ByteOffset;
use std::rc::Rc;

/// The state of the screen that is not the document's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Whether the panel is folded away to a tab.
    pub collapsed: bool,
    /// Whether the label picker is open at the cursor.
    pub picker: bool,
    /// Where the cursor's sentence would be split, while the reader chooses.
    pub split: Option<ByteOffset>,
    /// Whether it is the label that would be split there, not the sentence.
    pub split_label: bool,
    /// The annotation whose note is being written.
    pub note: Option<Rc<str>>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Whether the work is kept in this browser.
    pub keeping: Keeping,
    /// Whether there are changes that no exported file has.
    pub unexported: bool,
    /// What the last import did.
    pub import_report: Option<ImportReport>,
    /// Something that the reader must know.
    pub report: Option<Report>,
}

/// Something that the reader must know, until they have read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// One sentence or two.
    pub text: Rc<str>,
    /// Whether it is about work that may have no copy: copying stands beside it.
    pub copies: bool,
}
