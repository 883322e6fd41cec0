//! The host page changed or removed the article while it is open.

use crate::dom::slices::Slices;
use crate::embed::attaching::attach;
use crate::embed::loading::Hold;
use crate::embed::locating::{find_article, wait_for};
use crate::embed::opening::is_open_text;
use crate::embed::reading::read_calmly;
use crate::embed::searching::{Pace, search};
use crate::embed::session::Session;
use crate::embed::stood::{Standing, Stood};
use crate::embed::{Apart, later, mending};
use crate::model::action::{Action, Reread, Source};
use crate::model::annotation::{Anchoring, Annotation, Place};
use crate::model::article::ArticleText;
use crate::model::reattach::Wanted;
use crate::model::sentences::Sentences;
use crate::model::state::State;
use crate::ui::words;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// From this likeness on a sentence that comes is the one that has gone, with a word changed.
const ALIKE: f64 = 0.75;

/// Reads the article again, or what took its place. The same text in new nodes is
/// only painted anew; another text lets every annotation look for its place.
pub(super) fn reread(session: &Rc<Session>) {
    let session = Rc::clone(session);
    spawn_local(async move {
        later::all_there().await;
        rereading_calmly(&session).await;
    });
}

#[inline(never)]
fn rereading_calmly(session: &Rc<Session>) -> Apart<'_, ()> {
    Box::pin(reread_calmly(session))
}

async fn reread_calmly(session: &Rc<Session>) {
    // A later change, or another document, makes an earlier reading void.
    let reading = session.reading.get() + 1;
    session.reading.set(reading);
    let opening = session.opening.get();
    let is_void = || session.reading.get() != reading || session.opening.get() != opening;
    // What the reader does meanwhile is done to the new text.
    let _hold = Hold::after_others(session).await;
    if is_void() {
        return;
    }
    let old = session.article.borrow().as_ref().map(|article| article.root.clone());
    // An owner may have given another node while the old one stays in the page.
    let old = old.filter(|root| root.is_connected() && session.owner.is_none());
    let root = old.or_else(|| find_article(session).ok());
    let Some(root) = root else { return removed(session) };
    let mut slices = Slices::default();
    let (article, scanned) = read_calmly(session, &root, &mut slices).await;
    if is_void() {
        return;
    }
    if article.text.is_empty() {
        return removed(session);
    }
    session.waiting.take();
    let change = if is_open_text(session, &article.text) {
        None
    } else {
        Some(moved(session, &article.text, &scanned, &mut Pace::Sliced(session, &mut slices)).await)
    };
    if is_void() {
        return;
    }
    attach(session, root, article);
    session.shell.set_fatal(None);
    match change {
        Some(change) => {
            session.send(Action::Reread(change), Source::Api);
        }
        None => session.show(),
    }
}

/// Where everything is in the new text.
async fn moved(session: &Session, article: &Rc<ArticleText>, scanned: &Sentences, pace: &mut Pace<'_>) -> Reread {
    let (before, old, traces, placed, orphans, wanted) = {
        let state = session.state.borrow();
        let snapshot = session.meta.borrow().segmentation(&state).snapshot(None);
        let placed = state.annotations().placed().to_vec();
        let wanted: Vec<Wanted> = placed.iter().map(|annotation| wanted(annotation, &state)).collect();
        let stood = session.stood.borrow();
        let orphans = state.annotations().orphans().iter();
        let orphans: Vec<_> = orphans.map(|orphan| (Annotation::clone(orphan), stood.of(orphan))).collect();
        (Rc::clone(state.article()), snapshot, state.edit_traces(), placed, orphans, wanted)
    };
    let edits = mending::edits_again(&traces, article, scanned, pace).await;
    let sentences = Rc::new(scanned.mended(&edits, article));
    let last: Vec<_> = wanted.iter().map(|wanted| wanted.position).collect();
    let found = search(old.as_ref(), wanted, article, &sentences, pace).await;
    let is_gone = |place: &Place| matches!(place, Place::Orphan { .. });
    let gone = placed.iter().zip(&found.places).filter(|(_, place)| is_gone(place)).map(|(label, _)| &**label);
    let gone = gone.map(|label| (label, label.standing(&before)));
    let stood = orphans.iter().map(|(label, on)| (label, on.clone()));
    session.stood.replace(Stood::new(stood.chain(gone)));
    let mut annotations: Vec<Annotation> = placed
        .iter()
        .zip(found.places)
        .zip(last)
        .map(|((annotation, place), last)| Annotation {
            place: remembering(place, last),
            ..Annotation::clone(annotation)
        })
        .collect();
    annotations.extend(returned(orphans, (article, &sentences), &found.sentence_map, pace).await);
    Reread { article: Rc::clone(article), sentences, annotations, sentence_map: found.sentence_map }
}

fn wanted(annotation: &Annotation, state: &State) -> Wanted {
    Wanted {
        quote: annotation.quote.clone(),
        standing: annotation.standing(state.article()),
        position: annotation.span().and_then(|span| state.article().code_points_of(span)),
        sentences: annotation.span().map(|span| state.sentences().touching(span)),
    }
}

/// A lost annotation knows where it stood last.
pub(super) fn remembering(place: Place, last: Option<(usize, usize)>) -> Place {
    match place {
        Place::Orphan { last: None } => Place::Orphan { last },
        place => place,
    }
}

/// Orphans of an earlier text, each with what it stood on last: one comes back where its very text is there
/// again, or that, or nearly so, in sentences that came with this text: `stayed` leads from those of the earlier
/// one to these. What was there already, or is merely alike, was judged to be something else.
pub(super) async fn returned(
    orphans: Vec<(Annotation, Option<Standing>)>,
    (article, sentences): (&ArticleText, &Sentences),
    stayed: &[Option<usize>],
    pace: &mut Pace<'_>,
) -> Vec<Annotation> {
    if orphans.is_empty() {
        return Vec::new();
    }
    let new: Vec<usize> = sentences.newcomers(stayed).map(|(number, _)| number).collect();
    if new.is_empty() {
        return orphans.into_iter().map(|(orphan, _)| orphan).collect();
    }
    let came = |place: &Place| match place {
        Place::At { span, .. } => sentences.touching(*span).all(|number| new.binary_search(&number).is_ok()),
        Place::Orphan { .. } => false,
    };
    let wanted = orphans.iter().map(|(orphan, on)| Wanted { standing: on.clone(), ..orphan.quote.clone().into() });
    let found = search(None, wanted.collect(), article, sentences, pace).await;
    let placed = orphans.into_iter().zip(found.places).map(|((orphan, on), place)| {
        let is_nearly = matches!(place, Place::At { anchoring: Anchoring::Changed(left), .. } if left >= ALIKE);
        let has = |words: &str| place.has_words(words, article);
        let is_back = has(&orphan.quote.exact) || on.is_some_and(|(last, _)| has(&last.exact)) || is_nearly;
        let place = if is_back && came(&place) { place } else { orphan.place };
        Annotation { place, ..orphan }
    });
    placed.collect()
}

/// The article left the page: the work stays as it is until it comes back.
fn removed(session: &Rc<Session>) {
    session.shell.set_fatal(Some(session.say(words::ARTICLE_GONE).into()));
    if let Some(body) = session.host.owner_document().and_then(|page| page.body()) {
        wait_for(session, &body, reread);
    }
    session.show();
}

/// Another theme: the same text in other colours.
pub(super) fn repaint_anew(session: &Rc<Session>) {
    let open = session.article.borrow().as_ref().map(|article| (article.root.clone(), Rc::clone(&article.read)));
    if let Some((root, article)) = open {
        attach(session, root, article);
    }
    session.show();
}
