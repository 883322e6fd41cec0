//! The bar at the line where the cursor's sentence begins. Highlights cannot draw one,
//! so it is an element of the widget that follows the text.

use crate::dom::node_map::Side;
use crate::dom::scroll::rects;
use crate::embed::picker::pixels;
use crate::embed::session::Session;
use crate::model::span::Span;
use web_sys::HtmlElement;

/// CSS pixels between the bar's far edge and the text.
const BESIDE: f64 = 8.0;
/// The bar's width in CSS pixels, as in `styles/widget/in_article.css`.
const WIDTH: f64 = 4.0;

impl Session {
    /// Puts the bar beside the first line of what the cursor covers, or hides it.
    pub(super) fn place_bar(&self) {
        let Some(bar) = self.shell.bar() else { return };
        let place = self.cursor_span().and_then(|span| self.bar_place(span));
        if bar.hidden() != place.is_none() {
            bar.set_hidden(place.is_none());
        }
        if let Some(place) = place {
            move_bar(&bar, place);
        }
    }

    /// Left, top and height beside these words, in client pixels.
    #[inline(never)]
    fn bar_place(&self, span: Span) -> Option<(f64, f64, f64)> {
        let article = self.article.borrow();
        let article = article.as_ref()?;
        let line = *rects(&article.read.map, span).first()?;
        // In the margin, where the paragraph's first line begins: a sentence may begin inside a line.
        let opening = {
            let state = self.state.borrow();
            let block = state.article().blocks().get(state.article().block_at(span.start())?)?.span;
            state.sentences().get(state.sentences().touching(block).start)?.span
        };
        let map = &article.read.map;
        let boxes = rects(map, opening);
        let first = *boxes.first()?;
        // Numbers and foreign words within a line of the other direction have boxes of their own.
        let beside = boxes.iter().filter(|other| other.top < first.bottom && other.bottom > first.top);
        let parent = map.point(opening.start(), Side::Start)?.0.parent_element()?;
        let style = web_sys::window()?.get_computed_style(&parent).ok()??;
        let left = if style.get_property_value("direction").is_ok_and(|direction| direction == "rtl") {
            beside.fold(first.right, |right, other| right.max(other.right)) + BESIDE - WIDTH
        } else {
            beside.fold(first.left, |left, other| left.min(other.left)) - BESIDE
        };
        Some((left, line.top, line.bottom - line.top))
    }
}

#[inline(never)]
fn move_bar(bar: &HtmlElement, (left, top, height): (f64, f64, f64)) {
    let style = bar.style();
    for (name, length) in [("left", left), ("top", top), ("height", height)] {
        // Setting a known property to a plain value cannot fail.
        let _ = style.set_property(name, &pixels(length));
    }
}
