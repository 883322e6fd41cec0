//! Makes a native file of what was found: places, labels, people, ids.

use super::labels::{Labels, labelled};
use super::places::{Places, Standing};
use super::{Converted, Draft, Findings, Kind, Mapping, Who, Words};
use crate::model::time::Timestamp;
use crate::wire::fields::{Fields, counted};
use crate::wire::formats::ids::uuid_of;
use crate::wire::iri;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;
use crate::wire::native::{FORMAT, ImportFile, ImportedAnnotation, OFFSET_UNIT, VERSION, sha256};

struct Maker<'a> {
    kind: Kind,
    open: &'a ImportFile,
    places: Places,
    now: Timestamp,
    problems: Vec<String>,
    people: Vec<Who>,
}

/// An annotation that is ready to be written.
struct Made {
    id: String,
    person: String,
    place: (usize, usize),
    quote: Words,
    /// Its words stand in several places, and nothing says which is meant.
    doubtful: bool,
    label: String,
    note: Option<String>,
    created: Timestamp,
    modified: Timestamp,
}

pub(super) fn native_of(
    kind: Kind,
    findings: Findings,
    open: &ImportFile,
    native: &str,
    mapping: &[Mapping],
) -> Converted {
    let top = Fields::find(native, usize::MAX);
    let now = top.as_ref().and_then(|top| Timestamp::parse(&top.text("exported_at").ok()?)).unwrap_or_default();
    let foreign = findings.text.as_deref().filter(|text| *text != open.article.text);
    let places = Places::of(&open.article.text, foreign);
    let foreign = foreign.filter(|_| !places.are_of_open());
    let mut maker = Maker { kind, open, places, now, problems: findings.problems, people: Vec::new() };

    let mut made = Vec::new();
    let mut labels = Labels::new(open, mapping);
    // What each draft has become, for the relations.
    let mut ids = Vec::new();
    for mut draft in findings.drafts {
        let quote = draft.quote.as_ref().map_or("", |quote| &quote.exact);
        let label = labels.own(&draft.label, quote);
        let taken = label.and_then(|label| {
            draft.label = label;
            maker.make(draft, &made)
        });
        ids.push(taken.as_ref().map(|made: &Made| (made.id.clone(), made.person.clone())));
        made.extend(taken);
    }
    maker.problems.extend(labels.left_out());
    maker.problems.extend(counted(
        made.iter().filter(|one| one.doubtful).count(),
        "A label is to be checked: its words stand in several places, and the file does not say in which.",
        "labels are to be checked: their words stand in several places, and the file does not say in which.",
    ));

    let mut out = JsonWriter::default();
    out.open('{');
    out.text("format", FORMAT);
    out.text("version", VERSION);
    out.name("generator");
    out.open('{');
    out.text("name", &format!("{} from {kind}", env!("CARGO_PKG_NAME")));
    out.text("version", env!("CARGO_PKG_VERSION"));
    out.close('}');
    out.text("exported_at", &now.to_string());
    out.text("offset_unit", OFFSET_UNIT);
    out.name("article");
    out.open('{');
    open.article.record.write(&mut out);
    let text = foreign.unwrap_or(&open.article.text);
    out.text("text", text);
    out.whole("length", text.chars().count());
    out.text("sha256", &sha256(text));
    out.close('}');
    let raw = |name: &str| top.as_ref().and_then(|top| top.get(name)).map_or("[]", Json::raw);
    out.raw("labels", raw("labels"));
    if foreign.is_none() {
        out.raw("segmentation", raw("segmentation"));
        out.raw("sentences", raw("sentences"));
    } else {
        out.raw("segmentation", r#"{"method":"import","version":"1"}"#);
        out.raw("sentences", "[]");
    }
    let none = maker.judgements(findings.none, foreign.is_none());
    annotators(&mut out, &maker.people, &none);
    annotations(&mut out, &made);
    let mut links = Vec::new();
    for link in findings.links {
        let end = |number: usize| ids.get(number).and_then(Option::as_ref);
        match (end(link.from), end(link.to)) {
            (Some((from, person)), Some((to, _))) if from != to => links.push((link.kind, from, to, person)),
            _ => maker.problems.push("A relation is left out: one of its labels is.".to_owned()),
        }
    }
    relations(&mut out, &links, now);
    out.close('}');
    Converted { kind, native: out.finish(), problems: maker.problems, beside: findings.beside, unknown: labels.unknown }
}

impl Maker<'_> {
    fn make(&mut self, draft: Draft, before: &[Made]) -> Option<Made> {
        let Some(Standing { place, quote, doubtful, .. }) = self.places.of_draft(&draft) else {
            let label = labelled(&draft.label);
            self.problems.push(format!("An annotation {label} is left out: its place is not in the text."));
            return None;
        };
        let named = draft.person.is_some();
        let person = self.person(draft.person.unwrap_or_default());
        let known = self.known(draft.id.as_deref(), (&person, named), place, &draft.label);
        let id = match (&draft.id, known) {
            (Some(id), _) if iri::is_iri(id) => id.clone(),
            (_, Some(known)) => known.record.id.to_string(),
            // Of people who began with the same predictions the regions have the same ids.
            (Some(id), None) => uuid_of(&[&self.kind.to_string(), &self.open.article.record.id, id, &person]),
            (None, None) => {
                let place = format!("{} {} {}", place.0, place.1, quote.exact);
                uuid_of(&[&self.kind.to_string(), &self.open.article.record.id, &person, &place, &draft.label])
            }
        };
        if before.iter().any(|made| made.id == id) {
            let label = labelled(&draft.label);
            self.problems.push(format!("An annotation {label} stands in the file twice; one is left out."));
            return None;
        }
        let same = known.is_some_and(|known| {
            *known.record.label == *draft.label
                && known.record.note.as_deref() == draft.note.as_deref()
                && known.record.position == Some(place)
        });
        let created = draft.created.or(known.map(|known| known.record.created)).unwrap_or(self.now);
        // Who says nothing of the time changes only what is another now.
        let unchanged = known.filter(|_| same).map(|known| known.record.modified);
        let modified = draft.modified.or(unchanged).unwrap_or(self.now).max(created);
        Some(Made { id, person, place, quote, doubtful, label: draft.label, note: draft.note, created, modified })
    }

    /// The annotation of the open text that is meant, if there is one. Another label at the same place corrects what
    /// that person said before; of files that do not tell whose they are, the next may be somebody else's.
    fn known(
        &self,
        id: Option<&str>,
        (person, named): (&str, bool),
        place: (usize, usize),
        label: &str,
    ) -> Option<&ImportedAnnotation> {
        let all = &self.open.annotations;
        if let Some(id) = id {
            return all.iter().find(|one| *one.record.id == *id);
        }
        let mut here = all.iter().filter(|one| *one.record.annotator == *person && one.record.position == Some(place));
        let first = here.clone().next().filter(|_| named);
        here.find(|one| *one.record.label == *label).or(first)
    }

    fn person(&mut self, who: Who) -> String {
        let (id, name) = if iri::is_iri(&who.id) {
            (who.id, who.name)
        } else if who.id.is_empty() && who.name.is_none() {
            let name = format!("Import from {}", self.kind);
            (uuid_of(&["import", &name]), Some(name))
        } else {
            let name = who.name.clone().unwrap_or_else(|| who.id.clone());
            (uuid_of(&["import", &self.kind.to_string(), &who.id, &name]), Some(name))
        };
        if !self.people.iter().any(|known| known.id == id) {
            let known = self.open.annotators.iter().find(|one| *one.annotator.id == *id);
            let name = name.or_else(|| known.and_then(|one| one.annotator.name.as_deref().map(str::to_owned)));
            self.people.push(Who { id: id.clone(), name });
        }
        id
    }

    /// Sentences' ids by person.
    fn judgements(&mut self, none: Vec<(Who, usize, usize)>, same_text: bool) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (who, start, end) in none {
            let sentence = self.open.sentences.iter().find(|one| one.start == start && one.end == end);
            match sentence.filter(|_| same_text).map(|sentence| sentence.id.clone()) {
                Some(sentence) => found.push((self.person(who), sentence)),
                None => {
                    self.problems.push(format!("A judgement “no label” at {start} is left out: no sentence is there."));
                }
            }
        }
        found
    }
}

fn annotators(out: &mut JsonWriter, people: &[Who], none: &[(String, String)]) {
    out.name("annotators");
    out.open('[');
    for person in people {
        out.open('{');
        out.text("id", &person.id);
        out.text_or_null("name", person.name.as_deref());
        out.raw("completed_at", "null");
        out.name("judged_none");
        out.open('[');
        for (_, sentence) in none.iter().filter(|(id, _)| *id == person.id) {
            out.item(sentence);
        }
        out.close(']');
        out.close('}');
    }
    out.close(']');
}

fn annotations(out: &mut JsonWriter, made: &[Made]) {
    out.name("annotations");
    out.open('[');
    for one in made {
        out.line();
        out.open('{');
        out.text("id", &one.id);
        out.text("annotator", &one.person);
        out.whole("start", one.place.0);
        out.whole("end", one.place.1);
        out.name("quote");
        out.open('{');
        out.text("prefix", &one.quote.prefix);
        out.text("exact", &one.quote.exact);
        out.text("suffix", &one.quote.suffix);
        out.close('}');
        // The import refuses an empty label as damage; this way it says that nobody knows it.
        out.text("label", if one.label.is_empty() { "(no label)" } else { &one.label });
        out.name("sentences");
        out.open('[');
        out.close(']');
        if one.doubtful {
            out.text("state", "check");
            out.whole("similarity", 1);
        }
        out.text_or_null("note", one.note.as_deref());
        out.text("created", &one.created.to_string());
        out.text("modified", &one.modified.to_string());
        out.close('}');
    }
    out.close_lines(']');
}

fn relations(out: &mut JsonWriter, links: &[(String, &String, &String, &String)], now: Timestamp) {
    out.name("relations");
    out.open('[');
    for (kind, from, to, person) in links {
        out.line();
        out.open('{');
        out.text("id", &uuid_of(&["relation", kind, from, to]));
        out.text("annotator", person);
        out.text("type", if kind.is_empty() { "related" } else { kind });
        out.text("source", from);
        out.text("target", to);
        out.text("created", &now.to_string());
        out.close('}');
    }
    out.close_lines(']');
}
