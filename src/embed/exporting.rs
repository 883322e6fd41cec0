//! Handing the work out: as a file, or as text to copy.

use crate::dom::{clipboard, clock, download};
use crate::embed::session::Session;
use crate::embed::target::type_error;
use crate::model::action::Action;
use crate::wire::file_name;
use crate::wire::native::write;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// Media type of a native file.
const JSON: &str = "application/json";

/// Name and text of the native export; `None` where no article is open.
pub(super) fn native(session: &Session) -> Option<(String, String)> {
    let state = session.state.borrow();
    if state.article().is_empty() {
        return None;
    }
    let meta = session.meta.borrow();
    let now = clock::now();
    let name = state.reader().and_then(|reader| reader.name.as_deref());
    let text = meta.with_document(&state, |document| write(document, now));
    Some((file_name(&meta.article.title, name, now, "json"), text))
}

/// The native export as a `File`.
///
/// # Errors
/// A sentence for the host page.
pub(super) fn native_file(session: &Session) -> Result<web_sys::File, JsValue> {
    let (name, text) = native(session).ok_or_else(|| type_error("There is no article here that could be exported."))?;
    download::file(&name, JSON, &text).map_err(|_| type_error("This browser cannot make a file."))
}

/// Starts the download of the native file.
pub(super) fn save_file(session: &Rc<Session>) {
    let outcome = native_file(session).and_then(|file| download::download(&file));
    session.act(match outcome {
        Ok(()) => Action::Exported,
        Err(_) => {
            Action::Report("The download did not start: this page may not save files. Use “Copy as JSON”.".into())
        }
    });
}

/// Copies the native export; where the browser refuses, the reader gets it to copy by hand.
pub(super) fn copy(session: &Rc<Session>) {
    let Some((_, text)) = native(session) else { return };
    let session = Rc::clone(session);
    spawn_local(async move {
        if clipboard::copy(session.shell.root(), &text).await {
            session.act(Action::Exported);
        } else {
            session.act(Action::Show(Some(crate::model::action::Dialog::CopyWork)));
        }
    });
}
