//! The part of the list that is in the page: the rows near what is seen, between two empty
//! elements as high as all others. What is seen is known from the list's own events; asking
//! the page for it after each change would have it laid out once more than it is painted.

use crate::ui::rows::{Open, Rows};
use std::ops::Range;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

/// Rows in the page before the list's height is known.
const AT_FIRST: usize = 12;

/// Above the first and below the last row, as in `styles/widget/list.css`.
const PADDING: i32 = 8;

/// Gives an element a height. (A `style` attribute would be blocked by a strict policy.)
fn set_height(element: &NodeRef, height: i32) {
    if let Some(element) = element.cast::<HtmlElement>() {
        let _ = element.style().set_property("height", &(height.to_string() + "px"));
    }
}

/// Which rows are in the page, and the elements that this hangs on.
pub(crate) struct ListWindow {
    pub(crate) list: NodeRef,
    pub(crate) above: NodeRef,
    pub(crate) below: NodeRef,
    pub(crate) rows: Rows,
    range: Range<usize>,
    /// How far the list is scrolled and how much of it is seen, in CSS pixels.
    seen: Option<(i32, i32)>,
    /// How much higher the open row is than closed.
    more: i32,
    /// The open row whose size is watched.
    watched: Option<HtmlElement>,
    resize: Option<(ResizeObserver, Closure<dyn Fn()>)>,
}

impl Default for ListWindow {
    fn default() -> Self {
        Self {
            list: NodeRef::default(),
            above: NodeRef::default(),
            below: NodeRef::default(),
            rows: Rows::of(&[], &[]),
            range: 0..AT_FIRST,
            seen: None,
            more: 0,
            watched: None,
            resize: None,
        }
    }
}

impl ListWindow {
    fn element(&self) -> Option<HtmlElement> {
        self.list.cast()
    }

    /// Whether it is known how much of the list is seen.
    pub(crate) fn is_measured(&self) -> bool {
        self.seen.is_some()
    }

    /// The rows that are in the page and exist.
    pub(crate) fn shown(&self) -> Range<usize> {
        self.range.start.min(self.rows.len())..self.range.end.min(self.rows.len())
    }

    /// The open row with its height.
    pub(crate) fn open(&self, row: usize) -> Open {
        Some((row, self.more))
    }

    /// Finds which rows are near what is seen, and whether that is news.
    fn look(&mut self, open: Open) -> bool {
        let Some((top, height)) = self.seen else { return false };
        let range = self.rows.near(top, height, open);
        let news = range != self.range;
        self.range = range;
        news
    }

    /// The list was scrolled; whether other rows are needed.
    pub(crate) fn scrolled(&mut self, open: Open) -> bool {
        if let (Some(list), Some((top, _))) = (self.element(), &mut self.seen) {
            *top = list.scroll_top();
        }
        self.look(open)
    }

    /// The list or the open row got another size. Called when the page is laid out.
    pub(crate) fn measured(&mut self, open: Open) {
        self.seen = self.element().map(|list| (list.scroll_top(), list.client_height()));
        if let (Some(card), Some((row, _))) = (&self.watched, open) {
            self.more = card.offset_height() - self.rows.closed_height(row);
        }
        self.look(open.map(|(row, _)| (row, self.more)));
    }

    fn scroll_to(&mut self, top: i32) {
        if let Some(list) = self.element() {
            list.set_scroll_top(top);
            if let Some((seen, _)) = &mut self.seen {
                *seen = list.scroll_top();
            }
        }
    }

    /// Back to the first row.
    pub(crate) fn rewind(&mut self) {
        self.scroll_to(0);
    }

    /// Brings a row into sight; whether other rows are needed then.
    pub(crate) fn follow(&mut self, row: usize, open: Open) -> bool {
        let Some((seen, height)) = self.seen else { return false };
        let (top, end) = (self.rows.start(row, open), self.rows.start(row + 1, open));
        let bottom = end + 2 * PADDING;
        if top < seen || bottom - top > height {
            self.scroll_to(top);
        } else if bottom > seen + height {
            self.scroll_to(bottom - height);
        }
        self.look(open)
    }

    /// After rendering: gives the list its height and watches the open row; whether other rows are needed.
    pub(crate) fn rendered(&mut self, open: Open) -> bool {
        let shown = self.shown();
        set_height(&self.above, self.rows.start(shown.start, open));
        set_height(&self.below, self.rows.start(self.rows.len(), open) - self.rows.start(shown.end, open));
        let card = self.element().and_then(|list| list.query_selector(".row-open").ok().flatten());
        let card = card.and_then(|card| card.dyn_into::<HtmlElement>().ok());
        if card != self.watched
            && let Some((observer, _)) = &self.resize
        {
            if let Some(old) = &self.watched {
                observer.unobserve(old);
            }
            if let Some(new) = &card {
                observer.observe(new);
            }
            self.watched = card;
        }
        self.look(open)
    }

    /// Has `changed` called, when the page is laid out, at first and whenever the list or the open row gets another size.
    /// With the next frame: what is rendered within an observer's call may change sizes that it has told, and the
    /// browser would tell the host page of an error.
    pub(crate) fn observe(&mut self, changed: Callback<()>) {
        let changed = Closure::<dyn Fn()>::new(move || {
            let changed = changed.clone();
            let told = Closure::once_into_js(move || changed.emit(()));
            if let Some(window) = web_sys::window() {
                // It fails for what is no function only.
                let _ = window.request_animation_frame(told.unchecked_ref());
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(list)) = (observer, self.element()) {
            observer.observe(&list);
            self.resize = Some((observer, changed));
        }
    }

    /// Gives the focus to the card of a row, if it is in the page; whether it is.
    #[inline(never)]
    pub(crate) fn focus(&self, row: usize) -> bool {
        let shown = self.shown();
        if !shown.contains(&row) {
            return false;
        }
        let rows = self.element().and_then(|list| list.query_selector_all(".row").ok());
        let number = u32::try_from(row - shown.start).ok();
        let row = number.zip(rows).and_then(|(number, rows)| rows.item(number)?.dyn_into::<Element>().ok());
        let card = row.and_then(|row| row.query_selector(".card-main").ok().flatten());
        if let Some(card) = card {
            let _ = card.unchecked_ref::<HtmlElement>().focus();
        }
        true
    }

    /// The row that has the focus.
    pub(crate) fn focused(&self) -> Option<usize> {
        self.row_of(&self.element()?.query_selector(".row:focus-within").ok()??)
    }

    /// Whether nothing of the panel has the focus.
    pub(crate) fn is_unfocused(&self) -> bool {
        let panel = self.element().and_then(|list| list.closest(".root").ok()?);
        panel.is_some_and(|panel| panel.matches(":focus-within") == Ok(false))
    }

    /// The row that a card stands in.
    pub(crate) fn row_of(&self, card: &Element) -> Option<usize> {
        let rows = self.element()?.query_selector_all(".row").ok()?;
        let here = card.closest(".row").ok().flatten();
        let same = |at: &u32| rows.item(*at).is_some_and(|row| row.is_same_node(here.as_deref()));
        (0..rows.length()).find(same).map(|number| self.shown().start + number as usize)
    }
}

impl Drop for ListWindow {
    fn drop(&mut self) {
        if let Some((observer, _)) = &self.resize {
            observer.disconnect();
        }
    }
}
