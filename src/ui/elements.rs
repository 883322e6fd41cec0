//! Elements that several pieces of the screen have in common.

use crate::ui::icons::icon;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VTag, VText};

#[wasm_bindgen]
extern "C" {
    /// `HTMLInputElement`, `HTMLTextAreaElement` or `HTMLSelectElement`
    pub(crate) type Field;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Field) -> String;

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_value(this: &Field, value: &str);

    #[wasm_bindgen(method)]
    pub(crate) fn select(this: &Field);

    /// Of an `HTMLSelectElement`.
    #[wasm_bindgen(method, getter, js_name = selectedIndex)]
    pub(crate) fn selected_index(this: &Field) -> i32;
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

/// An element with attributes that are known only as it is made. `html!` would take the
/// class apart into a set of names, which costs kilobytes of wasm. An attribute without a
/// value is left out.
pub(crate) fn element(
    tag: &'static str,
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    children: Vec<Html>,
) -> Html {
    tag_of(tag, None, names, values, Listeners::None, children)
}

/// As [`element`], with a key among its siblings.
pub(crate) fn keyed(
    key: Key,
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    children: Vec<Html>,
) -> Html {
    tag_of("div", Some(key), names, values, Listeners::None, children)
}

/// As [`element`], for a button.
pub(crate) fn press(
    onclick: Callback<MouseEvent>,
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    children: Vec<Html>,
) -> Html {
    let listener: Rc<dyn Listener> = Rc::new(yew::html::onclick::Wrapper::new(onclick));
    tag_of("button", None, names, values, Listeners::Pending(Box::new([Some(listener)])), children)
}

/// An empty element that listens.
pub(crate) fn listening(
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    listeners: Box<[Option<Rc<dyn Listener>>]>,
) -> Html {
    tag_of("div", None, names, values, Listeners::Pending(listeners), Vec::new())
}

#[inline(never)]
fn tag_of(
    tag: &'static str,
    key: Option<Key>,
    names: &'static [&'static str],
    values: Vec<Option<AttrValue>>,
    listeners: Listeners,
    children: Vec<Html>,
) -> Html {
    let values = values.into_iter().map(|value| value.map(AttributeOrProperty::Attribute)).collect();
    let attributes = Attributes::Dynamic { keys: names, values };
    let children = VList::with_children(children, None).into();
    VTag::__new_other(tag.into(), NodeRef::default(), key, attributes, listeners, children).into()
}

/// A text.
pub(crate) fn text(text: impl Into<AttrValue>) -> Html {
    VText::new(text).into()
}

/// A number as an attribute.
pub(crate) fn number(number: usize) -> Option<AttrValue> {
    Some(number.to_string().into())
}

/// "true" or "false"
pub(crate) fn truth(is: bool) -> Option<AttrValue> {
    fixed(if is { "true" } else { "false" })
}

/// An attribute's value that is never another.
pub(crate) fn fixed(value: &'static str) -> Option<AttrValue> {
    Some(AttrValue::Static(value))
}

/// A language (BCP 47), if it is known.
pub(crate) fn lang(lang: &Rc<str>) -> Option<AttrValue> {
    Some(lang).filter(|lang| !lang.is_empty()).map(|lang| Rc::clone(lang).into())
}

/// A button with a name, after an icon if there is one.
pub(crate) fn button(
    class: &'static str,
    path: Option<&'static str>,
    name: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    let content = path.map(icon).into_iter().chain([text(name)]).collect();
    press(onclick, &["type", "class"], vec![fixed("button"), fixed(class)], content)
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
    press(
        onclick,
        &["type", "class", "aria-label", "title", "aria-disabled"],
        vec![fixed("button"), fixed("icon-button"), fixed(name), fixed(name), truth(true).filter(|_| disabled)],
        vec![icon(path)],
    )
}

/// A label's letter in its colour, not for assistive technology.
pub(crate) fn badge(letter: &str) -> Html {
    span("badge", letter, true)
}

/// A key, drawn as a key.
pub(crate) fn kbd(key: &str) -> Html {
    element("kbd", &[], Vec::new(), vec![text(key.to_owned())])
}

/// A short text with a class.
pub(crate) fn span(class: impl Into<AttrValue>, words: &str, hidden: bool) -> Html {
    let values = vec![Some(class.into()), truth(true).filter(|_| hidden)];
    element("span", &["class", "aria-hidden"], values, vec![text(words.to_owned())])
}

/// The class of the label with this number.
pub(crate) fn label_number(number: usize) -> String {
    "label-".to_owned() + &number.to_string()
}
