//! The document this wasm runs in.

use wasm_bindgen::JsValue;
use web_sys::Document;

/// The page's document.
///
/// # Errors
/// In a worker, where there is none.
pub(super) fn document() -> Result<Document, JsValue> {
    web_sys::window().and_then(|window| window.document()).ok_or_else(|| JsValue::from_str("no document"))
}
