//! Where a page has its configuration: in a block of JSON, or in a file of the same site.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    /// The text of a file of this site and its full address; `base` is what `address` is relative to.
    #[wasm_bindgen(catch, js_name = ownFile)]
    async fn own_file(address: &str, base: Option<&str>) -> Result<JsValue, JsValue>;
}

/// The block inside the element, else the one that stands in the page for all of its elements.
#[must_use]
pub fn block(host: &HtmlElement) -> Option<String> {
    const INSIDE: &str = "script[type=\"application/json\"][data-reading-annotator]";
    const ANYWHERE: &str = ":not(reading-annotator) > script[type=\"application/json\"][data-reading-annotator]";
    let found = |element: Result<Option<Element>, JsValue>| element.ok().flatten();
    found(host.query_selector(INSIDE))
        .or_else(|| found(host.owner_document()?.query_selector(ANYWHERE)))
        .and_then(|block| block.text_content())
}

/// A file's text and its full address.
///
/// # Errors
/// Why it did not come, in words.
pub async fn fetch(address: &str, base: Option<&str>) -> Result<(String, String), String> {
    let answer = own_file(address, base).await.map_err(|error| match error.dyn_into::<js_sys::Error>() {
        Ok(error) => error.message().into(),
        Err(_) => String::new(),
    })?;
    let answer = Array::from(&answer);
    Ok((answer.get(0).as_string().unwrap_or_default(), answer.get(1).as_string().unwrap_or_default()))
}
