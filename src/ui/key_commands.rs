//! From key presses to actions.

use crate::model::action::{Action, Dialog};
use crate::model::keys::{self, DigitMeaning, Held, KeyCommand};
use crate::model::label::LabelSet;
use yew::KeyboardEvent;

/// The command of a key press; none while an input method composes.
pub(crate) fn pressed(event: &KeyboardEvent, rtl: bool) -> Option<KeyCommand> {
    if event.is_composing() {
        return None;
    }
    let held =
        Held { shift: event.shift_key(), control: event.ctrl_key(), alt: event.alt_key(), meta: event.meta_key() };
    keys::command(&event.code(), &event.key(), held, rtl)
}

/// What a command does. A digit that means nothing here does nothing.
pub(crate) fn action(command: KeyCommand, labels: &LabelSet) -> Option<Action> {
    Some(match command {
        KeyCommand::Move(motion, extend) => Action::Move(motion, extend),
        KeyCommand::Digit(digit) => match keys::digit_meaning(digit, labels)? {
            DigitMeaning::Label(id) => Action::Label(id.clone()),
            DigitMeaning::NoLabel => Action::JudgeNone,
        },
        KeyCommand::Unlabel => Action::Unlabel,
        KeyCommand::Note => Action::EditNote(None),
        KeyCommand::Narrow(edge, widen) => Action::Narrow(edge, widen),
        KeyCommand::Join => Action::JoinNext,
        KeyCommand::Split => Action::Split,
        KeyCommand::Undo => Action::Undo,
        KeyCommand::Redo => Action::Redo,
        KeyCommand::Keys => Action::Show(Some(Dialog::Keys)),
        KeyCommand::Codebook => Action::Show(Some(Dialog::Codebook)),
        KeyCommand::Escape => Action::Escape,
    })
}
