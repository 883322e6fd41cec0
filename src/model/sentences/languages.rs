//! What differs between languages, and which rules a `lang` attribute asks for.

use super::language_words::LANGUAGES;
use super::look::{run_at, skip_space};
use super::words::Folded;

/// The rules of one language, on top of the English ones, which hold everywhere:
/// names and foreign abbreviations travel. Scripts need no entry here; their
/// marks tell them apart.
#[derive(Default)]
pub(super) struct Profile {
    /// Abbreviations whose stop ends a sentence only before a starter.
    pub abbreviations: &'static str,
    /// Words that begin sentences.
    pub starters: &'static str,
    /// Whether `12.` is an ordinal.
    pub ordinals: bool,
}

impl Profile {
    /// The rules for a BCP 47 tag: its first subtag decides. None and unknown ones
    /// get the plain rules, close relatives those of their neighbour.
    pub(super) fn of(lang: &str) -> Self {
        let primary = Folded::new(run_at(lang, skip_space(lang, 0), |character| character.is_ascii_alphabetic()));
        let mut lines = LANGUAGES.lines();
        while let (Some(subtags), Some(abbreviations), Some(starters)) = (lines.next(), lines.next(), lines.next()) {
            if primary.is_in(subtags) {
                return Self { abbreviations, starters, ordinals: subtags.starts_with('.') };
            }
        }
        Self::default()
    }

    /// Whether this is English, or a language without a list of its own.
    pub(super) fn is_plain(&self) -> bool {
        self.starters.is_empty()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::abbreviations as english;
    use super::super::words::contains;
    use super::*;

    #[test]
    fn lists_are_sorted_and_every_word_is_found() {
        assert_eq!(LANGUAGES.lines().count() % 3, 0);
        let mut lists: Vec<&str> = LANGUAGES.lines().collect();
        lists.extend(english::ALL);
        for list in lists.into_iter().filter(|list| !list.is_empty()) {
            let words: Vec<&str> =
                list.split(' ').map(|entry| entry.trim_end_matches(|last: char| last.is_ascii_uppercase())).collect();
            assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "not sorted: {list}");
            for word in words {
                assert!(!word.is_empty() && word == word.to_lowercase(), "{word:?}");
                assert!(contains(list, word) && contains(list, &capitalised(word)), "{word}");
                assert!(!contains(list, &format!("{word}q")) && !contains(list, ""), "{word}");
            }
        }
    }

    #[test]
    fn every_abbreviation_has_a_class_and_is_short() {
        for entry in english::ABBREVIATIONS.split(' ') {
            let (word, class) = (&entry[..entry.len() - 1], entry.as_bytes()[entry.len() - 1]);
            assert!(b"TICEPWMASK".contains(&class) && word.len() <= english::LONGEST, "{entry}");
            assert_eq!(Folded::new(word).class_in(english::ABBREVIATIONS), Some(class), "{entry}");
        }
    }

    fn capitalised(word: &str) -> String {
        let first = word.chars().next().unwrap();
        let capital = first.to_uppercase().to_string();
        let there_and_back = capital.to_lowercase() == first.to_string();
        if there_and_back { word.replacen(first, &capital, 1) } else { word.to_owned() }
    }

    #[test]
    fn tags_choose_rules_by_their_first_subtag() {
        let rules = |lang: &str| {
            let Profile { abbreviations, starters, ordinals } = Profile::of(lang);
            (abbreviations, starters, ordinals)
        };
        let same = |one: &str, other: &str| rules(one) == rules(other);
        assert!(same("de", "de-CH-1996") && same("DE", "deu") && same("pt_BR", "pt") && same("nb-NO", "da"));
        assert!(same("", "en") && same("xx", "en-GB") && same("x-klingon", "en") && same("english", "en"));
        assert!(!same("de", "en") && !same("fi", "en") && Profile::of("hr").ordinals && !Profile::of("ru").ordinals);
    }
}
