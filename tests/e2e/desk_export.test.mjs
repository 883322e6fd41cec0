// The desk's export menu: what a format cannot hold is told before the export, counted without
// the page standing still, and again only where there is news.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

const COUNT = 1500;
const jsonl = Array.from({ length: COUNT }, (_, at) => JSON.stringify({
  id: at + 1, text: `Text ${at + 1} begins here. It goes on, with a reason.\n\nThen it ends${at === 7 ? " \u0001" : ""}.`, year: 1900,
})).join("\n");

for (const engine of engines) {
  describe(`Desk, export · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    /** Opens the menu and waits for the numbers; what each format is said to leave out. */
    const menu = async (formats) => {
      await page.button("Export the set");
      const told = {};
      for (const format of formats) {
        told[format] = await page.untilDesk((desk, root, format) => {
          const select = root.querySelector("dialog select");
          if (!select) return null;
          if (select.value !== format) {
            select.value = format;
            select.dispatchEvent(new Event("change"));
          }
          const { textContent } = root.querySelector("#format-left-out");
          return textContent.startsWith("Counting") ? null : textContent;
        }, `${format} is counted`, format);
      }
      return told;
    };

    test("what a format cannot hold is told before the export, with numbers", { timeout: 120_000 }, async () => {
      await page.desk((desk) => desk.open(desk.texts[2].id));
      await page.call("annotate", { sentence: 0 }, { label: "claim", note: "Why?" });
      await page.call("annotate", { start: 3, end: 9 }, { label: "opinion" });
      await page.call("judgeNone", { sentence: 1 });
      await page.untilDesk((desk) => desk.texts[2].judged === 2, "the labels are known");
      const told = await menu(["native", "hf.sentences.jsonl", "doccano.sequence", "tei"]);
      assert.deepEqual(told, {
        native: "This format holds all of it.",
        "hf.sentences.jsonl": "Left out: 1 label that is not on one whole sentence, 1 note.",
        "doccano.sequence": "Left out: 1 label that overlaps another, 1 note, 1 judgement “no label”.",
        tei: "Left out: 1 label that is not on one whole sentence, 1 judgement “no label”, 1 character that XML cannot hold, 2 kept columns.",
      });
      const described = await page.desk((desk, root) => root.querySelector("dialog select").getAttribute("aria-describedby").split(" ").map((id) => root.getElementById(id).textContent));
      assert.match(described.join(" "), /TEI|XML.*Left out: 1 label/);
      await page.press(Key.ESCAPE);
      // The export says the same when it is done.
      const { leftOut } = await page.exported("tei");
      assert.equal(`Left out: ${leftOut.join(", ")}.`, told.tei);
    });

    test("the list's filter counts, and so does news of one text", { timeout: 120_000 }, async () => {
      await page.desk((desk, root) => {
        const search = root.querySelector("input[type=search]");
        search.value = "Text 8 ";
        search.dispatchEvent(new Event("input"));
      });
      await menu(["inception"]);
      const many = () => page.desk((desk, root) => [...root.querySelectorAll("dialog .help")].at(-1).textContent);
      assert.equal(await many(), "1,500 texts, also those without labels.");
      await page.desk((desk, root) => [...root.querySelectorAll("dialog input[type=checkbox]")].at(-1).click());
      assert.equal(await many(), "111 texts, also those without labels.");
      await page.untilDesk((desk, root) => root.querySelector("#format-left-out").textContent === "Left out: 1 character that XML cannot hold, 2 kept columns.", "only what is shown is counted");
      await page.press(Key.ESCAPE);
      await page.desk((desk) => desk.open(desk.texts[7].id));
      await page.call("annotate", { sentence: 0 }, { label: "claim", note: "News." });
      const told = await menu(["hf.sentences.jsonl"]);
      assert.equal(told["hf.sentences.jsonl"], "Left out: 1 label that is not on one whole sentence, 2 notes.");
      await page.press(Key.ESCAPE);
    });

    test("a new search shows the first hits", { timeout: 60_000 }, async () => {
      const find = (words) => page.desk((desk, root, words) => {
        const rows = root.querySelector(".rows"), search = root.querySelector("input[type=search]");
        search.value = words;
        search.dispatchEvent(new Event("input"));
        return rows.scrollTop;
      }, words);
      await find("");
      await page.untilDesk((desk, root) => {
        const rows = root.querySelector(".rows");
        rows.scrollTop = rows.scrollHeight;
        return rows.scrollTop > 0;
      }, "the list is at its end");
      // Of these, too, there are more than can be seen.
      assert.equal(await find("Text 1"), 0);
      await page.untilDesk((desk, root) => root.querySelector("[aria-posinset='1']")?.getAttribute("aria-label").startsWith("Text 1 begins"), "the first is drawn");
    });

    test("an export can be cancelled, and made again", { timeout: 120_000 }, async () => {
      await page.cancelNext();
      const made = await page.desk(async (desk, root) => {
        // Each text five times, so that no machine is done before the page can be told that it may be cancelled.
        const cancelled = await desk.exportSet("native", {}, Array(5).fill(desk.texts.map(({ id }) => id)).flat());
        return [cancelled, root.querySelector(".work").hidden, (await desk.exportSet("native")).file.size > 1_000_000];
      });
      assert.deepEqual(made, [null, true, true]);
    });

    test("nobody has to wait for the numbers", { timeout: 120_000 }, async () => {
      await page.goto(page.url);
      const first = await page.desk(async (desk, root) => {
        const dialog = () => root.querySelector("dialog");
        // Read as it appears: the numbers may be there with the next task.
        const text = new Promise((resolve) => new MutationObserver((_, observer) => {
          if (!dialog()) return;
          observer.disconnect();
          resolve(root.querySelector("#format-left-out").textContent);
        }).observe(root, { childList: true }));
        [...root.querySelectorAll("button")].find(({ textContent }) => textContent === "Export the set").click();
        const textContent = await text;
        const done = new Promise((resolve) => desk.addEventListener("desk-exported", ({ detail }) => resolve(detail), { once: true }));
        [...dialog().querySelectorAll("button")].find(({ textContent }) => textContent === "Export").click();
        const { file } = await done;
        return [textContent, (await file.text()).trim().split("\n").length];
      });
      assert.match(first[0], /^Counting what the format cannot hold/);
      assert.equal(first[1], 3 * COUNT);
    });
  });
}
