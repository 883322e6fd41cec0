//! Undo, redo, import, export.

use crate::model::action::Action;
use crate::ui::icons::{self, icon};
use crate::ui::intent::{Intent, act, click};
use crate::ui::text::words;
use web_sys::{File, FileList, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Props of [`Toolbar`].
#[derive(PartialEq, Properties)]
pub(crate) struct ToolbarProps {
    pub(crate) can_undo: bool,
    pub(crate) can_redo: bool,
    pub(crate) send: Callback<Intent>,
}

/// The files of a list.
pub(crate) fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.item(at)).collect()).unwrap_or_default()
}

/// The toolbar. What cannot be undone stays reachable and says so: a disabled button
/// would drop the focus of whoever has just pressed it.
#[component]
pub(crate) fn Toolbar(props: &ToolbarProps) -> Html {
    let send = &props.send;
    let picker = use_node_ref();
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
    let step = |name: &'static str, path, possible: bool, action| {
        html! {
            <button type="button" class="icon-button" aria-label={name} title={name}
                aria-disabled={(!possible).then_some("true")} onclick={act(send, action)}>
                {icon(path)}
            </button>
        }
    };
    html! {
        <div class="toolbar" role="group" aria-label={words::TOOLS}>
            {step(words::UNDO, icons::UNDO, props.can_undo, Action::Undo)}
            {step(words::REDO, icons::REDO, props.can_redo, Action::Redo)}
            <span class="gap" />
            <button type="button" class="button" onclick={choose}>{icon(icons::IMPORT)}{words::IMPORT}</button>
            <button type="button" class="button main" onclick={click(send, Intent::Export)}>
                {icon(icons::EXPORT)}{words::EXPORT}
            </button>
            <input ref={picker} class="hidden" type="file" accept=".json,application/json" multiple=true tabindex="-1"
                aria-label={words::IMPORT_FILE} {onchange} />
        </div>
    }
}
