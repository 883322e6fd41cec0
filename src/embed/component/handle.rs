//! The application's hand on what is mounted: exports and imports.

use crate::embed::exporting;
use crate::embed::importing::import_value;
use crate::embed::session::Session;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};

/// A file that the annotator made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// A name to save it under, of title, reader and date.
    pub name: String,
    /// The format `reading-annotations`: JSON, which [`crate::wire::native::read`] reads.
    pub text: String,
}

/// Why an import was refused whole: one sentence for people. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportRefused(pub String);

/// The application's hand on a mounted [`Annotator`](super::Annotator): made by `default()`, given to it as a prop,
/// kept by the application. Of no effect while nothing is mounted.
#[derive(Clone, Debug, Default)]
pub struct AnnotatorHandle {
    session: Rc<RefCell<Weak<Session>>>,
}

impl AnnotatorHandle {
    /// From now on the hand on this session.
    pub(super) fn take_up(&self, session: &Rc<Session>) {
        self.session.replace(Rc::downgrade(session));
    }

    /// From now on the hand on none.
    pub(super) fn let_go(&self) {
        self.session.take();
    }

    /// The work as a file; `None` while no article is open.
    #[must_use]
    pub fn export(&self) -> Option<ExportedFile> {
        let session = self.session.borrow().upgrade()?;
        exporting::native(&session).map(|(name, text)| ExportedFile { name, text })
    }

    /// Merges the text of a file into the reader's work, as one step that can be undone. What came
    /// of it is told as [`AnnotatorEvent::Imported`](super::AnnotatorEvent::Imported).
    ///
    /// # Errors
    /// Where the file as a whole is refused, or no annotator is mounted.
    pub async fn import(&self, text: &str) -> Result<(), ImportRefused> {
        let session = self.session.borrow().upgrade();
        let session = session.ok_or_else(|| ImportRefused("The annotator is not in the page.".to_owned()))?;
        match import_value(&session, &JsValue::from_str(text), &JsValue::UNDEFINED).await {
            Ok(_) => Ok(()),
            Err(problem) => {
                let message = problem.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
                Err(ImportRefused(message.map(String::from).unwrap_or_default()))
            }
        }
    }
}

impl PartialEq for AnnotatorHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.session, &other.session)
    }
}

impl yew::html::ImplicitClone for AnnotatorHandle {}
