//! The host page changed or removed the article while it is open.

use crate::dom::article_reader::read;
use crate::embed::opening::attach;
use crate::embed::session::Session;
use crate::model::action::{Action, Reread, Source};
use crate::model::annotation::{Annotation, Place};
use crate::model::reattach::{Snapshot, Wanted, map_sentences, reattach};
use crate::model::sentences::Sentences;
use std::rc::Rc;

/// Reads the article again. The same text in new nodes is only painted anew;
/// another text lets every annotation look for its place.
pub(super) fn reread(session: &Rc<Session>) {
    let Some(root) = session.article.borrow().as_ref().map(|article| article.root.clone()) else { return };
    let article = Rc::new(read(&root, Some(&session.host)));
    if article.text.is_empty() {
        return removed(session);
    }
    let (same_text, same_blocks) = {
        let state = session.state.borrow();
        let (old, new) = (state.article(), &article.text);
        (old.as_str() == new.as_str(), old.blocks() == new.blocks())
    };
    let change = (!(same_text && same_blocks)).then(|| moved(session, &article.text));
    session.article.take();
    attach(session, root, article);
    session.shell.set_fatal(None);
    match change {
        Some(change) => {
            session.meta.borrow_mut().note_text(&change.article, &change.sentences);
            session.send(Action::Reread(change), Source::Api);
        }
        None => session.show(),
    }
}

/// Where everything is in the new text.
fn moved(session: &Session, article: &Rc<crate::model::article::ArticleText>) -> Reread {
    let state = session.state.borrow();
    let sentences = Rc::new(Sentences::of(article));
    let old = Snapshot::of(state.article(), state.sentences());
    let all: Vec<&Rc<Annotation>> = state.annotations().iter().collect();
    let wanted: Vec<Wanted> = all
        .iter()
        .map(|annotation| match annotation.place {
            Place::At { span, .. } => Wanted {
                quote: annotation.quote.clone(),
                position: state.article().code_points_of(span),
                sentences: Some(state.sentences().touching(span)),
            },
            Place::Orphan { last } => Wanted { quote: annotation.quote.clone(), position: last, sentences: None },
        })
        .collect();
    let found = reattach(Some(&old), &wanted, article, &sentences);
    let annotations = all
        .into_iter()
        .zip(found.places)
        .zip(&wanted)
        .map(|((annotation, place), wanted)| {
            let place = match place {
                Place::Orphan { last: None } => Place::Orphan { last: wanted.position },
                place => place,
            };
            Annotation { place, ..Annotation::clone(annotation) }
        })
        .collect();
    let new = Snapshot::of(article, &sentences);
    Reread { article: Rc::clone(article), sentences, annotations, sentence_map: map_sentences(&old, &new) }
}

/// The article left the page: the work stays as it is until it comes back.
pub(super) fn removed(session: &Rc<Session>) {
    session.shell.set_fatal(Some(
        "The article is not in the page any more. Your labels are kept; they return with the article.".into(),
    ));
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
