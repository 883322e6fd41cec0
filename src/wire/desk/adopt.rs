//! Labels of an earlier export taken into what the widget keeps of a text, as if they had been
//! made here: the same records, so that the text can be opened or exported without more ado.

use super::entry::article_of;
use super::native::About;
use super::untaken::Untaken;
use crate::model::annotation::{Annotation, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::model::offsets::ByteOffset;
use crate::model::reattach::Snapshot;
use crate::model::reattach::edits::{to_bytes, traces};
use crate::model::sentences::Sentences;
use crate::model::sentences::mending::Edit;
use crate::model::span::Span;
use crate::wire::alignment::Alignment;
use crate::wire::fields::Fields;
use crate::wire::meta::{AnnotatorRecord, Segmentation};
use crate::wire::native::{Document, ImportFile, Limits, read, rescue_head};
use crate::wire::problem::FileProblem;
use crate::wire::record::{
    annotation_record, annotator_record, document_record, read_annotation_record, read_document_record,
};
use crate::wire::{AnnotationRecord, SentenceEdit};
use std::rc::Rc;

/// What the widget keeps of a text so far.
#[derive(Clone, Debug, Default)]
pub struct KeptRecords {
    /// The document's record; empty if there is none.
    pub document: String,
    /// The annotations' records.
    pub annotations: Vec<String>,
}

/// What it is to keep from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// The document's record.
    pub document: String,
    /// What changes only with the text.
    pub head: String,
    /// The people, as a JSON list.
    pub people: String,
    /// The relations, as a JSON list.
    pub relations: String,
    /// Of the text and its sentences.
    pub fingerprint: String,
    /// Annotations that are new or changed: id, record, whether its text is gone.
    pub put: Vec<(String, String, bool)>,
    /// What was left out, as sentences.
    pub problems: Vec<String>,
}

/// Takes the labels of `theirs`, a native file of the same text.
///
/// # Errors
/// A [`FileProblem`] where nothing of it can be read.
pub fn adopt(about: &About<'_>, labels: &LabelSet, kept: &KeptRecords, theirs: &str) -> Result<Adopted, FileProblem> {
    let mut file = read(theirs, labels, &Limits::default())?;
    let article = article_of(about.body, about.language);
    let same = article.as_str() == file.article.text;
    let mut stored = read_document_record(&kept.document).unwrap_or_default();
    let is_new = kept.document.is_empty();
    let edits = match (is_new, same) {
        (true, true) => &*file.segmentation.edits,
        (true, false) => &[],
        (false, _) => &stored.segmentation.edits,
    };
    let sentences = Sentences::of(&article).mended(&edits_in(&article, edits), &article);
    if is_new {
        stored.unclaimed = true;
        stored.article = about.record();
        stored.article.url.clone_from(&file.article.record.url);
        stored.extras = file.extras.clone();
        stored.assignment = file.assignment.take();
        // The desk keeps the columns itself.
        let top = stored.extras.top.take();
        let top = top.as_deref().and_then(|top| Fields::find(top, 99)?.others(&["columns"]));
        stored.extras.top = top;
    }
    let alignment = if same { None } else { Alignment::of(&file.article.text, article.as_str()) };
    let mut untaken = Untaken::default();
    let span = |place: (usize, usize)| {
        let place = if same { Some(place) } else { alignment.as_ref()?.place(place) };
        place.and_then(|(start, end)| article.span_of_code_points(start, end))
    };
    take_people(&mut stored.annotators, &file, &sentences, span, &mut untaken);
    for relation in std::mem::take(&mut file.relations) {
        if !stored.relations.iter().any(|known| known.id == relation.id) {
            stored.relations.push(relation);
        }
    }
    let known: Vec<AnnotationRecord> =
        kept.annotations.iter().filter_map(|json| read_annotation_record(json).ok()).collect();
    let attached = file.annotations.into_iter().map(|one| match &alignment {
        Some(alignment) if !one.position_contradicts_quote => moved(one.record, alignment, &article),
        _ => one.record,
    });
    let put = attached
        .chain(file.orphans)
        .filter(|record| !known.iter().any(|known| known.id == record.id && known.modified >= record.modified));
    let put = put.map(|record| {
        let was_attached = record.anchoring.is_some();
        let annotation = standing(record, &article);
        let is_orphan = annotation.span().is_none();
        untaken.lost += usize::from(was_attached && is_orphan);
        (annotation.id.to_string(), annotation_record(&annotation, &article, &sentences), is_orphan)
    });
    let put = put.collect();
    let snapshot = Snapshot::of(&article, &sentences);
    stored.segmentation = segmentation(&snapshot, &article, &sentences);
    stored.edit_traces = to_bytes(&traces(&article, &sentences));
    let list = |items: Vec<String>| format!("[{}]", items.join(",\n"));
    let head = rescue_head(&Document {
        article: &stored.article,
        text: &article,
        sha256: None,
        labels,
        sentences: &sentences,
        segmentation: &stored.segmentation,
        annotators: &[],
        annotations: Vec::new(),
        relations: &[],
        assignment: stored.assignment.as_ref(),
        extras: &stored.extras,
    });
    Ok(Adopted {
        document: document_record(&stored),
        head,
        people: list(stored.annotators.iter().map(annotator_record).collect()),
        relations: list(stored.relations.iter().map(|relation| relation.json.to_string()).collect()),
        fingerprint: Snapshot::fingerprint(&article, &sentences).to_string(),
        put,
        problems: untaken.told(&file.refused),
    })
}

/// The record at its place in a text with other white space.
fn moved(mut record: AnnotationRecord, alignment: &Alignment, article: &ArticleText) -> AnnotationRecord {
    let place = record.position.and_then(|place| alignment.place(place));
    if let Some((start, end)) = place
        && let Some(span) = article.span_of_code_points(start, end)
    {
        record.position = place;
        match &mut record.current_quote {
            Some(quote) => *quote = Quote::of(article, span),
            None => record.quote = Quote::of(article, span),
        }
    }
    record
}

/// The annotation at its place, or without one where the text there is another: the widget
/// looks for it when the text is opened.
fn standing(record: AnnotationRecord, article: &ArticleText) -> Annotation {
    let quote = record.current_quote.as_ref().unwrap_or(&record.quote);
    let place = match record.claimed_place(article) {
        Place::At { span, .. } if article.slice(span) != &*quote.exact => Place::Orphan { last: record.position },
        place => place,
    };
    record.into_annotation(place)
}

/// People and what they judged to have no label; sentences are known by their places, which `span` finds here.
fn take_people(
    people: &mut Vec<AnnotatorRecord>,
    file: &ImportFile,
    sentences: &Sentences,
    span: impl Fn((usize, usize)) -> Option<Span>,
    untaken: &mut Untaken,
) {
    for theirs in &file.annotators {
        let mut judged = Vec::new();
        for number in &theirs.judged_none {
            let span = file.sentences.get(*number).and_then(|one| span((one.start, one.end)));
            let inside = |span: Span| {
                let inside =
                    move |number: &usize| sentences.get(*number).is_some_and(|sentence| span.contains(sentence.span));
                sentences.touching(span).filter(inside)
            };
            let before = judged.len();
            judged.extend(span.into_iter().flat_map(inside));
            untaken.judgements += usize::from(judged.len() == before);
        }
        let id = &theirs.annotator.id;
        let mine = match people.iter_mut().find(|mine| mine.annotator.id == *id) {
            Some(mine) => mine,
            None => {
                people.push(AnnotatorRecord { judged_none: Vec::new(), ..theirs.clone() });
                let Some(mine) = people.last_mut() else { continue };
                mine
            }
        };
        if let (Some(mine), Some(theirs)) = (&mine.annotator.name, &theirs.annotator.name)
            && mine != theirs
        {
            untaken.names.push((mine.to_string(), theirs.to_string()));
        }
        mine.annotator.name = mine.annotator.name.take().or_else(|| theirs.annotator.name.clone());
        mine.annotator.completed_at = mine.annotator.completed_at.or(theirs.annotator.completed_at);
        mine.judged_none.append(&mut judged);
        mine.judged_none.sort_unstable();
        mine.judged_none.dedup();
    }
}

fn edits_in(article: &ArticleText, edits: &[SentenceEdit]) -> Vec<Edit> {
    let at = |edit: &SentenceEdit| Some(article.span_of_code_points(edit.at, edit.at + 1)?.start());
    edits.iter().filter_map(|edit| Some(Edit { kind: edit.kind, at: at(edit)? })).collect()
}

fn segmentation(snapshot: &Snapshot, article: &ArticleText, sentences: &Sentences) -> Segmentation {
    let at = |at: ByteOffset| article.code_point(at).map_or(0, |at| at.get());
    let edits = sentences.edits().iter().map(|edit| SentenceEdit { kind: edit.kind, at: at(edit.at) });
    let word = |word: &Rc<str>| word.to_string();
    Segmentation {
        method: word(&snapshot.method),
        version: word(&snapshot.version),
        hashes: Some(snapshot.to_bytes()),
        edits: edits.collect(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::time::Timestamp;
    use crate::wire::desk::native::{of_body, of_records};
    use crate::wire::native::read_own;

    fn now() -> Timestamp {
        Timestamp::from_millis(0)
    }
    const ABOUT: About<'_> = About {
        document: "urn:x:1",
        title: "T",
        language: "",
        body: r#"[["p",null,"One is here. Two is there. Three."]]"#,
        columns: "",
        hash: "",
    };

    /// The text's native file with labels and judgements on sentences, by one person.
    fn export(person: &str, modified: &str, labels: &[(usize, &str)], none: &[usize]) -> String {
        let places = [(0, 12, "One is here."), (13, 26, "Two is there."), (27, 33, "Three.")];
        let file = of_body(&ABOUT, &LabelSet::default(), true, now());
        let mut json: serde_json::Value = serde_json::from_str(&file).unwrap();
        let one = |(number, label): &(usize, &str)| {
            let (start, end, exact) = places[*number];
            serde_json::json!({
                "id": format!("urn:{person}:{number}"), "annotator": format!("urn:{person}"), "label": label,
                "start": start, "end": end, "quote": { "prefix": "", "exact": exact, "suffix": "" },
                "sentences": [format!("s{}", number + 1)], "note": null, "state": "exact", "similarity": 1.0,
                "created": "2026-01-01T00:00:00Z", "modified": modified,
            })
        };
        json["annotations"] = labels.iter().map(one).collect();
        let none: Vec<String> = none.iter().map(|number| format!("s{}", number + 1)).collect();
        json["annotators"] =
            serde_json::json!([{ "id": format!("urn:{person}"), "name": person, "judged_none": none }]);
        json.to_string()
    }

    fn kept(adopted: &Adopted, before: &KeptRecords) -> KeptRecords {
        let mut annotations = before.annotations.clone();
        for (id, json, _) in &adopted.put {
            annotations.retain(|known| !known.contains(&**id));
            annotations.push(json.clone());
        }
        KeptRecords { document: adopted.document.clone(), annotations }
    }

    fn told(adopted: &Adopted, kept: &KeptRecords) -> Vec<String> {
        let parts = [&*adopted.head, &*adopted.people, &*adopted.relations];
        let text = of_records(parts, kept.annotations.clone(), &[], r#"{"c":1}"#, now());
        let file = read_own(&text, &Limits::default()).unwrap();
        assert!(file.refused.is_empty(), "{:?}", file.refused);
        assert_eq!(file.extras.top.as_deref(), Some(r#"{"columns":{"c":1}}"#));
        let labels = file.annotations.iter().map(|one| format!("{} {}", one.record.id, one.record.label));
        let people = file.annotators.iter().map(|one| format!("{} {:?}", one.annotator.id, one.judged_none));
        labels.chain(people).collect()
    }

    #[test]
    fn labels_of_two_people_come_together_and_twice_is_once() {
        let labels = LabelSet::default();
        let ana = export("ana", "2026-01-01T00:00:00Z", &[(2, "claim"), (0, "opinion")], &[1]);
        let first = adopt(&ABOUT, &labels, &KeptRecords::default(), &ana).unwrap();
        let stored = kept(&first, &KeptRecords::default());
        let of_ana = ["urn:ana:0 opinion", "urn:ana:2 claim"];
        assert_eq!(told(&first, &stored), [&of_ana[..], &["urn:ana [1]"]].concat());
        let again = adopt(&ABOUT, &labels, &stored, &ana).unwrap();
        assert_eq!(again, Adopted { put: Vec::new(), ..first });
        let ben = export("ben", "2026-01-01T00:00:00Z", &[(1, "evidence")], &[0, 2]);
        let both = adopt(&ABOUT, &labels, &stored, &ben).unwrap();
        let stored = kept(&both, &stored);
        assert_eq!(
            told(&both, &stored),
            ["urn:ana:0 opinion", "urn:ben:1 evidence", "urn:ana:2 claim", "urn:ana [1]", "urn:ben [0, 2]"]
        );
        let newer = export("ana", "2026-02-01T00:00:00Z", &[(2, "evidence")], &[]);
        let changed = adopt(&ABOUT, &labels, &stored, &newer).unwrap();
        assert_eq!(changed.put.len(), 1);
        let older = adopt(&ABOUT, &labels, &kept(&changed, &stored), &ana).unwrap();
        assert_eq!(older.put.len(), 0);
    }

    #[test]
    fn two_names_of_one_id_are_told() {
        let called = |name: &str, number: usize| {
            let file = export("one", "2026-01-01T00:00:00Z", &[(number, "claim")], &[]);
            file.replace(r#""name":"one""#, &serde_json::json!({ "name": name }).to_string().replace(['{', '}'], ""))
        };
        let labels = LabelSet::default();
        let first = adopt(&ABOUT, &labels, &KeptRecords::default(), &called("Paul", 0)).unwrap();
        let stored = kept(&first, &KeptRecords::default());
        let again = adopt(&ABOUT, &labels, &stored, &called("Paul", 1)).unwrap();
        assert_eq!((first.problems.len(), again.problems.len()), (0, 0));
        let other = adopt(&ABOUT, &labels, &stored, &called("Mia", 1)).unwrap();
        let told = "“Mia” has the id of “Paul”, and so the labels of both are taken as those of one person, “Paul”";
        assert_eq!(other.problems, [told]);
    }

    #[test]
    fn judgements_on_sentences_that_were_cut_differently_are_told() {
        let labels = LabelSet::default();
        let cut = |person: &str, sentences: serde_json::Value, edits: serde_json::Value, none: &[usize]| {
            let mut json: serde_json::Value =
                serde_json::from_str(&export(person, "2026-01-01T00:00:00Z", &[], none)).unwrap();
            json["sentences"] = sentences;
            json["segmentation"]["edits"] = edits;
            json.to_string()
        };
        let sentence = |number: usize, start: usize, end: usize| serde_json::json!({ "id": format!("s{number}"), "index": number - 1, "paragraph": 0, "start": start, "end": end });
        // Ana has joined the first two, Ben has all three, Cem has split the second.
        let joined = serde_json::json!([sentence(1, 0, 26), sentence(2, 27, 33)]);
        let ana = cut("ana", joined, serde_json::json!([{ "kind": "join", "at": 13 }]), &[0, 1]);
        let first = adopt(&ABOUT, &labels, &KeptRecords::default(), &ana).unwrap();
        assert_eq!(first.problems, Vec::<String>::new());
        let stored = kept(&first, &KeptRecords::default());
        let all = serde_json::json!([sentence(1, 0, 12), sentence(2, 13, 26), sentence(3, 27, 33)]);
        let ben = adopt(&ABOUT, &labels, &stored, &cut("ben", all.clone(), serde_json::json!([]), &[0, 1, 2])).unwrap();
        let expected = ["2 “no label” judgements are left out: their sentences were cut differently"];
        assert_eq!(ben.problems, expected);
        let stored = kept(&ben, &stored);
        assert_eq!(told(&ben, &stored), ["urn:ana [0, 1]", "urn:ben [1]"]);
        let one = adopt(&ABOUT, &labels, &stored, &cut("cem", all, serde_json::json!([]), &[1])).unwrap();
        assert_eq!(one.problems, ["1 “no label” judgement is left out: its sentence was cut differently"]);
    }

    #[test]
    fn unknown_labels_are_told() {
        let file = export("ana", "2026-01-01T00:00:00Z", &[(0, "premise"), (1, "claim"), (2, "premise")], &[]);
        let adopted = adopt(&ABOUT, &LabelSet::default(), &KeptRecords::default(), &file).unwrap();
        assert_eq!(adopted.put.len(), 1);
        assert_eq!(adopted.problems, ["2 annotations are left out: the label “premise” is unknown here"]);
    }
}
