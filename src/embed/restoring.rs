//! What the storage has of a document, put at its places in the open text, and who the reader of this browser is.

use crate::dom::records::{ChangeSet, DocumentRecord, Stored};
use crate::dom::slices::Slices;
use crate::dom::store::Store;
use crate::embed::searching::Pace;
use crate::embed::session::Session;
use crate::embed::{Apart, effects, keeping, placing};
use crate::model::action::{Action, Foreign, People, Source};
use crate::model::annotation::Annotator;
use crate::model::effect::{Effect, Update};
use crate::wire::AnnotatorRecord;
use crate::wire::record::{StoredDocument, read_document_record};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// The record that holds who the reader of this browser is.
pub(super) const READER: &str = "urn:reading-annotations:reader";

/// What was stored, at its places in the open text.
pub(super) struct Restored {
    foreign: Foreign,
    /// The document's own record, if there is one.
    record: Option<StoredDocument>,
    /// Whether it speaks of the very text that is open.
    same_text: bool,
    /// Whether the reader has not worked on it before.
    begins: bool,
}

/// What the storage has of a document besides its annotations, and the reader of this browser where that does not tell.
pub(super) struct Known {
    record: Option<StoredDocument>,
    reader: Option<Annotator>,
}

/// Reads the document's record, and who the reader is if nobody here has worked on it.
pub(super) async fn known(stored: &Stored) -> Known {
    let record = stored.document.as_ref().and_then(read);
    let reader = if begins(record.as_ref()) { known_reader().await } else { None };
    Known { record, reader }
}

// Not inlined: a page that is opened for the first time has nothing in the storage, and does without it.
#[inline(never)]
fn read(record: &DocumentRecord) -> Option<StoredDocument> {
    read_document_record(&record.json).ok()
}

/// Whether the reader has not worked on it before.
fn begins(record: Option<&StoredDocument>) -> bool {
    record.is_none_or(|record| record.unclaimed)
}

/// Looks for the places of what was stored.
pub(super) async fn place(
    session: &Rc<Session>,
    stored: Stored,
    Known { record, reader }: Known,
    pace: &mut Pace<'_>,
) -> Restored {
    let reader = reader.or_else(|| session.state.borrow().reader().cloned());
    let nothing = stored.document.is_none() && stored.annotations.is_empty();
    let is_new = nothing && session.state.borrow().sentences().edits().is_empty();
    match reader {
        Some(reader) if is_new => first_read_by(reader),
        reader => placing(session, stored, record, reader, pace).await,
    }
}

/// Of a document that nobody here has worked on only its reader is known.
fn first_read_by(reader: Annotator) -> Restored {
    let people = People { annotators: vec![reader], ..People::default() };
    let foreign = Foreign { people: Some(people), ..Foreign::default() };
    Restored { foreign, record: None, same_text: false, begins: true }
}

#[inline(never)]
fn placing<'a>(
    session: &'a Rc<Session>,
    stored: Stored,
    record: Option<StoredDocument>,
    reader: Option<Annotator>,
    pace: &'a mut Pace<'_>,
) -> Apart<'a, Restored> {
    Box::pin(place_stored(session, stored, record, reader, pace))
}

async fn place_stored(
    session: &Rc<Session>,
    stored: Stored,
    mut record: Option<StoredDocument>,
    reader: Option<Annotator>,
    pace: &mut Pace<'_>,
) -> Restored {
    let begins = begins(record.as_ref());
    if let (Some(record), Some(reader)) = (&mut record, &reader) {
        record.claim(reader);
    }
    let document = record.clone().or_else(|| {
        let reader = reader?;
        Some(StoredDocument { annotators: vec![AnnotatorRecord::new(reader)], ..StoredDocument::default() })
    });
    if let Some(document) = &document {
        let mut meta = session.meta.borrow_mut();
        // What is set now counts more than what was set when it was stored.
        meta.assignment = meta.assignment.take().or_else(|| document.assignment.clone());
        meta.note_unknown(&document.extras, &document.annotators);
    }
    let put: Vec<String> = stored.annotations.into_iter().map(|record| record.json).collect();
    let fingerprint = stored.document.as_ref().map_or("", |record| &record.fingerprint);
    let (foreign, same_text) = placing::foreign(session, &put, Vec::new(), document.as_ref(), fingerprint, pace).await;
    Restored { foreign, record, same_text, begins }
}

/// Puts what was stored into the state; what found another place is written back.
pub(super) fn restore(session: &Rc<Session>, Restored { foreign, record, same_text, begins }: Restored) {
    let new_text = record.is_some() && !same_text;
    send_quietly(session, Action::Adopt(foreign));
    if new_text {
        keep_later(session);
    }
    if let Some(record) = record.filter(|_| same_text) {
        session.meta.borrow_mut().note_segmentation(record, session.state.borrow().sentences());
    }
    if begins && session.writer.borrow().is_some() {
        spawn_local(remember_reader(session.state.borrow().reader().cloned()));
    }
}

/// The places are shown first: writing them down is a task of its own.
#[inline(never)]
fn keep_later(session: &Rc<Session>) {
    let (session, opening) = (Rc::clone(session), session.opening.get());
    spawn_local(async move {
        Slices::default().rest().await;
        if session.opening.get() == opening {
            keeping::keep_all(&session);
        }
    });
}

/// Adopting what is stored is not news for the host page: only the paint is.
pub(super) fn send_quietly(session: &Rc<Session>, action: Action) {
    let input = crate::model::action::Input {
        action,
        source: Source::Tab,
        now: crate::dom::clock::now(),
        entropy: crate::dom::clock::random_bits(),
    };
    let update = session.state.borrow_mut().apply(input);
    let effects = update.effects.into_iter().filter(|effect| !matches!(effect, Effect::Emit(_))).collect();
    effects::carry_out(session, &Update { effects, changed: false });
}

/// Who the reader of this browser is.
async fn known_reader() -> Option<Annotator> {
    let (loaded, _) = Store::new(READER).load().await;
    let document = read(&loaded.read().document?)?;
    let reader = document.annotators.into_iter().next()?.annotator;
    Some(Annotator { completed_at: None, ..reader })
}

/// The same person has the same id in all documents of this browser.
async fn remember_reader(reader: Option<Annotator>) {
    let Some(annotator) = reader else { return };
    let annotator = Annotator { completed_at: None, ..annotator };
    let annotators = vec![AnnotatorRecord::new(annotator)];
    let article = crate::wire::ArticleRecord { id: READER.to_owned(), ..Default::default() };
    let record = StoredDocument { article, annotators, ..StoredDocument::default() };
    let document = DocumentRecord { json: crate::wire::record::document_record(&record), ..Default::default() };
    let change = ChangeSet { document: Some(document), ..Default::default() };
    // Not kept: the next document gets a reader of its own, and says so in its banner.
    let _ = Store::new(READER).commit(change).await;
}
