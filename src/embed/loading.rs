//! While the storage or a changed article is being read, what the reader and the host page do
//! waits: what was stored must be there first, and nothing is done to a text that is gone.

use crate::embed::session::Session;
use crate::model::action::Action;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How much is being loaded, and what waits for it.
#[derive(Default)]
pub(super) struct Loading {
    holds: Cell<u32>,
    actions: RefCell<Vec<Action>>,
    callers: RefCell<Vec<Function>>,
}

impl Loading {
    /// The action, if it need not wait.
    pub(super) fn pass(&self, action: Action) -> Option<Action> {
        let waits = self.under_way()
            && !matches!(action, Action::Keeping(_) | Action::Report(_) | Action::Show(_) | Action::TogglePanel);
        if waits {
            self.actions.borrow_mut().push(action);
            return None;
        }
        Some(action)
    }

    /// Whether something is being loaded.
    pub(super) fn under_way(&self) -> bool {
        self.holds.get() > 0
    }

    /// Settles when nothing is being loaded.
    pub(super) fn ended(&self) -> Promise {
        Promise::new(&mut |resolve, _| {
            if self.under_way() {
                self.callers.borrow_mut().push(resolve);
            } else {
                // Resolving a promise cannot fail.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        })
    }
}

/// Something is being loaded; until this ends, or is dropped, the reader's actions wait.
pub(super) struct Hold {
    session: Weak<Session>,
    ended: Cell<bool>,
}

impl Hold {
    /// Begins to hold.
    pub(super) fn new(session: &Rc<Session>) -> Self {
        session.loading.holds.update(|holds| holds + 1);
        Self { session: Rc::downgrade(session), ended: Cell::new(false) }
    }

    /// Begins to hold when nothing else does.
    pub(super) async fn after_others(session: &Rc<Session>) -> Self {
        while session.loading.under_way() {
            // The promise is never rejected.
            let _ = JsFuture::from(session.loading.ended()).await;
        }
        Self::new(session)
    }

    /// It is there: what waited for it is done now, in its order.
    pub(super) fn end(&self) {
        if self.ended.replace(true) {
            return;
        }
        let Some(session) = self.session.upgrade() else { return };
        let holds = session.loading.holds.get().saturating_sub(1);
        session.loading.holds.set(holds);
        if holds > 0 {
            return;
        }
        for action in session.loading.actions.take() {
            session.act(action);
        }
        for caller in session.loading.callers.take() {
            // Resolving a promise cannot fail.
            let _ = caller.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.end();
    }
}
