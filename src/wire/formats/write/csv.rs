//! `sentences.csv`: a row for each sentence and person (RFC 4180).

use super::single;
use crate::wire::formats::{Options, Source, TextFile};

/// The columns, in their order.
pub(in crate::wire::formats) const COLUMNS: [&str; 12] = [
    "article_id",
    "article_sha256",
    "annotator_id",
    "annotator_name",
    "sentence_index",
    "start",
    "end",
    "text",
    "label",
    "note",
    "created",
    "modified",
];

pub(in crate::wire::formats) fn sentences(source: &Source<'_>, options: Options) -> Vec<TextFile> {
    let mut out = String::new();
    if options.bom {
        out.push('\u{feff}');
    }
    row(&mut out, &COLUMNS.map(|column| (column.to_owned(), false)));
    for person in &source.people {
        let labels = person.by_sentence(source.sentences.len());
        for (number, (sentence, label)) in source.sentences.iter().zip(labels).enumerate() {
            let record = label.map(|label| label.record);
            let time = |time: Option<crate::model::time::Timestamp>| time.map(|time| time.to_string());
            let plain = |text: String| (text, false);
            // Whatever a person wrote is quoted, so that no reader guesses from the first rows.
            let words = |text: &str| {
                let safe = options.spreadsheet_safe && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
                (if safe { format!("'{text}") } else { text.to_owned() }, !text.is_empty())
            };
            row(
                &mut out,
                &[
                    plain(source.file.article.record.id.clone()),
                    plain(source.sha256().to_owned()),
                    plain(person.id.to_owned()),
                    words(person.name.unwrap_or_default()),
                    plain(number.to_string()),
                    plain(sentence.start.to_string()),
                    plain(sentence.end.to_string()),
                    words(sentence.text),
                    plain(person.judgement(number, label).to_owned()),
                    words(record.and_then(|record| record.note.as_deref()).unwrap_or_default()),
                    plain(time(record.map(|record| record.created)).unwrap_or_default()),
                    plain(time(record.map(|record| record.modified)).unwrap_or_default()),
                ],
            );
        }
    }
    single("sentences.csv", "text/csv", out)
}

/// A record; a cell is quoted where it must be or should be.
fn row(out: &mut String, cells: &[(String, bool)]) {
    for (number, (cell, quoted)) in cells.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        if *quoted || cell.contains(['"', ',', '\r', '\n']) || cell.starts_with('\u{feff}') {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}
