//! Finding labels again in a text that is not the one they were made on, without keeping the page
//! from its work; past a moment the panel shows how far it is.

use crate::dom::slices::Slices;
use crate::embed::session::Session;
use crate::model::article::ArticleText;
use crate::model::reattach::{Progress, Reattached, Reattachment, Snapshot, Wanted};
use crate::model::sentences::Sentences;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A search that takes longer shows its progress, in milliseconds.
const PATIENCE: f64 = 200.0;

/// So many sentences are hashed between two looks at the clock.
const SNAPSHOT_AT_ONCE: usize = 200;

/// How a search gets its time.
pub(super) enum Pace<'a> {
    /// All at once: for what must not be overtaken.
    AtOnce,
    /// In slices, told by the session's panel.
    Sliced(&'a Rc<Session>, &'a mut Slices),
}

/// Finds all that is wanted; `article` and `sentences` are held on to meanwhile.
pub(super) async fn search(
    old: Option<&Snapshot>,
    wanted: Vec<Wanted>,
    article: &ArticleText,
    sentences: &Sentences,
    pace: &mut Pace<'_>,
) -> Reattached {
    let mut work = Reattachment::new(old.cloned(), wanted);
    let mut told = false;
    loop {
        let progress = match &*pace {
            Pace::AtOnce => work.step(article, sentences, &mut || false),
            Pace::Sliced(_, slices) => work.step(article, sentences, &mut || slices.is_up()),
        };
        match (progress, &mut *pace) {
            (Progress::Done(found), pace) => {
                if told && let Pace::Sliced(session, _) = pace {
                    session.shell.set_progress(None);
                    session.show();
                }
                return found;
            }
            (Progress::Working(part), Pace::Sliced(session, slices)) => {
                if slices.elapsed() > PATIENCE {
                    told = true;
                    session.shell.set_progress(Some((part * 100.0) as u32));
                    session.show();
                }
                slices.rest().await;
            }
            (Progress::Working(_), Pace::AtOnce) => {}
        }
    }
}

/// The snapshot of a text; `article` and `sentences` are held on to meanwhile.
pub(super) async fn snapshot(article: &ArticleText, sentences: &Sentences, pace: &mut Pace<'_>) -> Snapshot {
    let mut snapshot = Snapshot::begin();
    while !snapshot.step(article, sentences, SNAPSHOT_AT_ONCE) {
        if let Pace::Sliced(_, slices) = pace {
            slices.rest_if_due().await;
        }
    }
    snapshot
}

/// The outcome of work at [`Pace::AtOnce`], which never has to wait.
pub(super) fn at_once<T>(work: impl Future<Output = T>) -> Option<T> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => Some(outcome),
        Poll::Pending => None,
    }
}
