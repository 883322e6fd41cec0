//! Names for downloaded files that every system takes.

use crate::model::time::Timestamp;

/// The longest name in bytes of UTF-8: encrypting file systems end at 143, and
/// browsers add " (1)" to a name that is taken.
const LONGEST: usize = 120;

/// The longest part that the annotator's name takes of it.
const LONGEST_ANNOTATOR: usize = 32;

/// What Windows reserves before the first dot (Microsoft, "Naming Files, Paths,
/// and Namespaces"), with the superscript digits it also takes for digits.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// `Title_Annotator_2026-03-01.json`: letters of all scripts are kept, white
/// space becomes "-", what some system reserves or hides is left out.
/// `extension` comes without the first dot and is trusted.
#[must_use]
pub fn file_name(title: &str, annotator: Option<&str>, date: Timestamp, extension: &str) -> String {
    let mut end = String::new();
    if let Some(name) = annotator.map(|name| clean(name, LONGEST_ANNOTATOR)).filter(|name| !name.is_empty()) {
        end.push('_');
        end.push_str(&name);
    }
    end.push('_');
    end.push_str(&date.date());
    end.push('.');
    end.push_str(extension);
    // One byte is left for the mark before a device's name.
    let mut name = clean(title, LONGEST.saturating_sub(end.len() + 1));
    if name.is_empty() {
        name.push_str("annotations");
    }
    name.push_str(&end);
    if is_device(&name) {
        name.insert(0, '_');
    }
    name
}

/// `text` without what file names must not have, at most `longest` bytes.
fn clean(text: &str, longest: usize) -> String {
    let mut out = String::new();
    for character in text.chars() {
        let character = match character {
            _ if character.is_whitespace() => '-',
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            // A soft hyphen, zero-width space, bidi controls, joiners of words, byte order mark.
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' => continue,
            _ if character.is_control() => continue,
            _ => character,
        };
        if character == '-' && out.ends_with('-') {
            continue;
        }
        if out.len() + character.len_utf8() > longest {
            break;
        }
        out.push(character);
    }
    // A leading dot hides a file, a leading hyphen reads as an option, "~" as a
    // home; Windows drops dots and spaces at the end.
    out.trim_matches(['-', '.', '~']).to_owned()
}

fn is_device(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|device| base.strip_prefix(device));
    DEVICES.contains(&&*base)
        || numbered.is_some_and(|number| {
            let mut digits = number.chars();
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(title: &str, annotator: Option<&str>) -> String {
        file_name(title, annotator, Timestamp::from_millis(1_772_323_200_000), "json")
    }

    #[test]
    fn names() {
        for (title, annotator, expected) in [
            ("Quiet streets", Some("Ana"), "Quiet-streets_Ana_2026-03-01.json"),
            ("Quiet streets", None, "Quiet-streets_2026-03-01.json"),
            ("", None, "annotations_2026-03-01.json"),
            ("../../etc/passwd", Some(".."), "etc-passwd_2026-03-01.json"),
            ("What? “This”: a/b\\c|d*<e>", None, "What-“This”-a-b-c-d-e_2026-03-01.json"),
            ("CON", None, "CON_2026-03-01.json"),
            ("con.txt", None, "_con.txt_2026-03-01.json"),
            ("Com¹.x", None, "_Com¹.x_2026-03-01.json"),
            ("com10.x", None, "com10.x_2026-03-01.json"),
            (" .hidden. ", None, "hidden_2026-03-01.json"),
            ("-rf ~", None, "rf_2026-03-01.json"),
            ("Grüße aus 東京", Some("Ягода"), "Grüße-aus-東京_Ягода_2026-03-01.json"),
            ("gpj.\u{202e}exe\u{0}\u{7}\n\u{2066}x", None, "gpj.exe-x_2026-03-01.json"),
            ("می\u{200c}خواهم", None, "می\u{200c}خواهم_2026-03-01.json"),
        ] {
            assert_eq!(name(title, annotator), expected);
        }
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let long = name(&"é".repeat(500), Some(&"東".repeat(500)));
        assert!(long.len() <= LONGEST && long.len() > LONGEST - 8, "{}", long.len());
        assert!(long.ends_with("_2026-03-01.json"));
    }

    proptest! {
        #[test]
        fn no_input_makes_a_bad_name(title in any::<String>(), annotator in proptest::option::of(any::<String>())) {
            let name = name(&title, annotator.as_deref());
            prop_assert!(name.len() <= LONGEST);
            prop_assert!(!name.starts_with(['.', ' ', '-', '~']) && !name.ends_with(['.', ' ']));
            prop_assert!(!name.contains(|c: char| c.is_control() || c.is_whitespace() || "<>:\"/\\|?*".contains(c)));
            prop_assert!(!is_device(&name));
        }
    }
}
