//! The composition root: the custom element, one session per element, and the
//! effects that the core asks for.

mod cursor_bar;
mod document;
mod effects;
mod element;
mod events;
mod exporting;
mod forgetting;
mod handles;
mod host_calls;
mod importing;
mod keeping;
mod loading;
mod mending;
mod opening;
mod picker;
mod pointer;
mod reading;
mod rereading;
mod returning;
mod searching;
mod session;
mod shell;
mod target;

/// Defines `<reading-annotator>` as soon as the wasm runs.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
fn start() {
    element::define();
}
