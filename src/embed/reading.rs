//! Reading the article and splitting it into sentences without keeping the page from its work.

use crate::dom::article_reader::{ReadArticle, Reading};
use crate::dom::slices::Slices;
use crate::embed::session::Session;
use crate::model::sentences::{Sentences, Splitting};
use std::rc::Rc;
use web_sys::Element;

/// Nodes visited, and bytes split, between two looks at the clock.
const NODES: u32 = 200;
const BYTES: usize = 16_384;
/// A page that changes all the time is read in one go in the end.
const TRIES: usize = 4;

/// The article as it stands in the page, and its sentences; read anew where the host changes it
/// meanwhile.
pub(super) async fn read_calmly(
    session: &Rc<Session>,
    root: &Element,
    slices: &mut Slices,
) -> (Rc<ReadArticle>, Rc<Sentences>) {
    let mut tries = 1..=TRIES;
    loop {
        // Without a rest there is no change.
        let last = tries.next().is_none_or(|number| number == TRIES);
        let reading = Reading::start(root, Some(&session.host));
        let whole = loop {
            if reading.step(if last { u32::MAX } else { NODES }) {
                break true;
            }
            if slices.rest_if_due().await && reading.disturbed() {
                break false;
            }
        };
        if !whole {
            continue;
        }
        let article = reading.finish();
        let mut splitting = Splitting::default();
        while !splitting.step(&article.text, BYTES) {
            if !last {
                slices.rest_if_due().await;
            }
        }
        if last || !reading.disturbed() {
            return (Rc::new(article), Rc::new(splitting.finish()));
        }
    }
}
