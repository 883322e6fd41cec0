// The set's export: text after text goes into the wasm, and pieces of the file come out, which the
// browser keeps as blobs.
import { aboutOf } from "./known.js";
import { freed, release } from "./store.js";

/** So much of the export is handed to the browser at a time, in bytes. */
const PIECE = 1 << 20;
/** So long the page is not listened to, in milliseconds. */
const TURN = 50;
/** So many texts are read from the storage at a time: few, so that they are written before the browser cleans up. */
const AT_ONCE = 5;

/**
 * The set in one format: `{file, suffix, leftOut, problems, whole}`, or null once `stopped()`; `whole` are the texts that are in it with their labels. `out` is the
 * wasm's export and `memory` its memory; `natives` are native files of texts whose work is not stored;
 * `tell(done)` hears how many texts are done.
 */
export async function exported({ out, memory, ids, natives, page, rows, texts, labels, tell, stopped }) {
  const parts = [], problems = [], left = new Set();
  const hand = () => {
    // The browser may keep a blob outside of memory.
    parts.push(new Blob([new Uint8Array(memory.buffer, out.address, out.waiting)]));
    out.taken();
  };
  const begun = await labels.begun();
  // Where labels cannot be read the texts go out without them, and it is told once.
  let unread = null;
  const recordsOf = (some) => labels.records(some, begun).catch((error) => {
    unread ??= error.message;
    return some.map(() => null);
  });
  const read = (at) => {
    const some = ids.slice(at, at + AT_ONCE);
    // Of texts that somebody has begun there are records.
    const fresh = some.filter((id) => !begun?.has(id));
    const reading = Promise.all([some, recordsOf(some), texts.bytes(fresh).then((bytes) => new Map(fresh.map((id, at) => [id, bytes[at]])))]);
    // Where it fails it is told when it is waited for.
    reading.catch(() => {});
    return reading;
  };
  let number = 0, rested = Date.now();
  try {
    // Two batches are under way: a request goes out only when this thread waits, which it does for the one before.
    const ahead = [read(0), read(AT_ONCE)];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const [some, kept, bodies] = await ahead.shift();
      ahead.push(read(at + 2 * AT_ONCE));
      for (const [place, id] of some.entries()) {
        const row = rows.get(id), record = kept[place], native = natives.get(id);
        const name = `${`${(number += 1)}`.padStart(5, "0")}-${fileName(row.title)}`;
        try {
          if (native) out.native(name, native, row.columns);
          else if (record) out.begun(name, withoutPage(record.parts, page), record.attached, record.orphans, row.columns);
          else {
            // A text may be wanted twice.
            const body = bodies.get(id) ?? (await texts.bytes([id]))[0];
            bodies.delete(id);
            out.untouched(name, aboutOf(row, ""), body);
            release(body);
          }
        } catch (error) {
          left.add(id);
          problems.push(`“${row.title}” is left out: ${error?.message ?? error}`);
        }
        if (out.waiting >= PIECE) hand();
      }
      if (out.tooLarge) throw new Error("an archive holds 65,534 files and 4 GB at most: choose a format that is one file, or export fewer texts");
      if (Date.now() - rested < TURN) continue;
      tell(number);
      // Messages of the page come between two tasks.
      await new Promise((resolve) => setTimeout(resolve));
      if (stopped()) return null;
      rested = Date.now();
    }
    out.finish();
    hand();
    if (unread) problems.push(`Texts are exported without labels, but for those that are only in memory: ${unread}`);
    const whole = unread ? [...natives.keys()] : ids.filter((id) => !left.has(id));
    return { file: new Blob(parts, { type: out.mediaType }), suffix: out.suffix, leftOut: out.leftOut, problems, whole };
  } finally {
    freed(out);
  }
}

/** The address of the desk is where the text was read, not where it is from. */
function withoutPage([head, ...others], page) {
  return [head.replace(`"url":${JSON.stringify(page)}`, '"url":null'), ...others];
}

const fileName = (title) => title.normalize().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 48) || "text";
