//! Our own table of sentences, also after a spreadsheet has saved it.

use super::{Draft, Findings, Who, Words, of_open, stands};
use crate::model::time::Timestamp;
use crate::wire::csv::{records, separator, unguarded};
use crate::wire::native::ImportFile;

pub(super) fn is_ours(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    ["start", "end", "text", "label", "sentence_index"].iter().all(|column| header.contains(column))
        && !header.starts_with(['{', '['])
}

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let separator = separator(text, true, |names| names.iter().any(|name| name == "text"));
    let mut rows = records(text, separator.unwrap_or(',')).into_iter();
    let names = rows.next().unwrap_or_default();
    let column = |name: &str| names.iter().position(|known| known == name);
    let (Some(start), Some(end), Some(words), Some(label)) =
        (column("start"), column("end"), column("text"), column("label"))
    else {
        return Err("a column start, end, text or label is missing".to_owned());
    };
    let named = |row: &Vec<String>, name: &str| column(name).and_then(|column| row.get(column)).cloned();
    let article = |row: &Vec<String>| {
        let id = named(row, "article_id").filter(|id| !id.is_empty())?;
        Some((unguarded(&id).to_owned(), named(row, "article_sha256").unwrap_or_default()))
    };
    let mut found = Findings::default();
    let rows = of_open((2..).zip(rows).collect(), |(_, row)| article(row), open, &mut found.problems)?;
    let characters: Vec<char> = open.article.text.chars().collect();
    let has_none = open.labels.iter().any(|label| label.id == "none");
    for (number, row) in rows {
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).map_or("", |cell| unguarded(cell));
        let place = || Some((cell(Some(start)).parse().ok()?, cell(Some(end)).parse().ok()?));
        let Some(place) = place() else {
            found.problems.push(format!("Row {number} is left out: start or end is no number."));
            continue;
        };
        // What has the length that it should have begins with an apostrophe of its own.
        let text = |(start, end): (usize, usize)| {
            let raw = row.get(words).map_or("", String::as_str);
            if start + raw.chars().count() == end { raw } else { unguarded(raw) }
        };
        let name = Some(cell(column("annotator_name")).to_owned()).filter(|name| !name.is_empty());
        let person = Who { id: cell(column("annotator_id")).to_owned(), name };
        let time = |name: &str| Timestamp::parse(cell(column(name)));
        match cell(Some(label)) {
            "" => {}
            "none" if !has_none => {
                if stands(&characters, place, text(place)) {
                    found.none.push((person, place.0, place.1));
                } else {
                    found.problems.push(format!("Row {number} is left out: its “no label” is of other words."));
                }
            }
            label => found.drafts.push(Draft {
                id: None,
                person: Some(person),
                place: Some(place),
                quote: Some(Words { exact: text(place).to_owned(), ..Words::default() }),
                label: label.to_owned(),
                note: Some(cell(column("note")).to_owned()).filter(|note| !note.is_empty()),
                created: time("created"),
                modified: time("modified"),
            }),
        }
    }
    Ok(found)
}
