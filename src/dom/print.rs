//! Printing something other than the page: in a frame of its own, without parsing markup.

use crate::dom::page::document;
use crate::model::markup::Markup;
use wasm_bindgen::prelude::*;
use web_sys::{Document, DocumentFragment, Node};

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = printInFrame, catch)]
    fn print_in_frame(
        own: &Node,
        language: &str,
        direction: &str,
        title: &str,
        styles: &str,
        body: &DocumentFragment,
    ) -> Result<(), JsValue>;
}

/// Markup made as nodes that are in no document yet.
#[derive(Debug)]
pub struct Nodes {
    page: Document,
    all: DocumentFragment,
    /// The element that was begun last.
    here: Node,
}

impl Nodes {
    /// None yet.
    ///
    /// # Errors
    /// In a worker, where there is no document.
    pub fn new() -> Result<Self, JsValue> {
        let page = document()?;
        let all = page.create_document_fragment();
        Ok(Self { here: all.clone().into(), all, page })
    }

    /// Prints them, with `own` (our shadow root) as the frame's place: the page is not touched.
    ///
    /// # Errors
    /// What the browser says, if it makes no frame.
    pub fn print(
        &self,
        own: &Node,
        [language, direction]: [&str; 2],
        title: &str,
        styles: &str,
    ) -> Result<(), JsValue> {
        print_in_frame(own, language, direction, title, styles, &self.all)
    }
}

impl Markup for Nodes {
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        // Names are ours and valid, so nothing here is refused; were it, the text would still be told.
        if let Ok(element) = self.page.create_element(tag) {
            for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
                let _ = element.set_attribute(name, value);
            }
            let _ = self.here.append_child(&element);
            self.here = element.into();
        }
    }

    fn text(&mut self, text: &str) {
        let _ = self.here.append_child(&self.page.create_text_node(text));
    }

    fn close(&mut self) {
        if let Some(parent) = self.here.parent_node() {
            self.here = parent;
        }
    }
}
