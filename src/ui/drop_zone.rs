//! Files dropped on the panel and text pasted into it are imported.

use crate::ui::intent::Intent;
use crate::ui::toolbar::files;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, Element};
use yew::prelude::*;

/// Whether files are being dragged (text is the article's affair).
pub(crate) fn brings_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

fn dropped(data: Option<DataTransfer>) -> Option<Intent> {
    let files = files(data?.files());
    (!files.is_empty()).then_some(Intent::ImportFiles(files))
}

/// What a drop asks for.
pub(crate) fn of_drop(event: &DragEvent) -> Option<Intent> {
    dropped(event.data_transfer())
}

/// Whether text goes into the element that the event is for.
pub(crate) fn is_field(event: &Event) -> bool {
    let target = event.target_dyn_into::<Element>();
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "TEXTAREA" | "INPUT"))
}

/// What pasting asks for: nothing inside a text field, or where it is no JSON object.
pub(crate) fn of_paste(event: &Event) -> Option<Intent> {
    let data = event.dyn_ref::<ClipboardEvent>().filter(|_| !is_field(event))?.clipboard_data();
    dropped(data.clone()).or_else(|| {
        let text = data?.get_data("text/plain").ok()?;
        text.trim_start_matches('\u{feff}').trim_start().starts_with('{').then_some(Intent::ImportText(text))
    })
}
