//! Hands a text to the reader as a file, by a link to a blob: works under a strict CSP.
//!
//! Whether a sandbox swallowed the download cannot be known: offer copying beside it.

use crate::dom::page::document;
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, FilePropertyBag, HtmlAnchorElement, Url};

/// A file in memory.
///
/// # Errors
/// What the browser says, if it cannot make one.
pub fn file(name: &str, media_type: &str, text: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    // The bytes as they are: a string of the browser's would be made only to become UTF-8 again.
    let bytes = js_sys::Uint8Array::from(text.as_bytes());
    File::new_with_u8_array_sequence_and_options(&js_sys::Array::of1(&bytes), name, &options)
}

/// Starts the download of a file.
///
/// # Errors
/// What the browser says, if it cannot even be tried.
pub fn download(file: &File) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(file)?;
    let link: HtmlAnchorElement = document()?.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(&file.name());
    link.click();
    // A browser that asks where to save reads the blob later.
    Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
