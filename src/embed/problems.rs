//! What is wrong with a file, in the words of the interface's language.

use crate::dom::file_reading::FileError;
use crate::ui::Part::{Number, Text};
use crate::ui::{Language, words};
use crate::wire::{FieldProblem, FileProblem, Part, Refusal, RefusalReason};

/// A file that could not even be read as text.
pub(super) fn unreadable(error: &FileError, language: Language) -> String {
    match error {
        FileError::TooLarge { name, megabytes } => {
            let parts = [("name", Text(name)), ("n", Number(*megabytes as usize)), ("limit", Number(64))];
            language.tell(words::FILE_TOO_LARGE, &parts)
        }
        FileError::Unreadable { name, words: why } => {
            language.tell(words::FILE_UNREADABLE, &[("name", Text(name)), ("why", Text(why))])
        }
        FileError::NotText { name, at } => {
            language.tell(words::FILE_NOT_TEXT, &[("name", Text(name)), ("n", Number(*at))])
        }
        FileError::Zip { name } => language.tell(words::FILE_ZIP, &[("name", Text(name))]),
    }
}

/// A file that is refused as a whole.
pub(super) fn file_problem(problem: &FileProblem, language: Language) -> String {
    match problem {
        FileProblem::TooLarge { bytes, limit } => {
            let parts = [("n", Number(bytes.div_ceil(1 << 20))), ("limit", Number(limit >> 20))];
            language.tell(words::TOO_LARGE, &parts)
        }
        FileProblem::NotJson { line, column, what } => {
            let what = Text(language.phrase(what));
            language.tell(words::NOT_JSON, &[("line", Number(*line)), ("column", Number(*column)), ("what", what)])
        }
        FileProblem::TooDeep { line, column, limit } => {
            let parts = [("n", Number(*limit)), ("line", Number(*line)), ("column", Number(*column))];
            language.tell(words::TOO_DEEP, &parts)
        }
        FileProblem::OtherFormat(what) => language.with(words::OTHER_FORMAT, "what", language.phrase(what)),
        FileProblem::NewerVersion(version) => language.with(words::NEWER_VERSION, "version", version),
        FileProblem::Damaged { part, problem } => {
            let problem = field_problem(problem, language);
            language.tell(words::DAMAGED, &[("part", Text(language.phrase(part))), ("problem", Text(&problem))])
        }
    }
}

/// A field that cannot be used.
pub(super) fn field_problem(problem: &FieldProblem, language: Language) -> String {
    match problem {
        FieldProblem::Missing(field) => language.with(words::FIELD_MISSING, "field", field),
        FieldProblem::Repeated(field) => language.with(words::FIELD_TWICE, "field", field),
        FieldProblem::Wrong { field, expected } => {
            let expected = Text(language.phrase(expected));
            language.tell(words::FIELD_WRONG, &[("field", Text(field)), ("expected", expected)])
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
    let part = Text(language.member(words::PARTS, part));
    language.tell(words::LEFT_OUT, &[("part", part), ("n", Number(refusal.number)), ("why", Text(&why))])
}

/// Why an entry is left out.
pub(super) fn refusal_reason(reason: &RefusalReason, language: Language) -> String {
    let fixed = match reason {
        RefusalReason::Field(problem) => return field_problem(problem, language),
        RefusalReason::UnknownLabel(label) => return language.with(words::UNKNOWN_LABEL, "label", label),
        RefusalReason::EmptySpan { start, end } => {
            return language.tell(words::EMPTY_SPAN, &[("start", Number(*start)), ("end", Number(*end))]);
        }
        RefusalReason::PastTheEnd { end, length } => {
            return language.tell(words::PAST_THE_END, &[("end", Number(*end)), ("n", Number(*length))]);
        }
        RefusalReason::UnknownSentence(name) => return language.with(words::UNKNOWN_SENTENCE, "name", name),
        RefusalReason::NotAnObject => words::NOT_AN_OBJECT,
        RefusalReason::Overlap => words::OVERLAP,
        RefusalReason::RepeatedId => words::REPEATED_ID,
        RefusalReason::QuoteNotFound => words::QUOTE_NOT_FOUND,
    };
    language.say(fixed).to_owned()
}
