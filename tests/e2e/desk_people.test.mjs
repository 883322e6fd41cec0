// Who labelled what on a desk: people of a file that is taken over stay others, and are nobody here.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

const TEXT = "The harbour froze. Nobody went out. We sang.";
// Before anybody has labelled anything here.
const jsonl = [{ text: TEXT, label: [[0, 18, "claim"]] }, { text: "A text without labels. It is short." }].map((line) => JSON.stringify(line)).join("\n");

for (const engine of engines) {
  describe(`Desk, people · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    /** What each person labelled, by the text. */
    const labelled = async () => {
      const { text } = await page.exported("hf.documents.jsonl");
      const lines = text.trim().split("\n").map((line) => JSON.parse(line));
      return lines.filter(({ spans }) => spans.length).map((line) => [line.text.slice(0, 6), line.annotator_id, line.spans.map(({ label, start }) => [label, start])]);
    };

    test("a label of mine is mine, beside theirs", { timeout: 120_000 }, async () => {
      for (const [number, judged] of [[0, 2], [1, 1]]) {
        await page.desk("(desk, root, number) => desk.open(desk.texts[number].id, true)", number);
        await page.atText(number);
        await page.press("3", ...(number ? [] : [Key.ARROW_DOWN, "2"]));
        await page.untilDesk("(desk, root, number, judged) => desk.texts[number].judged === judged", "it is counted", number, judged);
      }
      const all = await labelled();
      const of = (text) => all.filter(([one]) => one === text);
      const [[, me, spans], ...more] = of("A text");
      assert.deepEqual([spans, more], [[["opinion", 0]], []]);
      const there = of("The ha").map(([, who, spans]) => [who === me, spans]);
      assert.deepEqual(there.sort((one, other) => one[0] - other[0]), [
        [false, [["claim", 0]]], [true, [["opinion", 0], ["evidence", 19]]],
      ]);
    });

    test("it is so after a return, and in the file of the text", { timeout: 120_000 }, async () => {
      const before = await labelled();
      await page.goto(page.url);
      assert.deepEqual(await labelled(), before);
      await page.desk((desk) => desk.open(desk.texts[0].id, true));
      await page.atText(0);
      const file = JSON.parse(await page.desk(async () => (await document.querySelector("reading-annotator").exportAs()).text()));
      assert.equal(file.annotators.length, 2);
      assert.equal(file.annotators[1].name, "Import from doccano");
      assert.deepEqual(new Set(file.annotations.map(({ annotator }) => annotator)), new Set(file.annotators.map(({ id }) => id)));
    });
  });
}
