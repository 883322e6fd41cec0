// Leaving the desk's page and coming back: at any moment of what its worker reads and writes, and by
// the browser's history.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { until } from "./lib/page.mjs";

// Of the engines WebKit alone has left a storage blocked.
const ROUNDS = { chromium: 8, firefox: 8, webkit: 30 };
const COUNT = 30, SENTENCES = 60;
const jsonl = Array.from({ length: COUNT }, (_, at) => JSON.stringify({
  id: at + 1, text: Array.from({ length: SENTENCES }, (_, number) => `Sentence ${number + 1} of text ${at + 1} is here.`).join(" "),
})).join("\n");

for (const engine of engines) {
  describe(`Desk, left and come back to · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => ({ page, close } = await openDesk(engine, jsonl)));
    after(() => close?.());

    const label = (sentence, id = "evidence") => page.desk(`async (desk, root, sentence, label) => {
      const element = document.querySelector("reading-annotator");
      await element.ready;
      await element.annotate({ sentence }, { label });
    }`, sentence, id);
    const judged = (number, count) => page.untilDesk("(desk, root, number, count) => desk.texts[number].judged === count", `${count} are counted`, number, count);

    // A transaction that was left in its midst blocked WebKit's storage.
    test("in any moment after a label: the storage answers, and the label is counted", { timeout: 240_000 }, async () => {
      for (let round = 0; round < ROUNDS[engine]; round += 1) {
        const next = `${page.url}?round=${round}`;
        await page.desk("(desk, root, number) => desk.open(desk.texts[number].id)", round);
        // News are settled 400 ms after the first of them.
        await page.desk(`async (desk, root, after, next) => {
          const element = document.querySelector("reading-annotator");
          await element.annotate({ sentence: 5 }, { label: "evidence" });
          setTimeout(() => { location.href = next; }, after);
        }`, 385 + (round * 60) / ROUNDS[engine], next);
        await page.arrived(new URL(next).search);
        await page.waitForDesk();
        await judged(round, 1);
      }
    });

    test("by the browser's history: it goes on where it was, and a removal can still be undone", { timeout: 120_000 }, async () => {
      await page.goto(page.url);
      await page.desk((desk) => desk.open(desk.texts[3].id));
      await label(7);
      await judged(3, 2);
      const removed = await page.desk(`async (desk, root) => {
        const { id } = desk.texts[9];
        const gone = desk.remove([id]);
        [...root.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Remove").click();
        await gone;
        return id;
      }`);
      // Only a page that the browser has kept knows what can be undone.
      await page.run(() => { window.kept = true; });
      await page.driver.get(new URL("index.html", page.url).href);
      await until(async () => (await page.driver.executeScript("return location.pathname")).endsWith("index.html"), "another page");
      await page.driver.navigate().back();
      await page.waitForDesk();
      await page.untilDesk((desk, root, count) => desk.texts.length === count, "the list is there", COUNT - 1);
      await page.untilDesk((desk) => desk.current === desk.texts[3].id && document.querySelector("reading-annotator")?.documentId === desk.current, "the text is open");
      await label(8, "claim");
      await judged(3, 3);
      if (await page.run(() => window.kept === true)) {
        assert.equal(await page.desk((desk) => desk.restore()), true);
        await page.untilDesk((desk, root, id) => desk.texts[9]?.id === id, "it is back", removed);
        await page.desk((desk, root, id) => desk.open(id), removed);
        assert.equal(await page.run(() => document.querySelector("article p").textContent.match(/Sentence/g).length), SENTENCES);
      }
    });
  });
}
