//! What the labels mean, with examples and hard cases, and how to decide.

use crate::model::keys::none_key;
use crate::model::label::{Label, LabelSet};
use crate::ui::elements::{badge, element, fixed, kbd, label_number, text};
use crate::ui::text::words;
use std::rc::Rc;
use yew::prelude::*;

/// After `=` the label's id (none for "no label"), then its examples (`>`) and its hard cases (`-`).
const CASES: &str = include_str!("codebook.txt");

/// Examples and hard cases of one of the usual labels.
fn cases(id: &str) -> Html {
    let mut mine = false;
    let mut list = Vec::new();
    for line in CASES.lines() {
        if let Some(label) = line.strip_prefix('=') {
            mine = label == id;
        } else if let Some((mark, case)) = line.split_at_checked(1).filter(|_| mine) {
            let class = if mark == ">" { "example" } else { "hard" };
            list.push(element("li", &["class"], vec![fixed(class)], vec![text(AttrValue::Static(case))]));
        }
    }
    listed(list)
}

/// Examples and hard cases of an instructor's own label.
fn own_cases(label: &Label) -> Html {
    let examples = label.examples.iter().map(|one| ("example", one));
    let all = examples.chain(label.hard_cases.iter().map(|one| ("hard", one)));
    listed(all.map(|(class, one)| element("li", &["class"], vec![fixed(class)], vec![text(Rc::clone(one))])).collect())
}

fn listed(list: Vec<Html>) -> Html {
    if list.is_empty() { Html::default() } else { element("ul", &["class"], vec![fixed("cases")], list) }
}

fn entry(class: Option<String>, letter: &str, name: AttrValue, key: char, means: AttrValue, cases: Html) -> Html {
    let content = html! {
        <><dt>{badge(letter)}{name}{" "}{kbd(key.encode_utf8(&mut [0; 4]))}</dt><dd>{means}{cases}</dd></>
    };
    element("div", &["class"], vec![class.map(AttrValue::from)], vec![content])
}

/// The definitions.
pub(crate) fn codebook(labels: &LabelSet) -> Html {
    let definitions = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let (name, means) = (label.name.clone(), label.definition.clone());
        let cases = if labels.is_own() { own_cases(label) } else { cases(&label.id) };
        entry(Some(label_number(number)), &label.letter, name.into(), label.key, means.into(), cases)
    });
    // These speak of the usual labels.
    let (none, decide) = if labels.is_own() { (Html::default(), Html::default()) } else { (cases(""), decide()) };
    html! {
        <>
            <dl class="codebook">
                {for definitions}
                {entry(None, "", words::NO_LABEL.into(), none_key(labels), words::NO_LABEL_MEANS.into(), none)}
            </dl>
            {decide}
        </>
    }
}

/// How to decide between the usual labels.
fn decide() -> Html {
    html! {
        <>
            <h3>{words::DECIDE}</h3>
            <ol>
                {for [words::DECIDE_1, words::DECIDE_2, words::DECIDE_3, words::DECIDE_4].map(|step| html! { <li>{step}</li> })}
            </ol>
        </>
    }
}
