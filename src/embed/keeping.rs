//! Every change goes to the storage and to the other tabs at once.

use crate::dom::records::ChangeSet;
use crate::dom::slices::Slices;
use crate::dom::store::{Persistence, Reason, Store};
use crate::embed::document::stored_annotation;
use crate::embed::session::Session;
use crate::model::action::{Action, Keeping};
use crate::model::effect::Save;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// A write that takes longer is told as not kept, until it is. In milliseconds.
const WRITING_PATIENCE_MS: u32 = 5000;

/// So many records are handed to the storage in the task that changed them; more get a task of their
/// own.
const PUT_AT_ONCE: usize = 200;

/// So many writes may be under way. More wait and go together with the next, since WebKit takes
/// seconds to get through thousands of small ones; fewer would let a page that is left lose what waits.
const UNDER_WAY: usize = 16;

/// Writes to one document's storage, in order.
pub(super) struct Writer {
    store: Rc<Store>,
    waiting: RefCell<ChangeSet>,
    /// How many writes are under way.
    writing: Cell<usize>,
}

impl Writer {
    pub(super) fn new(store: Rc<Store>) -> Rc<Self> {
        Rc::new(Self { store, waiting: RefCell::default(), writing: Cell::new(0) })
    }

    /// Whether something is not stored yet.
    pub(super) fn is_writing(&self) -> bool {
        self.writing.get() > 0
    }

    /// What waits is not written any more.
    pub(super) fn stop(&self) {
        self.waiting.take();
    }

    fn write(self: Rc<Self>, session: Rc<Session>, change: ChangeSet) {
        self.waiting.borrow_mut().append(change);
        if self.writing.get() >= UNDER_WAY {
            return;
        }
        self.writing.update(|writing| writing + 1);
        spawn_local(async move {
            if self.waiting.borrow().put.len() > PUT_AT_ONCE {
                Slices::default().rest().await;
            }
            loop {
                let change = self.waiting.take();
                if change.is_empty() {
                    break;
                }
                let slow = {
                    let session = Rc::clone(&session);
                    Timeout::new(WRITING_PATIENCE_MS, move || {
                        tell_keeping(&session, &Persistence::NotKept(Reason::NoAnswer));
                    })
                };
                let outcome = self.store.commit(change).await;
                drop(slow);
                tell_keeping(&session, &outcome);
            }
            self.writing.update(|writing| writing - 1);
        });
    }
}

/// Writes a change to the storage and tells the other tabs.
pub(super) fn keep(session: &Rc<Session>, save: &Save) {
    let Some(writer) = session.writer.borrow().clone() else { return };
    let change = {
        let state = session.state.borrow();
        let mut meta = session.meta.borrow_mut();
        // The document's record comes with the first change: a text that is only read takes no room.
        let text = std::mem::take(&mut meta.text_unsaved) || save.text;
        ChangeSet {
            put: save.put.iter().map(|annotation| stored_annotation(annotation, &state)).collect(),
            delete: save.delete.iter().map(ToString::to_string).collect(),
            document: (save.people || text).then(|| meta.record(&state, text)),
        }
    };
    if let Some(tabs) = &*session.tabs.borrow() {
        tabs.post(&change);
    }
    writer.write(Rc::clone(session), change);
}

/// Writes everything that there is of the document.
pub(super) fn keep_all(session: &Rc<Session>) {
    let put = session.state.borrow().annotations().iter().cloned().collect();
    keep(session, &Save { put, delete: Vec::new(), people: true, text: true });
}

/// Has the browser ask before the page is left with work that is nowhere else; ends when dropped.
pub(super) fn watch_leaving(session: &Weak<Session>) -> Option<EventListener> {
    let session = session.clone();
    let options = EventListenerOptions::enable_prevent_default();
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, "beforeunload", options, move |event| {
        let Some(session) = session.upgrade() else { return };
        let state = session.state.borrow();
        let view = state.view();
        if view.unexported && matches!(view.keeping, Keeping::Blocked | Keeping::Full | Keeping::Unwanted) {
            event.prevent_default();
            // What Chromium before 119 asks for. Setting a property of an event cannot fail.
            let _ = js_sys::Reflect::set(event, &"returnValue".into(), &true.into());
        }
    }))
}

/// Shows whether the work is kept, if that changed.
pub(super) fn tell_keeping(session: &Rc<Session>, outcome: &Persistence) {
    let keeping = match outcome {
        _ if session.shared.get() => Keeping::Unwanted,
        Persistence::Kept => Keeping::Kept,
        Persistence::NotKept(Reason::Full) => Keeping::Full,
        Persistence::NotKept(_) => Keeping::Blocked,
    };
    if session.state.borrow().view().keeping != keeping {
        session.act(Action::Keeping(keeping));
    }
}
