//! Carrying out what the core asks for.

use crate::dom::highlight_rules::Styles;
use crate::dom::records::ChangeSet;
use crate::dom::scroll::reveal;
use crate::dom::store::{Persistence, Reason};
use crate::embed::document::stored_annotation;
use crate::embed::events;
use crate::embed::session::Session;
use crate::model::action::{Action, Keeping};
use crate::model::effect::{Effect, Save, Update};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Does everything that `update` asks for, in its order.
pub(super) fn carry_out(session: &Rc<Session>, update: &Update) {
    let told = update.effects.iter().filter_map(|effect| match effect {
        Effect::Announce(announcement) => Some(announcement),
        _ => None,
    });
    let labels = Rc::clone(session.state.borrow().labels());
    session.shell.announce(told, &labels);
    for effect in &update.effects {
        match effect {
            Effect::Save(save) => keep(session, save),
            Effect::Repaint(spans) => {
                session.with_painter(|painter, _| spans.iter().for_each(|span| painter.repaint(*span)));
            }
            Effect::RepaintAll => session.with_painter(|painter, _| painter.repaint_all()),
            Effect::Announce(_) => {}
            Effect::Emit(event) => events::emit(session, event),
            Effect::Reveal(span) => {
                if let Some(article) = &*session.article.borrow() {
                    reveal(&article.read.map, *span, session.shell.covered_height());
                }
            }
            Effect::Focus(focus) => session.shell.focus(*focus),
        }
    }
}

/// Writes a change to the storage and tells the other tabs.
pub(super) fn keep(session: &Rc<Session>, save: &Save) {
    let Some(store) = session.store.borrow().clone() else { return };
    let change = {
        let state = session.state.borrow();
        let meta = session.meta.borrow();
        ChangeSet {
            put: save.put.iter().map(|annotation| stored_annotation(annotation, &state)).collect(),
            delete: save.delete.iter().map(ToString::to_string).collect(),
            document: (save.people || save.text).then(|| meta.record(&state, save.text)),
        }
    };
    if let Some(tabs) = &*session.tabs.borrow() {
        tabs.post(&change);
    }
    let session = Rc::clone(session);
    spawn_local(async move {
        let outcome = store.commit(change).await;
        tell_keeping(&session, &outcome);
    });
}

/// Shows whether the work is kept, if that changed.
pub(super) fn tell_keeping(session: &Rc<Session>, outcome: &Persistence) {
    let keeping = match outcome {
        Persistence::Kept => Keeping::Kept,
        Persistence::NotKept(Reason::Full) => Keeping::Full,
        Persistence::NotKept(_) => Keeping::Blocked,
    };
    if session.state.borrow().view().keeping != keeping {
        session.act(Action::Keeping(keeping));
    }
}

/// The cursor in the article: a tint, and a bar at its start.
pub(super) fn paint_cursor(session: &Session) {
    let span = {
        let state = session.state.borrow();
        let active = state.active().and_then(|active| active.span());
        state.cursor().and_then(|cursor| match active {
            Some(span) if !cursor.is_extended() => Some(span),
            _ => cursor.span(state.sentences()),
        })
    };
    session.with_painter(|painter, styles: &Styles| {
        painter.set_single(&styles.hover, None);
        painter.set_single(&styles.cursor, span);
    });
    session.place_picker();
}
