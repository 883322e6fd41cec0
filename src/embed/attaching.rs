//! An article that was read, put to work: it is painted, watched and listened to.

use crate::dom::article_reader::ReadArticle;
use crate::dom::background::scheme_of;
use crate::dom::highlight_rules::{Scheme, Styles};
use crate::dom::page_watch::PageWatch;
use crate::dom::painter::{Mark, MarksIn, Painter};
use crate::embed::picker::Following;
use crate::embed::pointer::Pointer;
use crate::embed::session::{OpenArticle, Session};
use crate::embed::{keeping, rereading};
use crate::model::action::Action;
use crate::model::highlight_plan::{LabelMark, marks_in};
use crate::model::span::Span;
use crate::model::state::State;
use crate::ui::words;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::rc::{Rc, Weak};
use web_sys::Element;

/// Watches, paints and listens to an article that was read, instead of the one before.
pub(super) fn attach(session: &Rc<Session>, root: Element, article: Rc<ReadArticle>) {
    let before = session.article.take();
    // The page may have changed a moment ago, perhaps after it was read.
    let due = before.is_some_and(OpenArticle::end);
    let scheme = scheme(session, &root);
    session.scheme.set(scheme);
    let styles = Styles::new(session.state.borrow().labels(), scheme);
    styles.install(&root);
    let weak = Rc::downgrade(session);
    let marks: MarksIn = {
        let (weak, styles) = (weak.clone(), styles.clone());
        Rc::new(move |stretch| {
            let Some(session) = weak.upgrade() else { return Vec::new() };
            let state = session.state.borrow();
            if state.annotations().placed().is_empty() { Vec::new() } else { styled_marks(&state, stretch, &styles) }
        })
    };
    let painter = Painter::new(&article, marks);
    if painter.is_err() {
        tell_old_browser(session);
    }
    let watch = {
        let weak = weak.clone();
        PageWatch::start(&root, Some(&session.host), move |_| {
            if let Some(session) = weak.upgrade() {
                rereading::reread(&session);
            }
        })
    };
    if due {
        watch.tell_later();
    }
    let pointer = Pointer::listen(&root, &article, weak.clone());
    let following = Following::start(&root, &session.host, &weak);
    session.article.replace(Some(OpenArticle {
        root,
        read: article,
        painter: painter.ok(),
        styles,
        watch,
        _pointer: pointer,
        _following: following,
        _scheme: follow_scheme(&weak),
        _leaving: keeping::watch_leaving(&weak),
    }));
}

// Not inlined: there are no labels to be painted as a page is opened for the first time.
#[inline(never)]
fn styled_marks(state: &State, stretch: Span, styles: &Styles) -> Vec<Mark> {
    let styled = |mark: LabelMark| Mark { span: mark.span, style: styles.label(&mark.label).clone() };
    marks_in(state, stretch).into_iter().map(styled).collect()
}

#[inline(never)]
fn tell_old_browser(session: &Rc<Session>) {
    session.act(Action::Report(session.say(words::OLD_BROWSER).into()));
}

/// The system goes light or dark while the page is open.
fn follow_scheme(session: &Weak<Session>) -> Option<EventListener> {
    let query = web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()??;
    let session = session.clone();
    Some(EventListener::new(&query, "change", move |_| {
        let session = session.clone();
        // The page's own colours come with the next frame.
        Timeout::new(50, move || {
            if let Some(session) = session.upgrade() {
                rereading::repaint_anew(&session);
            }
        })
        .forget();
    }))
}

fn scheme(session: &Session, root: &Element) -> Scheme {
    match session.host.get_attribute("theme").as_deref() {
        Some("light") => Scheme::Light,
        Some("dark") => Scheme::Dark,
        _ => scheme_of(root),
    }
}
