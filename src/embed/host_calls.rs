//! The element's methods: arguments in, answers out.

use crate::embed::session::Session;
use crate::embed::target::{property, sentences as target_sentences, span, spans, type_error};
use crate::model::action::{Action, Patch, Source};
use crate::model::annotation::Annotation;
use crate::model::effect::{Effect, Event};
use crate::wire::record::annotation_record;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// `JSON.parse` as it was before the host page could patch it.
    #[wasm_bindgen(js_name = fromJson)]
    pub(super) fn from_json(text: &str) -> JsValue;
}

type Answer = Result<JsValue, JsValue>;

/// An annotation as in the file format.
pub(super) fn annotation_json(session: &Session, annotation: &Annotation) -> String {
    let state = session.state.borrow();
    annotation_record(annotation, state.article(), state.sentences())
}

fn list<'a>(session: &Session, annotations: impl Iterator<Item = &'a Rc<Annotation>>) -> JsValue {
    let records: Vec<String> = annotations.map(|annotation| annotation_json(session, annotation)).collect();
    from_json(&format!("[{}]", records.join(",")))
}

pub(super) fn annotations(session: &Session) -> JsValue {
    let placed = Rc::clone(session.state.borrow().annotations().placed());
    list(session, placed.iter())
}

pub(super) fn orphans(session: &Session) -> JsValue {
    let orphans = Rc::clone(session.state.borrow().annotations().orphans());
    list(session, orphans.iter())
}

pub(super) fn sentences(session: &Session) -> JsValue {
    let state = session.state.borrow();
    let out = js_sys::Array::new();
    for (index, sentence) in state.sentences().as_slice().iter().enumerate() {
        let Some((start, end)) = state.article().code_points_of(sentence.span) else { continue };
        let label = match state.annotation_of_sentence(index) {
            Some(annotation) => JsValue::from_str(&annotation.label),
            None if state.is_judged_none(index) => JsValue::from_str("none"),
            None => JsValue::NULL,
        };
        let object = js_sys::Object::new();
        let set = |name: &str, value: JsValue| {
            // Setting a property of a plain object that was just made cannot fail.
            let _ = js_sys::Reflect::set(&object, &name.into(), &value);
        };
        set("index", (index as f64).into());
        set("id", format!("s{}", index + 1).into());
        set("start", (start as f64).into());
        set("end", (end as f64).into());
        set("text", state.article().slice(sentence.span).into());
        set("label", label);
        out.push(&object);
    }
    out.into()
}

/// A label id that is in the label set.
fn known_label(session: &Session, value: &JsValue) -> Result<Rc<str>, JsValue> {
    let state = session.state.borrow();
    let known = value.as_string().filter(|id| state.labels().get(id).is_some());
    known.map(Rc::from).ok_or_else(|| {
        let ids: Vec<&str> = state.labels().as_slice().iter().map(|label| &*label.id).collect();
        type_error(&format!("label: one of {} is needed.", ids.join(", ")))
    })
}

/// A note: text or null.
fn note(value: &JsValue) -> Result<Option<Rc<str>>, JsValue> {
    if value.is_null() {
        return Ok(None);
    }
    value.as_string().map(|text| Some(text.into())).ok_or_else(|| type_error("note: text or null is needed."))
}

/// Refuses where labels are only shown.
fn writable(session: &Session) -> Result<(), JsValue> {
    let read_only = session.state.borrow().is_read_only();
    if read_only { Err(js_sys::Error::new("Labels are only shown here (readonly).").into()) } else { Ok(()) }
}

pub(super) fn annotate(session: &Rc<Session>, target: &JsValue, options: &JsValue) -> Answer {
    writable(session)?;
    let spans = spans(session, target)?;
    let label = known_label(session, &property(options, "label").unwrap_or_default())?;
    let note = property(options, "note").map_or(Ok(None), |value| note(&value))?;
    session.send(Action::Annotate(spans.clone(), Rc::clone(&label), note), Source::Api);
    let state = session.state.borrow();
    let own = state.reader().map(|reader| Rc::clone(&reader.id));
    let made: Vec<Rc<Annotation>> = spans
        .into_iter()
        .filter_map(|span| {
            let mut here = state.annotations().touching(span);
            here.find(|found| found.span() == Some(span) && Some(&found.annotator) == own.as_ref()).cloned()
        })
        .collect();
    drop(state);
    Ok(list(session, made.iter()))
}

pub(super) fn judge_none(session: &Rc<Session>, target: &JsValue) -> Answer {
    writable(session)?;
    let sentences = target_sentences(session, target)?;
    session.send(Action::JudgeNoneAt(sentences), Source::Api);
    Ok(JsValue::UNDEFINED)
}

/// The id of an annotation that is here.
fn known_id(session: &Session, id: &JsValue) -> Result<Rc<str>, JsValue> {
    let state = session.state.borrow();
    let known = id.as_string().and_then(|id| state.annotations().get(&id).map(|found| Rc::clone(&found.id)));
    known.ok_or_else(|| type_error("id: the id of an annotation of this document is needed."))
}

pub(super) fn update(session: &Rc<Session>, id: &JsValue, changes: &JsValue) -> Answer {
    writable(session)?;
    let id = known_id(session, id)?;
    if !["label", "note", "start", "end"].iter().any(|name| property(changes, name).is_some()) {
        return Err(type_error("changes: an object with label, note, start or end is needed."));
    }
    let label = property(changes, "label").map(|value| known_label(session, &value)).transpose()?;
    let note = property(changes, "note").map(|value| note(&value)).transpose()?;
    let span = match (property(changes, "start"), property(changes, "end")) {
        (None, None) => None,
        (start, end) => {
            let state = session.state.borrow();
            let now = state.annotations().get(&id).and_then(|found| found.span());
            let (old_start, old_end) = now.and_then(|now| state.article().code_points_of(now)).unwrap_or_default();
            let or = |value: Option<JsValue>, old: usize| value.unwrap_or_else(|| (old as f64).into());
            Some(span(&state, &or(start, old_start), &or(end, old_end))?)
        }
    };
    session.send(Action::Update(Rc::clone(&id), Patch { label, note, span }), Source::Api);
    let annotation = session.state.borrow().annotations().get(&id).cloned();
    Ok(annotation.map_or(JsValue::UNDEFINED, |annotation| from_json(&annotation_json(session, &annotation))))
}

pub(super) fn remove(session: &Rc<Session>, id: &JsValue) -> Answer {
    writable(session)?;
    let id = known_id(session, id)?;
    session.send(Action::Remove(id), Source::Api);
    Ok(JsValue::UNDEFINED)
}

pub(super) fn clear(session: &Rc<Session>) {
    session.send(Action::Clear, Source::Api);
}

pub(super) fn retrace(session: &Rc<Session>, back: bool) -> bool {
    session.send(if back { Action::Undo } else { Action::Redo }, Source::Api).changed
}

pub(super) fn annotation_at(session: &Rc<Session>, x: &JsValue, y: &JsValue) -> Answer {
    let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else {
        return Err(type_error("x, y: two numbers (client pixels) are needed."));
    };
    let place = session.article.borrow().as_ref().and_then(|article| article.place_at(x, y));
    let found = place.map(|place| session.state.borrow().annotations().over(place)).unwrap_or_default();
    Ok(list(session, found.iter()))
}

/// What an action did for the host page: the report of its import.
pub(super) fn report_json(report: &crate::model::effect::ImportReport) -> JsValue {
    let object = js_sys::Object::new();
    let set = |object: &js_sys::Object, name: &str, value: &JsValue| {
        let _ = js_sys::Reflect::set(object, &name.into(), value);
    };
    for (name, count) in [
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        ("orphaned", report.orphaned),
    ] {
        set(&object, name, &(count as f64).into());
    }
    let refused = js_sys::Array::new();
    for (id, reason) in &report.refused {
        let entry = js_sys::Object::new();
        set(&entry, "id", &id.as_deref().map_or(JsValue::NULL, JsValue::from_str));
        set(&entry, "reason", &JsValue::from_str(reason));
        refused.push(&entry);
    }
    set(&object, "refused", &refused);
    object.into()
}

/// The report among the effects of an import.
pub(super) fn report_of(effects: &[Effect]) -> Option<&crate::model::effect::ImportReport> {
    effects.iter().find_map(|effect| match effect {
        Effect::Emit(Event::Imported(report)) => Some(report),
        _ => None,
    })
}
