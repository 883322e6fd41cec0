//! The field in which a note is written. Every way out of it keeps what was typed
//! (Esc, too): nothing is lost, and undo brings the old note back.

use crate::model::action::Action;
use crate::ui::elements::{Field, button};
use crate::ui::intent::Intent;
use crate::ui::language::Language;
use crate::ui::words;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::VComp;

/// Props of [`NoteEditor`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NoteProps {
    /// The annotation.
    id: Rc<str>,
    /// Its note.
    text: Option<Rc<str>>,
    language: Language,
    send: Callback<Intent>,
}

/// The field for the note of annotation `id`; another annotation has another field.
pub(crate) fn note_editor(id: &Rc<str>, text: Option<&Rc<str>>, language: Language, send: &Callback<Intent>) -> Html {
    let props = NoteProps { id: Rc::clone(id), text: text.cloned(), language, send: send.clone() };
    VComp::new::<NoteEditor>(Rc::new(props), Some(Rc::clone(id).into())).into()
}

/// What was typed and is not handed over yet. Kept outside of the field, which is
/// gone from the page by the time that the component ends.
#[derive(Default)]
struct Draft {
    typed: RefCell<Option<String>>,
    left: Cell<bool>,
}

impl Draft {
    /// Hands over the note. Giving the focus back makes the field lose it, and Chromium
    /// sends a blur as the field goes: the second call finds `left` set.
    fn leave(&self, props: &NoteProps, stays: bool) {
        if !self.left.replace(true) {
            let typed = self.typed.take().map(Rc::from).or_else(|| props.text.clone()).unwrap_or_default();
            let id = props.id.clone();
            props.send.emit(if stays { Intent::KeepNote(id, typed) } else { Intent::Do(Action::SetNote(id, typed)) });
        }
    }
}

/// The field.
pub(crate) struct NoteEditor {
    field: NodeRef,
    draft: Rc<Draft>,
}

impl Component for NoteEditor {
    type Message = ();
    type Properties = NoteProps;

    fn create(_: &Context<Self>) -> Self {
        Self { field: NodeRef::default(), draft: Rc::default() }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let language = context.props().language;
        let leave = |stays: bool| {
            let (draft, props) = (Rc::clone(&self.draft), context.props().clone());
            move || draft.leave(&props, stays)
        };
        let oninput = {
            let draft = Rc::clone(&self.draft);
            Callback::from(move |event: InputEvent| {
                let field = event.target().map(|field| field.unchecked_ref::<Field>().value());
                draft.typed.replace(field);
            })
        };
        let onkeydown = {
            let leave = leave(false);
            Callback::from(move |event: KeyboardEvent| {
                let key = event.key();
                let enter = key == "Enter" && (event.ctrl_key() || event.meta_key());
                if !event.is_composing() && (enter || key == "Escape") {
                    event.prevent_default();
                    leave();
                }
            })
        };
        let (done, blurred) = (leave(false), leave(true));
        html! {
            <div class="note-editor">
                <textarea ref={&self.field} class="note-field" rows="3" dir="auto" aria-label={language.say(words::NOTE)} placeholder={language.say(words::NOTE)}
                    aria-describedby="note-help" {oninput} {onkeydown} onblur={Callback::from(move |_| blurred())} />
                <div class="note-foot">
                    <span id="note-help">{language.say(words::NOTE_HELP)}</span>
                    {button("button", None, language.say(words::DONE), Callback::from(move |_| done()))}
                </div>
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        if let Some(field) = self.field.cast::<web_sys::HtmlElement>().filter(|_| first) {
            // Not bound to the state: a change from another tab leaves the typing alone.
            field.unchecked_ref::<Field>().set_value(context.props().text.as_deref().unwrap_or_default());
            let _ = field.focus();
        }
    }

    fn destroy(&mut self, context: &Context<Self>) {
        if self.draft.typed.borrow().is_some() {
            self.draft.leave(context.props(), true);
        } else {
            self.draft.left.set(true);
        }
    }
}
