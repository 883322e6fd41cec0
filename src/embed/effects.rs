//! Carrying out what the core asks for.

use crate::dom::scroll::reveal;
use crate::embed::session::Session;
use crate::embed::{events, keeping};
use crate::model::effect::{Effect, Update};
use crate::model::span::Span;
use std::rc::Rc;

/// Does everything that `update` asks for, in its order.
pub(super) fn carry_out(session: &Rc<Session>, update: &Update) {
    let told = update.effects.iter().filter_map(|effect| match effect {
        Effect::Announce(announcement) => Some(announcement),
        _ => None,
    });
    let labels = {
        let state = session.state.borrow();
        session.meta.borrow_mut().note_text(state.article(), state.sentences());
        Rc::clone(state.labels())
    };
    session.shell.announce(told, &labels, session.language.get());
    let mut effects = update.effects.iter().peekable();
    while let Some(effect) = effects.next() {
        match effect {
            Effect::Save(save) => keeping::keep(session, save),
            Effect::Repaint(spans) => {
                session.with_painter(|painter, _| spans.iter().for_each(|span| painter.repaint(*span)));
            }
            Effect::RepaintAll => session.with_painter(|painter, _| painter.repaint_all()),
            Effect::Announce(_) => {}
            Effect::Emit(event) => {
                let mut told = vec![event];
                while let Some(Effect::Emit(event)) = effects.next_if(|effect| matches!(effect, Effect::Emit(_))) {
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
