//! Bringing work in: a file by picker, drop or the host page; pasted text; labels that are only shown.

use crate::dom::file_reading;
use crate::embed::exporting;
use crate::embed::host_calls::{report_json, report_of};
use crate::embed::loading::Hold;
use crate::embed::placing::incoming;
use crate::embed::problems::{file_problem, unreadable};
use crate::embed::session::Session;
use crate::embed::target::type_error;
use crate::model::action::{Action, Foreign, Incoming, People, Source};
use crate::model::reattach::Away;
use crate::ui::words;
use crate::wire::FileProblem;
use crate::wire::native::{Limits, read};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// A text in another tool's format or with labels of another set as a native file, and what was not taken; null where
    /// nobody knows the format, false where the reader wants no import. `keeps`: what is answered may be remembered.
    #[wasm_bindgen(catch)]
    async fn translated(
        host: &JsValue,
        text: &str,
        native: &str,
        labels: &JsValue,
        keeps: bool,
    ) -> Result<JsValue, JsValue>;
}

/// Files that the reader picked or dropped, one after the other.
pub(super) fn import_files(session: &Rc<Session>, files: Vec<web_sys::File>) {
    let session = Rc::clone(session);
    spawn_local(async move {
        for file in files {
            // What went wrong is in the panel by now.
            let _ = import_value(&session, &file, &JsValue::UNDEFINED).await;
        }
    });
}

/// Pasted text.
pub(super) fn import_pasted(session: &Rc<Session>, text: String) {
    let (session, text) = (Rc::clone(session), JsValue::from(text));
    spawn_local(async move {
        let _ = import_value(&session, &text, &JsValue::UNDEFINED).await;
    });
}

/// A file or text, also the host page's; `labels` leads from foreign labels to
/// ours; where there are none the reader is asked.
pub(super) async fn import_value(
    session: &Rc<Session>,
    source: &JsValue,
    labels: &JsValue,
) -> Result<JsValue, JsValue> {
    if session.state.borrow().is_read_only() {
        let why = session.say(words::ONLY_SHOWN);
        return Err(refuse(session, &session.language.get().fill(words::NOTHING_IMPORTED, &[("why", why)])));
    }
    let text = match (source.as_string(), source.dyn_ref::<web_sys::File>()) {
        (Some(text), _) => text,
        (None, Some(file)) => match file_reading::read_text(file).await {
            Ok(text) => text,
            Err(problem) => {
                let language = session.language.get();
                let why = unreadable(&problem, language);
                return Err(refuse(session, &language.fill(words::NOTHING_IMPORTED, &[("why", &why)])));
            }
        },
        (None, None) => return Err(type_error("importFrom: a File or text is needed.")),
    };
    let untaken = match import_native(session, &text, None).await {
        Ok(answer) => return answer,
        Err(untaken) => untaken,
    };
    let native = match &untaken {
        Untaken::UnknownLabels | Untaken::Refused(FileProblem::OtherFormat(_) | FileProblem::NotJson { .. }) => {
            exporting::native(session)
        }
        _ => None,
    };
    if let Some((_, native)) = native {
        match translated(&session.host, &text, &native, labels, !session.shared.get()).await {
            Ok(made) if made.is_null() => {}
            Ok(made) if made.is_falsy() => return Ok(JsValue::UNDEFINED),
            Ok(made) => {
                let made: js_sys::Array = made.unchecked_into();
                let problems = made.get(1).unchecked_into::<js_sys::Array>();
                let problems = problems.iter().filter_map(|words| words.as_string()).map(Into::into).collect();
                let text = made.get(0).as_string().unwrap_or_default();
                return import_native(session, &text, Some(problems))
                    .await
                    .unwrap_or_else(|why| Err(why.tell(session)));
            }
            Err(error) => {
                let error = js_sys::Error::from(error);
                return Err(refuse(session, &String::from(error.message())));
            }
        }
    }
    if matches!(untaken, Untaken::UnknownLabels) {
        return import_native(session, &text, Some(Vec::new())).await.unwrap_or_else(|why| Err(why.tell(session)));
    }
    Err(untaken.tell(session))
}

fn refuse(session: &Rc<Session>, why: &str) -> JsValue {
    session.send(Action::RefuseImport(why.into()), Source::Import);
    js_sys::Error::new(why).into()
}

fn not_imported(session: &Rc<Session>, why: &str) -> JsValue {
    refuse(session, &session.language.get().fill(words::NOT_IMPORTED, &[("why", why)]))
}

/// Why a file was not taken; nothing has changed.
enum Untaken {
    /// No article is open.
    Nowhere,
    /// It cannot be read.
    Refused(FileProblem),
    /// It has labels of another set, of which somebody may know what they mean here.
    UnknownLabels,
}

impl Untaken {
    /// Tells the reader; the error for the host page.
    fn tell(&self, session: &Rc<Session>) -> JsValue {
        match self {
            Self::Refused(problem) => not_imported(session, &file_problem(problem, session.language.get())),
            Self::Nowhere | Self::UnknownLabels => refuse(session, session.say(words::NO_ARTICLE)),
        }
    }
}

/// Takes a native file; `problems` were met on the way to it, `None` if nobody has been asked yet
/// what labels mean that are unknown here.
async fn import_native(
    session: &Rc<Session>,
    text: &str,
    problems: Option<Vec<Rc<str>>>,
) -> Result<Result<JsValue, JsValue>, Untaken> {
    let hold = Hold::after_others(session).await;
    let opening = session.opening.get();
    let parsed = {
        let state = session.state.borrow();
        if state.article().is_empty() {
            return Err(Untaken::Nowhere);
        }
        read(text, state.labels(), &Limits::default())
    };
    let file = parsed.map_err(Untaken::Refused)?;
    if problems.is_none() && file.has_unknown_labels() {
        return Err(Untaken::UnknownLabels);
    }
    session.meta.borrow_mut().note_unknown(&file.extras, &file.annotators);
    let mut incoming = incoming(session, file).await;
    if session.opening.get() != opening {
        return Ok(Err(not_imported(session, session.say(words::OTHER_ARTICLE))));
    }
    incoming.refused.extend(problems.into_iter().flatten().map(|problem| (None, problem)));
    let update = session.send(Action::Import(incoming), Source::Import);
    hold.end();
    Ok(Ok(report_of(&update.effects).map_or(JsValue::UNDEFINED, report_json)))
}

/// Labels of a file that are only shown, and what was left out of it.
pub(super) async fn foreign_of_file(session: &Rc<Session>, text: &str) -> Result<(Foreign, Option<Rc<str>>), String> {
    let file = read(text, session.state.borrow().labels(), &Limits::default())
        .map_err(|problem| file_problem(&problem, session.language.get()))?;
    let Incoming { annotations, annotators, edits, judged_none, relations, refused } = incoming(session, file).await;
    let state = session.state.borrow();
    let foreign = Foreign {
        put: annotations,
        sentences: Some(Rc::new(state.sentences().mended(&edits, state.article()))).filter(|_| !edits.is_empty()),
        people: Some(People { annotators, judged_none, relations, exported: None, away: Away::default() }),
        ..Foreign::default()
    };
    Ok((foreign, refused.into_iter().next().map(|(_, reason)| reason)))
}
