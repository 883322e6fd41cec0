//! The whole set as one file: text after text goes in as a native file, and pieces of the file
//! come out, so that nothing holds more than one text at a time.
//!
//! Formats with a line or row for each thing are one file; Label Studio's tasks become one list
//! beside their configuration; of all others each text has its own files in an archive.

use super::columns::{Columns, Lacking, lines, rows};
use super::losses::Losses;
use super::native::{About, file_of_body, of_body};
use crate::model::label::LabelSet;
use crate::model::time::Timestamp;
use crate::wire::fields::Fields;
use crate::wire::formats::zip::{Archive, Growing};
use crate::wire::formats::{ExportProblem, Format, Options, Source, TextFile, format};
use crate::wire::native::{ImportFile, Limits, read_own};

#[derive(Debug)]
enum Shape {
    Lines,
    Table,
    Tasks(Archive, Option<Growing>),
    Files(Archive),
}

impl Shape {
    fn of(name: &str) -> Self {
        match name {
            "sentences.csv" => Self::Table,
            "prodigy" => Self::Lines,
            _ if name.starts_with("hf.") || name.starts_with("doccano.") => Self::Lines,
            _ if name.starts_with("labelstudio.") => Self::Tasks(Archive::default(), None),
            _ => Self::Files(Archive::default()),
        }
    }
}

/// Whether the columns that a text came with have no place in this format's files.
pub(super) fn lacks_columns(name: &str) -> bool {
    name != "native" && matches!(Shape::of(name), Shape::Tasks(..) | Shape::Files(_))
}

/// Files that are the same for all texts: one of each kind is enough.
const SHARED: [&str; 2] = ["TypeSystem.xml", "labelstudio.config.xml"];

/// An export of many texts.
#[derive(Debug)]
pub struct SetExport {
    format: &'static Format,
    options: Options,
    shape: Shape,
    columns: Columns,
    shared: Vec<TextFile>,
    losses: Losses,
    count: usize,
    suffix: String,
    media_type: &'static str,
}

impl SetExport {
    /// Begins an export; `columns` are those that the texts have, in the order in which they will come.
    ///
    /// # Errors
    /// [`ExportProblem::UnknownFormat`].
    pub fn new(name: &str, options: Options, columns: Columns) -> Result<Self, ExportProblem> {
        let format = format(name).ok_or(ExportProblem::UnknownFormat)?;
        let shape = Shape::of(name);
        let suffix = match shape {
            Shape::Lines | Shape::Table => name.to_owned(),
            _ => format!("{name}.zip"),
        };
        let (shared, losses, media_type) = (Vec::new(), Losses::default(), "application/zip");
        Ok(Self { format, options, shape, columns, shared, losses, count: 0, suffix, media_type })
    }

    /// One text more; the next piece of the file. `name` is what its own files are called.
    ///
    /// # Errors
    /// Why this text cannot be exported; the file goes on without it.
    pub fn add(&mut self, name: &str, native: &str) -> Result<Vec<u8>, ExportProblem> {
        let file = read_own(native, &Limits::default())?;
        Ok(self.add_file(name, native, &file, ""))
    }

    /// A text that nobody has begun.
    ///
    /// # Errors
    /// As [`SetExport::add`].
    pub fn add_untouched(
        &mut self,
        name: &str,
        about: &About<'_>,
        labels: &LabelSet,
        now: Timestamp,
    ) -> Result<Vec<u8>, ExportProblem> {
        if self.format.name == "native" {
            return self.add(name, &of_body(about, labels, true, now));
        }
        Ok(self.add_file(name, "", &file_of_body(about, labels), about.hash))
    }

    fn add_file(&mut self, name: &str, native: &str, file: &ImportFile, hash: &str) -> Vec<u8> {
        let source = Source::new(native, file);
        if !hash.is_empty() {
            source.know_sha256(hash);
        }
        for new in self.format.left_out(&source) {
            self.losses.add(new.what, new.count);
        }
        let mut files =
            self.format.files(&source, Options { bom: self.options.bom && self.count == 0, ..self.options });
        let first = self.count == 0;
        self.count += 1;
        let columns = file.extras.top.as_deref().and_then(|top| Fields::find(top, 99)?.get("columns"));
        let columns = columns.and_then(|columns| Fields::of(columns).ok());
        match &mut self.shape {
            Shape::Lines | Shape::Table => {
                let Some(only) = files.pop() else { return Vec::new() };
                self.media_type = only.media_type;
                self.suffix.clone_from(&only.name);
                let text = match self.shape {
                    Shape::Table => rows(&only.text, &self.columns, columns.as_ref(), first, self.options),
                    _ => {
                        let doccano = self.format.name.starts_with("doccano.");
                        let lacking = if doccano { Lacking::Doccano } else { Lacking::Typed };
                        lines(&only.text, &self.columns, columns.as_ref(), lacking)
                    }
                };
                text.into_bytes()
            }
            Shape::Tasks(archive, growing) => {
                let mut out = Vec::new();
                for file in files {
                    if SHARED.contains(&&*file.name) {
                        keep(&mut self.shared, file);
                        continue;
                    }
                    if growing.is_none() {
                        let (header, begun) = archive.begin(file.name.clone());
                        out.extend(header);
                        *growing = Some(begun);
                    }
                    // Each is a list of one task.
                    let task =
                        file.text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or_default();
                    let task = [if first { "[" } else { ",\n" }, task].concat();
                    if let Some(growing) = growing {
                        archive.grow(growing, task.as_bytes());
                    }
                    out.extend(task.into_bytes());
                }
                out
            }
            Shape::Files(archive) => {
                let mut out = Vec::new();
                for file in files {
                    if SHARED.contains(&&*file.name) {
                        keep(&mut self.shared, file);
                        continue;
                    }
                    out.extend(archive.file(&format!("{name}.{}", file.name), file.text.as_bytes()));
                    out.extend(file.text.into_bytes());
                }
                out
            }
        }
    }

    /// Whether an archive has grown past what the format can hold.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        match &self.shape {
            Shape::Tasks(archive, _) | Shape::Files(archive) => archive.is_too_large(self.shared.len()),
            _ => false,
        }
    }

    /// The last piece of the file.
    #[must_use]
    pub fn finish(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        let archive = match &mut self.shape {
            Shape::Lines | Shape::Table => return out,
            Shape::Tasks(archive, growing) => {
                if let Some(mut growing) = growing.take() {
                    archive.grow(&mut growing, b"]\n");
                    out.extend(b"]\n");
                    out.extend(archive.end(&growing));
                }
                archive
            }
            Shape::Files(archive) => archive,
        };
        for file in self.shared.drain(..) {
            out.extend(archive.file(&file.name, file.text.as_bytes()));
            out.extend(file.text.into_bytes());
        }
        out.extend(std::mem::take(archive).finish());
        out
    }

    /// What was left out of all texts, with numbers.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        self.losses.of_format(self.format, self.columns.len())
    }

    /// What the file's name ends with, without the first dot.
    #[must_use]
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    /// The file's media type.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }
}

/// Of those that differ (a configuration names the kinds of relations) the longest says most.
fn keep(shared: &mut Vec<TextFile>, file: TextFile) {
    match shared.iter_mut().find(|known| known.name == file.name) {
        Some(known) if known.text.len() < file.text.len() => *known = file,
        Some(_) => {}
        None => shared.push(file),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::wire::csv::records;
    use crate::wire::formats::FORMATS;

    const COLUMNS: [&str; 3] = [r#"{"year":1911,"text id":"=a,\"b\""}"#, "", r#"{"year":null,"label":"x\ny"}"#];

    fn exported(name: &str, options: Options) -> (String, SetExport) {
        let mut export = SetExport::new(name, options, Columns::of(COLUMNS)).unwrap();
        let mut out = Vec::new();
        for (number, columns) in COLUMNS.iter().enumerate() {
            let body = format!(r#"[["p",null,"First of {number}. It says \"so\", and goes on."]]"#);
            let about = About {
                document: &format!("text-{number}"),
                title: "T",
                language: "en",
                body: &body,
                columns,
                hash: "",
            };
            let (name, labels, now) = (format!("{number}-t"), LabelSet::default(), Timestamp::from_millis(0));
            // Both ways give the same.
            out.extend(if number == 1 {
                export.add(&name, &of_body(&about, &labels, true, now)).unwrap()
            } else {
                export.add_untouched(&name, &about, &labels, now).unwrap()
            });
        }
        out.extend(export.finish());
        assert!(!export.is_too_large());
        (String::from_utf8_lossy(&out).into_owned(), export)
    }

    #[test]
    fn each_format_is_one_file() {
        for format in &FORMATS {
            let (text, export) = exported(format.name, Options::default());
            let archive = export.suffix().ends_with(".zip");
            assert_eq!(text.starts_with("PK\u{3}\u{4}"), archive, "{}", format.name);
            assert_eq!(export.media_type() == "application/zip", archive);
            // A Web Annotation names a text without labels by its checksum alone.
            assert!(text.matches("First").count() >= 3 || format.name == "webannotation", "{}", format.name);
            if archive {
                let files = text.matches("PK\u{1}\u{2}").count();
                assert_eq!(text.matches("PK\u{3}\u{4}").count(), files, "{}", format.name);
                let expected = match format.name {
                    "brat" => 6,
                    "inception" => 4,
                    name if name.starts_with("labelstudio") => 2,
                    _ => 3,
                };
                assert_eq!(files, expected, "{}", format.name);
            }
        }
    }

    #[test]
    fn lines_carry_the_columns() {
        let (text, _) = exported("doccano.sequence", Options::default());
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(
            (&lines[0]["year"], &lines[0]["text id"]),
            (&serde_json::json!(1911), &serde_json::json!("=a,\"b\""))
        );
        assert_eq!(lines[1].get("year"), Some(&serde_json::json!("")));
        let names = |line: &serde_json::Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert!(lines.iter().all(|line| names(line) == names(&lines[0])), "{text}");
        let own = lines[2].get("label").is_some_and(|label| label.is_array());
        assert_eq!((own, &lines[2]["column_label"]), (true, &serde_json::json!("x\ny")));
        let (text, _) = exported("hf.sentences.jsonl", Options::default());
        assert_eq!(text.lines().filter(|line| line.contains("\"year\":1911")).count(), 2);
        assert_eq!(text.lines().filter(|line| line.contains("\"year\":null")).count(), 4);
    }

    #[test]
    fn tables_have_one_header_and_all_columns() {
        let (text, _) = exported("sentences.csv", Options { spreadsheet_safe: true, bom: true });
        assert_eq!(text.matches('\u{feff}').count(), 1);
        let rows = records(text.trim_start_matches('\u{feff}'), ',');
        assert_eq!(rows.len(), 7);
        assert!(rows.iter().all(|row| row.len() == 15));
        assert_eq!(rows[0][12..], ["year", "text id", "column_label"]);
        assert_eq!(rows[1][12..], ["1911", "'=a,\"b\"", ""]);
        assert_eq!(rows[6][12..], ["", "", "x\ny"]);
        assert_eq!(rows[2][7], "It says \"so\", and goes on.");
    }

    #[test]
    fn tasks_are_one_list() {
        let (text, _) = exported("labelstudio.annotations", Options::default());
        let (start, end) = (text.find("[{").unwrap(), text.find("]\nPK").unwrap());
        let tasks: serde_json::Value = serde_json::from_str(&text[start..=end]).unwrap();
        assert_eq!(tasks.as_array().unwrap().len(), 3);
    }
}
