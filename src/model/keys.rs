//! What a key means while the sentence cursor has the focus.
//!
//! Digits go by their place on the keyboard (`code`), so that they work where the
//! top row types something else (AZERTY); letters and brackets go by what they type.
//! "No label" has the digit after the last label's; where that is none, the first that no
//! label has; with nine labels the letter x.

use crate::model::action::{Edge, Motion};
use crate::model::label::LabelSet;

/// Keys held down with another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Shift.
    pub shift: bool,
    /// Control; Windows reports AltGr as Control and Alt.
    pub control: bool,
    /// Alt, on a Mac Option.
    pub alt: bool,
    /// Command or the Windows key.
    pub meta: bool,
}

/// What the reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyCommand {
    /// Move the cursor; `true` extends.
    Move(Motion, bool),
    /// A digit from 1 to 9, or x: a label, or the judgement "no label".
    Digit(char),
    /// Take label or judgement away.
    Unlabel,
    /// Edit the note.
    Note,
    /// Narrow at an end, `true` widens.
    Narrow(Edge, bool),
    /// Join with the next sentence.
    Join,
    /// Split the sentence.
    Split,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Show the keys.
    Keys,
    /// Show what the labels mean.
    Codebook,
    /// Close or leave.
    Escape,
}

/// What a digit, or x, means with these labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DigitMeaning<'a> {
    /// The id of a label.
    Label(&'a std::rc::Rc<str>),
    /// The judgement "no label".
    NoLabel,
}

/// The key of the judgement "no label" where every digit is a label's.
const NONE_LETTER: char = 'x';

/// The key of the judgement "no label".
#[must_use]
pub fn none_key(labels: &LabelSet) -> char {
    let is_taken = |digit: &char| labels.as_slice().iter().any(|label| label.key == *digit);
    let after_last = ('1'..='9').rev().take_while(|digit| !is_taken(digit)).last();
    after_last.or_else(|| ('1'..='9').find(|digit| !is_taken(digit))).unwrap_or(NONE_LETTER)
}

/// What `digit` means, if anything.
#[must_use]
pub fn digit_meaning(digit: char, labels: &LabelSet) -> Option<DigitMeaning<'_>> {
    let label = labels.as_slice().iter().find(|label| label.key == digit);
    label
        .map(|label| DigitMeaning::Label(&label.id))
        .or_else(|| (digit == none_key(labels)).then_some(DigitMeaning::NoLabel))
}

/// The command of a key press. `code` and `key` are those of the DOM's
/// `KeyboardEvent`; `rtl` says that the text runs from right to left.
#[must_use]
pub fn command(code: &str, key: &str, held: Held, rtl: bool) -> Option<KeyCommand> {
    let Held { shift, control, alt, meta } = held;
    if (control || meta) && !alt {
        return match (key, shift) {
            ("z" | "Z", false) => Some(KeyCommand::Undo),
            ("z" | "Z", true) => Some(KeyCommand::Redo),
            ("y" | "Y", false) if control => Some(KeyCommand::Redo),
            _ => None,
        };
    }
    // Many layouts have brackets on AltGr, on a Mac on Option.
    let plain = !(control || meta || alt);
    if plain && let Some(digit) = digit(code, key, shift) {
        return Some(if digit == '0' { KeyCommand::Unlabel } else { KeyCommand::Digit(digit) });
    }
    match key {
        "[" => return Some(KeyCommand::Narrow(Edge::Start, false)),
        "]" => return Some(KeyCommand::Narrow(Edge::End, false)),
        "{" => return Some(KeyCommand::Narrow(Edge::Start, true)),
        "}" => return Some(KeyCommand::Narrow(Edge::End, true)),
        "?" => return Some(KeyCommand::Keys),
        _ if !plain => return None,
        // Shifted on some layouts, not on others.
        "+" => return Some(KeyCommand::Join),
        "/" => return Some(KeyCommand::Split),
        _ => {}
    }
    let (left, right) = if rtl { (Motion::Next, Motion::Previous) } else { (Motion::Previous, Motion::Next) };
    let motion = match key {
        "ArrowDown" => Some(Motion::Next),
        "ArrowUp" => Some(Motion::Previous),
        "ArrowLeft" => Some(left),
        "ArrowRight" => Some(right),
        "Home" => Some(Motion::First),
        "End" => Some(Motion::Last),
        _ => None,
    };
    if let Some(motion) = motion {
        return Some(KeyCommand::Move(motion, shift));
    }
    match (key, shift) {
        ("j" | "J", false) => Some(KeyCommand::Move(Motion::Next, false)),
        ("k" | "K", false) => Some(KeyCommand::Move(Motion::Previous, false)),
        ("n" | "N", false) => Some(KeyCommand::Move(Motion::NextLabelled, false)),
        ("p" | "P", false) => Some(KeyCommand::Move(Motion::PreviousLabelled, false)),
        ("c" | "C", false) => Some(KeyCommand::Codebook),
        ("x" | "X", false) => Some(KeyCommand::Digit(NONE_LETTER)),
        ("Delete" | "Backspace", false) => Some(KeyCommand::Unlabel),
        ("Enter", false) => Some(KeyCommand::Note),
        ("Escape", _) => Some(KeyCommand::Escape),
        _ => match code {
            "BracketLeft" => Some(KeyCommand::Narrow(Edge::Start, shift)),
            "BracketRight" => Some(KeyCommand::Narrow(Edge::End, shift)),
            // Where the letters are not Latin.
            "KeyX" if !shift && !key.is_ascii() => Some(KeyCommand::Digit(NONE_LETTER)),
            _ => None,
        },
    }
}

/// The digit of a key: by place in the top row, by what it types elsewhere (number
/// block without Num Lock types Home, End …; on-screen keyboards have no `code`).
fn digit(code: &str, key: &str, shift: bool) -> Option<char> {
    let only = |text: &str| {
        let mut characters = text.chars();
        characters.next().filter(|first| first.is_ascii_digit() && characters.next().is_none())
    };
    only(key).or_else(|| only(code.strip_prefix("Digit")?).filter(|_| !shift))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn held(names: &str) -> Held {
        let has = |name| names.split('+').any(|part| part == name);
        Held { shift: has("shift"), control: has("ctrl"), alt: has("alt"), meta: has("meta") }
    }

    #[test]
    fn keys_mean_what_the_readme_says() {
        use KeyCommand::*;
        use Motion::*;
        for (names, code, key, expected) in [
            ("", "ArrowDown", "ArrowDown", Some(Move(Next, false))),
            ("", "ArrowUp", "ArrowUp", Some(Move(Previous, false))),
            ("shift", "ArrowDown", "ArrowDown", Some(Move(Next, true))),
            ("", "ArrowLeft", "ArrowLeft", Some(Move(Previous, false))),
            ("", "Home", "Home", Some(Move(First, false))),
            ("shift", "End", "End", Some(Move(Last, true))),
            ("", "KeyJ", "j", Some(Move(Next, false))),
            ("", "KeyK", "K", Some(Move(Previous, false))),
            ("", "KeyN", "n", Some(Move(NextLabelled, false))),
            ("", "KeyP", "p", Some(Move(PreviousLabelled, false))),
            ("", "Digit1", "1", Some(Digit('1'))),
            ("", "Digit2", "é", Some(Digit('2'))),
            ("shift", "Digit2", "2", Some(Digit('2'))),
            ("shift", "Digit1", "!", None),
            ("", "Numpad3", "3", Some(Digit('3'))),
            ("", "Numpad1", "End", Some(Move(Last, false))),
            ("", "", "4", Some(Digit('4'))),
            ("", "Digit0", "à", Some(Unlabel)),
            ("", "Delete", "Delete", Some(Unlabel)),
            ("", "Backspace", "Backspace", Some(Unlabel)),
            ("", "NumpadEnter", "Enter", Some(Note)),
            ("", "BracketLeft", "[", Some(Narrow(Edge::Start, false))),
            ("shift", "BracketLeft", "{", Some(Narrow(Edge::Start, true))),
            ("", "BracketRight", "+", Some(Join)),
            ("shift", "Equal", "+", Some(Join)),
            ("", "NumpadAdd", "+", Some(Join)),
            ("", "Digit1", "+", Some(Digit('1'))),
            ("", "Slash", "/", Some(Split)),
            ("shift", "Digit7", "/", Some(Split)),
            ("ctrl", "Slash", "/", None),
            ("shift", "BracketRight", "*", Some(Narrow(Edge::End, true))),
            ("ctrl+alt", "Digit8", "[", Some(Narrow(Edge::Start, false))),
            ("alt", "Digit6", "]", Some(Narrow(Edge::End, false))),
            ("ctrl+alt", "Digit0", "}", Some(Narrow(Edge::End, true))),
            ("ctrl", "KeyZ", "z", Some(Undo)),
            ("meta", "KeyW", "z", Some(Undo)),
            ("ctrl+shift", "KeyZ", "Z", Some(Redo)),
            ("meta+shift", "KeyZ", "z", Some(Redo)),
            ("ctrl", "KeyY", "y", Some(Redo)),
            ("meta", "KeyY", "y", None),
            ("shift", "Slash", "?", Some(Keys)),
            ("", "KeyC", "c", Some(Codebook)),
            ("ctrl", "KeyC", "c", None),
            ("", "KeyX", "x", Some(Digit('x'))),
            ("", "KeyB", "X", Some(Digit('x'))),
            ("", "KeyX", "ч", Some(Digit('x'))),
            ("", "KeyX", "q", None),
            ("shift", "KeyX", "X", None),
            ("ctrl", "KeyX", "x", None),
            ("shift", "BracketLeft", "?", Some(Keys)),
            ("", "Escape", "Escape", Some(Escape)),
            ("", "Tab", "Tab", None),
            ("shift", "KeyJ", "J", None),
            ("alt", "ArrowLeft", "ArrowLeft", None),
            ("ctrl", "Digit1", "1", None),
            ("ctrl", "BracketLeft", "[", None),
            ("alt", "Digit1", "1", None),
        ] {
            assert_eq!(command(code, key, held(names), false), expected, "{names} {code} {key}");
        }
    }

    #[test]
    fn sideways_arrows_follow_the_text() {
        let right = command("ArrowRight", "ArrowRight", Held::default(), true);
        assert_eq!(right, Some(KeyCommand::Move(Motion::Previous, false)));
    }

    #[test]
    fn digits_are_labels_and_then_no_label() {
        let labels = LabelSet::default();
        assert_eq!(digit_meaning('2', &labels), Some(DigitMeaning::Label(&"evidence".into())));
        assert_eq!(digit_meaning('4', &labels), Some(DigitMeaning::NoLabel));
        assert_eq!(digit_meaning('5', &labels), None);
    }

    #[test]
    fn no_label_has_a_free_key_however_many_labels_there_are() {
        for (taken, expected) in [
            ("", '1'),
            ("1", '2'),
            ("123", '4'),
            ("321", '4'),
            ("12345678", '9'),
            ("12349", '5'),
            ("9", '1'),
            ("23456789", '1'),
            ("123456789", 'x'),
        ] {
            let usual = LabelSet::default().as_slice()[0].clone();
            let label = |key| crate::model::label::Label { id: key_id(key), key, ..usual.clone() };
            let labels = LabelSet::own(taken.chars().map(label).collect());
            assert_eq!(none_key(&labels), expected, "{taken}");
            assert_eq!(digit_meaning(expected, &labels), Some(DigitMeaning::NoLabel), "{taken}");
            for key in taken.chars() {
                assert_eq!(digit_meaning(key, &labels), Some(DigitMeaning::Label(&key_id(key))), "{taken}");
            }
            if expected != 'x' {
                assert_eq!(digit_meaning('x', &labels), None, "{taken}");
            }
        }
    }

    fn key_id(key: char) -> std::rc::Rc<str> {
        key.to_string().into()
    }
}
