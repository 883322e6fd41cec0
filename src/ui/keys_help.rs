//! The keys, drawn as keys.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::elements::kbd;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// A row of the table; keys that are pressed together are joined by "+", which alone is a key.
fn row(keys: &[&str], does: AttrValue) -> Html {
    let chords = keys.iter().map(
        |keys| html! { <span class="chord">{for keys.split(if keys.len() > 1 { '+' } else { '\0' }).map(kbd)}</span> },
    );
    html! { <tr><td>{for chords}</td><td>{does}</td></tr> }
}

/// The table of keys.
pub(crate) fn keys_help(labels: &LabelSet) -> Html {
    let digit = |key: char, does: AttrValue| row(&[key.encode_utf8(&mut [0; 4])], does);
    let label = labels.as_slice().iter().map(|label| digit(label.key, text::key_labels_as(&label.name).into()));
    let none = digit(none_key(labels), text::KEY_NO_LABEL.into());
    let rows = label.chain([none]).chain(text::KEYS.iter().map(|(keys, does)| row(keys, (*does).into())));
    html! {
        <>
            <p>{words::KEYS_WHERE}</p>
            <table class="keys">
                <thead class="hidden"><tr><th scope="col">{words::KEY}</th><th scope="col">{words::DOES}</th></tr></thead>
                <tbody>{for rows}</tbody>
            </table>
        </>
    }
}
