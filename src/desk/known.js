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

  /**
   * The id of the text that an export is about: one with one of these hashes, of several that are the same the one that
   * it names. `claimed` has the names of such texts in the same files: what a desk told apart stays two.
   */
  ofArticle(hashes, article, claimed) {
    const same = [...new Set(hashes.flatMap((hash) => this.withHash(hash)))];
    const own = hashes.some((hash) => isOwn(article, hash));
    const id = same.find((one) => one === article) ?? same.find((one) => !own || (claimed.get(one) ?? article) === article);
    if (id && own) claimed.set(id, article);
    return id;
  }
}

const nameOf = ({ given, hash }) => `${given}\n${hash}`;

// A name that a desk gave has the text's hash in it; those of pages may be others for everybody who opens the same text.
const isOwn = (article, hash) => hash !== "" && article.includes(hash.slice(0, 12));

/** The id that a desk gives a text. With the hash a dataset's own ids, which begin at 1 each time, are nobody else's. */
export const idOf = (given, hash) => articleId(given ? `${given}-${hash.slice(0, 12)}` : `text-${hash.slice(0, 16)}`);

/**
 * Whether `columns`, but for those in `besides`, say something that `known` do not; both as JSON. What stands there
 * as text may be a number.
 */
export function saysMore(columns, known, besides = []) {
  const there = JSON.parse(known || "{}");
  const words = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));
  return Object.entries(JSON.parse(columns || "{}")).some(([name, value]) => !besides.includes(name) && value !== null && value !== "" && words(value) !== words(there[name]));
}

/** What the wasm is told of a text. */
export const aboutOf = (row, body) => [row.id, row.title, row.language, body, row.columns, row.hash];
