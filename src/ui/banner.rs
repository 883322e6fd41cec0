//! What the reader must know: that nothing is saved (as long as it is so), and
//! reports that can be dismissed.

use crate::model::action::{Action, Keeping};
use crate::model::view::{Report, View};
use crate::ui::elements::{button, icon_button};
use crate::ui::icons::{self, icon};
use crate::ui::intent::{Intent, click};
use crate::ui::language::Language;
use crate::ui::words;
use yew::prelude::*;

/// Whether changes are lost when the page is closed.
pub(crate) fn is_unsaved(keeping: Keeping) -> bool {
    matches!(keeping, Keeping::Blocked | Keeping::Full | Keeping::Unwanted)
}

/// How far the search for the labels in a changed article is.
#[inline(never)]
pub(crate) fn progress(percent: u32, language: Language) -> Html {
    let percent = AttrValue::from(percent.to_string());
    html! {
        <div class="banner report">
            <p>{language.say(words::FINDING)}</p>
            <progress max="100" value={percent} aria-label={language.say(words::FINDING)}></progress>
        </div>
    }
}

/// The button that copies the work.
fn copy(language: Language, send: &Callback<Intent>) -> Html {
    button("button", None, language.say(words::COPY), click(send, || Intent::CopyWork))
}

/// The banners, if there is something to say.
pub(crate) fn banners(view: &View, language: Language, send: &Callback<Intent>) -> Html {
    html! {
        <>
            if is_unsaved(view.keeping) { {unsaved(view.keeping, language, send)} }
            if let Some(report) = &view.report { {told(report, language, send)} }
        </>
    }
}

#[inline(never)]
fn unsaved(keeping: Keeping, language: Language, send: &Callback<Intent>) -> Html {
    let why = match keeping {
        Keeping::Full => language.say(words::FULL),
        Keeping::Unwanted => language.say(words::UNWANTED),
        _ => language.say(words::BLOCKED),
    };
    html! {
        <div class="banner unsaved" role="group" aria-label={language.say(words::NOT_SAVED)}>
            <p class="banner-title">{icon(icons::WARN)}{language.say(words::NOT_SAVED)}</p>
            <p>{why}</p>
            <p class="banner-buttons">
                {button("button", None, language.say(words::DOWNLOAD), click(send, || Intent::Export))}
                {copy(language, send)}
            </p>
        </div>
    }
}

#[inline(never)]
fn told(report: &Report, language: Language, send: &Callback<Intent>) -> Html {
    html! {
        <div class="banner report">
            <p><bdi>{report.text.clone()}</bdi>if report.copies { {copy(language, send)} }</p>
            {icon_button(language.say(words::DISMISS), icons::CLOSE, click(send, || Intent::Do(Action::DismissReport)))}
        </div>
    }
}
