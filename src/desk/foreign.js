// Labels that came with texts in another format than the native one, or from another label set. What
// labels mean that nobody knows here is asked once, and remembered with the widget's answers.
import { translated } from "desk-wasm";
import { remember, remembered } from "../bin/dialogs.js";
import { plural } from "./make.js";

/** The labels of so many texts are taken at once: most of the time the storage is waited for. */
const AT_ONCE = 4;

/** The labels of one file, until all of its texts are stored. */
export class ForeignLabels {
  #waiting = [];

  add(id, labels) { this.#waiting.push([id, labels]); }

  get count() { return this.#waiting.length; }

  /**
   * Takes them over. `nativeOf(id)` is a text's native file; `take(id, native)` takes the labels of
   * one; `tell(done)` hears how many are done; `ask(unknown)` settles with what labels mean, or null;
   * `goesOn()` is false once nobody wants any more; `told` is what was answered for the files before, and
   * `declined` the labels of which somebody wanted none: both get what is answered for this file. The
   * problems, as sentences.
   */
  async take({ nativeOf, take, tell, ask, goesOn, told, declined }) {
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
    if (!(await each(this.#waiting, ([id]) => id, ([id, labels]) => one(id, labels, false), goesOn))) return cancelled();
    if (!later.length) return problems;
    const wanted = [...unknown.keys()].some((label) => !declined.has(label));
    const answer = wanted && await ask([...unknown]);
    if (!answer) {
      for (const label of unknown.keys()) declined.add(label);
      return [...problems, `The labels of ${textsOf(later.length)} are left out, as was chosen.`];
    }
    await remember(answer);
    Object.assign(told, answer);
    if (!(await each(later, ([id]) => id, ([id, labels]) => one(id, labels, true), goesOn))) return cancelled();
    return problems;
  }
}

/**
 * Does `work` with each, several at once but one after the other where `idOf` is the same; false where
 * it was stopped. Where one fails no other begins; it is told when nothing is under way any more.
 */
async function each(list, idOf, work, goesOn) {
  const running = new Map(), failures = [];
  let whole = true;
  for (const one of list) {
    whole = goesOn();
    if (!whole || failures.length) break;
    const id = idOf(one);
    while (running.size >= AT_ONCE || running.has(id)) await Promise.race(running.values());
    running.set(id, work(one).catch((error) => failures.push(error)).finally(() => running.delete(id)));
  }
  await Promise.all(running.values());
  if (failures.length) throw failures[0];
  return whole;
}

const textsOf = (count) => (count === 1 ? "a text" : plural(count, "text"));
