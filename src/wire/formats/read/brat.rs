//! brat's `.ann` files. The text beside them is the one that is open, or else the quotes decide.

use super::{Draft, DraftLink, Findings, Words};
use crate::wire::native::ImportFile;

pub(super) fn is_standoff(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let mut parts = line.split('\t');
    let id = parts.next().unwrap_or_default();
    let mut letters = id.chars();
    let known = letters.next().is_some_and(|one| "TREAMN#*".contains(one));
    known && letters.all(|one| one.is_ascii_digit()) && parts.next().is_some_and(|rest| rest.contains(' '))
}

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let mut found = Findings::default();
    let characters: Vec<char> = open.article.text.chars().collect();
    let mut names: Vec<(&str, usize)> = Vec::new();
    let (mut links, mut notes, mut others) = (Vec::new(), Vec::new(), 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.splitn(3, '\t');
        let (id, what, words) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
        match id.chars().next() {
            Some('T') => match entity(what, words.unwrap_or_default(), &characters) {
                Some((draft, gap)) => {
                    if gap {
                        let what = "has a gap, and is taken with what stands in it";
                        found.problems.push(format!("Line {}: {id} {what}.", number + 1));
                    }
                    names.push((id, found.drafts.len()));
                    found.drafts.push(draft);
                }
                None => found.problems.push(format!("Line {} is left out: its places cannot be read.", number + 1)),
            },
            Some('R') => links.push((number, what)),
            Some('#') => notes.push((what, words.unwrap_or_default())),
            _ => others += 1,
        }
    }
    let number = |name: &str| names.iter().find(|(known, _)| *known == name).map(|(_, number)| *number);
    for (line, what) in links {
        let mut parts = what.split(' ');
        let kind = parts.next().unwrap_or_default().to_owned();
        let mut end = || number(parts.next()?.split_once(':')?.1);
        match (end(), end()) {
            (Some(from), Some(to)) => found.links.push(DraftLink { kind, from, to }),
            _ => found.problems.push(format!("Line {} is left out: an end of the relation is not there.", line + 1)),
        }
    }
    for (what, note) in notes {
        let about = what.split_once(' ').and_then(|(_, name)| number(name.trim()));
        match about.and_then(|number| found.drafts.get_mut(number)) {
            Some(draft) => {
                let before = draft.note.take().map(|before| before + "\n").unwrap_or_default();
                draft.note = Some(before + note);
            }
            None => found.problems.push("A note is left out: it is not about a label.".to_owned()),
        }
    }
    if others > 0 {
        found.problems.push(format!("{others} events, attributes or other lines are left out."));
    }
    Ok(found)
}

/// With whether it is taken with words between its pieces, where the text is the open one.
fn entity(what: &str, words: &str, characters: &[char]) -> Option<(Draft, bool)> {
    let (label, pieces) = pieces(what)?;
    let place = (pieces.first()?.0, pieces.last()?.1);
    // Line breaks of the text are blanks in the file.
    let there: Option<Vec<String>> =
        pieces.iter().map(|(start, end)| Some(characters.get(*start..*end)?.iter().collect())).collect();
    let fits = there.is_some_and(|there| words.is_empty() || there.join(" ") == words);
    let quote = (!fits).then(|| Words { exact: words.to_owned(), ..Words::default() });
    let gap = fits && has_gap(&pieces, characters);
    Some((Draft { place: Some(place), quote, label: label.to_owned(), ..Draft::default() }, gap))
}

/// The label, and starts and ends.
fn pieces(what: &str) -> Option<(&str, Vec<(usize, usize)>)> {
    let (label, places) = what.split_once(' ')?;
    let piece = |piece: &str| {
        let (start, end) = piece.split_once(' ')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    };
    Some((label, places.split(';').map(piece).collect::<Option<_>>()?))
}

/// Whether there are words between the pieces, and not only the line breaks that brat cannot have in one.
fn has_gap(pieces: &[(usize, usize)], characters: &[char]) -> bool {
    let mut ends = pieces.iter().zip(pieces.iter().skip(1));
    ends.any(|((_, end), (start, _))| {
        characters.get(*end..*start).is_some_and(|between| between.iter().any(|one| !one.is_whitespace()))
    })
}
