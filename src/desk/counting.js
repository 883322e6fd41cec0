// What formats cannot hold of the texts, counted before an export. A text's numbers are kept until
// there is news of it, so that only the first look takes time.
import { keptNative, leftOut, lossesOf, lossesOfBody } from "desk-wasm";

/** So many texts are read from the storage at a time. */
const AT_ONCE = 25;
/** The page is told how far it is after so many milliseconds. */
const NEWS = 150;

export class Counting {
  // Numbers by text; null where every format can hold all of it.
  #known = new Map();
  // Texts that are being counted and of which there is no news meanwhile.
  #counted = new Set();
  #turn = 0;

  constructor(texts, labels) {
    this.texts = texts;
    this.labels = labels;
  }

  /** There is news of these texts. */
  forget(ids) {
    for (const id of ids) {
      this.#known.delete(id);
      this.#counted.delete(id);
    }
  }

  stop() { this.#turn += 1; }

  /**
   * For each format what it leaves out of these texts, in words, and how many of them cannot be read;
   * null when another count or `stop` came between. `natives` are those that are not stored, `columns`
   * how many other columns there are; `tell` hears the same, and how many texts are done, while it counts.
   */
  async of(ids, natives, columns, tell) {
    const turn = (this.#turn += 1);
    const sums = [];
    const begun = await this.labels.begun();
    let unreadable = 0, told = Date.now();
    const made = () => ({ leftOut: leftOut(new Uint32Array(sums), columns), unreadable });
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE);
      const numbers = await this.#numbers(some, natives, begun);
      if (turn !== this.#turn) return null;
      for (const one of numbers) {
        if (one === undefined) unreadable += 1;
        else one?.forEach((count, kind) => { sums[kind] = (sums[kind] ?? 0) + count; });
      }
      if (Date.now() - told < NEWS) continue;
      told = Date.now();
      tell({ ...made(), done: at + some.length, of: ids.length });
    }
    return made();
  }

  // Of each text its numbers, null for none of any kind, undefined where it cannot be read.
  async #numbers(ids, natives, begun) {
    const found = new Map(ids.map((id) => [id, natives.has(id) ? numbersOf(natives.get(id)) : this.#known.get(id)]));
    const wanted = ids.filter((id) => found.get(id) === undefined && !natives.has(id));
    if (!wanted.length) return [...found.values()];
    this.#counted = new Set(wanted);
    const records = await this.labels.records(wanted, begun);
    const untouched = wanted.filter((_, at) => !records[at]);
    const bodies = untouched.length ? await this.texts.bodies(untouched) : [];
    for (const [at, id] of wanted.entries()) {
      const record = records[at];
      const numbers = record
        ? numbersOf(keptNative(record.parts, record.attached, record.orphans, ""))
        : orNull(lossesOfBody(bodies[untouched.indexOf(id)]));
      found.set(id, numbers);
      if (this.#counted.has(id) && numbers !== undefined) this.#known.set(id, numbers);
    }
    return [...found.values()];
  }
}

const orNull = (numbers) => (numbers.some((count) => count > 0) ? numbers : null);

function numbersOf(native) {
  try {
    return orNull(lossesOf(native));
  } catch {
    return undefined;
  }
}
