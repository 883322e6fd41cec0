//! What is left of the panel when it is folded away: a slim tab with the counts.

use crate::model::action::Action;
use crate::ui::banner::is_unsaved;
use crate::ui::elements::{element, label_number, truth};
use crate::ui::intent::{Intent, click};
use crate::ui::screen::Screen;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// The tab. If the work is not saved, it must say so, too.
pub(crate) fn tab(screen: &Screen, send: &Callback<Intent>) -> Html {
    let counts = screen.labels.as_slice().iter().zip(&screen.counts).enumerate().map(|(number, (label, count))| {
        let content = html! { <><span class="badge">{label.letter.clone()}</span><b>{text::number(*count)}</b></> };
        element("span", &["class", "aria-hidden"], vec![Some(label_number(number).into()), truth(true)], vec![content])
    });
    let unsaved = is_unsaved(screen.view.keeping);
    let mut name = words::OPEN_PANEL.to_owned() + ": " + &text::counts(&screen.labels, &screen.counts);
    if unsaved {
        name = name + ". " + words::NOT_SAVED;
    }
    html! {
        <button type="button" class="tab" part="tab" data-unsaved={unsaved.then_some("")} aria-expanded="false"
            title={words::OPEN_PANEL} onclick={click(send, || Intent::Do(Action::TogglePanel))}>
            <span class="hidden">{name}</span>
            {for counts}
        </button>
    }
}
