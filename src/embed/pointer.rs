//! The pointer in the article. The mouse: resting tints, a click takes a sentence, a drag
//! several. A finger: a tap takes a sentence, pressing long and then moving several.
//!
//! The browser's own selection is never touched, and links keep their clicks.

use crate::dom::article_reader::ReadArticle;
use crate::dom::hit_test::place_at;
use crate::embed::session::Session;
use crate::model::action::Action;
use crate::model::offsets::ByteOffset;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent};

/// How long the pointer rests before its sentence is tinted.
const REST: u32 = 120;

/// How long a finger rests until it takes sentences instead of scrolling: sooner than the
/// system begins to select.
const HOLD: u32 = 350;

/// CSS pixels by which a resting finger may stray.
const STRAY: f64 = 10.0;

/// What a click must not take over, besides what is editable.
const INTERACTIVE: &str = "a[href], button, input, select, textarea, summary, label, audio, video, iframe, [contenteditable]:not([contenteditable=false]), [role=button], [role=link]";

/// Listeners on one article; gone when dropped.
pub(super) struct Pointer {
    _listeners: Vec<EventListener>,
}

struct Hand {
    article: Element,
    read: Rc<ReadArticle>,
    session: Weak<Session>,
    /// Where the main button went down.
    pressed: Cell<Option<ByteOffset>>,
    /// A drag over more than one sentence is under way.
    dragging: Cell<bool>,
    /// Where a finger went down; and whether it has rested long enough.
    touched: Cell<Option<(f64, f64)>>,
    held: Cell<bool>,
    /// A drag has just ended: the click that follows is part of it. (WebKit has
    /// emptied the selection by then, so that cannot tell.)
    dragged: Cell<bool>,
    rest: RefCell<Option<Timeout>>,
}

impl Pointer {
    pub(super) fn listen(article: &Element, read: &Rc<ReadArticle>, session: Weak<Session>) -> Self {
        let hand = Rc::new(Hand {
            article: article.clone(),
            read: Rc::clone(read),
            session,
            pressed: Cell::new(None),
            dragging: Cell::new(false),
            touched: Cell::new(None),
            held: Cell::new(false),
            dragged: Cell::new(false),
            rest: RefCell::new(None),
        });
        let on = |name: &'static str, handle: fn(&Rc<Hand>, &Event)| {
            let hand = Rc::clone(&hand);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(article, name, options, move |event| handle(&hand, event))
        };
        let article_page = article.owner_document();
        let mut listeners = vec![
            on("pointerdown", Hand::down),
            on("pointermove", Hand::moved),
            on("pointerup", Hand::up),
            on("pointercancel", |hand, _| hand.let_go()),
            on("pointerleave", |hand, _| hand.left()),
            on("click", Hand::click),
            // A finger that takes sentences neither scrolls nor selects.
            on("touchmove", |hand, event| hand.keep_from(event, hand.held.get())),
            on("selectstart", |hand, event| hand.keep_from(event, hand.touched.get().is_some())),
            on("contextmenu", |hand, event| hand.keep_from(event, hand.touched.get().is_some())),
        ];
        let article = article.clone();
        let weak = hand.session.clone();
        let outside = move |event: &Event| {
            let Some(session) = weak.upgrade() else { return };
            // Keys and programs click too: only the pointer means a place.
            let place = event.dyn_ref::<MouseEvent>().filter(|event| event.detail() > 0);
            if place.is_some() && session.state.borrow().view().picker && !inside(event, &session.host) {
                let taken = inside(event, &article) && hand.place_of(event).is_some();
                if !taken {
                    session.act(Action::ClosePicker);
                }
            }
        };
        if let Some(page) = article_page {
            listeners.push(EventListener::new(&page, "click", outside));
        }
        Self { _listeners: listeners }
    }
}

impl Hand {
    fn place(&self, event: &MouseEvent) -> Option<ByteOffset> {
        place_at(&self.article, &self.read.map, f64::from(event.client_x()), f64::from(event.client_y()))
    }

    fn place_of(&self, event: &Event) -> Option<ByteOffset> {
        self.place(event.dyn_ref::<MouseEvent>()?)
    }

    fn down(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        self.let_go();
        self.dragged.take();
        if event.button() != 0 || !event.is_primary() || is_interactive(event) {
            return;
        }
        let place = self.place(event);
        if event.pointer_type() == "mouse" {
            self.pressed.set(place);
        } else if let Some(place) = place {
            self.touched.set(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
            let hand = Rc::downgrade(self);
            let held = Timeout::new(HOLD, move || {
                if let Some(hand) = hand.upgrade() {
                    hand.held.set(true);
                    hand.pressed.set(Some(place));
                    hand.show_drag(place, Some(place));
                }
            });
            self.rest.replace(Some(held));
        }
    }

    fn keep_from(&self, event: &Event, kept: bool) {
        if kept {
            event.prevent_default();
        }
    }

    /// A finger moved: far, before it rested, it scrolls.
    fn finger_moved(&self, event: &PointerEvent) {
        if self.held.get() {
            if let Some(from) = self.pressed.get() {
                self.show_drag(from, self.place(event));
            }
        } else if let Some((x, y)) = self.touched.get() {
            let (dx, dy) = (f64::from(event.client_x()) - x, f64::from(event.client_y()) - y);
            if dx * dx + dy * dy > STRAY * STRAY {
                self.let_go();
            }
        }
    }

    fn moved(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        if self.session.upgrade().is_some_and(|session| session.is_gripping()) {
            return;
        }
        if event.pointer_type() != "mouse" {
            return self.finger_moved(event);
        }
        if event.buttons() & 1 == 1
            && let Some(from) = self.pressed.get()
        {
            self.hover(None);
            self.rest.take();
            self.show_drag(from, self.place(event));
            return;
        }
        self.let_go();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let hand = Rc::downgrade(self);
        let timer = Timeout::new(REST, move || {
            if let Some(hand) = hand.upgrade() {
                hand.hover(place_at(&hand.article, &hand.read.map, x, y));
            }
        });
        self.rest.replace(Some(timer));
    }

    /// Snapping is painted only: the sentences under the drag.
    fn show_drag(&self, from: ByteOffset, to: Option<ByteOffset>) {
        let (Some(session), Some(to)) = (self.session.upgrade(), to) else { return };
        let span = {
            let state = session.state.borrow();
            let sentences = state.sentences();
            let (first, last) = (sentences.at(from.min(to)), sentences.at(from.max(to)));
            if first == last && !self.held.get() {
                None
            } else {
                let sentence = |number: Option<usize>| sentences.get(number?).map(|sentence| sentence.span);
                sentence(first).zip(sentence(last)).map(|(first, last)| first.join(last))
            }
        };
        self.dragging.set(span.is_some());
        session.emphasise(|styles| &styles.pending, span);
    }

    fn let_go(&self) {
        if self.touched.take().is_some() {
            self.rest.take();
        }
        self.held.take();
        self.pressed.take();
        self.dragging.take();
        if let Some(session) = self.session.upgrade() {
            session.emphasise(|styles| &styles.pending, None);
        }
    }

    fn up(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        if !self.dragging.get() {
            if self.touched.get().is_some() {
                self.let_go();
            }
            return;
        }
        let from = self.pressed.get();
        let to = self.place(event).or(from.filter(|_| self.held.get()));
        self.let_go();
        self.dragged.set(true);
        if let (Some(from), Some(to), Some(session)) = (from, to, self.session.upgrade()) {
            session.act(Action::Drag(from, to));
        }
    }

    fn left(&self) {
        self.rest.take();
        self.hover(None);
    }

    fn hover(&self, place: Option<ByteOffset>) {
        let Some(session) = self.session.upgrade() else { return };
        let span = place.and_then(|place| {
            let state = session.state.borrow();
            let number = state.sentences().at(place)?;
            let sentence = state.sentences().get(number)?.span;
            // The cursor's sentence is painted already.
            let has_cursor = state.cursor().is_some_and(|cursor| cursor.range().contains(&number));
            (sentence.holds(place) && !has_cursor).then_some(sentence)
        });
        session.emphasise(|styles| &styles.hover, span);
    }

    /// A click on bare text; the second click of a double-click selects a word, no more.
    fn click(self: &Rc<Self>, event: &Event) {
        let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
        let Some(session) = self.session.upgrade() else { return };
        if self.dragged.take()
            || event.button() != 0
            || event.detail() > 1
            || event.default_prevented()
            || is_interactive(event)
        {
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() || selects_text() {
            return;
        }
        if let Some(place) = self.place(event) {
            session.act(Action::PointAt(place));
        }
    }
}

/// Whether an event happened inside `element`, its shadow root included.
fn inside(event: &Event, element: &web_sys::Node) -> bool {
    event.composed_path().includes(element, 0)
}

/// Whether something of the page wants this click for itself.
fn is_interactive(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest(INTERACTIVE).ok().flatten()).is_some()
}

/// The reader is selecting text, for copying perhaps.
fn selects_text() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}
