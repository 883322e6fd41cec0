//! JSON values as slices of the text they stand in (RFC 8259, strictly).
//!
//! [`Json::parse`] checks the whole text once, without building anything, so a
//! hostile file of 64 MB costs no memory. Afterwards a container is walked when
//! somebody asks for its entries; since our objects nest four deep, every byte
//! is looked at a handful of times and reading stays linear.

use crate::wire::plain_text::plain_length;
use std::borrow::Cow;

/// One valid JSON value, without white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json<'a>(&'a str);

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A grammar error, said in words.
    Grammar(&'static str),
    /// Nested deeper than allowed.
    TooDeep,
}

/// A fault and the byte at which it was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) fault: Fault,
}

impl<'a> Json<'a> {
    /// Checks all of `text`; containers may nest `depth` deep.
    pub(super) fn parse(text: &'a str, depth: usize) -> Result<Self, SyntaxError> {
        let (value, end) = Self::parse_first(text, depth)?;
        Scanner { text, at: end, depth, checked: false }.end()?;
        Ok(value)
    }

    /// Checks all of `text` as [`Json::parse`] does and finds an object's members in the same
    /// walk; other values have none.
    pub(super) fn parse_members(text: &'a str, depth: usize) -> Result<(Self, Option<Members<'a>>), SyntaxError> {
        let mut scanner = Scanner { text, at: 0, depth, checked: false };
        scanner.space();
        let start = scanner.at;
        if scanner.peek() != Some(b'{') {
            return Ok((Self::parse(text, depth)?, None));
        }
        let mut members = Vec::new();
        scanner.container(b'}', &mut |name, value| members.push((unescape(name), value)))?;
        let value = Self(text.get(start..scanner.at).unwrap_or_default());
        scanner.end()?;
        Ok((value, Some(members)))
    }

    /// Checks the first value of `text` and tells where it ends, in bytes.
    pub(super) fn parse_first(text: &'a str, depth: usize) -> Result<(Self, usize), SyntaxError> {
        let mut scanner = Scanner { text, at: 0, depth, checked: false };
        scanner.space();
        let value = scanner.value()?;
        Ok((value, scanner.at))
    }

    /// The text of this value as it came.
    pub(super) fn raw(self) -> &'a str {
        self.0
    }

    pub(super) fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// A string's characters.
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        self.0.strip_prefix('"')?.strip_suffix('"').map(unescape)
    }

    /// A whole number that is not negative and written without point or exponent.
    pub(super) fn whole(self) -> Option<usize> {
        self.0.bytes().all(|byte| byte.is_ascii_digit()).then(|| self.0.parse().ok())?
    }

    /// A number from 0 to 1 written without exponent, to nine places. By hand:
    /// the exact conversion of the standard library carries 10 KB of tables.
    pub(super) fn share(self) -> Option<f64> {
        let (whole, places) = self.0.split_once('.').unwrap_or((self.0, "0"));
        let places = places.get(..9).unwrap_or(places);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok())?;
        let scale = 10_u32.pow(u32::try_from(places.len()).ok()?);
        let value = f64::from(digits(whole)?) + f64::from(digits(places)?) / f64::from(scale);
        (0.0..=1.0).contains(&value).then_some(value)
    }

    /// The items of a list.
    pub(super) fn items(self) -> Option<impl Iterator<Item = Json<'a>>> {
        Some(self.entries('[')?.map(|(_, value)| value))
    }

    /// The members of an object, in their order.
    pub(super) fn members(self) -> Option<impl Iterator<Item = (Cow<'a, str>, Json<'a>)>> {
        self.entries('{')
    }

    fn entries(self, open: char) -> Option<Entries<'a>> {
        self.0.starts_with(open).then_some(Entries {
            // Whatever the depth, it was allowed.
            scanner: Scanner { text: self.0, at: 1, depth: usize::MAX, checked: true },
            close: if open == '{' { b'}' } else { b']' },
            first: true,
        })
    }
}

/// An object's members, in their order.
pub(super) type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// Walks a container that was checked before; a list's items have empty names.
struct Entries<'a> {
    scanner: Scanner<'a>,
    close: u8,
    first: bool,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Cow<'a, str>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.scanner.entry(self.close, self.first).ok()??;
        self.first = false;
        Some((unescape(name), value))
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// How many containers may still be opened.
    depth: usize,
    /// The text was walked before: containers in it are passed over without looking at what they are.
    checked: bool,
}

impl<'a> Scanner<'a> {
    fn fail<T>(&self, words: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError { at: self.at, fault: Fault::Grammar(words) })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over `byte` if it comes next.
    fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn skip(&mut self, matching: impl Fn(u8) -> bool) -> usize {
        let start = self.at;
        while self.peek().is_some_and(&matching) {
            self.at += 1;
        }
        self.at - start
    }

    fn space(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
    }

    fn value(&mut self) -> Result<Json<'a>, SyntaxError> {
        let start = self.at;
        match self.peek() {
            Some(b'{' | b'[') if self.checked => self.pass_container(),
            Some(b'{') => self.container(b'}', &mut |_, _| ())?,
            Some(b'[') => self.container(b']', &mut |_, _| ())?,
            Some(b'"') => {
                self.string()?;
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => match ["true", "false", "null"].iter().find(|word| self.rest().starts_with(**word)) {
                Some(word) => self.at += word.len(),
                None => return self.fail("a value was expected here"),
            },
            None => return self.fail("the text ends too early"),
        }
        Ok(Json(self.text.get(start..self.at).unwrap_or_default()))
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Only white space may follow.
    fn end(mut self) -> Result<(), SyntaxError> {
        self.space();
        if self.at < self.text.len() { self.fail("only one value may stand in a file") } else { Ok(()) }
    }

    /// Over a container that was checked before.
    fn pass_container(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'"' => self.pass_string(),
                b'{' | b'[' => open += 1,
                b'}' | b']' if open == 1 => return,
                b'}' | b']' => open -= 1,
                _ => {}
            }
        }
    }

    /// Over the rest of a string that was checked before.
    fn pass_string(&mut self) {
        loop {
            self.at += plain_length(self.text.as_bytes().get(self.at..).unwrap_or_default());
            match self.peek() {
                // Whatever is escaped is no end.
                Some(b'\\') => self.at += 2,
                _ => {
                    self.at += 1;
                    return;
                }
            }
        }
    }

    /// `each` is told the entries: their names as they came (empty in lists) and their values.
    fn container(&mut self, close: u8, each: &mut dyn FnMut(&'a str, Json<'a>)) -> Result<(), SyntaxError> {
        let Some(depth) = self.depth.checked_sub(1) else {
            return Err(SyntaxError { at: self.at, fault: Fault::TooDeep });
        };
        self.depth = depth;
        self.at += 1;
        let mut first = true;
        while let Some((name, value)) = self.entry(close, first)? {
            each(name, value);
            first = false;
        }
        self.depth += 1;
        Ok(())
    }

    /// The next entry of a container, or `None` at its end: the name as it came
    /// (empty in lists) and the value.
    fn entry(&mut self, close: u8, first: bool) -> Result<Option<(&'a str, Json<'a>)>, SyntaxError> {
        self.space();
        if self.accept(close) {
            return Ok(None);
        }
        if !first {
            if !self.accept(b',') {
                return self.fail("a comma or the closing bracket was expected here");
            }
            self.space();
        }
        let mut name = "";
        if close == b'}' {
            if self.peek() != Some(b'"') {
                return self.fail("a field's name in double quotes was expected here");
            }
            name = self.string()?;
            self.space();
            if !self.accept(b':') {
                return self.fail("a colon was expected here");
            }
            self.space();
        }
        Ok(Some((name, self.value()?)))
    }

    /// A string, from its opening quote; returns what stands between the quotes.
    fn string(&mut self) -> Result<&'a str, SyntaxError> {
        self.at += 1;
        let start = self.at;
        loop {
            self.at += plain_length(self.text.as_bytes().get(self.at..).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    let inner = self.text.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(inner);
                }
                Some(b'\\') => match escape(self.rest()) {
                    Some((_, length)) => self.at += length,
                    None => return self.fail("this escape names no character"),
                },
                Some(_) => return self.fail("a control character must be written as an escape"),
                None => return self.fail("the text ends inside a string"),
            }
        }
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        let digit = |byte: u8| byte.is_ascii_digit();
        self.accept(b'-');
        // A number begins with a lone 0 or with another digit.
        let mut good = self.accept(b'0') != (self.skip(digit) > 0);
        if self.accept(b'.') {
            good &= self.skip(digit) > 0;
        }
        if self.accept(b'e') || self.accept(b'E') {
            if !self.accept(b'+') {
                self.accept(b'-');
            }
            good &= self.skip(digit) > 0;
        }
        if good { Ok(()) } else { self.fail("this is not a number") }
    }
}

/// What the escape at the start of `text` stands for, and its length in bytes.
/// Half a surrogate pair stands for nothing.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| -> Option<u32> {
        let digits = text.get(from..from + 4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let character = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        byte @ (b'"' | b'\\' | b'/') => char::from(*byte),
        b'u' => {
            let first = unit(2)?;
            if !(0xD800..0xDC00).contains(&first) {
                return Some((char::from_u32(first)?, 6));
            }
            let second = unit(8).filter(|_| text.get(6..8) == Some("\\u"))?;
            let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
            return Some((char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low)?, 12));
        }
        _ => return None,
    };
    Some((character, 2))
}

fn unescape(inner: &str) -> Cow<'_, str> {
    if plain_length(inner.as_bytes()) == inner.len() {
        return Cow::Borrowed(inner);
    }
    let mut rest = inner;
    let mut out = String::new();
    while let Some(at) = rest.find('\\') {
        let Some((character, length)) = rest.get(at..).and_then(escape) else { break };
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push(character);
        rest = rest.get(at + length..).unwrap_or_default();
    }
    if out.is_empty() {
        return Cow::Borrowed(inner);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
