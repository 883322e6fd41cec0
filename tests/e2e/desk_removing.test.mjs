// Removing texts on the desk can be undone as long as the page lives: every removal, whatever was
// said or opened since, and the focus goes where one can go on.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";

const jsonl = Array.from({ length: 5 }, (_, at) => JSON.stringify({ id: at + 1, text: `Text ${at + 1} begins here. It ends.` })).join("\n");

for (const engine of engines) {
  describe(`Desk, removing · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    const left = (numbers) => page.untilDesk((desk, root, numbers) => desk.texts.map(({ given }) => given).join() === numbers, `${numbers} are left`, numbers);
    const focusRow = async (number) => {
      await page.untilDesk((desk, root) => {
        const row = root.querySelector("[role=option][tabindex='0']");
        row?.focus();
        return row;
      }, "the list is drawn");
      await page.press(Key.HOME, ...Array(number).fill(Key.ARROW_DOWN));
    };
    /** Removes the text in this row with the keys. */
    const removeRow = async (number) => {
      const before = await page.desk((desk) => desk.texts.length);
      await focusRow(number);
      await page.press(Key.DELETE);
      await page.untilDesk((desk, root) => root.querySelector("dialog"), "it asks");
      await page.button("Remove");
      await page.untilDesk((desk, root, before) => !root.querySelector("dialog") && desk.texts.length < before, "it is removed", before);
    };
    const focused = () => page.desk((desk, root) => {
      const { activeElement } = root;
      return activeElement?.matches("[role=option]") ? activeElement.getAttribute("aria-label").slice(0, 6) : activeElement?.textContent ?? document.activeElement.localName;
    });
    const offered = () => page.desk((desk, root) => [...root.querySelectorAll("button")].filter((button) => button.textContent === "Undo removal" && button.checkVisibility({ visibilityProperty: true })).length);

    test("one removal after the other comes back, the last one first, from a button that stays", { timeout: 60_000 }, async () => {
      assert.equal(await offered(), 0);
      await removeRow(1);
      await left("1,3,4,5");
      await removeRow(2);
      await left("1,3,5");
      // Something else is said meanwhile.
      await page.open([["more.txt", ["Another text."]]]);
      assert.equal(await page.desk((desk, root) => root.querySelector(".status button")), null);
      assert.equal(await offered(), 1);
      await page.button("Undo removal");
      await left("1,3,4,5,");
      await page.button("Undo removal");
      await left("1,2,3,4,5,");
      await page.untilDesk((desk, root) => ![...root.querySelectorAll("button")].some((button) => button.textContent === "Undo removal" && button.checkVisibility()), "there is nothing more to undo");
    });

    test("Undo in the message offers the removal before", { timeout: 60_000 }, async () => {
      await removeRow(0);
      await removeRow(0);
      await left("3,4,5,");
      await page.button("Undo");
      await left("2,3,4,5,");
      await page.button("Undo the removal before");
      await left("1,2,3,4,5,");
    });

    test("a removed text that is opened again is that text, and is not brought back besides", { timeout: 60_000 }, async () => {
      const before = await page.desk((desk) => desk.texts.map(({ id }) => id).sort());
      await removeRow(1);
      const report = await page.open([["set.jsonl", [jsonl]]]);
      assert.equal(report.added, 1);
      const ids = () => page.desk((desk) => desk.texts.map(({ id }) => id).sort());
      assert.deepEqual(await ids(), before);
      await page.button("Undo removal");
      await page.untilDesk((desk, root) => root.querySelector(".status").textContent.includes("0 texts brought back"), "it is said how many");
      assert.deepEqual(await ids(), before);
    });

    test("a removed text that is opened again has the title and the columns that its file has now, and its labels", { timeout: 60_000 }, async () => {
      await page.desk(async (desk) => {
        await desk.open(desk.texts[1].id);
        await document.querySelector("reading-annotator").annotate({ sentence: 0 }, { label: "claim" });
      });
      await page.untilDesk((desk) => desk.texts[1].judged === 1, "its label is counted");
      const given = await page.desk((desk) => desk.texts[1].given);
      await removeRow(1);
      const line = { ...jsonl.split("\n").map((line) => JSON.parse(line)).find(({ id }) => `${id}` === given), title: "A title of its own", year: 1901 };
      const report = await page.open([["again.jsonl", [JSON.stringify(line)]]]);
      assert.deepEqual([report.added, report.problems], [1, []]);
      const told = () => page.desk((desk, root, given) => {
        const { title, columns, source, judged } = desk.texts.find((row) => row.given === given);
        return [title, JSON.parse(columns).year, source, judged];
      }, given);
      assert.deepEqual(await told(), ["A title of its own", 1901, "again.jsonl", 1]);
      await page.goto(page.url);
      assert.deepEqual(await told(), ["A title of its own", 1901, "again.jsonl", 1]);
    });

    test("what can be undone is not removed for good by another desk", { timeout: 60_000 }, async () => {
      const { driver } = page;
      const { id, body } = await page.desk(async (desk) => {
        const { id } = desk.texts[0];
        await desk.open(id);
        await document.querySelector("reading-annotator").annotate({ sentence: 0 }, { label: "claim" });
        return { id, body: document.querySelector("article").textContent };
      });
      await removeRow(0);
      const first = await driver.getWindowHandle();
      await driver.switchTo().newWindow("tab");
      try {
        await driver.get(page.url);
        await page.untilDesk((desk) => desk.texts?.length > 0, "the other desk is there");
      } finally {
        await driver.close();
        await driver.switchTo().window(first);
      }
      await page.button("Undo removal");
      await page.untilDesk((desk, root, id) => desk.texts.some((text) => text.id === id), "it is back", id);
      const back = await page.desk(async (desk, root, id) => {
        await desk.open(id);
        return { body: document.querySelector("article").textContent, labels: (await document.querySelector("reading-annotator").getAnnotations()).length };
      }, id);
      assert.deepEqual(back, { body, labels: 1 });
    });

    test("Ctrl+Z in the list brings back, and the focus stays in the list", { timeout: 60_000 }, async () => {
      await removeRow(4);
      await removeRow(3);
      await left("1,2,3,");
      await page.untilDesk((desk, root) => root.activeElement?.getAttribute("aria-label")?.startsWith("more"), "the next text has the focus");
      await page.press([Key.CONTROL, "z"]);
      await left("1,2,3,4,");
      await page.untilDesk((desk, root) => root.activeElement?.getAttribute("aria-label")?.startsWith("Text 4"), "what came back has the focus");
      await page.press([Key.CONTROL, "z"]);
      await left("1,2,3,4,5,");
      assert.equal(await focused(), "Text 5");
    });

    test("the message that a text is finished does not take it away", { timeout: 60_000 }, async () => {
      await page.desk((desk) => desk.open(desk.texts[0].id, true));
      await page.atText(0);
      await page.press("1", Key.ARROW_DOWN);
      await removeRow(2);
      await left("1,2,4,5,");
      await page.desk(() => document.querySelector("reading-annotator").annotate({ sentence: 1 }, { label: "claim" }));
      await page.untilDesk((desk, root) => root.querySelector(".status").textContent.startsWith("This text is finished."), "it is finished");
      await page.button("Undo removal");
      await left("1,2,3,4,5,");
    });

    test("when all texts are gone they can be brought back, by keys alone", { timeout: 60_000 }, async () => {
      await page.button("Remove …");
      await page.desk((desk, root) => root.querySelectorAll("dialog input")[1].click());
      await page.button("Remove");
      await left("");
      assert.equal(await offered(), 1);
      assert.equal(await focused(), "Undo removal");
      await page.press(Key.ENTER);
      await left("1,2,3,4,5,");
      assert.equal(await focused(), "Text 1");
    });
  });
}
