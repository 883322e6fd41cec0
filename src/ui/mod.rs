//! The screen: one piece a file. Each is a function of values and a callback that
//! takes an [`Intent`]; none knows the article's DOM, files or storage. Only what
//! keeps something of its own is a Yew component, and none has hooks: both cost
//! kilobytes of wasm each.

mod app;
mod banner;
mod card;
mod card_list;
mod codebook;
mod copy_work;
mod cursor_control;
mod data;
mod dialog;
mod drop_zone;
mod elements;
mod empty;
mod footer;
mod head;
mod icons;
mod import_report;
mod intent;
mod key_commands;
mod keys_help;
mod label_colours;
mod language;
mod list_filter;
mod list_window;
mod live_region;
mod note_editor;
mod overview;
mod picker;
mod rows;
mod screen;
mod shared;
mod sheet_stop;
mod styles;
mod tab;
mod task;
mod text;
mod toolbar;
pub(crate) mod words;

pub use app::{App, AppProps};
pub use intent::Intent;
pub use label_colours::label_css;
pub use language::{Language, Part};
pub use screen::{Extras, Live, Reader, Reading, Screen, SentenceLabel, SentenceOption};
pub use shared::Shared;
pub use styles::{COPY_STYLES, LATER_STYLES, STYLES};
pub(crate) use text::beginning;

/// Finds the sentence cursor's control in the shadow root; it is always there.
pub const CURSOR: &str = ".cursor";

/// Finds the field of the note that is being written.
pub const NOTE_FIELD: &str = ".note-field";

/// Finds the panel's first control, folded away or not.
pub const FIRST_CONTROL: &str = "button";
