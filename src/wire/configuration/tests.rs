//! What a configuration may say, and what is told about one that may not.

use super::*;

fn good(text: &str) -> Configuration {
    let (configuration, unknown) = read(text).unwrap();
    assert_eq!(unknown, Vec::<String>::new(), "{text}");
    configuration
}

fn told(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

#[test]
fn nothing_said_is_the_default() {
    assert_eq!(good("{}"), Configuration::default());
    let null = "\u{feff} {\"id\": null, \"title\": null, \"labels\": null, \"minimum\": null, \"readonly\": null, \"annotations\": null}";
    assert_eq!(good(null), Configuration::default());
}

#[test]
fn everything_said_is_there() {
    let all = good(
        r##"{"$schema": "x", "id": "essay-1", "version": "2", "title": "T", "instructions": "One.\nTwo.",
        "due": "1 December", "document_id": "essay", "annotator": "required", "ui_language": "de", "theme": {"radius": "0", "accent": "#7a1f5c"}, "readonly": true, "snapping": "sentence",
        "questions": [{"id": "q1", "text": "Why?", "sentence": 3}, {"id": "q2", "text": "How?", "quote": "A quiet room"}],
        "annotations": "work.json", "minimum": {"thesis": 1, "counter": 2},
        "labels": [
            {"id": "thesis", "name": "Thesis", "definition": "D.", "examples": ["E1", "E2"], "hard_cases": ["H"]},
            {"id": "counter", "name": "Transition", "key": "7", "line": "dotted",
             "colours": {"light": {"fill": "#ffffff"}, "dark": {"line": "#000000"}}},
            {"id": "x", "name": "T", "letter": "xx"}
        ]}"##,
    );
    assert_eq!(all.task, Some(("essay-1".into(), "2".into())));
    assert_eq!(all.title.as_deref(), Some("T"));
    assert_eq!(all.instructions.as_deref(), Some("One.\nTwo."));
    assert_eq!(all.due.as_deref(), Some("1 December"));
    assert_eq!(all.document_id.as_deref(), Some("essay"));
    assert_eq!(all.name_field, NameField::Required);
    assert_eq!(all.theme, [("accent", "#7a1f5c".into()), ("radius", "0".into())]);
    let questions: Vec<_> = all.questions.iter().map(|one| (&*one.id, &*one.text, one.seat.clone())).collect();
    assert_eq!(questions, [("q1", "Why?", Seat::Sentence(2)), ("q2", "How?", Seat::Quote("A quiet room".into()))]);
    assert!(all.read_only && all.whole_sentences);
    assert!(!good(r#"{"snapping": "word"}"#).whole_sentences);
    assert_eq!(all.given, Some(Given::File("work.json".into())));
    assert_eq!(all.minimum, [("thesis".into(), 1), ("counter".into(), 2)]);
    let labels = all.labels.unwrap();
    assert!(labels.is_own());
    let [thesis, counter, third] = labels.as_slice() else { panic!("{labels:?}") };
    assert_eq!((thesis.key, &*thesis.letter, thesis.line), ('1', "T", LineStyle::Solid));
    assert_eq!(thesis.examples, ["E1".into(), "E2".into()]);
    assert_eq!(thesis.hard_cases, ["H".into()]);
    assert_eq!((counter.key, &*counter.letter, counter.line), ('7', "R", LineStyle::Dotted), "T is taken");
    let (light, dark) = usual_colours(1);
    assert_eq!((&*counter.light.fill, &counter.light.line), ("#ffffff", &light.line));
    assert_eq!((&counter.dark.fill, &*counter.dark.line), (&dark.fill, "#000000"));
    assert_eq!((third.key, &*third.letter), ('3', "xx"));
}

#[test]
fn inline_labels_are_kept_as_text() {
    let inline = good(r#"{"readonly": true, "annotations": {"format": "reading-annotations"}}"#);
    assert_eq!(inline.given, Some(Given::Inline(r#"{"format": "reading-annotations"}"#.into())));
    assert_eq!(good(r#"{"id": "a"}"#).task, Some(("a".into(), "1".into())));
}

#[test]
fn nine_labels_have_letters_keys_and_all_lines() {
    let list: Vec<_> = (1..=9).map(|number| format!(r#"{{"id": "l{number}", "name": "Aaa"}}"#)).collect();
    let labels = good(&format!(r#"{{"labels": [{}]}}"#, list.join(","))).labels.unwrap();
    let letters: Vec<_> = labels.as_slice().iter().map(|label| &*label.letter).collect();
    assert_eq!(letters, ["A", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let keys: String = labels.as_slice().iter().map(|label| label.key).collect();
    assert_eq!(keys, "123456789");
    assert_eq!(labels.as_slice()[5].line, LineStyle::Solid, "lines begin again");
}

#[test]
fn every_error_names_its_key() {
    let label = r#"{"id": "a", "name": "A"}"#;
    let ten =
        [label; 10].iter().enumerate().map(|(n, one)| one.replace("\"a\"", &format!("\"a{n}\""))).collect::<Vec<_>>();
    for (text, key) in [
        (r#"{"title": 5}"#.to_owned(), "“title” must be a string"),
        (r#"{"title": " "}"#.to_owned(), "“title” must be a string that is not empty"),
        (r#"{"title": "a", "title": "b"}"#.to_owned(), "“title” stands there twice"),
        (r#"{"version": "2"}"#.to_owned(), "“id” is missing"),
        (r#"{"id": 7}"#.to_owned(), "“id” must be"),
        (r#"{"annotator": "maybe"}"#.to_owned(), "“annotator” must be “free”, “required” or “hidden”"),
        (r#"{"questions": []}"#.to_owned(), "“id” is missing"),
        (r#"{"id": "t", "questions": {}}"#.to_owned(), "“questions” must be a list"),
        (r#"{"id": "t", "questions": [{"text": "T"}]}"#.to_owned(), "“questions[0].id” is missing"),
        (
            r#"{"id": "t", "questions": [{"id": "q", "text": "T"}]}"#.to_owned(),
            "“questions[0].sentence” is missing",
        ),
        (
            r#"{"id": "t", "questions": [{"id": "q", "text": "T", "sentence": 0}]}"#.to_owned(),
            "“questions[0].sentence” must be a whole number, 1 or more",
        ),
        (
            r#"{"id": "t", "questions": [{"id": "q", "text": "T", "sentence": 1, "quote": "a"}]}"#.to_owned(),
            "“questions[0].quote” must be left out",
        ),
        (
            r#"{"id": "t", "questions": [{"id": "q", "sentence": 1}]}"#.to_owned(),
            "“questions[0].text” is missing",
        ),
        (
            r#"{"id": "t", "questions": [{"id": "q", "text": "T", "sentence": 1}, {"id": "q", "text": "T", "sentence": 2}]}"#
                .to_owned(),
            "“questions[1].id” must be one that no question",
        ),
        (r#"{"snapping": "letter"}"#.to_owned(), "“snapping” must be “word” or “sentence”"),
        (r#"{"readonly": "yes"}"#.to_owned(), "“readonly” must be true or false"),
        (r#"{"annotations": "a.json"}"#.to_owned(), "“annotations” must be left out"),
        (r#"{"readonly": true, "annotations": 5}"#.to_owned(), "“annotations” must be a file's path"),
        (r#"{"minimum": 3}"#.to_owned(), "“minimum” must be an object"),
        (r#"{"minimum": {"clam": 3}}"#.to_owned(), "“minimum.clam” must be the id of a label"),
        (r#"{"minimum": {"claim": 0}}"#.to_owned(), "“minimum.claim” must be a whole number, 1 or more"),
        (r#"{"minimum": {"claim": "3"}}"#.to_owned(), "“minimum.claim” must be a whole number"),
        (format!(r#"{{"labels": [{label}], "minimum": {{"claim": 1}}}}"#), "“minimum.claim” must be the id"),
        (r#"{"labels": {}}"#.to_owned(), "“labels” must be a list"),
        (r#"{"labels": []}"#.to_owned(), "“labels” must be a list of at least one label"),
        (format!(r#"{{"labels": [{}]}}"#, ten.join(",")), "“labels” must be a list of at most 9"),
        (format!(r#"{{"labels": [{label}, 5]}}"#), "“labels[1]” must be an object"),
        (r#"{"labels": [{"name": "A"}]}"#.to_owned(), "“labels[0].id” is missing"),
        (r#"{"labels": [{"id": "a"}]}"#.to_owned(), "“labels[0].name” is missing"),
        (r#"{"labels": [{"id": "A", "name": "A"}]}"#.to_owned(), "“labels[0].id” must be of lower-case"),
        (r#"{"labels": [{"id": "1a", "name": "A"}]}"#.to_owned(), "“labels[0].id” must be of lower-case"),
        (r#"{"labels": [{"id": "none", "name": "A"}]}"#.to_owned(), "“labels[0].id” must be"),
        (format!(r#"{{"labels": [{label}, {label}]}}"#), "“labels[1].id” must be one that no label before it has"),
        (r#"{"labels": [{"id": "a", "name": "A", "key": 1}]}"#.to_owned(), "“labels[0].key” must be a string"),
        (
            r#"{"labels": [{"id": "a", "name": "A", "key": "0"}]}"#.to_owned(),
            "“labels[0].key” must be a string of one digit",
        ),
        (r#"{"labels": [{"id": "a", "name": "A", "key": "12"}]}"#.to_owned(), "“labels[0].key” must be"),
        (
            r#"{"labels": [{"id": "a", "name": "A", "key": "2"}, {"id": "b", "name": "B"}]}"#.to_owned(),
            "“labels[1].key” must be a digit that no label before it has",
        ),
        (
            r#"{"labels": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "letter": "A"}]}"#.to_owned(),
            "“labels[1].letter” must be",
        ),
        (r#"{"labels": [{"id": "a", "name": "A", "letter": "abc"}]}"#.to_owned(), "“labels[0].letter” must be"),
        (r#"{"labels": [{"id": "a", "name": "A", "line": "zigzag"}]}"#.to_owned(), "“labels[0].line” must be “solid”"),
        (
            r#"{"labels": [{"id": "a", "name": "A", "examples": "x"}]}"#.to_owned(),
            "“labels[0].examples” must be a list of strings",
        ),
        (r#"{"labels": [{"id": "a", "name": "A", "examples": [1]}]}"#.to_owned(), "“labels[0].examples” must be"),
        (
            r#"{"labels": [{"id": "a", "name": "A", "hard_cases": {}}]}"#.to_owned(),
            "“labels[0].hard_cases” must be a list of strings",
        ),
        (
            r#"{"labels": [{"id": "a", "name": "A", "colours": {"light": {"fill": "red"}}}]}"#.to_owned(),
            "“labels[0].colours.light.fill” must be a colour",
        ),
        (
            r#"{"labels": [{"id": "a", "name": "A", "colours": {"dark": 1}}]}"#.to_owned(),
            "“labels[0].colours.dark” must be an object",
        ),
        ("[]".to_owned(), "not a JSON object"),
        ("{\n\"title\": }".to_owned(), "line 2: a value was expected"),
        (String::new(), "line 1: the text ends too early"),
    ] {
        let told = told(&text);
        assert!(told.contains(key), "{text}: {told}");
        assert!(told.starts_with("The configuration") && told.ends_with('.'), "{told}");
    }
}

#[test]
fn unknown_keys_are_listed_and_the_rest_is_used() {
    let text = r#"{"titel": "T", "title": "U", "labels": [{"id": "a", "name": "A", "color": "red", "colours": {"lite": {}}}]}"#;
    let (configuration, unknown) = read(text).unwrap();
    assert_eq!(configuration.title.as_deref(), Some("U"));
    assert_eq!(unknown, ["titel", "labels[0].color", "labels[0].colours.lite"]);
}
