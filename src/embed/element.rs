//! The custom element `<reading-annotator>`: what the page's JavaScript calls.
//!
//! The class itself is JavaScript (`element.js`); each instance has one [`Widget`].

use crate::embed::session::Session;
use crate::embed::{exporting, host_calls, importing, opening};
use crate::model::action::{Action, Motion};
use crate::wire::native;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    #[wasm_bindgen(js_name = defineElement)]
    fn define_element(name: &str, create: &Closure<dyn Fn(HtmlElement) -> Widget>);
    fn panicked(message: &str);
}

/// The element's name.
const NAME: &str = "reading-annotator";

/// Registers the element and what happens after a panic. Called once.
pub(super) fn define() {
    // Yew sets a hook of its own at the first render unless it is given one.
    yew::set_custom_panic_hook(Box::new(|info| panicked(&info.to_string())));
    let create = Closure::<dyn Fn(HtmlElement) -> Widget>::new(|host| Widget { session: Session::new(host, None) });
    define_element(NAME, &create);
    // The page may make elements as long as it lives.
    create.forget();
}

/// The wasm side of one `<reading-annotator>`.
#[wasm_bindgen]
pub struct Widget {
    session: Rc<Session>,
}

type Answer = Result<JsValue, JsValue>;

#[wasm_bindgen]
impl Widget {
    /// The SHA-256 of bytes, for the script that brings the later part of the wasm.
    #[must_use]
    pub fn sha256(bytes: &[u8]) -> Vec<u8> {
        native::digest(bytes).to_vec()
    }

    /// Reads the article and restores the labels; settles when the widget is ready.
    pub fn open(&self) -> js_sys::Promise {
        let session = Rc::clone(&self.session);
        future_to_promise(async move {
            opening::open(&session).await;
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Settles when no document is being loaded.
    pub fn loaded(&self) -> js_sys::Promise {
        self.session.loading.ended()
    }

    /// The element left the page: highlights and listeners go, everything else stays.
    pub fn suspend(&self) {
        self.session.suspend();
    }

    /// The element stays away: ends for good if all of the work is stored; whether it is.
    pub fn leave(&self) -> bool {
        let stored = self.session.is_stored();
        if stored {
            self.session.end();
        }
        stored
    }

    /// The element is back.
    pub fn resume(&self) {
        opening::resume(&self.session);
    }

    /// An attribute has a new value.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        opening::attribute_changed(&self.session, name);
    }

    /// All sentences with their labels.
    #[wasm_bindgen(js_name = getSentences)]
    pub fn get_sentences(&self) -> JsValue {
        host_calls::sentences(&self.session)
    }

    /// Attached annotations in reading order, as in the file format.
    #[wasm_bindgen(js_name = getAnnotations)]
    pub fn get_annotations(&self) -> JsValue {
        host_calls::annotations(&self.session)
    }

    /// Annotations whose text is gone, as in the file format.
    #[wasm_bindgen(js_name = getOrphans)]
    pub fn get_orphans(&self) -> JsValue {
        host_calls::orphans(&self.session)
    }

    /// Labels a target; an array with one annotation a sentence, or one for a span.
    pub fn annotate(&self, target: &JsValue, options: &JsValue) -> Answer {
        host_calls::annotate(&self.session, target, options)
    }

    /// Judges the sentences of a target "no label".
    #[wasm_bindgen(js_name = judgeNone)]
    pub fn judge_none(&self, target: &JsValue) -> Answer {
        host_calls::judge_none(&self.session, target)
    }

    /// Changes label, note or place of one annotation.
    pub fn update(&self, id: &JsValue, changes: &JsValue) -> Answer {
        host_calls::update(&self.session, id, changes)
    }

    /// Removes one annotation.
    pub fn remove(&self, id: &JsValue) -> Answer {
        host_calls::remove(&self.session, id)
    }

    /// Removes all annotations and judgements (one step).
    pub fn clear(&self) {
        host_calls::clear(&self.session);
    }

    /// Takes back the last step; whether something changed.
    pub fn undo(&self) -> bool {
        host_calls::retrace(&self.session, true)
    }

    /// Does it again; whether something changed.
    pub fn redo(&self) -> bool {
        host_calls::retrace(&self.session, false)
    }

    /// The annotations under a point of the viewport, innermost first.
    #[wasm_bindgen(js_name = annotationAt)]
    pub fn annotation_at(&self, x: &JsValue, y: &JsValue) -> Answer {
        host_calls::annotation_at(&self.session, x, y)
    }

    /// Moves the cursor to the sentence with this number, or to the last one; it gets the keys.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, sentence: usize) {
        self.session.act(Action::Move(Motion::To(sentence), false));
    }

    /// The work as a native `File`.
    #[wasm_bindgen(js_name = exportNative)]
    pub fn export_native(&self) -> Answer {
        exporting::native_file(&self.session).map(Into::into)
    }

    /// The host page has put the work into safety: it counts as exported.
    #[wasm_bindgen(js_name = markExported)]
    pub fn mark_exported(&self) {
        self.session.act(Action::Exported);
    }

    /// Merges a file or text; a report. `labels` leads from foreign labels to ours.
    #[wasm_bindgen(js_name = importFrom)]
    pub fn import_from(&self, source: JsValue, labels: JsValue) -> js_sys::Promise {
        let session = Rc::clone(&self.session);
        future_to_promise(async move { importing::import_value(&session, &source, &labels).await })
    }
}
