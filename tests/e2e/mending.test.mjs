// Sentence boundaries mended by hand: joined, split, taken back, kept, handed out, brought in.
import assert from "node:assert/strict";
import path from "node:path";
import { assertNative } from "./lib/native_file.mjs";
import { Key, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const STEPS = "People came out onto their steps, first to complain and then to look up.";
const BOY = "A boy of seven asked his grandmother what the white smear was; she told him it was the Milky Way, and that it had been there all along.";
const [ASKED, TOLD] = [BOY.slice(0, BOY.indexOf("she")).trim(), BOY.slice(BOY.indexOf("she"))];

onEachEngine("Mending", ({ test, fresh, site, browser }) => {
  const texts = async (page) => (await page.sentences()).map(({ text }) => text);
  const has = (page, ...wanted) => page.waitFor(async (tools, wanted) => {
    const texts = (await tools.element().getSentences()).map(({ text }) => text);
    return wanted.every((text) => texts.includes(text));
  }, `sentences: ${wanted.join(" | ")}`, 5000, wanted);
  const find = async (page, text) => (await page.sentences()).find((sentence) => sentence.text === text);

  /** Joins sentence 3 with 4 and splits the boy's, all by keys. */
  async function mend(page) {
    await page.cursorTo(3);
    await page.press("+");
    await page.cursorTo(4);
    await page.press("/", Key.HOME);
    for (let word = 1; word < ASKED.split(" ").length; word += 1) await page.press(Key.ARROW_RIGHT);
    await page.press(Key.ENTER);
    await has(page, ASKED, TOLD);
  }

  test("joins and splits by keys, tells it, and takes it back", async () => {
    const page = await fresh();
    const before = await page.sentences();
    const html = await page.run((tools) => tools.article().innerHTML);
    await page.call("judgeNone", { sentences: [3, 4] });
    await page.cursorTo(3);
    assert.equal(await page.announcedBy(() => page.press("+")), "Joined with the next sentence");
    let now = await page.sentences();
    assert.equal(now.length, before.length - 1);
    assert.deepEqual([now[3].text, now[3].label, now[3].start, now[3].end], [`${before[3].text} ${STEPS}`, "none", before[3].start, before[4].end]);
    assert.equal((await page.activeOption()).index, 3);
    await page.press(Key.ARROW_DOWN);
    const told = await page.announcedBy(() => page.press("/"));
    assert.match(told, /^Split before: .+\. Arrow keys move, Enter splits, Escape leaves$/);
    assert.equal(await page.announcedBy(() => page.press(Key.HOME)), `Split before: ${BOY.slice(2).slice(0, 60)}`);
    assert.equal(await page.announcedBy(() => page.press(Key.ARROW_RIGHT)), `Split before: ${BOY.slice(6).slice(0, 60)}`);
    assert.equal(await page.announcedBy(() => page.press(Key.ESCAPE)), "Not split");
    assert.equal(await page.picker(), null);
    await page.press("/", Key.HOME);
    for (let word = 1; word < ASKED.split(" ").length; word += 1) await page.press(Key.ARROW_RIGHT);
    await page.waitFor((tools) => tools.shadow().querySelector(".option bdi").textContent.includes("‖ she told"), "the mark is seen");
    const underlined = () => page.run((tools) => Object.entries(tools.highlights()).filter(([name]) => name.startsWith("split-")).flatMap(([, texts]) => texts));
    assert.deepEqual(await underlined(), [TOLD], "the second half is underlined");
    assert.equal(await page.announcedBy(() => page.press(Key.ENTER)), "Split into two sentences");
    assert.deepEqual(await underlined(), []);
    now = await page.sentences();
    assert.deepEqual([now.length, now[4].text, now[5].text], [before.length, ASKED, TOLD]);
    assert.equal((await page.activeOption()).index, 4);
    await page.press("1", Key.ARROW_DOWN, "3");
    await page.waitFor((tools) => tools.cards().length === 2, "each half has its label");
    assert.deepEqual((await page.annotations()).map(({ label, quote }) => [label, quote.exact]), [["claim", ASKED], ["opinion", TOLD]]);
    for (let step = 0; step < 4; step += 1) assert.equal(await page.call("undo"), true);
    const open = before.map(({ index, text }) => [text, [3, 4].includes(index) ? "none" : null]);
    assert.deepEqual((await page.sentences()).map(({ text, label }) => [text, label]), open);
    for (let step = 0; step < 4; step += 1) assert.equal(await page.call("redo"), true);
    assert.deepEqual((await texts(page)).slice(4, 6), [ASKED, TOLD]);
    assert.equal(await page.run((tools) => tools.article().innerHTML), html, "the article is untouched");
  });

  test("joins and splits by mouse", async () => {
    const page = await fresh();
    const before = await texts(page);
    await page.click(3);
    await page.waitFor((tools) => tools.picker(), "the picker");
    await page.clickButton("Join with the next sentence");
    await has(page, `${before[3]} ${STEPS}`);
    await page.press(Key.ESCAPE);
    await page.click(4, 0.1);
    await page.waitFor((tools) => tools.picker(), "the picker");
    await page.clickButton("Split this sentence");
    await page.waitFor((tools) => tools.picker()?.buttons.some(({ name }) => name === "Split here"), "the mark's buttons");
    // Into the middle of "she", by its place among the letters.
    const dense = (text) => text.replaceAll(/\s/g, "").length;
    await page.click(4, (dense(ASKED) + 1.5) / dense(BOY));
    await has(page, ASKED, TOLD);
    assert.equal(await page.picker(), null);
    await page.click(5);
    await page.waitFor((tools) => tools.picker(), "the picker");
    await page.clickButton("Split this sentence");
    await page.waitFor((tools) => tools.picker()?.buttons.some(({ name }) => name === "Split here"), "the mark's buttons");
    const shown = () => page.run((tools) => tools.shadow().querySelector(".option bdi").textContent);
    const middle = await shown();
    await page.clickButton("One word on");
    await page.waitFor((tools, middle) => tools.shadow().querySelector(".option bdi").textContent !== middle, "the mark moves", 5000, middle);
    const [, half] = (await shown()).split(" ‖ ");
    await page.clickButton("Split here");
    await has(page, TOLD.slice(0, -half.length).trim(), half);
    // The last sentence before a heading has none to be joined with.
    const last = await find(page, "We should buy lamps that light the ground and leave the sky alone.");
    await page.press(Key.ESCAPE);
    await page.click(last.index);
    await page.waitFor((tools) => tools.picker(), "the picker");
    const names = (await page.picker()).buttons.map(({ name }) => name);
    assert.ok(names.includes("Split this sentence") && !names.includes("Join with the next sentence"), names.join());
    assert.equal(await page.announcedBy(() => page.press("+")), "There is no next sentence in this paragraph");
  });

  test("is kept through a reload, and found again in a changed text", async () => {
    const page = await fresh();
    await mend(page);
    const [joined] = (await texts(page)).slice(3);
    await page.call("annotate", { sentence: 3 }, { label: "evidence" });
    await page.call("judgeNone", { sentence: 5 });
    const after = await page.sentences();
    await page.waitFor(async (tools) => (await tools.stored()).documents[0]?.annotators_json.includes("s6"), "all is stored");
    await page.reload();
    assert.deepEqual(await page.sentences(), after);
    assert.equal((await page.annotations())[0].state, undefined, "at its very place");

    const id = path.basename(page.url, ".html");
    const named = (html) => replace(html, 'document-id="wren-harbor-night-sky"', `document-id="${id}"`);
    const longer = (html) => replace(named(html), "Wren Harbor is about to replace", "This is new. Wren Harbor is about to replace");
    const changed = await open(browser(), site().add(`${id}-changed.html`, longer));
    const found = await changed.sentences();
    assert.equal(found.length, after.length + 1);
    assert.deepEqual(found.slice(4, 7).map(({ text, label }) => [text, label]), [[joined, "evidence"], [ASKED, null], [TOLD, "none"]]);

    const other = (html) => replace(longer(html), "A boy of seven", "A child of seven");
    const gone = await open(browser(), site().add(`${id}-gone.html`, other));
    const left = await texts(gone);
    assert.equal(left[4], joined);
    assert.ok(left[5].startsWith("A child of seven") && left[5].endsWith("all along."), "a split of other words is dropped");
  });

  test("a page that changes while it is open keeps it", async () => {
    const page = await fresh();
    await mend(page);
    const before = await texts(page);
    await page.run((tools) => {
      const first = document.createElement("p");
      first.textContent = "A new beginning.";
      tools.article().querySelector("p").before(first);
    });
    await has(page, "A new beginning.");
    const after = await texts(page);
    assert.deepEqual(after.filter((text) => text !== "A new beginning."), before);
  });

  for (const again of ["in the open page", "when the page is opened again"]) {
    test(`a paragraph that leaves and returns ${again} brings back what was decided about it`, async () => {
      const page = await fresh();
      await mend(page);
      await page.call("judgeNone", { sentences: [3, 4] });
      const told = async () => (await page.sentences()).map(({ text, label }) => [text, label]);
      const before = await told();
      assert.deepEqual([before[3][1], before[4][1]], ["none", "none"]);
      await page.run((tools) => {
        window.paragraph = tools.article().querySelector("p:not([class])");
        window.next = window.paragraph.nextSibling;
        window.paragraph.remove();
      });
      await page.waitFor(async (tools, first) => !(await tools.element().getSentences()).some(({ text }) => text === first), "it is gone", 5000, before[3][0]);
      assert.ok((await told()).every(([, label]) => label === null));
      if (again === "in the open page") await page.run(() => window.next.before(window.paragraph));
      else await page.reload();
      await has(page, before[3][0]);
      assert.deepEqual(await told(), before);
    });
  }

  test("leaves with the file and comes back with it", async () => {
    const page = await fresh();
    await mend(page);
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await page.call("judgeNone", { sentences: [4, 5] });
    const { text } = await page.exportFile();
    const file = assertNative(text);
    const steps = file.article.text.indexOf(STEPS);
    const told = file.article.text.indexOf(TOLD);
    const points = (units) => Array.from(file.article.text.slice(0, units)).length;
    assert.deepEqual(file.segmentation.edits, [{ kind: "join", at: points(steps) }, { kind: "split", at: points(told) }]);
    const listed = await page.sentences();
    assert.deepEqual(file.sentences.map(({ id, start, end }) => [id, start, end]), listed.map(({ id, start, end }) => [id, start, end]));
    assert.deepEqual(file.annotators[0].judged_none, ["s5", "s6"]);

    const empty = await fresh();
    const scanned = await empty.sentences();
    const report = await empty.importText(text);
    assert.deepEqual([report.added, report.refused], [1, []]);
    assert.deepEqual((await empty.sentences()).map(({ text, label }) => [text, label]), listed.map(({ text, label }) => [text, label]));
    const again = JSON.parse((await empty.exportFile()).text);
    assert.deepEqual(again.segmentation, file.segmentation);
    assert.equal(await empty.call("undo"), true);
    assert.deepEqual(await empty.sentences(), scanned, "an import is one step");

    const changed = await fresh((html) => replace(html, "Wren Harbor is about to replace", "This is new. Wren Harbor is about to replace"));
    assert.deepEqual((await changed.importText(text)).refused, []);
    assert.deepEqual((await changed.sentences()).slice(4, 7).map(({ text, label }) => [text, label]), listed.slice(3, 6).map(({ text, label }) => [text, label]));

    const reworded = await fresh((html) => replace(html, "People came out onto their steps", "The neighbors came out"));
    const { refused } = await reworded.importText(text);
    assert.deepEqual(refused.map(({ reason }) => reason.slice(0, 43)), ["1 boundary that was set by hand is left out"], "the join has lost its words");
    await has(reworded, ASKED, TOLD);
  });

  test("another tab follows", async () => {
    const page = await fresh();
    const { driver } = browser();
    const first = await driver.getWindowHandle();
    await driver.switchTo().newWindow("tab");
    const second = await driver.getWindowHandle();
    try {
      const other = await open(browser(), page.url);
      await other.call("judgeNone", { sentence: 8 });
      await driver.switchTo().window(first);
      await page.waitFor(async (tools) => (await tools.element().getSentences())[8].label === "none", "the judgement is here");
      await page.cursorTo(3);
      await page.press("+");
      const wanted = (await page.sentences()).map(({ text, label }) => [text, label]);
      assert.equal(wanted[7][1], "none");
      await driver.switchTo().window(second);
      await has(other, wanted[3][0]);
      assert.deepEqual((await other.sentences()).map(({ text, label }) => [text, label]), wanted);
      assert.equal(await other.call("undo"), true, "its own step still fits");
      assert.equal((await other.sentences())[7].label, null);
    } finally {
      await driver.switchTo().window(second);
      await driver.close();
      await driver.switchTo().window(first);
    }
  });
});
