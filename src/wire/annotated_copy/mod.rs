//! The annotated copy: the article with its labels as `<mark>`, a legend, and the list
//! of annotations with their notes; as one HTML file that loads nothing, or told to
//! whoever makes nodes of it for the printer.

mod list;
mod styles;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod text;

use crate::model::annotation::{Anchoring, Annotation};
use crate::model::label::Label;
use crate::model::markup::Markup;
use crate::model::state::State;
use crate::model::time::Timestamp;
use crate::wire::html::Html;
use crate::wire::{ArticleRecord, iri};
pub use styles::styles;

/// Everything that an annotated copy tells.
#[derive(Clone, Copy, Debug)]
pub struct AnnotatedCopy<'a> {
    /// Text, labels, annotations, people.
    pub state: &'a State,
    /// Title, address and language.
    pub article: &'a ArticleRecord,
    /// The day on which it is made.
    pub date: Timestamp,
    /// "12 of 41 sentences labelled or judged"
    pub progress: &'a str,
    /// The fixed part of its style sheet.
    pub styles: &'a str,
    /// The words around what the reader did.
    pub words: &'a Words,
}

/// The words of the copy, in the interface's language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Their language (BCP 47).
    pub language: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Before the annotators' names.
    pub by: &'static str,
    /// Over the list.
    pub list: &'static str,
    /// Over those whose text is gone.
    pub orphans: &'static str,
    /// Names a note to those who do not see it.
    pub note: &'static str,
    /// Said of an annotation whose text has moved, has changed, is to be checked.
    pub anchoring: [&'static str; 3],
}

impl Words {
    /// What is said of how surely an annotation stands where it stands.
    fn of_anchoring(&self, anchoring: Anchoring) -> Option<&'static str> {
        let [moved, changed, check] = self.anchoring;
        match anchoring {
            Anchoring::Exact => None,
            Anchoring::Moved => Some(moved),
            Anchoring::Changed(_) => Some(changed),
            Anchoring::Check(_) => Some(check),
        }
    }
}

/// The copy as a file.
#[must_use]
pub fn write(copy: &AnnotatedCopy<'_>) -> String {
    let mut html = Html::default();
    html.raw("<!doctype html>\n");
    html.open("html", &[("lang", copy.words.language), ("dir", copy.words.direction)]);
    html.raw(
        "\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n",
    );
    let out: &mut dyn Markup = &mut html;
    out.leaf("title", &[], &title(copy));
    // Ours, and colours that are nothing but colours: no text of it can end the element.
    html.raw("<style>\n");
    html.raw(&styles(copy.styles, copy.state.labels()));
    html.raw("</style>\n</head>\n");
    html.open("body", &[]);
    html.raw("\n");
    tell(copy, &mut html);
    html.close();
    html.close();
    html.finish()
}

/// The document's title.
#[must_use]
pub fn title(copy: &AnnotatedCopy<'_>) -> String {
    let mut title = copy.article.title.clone();
    if !title.is_empty() {
        title.push_str(" · ");
    }
    title.push_str(copy.words.title);
    title
}

/// Tells what stands in the body.
pub fn tell(copy: &AnnotatedCopy<'_>, out: &mut dyn Markup) {
    out.open("header", &[]);
    out.leaf("p", &[("class", "kind")], copy.words.title);
    let told = text::heading(copy, out);
    about(copy, out);
    legend(copy, out);
    out.close();
    out.open("main", &[]);
    text::article(copy, told, out);
    list::lists(copy, out);
    out.close();
}

/// Where and by whom it was read, and how far.
fn about(copy: &AnnotatedCopy<'_>, out: &mut dyn Markup) {
    out.open("ul", &[("class", "about")]);
    if let Some(url) = copy.article.url.as_deref() {
        out.open("li", &[]);
        match web_address(url) {
            Some(href) => out.leaf("a", &[("href", &href), ("rel", "noreferrer")], &href),
            None => out.leaf("bdi", &[], url),
        }
        out.close();
    }
    let mut names = copy.state.annotators().iter().filter_map(|annotator| annotator.name.as_deref()).peekable();
    if names.peek().is_some() {
        out.open("li", &[]);
        out.text(copy.words.by);
        for (number, name) in names.enumerate() {
            out.text(if number == 0 { " " } else { ", " });
            out.leaf("bdi", &[], name);
        }
        out.close();
    }
    out.leaf("li", &[], &copy.date.date());
    out.leaf("li", &[], copy.progress);
    out.close();
}

/// The address as a valid one, if it leads to the web and nowhere else.
fn web_address(url: &str) -> Option<String> {
    iri::url(url).filter(|url| {
        ["http://", "https://"]
            .iter()
            .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
    })
}

/// What the labels look like and mean, and how many there are.
fn legend(copy: &AnnotatedCopy<'_>, out: &mut dyn Markup) {
    out.open("dl", &[("class", "legend")]);
    for label in copy.state.labels().as_slice() {
        out.open("div", &[("class", &class(copy, &label.id))]);
        out.open("dt", &[]);
        letter(Some(label), out);
        out.leaf("span", &[("class", "sample")], &label.name);
        out.text(" ");
        out.leaf("span", &[("class", "count")], &copy.state.tally().of_label(&label.id).to_string());
        out.close();
        out.leaf("dd", &[], &label.definition);
        out.close();
    }
    out.close();
}

/// The class of a label; one that is not in the set has a class of its own.
fn class(copy: &AnnotatedCopy<'_>, label: &str) -> String {
    match copy.state.labels().position(label) {
        Some(position) => "label-".to_owned() + &position.to_string(),
        None => "label-unknown".to_owned(),
    }
}

fn letter(label: Option<&Label>, out: &mut dyn Markup) {
    out.leaf("b", &[], label.map_or("?", |label| &label.letter));
}

/// The letter and number that stand for an annotation, as a link to where `to` and the number say.
fn tag(copy: &AnnotatedCopy<'_>, annotation: &Annotation, number: usize, [id, to]: [&str; 2], out: &mut dyn Markup) {
    let number = number.to_string();
    let label = copy.state.labels().get(&annotation.label);
    let name = label.map_or(&annotation.label, |label| &label.name);
    let attributes = [
        ("class", &*("tag ".to_owned() + &class(copy, &annotation.label))),
        ("id", &*if id.is_empty() { String::new() } else { id.to_owned() + &number }),
        ("href", &*("#".to_owned() + to + &number)),
        ("title", name),
    ];
    out.open("a", &attributes);
    letter(label, out);
    out.leaf("sup", &[], &number);
    out.close();
}
