// Undo and redo: a thousand steps, the article untouched, other tabs respected.
import assert from "node:assert/strict";
import { Key, open } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const STEPS = 1000;

onEachEngine("Undo", ({ test, fresh, browser }) => {
  test("a thousand steps there, back, and there again", async () => {
    const page = await fresh();
    const before = await page.run((tools) => tools.article().innerHTML);
    const state = (page) => page.run(async (tools) => {
      const sentences = await tools.element().getSentences();
      const annotations = await tools.element().getAnnotations();
      return [sentences.map(({ label }) => label), annotations.map(({ id, label, note, quote, start, end }) => ({ id, label, note, exact: quote.exact, start, end }))];
    });
    const empty = await state(page);
    const steps = await page.run(async (tools, count) => {
      const element = tools.element();
      const { length } = await element.getSentences();
      const labels = ["claim", "evidence", "opinion"];
      let steps = 0;
      // Every kind of step; none of them without an effect.
      for (let round = 0; steps < count; round += 1) {
        const sentence = (round * 7) % length;
        const [{ id, label }] = await element.annotate({ sentence }, { label: labels[round % 3] });
        await element.update(id, { label: labels[(labels.indexOf(label) + 1) % 3] });
        await element.update(id, { note: `note ${round}` });
        await element.judgeNone({ sentence });
        steps += 4;
      }
      return steps;
    }, STEPS);
    assert.ok(steps >= STEPS);
    const full = await state(page);
    assert.notDeepEqual(full, empty);
    const walk = (method) => page.run(async (tools, method) => {
      let steps = 0;
      while (await tools.element()[method]()) steps += 1;
      return steps;
    }, method);
    assert.equal(await walk("undo"), steps);
    assert.deepEqual(await state(page), empty);
    assert.equal(await walk("redo"), steps);
    assert.deepEqual(await state(page), full);
    assert.equal(await walk("undo"), steps);
    assert.deepEqual(await state(page), empty);
    assert.equal(await page.run((tools) => tools.article().innerHTML), before);
  });

  test("labelling all and removing all leaves the article as it was", async () => {
    const page = await fresh();
    const look = () => page.run((tools) => [tools.article().innerHTML, document.body.querySelectorAll("*").length, getSelection().rangeCount]);
    const before = await look();
    await page.focusCursor();
    await page.press(Key.HOME, [Key.SHIFT, Key.END], "1");
    await page.waitFor((tools) => tools.cards().length > 0, "labels");
    const { length } = await page.sentences();
    assert.equal((await page.annotations()).length, length);
    assert.ok(Object.keys(await page.highlights()).some((name) => name.startsWith("claim")), "labels are painted");
    assert.deepEqual(await look(), before, "painting leaves no trace in the page");
    await page.call("clear");
    await page.waitFor((tools) => tools.cards().length === 0, "no labels");
    assert.deepEqual(await look(), before);
    await page.press(Key.ESCAPE);
    await page.waitFor((tools) => Object.keys(tools.highlights()).length === 0, "nothing is painted any more");
    assert.equal(await page.call("undo"), true);
    assert.equal((await page.annotations()).length, length, "removing all is one step, too");
  });

  test("undo takes back clicks, keys, notes, the name and “finished” alike", async () => {
    const page = await fresh();
    await page.click(5);
    await page.waitFor((tools) => tools.picker(), "the picker");
    await page.press("1");
    await page.waitFor((tools) => tools.cards().length === 1, "a label");
    await page.clickOn(".finished input");
    await page.waitFor((tools) => tools.shadow().querySelector(".finished input").checked, "finished");
    await page.clickOn(".name input");
    await page.type("Ada");
    await page.press(Key.TAB);
    const person = async () => JSON.parse((await page.exportFile()).text).annotators[0];
    await page.waitFor(async (tools) => JSON.parse(await (await tools.element().exportAs()).text()).annotators[0].name === "Ada", "the name is taken");
    assert.notEqual((await person()).completed_at, null);
    await page.clickButton("Undo");
    assert.equal((await person()).name, null);
    assert.equal(await page.run((tools) => tools.shadow().querySelector(".name input").value), "");
    await page.clickButton("Undo");
    assert.equal((await person()).completed_at, null);
    await page.waitFor((tools) => !tools.shadow().querySelector(".finished input").checked, "not finished any more");
    await page.clickButton("Undo");
    assert.deepEqual(await page.annotations(), []);
    for (let steps = 0; steps < 3; steps += 1) await page.clickButton("Redo");
    const { name, completed_at } = await person();
    assert.deepEqual([name, completed_at !== null, (await page.annotations()).length], ["Ada", true, 1]);
  });

  test("steps can be undone after the element was out of the page for a while", async () => {
    const page = await fresh();
    const [first] = await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await page.call("update", first.id, { label: "evidence" });
    const [second] = await page.call("annotate", { sentence: 5 }, { label: "opinion" });
    await page.call("judgeNone", { sentence: 6 });
    const labels = async () => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
    await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 2, "all is stored");
    const away = (work) => page.run(new Function("tools", `return (async () => {
      const old = tools.element(), place = old.parentNode;
      old.remove();
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => setTimeout(resolve, 0));
      await (${work})(old, place);
      place.append(old);
      await old.getSentences();
    })();`));
    await away(() => {});
    assert.deepEqual(await labels(), ["3 evidence", "5 opinion", "6 none"]);
    assert.equal(await page.call("undo"), true);
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await labels(), ["3 evidence"]);
    assert.equal(await page.call("redo"), true);
    assert.deepEqual(await labels(), ["3 evidence", "5 opinion"]);
    // What another element did with the document meanwhile is there, and is not undone here.
    await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 2, "all is stored");
    await away(async (old, place) => {
      const other = old.cloneNode();
      place.append(other);
      await other.ready;
      const [one, two] = await other.getAnnotations();
      await other.remove(two.id);
      await other.update(one.id, { note: "from elsewhere" });
      await other.annotate({ sentence: 8 }, { label: "claim" });
      await other.exportAs();
      // Reading after writing: it is all stored.
      for (let tries = 0; tries < 100; tries += 1) {
        const copy = old.cloneNode();
        place.append(copy);
        await copy.ready;
        const seen = await copy.getAnnotations();
        copy.remove();
        if (seen.some(({ start }) => start > one.end) && seen.some(({ note }) => note === "from elsewhere") && seen.length === 2) break;
      }
      other.remove();
    });
    assert.deepEqual(await labels(), ["3 evidence", "8 claim"]);
    assert.equal((await page.annotations())[0].note, "from elsewhere");
    assert.ok((await page.annotations()).every(({ id }) => id !== second.id));
    // The second label's step finds nothing to take back; the first one's finds another note.
    while (await page.call("undo"));
    assert.deepEqual(await labels(), ["3 evidence", "8 claim"]);
  });

  test("what another tab has changed since is left, and said", async () => {
    const page = await fresh();
    const { driver } = browser();
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    await page.call("annotate", { sentences: [7, 8] }, { label: "evidence" });
    const first = await driver.getWindowHandle();
    await driver.switchTo().newWindow("tab");
    try {
      const other = await open(browser(), page.url);
      const [, seventh] = await other.annotations();
      await other.call("update", seventh.id, { label: "opinion" });
      await driver.switchTo().window(first);
      await page.waitFor(async (tools) => (await tools.element().getSentences())[7].label === "opinion", "the other tab's change is here");
      const told = await page.announcedBy(async () => assert.equal(await page.call("undo"), true));
      assert.equal(told, "Undone. 1 change was left, being changed elsewhere since");
      const labels = (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
      assert.deepEqual(labels, ["5 claim", "7 opinion"], "only what is unchanged is taken back");
      assert.equal(await page.call("undo"), true);
      assert.deepEqual((await page.annotations()).map(({ label }) => label), ["opinion"]);
      await driver.switchTo().window((await driver.getAllWindowHandles()).find((handle) => handle !== first));
      await other.waitFor(async (tools) => (await tools.element().getAnnotations()).length === 1, "the other tab follows");
    } finally {
      for (const handle of await driver.getAllWindowHandles()) {
        if (handle === first) continue;
        await driver.switchTo().window(handle);
        await driver.close();
      }
      await driver.switchTo().window(first);
    }
  });
});
