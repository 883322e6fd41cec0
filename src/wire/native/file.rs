//! What a native file holds once it is read, and how much of one is.

use crate::model::annotation::Relation;
use crate::model::reattach::Snapshot;
use crate::wire::annotation::AnnotationRecord;
use crate::wire::meta::{AnnotatorRecord, ArticleRecord, Assignment, Extras, Segmentation};
use crate::wire::problem::{FileProblem, Refusal, RefusalReason};

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub bytes: usize,
    /// The deepest nesting of lists and objects.
    pub depth: usize,
}

/// 64 MB and 128 levels.
impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 128 }
    }
}

impl Limits {
    /// Whether a file of this size is read; ask before loading it.
    ///
    /// # Errors
    /// [`FileProblem::TooLarge`].
    pub fn check_size(&self, bytes: usize) -> Result<(), FileProblem> {
        if bytes > self.bytes { Err(FileProblem::TooLarge { bytes, limit: self.bytes }) } else { Ok(()) }
    }
}

/// What a native file holds, as far as it can be used.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportFile {
    /// Its version, `1.x`.
    pub version: String,
    /// The article it was written for.
    pub article: ImportedArticle,
    /// Its labels.
    pub labels: Vec<ImportedLabel>,
    /// Its sentences, in order, without overlap.
    pub sentences: Vec<ImportedSentence>,
    /// How it was cut; see [`ImportFile::snapshot`].
    pub segmentation: Segmentation,
    /// The people; `judged_none` are numbers in `sentences`. Everyone whom an
    /// annotation names is there.
    pub annotators: Vec<AnnotatorRecord>,
    /// Attached annotations, in the file's order.
    pub annotations: Vec<ImportedAnnotation>,
    /// Annotations whose text was gone.
    pub orphans: Vec<AnnotationRecord>,
    /// Relations, also those under `orphan_relations`.
    pub relations: Vec<Relation>,
    /// The task it was handed out with.
    pub assignment: Option<Assignment>,
    /// Unknown fields.
    pub extras: Extras,
    /// What was left out, in the order of the file's parts.
    pub refused: Vec<Refusal>,
}

impl ImportFile {
    /// The snapshot that came with it: damaged unless it speaks of `sentences` one by one, where
    /// the file lists any.
    #[must_use]
    pub fn snapshot(&self) -> Option<Snapshot> {
        self.segmentation.snapshot(Some(self.sentences.len()).filter(|&count| count > 0))
    }

    /// Whether annotations were refused since their label is of another set.
    #[must_use]
    pub fn has_unknown_labels(&self) -> bool {
        self.refused.iter().any(|one| matches!(one.reason, RefusalReason::UnknownLabel(_)))
    }
}

/// The article of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedArticle {
    /// Id, title, URL and language.
    pub record: ArticleRecord,
    /// Its text.
    pub text: String,
    /// What the file says is the text's SHA-256 (not checked), if it says so.
    pub sha256: Option<String>,
}

/// A label of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedLabel {
    /// Its id.
    pub id: String,
    /// For readers.
    pub name: String,
    /// What it means.
    pub description: Option<String>,
    /// Its colour, as the file writes it.
    pub color: Option<String>,
}

/// A sentence of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedSentence {
    /// As the file names it.
    pub id: String,
    /// The number of its block.
    pub paragraph: usize,
    /// In code points.
    pub start: usize,
    /// In code points, exclusive.
    pub end: usize,
}

/// An attached annotation of a file; its position lies within the file's text.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedAnnotation {
    /// What the file says.
    pub record: AnnotationRecord,
    /// The file's text at the position is not its quote: look for the quote instead.
    pub position_contradicts_quote: bool,
}
