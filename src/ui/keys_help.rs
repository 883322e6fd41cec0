//! The keys, drawn as keys.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::elements::kbd;
use crate::ui::language::Language;
use crate::ui::text::KEYS;
use crate::ui::words;
use yew::prelude::*;

/// A row of the table; keys that are pressed together are joined by "+", which alone is a key.
fn row(keys: &[&str], does: AttrValue) -> Html {
    let chords = keys.iter().map(
        |keys| html! { <span class="chord">{for keys.split(if keys.len() > 1 { '+' } else { '\0' }).map(kbd)}</span> },
    );
    html! { <tr><td>{for chords}</td><td>{does}</td></tr> }
}

/// The table of keys.
pub(crate) fn keys_help(labels: &LabelSet, language: Language) -> Html {
    let digit = |key: char, does: AttrValue| row(&[key.encode_utf8(&mut [0; 4])], does);
    let label = labels.as_slice().iter().map(|label| digit(label.key, language.key_labels(&label.name).into()));
    let none = digit(none_key(labels), language.say(words::KEY_NO_LABEL).into());
    let others = KEYS.iter().zip(language.list(words::KEYS_DO)).map(|(keys, does)| row(keys, does.into()));
    let rows = label.chain([none]).chain(others);
    html! {
        <>
            <p>{language.say(words::KEYS_WHERE)}</p>
            <table class="keys">
                <thead class="hidden"><tr><th scope="col">{language.say(words::KEY)}</th><th scope="col">{language.say(words::DOES)}</th></tr></thead>
                <tbody>{for rows}</tbody>
            </table>
        </>
    }
}
