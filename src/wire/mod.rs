//! Every file format and the only place that knows JSON.
//!
//! JSON is read and written by hand: a value is a slice of its text, checked
//! once, whose fields are looked up by name. That costs a few kilobytes of wasm
//! where a derived reader costs tens, names the bad field in every message, and
//! lets unknown fields of newer versions be kept as the text they came as.

mod alignment;
pub mod annotated_copy;
mod annotation;
mod base64;
pub mod configuration;
mod csv;
pub mod desk;
mod fields;
pub mod file_name;
pub mod formats;
mod html;
pub mod iri;
mod json;
mod json_writer;
mod meta;
pub mod native;
mod plain_text;
mod problem;
pub mod record;
mod seen;

pub use annotation::AnnotationRecord;
pub use file_name::file_name;
pub use meta::{
    AnnotatorRecord, ArticleRecord, AskedQuestion, Assignment, EditKind, Extras, Segmentation, SentenceEdit,
};
pub use problem::{FieldProblem, FileProblem, Part, Refusal, RefusalReason};
