// What the desk's own database holds: texts of which some share a record, and those of an earlier
// form, where each has its own.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";

const long = (name) => `${name} is long. ${"It goes on and on. ".repeat(2000)}`;
const TEXTS = ["One is here 🌌.", "Two is there.", long("Three"), long("Four"), "Five is short again.", "Six is the last."];
const jsonl = TEXTS.map((text, at) => JSON.stringify({ id: at + 1, text })).join("\n");

for (const engine of engines) {
  describe(`Desk, its database · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => ({ page, close } = await openDesk(engine, jsonl)));
    after(() => close?.());

    const exported = async () => (await page.exported("hf.documents.jsonl")).text.trim().split("\n").map((line) => JSON.parse(line).text.trim());
    const shapes = () => page.run(`async () => {
      const base = await new Promise((resolve) => { indexedDB.open("reading-annotator-desk").onsuccess = ({ target }) => resolve(target.result); });
      const all = await new Promise((resolve) => { base.transaction("bodies").objectStore("bodies").getAll().onsuccess = ({ target }) => resolve(target.result); });
      base.close();
      return all.map(({ bodies, body }) => bodies?.size ?? typeof body).sort();
    }`);
    const remove = async (...numbers) => {
      await page.desk(async (desk, root, numbers) => {
        const ids = desk.texts.map(({ id }) => id);
        const gone = desk.remove(numbers.map((number) => ids[number]));
        [...root.querySelectorAll("dialog button")].at(-1).click();
        await gone;
      }, numbers);
      // What was removed and not brought back is forgotten when the desk is opened again.
      await page.goto(page.url);
    };

    test("short texts share a record, and each is found in it after a return", { timeout: 120_000 }, async () => {
      assert.deepEqual(await shapes(), [3, 3]);
      const before = await exported();
      assert.deepEqual(before, TEXTS.map((text) => text.trim()));
      await page.goto(page.url);
      assert.deepEqual(await exported(), before);
    });

    test("a text that had its own record is found, kept in it, and forgotten", { timeout: 120_000 }, async () => {
      await page.run(`async () => {
        const base = await new Promise((resolve) => { indexedDB.open("reading-annotator-desk").onsuccess = ({ target }) => resolve(target.result); });
        const transaction = base.transaction(["rows", "bodies"], "readwrite");
        const rows = transaction.objectStore("rows"), bodies = transaction.objectStore("bodies");
        rows.index("order").getAll().onsuccess = ({ target: { result } }) => {
          const row = result.at(-1);
          bodies.get(row.record).onsuccess = ({ target: { result: record } }) => {
            bodies.put({ id: row.id, body: new TextDecoder().decode(record.bodies.get(row.id)) });
            record.bodies.delete(row.id);
            bodies.put(record);
            delete row.record;
            rows.put(row);
          };
        };
        await new Promise((resolve) => { transaction.oncomplete = resolve; });
        base.close();
      }`);
      await page.goto(page.url);
      assert.deepEqual(await shapes(), [2, 3, "string"]);
      assert.deepEqual(await exported(), TEXTS.map((text) => text.trim()));
      await remove(5);
      assert.deepEqual(await shapes(), [2, 3]);
    });

    test("a text that is forgotten leaves those that share its record", { timeout: 120_000 }, async () => {
      await remove(0, 2);
      assert.deepEqual(await shapes(), [1, 2]);
      assert.deepEqual(await exported(), [1, 3, 4].map((number) => TEXTS[number].trim()));
      // The same text again is another record's.
      await page.open([["again.jsonl", [jsonl]]]);
      assert.deepEqual((await exported()).sort(), TEXTS.map((text) => text.trim()).sort());
      await remove(0, 1, 2, 3, 4, 5);
      assert.deepEqual(await shapes(), []);
    });
  });
}
