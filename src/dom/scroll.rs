//! Where a span is in the window, and bringing it into view.

use crate::dom::node_map::NodeMap;
use crate::model::span::Span;
use wasm_bindgen::prelude::*;
use web_sys::Range;

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = reveal)]
    fn reveal_range(range: &Range, bottom: f64) -> bool;
    #[wasm_bindgen(js_name = lineBoxes)]
    fn line_boxes(range: &Range) -> Vec<f64>;
}

/// A rectangle in client pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// Scrolls the span into view, clear of sticky bars and of `covered_bottom` CSS pixels at the window's
/// lower edge; smoothly unless the reader prefers less motion or the way is long. Not when it is
/// visible already.
/// Whether anything moved.
pub fn reveal(map: &NodeMap, span: Span, covered_bottom: f64) -> bool {
    map.range(span).is_some_and(|range| reveal_range(&range, covered_bottom))
}

/// The boxes of the span's lines, in reading order; several on one line where the markup divides it.
#[must_use]
pub fn rects(map: &NodeMap, span: Span) -> Vec<Rect> {
    let numbers = map.range(span).map(|range| line_boxes(&range)).unwrap_or_default();
    let lines = numbers.as_chunks::<4>().0.iter();
    lines.map(|&[left, top, right, bottom]| Rect { left, top, right, bottom }).collect()
}

/// The smallest rectangle around the span's lines inside the window; `None` if none of it is there.
#[must_use]
pub fn visible_rect(map: &NodeMap, span: Span) -> Option<Rect> {
    let window = web_sys::window()?;
    let width = window.inner_width().ok()?.as_f64()?;
    let height = window.inner_height().ok()?.as_f64()?;
    let inside = |rect: &Rect| rect.bottom > 0.0 && rect.top < height && rect.right > 0.0 && rect.left < width;
    rects(map, span).into_iter().filter(inside).reduce(|all, rect| Rect {
        left: all.left.min(rect.left),
        top: all.top.min(rect.top),
        right: all.right.max(rect.right),
        bottom: all.bottom.max(rect.bottom),
    })
}
