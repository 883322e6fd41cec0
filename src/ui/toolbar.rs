//! Undo, redo, import, export.

use crate::model::action::Action;
use crate::ui::elements::{button, icon_button, icon_button_unless};
use crate::ui::icons;
use crate::ui::intent::{Intent, click};
use crate::ui::screen::Screen;
use crate::ui::words;
use web_sys::{File, FileList, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// The files of a list.
pub(crate) fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.item(at)).collect()).unwrap_or_default()
}

/// The toolbar.
pub(crate) fn toolbar(screen: &Screen, send: &Callback<Intent>) -> Html {
    let language = screen.extras.language;
    let picker = NodeRef::default();
    let choose = {
        let picker = picker.clone();
        Callback::from(move |_| {
            if let Some(input) = picker.cast::<HtmlElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let files = files(input.files());
                // So that the same file can be chosen again.
                input.set_value("");
                if !files.is_empty() {
                    send.emit(Intent::ImportFiles(files));
                }
            }
        })
    };
    html! {
        <div class="toolbar" role="group" aria-label={language.say(words::TOOLS)}>
            {icon_button_unless(!screen.can_undo, language.say(words::UNDO), icons::UNDO, click(send, || Intent::Do(Action::Undo)))}
            {icon_button_unless(!screen.can_redo, language.say(words::REDO), icons::REDO, click(send, || Intent::Do(Action::Redo)))}
            <span class="gap" />
            {button("button", Some(icons::IMPORT), language.say(words::IMPORT), choose)}
            {button("button main", Some(icons::EXPORT), language.say(words::EXPORT), click(send, || Intent::Export))}
            if screen.extras.formats {
                {icon_button(language.say(words::FORMATS), icons::MORE, click(send, || Intent::Formats))}
            }
            <input ref={picker} class="hidden" type="file" accept=".json,.jsonl,.jsonld,.csv,.ann,application/json" multiple=true tabindex="-1"
                aria-label={language.say(words::IMPORT_FILE)} {onchange} />
        </div>
    }
}
