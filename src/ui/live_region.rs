//! What assistive technology is told. The element stays; each announcement is a new
//! child of it, so that the same words twice are told twice.

use crate::ui::screen::Live;
use yew::prelude::*;

/// Props of [`LiveRegion`].
#[derive(PartialEq, Properties)]
pub(crate) struct LiveProps {
    pub(crate) live: Live,
}

/// The live region.
#[component]
pub(crate) fn LiveRegion(props: &LiveProps) -> Html {
    let Live { count, text } = &props.live;
    html! {
        <div class="live hidden" aria-live="polite" aria-relevant="additions text">
            if !text.is_empty() {
                <p key={*count}>{text.clone()}</p>
            }
        </div>
    }
}
