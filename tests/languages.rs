//! The languages' files: every language has what English has, in the form that it needs, and
//! the sources name nothing that they lack.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a failing test may panic")]

use reading_annotator::model::label::LabelSet;
use reading_annotator::model::phrases::list;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each language with the plural categories that CLDR has for its whole numbers.
const LANGUAGES: [(&str, &[&str]); 6] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["one", "many", "other"]),
    ("fr", &["one", "many", "other"]),
    ("zh", &["other"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Words by their keys, and phrases by their English; in English they are without a translation.
struct File {
    words: Vec<(String, String)>,
    phrases: Vec<(String, String)>,
}

impl File {
    fn of(language: &str) -> Self {
        let text = fs::read_to_string(root().join(format!("src/ui/languages/{language}.txt"))).unwrap();
        let (words, phrases) = text.split_once("[phrases]").unwrap();
        let pairs = |text: &str| {
            let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            lines
                .map(|line| {
                    let (key, value) = line.split_once(" = ").unwrap_or((line, ""));
                    (key.to_owned(), value.to_owned())
                })
                .collect::<Vec<_>>()
        };
        Self { words: pairs(words), phrases: pairs(phrases) }
    }

    fn say(&self, key: &str) -> &str {
        &self.words.iter().find(|(known, _)| known == key).unwrap().1
    }
}

fn keys(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(key, _)| &**key).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

/// The plural forms of a line with their categories; none of one that has no forms.
fn forms(text: &str) -> Vec<(&str, &str)> {
    let all = ["zero", "one", "two", "few", "many", "other"];
    let forms: Vec<_> = list(text).filter_map(|form| form.split_once(": ")).collect();
    let complete = forms.len() == list(text).count() && forms.iter().all(|(category, _)| all.contains(category));
    if complete { forms } else { Vec::new() }
}

/// What is wrong with `text` in a language where English has `english`.
fn compare(english: &str, text: &str, categories: &[&str], counted: bool) -> Result<(), String> {
    if text.is_empty() || text.contains(" = ") || text.trim() != text {
        return Err("empty, or with a sign of the file's own".to_owned());
    }
    if !counted {
        if placeholders(english) != placeholders(text) {
            return Err(format!("places {:?}", placeholders(text)));
        }
        if list(english).count() != list(text).count() {
            return Err(format!("{} members", list(text).count()));
        }
        return Ok(());
    }
    let found: Vec<_> = forms(text).into_iter().map(|(category, _)| category).collect();
    if found != categories {
        return Err(format!("plural forms {found:?}"));
    }
    let mut wanted = forms(english).last().map_or_else(BTreeSet::new, |(_, other)| placeholders(other));
    wanted.insert("n");
    for (category, form) in forms(text) {
        let mut places = placeholders(form);
        // "One sentence" and "two sentences" may be words without a number, "no sentences" without anything.
        if matches!(category, "zero" | "one" | "two") {
            places.insert("n");
        }
        if places != wanted && !(category == "zero" && places.is_subset(&wanted)) {
            return Err(format!("places {places:?} of {category}"));
        }
    }
    Ok(())
}

#[test]
fn every_language_has_the_words_of_english_in_its_own_forms() {
    let english = File::of("en");
    let mut wrong = Vec::new();
    for (language, categories) in LANGUAGES {
        let file = File::of(language);
        assert_eq!(keys(&file.words), keys(&english.words), "{language}");
        assert_eq!(keys(&file.phrases), keys(&english.phrases), "{language}");
        for ((key, text), (_, of_english)) in file.words.iter().zip(&english.words) {
            let counted = !forms(of_english).is_empty();
            if let Err(what) = compare(of_english, text, categories, counted) {
                wrong.push(format!("{language} {key}: {what}"));
            }
        }
        let lacks = fs::read_to_string(root().join("src/wire/formats/lacks.rs")).unwrap();
        for (of_english, text) in file.phrases.iter().filter(|_| language != "en") {
            let counted = lacks.contains(&format!("\"{of_english}\")"));
            if let Err(what) = compare(of_english, text, categories, counted) {
                wrong.push(format!("{language} {of_english}: {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_was_left_in_english() {
    let english = File::of("en");
    for (language, _) in LANGUAGES.iter().filter(|(language, _)| *language != "en") {
        let file = File::of(language);
        let words = file.words.iter().zip(&english.words).map(|((_, text), (_, english))| (text, english));
        for (text, english) in words.chain(file.phrases.iter().map(|(english, text)| (text, english))) {
            let is_sentence = english.split_whitespace().filter(|word| !word.contains('{')).count() > 3;
            assert!(!(is_sentence && text == english), "{language}: {text}");
        }
    }
}

#[test]
fn languages_say_what_they_are() {
    for (language, _) in LANGUAGES {
        let file = File::of(language);
        assert_eq!(file.say("LANGUAGE").split('-').next(), Some(language));
        assert_eq!(file.say("DIRECTION"), if language == "ar" { "rtl" } else { "ltr" });
        assert!(["yes", "no"].contains(&file.say("LOWERED")), "{language}");
    }
}

#[test]
fn the_codebook_has_the_same_cases_everywhere() {
    let marks = |text: &str| list(text).map(|case| case.chars().next().unwrap()).collect::<String>();
    let english = File::of("en");
    for (language, _) in LANGUAGES {
        let file = File::of(language);
        for key in ["CLAIM_CASES", "EVIDENCE_CASES", "OPINION_CASES", "NO_LABEL_CASES"] {
            assert_eq!(marks(file.say(key)), marks(english.say(key)), "{language} {key}");
            assert!(marks(file.say(key)).chars().all(|mark| ">-".contains(mark)), "{language} {key}");
        }
        let letters: BTreeSet<_> =
            ["CLAIM_LETTER", "EVIDENCE_LETTER", "OPINION_LETTER"].map(|key| file.say(key)).into();
        assert_eq!(letters.len(), 3, "{language}: the letters of labels must differ");
    }
}

#[test]
fn the_usual_labels_are_those_of_the_english_file() {
    let english = File::of("en");
    let words = ["CLAIM", "EVIDENCE", "OPINION"]
        .map(|key| ["", "_LETTER", "_MEANS"].map(|part| english.say(&[key, part].concat()).to_owned()));
    let words = words.each_ref().map(|label| label.each_ref().map(|word| &**word));
    assert_eq!(LabelSet::usual(&words), LabelSet::default());
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| ["rs", "js", "html"].iter().any(|one| kind == *one)) {
            found.push(path);
        }
    }
}

/// All sources in one, but for the list of the words' names.
fn all_sources() -> Vec<(PathBuf, String)> {
    let mut files = vec![root().join("scripts/package.mjs")];
    sources(&root().join("src"), &mut files);
    files.retain(|file| !file.ends_with("ui/words.rs"));
    files.into_iter().map(|file| (file.clone(), fs::read_to_string(file).unwrap())).collect()
}

#[test]
fn the_names_of_the_words_are_the_keys_in_their_order_and_each_is_used() {
    let english = File::of("en");
    let source = fs::read_to_string(root().join("src/ui/words.rs")).unwrap();
    let (_, names) = source.split_once("    words! {").unwrap();
    let names: Vec<_> = names.split('}').next().unwrap().split_whitespace().collect();
    assert_eq!(names, keys(&english.words));
    let used: String = all_sources().into_iter().map(|(_, text)| text).collect();
    for name in names {
        let is_used = used.match_indices(&format!("words::{name}")).any(|(at, found)| {
            let after = used.get(at + found.len()..).and_then(|rest| rest.chars().next());
            after.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
        });
        assert!(is_used, "nothing says {name}");
    }
}

#[test]
fn phrases_are_those_of_the_sources() {
    let english = File::of("en");
    let known: BTreeSet<_> = keys(&english.phrases).into_iter().collect();
    let sources = all_sources();
    for phrase in &known {
        // In a string, or as the text of an element.
        let said = [format!("\"{phrase}\""), format!(">{phrase}<")];
        assert!(sources.iter().any(|(_, text)| said.iter().any(|said| text.contains(said))), "nothing says “{phrase}”");
    }
    let mut checked = 0;
    // The desk speaks English only.
    let is_widgets =
        |file: &Path| file.extension().is_some_and(|kind| kind == "js") && !file.starts_with(root().join("src/desk"));
    for (file, text) in sources.iter().filter(|(file, _)| is_widgets(file)) {
        for call in ["say(\"", "notice(\"", "trouble(\"", "showMessage(\"", "spoken(\""] {
            for (at, call) in text.match_indices(call) {
                let phrase = text.get(at + call.len()..).and_then(|rest| rest.split('"').next()).unwrap();
                assert!(known.contains(phrase), "{}: no language has “{phrase}”", file.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "only {checked} phrases were found");
}

/// What a wrong field should be, as the readers say it: the last string of a call of `wrong` or after `expected:`.
fn expectations(source: &str) -> Vec<&str> {
    let calls = source.match_indices("wrong(").map(|(at, call)| {
        let rest = source.get(at + call.len()..).unwrap();
        let mut depth = 1;
        let end = rest.find(|sign| {
            depth += i32::from(sign == '(') - i32::from(sign == ')');
            depth == 0
        });
        rest.get(..end.unwrap()).unwrap()
    });
    let fields = source.match_indices("expected: \"").map(|(at, _)| source.get(at..).unwrap().lines().next().unwrap());
    calls.chain(fields).filter_map(|text| text.rsplit('"').nth(1)).collect()
}

#[test]
fn what_is_expected_of_a_field_is_said_in_every_language() {
    let english = File::of("en");
    let known: BTreeSet<_> = keys(&english.phrases).into_iter().collect();
    let mut checked = 0;
    for (file, text) in all_sources().iter().filter(|(file, _)| file.starts_with(root().join("src/wire"))) {
        if file.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        for phrase in expectations(text) {
            assert!(known.contains(phrase), "{}: no language has “{phrase}”", file.display());
            checked += 1;
        }
    }
    assert!(checked > 30, "only {checked} were found");
}
