//! Text for XML 1.0.

/// Whether XML 1.0 can hold the character at all (its production 2).
pub(super) fn can_hold(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A name that may be an id: our labels' ids are; what others call theirs is made one.
pub(super) fn name(text: &str) -> String {
    let fits = |one: char| one.is_ascii_alphanumeric() || "-_.".contains(one);
    let mut name: String = text.chars().map(|one| if fits(one) { one } else { '_' }).collect();
    if !name.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_') {
        name.insert(0, '_');
    }
    name
}

/// Adds element content.
pub(super) fn content(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Adds an attribute with its name, a blank before it. White space that readers would
/// make a blank of is written as a reference.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value, true);
    out.push('"');
}

fn escape(out: &mut String, text: &str, attribute: bool) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            // One unit for one unit in UTF-16: offsets stay right.
            _ if !can_hold(character) => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, expected) in [("claim-1", "claim-1"), ("1st", "_1st"), ("für", "f_r"), ("", "_")] {
            assert_eq!(name(text), expected);
        }
    }

    #[test]
    fn what_is_escaped() {
        let mut out = String::new();
        content(&mut out, "a<b>&\"\n\t\r\u{1}𝒜");
        attribute(&mut out, "n", "a<b>&\"\n\t\r\u{b}");
        assert_eq!(out, "a&lt;b&gt;&amp;\"\n\t&#13;\u{fffd}𝒜 n=\"a&lt;b&gt;&amp;&quot;&#10;&#9;&#13;\u{fffd}\"");
    }
}
