//! The label picker: a small pill at the sentence. It is a popover, so that no
//! stacking context or overflow of the host page covers it; where it stands is the
//! embedder's affair.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::keys::{KeyCommand, none_key};
use crate::model::label::LabelSet;
use crate::ui::icons::{self, icon};
use crate::ui::intent::{Intent, act};
use crate::ui::key_commands;
use crate::ui::note_editor::NoteEditor;
use crate::ui::shared::Shared;
use crate::ui::text::{self, words};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Props of [`Picker`].
#[derive(PartialEq, Properties)]
pub(crate) struct PickerProps {
    pub(crate) labels: Shared<LabelSet>,
    /// The annotation that is there already.
    pub(crate) active: Option<Shared<Annotation>>,
    /// Whether the sentence is judged "no label".
    pub(crate) judged_none: bool,
    /// The sentence, so that the picker moves when it changes.
    pub(crate) sentence: usize,
    /// How many sentences a label is for.
    pub(crate) covered: usize,
    /// Whether its note is being written here.
    pub(crate) writing: bool,
    pub(crate) send: Callback<Intent>,
}

/// Moves the focus among the buttons of `group`, round and round.
fn move_focus(group: &Element, from: &Element, forward: bool) {
    let Ok(buttons) = group.query_selector_all("button") else {
        return;
    };
    let count = buttons.length();
    let here = (0..count).find(|at| buttons.item(*at).is_some_and(|button| button.is_same_node(Some(from))));
    let step = if forward { 1 } else { count.saturating_sub(1) };
    let next = here.and_then(|here| (here + step).checked_rem(count)).and_then(|next| buttons.item(next));
    if let Some(button) = next.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// The picker.
#[component]
pub(crate) fn Picker(props: &PickerProps) -> Html {
    let PickerProps { labels, active, send, .. } = props;
    let pill = use_node_ref();
    use_effect({
        let (pill, send) = (pill.clone(), send.clone());
        move || {
            if let Some(pill) = pill.cast::<HtmlElement>() {
                // Fails where it is shown already, and where popovers are unknown
                // (Chromium before 114): there it is a fixed element.
                let _ = pill.show_popover();
                send.emit(Intent::PlacePicker(pill));
            }
        }
    });
    let onkeydown = {
        let (pill, labels, send) = (pill.clone(), labels.clone(), send.clone());
        Callback::from(move |event: KeyboardEvent| {
            let (Some(pill), Some(target)) = (pill.cast::<Element>(), event.target_dyn_into::<Element>()) else {
                return;
            };
            if target.tag_name() == "TEXTAREA" {
                return;
            }
            match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => move_focus(&pill, &target, true),
                "ArrowLeft" | "ArrowUp" => move_focus(&pill, &target, false),
                _ => {
                    let command = key_commands::pressed(&event, false);
                    let meant = command.filter(|command| !matches!(command, KeyCommand::Note | KeyCommand::Move(..)));
                    match meant.and_then(|command| key_commands::action(command, &labels)) {
                        Some(action) => send.emit(Intent::Do(action)),
                        None => return,
                    }
                }
            }
            event.prevent_default();
        })
    };
    let content = match active {
        Some(active) if props.writing => {
            html! { <NoteEditor key="note" id={active.id.clone()} text={active.note.clone()} send={send.clone()} /> }
        }
        _ => choices(props),
    };
    html! {
        <div ref={pill} class="picker" popover="manual" role="toolbar" aria-label={words::PICKER} {onkeydown}>
            {content}
        </div>
    }
}

fn choices(props: &PickerProps) -> Html {
    let PickerProps { labels, active, send, covered, .. } = props;
    let pressed = |on: bool| if on { "true" } else { "false" };
    let choice = |class: String, letter: Html, name: Html, key: char, on: bool, action: Action| {
        html! {
            <button type="button" {class} aria-pressed={pressed(on)} aria-keyshortcuts={key.to_string()} onclick={act(send, action)}>
                {letter}<span>{name}</span><kbd aria-hidden="true">{key}</kbd>
            </button>
        }
    };
    let labelled = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let on = active.as_ref().is_some_and(|active| active.label == label.id);
        let badge = html! { <span class="badge" aria-hidden="true">{label.letter.clone()}</span> };
        let class = "choice label-".to_owned() + &number.to_string();
        choice(class, badge, html! { label.name.clone() }, label.key, on, Action::Label(label.id.clone()))
    });
    let none = choice(
        "choice".to_owned(),
        html! {},
        html! { words::NO_LABEL },
        none_key(labels),
        props.judged_none,
        Action::JudgeNone,
    );
    let note = active.as_ref().filter(|_| *covered == 1).map(|active| {
        let name = if active.note.is_some() { words::EDIT_NOTE } else { words::ADD_NOTE };
        small(name, icons::NOTE, act(send, Action::EditNote(Some(active.id.clone()))))
    });
    let removable = active.is_some() || props.judged_none || *covered > 1;
    html! {
        <>
            if *covered > 1 { <span class="covered">{text::sentences(*covered)}</span> }
            {for labelled}
            {none}
            {note}
            if removable { {small(words::REMOVE_LABEL, icons::TRASH, act(send, Action::Unlabel))} }
        </>
    }
}

fn small(name: &'static str, path: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="icon-button" aria-label={name} title={name} {onclick}>{icon(path)}</button> }
}
