// How a text stands on the desk and where its reader is: the cursor's sentence is come back to, a
// text is begun with the first work on it, its direction is that of its own words.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

const long = Array.from({ length: 240 }, (_, at) => `Sentence ${at} is one of many in a paragraph.${at % 12 === 11 ? "\n\n" : " "}`).join("");
const jsonl = [long, "A second text. It is short.", "A third text. It is short, too."].map((text, at) => JSON.stringify({ id: at + 1, text })).join("\n");

for (const engine of engines) {
  describe(`Desk, reading · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    const cursor = () => page.run(() => document.querySelector("reading-annotator").shadowRoot.querySelector(".cursor").getAttribute("aria-activedescendant"));
    const atSentence = async (number) => {
      await page.atText(0);
      assert.equal(await cursor(), `sentence-${number}`);
    };
    const state = (number) => page.untilDesk((desk, root, number) => root.querySelector(`[role=option][data-at="${number}"]`)?.dataset.state, "the row is drawn", number);

    test("a text is begun when somebody moves in it, not when it is opened", { timeout: 60_000 }, async () => {
      await page.desk((desk) => desk.open(desk.texts[1].id, true));
      await page.atText(1);
      // Longer than the place takes to be kept.
      await new Promise((resolve) => setTimeout(resolve, 700));
      assert.equal(await state(1), "untouched");
      await page.press(Key.ARROW_DOWN);
      await page.untilDesk((desk, root) => root.querySelector('[role=option][data-at="1"]').dataset.state === "begun", "it is begun");
      await page.desk((desk) => desk.open(desk.texts[2].id, true));
      await page.atText(2);
      await page.press("1");
      await page.untilDesk((desk, root) => root.querySelector('[role=option][data-at="2"]').dataset.state === "begun", "a label begins it");
    });

    for (const [number, what] of [[15, "in the first window"], [60, "further down"]]) {
      test(`the cursor's sentence is come back to, ${what}`, { timeout: 60_000 }, async () => {
        await page.desk((desk) => desk.open(desk.texts[0].id, true));
        await page.atText(0);
        await page.press(Key.HOME, ...Array(number).fill(Key.ARROW_DOWN));
        assert.equal(await cursor(), `sentence-${number}`);
        // At once: what is not told yet is not lost.
        await page.press([Key.SHIFT, "N"]);
        await page.atText(1);
        await page.desk((desk) => desk.open(desk.texts[0].id, true));
        await atSentence(number);
        await page.untilDesk((desk, root, number) => desk.texts[0].cursor === number, "it is kept", number);
        await page.driver.navigate().refresh();
        await page.waitForDesk();
        await atSentence(number);
        // The way there may be smooth.
        await page.waitFor((tools, number) => {
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
          const words = `Sentence ${number} is`;
          while (!walker.nextNode().data.includes(words));
          const range = document.createRange(), from = walker.currentNode.data.indexOf(words);
          range.setStart(walker.currentNode, from);
          range.setEnd(walker.currentNode, from + words.length);
          const { top, bottom } = range.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }, "it can be seen", 5000, number);
      });
    }

    test("a text's direction comes from its own words, its title's from the title", { timeout: 60_000 }, async () => {
      await page.open([["arabic.txt", ["هذه هي الجملة الأولى. وهذه هي الثانية."]]]);
      const directions = await page.desk(async (desk) => {
        await desk.open(desk.texts.at(-1).id);
        const direction = (where) => getComputedStyle(document.querySelector(where)).direction;
        return [direction("article h1"), direction("article"), direction("article p")];
      });
      assert.deepEqual(directions, ["ltr", "rtl", "rtl"]);
    });

    test("what was exported whole is not said to be without a copy", { timeout: 60_000 }, async () => {
      const open = (number) => page.desk((desk, root, number) => desk.open(desk.texts[number].id, true), number);
      const reminded = () => page.run(() => document.querySelector("reading-annotator").shadowRoot.querySelector("footer").textContent.includes("Not exported"));
      const exportAs = async (format) => {
        await page.button("Export the set");
        await page.untilDesk((desk, root, format) => {
          const select = root.querySelector("dialog select");
          if (!select) return false;
          select.value = format;
          select.dispatchEvent(new Event("change"));
          return true;
        }, "the menu is there", format);
        await page.button("Export");
        await page.untilDesk((desk, root) => !root.querySelector("dialog") && /was made\.$/.test(root.querySelector(".status").textContent), "it is exported");
      };
      await open(2);
      await page.atText(2);
      await page.press("2");
      await page.untilDesk((desk) => desk.texts[2].labels.evidence, "it is counted");
      await open(1);
      await page.atText(1);
      await page.press("1");
      await page.untilDesk((desk) => desk.texts[1].judged > 0, "it is counted");
      assert.equal(await reminded(), true);
      await exportAs("sentences.csv");
      await page.press(Key.ESCAPE);
      assert.equal(await reminded(), true, "this format does not hold all of it");
      await exportAs("native");
      await page.untilDesk(() => !document.querySelector("reading-annotator").shadowRoot.querySelector("footer").textContent.includes("Not exported"), "the text that is open is exported");
      await open(2);
      await page.atText(2);
      assert.equal(await reminded(), false, "so is the other one");
      // What is done afterwards has no copy.
      await page.press(Key.ARROW_DOWN, "3");
      await page.untilDesk(() => document.querySelector("reading-annotator").shadowRoot.querySelector("footer").textContent.includes("Not exported: 1 label"), "it is said again");
    });
  });
}
