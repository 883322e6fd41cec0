//! doccano's JSON lines: sequence labelling, relations, or a sentence a line; the last also as we
//! write it for Hugging Face, where a label may say that there is none.

use super::{Draft, DraftLink, Findings, Who, choose, has_some, is_accepted, lines_of, not_accepted, of_open, stands};
use crate::model::offsets::{OffsetIndex, Utf16Offset};
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::native::ImportFile;

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let mut found = Findings::default();
    let mut lines = Vec::new();
    let mut refused = 0;
    // A list is what older versions write.
    for (number, entry) in lines_of(text) {
        let fields = entry.and_then(|json| Fields::of(json).map_err(|reason| reason.to_string()));
        let fields = match fields {
            Ok(fields) => fields,
            Err(why) => {
                found.problems.push(format!("Line {number} is left out: {why}."));
                continue;
            }
        };
        // Prodigy's, of whole texts.
        if !is_accepted(&fields) {
            refused += 1;
            continue;
        }
        let text = fields.text("text").or_else(|_| fields.text("data")).unwrap_or_default().into_owned();
        lines.push((text, fields));
    }
    found.problems.extend(not_accepted(refused));
    // A line without labels may be either: it is what the others are.
    let bare = |(_, fields): &(_, Fields<'_>)| fields.get("entities").is_none() && labels(fields).is_empty();
    let of_sentences = if lines.iter().all(bare) {
        lines.first().is_some_and(|(text, _)| open.article.text.contains(&**text))
    } else {
        lines.iter().any(|(_, fields)| is_sentence(fields))
    };
    let is =
        |line: &(String, Fields<'_>)| is_sentence(&line.1) || of_sentences && bare(line) && line.0 != open.article.text;
    let (sentences, documents) = lines.into_iter().partition(is);
    let word = |fields: &Fields<'_>, name: &str| fields.text(name).ok().map(|word| word.into_owned());
    let article = |(_, fields): &(String, Fields<'_>)| {
        Some((word(fields, "article_id")?, word(fields, "article_sha256").unwrap_or_default()))
    };
    let sentences = of_open(sentences, article, open, &mut found.problems)?;
    classified(sentences, open, &mut found);
    for (text, fields) in choose(documents, open, &mut found.problems)? {
        spans(&text, &fields, &mut found);
        found.text = Some(text);
    }
    Ok(found)
}

fn labels<'a>(fields: &Fields<'a>) -> Vec<Json<'a>> {
    let value = fields.get("label").or_else(|| fields.get("labels"));
    value.map_or_else(Vec::new, |value| value.items().map_or_else(|| vec![value], Iterator::collect))
}

/// Whether its labels are of the whole text, not of places in it.
fn is_sentence(fields: &Fields<'_>) -> bool {
    fields.get("entities").is_none() && labels(fields).first().is_some_and(|label| label.text().is_some())
}

fn who(fields: &Fields<'_>) -> Option<Who> {
    let id = fields.text("annotator_id").ok().filter(|id| !id.is_empty())?;
    Some(Who { id: id.into_owned(), name: None })
}

/// Sentences, also those without labels, are looked for in their order: of two that are the same each has its own.
/// One that says where it stands, or that stands there only once, need not be a sentence here.
fn classified(sentences: Vec<(String, Fields<'_>)>, open: &ImportFile, found: &mut Findings) {
    let mut next: Vec<(Option<Who>, usize)> = Vec::new();
    let characters: Vec<char> = open.article.text.chars().collect();
    let has_none = open.labels.iter().any(|label| label.id == "none");
    for (text, fields) in sentences {
        let person = who(&fields);
        let slot = next.iter().position(|(known, _)| *known == person);
        let from = slot.and_then(|slot| next.get(slot)).map_or(0, |(_, from)| *from);
        let stands = |place: &(usize, usize)| stands(&characters, *place, &text);
        let of = |number: usize| open.sentences.get(number).map(|one| (one.start, one.end)).filter(stands);
        let count = open.sentences.len();
        // After the one before if it can be, else anywhere.
        let number = (from..count).chain(0..from.min(count)).find(|number| of(*number).is_some());
        let given = || fields.whole("start").ok().zip(fields.whole("end").ok()).filter(stands);
        let place = given().or_else(|| of(number?)).or_else(|| only_place(&open.article.text, &text));
        let Some(place) = place else {
            if !labels(&fields).is_empty() {
                found.problems.push(format!(
                    "A sentence is left out, because it is not in this text: “{}”.",
                    crate::wire::fields::shortened(&text)
                ));
            }
            continue;
        };
        match (number, slot.and_then(|slot| next.get_mut(slot))) {
            (Some(number), Some((_, next))) => *next = number + 1,
            (Some(number), None) => next.push((person.clone(), number + 1)),
            (None, _) => {}
        }
        for label in labels(&fields).into_iter().filter_map(Json::text) {
            match (&*label, &person) {
                ("", _) => {}
                ("none", Some(person)) if !has_none => found.none.push((person.clone(), place.0, place.1)),
                _ => found.drafts.push(Draft {
                    person: person.clone(),
                    place: Some(place),
                    label: label.into_owned(),
                    ..Draft::default()
                }),
            }
        }
    }
}

/// The code points of words that stand in the text once.
fn only_place(all: &str, words: &str) -> Option<(usize, usize)> {
    let mut found = all.match_indices(words).map(|(at, _)| at);
    let at = found.next().filter(|_| found.next().is_none() && !words.trim().is_empty())?;
    let start = all.get(..at)?.chars().count();
    Some((start, start + words.chars().count()))
}

fn spans(text: &str, fields: &Fields<'_>, found: &mut Findings) {
    let index = OffsetIndex::new(text);
    let point = |at: usize| {
        let byte = index.byte_of_utf16(text, Utf16Offset::new(at))?;
        index.code_point(text, byte).map(|at| at.get())
    };
    let person = who(fields);
    let mut numbers = Vec::new();
    let mut add = |id: Option<usize>, start: Option<usize>, end: Option<usize>, label: Option<String>| {
        let place = start.and_then(point).zip(end.and_then(point));
        let (Some(place), Some(label)) = (place, label) else {
            found.problems.push("A span is left out: it does not lie in the text, or cuts a character.".to_owned());
            return;
        };
        numbers.extend(id.map(|id| (id, found.drafts.len())));
        found.drafts.push(Draft { person: person.clone(), place: Some(place), label, ..Draft::default() });
    };
    // Beside entities that is a column of the text.
    let triples = if fields.get("entities").is_some() { Vec::new() } else { labels(fields) };
    for label in triples {
        let mut parts = label.items().into_iter().flatten();
        let (start, end, label) = (parts.next(), parts.next(), parts.next());
        add(
            None,
            start.and_then(Json::whole),
            end.and_then(Json::whole),
            label.and_then(Json::text).map(|label| label.into_owned()),
        );
    }
    for entity in fields.list_or_none("entities").into_iter().flatten() {
        let entity = Fields::of(entity).ok();
        let whole = |name: &str| entity.as_ref().and_then(|entity| entity.whole(name).ok());
        let label = entity.as_ref().and_then(|entity| Some(entity.text("label").ok()?.into_owned()));
        add(whole("id"), whole("start_offset"), whole("end_offset"), label);
    }
    for name in ["Comments", "comments", "cats"] {
        if has_some(fields, name) {
            found.beside.push(format!("“{name}” of an entry is left out."));
        }
    }
    for relation in fields.list_or_none("relations").into_iter().flatten() {
        let relation = Fields::of(relation).ok();
        let end = |name: &str| {
            let id = relation.as_ref()?.whole(name).ok()?;
            numbers.iter().find(|(known, _)| *known == id).map(|(_, number)| *number)
        };
        let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
            found.problems.push("A relation is left out: one of its entities is not there.".to_owned());
            continue;
        };
        let kind = relation.as_ref().and_then(|relation| Some(relation.text("type").ok()?.into_owned()));
        found.links.push(DraftLink { kind: kind.unwrap_or_else(|| "related".to_owned()), from, to });
    }
}
