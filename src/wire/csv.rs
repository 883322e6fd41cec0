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
}

impl Records {
    pub(super) fn new(separator: char) -> Self {
        let (row, cell) = (Vec::new(), String::new());
        Self { separator, row, cell, quoted: false, doubtful: false, returned: false, line: 1, began: 1 }
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
