//! The element's events: they bubble and cross shadow roots.

use crate::embed::host_calls::{annotation_json, report_json};
use crate::embed::session::Session;
use crate::model::action::Source;
use crate::model::annotation::Annotation;
use crate::model::effect::Event;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn source_name(source: Source) -> &'static str {
    match source {
        Source::User => "user",
        Source::Api => "api",
        Source::Undo => "undo",
        Source::Import => "import",
        Source::Tab => "tab",
    }
}

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// Sends an event of this name from the element.
    #[wasm_bindgen(js_name = tell)]
    fn tell(host: &HtmlElement, name: &str, detail: &Object);
    /// Sends an event for each annotation of a JSON array; `names` are the events', a line each.
    #[wasm_bindgen(js_name = tellAnnotations)]
    fn tell_annotations(host: &HtmlElement, names: &str, annotations: &str, source: &str);
}

/// Tells the host page what happened.
pub(super) fn emit(session: &Session, events: &[&Event]) {
    for events in events.chunk_by(|one, other| source_of(one) == source_of(other)) {
        if let Some(owner) = &session.owner {
            events.iter().for_each(|event| owner.told(session, event));
        }
        match events.first().and_then(|event| source_of(event)) {
            Some(source) => emit_annotations(session, events, source),
            None => events.iter().for_each(|event| emit_other(session, event)),
        }
    }
}

/// What happened to annotations at once crosses into JavaScript at once: a crossing each costs
/// more than making the JSON.
fn emit_annotations(session: &Session, events: &[&Event], source: Source) {
    let (mut names, mut records) = (Vec::new(), Vec::new());
    for (name, annotation, _) in events.iter().filter_map(|event| annotation_of(event)) {
        names.push(name);
        records.push(annotation_json(session, annotation));
    }
    let list = ["[", &records.join(","), "]"].concat();
    tell_annotations(&session.host, &names.join("\n"), &list, source_name(source));
}

fn emit_other(session: &Session, event: &Event) {
    match event {
        Event::Imported(report) => {
            let source = JsValue::from_str(source_name(Source::Import));
            emit_with(session, "annotations-imported", &[("report", report_json(report)), ("source", source)]);
        }
        Event::Failed { code, message } => {
            let detail = [("code", JsValue::from_str(code)), ("message", JsValue::from_str(message))];
            emit_with(session, "annotator-error", &detail);
        }
        Event::Created(..) | Event::Updated(..) | Event::Removed(..) => {}
    }
}

/// Whose doing it was that something happened to an annotation.
fn source_of(event: &Event) -> Option<Source> {
    annotation_of(event).map(|(_, _, source)| source)
}

/// What happened to one annotation: the event's name, the annotation, whose doing it was.
fn annotation_of(event: &Event) -> Option<(&'static str, &Annotation, Source)> {
    match event {
        Event::Created(annotation, source) => Some(("annotation-created", annotation, *source)),
        Event::Updated(annotation, source) => Some(("annotation-updated", annotation, *source)),
        Event::Removed(annotation, source) => Some(("annotation-removed", annotation, *source)),
        Event::Imported(_) | Event::Failed { .. } => None,
    }
}

/// `annotator-ready`.
pub(super) fn ready(session: &Session) {
    if let Some(owner) = &session.owner {
        owner.ready();
    }
    emit_with(session, "annotator-ready", &[]);
}

fn emit_with(session: &Session, name: &str, detail: &[(&str, JsValue)]) {
    let object = Object::new();
    for (key, value) in detail {
        // Setting a property of a plain object that was just made cannot fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    tell(&session.host, name, &object);
}
