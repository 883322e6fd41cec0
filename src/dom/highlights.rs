//! The page's registry of custom highlights (CSS Custom Highlight API), shared by
//! all instances on the page and by the host: a name of ours is made once, and an
//! instance takes away only the ranges that it added.
//!
//! web-sys has this API only under an unstable cfg, hence the declarations.

use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::Range;

#[wasm_bindgen]
extern "C" {
    /// A set of ranges that are painted alike.
    #[derive(Clone, Debug)]
    pub type Highlight;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &Range) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &Range) -> bool;
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    #[derive(Clone, Debug)]
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn get(this: &HighlightRegistry, name: &str) -> Option<Highlight>;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static REGISTRY: Option<HighlightRegistry>;
}

/// Why nothing can be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaintError {
    /// Chromium before 105, Safari before 17.2, Firefox before 140.
    #[error("this browser cannot highlight text without changing the page; update it to see the labels in the article")]
    NoHighlights,
}

/// The registry of this page, with the highlights that were looked up before.
#[derive(Debug)]
pub(super) struct Highlights {
    registry: HighlightRegistry,
    known: RefCell<Vec<(String, Highlight)>>,
}

impl Highlights {
    /// An error where the browser has no such registry.
    pub(super) fn of_page() -> Result<Self, PaintError> {
        let registry = REGISTRY.with(Clone::clone).ok_or(PaintError::NoHighlights)?;
        Highlight::new().map_err(|_| PaintError::NoHighlights)?;
        Ok(Self { registry, known: RefCell::default() })
    }

    /// Adds a range to the highlight `name`, which is made if it is not there.
    pub(super) fn add(&self, name: &str, priority: i32, range: &Range) {
        if let Some(highlight) = self.highlight(name, priority) {
            highlight.add(range);
        }
    }

    /// Takes one range away again.
    pub(super) fn remove(&self, name: &str, range: &Range) {
        let known = self.known.borrow();
        if let Some((_, highlight)) = known.iter().find(|(known, _)| known == name) {
            highlight.delete(range);
        }
    }

    fn highlight(&self, name: &str, priority: i32) -> Option<Highlight> {
        let mut known = self.known.borrow_mut();
        if let Some((_, highlight)) = known.iter().find(|(known, _)| known == name) {
            return Some(highlight.clone());
        }
        // Another instance, perhaps of another copy of this widget, may have made it.
        let highlight = match self.registry.get(name) {
            Some(highlight) => highlight,
            None => {
                let highlight = Highlight::new().ok()?;
                highlight.set_priority(priority);
                self.registry.set(name, &highlight);
                highlight
            }
        };
        known.push((name.to_owned(), highlight.clone()));
        Some(highlight)
    }
}
