// Labels that came with texts in another format than the native one, or from another label set. What
// labels mean that nobody knows here is asked once, and remembered with the widget's answers.
import { translated } from "desk-wasm";
import { remember, remembered } from "../bin/dialogs.js";

/** The labels of one file, until all of its texts are stored. */
export class ForeignLabels {
  #waiting = [];

  add(id, labels) { this.#waiting.push([id, labels]); }

  get count() { return this.#waiting.length; }

  /**
   * Takes them over. `nativeOf(id)` is a text's native file; `take(id, native)` takes the labels of
   * one; `tell(done)` hears how many are done; `ask(unknown)` settles with what labels mean, or null;
   * `goesOn()` is false once nobody wants any more; `told` is what was answered for the files before,
   * and gets what is answered for this one. The problems, as sentences.
   */
  async take({ nativeOf, take, tell, ask, goesOn, told }) {
    const problems = [], unknown = new Map(), later = [];
    const before = await remembered();
    let done = 0;
    const one = async (id, labels, last) => {
      let made;
      try {
        made = translated(labels, await nativeOf(id), told, before);
      } catch (error) {
        problems.push(`Labels are left out: ${(error?.message ?? String(error)).replace(/\.$/, "")}.`);
        return;
      }
      const [native, left, foreign] = made;
      if (foreign.length && !last) {
        for (const [label, count] of foreign) unknown.set(label, (unknown.get(label) ?? 0) + count);
        later.push([id, labels]);
        return;
      }
      problems.push(...left);
      await take(id, native);
      tell(done += 1);
    };
    const cancelled = () => [...problems, `The labels of ${textsOf(this.count - done)} are left out: it was cancelled.`];
    for (const [id, labels] of this.#waiting) {
      if (!goesOn()) return cancelled();
      await one(id, labels, false);
    }
    if (!later.length) return problems;
    const answer = await ask([...unknown]);
    if (!answer) return [...problems, `The labels of ${textsOf(later.length)} are left out, as was chosen.`];
    await remember(answer);
    Object.assign(told, answer);
    for (const [id, labels] of later) {
      if (!goesOn()) return cancelled();
      await one(id, labels, true);
    }
    return problems;
  }
}

const textsOf = (count) => (count === 1 ? "a text" : `${count} texts`);
