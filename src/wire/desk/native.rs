//! The native file of a text: made of its body where nobody has begun, otherwise put together
//! from what the widget keeps of it.

use super::entry::article_of;
use crate::model::label::{Label, LabelSet};
use crate::model::reattach::Snapshot;
use crate::model::sentences::Sentences;
use crate::model::time::Timestamp;
use crate::wire::fields::Fields;
use crate::wire::iri::article_id;
use crate::wire::meta::{AnnotatorRecord, ArticleRecord, Extras, Segmentation, sentence_id};
use crate::wire::native::{
    Document, ImportFile, ImportedArticle, ImportedLabel, ImportedSentence, NOBODY, VERSION, write,
};
use crate::wire::record::annotator_record;

/// Which text it is.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The id under which the widget keeps its labels.
    pub document: &'a str,
    /// Its title.
    pub title: &'a str,
    /// A BCP 47 tag, or nothing.
    pub language: &'a str,
    /// Its reading structure.
    pub body: &'a str,
    /// The other columns of its row: a JSON object's text, or nothing.
    pub columns: &'a str,
    /// The SHA-256 of its article's text, if it is known.
    pub hash: &'a str,
}

impl About<'_> {
    /// As a file tells it.
    pub(super) fn record(&self) -> ArticleRecord {
        ArticleRecord {
            id: article_id(self.document, None),
            title: self.title.to_owned(),
            url: None,
            language: Some(self.language.to_owned()).filter(|language| !language.is_empty()),
        }
    }
}

/// Of a text without labels. The snapshot, by which labels are found again in a changed text,
/// takes as long as all the rest and is wanted in native files only.
#[must_use]
pub fn of_body(about: &About<'_>, labels: &LabelSet, snapshot: bool, now: Timestamp) -> String {
    let text = article_of(about.body, about.language);
    let sentences = Sentences::of(&text);
    let hashes = snapshot.then(|| Snapshot::of(&text, &sentences).to_bytes());
    let Snapshot { method, version, .. } = Snapshot::begin();
    let (method, version) = (method.to_string(), version.to_string());
    let file = write(
        &Document {
            article: &about.record(),
            text: &text,
            sha256: None,
            labels,
            sentences: &sentences,
            segmentation: &Segmentation { method, version, hashes, edits: Vec::new() },
            annotators: &[],
            annotations: Vec::new(),
            relations: &[],
            assignment: None,
            extras: &Extras::default(),
        },
        now,
    );
    with_columns(file, about.columns)
}

/// As [`of_body`], read again: for formats that are made of what a native file says, not of its
/// text. Writing and reading it takes as long as all the rest of an export.
#[must_use]
pub(super) fn file_of_body(about: &About<'_>, labels: &LabelSet) -> ImportFile {
    let text = article_of(about.body, about.language);
    let mut sentences = Vec::new();
    for (number, sentence) in Sentences::of(&text).as_slice().iter().enumerate() {
        if let Some((start, end)) = text.code_points_of(sentence.span) {
            sentences.push(ImportedSentence { id: sentence_id(number), paragraph: sentence.block, start, end });
        }
    }
    let label = |label: &Label| ImportedLabel {
        id: label.id.to_string(),
        name: label.name.to_string(),
        description: Some(label.definition.to_string()),
        color: Some(label.light.fill.to_string()),
    };
    let columns =
        if has_columns(about.columns) { ["{\"columns\":", about.columns, "}"].concat() } else { String::new() };
    ImportFile {
        version: VERSION.to_owned(),
        labels: labels.as_slice().iter().map(label).collect(),
        sentences,
        segmentation: Segmentation::default(),
        annotators: Vec::new(),
        annotations: Vec::new(),
        orphans: Vec::new(),
        relations: Vec::new(),
        assignment: None,
        extras: Extras { top: Some(columns.into()).filter(|_| has_columns(about.columns)), ..Extras::default() },
        refused: Vec::new(),
        article: ImportedArticle { record: about.record(), text: text.as_str().to_owned(), sha256: None },
    }
}

fn has_columns(columns: &str) -> bool {
    !matches!(columns, "" | "{}")
}

/// Of what the widget's storage has: the head, the people, the relations, and the annotations,
/// attached and not.
#[must_use]
pub fn of_records(
    parts: [&str; 3],
    attached: Vec<String>,
    orphans: &[String],
    columns: &str,
    now: Timestamp,
) -> String {
    let [head, people, relations] = parts;
    let mut attached: Vec<(usize, String)> = attached.into_iter().map(|json| (start_of(&json), json)).collect();
    attached.sort_by_key(|(start, _)| *start);
    let attached: Vec<&str> = attached.iter().map(|(_, json)| &**json).collect();
    let list = |json: &str| if json.is_empty() { "[]".to_owned() } else { json.to_owned() };
    let file = format!(
        "{{\n\"exported_at\":\"{now}\",{head},\n\"annotators\":{},\n\"annotations\":[{}],\n\"orphans\":[{}],\n\"relations\":{}\n}}\n",
        people_or_nobody(people),
        attached.join(",\n"),
        orphans.join(",\n"),
        list(relations),
    );
    with_columns(file, columns)
}

fn people_or_nobody(json: &str) -> String {
    if !matches!(json, "" | "[]") {
        return json.to_owned();
    }
    ["[", &annotator_record(&AnnotatorRecord::unnamed(&NOBODY.into())), "]"].concat()
}

fn start_of(json: &str) -> usize {
    let fields = Fields::find(json, 99);
    fields.and_then(|fields| fields.whole("start").ok()).unwrap_or_default()
}

/// The kept columns stand in the file as a field of their own, which readers of the format keep.
#[must_use]
pub fn with_columns(mut file: String, columns: &str) -> String {
    if has_columns(columns) {
        file.truncate(file.trim_end().len());
        file.pop();
        file.truncate(file.trim_end().len());
        file.push_str(",\n\"columns\":");
        file.push_str(columns);
        file.push_str("\n}\n");
    }
    file
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::wire::native::{Limits, read_own};

    fn now() -> Timestamp {
        Timestamp::from_millis(0)
    }

    #[test]
    fn a_text_that_nobody_has_begun() {
        let about = About {
            document: "7-abc",
            title: "T",
            language: "de",
            body: r#"[["p",null,"Eins. Zwei."]]"#,
            columns: r#"{"year":1911}"#,
            hash: "",
        };
        let text = of_body(&about, &LabelSet::default(), true, now());
        let file = read_own(&text, &Limits::default()).unwrap();
        // The format wants somebody, who is nobody when it is read.
        assert!(text.contains(NOBODY) && file.annotators.is_empty());
        assert!(of_records(["", "[]", ""], Vec::new(), &[], "", now()).contains(NOBODY));
        assert_eq!((&*file.article.record.id, &*file.article.text), ("urn:reading-annotations:7-abc", "Eins. Zwei."));
        assert_eq!((file.sentences.len(), file.segmentation.hashes.as_ref().map(Vec::len)), (2, Some(16)));
        assert_eq!(file.extras.top.as_deref(), Some(r#"{"columns":{"year":1911}}"#));
        let read = ImportFile { segmentation: Segmentation::default(), ..file };
        let article = ImportedArticle { sha256: None, ..read.article.clone() };
        assert_eq!(file_of_body(&about, &LabelSet::default()), ImportFile { article, ..read });
    }
}
