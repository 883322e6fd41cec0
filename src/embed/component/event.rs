//! What the component tells its application.

use crate::embed::session::Session;
use crate::model::action::Source;
use crate::model::effect::{Event, ImportReport};
use crate::wire::AnnotationRecord;
use std::rc::Rc;

/// What happened. Ids and offsets are those of the file format.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnnotatorEvent {
    /// The article is read and the labels that the browser keeps are in place. Once for every
    /// opening of a document.
    Ready,
    /// A sentence, or a part of one, was labelled.
    Created {
        /// As it is now.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// Label, note or place changed.
    Updated {
        /// As it is now.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// A label was taken away.
    Removed {
        /// As it was.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// A file was taken in.
    Imported(ImportReport),
    /// Something did not work; the reader is told, too.
    Failed {
        /// A short constant name, such as `article-not-found`.
        code: &'static str,
        /// One sentence for people.
        message: Rc<str>,
    },
}

impl AnnotatorEvent {
    /// The session's event in the words of the file format.
    pub(super) fn of(event: &Event, session: &Session) -> Self {
        let record = |annotation| {
            let state = session.state.borrow();
            AnnotationRecord::of(annotation, state.article(), state.sentences())
        };
        match event {
            Event::Created(annotation, source) => Self::Created { annotation: record(annotation), source: *source },
            Event::Updated(annotation, source) => Self::Updated { annotation: record(annotation), source: *source },
            Event::Removed(annotation, source) => Self::Removed { annotation: record(annotation), source: *source },
            Event::Imported(report) => Self::Imported(report.clone()),
            Event::Failed { code, message } => Self::Failed { code, message: Rc::clone(message) },
        }
    }
}
