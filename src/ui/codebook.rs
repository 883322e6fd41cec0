//! What the labels mean, with examples and hard cases, and how to decide.

use crate::model::keys::none_key;
use crate::model::label::{Label, LabelSet};
use crate::ui::elements::{badge, element, fixed, kbd, label_number, text};
use crate::ui::language::Language;
use crate::ui::words;
use std::rc::Rc;
use yew::prelude::*;

/// Examples (`>`) and hard cases (`-`) of one of the usual labels, or of "no label".
fn cases(number: usize, language: Language) -> Html {
    let words = [words::CLAIM_CASES, words::EVIDENCE_CASES, words::OPINION_CASES].get(number).copied();
    let mut list = Vec::new();
    for line in language.list(words.unwrap_or(words::NO_LABEL_CASES)) {
        if let Some((mark, case)) = line.split_at_checked(1) {
            let class = if mark == ">" { "example" } else { "hard" };
            list.push(element("li", &["class"], vec![fixed(class)], vec![text(case)]));
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
pub(crate) fn codebook(labels: &LabelSet, language: Language) -> Html {
    let definitions = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let (name, means) = (label.name.clone(), label.definition.clone());
        let cases = if labels.is_own() { own_cases(label) } else { cases(number, language) };
        entry(Some(label_number(number)), &label.letter, name.into(), label.key, means.into(), cases)
    });
    // These speak of the usual labels.
    let (none, decide) = if labels.is_own() {
        (Html::default(), Html::default())
    } else {
        (cases(usize::MAX, language), decide(language))
    };
    html! {
        <>
            <dl class="codebook">
                {for definitions}
                {entry(None, "", language.say(words::NO_LABEL).into(), none_key(labels), language.say(words::NO_LABEL_MEANS).into(), none)}
            </dl>
            {decide}
        </>
    }
}

/// How to decide between the usual labels.
fn decide(language: Language) -> Html {
    html! {
        <>
            <h3>{language.say(words::DECIDE)}</h3>
            <ol>
                {for language.list(words::DECIDE_STEPS).into_iter().map(|step| html! { <li>{step}</li> })}
            </ol>
        </>
    }
}
