//! The formats of other tools: each a conversion of the native file.
//!
//! A writer is one small file in `write/` and one entry of [`FORMATS`]; a reader is one in
//! `read/`. What a format cannot hold stands in the table too, so that it is counted and told
//! before the export. Nothing here is reached from the widget's own wasm: a second one, which
//! is loaded when somebody asks for another format, is made of it (`src/bin/formats.rs`).

mod ids;
pub(in crate::wire) mod lacks;
pub mod read;
mod source;
mod tokens;
mod write;
mod xml;
pub(in crate::wire) mod zip;

pub use lacks::{Lack, LeftOut};
pub use source::Source;
pub(in crate::wire) use write::ascii;

use crate::wire::native::{Limits, read_own};
use crate::wire::problem::FileProblem;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds, in UTF-8.
    pub text: String,
}

/// What a caller may choose; only `sentences.csv` listens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Cells that a spreadsheet would run as formulas get an apostrophe in front.
    pub spreadsheet_safe: bool,
    /// A byte order mark, without which some spreadsheets misread all but English.
    pub bom: bool,
}

/// One format that can be exported.
#[derive(Debug)]
pub struct Format {
    /// What the element's `exportAs` calls it.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    /// A line about it.
    pub description: &'static str,
    /// What it cannot hold.
    pub lacks: &'static [Lack],
    write: fn(&Source<'_>, Options) -> Vec<TextFile>,
}

/// What an export gives: a file, or several in one archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// What its name ends with, without the first dot.
    pub suffix: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it leaves out.
    pub left_out: Vec<LeftOut>,
}

/// Why there is no export.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportProblem {
    /// No format has this name.
    #[error("format: one of {} is needed.", names())]
    UnknownFormat,
    /// What was to be converted is no native file.
    #[error("{0}")]
    Source(#[from] FileProblem),
}

use Lack::{
    Controls, Doubts, LooseRelations, LooseRelationsApart, Names, NoneJudgements, Notes, Orphans, Overlaps, Parts,
    Relations, SecondLabels, Tabs,
};

/// What files with a row for each sentence lack.
const SENTENCES_ONLY: &[Lack] = &[Parts, SecondLabels, Notes, Relations, Orphans, Doubts];

/// All formats, as the menu shows them.
pub static FORMATS: [Format; 15] = [
    Format {
        name: "native",
        title: "Native JSON",
        description: "Everything, to keep and to import again.",
        lacks: &[],
        write: |source, _| {
            let text = source.native.to_owned();
            vec![TextFile { name: "native.json".to_owned(), media_type: "application/json", text }]
        },
    },
    Format {
        name: "sentences.csv",
        title: "CSV table",
        description: "A row for each sentence, labelled or not, for spreadsheets and pandas.",
        lacks: &[Parts, SecondLabels, Relations, Orphans, Doubts],
        write: write::csv::sentences,
    },
    Format {
        name: "hf.sentences.jsonl",
        title: "Hugging Face, sentences",
        description: "JSON lines: a row for each sentence, for text classification with “datasets”.",
        lacks: SENTENCES_ONLY,
        write: write::hugging_face::sentences,
    },
    Format {
        name: "hf.documents.jsonl",
        title: "Hugging Face, whole texts",
        description: "JSON lines: the text and its labelled spans, a line for each person.",
        lacks: &[Notes, Relations, Orphans, NoneJudgements, Doubts],
        write: write::hugging_face::documents,
    },
    Format {
        name: "webannotation",
        title: "W3C Web Annotation",
        description: "JSON-LD that annotation servers and libraries understand, with notes.",
        lacks: &[Relations, Orphans, NoneJudgements, Doubts],
        write: write::web_annotation::collection,
    },
    Format {
        name: "labelstudio.annotations",
        title: "Label Studio, finished",
        description: "A task with finished annotations, and the labelling configuration.",
        lacks: &[LooseRelations, Orphans, NoneJudgements, Doubts],
        write: write::label_studio::annotations,
    },
    Format {
        name: "labelstudio.predictions",
        title: "Label Studio, to be checked",
        description: "A task with these labels as predictions, and the labelling configuration.",
        lacks: &[LooseRelations, Orphans, NoneJudgements, Doubts],
        write: write::label_studio::predictions,
    },
    Format {
        name: "doccano.sequence",
        title: "doccano, sequence labelling",
        description: "JSON lines: the text and its spans, for projects of that kind.",
        lacks: &[Overlaps, Notes, Relations, Orphans, NoneJudgements, Doubts],
        write: write::doccano::sequence,
    },
    Format {
        name: "doccano.relation",
        title: "doccano, with relations",
        description: "JSON lines: the text, its spans and the relations between them.",
        lacks: &[Overlaps, Notes, LooseRelationsApart, Orphans, NoneJudgements, Doubts],
        write: write::doccano::relation,
    },
    Format {
        name: "doccano.classification",
        title: "doccano, classification",
        description: "JSON lines: each sentence by itself, with its label.",
        lacks: &[Parts, SecondLabels, Notes, Relations, Orphans, NoneJudgements, Doubts],
        write: write::doccano::classification,
    },
    Format {
        name: "prodigy",
        title: "Prodigy and spaCy",
        description: "JSON lines: the text and its spans, as Prodigy's span tasks have them.",
        lacks: &[Notes, Relations, Orphans, NoneJudgements, Doubts],
        write: write::prodigy::spans,
    },
    Format {
        name: "brat",
        title: "brat standoff",
        description: "The text beside its annotations, with relations and notes.",
        lacks: &[LooseRelations, Orphans, NoneJudgements, Names, Tabs, Doubts],
        write: write::brat::standoff,
    },
    Format {
        name: "conll",
        title: "CoNLL (IOB2)",
        description: "A token and its tag on each line, for sequence taggers.",
        lacks: &[Parts, SecondLabels, Notes, Relations, Orphans, NoneJudgements, Doubts],
        write: write::conll::iob2,
    },
    Format {
        name: "inception",
        title: "INCEpTION (UIMA XMI)",
        description: "The text with its spans and notes, and the type system.",
        lacks: &[Relations, Orphans, NoneJudgements, Controls, Doubts],
        write: write::inception::xmi,
    },
    Format {
        name: "tei",
        title: "TEI P5",
        description: "XML with an element for each sentence, for editions and archives.",
        lacks: &[Parts, SecondLabels, Relations, Orphans, NoneJudgements, Controls, Doubts],
        write: write::tei::document,
    },
];

/// The names of all formats, for messages.
#[must_use]
pub fn names() -> String {
    FORMATS.iter().map(|format| format!("“{}”", format.name)).collect::<Vec<_>>().join(", ")
}

/// The format of this name.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// What an export of this source leaves out, with numbers.
    #[must_use]
    pub fn left_out(&self, source: &Source<'_>) -> Vec<LeftOut> {
        self.lacks.iter().filter_map(|lack| lack.count(source)).collect()
    }

    /// The files of an export.
    #[must_use]
    pub fn files(&self, source: &Source<'_>, options: Options) -> Vec<TextFile> {
        (self.write)(source, options)
    }
}

/// Converts a native file.
///
/// # Errors
/// An [`ExportProblem`] for the caller.
pub fn export(native: &str, name: &str, options: Options) -> Result<Download, ExportProblem> {
    let format = format(name).ok_or(ExportProblem::UnknownFormat)?;
    let file = read_own(native, &Limits::default())?;
    let source = Source::new(native, &file);
    let left_out = format.left_out(&source);
    let mut files = format.files(&source, options);
    let (suffix, media_type, bytes) = match files.pop() {
        Some(only) if files.is_empty() => (only.name, only.media_type, only.text.into_bytes()),
        last => {
            files.extend(last);
            (format!("{name}.zip"), "application/zip", zip::archive(&files))
        }
    };
    Ok(Download { suffix, media_type, bytes, left_out })
}
