//! Which language the interface speaks: what the host element, the configuration or else the
//! page says. English is here; the words of another come as a file of their own.

use crate::embed::Apart;
use crate::embed::session::Session;
use crate::model::label::LabelSet;
use crate::model::phrases::stripped;
use crate::ui::Language;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// The tag (BCP 47) of the language that is asked for, or an empty text.
    #[wasm_bindgen(js_name = languageOf)]
    fn language_of(host: &JsValue, configured: Option<&str>) -> String;
    /// The words of this language: a text, null where there are none, undefined where they are
    /// not there within `patience` milliseconds.
    #[wasm_bindgen(js_name = languageFile)]
    async fn language_file(tag: &str, patience: f64) -> JsValue;
}

/// So long nothing is shown while the words are on their way, in milliseconds; then English is.
pub(super) const PATIENCE_MS: f64 = 2000.0;

/// Lets the interface speak the language that is asked for; ends when it does, or when its words
/// take longer than `patience`: then it changes as soon as they are there. `configured` is what
/// the configuration says, nothing if that is as it was.
pub(super) async fn settle(session: &Rc<Session>, configured: Option<&str>, patience: f64) {
    if let Some((tag, words)) = session.owner.as_ref().and_then(|owner| owner.words()) {
        return speak(session, language_with(tag, words));
    }
    let tag = language_of(&session.host, configured);
    match Language::known(&tag) {
        Some(known) => speak(session, known),
        None => learning(session, tag, patience).await,
    }
}

#[inline(never)]
fn language_with(tag: &str, words: &str) -> Language {
    Language::known(tag).unwrap_or_else(|| Language::of(tag, stripped(words).leak()))
}

#[inline(never)]
fn learning(session: &Rc<Session>, tag: String, patience: f64) -> Apart<'_, ()> {
    Box::pin(learn(session, tag, patience))
}

/// Speaks the language of `tag` as soon as its words are there.
async fn learn(session: &Rc<Session>, tag: String, patience: f64) {
    let file = language_file(&tag, patience).await;
    if file.is_undefined() {
        change(session);
    } else {
        speak(session, file.as_string().map_or_else(Language::default, |file| Language::of(&tag, file.leak())));
    }
}

/// What says which language it is has changed, or its words come late.
pub(super) fn change(session: &Rc<Session>) {
    let session = Rc::clone(session);
    spawn_local(async move {
        settle(&session, None, f64::INFINITY).await;
        session.show();
    });
}

/// From now on in this language; the usual labels, too.
fn speak(session: &Session, language: Language) {
    if session.language.replace(language) != language {
        reword(session, language);
    }
}

#[inline(never)]
fn reword(session: &Session, language: Language) {
    if !session.labels.borrow().is_own() {
        let labels = Rc::new(LabelSet::usual(&language.usual_labels()));
        session.labels.replace(Rc::clone(&labels));
        session.state.borrow_mut().reword_labels(labels);
    }
}
