//! The tail: what stands after a stop and still belongs to its sentence.
//!
//! Closing quotation marks and brackets, `[12]`, superscripts, `*†‡`, one to
//! three flattened footnote digits, emoji, emoticons, `<sup>` reference marks.

use super::hints::Hints;
use super::look::{before_space, begins, char_at, char_before, is_invisible, run_at, run_before, skip, skip_space};
use super::marks::{
    continues_emoji, is_capital, is_closer, is_emoji, is_footnote_sign, is_quote, is_small, is_unspaced, may_close,
};
use super::stop::Stop;

/// The longest bracketed reference that is looked for, in bytes.
const LONGEST_REFERENCE: usize = 40;

/// The end of a sentence with all that hangs on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// The byte after it.
    pub end: usize,
    /// Whether a quotation mark closes in it.
    pub quoted: bool,
}

/// Reads the tail of `stop`. Where terminators follow in it (`?».`) they become the
/// stop. `open_quote` says whether a straight quotation mark is open there.
pub(super) fn read(text: &str, stop: &mut Stop, open_quote: bool, hints: &mut Hints<'_>) -> Tail {
    let mut tail = Tail { end: stop.end, quoted: false };
    loop {
        let end = one_piece(text, stop, &tail, open_quote, hints);
        if end == tail.end {
            break;
        }
        let piece = text.get(tail.end..end).unwrap_or_default();
        tail.quoted |= piece.chars().any(is_quote);
        tail.end = end;
    }
    tail.quoted |= hints.quotation_ends(stop.start, tail.end);
    tail
}

/// The end of the next piece of the tail; the tail's own end if there is none.
fn one_piece(text: &str, stop: &mut Stop, tail: &Tail, open_quote: bool, hints: &mut Hints<'_>) -> usize {
    let at = tail.end;
    let next = skip_space(text, at);
    if let Some(end) = hints.reference_at(next) {
        return end.max(at);
    }
    let Some(first) = char_at(text, next) else { return at };
    if next > at && first.is_ascii_alphanumeric() {
        return at;
    }
    if next == at {
        attached(text, at, first, stop, tail, open_quote)
    } else {
        after_gap(text, next, first, open_quote && !tail.quoted).unwrap_or(at)
    }
}

/// What belongs to the tail without space before it.
fn attached(text: &str, at: usize, first: char, stop: &mut Stop, tail: &Tail, open_quote: bool) -> usize {
    let after = at + first.len_utf8();
    if is_invisible(first) {
        return after;
    }
    if is_closer(first) || may_close(first) {
        let closes = if may_open(first, open_quote) { ends_word(text, after) } else { closes_here(text, after) };
        return if closes { after } else { at };
    }
    if first == '[' {
        return bracketed(text, at).unwrap_or(at);
    }
    if first == '(' {
        return bracketed_digits(text, at).unwrap_or(at);
    }
    if first == ',' && tail.end > stop.end && char_at(text, after).is_some_and(is_footnote_sign) {
        return after;
    }
    if is_footnote_sign(first) {
        return if first == '*' && !closes_here(text, after) { at } else { after };
    }
    if first.is_ascii_digit() {
        return flattened_digits(text, at, stop, tail).unwrap_or(at);
    }
    if is_emoji(first) {
        return emoji(text, at);
    }
    if tail.end > stop.end
        && let Some(further) = Stop::at(text, at)
    {
        *stop = further;
        return further.end;
    }
    emoticon(text, at).unwrap_or(at)
}

/// What belongs to the tail after white space: a quotation mark that closes
/// (French ` »`, or a straight one while one is open), `[12]`, emoji, emoticons.
fn after_gap(text: &str, at: usize, first: char, open_quote: bool) -> Option<usize> {
    let after = at + first.len_utf8();
    match first {
        '»' | '”' if ends_word(text, after) => Some(after),
        '"' if open_quote && before_space(text, after) => Some(after),
        '[' => bracketed(text, at).filter(|&end| is_reference(text.get(at..end).unwrap_or_default())),
        '(' => citation(text, at),
        _ if is_emoji(first) => Some(emoji(text, at)),
        _ => emoticon(text, at),
    }
}

/// Whether a quotation mark without space around it may as well open what follows.
fn may_open(mark: char, open_quote: bool) -> bool {
    may_close(mark) || mark == '\'' || mark == '"' && !open_quote
}

/// Whether no word goes on at `after`.
fn ends_word(text: &str, after: usize) -> bool {
    char_at(text, after).is_none_or(|next| !next.is_alphabetic())
}

/// Whether a closing mark that ends at `after` closes a sentence there: what
/// follows is no word, or one that could begin a sentence (a missing space).
fn closes_here(text: &str, after: usize) -> bool {
    ends_word(text, after) || char_at(text, after).is_some_and(|next| is_capital(next) || is_unspaced(next))
}

/// `[12]`, `[a]`, `[citation needed]`, `[...]`, with the page after it (`[12]:45`):
/// the end of the bracket at `at`.
fn bracketed(text: &str, at: usize) -> Option<usize> {
    let inner = run_at(text, at + 1, |character| !matches!(character, '[' | ']'));
    let end = at + 1 + inner.len();
    if inner.len() >= LONGEST_REFERENCE || char_at(text, end) != Some(']') {
        return None;
    }
    let pages = run_at(text, end + 1, |character| matches!(character, ':' | ' ' | '–' | '-' | '0'..='9')).trim_end();
    Some(end + 1 + if char_at(text, end + 1) == Some(':') { pages.len() } else { 0 })
}

/// `.(12)`: the end of the round bracket at `at`, if it holds a number of notes.
fn bracketed_digits(text: &str, at: usize) -> Option<usize> {
    let digits = run_at(text, at + 1, |character| character.is_ascii_digit());
    let end = at + 1 + digits.len();
    ((1..=3).contains(&digits.len()) && char_at(text, end) == Some(')') && before_space(text, end + 1))
        .then_some(end + 1)
}

/// Whether a bracket after a space is a reference mark: numbers, one letter, or dots.
fn is_reference(bracket: &str) -> bool {
    let inner = run_at(bracket, 1, |character| character != ']');
    let signs =
        run_at(inner, 0, |character| character.is_ascii_digit() || matches!(character, ',' | '-' | '–' | ' ' | '.'));
    let single = inner.chars().nth(1).is_none();
    !inner.is_empty() && (single || signs == inner) || matches!(inner, "citation needed" | "sic")
}

/// `(Smith 55)`, `(Lee, 2019, p. 3)`: a citation after the stop has a number, and
/// is followed by the end or a new sentence.
fn citation(text: &str, at: usize) -> Option<usize> {
    let inner = run_at(text, at + 1, |character| !matches!(character, '(' | ')'));
    let end = at + 1 + inner.len();
    let last = run_before(text, end, |character| character.is_ascii_digit() || matches!(character, '-' | '–'))?;
    let numbered = !last.is_empty() && matches!(char_before(text, end - last.len()), Some(' ' | '\u{A0}'));
    let named = begins(inner, is_capital) || inner.starts_with("p.") || inner.starts_with("pp.");
    let whole = char_at(text, end) == Some(')') && before_space(text, end + 1);
    (numbered && named && whole).then_some(end + 1)
}

/// One to three footnote digits that lost their superscript: `done.12 The`.
fn flattened_digits(text: &str, at: usize, stop: &Stop, tail: &Tail) -> Option<usize> {
    let mut end = at;
    loop {
        let number = run_at(text, end, |character| character.is_ascii_digit());
        if !(1..=3).contains(&number.len()) {
            return None;
        }
        end += number.len();
        match char_at(text, end) {
            Some(mark @ (',' | '–'))
                if char_at(text, end + mark.len_utf8()).is_some_and(|next| next.is_ascii_digit()) =>
            {
                end += mark.len_utf8();
            }
            _ => break,
        }
    }
    let next = skip_space(text, end);
    let new_sentence =
        next > end && char_at(text, next).is_none_or(|character| !is_small(character)) || next == text.len();
    let after_word = tail.end > stop.end
        || char_before(text, stop.start)
            .is_some_and(|character| is_small(character) || character.is_ascii_digit() || is_closer(character));
    (new_sentence && after_word).then_some(end)
}

/// The end of the run of pictures at `at`.
pub(super) fn emoji(text: &str, at: usize) -> usize {
    skip(text, at, |character| is_emoji(character) || continues_emoji(character))
}

/// `:)`, `;-)`, `:D`: the end of the emoticon at `at`, eyes, nose and mouth between
/// spaces.
pub(super) fn emoticon(text: &str, at: usize) -> Option<usize> {
    let face = run_at(text, at, |character| !character.is_whitespace());
    let [b':' | b';' | b'=', .., b')' | b'(' | b'D' | b'P' | b'p' | b'O' | b'/' | b'|' | b'*'] = face.as_bytes() else {
        return None;
    };
    (face.len() <= 4).then_some(at + face.len())
}
