//! Which document the session works on, and its record in the storage.

use crate::dom::records;
use crate::model::action::People;
use crate::model::annotation::{Annotation, Annotator};
use crate::model::article::ArticleText;
use crate::model::reattach::Snapshot;
use crate::model::sentences::Sentences;
use crate::model::state::State;
use crate::wire::native::{Document, rescue_head};
use crate::wire::record::{StoredDocument, annotation_record, annotator_record, document_record};
use crate::wire::{AnnotatorRecord, ArticleRecord, Assignment, Extras, Segmentation};
use std::cell::OnceCell;
use std::rc::Rc;

/// What a document has besides its text and the reader's work.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentMeta {
    /// Id, title, URL and language.
    pub(super) article: ArticleRecord,
    /// The task it was handed out with.
    pub(super) assignment: Option<Assignment>,
    /// Unknown fields that came with a file.
    pub(super) extras: Extras,
    /// Unknown fields of people: their id and a JSON object's text.
    pub(super) people_extras: Vec<(Rc<str>, Rc<str>)>,
    /// Of the open text and its sentences.
    fingerprint: u64,
    /// The snapshot of the open text: made when it is first asked for.
    segmentation: OnceCell<Segmentation>,
    /// Whether the storage still lacks the open text.
    pub(super) text_unsaved: bool,
}

impl DocumentMeta {
    /// Another text is open now.
    pub(super) fn note_text(&mut self, article: &ArticleText, sentences: &Sentences) {
        self.fingerprint = Snapshot::fingerprint(article, sentences);
        self.segmentation.take();
        self.text_unsaved = true;
    }

    /// The snapshot of the open text is known: the storage has it.
    pub(super) fn note_segmentation(&mut self, segmentation: Segmentation) {
        self.segmentation = segmentation.into();
    }

    /// The snapshot of the open text.
    pub(super) fn segmentation(&self, state: &State) -> &Segmentation {
        self.segmentation.get_or_init(|| {
            let snapshot = Snapshot::of(state.article(), state.sentences());
            Segmentation {
                method: snapshot.method.to_string(),
                version: snapshot.version.to_string(),
                hashes: snapshot.to_bytes(),
                edits: Vec::new(),
            }
        })
    }

    /// The fingerprint as records have it.
    pub(super) fn fingerprint(&self) -> String {
        self.fingerprint.to_string()
    }

    /// Takes over what a file or record says and this program does not know.
    pub(super) fn note_unknown(&mut self, extras: &Extras, annotators: &[AnnotatorRecord]) {
        let take = |mine: &mut Option<Rc<str>>, theirs: &Option<Rc<str>>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        take(&mut self.extras.top, &extras.top);
        take(&mut self.extras.article, &extras.article);
        take(&mut self.extras.segmentation, &extras.segmentation);
        for record in annotators {
            if let Some(extra) = &record.extra
                && !self.people_extras.iter().any(|(id, _)| *id == record.annotator.id)
            {
                self.people_extras.push((Rc::clone(&record.annotator.id), Rc::clone(extra)));
            }
        }
    }

    /// The people with their judgements, as files have them.
    pub(super) fn annotators(&self, state: &State) -> Vec<AnnotatorRecord> {
        let People { annotators, judged_none, .. } = state.people();
        let judged = |annotator: &Annotator| {
            judged_none.iter().filter(|(id, _)| *id == annotator.id).map(|(_, sentence)| *sentence).collect()
        };
        let extra =
            |id: &str| self.people_extras.iter().find(|(known, _)| &**known == id).map(|(_, extra)| Rc::clone(extra));
        annotators
            .into_iter()
            .map(|annotator| AnnotatorRecord {
                judged_none: judged(&annotator),
                extra: extra(&annotator.id),
                annotator,
            })
            .collect()
    }

    /// Calls `use_document` with everything that an export tells.
    pub(super) fn with_document<T>(&self, state: &State, use_document: impl FnOnce(&Document<'_>) -> T) -> T {
        let annotators = self.annotators(state);
        let annotations: Vec<&Annotation> = state
            .annotations()
            .placed()
            .iter()
            .chain(state.annotations().orphans().iter())
            .map(|annotation| &**annotation)
            .collect();
        use_document(&Document {
            article: &self.article,
            text: state.article(),
            labels: state.labels(),
            sentences: state.sentences(),
            segmentation: self.segmentation(state),
            annotators: &annotators,
            annotations,
            relations: state.relations(),
            assignment: self.assignment.as_ref(),
            extras: &self.extras,
        })
    }

    /// The document's record; with `text` also the parts that change only with the text.
    pub(super) fn record(&self, state: &State, text: bool) -> records::DocumentRecord {
        let annotators = self.annotators(state);
        let list = |items: Vec<String>| format!("[{}]", items.join(",\n"));
        let people = annotators.iter().map(annotator_record).collect();
        let relations = state.relations().iter().map(|relation| relation.json.to_string()).collect();
        let stored = StoredDocument {
            article: self.article.clone(),
            segmentation: self.segmentation(state).clone(),
            annotators,
            relations: state.relations().to_vec(),
            assignment: self.assignment.clone(),
            extras: self.extras.clone(),
        };
        records::DocumentRecord {
            json: document_record(&stored),
            head: if text { self.with_document(state, rescue_head) } else { String::new() },
            annotators_json: list(people),
            relations_json: list(relations),
            fingerprint: self.fingerprint(),
        }
    }
}

/// One annotation's record.
pub(super) fn stored_annotation(annotation: &Annotation, state: &State) -> records::AnnotationRecord {
    records::AnnotationRecord {
        id: annotation.id.to_string(),
        json: annotation_record(annotation, state.article(), state.sentences()),
        orphan: annotation.span().is_none(),
    }
}
