//! From a point of the window to a place in the article's text.

use crate::dom::node_map::{NodeMap, Side};
use crate::model::offsets::ByteOffset;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = characterAt)]
    fn character_at(root: &Element, x: f64, y: f64) -> Option<js_sys::Array>;
}

/// The character of the article under a point in client pixels; `None` beside the text and over
/// what is not part of it.
#[must_use]
pub fn place_at(article: &Element, map: &NodeMap, x: f64, y: f64) -> Option<ByteOffset> {
    let found = character_at(article, x, y)?;
    let node: Node = found.get(0).dyn_into().ok()?;
    let offset = found.get(1).as_f64()? as u32;
    let at = map.offset_of(&node, offset, Side::Start)?;
    // Left-out text would lead to the next kept text: the point must lead back to its own node.
    let (back, _) = map.point(at, Side::Start)?;
    node.is_same_node(Some(&back)).then_some(at)
}
