//! The "never" rules of ARCHITECTURE.md, read off the sources: which top-level
//! module may name which, and which crates belong to which module.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::string_slice, clippy::panic, reason = "a failing test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module, the siblings it may use, the crates it may not use.
const RULES: [(&str, &[&str], &[&str]); 5] = [
    ("model", &[], &["serde", "serde_json", "yew", "web_sys", "js_sys", "wasm_bindgen", "gloo_events", "gloo_timers"]),
    ("wire", &["model"], &["yew", "web_sys", "js_sys", "wasm_bindgen", "gloo_events", "gloo_timers"]),
    ("dom", &["model"], &["yew", "serde", "serde_json"]),
    ("ui", &["model"], &["serde", "serde_json"]),
    ("embed", &["model", "wire", "dom", "ui"], &["serde", "serde_json"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code without its comments (a rule may be talked about) and without its test modules' files.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The top-level modules named as `crate::NAME`, also in `use crate::{a, b::c}`.
fn siblings(code: &str) -> BTreeSet<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => {
                found.insert(word(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut begins = true;
                for (at, character) in list.char_indices() {
                    match character {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        c if begins && !c.is_whitespace() => {
                            found.insert(word(&list[at..]));
                            begins = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

#[test]
fn modules_use_only_what_they_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (module, allowed, forbidden) in RULES {
        let mut files = Vec::new();
        rust_files(&source.join(module), &mut files);
        assert!(!files.is_empty(), "src/{module} has no files");
        for file in files {
            let code = code(&file);
            let name = file.strip_prefix(&source).unwrap().display().to_string();
            for sibling in siblings(&code) {
                if sibling != module && !allowed.contains(&&*sibling) {
                    broken.push(format!("{name} uses crate::{sibling}"));
                }
            }
            for crate_name in forbidden {
                if code.contains(&format!("{crate_name}::")) {
                    broken.push(format!("{name} uses the crate {crate_name}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_rule_reader_sees_what_it_must() {
    let found = siblings("use crate::{dom::store, ui::{App, Screen}, model};\nlet x = crate::wire::read();");
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["dom", "model", "ui", "wire"]);
}

#[test]
fn markup_is_never_parsed_from_text() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for file in files {
        let code = code(&file);
        for word in
            ["inner_html", "set_inner_html", "outer_html", "insert_adjacent_html", "from_html_unchecked", "style=\""]
        {
            assert!(!code.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn the_documented_component_example_is_the_one_that_is_tested() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let component = fs::read_to_string(root.join("src/embed/component.rs")).unwrap();
    let documented: Vec<&str> = component
        .lines()
        .skip_while(|line| *line != "//! ```ignore")
        .skip(1)
        .take_while(|line| *line != "//! ```")
        .map(|line| line.trim_start_matches("//!").strip_prefix(' ').unwrap_or_default())
        .collect();
    let example = fs::read_to_string(root.join("examples/yew-app/src/app.rs")).unwrap();
    assert_eq!(documented.join("\n"), example.trim_end());
}

#[test]
fn the_example_application_has_the_versions_of_the_lock_file() {
    let packages = |path: &str| -> BTreeSet<String> {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        let named =
            text.split("[[package]]").skip(1).map(|one| one.lines().skip(1).take(2).collect::<Vec<_>>().join(" "));
        named.filter(|one| !one.contains("\"reading-annotator")).collect()
    };
    let (example, ours) = (packages("examples/yew-app/Cargo.lock"), packages("Cargo.lock"));
    assert!(example.iter().any(|one| one.contains("\"yew\"")));
    assert_eq!(example.difference(&ours).collect::<Vec<_>>(), Vec::<&String>::new());
}
