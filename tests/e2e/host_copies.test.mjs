// Sentences that stand in the article several times, while the page changes around them: what was decided
// about one of them is not said of another.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { Key, open } from "./lib/page.mjs";
import { setUp } from "./lib/suite.mjs";
import { watchedSite } from "./lib/watched.mjs";

const ARTICLE = `<article id="essay"><h1>The last boat</h1>
<p>The ferry should run at night. Nobody apologized.</p>
<p>The council says that money is short. It spent a lot in May.</p>
<p>Critics fear noise. Nobody apologized. Anyone may come and listen.</p></article>`;
const COPY = "Nobody apologized.";

for (const engine of engines) {
  describe(`copies of a sentence in a page that changes, ${engine}`, () => {
    const block = setUp(engine, { start: watchedSite });

    const fresh = () => open(block.browser, block.site.own((html) => html.replace(/<article id="essay">[\s\S]*?<\/article>/, () => ARTICLE)));
    const edit = async (page, from, to) => {
      await page.run((tools, from, to) => {
        const paragraph = [...tools.article().querySelectorAll("p")].find(({ textContent }) => textContent.includes(from));
        paragraph.firstChild.data = paragraph.firstChild.data.replace(from, to);
      }, from, to);
      await page.waitFor(async (tools, to) => (await tools.element().getSentences()).some(({ text }) => text.includes(to)), "the page is read again", 5000, to);
    };
    const hide = async (page, hidden) => {
      await page.run((tools, hidden) => { tools.article().querySelectorAll("p")[2].hidden = hidden; }, hidden);
      await page.waitFor(async (tools, hidden) => (await tools.element().getSentences()).some(({ text }) => text === "Critics fear noise.") !== hidden, "the page is read again", 5000, hidden);
    };
    const copies = async (page) => (await page.sentences()).filter(({ text }) => text === COPY).map(({ label }) => label);
    const second = async (page) => (await page.sentences()).findLastIndex(({ text }) => text === COPY);

    it("“no label” stays with its own", async () => {
      const page = await fresh();
      await page.call("judgeNone", { sentence: await second(page) });
      await edit(page, "in May", "in June");
      assert.deepEqual(await copies(page), [null, "none"]);
      await hide(page, true);
      assert.deepEqual(await copies(page), [null]);
      await hide(page, false);
      assert.deepEqual(await copies(page), [null, "none"]);
      await page.reload();
      assert.deepEqual(await copies(page), [null, "none"]);
    });

    it("a split stays, and its labels", async () => {
      const page = await fresh();
      await page.cursorTo(await second(page));
      await page.press("/", Key.HOME, Key.ENTER);
      const parts = async () => (await page.sentences()).slice(-3, -1).map(({ text, label }) => [text, label]);
      assert.deepEqual(await parts(), [["Nobody", null], ["apologized.", null]]);
      await page.press("1", Key.ARROW_DOWN, "3");
      await edit(page, "in May", "in June");
      assert.deepEqual(await parts(), [["Nobody", "claim"], ["apologized.", "opinion"]]);
      assert.deepEqual((await copies(page)).length, 1);
      await page.reload();
      assert.deepEqual(await parts(), [["Nobody", "claim"], ["apologized.", "opinion"]]);
    });

    it("the cursor stays where its sentence is edited", async () => {
      const page = await fresh();
      await page.cursorTo(3);
      await edit(page, "money is short", "money was short");
      assert.equal((await page.run((tools) => tools.activeOption()))?.index, 3);
    });
  });
}
