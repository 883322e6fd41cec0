//! brat's standoff format: the text, and a file of annotations beside it, for each person.

use super::numbered;
use crate::wire::formats::source::links_among;
use crate::wire::formats::{Options, Source, TextFile};

pub(in crate::wire::formats) fn standoff(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut files = Vec::new();
    for (number, person) in source.people.iter().enumerate() {
        let mut out = String::new();
        for (number, label) in person.labels.iter().enumerate() {
            let (mut places, mut words) = (Vec::new(), Vec::new());
            for (start, end, text) in fragments(label.piece.text) {
                places.push(format!("{} {}", label.piece.start + start, label.piece.start + end));
                words.push(text);
            }
            let name = type_name(&label.record.label);
            out.push_str(&format!("T{}\t{name} {}\t{}\n", number + 1, places.join(";"), words.join(" ")));
        }
        let labels: Vec<_> = person.labels.iter().collect();
        for (number, (link, from, to)) in links_among(&source.relations, &labels).into_iter().enumerate() {
            let kind = type_name(&link.kind);
            out.push_str(&format!("R{}\t{kind} Arg1:T{} Arg2:T{}\n", number + 1, from + 1, to + 1));
        }
        let notes = person.labels.iter().enumerate().filter_map(|(at, label)| Some((at, label.record.note.as_ref()?)));
        // A note is one line: each of ours is one of its own.
        let lines = notes.flat_map(|(at, note)| note.split('\n').map(move |line| (at, line)));
        for (number, (at, line)) in lines.enumerate() {
            let line = line.replace(is_break, " ");
            out.push_str(&format!("#{}\tAnnotatorNotes T{}\t{line}\n", number + 1, at + 1));
        }
        let file =
            |extension, text| TextFile { name: numbered("brat", number, extension), media_type: "text/plain", text };
        files.push(file("txt", source.text.to_owned()));
        files.push(file("ann", out));
    }
    files
}

/// Characters that end a line for some reader of the format, or a column.
pub(in crate::wire::formats) fn is_break(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What stands between line breaks, without blanks at its ends: code points from the start, and the words.
fn fragments(text: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for part in text.split(is_break) {
        let words = part.trim();
        if !words.is_empty() {
            let blank = part.chars().take_while(|one| one.is_whitespace()).count();
            found.push((start + blank, start + blank + words.chars().count(), words));
        }
        start += part.chars().count() + 1;
    }
    found
}

/// brat's types are made of letters, digits, “-”, “_”, “.” and “/”.
pub(in crate::wire::formats) fn type_name(name: &str) -> String {
    let fits = |one: char| one.is_ascii_alphanumeric() || "-_./".contains(one);
    let name: String = name.chars().map(|one| if fits(one) { one } else { '_' }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn fragments_leave_out_breaks_and_the_blanks_beside_them() {
        for (text, expected) in [
            ("one", vec![(0, 3, "one")]),
            ("one \n\n two\tthree", vec![(0, 3, "one"), (7, 10, "two"), (11, 16, "three")]),
            ("𝒜 b\u{2028}c", vec![(0, 3, "𝒜 b"), (4, 5, "c")]),
        ] {
            assert_eq!(fragments(text), expected, "{text:?}");
        }
    }

    #[test]
    fn types() {
        assert_eq!(type_name("claim-1"), "claim-1");
        assert_eq!(type_name("stützt, „sehr“"), "st_tzt___sehr_");
        assert_eq!(type_name(""), "_");
    }
}
