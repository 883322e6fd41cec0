//! Copies text: through the clipboard where the page may use it, otherwise through a
//! selected field, which also works in a sandbox and without a secure context.

use crate::dom::page::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlTextAreaElement, Node};

#[wasm_bindgen]
extern "C" {
    /// web-sys keeps this deprecated but only synchronous way on a type of its own feature.
    type CopyingDocument;
    #[wasm_bindgen(method, js_name = execCommand)]
    fn exec_command(this: &CopyingDocument, command: &str) -> bool;
}

/// Copies `text`; the helping field stands in `own` (our shadow root) for a moment.
/// Whether it was copied. Must be called from a click or key press.
pub async fn copy(own: &Node, text: &str) -> bool {
    // The field first: it is synchronous, and after an await the click no longer counts in WebKit.
    if copy_by_field(own, text).unwrap_or(false) {
        return true;
    }
    let Some(window) = web_sys::window() else { return false };
    // `clipboard` is undefined in an insecure context, whatever its type says.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    match clipboard.ok().filter(JsValue::is_object) {
        Some(clipboard) => {
            JsFuture::from(clipboard.unchecked_into::<web_sys::Clipboard>().write_text(text)).await.is_ok()
        }
        None => false,
    }
}

fn copy_by_field(own: &Node, text: &str) -> Result<bool, JsValue> {
    let document = document()?;
    let field: HtmlTextAreaElement = document.create_element("textarea")?.unchecked_into();
    field.set_value(text);
    field.set_read_only(true);
    own.append_child(&field)?;
    let focused = focused_in(own);
    // Selecting alone does not always bring the focus in WebKit, and what has it is copied.
    field.focus()?;
    field.select();
    let copied = document.unchecked_ref::<CopyingDocument>().exec_command("copy");
    field.remove();
    if let Some(element) = focused {
        element.focus()?;
    }
    Ok(copied)
}

fn focused_in(own: &Node) -> Option<web_sys::HtmlElement> {
    let root = own.get_root_node();
    let shadow = root.dyn_ref::<web_sys::ShadowRoot>().and_then(web_sys::ShadowRoot::active_element);
    shadow.or_else(|| root.dyn_ref::<web_sys::Document>()?.active_element())?.dyn_into().ok()
}
