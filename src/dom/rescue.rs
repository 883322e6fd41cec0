//! The way to what is stored when the wasm has failed: bundles `storage.js` and starts it from here.
//! The script works without wasm; a panic hook may call it as the last thing it does.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/dom/storage.js")]
extern "C" {
    /// Downloads what is stored of the document as a native export. The promise tells whether anything was.
    #[wasm_bindgen(js_name = rescueDownload)]
    pub fn rescue_download(document: &str) -> js_sys::Promise;
    /// Copies the same text, for pages that may not download.
    #[wasm_bindgen(js_name = rescueCopy)]
    pub fn rescue_copy(document: &str) -> js_sys::Promise;
    /// The same text itself, or null.
    #[wasm_bindgen(js_name = rescueText)]
    pub fn rescue_text(document: &str) -> js_sys::Promise;
}
