//! The panel's foot: who reads, whether they have finished, that all is saved.

use crate::model::action::{Action, Keeping};
use crate::ui::intent::Intent;
use crate::ui::screen::Reader;
use crate::ui::text::words;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Props of [`Footer`].
#[derive(PartialEq, Properties)]
pub(crate) struct FooterProps {
    pub(crate) reader: Reader,
    pub(crate) keeping: Keeping,
    pub(crate) send: Callback<Intent>,
}

/// The foot.
#[component]
pub(crate) fn Footer(props: &FooterProps) -> Html {
    let name = use_node_ref();
    use_effect_with(props.reader.name.clone(), {
        let name = name.clone();
        // The field is not bound to the state: what is being typed stays.
        move |known| {
            if let Some(field) = name.cast::<HtmlInputElement>() {
                field.set_value(known.as_deref().unwrap_or_default());
            }
        }
    });
    let rename = {
        let send = props.send.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                send.emit(Intent::Do(Action::SetName(field.value().into())));
            }
        })
    };
    let finish = {
        let (send, finished) = (props.send.clone(), props.reader.finished);
        Callback::from(move |_: Event| send.emit(Intent::Do(Action::Finish(!finished))))
    };
    let status = match props.keeping {
        Keeping::Kept => words::SAVED,
        Keeping::Opening => words::OPENING,
        Keeping::Blocked | Keeping::Full => "",
    };
    html! {
        <footer class="foot">
            <label class="finished">
                <input type="checkbox" role="switch" checked={props.reader.finished} onchange={finish} />
                <span>{words::FINISHED}</span>
            </label>
            <label class="name">
                <span>{words::YOUR_NAME}</span>
                <input ref={name} type="text" dir="auto" autocomplete="off" maxlength="200" placeholder={words::OPTIONAL}
                    onchange={rename} />
            </label>
            <p class="status">{status}</p>
        </footer>
    }
}
