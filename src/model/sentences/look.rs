//! Looking around a place in a text without ever going far: every look is
//! bounded by a constant, which keeps the scanner linear on any input.

/// The longest word looked at, in bytes; nothing longer is in any word list.
pub(super) const LONGEST_WORD: usize = 40;

/// The character that starts at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Whether `at` is the start of the text or stands after white space.
pub(super) fn after_space(text: &str, at: usize) -> bool {
    char_before(text, at).is_none_or(char::is_whitespace)
}

/// Whether `at` is the end of the text or stands before white space.
pub(super) fn before_space(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(char::is_whitespace)
}

/// Whether only a few signs stand between the sentence's start and `at`.
pub(super) fn opens(text: &str, sentence: usize, at: usize) -> bool {
    let before = text.get(sentence..at).unwrap_or_default();
    before.len() < 16 && !before.chars().any(char::is_alphanumeric)
}

/// Whether the first character of `word` is one of `these`.
pub(super) fn begins(word: &str, these: fn(char) -> bool) -> bool {
    word.chars().next().is_some_and(these)
}

/// The first place from `at` on that is not white space.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    skip(text, at, char::is_whitespace)
}

/// The first place from `at` on whose character is not one of `these`.
pub(super) fn skip(text: &str, at: usize, these: fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(|character| !these(character)).unwrap_or(rest.len())
}

/// `text` without `these` at its end.
pub(super) fn trim_end(text: &str, these: fn(char) -> bool) -> &str {
    text.trim_end_matches(these)
}

/// The stretch of `these` that begins at `at`, at most [`LONGEST_WORD`] bytes.
pub(super) fn run_at(text: &str, at: usize, these: fn(char) -> bool) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest
        .char_indices()
        .find(|&(index, character)| index >= LONGEST_WORD || !these(character))
        .map_or(rest.len(), |(index, _)| index);
    rest.get(..end).unwrap_or_default()
}

/// The stretch of `these` that ends at `at`; `None` if it is longer than
/// [`LONGEST_WORD`].
pub(super) fn run_before(text: &str, at: usize, these: fn(char) -> bool) -> Option<&str> {
    let head = text.get(..at)?;
    let mut start = at;
    for (index, character) in head.char_indices().rev() {
        if !these(character) {
            break;
        }
        if at - index > LONGEST_WORD {
            return None;
        }
        start = index;
    }
    head.get(start..)
}

/// The word that begins at `at`: letters, digits, marks and inner apostrophes.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let within = |character: char| character.is_alphanumeric() || is_joiner(character) || is_apostrophe(character);
    trim_end(run_at(text, at, within), is_apostrophe)
}

/// The word that ends at `at`, inner stops and apostrophes included (`U.S`,
/// `Int'l`), without quotation marks and invisible ones around it; empty if it is too
/// long.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    let within = |character: char| {
        character.is_alphanumeric() || character == '.' || is_joiner(character) || is_apostrophe(character)
    };
    let word = run_before(text, at, within).unwrap_or_default();
    let start = skip(word, 0, |character| is_apostrophe(character) || character == '.');
    trim_end(word.get(start..).unwrap_or_default(), is_invisible)
}

/// Apostrophes, which are also single closing quotation marks.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

/// Characters that are seen inside words and are not letters: combining marks,
/// the soft hyphen, zero-width and direction marks.
pub(super) fn is_joiner(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{300}'..='\u{36F}')
        || is_invisible(character)
        || matches!(character, '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{962}' | '\u{963}' | '\u{64B}'..='\u{65F}')
}

/// Characters without any width: direction marks and joiners.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
