//! The icons: drawn for this widget on a grid of 16, in the colour of the text.

use crate::ui::elements::{element, fixed, truth};
use yew::prelude::*;

pub(crate) const UNDO: &str = "M5.5 3 2.5 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6";
pub(crate) const REDO: &str = "M10.5 3l3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H10";
pub(crate) const IMPORT: &str = "M8 2.5v7M5 6.7l3 3 3-3M2.5 11v2.5h11V11";
pub(crate) const EXPORT: &str = "M8 9.5v-7M5 5.3l3-3 3 3M2.5 11v2.5h11V11";
pub(crate) const MORE: &str = "M4 6l4 4 4-4";
pub(crate) const PAGE: &str = "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 8h5M5.5 11h5";
pub(crate) const PRINTER: &str = "M4.5 6V1.5h7V6M4.5 12h-2V6h11v6h-2M4.5 10h7v4.5h-7z";
pub(crate) const KEYBOARD: &str = "M1.5 4h13v8h-13zM4 6.7h.1M6.7 6.7h.1M9.3 6.7h.1M12 6.7h.1M5 9.5h6";
pub(crate) const BOOK: &str =
    "M8 4C6.5 2.8 4.5 2.5 2 2.7v9.8c2.5-.2 4.5.1 6 1.3 1.5-1.2 3.5-1.5 6-1.3V2.7c-2.5-.2-4.5.1-6 1.3zM8 4v9.5";
pub(crate) const CLOSE: &str = "M4 4l8 8M12 4l-8 8";
pub(crate) const FOLD: &str = "M5 3.5 9.5 8 5 12.5M12.5 3v10";
pub(crate) const SHEET: &str = "M3.5 6.5 8 3l4.5 3.5M3.5 9.5 8 13l4.5-3.5";
pub(crate) const NOTE: &str = "M3 2.5h10v8H8L5 13v-2.5H3zM5.5 5.5h5M5.5 7.8h3";
pub(crate) const TRASH: &str = "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5";
pub(crate) const LOCATE: &str = "M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z";
pub(crate) const ACCEPT: &str = "M2.5 8.5 6 12l7.5-8";
pub(crate) const ATTACH: &str = "M8 2v8M5 7l3 3 3-3M2.5 13.5h11";
pub(crate) const DETACH: &str = "M8 10V2M5 5l3-3 3 3M2.5 13.5h11";
pub(crate) const JOIN: &str = "M1.5 8h5M4.5 6l2 2-2 2M14.5 8h-5M11.5 6l-2 2 2 2";
pub(crate) const SPLIT: &str = "M8 2.5v11M5.5 8h-4M3.5 6l-2 2 2 2M10.5 8h4M12.5 6l2 2-2 2";
pub(crate) const BACK: &str = "M9.5 4l-4 4 4 4";
pub(crate) const ON: &str = "M6.5 4l4 4-4 4";
pub(crate) const FILTER: &str = "M1.5 3.5h13M4 8h8M6.5 12.5h3";
pub(crate) const DATA: &str = "M2.5 4c0-3 11-3 11 0s-11 3-11 0v8c0 3 11 3 11 0V4M2.5 8c0 3 11 3 11 0";
pub(crate) const WARN: &str = "M8 2 1.5 13.5h13zM8 6.5v3.5M8 11.7v.1";

/// An icon; buttons with nothing else need a name of their own.
pub(crate) fn icon(path: &'static str) -> Html {
    // A tick is a tick in every script; what points somewhere is mirrored from right to left, and what
    // points to the panel's edge, where that edge is the left one.
    let class = match path {
        ACCEPT => "icon tick",
        FOLD => "icon to-edge",
        _ => "icon",
    };
    let values = vec![fixed("0 0 16 16"), fixed("16"), fixed("16"), truth(true), fixed(class)];
    let path = element("path", &["d"], vec![fixed(path)], Vec::new());
    element("svg", &["viewBox", "width", "height", "aria-hidden", "class"], values, vec![path])
}
