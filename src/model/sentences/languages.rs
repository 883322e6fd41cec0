//! What differs between languages: abbreviations, words that begin sentences,
//! ordinals written with a stop.

use std::cmp::Ordering;

/// The rules of one language, on top of the English ones, which always hold.
pub(super) struct Profile {
    /// Abbreviations whose stop ends a sentence only before a starter.
    pub abbreviations: &'static [&'static str],
    /// Words that begin sentences.
    pub starters: &'static [&'static str],
    /// Whether `12.` is an ordinal.
    pub ordinals: bool,
}

const ENGLISH: Profile = Profile { abbreviations: &[], starters: &[], ordinals: false };

/// The rules for a BCP 47 tag; English for none and for unknown ones.
pub(super) fn profile(_lang: &str) -> &'static Profile {
    &ENGLISH
}

/// Whether `list`, sorted and in lower case, has `word` in any case.
pub(super) fn contains(list: &[&str], word: &str) -> bool {
    list.binary_search_by(|entry| compare(entry, word)).is_ok()
}

/// Orders `entry`, in lower case, against `word` in any case.
fn compare(entry: &str, word: &str) -> Ordering {
    let word =
        word.chars().map(|character| if character == '’' { '\'' } else { character }).flat_map(char::to_lowercase);
    entry.chars().cmp(word)
}
