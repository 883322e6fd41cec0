//! Tables with a text a row. What is wrong with one row is told with the number of its line, and the rest is read.

use super::decode::Refused;
use super::entry::{Entry, named};
use super::labelled::Sentences;
use super::open::Found;
use crate::wire::csv::{Records, separator, told_separator};
use crate::wire::fields::grouped;
use crate::wire::json_writer::JsonWriter;

/// Sentences without the text that they are of.
pub(super) fn sentences_only() -> Refused {
    Refused::Unusable("it has labelled sentences without their text: open the native export of that work".to_owned())
}

/// A table being read.
#[derive(Debug)]
pub(super) struct Table {
    /// Until the first line shows the separator.
    start: String,
    separator: Option<char>,
    records: Option<Records>,
    names: Vec<String>,
    /// It is our own table of sentences.
    sentences: Option<Box<Sentences>>,
}

impl Table {
    pub(super) fn new(separator: Option<char>) -> Self {
        Self { start: String::new(), separator, records: None, names: Vec::new(), sentences: None }
    }

    pub(super) fn push(&mut self, text: &str, last: bool, found: &mut Vec<Found>) -> Result<(), Refused> {
        let start;
        let mut text = text;
        if self.records.is_none() {
            self.start.push_str(text);
            if !last && !self.start.contains('\n') {
                return Ok(());
            }
            if let Some((told, rest)) = told_separator(&self.start) {
                self.separator = Some(told);
                // The line counts, though there is nothing in it.
                self.start = ["\n", rest].concat();
            }
            let is_known = |names: &[String]| column(names, "text").is_some();
            let Some(separator) = self.separator.or_else(|| separator(&self.start, last, is_known)) else {
                return Ok(());
            };
            start = std::mem::take(&mut self.start);
            text = &start;
            self.records = Some(Records::new(separator));
        }
        let Self { names, records, sentences, .. } = self;
        let mut refused = None;
        let mut take = |line: usize, row: Vec<String>| {
            if let Some(sentences) = sentences {
                found.extend(sentences.push(&row).map(Found::of_labels));
            } else if names.is_empty()
                && let Some(ours) = Sentences::of(&row)
            {
                *sentences = Some(Box::new(ours));
            } else if refused.is_none() {
                refused = row_of(names, line, row, found).err();
            }
        };
        if let Some(records) = records {
            records.push(text, &mut take);
        }
        let open = if last { records.take().and_then(|records| records.finish(&mut take)) } else { None };
        if let Some(line) = open {
            let line = grouped(line);
            found.push(Found::Problem(format!("A quotation mark in the row that begins on line {line} is never closed: all after it was read as one cell.")));
        }
        if last {
            found.extend(sentences.as_mut().and_then(|sentences| sentences.finish()).map(Found::of_labels));
        }
        refused.map_or(Ok(()), Err)
    }
}

/// The first row names the columns.
fn row_of(names: &mut Vec<String>, line: usize, row: Vec<String>, found: &mut Vec<Found>) -> Result<(), Refused> {
    if names.is_empty() {
        *names = row;
        if ["article_id", "sentence_index"].iter().all(|name| names.iter().any(|known| known == name)) {
            return Err(sentences_only());
        }
        if column(names, "text").is_none() {
            let names: Vec<String> = names.iter().take(12).map(|name| named(name)).collect();
            return Err(Refused::Unusable(format!(
                "it has no column “text”; its first line names {}",
                names.join(", ")
            )));
        }
        found.extend(repeated(names));
        return Ok(());
    }
    let at = |column: Option<usize>| column.and_then(|column| row.get(column)).map_or("", |cell| &**cell);
    let cell = |name: &str| at(column(names, name));
    let text = column(names, "text");
    let mut columns = JsonWriter::default();
    columns.open('{');
    for (number, (name, cell)) in names.iter().zip(&row).enumerate() {
        if text != Some(number) && is_first(names, number) {
            columns.text(name, cell);
        }
    }
    columns.close('}');
    let columns = columns.finish();
    let language = if cell("language").is_empty() { cell("lang") } else { cell("language") };
    let entry = Entry::row(at(text), columns, cell("id"), cell("title"), language);
    let left_out = |what: &str, why: &str| Found::Problem(format!("{what} on line {} {why}.", grouped(line)));
    found.push(match entry {
        Ok(entry) => Found::Text(Box::new(entry)),
        Err(why) => left_out("The row", &format!("is left out: {why}")),
    });
    // Commas at the end are no cells to anybody.
    let more = row.iter().skip(names.len()).filter(|cell| !cell.is_empty()).count();
    if more > 0 {
        let what = if more == 1 { "A cell".to_owned() } else { format!("{} cells", grouped(more)) };
        let are = if more == 1 { "is" } else { "are" };
        let columns = if names.len() == 1 { "one column".to_owned() } else { format!("{} columns", names.len()) };
        found.push(left_out(&what, &format!("{are} left out: the first line names only {columns}")));
    }
    Ok(())
}

/// The column of this name, or else the only one that has it in other letters: people who write tables by
/// hand begin a name with a capital.
pub(super) fn column<S: AsRef<str>>(names: &[S], name: &str) -> Option<usize> {
    let like = || {
        let mut alike = (0..).zip(names).filter(|(_, known)| known.as_ref().trim().eq_ignore_ascii_case(name));
        alike.next().filter(|_| alike.next().is_none()).map(|(number, _)| number)
    };
    names.iter().position(|known| known.as_ref() == name).or_else(like)
}

/// A name that stands there twice counts once.
fn is_first(names: &[String], number: usize) -> bool {
    names.iter().position(|known| names.get(number) == Some(known)) == Some(number)
}

/// The columns that are not read, by their names.
fn repeated(names: &[String]) -> Vec<Found> {
    let again = names.iter().enumerate().filter(|(number, _)| !is_first(names, *number));
    let mut again: Vec<&String> = again.map(|(_, name)| name).collect();
    again.sort();
    again.dedup();
    let told = |name: &String| {
        let what =
            if name.is_empty() { "columns without a name".to_owned() } else { format!("columns {}", named(name)) };
        Found::Problem(format!("There are several {what}: only the first of them is read."))
    };
    again.into_iter().map(told).collect()
}
