//! The kept columns in lines and tables, after a format's own fields. Every line has all of them:
//! readers want the same ones in each.

use super::kinds::Kind;
use crate::wire::csv::{records, write_words};
use crate::wire::fields::Fields;
use crate::wire::formats::{Options, ascii};
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;

/// The columns that any text of a set came with, in their order.
#[derive(Debug, Default)]
pub struct Columns {
    all: Vec<Column>,
}

#[derive(Debug, Default)]
struct Column {
    name: String,
    /// In the first text.
    first: Kind,
    /// In all of them.
    kind: Kind,
}

impl Columns {
    /// Those of texts whose columns are these: JSON objects, or nothing.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all: Vec<Column> = Vec::new();
        for (number, text) in texts.into_iter().enumerate() {
            let Some(members) = Json::parse(text, 99).ok().and_then(Json::members) else { continue };
            for (place, (name, value)) in members.enumerate() {
                let kind = Kind::of(value);
                let known = match all.get(place) {
                    // Mostly all texts have the same ones in the same order.
                    Some(column) if column.name == name => Some(place),
                    _ => all.iter().position(|column| column.name == name),
                };
                match known.and_then(|place| all.get_mut(place)) {
                    Some(column) => column.kind = std::mem::take(&mut column.kind).with(kind),
                    None => {
                        let first = if number == 0 { kind.clone() } else { Kind::Nothing };
                        all.push(Column { name: name.into_owned(), first, kind });
                    }
                }
            }
        }
        Self { all }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What they are called after these fields of a format, whose names stay theirs.
    fn titles(&self, own: &[String]) -> Vec<String> {
        let mut taken = own.to_vec();
        let is_column = |title: &str| self.all.iter().any(|column| column.name == title);
        for Column { name, .. } in &self.all {
            let mut title = name.clone();
            while taken.contains(&title) || title != *name && is_column(&title) {
                title.insert_str(0, "column_");
            }
            taken.push(title);
        }
        taken.split_off(own.len())
    }
}

/// How a line says that a text lacks a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lacking {
    /// By an empty string: doccano makes of null what it cannot store. All in ASCII, as its lines are.
    Doccano,
    /// By null, where the first line has shown the type: an empty string among dates is an error to
    /// datasets. A column whose first line does not show it is one of strings, all of them.
    Typed,
}

impl Column {
    /// As JSON.
    fn value(&self, value: Option<Json<'_>>, lacking: Lacking) -> String {
        // A line end between the parts of a list would end the line.
        let raw = |value: Json<'_>| value.raw().replace(['\n', '\r'], " ");
        match (value, lacking) {
            (Some(value), Lacking::Doccano) => ascii(&raw(value)),
            (None, Lacking::Doccano) => "\"\"".to_owned(),
            (value, Lacking::Typed) if self.first.leads(&self.kind) => {
                let number = self.kind == Kind::Number;
                match value.map(raw) {
                    None => "null".to_owned(),
                    Some(whole) if number && !whole.contains(['.', 'e', 'E']) => [&whole, ".0"].concat(),
                    Some(value) => value,
                }
            }
            (value, Lacking::Typed) => match value {
                Some(value) if value.text().is_some() => raw(value),
                value => {
                    let mut json = JsonWriter::default();
                    json.item(&value.map(raw).unwrap_or_default());
                    json.finish()
                }
            },
        }
    }
}

/// Each line's object with the columns after its own fields.
pub(super) fn lines(text: &str, columns: &Columns, values: Option<&Fields<'_>>, lacking: Lacking) -> String {
    if columns.is_empty() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    // All lines of a text have the same fields.
    let mut more = None;
    for line in text.lines() {
        let more = more.get_or_insert_with(|| more_fields(line, columns, values, lacking));
        out.push_str(line.strip_suffix('}').unwrap_or(line));
        out.push_str(more);
        out.push_str("}\n");
    }
    out
}

fn more_fields(line: &str, columns: &Columns, values: Option<&Fields<'_>>, lacking: Lacking) -> String {
    let own = Fields::find(line, 99);
    let own: Vec<String> = own.iter().flat_map(Fields::names).map(str::to_owned).collect();
    let mut out = String::new();
    for (column, title) in columns.all.iter().zip(columns.titles(&own)) {
        let value = values.and_then(|values| values.get(&column.name)).filter(|value| !value.is_null());
        let mut json = JsonWriter::default();
        json.name(&title);
        let name = json.finish();
        out.push(',');
        out.push_str(&if lacking == Lacking::Doccano { ascii(&name) } else { name });
        out.push_str(&column.value(value, lacking));
    }
    out
}

/// The table's rows with the columns after its own; the header once.
pub(super) fn rows(
    text: &str,
    columns: &Columns,
    values: Option<&Fields<'_>>,
    first: bool,
    options: Options,
) -> String {
    let header = text.lines().next().unwrap_or_default();
    let own = records(header.trim_start_matches('\u{feff}'), ',').into_iter().next().unwrap_or_default();
    let mut titles = String::new();
    let mut cells = String::new();
    for (column, title) in columns.all.iter().zip(columns.titles(&own)) {
        cell(&mut titles, &title, options);
        let value = values.and_then(|values| values.get(&column.name)).filter(|value| !value.is_null());
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
        let json = r#"{"x":"y"}"#;
        let values = Fields::of(Json::parse(json, 9).unwrap()).unwrap();
        let with = |first| rows(table, &Columns::of([json]), Some(&values), first, Options::default());
        let data = "1,\"two\n\"\"2\"\"\r\n\",\"y\"\r\n3,,\"y\"\r\n";
        assert_eq!(with(true), ["a,\"b\r\nc\",\"x\"\r\n", data].concat());
        assert_eq!(with(false), data);
    }
    fn with(texts: [&str; 3], lacking: Lacking) -> Vec<String> {
        let columns = Columns::of(texts);
        let line = |text: &str| {
            let values = Json::parse(text, 9).ok().and_then(|json| Fields::of(json).ok());
            lines("{\"text\":\"T\"}\n", &columns, values.as_ref(), lacking)
        };
        texts.map(line).map(|line| line.trim_end().replace(r#""text":"T","#, "")).to_vec()
    }

    #[test]
    fn every_line_has_every_column_of_one_type() {
        let texts = [
            r#"{"year":1911,"by":"Zoë","tags":["a"],"share":1,"odd":1,"no":null}"#,
            "",
            "{\"by\":null,\"tags\":[\n],\"share\":0.5,\"odd\":\"x\",\"late\":7}",
        ];
        assert_eq!(
            with(texts, Lacking::Typed),
            [
                r#"{"year":1911,"by":"Zoë","tags":["a"],"share":1.0,"odd":"1","no":"","late":""}"#,
                r#"{"year":null,"by":null,"tags":null,"share":null,"odd":"","no":"","late":""}"#,
                r#"{"year":null,"by":null,"tags":[ ],"share":0.5,"odd":"x","no":"","late":"7"}"#,
            ]
        );
        assert_eq!(
            with(texts, Lacking::Doccano),
            [
                r#"{"year":1911,"by":"Zo\u00eb","tags":["a"],"share":1,"odd":1,"no":"","late":""}"#,
                r#"{"year":"","by":"","tags":"","share":"","odd":"","no":"","late":""}"#,
                r#"{"year":"","by":"","tags":[ ],"share":0.5,"odd":"x","no":"","late":7}"#,
            ]
        );
    }

    #[test]
    fn names_that_are_taken_are_others() {
        let texts = [r#"{"column_text":1,"text":2}"#, "", ""];
        assert_eq!(with(texts, Lacking::Typed)[0], r#"{"column_text":1,"column_column_text":2}"#);
    }
}
