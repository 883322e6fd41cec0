// Which blocks of the texts are headings: their sentences do not count for the progress, as in the
// widget's panel.
import { headingsIn } from "desk-wasm";

export class Headings {
  // Numbers of blocks by text. A body never changes, and a long one would take time with every label.
  #known = new Map();

  constructor(texts) { this.texts = texts; }

  forget(ids) { for (const id of ids) this.#known.delete(id); }

  /** Those of a text; none where it cannot be read. */
  async of(id) {
    let found = this.#known.get(id);
    if (!found) {
      const [body] = await this.texts.bodies([id]).catch(() => []);
      found = new Set(body && headingsIn(body));
      if (body) this.#known.set(id, found);
    }
    return found;
  }
}
