//! What is left of the panel when it is folded away: a slim tab with the counts.

use crate::model::action::Action;
use crate::model::label::LabelSet;
use crate::ui::intent::{Intent, act};
use crate::ui::shared::Shared;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// Props of [`Tab`].
#[derive(PartialEq, Properties)]
pub(crate) struct TabProps {
    pub(crate) labels: Shared<LabelSet>,
    pub(crate) counts: Vec<usize>,
    /// Whether the work is not saved: the tab must say so, too.
    pub(crate) unsaved: bool,
    pub(crate) send: Callback<Intent>,
}

/// The tab.
#[component]
pub(crate) fn Tab(props: &TabProps) -> Html {
    let counts = props.labels.as_slice().iter().zip(&props.counts).enumerate().map(|(number, (label, count))| {
        let class = "label-".to_owned() + &number.to_string();
        html! {
            <span {class} aria-hidden="true">
                <span class="badge">{label.letter.clone()}</span><b>{text::number(*count)}</b>
            </span>
        }
    });
    let mut name = words::OPEN_PANEL.to_owned() + ": " + &text::counts(&props.labels, &props.counts);
    if props.unsaved {
        name = name + ". " + words::NOT_SAVED;
    }
    html! {
        <button type="button" class="tab" data-unsaved={props.unsaved.then_some("")} aria-expanded="false"
            title={words::OPEN_PANEL} onclick={act(&props.send, Action::TogglePanel)}>
            <span class="hidden">{name}</span>
            {for counts}
        </button>
    }
}
