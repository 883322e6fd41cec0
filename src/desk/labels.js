// What the widget keeps of the texts, as the desk's worker reads and writes it: in src/dom/storage.js.
import { Store, Tabs, outcomes, storedParts } from "../dom/storage.js";
import { readerIn } from "./progress.js";

/** So many texts are changed in one transaction. */
const AT_ONCE = 100;
/** The record that holds who the reader of this browser is: in src/embed/restoring.rs. */
const READER = "urn:reading-annotations:reader";
/** What src/wire/record.rs calls the time of the last export. */
const LAST_EXPORT = /"last_export":\s*"[^"]*"/;

// As text: what else stands there may be numbers that JavaScript would round.
function exportedAt(json, at) {
  const member = `"last_export":${JSON.stringify(at)}`;
  return LAST_EXPORT.test(json) ? json.replace(LAST_EXPORT, member) : json.replace("{", `{${member},`);
}

/** In a worker transactions commit by themselves: see src/desk/connection.js. */
class WorkerStore extends Store {
  allPlaced() {}
}

export class Labels {
  #store = new WorkerStore();
  /** What is told to other pages comes from here. */
  from = `${Math.random()}`;

  /** `headOf(id, document)` makes the part of a text's native file that is about the text. */
  constructor(headOf) { this.headOf = headOf; }

  /** The ids of all texts that somebody has begun: of thousands mostly few. */
  async begun() {
    try {
      const [keys] = await this.#store.transact("readonly", (transaction, done) => outcomes([transaction.objectStore("documents").getAllKeys()], done), true);
      return new Set(keys);
    } catch {
      // Those are asked for one by one.
      return null;
    }
  }

  /**
   * For each id `{document, parts, attached, orphans}`, or null where nobody has begun; only `begun` are
   * asked for. Throws where nothing can be read: that is not the same as a text without labels.
   */
  async records(ids, begun = null) {
    const wanted = begun ? ids.filter((id) => begun.has(id)) : ids;
    if (!wanted.length) return ids.map(() => null);
    const parts = await this.#parts(wanted);
    const made = new Map();
    for (const [at, one] of parts.entries()) if (one) made.set(wanted[at], await this.#record(wanted[at], one));
    return ids.map((id) => made.get(id) ?? null);
  }

  async #parts(ids) {
    try {
      return await storedParts(this.#store, ids);
    } catch (error) {
      throw new Error(`the labels that this browser stores cannot be read (${error?.message || error?.code || error})`);
    }
  }

  async #record(id, { document, head, people, relations, attached, orphans }) {
    // The storage may have been full when it was to be written, and have taken labels afterwards.
    return { document, parts: [head || await this.headOf(id, document), people, relations], attached, orphans };
  }

  /**
   * The text's record as in `records`, and the id of whoever reads it here: null while nobody has labelled in this
   * browser.
   */
  async recordAndReader(id) {
    const [one, known] = await this.#parts([id, READER]);
    const reader = readerIn(one?.document) ?? readerIn(known?.document);
    return { record: one && await this.#record(id, one), reader };
  }

  /** Writes what `Labels.adopt` made; "" or why not. Tells the widget, should the text be open. */
  async adopt(id, [document, head, people, relations, fingerprint, ids, jsons, orphans]) {
    const about = [document, head, people, relations, fingerprint];
    const flags = orphans.map(Number);
    const failed = await this.#store.commit(id, ids, jsons, flags, [], about);
    if (!failed) {
      const tabs = new Tabs(id, () => {}, this.from);
      tabs.post(ids, jsons, flags, [], about);
      tabs.close();
    }
    return failed;
  }

  /**
   * These texts were handed out whole at this time (ISO 8601). In one transaction with what is stored: the
   * widget of another page may be writing.
   */
  async noteExport(ids, at) {
    const begun = await this.begun();
    const wanted = begun ? ids.filter((id) => begun.has(id)) : ids;
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      await this.#store.transact("readwrite", (transaction) => {
        const documents = transaction.objectStore("documents");
        for (const id of wanted.slice(from, from + AT_ONCE)) {
          documents.get(id).onsuccess = ({ target: { result: record } }) => {
            if (record) documents.put({ ...record, json: exportedAt(record.json, at) });
          };
        }
      }, true);
    }
  }

  async forget(ids) {
    for (const id of ids) await this.#store.deleteDocument(id);
  }
}
