// Which blocks of the texts are headings: their sentences do not count for the progress, as in the
// widget's panel.
import { headingsIn } from "desk-wasm";

export class Headings {
  // Numbers of blocks by text. A body never changes, and a long one would take time with every label.
  #known = new Map();

  constructor(texts) { this.texts = texts; }

  forget(ids) { for (const id of ids) this.#known.delete(id); }

  /** A text's body is at hand. */
  know(id, body) { this.#known.set(id, new Set(headingsIn(body))); }

  /** Those of a text; none where it cannot be read. */
  async of(id) {
    if (!this.#known.has(id)) {
      const [body] = await this.texts.bodies([id]).catch(() => ["[]"]);
      // What is not there yet may come.
      if (body === "[]") return new Set();
      this.know(id, body);
    }
    return this.#known.get(id);
  }
}
