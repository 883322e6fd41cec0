// Two tabs on one article: each keeps the other's work and shows it at once.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { atOnce, held } from "./lib/held_part.mjs";
import { open } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

/** Within this time a tab shows what another has done. */
const REFRESH_MS = 1000;

onEachEngine("Tabs", ({ test, site, browser }) => {
  /** Runs `work` with two tabs on one document; `in(page)` goes to a tab. */
  async function inTwoTabs(work, url = site().own()) {
    const { driver } = browser();
    const one = await open(browser(), url);
    one.tab = await driver.getWindowHandle();
    await driver.switchTo().newWindow("tab");
    try {
      const two = await open(browser(), url);
      two.tab = await driver.getWindowHandle();
      await work(one, two, async (page) => {
        await driver.switchTo().window(page.tab);
        return page;
      });
    } finally {
      for (const handle of await driver.getAllWindowHandles()) {
        if (handle === one.tab) continue;
        await driver.switchTo().window(handle);
        await driver.close();
      }
      await driver.switchTo().window(one.tab);
    }
  }

  const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
  const shows = (page, wanted) => page.waitFor(async (tools, wanted) => {
    const found = (await tools.element().getSentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
    return found.join() === wanted.join();
  }, `the tab shows ${wanted.join(", ") || "nothing"}`, REFRESH_MS, wanted);

  test("labels, judgements, notes and removals appear in the other tab", async () => {
    await inTwoTabs(async (one, two, go) => {
      await go(one);
      const [made] = await one.call("annotate", { sentence: 5 }, { label: "claim" });
      await one.call("judgeNone", { sentence: 6 });
      await go(two);
      await shows(two, ["5 claim", "6 none"]);
      await two.waitFor((tools) => tools.cards().map(({ label }) => label).join() === "Claim", "the card", REFRESH_MS);
      const told = (await two.events()).filter(({ type }) => type === "annotation-created");
      assert.deepEqual(told.map(({ detail }) => [detail.source, detail.annotation.id]), [["tab", made.id]]);
      await two.call("update", made.id, { note: "from the other tab", label: "opinion" });
      await go(one);
      await shows(one, ["5 opinion", "6 none"]);
      assert.equal((await one.annotations())[0].note, "from the other tab");
      // Looked at in the first tab: WebKit's driver keeps the second hidden, where nothing is painted.
      await one.waitFor((tools) => Object.keys(tools.highlights()).some((name) => name.startsWith("opinion")), "the paint", REFRESH_MS);
      await one.call("remove", made.id);
      await go(two);
      await shows(two, ["6 none"]);
    });
  });

  test("what is done while a part of the wasm is on its way is not missed, and holds nothing", async () => {
    const url = site().own();
    const html = readFileSync(path.join(site().root, path.basename(new URL(url).pathname)), "utf8");
    const slow = site().add(`slow-${path.basename(new URL(url).pathname)}`, () => held(site())(html));
    await inTwoTabs(async (one, two, go) => {
      await go(two);
      await two.goto(slow);
      await go(one);
      for (let index = 0; index < 9; index += 1) await one.call("annotate", { sentence: index }, { label: "claim" });
      await go(two);
      await two.run(() => window.release());
      await shows(two, Array.from({ length: 9 }, (_, index) => `${index} claim`));
      assert.equal(await atOnce(two), 0);
    }, url);
  });

  test("what both do at once is kept by both, and by the storage", async () => {
    await inTwoTabs(async (one, two, go) => {
      const work = (page, first) => page.run((tools, first) => {
        const element = tools.element();
        // Not awaited: the tab goes on while the driver turns to the other one.
        window.work = (async () => {
          for (let index = first; index < 60; index += 2) {
            await element.annotate({ sentence: index }, { label: index % 2 ? "claim" : "evidence" });
            // A task between two changes; a timer's would be a second apart in a hidden tab.
            await new Promise((resolve) => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = resolve;
              port2.postMessage(null);
            });
          }
        })();
      }, first);
      await go(one);
      await work(one, 0);
      await go(two);
      await work(two, 1);
      await two.run(() => window.work);
      await go(one);
      await one.run(() => window.work);
      const wanted = Array.from({ length: 60 }, (_, index) => `${index} ${index % 2 ? "claim" : "evidence"}`);
      await shows(one, wanted);
      await go(two);
      await shows(two, wanted);
      await two.waitFor(async (tools) => (await tools.stored()).annotations.length === 60, "sixty records");
      await two.reload();
      assert.deepEqual(await labels(two), wanted);
    });
  });

  test("a page that comes back from the browser's cache has what was done to the document meanwhile", async () => {
    const { driver } = browser();
    const url = site().own();
    // The same document at another address.
    const other = site().add(`other-${path.basename(new URL(url).pathname)}`,
      () => readFileSync(path.join(site().root, new URL(url).pathname), "utf8"));
    const page = await open(browser(), url);
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    await page.call("annotate", { sentence: 6 }, { label: "claim" });
    await page.call("judgeNone", { sentence: 8 });
    await page.run(() => { window.same = true; });
    const away = await open(browser(), other);
    assert.deepEqual(await labels(away), ["5 claim", "6 claim", "8 none"]);
    const [first] = await away.annotations();
    await away.call("remove", first.id);
    await away.call("annotate", { sentence: 9 }, { label: "opinion" });
    await away.call("judgeNone", { sentence: 10 });
    await away.waitFor(async ({ stored }) => (await stored()).documents.some((one) => /"s11"/.test(one.annotators_json)), "it is stored");
    await driver.navigate().back();
    await page.ready();
    const kept = await page.run(() => window.same === true);
    // WebKit keeps the page as it was. The others, when driven, load it again: there it is a new start that is tested.
    if (browser().engine === "webkit") assert.equal(kept, true, "the page came out of the cache");
    await page.waitFor(async ({ element }, wanted) => {
      const all = await element().getSentences();
      return JSON.stringify(all.filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`)) === wanted;
    }, "the other page's work is there", 3000, JSON.stringify(["6 claim", "8 none", "9 opinion", "10 none"]));
    // A judgement does not write an older list over the newer one.
    await page.call("judgeNone", { sentence: 11 });
    await page.reload();
    assert.deepEqual(await labels(page), ["6 claim", "8 none", "9 opinion", "10 none", "11 none"]);
  });

  test("tabs of different articles leave each other alone", async () => {
    const { driver } = browser();
    const one = await open(browser(), site().own());
    const first = await driver.getWindowHandle();
    await one.call("annotate", { sentence: 5 }, { label: "claim" });
    await driver.switchTo().newWindow("tab");
    const two = await open(browser(), site().own());
    await two.call("annotate", { sentence: 9 }, { label: "opinion" });
    assert.deepEqual(await labels(two), ["9 opinion"]);
    await driver.close();
    await driver.switchTo().window(first);
    await one.call("annotate", { sentence: 6 }, { label: "claim" });
    assert.deepEqual(await labels(one), ["5 claim", "6 claim"]);
    assert.deepEqual((await one.events()).filter(({ detail }) => detail.source === "tab"), []);
  });
});
