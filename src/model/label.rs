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

impl LineStyle {
    /// In the order in which the labels of a set have them: with more than five labels they
    /// repeat, and the letters tell the labels apart.
    pub const ALL: [Self; 5] = [Self::Solid, Self::Double, Self::Wavy, Self::Dashed, Self::Dotted];

    /// Ground and text of labels with this line where the reader forces colours of their own: only
    /// system colours stay there, and only as the pairs that CSS promises to be readable. Few
    /// differ in every theme; the last one is the page's own.
    #[must_use]
    pub fn forced(self) -> (&'static str, &'static str) {
        match self {
            Self::Solid => ("Mark", "MarkText"),
            Self::Double => ("CanvasText", "Canvas"),
            Self::Wavy => ("Highlight", "HighlightText"),
            Self::Dashed => ("LinkText", "Canvas"),
            Self::Dotted => ("Canvas", "CanvasText"),
        }
    }
}

/// How many labels a set can have: each has a digit of its own.
pub const MOST_LABELS: usize = 9;

/// Fill and line on light, fill and line on dark, for labels in their order. Text keeps
/// 5.5 : 1 on each fill, and each line 4.5 : 1 on the panel's ground. The first three: worst
/// difference under three simulated colour deficiencies ΔE00 11.8.
const PALETTE: [[&str; 4]; MOST_LABELS] = [
    ["#a8d1ff", "#0b57a4", "#0d4a86", "#7fbfff"],
    ["#fff2a0", "#7a5c00", "#6b5a00", "#ffd84d"],
    ["#f4aec6", "#a0215f", "#7a2450", "#ff9cc8"],
    ["#bfe8b5", "#2b6e1f", "#1f5a1b", "#8fdc83"],
    ["#dccbf7", "#6a33a8", "#4d2f7a", "#c9a6ff"],
    ["#ffd2a6", "#9a4b00", "#743b00", "#ffb36b"],
    ["#a9e4e0", "#00696b", "#00555a", "#6fe0dc"],
    ["#e0d5c7", "#5f4a33", "#52422f", "#d8bf9f"],
    ["#f8b9b1", "#a3241a", "#7a211a", "#ff9d92"],
];

/// The usual colours, light and dark, of the label with this number.
#[must_use]
pub fn usual_colours(number: usize) -> (Colours, Colours) {
    let [fill, line, dark_fill, dark_line] = PALETTE.get(number % MOST_LABELS).copied().unwrap_or_default();
    let colours = |fill: &str, line: &str| Colours { fill: fill.into(), line: line.into() };
    (colours(fill, line), colours(dark_fill, dark_line))
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
    /// Sentences that have it.
    pub examples: Vec<Rc<str>>,
    /// What is easily mistaken, and how it is to be judged.
    pub hard_cases: Vec<Rc<str>>,
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
    own: bool,
}

impl LabelSet {
    /// An instructor's own labels.
    #[must_use]
    pub fn own(labels: Vec<Label>) -> Self {
        Self { labels, own: true }
    }

    /// Whether they are an instructor's own: the codebook's cases and rules are about the usual ones.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own
    }

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

/// Name, letter and definition of each usual label, in the order of [`USUAL`].
pub type UsualWords<'a> = [[&'a str; 3]; 3];

/// The usual labels' ids.
pub const USUAL: [&str; 3] = ["claim", "evidence", "opinion"];

impl LabelSet {
    /// Claim, evidence, opinion, in the words of a language.
    #[must_use]
    pub fn usual(words: &UsualWords<'_>) -> Self {
        let label = |(number, (id, [name, letter, definition])): (usize, (&str, &[&str; 3]))| {
            let (light, dark) = usual_colours(number);
            Label {
                id: Rc::from(id),
                name: Rc::from(*name),
                letter: Rc::from(*letter),
                key: (b'1' + number as u8).into(),
                definition: Rc::from(*definition),
                examples: Vec::new(),
                hard_cases: Vec::new(),
                light,
                dark,
                line: LineStyle::ALL.get(number).copied().unwrap_or(LineStyle::Solid),
            }
        };
        Self { labels: USUAL.into_iter().zip(words).enumerate().map(label).collect(), own: false }
    }
}

/// The usual labels in English.
impl Default for LabelSet {
    fn default() -> Self {
        Self::usual(&[
            [
                "Claim",
                "C",
                "A statement put forward for acceptance that a reader could dispute and that evidence could settle.",
            ],
            [
                "Evidence",
                "E",
                "A reported fact, study, document, testimony or case that directly supports or attacks a claim you can point to.",
            ],
            [
                "Opinion",
                "O",
                "A judgement, taste or value of the speaker that no public test could settle and that is not argued for.",
            ],
        ])
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |from: usize| {
            let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_usual_colour_can_be_read() {
        for number in 0..MOST_LABELS {
            let (light, dark) = usual_colours(number);
            // Text and ground of highlights and panel.
            for (colours, text, ground) in [(light, "#1a1a1a", "#ffffff"), (dark, "#f5f5f5", "#1b1b1d")] {
                let (on_fill, of_line) = (contrast(&colours.fill, text), contrast(&colours.line, ground));
                assert!(on_fill >= 5.5, "{number}: text on {} {on_fill:.2}", colours.fill);
                assert!(of_line >= 4.5, "{number}: line {} {of_line:.2}", colours.line);
            }
        }
    }

    #[test]
    fn forced_colours_differ_with_the_line() {
        let mut pairs: Vec<_> = LineStyle::ALL.map(LineStyle::forced).to_vec();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), LineStyle::ALL.len());
    }

    #[test]
    fn no_two_usual_labels_look_the_same() {
        for one in 0..MOST_LABELS {
            for other in 0..one {
                assert_ne!(usual_colours(one).0.fill, usual_colours(other).0.fill);
                assert_ne!(usual_colours(one).1.line, usual_colours(other).1.line);
            }
        }
    }
}
