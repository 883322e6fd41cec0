//! What is kept of a document, and changes to it: texts that only `wire` can read.

/// What is kept of a document besides its annotations. The `head` and the two arrays are the
/// parts from which `storage.js` builds an export without wasm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Everything the program itself needs to open it again.
    pub json: String,
    /// The export's members between `exported_at` and `annotators`: JSON without the outer braces and commas.
    /// Empty where it is as it was: it is long and changes only with the article. Not loaded.
    pub head: String,
    /// The export's `annotators`, a JSON array.
    pub annotators_json: String,
    /// The export's `relations`, a JSON array.
    pub relations_json: String,
    /// Of the text and its sentences: the same one means that all places are right.
    pub fingerprint: String,
}

impl DocumentRecord {
    fn from_fields(fields: Vec<String>) -> Option<Self> {
        let mut fields = fields.into_iter();
        Some(Self {
            json: fields.next()?,
            head: fields.next()?,
            annotators_json: fields.next()?,
            relations_json: fields.next()?,
            fingerprint: fields.next().unwrap_or_default(),
        })
    }
}

/// One annotation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationRecord {
    /// Its IRI.
    pub id: String,
    /// The object as an export has it in `annotations` or `orphans`.
    pub json: String,
    /// In which of the two it belongs.
    pub orphan: bool,
}

/// Changes to one document that are kept together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// Annotations that are new or changed.
    pub put: Vec<AnnotationRecord>,
    /// Ids of annotations that are gone.
    pub delete: Vec<String>,
    /// The document's own record, if it changed.
    pub document: Option<DocumentRecord>,
}

impl ChangeSet {
    /// This change followed by `later`, as one.
    pub fn append(&mut self, later: Self) {
        if self.is_empty() {
            *self = later;
        } else {
            self.join(later);
        }
    }

    #[inline(never)]
    fn join(&mut self, later: Self) {
        self.put.retain(|old| !later.delete.contains(&old.id) && !later.put.iter().any(|new| new.id == old.id));
        self.delete.retain(|old| !later.put.iter().any(|new| new.id == *old));
        self.put.extend(later.put);
        self.delete.extend(later.delete);
        if let Some(mut document) = later.document {
            if document.head.is_empty() {
                document.head = self.document.take().map(|earlier| earlier.head).unwrap_or_default();
            }
            self.document = Some(document);
        }
    }

    /// What is left of this change once `later` was made.
    pub(super) fn without(&mut self, later: &Touched) {
        self.put.retain(|record| !later.ids.contains(&record.id));
        self.delete.retain(|id| !later.ids.contains(id));
        if later.document {
            self.document = None;
        }
    }

    pub(super) fn touched(&self) -> Touched {
        let put = self.put.iter().map(|record| record.id.clone());
        Touched { ids: put.chain(self.delete.iter().cloned()).collect(), document: self.document.is_some() }
    }

    /// As the flat lists that cross into JavaScript.
    pub(super) fn columns(&self) -> Columns {
        let joined = |texts: &[&str]| texts.join(BETWEEN.encode_utf8(&mut [0; 4]));
        let orphans = self.put.iter().map(|record| u8::from(record.orphan)).collect();
        let about = self.document.as_ref().map(|record| {
            [&record.json, &record.head, &record.annotators_json, &record.relations_json, &record.fingerprint]
                .map(Clone::clone)
                .to_vec()
        });
        Columns {
            ids: joined(&self.put.iter().map(|record| &*record.id).collect::<Vec<_>>()),
            jsons: joined(&self.put.iter().map(|record| &*record.json).collect::<Vec<_>>()),
            orphans,
            deleted: joined(&self.delete.iter().map(|id| &**id).collect::<Vec<_>>()),
            about,
        }
    }

    /// From what came out of JavaScript.
    pub(super) fn from_columns(columns: Columns) -> Self {
        let records = apart(&columns.ids).zip(apart(&columns.jsons)).zip(columns.orphans);
        Self {
            put: records.map(|((id, json), orphan)| AnnotationRecord { id, json, orphan: orphan != 0 }).collect(),
            delete: apart(&columns.deleted).collect(),
            document: columns.about.and_then(DocumentRecord::from_fields),
        }
    }

    /// Whether there is nothing to keep.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.delete.is_empty() && self.document.is_none()
    }
}

/// What was kept of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// `None` if this browser has never seen the document.
    pub document: Option<DocumentRecord>,
    /// In the order of their ids.
    pub annotations: Vec<AnnotationRecord>,
}

/// What a commit wrote to.
#[derive(Debug)]
pub(super) struct Touched {
    pub(super) ids: Vec<String>,
    pub(super) document: bool,
}

/// Stands between the texts of a list, which cross into JavaScript and back as one: a crossing
/// each costs more than the texts do. Neither an IRI nor JSON has this character.
const BETWEEN: char = '\u{1e}';

fn apart(joined: &str) -> impl Iterator<Item = String> {
    joined.split(BETWEEN).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

/// A change set as flat lists, with [`BETWEEN`] between their texts.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Ids of what is put.
    pub(super) ids: String,
    /// Its JSON, one for one.
    pub(super) jsons: String,
    /// 1 where it is an orphan.
    pub(super) orphans: Vec<u8>,
    /// Ids of what is gone.
    pub(super) deleted: String,
    /// The document's five fields.
    pub(super) about: Option<Vec<String>>,
}
