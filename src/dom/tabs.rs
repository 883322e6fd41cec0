//! Tells other tabs with the same document what was changed here, and hears of theirs.

use crate::dom::records::{ChangeSet, Columns};
use crate::dom::store::strings;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

type Received = Closure<dyn FnMut(JsValue)>;

#[wasm_bindgen(module = "/src/dom/storage.js")]
extern "C" {
    #[wasm_bindgen(js_name = Tabs)]
    #[derive(Debug)]
    type Channel;
    #[wasm_bindgen(constructor, js_class = "Tabs")]
    fn new(document: &str, received: &Received) -> Channel;
    #[wasm_bindgen(method, js_name = postJoined)]
    fn post(this: &Channel, ids: &str, jsons: &str, orphans: &[u8], deleted: &str, about: Option<Vec<String>>);
    #[wasm_bindgen(method)]
    fn close(this: &Channel);
}

/// What another tab has kept, not read yet: whoever hears it may have to wait.
#[derive(Debug)]
pub struct Message(JsValue);

impl Message {
    /// The change.
    #[must_use]
    #[inline(never)]
    pub fn read(&self) -> ChangeSet {
        let columns = Array::from(&self.0);
        let text = |at| columns.get(at).as_string().unwrap_or_default();
        let about = columns.get(4);
        ChangeSet::from_columns(Columns {
            ids: text(0),
            jsons: text(1),
            orphans: Uint8Array::new(&columns.get(2)).to_vec(),
            deleted: text(3),
            about: (!about.is_null()).then(|| strings(&about)),
        })
    }
}

/// The channel of one document; closed when dropped.
#[derive(Debug)]
pub struct Tabs {
    channel: Channel,
    _received: Received,
}

impl Tabs {
    /// Calls back with each change that another tab has kept. Silent where the browser has no channel.
    pub fn open(document: &str, changed: impl Fn(Message) + 'static) -> Self {
        let received: Received = Closure::new(move |message| changed(Message(message)));
        Self { channel: Channel::new(document, &received), _received: received }
    }

    /// Tells the other tabs.
    pub fn post(&self, change: &ChangeSet) {
        let Columns { ids, jsons, orphans, deleted, about } = change.columns();
        self.channel.post(&ids, &jsons, &orphans, &deleted, about);
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
