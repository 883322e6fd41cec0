//! Label Studio's tasks, as exported in its own JSON.

use super::{Draft, DraftLink, Findings, Who, Words, choose, json_of};
use crate::model::time::Timestamp;
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::native::ImportFile;

pub(super) fn read(text: &str, open: &ImportFile) -> Result<Findings, String> {
    let json = json_of(text)?;
    let tasks: Vec<Json<'_>> = json.items().map_or_else(|| vec![json], Iterator::collect);
    let mut found = Findings::default();
    let mut documents = Vec::new();
    for (number, task) in tasks.into_iter().enumerate() {
        let text = Fields::of(task).ok().and_then(|task| {
            let data = task.object("data").ok()?;
            Some((data.text("text").ok()?.into_owned(), task))
        });
        match text {
            Some(document) => documents.push(document),
            None => found.problems.push(format!("Task {} is left out: it has no “data.text”.", number + 1)),
        }
    }
    for (text, task) in choose(documents, open, &mut found.problems)? {
        sets(&task, &mut found);
        found.text = Some(text);
    }
    Ok(found)
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
    for (number, set) in sets.into_iter().enumerate() {
        let Ok(set) = Fields::of(set) else { continue };
        if set.get("was_cancelled").is_some_and(|value| value.raw() == "true") {
            found.problems.push("A skipped annotation is left out.".to_owned());
            continue;
        }
        regions(&set, person(&set, people.get(number)).as_ref(), found);
    }
}

fn person(set: &Fields<'_>, listed: Option<&String>) -> Option<Who> {
    if let Some(id) = listed.filter(|id| !id.is_empty()) {
        return Some(Who { id: id.clone(), name: None });
    }
    let by = set.get("completed_by").or_else(|| set.get("model_version"))?;
    let words = by.text().map(|text| text.into_owned()).or_else(|| by.whole().map(|number| format!("user {number}")));
    let words = words.or_else(|| Some(Fields::of(by).ok()?.text("email").ok()?.into_owned()))?;
    Some(Who { name: Some(words.clone()), id: words })
}

fn regions(set: &Fields<'_>, person: Option<&Who>, found: &mut Findings) {
    let time = |name: &str| set.get(name).and_then(Json::text).and_then(|text| Timestamp::parse(&text));
    let mut numbers: Vec<(String, usize)> = Vec::new();
    let mut links = Vec::new();
    for region in set.list_or_none("result").into_iter().flatten() {
        let Ok(region) = Fields::of(region) else { continue };
        let id = region.text("id").unwrap_or_default().into_owned();
        if region.get("type").is_some_and(|kind| kind.raw() == "\"relation\"") {
            links.push(region);
            continue;
        }
        let value = region.object("value").ok();
        let place = value.as_ref().and_then(|value| Some((value.whole("start").ok()?, value.whole("end").ok()?)));
        let labels: Vec<String> = value
            .as_ref()
            .and_then(|value| value.list("labels").ok())
            .map(|labels| labels.filter_map(Json::text).map(|label| label.into_owned()).collect())
            .unwrap_or_default();
        let (Some(place), false) = (place, labels.is_empty()) else {
            found.problems.push(format!("Region “{id}” is left out: it is no labelled stretch of the text."));
            continue;
        };
        let quote = value.and_then(|value| {
            let exact = value.text("text").ok()?.into_owned();
            (!exact.is_empty()).then(|| Words { exact, ..Words::default() })
        });
        let note = region.object("meta").ok().and_then(|meta| {
            let notes: Vec<String> =
                meta.list("text").ok()?.filter_map(Json::text).map(|text| text.into_owned()).collect();
            (!notes.is_empty()).then(|| notes.join("\n"))
        });
        numbers.push((id.clone(), found.drafts.len()));
        for (number, label) in labels.into_iter().enumerate() {
            found.drafts.push(Draft {
                id: Some(id.clone()).filter(|id| number == 0 && !id.is_empty()),
                person: person.cloned(),
                place: Some(place),
                quote: quote.clone(),
                label,
                note: note.clone().filter(|_| number == 0),
                created: time("created_at"),
                modified: time("updated_at"),
            });
        }
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
        let kinds = link.list_or_none("labels").into_iter().flatten().filter_map(Json::text).next();
        found.links.push(DraftLink {
            kind: kinds.map_or_else(|| "related".to_owned(), |kind| kind.into_owned()),
            from,
            to,
        });
    }
}
