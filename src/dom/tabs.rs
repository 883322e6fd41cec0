//! Tells other tabs with the same document what was changed here, and hears of theirs.

use crate::dom::records::{ChangeSet, Columns};
use wasm_bindgen::prelude::*;

type Received = Closure<dyn FnMut(String, String, Vec<u8>, String, Option<Vec<String>>)>;

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

/// The channel of one document; closed when dropped.
#[derive(Debug)]
pub struct Tabs {
    channel: Channel,
    _received: Received,
}

impl Tabs {
    /// Calls back with each change that another tab has kept. Silent where the browser has no channel.
    pub fn open(document: &str, changed: impl Fn(ChangeSet) + 'static) -> Self {
        let received: Received = Closure::new(move |ids, jsons, orphans, deleted, about| {
            changed(ChangeSet::from_columns(Columns { ids, jsons, orphans, deleted, about }));
        });
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
