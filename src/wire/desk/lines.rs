//! JSON lines with a text each. What is wrong with one line is told with its number, and the rest is read.

use super::decode::Refused;
use super::entry::Entry;
use super::labelled::{self, Classified, Lists, Refusals};
use super::open::Found;
use super::rows::sentences_only;
use crate::wire::fields::{Fields, grouped};
use crate::wire::json::{Fault, Json, SyntaxError};
use std::collections::VecDeque;

/// Objects may nest this deep in a line.
const DEPTH: usize = 64;
/// So many bytes of lines wait for one that tells what their lists are.
const HELD: usize = 4 << 20;

/// JSON lines being read.
#[derive(Debug, Default)]
pub(super) struct Lines {
    rest: String,
    number: usize,
    /// The line before.
    before: Option<Classified>,
    lists: Lists,
    refusals: Refusals,
    /// Lines from the first on that has an empty list of which no line has told yet whether it is one of labels.
    waiting: VecDeque<Waiting>,
    /// Bytes of those.
    held: usize,
}

/// A line as JSON, and its fields if it is an object.
struct Parsed<'a> {
    json: Result<Json<'a>, SyntaxError>,
    fields: Option<Fields<'a>>,
}

impl<'a> Parsed<'a> {
    fn of(line: &'a str) -> Self {
        let json = Json::parse(line, DEPTH);
        Self { json, fields: json.ok().and_then(|json| Fields::of(json).ok()) }
    }
}

#[derive(Debug)]
struct Waiting {
    number: usize,
    line: String,
    /// The names of such lists.
    unknown: Vec<&'static str>,
}

impl Lines {
    pub(super) fn push(&mut self, text: &str, found: &mut Vec<Found>) -> Result<(), Refused> {
        let mut lines = text.split('\n');
        let mut line = lines.next().unwrap_or_default();
        for next in lines {
            if self.rest.is_empty() {
                self.line(line, found)?;
            } else {
                let mut whole = std::mem::take(&mut self.rest);
                whole.push_str(line);
                self.line(&whole, found)?;
            }
            line = next;
        }
        self.rest.push_str(line);
        Ok(())
    }

    pub(super) fn finish(&mut self, found: &mut Vec<Found>) -> Result<(), Refused> {
        let last = std::mem::take(&mut self.rest);
        self.line(&last, found)?;
        self.release(true, found)?;
        found.extend(self.refusals.told().map(Found::Problem));
        Ok(())
    }

    fn line(&mut self, line: &str, found: &mut Vec<Found>) -> Result<(), Refused> {
        self.number += 1;
        if line.trim().is_empty() {
            return Ok(());
        }
        let parsed = Parsed::of(line);
        if let Some(fields) = &parsed.fields {
            self.lists.note(fields);
        }
        let unknown = parsed.fields.as_ref().map(|fields| self.lists.unknown(fields)).unwrap_or_default();
        if self.waiting.is_empty() && unknown.is_empty() {
            return self.take(self.number, line, parsed, found);
        }
        self.waiting.push_back(Waiting { number: self.number, line: line.to_owned(), unknown });
        self.held += line.len();
        self.release(self.held > HELD, found)
    }

    /// Takes the lines that wait for nothing more, or all of them.
    fn release(&mut self, all: bool, found: &mut Vec<Found>) -> Result<(), Refused> {
        while let Some(first) = self.waiting.front()
            && (all || first.unknown.iter().all(|name| self.lists.know(name)))
        {
            let Some(Waiting { number, line, .. }) = self.waiting.pop_front() else { break };
            self.held -= line.len();
            self.take(number, &line, Parsed::of(&line), found)?;
        }
        Ok(())
    }

    /// An error where the file is none of texts.
    fn take(&mut self, number: usize, line: &str, parsed: Parsed<'_>, found: &mut Vec<Found>) -> Result<(), Refused> {
        let Parsed { json, fields } = parsed;
        if let Some(fields) = fields {
            let classified = Classified::of(&fields);
            let is_sentence = match &classified {
                Some(line) => line.is_sentence(self.before.as_ref()),
                None => number == 1 && labelled::is_sentence(&fields),
            };
            if is_sentence {
                return Err(sentences_only());
            }
            self.before = classified;
        }
        let entry = json.map_err(|error| why(line, error)).and_then(|json| Entry::object(json, &self.lists));
        found.push(match entry {
            Ok((entry, refusals)) => {
                self.refusals.add(refusals);
                Found::Text(Box::new(entry))
            }
            Err(why) => Found::Problem(format!("Line {} is left out: {why}.", grouped(number))),
        });
        Ok(())
    }
}

/// What is wrong, and in which column.
fn why(line: &str, error: SyntaxError) -> String {
    let what = match error.fault {
        Fault::Grammar(what) => what,
        Fault::TooDeep => "it is nested too deep",
    };
    let column = line.get(..error.at).unwrap_or(line).chars().count() + 1;
    format!("it is not JSON (column {}: {what})", grouped(column))
}
