//! The fields of an object we know, looked up by name; the others are kept.

use crate::model::annotation::Quote;
use crate::model::time::Timestamp;
use crate::wire::iri;
use crate::wire::json::{Json, Members, SyntaxError};
use crate::wire::json_writer::JsonWriter;
use crate::wire::problem::{FieldProblem, RefusalReason};
use crate::wire::seen::Seen;
use std::borrow::Cow;
use std::rc::Rc;

/// The members of one object. No name stands there twice.
pub(super) struct Fields<'a> {
    members: Members<'a>,
    raw: &'a str,
}

type Found<T> = Result<T, FieldProblem>;

fn wrong<T>(field: &str, expected: &'static str) -> Found<T> {
    Err(FieldProblem::Wrong { field: field.to_owned(), expected })
}

impl<'a> Fields<'a> {
    /// A name that stands there twice is refused: JSON leaves open which one
    /// counts, and other programs choose differently.
    pub(super) fn of(json: Json<'a>) -> Result<Self, RefusalReason> {
        let members = json.members().ok_or(RefusalReason::NotAnObject)?.collect();
        Self::with(members, json)
    }

    /// The object that `text` is, in one walk instead of two; the outer error where it is no JSON.
    pub(super) fn parse(text: &'a str, depth: usize) -> Result<Result<Self, RefusalReason>, SyntaxError> {
        let (json, members) = Json::parse_members(text, depth)?;
        Ok(members.ok_or(RefusalReason::NotAnObject).and_then(|members| Self::with(members, json)))
    }

    /// The object that `text` is, where its faults concern nobody.
    pub(super) fn find(text: &'a str, depth: usize) -> Option<Self> {
        Self::parse(text, depth).ok()?.ok()
    }

    fn with(members: Members<'a>, json: Json<'a>) -> Result<Self, RefusalReason> {
        if let Some(name) = repeated(&members) {
            return Err(FieldProblem::Repeated(shortened(name)).into());
        }
        Ok(Self { members, raw: json.raw() })
    }

    /// The object's text as it came.
    pub(super) fn raw(&self) -> &'a str {
        self.raw
    }

    /// The names, in their order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|(name, _)| &**name)
    }

    pub(super) fn get(&self, name: &str) -> Option<Json<'a>> {
        self.members.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    pub(super) fn need(&self, name: &str) -> Found<Json<'a>> {
        self.get(name).ok_or_else(|| FieldProblem::Missing(name.to_owned()))
    }

    /// Missing and null are the same.
    fn optional(&self, name: &str) -> Option<Json<'a>> {
        self.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, name: &str) -> Found<Cow<'a, str>> {
        self.need(name)?.text().map_or_else(|| wrong(name, "a string"), Ok)
    }

    pub(super) fn text_or_null(&self, name: &str) -> Found<Option<Cow<'a, str>>> {
        self.optional(name).map(|_| self.text(name)).transpose()
    }

    pub(super) fn filled(&self, name: &str) -> Found<Cow<'a, str>> {
        let text = self.text(name)?;
        if text.is_empty() { wrong(name, "a string that is not empty") } else { Ok(text) }
    }

    pub(super) fn iri(&self, name: &str) -> Found<Cow<'a, str>> {
        let text = self.text(name)?;
        if iri::is_iri(&text) { Ok(text) } else { wrong(name, "an IRI such as “urn:uuid:…”") }
    }

    pub(super) fn whole(&self, name: &str) -> Found<usize> {
        self.need(name)?.whole().map_or_else(|| wrong(name, "a whole number, 0 or more"), Ok)
    }

    pub(super) fn time(&self, name: &str) -> Found<Timestamp> {
        let time = Timestamp::parse(&self.text(name)?);
        time.map_or_else(|| wrong(name, "a point in time such as “2026-03-01T12:30:00Z”"), Ok)
    }

    pub(super) fn time_or_null(&self, name: &str) -> Found<Option<Timestamp>> {
        self.optional(name).map(|_| self.time(name)).transpose()
    }

    pub(super) fn list(&self, name: &str) -> Found<impl Iterator<Item = Json<'a>> + use<'a>> {
        self.need(name)?.items().map_or_else(|| wrong(name, "a list"), Ok)
    }

    /// A list that may be missing.
    pub(super) fn list_or_none(&self, name: &str) -> Found<impl Iterator<Item = Json<'a>> + use<'a>> {
        Ok(self.optional(name).map(|_| self.list(name)).transpose()?.into_iter().flatten())
    }

    pub(super) fn object(&self, name: &str) -> Found<Fields<'a>> {
        match Self::of(self.need(name)?) {
            Ok(fields) => Ok(fields),
            Err(RefusalReason::Field(FieldProblem::Repeated(inner))) => {
                Err(FieldProblem::Repeated(format!("{name}.{inner}")))
            }
            Err(_) => wrong(name, "an object"),
        }
    }

    pub(super) fn object_or_null(&self, name: &str) -> Found<Option<Fields<'a>>> {
        self.optional(name).map(|_| self.object(name)).transpose()
    }

    pub(super) fn quote_or_null(&self, name: &str) -> Found<Option<Quote>> {
        let Some(quote) = self.object_or_null(name)? else { return Ok(None) };
        let inside = |inner: &str| match quote.text(inner) {
            Ok(text) if inner != "exact" || !text.is_empty() => Ok(Rc::from(text)),
            _ => wrong(&format!("{name}.{inner}"), "a string (“exact” not empty)"),
        };
        Ok(Some(Quote { prefix: inside("prefix")?, exact: inside("exact")?, suffix: inside("suffix")? }))
    }

    /// All members but the `known` ones, as a JSON object's text.
    pub(super) fn others(&self, known: &[&str]) -> Option<Rc<str>> {
        let mut out = JsonWriter::default();
        out.open('{');
        for (name, value) in &self.members {
            if !known.contains(&&**name) {
                out.raw(name, value.raw());
            }
        }
        out.close('}');
        let text = out.finish();
        (text != "{}").then(|| text.into())
    }
}

/// The first name that stands there twice.
fn repeated<'m>(members: &'m Members<'_>) -> Option<&'m str> {
    let mut seen = Seen::default();
    let mut names = members.iter().map(|(name, _)| &**name).enumerate();
    // A table pays only for more names than our objects have.
    let few = members.len() <= 20;
    let known = |at: usize, name: &str| members.iter().take(at).any(|(known, _)| known == name);
    names.find(|(at, name)| if few { known(*at, name) } else { !seen.add(Cow::Borrowed(name)) }).map(|(_, name)| name)
}

/// A foreign name or value in a message: not longer than a line.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A number in a message: “5,017”.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many of something there are, as a sentence, unless there are none: `one`, or their number and `many`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one.to_owned()),
        _ => Some(format!("{} {many}", grouped(count))),
    }
}
