//! The two handles at the ends of the label that the cursor works on: dragged, they move
//! its ends word by word. What is dragged is painted only; the label changes as it is let go.

use crate::dom::node_map::NodeMap;
use crate::dom::scroll::rects;
use crate::embed::picker::pixels;
use crate::embed::session::Session;
use crate::model::action::{Action, Edge};
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use crate::model::words;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{HtmlElement, PointerEvent};

/// Half of a handle's width in CSS pixels, as in `styles/widget/in_article.css`.
const HALF: f64 = 12.0;

/// The end that is being dragged, and where it is now.
#[derive(Default)]
pub(super) struct Grip(Cell<Option<(Edge, Option<ByteOffset>)>>);

fn set(handle: &HtmlElement, name: &str, value: &str) {
    // Setting a known property to a plain value cannot fail.
    let _ = handle.style().set_property(name, value);
}

#[inline(never)]
fn move_handle(handle: &HtmlElement, (x, top, bottom): (f64, f64, f64)) {
    for (name, length) in [("left", x - HALF), ("top", top), ("height", bottom - top)] {
        set(handle, name, &pixels(length));
    }
}

/// Whether the paragraph of these words is written from right to left.
fn is_from_right(map: &NodeMap, span: Span) -> Option<bool> {
    let element = map.range(span)?.start_container().ok()?.parent_element()?;
    let style = web_sys::window()?.get_computed_style(&element).ok()??;
    Some(style.get_property_value("direction").ok()? == "rtl")
}

impl Session {
    /// Puts the handles at the ends of the reader's label, or hides them.
    pub(super) fn place_handles(&self) {
        let places = self.handle_places();
        for (number, edge) in [Edge::Start, Edge::End].into_iter().enumerate() {
            let Some(handle) = self.shell.handle(edge) else { continue };
            let place = places.and_then(|places| places.get(number).copied());
            if handle.hidden() != place.is_none() {
                handle.set_hidden(place.is_none());
            }
            if let Some(place) = place {
                move_handle(&handle, place);
            }
        }
    }

    /// Middle, top and bottom of each end's line in client pixels.
    fn handle_places(&self) -> Option<[(f64, f64, f64); 2]> {
        let span = {
            let state = self.state.borrow();
            let whole = state.cursor().is_some_and(|cursor| !cursor.is_extended());
            state.own_active().filter(|_| whole && state.view().split.is_none())?.1
        };
        self.places_at(span)
    }

    #[inline(never)]
    fn places_at(&self, span: Span) -> Option<[(f64, f64, f64); 2]> {
        // The first and the last word: the boxes of a whole line of several directions are in no order of reading.
        let words = {
            let state = self.state.borrow();
            let (text, start, end) = (state.article().slice(span), span.start().get(), span.end().get());
            let first = words::ends(text).first().map_or(end, |at| start + at);
            let last = words::starts(text).last().map_or(start, |at| start + at);
            [Span::from_bytes(start, first)?, Span::from_bytes(last, end)?]
        };
        let article = self.article.borrow();
        let map = &article.as_ref()?.read.map;
        let place = |span: Span, edge: Edge| {
            let boxes = rects(map, span);
            let line = if edge == Edge::Start { boxes.first() } else { boxes.last() }?;
            let side = if (edge == Edge::Start) == is_from_right(map, span)? { line.right } else { line.left };
            Some((side, line.top, line.bottom))
        };
        let [first, last] = words;
        Some([place(first, Edge::Start)?, place(last, Edge::End)?])
    }

    /// A handle was taken.
    pub(super) fn grab(&self, edge: Edge) {
        self.grip.0.set(Some((edge, None)));
        self.let_through(true);
    }

    /// Whether a handle is being dragged: what the pointer does then is not the article's.
    pub(super) fn is_gripping(&self) -> bool {
        self.grip.0.get().is_some()
    }

    /// What is under the pointer is the text, not the handle.
    fn let_through(&self, through: bool) {
        for edge in [Edge::Start, Edge::End] {
            if let Some(handle) = self.shell.handle(edge) {
                set(&handle, "pointer-events", if through { "none" } else { "auto" });
            }
        }
    }

    /// The pointer moved: the label as it would be is painted.
    pub(super) fn drag_handle(&self, event: &PointerEvent) {
        let Some((edge, _)) = self.grip.0.get() else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let place = self.article.borrow().as_ref().and_then(|article| article.place_at(x, y));
        let Some(place) = place else { return };
        self.grip.0.set(Some((edge, Some(place))));
        let span = self.state.borrow().with_edge(edge, place);
        self.emphasise(|styles| &styles.pending, span);
    }

    /// The handle was let go, or the drag was broken off.
    pub(super) fn drop_handle(self: &Rc<Self>, done: bool) {
        let Some((edge, place)) = self.grip.0.take() else { return };
        self.let_through(false);
        self.emphasise(|styles| &styles.pending, None);
        if let Some(place) = place.filter(|_| done) {
            self.act(Action::SetEdge(edge, place));
        }
    }
}
