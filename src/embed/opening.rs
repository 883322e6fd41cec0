//! Opening a document: find the article, read it, restore what the storage has.

use crate::dom::article_reader::{ReadArticle, read};
use crate::dom::background::scheme_of;
use crate::dom::highlight_rules::{Scheme, Styles};
use crate::dom::page_watch::PageWatch;
use crate::dom::painter::{Mark, MarksIn, Painter};
use crate::dom::records::{ChangeSet, DocumentRecord, Stored};
use crate::dom::slices::Slices;
use crate::dom::store::{Persistence, Reason, Store};
use crate::embed::keeping::Writer;
use crate::embed::loading::Hold;
use crate::embed::picker::Following;
use crate::embed::pointer::Pointer;
use crate::embed::reading::read_calmly;
use crate::embed::searching::Pace;
use crate::embed::session::{OpenArticle, Session};
use crate::embed::{configuring, effects, elsewhere, events, importing, keeping, rereading, speaking};
use crate::model::action::{Action, Foreign, Source};
use crate::model::annotation::Annotator;
use crate::model::article::ArticleText;
use crate::model::effect::{Effect, Event, Save, Update};
use crate::model::highlight_plan::marks_in;
use crate::model::reattach::Snapshot;
use crate::model::state::State;
use crate::ui::words;
use crate::wire::iri::article_id;
use crate::wire::record::{StoredDocument, read_document_record};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, ShadowRoot};

/// The record that holds who the reader of this browser is.
pub(super) const READER: &str = "urn:reading-annotations:reader";

/// So long the reader waits for a storage that does not answer, in milliseconds. What it
/// has is added when it answers after all.
const STORAGE_PATIENCE_MS: u32 = 3000;

/// When the snapshot is made, in milliseconds after all is ready.
const SNAPSHOT_AFTER_MS: u32 = 1000;

/// So many sentences are hashed between two looks at the clock.
const SNAPSHOT_AT_ONCE: usize = 200;

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
                return fail(session, &hold, "article-not-found", &message);
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
    let known = stored.document.is_some();
    let reader = if known { None } else { known_reader().await };
    if session.opening.get() != opening {
        return;
    }
    drop(patience);
    // The reader may have begun without the storage: again what is done waits for what it has.
    let _late = went_on.get().then(|| Hold::new(session));
    let mut slices = Slices::default();
    let found = place(session, stored, reader, &mut Pace::Sliced(session, &mut slices)).await;
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

/// The snapshot is due with the first change: it is made while the reader begins to read.
fn prepare_snapshot(session: &Rc<Session>) {
    let weak = Rc::downgrade(session);
    Timeout::new(SNAPSHOT_AFTER_MS, move || {
        let Some(session) = weak.upgrade() else { return };
        if session.meta.borrow().has_snapshot() {
            return;
        }
        let (article, sentences) = {
            let state = session.state.borrow();
            (Rc::clone(state.article()), Rc::clone(state.sentences()))
        };
        spawn_local(async move {
            let mut slices = Slices::default();
            let mut snapshot = Snapshot::begin();
            while !snapshot.step(&article, &sentences, SNAPSHOT_AT_ONCE) {
                slices.rest_if_due().await;
            }
            session.meta.borrow().note_snapshot(&article, &sentences, &snapshot);
        });
    })
    .forget();
}

/// Calls `there` once an article with text is found after a change in `place`: pages made by scripts fill late.
pub(super) fn wait_for(session: &Rc<Session>, place: &Element, there: impl Fn(&Rc<Session>) + 'static) {
    let weak = Rc::downgrade(session);
    let watch = PageWatch::start(place, Some(&session.host), move |_| {
        let Some(session) = weak.upgrade() else { return };
        let is_there = find_article(&session).is_ok_and(|root| !read(&root, Some(&session.host)).text.is_empty());
        if is_there {
            there(&session);
        }
    });
    session.waiting.replace(Some(watch));
}

/// What was stored, at its places in the open text.
struct Restored {
    foreign: Foreign,
    /// The document's own record, if there is one.
    record: Option<StoredDocument>,
    /// Whether it speaks of the very text that is open.
    same_text: bool,
}

/// Looks for the places of what was stored.
async fn place(session: &Rc<Session>, stored: Stored, reader: Option<Annotator>, pace: &mut Pace<'_>) -> Restored {
    let record = stored.document.as_ref().and_then(|record| read_document_record(&record.json).ok());
    let document = record.clone().or_else(|| {
        let reader = reader.or_else(|| session.state.borrow().reader().cloned())?;
        let annotators = vec![crate::wire::AnnotatorRecord { annotator: reader, judged_none: Vec::new(), extra: None }];
        Some(StoredDocument { annotators, ..StoredDocument::default() })
    });
    if let Some(document) = &document {
        let mut meta = session.meta.borrow_mut();
        // What is set now counts more than what was set when it was stored.
        meta.assignment = meta.assignment.take().or_else(|| document.assignment.clone());
        meta.note_unknown(&document.extras, &document.annotators);
    }
    let put: Vec<String> = stored.annotations.into_iter().map(|record| record.json).collect();
    let fingerprint = stored.document.as_ref().map_or("", |record| &record.fingerprint);
    let (foreign, same_text) =
        importing::foreign(session, &put, Vec::new(), document.as_ref(), fingerprint, pace).await;
    Restored { foreign, record, same_text }
}

/// Puts what was stored into the state; what found another place is written back.
fn restore(session: &Rc<Session>, Restored { foreign, record, same_text }: Restored) {
    let new_text = record.is_some() && !same_text;
    let moved: Vec<_> = if new_text { foreign.put.iter().cloned().map(Rc::new).collect() } else { Vec::new() };
    send_quietly(session, Action::Adopt(foreign));
    if new_text {
        keeping::keep(session, &Save { put: moved, delete: Vec::new(), people: true, text: true });
    }
    match record {
        Some(record) if same_text => session.meta.borrow_mut().note_segmentation(record),
        None if session.writer.borrow().is_some() => {
            spawn_local(remember_reader(session.state.borrow().reader().cloned()));
        }
        _ => {}
    }
}

/// Adopting what is stored is not news for the host page: only the paint is.
pub(super) fn send_quietly(session: &Rc<Session>, action: Action) {
    let input = crate::model::action::Input {
        action,
        source: Source::Tab,
        now: crate::dom::clock::now(),
        entropy: crate::dom::clock::random_bits(),
    };
    let update = session.state.borrow_mut().apply(input);
    let effects = update.effects.into_iter().filter(|effect| !matches!(effect, Effect::Emit(_))).collect();
    effects::carry_out(session, &Update { effects, changed: false });
}

async fn known_reader() -> Option<Annotator> {
    let (stored, _) = Store::new(READER).load().await;
    let document = read_document_record(&stored.document?.json).ok()?;
    let reader = document.annotators.into_iter().next()?.annotator;
    Some(Annotator { completed_at: None, ..reader })
}

/// The same person has the same id in all documents of this browser.
async fn remember_reader(reader: Option<Annotator>) {
    let Some(annotator) = reader else { return };
    let annotator = Annotator { completed_at: None, ..annotator };
    let annotators = vec![crate::wire::AnnotatorRecord { annotator, judged_none: Vec::new(), extra: None }];
    let article = crate::wire::ArticleRecord { id: READER.to_owned(), ..Default::default() };
    let record = StoredDocument { article, annotators, ..StoredDocument::default() };
    let document = DocumentRecord { json: crate::wire::record::document_record(&record), ..Default::default() };
    let change = ChangeSet { document: Some(document), ..Default::default() };
    // Not kept: the next document gets a reader of its own, and says so in its banner.
    let _ = Store::new(READER).commit(change).await;
}

/// Watches, paints and listens to an article that was read.
pub(super) fn attach(session: &Rc<Session>, root: Element, article: Rc<ReadArticle>) {
    let scheme = scheme(session, &root);
    session.scheme.set(scheme);
    let styles = Styles::new(session.state.borrow().labels(), scheme);
    styles.install(&root);
    let weak = Rc::downgrade(session);
    let marks: MarksIn = {
        let (weak, styles) = (weak.clone(), styles.clone());
        Rc::new(move |stretch| {
            let Some(session) = weak.upgrade() else { return Vec::new() };
            let marks = marks_in(&session.state.borrow(), stretch);
            let styled = |mark: crate::model::highlight_plan::LabelMark| Mark {
                span: mark.span,
                style: styles.label(&mark.label).clone(),
            };
            marks.into_iter().map(styled).collect()
        })
    };
    let painter = Painter::new(&article, marks);
    if painter.is_err() {
        session.act(Action::Report(session.say(words::OLD_BROWSER).into()));
    }
    let watch = {
        let weak = weak.clone();
        PageWatch::start(&root, Some(&session.host), move |_| {
            if let Some(session) = weak.upgrade() {
                rereading::reread(&session);
            }
        })
    };
    let pointer = Pointer::listen(&root, &article, weak.clone());
    let following = Following::start(&root, &session.host, &weak);
    session.article.replace(Some(OpenArticle {
        root,
        read: article,
        painter: painter.ok(),
        styles,
        _watch: watch,
        _pointer: pointer,
        _following: following,
        _scheme: follow_scheme(&weak),
        _leaving: keeping::watch_leaving(&weak),
    }));
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

/// The node that the session's owner gives; the element that `for` names, else the nearest
/// article, main or the body.
pub(super) fn find_article(session: &Session) -> Result<Element, String> {
    if let Some(owner) = &session.owner {
        return owner.article().ok_or_else(|| session.say(words::NO_ARTICLE_YET).to_owned());
    }
    let page = session.host.owner_document().ok_or_else(String::new)?;
    let Some(id) = session.host.get_attribute("for").filter(|id| !id.is_empty()) else {
        let around = |tag: &str| session.host.closest(tag).ok().flatten();
        let anywhere = |tag: &str| page.query_selector(tag).ok().flatten();
        let found =
            around("article").or_else(|| anywhere("article")).or_else(|| around("main")).or_else(|| anywhere("main"));
        return found.or_else(|| page.body().map(Into::into)).ok_or_else(|| session.say(words::NO_BODY).to_owned());
    };
    let within =
        session.host.get_root_node().dyn_into::<ShadowRoot>().ok().and_then(|root| root.get_element_by_id(&id));
    within
        .or_else(|| page.get_element_by_id(&id))
        .ok_or_else(|| session.language.get().fill(words::NO_ELEMENT, &[("id", &id)]))
}

fn fail(session: &Rc<Session>, hold: &Hold, code: &'static str, message: &str) {
    session.shell.set_fatal(Some(message.into()));
    session.show();
    hold.end();
    events::emit(session, &Event::Failed { code, message: message.into() });
}

/// Notes which document it is; returns the id it is stored under.
fn describe(session: &Session, root: &Element) -> String {
    let page = session.host.owner_document();
    // `href` as an attribute may be relative: only a full address names a document.
    let canonical = |page: &Document| -> Option<String> {
        let link = page.query_selector("link[rel=canonical]").ok().flatten()?;
        link.get_attribute("href").filter(|address| address.contains("://"))
    };
    let address = page.as_ref().and_then(|page| canonical(page).or_else(|| page.document_uri().ok()));
    let address = address.unwrap_or_default();
    let several = page
        .as_ref()
        .and_then(|page| page.query_selector_all("reading-annotator").ok())
        .is_some_and(|all| all.length() > 1);
    let part = session.host.get_attribute("for").filter(|_| several);
    let given = session.host.get_attribute("document-id").filter(|id| !id.is_empty());
    let given = given.or_else(|| session.configuration.borrow().document_id.as_deref().map(ToOwned::to_owned));
    let id = match given {
        Some(given) => article_id(&given, None),
        None => article_id(&address, part.as_deref()),
    };
    let heading = root.query_selector("h1, h2").ok().flatten().and_then(|heading| heading.text_content());
    let title =
        heading.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let title = title.or_else(|| page.map(|page| page.title())).unwrap_or_default();
    let language = root.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let url = address.split('#').next().filter(|url| !url.is_empty()).map(ToOwned::to_owned);
    let mut meta = session.meta.borrow_mut();
    meta.article.id.clone_from(&id);
    meta.article.title = title;
    meta.article.url = url;
    meta.article.language = language.filter(|language| !language.is_empty());
    session.shell.set_document(&id);
    id
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
