//! Annotations, judgements and boundaries of a file, of the storage or of another tab at their
//! places in the text that is open.

use crate::dom::slices::Slices;
use crate::embed::mending;
use crate::embed::problems::{refusal as told_refusal, refusal_reason};
use crate::embed::rereading::{remembering, returned};
use crate::embed::searching::{Pace, search, snapshot};
use crate::embed::session::Session;
use crate::model::action::{Action, Foreign, Incoming, People, Source};
use crate::model::annotation::{Annotation, Place};
use crate::model::article::ArticleText;
use crate::model::reattach::edits::from_bytes;
use crate::model::reattach::{Away, Basis, Snapshot, Wanted, WithoutSnapshot, map_sentences};
use crate::model::sentences::Sentences;
use crate::ui::{beginning, words};
use crate::wire::native::ImportFile;
use crate::wire::record::{StoredDocument, read_annotation_record};
use crate::wire::{AnnotationRecord, AnnotatorRecord, RefusalReason};
use std::rc::Rc;

/// Characters of a label's words that a report shows.
const WORDS_TOLD: usize = 80;

/// So many records are read between two looks at the clock.
const READ_AT_ONCE: usize = 50;

/// A file's content, at its places in the open article.
pub(super) async fn incoming(session: &Rc<Session>, mut file: ImportFile) -> Incoming {
    let mut slices = Slices::default();
    let language = session.language.get();
    let pace = &mut Pace::Sliced(session, &mut slices);
    let (article, open) = open_text(session);
    let edits = mending::edits_of_file(&file, &article, &open, pace).await;
    let sentences = open.mended(&edits, &article);
    let lost_edits = mending::lost_edits(&file, &edits, &sentences);
    let same_text = article.as_str() == file.article.text;
    let old = file.snapshot();
    let judged = !same_text && has_judgements(&file.annotators);
    let (contradicting, attached): (Vec<_>, Vec<_>) =
        std::mem::take(&mut file.annotations).into_iter().partition(|one| one.position_contradicts_quote);
    let attached = attached.into_iter().map(|one| (one.record, same_text));
    let orphans = std::mem::take(&mut file.orphans).into_iter().map(|record| (record, same_text));
    let records = attached.chain(orphans).collect();
    let (mut annotations, map) = placed(&article, &sentences, old.as_ref(), records, judged, pace).await;
    let map = match map {
        // Labels went by their quotes; what the judged sentences were like is in the file.
        None if judged => {
            let theirs = mending::snapshot_of_file(&file, pace).await;
            map_sentences(&theirs, &snapshot(&article, &sentences, pace).await)
        }
        map => map.unwrap_or_default(),
    };
    // Where place and quote contradict each other the quote decides, or nothing does; the place
    // only says which is meant of several that are equally good.
    let quotes_only = contradicting.into_iter().map(|one| (one.record, false)).collect();
    let (quoted, _) = placed(&article, &sentences, None, quotes_only, false, pace).await;
    let (found, lost): (Vec<_>, Vec<_>) = quoted.into_iter().partition(|annotation| annotation.span().is_some());
    annotations.extend(found);
    // A reader knows the words, not the id.
    let why = refusal_reason(&RefusalReason::QuoteNotFound, language);
    let lost = lost.into_iter().map(|annotation| {
        let words = beginning(&annotation.quote.exact, WORDS_TOLD);
        (Some(annotation.id), sentence_of(&[&*why, ": “", words, "”"].concat()))
    });
    let mut judged_none = Vec::new();
    for record in &file.annotators {
        for number in &record.judged_none {
            let mut judge = |sentence| judged_none.push((Rc::clone(&record.annotator.id), sentence));
            if !same_text {
                if let Some(now) = map.get(*number).copied().flatten() {
                    judge(now);
                }
                continue;
            }
            // In the same text a judgement holds for all that its sentence has become.
            let sentence = file.sentences.get(*number);
            let span = sentence.and_then(|one| article.span_of_code_points(one.start, one.end));
            let Some(span) = span else { continue };
            for now in sentences.touching(span) {
                if sentences.get(now).is_some_and(|sentence| span.contains(sentence.span)) {
                    judge(now);
                }
            }
        }
    }
    let told_edits = (lost_edits > 0).then(|| (None, language.counted(words::EDITS_LOST, lost_edits).into()));
    let refused = file
        .refused
        .into_iter()
        .map(|refusal| (refusal.id.as_deref().map(Rc::from), sentence_of(&told_refusal(&refusal, language))))
        .chain(told_edits)
        .chain(lost)
        .collect();
    Incoming {
        edits,
        annotations,
        annotators: file.annotators.into_iter().map(|record| record.annotator).collect(),
        judged_none,
        relations: file.relations,
        refused,
    }
}

/// With a capital letter: the reasons begin with what they speak of.
fn sentence_of(words: &str) -> Rc<str> {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default().into()
}

/// Records with their places: those marked `true` are taken at their word if the
/// text there is their quote, or if they have none; all others are looked for. With `map` also, for every sentence of
/// `old`, the number of the one that it is now, if the search went by `old`.
async fn placed(
    article: &ArticleText,
    sentences: &Sentences,
    old: Option<&Snapshot>,
    records: Vec<(AnnotationRecord, bool)>,
    map: bool,
    pace: &mut Pace<'_>,
) -> (Vec<Annotation>, Option<Vec<Option<usize>>>) {
    let mut annotations = Vec::with_capacity(records.len());
    let mut wanted = Vec::new();
    let mut orphans = Vec::new();
    for (record, trusted) in records {
        let claimed = record.claimed_place(article);
        let Place::At { span, .. } = claimed else {
            if record.anchoring.is_none() {
                // In the same text it was looked for already.
                let list = if trusted { &mut annotations } else { &mut orphans };
                list.push(record.into_annotation(claimed));
                continue;
            }
            wanted.push((annotations.len(), record.wanted()));
            annotations.push(record.into_annotation(claimed));
            continue;
        };
        let quote = record.current_quote.as_ref().unwrap_or(&record.quote);
        if !(trusted && article.slice(span) == &*quote.exact) {
            wanted.push((annotations.len(), record.wanted()));
        }
        annotations.push(record.into_annotation(claimed));
    }
    let (numbers, wanted): (Vec<usize>, Vec<Wanted>) = wanted.into_iter().unzip();
    let mut sentence_map = None;
    if !wanted.is_empty() || map {
        let last: Vec<_> = wanted.iter().map(|wanted| wanted.position).collect();
        let found = search(old, wanted, article, sentences, pace).await;
        if let (Some(_), Pace::Sliced(session, _)) = (old, &*pace) {
            tell_basis(session, found.basis);
        }
        for ((number, place), last) in numbers.into_iter().zip(found.places).zip(last) {
            if let Some(annotation) = annotations.get_mut(number) {
                annotation.place = remembering(place, last);
            }
        }
        sentence_map = (found.basis == Basis::Snapshot).then_some(found.sentence_map);
    }
    if !orphans.is_empty() {
        let stayed = match (&sentence_map, old) {
            (Some(map), _) => map,
            (None, Some(old)) => &map_sentences(old, &snapshot(article, sentences, pace).await),
            (None, None) => &Vec::new(),
        };
        let orphans = orphans.into_iter().map(|orphan| (orphan, None)).collect();
        annotations.extend(returned(orphans, (article, sentences), stayed, pace).await);
    }
    (annotations, sentence_map)
}

/// Labels that have to be found without the snapshot that came with them: the reader is told why.
fn tell_basis(session: &Rc<Session>, basis: Basis) {
    let why = match basis {
        Basis::Snapshot | Basis::Quotes(WithoutSnapshot::Missing) => return,
        Basis::Quotes(WithoutSnapshot::OtherVersion) => 0,
        Basis::Quotes(WithoutSnapshot::Damaged) => 1,
        Basis::Quotes(WithoutSnapshot::OtherArticle) => 2,
    };
    let language = session.language.get();
    let told = language.with(words::BY_QUOTES, "why", language.member(words::BY_QUOTES_WHY, why));
    session.send(Action::Report(told.into()), Source::Api);
}

/// What the storage has or another tab wrote, for the state, and whether it speaks of the
/// very text that is open. Records that cannot be read are left out: they stay in the
/// storage as they are.
pub(super) async fn foreign(
    session: &Session,
    put: &[String],
    delete: Vec<String>,
    document: Option<&StoredDocument>,
    fingerprint: &str,
    pace: &mut Pace<'_>,
) -> (Foreign, bool) {
    let (article, open) = open_text(session);
    let (sentences, trusted) = match document {
        Some(document) => mending::sentences_of(session, document, fingerprint, pace).await,
        None => (Rc::clone(&open), true),
    };
    let old = document.and_then(|document| document.segmentation.snapshot(None));
    let mut records = Vec::with_capacity(put.len());
    for some in put.chunks(READ_AT_ONCE) {
        records
            .extend(some.iter().filter_map(|json| read_annotation_record(json).ok()).map(|record| (record, trusted)));
        if let Pace::Sliced(_, slices) = &mut *pace {
            slices.rest_if_due().await;
        }
    }
    let moved = !trusted
        && old.is_some()
        && document.is_some_and(|document| !document.judged_away.is_empty() || has_judgements(&document.annotators));
    let (placed, map) = placed(&article, &sentences, old.as_ref(), records, moved, pace).await;
    let old = old.as_ref();
    let map = match (map, old) {
        // Labels went by their quotes; the judged sentences can still be known.
        (None, Some(old)) if moved => Some(map_sentences(old, &snapshot(&article, &sentences, pace).await)),
        (map, _) => map.filter(|_| moved),
    };
    let foreign = Foreign {
        put: placed,
        delete: delete.into_iter().map(Rc::from).collect(),
        people: document.map(|document| people(document, &article, &sentences, old, map.as_deref())),
        sentences: Some(sentences).filter(|sentences| !Rc::ptr_eq(sentences, &open)),
        complete: false,
    };
    (foreign, trusted)
}

/// The open text and its sentences.
fn open_text(session: &Session) -> (Rc<ArticleText>, Rc<Sentences>) {
    let state = session.state.borrow();
    (Rc::clone(state.article()), Rc::clone(state.sentences()))
}

/// Whether there are sentences that somebody judged to have no label: only they need a map of all sentences.
fn has_judgements(annotators: &[AnnotatorRecord]) -> bool {
    annotators.iter().any(|record| !record.judged_none.is_empty())
}

/// Annotators and judgements of a stored document; `map` leads from its sentences, which `old` are the
/// hashes of, to these. Without `map` they are the same.
fn people(
    document: &StoredDocument,
    article: &ArticleText,
    sentences: &Sentences,
    old: Option<&Snapshot>,
    map: Option<&[Option<usize>]>,
) -> People {
    let mut away = Away { judged: document.judged_away.clone(), ..Away::default() };
    away.set_edits(from_bytes(&document.edit_traces), article, sentences);
    let mut judged_none = Vec::new();
    for record in &document.annotators {
        let id = &record.annotator.id;
        for &number in &record.judged_none {
            let now = map.map_or(Some(number), |map| map.get(number).copied().flatten());
            match now.filter(|now| *now < sentences.len()) {
                Some(now) => judged_none.push((Rc::clone(id), now)),
                None => away.judged.extend(old.and_then(|old| Some((Rc::clone(id), *old.hashes.get(number)?)))),
            }
        }
    }
    if let Some(map) = map {
        judged_none.extend(away.take_returned(article, sentences, map));
    }
    People {
        annotators: document.annotators.iter().map(|record| record.annotator.clone()).collect(),
        judged_none,
        relations: document.relations.clone(),
        exported: document.exported,
        away,
    }
}
