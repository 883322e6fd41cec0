// The desk's list by mouse: a click on a text gives its sentences the keys, so does coming back;
// texts are removed by the button; files that are dragged over the desk are shown where they may drop.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

const COUNT = 6;
const jsonl = Array.from({ length: COUNT }, (_, at) => JSON.stringify({ id: at + 1, text: `Text ${at + 1} begins here. It goes on. It ends.` })).join("\n");

for (const engine of engines) {
  describe(`Desk, list · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    const clickRow = async (number) => page.clickAt(await page.untilDesk((desk, root, number) => {
      const row = root.querySelector(`[role=option][data-at="${number}"]`);
      if (!row) return null;
      const { x, y, width, height } = row.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }, "the row is drawn", number));
    const judged = (number, count) => page.untilDesk((desk, root, number, count) => desk.texts[number].judged === count, `text ${number} has ${count} judged`, number, count);

    test("a click on a text gives its sentences the keys", { timeout: 60_000 }, async () => {
      for (const number of [2, 4]) {
        await clickRow(number);
        await page.atText(number);
        await page.press("1", Key.ARROW_DOWN, "2");
        await judged(number, 2);
      }
      assert.match(await page.desk((desk, root) => root.querySelector(".counts").textContent), /Sentences an hour are shown after a minute of labelling\./);
    });

    test("who comes back goes on labelling", { timeout: 60_000 }, async () => {
      await page.driver.navigate().refresh();
      await page.waitForDesk();
      await page.atText(4);
      await page.press(Key.ARROW_DOWN, Key.ARROW_DOWN, "3");
      await judged(4, 3);
    });

    test("the button removes the open text, or what the list shows", { timeout: 60_000 }, async () => {
      const removal = async (choice) => {
        await page.button("Remove …");
        const offered = await page.untilDesk((desk, root) => root.querySelector("dialog") && [...root.querySelectorAll("dialog label")].map(({ textContent }) => textContent), "it asks");
        await page.desk((desk, root, choice) => root.querySelectorAll("dialog input")[choice].click(), choice);
        const told = await page.desk((desk, root) => root.querySelector("dialog p").textContent);
        await page.button("Remove");
        return { offered, told };
      };
      const left = (numbers) => page.untilDesk((desk, root, numbers) => desk.texts.map(({ given }) => given).join() === numbers, `${numbers} are left`, numbers);
      const { offered, told } = await removal(0);
      assert.deepEqual(offered, ["The text that is open", "All texts"]);
      assert.match(told, /^“\u2068Text 5 begins here\. .*\u2069” goes from this desk, with the labels on it\. You can undo this/);
      await left("1,2,3,4,6");
      await page.button("Undo");
      await left("1,2,3,4,5,6");

      await clickRow(4);
      await page.atText(4);
      await page.desk((desk, root) => {
        const filter = root.querySelector("select");
        filter.value = "untouched";
        filter.dispatchEvent(new Event("change"));
      });
      const shown = await removal(1);
      assert.deepEqual(shown.offered, ["The text that is open", "The texts that the list shows now"]);
      assert.equal(shown.told, "4 texts go from this desk. You can undo this until you close or reload the page.");
      await left("3,5");
      await page.button("Undo");
      await left("1,2,3,4,5,6");
    });

    test("files over the desk are shown where they may drop (no driver can drag one in: the events are made)", { timeout: 60_000 }, async () => {
      const drag = (kind, onWidget = false) => page.desk((desk, root, kind, onWidget) => {
        const data = new DataTransfer();
        data.items.add(new File(["One sentence. Another one."], "dropped.txt"));
        const target = onWidget ? desk.querySelector("reading-annotator") : root.querySelector("main");
        target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
        return !root.querySelector(".drop").hidden;
      }, kind, onWidget);
      assert.equal(await drag("dragover"), true);
      await page.untilDesk((desk, root) => root.querySelector(".drop").hidden, "files that left the page are gone");
      assert.equal(await drag("dragover"), true);
      assert.equal(await drag("dragover", true), false, "the widget takes labels itself");
      assert.equal(await drag("drop"), false);
      await page.untilDesk((desk, root, count) => desk.texts.length === count, "the dropped file is opened", COUNT + 1);
    });

    test("a key that comes before the next text labels neither", { timeout: 60_000 }, async () => {
      // As it is when somebody types fast: by the driver there is more time between two keys.
      const type = () => page.desk((desk) => {
        const { shadowRoot } = document.querySelector("reading-annotator");
        const press = (key, code, shiftKey) => shadowRoot.querySelector(".cursor").dispatchEvent(new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, composed: true, cancelable: true }));
        press("N", "KeyN", true);
        press("2", "Digit2", false);
        return desk.hasAttribute("data-opening");
      });
      await page.desk(async (desk, root) => {
        const filter = root.querySelector("select");
        filter.value = "";
        filter.dispatchEvent(new Event("change"));
        await desk.open(desk.texts[4].id, true);
      });
      await page.atText(4);
      assert.equal(await type(), true);
      await page.atText(5);
      await page.press("3");
      await judged(5, 1);
      assert.deepEqual((await page.rows()).slice(0, COUNT).map((row) => row.judged), [0, 0, 2, 0, 3, 1]);
      assert.deepEqual(await page.desk((desk) => desk.texts.slice(0, -1).map(({ labels }) => Object.keys(labels).join("+"))), ["", "", "claim+evidence", "", "claim+evidence+opinion", "opinion"]);
    });
  });
}
