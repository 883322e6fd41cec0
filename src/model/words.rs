//! Where a span may be narrowed or widened: at the words of its sentence.

use std::ops::Range;

/// The words of `text` in bytes: runs of letters, digits and marks, with
/// apostrophes, hyphens and decimal points inside; each CJK character is one.
#[must_use]
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let end = at + character.len_utf8();
        let joins = open.is_some()
            && matches!(character, '\'' | '’' | '-' | '\u{2011}' | '.' | ',' | '·' | '\u{ad}' | '\u{200d}')
            && next.is_some_and(char::is_alphanumeric);
        if is_ideograph(character) {
            found.extend(open.take().map(|start| start..at));
            found.push(at..end);
        } else if character.is_alphanumeric() || joins || (open.is_some() && is_mark(character)) {
            open.get_or_insert(at);
        } else {
            found.extend(open.take().map(|start| start..at));
        }
    }
    found.extend(open.map(|start| start..text.len()));
    found
}

/// Han, kana: written without spaces, so each character can be a limit.
fn is_ideograph(character: char) -> bool {
    matches!(u32::from(character), 0x3041..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff)
}

/// Combining marks and vowel signs (coarse: the blocks used in running text).
fn is_mark(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f
        | 0x900..=0x903 | 0x93a..=0x94f | 0xe31..=0xe3a | 0xe47..=0xe4e | 0x1ab0..=0x1aff | 0x20d0..=0x20ff | 0xfe00..=0xfe0f)
}

/// Where a span inside `text` may begin: at each word; before the first word at
/// the text's own start, so that an opening quotation mark can be had back.
#[must_use]
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts: Vec<usize> = words(text).into_iter().map(|word| word.start).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    starts
}

/// Where a span inside `text` may end: after each word; after the last one at
/// the text's own end, with its full stop.
#[must_use]
pub fn ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = words(text).into_iter().map(|word| word.end).collect();
    if let Some(last) = ends.last_mut() {
        *last = text.len();
    }
    ends
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| &text[word]).collect()
    }

    #[test]
    fn words_keep_what_belongs_together() {
        assert_eq!(
            cut("“It isn’t 3.5 well-kept trees,” she said."),
            ["It", "isn’t", "3.5", "well-kept", "trees", "she", "said"]
        );
        assert_eq!(cut("春が来た。"), ["春", "が", "来", "た"]);
        assert_eq!(cut("e\u{301}te\u{301} — 🎉!"), ["e\u{301}te\u{301}"]);
        assert!(cut("… !").is_empty());
    }

    #[test]
    fn the_outer_limits_are_the_text_itself() {
        assert_eq!(starts("“So be it.”"), [0, 6, 9]);
        assert_eq!(ends("“So be it.”"), [5, 8, "“So be it.”".len()]);
    }
}
