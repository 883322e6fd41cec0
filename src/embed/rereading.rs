//! The host page changed or removed the article while it is open.

use crate::dom::article_reader::read;
use crate::embed::opening::{attach, find_article, wait_for};
use crate::embed::session::Session;
use crate::model::action::{Action, Reread, Source};
use crate::model::annotation::{Annotation, Place};
use crate::model::article::ArticleText;
use crate::model::reattach::edits::{find_edits, traces};
use crate::model::reattach::{Snapshot, Wanted, map_sentences, reattach};
use crate::model::sentences::Sentences;
use std::rc::Rc;

/// Reads the article again, or what took its place. The same text in new nodes is
/// only painted anew; another text lets every annotation look for its place.
pub(super) fn reread(session: &Rc<Session>) {
    let old = session.article.borrow().as_ref().map(|article| article.root.clone());
    let root = old.filter(|root| root.is_connected()).or_else(|| find_article(session).ok());
    let read_again = root.map(|root| (Rc::new(read(&root, Some(&session.host))), root));
    let Some((article, root)) = read_again.filter(|(article, _)| !article.text.is_empty()) else {
        return removed(session);
    };
    session.waiting.take();
    let same = {
        let state = session.state.borrow();
        let (old, new) = (state.article(), &article.text);
        old.as_str() == new.as_str() && old.blocks() == new.blocks()
    };
    let change = (!same).then(|| moved(session, &article.text));
    session.article.take();
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
fn moved(session: &Session, article: &Rc<ArticleText>) -> Reread {
    let state = session.state.borrow();
    let scanned = Sentences::of(article);
    let edits = find_edits(&traces(state.article(), state.sentences()), article, &scanned);
    let sentences = Rc::new(scanned.mended(&edits, article));
    let old = Snapshot::of(state.article(), state.sentences());
    let (placed, orphans) = (state.annotations().placed(), state.annotations().orphans());
    let wanted: Vec<Wanted> = placed
        .iter()
        .map(|annotation| Wanted {
            quote: annotation.quote.clone(),
            position: annotation.span().and_then(|span| state.article().code_points_of(span)),
            sentences: annotation.span().map(|span| state.sentences().touching(span)),
        })
        .collect();
    let found = reattach(Some(&old), &wanted, article, &sentences);
    let mut annotations: Vec<Annotation> = placed
        .iter()
        .zip(found.places)
        .zip(wanted)
        .map(|((annotation, place), wanted)| Annotation {
            place: remembering(place, wanted.position),
            ..Annotation::clone(annotation)
        })
        .collect();
    let orphans: Vec<Annotation> = orphans.iter().map(|orphan| Annotation::clone(orphan)).collect();
    annotations.extend(returned(orphans, article, &sentences));
    let new = Snapshot::of(article, &sentences);
    Reread { article: Rc::clone(article), sentences, annotations, sentence_map: map_sentences(&old, &new) }
}

/// A lost annotation knows where it stood last.
pub(super) fn remembering(place: Place, last: Option<(usize, usize)>) -> Place {
    match place {
        Place::Orphan { last: None } => Place::Orphan { last },
        place => place,
    }
}

/// Orphans of an earlier text: one comes back only where its very text is there
/// again; what is merely alike was already judged to be something else.
pub(super) fn returned(orphans: Vec<Annotation>, article: &ArticleText, sentences: &Sentences) -> Vec<Annotation> {
    if orphans.is_empty() {
        return orphans;
    }
    let wanted: Vec<Wanted> =
        orphans.iter().map(|orphan| Wanted { quote: orphan.quote.clone(), position: None, sentences: None }).collect();
    let found = reattach(None, &wanted, article, sentences);
    orphans
        .into_iter()
        .zip(found.places)
        .map(|(orphan, place)| match place {
            Place::At { span, .. } if article.slice(span) == &*orphan.quote.exact => Annotation { place, ..orphan },
            _ => orphan,
        })
        .collect()
}

/// The article left the page: the work stays as it is until it comes back.
fn removed(session: &Rc<Session>) {
    let gone = "The article is not in the page any more. Your labels are kept; they return with the article.";
    session.shell.set_fatal(Some(gone.into()));
    if let Some(body) = session.host.owner_document().and_then(|page| page.body()) {
        wait_for(session, &body, reread);
    }
    session.show();
}

/// Another theme: the same text in other colours.
pub(super) fn repaint_anew(session: &Rc<Session>) {
    let open = session.article.borrow().as_ref().map(|article| (article.root.clone(), Rc::clone(&article.read)));
    if let Some((root, article)) = open {
        session.article.take();
        attach(session, root, article);
    }
    session.show();
}
