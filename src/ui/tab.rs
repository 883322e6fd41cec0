//! What is left of the panel when it is folded away: a slim tab with the counts.

use crate::model::action::Action;
use crate::ui::banner::is_unsaved;
use crate::ui::elements::{element, label_number, truth};
use crate::ui::intent::{Intent, click};
use crate::ui::screen::Screen;
use crate::ui::words;
use yew::prelude::*;

/// The tab. If the work is not saved, it must say so, too.
#[inline(never)]
pub(crate) fn tab(screen: &Screen, send: &Callback<Intent>) -> Html {
    let language = screen.extras.language;
    let counts = screen.labels.as_slice().iter().zip(&screen.counts).enumerate().map(|(number, (label, count))| {
        let content = html! { <><span class="badge">{label.letter.clone()}</span><b>{language.number(*count)}</b></> };
        element("span", &["class", "aria-hidden"], vec![Some(label_number(number).into()), truth(true)], vec![content])
    });
    let unsaved = is_unsaved(screen.view.keeping);
    let counted = language.counts(&screen.labels, &screen.counts);
    let mut name = language.named(language.say(words::OPEN_PANEL), &counted);
    if unsaved {
        name = language.both(&name, language.say(words::NOT_SAVED));
    }
    html! {
        <button type="button" class="tab" part="tab" data-unsaved={unsaved.then_some("")} aria-expanded="false"
            title={language.say(words::OPEN_PANEL)} onclick={click(send, || Intent::Do(Action::TogglePanel))}>
            <span class="hidden">{name}</span>
            {for counts}
        </button>
    }
}
