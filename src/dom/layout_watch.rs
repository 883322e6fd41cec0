//! Notices that the article may have been laid out anew.

use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = LayoutWatch)]
    #[derive(Debug)]
    type Watcher;
    #[wasm_bindgen(constructor, js_class = "LayoutWatch")]
    fn new(article: &Element, own: &Element, moved: &Closure<dyn FnMut()>) -> Watcher;
    #[wasm_bindgen(method)]
    fn stop(this: &Watcher);
}

/// A running watch; ends when dropped.
#[derive(Debug)]
pub struct LayoutWatch {
    watcher: Watcher,
    _moved: Closure<dyn FnMut()>,
}

impl LayoutWatch {
    /// Calls back, at most once a frame, when the article or `own`, the widget's element, or
    /// what either stands in has got another size, and when fonts have come.
    pub fn start(article: &Element, own: &Element, moved: impl Fn() + 'static) -> Self {
        let moved = Closure::new(moved);
        Self { watcher: Watcher::new(article, own, &moved), _moved: moved }
    }
}

impl Drop for LayoutWatch {
    fn drop(&mut self) {
        self.watcher.stop();
    }
}
