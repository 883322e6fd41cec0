// How the desk keeps what a disk does not take, without a browser: the widget, the storage and the
// worker are played.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../../src/desk/work.js", import.meta.url), "utf8");
const { Work } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

/** One text, “a”: what the widget has and what is stored of it, a letter for each label. */
function played(wait = 0) {
  const now = { live: "", stored: null, broken: false, most: 0, notes: [] };
  let running = 0;
  const progress = (labels) => ({ judged: labels.length });
  const calls = {
    progress: () => ({ row: now.stored === null ? null : { id: "a", ...progress(now.stored) }, trouble: null }),
    compare: ({ native }) => ({ stored: native.slice(1) === (now.stored ?? ""), progress: progress(native.slice(1)) }),
  };
  now.work = new Work({
    async call(name, value) {
      now.most = Math.max(now.most, running += 1);
      await new Promise((resolve) => setTimeout(resolve, wait));
      running -= 1;
      if (now.broken) throw new Error("no answer");
      return calls[name](value);
    },
    live: async () => `|${now.live}`,
    hear() {},
    note: ({ judged }, leaving) => now.notes.push([judged, leaving]),
  });
  return now;
}

test("an older record is not taken for all of the work", async () => {
  const now = played();
  Object.assign(now, { stored: "x", live: "xy" });
  now.work.news("a");
  await now.work.settle();
  await now.work.leave("a");
  assert.equal(now.work.natives.get("a"), "|xy");
  assert.deepEqual(now.notes.at(-1), [2, true]);
  // Stored after all.
  now.stored = "xy";
  now.work.news("a");
  await now.work.settle();
  assert.equal(now.work.natives.size, 0);
});

test("what the widget is about to write is waited for", async () => {
  const now = played();
  now.live = "x";
  now.work.news("a");
  setTimeout(() => { now.stored = "x"; }, 100);
  await now.work.leave("a");
  assert.equal(now.work.natives.size, 0);
  assert.deepEqual(now.notes.at(-1), [1, true]);
});

test("work that was undone is no work that is not stored", async () => {
  const now = played();
  now.live = "x";
  now.work.news("a");
  await now.work.leave("a");
  assert.equal(now.work.natives.size, 1);
  now.live = "";
  now.work.news("a");
  await now.work.settle();
  assert.equal(now.work.natives.size, 0);
  assert.equal(now.notes.at(-1)[0], 0);
});

test("one look comes after the other, and none is lost without an answer", async () => {
  const now = played(20);
  Object.assign(now, { stored: "x", live: "xy" });
  now.work.news("a");
  now.work.settle();
  await now.work.leave("a");
  assert.deepEqual([now.most, now.work.natives.get("a")], [1, "|xy"]);
  const silent = played();
  Object.assign(silent, { live: "x", broken: true });
  silent.work.news("a");
  await silent.work.leave("a");
  silent.broken = false;
  await silent.work.settle({ fully: true });
  assert.equal(silent.work.natives.get("a"), "|x");
});
