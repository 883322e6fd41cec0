//! Keeps documents and annotations in this browser's IndexedDB (`storage.js`).
//!
//! Where nothing can be kept the reader goes on in memory: every call still
//! answers, and says why. What could not be kept is sent again with the next
//! change, so that a full disk that is emptied loses nothing.

use crate::dom::records::{ChangeSet, Columns, Stored, Touched};
use std::cell::RefCell;
use std::fmt;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/dom/storage.js")]
extern "C" {
    #[wasm_bindgen(js_name = Store)]
    #[derive(Debug)]
    type Database;
    #[wasm_bindgen(constructor, js_class = "Store")]
    fn new() -> Database;
    #[wasm_bindgen(method, js_name = loadJoined)]
    fn load(this: &Database, document: &str) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = commitJoined)]
    fn commit(
        this: &Database,
        document: &str,
        ids: &str,
        jsons: &str,
        orphans: &[u8],
        deleted: &str,
        about: Option<Vec<String>>,
    ) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = deleteDocument)]
    fn delete_document(this: &Database, document: &str) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = deleteEverything)]
    fn delete_everything(this: &Database) -> js_sys::Promise;
    #[wasm_bindgen(method, js_name = forgetAnswers)]
    fn forget_answers(this: &Database);
    #[wasm_bindgen(method)]
    fn close(this: &Database);
}

/// Whether the last call reached the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Persistence {
    /// It is in this browser's storage.
    Kept,
    /// It is in memory only.
    NotKept(Reason),
}

/// Why nothing is kept; the text is the browser's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The browser has no IndexedDB here.
    Missing,
    /// The browser refuses storage to this page: sandbox, private window, settings.
    Blocked(String),
    /// The disk or the page's share of it is full.
    Full,
    /// Opening did not answer within three seconds.
    NoAnswer,
    /// A newer version of this widget has converted the storage.
    Newer,
    /// Anything else.
    Failed(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("this browser offers no storage to this page"),
            Self::Blocked(_) => out.write_str("this browser does not let this page store anything"),
            Self::Full => out.write_str("the storage of this browser is full"),
            Self::NoAnswer => out.write_str("the storage of this browser does not answer"),
            Self::Newer => out.write_str("a newer version of this tool has stored here; reload the page"),
            Self::Failed(words) => write!(out, "the browser could not store: {words}"),
        }
    }
}

/// What the storage gave, not read yet: as a page is opened for the first time there is nothing, and only the later part of
/// the wasm knows how to read more.
#[derive(Debug)]
pub struct Loaded(Option<js_sys::Array>);

impl Loaded {
    /// Whether nothing is kept.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let is_nothing =
            |fields: &js_sys::Array| fields.get(1).is_null() && js_sys::Uint8Array::new(&fields.get(2)).length() == 0;
        self.0.as_ref().is_none_or(is_nothing)
    }

    /// Reads it.
    #[must_use]
    pub fn read(self) -> Stored {
        self.0.as_ref().filter(|_| !self.is_nothing()).map(stored).unwrap_or_default()
    }
}

/// The storage of one document.
#[derive(Debug)]
pub struct Store {
    database: Database,
    document: String,
    unsaved: RefCell<ChangeSet>,
    /// What was committed, in order, since nothing was on its way; and how many still are.
    recent: RefCell<(Vec<Touched>, usize)>,
}

impl Store {
    /// The storage of the document with this id; nothing is opened before the first call.
    #[must_use]
    pub fn new(document: &str) -> Self {
        Self {
            database: Database::new(),
            document: document.to_owned(),
            unsaved: RefCell::default(),
            recent: RefCell::default(),
        }
    }

    /// Everything kept of the document.
    pub async fn load(&self) -> (Loaded, Persistence) {
        match JsFuture::from(self.database.load(&self.document)).await {
            Ok(fields) => {
                let fields = js_sys::Array::from(&fields);
                let persistence = persistence(&fields.get(0));
                (Loaded(Some(fields)), persistence)
            }
            Err(error) => (Loaded(None), failed(&error)),
        }
    }

    /// Keeps `change`, and all that could not be kept before, in one transaction. Calls take effect in
    /// the order in which they are made, whether or not the earlier ones have been awaited.
    pub fn commit(&self, change: ChangeSet) -> impl Future<Output = Persistence> + use<'_> {
        let mut whole = self.unsaved.take();
        whole.append(change);
        let Columns { ids, jsons, orphans, deleted, about } = whole.columns();
        let answer = self.database.commit(&self.document, &ids, &jsons, &orphans, &deleted, about);
        let number = {
            let mut recent = self.recent.borrow_mut();
            recent.0.push(whole.touched());
            recent.1 += 1;
            recent.0.len()
        };
        async move {
            let outcome = settle(answer).await;
            let mut recent = self.recent.borrow_mut();
            if outcome != Persistence::Kept {
                self.put_back(whole, recent.0.iter().skip(number));
            }
            recent.1 -= 1;
            if recent.1 == 0 {
                recent.0.clear();
            }
            outcome
        }
    }

    /// What could not be kept waits for the next change; `later` commits may have succeeded: their words stand.
    #[inline(never)]
    fn put_back<'a>(&self, mut whole: ChangeSet, later: impl Iterator<Item = &'a Touched>) {
        for later in later {
            whole.without(later);
        }
        self.unsaved.borrow_mut().append(whole);
    }

    /// Whether something waits to be kept with the next change.
    #[must_use]
    pub fn has_unsaved(&self) -> bool {
        !self.unsaved.borrow().is_empty()
    }

    /// Forgets the document and all its annotations.
    pub async fn delete_document(&self) -> Persistence {
        self.unsaved.take();
        settle(self.database.delete_document(&self.document)).await
    }

    /// Forgets what the reader has said that other files' labels mean; whether that worked is not told.
    pub fn forget_answers(&self) {
        self.database.forget_answers();
    }

    /// Forgets all documents, who the reader is, and what they have said of labels.
    pub async fn delete_everything(&self) -> Persistence {
        self.unsaved.take();
        self.forget_answers();
        settle(self.database.delete_everything()).await
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.database.close();
    }
}

async fn settle(answer: js_sys::Promise) -> Persistence {
    match JsFuture::from(answer).await {
        Ok(reason) => persistence(&reason),
        Err(error) => failed(&error),
    }
}

#[inline(never)]
fn stored(fields: &js_sys::Array) -> Stored {
    let about = fields.get(1);
    let kept = ChangeSet::from_columns(Columns {
        ids: text(&fields.get(2)),
        jsons: text(&fields.get(3)),
        orphans: js_sys::Uint8Array::new(&fields.get(4)).to_vec(),
        deleted: String::new(),
        about: (!about.is_null()).then(|| strings(&about)),
    });
    Stored { document: kept.document, annotations: kept.put }
}

#[inline(never)]
fn failed(error: &JsValue) -> Persistence {
    Persistence::NotKept(Reason::Failed(format!("{error:?}")))
}

fn persistence(answer: &JsValue) -> Persistence {
    let answer = answer.as_string().unwrap_or_default();
    if answer.is_empty() || answer.starts_with('\n') {
        Persistence::Kept
    } else {
        Persistence::NotKept(reason(&answer))
    }
}

#[inline(never)]
fn reason(answer: &str) -> Reason {
    let (code, words) = answer.split_once('\n').unwrap_or((answer, ""));
    match code {
        "missing" => Reason::Missing,
        "blocked" => Reason::Blocked(words.to_owned()),
        "full" => Reason::Full,
        "timeout" => Reason::NoAnswer,
        "newer" => Reason::Newer,
        _ => Reason::Failed(words.to_owned()),
    }
}

/// A text that came as UTF-8.
fn text(bytes: &JsValue) -> String {
    String::from_utf8(js_sys::Uint8Array::new(bytes).to_vec()).unwrap_or_default()
}

pub(super) fn strings(list: &JsValue) -> Vec<String> {
    js_sys::Array::from(list).iter().filter_map(|text| text.as_string()).collect()
}
