// What this browser keeps: the IndexedDB database, the word to other tabs, and the
// way out when the wasm has failed.
//
// One file, not three: each file is a request of its own when the widget is loaded.

// --- The database
// The IndexedDB database: one record per document, one per annotation, changed
// together in one transaction. Nothing here throws: what could not be kept is told
// as a reason code, a line feed and the browser's own words.
//
// Every transaction is committed as soon as its requests are placed. WebKit freezes a
// page that is left together with an unfinished transaction, which then never ends and
// blocks the database for all pages until the browser is closed.

const VERSION = 1;
// A page that holds the work of one person may keep it apart: see src/embed/forms/one_file.js.
export const storageName = () => globalThis[Symbol.for("reading-annotator.storage")] ?? "reading-annotator";
// TEXTS is apart from DOCUMENTS: the article's text changes seldom and is long.
const DOCUMENTS = "documents", ANNOTATIONS = "annotations", TEXTS = "texts";
// Some browsers never settle an open request (a damaged profile, a blocked upgrade): a
// change is then told as not kept. Loading waits, since nothing may be written over what
// was not read.
const OPEN_LIMIT = 3000;

// Placing 1,000 requests takes 50 ms: more than so many are placed in portions.
const MANY = 200;

// Lists of texts cross to and from the wasm as one text each (see src/dom/records.rs): the methods
// "…Joined" are for the wasm alone, other scripts give and take lists.
const BETWEEN = "\u001e";
const listOf = (joined) => (joined ? joined.split(BETWEEN) : []);
const together = (texts) => new TextEncoder().encode(texts.join(BETWEEN));

class NotKept extends Error {
  constructor(code, cause) {
    super(cause?.message ?? "");
    this.code = code;
  }
}

export class Store {
  constructor() {
    this.opening = null; // a promise of the connection
    this.late = false;   // opening has passed its limit and is not waited for again
  }

  // [reason, document fields or null, ids, jsons, orphan flags]
  async load(document) {
    return await this.guarded("readonly", async (transaction, done) => {
      const [records, found] = await outcomes([
        transaction.objectStore(ANNOTATIONS).getAll(allOf(document)),
        transaction.objectStore(DOCUMENTS).get(document),
      ], done);
      const ids = [], jsons = [], orphans = [];
      for (const record of records) {
        ids.push(record.id);
        jsons.push(record.json);
        orphans.push(record.orphan ? 1 : 0);
      }
      return ["", found ? [found.json, "", found.annotators_json, found.relations_json, found.fingerprint ?? ""] : null,
        ids, jsons, orphans];
    }, (reason) => [reason, null, [], [], []]);
  }

  // The same, the two lists of texts in UTF-8.
  async loadJoined(document) {
    const [reason, about, ids, jsons, orphans] = await this.load(document);
    return [reason, about, together(ids), together(jsons), new Uint8Array(orphans)];
  }

  // "" when the whole change set is kept, otherwise the reason; never a part of it.
  async commit(document, ids, jsons, orphans, deleted, about) {
    const place = (transaction, from, to) => {
      const annotations = transaction.objectStore(ANNOTATIONS);
      const gone = from === 0 ? runs(deleted) : [];
      for (const [first, last] of gone) annotations.delete(IDBKeyRange.bound([document, first], [document, last]));
      let request;
      for (let i = from; i < to; i++) {
        request = annotations.put({ document, id: ids[i], json: jsons[i], orphan: orphans[i] !== 0 });
      }
      if (about && to === ids.length) {
        transaction.objectStore(DOCUMENTS).put({
          id: document, json: about[0], annotators_json: about[2], relations_json: about[3],
          fingerprint: about[4], modified: Date.now(),
        });
        if (about[1]) transaction.objectStore(TEXTS).put({ id: document, head: about[1] });
      }
      return request;
    };
    return await this.guarded("readwrite", (transaction, done) => {
      if (ids.length > MANY) return inPortions(transaction, done, place, ids.length, () => this.allPlaced(transaction));
      place(transaction, 0, ids.length);
      return done.then(() => "");
    }, (reason) => reason);
  }

  // The flags are a view of the wasm's memory: copied before anything is waited for.
  commitJoined(document, ids, jsons, orphans, deleted, about) {
    return this.commit(document, listOf(ids), listOf(jsons), Array.from(orphans), listOf(deleted), about);
  }

  // Forgets the document and its annotations; "" or the reason.
  async deleteDocument(document) {
    return await this.guarded("readwrite", (transaction, done) => {
      transaction.objectStore(ANNOTATIONS).delete(allOf(document));
      transaction.objectStore(DOCUMENTS).delete(document);
      transaction.objectStore(TEXTS).delete(document);
      return done.then(() => "");
    }, (reason) => reason);
  }

  // Forgets everything of all documents; "" or the reason.
  async deleteEverything() {
    return await this.guarded("readwrite", (transaction, done) => {
      for (const name of [ANNOTATIONS, DOCUMENTS, TEXTS]) transaction.objectStore(name).clear();
      return done.then(() => "");
    }, (reason) => reason);
  }

  // Forgets what the reader has said that foreign labels mean; src/bin/dialogs.js keeps it.
  forgetAnswers() {
    try { indexedDB.deleteDatabase("reading-annotator-formats"); } catch { /* nothing is kept here */ }
  }

  close() {
    this.opening?.then((database) => database.close(), () => {});
    this.opening = null;
  }

  async guarded(mode, work, failed) {
    try {
      return await this.transact(mode, work, true);
    } catch (error) {
      return failed(`${codeOf(error)}\n${error?.message ?? error}`);
    }
  }

  async transact(mode, work, again) {
    const database = await (mode === "readonly" ? this.opened() : this.connection());
    let transaction;
    try {
      transaction = database.transaction([DOCUMENTS, ANNOTATIONS, TEXTS], mode);
    } catch (error) {
      // The browser closed the connection behind our back: open once more.
      this.opening = null;
      if (!again || error.name !== "InvalidStateError") throw error;
      return await this.transact(mode, work, false);
    }
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new NotKept("failed", { message: "transaction aborted" }));
    });
    try {
      const result = work(transaction, done);
      // Without one the rest is placed later, and committed then.
      if (result) this.allPlaced(transaction);
      return await (result ?? done.then(() => ""));
    } catch (error) {
      done.catch(() => {});
      try { transaction.abort(); } catch { /* it has ended */ }
      throw error;
    }
  }

  // No request follows.
  allPlaced(transaction) {
    transaction.commit();
  }

  // The connection, however long it takes.
  opened() {
    this.opening ??= this.open().catch((error) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  // The connection, or an error if there is none after the limit.
  connection() {
    const opening = this.opened();
    if (this.late) {
      // Adopt a connection that came late, but do not wait for it.
      return Promise.race([opening, Promise.resolve().then(() => Promise.reject(new NotKept("timeout")))]);
    }
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.late = true;
        reject(new NotKept("timeout"));
      }, OPEN_LIMIT);
      opening.then(
        (database) => { clearTimeout(limit); resolve(database); },
        (error) => { clearTimeout(limit); reject(error); },
      );
    });
  }

  open() {
    return new Promise((resolve, reject) => {
      let request;
      try {
        // Both the property and open() throw in a sandbox, each in some browser.
        if (!globalThis.indexedDB) return reject(new NotKept("missing"));
        request = indexedDB.open(storageName(), VERSION);
      } catch (error) {
        return reject(error);
      }
      request.onupgradeneeded = () => {
        const database = request.result;
        for (const name of [DOCUMENTS, TEXTS]) {
          if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath: "id" });
        }
        if (!database.objectStoreNames.contains(ANNOTATIONS)) {
          database.createObjectStore(ANNOTATIONS, { keyPath: ["document", "id"] });
        }
      };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        const forget = () => { database.close(); this.opening = null; };
        database.onversionchange = forget; // another tab upgrades or deletes: do not stand in its way
        database.onclose = forget;
        this.late = false;
        resolve(database);
      };
    });
  }
}

// What the native files of these documents are made of: for each `{document, head, people, relations,
// attached, orphans}`, JSON texts all, empty where a part was never stored; null for one of which nothing is
// stored. Throws where it cannot be read.
export function storedParts(store, ids) {
  return store.transact("readonly", async (transaction, done) => {
    const all = (name, request) => outcomes(ids.map((id) => request(transaction.objectStore(name), id)), done);
    const [documents, texts, annotations] = await Promise.all([
      all(DOCUMENTS, (records, id) => records.get(id)),
      all(TEXTS, (records, id) => records.get(id)),
      all(ANNOTATIONS, (records, id) => records.getAll(allOf(id))),
    ]);
    return ids.map((_, at) => {
      if (!documents[at] && !annotations[at].length) return null;
      const [attached, orphans] = apart(annotations[at]);
      const { json = "", annotators_json: people = "", relations_json: relations = "" } = emptied(documents[at]);
      const { head = "" } = emptied(texts[at]);
      return { document: json, head, people, relations, attached, orphans };
    });
  }, true);
}

// The annotations' JSON: of those that have a place, and of the orphans. Empties the list, as `emptied`.
function apart(records) {
  const attached = [], orphans = [];
  for (const { orphan, json } of records.splice(0)) (orphan ? orphans : attached).push(json);
  return [attached, orphans];
}

// What a record holds, taken out of it. Chromium's requests hold on to their outcomes until the large clean-up,
// and what then lives for long makes the room for young things grow: 80 MB in the export of 1,000 texts.
function emptied(record) {
  const members = { ...record };
  for (const name of Object.keys(members)) delete record[name];
  return members;
}

// Places all in portions, each when the one before is done, and commits with the last. A page that
// is left has no later: then all is placed at once, in a transaction of its own.
function inPortions(transaction, done, place, count, allPlaced) {
  const leave = () => {
    const whole = transaction.db.transaction([...transaction.objectStoreNames], "readwrite");
    whole.oncomplete = transaction.oncomplete;
    whole.onabort = transaction.onabort;
    transaction.onabort = null;
    transaction.abort();
    place(whole, 0, count);
    whole.commit();
  };
  const rest = () => removeEventListener("pagehide", leave);
  const next = (from) => {
    const to = Math.min(from + MANY, count);
    const last = place(transaction, from, to);
    if (to < count) {
      last.onsuccess = () => next(to);
    } else {
      rest();
      allPlaced();
    }
  };
  addEventListener("pagehide", leave);
  done.then(rest, rest);
  next(0);
}

function allOf(document) {
  // An array sorts after every string, so this is every key [document, text].
  return IDBKeyRange.bound([document], [document, []]);
}

// These ids as pairs of a first and a last. Labels that were made at once have UUIDs that count on
// (new_id in src/model/state/mod.rs), between which there is no other UUID: they are one run. A request
// for each would hold the page for 0.3 ms a label.
function runs(ids) {
  const found = [];
  let run, next;
  for (const id of [...ids].sort()) {
    if (run && id === next) run[1] = id;
    else found.push(run = [id, id]);
    next = following(id);
  }
  return found;
}

const UUID = /^(urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-)([0-9a-f]{12})$/;

function following(id) {
  const [, head, last] = UUID.exec(id) ?? [];
  return last && head + (parseInt(last, 16) + 1).toString(16).padStart(12, "0");
}

function codeOf(error) {
  if (error instanceof NotKept) return error.code;
  switch (error?.name) {
    case "QuotaExceededError": return "full";
    case "SecurityError": case "NotAllowedError": return "blocked";
    case "InvalidStateError": return "blocked"; // Firefox in private windows, before 115
    case "VersionError": return "newer";
    default: return "failed";
  }
}

// --- Other tabs
// Tells other tabs of this browser what was changed. Where there is no channel
// (a sandbox, a blocked origin) nothing is sent and nothing arrives.

export class Tabs {
  // `received` gets a list: ids, records, which are orphans, deleted ids (texts of several with BETWEEN), and the document's
  // record or null. `from` is told with all that is posted, for a page that hears itself.
  constructor(document, received, from = undefined) {
    this.document = document;
    this.from = from;
    try {
      this.channel = new BroadcastChannel(storageName());
      this.channel.onmessage = ({ data }) => {
        // Another version of the widget may send something else: take only what has the shape.
        if (data?.version === 1 && data.document === document && [data.ids, data.jsons, data.orphans, data.deleted]
          .every(Array.isArray)) {
          const [ids, jsons, deleted] = [data.ids, data.jsons, data.deleted].map((texts) => texts.join(BETWEEN));
          received([ids, jsons, data.orphans, deleted, data.about ?? null]);
        }
      };
    } catch {
      this.channel = null;
    }
  }

  post(ids, jsons, orphans, deleted, about) {
    try {
      this.channel?.postMessage({
        version: 1, from: this.from, document: this.document, ids, jsons, orphans: Array.from(orphans), deleted, about: about ?? null,
      });
    } catch { /* the channel was closed with the page */ }
  }

  postJoined(ids, jsons, orphans, deleted, about) {
    this.post(listOf(ids), listOf(jsons), orphans, listOf(deleted), about);
  }

  close() { this.channel?.close(); }
}

// --- Rescue
// Exports what is stored without any wasm: for the moment after a panic.

// The stored document as a native export, or null if nothing is stored.
export async function rescueText(documentId) {
  const database = await openExisting();
  try {
    const transaction = database.transaction([DOCUMENTS, TEXTS, ANNOTATIONS], "readonly");
    const about = answer(transaction.objectStore(DOCUMENTS).get(documentId));
    const text = answer(transaction.objectStore(TEXTS).get(documentId));
    const all = answer(transaction.objectStore(ANNOTATIONS).getAll(allOf(documentId)));
    transaction.commit();
    const [record, { head } = {}, records] = await Promise.all([about, text, all]);
    if (!record && records.length === 0) return null;
    const [attached, orphans] = apart(records);
    return `{"exported_at":"${new Date().toISOString()}",${head ? `${head},` : ""}"annotators":${record?.annotators_json || "[]"},`
      + `"annotations":[${attached.join(",\n")}],"orphans":[${orphans.join(",\n")}],`
      + `"relations":${record?.relations_json || "[]"}}`;
  } finally {
    database.close();
  }
}

// Starts the download; false if nothing is stored or readable. Whether a sandbox
// blocked the download cannot be known: offer rescueCopy beside it.
export async function rescueDownload(documentId) {
  const text = await rescueText(documentId).catch(() => null);
  if (text === null) return false;
  const link = document.createElement("a");
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.href = url;
  link.download = `reading-annotations-rescued-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

// Copies the export to the clipboard; false if that is not possible either.
export async function rescueCopy(documentId) {
  const text = await rescueText(documentId).catch(() => null);
  if (text === null) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

function openExisting() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(storageName());
    // Nothing was ever stored: do not leave an empty database behind.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(() => reject(new Error("the storage does not answer")), OPEN_LIMIT);
  });
}

// What requests came to, once their transaction has ended, too. Chromium unpacks a value of more
// than 64 KB (as it packs it) by itself: where the transaction is committed by hand, its end is
// told first.
export async function outcomes(requests, done) {
  const [values] = await Promise.all([Promise.all(requests.map(answer)), done]);
  return values;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
