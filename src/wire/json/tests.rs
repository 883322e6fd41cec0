//! JSON as others read it, and the walks over what was checked.

use super::*;
use proptest::prelude::*;

#[test]
fn agrees_with_serde_json_on_what_is_json() {
    for text in [
        "",
        " ",
        "{}",
        "[]",
        "[1,]",
        "[,1]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "[1 2]",
        "01",
        "-01",
        "-",
        "-0",
        "1.",
        ".5",
        "1.5",
        "1e",
        "1e5",
        "1E+5",
        "1e-",
        "+1",
        "0x1",
        "NaN",
        "nul",
        "null",
        "nulll",
        "true",
        "\"",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u00e9\"",
        "\"\\ud83c\\udf89\"",
        "\"\\ud83c\"",
        "\"\\udf89\"",
        "\"\\ud83cx\"",
        "\"\\ud83c\\u0041\"",
        "\"\\u+123\"",
        "\"a\nb\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "\"\\/\\b\\f\"",
        "{\"a\":{\"b\":[1,\"x\",null]}}",
        "{\"a\":1}}",
        "{} {}",
        "\u{feff}{}",
        "\u{a0}{}",
        "[1]\n",
        "// x\n1",
        "1e400x",
        "0",
        "00",
        "{\"\":\"\"}",
        "\"\\",
    ] {
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        let ours = Json::parse(text, 64);
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text:?}: {ours:?}, {theirs:?}");
        let in_one_walk = Json::parse_members(text, 64);
        assert_eq!(in_one_walk.as_ref().map(|(json, _)| json.raw()).ok(), ours.as_ref().map(|json| json.raw()).ok());
        assert_eq!(in_one_walk.err(), ours.err(), "{text:?}");
        if let (Ok(ours), Ok(serde_json::Value::String(theirs))) = (ours, theirs) {
            assert_eq!(ours.text().unwrap(), theirs, "{text:?}");
        }
    }
}

fn rebuilt(json: Json<'_>) -> serde_json::Value {
    if let Some(items) = json.items() {
        return items.map(rebuilt).collect();
    }
    match json.members() {
        Some(members) => members.map(|(name, value)| (name.into_owned(), rebuilt(value))).collect(),
        None => serde_json::from_str(json.raw()).unwrap(),
    }
}

fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let text = "[a\\\\\"\\[\\]{},:\n\\PC]{0,6}";
    let leaf = prop_oneof![text.prop_map(serde_json::Value::from), any::<i32>().prop_map(Into::into), Just(().into())];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from);
        prop_oneof![list, prop::collection::vec((text, inner), 0..5).prop_map(|members| members.into_iter().collect())]
    })
}

proptest! {
    /// Walking what was checked finds what others read, however it is nested and escaped.
    #[test]
    fn walks_find_what_serde_json_reads(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let json = Json::parse(&text, 9).unwrap();
        prop_assert_eq!(rebuilt(json), value);
        let (_, members) = Json::parse_members(&text, 9).unwrap();
        let told = |members: Members<'_>| {
            members.into_iter().map(|(name, value)| (name.into_owned(), value.raw().to_owned())).collect::<Vec<_>>()
        };
        prop_assert_eq!(members.map(told), json.members().map(|members| told(members.collect())));
    }
}

#[test]
fn depth_is_counted_in_open_containers() {
    assert_eq!(Json::parse_members("{\"a\":[[]]}", 2).unwrap_err(), SyntaxError { at: 6, fault: Fault::TooDeep });
    assert!(Json::parse_members("{\"a\":[[]]}", 3).is_ok());
    assert!(Json::parse("[[[]]]", 3).is_ok());
    assert!(Json::parse("[[],[],[[]]]", 3).is_ok());
    assert_eq!(Json::parse("[[[]]]", 2).unwrap_err(), SyntaxError { at: 2, fault: Fault::TooDeep });
    let bomb = "[".repeat(1_000_000);
    assert_eq!(Json::parse(&bomb, 128).unwrap_err(), SyntaxError { at: 128, fault: Fault::TooDeep });
}

#[test]
fn entries_keep_their_text() {
    let json = Json::parse(r#" { "a\u0062" : [ 1 , "x" ] , "c" : {} } "#, 9).unwrap();
    let members: Vec<_> = json.members().unwrap().map(|(name, value)| (name.into_owned(), value.raw())).collect();
    assert_eq!(members, [("ab".to_owned(), r#"[ 1 , "x" ]"#), ("c".to_owned(), "{}")]);
    assert!(json.items().is_none());
}

#[test]
fn numbers_are_taken_only_as_asked() {
    for (text, whole, share) in [
        ("0", Some(0), Some(0.0)),
        ("1", Some(1), Some(1.0)),
        ("17", Some(17), None),
        ("0.25", None, Some(0.25)),
        ("0.873", None, Some(0.873)),
        ("0.12345678901234567890", None, Some(0.123_456_789)),
        ("1.5", None, None),
        ("5.0", None, None),
        ("-1", None, None),
        ("-0", None, None),
        ("1e400", None, None),
        ("99999999999999999999999", None, None),
        ("\"7\"", None, None),
    ] {
        let json = Json::parse(text, 1).unwrap();
        assert_eq!((json.whole(), json.share()), (whole, share), "{text}");
    }
}
