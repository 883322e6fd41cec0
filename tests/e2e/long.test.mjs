// A text as long as a book: it is read in slices, between which the page has its turn, and what
// the host does to it meanwhile is not missed.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { waiting } from "../../scripts/lib/measure.mjs";
import { engines } from "./lib/browsers.mjs";
import { Page } from "./lib/page.mjs";
import { setUp } from "./lib/suite.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

const PARAGRAPHS = 2500, SENTENCES = 8;

/** Numbered sentences: no two are alike. */
const book = Array.from({ length: PARAGRAPHS }, (_, paragraph) => `<p>${
  Array.from({ length: SENTENCES }, (_, sentence) => `The keeper of lamp ${paragraph} wrote down ${sentence} ships that night.`).join(" ")
}</p>`).join("\n");

/** The demo with the long text; the element waits in a template until the test puts it in. */
const later = waiting(book);

/** One that no machine reads within a few ticks of a clock. */
const longer = waiting(book.repeat(6));

/** Puts the element in, lets the host do `change` in its very next task, and waits until all is ready. */
const openWith = (page, change) => page.run(new Function("tools", `
  return (async () => {
    await customElements.whenDefined("reading-annotator");
    const element = document.importNode(document.getElementById("later").content.firstElementChild, true);
    document.querySelector("main").after(element);
    await new Promise((resolve) => setTimeout(() => { (${change})(); resolve(); }, 0));
    await element.ready;
    // Where the change came after the reading, the text is read again within half a second.
    let sentences;
    for (let tries = 0; tries < 10; tries += 1) {
      sentences = await element.getSentences();
      if (document.querySelector("#essay p").textContent.startsWith(sentences[0].text)) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { count: sentences.length, first: sentences[0].text, last: sentences.at(-1).text };
  })();`));

for (const engine of engines) {
  describe(`a long text, ${engine}`, () => {
    const block = setUp(engine, { start: watchedSite });

    it("is read as it stands when the host changes it in the middle of the reading", async () => {
      const url = block.site.own(later);
      await block.browser.driver.get(url);
      const page = new Page(block.browser, url);
      // The first paragraph has been read by then, the last has not.
      const found = await openWith(page, () => {
        const paragraphs = document.querySelectorAll("#essay p");
        paragraphs[0].textContent = "A new beginning stands here.";
        paragraphs[paragraphs.length - 1].remove();
      });
      assert.equal(found.first, "A new beginning stands here.");
      assert.match(found.last, /^The keeper of lamp 2498 /);
      assert.equal(found.count, (PARAGRAPHS - 2) * SENTENCES + 1);
      assert.deepEqual(await watched(page), { errors: [], violations: [], failures: [] });
    });

    it("has its labels again when the page is opened once more", async () => {
      const url = block.site.own(later);
      await block.browser.driver.get(url);
      const page = new Page(block.browser, url);
      await openWith(page, () => {});
      await page.run(async ({ stored }) => {
        await document.querySelector("main + reading-annotator").annotate({ sentences: [10, 19] }, { label: "claim" });
        for (let tries = 0; tries < 100 && (await stored()).annotations.length < 10; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      const [{ json }] = (await page.stored()).documents;
      // Browsers treat a value of this size as a thing of its own.
      assert.ok(json.length > 150_000, `${json.length} characters are kept about the document`);
      await block.browser.driver.get(url);
      await openWith(page, () => {});
      const { labels, banners } = await page.run(async () => {
        const element = document.querySelector("main + reading-annotator");
        return { labels: (await element.getAnnotations()).length, banners: element.shadowRoot.querySelectorAll(".banner").length };
      });
      assert.deepEqual({ labels, banners }, { labels: 10, banners: 0 });
    });

    it("a thousand labels made right before the page is left are all there, or none", async () => {
      const url = block.site.own(later);
      await block.browser.driver.get(url);
      const page = new Page(block.browser, url);
      await openWith(page, () => {});
      const before = await page.run(async () => (await document.querySelector("main + reading-annotator").getAnnotations()).length);
      await page.run(async () => {
        await document.querySelector("main + reading-annotator").annotate({ sentences: [1000, 1999] }, { label: "evidence" });
        location.href = `${location.href}?left`;
      });
      await page.arrived("?left");
      await openWith(page, () => {});
      const after = await page.run(async () => (await document.querySelector("main + reading-annotator").getAnnotations()).length);
      // So many are put into the storage in tasks of their own, which the page may not live to see.
      assert.ok(after === before + 1000 || after === before, `${before}, then ${after}`);
      assert.deepEqual(await watched(page), { errors: [], violations: [], failures: [] });
    });

    it("is read beside the host's timers", async () => {
      const url = block.site.own(longer);
      await block.browser.driver.get(url);
      const page = new Page(block.browser, url);
      await page.run(() => {
        window.ticks = [performance.now()];
        setInterval(() => window.ticks.push(performance.now()), 5);
      });
      await openWith(page, () => { window.began = performance.now(); });
      const { ticks, took } = await page.run(() => ({ ticks: window.ticks.filter((time) => time > window.began).length, took: performance.now() - window.began }));
      // Two slices of 16 ms between two ticks, and nine times as much room for a busy machine; a page that
      // has no turn has one tick or two.
      assert.ok(ticks >= Math.max(3, took / 300), `${ticks} ticks in ${took} ms`);
    });

    it("finds its labels again after the host has changed it, and shows how far it is", async () => {
      const url = block.site.own(later);
      await block.browser.driver.get(url);
      const page = new Page(block.browser, url);
      await openWith(page, () => {});
      const made = await page.run(async () => {
        const element = document.querySelector("main + reading-annotator");
        const { length } = await element.annotate({ sentences: [100, 160] }, { label: "claim" });
        // The widget's clock, twenty times as fast: the search takes longer than it waits before it tells.
        const now = performance.now.bind(performance);
        performance.now = () => 20 * now();
        window.shown = [];
        new MutationObserver(() => {
          const bar = element.shadowRoot.querySelector("progress");
          if (bar && bar.value !== window.shown.at(-1)) window.shown.push(bar.value);
        }).observe(element.shadowRoot, { subtree: true, childList: true, attributes: true });
        // Every tenth paragraph goes, one in the middle is worded anew, a chapter is put before.
        const all = [...document.querySelectorAll("#essay p")];
        all.forEach((paragraph, number) => { if (number % 10 === 9) paragraph.remove(); });
        all[15].textContent = all[15].textContent.replaceAll("wrote down", "wrote about");
        document.querySelector("#essay").prepend(...Array.from({ length: 40 }, (_, number) => {
          const paragraph = document.createElement("p");
          paragraph.textContent = `Nobody had read chapter ${number} before.`;
          return paragraph;
        }));
        return length;
      });
      // Asked while the text is searched, the answer waits for the search.
      const isRead = async () => (await document.querySelector("main + reading-annotator").getSentences()).length !== 20000;
      await page.waitFor(isRead, "the text as the host has changed it", 20_000);
      const kept = await page.run(async () => {
        const element = document.querySelector("main + reading-annotator");
        const annotations = await element.getAnnotations(), orphans = await element.getOrphans();
        const states = {};
        for (const { state } of annotations) states[state] = (states[state] ?? 0) + 1;
        delete performance.now;
        const left = element.shadowRoot.querySelectorAll("progress").length;
        return { annotations: annotations.length, orphans: orphans.length, states, shown: window.shown, left };
      });
      assert.equal(made, 61);
      assert.ok(kept.shown.length > 2 && kept.shown.every((value, at) => value >= (kept.shown[at - 1] ?? 0)), `shown: ${kept.shown}`);
      assert.equal(kept.left, 0);
      // Paragraph 19 (sentences 152 to 159) is gone with its eight labels.
      assert.equal(kept.orphans, 8, JSON.stringify(kept));
      assert.equal(kept.annotations, 53);
      // Sentences 120 to 127 were worded anew.
      assert.equal(kept.states.changed, 8, JSON.stringify(kept.states));
      assert.deepEqual(await watched(page), { errors: [], violations: [], failures: [] });
    });
  });
}
