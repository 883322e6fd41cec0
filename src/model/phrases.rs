//! How the interface's sentences are put together: placeholders, plural forms, lists. The
//! words themselves, and which plural form a language wants for a number, come from outside.

/// `template` with each `{name}` replaced by its text. What is put in is not looked at again.
#[must_use]
#[inline(never)]
pub fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        rest = after;
        if let Some((name, after)) = after.split_once('}')
            && let Some((_, text)) = parts.iter().find(|(known, _)| *known == name)
        {
            filled.push_str(text);
            rest = after;
        } else {
            filled.push('{');
        }
    }
    filled.push_str(rest);
    filled
}

/// Of `one: …|other: …` the form of a plural category, else that of the rest.
#[must_use]
#[inline(never)]
pub fn form<'a>(line: &'a str, category: &str) -> &'a str {
    let of = |wanted: &str| list(line).find_map(|form| form.strip_prefix(wanted)?.strip_prefix(": "));
    of(category).or_else(|| of("other")).unwrap_or(line)
}

/// The members of `…|…|…`.
pub fn list(line: &str) -> impl Iterator<Item = &str> {
    line.split('|')
}

/// A language's file without its comments and keys: the words, a line each, then `[phrases]` and these.
#[must_use]
pub fn stripped(file: &str) -> String {
    let (words, phrases) = file.split_once("[phrases]").unwrap_or((file, ""));
    let words = words.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut short = String::with_capacity(file.len());
    for line in words {
        short.push_str(line.split_once(" = ").map_or("", |(_, text)| text));
        short.push('\n');
    }
    short + "[phrases]" + phrases
}

/// What `phrases`, lines of `English = translation`, have for an English phrase.
#[must_use]
pub fn translated<'a>(phrases: &'a str, english: &str) -> Option<&'a str> {
    phrases.lines().find_map(|line| line.strip_prefix(english)?.strip_prefix(" = "))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once() {
        for (template, parts, filled) in [
            ("", &[("n", "1")][..], ""),
            ("no place", &[("n", "1")], "no place"),
            ("{n} of {all}", &[("n", "3"), ("all", "12")], "3 of 12"),
            ("{all}: {n}{n}", &[("n", "3"), ("all", "12")], "12: 33"),
            // What is put in may look like a placeholder: a reader's text may say anything.
            ("{a} and {b}", &[("a", "{b}"), ("b", "{a}")], "{b} and {a}"),
            ("{unknown} {n}", &[("n", "3")], "{unknown} 3"),
            ("{ {n} {", &[("n", "3")], "{ 3 {"),
            ("“{n}” – ٣ {n}。", &[("n", "三")], "“三” – ٣ 三。"),
        ] {
            assert_eq!(fill(template, parts), filled, "{template}");
        }
    }

    #[test]
    fn a_category_has_its_form_or_that_of_the_rest() {
        let arabic = "zero: z|one: o|two: t|few: f|many: m|other: {n} x";
        for (line, category, expected) in [
            (arabic, "zero", "z"),
            (arabic, "two", "t"),
            (arabic, "other", "{n} x"),
            ("one: {n} day|other: {n} days", "one", "{n} day"),
            ("one: {n} day|other: {n} days", "many", "{n} days"),
            ("other: 天", "one", "天"),
            ("no forms", "one", "no forms"),
        ] {
            assert_eq!(form(line, category), expected, "{line} {category}");
        }
    }

    #[test]
    fn keys_and_comments_are_left_behind() {
        let keyed = "# a comment\nONE = the first\n\n# more\nTWO = {n} = x\nTHREE =\n[phrases]\n\nClose = Zu\n";
        let short = stripped(keyed);
        assert_eq!(short, "the first\n{n} = x\n\n[phrases]\n\nClose = Zu\n");
        assert_eq!(translated(&short, "Close"), Some("Zu"));
        assert_eq!(translated(&short, "Clos"), None);
        assert_eq!(translated(&short, "ONE"), None);
    }
}
