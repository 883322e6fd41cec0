//! What other pages do with the same document: tabs that are open tell it; a page that comes back
//! out of the browser's back/forward cache was frozen meanwhile, and reads the storage again.

use crate::dom::records::{ChangeSet, Stored};
use crate::dom::store::{Persistence, Store};
use crate::dom::tabs::{Message, Tabs};
use crate::embed::loading::Hold;
use crate::embed::searching::{Pace, at_once};
use crate::embed::session::Session;
use crate::embed::{later, opening, placing};
use crate::model::action::{Action, Source};
use crate::wire::record::read_document_record;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::PageTransitionEvent;

/// Listens to what other tabs do with the same document. What is told while the text is not settled, or the later part
/// of the wasm not there, waits: nothing of it is read before, since what then breaks off would lose it.
pub(super) fn listen(session: &Rc<Session>, document: &str) -> Tabs {
    let weak = Rc::downgrade(session);
    Tabs::open(document, move |message: Message| {
        let Some(session) = weak.upgrade() else { return };
        if later::is_all_there(&session) && !session.loading.under_way() {
            return take_over(&session, message.read(), false);
        }
        // What is being placed in the text must not be overtaken.
        spawn_local(async move {
            let opening = session.opening.get();
            // The promise is never rejected.
            let _ = JsFuture::from(session.loading.ended()).await;
            if session.opening.get() == opening {
                take_over(&session, message.read(), false);
            }
        });
    })
}

/// Does here what was done elsewhere; `complete` if the change is everything there is.
#[inline(never)]
fn take_over(session: &Rc<Session>, change: ChangeSet, complete: bool) {
    let mut record = change.document.as_ref().and_then(|record| read_document_record(&record.json).ok());
    if let (Some(record), Some(reader)) = (&mut record, session.state.borrow().reader()) {
        record.claim(reader);
    }
    let put: Vec<String> = change.put.iter().map(|record| record.json.clone()).collect();
    let fingerprint = change.document.as_ref().map_or("", |record| &record.fingerprint);
    // At once, so that a later message does not overtake it.
    let mut pace = Pace::AtOnce;
    let work = placing::foreign(session, &put, change.delete, record.as_ref(), fingerprint, &mut pace);
    if let Some((mut foreign, _)) = at_once(work) {
        foreign.complete = complete;
        session.send(Action::Adopt(foreign), Source::Tab);
    }
}

/// Reads the document's storage again whenever the page comes back.
pub(super) fn watch_return(session: &Rc<Session>, store: &Rc<Store>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let (session, store) = (Rc::downgrade(session), Rc::clone(store));
    Some(EventListener::new(&window, "pageshow", move |event| {
        let frozen = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
        if let Some(session) = session.upgrade().filter(|_| frozen) {
            let store = Rc::clone(&store);
            later::when_all_there(&session, move |session| {
                let session = Rc::clone(session);
                spawn_local(async move { catch_up(&session, &store).await });
            });
        }
    }))
}

async fn catch_up(session: &Rc<Session>, store: &Store) {
    let opening = session.opening.get();
    let _hold = Hold::after_others(session).await;
    let stored = since(session, store).await;
    if let Some(stored) = stored.filter(|_| session.opening.get() == opening) {
        follow(session, stored).await;
    }
}

/// All that is stored, if it is as new as the state, or newer: not where something is still to be
/// written, or could not be.
pub(super) async fn since(session: &Session, store: &Store) -> Option<Stored> {
    if session.writer.borrow().is_none() || !session.is_stored() {
        return None;
    }
    let (loaded, persistence) = store.load().await;
    (persistence == Persistence::Kept).then(|| loaded.read())
}

/// What is not stored any more was removed elsewhere; with the document itself all was deleted,
/// or nothing was ever done.
pub(super) async fn follow(session: &Rc<Session>, stored: Stored) {
    if stored.document.is_some() {
        let change = ChangeSet { put: stored.annotations, delete: Vec::new(), document: stored.document };
        return take_over(session, change, true);
    }
    session.restored.take();
    Box::pin(opening::open(session)).await;
}
