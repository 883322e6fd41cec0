//! Label Studio's tasks, as exported in its own JSON or in its short form (JSON-MIN).

use super::{Draft, DraftLink, Findings, Who, Words, choose, has_some, json_of};
use crate::model::time::Timestamp;
use crate::wire::fields::{Fields, counted};
use crate::wire::json::Json;
use crate::wire::native::ImportFile;

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let json = json_of(text)?;
    let tasks: Vec<Json<'_>> = json.items().map_or_else(|| vec![json], Iterator::collect);
    let mut found = Findings::default();
    let mut documents = Vec::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let text = Fields::of(task).ok().and_then(|task| {
            let text = match task.object("data") {
                Ok(data) => data.text(&text_of_task(&data)?).ok()?.into_owned(),
                Err(_) => task.text("text").ok()?.into_owned(),
            };
            Some((text, task))
        });
        match text {
            Some(document) => documents.push(document),
            None => found.problems.push(format!("Task {} is left out: it has no text.", number + 1)),
        }
    }
    for (text, task) in choose(documents, open, &mut found.problems)? {
        if task.get("data").is_some() {
            sets(&task, &mut found);
        } else {
            short(&task, &mut found);
        }
        found.text = Some(text);
    }
    Ok(found)
}

/// The field of a task's data that is its text: the one of that name, or else the longest, since projects
/// name it as they like.
pub(in crate::wire) fn text_of_task(data: &Fields<'_>) -> Option<String> {
    if data.text("text").is_ok() {
        return Some("text".to_owned());
    }
    let texts = data.names().filter_map(|name| Some((name, data.text(name).ok()?)));
    // What has no space is an address or a name.
    let texts = texts.filter(|(_, text)| text.contains(char::is_whitespace));
    texts.max_by_key(|(_, text)| text.len()).map(|(name, _)| name.to_owned())
}

/// Whether it is a task in the short form: a list of regions in a field of its own.
pub(super) fn is_short(fields: &Fields<'_>) -> bool {
    values(fields).any(|value| labelled(&value).is_some())
}

/// The objects in the lists of the short form, which are the values of its regions.
fn values<'a>(task: &'a Fields<'a>) -> impl Iterator<Item = Fields<'a>> {
    let lists = task.names().filter_map(|name| task.list(name).ok());
    lists.flatten().filter_map(|item| Fields::of(item).ok())
}

fn short(task: &Fields<'_>, found: &mut Findings) {
    let person = task.get("annotator").and_then(name_of).map(Who::named);
    for value in values(task) {
        found.drafts.extend(drafts(task, person.as_ref(), &value));
    }
}

/// The place and the labels of a region's value.
fn labelled(value: &Fields<'_>) -> Option<((usize, usize), Vec<String>)> {
    let place = (value.whole("start").ok()?, value.whole("end").ok()?);
    let labels = value.list("labels").ok()?.filter_map(Json::text).map(|label| label.into_owned());
    Some((place, labels.collect())).filter(|(_, labels): &(_, Vec<_>)| !labels.is_empty())
}

/// A draft for each label of a region's value, of which there are none if it is no labelled stretch; `set` has
/// the times.
fn drafts(set: &Fields<'_>, person: Option<&Who>, value: &Fields<'_>) -> Vec<Draft> {
    let time = |name: &str| set.get(name).and_then(Json::text).and_then(|text| Timestamp::parse(&text));
    let exact = value.text("text").unwrap_or_default().into_owned();
    let quote = (!exact.is_empty()).then(|| Words { exact, ..Words::default() });
    let (place, labels) = labelled(value).unzip();
    let draft = |label| Draft {
        person: person.cloned(),
        place,
        quote: quote.clone(),
        label,
        created: time("created_at"),
        modified: time("updated_at"),
        ..Draft::default()
    };
    labels.unwrap_or_default().into_iter().map(draft).collect()
}

fn sets(task: &Fields<'_>, found: &mut Findings) {
    let people: Vec<String> = task
        .object("data")
        .and_then(|data| {
            Ok(data.list_or_none("annotators")?.filter_map(Json::text).map(|id| id.into_owned()).collect())
        })
        .unwrap_or_default();
    let list = |name: &str| task.list_or_none(name).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let (annotations, predictions) = (list("annotations"), list("predictions"));
    if !annotations.is_empty() && !predictions.is_empty() {
        found.problems.push("The predictions are left out, because there are annotations.".to_owned());
    }
    let sets = if annotations.is_empty() { predictions } else { annotations };
    if has_some(task, "drafts") {
        found.problems.push("Drafts are left out: nobody has handed them in.".to_owned());
    }
    let data = task.object("data").ok();
    let text = data.as_ref().and_then(text_of_task);
    // The other texts of the task, a title maybe: what is labelled there is not labelled here.
    let names = data.iter().flat_map(Fields::names).filter(|name| text.as_deref() != Some(name));
    let others: Vec<&str> = names.collect();
    let mut skipped = 0;
    for (number, set) in sets.into_iter().enumerate() {
        let Ok(set) = Fields::of(set) else { continue };
        if is_skipped(&set) {
            skipped += 1;
            continue;
        }
        regions(&set, person(&set, people.get(number)).as_ref(), &others, found);
    }
    found.problems.extend(counted(skipped, "A skipped annotation is left out.", "skipped annotations are left out."));
}

/// Whether somebody has passed over the task instead of handing in these regions.
pub(in crate::wire) fn is_skipped(set: &Fields<'_>) -> bool {
    set.get("was_cancelled").is_some_and(|value| value.raw() == "true")
}

fn person(set: &Fields<'_>, listed: Option<&String>) -> Option<Who> {
    if let Some(id) = listed.filter(|id| !id.is_empty()) {
        return Some(Who { id: id.clone(), name: None });
    }
    set.get("completed_by").or_else(|| set.get("model_version")).and_then(name_of).map(Who::named)
}

/// Somebody by name, number or address.
fn name_of(by: Json<'_>) -> Option<String> {
    let words = by.text().map(|text| text.into_owned()).or_else(|| by.whole().map(|number| format!("user {number}")));
    words.or_else(|| Some(Fields::of(by).ok()?.text("email").ok()?.into_owned()))
}

fn regions(set: &Fields<'_>, person: Option<&Who>, others: &[&str], found: &mut Findings) {
    let mut numbers: Vec<(String, usize)> = Vec::new();
    let mut links = Vec::new();
    for region in set.list_or_none("result").into_iter().flatten() {
        let Ok(region) = Fields::of(region) else { continue };
        let id = region.text("id").unwrap_or_default().into_owned();
        if region.get("type").is_some_and(|kind| kind.raw() == "\"relation\"") {
            links.push(region);
            continue;
        }
        let called = if id.is_empty() { "A region".to_owned() } else { format!("Region “{id}”") };
        let on = region.text("to_name").unwrap_or_default();
        if others.contains(&&*on) {
            found.problems.push(format!("{called} is left out: it is in the field “{on}”, not in the text."));
            continue;
        }
        let value = region.object("value").ok();
        let mut drafts = value.map(|value| drafts(set, person, &value)).unwrap_or_default();
        let Some(first) = drafts.first_mut() else {
            found.problems.push(format!("{called} is left out: it is no labelled stretch of the text."));
            continue;
        };
        first.id = Some(id.clone()).filter(|id| !id.is_empty());
        first.note = region.object("meta").ok().and_then(|meta| {
            let notes: Vec<String> =
                meta.list("text").ok()?.filter_map(Json::text).map(|text| text.into_owned()).collect();
            (!notes.is_empty()).then(|| notes.join("\n"))
        });
        numbers.push((id, found.drafts.len()));
        found.drafts.append(&mut drafts);
    }
    for link in links {
        let end = |name: &str| {
            let id = link.text(name).ok()?;
            numbers.iter().find(|(known, _)| *known == *id).map(|(_, number)| *number)
        };
        let ends = if link.get("direction").is_some_and(|value| value.raw() == "\"left\"") {
            (end("to_id"), end("from_id"))
        } else {
            (end("from_id"), end("to_id"))
        };
        let (Some(from), Some(to)) = ends else {
            found.problems.push("A relation is left out: one of its regions is not there.".to_owned());
            continue;
        };
        let mut kinds = link.list_or_none("labels").into_iter().flatten().filter_map(Json::text);
        let first = kinds.next();
        if let Some(second) = kinds.next() {
            found.problems.push(format!("A relation has several labels: “{second}” and what follows are left out."));
        }
        if link.get("direction").is_some_and(|value| value.raw() == "\"bi\"") {
            found.problems.push("A relation in both directions is taken in one.".to_owned());
        }
        found.links.push(DraftLink {
            kind: first.map_or_else(|| "related".to_owned(), |kind| kind.into_owned()),
            from,
            to,
        });
    }
}
