//! Before the first label: three lines that teach all that is needed.

use crate::model::label::LabelSet;
use crate::ui::cursor_control::label_keys;
use crate::ui::elements::kbd;
use crate::ui::text::words;
use yew::prelude::*;

/// The empty list.
pub(crate) fn empty(labels: &LabelSet) -> Html {
    html! {
        <ul class="empty">
            <li>{words::EMPTY_CLICK}</li>
            <li>
                {kbd("↓")}{" "}{kbd("↑")}{" "}{words::EMPTY_KEYS_MOVE}{" "}
                {for label_keys(labels).flat_map(|key| [key, html! { " " }])}{words::EMPTY_KEYS_LABEL}
            </li>
            <li><b>{words::EXPORT}</b>{" "}{words::EMPTY_EXPORT}</li>
        </ul>
    }
}
