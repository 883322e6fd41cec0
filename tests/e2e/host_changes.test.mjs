// The host page changes the article while it is open: highlights follow or are
// found again within 500 ms, and nothing is lost.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { open } from "./lib/page.mjs";
import { setUp } from "./lib/suite.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

/** Milliseconds after a change in which all must be right again. */
const LIMIT = 500;

/**
 * Lets the page change its article and measures there, frame by frame, how long it
 * takes until `settled` holds. Both are functions of the tools and `value`.
 */
async function changes(page, change, settled, value) {
  const taken = await page.run(new Function("tools", "value", `
    const normal = (text) => text.replace(/\\s+/g, " ").trim();
    const painted = ${painted}, change = ${change}, settled = ${settled};
    return (async () => {
      change(tools, value);
      const start = performance.now();
      for (;;) {
        const now = performance.now() - start;
        if (await settled({ ...tools, normal }, value)) return now;
        if (now > 3000) return null;
        await tools.frame();
      }
    })();`), value);
  if (taken === null) assert.fail(`not settled in 3 s; painted: ${JSON.stringify(await page.highlights())}; `
    + `labelled: ${JSON.stringify((await page.annotations()).map(({ quote, state }) => [state, quote.exact]))}; `
    + `orphans: ${(await page.orphans()).length}; panel: ${await page.run(({ shadow }) => shadow().querySelector(".fatal")?.textContent ?? "open")}`);
  assert.ok(taken <= LIMIT, `took ${taken} ms`);
}

/** A page with a claim on sentence 5 and evidence on sentence 6, in sight. */
async function labelled(browser, site, edit) {
  const page = await open(browser, site.own(edit));
  await page.call("annotate", { sentence: 5 }, { label: "claim", note: "kept" });
  await page.call("annotate", { sentence: 6 }, { label: "evidence" });
  await page.call("judgeNone", { sentence: 7 });
  await page.waitFor(({ highlights }) => {
    const names = Object.keys(highlights()).join();
    return names.includes("claim-") && names.includes("evidence-");
  }, "both are painted");
  return page;
}

/** The one text that is painted as `label`, or null: the names go on with the colours. */
const painted = `((tools, label) => {
  const texts = Object.entries(tools.highlights()).filter(([name]) => name.startsWith(label + "-")).flatMap(([, texts]) => texts);
  return texts.length === 1 ? tools.normal(texts[0]) : texts.length === 0 ? null : texts;
})`;

for (const engine of engines) {
  describe(`a page that changes its article, ${engine}`, () => {
    const block = setUp(engine, { start: watchedSite });

    it("paints under the names that the tests look for", async () => {
      const page = await labelled(block.browser, block.site);
      const texts = Object.values(await page.highlights()).flat();
      const quotes = (await page.annotations()).map(({ quote }) => quote.exact);
      assert.deepEqual(texts.sort(), quotes.sort());
    });

    it("text before the labels of their paragraph is edited", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => {
        const text = article().querySelector("p:not([class])").firstChild;
        text.insertData(0, "It happened suddenly. ");
      }`, `async (tools) => {
        const [claim, evidence] = await tools.element().getAnnotations();
        return painted(tools, "claim") === claim.quote.exact && painted(tools, "evidence") === evidence.quote.exact
          && (await tools.element().getSentences()).length === 72 && claim.sentences?.[0] !== "s6" && claim.note === "kept";
      }`);
      const sentences = await page.sentences();
      assert.deepEqual(sentences.slice(5, 9).map(({ label }) => label), [null, "claim", "evidence", "none"]);
    });

    it("the labelled sentence itself is edited", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => {
        const text = article().querySelector("p:not([class])").firstChild;
        text.data = text.data.replace("the white smear was", "that white smear might be");
      }`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return /might be/.test(painted(tools, "claim")) && claim?.label === "claim" && /might be/.test(claim.quote.exact);
      }`);
      const [claim] = await page.annotations();
      assert.match(claim.state, /changed|check/);
      assert.match(claim.original_quote.exact, /the white smear was/);
      assert.ok(claim.similarity > 0.5 && claim.similarity < 1, `${claim.similarity}`);
      assert.equal(claim.note, "kept");
    });

    it("a sentence is wrapped in new elements", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => {
        const text = article().querySelector("p:not([class])").firstChild;
        const rest = text.splitText(text.data.indexOf("A boy of seven"));
        const bold = document.createElement("b");
        rest.before(bold);
        bold.append(rest);
      }`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return painted(tools, "claim") === claim?.quote.exact && (claim.state ?? "exact") === "exact";
      }`);
    });

    it("all nodes are rendered anew", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => {
        article().replaceChildren(...[...article().childNodes].map((node) => node.cloneNode(true)));
      }`, `async (tools) => {
        const [claim, evidence] = await tools.element().getAnnotations();
        return painted(tools, "claim") === claim.quote.exact && painted(tools, "evidence") === evidence.quote.exact;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
      // The pointer, too, finds the new nodes.
      await page.click(5);
      assert.equal((await page.activeOption()).index, 5);
    });

    it("another text passes by: labels without a place become orphans and come back", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => {
        window.before = [...article().childNodes];
        const made = document.createElement("p");
        made.textContent = "Zebras graze at noon. Accordions were invented in Vienna.";
        article().replaceChildren(made);
      }`, `async (tools) => (await tools.element().getOrphans()).length === 2 && painted(tools, "claim") === null && painted(tools, "evidence") === null`);
      assert.deepEqual((await page.orphans()).map(({ id }) => id), untouched.map(({ id }) => id));
      await page.waitFor(({ cards }) => cards().filter(({ orphan }) => orphan).length === 2, "they are listed as orphans");
      await changes(page, `({ article }) => article().replaceChildren(...window.before)`, `async (tools) => {
        const [claim, evidence] = await tools.element().getAnnotations();
        return claim && evidence && painted(tools, "claim") === claim.quote.exact && painted(tools, "evidence") === evidence.quote.exact;
      }`);
      assert.deepEqual((await page.annotations()).map(({ id, label, start, end }) => ({ id, label, start, end })),
        untouched.map(({ id, label, start, end }) => ({ id, label, start, end })));
    });

    it("what comes back with a word changed is known", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => {
        window.before = [...article().childNodes];
        article().replaceChildren("Zebras graze at noon.");
      }`, `async (tools) => (await tools.element().getOrphans()).length === 2`);
      await changes(page, `({ article }) => {
        article().replaceChildren(...window.before);
        const text = article().querySelector("p:not([class])").firstChild;
        text.data = text.data.replace("the white smear was", "that white smear was");
      }`, `(tools) => /that white smear was/.test(painted(tools, "claim")) && painted(tools, "evidence")`);
      assert.equal((await page.annotations())[0].state, "changed");
    });

    it("the article is removed and put back", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => { window.kept = article(); window.kept.remove(); }`,
        `({ shadow }) => /not in the page any more/.test(shadow().querySelector(".fatal")?.textContent)`);
      assert.deepEqual((await page.annotations()).map(({ id }) => id), untouched.map(({ id }) => id), "nothing is lost meanwhile");
      await page.exportFile();
      await changes(page, `() => document.querySelector("main").append(window.kept)`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return !tools.shadow().querySelector(".fatal") && painted(tools, "claim") === claim.quote.exact;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
    });

    it("the article is moved at once", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => {
        const around = document.createElement("div");
        document.querySelector("main").append(around);
        around.append(article());
      }`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return !tools.shadow().querySelector(".fatal") && painted(tools, "claim") === claim.quote.exact;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
    });

    it("another element takes the article's place and id", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => {
        const next = article().cloneNode(true);
        article().replaceWith(next);
      }`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return !tools.shadow().querySelector(".fatal") && painted(tools, "claim") === claim.quote.exact;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
      await page.click(6);
      assert.equal((await page.activeOption()).index, 6);
    });

    it("everything is emptied and filled again", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ article }) => { window.before = [...article().childNodes]; article().replaceChildren(); }`,
        `async (tools) => tools.shadow().querySelector(".fatal") && painted(tools, "claim") === null`);
      assert.equal((await page.annotations()).length + (await page.orphans()).length, 2);
      await changes(page, `({ article }) => article().replaceChildren(...window.before)`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return !tools.shadow().querySelector(".fatal") && claim && painted(tools, "claim") === claim.quote.exact;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
    });

    it("a page that never rests is read all the same", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => {
        const clock = document.createElement("p");
        clock.textContent = "It is now 0 ticks later.";
        article().prepend(clock);
        let ticks = 0;
        window.ticking = setInterval(() => { clock.firstChild.data = "It is now " + (ticks += 1) + " ticks later."; }, 30);
      }`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return (await tools.element().getSentences()).length === 72 && painted(tools, "claim") === claim.quote.exact;
      }`);
      await page.call("annotate", { sentence: 8 }, { label: "opinion" });
      await page.run(() => clearInterval(window.ticking));
      assert.equal((await page.annotations()).length, 3);
    });

    it("what changed is stored and comes back after a reload; the host page saw no exception", async () => {
      const page = await labelled(block.browser, block.site);
      await changes(page, `({ article }) => article().querySelector("p:not([class])").remove()`,
        `async (tools) => (await tools.element().getOrphans()).length === 2`);
      await page.waitFor(async ({ stored }) =>
        (await stored()).annotations.every(({ orphan }) => orphan), "the orphans are stored as such", 2000);
      assert.deepEqual((await watched(page)).errors, []);
      await page.reload();
      assert.deepEqual(await page.orphans(), []);
      const [claim, evidence] = await page.annotations();
      assert.deepEqual([claim.label, claim.note, evidence.label], ["claim", "kept", "evidence"]);
      assert.deepEqual((await page.sentences()).slice(5, 7).map(({ label }) => label), ["claim", "evidence"]);
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("the widget itself is taken out, moved and put back", async () => {
      const page = await labelled(block.browser, block.site);
      const untouched = await page.annotations();
      await changes(page, `({ element }) => document.body.append(element())`,
        `async (tools) => (await tools.element().getAnnotations()).length === 2 && painted(tools, "claim")`);
      assert.equal(await page.call("undo"), true, "moved, it keeps its history");
      assert.equal(await page.call("redo"), true);
      await page.run(({ element }) => { window.widget = element(); window.widget.remove(); });
      await page.waitFor(({ highlights }) => Object.keys(highlights()).length === 0, "its paint goes with it");
      await changes(page, `() => document.querySelector(".page").append(window.widget)`, `async (tools) => {
        const [claim] = await tools.element().getAnnotations();
        return claim && painted(tools, "claim") === claim.quote.exact && tools.shadow().querySelectorAll(".card").length === 2;
      }`);
      assert.deepEqual(await page.annotations(), untouched);
      assert.deepEqual((await watched(page)).errors, []);
    });
  });
}
