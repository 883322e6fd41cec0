//! Notices that the host page has changed or removed the article.

use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = PageWatch)]
    #[derive(Debug)]
    type Watcher;
    #[wasm_bindgen(constructor, js_class = "PageWatch")]
    fn new(article: &Element, own: Option<&Element>, changed: &Closure<dyn FnMut(bool)>) -> Watcher;
    #[wasm_bindgen(method)]
    fn stop(this: &Watcher) -> bool;
    #[wasm_bindgen(method)]
    fn later(this: &Watcher);
}

/// What happened to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleChange {
    /// Its content, or what is visible of it, is another.
    Edited,
    /// It is no longer in the page (it may come back: then `Edited` follows).
    Removed,
}

/// A running watch; ends when dropped.
#[derive(Debug)]
pub struct PageWatch {
    watcher: Watcher,
    _changed: Closure<dyn FnMut(bool)>,
}

impl PageWatch {
    /// Calls back once a burst of changes has rested for 100 ms, at the latest after 200 ms.
    /// Changes inside `own`, the widget's element, are none.
    pub fn start(article: &Element, own: Option<&Element>, changed: impl Fn(ArticleChange) + 'static) -> Self {
        let closure = Closure::new(move |removed: bool| {
            changed(if removed { ArticleChange::Removed } else { ArticleChange::Edited });
        });
        Self { watcher: Watcher::new(article, own, &closure), _changed: closure }
    }

    /// Ends the watch; whether a change was still to be told. Who watches from now on must tell it.
    #[must_use]
    pub fn end(self) -> bool {
        self.watcher.stop()
    }

    /// As if the page had changed now.
    pub fn tell_later(&self) {
        self.watcher.later();
    }
}

impl Drop for PageWatch {
    fn drop(&mut self) {
        self.watcher.stop();
    }
}
