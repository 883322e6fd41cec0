//! A session in the page of an application: it follows the props, and tells what happens.

use crate::embed::component::{AnnotatorEvent, AnnotatorProps, InterfaceLanguage, Panel, Theme};
use crate::embed::opening;
use crate::embed::rereading::reread;
use crate::embed::session::{Owner, Session};
use crate::embed::speaking;
use crate::model::effect::Event;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The application's side of a session.
struct Application {
    article: RefCell<NodeRef>,
    language: Cell<Option<InterfaceLanguage>>,
    on_event: RefCell<Callback<AnnotatorEvent>>,
}

impl Application {
    fn tell(&self, event: AnnotatorEvent) {
        // The application may render, and so give another callback, before it returns.
        let on_event = self.on_event.borrow().clone();
        on_event.emit(event);
    }
}

impl Owner for Application {
    fn words(&self) -> Option<(&'static str, &'static str)> {
        Some(self.language.get().map_or(("en", ""), |language| (language.tag, language.words)))
    }

    fn article(&self) -> Option<Element> {
        self.article.borrow().cast::<Element>().filter(|article| article.is_connected())
    }

    fn ready(&self) {
        self.tell(AnnotatorEvent::Ready);
    }

    fn told(&self, session: &Session, event: &Event) {
        self.tell(AnnotatorEvent::of(event, session));
    }
}

/// A mounted session, and what it was told last.
pub(super) struct Mounted {
    session: Rc<Session>,
    application: Rc<Application>,
    props: AnnotatorProps,
    article: Option<Element>,
}

impl Mounted {
    /// Mounts a session in `host`.
    pub(super) fn new(host: HtmlElement, props: &AnnotatorProps) -> Self {
        let application = Rc::new(Application {
            article: RefCell::new(props.article.clone()),
            language: Cell::new(props.language),
            on_event: RefCell::new(props.on_event.clone()),
        });
        for (name, value) in attributes(props) {
            put(&host, name, value);
        }
        let owner: Rc<dyn Owner> = Rc::clone(&application) as _;
        let session = Session::new(host, Some(owner));
        props.handle.take_up(&session);
        opening::resume(&session);
        Self { session, article: application.article(), application, props: props.clone() }
    }

    /// The component is thrown away.
    pub(super) fn end(self) {
        self.props.handle.let_go();
        self.session.end();
    }

    /// Does what other props ask for.
    pub(super) fn follow(&mut self, props: &AnnotatorProps) {
        let before = std::mem::replace(&mut self.props, props.clone());
        self.application.article.replace(props.article.clone());
        self.application.on_event.replace(props.on_event.clone());
        if before.language != props.language {
            self.application.language.set(props.language);
            speaking::change(&self.session);
        }
        if before.handle != props.handle {
            before.handle.let_go();
            props.handle.take_up(&self.session);
        }
        let article = self.application.article();
        // While there is none the session itself waits.
        let other_article = article.is_some() && article != self.article;
        self.article = article.or_else(|| self.article.take());
        if other_article && before.document_id == props.document_id {
            if self.session.article.borrow().is_some() {
                reread(&self.session);
            } else {
                self.session.suspend();
                opening::resume(&self.session);
            }
        }
        for ((name, value), (_, old)) in attributes(props).into_iter().zip(attributes(&before)) {
            if value != old {
                put(&self.session.host, name, value);
                opening::attribute_changed(&self.session, name);
            }
        }
    }
}

/// Props as the attributes that a session reads.
fn attributes(props: &AnnotatorProps) -> [(&'static str, Option<&str>); 4] {
    let theme = match props.theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let panel = match props.panel {
        Panel::Open => "open",
        Panel::Closed => "closed",
    };
    [
        ("document-id", Some(&props.document_id)),
        ("annotator", props.annotator.as_deref()),
        ("theme", Some(theme)),
        ("panel", Some(panel)),
    ]
}

fn put(host: &HtmlElement, name: &str, value: Option<&str>) {
    // A valid attribute name cannot be refused.
    let _ = match value {
        Some(value) => host.set_attribute(name, value),
        None => host.remove_attribute(name),
    };
}
