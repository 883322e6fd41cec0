//! One element at work: the state, and everything in the page that belongs to it.
//!
//! [`Session::send`] is the only way in: it applies an action, carries out the
//! effects and shows the outcome.

use crate::dom::article_reader::ReadArticle;
use crate::dom::clock;
use crate::dom::highlight_rules::{Emphasis, Scheme, Styles};
use crate::dom::hit_test::place_at;
use crate::dom::page_watch::PageWatch;
use crate::dom::painter::Painter;
use crate::dom::scroll::rects;
use crate::dom::tabs::Tabs;
use crate::embed::document::DocumentMeta;
use crate::embed::effects;
use crate::embed::handles::Grip;
use crate::embed::keeping::Writer;
use crate::embed::later;
use crate::embed::loading::Loading;
use crate::embed::picker::Following;
use crate::embed::pointer::Pointer;
use crate::embed::shell::Shell;
use crate::embed::stood::Stood;
use crate::model::action::{Action, Input, Keeping, Source};
use crate::model::annotation::Annotator;
use crate::model::article::ArticleText;
use crate::model::configuration::Configuration;
use crate::model::effect::{Event, Update};
use crate::model::highlight_plan::bare_in;
use crate::model::label::LabelSet;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use crate::model::state::{State, uuid};
use crate::ui::Language;
use crate::ui::words::Word;
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};

/// The article as it is in the page now, and what watches and paints it.
pub(super) struct OpenArticle {
    pub(super) root: Element,
    pub(super) read: Rc<ReadArticle>,
    pub(super) painter: Option<Painter>,
    pub(super) styles: Styles,
    pub(super) watch: PageWatch,
    /// Listeners and observers: gone when this is dropped.
    pub(super) _pointer: Pointer,
    pub(super) _following: Following,
    pub(super) _scheme: Option<EventListener>,
    pub(super) _leaving: Option<EventListener>,
}

impl OpenArticle {
    /// Ends the work; whether a change of the page was still to be told.
    pub(super) fn end(self) -> bool {
        self.watch.end()
    }

    /// The character of the article under a point in client pixels.
    pub(super) fn place_at(&self, x: f64, y: f64) -> Option<ByteOffset> {
        place_at(&self.root, &self.read.map, x, y)
    }
}

/// What a session works for, where that is Rust: attributes cannot name a node, and events
/// need not go through JavaScript.
pub(super) trait Owner {
    /// The words of the interface, and the tag (BCP 47) of their language, if they are not to be English.
    fn words(&self) -> Option<(&'static str, &'static str)>;
    /// The article, if it is in the page.
    fn article(&self) -> Option<Element>;
    /// The labels are in place.
    fn ready(&self);
    /// Something happened that a host page is told.
    fn told(&self, session: &Session, event: &Event);
}

/// One `<reading-annotator>`, or one component of a Yew application.
pub(super) struct Session {
    pub(super) host: HtmlElement,
    pub(super) owner: Option<Rc<dyn Owner>>,
    pub(super) state: RefCell<State>,
    pub(super) meta: RefCell<DocumentMeta>,
    pub(super) article: RefCell<Option<OpenArticle>>,
    /// Waits for an article that is not there, or has no text, yet.
    pub(super) waiting: RefCell<Option<PageWatch>>,
    pub(super) writer: RefCell<Option<Rc<Writer>>>,
    pub(super) tabs: RefCell<Option<Tabs>>,
    /// Tells when the page comes back from the browser's cache.
    pub(super) returning: RefCell<Option<EventListener>>,
    pub(super) shell: Shell,
    /// The language of the interface.
    pub(super) language: Cell<Language>,
    /// What an instructor set.
    pub(super) configuration: RefCell<Rc<Configuration>>,
    /// The labels that the next document is opened with.
    pub(super) labels: RefCell<Rc<LabelSet>>,
    pub(super) scheme: Cell<Scheme>,
    /// What came while the storage was being read: it must not be overtaken by that.
    pub(super) loading: Loading,
    /// The computer is shared: nothing is written, whatever document is opened.
    pub(super) shared: Cell<bool>,
    pub(super) grip: Grip,
    /// The document whose stored work the state has in full.
    pub(super) restored: RefCell<Option<String>>,
    /// Counts openings: what belongs to an earlier one is dropped when it arrives.
    pub(super) opening: Cell<u32>,
    /// Counts readings of a changed article, likewise.
    pub(super) reading: Cell<u32>,
    /// What labels without a place stood on last.
    pub(super) stood: RefCell<Stood>,
}

impl Session {
    /// A session without an article yet; its panel shows that it is opening.
    pub(super) fn new(host: HtmlElement, owner: Option<Rc<dyn Owner>>) -> Rc<Self> {
        let reader = Annotator { id: uuid(clock::random_bits()), name: None, completed_at: None };
        let language = Language::default();
        let labels = Rc::new(LabelSet::usual(&language.usual_labels()));
        let state =
            State::new(Rc::new(ArticleText::default()), Rc::new(Sentences::default()), Rc::clone(&labels), reader);
        let session = Rc::new_cyclic(|weak| Self {
            shell: Shell::new(&host, &labels, weak.clone()),
            host,
            owner,
            configuration: RefCell::default(),
            language: Cell::new(language),
            labels: RefCell::new(labels),
            state: RefCell::new(state),
            meta: RefCell::default(),
            article: RefCell::new(None),
            waiting: RefCell::new(None),
            writer: RefCell::new(None),
            tabs: RefCell::new(None),
            returning: RefCell::new(None),
            scheme: Cell::new(Scheme::Light),
            loading: Loading::default(),
            shared: Cell::new(false),
            grip: Grip::default(),
            restored: RefCell::default(),
            opening: Cell::new(0),
            reading: Cell::new(0),
            stood: RefCell::default(),
        });
        later::when_come(&session, |session| session.shell.style_the_rest());
        session
    }

    /// A text in the interface's language.
    pub(super) fn say(&self, word: Word) -> &'static str {
        self.language.get().say(word)
    }

    /// What the reader does: now, or in its turn when all of the wasm is there.
    pub(super) fn act(self: &Rc<Self>, action: Action) {
        // The first part can do these, since a page may be opened with them.
        if matches!(action, Action::Keeping(_) | Action::TogglePanel) {
            self.act_now(action);
        } else {
            let is_pointed = matches!(action, Action::PointAt(_) | Action::Drag(..));
            later::when_all_there(self, move |session| session.act_now(action));
            if is_pointed {
                later::hold_keys(self.shell.root());
            }
        }
    }

    fn act_now(self: &Rc<Self>, action: Action) {
        if let Some(action) = self.loading.pass(action) {
            self.send(action, Source::User);
        }
    }

    /// Applies an action, carries out its effects, shows the outcome.
    pub(super) fn send(self: &Rc<Self>, action: Action, source: Source) -> Update {
        let input = Input { action, source, now: clock::now(), entropy: clock::random_bits() };
        let update = self.state.borrow_mut().apply(input);
        effects::carry_out(self, &update);
        self.show();
        update
    }

    /// Brings the panel and the cursor's highlight up to date.
    pub(super) fn show(&self) {
        effects::paint_cursor(self);
        self.shell.render(self);
    }

    /// Paints, where the browser can.
    pub(super) fn with_painter(&self, paint: impl FnOnce(&Painter, &Styles)) {
        if let Some(article) = &*self.article.borrow()
            && let Some(painter) = &article.painter
        {
            paint(painter, &article.styles);
        }
    }

    /// Paints cursor, hover or a pending drag, or takes it away.
    pub(super) fn emphasise(&self, which: fn(&Styles) -> &Emphasis, span: Option<Span>) {
        let bare = span.map(|span| bare_in(&self.state.borrow(), span)).unwrap_or_default();
        self.with_painter(|painter, styles| painter.emphasise(which(styles), span, &bare));
    }

    /// The cursor's control has the focus: a new cursor starts where the reader reads.
    pub(super) fn enter_cursor(self: &Rc<Self>) {
        if self.state.borrow().cursor().is_none() {
            let first = self.first_visible();
            self.act(Action::EnterCursor(first));
        }
    }

    /// Where the first sentence that can be seen begins.
    fn first_visible(&self) -> Option<ByteOffset> {
        let article = self.article.borrow();
        let map = &article.as_ref()?.read.map;
        let state = self.state.borrow();
        let visible = |span: Span| rects(map, span).iter().any(|line| line.top >= 0.0 && line.bottom > 0.0);
        let all = state.sentences().as_slice();
        // Sentences go down the page, so those before the window's upper edge come first.
        let first = all.partition_point(|sentence| !visible(sentence.span));
        all.get(first).map(|sentence| sentence.span.start())
    }

    /// Takes everything out of the page that is not inside the element.
    pub(super) fn suspend(&self) {
        self.article.take();
        self.waiting.take();
        self.tabs.take();
        self.returning.take();
        self.opening.set(self.opening.get() + 1);
    }

    /// Whether the storage has all of the work.
    pub(super) fn is_stored(&self) -> bool {
        let is_kept = self.state.borrow().view().keeping == Keeping::Kept;
        is_kept && self.writer.borrow().as_ref().is_none_or(|writer| !writer.is_writing())
    }

    /// Suspends for good: nothing of it may stay in the page.
    pub(super) fn end(&self) {
        self.suspend();
        self.shell.end();
    }
}
