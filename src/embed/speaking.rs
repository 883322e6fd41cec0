//! Which language the interface speaks: what the host element, the configuration or else the
//! page says. English is here; the words of another come as a file of their own.

use crate::embed::session::Session;
use crate::model::label::LabelSet;
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
const PATIENCE_MS: f64 = 2000.0;

/// Lets the interface speak the language that is asked for; ends when it does, or when its words
/// take too long: then it changes as soon as they are there.
pub(super) async fn settle(session: &Rc<Session>, configured: Option<&str>) {
    if let Some((tag, words)) = session.owner.as_ref().and_then(|owner| owner.words()) {
        return speak(session, Language::of(tag, words));
    }
    let tag = language_of(&session.host, configured);
    if let Some(known) = Language::known(&tag) {
        return speak(session, known);
    }
    let file = language_file(&tag, PATIENCE_MS).await;
    if !file.is_undefined() {
        return speak(session, made(&tag, &file));
    }
    let (session, opening) = (Rc::clone(session), session.opening.get());
    spawn_local(async move {
        let file = language_file(&tag, f64::INFINITY).await;
        // Another opening asks for itself.
        if session.opening.get() == opening {
            speak(&session, made(&tag, &file));
            session.show();
        }
    });
}

/// English where there is no file.
fn made(tag: &str, file: &JsValue) -> Language {
    file.as_string().map_or_else(Language::default, |file| Language::of(tag, file.leak()))
}

/// The attributes that say which language it is changed.
pub(super) fn change(session: &Rc<Session>) {
    let session = Rc::clone(session);
    spawn_local(async move {
        let configured = session.configuration.borrow().ui_language.clone();
        settle(&session, configured.as_deref()).await;
        session.show();
    });
}

/// From now on in this language; the usual labels, too.
fn speak(session: &Session, language: Language) {
    if session.language.replace(language) == language {
        return;
    }
    if !session.labels.borrow().is_own() {
        let labels = Rc::new(LabelSet::usual(&language.usual_labels()));
        session.labels.replace(Rc::clone(&labels));
        session.state.borrow_mut().reword_labels(labels);
    }
}
