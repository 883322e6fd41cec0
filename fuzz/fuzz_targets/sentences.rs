//! Any text in any language: every character that is not white space is in exactly one
//! sentence, and nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reading_annotator::model::sentences::split;

const LANGUAGES: [&str; 12] = ["", "en", "de-CH", "fr", "el", "tr", "ar", "hi", "hy", "my", "zh-Hant", "x-none"];

fuzz_target!(|input: (u8, &str)| {
    let (language, text) = input;
    let language = LANGUAGES[usize::from(language) % LANGUAGES.len()];
    let mut end = 0;
    for sentence in split(text, language, &[]) {
        assert!(sentence.start >= end && sentence.start < sentence.end, "{sentence:?} after {end}");
        let gap = text.get(end..sentence.start).expect("sentences begin and end between characters");
        assert!(gap.trim().is_empty(), "{gap:?} is in no sentence");
        assert!(!text[sentence.clone()].trim().is_empty(), "an empty sentence");
        end = sentence.end;
    }
    assert!(text[end..].trim().is_empty(), "{:?} is in no sentence", &text[end..]);
});
