// What the widget keeps of the texts, as the desk's worker reads and writes it: the records of
// src/dom/storage.js, whose database this is.
import { Store } from "../dom/storage.js";

export class Labels {
  #store = new Store();

  /** For each id `{document, head, people, relations, attached, orphans}`, or null where nobody has begun. */
  async records(ids) {
    let database;
    try {
      database = await this.#store.opened();
    } catch {
      return ids.map(() => null);
    }
    const transaction = database.transaction(["documents", "texts", "annotations"], "readonly");
    const requests = ids.map((id) => [
      transaction.objectStore("documents").get(id),
      transaction.objectStore("texts").get(id),
      transaction.objectStore("annotations").getAll(IDBKeyRange.bound([id], [id, []])),
    ]);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
      transaction.commit();
    });
    return requests.map(([document, text, annotations]) => {
      if (!document.result || !text.result?.head) return null;
      const of = (orphan) => annotations.result.filter((one) => Boolean(one.orphan) === orphan).map((one) => one.json);
      return {
        document: document.result.json,
        parts: [text.result.head, document.result.annotators_json, document.result.relations_json],
        attached: of(false),
        orphans: of(true),
      };
    });
  }

  /** Writes what `Labels.adopt` made; "" or why not. Tells the widget, should the text be open. */
  async adopt(id, [document, head, people, relations, fingerprint, ids, jsons, orphans]) {
    const about = [document, head, people, relations, fingerprint];
    const failed = await this.#store.commit(id, ids, jsons, orphans.map(Number), [], about);
    if (!failed) {
      const channel = new BroadcastChannel(globalThis[Symbol.for("reading-annotator.storage")] ?? "reading-annotator");
      channel.postMessage({ version: 1, document: id, ids, jsons, orphans: orphans.map(Number), deleted: [], about });
      channel.close();
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
