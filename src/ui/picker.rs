//! The label picker: a small pill at the sentence. It is a popover, so that no
//! stacking context or overflow of the host page covers it; where it stands is the
//! embedder's affair.

use crate::model::action::{Action, Motion};
use crate::model::keys::{KeyCommand, none_key};
use crate::model::label::LabelSet;
use crate::ui::elements::{badge, button, fixed, icon_button, label_number, press, span, truth};
use crate::ui::icons;
use crate::ui::intent::{Intent, act_on, click};
use crate::ui::key_commands;
use crate::ui::language::Language;
use crate::ui::note_editor::note_editor;
use crate::ui::screen::Screen;
use crate::ui::words;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

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

/// Shows the picker and has it placed; after each render that has it.
pub(crate) fn show(pill: &NodeRef, send: &Callback<Intent>) {
    if let Some(pill) = pill.cast::<HtmlElement>() {
        // Fails where it is shown already, and where popovers are unknown
        // (Chromium before 114): there it is a fixed element.
        let _ = pill.show_popover();
        send.emit(Intent::PlacePicker(pill));
    }
}

/// What a key press in the picker asks for; nothing where it moved the focus.
fn pressed(event: &KeyboardEvent, pill: &NodeRef, labels: &LabelSet, rtl: bool) -> Option<Option<Action>> {
    let (pill, target) = (pill.cast::<Element>()?, event.target_dyn_into::<Element>()?);
    if target.tag_name() == "TEXTAREA" {
        return None;
    }
    let forward = match event.key().as_str() {
        "ArrowDown" => true,
        "ArrowUp" => false,
        "ArrowRight" => !rtl,
        "ArrowLeft" => rtl,
        _ => {
            let command = key_commands::pressed(event, false);
            let meant = command.filter(|command| !matches!(command, KeyCommand::Note | KeyCommand::Move(..)));
            return meant.and_then(|command| key_commands::action(command, labels)).map(Some);
        }
    };
    move_focus(&pill, &target, forward);
    Some(None)
}

/// The picker. `judged_none`: whether the sentence is judged "no label"; `writing`:
/// whether its note is being written here.
#[inline(never)]
pub(crate) fn picker(
    screen: &Screen,
    judged_none: bool,
    writing: bool,
    pill: &NodeRef,
    send: &Callback<Intent>,
) -> Html {
    let onkeydown = {
        let (pill, labels, send) = (pill.clone(), screen.labels.clone(), send.clone());
        let rtl = screen.extras.language.is_rtl();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(asked) = pressed(&event, &pill, &labels, rtl) {
                event.prevent_default();
                if let Some(action) = asked {
                    send.emit(Intent::Do(action));
                }
            }
        })
    };
    let language = screen.extras.language;
    let content = match &screen.active {
        Some(active) if writing => note_editor(&active.id, active.note.as_ref(), language, send),
        _ if screen.view.split.is_some() => splitting(language, send),
        _ => choices(screen, judged_none, send),
    };
    html! {
        <div ref={pill} class="picker" part="picker" popover="manual" role="toolbar" aria-label={language.say(words::PICKER)} {onkeydown}>
            {content}
        </div>
    }
}

/// While the reader chooses where the sentence is split.
fn splitting(language: Language, send: &Callback<Intent>) -> Html {
    Html::from_iter([
        span("covered", language.say(words::SPLIT_WHERE), false),
        icon_button(
            language.say(words::WORD_BACK),
            icons::BACK,
            click(send, || Intent::Do(Action::Move(Motion::Previous, false))),
        ),
        icon_button(
            language.say(words::WORD_ON),
            icons::ON,
            click(send, || Intent::Do(Action::Move(Motion::Next, false))),
        ),
        button("choice", None, language.say(words::SPLIT_HERE), click(send, || Intent::Do(Action::Split))),
        icon_button(language.say(words::DO_NOT_SPLIT), icons::CLOSE, click(send, || Intent::Do(Action::Escape))),
        span("covered split-keys", language.say(words::SPLIT_MARK_HELP), false),
    ])
}

fn choices(screen: &Screen, judged_none: bool, send: &Callback<Intent>) -> Html {
    let Screen { labels, active, reading, .. } = screen;
    let language = screen.extras.language;
    let several = reading.covered > 1;
    let choice = |class: String, letter: Html, name: AttrValue, key: char, on: bool, onclick: Callback<MouseEvent>| {
        press(
            onclick,
            &["type", "class", "aria-pressed", "aria-keyshortcuts"],
            vec![fixed("button"), Some(class.into()), truth(on), Some(key.to_string().into())],
            vec![html! { <>{letter}<span>{name}</span><kbd aria-hidden="true">{key}</kbd></> }],
        )
    };
    let labelled = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let on = active.as_ref().is_some_and(|active| active.label == label.id);
        let class = "choice ".to_owned() + &label_number(number);
        choice(
            class,
            badge(&label.letter),
            label.name.clone().into(),
            label.key,
            on,
            act_on(send, &label.id, Action::Label),
        )
    });
    let none = choice(
        "choice".to_owned(),
        Html::default(),
        language.say(words::NO_LABEL).into(),
        none_key(labels),
        judged_none,
        click(send, || Intent::Do(Action::JudgeNone)),
    );
    let note = active.as_ref().filter(|_| reading.covered == 1).map(|active| {
        let name = if active.note.is_some() { language.say(words::EDIT_NOTE) } else { language.say(words::ADD_NOTE) };
        icon_button(name, icons::NOTE, act_on(send, &active.id, |id| Action::EditNote(Some(id))))
    });
    let (joins, splits) = reading.mendable;
    let name = if several { language.say(words::JOIN) } else { language.say(words::JOIN_NEXT) };
    let join = joins.then(|| icon_button(name, icons::JOIN, click(send, || Intent::Do(Action::JoinNext))));
    let split = splits
        .then(|| icon_button(language.say(words::SPLIT), icons::SPLIT, click(send, || Intent::Do(Action::Split))));
    html! {
        <>
            if several { <span class="covered">{language.sentences(reading.covered)}</span> }
            {for labelled}
            {none}
            {note}
            {join}
            {split}
            if active.is_some() || judged_none || several {
                {icon_button(language.say(words::REMOVE_LABEL), icons::TRASH, click(send, || Intent::Do(Action::Unlabel)))}
            }
        </>
    }
}
