//! What assistive technology is told. The element stays; each announcement is a new
//! child of it, so that the same words twice are told twice. Why nothing was done is shown for a while, too.

use crate::ui::screen::Live;
use yew::prelude::*;

/// The live region.
pub(crate) fn live_region(live: &Live) -> Html {
    html! {
        <>
            <div class="live hidden" aria-live="polite" aria-relevant="additions text">
                if !live.text.is_empty() { {told(live)} }
            </div>
            if live.refusal { {refused(live)} }
        </>
    }
}

// Not inlined: opening a page tells nothing.
#[inline(never)]
fn told(live: &Live) -> Html {
    html! { <p key={live.count}>{live.text.clone()}</p> }
}

#[inline(never)]
fn refused(live: &Live) -> Html {
    html! { <p key={live.count} class="refusal" aria-hidden="true">{live.text.clone()}</p> }
}
