//! Deleting what this browser keeps, and keeping nothing at all.

use crate::dom::clock;
use crate::dom::records::ChangeSet;
use crate::dom::store::{Persistence, Store};
use crate::embed::document::DocumentMeta;
use crate::embed::keeping::{self, Writer};
use crate::embed::opening;
use crate::embed::restoring::READER;
use crate::embed::session::Session;
use crate::model::action::{Action, Keeping};
use crate::model::annotation::Annotator;
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use crate::model::state::{State, uuid};
use crate::ui::words;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The storage of the document that is open.
fn store(session: &Session) -> Store {
    Store::new(&session.meta.borrow().article.id)
}

/// Deletes from the storage; nothing is written there any more. Whether it worked.
async fn delete(session: &Rc<Session>, everything: bool) -> bool {
    let writer = session.writer.take();
    if let Some(writer) = &writer {
        writer.stop();
    }
    let store = store(session);
    let outcome = if everything { store.delete_everything().await } else { store.delete_document().await };
    let done = outcome == Persistence::Kept;
    if !done {
        session.writer.replace(writer);
        session.act(Action::Report(session.say(words::NOT_FORGOTTEN).into()));
    }
    done
}

/// Deletes the work on this text, or on all texts, and begins anew. Other tabs with the
/// same text lose it, too: they would write it again.
pub(super) fn forget(session: &Rc<Session>, everything: bool) {
    let session = Rc::clone(session);
    spawn_local(async move {
        session.act(Action::Show(None));
        let opening = session.opening.get();
        // Another document, which was opened meanwhile, is not the one that was meant.
        if !delete(&session, everything).await || session.opening.get() != opening {
            return;
        }
        let mut gone = ChangeSet::default();
        for annotation in session.state.borrow().annotations().iter() {
            gone.delete.push(annotation.id.to_string());
        }
        if let Some(tabs) = &*session.tabs.borrow() {
            tabs.post(&gone);
        }
        begin_anew(&session, everything);
    });
}

/// As if the document were opened for the first time; by somebody else after `everything`.
fn begin_anew(session: &Rc<Session>, everything: bool) {
    session.suspend();
    let (labels, known) = {
        let state = session.state.borrow();
        (Rc::clone(state.labels()), state.reader().cloned())
    };
    let known = known.filter(|_| !everything);
    let reader = Annotator {
        id: known.as_ref().map_or_else(|| uuid(clock::random_bits()), |known| Rc::clone(&known.id)),
        name: known.and_then(|known| known.name),
        completed_at: None,
    };
    let (text, sentences) = (Rc::new(ArticleText::default()), Rc::new(Sentences::default()));
    session.state.replace(State::new(text, sentences, labels, reader));
    session.meta.replace(DocumentMeta::default());
    session.shell.say(session.say(words::FORGOTTEN));
    opening::resume(session);
}

/// Keeps nothing from now on, and deletes what is kept of this text and who the reader is;
/// or keeps everything again.
pub(super) fn keep_nothing(session: &Rc<Session>, nothing: bool) {
    session.shared.set(nothing);
    if !nothing {
        let writer = Writer::new(Rc::new(store(session)));
        session.writer.replace(Some(writer));
        session.act(Action::Keeping(Keeping::Opening));
        return keeping::keep_all(session);
    }
    let kept = session.writer.borrow().is_some();
    session.act(Action::Keeping(Keeping::Unwanted));
    if kept {
        let session = Rc::clone(session);
        spawn_local(async move {
            if delete(&session, false).await {
                // The next reader of this browser is another one.
                let reader = Store::new(READER);
                reader.forget_answers();
                reader.delete_document().await;
            } else {
                session.shared.set(false);
                keeping::tell_keeping(&session, &Persistence::Kept);
            }
        });
    }
}
