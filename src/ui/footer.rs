//! The panel's foot: who reads, whether they have finished, that all is saved.

use crate::model::action::{Action, Dialog, Keeping};
use crate::model::configuration::NameField;
use crate::ui::banner::is_unsaved;
use crate::ui::elements::{Field, button, truth};
use crate::ui::icons;
use crate::ui::intent::{Intent, click};
use crate::ui::screen::Screen;
use crate::ui::words;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The foot; `name` is the field of the reader's name.
pub(crate) fn footer(screen: &Screen, name: &NodeRef, send: &Callback<Intent>) -> Html {
    let language = screen.extras.language;
    let finished = screen.reader.finished;
    let rename = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event.target() {
                send.emit(Intent::Do(Action::SetName(field.unchecked_ref::<Field>().value().into())));
            }
        })
    };
    let finish = {
        let send = send.clone();
        Callback::from(move |_: Event| send.emit(Intent::Do(Action::Finish(!finished))))
    };
    let field = screen.extras.configuration.name_field;
    let hint = if field == NameField::Required { language.say(words::REQUIRED) } else { language.say(words::OPTIONAL) };
    let status = match screen.view.keeping {
        Keeping::Kept => language.say(words::SAVED),
        Keeping::Opening => language.say(words::OPENING),
        Keeping::Blocked | Keeping::Full | Keeping::Unwanted => "",
    };
    let reminder = screen.backlog.filter(|_| !is_unsaved(screen.view.keeping));
    let reminder = reminder.map(|backlog| language.not_exported(backlog.count, backlog.days(screen.extras.now)));
    html! {
        <footer class="foot" part="foot">
            <label class="finished">
                <input type="checkbox" role="switch" checked={finished} onchange={finish} />
                <span>{language.say(words::FINISHED)}</span>
            </label>
            if field != NameField::Hidden {
                <label class="name">
                    <span>{language.say(words::YOUR_NAME)}</span>
                    <input ref={name} type="text" dir="auto" autocomplete="off" maxlength="200" placeholder={hint}
                        aria-required={truth(field == NameField::Required)} onchange={rename} />
                </label>
            }
            <div class="reading-copy" role="group" aria-label={language.say(words::MORE)}>
                {button("button quiet", Some(icons::PAGE), language.say(words::SAVE_COPY), click(send, || Intent::SaveCopy))}
                {button("button quiet", Some(icons::PRINTER), language.say(words::PRINT), click(send, || Intent::Print))}
                {button("button quiet", Some(icons::DATA), language.say(words::DATA), click(send, || Intent::Do(Action::Show(Some(Dialog::Data)))))}
            </div>
            <p class="status">{status}</p>
            <p class="status">{reminder.unwrap_or_default()}</p>
        </footer>
    }
}
