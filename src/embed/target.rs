//! What the host page points at: a sentence, sentences, a span, a DOM range.

use crate::embed::session::Session;
use crate::model::span::Span;
use crate::model::state::State;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A `TypeError` with a sentence that names the argument.
pub(super) fn type_error(message: &str) -> JsValue {
    js_sys::TypeError::new(message).into()
}

/// A property that is there and not `undefined`.
pub(super) fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    if !object.is_object() {
        return None;
    }
    Reflect::get(object, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// A whole number from 0 on.
pub(super) fn whole(value: &JsValue) -> Option<usize> {
    let number = value.as_f64()?;
    // Every whole number up to 2^32 is exact in a float; texts are shorter.
    (number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0).then_some(number as usize)
}

/// The spans that a target stands for: one a sentence, or one for a span or range.
pub(super) fn spans(session: &Session, target: &JsValue) -> Result<Vec<Span>, JsValue> {
    let state = session.state.borrow();
    if let Some(range) = target.dyn_ref::<web_sys::Range>() {
        let article = session.article.borrow();
        let span = article.as_ref().and_then(|article| article.read.map.span_of(range));
        return span
            .map(|span| vec![span])
            .ok_or_else(|| type_error("target: the range holds no text of the article."));
    }
    if let (Some(start), Some(end)) = (property(target, "start"), property(target, "end")) {
        return span(&state, &start, &end).map(|span| vec![span]);
    }
    let numbers = sentence_numbers(&state, target)?;
    Ok(numbers.filter_map(|number| state.sentences().get(number)).map(|sentence| sentence.span).collect())
}

/// The sentences that a target names or touches.
pub(super) fn sentences(session: &Session, target: &JsValue) -> Result<Vec<usize>, JsValue> {
    {
        let state = session.state.borrow();
        if property(target, "sentence").is_some() || property(target, "sentences").is_some() {
            return sentence_numbers(&state, target).map(Iterator::collect);
        }
    }
    let spans = spans(session, target)?;
    let state = session.state.borrow();
    Ok(spans.into_iter().flat_map(|span| state.sentences().touching(span)).collect())
}

/// A span from two offsets in code points.
pub(super) fn span(state: &State, start: &JsValue, end: &JsValue) -> Result<Span, JsValue> {
    let start = whole(start).ok_or_else(|| type_error("start: a whole number of code points is needed."))?;
    let end = whole(end).ok_or_else(|| type_error("end: a whole number of code points is needed."))?;
    state.article().span_of_code_points(start, end).ok_or_else(|| {
        let length = state.article().code_points().get();
        type_error(&format!("start, end: {start} to {end} is no span of this text of {length} code points."))
    })
}

fn sentence_numbers(state: &State, target: &JsValue) -> Result<std::ops::RangeInclusive<usize>, JsValue> {
    let count = state.sentences().len();
    let number = |value: &JsValue, name: &str| {
        whole(value).filter(|number| *number < count).ok_or_else(|| {
            type_error(&format!("{name}: a sentence's index from 0 to {} is needed.", count.saturating_sub(1)))
        })
    };
    if let Some(one) = property(target, "sentence") {
        let one = number(&one, "sentence")?;
        return Ok(one..=one);
    }
    if let Some(list) = property(target, "sentences").filter(Array::is_array) {
        let list = Array::from(&list);
        if list.length() == 2 {
            let (from, to) = (number(&list.get(0), "sentences[0]")?, number(&list.get(1), "sentences[1]")?);
            return Ok(from.min(to)..=from.max(to));
        }
    }
    Err(type_error("target: {sentence}, {sentences: [from, to]}, {start, end} or a Range is needed."))
}
