//! Writes a native file: deterministic, one sentence and one annotation a line.

use super::{FORMAT, NOBODY, OFFSET_UNIT, VERSION};
use crate::model::annotation::{Annotation, Relation};
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::model::sentences::Sentences;
use crate::model::time::Timestamp;
use crate::wire::annotation;
use crate::wire::fields::Fields;
use crate::wire::json_writer::JsonWriter;
use crate::wire::meta::{AnnotatorRecord, ArticleRecord, Assignment, Extras, Segmentation};
use crate::wire::seen::Seen;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Everything that a native file tells of an article.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// Which article it is.
    pub article: &'a ArticleRecord,
    /// Its text, not empty.
    pub text: &'a ArticleText,
    /// The SHA-256 of the text's UTF-8 bytes, in hexadecimal, if it is known: it takes long.
    pub sha256: Option<&'a str>,
    /// The label set, not empty.
    pub labels: &'a LabelSet,
    /// All sentences of the text.
    pub sentences: &'a Sentences,
    /// How it was cut, with the snapshot.
    pub segmentation: &'a Segmentation,
    /// The people. One that an annotation names and this list does not is added without a name.
    pub annotators: &'a [AnnotatorRecord],
    /// All annotations; attached ones in reading order, orphans anywhere.
    pub annotations: Vec<&'a Annotation>,
    /// All relations. One with an end that is not attached is written under `orphan_relations`.
    pub relations: &'a [Relation],
    /// The task it was handed out with, if any.
    pub assignment: Option<&'a Assignment>,
    /// Unknown fields that came with a file.
    pub extras: &'a Extras,
}

/// The file, ending in a newline.
#[must_use]
pub fn write(document: &Document<'_>, exported_at: Timestamp) -> String {
    // A sentence's line is about 70 bytes, an annotation's 500.
    let room = document.text.as_str().len() + 80 * document.sentences.len() + 600 * document.annotations.len();
    let mut out = JsonWriter::with_room(room + 4000);
    out.open('{');
    identity(&mut out);
    out.line();
    out.text("exported_at", &exported_at.to_string());
    head(&mut out, document);
    annotators(&mut out, document);
    let is_attached = |one: &&Annotation| annotation::is_attached(one, document.text);
    let (attached, orphans): (Vec<_>, Vec<_>) = document.annotations.iter().copied().partition(is_attached);
    for (name, annotations) in [("annotations", attached), ("orphans", orphans)] {
        list(&mut out, name);
        for one in annotations {
            out.line();
            annotation::write(&mut out, one, document.text, document.sentences);
        }
        out.close_lines(']');
    }
    relations(&mut out, document);
    out.close_lines('}');
    let mut text = out.finish();
    text.push('\n');
    text
}

/// The part of a native file that changes only with the article: everything but
/// the time, the people, their annotations and relations; without braces around it.
///
/// It is stored beside the records of [`crate::wire::record`], so that a few lines
/// of JavaScript can make a valid file of what is stored when the wasm cannot run:
///
/// ```js
/// const attached = (record) => "start" in JSON.parse(record);
/// `{"exported_at":"${new Date().toISOString()}",${head},"annotators":[${annotators}],` +
///   `"annotations":[${records.filter(attached)}],` +
///   `"orphans":[${records.filter((record) => !attached(record))}],"relations":[${relations}]}`
/// ```
///
/// `annotators` and `relations` are the members of those names of the document's
/// record. Whoever stores a new head also stores every annotation's record anew.
#[must_use]
pub fn rescue_head(document: &Document<'_>) -> String {
    let mut out = JsonWriter::default();
    identity(&mut out);
    head(&mut out, document);
    out.finish().trim_start().to_owned()
}

fn identity(out: &mut JsonWriter) {
    out.line();
    out.text("format", FORMAT);
    out.line();
    out.text("version", VERSION);
    out.line();
    out.name("generator");
    out.open('{');
    out.text("name", env!("CARGO_PKG_NAME"));
    out.text("version", env!("CARGO_PKG_VERSION"));
    out.close('}');
}

fn head(out: &mut JsonWriter, document: &Document<'_>) {
    let text = document.text.as_str();
    out.line();
    out.text("offset_unit", OFFSET_UNIT);
    out.line();
    out.name("article");
    out.open('{');
    document.article.write(out);
    out.text("text", text);
    out.whole("length", document.text.code_points().get());
    match document.sha256 {
        Some(known) => out.text("sha256", known),
        None => out.text("sha256", &sha256(text)),
    }
    out.members_of(document.extras.article.as_deref());
    out.close('}');
    list(out, "labels");
    for label in document.labels.as_slice() {
        out.line();
        out.open('{');
        out.text("id", &label.id);
        out.text("name", &label.name);
        out.text("description", &label.definition);
        out.text("color", &label.light.fill);
        out.close('}');
    }
    out.close_lines(']');
    if let Some(assignment) = document.assignment {
        out.line();
        assignment.write(out);
    }
    out.line();
    document.segmentation.write(out, document.extras.segmentation.as_deref());
    list(out, "sentences");
    for (number, sentence) in document.sentences.as_slice().iter().enumerate() {
        let Some((start, end)) = document.text.code_points_of(sentence.span) else { continue };
        out.line();
        // The id is `meta::sentence_id`'s.
        out.by_turns(&[
            ("{\"id\":\"s", number + 1),
            ("\",\"index\":", number),
            (",\"paragraph\":", sentence.block),
            (",\"start\":", start),
            (",\"end\":", end),
        ]);
        out.close('}');
    }
    out.close_lines(']');
    if let Some(extra) = &document.extras.top {
        out.line();
        out.members_of(Some(extra));
    }
}

fn annotators(out: &mut JsonWriter, document: &Document<'_>) {
    list(out, "annotators");
    let mut known = Seen::default();
    for record in document.annotators {
        known.add(Cow::Borrowed(&record.annotator.id));
        out.line();
        record.write(out);
    }
    let unnamed = document.annotations.iter().map(|annotation| &annotation.annotator);
    let nobody = NOBODY.into();
    let nobody = Some(&nobody).filter(|_| document.annotators.is_empty() && document.annotations.is_empty());
    for id in unnamed.chain(nobody) {
        if known.add(Cow::Borrowed(id)) {
            out.line();
            AnnotatorRecord::unnamed(id).write(out);
        }
    }
    out.close_lines(']');
}

fn relations(out: &mut JsonWriter, document: &Document<'_>) {
    let mut attached = Seen::default();
    // Nobody asks for them where nothing is related.
    for one in document.annotations.iter().filter(|_| !document.relations.is_empty()) {
        if annotation::is_attached(one, document.text) {
            attached.add(Cow::Borrowed(&one.id));
        }
    }
    let whole = |relation: &Relation| {
        let fields = Fields::find(&relation.json, usize::MAX);
        fields.is_some_and(|fields| {
            ["source", "target"].iter().all(|end| fields.text(end).is_ok_and(|id| attached.number(&id).is_some()))
        })
    };
    for (name, wanted) in [("relations", true), ("orphan_relations", false)] {
        let mut chosen = document.relations.iter().filter(|relation| whole(relation) == wanted).peekable();
        if wanted || chosen.peek().is_some() {
            list(out, name);
            for relation in chosen {
                out.line();
                out.raw_item(&relation.json);
            }
            out.close_lines(']');
        }
    }
}

fn list(out: &mut JsonWriter, name: &str) {
    out.line();
    out.name(name);
    out.open('[');
}

/// The SHA-256 of the text's UTF-8 bytes, in hexadecimal.
pub(in crate::wire) fn sha256(text: &str) -> String {
    let mut hash = TextHash::default();
    hash.step(text, text.len());
    hash.finish()
}

/// The SHA-256 of bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The SHA-256 of a text, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct TextHash {
    hash: Sha256,
    at: usize,
}

impl TextHash {
    /// Goes on by so many bytes; whether that was all of `text`.
    pub fn step(&mut self, text: &str, bytes: usize) -> bool {
        let end = self.at.saturating_add(bytes).min(text.len());
        self.hash.update(text.as_bytes().get(self.at..end).unwrap_or_default());
        self.at = end;
        end == text.len()
    }

    /// In hexadecimal.
    #[must_use]
    pub fn finish(self) -> String {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        self.hash.finalize().iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
    }
}
