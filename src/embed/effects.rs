//! Carrying out what the core asks for.

use crate::dom::scroll::reveal;
use crate::embed::session::Session;
use crate::embed::{events, keeping};
use crate::model::effect::{Effect, Update};
use crate::model::span::Span;
use std::iter::Peekable;
use std::rc::Rc;
use std::slice::Iter;

/// Does everything that `update` asks for, in its order.
pub(super) fn carry_out(session: &Rc<Session>, update: &Update) {
    {
        let state = session.state.borrow();
        session.meta.borrow_mut().note_text(state.article(), state.sentences());
    }
    if update.effects.iter().any(|effect| matches!(effect, Effect::Announce(_))) {
        announce(session, update);
    }
    let mut effects = update.effects.iter().peekable();
    while let Some(effect) = effects.next() {
        match effect {
            Effect::RepaintAll => repaint_all(session),
            effect => follow(session, effect, &mut effects),
        }
    }
}

fn repaint_all(session: &Session) {
    session.with_painter(|painter, _| painter.repaint_all());
}

// Not inlined: opening a page paints and does nothing else, and so does the first part of the wasm.
#[inline(never)]
fn announce(session: &Session, update: &Update) {
    let told = update.effects.iter().filter_map(|effect| match effect {
        Effect::Announce(announcement) => Some(announcement),
        _ => None,
    });
    let labels = Rc::clone(session.state.borrow().labels());
    session.shell.announce(told, &labels, session.language.get());
}

/// Does what `effect` asks for; of events also what the next ones do, which go together.
#[inline(never)]
fn follow(session: &Rc<Session>, effect: &Effect, next: &mut Peekable<Iter<'_, Effect>>) {
    match effect {
        Effect::Save(save) => keeping::keep(session, save),
        Effect::Repaint(spans) => {
            session.with_painter(|painter, _| spans.iter().for_each(|span| painter.repaint(*span)));
        }
        Effect::RepaintAll => repaint_all(session),
        Effect::Announce(_) => {}
        Effect::Emit(event) => {
            let mut told = vec![event];
            while let Some(Effect::Emit(event)) = next.next_if(|effect| matches!(effect, Effect::Emit(_))) {
                told.push(event);
            }
            events::emit(session, &told);
        }
        Effect::Reveal(span) => {
            if let Some(article) = &*session.article.borrow() {
                reveal(&article.read.map, *span, session.shell.covered_height());
            }
        }
        Effect::Focus(focus) => session.shell.focus(*focus),
    }
}

/// The cursor in the article: a tint, and a bar at its start; on the second half of a
/// sentence that is being split.
pub(super) fn paint_cursor(session: &Session) {
    let (span, half) = {
        let state = session.state.borrow();
        let active = state.active().and_then(|active| active.span());
        let half = state.view().split.and_then(|mark| Span::new(mark, state.split_span()?.end()));
        let span = state.cursor().and_then(|cursor| match active {
            _ if state.view().split.is_some() => half,
            Some(span) if !cursor.is_extended() => Some(span),
            _ => cursor.span(state.sentences()),
        });
        (span, half)
    };
    session.emphasise(|styles| &styles.hover, None);
    session.emphasise(|styles| &styles.cursor, span);
    session.with_painter(|painter, styles| painter.mark(&styles.split, half));
    session.place_all();
}
