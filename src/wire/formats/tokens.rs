//! Cuts a sentence into tokens: a run of letters and digits is one, any other character is one
//! of its own, and so is each character of a script that is written without spaces.

/// What Python's `str.isspace` takes for space and Rust does not: most readers are Python.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// Han, kana, Thai, Lao, Khmer, Burmese: no space between words.
fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Marks that belong to the character before them, and joiners.
fn continues(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}')
}

pub(super) fn tokens(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, character) in sentence.char_indices() {
        let word = |one: char| one.is_alphanumeric() && !stands_alone(one);
        let joined = before.is_some_and(|before: char| {
            !is_space(before)
                && !is_space(character)
                && (continues(character) || before == '\u{200d}' || word(before) && word(character))
        });
        if !joined {
            found.push(sentence.get(start..at).unwrap_or_default());
            start = at;
        }
        // A mark does not end the word that it stands in.
        if !(joined && continues(character) && character != '\u{200d}' && before.is_some_and(word)) {
            before = Some(character);
        }
    }
    found.push(sentence.get(start..).unwrap_or_default());
    found.retain(|token| !token.is_empty() && !token.starts_with(is_space));
    found
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts() {
        for (sentence, expected) in [
            ("Don’t stop, ok?", "Don|’|t|stop|,|ok|?"),
            ("38 % of Zu\u{308}rich", "38|%|of|Zu\u{308}rich"),
            ("我们爱 AI𠀀。", "我|们|爱|AI|𠀀|。"),
            ("the 👩\u{200d}🏫 said", "the|👩\u{200d}🏫|said"),
            ("-DOCSTART-", "-|DOCSTART|-"),
            ("a\u{1f}b\u{a0}c", "a|b|c"),
        ] {
            assert_eq!(tokens(sentence).join("|"), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_space_is_lost(sentence in any::<String>()) {
            let kept: String = sentence.chars().filter(|one| !is_space(*one)).collect();
            let tokens = tokens(&sentence);
            prop_assert!(tokens.iter().all(|token| !token.is_empty() && !token.contains(is_space)));
            prop_assert_eq!(tokens.concat(), kept);
        }
    }
}
