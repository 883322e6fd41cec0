//! Hand-made sentence boundaries on their way in: which sentences a record or file speaks of.

use crate::embed::document::DocumentMeta;
use crate::model::article::{ArticleText, BlockKind, BlockSource};
use crate::model::reattach::Snapshot;
use crate::model::reattach::edits::{find_edits, from_bytes, traces};
use crate::model::sentences::mending::{Edit, EditKind};
use crate::model::sentences::{Sentence, Sentences};
use crate::model::state::State;
use crate::wire::Segmentation;
use crate::wire::native::ImportFile;
use crate::wire::record::StoredDocument;
use std::rc::Rc;

/// The snapshot that a stored document's or a file's places speak of, if there is one; one that is
/// damaged has no sentences, which the search tells.
pub(super) fn snapshot_of(segmentation: &Segmentation) -> Option<Snapshot> {
    let Segmentation { method, version, hashes, .. } = segmentation;
    let empty = || Snapshot { method: (**method).into(), version: (**version).into(), hashes: Vec::new() };
    (!hashes.is_empty()).then(|| Snapshot::from_bytes(method, version, hashes).unwrap_or_else(|_| empty()))
}

/// The open text's sentences, mended as in a stored document, and whether that speaks of
/// this very text. `fingerprint` is the stored one.
pub(super) fn sentences_of(
    state: &State,
    meta: &DocumentMeta,
    document: &StoredDocument,
    fingerprint: &str,
) -> (Rc<Sentences>, bool) {
    let (article, theirs) = (state.article(), &document.segmentation);
    let same = meta.fingerprint() == fingerprint;
    // The snapshot takes long, and is not looked at where nothing is stored to compare it with.
    let has_hashes = |hashes: &[u8]| !hashes.is_empty() && hashes == meta.segmentation(state).hashes;
    let unmended = theirs.edits.is_empty() && document.edit_traces.is_empty() && state.sentences().edits().is_empty();
    if same || unmended {
        return (Rc::clone(state.sentences()), same || has_hashes(&theirs.hashes));
    }
    let scanned = state.sentences().unmended(article);
    let mended = scanned.mended(&edits_in(article, theirs), article);
    if Snapshot::of(article, &mended).to_bytes() == theirs.hashes {
        return (Rc::new(mended), true);
    }
    let edits = find_edits(&from_bytes(&document.edit_traces), article, &scanned);
    (Rc::new(scanned.mended(&edits, article)), false)
}

/// A file's edits at their places in the open text.
pub(super) fn edits_of_file(file: &ImportFile, state: &State) -> Vec<Edit> {
    let article = state.article();
    if file.segmentation.edits.is_empty() || article.as_str() == file.article.text {
        return edits_in(article, &file.segmentation);
    }
    let (text, kind) = (file.article.text.clone(), BlockKind::Paragraph);
    let old = ArticleText::new([BlockSource { text, kind, lang: "".into(), hints: Vec::new() }]);
    let mut sentences = Vec::new();
    for sentence in &file.sentences {
        if let Some(span) = old.span_of_code_points(sentence.start, sentence.end) {
            sentences.push(Sentence { span, block: sentence.paragraph, counts: true });
        }
    }
    let sentences = Sentences::from_mended(sentences, edits_in(&old, &file.segmentation));
    find_edits(&traces(&old, &sentences), article, &state.sentences().unmended(article))
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
