// The article is read as it is written: its sentences, their offsets, what is left out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { onEachEngine } from "./lib/suite.mjs";

const EXPECTED = readFileSync(new URL("../articles/demo.sentences.txt", import.meta.url), "utf8").trimEnd().split("\n");

onEachEngine("Reading", ({ test, fresh }) => {
  test("the demo's sentences are those that were written down by hand", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    assert.deepEqual(sentences.map(({ text }) => text), EXPECTED);
    assert.deepEqual(sentences.map(({ index }) => index), EXPECTED.map((_, index) => index));
    assert.equal(new Set(sentences.map(({ id }) => id)).size, EXPECTED.length, "ids are unique");
    assert.ok(sentences.every(({ label }) => label === null), "nothing is labelled yet");
  });

  test("offsets count code points of the exported text", async () => {
    const page = await fresh();
    const { article, sentences: exported } = JSON.parse((await page.exportFile()).text);
    const points = Array.from(article.text);
    assert.notEqual(points.length, article.text.length, "the article has an emoji, so that units differ");
    for (const { id, start, end, text } of await page.sentences()) {
      assert.equal(points.slice(start, end).join(""), text, id);
      const same = exported.find((sentence) => sentence.id === id);
      assert.deepEqual([same.start, same.end], [start, end], `${id} in the file`);
    }
  });

  test("what is no article is left out, what belongs to it is in", async () => {
    const page = await fresh();
    const { text } = JSON.parse((await page.exportFile()).text).article;
    for (const out of ["Maren Holloway", "The Harbor Letter", "Subscribe", "Email address", "Opinion", "Wren Harbor Gazette", "Annotations"]) {
      assert.ok(!text.includes(out), `“${out}” is not part of the article`);
    }
    for (const inside of ["The same lamp, bare and shaded", "sky-log.csv", "4 Quay Street\nTuesday", "🌌", "20.1.1 The scale"]) {
      assert.ok(text.includes(inside), `“${inside}” is part of the article`);
    }
    const pageText = await page.run((tools) => tools.article().innerText.includes("Maren Holloway"));
    assert.ok(pageText, "and the page shows what was left out");
  });

  test("sentences lie where the page shows their text", async () => {
    const page = await fresh();
    // `boxes` fails where the page's text differs from the sentence's.
    for (const index of [0, 10, 13, 31, 45, EXPECTED.length - 1]) {
      assert.ok((await page.boxes(index)).length > 0, EXPECTED[index]);
    }
  });
});
