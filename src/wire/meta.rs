//! What a file says besides text, sentences and annotations: article, annotators, segmentation.
//! The same values are written and read.

use crate::model::annotation::Annotator;
use crate::model::ordering::sort;
use crate::model::reattach::Snapshot;
pub use crate::model::sentences::mending::EditKind;
use crate::wire::base64;
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;
use crate::wire::problem::{FieldProblem, RefusalReason};
use std::rc::Rc;

/// Which article it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRecord {
    /// An IRI: see [`crate::wire::iri::article_id`].
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// Where it was read. Written as a valid URI, or null where it has no scheme.
    pub url: Option<String>,
    /// A BCP 47 tag. Written as null where it is none.
    pub language: Option<String>,
}

/// A person and their judgements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatorRecord {
    /// Who it is and whether they have finished.
    pub annotator: Annotator,
    /// The numbers (from 0) of the sentences judged "no label", ascending.
    pub judged_none: Vec<usize>,
    /// Unknown fields: a JSON object's text.
    pub extra: Option<Rc<str>>,
}

/// How the text was cut into sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// The method's name.
    pub method: String,
    /// The version of its rules.
    pub version: String,
    /// The snapshot: hashes of all sentences, if there is one; empty where it cannot be read.
    pub hashes: Option<Vec<u8>>,
    /// Sentences joined or split by hand, as they came.
    pub edits: Vec<SentenceEdit>,
}

/// A sentence boundary set or removed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceEdit {
    /// What was done.
    pub kind: EditKind,
    /// Where, in code points.
    pub at: usize,
}

/// The task that a text was handed out with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Unknown fields: a JSON object's text.
    pub extra: Option<Rc<str>>,
}

/// Unknown fields of newer minor versions: JSON objects' texts, written back as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Of the file itself.
    pub top: Option<Rc<str>>,
    /// Of `article`.
    pub article: Option<Rc<str>>,
    /// Of `segmentation`.
    pub segmentation: Option<Rc<str>>,
}

const ARTICLE_FIELDS: [&str; 7] = ["id", "title", "url", "language", "text", "length", "sha256"];

impl ArticleRecord {
    pub(super) fn read(fields: &Fields<'_>) -> Result<(Self, Option<Rc<str>>), FieldProblem> {
        let article = Self {
            id: fields.iri("id")?.into_owned(),
            title: fields.text("title")?.into_owned(),
            url: fields.text_or_null("url")?.map(Into::into),
            language: fields.text_or_null("language")?.map(Into::into),
        };
        Ok((article, fields.others(&ARTICLE_FIELDS)))
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.text("id", &self.id);
        out.text("title", &self.title);
        out.text_or_null("url", self.url.as_deref().and_then(crate::wire::iri::url).as_deref());
        out.text_or_null("language", self.language.as_deref().filter(|tag| is_language(tag)));
    }
}

/// The shape that the schema asks of language tags.
fn is_language(tag: &str) -> bool {
    tag.split('-').enumerate().all(|(number, part)| match number {
        0 => (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        _ => (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()),
    })
}

impl AnnotatorRecord {
    /// Somebody without judgements.
    #[must_use]
    pub fn new(annotator: Annotator) -> Self {
        Self { annotator, judged_none: Vec::new(), extra: None }
    }

    /// Somebody of whom nothing is known but the id.
    pub(super) fn unnamed(id: &Rc<str>) -> Self {
        Self::new(Annotator { id: Rc::clone(id), name: None, completed_at: None })
    }

    /// `sentence` finds a sentence's number by its id; also returns the ids it does not find.
    pub(super) fn read(
        fields: &Fields<'_>,
        sentence: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<(Self, Vec<String>), RefusalReason> {
        let mut judged_none = Vec::new();
        let mut unknown = Vec::new();
        for item in fields.list_or_none("judged_none")? {
            let id = item.text().ok_or_else(|| FieldProblem::Wrong {
                field: "judged_none".to_owned(),
                expected: "a list of sentence ids",
            })?;
            match sentence(&id) {
                Some(number) => judged_none.push(number),
                None => unknown.push(id.into_owned()),
            }
        }
        sort(&mut judged_none, Ord::cmp);
        judged_none.dedup();
        let annotator = Annotator {
            id: fields.iri("id")?.into(),
            name: fields.text_or_null("name")?.map(Into::into),
            completed_at: fields.time_or_null("completed_at")?,
        };
        let extra = fields.others(&["id", "name", "completed_at", "judged_none"]);
        Ok((Self { annotator, judged_none, extra }, unknown))
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.open('{');
        out.text("id", &self.annotator.id);
        out.text_or_null("name", self.annotator.name.as_deref());
        out.text_or_null("completed_at", self.annotator.completed_at.map(|time| time.to_string()).as_deref());
        if !self.judged_none.is_empty() {
            out.name("judged_none");
            out.open('[');
            for number in &self.judged_none {
                out.item(&sentence_id(*number));
            }
            out.close(']');
        }
        out.members_of(self.extra.as_deref());
        out.close('}');
    }
}

/// The id under which files name the sentence with this number (from 0).
#[must_use]
pub(super) fn sentence_id(number: usize) -> String {
    format!("s{}", number + 1)
}

/// The number of a sentence from an id that [`sentence_id`] wrote.
pub(super) fn sentence_number(id: &str) -> Option<usize> {
    let number = id.strip_prefix('s')?.parse::<usize>().ok()?.checked_sub(1)?;
    (sentence_id(number) == id).then_some(number)
}

impl Segmentation {
    /// Edits that cannot be read are told by their number (from 0).
    pub(super) fn read(
        fields: &Fields<'_>,
        bad_edit: &mut dyn FnMut(usize, RefusalReason),
    ) -> Result<(Self, Option<Rc<str>>), FieldProblem> {
        // Labels are found without a snapshot, too: one that cannot be read is no reason to refuse them.
        let hashes = match fields.text_or_null("hashes") {
            Ok(text) => text.map(|text| base64::decode(&text).unwrap_or_default()),
            Err(_) => Some(Vec::new()),
        };
        let mut edits = Vec::new();
        for (number, json) in fields.list_or_none("edits")?.enumerate() {
            match read_edit(json) {
                Ok(edit) => edits.push(edit),
                Err(reason) => bad_edit(number, reason),
            }
        }
        let text = |name| fields.text(name).unwrap_or_default().into_owned();
        let (method, version) = (text("method"), text("version"));
        Ok((Self { method, version, hashes, edits }, fields.others(&["method", "version", "hashes", "edits"])))
    }

    /// The snapshot, if there is one; `sentences` is how many it should be of, where that is known.
    #[must_use]
    pub fn snapshot(&self, sentences: Option<usize>) -> Option<Snapshot> {
        let hashes = self.hashes.as_deref()?;
        Some(Snapshot::from_bytes(&self.method, &self.version, hashes, sentences))
    }

    pub(super) fn write(&self, out: &mut JsonWriter, extra: Option<&str>) {
        out.name("segmentation");
        out.open('{');
        out.text("method", &self.method);
        out.text("version", &self.version);
        if let Some(hashes) = &self.hashes {
            out.text("hashes", &base64::encode(hashes));
        }
        if !self.edits.is_empty() {
            out.name("edits");
            out.open('[');
            for edit in &self.edits {
                out.open('{');
                out.text("kind", if edit.kind == EditKind::Join { "join" } else { "split" });
                out.whole("at", edit.at);
                out.close('}');
            }
            out.close(']');
        }
        out.members_of(extra);
        out.close('}');
    }
}

fn read_edit(json: Json<'_>) -> Result<SentenceEdit, RefusalReason> {
    let fields = Fields::of(json)?;
    let kind = match &*fields.text("kind")? {
        "join" => EditKind::Join,
        "split" => EditKind::Split,
        _ => return Err(FieldProblem::Wrong { field: "kind".to_owned(), expected: "“join” or “split”" }.into()),
    };
    Ok(SentenceEdit { kind, at: fields.whole("at")? })
}

/// A question of the task, the sentence at which it is asked, and the ids of the reader's
/// annotations that answer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedQuestion {
    /// Its id.
    pub id: Rc<str>,
    /// What is asked.
    pub text: Rc<str>,
    /// The sentence's number, from 0, if the article has it.
    pub sentence: Option<usize>,
    /// The annotations' ids.
    pub answers: Vec<Rc<str>>,
}

impl Assignment {
    /// With the questions, in a field beside those of the format.
    #[must_use]
    pub fn with_questions(&self, questions: &[AskedQuestion]) -> Self {
        let mut json = JsonWriter::default();
        json.open('{');
        json.name("questions");
        json.open('[');
        for question in questions {
            json.open('{');
            json.text("id", &question.id);
            json.text("text", &question.text);
            if let Some(number) = question.sentence {
                json.text("sentence", &sentence_id(number));
            }
            json.name("answers");
            json.open('[');
            for id in &question.answers {
                json.item(id);
            }
            json.close(']');
            json.close('}');
        }
        json.close(']');
        json.close('}');
        Self { extra: Some(json.finish().into()), ..self.clone() }
    }

    pub(super) fn read(fields: &Fields<'_>) -> Result<Self, FieldProblem> {
        Ok(Self {
            id: fields.text("id")?.into_owned(),
            version: fields.text("version")?.into_owned(),
            extra: fields.others(&["id", "version"]),
        })
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.name("assignment");
        out.open('{');
        out.text("id", &self.id);
        out.text("version", &self.version);
        out.members_of(self.extra.as_deref());
        out.close('}');
    }
}
