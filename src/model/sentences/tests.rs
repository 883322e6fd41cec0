//! Tests of the scanner as a whole: tables of sentences, hints, any text, time.
#![expect(clippy::string_slice, reason = "a wrong place must fail the test")]

use super::split;
use super::table_english::ENGLISH;
use super::table_other::OTHER;
use crate::model::article::{Hint, HintKind};
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn sentences<'t>(text: &'t str, lang: &str, hints: &[Hint]) -> Vec<&'t str> {
    split(text, lang, hints).into_iter().map(|range| &text[range]).collect()
}

/// Splits a marked text without its marks; answers what is wrong.
fn complaint(marked: &str, lang: &str) -> Option<String> {
    let text = marked.replace(" ‖ ", " ").replace('‖', "");
    let wanted: Vec<&str> = marked.split('‖').map(str::trim).collect();
    let got = sentences(&text, lang, &[]);
    (got != wanted).then(|| format!("{lang} want {wanted:?}\n   got  {got:?}\n"))
}

#[test]
fn english_table() {
    let wrong: Vec<String> = ENGLISH.iter().filter_map(|marked| complaint(marked, "en")).collect();
    assert!(ENGLISH.len() >= 150, "{}", ENGLISH.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.concat());
}

#[test]
fn table_of_other_languages() {
    let wrong: Vec<String> = OTHER.iter().filter_map(|(lang, marked)| complaint(marked, lang)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.concat());
}

/// A hint on the first `part` of `text`.
fn hint(text: &str, part: &str, kind: HintKind) -> Hint {
    let start = text.find(part).unwrap();
    Hint { range: start..start + part.len(), kind }
}

#[test]
fn hints_of_the_page_decide() {
    let check = |text: &str, part: &str, kind, wanted: &[&str]| {
        assert_eq!(sentences(text, "en", &[hint(text, part, kind)]), wanted, "{text:?}");
    };
    check("One line\nand another", "\n", HintKind::Break, &["One line", "and another"]);
    check("It rose.a It fell.", "a", HintKind::Reference, &["It rose.a", "It fell."]);
    check("It rose. note 1 It fell.", "note 1", HintKind::Reference, &["It rose. note 1", "It fell."]);
    check("Call a.b. Then go.", "a.b. Then", HintKind::Code, &["Call a.b. Then go."]);
    check(
        "Type <1) Foo 2) Bar • Baz> now.",
        "<1) Foo 2) Bar • Baz>",
        HintKind::Code,
        &["Type <1) Foo 2) Bar • Baz> now."],
    );
    check("• Type • a :) Now • this.", "• a :) Now", HintKind::Code, &["• Type • a :) Now", "• this."]);
    check("The Xyz. Group met.", "Xyz.", HintKind::Abbreviation, &["The Xyz. Group met."]);
    check("The Xyz. Group met.", "Xyz", HintKind::Abbreviation, &["The Xyz. Group met."]);
    check("He joined the Xyz. The end.", "Xyz.", HintKind::Abbreviation, &["He joined the Xyz.", "The end."]);
    check("Who pays? Mara asked.", "Who pays?", HintKind::Quotation, &["Who pays? Mara asked."]);
}

#[test]
fn several_hints_at_once() {
    let text = "Run x.Y? No.\nSee Abc. Part.1 Go.";
    let hints = [
        hint(text, "x.Y?", HintKind::Code),
        hint(text, "\n", HintKind::Break),
        hint(text, "Abc.", HintKind::Abbreviation),
        hint(text, "1", HintKind::Reference),
    ];
    assert_eq!(sentences(text, "en", &hints), ["Run x.Y? No.", "See Abc. Part.1", "Go."]);
}

/// What every answer must satisfy, whatever the text.
fn check_ranges(text: &str, ranges: &[std::ops::Range<usize>]) -> Result<(), TestCaseError> {
    let mut last = 0;
    for range in ranges {
        let sentence = text.get(range.clone());
        prop_assert!(sentence.is_some(), "{:?} is not on characters of {:?}", range, text);
        let sentence = sentence.unwrap_or_default();
        prop_assert!(
            range.start >= last && !sentence.is_empty() && sentence.trim() == sentence,
            "{:?} in {:?}",
            range,
            text
        );
        prop_assert!(text[last..range.start].trim().is_empty(), "left out before {:?} in {:?}", range, text);
        last = range.end;
    }
    prop_assert!(text[last..].trim().is_empty(), "left out after {} in {:?}", last, text);
    Ok(())
}

/// Pieces that meet in awkward ways, put together at random.
const PIECES: &str = r#"([a-zA-Z]{1,3}|[0-9]|\.|\.\.\.|\. \. \.|[!?:;,]|[()\[\]"'“”‘’«»「」]| |  |\n|\r\n|\u{0}|\u{FFFD}|\u{301}|\u{200B}|\u{A0}|é|İ|👩🏽‍🏫|😀|❤️|。|？|।|؟|։|በ።|•|1\.|a\)|Mr\.|U\.S\.|p\.m\.| The | said|:-?\)|\*{3}|-|\PC){0,60}"#;

fn any_kind() -> impl Strategy<Value = HintKind> {
    prop::sample::select(vec![
        HintKind::Break,
        HintKind::Reference,
        HintKind::Code,
        HintKind::Quotation,
        HintKind::Abbreviation,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_character_belongs_to_one_sentence(text in PIECES, lang in "(|en|de|ja|el|hy|ru|tr)") {
        check_ranges(&text, &split(&text, &lang, &[]))?;
    }

    #[test]
    fn also_with_any_hints(text in PIECES, hints in prop::collection::vec((0_usize..80, 0_usize..9, any_kind()), 0..6)) {
        let mut hints: Vec<Hint> =
            hints.into_iter().map(|(start, length, kind)| Hint { range: start..start + length, kind }).collect();
        hints.sort_by_key(|hint| hint.range.start);
        check_ranges(&text, &split(&text, "en", &hints))?;
    }

    /// A plain sentence stays whole when it stands alone.
    #[test]
    fn plain_sentences_stay_whole_alone(words in prop::collection::vec("[a-z]{2,8}( [a-z]{2,8}){1,5}", 1..6)) {
        let text: Vec<String> = words.iter().map(|words| format!("The {words} went.")).collect();
        let text = text.join(" ");
        let whole = sentences(&text, "en", &[]);
        prop_assert_eq!(whole.len(), words.len());
        for sentence in whole {
            prop_assert_eq!(sentences(sentence, "en", &[]), [sentence]);
        }
    }
}

#[test]
fn empty_and_blank_texts_have_no_sentences() {
    for text in ["", " ", "\n\t\u{A0}", "\u{3000}"] {
        assert!(split(text, "en", &[]).is_empty(), "{text:?}");
    }
}

/// Pieces that, repeated, are unkind to scanners.
const UNKIND: &[&str] = &[
    ".",
    ". ",
    "(",
    ")",
    "()",
    "(.) ",
    "\"",
    "\" ",
    "”",
    "'",
    "a",
    "a.",
    "A.",
    "a.B",
    "A. ",
    "1. ",
    "1) ",
    "•",
    "• ",
    "?!",
    "? ",
    "[",
    "[1]",
    ".[",
    ".]",
    ".)",
    ".\"",
    ". (",
    ".\" (",
    "\n",
    " ",
    " . . . .",
    ":",
    ":)",
    ":-",
    ".:)",
    ".😀",
    "😀",
    "😀 ",
    "。",
    "「",
    "」",
    "。」",
    "é",
    "e\u{301}",
    "¿",
    "***",
    "*** ",
    "U.S. ",
    "p.m. ",
    "\0",
    "\u{FFFD}",
    "a\u{AD}",
    "\u{200B}",
    ".\u{200B}",
    "end.Next",
    "a;",
    "ա:",
    ".1",
    ".1 ",
    "... ",
    "...A",
    "<3",
];

fn time_of(text: &str) -> Duration {
    let begin = Instant::now();
    let ranges = split(text, "en", &[]);
    let took = begin.elapsed();
    assert!(check_ranges(text, &ranges).is_ok(), "{}", &text.chars().take(9).collect::<String>());
    took
}

/// Ten times the text may take ten times as long, not a hundred times. The rest
/// of the bound is room for a busy machine; being busy only adds, so the least of three counts.
#[test]
fn time_is_linear_on_anything() {
    let least = |text: &str| (0..3).map(|_| time_of(text)).min().unwrap();
    for piece in UNKIND {
        let short = least(&piece.repeat(30_000 / piece.len()));
        let long = least(&piece.repeat(300_000 / piece.len()));
        assert!(long < short * 40 + Duration::from_millis(300), "{piece:?}: {short:?}, ten times as long {long:?}");
    }
}

#[test]
fn a_megabyte_of_one_sign_takes_seconds_at_most() {
    for piece in [".", "(", "\"", "a", "\u{201D}"] {
        let took = time_of(&piece.repeat(1_000_000));
        assert!(took < Duration::from_secs(10), "{piece:?} took {took:?}");
    }
}
