//! The part of the wasm that opening a page does without: it comes when somebody begins to use the widget. What the
//! reader does before it is there waits for it; where the wasm is not divided, it is always there.

use crate::embed::loading::Hold;
use crate::embed::session::Session;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ShadowRoot;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// Asks for it: nothing, if it is there, else a promise that is kept once it is; should it not come, the
    /// reader is told, and it is asked for again.
    #[wasm_bindgen(js_name = laterPart)]
    fn later_part() -> Option<Promise>;
    /// The same promise, without asking; nothing where the wasm is not divided.
    #[wasm_bindgen(js_name = laterCame)]
    fn later_came() -> Option<Promise>;
    /// The keys that follow what has to wait are meant for it: they wait, too.
    #[wasm_bindgen(js_name = holdKeys)]
    pub(super) fn hold_keys(root: &ShadowRoot);
}

/// Settles when all of the wasm is there.
pub(super) async fn all_there() {
    if let Some(coming) = later_part() {
        // The promise is never rejected.
        let _ = JsFuture::from(coming).await;
    }
}

/// Settles when all of the wasm has come because of something else.
pub(super) async fn has_come() {
    if let Some(coming) = later_came() {
        let _ = JsFuture::from(coming).await;
    }
}

/// Does it as soon as all of the wasm has come because of something else.
pub(super) fn when_come(session: &Rc<Session>, work: impl FnOnce(&Rc<Session>) + 'static) {
    let weak = Rc::downgrade(session);
    spawn_local(async move {
        has_come().await;
        if let Some(session) = weak.upgrade() {
            work(&session);
        }
    });
}

/// Does it now, or as soon as all of the wasm is there.
pub(super) fn when_all_there(session: &Rc<Session>, work: impl FnOnce(&Rc<Session>) + 'static) {
    let Some(coming) = later_part() else { return work(session) };
    let session = Rc::clone(session);
    spawn_local(async move {
        let _ = JsFuture::from(coming).await;
        work(&session);
    });
}

/// Whether all of the wasm is there. If not, it is asked for, and what is done meanwhile waits.
pub(super) fn is_all_there(session: &Rc<Session>) -> bool {
    let Some(coming) = later_part() else { return true };
    let hold = Hold::new(session);
    spawn_local(async move {
        let _ = JsFuture::from(coming).await;
        hold.end();
    });
    false
}
