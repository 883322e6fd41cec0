//! The annotations below the text: quote, label, state, note.

use super::{AnnotatedCopy, class, tag};
use crate::model::annotation::{Annotation, Place};
use crate::model::markup::Markup;
use std::rc::Rc;

/// Both lists, each where it has something to tell.
pub(super) fn lists(copy: &AnnotatedCopy<'_>, out: &mut dyn Markup) {
    let annotations = copy.state.annotations();
    list(copy, copy.words.list, annotations.placed(), 0, out);
    list(copy, copy.words.orphans, annotations.orphans(), annotations.placed().len(), out);
}

/// `before` have been numbered already.
fn list(copy: &AnnotatedCopy<'_>, title: &str, annotations: &[Rc<Annotation>], before: usize, out: &mut dyn Markup) {
    if annotations.is_empty() {
        return;
    }
    out.open("section", &[]);
    out.leaf("h2", &[], title);
    // The numbers stand in the entries, so that they are those of the text.
    out.open("ol", &[("class", "list")]);
    for (number, annotation) in annotations.iter().enumerate() {
        entry(copy, annotation, before + number + 1, out);
    }
    out.close();
    out.close();
}

fn entry(copy: &AnnotatedCopy<'_>, annotation: &Annotation, number: usize, out: &mut dyn Markup) {
    let state = copy.state;
    let class = class(copy, &annotation.label);
    out.open("li", &[("class", &class), ("id", &("listed-".to_owned() + &number.to_string()))]);
    out.open("p", &[("class", "what")]);
    // An orphan's link leads nowhere but to itself.
    tag(copy, annotation, number, ["", if annotation.span().is_some() { "in-text-" } else { "listed-" }], out);
    let name = state.labels().get(&annotation.label).map_or(&annotation.label, |label| &label.name);
    out.leaf("bdi", &[("class", "sample")], name);
    if let Place::At { anchoring, .. } = annotation.place
        && let Some(badge) = copy.words.of_anchoring(anchoring)
    {
        out.text(" ");
        out.leaf("span", &[("class", "state")], badge);
    }
    // Whose it is, where several people's work is in the copy.
    let by = state.annotators().iter().find(|annotator| annotator.id == annotation.annotator);
    if state.annotators().len() > 1
        && let Some(name) = by.and_then(|annotator| annotator.name.as_deref())
    {
        out.text(" ");
        out.leaf("bdi", &[("class", "by")], name);
    }
    out.close();
    let block = annotation.start().and_then(|at| state.article().block_at(at));
    let lang = block.and_then(|block| state.article().blocks().get(block)).map_or("", |block| &*block.lang);
    out.leaf("blockquote", &[("lang", lang), ("dir", "auto")], &annotation.quote.exact);
    if let Some(note) = &annotation.note {
        out.leaf("p", &[("class", "note"), ("dir", "auto"), ("role", "note"), ("aria-label", copy.words.note)], note);
    }
    out.close();
}
