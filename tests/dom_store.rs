//! Storage, tabs, files and rescue, in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a failing test may panic"
)]

mod dom_support;

use dom_support::{script, until};
use reading_annotator::dom::clock::{now, random_bits};
use reading_annotator::dom::download::file;
use reading_annotator::dom::file_reading::{FileError, read_text};
use reading_annotator::dom::records::{AnnotationRecord, ChangeSet, DocumentRecord, Stored};
use reading_annotator::dom::rescue::rescue_text;
use reading_annotator::dom::store::{Persistence, Reason, Store};
use reading_annotator::dom::tabs::Tabs;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// Breaks opening: "throws", "silent", or "" for the real one again.
fn break_opening(how: &str) {
    script(
        "globalThis.realOpen ??= IDBFactory.prototype.open;
         IDBFactory.prototype.open = given === 'throws' ? () => { throw new DOMException('sandboxed', 'SecurityError'); }
             : given === 'silent' ? () => ({}) : realOpen;",
        &how.into(),
    );
}

fn fill_disk(full: bool) {
    script(
        "globalThis.realPut ??= IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = given
             ? function () { this.transaction.abort(); throw new DOMException('no room', 'QuotaExceededError'); } : realPut;",
        &full.into(),
    );
}

fn delete_database() -> js_sys::Promise {
    script(
        "return new Promise((resolve, reject) => {
             const request = indexedDB.deleteDatabase('reading-annotator');
             request.onsuccess = () => resolve();
             request.onerror = request.onblocked = () => reject(new Error('blocked'));
         });",
        &JsValue::NULL,
    )
    .into()
}

fn file_of(bytes: &[u8], name: &str) -> web_sys::File {
    let parts = js_sys::Array::of2(&js_sys::Uint8Array::from(bytes), &name.into());
    script("return new File([given[0]], given[1]);", &parts).unchecked_into()
}

fn huge_file() -> web_sys::File {
    let made = script(
        "const file = new File(['x'], 'big.json');
         Object.defineProperty(file, 'size', { value: 65 * 1024 * 1024 });
         return file;",
        &JsValue::NULL,
    );
    made.unchecked_into()
}

fn record(id: &str, json: &str) -> AnnotationRecord {
    AnnotationRecord { id: id.to_owned(), json: json.to_owned(), orphan: false }
}

fn put(records: &[(&str, &str)]) -> ChangeSet {
    ChangeSet { put: records.iter().map(|(id, json)| record(id, json)).collect(), ..ChangeSet::default() }
}

/// All that is kept of the store's document.
async fn load(store: &Store) -> (Stored, Persistence) {
    let (loaded, persistence) = store.load().await;
    (loaded.read(), persistence)
}

/// A document of its own for each test, so that they cannot meet.
fn fresh() -> String {
    format!("https://example.org/{:x}", random_bits())
}

fn about() -> DocumentRecord {
    DocumentRecord {
        json: "{}".into(),
        head: r#""format":"reading-annotations","version":"1.0""#.into(),
        annotators_json: r#"[{"id":"urn:uuid:1"}]"#.into(),
        relations_json: "[]".into(),
        fingerprint: "7".into(),
    }
}

#[wasm_bindgen_test]
async fn a_large_change_is_not_overtaken_by_what_is_asked_for_after_it() {
    let document = fresh();
    let store = Store::new(&document);
    let put_many = |json: &str| ChangeSet {
        put: (0..300).map(|number| record(&format!("{number:03}"), json)).collect(),
        ..ChangeSet::default()
    };
    let (large, small) = (store.commit(put_many("1")), store.commit(put(&[("007", "2")])));
    let (second, removal) =
        (store.commit(put_many("3")), store.commit(ChangeSet { delete: vec!["008".into()], ..ChangeSet::default() }));
    for outcome in [large.await, small.await, second.await, removal.await] {
        assert_eq!(outcome, Persistence::Kept);
    }
    let (stored, _) = load(&store).await;
    assert_eq!(stored.annotations.len(), 299);
    assert!(stored.annotations.iter().all(|record| record.json == "3" && record.id != "008"));
    let (large, forgotten) = (store.commit(put_many("4")), store.delete_document());
    assert_eq!(forgotten.await, Persistence::Kept);
    assert_eq!(large.await, Persistence::Kept);
    assert!(load(&store).await.0.annotations.is_empty());
}

#[wasm_bindgen_test]
async fn keeps_changes_and_forgets_what_is_deleted() {
    let document = fresh();
    let store = Store::new(&document);
    assert_eq!(load(&store).await.1, Persistence::Kept);
    let change =
        ChangeSet { document: Some(about()), ..put(&[("a", "1"), ("b", "2"), ("ü\u{fffd}🎉", "\"\\ud83d\"")]) };
    assert_eq!(store.commit(change).await, Persistence::Kept);
    let change = ChangeSet { delete: vec!["a".into()], put: vec![record("b", "3")], document: None };
    assert_eq!(store.commit(change).await, Persistence::Kept);

    let (stored, _) = load(&Store::new(&document)).await;
    let loaded = DocumentRecord { head: String::new(), ..about() };
    assert_eq!(stored.document, Some(loaded), "the long head is kept for the rescue, but not loaded");
    assert_eq!(stored.annotations, [record("b", "3"), record("ü\u{fffd}🎉", "\"\\ud83d\"")]);

    assert_eq!(store.delete_document().await, Persistence::Kept);
    let (stored, _) = load(&store).await;
    assert_eq!((stored.document, stored.annotations), (None, Vec::new()));
}

#[wasm_bindgen_test]
async fn ids_that_follow_each_other_are_deleted_together_and_no_other() {
    let store = Store::new(&fresh());
    let id = |group: &str, last: &str| format!("urn:uuid:01234567-89ab-4def-8123-{group}{last}");
    let ends = ["0ffe", "0fff", "1000", "1001", "1003", "ffff"];
    let mut all: Vec<String> = ends.iter().map(|end| id("00000000", end)).collect();
    // The last group is full: what would follow is no UUID.
    all.extend([id("ffffffff", "ffff"), "b".into(), "c".into()]);
    let change: Vec<(&str, &str)> = all.iter().map(|id| (id.as_str(), "1")).collect();
    assert_eq!(store.commit(put(&change)).await, Persistence::Kept);
    // In no order, and one that is not stored.
    let delete = vec![
        id("00000000", "1001"),
        id("ffffffff", "ffff"),
        id("00000000", "0fff"),
        id("00000000", "1002"),
        id("00000000", "1000"),
        "b".into(),
    ];
    assert_eq!(store.commit(ChangeSet { delete, ..ChangeSet::default() }).await, Persistence::Kept);
    let left: Vec<_> = load(&store).await.0.annotations.into_iter().map(|record| record.id).collect();
    assert_eq!(left, ["c".to_owned(), all[0].clone(), all[4].clone(), all[5].clone()]);
}

#[wasm_bindgen_test]
async fn documents_and_connections_keep_apart() {
    let (document, longer) = (fresh(), fresh() + "#part");
    let (one, two, other) = (Store::new(&document), Store::new(&document), Store::new(&longer));
    // Not awaited one by one: both connections write at once.
    let first = one.commit(put(&[("a", "1"), ("shared", "old")]));
    let second = two.commit(put(&[("b", "2"), ("shared", "new")]));
    let third = other.commit(put(&[("c", "3")]));
    assert_eq!(second.await, Persistence::Kept);
    assert_eq!(first.await, Persistence::Kept);
    assert_eq!(third.await, Persistence::Kept);
    let (stored, _) = load(&one).await;
    let ids: Vec<_> = stored.annotations.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "shared"]);
}

#[wasm_bindgen_test]
async fn calls_take_effect_in_order_without_being_awaited() {
    let store = Store::new(&fresh());
    let commits: Vec<_> = (0..20).map(|number| store.commit(put(&[("a", &number.to_string())]))).collect();
    for commit in commits {
        assert_eq!(commit.await, Persistence::Kept);
    }
    assert_eq!(load(&store).await.0.annotations, [record("a", "19")]);
}

#[wasm_bindgen_test]
async fn what_was_not_kept_goes_with_the_next_change() {
    let store = Store::new(&fresh());
    store.commit(put(&[("a", "0"), ("d", "0")])).await;
    fill_disk(true);
    let refused = store.commit(put(&[("a", "1"), ("b", "1")]));
    assert_eq!(refused.await, Persistence::NotKept(Reason::Full));
    fill_disk(false);
    assert!(store.has_unsaved());
    let (stored, _) = load(&store).await;
    assert_eq!(stored.annotations, [record("a", "0"), record("d", "0")], "no half of a change set is kept");

    let change = ChangeSet { delete: vec!["d".into()], ..put(&[("a", "2")]) };
    assert_eq!(store.commit(change).await, Persistence::Kept);
    assert!(!store.has_unsaved());
    assert_eq!(load(&store).await.0.annotations, [record("a", "2"), record("b", "1")]);
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_made_anew() {
    let store = Store::new(&fresh());
    assert_eq!(store.commit(put(&[("a", "1")])).await, Persistence::Kept);
    // Other tests' stores are closed when they are dropped; ours makes way by itself.
    JsFuture::from(delete_database()).await.unwrap();
    assert_eq!(store.commit(put(&[("b", "2")])).await, Persistence::Kept);
    assert_eq!(load(&store).await.0.annotations, [record("b", "2")]);
}

#[wasm_bindgen_test]
async fn refused_and_silent_storage_are_told() {
    break_opening("throws");
    let (_, refused) = load(&Store::new(&fresh())).await;
    break_opening("silent");
    let started = now().millis();
    let silent = Store::new(&fresh());
    let no_answer = silent.commit(put(&[("a", "1")])).await;
    let waited = now().millis() - started;
    let again = silent.commit(put(&[("a", "1")])).await;
    let waited_again = now().millis() - started - waited;
    break_opening("");
    assert_eq!(refused, Persistence::NotKept(Reason::Blocked("sandboxed".into())));
    assert_eq!(no_answer, Persistence::NotKept(Reason::NoAnswer));
    assert!((2900..6000).contains(&waited), "{waited} ms");
    assert_eq!(again, Persistence::NotKept(Reason::NoAnswer));
    assert!(waited_again < 1000, "nobody waits twice: {waited_again} ms");
}

#[wasm_bindgen_test]
async fn other_tabs_hear_of_changes_to_the_same_document() {
    let (document, heard) = (fresh(), Rc::new(RefCell::new(Vec::new())));
    let listen = |document: &str| {
        let heard = Rc::clone(&heard);
        Tabs::open(document, move |message| heard.borrow_mut().push(message.read()))
    };
    let (sender, _same, _other) = (Tabs::open(&document, |_| {}), listen(&document), listen(&fresh()));
    let change = ChangeSet { delete: vec!["x".into()], document: Some(about()), ..put(&[("a", "1")]) };
    sender.post(&change);
    assert!(until(|| !heard.borrow().is_empty()).await);
    assert_eq!(*heard.borrow(), [change]);
}

#[wasm_bindgen_test]
async fn rescue_writes_an_export_without_wasm() {
    let document = fresh();
    assert!(JsFuture::from(rescue_text(&document)).await.unwrap().is_null());
    let store = Store::new(&document);
    let orphan = AnnotationRecord { orphan: true, ..record("b", r#"{"id":"b"}"#) };
    let change = ChangeSet { document: Some(about()), put: vec![record("a", r#"{"id":"a"}"#), orphan], delete: vec![] };
    store.commit(change).await;
    let text = JsFuture::from(rescue_text(&document)).await.unwrap().as_string().unwrap();
    js_sys::JSON::parse(&text).unwrap();
    let rest = text.strip_prefix(r#"{"exported_at":""#).unwrap().split_once('"').unwrap().1;
    assert_eq!(
        rest,
        r#","format":"reading-annotations","version":"1.0","annotators":[{"id":"urn:uuid:1"}],"annotations":[{"id":"a"}],"orphans":[{"id":"b"}],"relations":[]}"#
    );
}

#[wasm_bindgen_test]
async fn files_are_read_strictly() {
    let read = async |bytes: &[u8]| read_text(&file_of(bytes, "f.json")).await;
    assert_eq!(read("é🎉\r\n".as_bytes()).await, Ok("é🎉\r\n".to_owned()));
    assert_eq!(read(b"\xef\xbb\xbfx").await, Ok("x".to_owned()));
    assert_eq!(read(b"\xff\xfeA\0=\xd8\0\xde").await, Ok("A😀".to_owned()));
    assert_eq!(read(b"\xfe\xff\0A").await, Ok("A".to_owned()));
    let wrong = |at| Err(FileError::NotText { name: "f.json".to_owned(), at });
    assert_eq!(read(b"ab\xffc").await, wrong(3));
    assert_eq!(read(b"\xff\xfeA\0=\xd8").await, wrong(5));
    assert_eq!(read(b"\xff\xfeA").await, wrong(3));
    assert_eq!(read(b"PK\x03\x04").await, Err(FileError::Zip { name: "f.json".to_owned() }));
    let large = read_text(&huge_file()).await;
    assert_eq!(large, Err(FileError::TooLarge { name: "big.json".to_owned(), megabytes: 65 }));

    let written = file("naïve.json", "application/json", "é").unwrap();
    assert_eq!((written.name().as_str(), written.type_().as_str()), ("naïve.json", "application/json"));
    assert_eq!(read_text(&written).await, Ok("é".to_owned()));
}

#[wasm_bindgen_test]
fn time_passes_and_chance_varies() {
    assert!(now().millis() > 1_700_000_000_000);
    assert_ne!(random_bits(), random_bits());
}
