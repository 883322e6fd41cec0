//! What the labels mean, and how to decide.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::elements::{badge, element, kbd, label_number};
use crate::ui::text::words;
use yew::prelude::*;

fn entry(class: Option<String>, letter: &str, name: AttrValue, key: char, means: AttrValue) -> Html {
    let content = html! { <><dt>{badge(letter)}{name}{" "}{kbd(key.encode_utf8(&mut [0; 4]))}</dt><dd>{means}</dd></> };
    element("div", &["class"], vec![class.map(AttrValue::from)], vec![content])
}

/// The definitions.
pub(crate) fn codebook(labels: &LabelSet) -> Html {
    let definitions = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let (name, means) = (label.name.clone(), label.definition.clone());
        entry(Some(label_number(number)), &label.letter, name.into(), label.key, means.into())
    });
    html! {
        <>
            <dl class="codebook">
                {for definitions}
                {entry(None, "", words::NO_LABEL.into(), none_key(labels), words::NO_LABEL_MEANS.into())}
            </dl>
            <h3>{words::DECIDE}</h3>
            <ol>
                {for [words::DECIDE_1, words::DECIDE_2, words::DECIDE_3, words::DECIDE_4].map(|step| html! { <li>{step}</li> })}
            </ol>
        </>
    }
}
