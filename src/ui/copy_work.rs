//! The work as text, for pages in which downloads are blocked.

use crate::ui::elements::button;
use crate::ui::intent::{Intent, click};
use crate::ui::language::Language;
use crate::ui::words;
use yew::prelude::*;

/// The text in `field` and a button that copies it.
pub(crate) fn copy_work(field: &NodeRef, language: Language, send: &Callback<Intent>) -> Html {
    html! {
        <>
            <p>{language.say(words::COPY_HELP)}</p>
            <textarea ref={field} class="work" readonly=true rows="10" aria-label={language.say(words::COPY_TITLE)} />
            <p>{button("button main", None, language.say(words::COPY), click(send, || Intent::CopyWork))}</p>
        </>
    }
}
