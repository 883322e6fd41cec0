//! The kept columns in lines and tables, after a format's own fields.

use crate::wire::csv::{records, write_words};
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
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    let mut is_header = true;
    // A row goes on where a line ends within quotes.
    let mut quoted = false;
    for line in text.split_inclusive('\n') {
        quoted ^= line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        if is_header && !first {
            is_header = quoted;
        } else if quoted {
            out.push_str(line);
        } else {
            out.push_str(line.trim_end_matches(['\r', '\n']));
            out.push_str(if is_header { &titles } else { &cells });
            out.push_str("\r\n");
            is_header = false;
        }
    }
    out
}

fn cell(out: &mut String, value: &str, options: Options) {
    out.push(',');
    write_words(out, value, options.spreadsheet_safe);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_row_may_go_on_in_the_next_line() {
        let table = "a,\"b\r\nc\"\r\n1,\"two\n\"\"2\"\"\r\n\"\r\n3,\r\n";
        let (names, columns) = (["x".to_owned()], Json::parse(r#"{"x":"y"}"#, 9).unwrap());
        let columns = Fields::of(columns).unwrap();
        let with = |first| rows(table, &names, Some(&columns), first, Options::default());
        let data = "1,\"two\n\"\"2\"\"\r\n\",\"y\"\r\n3,,\"y\"\r\n";
        assert_eq!(with(true), ["a,\"b\r\nc\",\"x\"\r\n", data].concat());
        assert_eq!(with(false), data);
    }
}
