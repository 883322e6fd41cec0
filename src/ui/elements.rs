//! Elements that several pieces of the screen have in common.

use crate::ui::icons::icon;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `HTMLInputElement` or `HTMLTextAreaElement`
    pub(crate) type Field;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Field) -> String;

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_value(this: &Field, value: &str);

    #[wasm_bindgen(method)]
    pub(crate) fn select(this: &Field);
}

/// A text field that is not bound to the state, so that what is being typed stays: it
/// is filled when it appears and when the state's text changes.
#[derive(Default)]
pub(crate) struct Filled {
    pub(crate) field: NodeRef,
    known: Option<Option<Rc<str>>>,
}

impl Filled {
    /// Fills the field with `text`, or `instead` where there is none; to be called after
    /// each render. Gives the field if it was filled.
    pub(crate) fn fill(&mut self, text: Option<&Rc<str>>, instead: &str) -> Option<Field> {
        let Some(field) = self.field.get() else {
            self.known = None;
            return None;
        };
        if self.known.as_ref().is_some_and(|known| known.as_ref() == text) {
            return None;
        }
        self.known = Some(text.cloned());
        let field: Field = field.unchecked_into();
        field.set_value(text.map_or(instead, |text| text));
        Some(field)
    }
}

/// A button with a name, after an icon if there is one.
pub(crate) fn button(
    class: &'static str,
    path: Option<&'static str>,
    name: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! { <button type="button" {class} {onclick}>{path.map(icon)}{name}</button> }
}

/// A square button that shows an icon alone.
pub(crate) fn icon_button(name: &'static str, path: &'static str, onclick: Callback<MouseEvent>) -> Html {
    icon_button_unless(false, name, path, onclick)
}

/// As [`icon_button`]. What cannot be done stays reachable and says so: a disabled
/// button would drop the focus of whoever has just pressed it.
pub(crate) fn icon_button_unless(
    disabled: bool,
    name: &'static str,
    path: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="icon-button" aria-label={name} title={name}
            aria-disabled={disabled.then_some("true")} {onclick}>
            {icon(path)}
        </button>
    }
}

/// A label's letter in its colour, not for assistive technology.
pub(crate) fn badge(letter: &str) -> Html {
    html! { <span class="badge" aria-hidden="true">{letter}</span> }
}

/// A key, drawn as a key.
pub(crate) fn kbd(key: &str) -> Html {
    html! { <kbd>{key}</kbd> }
}

/// The class of the label with this number.
pub(crate) fn label_number(number: usize) -> String {
    "label-".to_owned() + &number.to_string()
}
