//! The kept columns in lines and tables, after a format's own fields.

use crate::wire::csv::records;
use crate::wire::fields::Fields;
use crate::wire::formats::Options;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;

/// Each line's object with the columns after its own fields.
pub(super) fn lines(text: &str, columns: Option<&Fields<'_>>) -> String {
    let Some(columns) = columns else { return text.to_owned() };
    let mut out = String::with_capacity(text.len() * 2);
    // All lines of a text have the same fields.
    let mut more = None;
    for line in text.lines() {
        let more = more.get_or_insert_with(|| more_fields(line, columns));
        out.push_str(line.strip_suffix('}').unwrap_or(line));
        out.push_str(more);
        out.push_str("}\n");
    }
    out
}

fn more_fields(line: &str, columns: &Fields<'_>) -> String {
    let own = Json::parse(line, 99).ok().and_then(|json| Fields::of(json).ok());
    let own: Vec<&str> = own.iter().flat_map(Fields::names).collect();
    let mut out = String::new();
    for name in columns.names() {
        let Some(value) = columns.get(name).filter(|value| !value.is_null()) else { continue };
        let mut json = JsonWriter::default();
        let taken = own.contains(&name);
        json.name(&if taken { ["column_", name].concat() } else { name.to_owned() });
        out.push(',');
        out.push_str(&json.finish());
        out.push_str(value.raw());
    }
    out
}

/// The table's rows with the columns after its own; the header once.
pub(super) fn rows(
    text: &str,
    names: &[String],
    columns: Option<&Fields<'_>>,
    first: bool,
    options: Options,
) -> String {
    let header = text.lines().next().unwrap_or_default();
    let own = records(header.trim_start_matches('\u{feff}'), ',').into_iter().next().unwrap_or_default();
    let mut titles = String::new();
    let mut cells = String::new();
    for name in names {
        let title = if own.contains(name) { ["column_", name].concat() } else { name.clone() };
        cell(&mut titles, &title, options);
        let value = columns.and_then(|columns| columns.get(name)).filter(|value| !value.is_null());
        let value = value.map(|value| value.text().map_or_else(|| value.raw().to_owned(), Into::into));
        cell(&mut cells, &value.unwrap_or_default(), options);
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut quoted = false;
    let mut number = 0;
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            let row = text.get(start..at).unwrap_or_default().trim_end_matches('\r');
            start = at + 1;
            if number > 0 || first {
                out.push_str(row);
                out.push_str(if number == 0 { &titles } else { &cells });
                out.push_str("\r\n");
            }
            number += 1;
        }
    }
    out
}

fn cell(out: &mut String, value: &str, options: Options) {
    let guard = options.spreadsheet_safe && value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    out.push(',');
    if !value.is_empty() {
        out.push('"');
        if guard {
            out.push('\'');
        }
        out.push_str(&value.replace('"', "\"\""));
        out.push('"');
    }
}
