//! The work as text, for pages in which downloads are blocked.

use crate::ui::intent::{Intent, click};
use crate::ui::text::words;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Props of [`CopyWork`].
#[derive(PartialEq, Properties)]
pub(crate) struct CopyProps {
    pub(crate) work: Option<Rc<str>>,
    pub(crate) send: Callback<Intent>,
}

/// The text, selected, and a button that copies it.
#[component]
pub(crate) fn CopyWork(props: &CopyProps) -> Html {
    let field = use_node_ref();
    use_effect_with(props.work.clone(), {
        let field = field.clone();
        move |work| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                field.set_value(work.as_deref().unwrap_or(words::PREPARING));
                field.select();
            }
        }
    });
    html! {
        <>
            <p>{words::COPY_HELP}</p>
            <textarea ref={field} class="work" readonly=true rows="10" aria-label={words::COPY_TITLE} />
            <p><button type="button" class="button main" onclick={click(&props.send, Intent::CopyWork)}>{words::COPY}</button></p>
        </>
    }
}
