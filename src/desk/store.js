// The desk's own database: the list's rows and the texts' bodies. Labels are not here: the
// widget keeps them (src/dom/storage.js). What the browser does not keep stays in memory, and
// the page says so.
import { outcomes } from "../dom/storage.js";

const NAME = "reading-annotator-desk";
const ROWS = "rows", BODIES = "bodies", STATE = "state";
/** Records in one transaction. */
export const BATCH = 500;

export class Texts {
  #database = null;
  // Bodies of texts that could not be stored, by id.
  #memory = new Map();
  #adding = null;
  /** Why nothing is kept, in the browser's words; null while all is. */
  trouble = null;

  async open() {
    try {
      this.#database = await new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
          request.result.createObjectStore(ROWS, { keyPath: "id" }).createIndex("order", "order");
          request.result.createObjectStore(BODIES, { keyPath: "id" });
          request.result.createObjectStore(STATE);
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      this.#database.onversionchange = () => this.#database.close();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error) {
    this.trouble = error?.name === "QuotaExceededError" ? "The storage of this browser is full" : `This browser does not store (${error?.message ?? error})`;
  }

  // `work(transaction)` gives the requests whose outcomes are wanted; settles with them when all is
  // on the disk. An error leaves all as it was.
  async #transact(mode, stores, work) {
    const transaction = this.#database.transaction(stores, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("the transaction was aborted"));
    });
    const all = outcomes(work(transaction), done);
    transaction.commit?.();
    return await all;
  }

  async #write(stores, work) {
    if (!this.#database) return false;
    try {
      await this.#transact("readwrite", stores, (transaction) => (work(transaction), []));
      if (!this.#memory.size) this.trouble = null;
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** All rows as they were opened, in batches. */
  async *rows() {
    if (!this.#database) return;
    let after = -Infinity;
    for (;;) {
      const [batch] = await this.#transact("readonly", ROWS, (transaction) =>
        [transaction.objectStore(ROWS).index("order").getAll(IDBKeyRange.lowerBound(after, true), BATCH)]);
      if (batch.length) yield batch;
      if (batch.length < BATCH) return;
      after = batch[batch.length - 1].order;
    }
  }

  /** Adds texts: [row, body] each. */
  add(texts) {
    this.#adding = this.#add(texts);
    return this.#adding;
  }

  async #add(texts) {
    const kept = await this.#write([ROWS, BODIES], (transaction) => {
      for (const [row, body] of texts) {
        transaction.objectStore(ROWS).put(row);
        transaction.objectStore(BODIES).put({ id: row.id, body });
      }
    });
    if (!kept) for (const [row, body] of texts) this.#memory.set(row.id, body);
  }

  /** A row has changed. */
  save(rows) {
    const known = rows.filter(({ id }) => !this.#memory.has(id));
    return known.length ? this.#write([ROWS], (transaction) => {
      for (const row of known) transaction.objectStore(ROWS).put(row);
    }) : true;
  }

  /** The bodies of these texts, in their order. */
  async bodies(ids) {
    // Until then it is not known whether they are there or in memory.
    await this.#adding;
    const stored = this.#database
      ? await this.#transact("readonly", BODIES, (transaction) => ids.map((id) => transaction.objectStore(BODIES).get(id)))
      : [];
    return ids.map((id, number) => this.#memory.get(id) ?? stored[number]?.body ?? "[]");
  }

  /** Forgets texts for good. */
  async forget(ids) {
    for (const id of ids) this.#memory.delete(id);
    await this.#write([ROWS, BODIES], (transaction) => {
      for (const id of ids) {
        transaction.objectStore(ROWS).delete(id);
        transaction.objectStore(BODIES).delete(id);
      }
    });
  }

  async state(name) {
    if (!this.#database) return undefined;
    const [value] = await this.#transact("readonly", STATE, (transaction) => [transaction.objectStore(STATE).get(name)]);
    return value;
  }

  setState(name, value) {
    return this.#write([STATE], (transaction) => transaction.objectStore(STATE).put(value, name));
  }
}
