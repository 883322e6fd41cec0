//! The field in which a note is written. Every way out of it keeps what was typed
//! (Esc, too): nothing is lost, and undo brings the old note back.

use crate::model::action::Action;
use crate::ui::intent::Intent;
use crate::ui::text::words;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Props of [`NoteEditor`].
#[derive(PartialEq, Properties)]
pub(crate) struct NoteProps {
    /// The annotation.
    pub(crate) id: Rc<str>,
    /// Its note.
    pub(crate) text: Option<Rc<str>>,
    pub(crate) send: Callback<Intent>,
}

/// What was typed and is not handed over yet. Kept outside of the field, which is
/// gone from the page by the time that the component ends.
#[derive(Default)]
struct Draft {
    typed: RefCell<Option<String>>,
    left: Cell<bool>,
}

/// The field.
#[component]
pub(crate) fn NoteEditor(props: &NoteProps) -> Html {
    let field = use_node_ref();
    let draft = use_ref(Draft::default);
    use_effect_with(props.id.clone(), {
        let (field, draft, send, text) = (field.clone(), draft.clone(), props.send.clone(), props.text.clone());
        move |id| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                // Not bound to the state: a change from another tab leaves the typing alone.
                field.set_value(text.as_deref().unwrap_or_default());
                let _ = field.focus();
            }
            draft.left.set(false);
            let id = id.clone();
            move || {
                // Chromium sends a blur as the field goes: it must not ask again.
                let left = draft.left.replace(true);
                if let Some(typed) = draft.typed.take().filter(|_| !left) {
                    send.emit(Intent::KeepNote(id, typed.into()));
                }
            }
        }
    });
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let field = event.target_dyn_into::<HtmlTextAreaElement>();
            draft.typed.replace(field.map(|field| field.value()));
        })
    };
    // Giving the focus back makes the field lose it: the second call finds `left` set.
    let leave = {
        let (draft, send, id, old) = (draft, props.send.clone(), props.id.clone(), props.text.clone());
        move |stays: bool| {
            if !draft.left.replace(true) {
                let typed = draft.typed.take().map(Rc::from).or_else(|| old.clone()).unwrap_or_default();
                let id = id.clone();
                send.emit(if stays { Intent::KeepNote(id, typed) } else { Intent::Do(Action::SetNote(id, typed)) });
            }
        }
    };
    let onkeydown = {
        let leave = leave.clone();
        Callback::from(move |event: KeyboardEvent| {
            let enter = event.key() == "Enter" && (event.ctrl_key() || event.meta_key());
            if !event.is_composing() && (enter || event.key() == "Escape") {
                event.prevent_default();
                leave(false);
            }
        })
    };
    let onblur = {
        let leave = leave.clone();
        Callback::from(move |_: FocusEvent| leave(true))
    };
    html! {
        <div class="note-editor">
            <textarea ref={field} class="note-field" rows="3" dir="auto" aria-label={words::NOTE} placeholder={words::NOTE}
                aria-describedby="note-help" {oninput} {onkeydown} {onblur} />
            <div class="note-foot">
                <span id="note-help">{words::NOTE_HELP}</span>
                <button type="button" class="button" onclick={Callback::from(move |_: MouseEvent| leave(false))}>{words::DONE}</button>
            </div>
        </div>
    }
}
