//! The native format `reading-annotations` 1.x; its schema stands in `schema/`.
//!
//! Offsets are code points of `article.text`, ends exclusive. What a newer minor
//! version adds is kept as text and written back; a newer major version is refused.

mod file;
mod read;
mod sniff;
mod write;

pub use file::{ImportFile, ImportedAnnotation, ImportedArticle, ImportedLabel, ImportedSentence, Limits};
pub(super) use read::read_relation;
pub use read::{read, read_own};
pub(super) use write::sha256;
pub use write::{Document, TextHash, digest, rescue_head, write};

/// The value of `format`.
pub const FORMAT: &str = "reading-annotations";

/// The version that is written.
pub const VERSION: &str = "1.0";

/// The one annotator of a file on which nobody has worked: the format wants one. The nil UUID of
/// RFC 9562, § 5.9, without a name; readers leave it out.
pub(super) const NOBODY: &str = "urn:uuid:00000000-0000-0000-0000-000000000000";

/// The value of `offset_unit`.
pub(super) const OFFSET_UNIT: &str = "unicode-code-point";
