//! The panel's head: what it is, how far the reader is, how many of each label.

use crate::model::action::{Action, Dialog};
use crate::ui::elements::{self, badge, element, fixed, icon_button, label_number};
use crate::ui::icons;
use crate::ui::intent::{Intent, click};
use crate::ui::language::Language;
use crate::ui::screen::Screen;
use crate::ui::words;
use yew::prelude::*;

/// The head.
pub(crate) fn head(screen: &Screen, send: &Callback<Intent>, next_stop: Callback<MouseEvent>) -> Html {
    let language = screen.extras.language;
    let total: usize = screen.counts.iter().sum();
    let legend = screen.labels.as_slice().iter().zip(&screen.counts).enumerate().map(|(number, (label, count))| {
        let content =
            html! { <>{badge(&label.letter)}<span>{label.name.clone()}</span>{" "}<b>{language.number(*count)}</b>{share(*count, total, language)}</> };
        element("li", &["class"], vec![Some(label_number(number).into())], vec![content])
    });
    let does = |name, path, make| icon_button(name, path, click(send, make));
    html! {
        <header class="head" part="head">
            <div class="head-row">
                <h2>{language.say(words::PANEL)}</h2>
                {does(language.say(words::CODEBOOK), icons::BOOK, || Intent::Do(Action::Show(Some(Dialog::Codebook))))}
                {does(language.say(words::KEYS), icons::KEYBOARD, || Intent::Do(Action::Show(Some(Dialog::Keys))))}
                <span class="sheet-only">{icon_button(language.say(words::RESIZE_PANEL), icons::SHEET, next_stop)}</span>
                {does(language.say(words::CLOSE_PANEL), icons::FOLD, || Intent::Do(Action::TogglePanel))}
            </div>
            <p class="progress">{language.progress(screen.judged, screen.judgeable)}</p>
            {bar(&screen.counts)}
            <ul class="legend">{for legend}</ul>
        </header>
    }
}

/// "33 %" of all labels; nothing without labels.
fn share(count: usize, total: usize, language: Language) -> Html {
    let percent = (count * 100 + total / 2).checked_div(total);
    percent.map(|percent| percentage(percent, language)).unwrap_or_default()
}

#[inline(never)]
fn percentage(percent: usize, language: Language) -> Html {
    elements::span("share", &language.with(words::SHARE, "n", &language.number(percent)), false)
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
        let values = vec![
            Some(label_number(number).into()),
            elements::number(from),
            elements::number(to.saturating_sub(from)),
            fixed("8"),
        ];
        element("rect", &["class", "x", "width", "height"], values, Vec::new())
    });
    html! { <svg class="bar" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">{for shares}</svg> }
}
