// What was left out of pages: the same of a thousand files is told once, with their number.
import { grouped, plural } from "./make.js";

export class Notes {
  #all = new Map();

  get size() { return this.#all.size; }

  /** So many of what is called `one`, or `many`, were left out of this file. */
  add(file, count, one, many) {
    const before = this.#all.get(one) ?? { count: 0, many, first: file, files: 0 };
    this.#all.set(one, { ...before, count: before.count + count, files: before.files + 1 });
  }

  /** All of it as sentences. */
  take() {
    return [...this.#all].map(([one, { count, many, first, files }]) => {
      const more = files === 1 ? "" : ` and ${files === 2 ? "another file" : `${grouped.format(files - 1)} other files`}`;
      return `Left out: ${plural(count, one, many)} (“${first}”${more}).`;
    });
  }
}
