//! The frame of all dialogs: a native modal one, so that focus, Esc and the
//! background are the browser's affair.

use crate::model::action::Action;
use crate::ui::elements::icon_button;
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::language::Language;
use crate::ui::words;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Node;
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `HTMLDialogElement`
    type Modal;

    #[wasm_bindgen(method, catch, js_name = showModal)]
    fn show_modal(this: &Modal) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Modal) -> Result<(), JsValue>;
}

/// Opens the dialog in the page.
pub(crate) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.get() {
        let _ = dialog.unchecked_ref::<Modal>().show_modal();
    }
}

/// Closes it, to be called while it is in the page: the browser gives the focus back.
pub(crate) fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.get() {
        let _ = dialog.unchecked_ref::<Modal>().close();
    }
}

/// The frame. However it is closed (Esc, button, a click beside it), the browser
/// gives the focus back and then the state learns of it.
pub(crate) fn frame(
    dialog: &NodeRef,
    title: &'static str,
    body: Html,
    language: Language,
    send: &Callback<Intent>,
) -> Html {
    let onclose = {
        let send = send.clone();
        Callback::from(move |_: Event| send.emit(Intent::Do(Action::Show(None))))
    };
    let beside = {
        let dialog = dialog.clone();
        Callback::from(move |event: MouseEvent| {
            let target = event.target().map(JsCast::unchecked_into::<Node>);
            if target.is_some() && target == dialog.get() {
                close(&dialog);
            }
        })
    };
    let button = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| close(&dialog))
    };
    html! {
        <dialog key={title} ref={dialog} class="dialog" aria-labelledby="dialog-title" {onclose} onclick={beside}>
            <div class="dialog-head">
                <h2 id="dialog-title">{title}</h2>
                {icon_button(language.say(words::CLOSE), icons::CLOSE, button)}
            </div>
            <div class="dialog-body" tabindex="0" role="region" aria-labelledby="dialog-title">{body}</div>
        </dialog>
    }
}
