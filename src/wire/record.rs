//! The records kept in the browser's storage: one per annotation, one per document.
//!
//! An annotation's record is the very object that a file has for it; the document's
//! record holds what changes seldom, without the text. Both are written and read
//! by the code of the file format, so stored work can always be exported.

use crate::model::annotation::{Annotation, Annotator, Relation};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use crate::model::time::Timestamp;
use crate::wire::annotation::{self, AnnotationRecord};
use crate::wire::base64;
use crate::wire::fields::Fields;
use crate::wire::json_writer::JsonWriter;
use crate::wire::meta::{AnnotatorRecord, ArticleRecord, Assignment, Extras, Segmentation, sentence_number};
use crate::wire::native::{self, FORMAT, Limits, VERSION};
use crate::wire::problem::RefusalReason;
use std::rc::Rc;

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordProblem {
    /// The text is not JSON.
    #[error("a stored record is not JSON")]
    NotJson,
    /// One of its fields is bad.
    #[error("a stored record is damaged: {0}")]
    Damaged(#[from] RefusalReason),
    /// Written by a later version of this program.
    #[error("a stored record has version {0}, which this program is too old for")]
    Newer(String),
}

/// The record of one annotation.
#[must_use]
pub fn annotation_record(annotation: &Annotation, article: &ArticleText, sentences: &Sentences) -> String {
    let mut out = JsonWriter::default();
    annotation::write(&mut out, annotation, article, sentences);
    out.finish()
}

/// Reads what [`annotation_record`] wrote; labels are taken as they are.
///
/// # Errors
/// A [`RecordProblem`] that names the bad field.
pub fn read_annotation_record(text: &str) -> Result<AnnotationRecord, RecordProblem> {
    Ok(AnnotationRecord::read(&fields_of(text)?, None)?)
}

/// One person as a member of a file's `annotators`.
#[must_use]
pub fn annotator_record(annotator: &AnnotatorRecord) -> String {
    let mut out = JsonWriter::default();
    annotator.write(&mut out);
    out.finish()
}

/// What is stored of a document besides its annotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoredDocument {
    /// Which article it is.
    pub article: ArticleRecord,
    /// The snapshot of the text that the annotations' places speak of.
    pub segmentation: Segmentation,
    /// What the segmentation's edits are known by in another text: see [`crate::model::reattach::edits::to_bytes`].
    pub edit_traces: Vec<u8>,
    /// Judgements "no label" of sentences that are not in the text: who, and the sentence's hash.
    pub judged_away: Vec<(Rc<str>, u64)>,
    /// The people; `judged_none` are numbers of the snapshot's sentences. The first is the reader of this browser …
    pub annotators: Vec<AnnotatorRecord>,
    /// … unless all of them are a file's, whose labels were taken over before the reader had begun.
    pub unclaimed: bool,
    /// All relations, whatever their ends.
    pub relations: Vec<Relation>,
    /// The task it was handed out with.
    pub assignment: Option<Assignment>,
    /// When the work was handed out last.
    pub exported: Option<Timestamp>,
    /// Unknown fields that came with a file.
    pub extras: Extras,
}

impl StoredDocument {
    /// From now on `reader` is the reader of this document, if it has none.
    pub fn claim(&mut self, reader: &Annotator) {
        if !std::mem::take(&mut self.unclaimed) {
            return;
        }
        match self.annotators.iter().position(|known| known.annotator.id == reader.id) {
            Some(at) => self.annotators.get_mut(..=at).into_iter().for_each(|known| known.rotate_right(1)),
            None => self.annotators.insert(0, AnnotatorRecord::new(reader.clone())),
        }
    }
}

/// The record of a document.
#[must_use]
pub fn document_record(document: &StoredDocument) -> String {
    let mut out = JsonWriter::default();
    out.open('{');
    out.text("format", FORMAT);
    out.text("version", VERSION);
    out.name("article");
    out.open('{');
    document.article.write(&mut out);
    out.members_of(document.extras.article.as_deref());
    out.close('}');
    document.segmentation.write(&mut out, document.extras.segmentation.as_deref());
    if !document.edit_traces.is_empty() {
        out.text("edit_traces", &base64::encode(&document.edit_traces));
    }
    if !document.judged_away.is_empty() {
        out.name("judged_away");
        out.open('[');
        for (annotator, hash) in &document.judged_away {
            out.item(&format!("{hash:016x} {annotator}"));
        }
        out.close(']');
    }
    if let Some(exported) = document.exported {
        out.text("last_export", &exported.to_string());
    }
    if let Some(assignment) = &document.assignment {
        assignment.write(&mut out);
    }
    out.name("annotators");
    out.open('[');
    for annotator in &document.annotators {
        annotator.write(&mut out);
    }
    out.close(']');
    if document.unclaimed {
        out.raw("unclaimed", "true");
    }
    out.name("relations");
    out.open('[');
    for relation in &document.relations {
        out.raw_item(&relation.json);
    }
    out.close(']');
    out.members_of(document.extras.top.as_deref());
    out.close('}');
    out.finish()
}

/// Reads what [`document_record`] wrote. An annotator or relation that cannot be
/// read is left out: one bad entry must not lock a reader out of their work.
///
/// # Errors
/// A [`RecordProblem`] that names the bad field.
pub fn read_document_record(text: &str) -> Result<StoredDocument, RecordProblem> {
    let fields = fields_of(text)?;
    let version = fields.text("version").map_err(RefusalReason::from)?;
    if !version.starts_with("1.") {
        return Err(RecordProblem::Newer(version.into_owned()));
    }
    Ok(read_document(&fields)?)
}

fn read_document(fields: &Fields<'_>) -> Result<StoredDocument, RefusalReason> {
    let mut document = StoredDocument::default();
    (document.article, document.extras.article) = ArticleRecord::read(&fields.object("article")?)?;
    (document.segmentation, document.extras.segmentation) =
        Segmentation::read(&fields.object("segmentation")?, &mut |_, _| ())?;
    // Damaged ones cost no more than the edits in a changed text.
    document.edit_traces =
        fields.text_or_null("edit_traces")?.and_then(|text| base64::decode(&text)).unwrap_or_default();
    for item in fields.list_or_none("judged_away")? {
        // One that is damaged costs itself only.
        let read = item.text().and_then(|text| {
            let (hash, annotator) = text.split_once(' ')?;
            Some((Rc::from(annotator), u64::from_str_radix(hash, 16).ok()?))
        });
        document.judged_away.extend(read);
    }
    document.exported = fields.time_or_null("last_export")?;
    document.assignment = match fields.object_or_null("assignment")? {
        Some(fields) => Some(Assignment::read(&fields)?),
        None => None,
    };
    for json in fields.list("annotators")? {
        let read = Fields::of(json).and_then(|fields| AnnotatorRecord::read(&fields, &sentence_number));
        document.annotators.extend(read.map(|(annotator, _)| annotator));
    }
    document.unclaimed = fields.get("unclaimed").is_some();
    for json in fields.list("relations")? {
        let read = Fields::of(json).and_then(|fields| native::read_relation(&fields));
        document.relations.extend(read.map(|(relation, _)| relation));
    }
    document.extras.top = fields.others(&[
        "format",
        "version",
        "article",
        "segmentation",
        "edit_traces",
        "judged_away",
        "last_export",
        "assignment",
        "annotators",
        "unclaimed",
        "relations",
    ]);
    Ok(document)
}

fn fields_of(text: &str) -> Result<Fields<'_>, RecordProblem> {
    Ok(Fields::parse(text, Limits::default().depth).map_err(|_| RecordProblem::NotJson)??)
}
