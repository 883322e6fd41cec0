//! What can be wrong with a file, in sentences for the person who chose it.

use std::fmt;

/// Why one field cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// It is not there.
    #[error("the field “{0}” is missing")]
    Missing(String),
    /// It has another type or value than it must have.
    #[error("the field “{field}” must be {expected}")]
    Wrong {
        /// Its name.
        field: String,
        /// What was expected.
        expected: &'static str,
    },
    /// It stands there twice, so nobody can tell which one is meant.
    #[error("the field “{0}” stands there twice")]
    Repeated(String),
}

/// Why a whole file is refused. Nothing is changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// Larger than can be read safely.
    #[error("This file has {} MB; files of more than {} MB are not read.", .bytes.div_ceil(1 << 20), .limit >> 20)]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The largest size that is read.
        limit: usize,
    },
    /// Not JSON at all.
    #[error("This file is not JSON: line {line}, column {column}: {what}.")]
    NotJson {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// What was found or expected there.
        what: &'static str,
    },
    /// Lists in lists in lists.
    #[error("This file is nested more than {limit} levels deep (line {line}, column {column}).")]
    TooDeep {
        /// From 1.
        line: usize,
        /// In characters, from 1.
        column: usize,
        /// The deepest nesting that is read.
        limit: usize,
    },
    /// Some other format.
    #[error("This is not a “reading-annotations” file; it looks like {0}.")]
    OtherFormat(&'static str),
    /// Written by a later program.
    #[error(
        "This file has version {0} of “reading-annotations”; only versions 1.x can be read here. A newer program is needed."
    )]
    NewerVersion(String),
    /// A part that everything rests on is missing or wrong.
    #[error("This “reading-annotations” file is damaged: in {part}, {problem}.")]
    Damaged {
        /// Where the field is: `the file` or the name of the part that holds it.
        part: &'static str,
        /// What is wrong with it.
        problem: FieldProblem,
    },
}

/// What kind of thing was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of `labels`.
    Label,
    /// Of `sentences`.
    Sentence,
    /// Of `segmentation.edits`.
    Edit,
    /// Of `annotators`.
    Annotator,
    /// Of `annotations`.
    Annotation,
    /// Of `orphans`.
    Orphan,
    /// Of `relations` or `orphan_relations`.
    Relation,
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Label => "label",
            Self::Sentence => "sentence",
            Self::Edit => "sentence edit",
            Self::Annotator => "annotator",
            Self::Annotation => "annotation",
            Self::Orphan => "orphan",
            Self::Relation => "relation",
        })
    }
}

/// One entry of a file that is left out; the rest is taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part} {number} is left out: {reason}")]
pub struct Refusal {
    /// What it is.
    pub part: Part,
    /// Which one in its list, from 1.
    pub number: usize,
    /// Its id, if it has one that can be read.
    pub id: Option<String>,
    /// Why.
    pub reason: RefusalReason,
}

/// Why one entry is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    /// A field is missing, repeated or of the wrong type.
    #[error("{0}")]
    Field(#[from] FieldProblem),
    /// Not `{…}`.
    #[error("it is not an object")]
    NotAnObject,
    /// A label that this text's label set does not have.
    #[error("the label “{0}” is unknown here")]
    UnknownLabel(String),
    /// `start` is not before `end`.
    #[error("it ends at {end}, which is not after its start at {start}")]
    EmptySpan {
        /// In code points.
        start: usize,
        /// In code points, exclusive.
        end: usize,
    },
    /// Its offsets leave the text.
    #[error("it ends at {end}, but the text has {length} characters")]
    PastTheEnd {
        /// In code points, exclusive.
        end: usize,
        /// Of the file's text, in code points.
        length: usize,
    },
    /// A sentence that begins before the one before it has ended.
    #[error("it overlaps the one before it")]
    Overlap,
    /// An earlier entry has the same id.
    #[error("an earlier entry has the same id")]
    RepeatedId,
    /// `judged_none` names a sentence that is not there; only that judgement is left out.
    #[error("“judged_none” names “{0}”, which is no sentence of the file")]
    UnknownSentence(String),
    /// The position contradicts the quote, and the quote cannot be found. The
    /// reader of the file only flags the contradiction; whoever looks for the
    /// quote in the article says this.
    #[error("its quote is not at its position and cannot be found in the text")]
    QuoteNotFound,
}
