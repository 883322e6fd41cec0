//! A widget that sits in the page next to an article: readers label sentences
//! as claim, evidence or opinion and export the labels as JSON, without a server.
//!
//! Functional core, imperative shell: [`model`] and [`wire`] are pure and build
//! natively; the browser modules exist on wasm32 only. `ARCHITECTURE.md` has the map.
//!
//! On wasm32 a Yew application uses the component of the module `component`; the page's
//! custom element comes with the default feature `element`.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        reason = "a failing test may panic"
    )
)]

pub mod model;
pub mod wire;

#[cfg(target_arch = "wasm32")]
#[doc(hidden)]
#[cfg_attr(not(feature = "element"), allow(dead_code, reason = "the element uses all of it"))]
pub mod dom;
#[cfg(all(target_arch = "wasm32", any(feature = "element", not(feature = "formats"))))]
mod embed;
#[cfg(target_arch = "wasm32")]
#[cfg_attr(not(feature = "element"), allow(dead_code, unused_imports, reason = "the element uses all of it"))]
pub mod ui;

#[cfg(all(target_arch = "wasm32", any(feature = "element", not(feature = "formats"))))]
pub use embed::component;
