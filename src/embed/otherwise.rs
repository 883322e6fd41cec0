//! What becomes of an opening where there is no article yet, the configuration is wrong, the labels are only shown, or
//! the element was here before. Nothing of it is inlined: a page that is opened for the first time does without it, and
//! so does the first part of the wasm.

use crate::dom::store::Store;
use crate::embed::configuring::{self, Trouble};
use crate::embed::loading::Hold;
use crate::embed::locating::wait_for;
use crate::embed::opening::{STORAGE_PATIENCE_MS, begin, fail, is_open_text, open_later, tell};
use crate::embed::session::Session;
use crate::embed::{Apart, elsewhere, speaking};
use crate::model::action::{Action, Source};
use crate::model::article::ArticleText;
use crate::ui::words;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{Element, console};

/// So long the first article may be late before the reader is told that it is not there, in milliseconds.
const ARTICLE_PATIENCE_MS: u32 = 10_000;

#[inline(never)]
pub(super) fn refusing(session: &Rc<Session>, hold: Rc<Hold>, trouble: Trouble) -> Apart<'_, ()> {
    Box::pin(refuse(session, hold, trouble))
}

/// The reader is told what is wrong with the configuration, in the language that there is without it.
async fn refuse(session: &Rc<Session>, hold: Rc<Hold>, trouble: Trouble) {
    let opening = session.opening.get();
    let language = session.configuration.borrow().ui_language.clone().unwrap_or_default();
    speaking::settle(session, Some(&language), speaking::PATIENCE_MS).await;
    if session.opening.get() == opening {
        let message = trouble.told(session.language.get());
        fail(session, &hold, "configuration", &message);
    }
}

/// There is no article yet: the reader is told if it does not come.
#[inline(never)]
pub(super) fn wait_for_article(session: &Rc<Session>, hold: &Hold, message: String) {
    let body = session.host.owner_document().and_then(|page| page.body());
    if let Some(body) = body {
        wait_for(session, &body, open_later);
    }
    // What was open before must not stand there for that long.
    if session.restored.borrow().is_some() {
        return fail(session, hold, "article-not-found", &message);
    }
    let (late, opening) = (Rc::clone(session), session.opening.get());
    let say = move || {
        if late.opening.get() == opening {
            console::warn_1(&["reading-annotator: ", &message].concat().into());
            tell(&late, "article-not-found", &message);
        }
    };
    Timeout::new(ARTICLE_PATIENCE_MS, say).forget();
    session.show();
    hold.end();
}

#[inline(never)]
pub(super) fn wait_for_text(session: &Rc<Session>, hold: &Hold, root: &Element) {
    wait_for(session, root, open_later);
    fail(session, hold, "article-empty", session.say(words::NO_TEXT));
}

/// Whether labels and text are those that the state is about.
#[inline(never)]
pub(super) fn is_as_it_was(session: &Session, text: &ArticleText) -> bool {
    let labels_stay = session.labels.borrow().as_ref() == session.state.borrow().labels().as_ref();
    labels_stay && is_open_text(session, text)
}

#[inline(never)]
pub(super) fn showing_alone(session: &Rc<Session>, hold: Rc<Hold>, given: Option<String>) -> Apart<'_, ()> {
    Box::pin(show_alone(session, hold, given))
}

/// The labels are only shown: the storage is not asked.
async fn show_alone(session: &Rc<Session>, hold: Rc<Hold>, given: Option<String>) {
    let opening = session.opening.get();
    let shown = configuring::show_given(session, given).await;
    if session.opening.get() != opening {
        return;
    }
    match shown {
        Ok(()) => begin(session, &hold),
        Err(message) => fail(session, &hold, "configuration", &message),
    }
}

#[inline(never)]
pub(super) fn coming_back(session: &Rc<Session>, hold: Rc<Hold>, document: String) -> Apart<'_, ()> {
    Box::pin(come_back(session, hold, document))
}

/// The element was out of the page, which has the same text as before: the work is as it was
/// left, with all that can be undone. What other pages did meanwhile is taken over.
async fn come_back(session: &Rc<Session>, hold: Rc<Hold>, document: String) {
    let opening = session.opening.get();
    // The browser closed them as they left the page.
    session.shell.keep_focus.set(true);
    session.send(Action::ClosePicker, Source::Api);
    session.send(Action::Show(None), Source::Api);
    session.shell.keep_focus.set(false);
    let store = Rc::new(Store::new(&document));
    session.tabs.replace(Some(elsewhere::listen(session, &document)));
    session.returning.replace(elsewhere::watch_return(session, &store));
    let went_on = Rc::new(Cell::new(false));
    let patience = {
        let (session, went_on, hold) = (Rc::clone(session), Rc::clone(&went_on), Rc::clone(&hold));
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
        begin(session, &hold);
    }
}
