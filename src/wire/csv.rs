//! CSV (RFC 4180): records of a table, with any line ends, from text that comes piece by piece; and
//! cells of tables that are written.

/// A table being read.
#[derive(Debug)]
pub(super) struct Records {
    separator: char,
    row: Vec<String>,
    cell: String,
    /// Inside quotes.
    quoted: bool,
    /// A quote inside quotes: the end of the cell, or the first of two.
    doubtful: bool,
    /// A carriage return ended the last record.
    returned: bool,
    line: usize,
    began: usize,
    /// How many there were.
    count: usize,
}

impl Records {
    pub(super) fn new(separator: char) -> Self {
        let (row, cell) = (Vec::new(), String::new());
        Self { separator, row, cell, quoted: false, doubtful: false, returned: false, line: 1, began: 1, count: 0 }
    }

    /// More of the text; `take` gets each record that ends in it, and the line it began on.
    pub(super) fn push(&mut self, text: &str, take: &mut dyn FnMut(usize, Vec<String>)) {
        for letter in text.chars() {
            self.letter(letter, take);
        }
    }

    /// The end of the text. The line on which a quote was opened and never closed, if there is one.
    pub(super) fn finish(mut self, take: &mut dyn FnMut(usize, Vec<String>)) -> Option<usize> {
        let open = (self.quoted && !self.doubtful).then_some(self.began);
        self.end(take);
        open
    }

    fn letter(&mut self, letter: char, take: &mut dyn FnMut(usize, Vec<String>)) {
        let returned = std::mem::take(&mut self.returned);
        if std::mem::take(&mut self.doubtful) {
            self.quoted = letter == '"';
            if self.quoted {
                self.cell.push('"');
                return;
            }
            // Words go on after the closing mark: who wrote the table did not quote cells, and the marks are words.
            if letter != self.separator && !matches!(letter, '\r' | '\n') {
                self.cell.insert(0, '"');
                self.cell.push('"');
            }
        }
        if letter == '\n' && !returned || letter == '\r' {
            self.line += 1;
        }
        match letter {
            '"' if self.quoted => self.doubtful = true,
            '"' if self.cell.is_empty() => self.quoted = true,
            _ if self.quoted => {
                self.returned = letter == '\r';
                self.cell.push(letter);
            }
            '\n' if returned => self.began = self.line,
            '\r' | '\n' => {
                self.end(take);
                self.returned = letter == '\r';
            }
            _ if letter == self.separator => self.row.push(std::mem::take(&mut self.cell)),
            _ => self.cell.push(letter),
        }
    }

    fn end(&mut self, take: &mut dyn FnMut(usize, Vec<String>)) {
        self.row.push(std::mem::take(&mut self.cell));
        let row = std::mem::take(&mut self.row);
        // A line without anything is no record.
        if row.iter().any(|cell| !cell.is_empty()) {
            self.count += 1;
            take(self.began, row);
        }
        self.began = self.line;
    }
}

/// All records of a text.
pub(super) fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut records = Records::new(separator);
    records.push(text, &mut |_, row| rows.push(row));
    records.finish(&mut |_, row| rows.push(row));
    rows
}

/// So many bytes at most are looked at for the first record of a table.
const HEADER: usize = 1 << 16;

/// What separates the cells of a table, by its first record: what gives cells that `is_known` knows, or else most cells.
/// `None` where the record does not end in this `start` of the table, and it goes on.
pub(super) fn separator(start: &str, is_whole: bool, is_known: impl Fn(&[String]) -> bool) -> Option<char> {
    // Some spreadsheets write semicolons.
    let headers = [',', ';', '\t'].map(|separator| (separator, first_record(start, separator, is_whole)));
    let known = |(separator, header): &(char, Option<Vec<String>>)| {
        header.as_deref().is_some_and(&is_known).then_some(*separator)
    };
    if let Some(separator) = headers.iter().find_map(known) {
        return Some(separator);
    }
    let cells = |header: &Option<Vec<String>>| header.as_ref().map_or(0, Vec::len);
    let is_open = headers.iter().any(|(_, header)| header.is_none()) && !is_whole && start.len() < HEADER;
    let most = headers.iter().rev().max_by_key(|(_, header)| cells(header));
    most.filter(|_| !is_open).map(|(separator, _)| *separator)
}

/// The first record, if it ends in this start of a table.
fn first_record(start: &str, separator: char, is_whole: bool) -> Option<Vec<String>> {
    let (mut first, mut records) = (None, Records::new(separator));
    let mut take = |_: usize, row: Vec<String>| first = first.take().or(Some(row));
    for (at, letter) in start.char_indices() {
        records.letter(letter, &mut take);
        if at > HEADER || records.count > 0 {
            return first;
        }
    }
    if is_whole {
        records.finish(&mut take);
    }
    first
}

/// The separator that the first line tells a spreadsheet, “sep=;”, and what follows that line.
pub(super) fn told_separator(start: &str) -> Option<(char, &str)> {
    let (line, rest) = start.split_once('\n')?;
    let line = line.trim_end_matches('\r');
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let mut told = line.get(..4).filter(|name| name.eq_ignore_ascii_case("sep=")).and(line.get(4..))?.chars();
    told.next().filter(|_| told.next().is_none()).map(|separator| (separator, rest))
}

/// Writes a cell that is quoted only where it must be.
pub(super) fn write_plain(out: &mut String, cell: &str) {
    if cell.contains(['"', ',', '\r', '\n']) || cell.starts_with('\u{feff}') {
        quoted(out, "", cell);
    } else {
        out.push_str(cell);
    }
}

/// Writes a cell that a person wrote: quoted unless it is empty, so that no reader guesses from the
/// first rows what it is; `spreadsheet_safe`: no spreadsheet takes it for a formula.
pub(super) fn write_words(out: &mut String, cell: &str, spreadsheet_safe: bool) {
    words(out, cell, spreadsheet_safe && is_formula(cell));
}

/// The same for what is read again: one that begins as a guarded one does is guarded as well, so that
/// [`unguarded`] gives back what was written.
pub(super) fn write_note(out: &mut String, cell: &str, spreadsheet_safe: bool) {
    words(out, cell, spreadsheet_safe && is_formula(cell) || unguarded(cell) != cell);
}

fn words(out: &mut String, cell: &str, guard: bool) {
    if !cell.is_empty() {
        quoted(out, if guard { "'" } else { "" }, cell);
    }
}

/// Without the apostrophe that keeps spreadsheets from running a cell.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|inner| is_formula(inner.trim_start_matches('\''))).unwrap_or(cell)
}

/// Whether a spreadsheet would run it.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// With each quotation mark twice.
fn quoted(out: &mut String, guard: &str, cell: &str) {
    out.push('"');
    out.push_str(guard);
    for (number, part) in cell.split('"').enumerate() {
        if number > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells() {
        let rows = |text| records(text, ',').into_iter().map(|row| row.join("|")).collect::<Vec<_>>();
        assert_eq!(rows("a,b\r\n\"x,\"\"y\"\"\r\nz\",\n,last"), ["a|b", "x,\"y\"\r\nz|", "|last"]);
        assert_eq!(rows("a\rb\n\n"), ["a", "b"]);
        assert_eq!(rows("\"No,\" she said, \"\"\n\"a\"b,c"), ["\"No,\" she said| \"\"", "\"a\"b|c"]);
        assert_eq!(rows(""), [""; 0]);
    }

    #[test]
    fn records_know_their_lines() {
        let (mut lines, mut records) = (Vec::new(), Records::new(','));
        records.push("a,b\r\n\n\"two\r\nlines\",x\rlast,\"open\n", &mut |line, row| lines.push((line, row.len())));
        assert_eq!(records.finish(&mut |line, row| lines.push((line, row.len()))), Some(5));
        assert_eq!(lines, [(1, 2), (3, 2), (5, 2)]);
    }

    #[test]
    fn separators() {
        let of = |start, is_whole| separator(start, is_whole, |names| names.iter().any(|name| name == "text"));
        for (start, expected) in [
            ("id,text\n", ','),
            ("id;text;\"Ort, Land\"\n1;x;y\n", ';'),
            ("id\ttext\t\"a, b; c\"\n", '\t'),
            ("\"a, b, c\";\"two\nlines, more\";text\n", ';'),
            ("text\n", ','),
            ("a;b;\"c, d\"\n", ';'),
            ("a\n", ','),
        ] {
            assert_eq!((of(start, false), of(start, true)), (Some(expected), Some(expected)), "{start:?}");
        }
        for open in ["", "id;te", "id;\"two\nlines"] {
            assert_eq!(of(open, false), None, "{open:?}");
        }
        assert_eq!(of("id;text", true), Some(';'));
        assert_eq!(told_separator("sep=;\r\na"), Some((';', "a")));
        assert_eq!(told_separator("\"SEP=\t\"\na"), Some(('\t', "a")));
        assert!(["sep=\na", "sep=;;\na", "sepal\na", "sep=;"].into_iter().all(|start| told_separator(start).is_none()));
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(cells in proptest::collection::vec("[a\",\r\né]{1,5}", 1..4), piece in 1_usize..4) {
            let text = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
            let (mut rows, mut records) = (Vec::new(), Records::new(','));
            for piece in text.chars().collect::<Vec<_>>().chunks(piece) {
                records.push(&piece.iter().collect::<String>(), &mut |_, row| rows.push(row));
            }
            prop_assert_eq!(records.finish(&mut |_, row| rows.push(row)), None);
            prop_assert_eq!(rows, [cells]);
        }
    }
}
