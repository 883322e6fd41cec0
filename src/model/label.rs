//! The labels as data: names, keys, colours and the codebook's text.

use std::rc::Rc;

/// The line under a highlight, so that a label is told without its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    /// ———
    Solid,
    /// ═══
    Double,
    /// `~~~`
    Wavy,
    /// - - -
    Dashed,
    /// · · ·
    Dotted,
}

/// Fill and line of a label on one kind of background, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Behind the text.
    pub fill: Rc<str>,
    /// Under the text, on card edges and in the chart.
    pub line: Rc<str>,
}

/// Whether `text` is `#rrggbb`: nothing else may go into a style sheet, so that a label
/// set cannot bring in other rules.
#[must_use]
pub fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// One label of the codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// In files: `^[a-z][a-z0-9_-]*$`.
    pub id: Rc<str>,
    /// For readers.
    pub name: Rc<str>,
    /// One character that stands for it on cards and in print.
    pub letter: Rc<str>,
    /// The digit key, by place on the keyboard: '1'–'9'.
    pub key: char,
    /// What it means, in a sentence.
    pub definition: Rc<str>,
    /// On a light background.
    pub light: Colours,
    /// On a dark background.
    pub dark: Colours,
    /// The line under it.
    pub line: LineStyle,
}

/// The labels of a session, in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSet {
    labels: Vec<Label>,
}

impl LabelSet {
    /// All labels.
    #[must_use]
    pub fn as_slice(&self) -> &[Label] {
        &self.labels
    }

    /// The label with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| &*label.id == id)
    }

    /// Its place in the set.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.labels.iter().position(|label| &*label.id == id)
    }
}

/// Claim, evidence, opinion. Colours: worst difference under three simulated
/// colour deficiencies ΔE00 11.8.
impl Default for LabelSet {
    fn default() -> Self {
        let label =
            |id: &str, name: &str, letter: &str, key, definition: &str, light: [&str; 2], dark: [&str; 2], line| {
                Label {
                    id: id.into(),
                    name: name.into(),
                    letter: letter.into(),
                    key,
                    definition: definition.into(),
                    light: Colours { fill: light[0].into(), line: light[1].into() },
                    dark: Colours { fill: dark[0].into(), line: dark[1].into() },
                    line,
                }
            };
        Self {
            labels: vec![
                label(
                    "claim",
                    "Claim",
                    "C",
                    '1',
                    "A statement put forward for acceptance that a reader could dispute and that evidence could settle.",
                    ["#a8d1ff", "#0b57a4"],
                    ["#0d4a86", "#7fbfff"],
                    LineStyle::Solid,
                ),
                label(
                    "evidence",
                    "Evidence",
                    "E",
                    '2',
                    "A reported fact, study, document, testimony or case that directly supports or attacks a claim you can point to.",
                    ["#fff2a0", "#7a5c00"],
                    ["#6b5a00", "#ffd84d"],
                    LineStyle::Double,
                ),
                label(
                    "opinion",
                    "Opinion",
                    "O",
                    '3',
                    "A judgement, taste or value of the speaker that no public test could settle and that is not argued for.",
                    ["#f4aec6", "#a0215f"],
                    ["#7a2450", "#ff9cc8"],
                    LineStyle::Wavy,
                ),
            ],
        }
    }
}
