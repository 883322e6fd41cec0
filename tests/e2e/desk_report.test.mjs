// What came of opening files, as people read it: what was refused is not lost among the lines of other files.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

for (const engine of engines) {
  describe(`Desk, report · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, '{"text":"A text. It has two sentences."}')); });
    after(() => close?.());

    /** Opens files; the report and what its dialog says: its words, and its lines. */
    const opened = async (files) => {
      await page.beginOpening(files);
      const dialog = await page.untilDesk((desk, root) => {
        const dialog = root.querySelector("dialog[open]");
        return dialog && { words: [...dialog.querySelectorAll("p")].map(({ textContent }) => textContent), lines: [...dialog.querySelectorAll("li")].map(({ textContent }) => textContent) };
      }, "the report is shown");
      await page.press(Key.ESCAPE);
      return { ...dialog, report: await page.untilDesk(() => window.report, "the files are opened") };
    };

    test("files that are not opened stand first, and each file has some lines", { timeout: 60_000 }, async () => {
      const bad = (count) => [...Array(count).fill("{"), '{"text":"One that can be read."}'].join("\n");
      const { words, lines, report } = await opened([["a.jsonl", [bad(300)]], ["b.jsonl", [bad(51)]], ["c.html", ["<p>Words.</p><style>p{}</style>"]], ["d.zip", [[0x50, 0x4b, 3, 4, 0, 0]]], ["e.txt", [[0xe9, 0x0a]]]]);
      assert.equal(report.problems.length, 300 + 51 + 1 + 2);
      // Some only say how a thing was taken.
      assert.deepEqual(words, ["2 texts added, 1 text already here.", "354 things to know:"]);
      assert.match(lines[0], /^“d\.zip” is not opened: /);
      assert.match(lines[1], /^“e\.txt” is not opened: /);
      assert.equal(lines[2], "Left out: 1 <style> (“c.html”).");
      assert.equal(lines.filter((line) => line.endsWith("(“a.jsonl”).")).length, 51);
      assert.equal(lines[53], "And 250 more (“a.jsonl”).");
      // One more is said in as much room.
      assert.equal(lines.filter((line) => /^Line \d+ .*\(“b\.jsonl”\)\.$/.test(line)).length, 51);
      assert.equal(lines.length, 2 + 1 + 51 + 51);
    });

    test("what is the same of many texts is told once", { timeout: 60_000 }, async () => {
      const row = (number) => JSON.stringify({ text: `Text ${number} is here. It rained.`, spans: [{ start: 0, end: 4, label: "claim", text: "Snow" }] });
      const { lines, report } = await opened([["gone.jsonl", [Array.from({ length: 120 }, (_, number) => row(number)).join("\n")]]]);
      assert.equal(report.problems.length, 1, report.problems.join());
      assert.deepEqual(lines, ["1 label was not found in its text, and is kept as “text gone” (“gone.jsonl”, 120 times)."]);
    });

    test("many people's exports of one text are one text, and their files and they are counted", { timeout: 60_000 }, async () => {
      await page.desk((desk) => desk.open(desk.texts[0].id));
      const native = JSON.parse(await page.run(async () => {
        const element = document.querySelector("reading-annotator");
        await element.ready;
        return (await element.exportAs()).text();
      }));
      const text = "Another text. It is no longer.";
      const of = (number) => {
        const id = `urn:x:${number}`;
        const label = { id: `urn:x:label${number}`, annotator: id, label: "claim", start: 0, end: 13, quote: { prefix: "", exact: "Another text.", suffix: "" }, sentences: ["s1"], note: null, state: "exact", similarity: 1, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" };
        const sentences = [[0, 13], [14, 30]].map(([start, end], at) => ({ id: `s${at + 1}`, paragraph: 0, start, end }));
        return [`${number}.json`, [JSON.stringify({ ...native, article: { ...native.article, id: "https://example.org/other", text, sha256: undefined }, segmentation: { method: "x", version: "1" }, sentences, annotators: [{ id, name: `Person ${number}`, completed_at: null, judged_none: [] }], annotations: number ? [label] : [] })]];
      };
      // The first has no labels.
      const { words } = await opened(Array.from({ length: 31 }, (_, number) => of(number)));
      assert.equal(words[0], "1 text added. Labels for 1 text were taken over from 30 files, of 30 people.");
      const again = await opened([["doccano.jsonl", [JSON.stringify({ text, label: [[14, 30, "claim"]] })]], of(1)]);
      assert.equal(again.words[0], "Labels for 1 text were taken over from 2 files.");
    });
  });
}
