// How far the work on a text has come, as the desk counts it in a native file, without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../../src/desk/progress.js", import.meta.url), "utf8");
const { isLabelled, progressOf } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

/** A heading, two sentences below it, and labels of “me” on the sentences with these numbers. */
const native = (...labelled) => JSON.stringify({
  sentences: [0, 1, 1].map((paragraph, at) => ({ id: `s${at}`, paragraph })),
  annotators: [{ id: "me" }],
  annotations: labelled.map((at) => ({ label: "claim", annotator: "me", sentences: [`s${at}`] })),
});
const headings = new Set([0]);
const told = ({ sentences, judged, begun, finished }) => [sentences, judged, begun, finished];

test("a heading is no sentence to judge", () => {
  assert.deepEqual(told(progressOf(native(), headings)), [2, 0, false, false]);
  assert.deepEqual(told(progressOf(native(1), headings)), [2, 1, true, false]);
  assert.deepEqual(told(progressOf(native(1, 2), headings)), [2, 2, true, true]);
  assert.deepEqual(told(progressOf(native(1, 2), new Set())), [3, 2, true, false]);
  assert.deepEqual(told(progressOf(native(0), new Set([0, 1]))), [0, 0, true, false]);
});

test("a label on a heading is work all the same", () => {
  const only = progressOf(native(0), headings);
  assert.deepEqual([told(only), isLabelled(only)], [[2, 0, true, false], true]);
  const others = progressOf(native(0), headings, "somebody else");
  assert.deepEqual([told(others), others.others, isLabelled(others)], [[2, 0, false, false], 1, true]);
});
