//! Hands a text to the reader as a file, by a link to a blob: works under a strict CSP.
//!
//! Whether a sandbox swallowed the download cannot be known, only whether there may be one: offer copying beside it.

use crate::dom::page::document;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{File, HtmlAnchorElement, Url};

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = makeFile)]
    fn make_file(name: &str, media_type: &str, bytes: &[u8]) -> Result<File, JsValue>;
    // `catch` also because the build finds only such imports that have JavaScript around them; see scripts/lib/page_wasm.mjs.
    #[wasm_bindgen(catch, js_name = downloadDoubt)]
    fn download_doubt() -> Result<u32, JsValue>;
}

/// From here on a download is not to be relied on.
pub const LIKELY: u32 = 2;

/// How likely it is that a sandbox around this page swallows downloads: 0 is not at all.
#[must_use]
pub fn doubt() -> u32 {
    download_doubt().unwrap_or(1)
}

/// A file in memory.
///
/// # Errors
/// What the browser says, if it cannot make one.
pub fn file(name: &str, media_type: &str, text: &str) -> Result<File, JsValue> {
    // The bytes as they are: a string of the browser's would be made only to become UTF-8 again.
    make_file(name, media_type, text.as_bytes())
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
