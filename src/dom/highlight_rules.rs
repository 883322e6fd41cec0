//! The looks of highlights: their names, their `::highlight()` rules, and the
//! constructed style sheet that holds the rules in the document and in each
//! shadow root with an article.
//!
//! A style's name spells out its colours and line, so equal names look equal:
//! instances with other label sets or another colour scheme share one page.
//! `::highlight()` takes background-color, color, text-decoration and
//! text-shadow only.

use crate::model::label::{Colours, Label, LabelSet, LineStyle};
use std::fmt::Write;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Node;

/// Begins every highlight name of ours.
pub const PREFIX: &str = "reading-annotator-";

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    /// Adds the rules of `names` that the tree of `node` does not have yet.
    #[wasm_bindgen(js_name = addHighlightRules)]
    fn add_highlight_rules(node: &Node, names: Vec<String>, rules: Vec<String>) -> bool;
}

/// Whether the article stands on a light or a dark ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

/// What a stretch is painted as; later ones lie over earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    Label,
    Hover,
    Pending,
    Cursor,
}

/// The look of a mark: a highlight's name and how high it lies. Cheap to clone and compare.
#[derive(Clone, Debug)]
pub struct Style {
    name: Rc<str>,
    layer: Layer,
}

impl PartialEq for Style {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.name, &other.name) || self.name == other.name
    }
}

impl Eq for Style {}

impl Style {
    /// The highlight's name in the page's registry.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn priority(&self) -> i32 {
        self.layer as i32
    }
}

/// What is painted besides labels: a line under (or over) all of it, and a tint where no
/// label lies. Two backgrounds on one text, and WebKit (2.50) may crash while painting.
#[derive(Clone, Debug)]
pub struct Emphasis {
    /// The line.
    pub line: Style,
    /// The tint.
    pub tint: Style,
}

/// All styles of one instance on one kind of ground.
#[derive(Clone, Debug)]
pub struct Styles {
    labels: Vec<(Rc<str>, Style)>,
    /// A label that is not in the label set.
    pub unknown: Style,
    /// The sentence under the resting pointer.
    pub hover: Emphasis,
    /// Sentences marked by a drag that is not yet labelled.
    pub pending: Emphasis,
    /// The sentence cursor.
    pub cursor: Emphasis,
    /// Under the second half of a sentence that is being split: where a label lies, there is no tint.
    pub split: Style,
    rules: Vec<(Rc<str>, String)>,
}

/// Fill, text and line of the tones that are no labels: the accent and neutral greys of the panel.
struct Tone {
    fill: &'static str,
    text: &'static str,
    line: &'static str,
}

/// What the cursor's line begins with, before its colour.
const CURSOR_LINE: &str = "overline solid 2px";

// Texts are put together without the library's formatting: it would be kilobytes of what a page needs to be opened.
impl Styles {
    /// The styles of `labels` for an article on `scheme` ground.
    #[must_use]
    pub fn new(labels: &LabelSet, scheme: Scheme) -> Self {
        let (text, unknown, hover, pending, cursor) = match scheme {
            Scheme::Light => (
                "#1a1a1a",
                Tone { fill: "#e3e3e3", text: "color:#1a1a1a;", line: "underline dotted 2px #5f5f5f" },
                Tone { fill: "#0000000d", text: "", line: "underline dotted 1px #767676" },
                Tone { fill: "#5b3df533", text: "", line: "underline dashed 2px #5b3df5" },
                Tone { fill: "#5b3df522", text: "", line: "overline solid 2px #5b3df5" },
            ),
            Scheme::Dark => (
                "#f5f5f5",
                Tone { fill: "#4a4a4a", text: "color:#f5f5f5;", line: "underline dotted 2px #b5b5b5" },
                Tone { fill: "#ffffff14", text: "", line: "underline dotted 1px #9a9a9a" },
                Tone { fill: "#b3a4ff40", text: "", line: "underline dashed 2px #b3a4ff" },
                Tone { fill: "#b3a4ff30", text: "", line: "overline solid 2px #b3a4ff" },
            ),
        };
        let mut rules = Vec::new();
        let ground = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let mut add = |name: String, layer: Layer, fill: &str, text: &str, line: &str, forced: &str| {
            let name: Rc<str> = [PREFIX, &name].concat().into();
            let rule = ["::highlight(", &name, "){", fill, text, line, "}\n"].concat();
            let in_forced = ["@media (forced-colors:active){::highlight(", &name, "){", forced, "}}"].concat();
            rules.push((Rc::clone(&name), rule + &in_forced));
            Style { name, layer }
        };
        let (fill, line) = (|fill: &str| ["background-color:", fill, ";"].concat(), decoration);
        let unknown = {
            let Tone { fill: colour, text, line: under } = unknown;
            add(["unknown-", ground].concat(), Layer::Label, &fill(colour), text, &line(under), UNKNOWN_FORCED)
        };
        let mut emphasis = |name: &str, layer: Layer, tone: &Tone, [over, under]: [&str; 2]| Emphasis {
            line: add([name, "-", ground].concat(), layer, "", "", &line(tone.line), over),
            tint: add(["tint-", name, "-", ground].concat(), layer, &fill(tone.fill), "", "", under),
        };
        let hover = emphasis("hover", Layer::Hover, &hover, [LINE_FORCED, ""]);
        let pending = emphasis("pending", Layer::Pending, &pending, [SELECTED_LINE, SELECTED]);
        let split = ["underline solid 3px", cursor.line.strip_prefix(CURSOR_LINE).unwrap_or_default()].concat();
        let cursor = emphasis("cursor", Layer::Cursor, &cursor, [SELECTED_LINE, SELECTED]);
        let split = add(["split-", ground].concat(), Layer::Cursor, "", "", &line(&split), SELECTED_LINE);
        let labels = labels
            .as_slice()
            .iter()
            .map(|label| {
                let (colours, line) = looks(label, scheme);
                let name = style_name(label, colours, line);
                let fill = fill(&colours.fill);
                let text = ["color:", text, ";"].concat();
                let line = decoration(&["underline ", line, " 2px ", &colours.line].concat());
                let (ground, on) = label.line.forced();
                let forced = ["background-color:", ground, ";color:", on, ";text-decoration-color:", on].concat();
                (Rc::clone(&label.id), add(name, Layer::Label, &fill, &text, &line, &forced))
            })
            .collect();
        Self { labels, unknown, hover, pending, cursor, split, rules }
    }

    /// The style of the label `id`.
    #[must_use]
    pub fn label(&self, id: &str) -> &Style {
        self.labels.iter().find(|(label, _)| &**label == id).map_or(&self.unknown, |(_, style)| style)
    }

    /// The rules as CSS text, for a page that puts them into its head.
    #[must_use]
    pub fn css(&self) -> String {
        self.rules.iter().fold(String::new(), |mut css, (_, rule)| {
            let _ = writeln!(css, "{rule}");
            css
        })
    }

    /// Puts the rules in place for the document or shadow root that `article` stands in. Once per
    /// tree and name, so call it as often as needed. False where style sheets cannot be adopted.
    pub fn install(&self, article: &Node) -> bool {
        let names = self.rules.iter().map(|(name, _)| String::from(&**name)).collect();
        let rules = self.rules.iter().map(|(_, rule)| rule.clone()).collect();
        add_highlight_rules(article, names, rules)
    }
}

/// Line, style, thickness and colour as properties of their own: WebKit (2.50) drops a
/// `text-decoration` of more than three values.
fn decoration(line: &str) -> String {
    let names = ["line", "style", "thickness", "color"];
    let each = names.iter().zip(line.split(' ')).map(|(name, value)| ["text-decoration-", name, ":", value].concat());
    each.collect::<Vec<_>>().join(";")
}

/// In forced colours only system colours stay, and a label keeps its own under the cursor.
/// (Chromium paints all custom highlights as selected text there: only their lines differ.)
const UNKNOWN_FORCED: &str = "background-color:Canvas;color:CanvasText;text-decoration-color:CanvasText";
const LINE_FORCED: &str = "text-decoration-color:CanvasText";
const SELECTED_LINE: &str = "text-decoration-color:Highlight";
const SELECTED: &str = "background-color:Highlight;color:HighlightText";

fn looks(label: &Label, scheme: Scheme) -> (&Colours, &'static str) {
    let colours = match scheme {
        Scheme::Light => &label.light,
        Scheme::Dark => &label.dark,
    };
    let line = match label.line {
        LineStyle::Solid => "solid",
        LineStyle::Double => "double",
        LineStyle::Wavy => "wavy",
        LineStyle::Dashed => "dashed",
        LineStyle::Dotted => "dotted",
    };
    (colours, line)
}

/// Label ids and colours are plain ASCII; anything else is left out of the name.
fn style_name(label: &Label, colours: &Colours, line: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_')).collect()
    };
    [&*plain(&label.id), &*plain(&colours.fill), &*plain(&colours.line), line].join("-")
}
