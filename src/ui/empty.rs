//! Before the first label: three lines that teach all that is needed.

use crate::model::label::LabelSet;
use crate::ui::cursor_control::label_keys;
use crate::ui::elements::kbd;
use crate::ui::language::Language;
use crate::ui::words;
use yew::prelude::*;

/// The empty list.
pub(crate) fn empty(labels: &LabelSet, language: Language) -> Html {
    html! {
        <ul class="empty">
            <li>{language.say(words::EMPTY_CLICK)}</li>
            <li>
                {kbd("↓")}{" "}{kbd("↑")}{" "}{language.say(words::EMPTY_KEYS_MOVE)}{" "}
                {for label_keys(labels).flat_map(|key| [key, html! { " " }])}{language.say(words::EMPTY_KEYS_LABEL)}
            </li>
            <li><b>{language.say(words::EXPORT)}</b>{" "}{language.say(words::EMPTY_EXPORT)}</li>
        </ul>
    }
}
