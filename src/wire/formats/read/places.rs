//! Finds the places of what a foreign file says, in the text that is open where that has the same words.

use super::{Draft, Words};
use crate::wire::alignment::Alignment;

/// How much is kept around a quote.
const CONTEXT: usize = 32;

/// Where an annotation stands.
pub(super) struct Standing {
    pub place: (usize, usize),
    pub quote: Words,
    /// Its words stand in several places, and nothing says which is meant.
    pub doubtful: bool,
    /// The quote is nowhere.
    pub lost: bool,
}

/// The text that places speak of, and what becomes of them.
pub(super) struct Places {
    theirs: Vec<char>,
    /// Where those are in the text that is open, if that is another one and only its white space differs.
    aligned: Option<(Alignment, Vec<char>)>,
    /// Another text, with other words, is told of.
    other: bool,
}

impl Places {
    /// `foreign` is the text that comes with the file, where it is not the one that is open.
    pub(super) fn of(open: &str, foreign: Option<&str>) -> Self {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        let alignment = foreign.and_then(|text| Alignment::of(text, open));
        Self {
            theirs: characters(foreign.unwrap_or(open)),
            other: foreign.is_some() && alignment.is_none(),
            aligned: alignment.map(|alignment| (alignment, characters(open))),
        }
    }

    /// Whether they are told of the text that is open.
    pub(super) fn are_of_open(&self) -> bool {
        !self.other
    }

    /// Where it stands in the text that is told of, and what it says.
    pub(super) fn of_draft(&self, draft: &Draft) -> Option<Standing> {
        let found = self.in_theirs(draft)?;
        let Some((alignment, open)) = self.aligned.as_ref().filter(|_| !found.lost) else { return Some(found) };
        let place = alignment.place(found.place)?;
        Some(Standing { place, quote: words(open, place)?, ..found })
    }

    /// The same in the text that places speak of. A quote that is nowhere keeps its words, and a place that
    /// contradicts them: the import looks for something like it.
    fn in_theirs(&self, draft: &Draft) -> Option<Standing> {
        let at = |place, doubtful| Some(Standing { place, quote: words(&self.theirs, place)?, doubtful, lost: false });
        let Some(quote) = &draft.quote else { return at(draft.place?, false) };
        let exact: Vec<char> = quote.exact.chars().collect();
        if let Some((start, end)) = draft.place {
            let known = letters(quote.prefix.chars()).count() + letters(quote.suffix.chars()).count();
            if self.theirs.get(start..end) == Some(&*exact) && self.agreement(start, end, quote) >= known {
                return at((start, end), false);
            }
        }
        let hint = draft.place.map_or(0, |(start, _)| start);
        let found = self.places_of(&exact).into_iter();
        let mut found: Vec<_> = found.map(|place| (self.agreement(place.0, place.1, quote), place)).collect();
        let best = found.iter().map(|(agreement, _)| *agreement).max();
        found.retain(|(agreement, _)| Some(*agreement) == best);
        match found.iter().min_by_key(|(_, (start, _))| start.abs_diff(hint)) {
            Some((_, place)) => at(*place, found.len() > 1 && draft.place.is_none_or(|(start, _)| start != place.0)),
            None if exact.is_empty() => None,
            None => Some(Standing { place: (0, 1), quote: quote.clone(), doubtful: false, lost: true }),
        }
    }

    /// Where these words stand, or else where they do with other white space between them.
    fn places_of(&self, words: &[char]) -> Vec<(usize, usize)> {
        let Some(first) = words.first() else { return Vec::new() };
        let starts = self.theirs.iter().enumerate().filter(|(_, one)| *one == first).map(|(at, _)| at);
        let places = starts.map(|start| (start, start + words.len()));
        let found: Vec<_> = places.filter(|(start, end)| self.theirs.get(*start..*end) == Some(words)).collect();
        if !found.is_empty() || !words.iter().any(|one| one.is_whitespace()) {
            return found;
        }
        let wanted = collapsed(words);
        let wanted = wanted.strip_prefix(&[(0, ' ')]).unwrap_or(&wanted);
        let wanted = if let [words @ .., (_, ' ')] = wanted { words } else { wanted };
        if wanted.is_empty() {
            return found;
        }
        let there = collapsed(&self.theirs);
        let stands = |there: &&[(usize, char)]| there.iter().zip(wanted).all(|((_, one), (_, other))| one == other);
        let there = there.windows(wanted.len()).filter(stands);
        there.filter_map(|there| Some((there.first()?.0, there.last()?.0 + 1))).collect()
    }

    /// How many letters on both sides are those of the quote.
    fn agreement(&self, start: usize, end: usize, quote: &Words) -> usize {
        let before = letters(self.theirs.get(..start).unwrap_or_default().iter().rev().copied());
        let after = letters(self.theirs.get(end..).unwrap_or_default().iter().copied());
        let prefix = before.zip(letters(quote.prefix.chars().rev())).take_while(|(one, other)| one == other);
        let suffix = after.zip(letters(quote.suffix.chars())).take_while(|(one, other)| one == other);
        prefix.count() + suffix.count()
    }
}

/// The words at a place that is in the text and not empty, with those around them.
fn words(text: &[char], (start, end): (usize, usize)) -> Option<Words> {
    let exact = text.get(start..end).filter(|words| !words.is_empty())?;
    let before = text.get(start.saturating_sub(CONTEXT)..start).unwrap_or_default();
    let after = text.get(end..(end + CONTEXT).min(text.len())).unwrap_or_default();
    let text = |words: &[char]| words.iter().collect();
    Some(Words { prefix: text(before), exact: text(exact), suffix: text(after) })
}

/// Each character with its number, of white space only the first, as a blank.
fn collapsed(text: &[char]) -> Vec<(usize, char)> {
    let blank = |one: char| if one.is_whitespace() { ' ' } else { one };
    let mut out: Vec<(usize, char)> = text.iter().enumerate().map(|(at, one)| (at, blank(*one))).collect();
    out.dedup_by(|(_, one), (_, before)| *one == ' ' && *before == ' ');
    out
}

/// Of what stands around a quote as much as counts. White space is not the same everywhere: another
/// tool may have a blank, or nothing, between two paragraphs.
fn letters(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.filter(|one| !one.is_whitespace()).take(CONTEXT)
}
