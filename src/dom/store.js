// The IndexedDB database: one record per document, one per annotation, changed
// together in one transaction. Nothing here throws or waits for ever: what could
// not be kept is told as a reason code, a line feed and the browser's own words.
//
// rescue.js reads the same records without wasm.

const NAME = "reading-annotator", VERSION = 1;
// TEXTS is apart from DOCUMENTS: the article's text changes seldom and is long.
const DOCUMENTS = "documents", ANNOTATIONS = "annotations", TEXTS = "texts";
// Some browsers never settle an open request (a damaged profile, a blocked upgrade).
const OPEN_LIMIT = 3000;

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
    return await this.guarded("readonly", (transaction, done) => {
      const records = transaction.objectStore(ANNOTATIONS).getAll(allOf(document));
      const about = transaction.objectStore(DOCUMENTS).get(document);
      return done.then(() => {
        const ids = [], jsons = [], orphans = [];
        for (const record of records.result) {
          ids.push(record.id);
          jsons.push(record.json);
          orphans.push(record.orphan ? 1 : 0);
        }
        const found = about.result;
        return ["", found ? [found.json, "", found.annotators_json, found.relations_json] : null,
          ids, jsons, new Uint8Array(orphans)];
      });
    }, (reason) => [reason, null, [], [], new Uint8Array()]);
  }

  // "" when the whole change set is kept, otherwise the reason; never a part of it.
  async commit(document, ids, jsons, orphans, deleted, about) {
    return await this.guarded("readwrite", (transaction, done) => {
      const annotations = transaction.objectStore(ANNOTATIONS);
      for (let i = 0; i < deleted.length; i++) annotations.delete([document, deleted[i]]);
      for (let i = 0; i < ids.length; i++) {
        annotations.put({ document, id: ids[i], json: jsons[i], orphan: orphans[i] !== 0 });
      }
      if (about) {
        transaction.objectStore(DOCUMENTS).put({
          id: document, json: about[0], annotators_json: about[2], relations_json: about[3], modified: Date.now(),
        });
        if (about[1]) transaction.objectStore(TEXTS).put({ id: document, head: about[1] });
      }
      return done.then(() => "");
    }, (reason) => reason);
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
    const database = await this.connection();
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
      return await work(transaction, done);
    } catch (error) {
      done.catch(() => {});
      try { transaction.abort(); } catch { /* it has ended */ }
      throw error;
    }
  }

  connection() {
    this.opening ??= this.open();
    const opening = this.opening;
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
        (error) => { clearTimeout(limit); this.opening = null; reject(error); },
      );
    });
  }

  open() {
    return new Promise((resolve, reject) => {
      let request;
      try {
        // Both the property and open() throw in a sandbox, each in some browser.
        if (!globalThis.indexedDB) return reject(new NotKept("missing"));
        request = indexedDB.open(NAME, VERSION);
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

function allOf(document) {
  // An array sorts after every string, so this is every key [document, text].
  return IDBKeyRange.bound([document], [document, []]);
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
