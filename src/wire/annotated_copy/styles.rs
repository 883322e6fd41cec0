//! The labels' part of the copy's style sheet: they are data. Always light: it is for paper.

use crate::model::label::{LabelSet, LineStyle, is_colour};

/// `fixed`, and the rules of the labels after it.
#[must_use]
pub fn styles(fixed: &str, labels: &LabelSet) -> String {
    let mut css = fixed.to_owned();
    for (number, label) in labels.as_slice().iter().enumerate() {
        let style = match label.line {
            LineStyle::Solid => "solid",
            LineStyle::Double => "double",
            LineStyle::Wavy => "wavy",
            LineStyle::Dashed => "dashed",
            LineStyle::Dotted => "dotted",
        };
        for part in [".label-", &number.to_string(), "{--style:", style] {
            css.push_str(part);
        }
        for (name, colour) in [(";--fill:", &label.light.fill), (";--line:", &label.light.line)] {
            if is_colour(colour) {
                css.push_str(name);
                css.push_str(colour);
            }
        }
        css.push_str("}\n");
    }
    css
}
