//! While the storage is being read, what the reader and the host page do waits:
//! what was stored must be there first.

use crate::embed::session::Session;
use crate::model::action::Action;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Whether a document is being loaded, and what waits for it.
#[derive(Default)]
pub(super) struct Loading {
    under_way: Cell<bool>,
    actions: RefCell<Vec<Action>>,
    callers: RefCell<Vec<Function>>,
}

impl Loading {
    /// From now on the reader's actions wait.
    pub(super) fn begin(&self) {
        self.under_way.set(true);
    }

    /// The action, if it need not wait.
    pub(super) fn pass(&self, action: Action) -> Option<Action> {
        let waits = self.under_way.get()
            && !matches!(action, Action::Keeping(_) | Action::Report(_) | Action::Show(_) | Action::TogglePanel);
        if waits {
            self.actions.borrow_mut().push(action);
            return None;
        }
        Some(action)
    }

    /// Settles when nothing is being loaded.
    pub(super) fn ended(&self) -> Promise {
        Promise::new(&mut |resolve, _| {
            if self.under_way.get() {
                self.callers.borrow_mut().push(resolve);
            } else {
                // Resolving a promise cannot fail.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        })
    }
}

/// The document is there: what waited is done now, in its order.
pub(super) fn end(session: &Rc<Session>) {
    session.loading.under_way.set(false);
    for action in session.loading.actions.take() {
        session.act(action);
    }
    for caller in session.loading.callers.take() {
        let _ = caller.call0(&JsValue::UNDEFINED);
    }
}
