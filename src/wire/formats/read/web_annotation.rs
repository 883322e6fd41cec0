//! W3C Web Annotations and Hypothesis' own JSON. Neither has the text: a quote says where.

use super::{Draft, Findings, Who, Words, json_of};
use crate::model::time::Timestamp;
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::native::ImportFile;

pub(super) fn read(text: &str, _: &ImportFile) -> Result<Findings, String> {
    let mut found = Findings::default();
    collect(json_of(text)?, &mut found);
    if found.drafts.is_empty() && found.problems.is_empty() {
        found.problems.push("It has no annotations.".to_owned());
    }
    Ok(found)
}

/// Collections, pages, lists, answers of Hypothesis' API; at last an annotation.
fn collect(json: Json<'_>, found: &mut Findings) {
    if let Some(items) = json.items() {
        items.for_each(|item| collect(item, found));
        return;
    }
    let Ok(fields) = Fields::of(json) else {
        found.problems.push("An entry is no object, or has a field twice.".to_owned());
        return;
    };
    let inside: Vec<Json<'_>> =
        ["first", "items", "rows", "annotations"].iter().filter_map(|name| fields.get(name)).collect();
    if inside.is_empty() || fields.get("target").is_some() {
        annotation(&fields, found);
        return;
    }
    for json in inside {
        if json.text().is_some() {
            found.problems.push("A page of annotations is not in the file, only its address.".to_owned());
        } else {
            collect(json, found);
        }
    }
    if fields.get("next").is_some_and(|next| next.text().is_some()) {
        found.problems.push("Further pages are not in the file.".to_owned());
    }
}

fn annotation(fields: &Fields<'_>, found: &mut Findings) {
    let text = |name: &str| fields.get(name).and_then(Json::text).map(|text| text.into_owned());
    let id = text("id");
    if text("type").is_some_and(|kind| kind.starts_with("Annotation") && kind != "Annotation") {
        return;
    }
    let called = id.clone().unwrap_or_else(|| format!("number {}", found.drafts.len() + 1));
    let targets = one_or_many(fields.get("target"));
    let selectors: Vec<Fields<'_>> = targets
        .iter()
        .filter_map(|target| Fields::of(*target).ok())
        .flat_map(|target| one_or_many(target.get("selector")))
        .filter_map(|selector| Fields::of(selector).ok())
        .collect();
    let of_type =
        |kind: &str| selectors.iter().find(|one| one.get("type").and_then(Json::text).as_deref() == Some(kind));
    let quote = of_type("TextQuoteSelector").and_then(|selector| {
        let part = |name: &str| selector.get(name).and_then(Json::text).map(|text| text.into_owned());
        let exact = part("exact").filter(|exact| !exact.is_empty())?;
        Some(Words { prefix: part("prefix").unwrap_or_default(), exact, suffix: part("suffix").unwrap_or_default() })
    });
    let place = of_type("TextPositionSelector")
        .and_then(|selector| Some((selector.whole("start").ok()?, selector.whole("end").ok()?)));
    if quote.is_none() && place.is_none() {
        found.problems.push(format!("Annotation {called} is left out: it has no quote and no position."));
        return;
    }
    if targets.len() > 1 {
        found.problems.push(format!("Annotation {called} has several targets; only the first is taken."));
    }
    let (labels, note, left_out) = bodies(fields);
    if one_or_many(fields.get("creator")).len() > 1 {
        found.problems.push(format!("Annotation {called} has several creators; only the first is taken."));
    }
    let told = || format!("A body of annotation {called} is left out: it has no words.");
    found.problems.extend(std::iter::repeat_with(told).take(left_out));
    let time = |name: &str| text(name).and_then(|text| Timestamp::parse(&text));
    let person = who(fields);
    for (number, label) in labels.into_iter().enumerate() {
        found.drafts.push(Draft {
            // One annotation with two tags is two of ours.
            id: id.clone().filter(|_| number == 0),
            person: person.clone(),
            place,
            quote: quote.clone(),
            label,
            note: note.clone().filter(|_| number == 0),
            created: time("created"),
            modified: time("modified").or_else(|| time("updated")),
        });
    }
}

/// The labels, an empty one if there is none, the note, and how many bodies are neither.
fn bodies(fields: &Fields<'_>) -> (Vec<String>, Option<String>, usize) {
    let mut left_out = 0;
    let (mut labels, mut notes, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    let motivation = fields.get("motivation").map_or("", Json::raw);
    let sorts = motivation.contains("classifying") || motivation.contains("tagging");
    for body in one_or_many(fields.get("body")).into_iter().chain(one_or_many(fields.get("bodyValue"))) {
        if let Some(text) = body.text() {
            plain.push(text.into_owned());
            continue;
        }
        // Of a body that is a resource, a tag maybe, its address.
        let body = Fields::of(body).ok();
        let value = body.as_ref().and_then(|body| body.text("value").or_else(|_| body.text("source")).ok());
        let (Some(body), Some(value)) = (&body, value) else {
            left_out += 1;
            continue;
        };
        match body.get("purpose").map(Json::raw) {
            Some("\"classifying\"" | "\"tagging\"") => labels.push(value.into_owned()),
            Some(_) => notes.push(value.into_owned()),
            None => plain.push(value.into_owned()),
        }
    }
    // Hypothesis.
    labels.extend(one_or_many(fields.get("tags")).into_iter().filter_map(Json::text).map(|tag| tag.into_owned()));
    notes.extend(fields.get("text").and_then(Json::text).map(|text| text.into_owned()));
    if labels.is_empty() && sorts {
        labels.append(&mut plain);
    } else {
        notes.append(&mut plain);
    }
    if labels.is_empty() {
        labels.push(String::new());
    }
    notes.retain(|note| !note.is_empty());
    (labels, (!notes.is_empty()).then(|| notes.join("\n")), left_out)
}

fn who(fields: &Fields<'_>) -> Option<Who> {
    let creator = one_or_many(fields.get("creator")).into_iter().next();
    if let Some(creator) = creator {
        if let Some(id) = creator.text() {
            return Some(Who { id: id.into_owned(), name: None });
        }
        let creator = Fields::of(creator).ok()?;
        let part = |name: &str| creator.get(name).and_then(Json::text).map(|text| text.into_owned());
        return Some(Who { id: part("id").unwrap_or_default(), name: part("name") });
    }
    let user = fields.get("user")?.text()?.into_owned();
    let name = fields
        .get("user_info")
        .and_then(|info| Fields::of(info).ok()?.get("display_name")?.text().map(|name| name.into_owned()));
    Some(Who { id: user, name })
}

fn one_or_many(json: Option<Json<'_>>) -> Vec<Json<'_>> {
    match json {
        Some(json) => json.items().map_or_else(|| vec![json], Iterator::collect),
        None => Vec::new(),
    }
}
