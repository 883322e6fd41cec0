//! The element's events: they bubble and cross shadow roots.

use crate::embed::host_calls::{annotation_json, from_json, report_json};
use crate::embed::session::Session;
use crate::model::action::Source;
use crate::model::effect::Event;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

fn source_name(source: Source) -> &'static str {
    match source {
        Source::User => "user",
        Source::Api => "api",
        Source::Undo => "undo",
        Source::Import => "import",
        Source::Tab => "tab",
    }
}

/// Tells the host page what happened.
pub(super) fn emit(session: &Session, event: &Event) {
    if let Some(owner) = &session.owner {
        owner.told(session, event);
    }
    let (name, source, detail): (&str, Option<Source>, Vec<(&str, JsValue)>) = match event {
        Event::Created(annotation, source)
        | Event::Updated(annotation, source)
        | Event::Removed(annotation, source) => {
            let name = match event {
                Event::Created(..) => "annotation-created",
                Event::Updated(..) => "annotation-updated",
                _ => "annotation-removed",
            };
            (name, Some(*source), vec![("annotation", from_json(&annotation_json(session, annotation)))])
        }
        Event::Imported(report) => {
            ("annotations-imported", Some(Source::Import), vec![("report", report_json(report))])
        }
        Event::Failed { code, message } => {
            ("annotator-error", None, vec![("code", JsValue::from_str(code)), ("message", JsValue::from_str(message))])
        }
    };
    let source = source.map(|source| ("source", JsValue::from_str(source_name(source))));
    dispatch(session, name, detail.into_iter().chain(source));
}

/// `annotator-ready`.
pub(super) fn ready(session: &Session) {
    if let Some(owner) = &session.owner {
        owner.ready();
    }
    dispatch(session, "annotator-ready", std::iter::empty());
}

fn dispatch<'a>(session: &Session, name: &str, detail: impl Iterator<Item = (&'a str, JsValue)>) {
    let object = Object::new();
    for (key, value) in detail {
        // Setting a property of a plain object that was just made cannot fail.
        let _ = Reflect::set(&object, &key.into(), &value);
    }
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_detail(&object);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &options) {
        // An exception in a listener is reported by the browser, not thrown here.
        let _ = session.host.dispatch_event(&event);
    }
}
