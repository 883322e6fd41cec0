//! What the reader must know: that nothing is saved (as long as it is so), and
//! reports that can be dismissed.

use crate::model::action::{Action, Keeping};
use crate::ui::head::icon_button;
use crate::ui::icons::{self, icon};
use crate::ui::intent::{Intent, act, click};
use crate::ui::text::words;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Banners`].
#[derive(PartialEq, Properties)]
pub(crate) struct BannerProps {
    pub(crate) keeping: Keeping,
    pub(crate) report: Option<Rc<str>>,
    pub(crate) send: Callback<Intent>,
}

/// Whether changes are lost when the page is closed.
pub(crate) fn is_unsaved(keeping: Keeping) -> bool {
    matches!(keeping, Keeping::Blocked | Keeping::Full)
}

/// The banners, if there is something to say.
#[component]
pub(crate) fn Banners(props: &BannerProps) -> Html {
    let send = &props.send;
    let why = if props.keeping == Keeping::Full { words::FULL } else { words::BLOCKED };
    html! {
        <>
            if is_unsaved(props.keeping) {
                <div class="banner unsaved" role="group" aria-label={words::NOT_SAVED}>
                    <p class="banner-title">{icon(icons::WARN)}{words::NOT_SAVED}</p>
                    <p>{why}</p>
                    <p class="banner-buttons">
                        <button type="button" class="button" onclick={click(send, Intent::Export)}>{words::DOWNLOAD}</button>
                        <button type="button" class="button" onclick={click(send, Intent::CopyWork)}>{words::COPY}</button>
                    </p>
                </div>
            }
            if let Some(report) = &props.report {
                <div class="banner report">
                    <p><bdi>{report.clone()}</bdi></p>
                    {icon_button(words::DISMISS, icons::CLOSE, act(send, Action::DismissReport))}
                </div>
            }
        </>
    }
}
