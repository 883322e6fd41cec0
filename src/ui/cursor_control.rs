//! The sentence cursor: the one focusable control by which sentences are read and
//! labelled with the keyboard. To assistive technology it is a listbox of the
//! sentences around the cursor; to the eye it tells the current sentence.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::elements::{fixed, kbd, keyed, lang, number, span, truth};
use crate::ui::intent::Intent;
use crate::ui::key_commands;
use crate::ui::label_colours::label_class;
use crate::ui::language::Language;
use crate::ui::screen::{Reading, Screen, SentenceLabel, SentenceOption};
use crate::ui::text::{beginning, label_name};
use crate::ui::words;
use yew::prelude::*;

/// Characters of a sentence that are shown and told; whole sentences are shorter.
const SHOWN: usize = 2000;

/// Whether a language (BCP 47) is written from right to left.
fn is_rtl(lang: &str) -> bool {
    matches!(
        lang.split('-').next().unwrap_or_default(),
        "ar" | "ckb" | "dv" | "fa" | "he" | "nqo" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
    )
}

/// The keys of the labels and of "no label", drawn as keys.
pub(crate) fn label_keys(labels: &LabelSet) -> impl Iterator<Item = Html> {
    let keys = labels.as_slice().iter().map(|label| label.key).chain([none_key(labels)]);
    keys.map(|key| kbd(key.encode_utf8(&mut [0; 4])))
}

/// The cursor's control.
pub(crate) fn cursor_control(screen: &Screen, send: &Callback<Intent>) -> Html {
    let Screen { reading, labels, .. } = screen;
    let language = screen.extras.language;
    let focused = reading.options.iter().find(|option| Some(option.index) == reading.focus);
    let onkeydown = {
        let (labels, send) = (labels.clone(), send.clone());
        let rtl = focused.is_some_and(|option| is_rtl(&option.lang));
        Callback::from(move |event: KeyboardEvent| {
            let action = key_commands::pressed(&event, rtl).and_then(|command| key_commands::action(command, &labels));
            if let Some(action) = action {
                event.prevent_default();
                send.emit(Intent::Do(action));
            }
        })
    };
    let told = |gained: bool| {
        let send = send.clone();
        Callback::from(move |_: FocusEvent| {
            send.emit(if gained { Intent::CursorFocused } else { Intent::CursorBlurred });
        })
    };
    html! {
        <div class="current">
            {readout(reading, focused, labels, language)}
            <div class="cursor" tabindex="0" role="listbox" aria-label={language.say(words::SENTENCES)} aria-describedby="cursor-help"
                aria-multiselectable={(reading.covered > 1).then_some("true")}
                aria-activedescendant={reading.focus.map(option_id)}
                {onkeydown} onfocus={told(true)} onblur={told(false)}>
                {for reading.options.iter().map(|option| self::option(option, screen))}
            </div>
            <p class="cursor-keys" aria-hidden="true">
                {kbd("↓")}{kbd("↑")}{for label_keys(labels)}{kbd("Enter")}{language.say(words::NOTE)}{" · "}{kbd("?")}{language.say(words::KEYS)}
            </p>
            <p id="cursor-help" class="hidden">{language.say(words::CURSOR_HELP)}</p>
        </div>
    }
}

fn option_id(index: usize) -> String {
    "sentence-".to_owned() + &index.to_string()
}

/// Where the cursor is and what the sentence is labelled with, for the eye.
fn readout(reading: &Reading, focused: Option<&SentenceOption>, labels: &LabelSet, language: Language) -> Html {
    match focused {
        Some(option) => cursor_place(reading, option, labels, language),
        None => html! { <p class="cursor-place" aria-hidden="true">{language.say(words::CURSOR_IDLE)}</p> },
    }
}

#[inline(never)]
fn cursor_place(reading: &Reading, option: &SentenceOption, labels: &LabelSet, language: Language) -> Html {
    let (class, name) = match &option.label {
        SentenceLabel::Open => ("chip open".to_owned(), language.say(words::NOT_LABELLED)),
        SentenceLabel::NoLabel => ("chip none".to_owned(), language.say(words::NO_LABEL)),
        SentenceLabel::Label(id) => ("chip ".to_owned() + &label_class(labels, id), label_name(labels, id)),
    };
    html! {
        <>
            <p class="cursor-place" aria-hidden="true">
                <span>{language.position(option.index, reading.total, reading.covered)}</span>
                {span(class, name, false)}
            </p>
            if !option.question.is_empty() {
                <p class="asked-here" dir="auto" aria-hidden="true">{option.question.clone()}</p>
            }
        </>
    }
}

/// A sentence of the listbox; only the cursor's own is seen.
fn option(option: &SentenceOption, screen: &Screen) -> Html {
    let Screen { reading, labels, .. } = screen;
    let language = screen.extras.language;
    let current = Some(option.index) == reading.focus;
    let words = beginning(&option.text, SHOWN);
    let shown = reading.part.as_deref().filter(|_| current).map_or(words, |part| beginning(part, SHOWN));
    let mut name = language.listed(&[words.to_owned(), language.sentence_state(option, labels)]);
    if !option.question.is_empty() {
        name = language.both(&name, &option.question);
    }
    let values = vec![
        Some(option_id(option.index).into()),
        fixed("option"),
        fixed(if current { "option" } else { "hidden" }),
        Some(name.into()),
        truth(option.selected),
        number(option.index + 1),
        number(reading.total),
        lang(&option.lang),
        fixed(if is_rtl(&option.lang) { "rtl" } else { "ltr" }),
    ];
    let names = &["id", "role", "class", "aria-label", "aria-selected", "aria-posinset", "aria-setsize", "lang", "dir"];
    let seen = current.then(|| html! { <bdi>{shown.to_owned()}</bdi> });
    keyed(option.index.into(), names, values, seen.into_iter().collect())
}
