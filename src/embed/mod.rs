//! The composition root: the custom element, the Yew component, one session for each
//! of them, and the effects that the core asks for.

mod attaching;
pub mod component;
mod configuring;
mod cursor_bar;
mod document;
mod effects;
#[cfg(feature = "element")]
mod element;
mod elsewhere;
mod events;
mod exporting;
mod forgetting;
mod handles;
#[cfg_attr(not(feature = "element"), allow(dead_code, reason = "the element's methods use all of it"))]
mod host_calls;
mod importing;
mod keeping;
mod later;
mod loading;
mod locating;
mod mending;
mod opening;
mod otherwise;
mod picker;
mod placing;
mod pointer;
mod problems;
mod reading;
mod rereading;
mod restoring;
mod searching;
mod session;
mod shell;
mod speaking;
mod stood;
#[cfg_attr(not(feature = "element"), allow(dead_code, reason = "the element's methods use all of it"))]
mod target;

/// Work that is awaited with a state machine of its own. One that is awaited as it stands becomes a part of what
/// waits for it, and what runs as a page is opened is to hold little else: it is the first part of the wasm.
type Apart<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + 'a>>;

/// Defines `<reading-annotator>` as soon as the wasm runs.
#[cfg(feature = "element")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
fn start() {
    element::define();
}
