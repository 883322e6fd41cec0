//! Opening a document: the article is found, read and put to work, and what the storage has is restored.

use crate::dom::slices::Slices;
use crate::dom::store::{Persistence, Reason, Store};
use crate::embed::attaching::attach;
use crate::embed::keeping::Writer;
use crate::embed::loading::Hold;
use crate::embed::locating::{describe, find_article};
use crate::embed::otherwise::{coming_back, is_as_it_was, refusing, showing_alone, wait_for_article, wait_for_text};
use crate::embed::reading::read_calmly;
use crate::embed::restoring::{known, place, restore};
use crate::embed::searching::{Pace, snapshot};
use crate::embed::session::Session;
use crate::embed::{Apart, configuring, elsewhere, events, keeping, later, rereading, speaking};
use crate::model::action::{Action, Source};
use crate::model::article::ArticleText;
use crate::model::effect::Event;
use crate::model::state::State;
use crate::wire::native::TextHash;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// So long the reader waits for a storage that does not answer, in milliseconds. What it
/// has is added when it answers after all.
pub(super) const STORAGE_PATIENCE_MS: u32 = 3000;

/// When the snapshot is made, in milliseconds after all is ready.
const SNAPSHOT_AFTER_MS: u32 = 1000;

/// So many bytes likewise.
const HASHED_AT_ONCE: usize = 65_536;

/// Opens the article that the attributes name. Ends when the labels are in place,
/// or when the panel says why there is nothing to label.
pub(super) async fn open(session: &Rc<Session>) {
    if let Some(rest) = open_anew(session).await {
        rest.await;
    }
}

/// Opens it, or begins to: what is left to be done if it is not opened anew.
async fn open_anew(session: &Rc<Session>) -> Option<Apart<'_, ()>> {
    let opening = session.opening.get() + 1;
    session.opening.set(opening);
    session.article.take();
    session.tabs.take();
    session.returning.take();
    let hold = Rc::new(Hold::new(session));
    apply_panel_attribute(session);
    let configured = configuring::configured(session).await;
    if session.opening.get() != opening {
        return None;
    }
    let (configuration, given) = match configured {
        Ok(configured) => configured,
        Err(trouble) => {
            later::all_there().await;
            return Some(refusing(session, hold, trouble));
        }
    };
    configuring::configure(session, configuration);
    let language = session.configuration.borrow().ui_language.clone().unwrap_or_default();
    speaking::settle(session, Some(&language), speaking::PATIENCE_MS).await;
    if session.opening.get() != opening {
        return None;
    }
    let read_only = session.configuration.borrow().read_only;
    let mut slices = Slices::default();
    // Whether the later part is there, which can wait for an article that the host brings, or fills, later.
    let mut can_wait = false;
    let (root, article, sentences) = loop {
        let root = match find_article(session) {
            Ok(root) => root,
            Err(message) if can_wait => {
                wait_for_article(session, &hold, message);
                return None;
            }
            Err(_) => {
                later::all_there().await;
                if session.opening.get() != opening {
                    return None;
                }
                can_wait = true;
                continue;
            }
        };
        let (article, sentences) = read_calmly(session, &root, &mut slices).await;
        if session.opening.get() != opening {
            return None;
        }
        // The page may have put another in its place meanwhile.
        if !root.is_connected() {
            continue;
        }
        if !article.text.is_empty() {
            break (root, article, sentences);
        }
        if can_wait {
            wait_for_text(session, &hold, &root);
            return None;
        }
        later::all_there().await;
        if session.opening.get() != opening {
            return None;
        }
        can_wait = true;
    };
    session.waiting.take();
    session.shell.set_fatal(None);
    let document = describe(session, &root);
    let is_back = session.restored.borrow().as_ref() == Some(&document) && !read_only;
    if is_back || read_only {
        later::all_there().await;
    }
    if session.opening.get() != opening {
        return None;
    }
    if is_back && is_as_it_was(session, &article.text) {
        session.state.borrow_mut().keep_to_sentences(session.configuration.borrow().whole_sentences);
        attach(session, root, article);
        return Some(coming_back(session, hold, document));
    }
    session.restored.take();
    let reader = session.state.borrow().reader().cloned();
    let labels = Rc::clone(&session.labels.borrow());
    if let Some(reader) = reader {
        *session.state.borrow_mut() = State::new(Rc::clone(&article.text), Rc::clone(&sentences), labels, reader);
    }
    session.state.borrow_mut().keep_to_sentences(session.configuration.borrow().whole_sentences);
    apply_panel_attribute(session);
    session.meta.borrow_mut().note_text(&article.text, &sentences);
    attach(session, root, article);
    session.show();

    // What belongs to this document must not go to the one before.
    session.writer.take();
    if read_only {
        return Some(showing_alone(session, hold, given));
    }
    let store = Rc::new(Store::new(&document));
    // Before the storage is read: what is kept after that is told, and taken over when all is in place.
    session.tabs.replace(Some(elsewhere::listen(session, &document)));
    let went_on = Rc::new(Cell::new(false));
    let mut patience = {
        let (session, went_on, hold) = (Rc::clone(session), Rc::clone(&went_on), Rc::clone(&hold));
        Some(Timeout::new(STORAGE_PATIENCE_MS, move || {
            if session.opening.get() == opening {
                went_on.set(true);
                go_on(&session, &hold, &Persistence::NotKept(Reason::NoAnswer));
            }
        }))
    };
    let (loaded, persistence) = store.load().await;
    // A reader whom the page names is written down.
    if !loaded.is_nothing() || session.host.has_attribute("annotator") {
        // The storage has answered.
        patience.take();
        later::all_there().await;
    }
    if session.opening.get() != opening {
        return None;
    }
    let stored = loaded.read();
    let known = known(&stored).await;
    if session.opening.get() != opening {
        return None;
    }
    drop(patience);
    // The reader may have begun without the storage: again what is done waits for what it has.
    let _late = went_on.get().then(|| Hold::new(session));
    let mut slices = Slices::default();
    let found = place(session, stored, known, &mut Pace::Sliced(session, &mut slices)).await;
    // What was found is shown in a task of its own, if the last one was long.
    slices.rest_if_due().await;
    if session.opening.get() != opening {
        return None;
    }
    // What could not be read must not be written over.
    if persistence == Persistence::Kept && !session.shared.get() {
        session.writer.replace(Some(Writer::new(Rc::clone(&store))));
    }
    session.returning.replace(elsewhere::watch_return(session, &store));
    restore(session, found);
    if went_on.get() {
        keeping::keep_all(session);
        keeping::tell_keeping(session, &persistence);
    } else {
        go_on(session, &hold, &persistence);
    }
    session.restored.replace(Some(document));
    None
}

/// Whether `text` is the very text that the state is about.
pub(super) fn is_open_text(session: &Session, text: &ArticleText) -> bool {
    let state = session.state.borrow();
    let open = state.article();
    open.as_str() == text.as_str() && open.blocks() == text.blocks()
}

/// The reader can begin: with what was stored, or without it if the storage is silent.
fn go_on(session: &Rc<Session>, hold: &Hold, persistence: &Persistence) {
    apply_annotator_attribute(session);
    keeping::tell_keeping(session, persistence);
    begin(session, hold);
}

/// All is there.
pub(super) fn begin(session: &Rc<Session>, hold: &Hold) {
    session.show();
    hold.end();
    events::ready(session);
    prepare_snapshot(session);
}

/// The snapshot is due with the first change, the text's hash with that and every export: they are made while the
/// reader begins to read. Without all of the wasm nothing is changed.
fn prepare_snapshot(session: &Rc<Session>) {
    let weak = Rc::downgrade(session);
    Timeout::new(SNAPSHOT_AFTER_MS, move || {
        if let Some(session) = weak.upgrade() {
            later::when_come(&session, |session| spawn_local(make_snapshot(Rc::clone(session))));
        }
    })
    .forget();
}

#[inline(never)]
fn make_snapshot(session: Rc<Session>) -> Apart<'static, ()> {
    Box::pin(async move {
        let has_snapshot = session.meta.borrow().has_snapshot();
        let (article, sentences) = {
            let state = session.state.borrow();
            (Rc::clone(state.article()), Rc::clone(state.sentences()))
        };
        let mut slices = Slices::default();
        if !has_snapshot {
            let snapshot = snapshot(&article, &sentences, &mut Pace::Sliced(&session, &mut slices)).await;
            session.meta.borrow().note_snapshot(&article, &sentences, &snapshot);
        }
        let mut hash = TextHash::default();
        while !hash.step(article.as_str(), HASHED_AT_ONCE) {
            slices.rest_if_due().await;
        }
        session.meta.borrow().note_hash(&sentences, hash);
    })
}

#[inline(never)]
pub(super) fn fail(session: &Rc<Session>, hold: &Hold, code: &'static str, message: &str) {
    hold.end();
    tell(session, code, message);
}

pub(super) fn tell(session: &Rc<Session>, code: &'static str, message: &str) {
    session.shell.set_fatal(Some(message.into()));
    session.show();
    events::emit(session, &[&Event::Failed { code, message: message.into() }]);
}

fn apply_annotator_attribute(session: &Rc<Session>) {
    if let Some(name) = session.host.get_attribute("annotator")
        && session.state.borrow().reader().is_some_and(|reader| reader.name.as_deref() != Some(&name))
    {
        session.send(Action::SetName(name.into()), Source::Api);
    }
}

fn apply_panel_attribute(session: &Rc<Session>) {
    if !panel_agrees(session) {
        session.send(Action::TogglePanel, Source::Api);
    }
}

/// Whether the panel is as its attribute says.
fn panel_agrees(session: &Session) -> bool {
    let closed = session.host.get_attribute("panel").as_deref() == Some("closed");
    session.state.borrow().view().collapsed == closed
}

pub(super) fn open_later(session: &Rc<Session>) {
    let session = Rc::clone(session);
    spawn_local(async move { open(&session).await });
}

/// The element is back in the page: reads the article anew and goes on.
pub(super) fn resume(session: &Rc<Session>) {
    if session.article.borrow().is_none() {
        open_later(session);
    }
}

/// An attribute of the element changed. The widget itself writes whether the panel is closed.
pub(super) fn attribute_changed(session: &Rc<Session>, name: &str) {
    if name == "panel" && panel_agrees(session) {
        return;
    }
    let name = name.to_owned();
    later::when_all_there(session, move |session| other_attribute_changed(session, &name));
}

#[inline(never)]
fn other_attribute_changed(session: &Rc<Session>, name: &str) {
    match name {
        "for" | "document-id" | "config" => {
            session.suspend();
            resume(session);
        }
        "panel" => apply_panel_attribute(session),
        "annotator" => apply_annotator_attribute(session),
        "theme" => rereading::repaint_anew(session),
        "lang" | "ui-language" => speaking::change(session),
        _ => session.show(),
    }
}
