// Who labelled what on a desk: people of a file that is taken over stay others, and are nobody here: what
// they have finished is not finished for the reader.
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

    /** The native files of the desk's texts, as they stand in the archive. */
    const natives = async () => (await page.exported("native")).text.match(/\{\n"[\s\S]*?\n\}\n/g).map(JSON.parse);
    const progress = () => page.desk((desk) => desk.texts.map(({ judged, sentences, finished, others }) => [judged, sentences, finished, others]));
    const anew = async () => {
      await page.desk(`async (desk, root) => {
        const gone = desk.remove(desk.texts.map(({ id }) => id));
        [...root.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Remove").click();
        await gone;
      }`);
      await page.goto(page.url);
    };

    test("what others have finished is to be done here, and is told beside it", { timeout: 120_000 }, async () => {
      const mine = await natives();
      await anew();
      const of = (person, file, number) => {
        const { id, start, end } = file.sentences[0];
        const label = { id: `urn:x:${person}:${number}`, annotator: `urn:x:${person}`, label: "claim", start, end, quote: { prefix: "", exact: [...file.article.text].slice(start, end).join(""), suffix: "" }, sentences: [id],
          note: null, state: "exact", similarity: 1, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" };
        // Ana has judged all, Ben says that one sentence is enough.
        const who = { id: `urn:x:${person}`, name: person, completed_at: person === "ben" ? "2026-01-02T00:00:00Z" : null, judged_none: person === "ana" ? file.sentences.slice(1).map(({ id }) => id) : [] };
        return [`${person}${number}.json`, [JSON.stringify({ ...file, annotators: [who], annotations: [label] })]];
      };
      const report = await page.open(["ana", "ben"].flatMap((person) => mine.map((file, number) => of(person, file, number))));
      assert.deepEqual([report.added, report.problems], [2, []]);
      const untouched = [[0, 3, false, 2], [0, 2, false, 2]];
      assert.deepEqual(await progress(), untouched);
      const row = await page.untilDesk((desk, root) => {
        const option = root.querySelector("[role=option]");
        return option?.dataset.state === "untouched" && [option.getAttribute("aria-label"), option.querySelector(".about").textContent];
      }, "the list tells it");
      assert.match(row.join(" "), /, untouched, 0 of 3 sentences, labels of 2 others untouched0 of 3 sentences · 2 others$/);
      assert.match(await page.desk((desk, root) => root.querySelector("summary").textContent), /^2 texts: 0 finished, 0 begun$/);
      assert.match(await page.desk((desk, root) => root.querySelector(".counts").textContent), /^Claim4 · 100 %/i);
      for (const number of [0, 1]) {
        await page.press([Key.SHIFT, "N"]);
        await page.atText(number);
      }
      await page.press("3");
      await page.untilDesk((desk) => desk.texts[1].judged === 1, "it is counted");
      assert.deepEqual(await progress(), [untouched[0], [1, 2, false, 2]]);
      // The reader's own export is the reader's own here, and another's beside it.
      await anew();
      await page.open(mine.map((file, number) => [`mine${number}.json`, [JSON.stringify(file)]]));
      assert.deepEqual(await progress(), [[2, 3, false, 1], [1, 2, false, 0]]);
    });

    test("rows of earlier versions, which counted otherwise, are counted again", { timeout: 60_000 }, async () => {
      const before = await progress();
      await page.run(() => new Promise((resolve, reject) => {
        const request = indexedDB.open("reading-annotator-desk");
        request.onsuccess = () => {
          const database = request.result, transaction = database.transaction("rows", "readwrite"), rows = transaction.objectStore("rows");
          rows.getAll().onsuccess = ({ target }) => {
            for (const { begun, others, ...row } of target.result) rows.put({ ...row, judged: row.sentences, finished: true });
          };
          transaction.oncomplete = () => { database.close(); resolve(); };
          transaction.onabort = reject;
        };
      }));
      await page.goto(page.url);
      await page.untilDesk((desk) => desk.texts.every(({ begun, others }) => begun !== undefined && others !== undefined), "they are counted again");
      assert.deepEqual(await progress(), before);
    });

    test("headings do not count, as in the widget's panel", { timeout: 60_000 }, async () => {
      await anew();
      const headed = ["headed.md", ["# A title here\n\nOne text stands here. Second one.\n\n## Another heading\n\nThird one.\n"]];
      await page.open([headed]);
      await page.desk((desk) => desk.open(desk.texts[0].id, true));
      await page.atText(0);
      await page.press(Key.ARROW_DOWN, "1", Key.ARROW_DOWN, "1", Key.ARROW_DOWN, Key.ARROW_DOWN, "1");
      await page.untilDesk((desk) => desk.texts[0].judged === 3, "all is counted");
      assert.deepEqual(await progress(), [[3, 3, true, 0]]);
      assert.match(await page.run(() => document.querySelector("reading-annotator").shadowRoot.querySelector(".progress").textContent), /^3 of 3 /);
      // Labels that come with a file are counted like that, too.
      const [mine] = await natives();
      await anew();
      await page.open([headed, ["mine.json", [JSON.stringify(mine)]]]);
      assert.deepEqual(await progress(), [[3, 3, true, 0]]);
    });
  });
}
