//! A page that comes back out of the browser's back/forward cache: it was frozen while other tabs
//! may have changed the document.

use crate::dom::store::{Persistence, Store};
use crate::embed::importing;
use crate::embed::loading::Hold;
use crate::embed::searching::Pace;
use crate::embed::session::Session;
use crate::model::action::{Action, Source};
use crate::wire::record::read_document_record;
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::PageTransitionEvent;

/// Reads the document's storage again whenever the page comes back.
pub(super) fn listen(session: &Rc<Session>, store: &Rc<Store>) -> Option<EventListener> {
    let window = web_sys::window()?;
    let (session, store) = (Rc::downgrade(session), Rc::clone(store));
    Some(EventListener::new(&window, "pageshow", move |event| {
        let frozen = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
        if let Some(session) = session.upgrade().filter(|_| frozen) {
            let store = Rc::clone(&store);
            spawn_local(async move { catch_up(&session, &store).await });
        }
    }))
}

async fn catch_up(session: &Rc<Session>, store: &Store) {
    let opening = session.opening.get();
    let _hold = Hold::after_others(session).await;
    // What is still to be written is newer than what is stored.
    if session.writer.borrow().as_ref().is_none_or(|writer| writer.is_writing()) {
        return;
    }
    let (stored, persistence) = store.load().await;
    if session.opening.get() != opening || persistence != Persistence::Kept {
        return;
    }
    let Some(record) = stored.document else { return };
    let put: Vec<String> = stored.annotations.into_iter().map(|record| record.json).collect();
    let document = read_document_record(&record.json).ok();
    let pace = &mut Pace::AtOnce;
    let (mut foreign, _) =
        importing::foreign(session, &put, Vec::new(), document.as_ref(), &record.fingerprint, pace).await;
    // What is not stored any more was removed elsewhere.
    foreign.complete = true;
    session.send(Action::Adopt(foreign), Source::Tab);
}
