// What the widget keeps of the texts, as the desk's worker reads and writes it: in src/dom/storage.js.
import { Store, Tabs, outcomes, storedParts } from "../dom/storage.js";

export class Labels {
  #store = new Store();

  /** The ids of all texts that somebody has begun: of thousands mostly few. */
  async begun() {
    try {
      const [keys] = await this.#store.transact("readonly", (transaction, done) => outcomes([transaction.objectStore("documents").getAllKeys()], done), true);
      return new Set(keys);
    } catch {
      // Those are asked for one by one.
      return null;
    }
  }

  /** For each id `{document, parts, attached, orphans}`, or null where nobody has begun; only `begun` are asked for. */
  async records(ids, begun = null) {
    const wanted = begun ? ids.filter((id) => begun.has(id)) : ids;
    if (!wanted.length) return ids.map(() => null);
    try {
      await this.#store.opened();
    } catch {
      return ids.map(() => null);
    }
    const parts = await storedParts(this.#store, wanted);
    const stored = ids.map((id) => parts[wanted.indexOf(id)] ?? null);
    return stored.map((one) => one && {
      document: one.document, parts: [one.head, one.people, one.relations], attached: one.attached, orphans: one.orphans,
    });
  }

  /** Writes what `Labels.adopt` made; "" or why not. Tells the widget, should the text be open. */
  async adopt(id, [document, head, people, relations, fingerprint, ids, jsons, orphans]) {
    const about = [document, head, people, relations, fingerprint];
    const flags = orphans.map(Number);
    const failed = await this.#store.commit(id, ids, jsons, flags, [], about);
    if (!failed) {
      const tabs = new Tabs(id, () => {});
      tabs.post(ids, jsons, flags, [], about);
      tabs.close();
    }
    return failed;
  }

  async forget(ids) {
    for (const id of ids) await this.#store.deleteDocument(id);
  }
}

/** How far the work on a native file has come: sentences, judged ones, finished, labels by id. */
export function progressOf(native) {
  const file = JSON.parse(native);
  const places = new Map(file.sentences.map(({ id }) => [id, false]));
  const labels = {};
  for (const { label, sentences } of file.annotations) {
    labels[label] = (labels[label] ?? 0) + 1;
    for (const id of sentences ?? []) places.set(id, true);
  }
  for (const { judged_none: none = [] } of file.annotators) for (const id of none) places.set(id, true);
  const judged = [...places.values()].filter(Boolean).length;
  const sentences = file.sentences.length;
  const finished = file.annotators.some((one) => one.completed_at) || (sentences > 0 && judged >= sentences);
  return { sentences, judged, finished, labels };
}
