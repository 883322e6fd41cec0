//! The frame of all dialogs: a native modal one, so that focus, Esc and the
//! background are the browser's affair.

use crate::model::action::Action;
use crate::ui::head::icon_button;
use crate::ui::icons;
use crate::ui::intent::Intent;
use crate::ui::text::words;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
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

/// Props of [`DialogFrame`].
#[derive(PartialEq, Properties)]
pub(crate) struct DialogProps {
    pub(crate) title: &'static str,
    pub(crate) send: Callback<Intent>,
    pub(crate) children: Html,
}

fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.get() {
        let _ = dialog.unchecked_ref::<Modal>().close();
    }
}

/// The frame. However it is closed (Esc, button, a click beside it), the browser
/// gives the focus back and then the state learns of it.
#[component]
pub(crate) fn DialogFrame(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            if let Some(element) = dialog.cast::<HtmlElement>() {
                let _ = element.unchecked_ref::<Modal>().show_modal();
            }
            move || close(&dialog)
        }
    });
    let onclose = {
        let send = props.send.clone();
        Callback::from(move |_: Event| send.emit(Intent::Do(Action::Show(None))))
    };
    let beside = {
        let dialog = dialog.clone();
        Callback::from(move |event: MouseEvent| {
            let target = event.target_dyn_into::<Element>();
            if target.is_some_and(|target| dialog.get().is_some_and(|dialog| dialog.is_same_node(Some(&target)))) {
                close(&dialog);
            }
        })
    };
    let button = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| close(&dialog))
    };
    html! {
        <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" {onclose} onclick={beside}>
            <div class="dialog-head">
                <h2 id="dialog-title">{props.title}</h2>
                {icon_button(words::CLOSE, icons::CLOSE, button)}
            </div>
            <div class="dialog-body" tabindex="0" role="region" aria-labelledby="dialog-title">{props.children.clone()}</div>
        </dialog>
    }
}
