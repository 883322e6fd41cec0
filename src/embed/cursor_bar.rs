//! The bar at the line where the cursor's sentence begins. Highlights cannot draw one,
//! so it is an element of the widget that follows the text.

use crate::dom::scroll::rects;
use crate::embed::picker::pixels;
use crate::embed::session::Session;

/// CSS pixels between the bar's far edge and the text.
const BESIDE: f64 = 8.0;
/// The bar's width in CSS pixels, as in `styles/widget/in_article.css`.
const WIDTH: f64 = 4.0;

impl Session {
    /// Puts the bar beside the first line of what the cursor covers, or hides it.
    pub(super) fn place_bar(&self) {
        let Some(bar) = self.shell.bar() else { return };
        let place = self.bar_place();
        if bar.hidden() != place.is_none() {
            bar.set_hidden(place.is_none());
        }
        let Some((left, top, height)) = place else { return };
        let style = bar.style();
        for (name, length) in [("left", left), ("top", top), ("height", height)] {
            // Setting a known property to a plain value cannot fail.
            let _ = style.set_property(name, &pixels(length));
        }
    }

    /// Left, top and height in client pixels.
    fn bar_place(&self) -> Option<(f64, f64, f64)> {
        let span = self.cursor_span()?;
        let article = self.article.borrow();
        let article = article.as_ref()?;
        let line = *rects(&article.read.map, span).first()?;
        // In the margin, where the paragraph's first line begins: a sentence may begin inside a line.
        let opening = {
            let state = self.state.borrow();
            let block = state.article().blocks().get(state.article().block_at(span.start())?)?.span;
            state.sentences().get(state.sentences().touching(block).start)?.span
        };
        let edge = *rects(&article.read.map, opening).first()?;
        let style = web_sys::window()?.get_computed_style(&article.root).ok()??;
        let from_right = style.get_property_value("direction").is_ok_and(|direction| direction == "rtl");
        let left = if from_right { edge.right + BESIDE - WIDTH } else { edge.left - BESIDE };
        Some((left, line.top, line.bottom - line.top))
    }
}
