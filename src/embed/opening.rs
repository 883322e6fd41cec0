//! Opening a document: the article is found, read and put to work, and what the storage has is restored.

use crate::dom::slices::Slices;
use crate::dom::store::{Persistence, Reason, Store};
use crate::embed::attaching::attach;
use crate::embed::keeping::Writer;
use crate::embed::loading::Hold;
use crate::embed::locating::{describe, find_article, wait_for};
use crate::embed::reading::read_calmly;
use crate::embed::restoring::{known, place, restore};
use crate::embed::searching::{Pace, snapshot};
use crate::embed::session::Session;
use crate::embed::{configuring, elsewhere, events, keeping, rereading, speaking};
use crate::model::action::{Action, Source};
use crate::model::article::ArticleText;
use crate::model::effect::Event;
use crate::model::state::State;
use crate::ui::words;
use crate::wire::native::TextHash;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::console;

/// So long the reader waits for a storage that does not answer, in milliseconds. What it
/// has is added when it answers after all.
const STORAGE_PATIENCE_MS: u32 = 3000;

/// So long the first article may be late before the reader is told that it is not there, in milliseconds.
const ARTICLE_PATIENCE_MS: u32 = 10_000;

/// When the snapshot is made, in milliseconds after all is ready.
const SNAPSHOT_AFTER_MS: u32 = 1000;

/// So many bytes likewise.
const HASHED_AT_ONCE: usize = 65_536;

/// Opens the article that the attributes name. Ends when the labels are in place,
/// or when the panel says why there is nothing to label.
pub(super) async fn open(session: &Rc<Session>) {
    let opening = session.opening.get() + 1;
    session.opening.set(opening);
    session.article.take();
    session.tabs.take();
    session.returning.take();
    let hold = Rc::new(Hold::new(session));
    apply_panel_attribute(session);
    let configured = configuring::configured(session).await;
    if session.opening.get() != opening {
        return;
    }
    let (given, trouble) = match configured {
        Ok((configuration, given)) => {
            configuring::configure(session, configuration);
            (given, None)
        }
        Err(trouble) => (None, Some(trouble)),
    };
    let language = session.configuration.borrow().ui_language.clone().unwrap_or_default();
    speaking::settle(session, Some(&language), speaking::PATIENCE_MS).await;
    if session.opening.get() != opening {
        return;
    }
    if let Some(trouble) = trouble {
        let message = trouble.told(session.language.get());
        return fail(session, &hold, "configuration", &message);
    }
    let read_only = session.configuration.borrow().read_only;
    let mut slices = Slices::default();
    let (root, article, sentences) = loop {
        let root = match find_article(session) {
            Ok(root) => root,
            Err(message) => {
                let body = session.host.owner_document().and_then(|page| page.body());
                if let Some(body) = body {
                    wait_for(session, &body, open_later);
                }
                // What was open before must not stand there for that long.
                if session.restored.borrow().is_some() {
                    return fail(session, &hold, "article-not-found", &message);
                }
                let late = Rc::clone(session);
                let say = move || {
                    if late.opening.get() == opening {
                        console::warn_1(&["reading-annotator: ", &message].concat().into());
                        tell(&late, "article-not-found", &message);
                    }
                };
                Timeout::new(ARTICLE_PATIENCE_MS, say).forget();
                session.show();
                return hold.end();
            }
        };
        let (article, sentences) = read_calmly(session, &root, &mut slices).await;
        if session.opening.get() != opening {
            return;
        }
        // The page may have put another in its place meanwhile.
        if root.is_connected() {
            break (root, article, sentences);
        }
    };
    if article.text.is_empty() {
        wait_for(session, &root, open_later);
        return fail(session, &hold, "article-empty", session.say(words::NO_TEXT));
    }
    session.waiting.take();
    session.shell.set_fatal(None);
    let document = describe(session, &root);
    if session.restored.borrow().as_ref() == Some(&document) && !read_only {
        let labels_stay = session.labels.borrow().as_ref() == session.state.borrow().labels().as_ref();
        if labels_stay && is_open_text(session, &article.text) {
            session.state.borrow_mut().keep_to_sentences(session.configuration.borrow().whole_sentences);
            attach(session, root, article);
            return come_back(session, &hold, &document).await;
        }
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
        let shown = configuring::show_given(session, given).await;
        if session.opening.get() != opening {
            return;
        }
        return match shown {
            Ok(()) => begin(session, &hold),
            Err(message) => fail(session, &hold, "configuration", &message),
        };
    }
    let store = Rc::new(Store::new(&document));
    let went_on = Rc::new(Cell::new(false));
    let patience = {
        let (session, went_on, hold) = (Rc::clone(session), Rc::clone(&went_on), Rc::clone(&hold));
        Timeout::new(STORAGE_PATIENCE_MS, move || {
            if session.opening.get() == opening {
                went_on.set(true);
                go_on(&session, &hold, &Persistence::NotKept(Reason::NoAnswer));
            }
        })
    };
    let (stored, persistence) = store.load().await;
    if session.opening.get() != opening {
        return;
    }
    let known = known(&stored).await;
    if session.opening.get() != opening {
        return;
    }
    drop(patience);
    // The reader may have begun without the storage: again what is done waits for what it has.
    let _late = went_on.get().then(|| Hold::new(session));
    let mut slices = Slices::default();
    let found = place(session, stored, known, &mut Pace::Sliced(session, &mut slices)).await;
    // What was found is shown in a task of its own, if the last one was long.
    slices.rest_if_due().await;
    if session.opening.get() != opening {
        return;
    }
    // What could not be read must not be written over.
    if persistence == Persistence::Kept && !session.shared.get() {
        session.writer.replace(Some(Writer::new(Rc::clone(&store))));
    }
    session.tabs.replace(Some(elsewhere::listen(session, &document)));
    session.returning.replace(elsewhere::watch_return(session, &store));
    restore(session, found);
    if went_on.get() {
        keeping::keep_all(session);
        keeping::tell_keeping(session, &persistence);
    } else {
        go_on(session, &hold, &persistence);
    }
    session.restored.replace(Some(document));
}

/// Whether `text` is the very text that the state is about.
pub(super) fn is_open_text(session: &Session, text: &ArticleText) -> bool {
    let state = session.state.borrow();
    let open = state.article();
    open.as_str() == text.as_str() && open.blocks() == text.blocks()
}

/// The element was out of the page, which has the same text as before: the work is as it was
/// left, with all that can be undone. What other pages did meanwhile is taken over.
async fn come_back(session: &Rc<Session>, hold: &Rc<Hold>, document: &str) {
    let opening = session.opening.get();
    // The browser closed them as they left the page.
    session.shell.keep_focus.set(true);
    session.send(Action::ClosePicker, Source::Api);
    session.send(Action::Show(None), Source::Api);
    session.shell.keep_focus.set(false);
    let store = Rc::new(Store::new(document));
    session.tabs.replace(Some(elsewhere::listen(session, document)));
    session.returning.replace(elsewhere::watch_return(session, &store));
    let went_on = Rc::new(Cell::new(false));
    let patience = {
        let (session, went_on, hold) = (Rc::clone(session), Rc::clone(&went_on), Rc::clone(hold));
        Timeout::new(STORAGE_PATIENCE_MS, move || {
            if session.opening.get() == opening {
                went_on.set(true);
                begin(&session, &hold);
            }
        })
    };
    let stored = elsewhere::since(session, &store).await;
    if session.opening.get() != opening || went_on.get() {
        return;
    }
    drop(patience);
    if let Some(stored) = stored {
        elsewhere::follow(session, stored).await;
    }
    if session.opening.get() == opening {
        begin(session, hold);
    }
}

/// The reader can begin: with what was stored, or without it if the storage is silent.
fn go_on(session: &Rc<Session>, hold: &Hold, persistence: &Persistence) {
    apply_annotator_attribute(session);
    keeping::tell_keeping(session, persistence);
    begin(session, hold);
}

/// All is there.
fn begin(session: &Rc<Session>, hold: &Hold) {
    session.show();
    hold.end();
    events::ready(session);
    prepare_snapshot(session);
}

/// The snapshot is due with the first change, the text's hash with that and every export: they
/// are made while the reader begins to read.
fn prepare_snapshot(session: &Rc<Session>) {
    let weak = Rc::downgrade(session);
    Timeout::new(SNAPSHOT_AFTER_MS, move || {
        let Some(session) = weak.upgrade() else { return };
        let has_snapshot = session.meta.borrow().has_snapshot();
        let (article, sentences) = {
            let state = session.state.borrow();
            (Rc::clone(state.article()), Rc::clone(state.sentences()))
        };
        spawn_local(async move {
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
        });
    })
    .forget();
}

fn fail(session: &Rc<Session>, hold: &Hold, code: &'static str, message: &str) {
    hold.end();
    tell(session, code, message);
}

fn tell(session: &Rc<Session>, code: &'static str, message: &str) {
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
    let closed = session.host.get_attribute("panel").as_deref() == Some("closed");
    if session.state.borrow().view().collapsed != closed {
        session.send(Action::TogglePanel, Source::Api);
    }
}

fn open_later(session: &Rc<Session>) {
    let session = Rc::clone(session);
    spawn_local(async move { open(&session).await });
}

/// The element is back in the page: reads the article anew and goes on.
pub(super) fn resume(session: &Rc<Session>) {
    if session.article.borrow().is_none() {
        open_later(session);
    }
}

/// An attribute of the element changed.
pub(super) fn attribute_changed(session: &Rc<Session>, name: &str) {
    match name {
        "for" | "document-id" | "config" => {
            session.suspend();
            resume(session);
        }
        "annotator" => apply_annotator_attribute(session),
        "panel" => apply_panel_attribute(session),
        "theme" => rereading::repaint_anew(session),
        "lang" | "ui-language" => speaking::change(session),
        _ => session.show(),
    }
}
