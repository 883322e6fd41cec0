// The desk's own database: the list's rows, each by itself since they change, and the texts' bodies,
// some in one record, since every record costs the browser more time than its size does (10,000 texts
// of 5 KB in Chromium: 1.9 s one by one, 0.2 s together). Bodies are bytes, which can be released at
// once; strings would lie about until the browser cleans up. Labels are not here: the widget keeps
// them (src/dom/storage.js). What the browser does not keep stays in memory, and the page says so.
import { outcomes } from "../dom/storage.js";

const NAME = "reading-annotator-desk";
const ROWS = "rows", BODIES = "bodies", STATE = "state";
/** Texts in one transaction. */
export const BATCH = 500;
/** Bodies in one record, in bytes: browsers put what is larger than 64 KB into a file of its own. */
const TOGETHER = 48_000;

const encoder = new TextEncoder(), decoder = new TextDecoder();

/** Gives the memory of bytes back at once, where the browser can. */
export function release(bytes) {
  bytes.buffer.transfer?.(0);
}

/** Gives the memory of something of the wasm's back. */
export function freed(thing) {
  try {
    thing.free();
  } catch {
    // Where the wasm has broken off it still holds it: the fault that broke it off is what is told.
  }
}

export class Texts {
  #database = null;
  // Bodies of texts that could not be stored, by id.
  #memory = new Map();
  // In which record a text's body is, by id; that of a text without one has the text's id, and holds
  // that body alone.
  #records = new Map();
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
    return await outcomes(work(transaction), done);
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
      for (const row of batch) {
        if (row.record) this.#records.set(row.id, row.record);
        delete row.record;
      }
      if (batch.length) yield batch;
      if (batch.length < BATCH) return;
      after = batch[batch.length - 1].order;
    }
  }

  /** Adds texts: [row, body] each, the body in UTF-8, which is released. */
  add(texts) {
    this.#adding = this.#add(texts);
    return this.#adding;
  }

  async #add(texts) {
    const records = together(texts);
    for (const { id, bodies } of records) for (const text of bodies.keys()) this.#records.set(text, id);
    const kept = await this.#write([ROWS, BODIES], (transaction) => {
      this.#putRows(transaction, texts.map(([row]) => row));
      for (const record of records) transaction.objectStore(BODIES).put(record);
    });
    for (const [row, body] of texts) {
      if (kept) release(body);
      else this.#memory.set(row.id, body);
    }
  }

  #putRows(transaction, rows) {
    for (const row of rows) transaction.objectStore(ROWS).put({ ...row, record: this.#records.get(row.id) });
  }

  /** A row has changed. */
  save(rows) {
    const known = rows.filter(({ id }) => !this.#memory.has(id));
    return known.length ? this.#write([ROWS], (transaction) => this.#putRows(transaction, known)) : true;
  }

  /** The bodies of these texts, in their order, in UTF-8; whoever asks may release them. */
  async bytes(ids) {
    // Until then it is not known whether they are there or in memory.
    await this.#adding;
    const records = await this.#recordsOf(ids);
    return ids.map((id) => {
      const record = records.get(this.#records.get(id) ?? id);
      const body = this.#memory.get(id)?.slice() ?? record?.bodies?.get(id) ?? record?.body ?? "[]";
      return typeof body === "string" ? encoder.encode(body) : body;
    });
  }

  /** The same, as JSON. */
  async bodies(ids) {
    return (await this.bytes(ids)).map((bytes) => decoder.decode(bytes));
  }

  // The records of these texts, by their own ids.
  async #recordsOf(ids) {
    if (!this.#database) return new Map();
    const wanted = [...new Set(ids.map((id) => this.#records.get(id) ?? id))];
    const found = await this.#transact("readonly", BODIES, (transaction) => wanted.map((id) => transaction.objectStore(BODIES).get(id)));
    return new Map(wanted.map((id, number) => [id, found[number]]));
  }

  /** Forgets texts for good. */
  async forget(ids) {
    for (const id of ids) this.#memory.delete(id);
    const touched = new Set(ids.map((id) => this.#records.get(id) ?? id));
    for (const id of ids) this.#records.delete(id);
    // Those that others share are written anew without them.
    const left = new Map([...this.#records].filter(([, record]) => touched.has(record)));
    const found = await this.#recordsOf([...left.keys()]).catch(() => new Map());
    const records = [...found.values()].filter((record) => record?.bodies);
    for (const { bodies } of records) {
      for (const id of [...bodies.keys()]) if (!left.has(id)) bodies.delete(id);
    }
    await this.#write([ROWS, BODIES], (transaction) => {
      for (const id of ids) transaction.objectStore(ROWS).delete(id);
      for (const record of records) transaction.objectStore(BODIES).put(record);
      for (const record of left.values()) touched.delete(record);
      for (const record of touched) transaction.objectStore(BODIES).delete(record);
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

/** The bodies of `[row, body]` in records. Two pages may add texts at once: no record has another's id. */
function together(texts) {
  const records = [];
  let room = 0;
  for (const [{ id }, body] of texts) {
    if (body.length > room) {
      records.push({ id: `${id} and others ${Math.random()}`, bodies: new Map() });
      room = TOGETHER;
    }
    records.at(-1).bodies.set(id, body);
    room -= body.length;
  }
  return records;
}
