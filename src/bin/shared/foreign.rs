//! What the wasms that read other tools' formats tell the page's script of a foreign text.

use js_sys::{Array, Object};
use reading_annotator::wire::formats::read::{ConvertProblem, Mapping, convert};
use wasm_bindgen::prelude::*;

/// The native file for the text whose native file is `native`, what was not taken, and the labels
/// that nobody knows with their numbers. `told` is an object from foreign labels to ours, or to null
/// for those to be left out; `remembered` is what was told of other files. With `columns` what stands
/// beside labels is kept as columns.
pub(crate) fn to_native(
    text: &str,
    native: &str,
    told: &JsValue,
    remembered: &JsValue,
    columns: bool,
) -> Result<Array, ConvertProblem> {
    let mapping: Vec<Mapping> = mapping(told, false).chain(mapping(remembered, true)).collect();
    let made = convert(text, native, &mapping)?;
    let beside = made.beside.iter().filter(|_| !columns);
    let problems: Array = beside.chain(&made.problems).map(|problem| JsValue::from_str(problem)).collect();
    let unknown =
        made.unknown.iter().map(|(label, count)| Array::of2(&JsValue::from_str(label), &(*count as f64).into()));
    Ok(Array::of3(&JsValue::from_str(&made.native), &problems, &unknown.collect::<Array>()))
}

fn mapping(object: &JsValue, remembered: bool) -> impl Iterator<Item = Mapping> {
    // Not by `instanceof`: the object may be another frame's.
    let object = object.is_object().then(|| object.unchecked_ref::<Object>());
    let pairs = object.map(Object::entries).unwrap_or_default();
    let one = move |pair: JsValue| {
        let pair = Array::from(&pair);
        Some(Mapping { foreign: pair.get(0).as_string()?, own: pair.get(1).as_string(), remembered })
    };
    pairs.to_vec().into_iter().filter_map(one)
}
