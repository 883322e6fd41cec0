// What stands where on the desk: dialogs are as high as what is in them, messages lie over nothing
// that is needed, and under an open list on a narrow window nothing scrolls.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key, until } from "./lib/page.mjs";

const jsonl = Array.from({ length: 30 }, (_, at) => JSON.stringify({ id: at + 1, text: `Text ${at + 1} begins here. ${"It goes on. ".repeat(300)}` })).join("\n");

for (const engine of engines) {
  describe(`Desk, layout · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    const resize = (width, height = 800) => page.driver.manage().window().setRect({ width, height });
    const opened = () => page.untilDesk((desk, root) => {
      const dialog = root.querySelector("dialog[open]");
      if (!dialog) return null;
      const height = (element) => element.getBoundingClientRect().height;
      const parts = [...dialog.children].map(height);
      return { own: height(dialog), parts: parts.reduce((sum, one) => sum + one + 12, 0), button: Math.max(...[...dialog.querySelectorAll("button")].map(height)) };
    }, "the dialog is open");

    test("dialogs are as high as what is in them", { timeout: 60_000 }, async () => {
      for (const words of ["Paste", "Export the set", "Remove …"]) {
        await page.button(words);
        const { own, parts, button } = await opened();
        assert.ok(own <= parts + 40, `“${words}”: ${own} px for ${parts} px`);
        assert.ok(button < 60, `“${words}”: a button is ${button} px high`);
        await page.press(Key.ESCAPE);
        await page.untilDesk((desk, root) => !root.querySelector("dialog"), "it is closed");
      }
      await page.beginOpening([["b.zip", [[80, 75, 3, 4, 0, 0]]]]);
      const { own, button } = await opened();
      assert.ok(own < 300 && button < 60, `the report: ${own} px, its button ${button} px`);
      await page.press(Key.ESCAPE);
    });

    test("a message lies over nothing that can be pressed or read, wide or narrow", { timeout: 60_000 }, async () => {
      await page.desk((desk) => desk.open(desk.texts[0].id, true));
      await page.atText(0);
      for (const width of [1280, 700, 420]) {
        await resize(width);
        for (const list of [true, false]) {
          await page.desk((desk, root, list) => {
            desk.toggleAttribute("data-list", list);
          }, list);
          await page.open([["again.jsonl", [jsonl]]]);
          const under = await page.desk(async (desk, root, list) => {
            desk.toggleAttribute("data-list", list);
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
            const box = (element) => element.getBoundingClientRect();
            const status = box(root.querySelector(".status"));
            const meets = (one) => one.width && one.left < status.right && one.right > status.left && one.top < status.bottom && one.bottom > status.top;
            const seen = [...root.querySelectorAll("h1, button, input, select, summary, .rows")].filter((one) => !one.closest(".notices") && one.checkVisibility({ visibilityProperty: true }));
            return [status.width > 0, ...seen.filter((one) => meets(box(one))).map((one) => one.textContent.slice(0, 20) || one.className)];
          }, list);
          assert.deepEqual(under, [true], `${width} px, ${list ? "list" : "text"}`);
        }
      }
      await resize(1280);
    });

    test("on a wide window messages are not over the text", { timeout: 60_000 }, async () => {
      const [status, article] = await page.desk(async (desk, root) => {
        await desk.openFiles([new File(["Text 1 begins. Or so."], "other.txt")]);
        return [root.querySelector(".status").getBoundingClientRect().right, document.querySelector("article").getBoundingClientRect().left];
      });
      assert.ok(status <= article, `${status} px, the text from ${article} px on`);
    });

    test("what was done is not said beside what is under way", { timeout: 60_000 }, async () => {
      const both = await page.desk(async (desk, root) => {
        const seen = [];
        const work = root.querySelector(".work");
        new MutationObserver(() => { if (work.firstChild) seen.push(root.querySelector(".status").textContent); }).observe(work, { childList: true });
        await desk.openFiles([new File(["One more text. It is short."], "more.txt")]);
        await desk.exportSet("sentences.csv");
        await desk.openFiles([new File(["And one more text. It is short."], "evenmore.txt")]);
        return seen;
      });
      assert.ok(both.length > 0 && both.every((words) => words === ""), JSON.stringify(both));
    });

    test("under an open list on a narrow window nothing scrolls", { timeout: 60_000 }, async () => {
      await resize(420);
      const scrolls = (list) => page.desk((desk, root, list) => {
        desk.toggleAttribute("data-list", list);
        return getComputedStyle(document.documentElement).overflowY;
      }, list);
      assert.deepEqual([await scrolls(true), await scrolls(false)], ["hidden", "visible"]);
      await resize(1280);
      // WebKit tells the new width before the styles of that width hold.
      await until(async () => (await scrolls(true)) === "visible", "the page scrolls again");
    });
  });
}
