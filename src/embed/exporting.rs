//! Handing the work out: as a file, as text to copy, to be read or printed.

use crate::dom::print::Nodes;
use crate::dom::{clipboard, clock, download};
use crate::embed::session::Session;
use crate::embed::target::type_error;
use crate::model::action::Action;
use crate::ui::{self, Language, words};
use crate::wire::annotated_copy::{self, AnnotatedCopy};
use crate::wire::file_name;
use crate::wire::native::write;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Media type of a native file.
const JSON: &str = "application/json";

/// The words of the annotated copy.
fn words_of(language: Language) -> annotated_copy::Words {
    annotated_copy::Words {
        language: language.say(words::LANGUAGE),
        direction: language.say(words::DIRECTION),
        title: language.say(words::COPY_KIND),
        by: language.say(words::ANNOTATED_BY),
        list: language.say(words::LIST),
        orphans: language.say(words::ORPHANS),
        note: language.say(words::NOTE),
        anchoring: [words::MOVED, words::CHANGED, words::CHECK].map(|word| language.say(word)),
    }
}

/// Name and text of the native export; `None` where no article is open.
pub(super) fn native(session: &Session) -> Option<(String, String)> {
    let state = session.state.borrow();
    if state.article().is_empty() {
        return None;
    }
    let meta = session.meta.borrow();
    let now = clock::now();
    let name = state.reader().and_then(|reader| reader.name.as_deref());
    let text = meta.with_document(&state, |document| write(document, now));
    Some((file_name(&meta.article.title, name, now, "json"), text))
}

/// The native export as a `File`.
///
/// # Errors
/// A sentence for the host page.
pub(super) fn native_file(session: &Session) -> Result<web_sys::File, JsValue> {
    let (name, text) = native(session).ok_or_else(|| type_error("There is no article here that could be exported."))?;
    download::file(&name, JSON, &text).map_err(|_| type_error("This browser cannot make a file."))
}

/// Does `work` once what is kept is there: before that it would hand out nothing, and count it as a copy.
pub(super) fn once_loaded(session: &Rc<Session>, work: fn(&Rc<Session>)) {
    if !session.loading.under_way() {
        return work(session);
    }
    let session = Rc::clone(session);
    spawn_local(async move {
        // The promise is never rejected.
        let _ = JsFuture::from(session.loading.ended()).await;
        work(&session);
    });
}

/// Starts the download of the native file. It counts as a copy unless the page is in a sandbox that
/// swallows downloads, as far as that can be known; where it cannot, the reader is asked to look.
pub(super) fn save_file(session: &Rc<Session>) {
    let outcome = native_file(session).and_then(|file| download::download(&file));
    let doubt = download::doubt();
    if outcome.is_ok() && doubt < download::LIKELY {
        session.act(Action::Exported);
    }
    let lost = match outcome {
        Ok(()) if doubt == 0 => return,
        Ok(()) => words::DOWNLOAD_DOUBTED,
        Err(_) => words::DOWNLOAD_FAILED,
    };
    session.act(Action::ReportLost(session.say(lost).into()));
}

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = formatsMenu)]
    async fn formats_menu(host: &JsValue, native: &str, name: &str) -> Result<JsValue, JsValue>;
}

/// Shows the menu of other tools' formats, which comes with a wasm of its own.
pub(super) fn show_formats(session: &Rc<Session>) {
    let Some((name, text)) = native(session) else { return };
    let session = Rc::clone(session);
    spawn_local(async move {
        match formats_menu(&session.host, &text, &name).await {
            Ok(left_out) => {
                let Some(left_out) = left_out.as_string() else { return };
                let with = |told: &str| match &*left_out {
                    "" => told.to_owned(),
                    left_out => [told, " – ", left_out].concat(),
                };
                match saved(&session, words::FORMAT_SAVED) {
                    Ok(told) => tell(&session, Ok(&with(told))),
                    Err(why) => tell(&session, Err(&with(why))),
                }
            }
            Err(_) => tell(&session, Err(session.say(words::FORMATS_FAILED))),
        }
    });
}

/// Copies the native export; where the browser refuses, the reader gets it to copy by hand.
pub(super) fn copy(session: &Rc<Session>) {
    let Some((_, text)) = native(session) else { return };
    let session = Rc::clone(session);
    spawn_local(async move {
        if clipboard::copy(session.shell.root(), &text).await {
            session.act(Action::Exported);
        } else {
            session.act(Action::Show(Some(crate::model::action::Dialog::CopyWork)));
        }
    });
}

/// Calls `tell` with the annotated copy, unless no article is open.
fn with_copy(session: &Session, tell: &mut dyn FnMut(&AnnotatedCopy<'_>)) {
    let state = session.state.borrow();
    if state.article().is_empty() {
        return;
    }
    let language = session.language.get();
    tell(&AnnotatedCopy {
        state: &state,
        article: &session.meta.borrow().article,
        date: clock::now(),
        progress: &language.progress(state.tally().judged(), state.sentences().counted()),
        styles: ui::COPY_STYLES,
        words: &words_of(language),
    });
}

/// Starts the download of the annotated copy. It is no safe-keeping of the work: it cannot
/// be imported.
pub(super) fn save_copy(session: &Rc<Session>) {
    let mut file = None;
    with_copy(session, &mut |copy| {
        let reader = copy.state.reader().and_then(|reader| reader.name.as_deref());
        file = Some((file_name(&copy.article.title, reader, copy.date, "html"), annotated_copy::write(copy)));
    });
    let Some((name, text)) = file else { return };
    let outcome = download::file(&name, "text/html", &text).and_then(|file| download::download(&file));
    let outcome = outcome.map_err(|_| session.say(words::COPY_FAILED));
    tell(session, outcome.and_then(|()| saved(session, words::COPY_SAVED)));
}

/// Prints the annotated copy.
pub(super) fn print(session: &Rc<Session>) {
    let mut outcome = Ok(());
    with_copy(session, &mut |copy| {
        outcome = Nodes::new().and_then(|mut nodes| {
            annotated_copy::tell(copy, &mut nodes);
            let styles = annotated_copy::styles(copy.styles, copy.state.labels());
            let language = [copy.words.language, copy.words.direction];
            nodes.print(session.shell.root(), language, &annotated_copy::title(copy), &styles)
        });
    });
    if outcome.is_err() {
        tell(session, Err(session.say(words::PRINT_FAILED)));
    }
}

/// What is said of a download that has begun: `done`, unless a sandbox may swallow it.
fn saved(session: &Session, done: words::Word) -> Result<&'static str, &'static str> {
    if download::doubt() < download::LIKELY { Ok(session.say(done)) } else { Err(session.say(words::DOWNLOAD_DOUBTED)) }
}

/// What went well is told to those who see no download; what did not, to all.
fn tell(session: &Rc<Session>, outcome: Result<&str, &str>) {
    match outcome {
        Ok(done) => {
            session.shell.say(done);
            session.show();
        }
        Err(why) => session.act(Action::Report(why.into())),
    }
}
