//! What the reader asks for, as components say it.

use crate::model::action::{Action, Edge};
use std::rc::Rc;
use web_sys::{File, HtmlElement};
use yew::{Callback, MouseEvent};

/// Everything that components ask of their surroundings.
#[derive(Clone, Debug)]
pub enum Intent {
    /// Do this, as the user.
    Do(Action),
    /// As [`Action::SetNote`] for annotation and text, but the note's field was left
    /// for another place: the focus stays there (`Effect::Focus` is dropped).
    KeepNote(Rc<str>, Rc<str>),
    /// Tell assistive technology.
    Say(Rc<str>),
    /// Hand the work out as a file.
    Export,
    /// Show what else the work can be handed out as.
    Formats,
    /// Hand out the article with its labels, to be read: as an HTML file.
    SaveCopy,
    /// Print the article with its labels.
    Print,
    /// Put the work on the clipboard, or show it as text where that is forbidden.
    CopyWork,
    /// Delete what this browser keeps of this text, or of all.
    Forget(bool),
    /// Keep nothing, since the computer is shared, or keep the work again.
    KeepNothing(bool),
    /// Import these files.
    ImportFiles(Vec<File>),
    /// Import this text.
    ImportText(String),
    /// The sentence cursor's control has the focus.
    CursorFocused,
    /// It lost the focus.
    CursorBlurred,
    /// The label picker was shown or changed its size: put it beside its sentence.
    PlacePicker(HtmlElement),
    /// An end of the active label was taken with the pointer.
    Grab(Edge),
    /// The panel was folded, unfolded, or the sheet went to another stop.
    PanelResized,
}

/// A click handler that says what `make` makes. (A function, not a value: copies of
/// actions cost kilobytes of wasm.)
pub(crate) fn click(send: &Callback<Intent>, make: fn() -> Intent) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_| send.emit(make()))
}

/// A click handler for the action that `make` makes of an annotation's or a label's id.
pub(crate) fn act_on(send: &Callback<Intent>, id: &Rc<str>, make: fn(Rc<str>) -> Action) -> Callback<MouseEvent> {
    let (send, id) = (send.clone(), Rc::clone(id));
    Callback::from(move |_| send.emit(Intent::Do(make(Rc::clone(&id)))))
}
