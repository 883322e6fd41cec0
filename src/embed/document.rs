//! Which document the session works on, and its record in the storage.

use crate::dom::records;
use crate::model::action::People;
use crate::model::annotation::{Annotation, Annotator};
use crate::model::article::ArticleText;
use crate::model::configuration::Question;
use crate::model::offsets::CodePointOffset;
use crate::model::reattach::Snapshot;
use crate::model::reattach::edits::{to_bytes, traces};
use crate::model::sentences::Sentences;
use crate::model::state::State;
use crate::wire::native::{Document, TextHash, rescue_head};
use crate::wire::record::{StoredDocument, annotation_record, annotator_record, document_record};
use crate::wire::{AnnotatorRecord, ArticleRecord, AskedQuestion, Assignment, Extras, Segmentation, SentenceEdit};
use std::cell::OnceCell;
use std::rc::Rc;

/// What a document has besides its text and the reader's work.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentMeta {
    /// Id, title, URL and language.
    pub(super) article: ArticleRecord,
    /// The task it was handed out with.
    pub(super) assignment: Option<Assignment>,
    /// What the task asks at sentences.
    pub(super) questions: Vec<Question>,
    /// Unknown fields that came with a file.
    pub(super) extras: Extras,
    /// Unknown fields of people: their id and a JSON object's text.
    pub(super) people_extras: Vec<(Rc<str>, Rc<str>)>,
    /// The sentences that the rest is about.
    noted: Option<Rc<Sentences>>,
    /// Of the open text and its sentences.
    fingerprint: u64,
    /// The snapshot of the open text, and what its edits are known by in another one: made
    /// when it is first asked for.
    segmentation: OnceCell<(Segmentation, Vec<u8>)>,
    /// The hash of the open text, likewise.
    sha256: OnceCell<String>,
    /// Whether the storage still lacks the open text.
    pub(super) text_unsaved: bool,
}

impl DocumentMeta {
    /// Another text is open now, or its sentences were mended; nothing where they are the same.
    pub(super) fn note_text(&mut self, article: &ArticleText, sentences: &Rc<Sentences>) {
        if self.is_about(sentences) {
            return;
        }
        self.noted = Some(Rc::clone(sentences));
        self.fingerprint = Snapshot::fingerprint(article, sentences);
        self.segmentation.take();
        self.sha256.take();
        self.text_unsaved = true;
    }

    /// The open text's hash, made in advance; dropped if another text is open by now.
    pub(super) fn note_hash(&self, sentences: &Rc<Sentences>, hash: TextHash) {
        if self.is_about(sentences) {
            self.sha256.get_or_init(|| hash.finish());
        }
    }

    /// Whether these sentences are the open text's.
    fn is_about(&self, sentences: &Rc<Sentences>) -> bool {
        self.noted.as_ref().is_some_and(|noted| Rc::ptr_eq(noted, sentences))
    }

    /// The snapshot of the open text is known: the storage has it, unless it is damaged there.
    #[inline(never)]
    pub(super) fn note_segmentation(&mut self, document: StoredDocument, sentences: &Sentences) {
        let stored = document.segmentation.snapshot(Some(sentences.len()));
        if stored.is_some_and(|stored| stored.is_current() && !stored.damaged) {
            self.segmentation = (document.segmentation, document.edit_traces).into();
        }
    }

    /// The snapshot of the open text.
    pub(super) fn segmentation(&self, state: &State) -> &Segmentation {
        &self.snapshot(state).0
    }

    /// What the edits are known by in another text, with those that are away.
    fn edit_traces(&self, state: &State) -> Vec<u8> {
        if state.away().edits.is_empty() { self.snapshot(state).1.clone() } else { to_bytes(&state.edit_traces()) }
    }

    fn snapshot(&self, state: &State) -> &(Segmentation, Vec<u8>) {
        self.segmentation.get_or_init(|| {
            let (article, sentences) = (state.article(), state.sentences());
            described(article, sentences, &Snapshot::of(article, sentences))
        })
    }

    /// Whether the snapshot of the open text is there.
    pub(super) fn has_snapshot(&self) -> bool {
        self.segmentation.get().is_some()
    }

    /// A snapshot that was made in advance; dropped if another text is open by now.
    pub(super) fn note_snapshot(&self, article: &ArticleText, sentences: &Rc<Sentences>, snapshot: &Snapshot) {
        if self.is_about(sentences) {
            self.segmentation.get_or_init(|| described(article, sentences, snapshot));
        }
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
            sha256: self.sha256.get().map(|known| &**known),
            labels: state.labels(),
            sentences: state.sentences(),
            segmentation: self.segmentation(state),
            annotators: &annotators,
            annotations,
            relations: state.relations(),
            assignment: self.answered(state).as_ref(),
            extras: &self.extras,
        })
    }

    /// The task, and what the reader's labels answer of it.
    fn answered(&self, state: &State) -> Option<Assignment> {
        let asked = |question: &Question| AskedQuestion {
            id: Rc::clone(&question.id),
            text: Rc::clone(&question.text),
            sentence: question.sentence(state),
            answers: question.answers(state).into_iter().map(|answer| Rc::clone(&answer.id)).collect(),
        };
        let task = self.assignment.as_ref()?;
        let questions: Vec<_> = self.questions.iter().map(asked).collect();
        Some(if questions.is_empty() { task.clone() } else { task.with_questions(&questions) })
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
            edit_traces: self.edit_traces(state),
            judged_away: state.away().judged.clone(),
            annotators,
            unclaimed: false,
            relations: state.relations().to_vec(),
            assignment: self.assignment.clone(),
            exported: state.people().exported,
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

/// A snapshot as files have it, and what its edits are known by in another text.
fn described(article: &ArticleText, sentences: &Sentences, snapshot: &Snapshot) -> (Segmentation, Vec<u8>) {
    let mut edits = Vec::new();
    for edit in sentences.edits() {
        let at = article.code_point(edit.at).map_or(0, CodePointOffset::get);
        edits.push(SentenceEdit { kind: edit.kind, at });
    }
    let (method, version) = (snapshot.method.to_string(), snapshot.version.to_string());
    let segmentation = Segmentation { method, version, hashes: Some(snapshot.to_bytes()), edits };
    (segmentation, to_bytes(&traces(article, sentences)))
}

/// One annotation's record.
pub(super) fn stored_annotation(annotation: &Annotation, state: &State) -> records::AnnotationRecord {
    records::AnnotationRecord {
        id: annotation.id.to_string(),
        json: annotation_record(annotation, state.article(), state.sentences()),
        orphan: annotation.span().is_none(),
    }
}
