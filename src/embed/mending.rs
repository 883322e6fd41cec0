//! Hand-made sentence boundaries on their way in: which sentences a record or file speaks of.

use crate::embed::searching::{Pace, snapshot};
use crate::embed::session::Session;
use crate::model::article::{ArticleText, BlockKind, BlockSource};
use crate::model::reattach::Snapshot;
use crate::model::reattach::edits::{Trace, find_edits, from_bytes, traces};
use crate::model::sentences::mending::{Edit, EditKind};
use crate::model::sentences::{Sentence, Sentences};
use crate::wire::Segmentation;
use crate::wire::native::ImportFile;
use crate::wire::record::StoredDocument;
use std::rc::Rc;

/// The open text's sentences, mended as in a stored document, and whether that speaks of
/// this very text. `fingerprint` is the stored one.
pub(super) async fn sentences_of(
    session: &Session,
    document: &StoredDocument,
    fingerprint: &str,
    pace: &mut Pace<'_>,
) -> (Rc<Sentences>, bool) {
    let theirs = &document.segmentation;
    let (article, open) = {
        let (state, meta) = (session.state.borrow(), session.meta.borrow());
        let same = meta.fingerprint() == fingerprint;
        // The snapshot takes long, and is not looked at where nothing is stored to compare it with.
        let has_hashes = |hashes: &Option<Vec<u8>>| hashes.is_some() && *hashes == meta.segmentation(&state).hashes;
        let unmended =
            theirs.edits.is_empty() && document.edit_traces.is_empty() && state.sentences().edits().is_empty();
        if same || unmended {
            return (Rc::clone(state.sentences()), same || has_hashes(&theirs.hashes));
        }
        (Rc::clone(state.article()), Rc::clone(state.sentences()))
    };
    let scanned = open.unmended(&article);
    let mended = scanned.mended(&edits_in(&article, theirs), &article);
    if Some(snapshot(&article, &mended, pace).await.to_bytes()) == theirs.hashes {
        return (Rc::new(mended), true);
    }
    let edits = edits_again(&from_bytes(&document.edit_traces), &article, &scanned, pace).await;
    (Rc::new(scanned.mended(&edits, &article)), false)
}

/// The edits with these traces that can be made in a text, too; `scanned` are its sentences before
/// all mending.
pub(super) async fn edits_again(
    traces: &[Trace],
    article: &ArticleText,
    scanned: &Sentences,
    pace: &mut Pace<'_>,
) -> Vec<Edit> {
    if traces.is_empty() {
        return Vec::new();
    }
    find_edits(traces, &snapshot(article, scanned, pace).await, article, scanned)
}

/// A file's edits at their places in the open text, which `open` are the sentences of.
pub(super) async fn edits_of_file(
    file: &ImportFile,
    article: &ArticleText,
    open: &Sentences,
    pace: &mut Pace<'_>,
) -> Vec<Edit> {
    if file.segmentation.edits.is_empty() || article.as_str() == file.article.text {
        return edits_in(article, &file.segmentation);
    }
    let (old, sentences) = text_of_file(file);
    edits_again(&traces(&old, &sentences), article, &open.unmended(article), pace).await
}

/// The snapshot of a file's own text and sentences, whatever one came with it.
pub(super) async fn snapshot_of_file(file: &ImportFile, pace: &mut Pace<'_>) -> Snapshot {
    let (text, sentences) = text_of_file(file);
    snapshot(&text, &sentences, pace).await
}

fn text_of_file(file: &ImportFile) -> (ArticleText, Sentences) {
    let (text, kind) = (file.article.text.clone(), BlockKind::Paragraph);
    let old = ArticleText::new([BlockSource { text, kind, lang: "".into(), hints: Vec::new() }]);
    let mut sentences = Vec::new();
    for sentence in &file.sentences {
        if let Some(span) = old.span_of_code_points(sentence.start, sentence.end) {
            sentences.push(Sentence { span, block: sentence.paragraph, counts: true });
        }
    }
    let sentences = Sentences::from_mended(sentences, edits_in(&old, &file.segmentation));
    (old, sentences)
}

/// How many of a file's edits are not what `sentences` are like: `edits` are those that have a place.
pub(super) fn lost_edits(file: &ImportFile, edits: &[Edit], sentences: &Sentences) -> usize {
    let begins =
        |at| sentences.at(at).and_then(|number| sentences.get(number)).is_some_and(|one| one.span.start() == at);
    let made = edits.iter().filter(|edit| begins(edit.at) == (edit.kind == EditKind::Split)).count();
    file.segmentation.edits.len().saturating_sub(made)
}

/// Edits at their places in the text that they were made in.
fn edits_in(article: &ArticleText, segmentation: &Segmentation) -> Vec<Edit> {
    let mut edits = Vec::new();
    for edit in &segmentation.edits {
        if let Some(span) = article.span_of_code_points(edit.at, edit.at.saturating_add(1)) {
            edits.push(Edit { kind: edit.kind, at: span.start() });
        }
    }
    edits
}
