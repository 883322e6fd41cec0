//! What this browser keeps, and how to be rid of it. Each asks once, in place: the button
//! that does it is under the words that say what it does.

use crate::model::action::{Action, Keeping};
use crate::ui::elements::{button, element, fixed, text};
use crate::ui::intent::{Intent, click};
use crate::ui::screen::Screen;
use crate::ui::words;
use yew::prelude::*;

/// A question that opens: what would be done, and the button that does it.
fn ask(title: &'static str, what: AttrValue, name: &'static str, act: Callback<MouseEvent>) -> Html {
    let summary = element("summary", &["class"], vec![fixed("button")], vec![text(title)]);
    let what = element("p", &[], Vec::new(), vec![text(what)]);
    // Of those with one name the browser keeps one open.
    element(
        "details",
        &["class", "name"],
        vec![fixed("ask"), fixed("ask")],
        vec![summary, what, button("button danger", None, name, act)],
    )
}

/// The dialog's content.
pub(crate) fn data(screen: &Screen, send: &Callback<Intent>) -> Html {
    let language = screen.extras.language;
    let shared = screen.view.keeping == Keeping::Unwanted;
    let share = {
        let send = send.clone();
        Callback::from(move |_: Event| send.emit(Intent::KeepNothing(!shared)))
    };
    let all = language.labels(screen.placed.len() + screen.doubtful.len());
    let clear = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            send.emit(Intent::Do(Action::Show(None)));
            send.emit(Intent::Do(Action::Clear));
        })
    };
    let forget =
        |everything: bool| click(send, if everything { || Intent::Forget(true) } else { || Intent::Forget(false) });
    html! {
        <>
            <p>{language.say(words::DATA_HELP)}</p>
            <label class="finished">
                <input type="checkbox" role="switch" checked={shared} onchange={share} aria-describedby="shared-help" />
                <span>{language.say(words::SHARED)}</span>
            </label>
            <p id="shared-help" class="quiet">{language.say(words::SHARED_HELP)}</p>
            {ask(language.say(words::CLEAR), language.with(words::CLEAR_HELP, "labels", &all).into(), language.say(words::CLEAR_NOW), clear)}
            {ask(language.say(words::FORGET), language.with(words::FORGET_HELP, "labels", &all).into(), language.say(words::FORGET_NOW), forget(false))}
            {ask(language.say(words::FORGET_ALL), language.say(words::FORGET_ALL_HELP).into(), language.say(words::FORGET_ALL_NOW), forget(true))}
        </>
    }
}
