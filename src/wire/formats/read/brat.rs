//! brat's `.ann` files. Their places count the characters of the text beside them; without it they are taken as
//! those of the text that is open, or else the quotes decide.

use super::{Draft, DraftLink, Findings, Words};
use crate::wire::fields::{Fields, counted};
use crate::wire::native::ImportFile;

pub(super) fn is_standoff(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let mut parts = line.split('\t');
    let id = parts.next().unwrap_or_default();
    let mut letters = id.chars();
    let known = letters.next().is_some_and(|one| "TREAMN#*".contains(one));
    known && letters.all(|one| one.is_ascii_digit()) && parts.next().is_some_and(|rest| rest.contains(' '))
}

/// A file with the text that its places count, which stands beside it and may have other white space than the
/// text that is open: `{"text": …, "ann": …}`.
pub(super) fn is_with_text(fields: &Fields<'_>) -> bool {
    fields.text("text").is_ok() && fields.text("ann").is_ok()
}

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let beside = Fields::find(text, 2).and_then(|fields| Some((fields.text("text").ok()?, fields.text("ann").ok()?)));
    match beside {
        Some((beside, text)) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let count = Count::of(&beside, text);
            Ok(Findings { text: Some(count.text.iter().collect()), ..collect(text, &count) })
        }
        None => Ok(collect(text, &Count { text: open.article.text.chars().collect(), mark: 0 })),
    }
}

/// How a file counts the characters of its text.
struct Count {
    text: Vec<char>,
    /// Characters before the text: byte order marks.
    mark: usize,
}

impl Count {
    /// Programs differ in whether the end of a line has one character or two, and in whether they see the mark: as
    /// most of the file's words are where it says.
    fn of(text: &str, labels: &str) -> Self {
        let unmarked = text.trim_start_matches('\u{feff}');
        // The file's own mark is gone since it was decoded: one that is here is its second.
        let marks = if unmarked.len() == text.len() { 1 } else { 2 };
        let as_it_is: Vec<char> = unmarked.chars().collect();
        let one_a_line = text.contains("\r\n").then(|| as_it_is.iter().collect::<String>().replace("\r\n", "\n"));
        let texts = std::iter::once(as_it_is).chain(one_a_line.map(|text| text.chars().collect()));
        let counts = texts.flat_map(|text| (0..=marks).map(move |mark| Self { text: text.clone(), mark }));
        let mut best = (0, Self { text: Vec::new(), mark: 0 });
        for (number, count) in counts.enumerate() {
            let fits = count.fitting(labels);
            if number == 0 || fits > best.0 {
                best = (fits, count);
            }
        }
        best.1
    }

    fn fitting(&self, labels: &str) -> usize {
        let fits = |line: &&str| {
            let mut parts = line.splitn(3, '\t').skip(1);
            let (pieces, words) = (parts.next().and_then(pieces), parts.next().unwrap_or_default());
            line.starts_with('T') && pieces.is_some_and(|(_, pieces)| self.fits(&pieces, words))
        };
        labels.lines().filter(fits).count()
    }

    fn slice(&self, start: usize, end: usize) -> Option<&[char]> {
        self.text.get(start.checked_sub(self.mark)?..end.checked_sub(self.mark)?)
    }

    /// Whether these words stand in these pieces. Line breaks of the text are blanks in the file.
    fn fits(&self, pieces: &[(usize, usize)], words: &str) -> bool {
        let there: Option<Vec<String>> =
            pieces.iter().map(|(start, end)| Some(self.slice(*start, *end)?.iter().collect())).collect();
        there.is_some_and(|there| words.is_empty() || there.join(" ").split_whitespace().eq(words.split_whitespace()))
    }

    /// Whether there are words between the pieces, and not only the line breaks that brat cannot have in one.
    fn has_gap(&self, pieces: &[(usize, usize)]) -> bool {
        let mut ends = pieces.iter().zip(pieces.iter().skip(1));
        ends.any(|((_, end), (start, _))| {
            self.slice(*end, *start).is_some_and(|between| between.iter().any(|one| !one.is_whitespace()))
        })
    }
}

fn collect(text: &str, count: &Count) -> Findings {
    let mut found = Findings::default();
    let mut names: Vec<(&str, usize)> = Vec::new();
    let (mut links, mut notes, mut others) = (Vec::new(), Vec::new(), 0);
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.splitn(3, '\t');
        let (id, what, words) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
        match id.chars().next() {
            Some('T') => match entity(what, words.unwrap_or_default(), count) {
                Some((draft, gap)) => {
                    if gap {
                        let what = "is left out; what stands there is labelled, too";
                        found.problems.push(format!("Line {}: the gap in {id} {what}.", number + 1));
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
    found.problems.extend(counted(
        others,
        "An event, attribute or other line is left out.",
        "events, attributes or other lines are left out.",
    ));
    found
}

/// With whether it is taken with words between its pieces, where those are where the file says.
fn entity(what: &str, words: &str, count: &Count) -> Option<(Draft, bool)> {
    let (label, pieces) = pieces(what)?;
    let place = |at: usize| at.saturating_sub(count.mark);
    let place = (place(pieces.first()?.0), place(pieces.last()?.1));
    let fits = count.fits(&pieces, words);
    let quote = (!fits).then(|| Words { exact: words.to_owned(), ..Words::default() });
    let gap = fits && count.has_gap(&pieces);
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
