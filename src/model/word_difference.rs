//! Which words of two texts differ: for showing an old and a new sentence side by side.
//!
//! The longest common subsequence of words, by the usual table; white space belongs to
//! the word before it.

use crate::model::reattach::{looks_the_same, stands_alone};

/// A stretch of a text: words that the other text has too, or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The words with what stands between them.
    pub text: &'a str,
    /// Whether the other text lacks them.
    pub differs: bool,
}

/// Cells of the table, a byte pair each, above which the middle is not compared: two
/// texts of 500 words.
const MOST_CELLS: usize = 250_000;

/// The stretches of `old` and of `new`; each list joined is its text.
#[must_use]
pub fn difference<'a>(old: &'a str, new: &'a str) -> (Vec<Stretch<'a>>, Vec<Stretch<'a>>) {
    let (one, other) = (words(old), words(new));
    let alike = |(a, b): &(&&str, &&str)| looks_the_same(a, b);
    let head = one.iter().zip(&other).take_while(alike).count();
    let rest = one.len().min(other.len()) - head;
    let tail = one.iter().rev().zip(other.iter().rev()).take(rest).take_while(alike).count();
    let middle = |words: &[&'a str]| words.get(head..words.len() - tail).unwrap_or_default().to_vec();
    let (left, right) = common(&middle(&one), &middle(&other));
    let stretches = |text: &'a str, words: &[&'a str], shared: &[bool]| {
        let is_shared = |at: usize| at < head || at >= words.len() - tail || shared.get(at - head) == Some(&true);
        join(text, words, is_shared)
    };
    (stretches(old, &one, &left), stretches(new, &other, &right))
}

/// The share of the words of `old` that `new` has, too, in the same order, 0–1.
#[must_use]
pub fn share_left(old: &str, new: &str) -> f64 {
    let count =
        |stretches: &[Stretch<'_>]| -> usize { stretches.iter().map(|stretch| words(stretch.text).len()).sum() };
    let (mut stretches, _) = difference(old, new);
    let all = count(&stretches).max(1);
    stretches.retain(|stretch| !stretch.differs);
    count(&stretches) as f64 / all as f64
}

/// Each word with the white space after it; the first also with that before it. A sign of a script without
/// spaces is a word.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut space) = (0, false);
    for (at, character) in text.char_indices() {
        space |= stands_alone(character);
        if !character.is_whitespace() && space && text.get(start..at).is_some_and(|word| !word.trim().is_empty()) {
            words.extend(text.get(start..at));
            start = at;
        }
        space = character.is_whitespace() || stands_alone(character);
    }
    words.extend(text.get(start..).filter(|last| !last.is_empty()));
    words
}

/// For each word of both whether it is in the longest common subsequence.
fn common(one: &[&str], other: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let (rows, columns) = (one.len(), other.len());
    let (mut left, mut right) = (vec![false; rows], vec![false; columns]);
    if rows == 0 || columns == 0 || rows * columns > MOST_CELLS {
        return (left, right);
    }
    let width = columns + 1;
    // lengths[i * width + j]: of the common subsequence of one[i..] and other[j..]
    let mut lengths = vec![0_u16; (rows + 1) * width];
    let same = |i: usize, j: usize| match (one.get(i), other.get(j)) {
        (Some(a), Some(b)) => looks_the_same(a, b),
        _ => false,
    };
    let at = |lengths: &[u16], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or_default();
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let length = match same(i, j) {
                true => at(&lengths, i + 1, j + 1) + 1,
                false => at(&lengths, i + 1, j).max(at(&lengths, i, j + 1)),
            };
            if let Some(cell) = lengths.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if same(i, j) {
            left.get_mut(i).into_iter().chain(right.get_mut(j)).for_each(|is| *is = true);
            (i, j) = (i + 1, j + 1);
        } else if at(&lengths, i + 1, j) >= at(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (left, right)
}

fn join<'a>(text: &'a str, words: &[&'a str], is_shared: impl Fn(usize) -> bool) -> Vec<Stretch<'a>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (number, word) in words.iter().enumerate() {
        let differs = !is_shared(number);
        if stretches.last().is_none_or(|last| last.differs != differs) {
            start = end;
            stretches.push(Stretch { text: "", differs });
        }
        end += word.len();
        if let Some(last) = stretches.last_mut() {
            last.text = text.get(start..end).unwrap_or_default();
        }
    }
    stretches
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What differs stands in brackets.
    fn shown(stretches: &[Stretch]) -> String {
        stretches.iter().map(|one| if one.differs { format!("[{}]", one.text) } else { one.text.to_owned() }).collect()
    }

    #[test]
    fn words_that_differ_are_told() {
        for (old, new, left, right) in [
            ("The lamp is dim.", "The lamp is dim.", "The lamp is dim.", "The lamp is dim."),
            ("The lamp is dim.", "The lamp is bright.", "The lamp is [dim.]", "The lamp is [bright.]"),
            ("A b c d", "A c d e", "A [b ]c d", "A c d [e]"),
            ("A b c", "", "[A b c]", ""),
            ("one two", "three", "[one two]", "[three]"),
            ("x a y b z", "a q b", "[x ]a [y ]b [z]", "a [q ]b"),
            ("芬兰人来了。", "丹麦人来了。", "[芬兰]人来了。", "[丹麦]人来了。"),
            ("A 船 is", "A 車 is", "A [船 ]is", "A [車 ]is"),
            ("  early", "early late ", "  early", "early [late ]"),
        ] {
            let (one, other) = difference(old, new);
            assert_eq!((&*shown(&one), &*shown(&other)), (left, right), "{old} → {new}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(old in "[ab ü\n]{0,30}", new in "[ab ü\n]{0,30}") {
            let (one, other) = difference(&old, &new);
            let text = |list: &[Stretch]| list.iter().map(|one| one.text).collect::<String>();
            prop_assert_eq!(text(&one), old.as_str());
            prop_assert_eq!(text(&other), new.as_str());
            let shared = |list: &[Stretch]| list.iter().filter(|one| !one.differs)
                .flat_map(|one| one.text.split_whitespace()).map(ToOwned::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(shared(&one), shared(&other));
            if old == new { prop_assert!(one.iter().all(|one| !one.differs)); }
        }
    }
}
