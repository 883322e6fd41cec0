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
mod loading;
mod locating;
mod mending;
mod opening;
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

/// Defines `<reading-annotator>` as soon as the wasm runs.
#[cfg(feature = "element")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
fn start() {
    element::define();
}
