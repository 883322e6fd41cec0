//! The labels' colours and lines as a style sheet: they are data, so their rules
//! are written here and adopted as a constructed sheet.

use crate::model::label::{Colours, LabelSet, LineStyle, is_colour};

/// Rules for `.label-0`, `.label-1` … in the widget's shadow root: `--fill` behind
/// text, `--line` for lines, `--edge` a picture of the label's line style, upright.
/// Colours that are none are left out. In forced colours `--on` is the text on the fill.
#[must_use]
pub fn label_css(labels: &LabelSet) -> String {
    let mut css = String::new();
    for (number, label) in labels.as_slice().iter().enumerate() {
        let number = number.to_string();
        let edge = match label.line {
            LineStyle::Solid => "linear-gradient(var(--line) 0 0)",
            LineStyle::Double => "linear-gradient(90deg,var(--line) 34%,#0000 0 66%,var(--line) 0)",
            LineStyle::Wavy => {
                "radial-gradient(circle at -3px 5px,#0000 5.5px,var(--line) 6px 8px,#0000 8.5px) 0 0/6px 10px"
            }
            LineStyle::Dashed => "linear-gradient(var(--line) 60%,#0000 0) 0 0/6px 10px",
            LineStyle::Dotted => "radial-gradient(var(--line) 50%,#0000 0) 0 0/6px 6px",
        };
        for part in [".label-", &number, "{--edge:", edge, "}"] {
            css.push_str(part);
        }
        for (scheme, colours) in [("", &label.light), ("[data-scheme=dark] ", &label.dark)] {
            for part in [scheme, ".label-", &number, "{"] {
                css.push_str(part);
            }
            push_colours(&mut css, colours);
            css.push('}');
        }
    }
    // As specific as the dark ones, and after them.
    css.push_str("@media (forced-colors:active){");
    for (number, label) in labels.as_slice().iter().enumerate() {
        let (fill, text) = label.line.forced();
        for part in [".root .label-", &number.to_string(), "{--fill:", fill, ";--on:", text, ";--line:CanvasText}"] {
            css.push_str(part);
        }
    }
    css.push('}');
    css
}

fn push_colours(css: &mut String, colours: &Colours) {
    for (name, colour) in [("--fill:", &colours.fill), ("--line:", &colours.line)] {
        if is_colour(colour) {
            for part in [name, colour, ";"] {
                css.push_str(part);
            }
        }
    }
}

/// The class of a label; one that is not in the set has none of the colours.
pub(crate) fn label_class(labels: &LabelSet, id: &str) -> String {
    match labels.position(id) {
        Some(position) => "label-".to_owned() + &position.to_string(),
        None => "label-unknown".to_owned(),
    }
}
