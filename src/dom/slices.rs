//! Long work in slices of a few milliseconds, so that the page scrolls and answers meanwhile.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long one slice lasts, in milliseconds: with what the browser does beside it, it stays far
/// under the 50 ms from which a task is felt.
const SLICE: f64 = 16.0;

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = nextTask)]
    fn next_task() -> js_sys::Promise;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn milliseconds() -> f64;
}

/// The clock of one piece of long work.
#[derive(Debug)]
pub struct Slices {
    began: f64,
    slice_began: f64,
}

impl Default for Slices {
    /// The work begins now.
    fn default() -> Self {
        let now = milliseconds();
        Self { began: now, slice_began: now }
    }
}

impl Slices {
    /// Whether the page should have its turn.
    #[must_use]
    pub fn is_up(&self) -> bool {
        milliseconds() - self.slice_began >= SLICE
    }

    /// Gives the page its turn.
    pub async fn rest(&mut self) {
        // The promise is never rejected.
        let _ = JsFuture::from(next_task()).await;
        self.slice_began = milliseconds();
    }

    /// Gives the page its turn if it is due; whether it was.
    pub async fn rest_if_due(&mut self) -> bool {
        let due = self.is_up();
        if due {
            self.rest().await;
        }
        due
    }

    /// Milliseconds since the work began.
    #[must_use]
    pub fn elapsed(&self) -> f64 {
        milliseconds() - self.began
    }
}
