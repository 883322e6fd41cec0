//! Where the label picker stands: beside its sentence, never over it, in the window.

use crate::dom::layout_watch::LayoutWatch;
use crate::dom::scroll::{Rect, rects};
use crate::embed::session::Session;
use crate::model::span::Span;
use gloo_events::{EventListener, EventListenerOptions};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// Whole pixels: writing fractions costs kilobytes of wasm.
pub(super) fn pixels(length: f64) -> String {
    (length as i32).to_string() + "px"
}

/// CSS pixels between the picker and its sentence, and the window's edge.
const GAP: f64 = 8.0;

/// Keeps picker, bar and handles beside their sentence while the page scrolls or is laid out
/// anew; ends when dropped.
pub(super) struct Following {
    _layout: LayoutWatch,
    _listeners: Vec<EventListener>,
}

impl Following {
    pub(super) fn start(article: &Element, host: &Element, session: &Weak<Session>) -> Self {
        let weak = session.clone();
        let layout = LayoutWatch::start(article, host, move || {
            if let Some(session) = weak.upgrade() {
                session.place_all();
            }
        });
        let Some(window) = web_sys::window() else { return Self { _layout: layout, _listeners: Vec::new() } };
        // Capturing: scrolling of a nested scroller does not bubble.
        let options = EventListenerOptions::run_in_capture_phase();
        let on = |name: &'static str, act: fn(&Rc<Session>, &Event)| {
            let session = session.clone();
            EventListener::new_with_options(&window, name, options, move |event| {
                if let Some(session) = session.upgrade() {
                    act(&session, event);
                }
            })
        };
        let place = |session: &Rc<Session>, _: &Event| session.place_all();
        let drag = |session: &Rc<Session>, event: &Event| session.drag_handle(event.unchecked_ref());
        Self {
            _layout: layout,
            _listeners: vec![
                on("scroll", place),
                on("resize", place),
                on("pointermove", drag),
                on("pointerup", |session, _| session.drop_handle(true)),
                on("pointercancel", |session, _| session.drop_handle(false)),
            ],
        }
    }
}

/// Whether the reader points with a finger.
fn is_coarse(window: &web_sys::Window) -> bool {
    window.match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches())
}

impl Session {
    /// Puts all that stands beside the cursor's sentence in its place.
    pub(super) fn place_all(&self) {
        self.place_picker();
        self.place_bar();
        self.place_handles();
    }

    /// Puts the picker above its sentence, or below where there is no room; hides
    /// it while the sentence is scrolled away.
    pub(super) fn place_picker(&self) {
        if let Some(picker) = self.shell.picker() {
            self.move_picker(&picker);
        }
    }

    // Not inlined, nor what moves bar and handles: there is none of them as a page is opened, and so none of this
    // in the first part of the wasm.
    #[inline(never)]
    fn move_picker(&self, picker: &HtmlElement) {
        let place = self.cursor_span().and_then(|span| self.free_place(picker, span));
        let style = picker.style();
        // Setting a known property to a plain value cannot fail.
        let _ = match place {
            Some((left, top)) => style
                .set_property("left", &pixels(left))
                .and_then(|()| style.set_property("top", &pixels(top)))
                .and_then(|()| style.set_property("visibility", "visible")),
            None => style.set_property("visibility", "hidden"),
        };
    }

    /// What the picker speaks of.
    pub(super) fn cursor_span(&self) -> Option<Span> {
        let state = self.state.borrow();
        state.cursor()?.span(state.sentences())
    }

    /// Left and top in client pixels; `None` while the sentence cannot be seen.
    fn free_place(&self, picker: &HtmlElement, span: Span) -> Option<(f64, f64)> {
        let article = self.article.borrow();
        let article = article.as_ref()?;
        let lines = rects(&article.read.map, span);
        let window = web_sys::window()?;
        let page = window.document()?.document_element()?;
        let (width, height) = (f64::from(page.client_width()), window.inner_height().ok()?.as_f64()?);
        let (picker_width, picker_height) = (f64::from(picker.offset_width()), f64::from(picker.offset_height()));
        let bottom_edge = height - self.shell.covered_height();
        let top = lines.iter().map(|line| line.top).fold(f64::INFINITY, f64::min);
        let bottom = lines.iter().map(|line| line.bottom).fold(f64::NEG_INFINITY, f64::max);
        if !(top < bottom_edge && bottom > 0.0) {
            return None;
        }
        // Where fingers are: at the lower edge, like a keyboard, unless the sentence is there.
        let lowest = bottom_edge - picker_height - GAP;
        if is_coarse(&window) && bottom <= lowest {
            return Some((((width - picker_width) / 2.0).max(GAP), lowest));
        }
        let above = top - GAP - picker_height;
        let below = bottom + GAP;
        let (line, place): (Option<&Rect>, f64) = if above >= GAP {
            (lines.first(), above)
        } else if below + picker_height <= bottom_edge - GAP {
            (lines.last(), below)
        } else {
            // Taller than the window: at the lower edge, over as little as possible.
            (lines.first(), bottom_edge - picker_height - GAP)
        };
        let left = line.map_or(0.0, |line| line.left);
        // Inside the article's column where there is room: the panel may stand beside it.
        let column = article.root.get_bounding_client_rect();
        let edge = if column.width() >= picker_width { column.right().min(width - GAP) } else { width - GAP };
        Some((left.min(edge - picker_width).max(GAP), place))
    }
}
