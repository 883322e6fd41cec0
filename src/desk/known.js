// The texts that the desk's worker knows: their rows, and which of them is meant by a text that
// comes in.
import { articleId } from "desk-wasm";

export class Known {
  /** All rows by id; also those that are removed and can still be brought back. */
  rows = new Map();
  // The ids of the texts with a hash, and of those with an id of their own and a hash.
  #byHash = new Map();
  #byName = new Map();
  #order = 0;

  add(row) {
    this.rows.set(row.id, row);
    this.#order = Math.max(this.#order, row.order + 1);
    this.#byName.set(nameOf(row), row.id);
    this.#byHash.set(row.hash, [...this.withHash(row.hash).filter((id) => id !== row.id), row.id]);
  }

  /** It is not found any more. */
  hide(row) {
    this.#byName.delete(nameOf(row));
    this.#byHash.set(row.hash, this.withHash(row.hash).filter((id) => id !== row.id));
  }

  nextOrder() { return this.#order; }

  /** The ids of all with this text. */
  withHash(hash) { return this.#byHash.get(hash) ?? []; }

  /** The row with this text and the id that it came with. */
  named(given, hash) { return this.rows.get(this.#byName.get(nameOf({ given, hash }))); }

  /** The id of the text that an export of this text is about: of several that are the same the one that it names. */
  ofArticle(hash, name) {
    const same = this.withHash(hash);
    if (same.length < 2) return same[0];
    const article = name();
    const id = article && articleId(article);
    return same.find((one) => one === id) ?? same[0];
  }
}

const nameOf = ({ given, hash }) => `${given}\n${hash}`;

/** Whether `columns` say something that `known` do not; both as JSON. What stands there as text may be a number. */
export function saysMore(columns, known) {
  const there = JSON.parse(known || "{}");
  const words = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.entries(JSON.parse(columns || "{}")).some(([name, value]) => value !== null && value !== "" && words(value) !== words(there[name]));
}

/** What the wasm is told of a text. */
export const aboutOf = (row, body) => [row.id, row.title, row.language, body, row.columns, row.hash];
