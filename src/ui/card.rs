//! One annotation in the list: its quote, label, state and note; what can be done
//! with it where it is the selected one.

use crate::model::action::Action;
use crate::model::annotation::{Annotation, Place};
use crate::model::label::LabelSet;
use crate::ui::elements::{self, label_number};
use crate::ui::icons;
use crate::ui::intent::{Intent, act};
use crate::ui::label_colours::label_class;
use crate::ui::note_editor::note_editor;
use crate::ui::text::{self, beginning, words};
use std::rc::Rc;
use yew::prelude::*;

/// Characters of a quote or a note in a closed card, more than its lines hold.
const SHOWN: usize = 400;

/// A card.
pub(crate) struct Card<'a> {
    pub(crate) annotation: &'a Annotation,
    pub(crate) labels: &'a LabelSet,
    pub(crate) lang: &'a Rc<str>,
    /// Whether it is open with its actions.
    pub(crate) open: bool,
    /// Whether its note is being written here.
    pub(crate) writing: bool,
    /// Its number in its list, from 0.
    pub(crate) index: usize,
    /// How many the list has.
    pub(crate) total: usize,
    pub(crate) send: &'a Callback<Intent>,
    /// Says that it was chosen.
    pub(crate) choose: &'a Callback<Rc<str>>,
}

/// What the state badge says, if there is one.
pub(crate) fn badge(annotation: &Annotation) -> Option<&'static str> {
    match annotation.place {
        Place::At { anchoring, .. } => text::anchoring(anchoring),
        Place::Orphan { .. } => None,
    }
}

/// The card.
pub(crate) fn card(props: &Card) -> Html {
    let Card { annotation, labels, open, .. } = props;
    let name = text::label_name(labels, &annotation.label);
    let letter = labels.get(&annotation.label).map_or("?", |label| &*label.letter);
    let state = badge(annotation);
    let two_lines = state.is_some() || annotation.note.is_some();
    let shown = |text: &str| if *open { text.to_owned() } else { beginning(text, SHOWN).to_owned() };
    let note = annotation.note.as_ref().filter(|_| !props.writing);
    let choose = {
        let (choose, id) = (props.choose.clone(), annotation.id.clone());
        Callback::from(move |_: MouseEvent| choose.emit(id.clone()))
    };
    let row = match (open, two_lines) {
        (true, _) => "row row-open",
        (false, true) => "row row-more",
        (false, false) => "row row-bare",
    };
    html! {
        <div key={annotation.id.clone()} class={row} role="listitem" aria-posinset={(props.index + 1).to_string()} aria-setsize={props.total.to_string()}>
            <div class={"card ".to_owned() + &label_class(labels, &annotation.label)}>
                <span class="edge" />
                <button type="button" class="card-main" aria-current={open.then_some("true")} onclick={choose}>
                    {elements::badge(letter)}
                    <span class="hidden">{name.to_owned() + ": "}</span>
                    <bdi class="quote" lang={Some(props.lang.clone()).filter(|lang| !lang.is_empty())}>
                        {shown(&annotation.quote.exact)}
                    </bdi>
                    if two_lines {
                        <span class="below">
                            if let Some(state) = state { <span class="state">{state}</span> }
                            if let Some(note) = note { <span class="hidden">{words::NOTE}{": "}</span><bdi class="note">{shown(note)}</bdi> }
                        </span>
                    }
                </button>
                if props.writing {
                    {note_editor(&annotation.id, annotation.note.as_ref(), props.send)}
                } else if *open {
                    {actions(props)}
                }
            </div>
        </div>
    }
}

fn actions(props: &Card) -> Html {
    let Card { annotation, labels, send, .. } = props;
    let id = &annotation.id;
    let choices = labels.as_slice().iter().enumerate().map(|(number, label)| {
        let on = annotation.label == label.id;
        let action = Action::Relabel(id.clone(), label.id.clone());
        html! {
            <button type="button" class={"choice ".to_owned() + &label_number(number)}
                aria-pressed={if on { "true" } else { "false" }} onclick={act(send, action)}>
                {label.name.clone()}
            </button>
        }
    });
    let button = |name, path, action| elements::button("button quiet", Some(path), name, act(send, action));
    let note = if annotation.note.is_some() { words::EDIT_NOTE } else { words::ADD_NOTE };
    html! {
        <div class="actions">
            <div class="choices" role="group" aria-label={words::CHANGE_LABEL}>{for choices}</div>
            <div class="card-buttons">
                {button(note, icons::NOTE, Action::EditNote(Some(id.clone())))}
                if annotation.span().is_some() {
                    {button(words::SHOW_IN_TEXT, icons::LOCATE, Action::Select(id.clone()))}
                }
                {button(words::REMOVE, icons::TRASH, Action::Remove(id.clone()))}
            </div>
        </div>
    }
}
