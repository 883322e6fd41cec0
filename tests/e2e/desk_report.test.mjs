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
      const { lines, report } = await opened([["a.jsonl", [bad(300)]], ["b.jsonl", [bad(51)]], ["c.html", ["<p>Words.</p><style>p{}</style>"]], ["d.zip", [[0x50, 0x4b, 3, 4, 0, 0]]], ["e.txt", [[0xe9, 0x0a]]]]);
      assert.equal(report.problems.length, 300 + 51 + 1 + 2);
      assert.match(lines[0], /^“d\.zip” is not opened: /);
      assert.match(lines[1], /^“e\.txt” is not opened: /);
      assert.equal(lines[2], "Left out: 1 <style> (“c.html”).");
      assert.equal(lines.filter((line) => line.endsWith("(“a.jsonl”).")).length, 51);
      assert.equal(lines[53], "And 250 more (“a.jsonl”).");
      // One more is said in as much room.
      assert.equal(lines.filter((line) => /^Line \d+ .*\(“b\.jsonl”\)\.$/.test(line)).length, 51);
      assert.equal(lines.length, 2 + 1 + 51 + 51);
    });
  });
}
