//! The copy's style sheet: the fixed part, and the labels, which are data.

use crate::model::label::{LabelSet, LineStyle, is_colour};

/// The sheet, always light: it is for paper.
#[must_use]
pub fn styles(labels: &LabelSet) -> String {
    let mut css = include_str!("../../../styles/annotated_copy.css").to_owned();
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
