//! JSON lines of a text and its spans in code points: ours for Hugging Face, Prodigy's, spaCy's.

use super::{Draft, Findings, Who, Words, choose, has_some, is_accepted, lines_of, not_accepted};
use crate::wire::fields::Fields;
use crate::wire::native::ImportFile;
use std::borrow::Cow;

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let mut found = Findings::default();
    let mut documents = Vec::new();
    let lines = lines_of(text);
    // A text of a larger file comes alone, and its number is not known here.
    let is_alone = lines.len() == 1;
    let which = |number| if is_alone { "Its entry".to_owned() } else { format!("Line {number}") };
    let mut refused = 0;
    for (number, entry) in lines {
        let fields = entry.and_then(|json| Fields::of(json).map_err(|reason| reason.to_string()));
        if fields.as_ref().is_ok_and(|fields| !is_accepted(fields)) {
            refused += 1;
            continue;
        }
        let read = fields.and_then(|fields| {
            for (name, what) in [("relations", "Relations"), ("accept", "Chosen options")] {
                if has_some(&fields, name) {
                    found.beside.push(format!("{what} are left out ({}).", which(number).to_lowercase()));
                }
            }
            let text = fields.text("text").map_err(|problem| problem.to_string())?.into_owned();
            Ok((text, fields))
        });
        match read {
            Ok(document) => documents.push(document),
            Err(why) => found.problems.push(format!("{} is left out: {why}.", which(number))),
        }
    }
    found.problems.extend(not_accepted(refused));
    for (text, fields) in choose(documents, open, &mut found.problems)? {
        spans(&fields, &mut found);
        found.text = Some(text);
    }
    Ok(found)
}

fn spans(fields: &Fields<'_>, found: &mut Findings) {
    let meta = fields.object("meta").ok();
    let ours = fields.text("annotator_id").ok().or_else(|| meta?.text("annotator_id").ok());
    // Prodigy's, by the names that people log in with.
    let theirs = ["_annotator_id", "_session_id"].iter().find_map(|name| fields.text(name).ok());
    let some = |id: &Cow<'_, str>| !id.is_empty();
    let ours = ours.filter(some).map(|id| Who { id: id.into_owned(), name: None });
    let person = ours.or_else(|| Some(Who::named(theirs.filter(some)?.into_owned())));
    for span in fields.list_or_none("spans").into_iter().flatten() {
        let span = Fields::of(span).ok();
        let read = span.and_then(|span| {
            let place = (span.whole("start").ok()?, span.whole("end").ok()?);
            let quote = span.text("text").ok().map(|exact| Words { exact: exact.into_owned(), ..Words::default() });
            Some((place, quote, span.text("label").ok()?.into_owned()))
        });
        let Some((place, quote, label)) = read else {
            found.problems.push("A span is left out: it has no start, end and label.".to_owned());
            continue;
        };
        let quote = quote.filter(|quote| !quote.exact.is_empty());
        found.drafts.push(Draft { person: person.clone(), place: Some(place), quote, label, ..Draft::default() });
    }
}
