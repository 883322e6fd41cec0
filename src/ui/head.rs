//! The panel's head: what it is, how far the reader is, how many of each label.

use crate::model::action::{Action, Dialog};
use crate::model::label::LabelSet;
use crate::ui::icons::{self, icon};
use crate::ui::intent::{Intent, act};
use crate::ui::shared::Shared;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// Props of [`Head`].
#[derive(PartialEq, Properties)]
pub(crate) struct HeadProps {
    pub(crate) labels: Shared<LabelSet>,
    pub(crate) counts: Vec<usize>,
    pub(crate) judged: usize,
    pub(crate) judgeable: usize,
    pub(crate) send: Callback<Intent>,
    pub(crate) next_stop: Callback<MouseEvent>,
}

/// A square button that shows an icon alone.
pub(crate) fn icon_button(name: &'static str, path: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="icon-button" aria-label={name} title={name} {onclick}>{icon(path)}</button> }
}

/// The head.
#[component]
pub(crate) fn Head(props: &HeadProps) -> Html {
    let send = &props.send;
    let legend = props.labels.as_slice().iter().zip(&props.counts).enumerate().map(|(number, (label, count))| {
        let class = "label-".to_owned() + &number.to_string();
        html! {
            <li {class}>
                <span class="badge" aria-hidden="true">{label.letter.clone()}</span>
                <span>{label.name.clone()}</span>{" "}
                <b>{text::number(*count)}</b>
            </li>
        }
    });
    html! {
        <header class="head">
            <div class="head-row">
                <h2>{words::PANEL}</h2>
                {icon_button(words::CODEBOOK, icons::BOOK, act(send, Action::Show(Some(Dialog::Codebook))))}
                {icon_button(words::KEYS, icons::KEYBOARD, act(send, Action::Show(Some(Dialog::Keys))))}
                <span class="sheet-only">{icon_button(words::RESIZE_PANEL, icons::SHEET, props.next_stop.clone())}</span>
                {icon_button(words::CLOSE_PANEL, icons::FOLD, act(send, Action::TogglePanel))}
            </div>
            <p class="progress">{text::progress(props.judged, props.judgeable)}</p>
            {bar(&props.counts)}
            <ul class="legend">{for legend}</ul>
        </header>
    }
}

/// The shares of the labels, side by side. Widths are attributes: a strict content
/// security policy blocks `style`.
fn bar(counts: &[usize]) -> Html {
    let total: usize = counts.iter().sum();
    let mut before = 0;
    let shares = counts.iter().enumerate().map(|(number, count)| {
        // Thousandths, so that the last one ends at the end.
        let at = |count: usize| (count * 1000).checked_div(total).unwrap_or_default();
        let (from, to) = (at(before), at(before + count));
        before += count;
        let class = "label-".to_owned() + &number.to_string();
        html! { <rect {class} x={from.to_string()} width={to.saturating_sub(from).to_string()} height="8" /> }
    });
    html! { <svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">{for shares}</svg> }
}
