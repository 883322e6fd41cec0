//! The keys, drawn as keys.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// Keys that are pressed together, joined by "+".
fn chord(keys: &str) -> Html {
    let drawn = keys.split('+').map(|key| html! { <kbd>{key.to_owned()}</kbd> });
    html! { <span class="chord">{for drawn}</span> }
}

fn row(keys: Html, does: String) -> Html {
    html! { <tr><td>{keys}</td><td>{does}</td></tr> }
}

/// The table of keys.
pub(crate) fn keys_help(labels: &LabelSet) -> Html {
    let fixed = text::KEYS
        .iter()
        .map(|(keys, does)| row(html! { <>{for keys.iter().map(|keys| chord(keys))}</> }, (*does).to_owned()));
    let label = labels
        .as_slice()
        .iter()
        .map(|label| row(chord(label.key.encode_utf8(&mut [0; 4])), text::key_labels_as(&label.name)));
    let none = row(chord(none_key(labels).encode_utf8(&mut [0; 4])), text::KEY_NO_LABEL.to_owned());
    html! {
        <>
            <p>{words::KEYS_WHERE}</p>
            <table class="keys">
                <thead class="hidden"><tr><th scope="col">{words::KEY}</th><th scope="col">{words::DOES}</th></tr></thead>
                <tbody>{for label}{none}{for fixed}</tbody>
            </table>
        </>
    }
}
