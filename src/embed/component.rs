//! The annotator as a component of a Yew application: wasm32 only, without the custom
//! element (`default-features = false`).
//!
//! ```toml
//! [dependencies]
//! reading-annotator = { version = "0.1", default-features = false }
//! yew = { version = "=0.23.0", features = ["csr"] }
//! ```
//!
//! [`Annotator`] is the panel. It stands where the application puts it, in a `<div>` whose open
//! shadow root keeps the styles of both sides apart, and reads the article that a [`NodeRef`]
//! names. What happens is told as an [`AnnotatorEvent`]; an [`AnnotatorHandle`] gives out the
//! work and takes it in. Files are read and written by [`crate::wire::native`].
//!
//! - The panel is a renderer of its own inside the application's. A click in it is handled there
//!   only: `onclick` of an element around the component does not see it.
//! - The panel speaks English, or what the prop [`AnnotatorProps::language`] says.
//! - The component sets no panic hook; the application's own holds for it.
//! - The `<div>` has the attribute `panel` (`open` or `closed`), so that the application can lay
//!   it out by [`AnnotatorProps::class`] and a style sheet, and dispatches the DOM events of the
//!   custom element, too.
//!
//! # A complete application
//!
//! ```ignore
//! use reading_annotator::component::{Annotator, AnnotatorEvent, AnnotatorHandle};
//! use yew::prelude::*;
//!
//! const ESSAYS: [(&str, &str, &str); 2] = [
//!     (
//!         "reading-hour",
//!         "The reading hour",
//!         "Closing the reading hour would save $9,100 a year. A quiet room is a kindness.",
//!     ),
//!     ("night-bus", "The night bus", "The last bus leaves at nine. Forty people a night walk home."),
//! ];
//!
//! pub enum Message {
//!     Happened(AnnotatorEvent),
//!     NextEssay,
//!     TogglePanel,
//!     Export,
//! }
//!
//! pub struct App {
//!     /// Which of the essays is open.
//!     essay: usize,
//!     article: NodeRef,
//!     annotator: AnnotatorHandle,
//!     is_shown: bool,
//!     /// What the reader did last.
//!     said: String,
//! }
//!
//! impl Component for App {
//!     type Message = Message;
//!     type Properties = ();
//!
//!     fn create(_: &Context<Self>) -> Self {
//!         let (article, annotator) = (NodeRef::default(), AnnotatorHandle::default());
//!         Self { essay: 0, article, annotator, is_shown: true, said: String::new() }
//!     }
//!
//!     fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
//!         match message {
//!             Message::Happened(AnnotatorEvent::Created { annotation, .. }) => {
//!                 self.said = format!("{}: {}", annotation.label, annotation.quote.exact);
//!             }
//!             Message::Happened(AnnotatorEvent::Removed { .. }) => self.said = "A label was removed.".to_owned(),
//!             Message::Happened(AnnotatorEvent::Failed { message, .. }) => self.said = message.to_string(),
//!             // Events may be added in later versions.
//!             Message::Happened(_) => return false,
//!             Message::NextEssay => self.essay = (self.essay + 1) % ESSAYS.len(),
//!             Message::TogglePanel => self.is_shown = !self.is_shown,
//!             Message::Export => match self.annotator.export() {
//!                 Some(file) => self.said = format!("{}: {} bytes", file.name, file.text.len()),
//!                 None => self.said = "There is nothing to export yet.".to_owned(),
//!             },
//!         }
//!         true
//!     }
//!
//!     fn view(&self, ctx: &Context<Self>) -> Html {
//!         let link = ctx.link();
//!         let Some((id, title, text)) = ESSAYS.get(self.essay) else { return Html::default() };
//!         html! {
//!             <>
//!                 <nav>
//!                     <button id="next" onclick={link.callback(|_| Message::NextEssay)}>{ "Next essay" }</button>
//!                     <button id="toggle" onclick={link.callback(|_| Message::TogglePanel)}>{ "Labels" }</button>
//!                     <button id="export" onclick={link.callback(|_| Message::Export)}>{ "Export" }</button>
//!                     <output>{ &self.said }</output>
//!                 </nav>
//!                 <div class="beside">
//!                     <article key={*id} ref={&self.article}>
//!                         <h1>{ *title }</h1>
//!                         <p>{ *text }</p>
//!                     </article>
//!                     if self.is_shown {
//!                         <Annotator
//!                             class="labels"
//!                             article={&self.article}
//!                             document_id={*id}
//!                             handle={&self.annotator}
//!                             on_event={link.callback(Message::Happened)}
//!                         />
//!                     }
//!                 </div>
//!             </>
//!         }
//!     }
//! }
//! ```

use crate::embed::exporting;
use crate::embed::importing::import_value;
use crate::embed::opening;
use crate::embed::rereading::reread;
use crate::embed::session::{Owner, Session};
use crate::embed::speaking;
use crate::model::effect::Event;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

pub use crate::model::action::Source;
pub use crate::model::effect::ImportReport;
pub use crate::wire::AnnotationRecord;

/// What happened. Ids and offsets are those of the file format.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnnotatorEvent {
    /// The article is read and the labels that the browser keeps are in place. Once for every
    /// opening of a document.
    Ready,
    /// A sentence, or a part of one, was labelled.
    Created {
        /// As it is now.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// Label, note or place changed.
    Updated {
        /// As it is now.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// A label was taken away.
    Removed {
        /// As it was.
        annotation: AnnotationRecord,
        /// Who caused it.
        source: Source,
    },
    /// A file was taken in.
    Imported(ImportReport),
    /// Something did not work; the reader is told, too.
    Failed {
        /// A short constant name, such as `article-not-found`.
        code: &'static str,
        /// One sentence for people.
        message: Rc<str>,
    },
}

/// The colours of panel and highlights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the article's background asks for.
    #[default]
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
}

/// The whole panel, or a slim tab with the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// The whole panel.
    #[default]
    Open,
    /// The tab.
    Closed,
}

/// What the interface is written in. An application links the words of those that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceLanguage {
    tag: &'static str,
    words: &'static str,
}

impl InterfaceLanguage {
    /// العربية, from right to left.
    pub const ARABIC: Self = Self { tag: "ar", words: include_str!("../ui/languages/ar.txt") };
    /// Simplified Chinese, 简体中文.
    pub const CHINESE: Self = Self { tag: "zh", words: include_str!("../ui/languages/zh.txt") };
    /// Français.
    pub const FRENCH: Self = Self { tag: "fr", words: include_str!("../ui/languages/fr.txt") };
    /// Deutsch.
    pub const GERMAN: Self = Self { tag: "de", words: include_str!("../ui/languages/de.txt") };
    /// Español.
    pub const SPANISH: Self = Self { tag: "es", words: include_str!("../ui/languages/es.txt") };
}

impl yew::html::ImplicitClone for InterfaceLanguage {}

/// A file that the annotator made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// A name to save it under, of title, reader and date.
    pub name: String,
    /// The format `reading-annotations`: JSON, which [`crate::wire::native::read`] reads.
    pub text: String,
}

/// Why an import was refused whole: one sentence for people. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportRefused(pub String);

/// The application's hand on a mounted [`Annotator`]: made by `default()`, given to it as a prop,
/// kept by the application. Of no effect while nothing is mounted.
#[derive(Clone, Debug, Default)]
pub struct AnnotatorHandle {
    session: Rc<RefCell<Weak<Session>>>,
}

impl AnnotatorHandle {
    /// The work as a file; `None` while no article is open.
    #[must_use]
    pub fn export(&self) -> Option<ExportedFile> {
        let session = self.session.borrow().upgrade()?;
        exporting::native(&session).map(|(name, text)| ExportedFile { name, text })
    }

    /// Merges the text of a file into the reader's work, as one step that can be undone. What came
    /// of it is told as [`AnnotatorEvent::Imported`].
    ///
    /// # Errors
    /// Where the file as a whole is refused, or no annotator is mounted.
    pub async fn import(&self, text: &str) -> Result<(), ImportRefused> {
        let session = self.session.borrow().upgrade();
        let session = session.ok_or_else(|| ImportRefused("The annotator is not in the page.".to_owned()))?;
        match import_value(&session, &JsValue::from_str(text), &JsValue::UNDEFINED).await {
            Ok(_) => Ok(()),
            Err(problem) => {
                let message = problem.dyn_ref::<js_sys::Error>().map(js_sys::Error::message);
                Err(ImportRefused(message.map(String::from).unwrap_or_default()))
            }
        }
    }
}

impl PartialEq for AnnotatorHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.session, &other.session)
    }
}

impl yew::html::ImplicitClone for AnnotatorHandle {}

/// What [`Annotator`] is told.
#[derive(Clone, Debug, Properties)]
pub struct AnnotatorProps {
    /// The element whose sentences are labelled. While it names none, the panel says so and waits.
    /// Another element under the same [`document_id`](Self::document_id) is the article rendered
    /// anew: labels look for their places in it.
    pub article: NodeRef,
    /// What the work is kept under in the reader's browser; another one opens another document.
    /// Two mounted annotators need two ids. Empty: the page's address.
    pub document_id: AttrValue,
    /// Called with all that happens.
    #[prop_or_default]
    pub on_event: Callback<AnnotatorEvent>,
    /// The reader's name, as exports have it; without one the panel asks for it.
    #[prop_or_default]
    pub annotator: Option<AttrValue>,
    /// Light, dark, or as the article's background asks for.
    #[prop_or_default]
    pub theme: Theme,
    /// How the panel stands at first; another value moves it. The reader may move it at any time.
    #[prop_or_default]
    pub panel: Panel,
    /// What the interface is written in; English without it.
    #[prop_or_default]
    pub language: Option<InterfaceLanguage>,
    /// For exports and imports by the application.
    #[prop_or_default]
    pub handle: AnnotatorHandle,
    /// Classes of the `<div>`: the panel takes its width and height.
    #[prop_or_default]
    pub class: Classes,
}

/// Never equal. What a [`NodeRef`] named before cannot be seen from it, so every rendering of the
/// application lets the component look; that costs one `<div>`, not the panel.
impl PartialEq for AnnotatorProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

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
        let record = |annotation| {
            let state = session.state.borrow();
            AnnotationRecord::of(annotation, state.article(), state.sentences())
        };
        self.tell(match event {
            Event::Created(annotation, source) => {
                AnnotatorEvent::Created { annotation: record(annotation), source: *source }
            }
            Event::Updated(annotation, source) => {
                AnnotatorEvent::Updated { annotation: record(annotation), source: *source }
            }
            Event::Removed(annotation, source) => {
                AnnotatorEvent::Removed { annotation: record(annotation), source: *source }
            }
            Event::Imported(report) => AnnotatorEvent::Imported(report.clone()),
            Event::Failed { code, message } => AnnotatorEvent::Failed { code, message: Rc::clone(message) },
        });
    }
}

/// A mounted session, and what it was told last.
struct Mounted {
    session: Rc<Session>,
    application: Rc<Application>,
    props: AnnotatorProps,
    article: Option<Element>,
}

/// The panel beside an article: see the [module](self).
pub struct Annotator {
    host: NodeRef,
    mounted: Option<Mounted>,
}

impl Component for Annotator {
    type Message = ();
    type Properties = AnnotatorProps;

    fn create(_: &Context<Self>) -> Self {
        Self { host: NodeRef::default(), mounted: None }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! { <div ref={self.host.clone()} class={ctx.props().class.clone()} /> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        match &mut self.mounted {
            Some(mounted) => mounted.follow(ctx.props()),
            None => self.mounted = self.host.cast().map(|host| Mounted::new(host, ctx.props())),
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(Mounted { session, props, .. }) = self.mounted.take() {
            props.handle.session.take();
            session.end();
        }
    }
}

impl Mounted {
    fn new(host: HtmlElement, props: &AnnotatorProps) -> Self {
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
        props.handle.session.replace(Rc::downgrade(&session));
        opening::resume(&session);
        Self { session, article: application.article(), application, props: props.clone() }
    }

    /// Does what other props ask for.
    fn follow(&mut self, props: &AnnotatorProps) {
        let before = std::mem::replace(&mut self.props, props.clone());
        self.application.article.replace(props.article.clone());
        self.application.on_event.replace(props.on_event.clone());
        if before.language != props.language {
            self.application.language.set(props.language);
            speaking::change(&self.session);
        }
        if before.handle != props.handle {
            before.handle.session.take();
            props.handle.session.replace(Rc::downgrade(&self.session));
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
