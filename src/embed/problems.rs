//! What is wrong with a file, in the words of the interface's language.

use crate::dom::file_reading::FileError;
use crate::ui::{Language, words};
use crate::wire::{FieldProblem, FileProblem, Part, Refusal, RefusalReason};

/// A file that could not even be read as text.
pub(super) fn unreadable(error: &FileError, language: Language) -> String {
    match error {
        FileError::TooLarge { name, megabytes } => {
            let parts = [("name", &**name), ("n", &megabytes.to_string()), ("limit", "64")];
            language.fill(words::FILE_TOO_LARGE, &parts)
        }
        FileError::Unreadable { name, words: why } => {
            language.fill(words::FILE_UNREADABLE, &[("name", name), ("why", why)])
        }
        FileError::NotText { name, at } => {
            language.fill(words::FILE_NOT_TEXT, &[("name", name), ("n", &at.to_string())])
        }
    }
}

/// A file that is refused as a whole.
pub(super) fn file_problem(problem: &FileProblem, language: Language) -> String {
    match problem {
        FileProblem::TooLarge { bytes, limit } => {
            let parts = [("n", &*bytes.div_ceil(1 << 20).to_string()), ("limit", &(limit >> 20).to_string())];
            language.fill(words::TOO_LARGE, &parts)
        }
        FileProblem::NotJson { line, column, what } => {
            let parts =
                [("line", &*line.to_string()), ("column", &column.to_string()), ("what", language.phrase(what))];
            language.fill(words::NOT_JSON, &parts)
        }
        FileProblem::TooDeep { line, column, limit } => {
            let parts = [("n", &*limit.to_string()), ("line", &line.to_string()), ("column", &column.to_string())];
            language.fill(words::TOO_DEEP, &parts)
        }
        FileProblem::OtherFormat(what) => language.fill(words::OTHER_FORMAT, &[("what", language.phrase(what))]),
        FileProblem::NewerVersion(version) => language.fill(words::NEWER_VERSION, &[("version", version)]),
        FileProblem::Damaged { part, problem } => {
            let parts = [("part", language.phrase(part)), ("problem", &*field_problem(problem, language))];
            language.fill(words::DAMAGED, &parts)
        }
    }
}

/// A field that cannot be used.
pub(super) fn field_problem(problem: &FieldProblem, language: Language) -> String {
    match problem {
        FieldProblem::Missing(field) => language.fill(words::FIELD_MISSING, &[("field", field)]),
        FieldProblem::Repeated(field) => language.fill(words::FIELD_TWICE, &[("field", field)]),
        FieldProblem::Wrong { field, expected } => {
            language.fill(words::FIELD_WRONG, &[("field", field), ("expected", language.phrase(expected))])
        }
    }
}

/// One entry of a file that is left out.
pub(super) fn refusal(refusal: &Refusal, language: Language) -> String {
    let part = match refusal.part {
        Part::Label => 0,
        Part::Sentence => 1,
        Part::Edit => 2,
        Part::Annotator => 3,
        Part::Annotation => 4,
        Part::Orphan => 5,
        Part::Relation => 6,
    };
    let why = refusal_reason(&refusal.reason, language);
    let parts = [("part", language.member(words::PARTS, part)), ("n", &refusal.number.to_string()), ("why", &why)];
    language.fill(words::LEFT_OUT, &parts)
}

/// Why an entry is left out.
pub(super) fn refusal_reason(reason: &RefusalReason, language: Language) -> String {
    let fixed = match reason {
        RefusalReason::Field(problem) => return field_problem(problem, language),
        RefusalReason::UnknownLabel(label) => return language.fill(words::UNKNOWN_LABEL, &[("label", label)]),
        RefusalReason::EmptySpan { start, end } => {
            return language.fill(words::EMPTY_SPAN, &[("start", &start.to_string()), ("end", &end.to_string())]);
        }
        RefusalReason::PastTheEnd { end, length } => {
            return language.fill(words::PAST_THE_END, &[("end", &end.to_string()), ("n", &length.to_string())]);
        }
        RefusalReason::UnknownSentence(name) => return language.fill(words::UNKNOWN_SENTENCE, &[("name", name)]),
        RefusalReason::NotAnObject => words::NOT_AN_OBJECT,
        RefusalReason::Overlap => words::OVERLAP,
        RefusalReason::RepeatedId => words::REPEATED_ID,
        RefusalReason::QuoteNotFound => words::QUOTE_NOT_FOUND,
    };
    language.say(fixed).to_owned()
}
