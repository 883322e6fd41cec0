//! Before the first label: three lines that teach all that is needed.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::shared::Shared;
use crate::ui::text::words;
use yew::prelude::*;

/// Props of [`Empty`].
#[derive(PartialEq, Properties)]
pub(crate) struct EmptyProps {
    pub(crate) labels: Shared<LabelSet>,
}

/// The empty list.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    let digits = props.labels.as_slice().iter().map(|label| label.key).chain([none_key(&props.labels)]);
    html! {
        <ul class="empty">
            <li>{words::EMPTY_CLICK}</li>
            <li>
                <kbd>{"↓"}</kbd>{" "}<kbd>{"↑"}</kbd>{" "}{words::EMPTY_KEYS_MOVE}{" "}
                {for digits.map(|digit| html! { <><kbd>{digit}</kbd>{" "}</> })}{words::EMPTY_KEYS_LABEL}
            </li>
            <li><b>{words::EXPORT}</b>{" "}{words::EMPTY_EXPORT}</li>
        </ul>
    }
}
