// Finding labels again in the built demo, in Chromium: 1,000 labels on a page of about 300 KB, which
// is then opened again as it was, after light edits, with much of it worded anew, and with all of it gone.
// Prints until when the page is ready, by the clock, and the longest task on its main thread; medians.
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { replace, startSite } from "../tests/e2e/lib/site.mjs";
import { median, waiting } from "./lib/measure.mjs";
import { prose } from "./lib/prose.mjs";

const SENTENCES = 3200, LABELS = 1000, RUNS = 5, LIMIT = 50;

const text = prose(SENTENCES);
/** `edit` of every sentence's words and number. */
const edited = (edit) => text.replace(/Sentence (\d+) (says that .*? today\.)/g, (_, number, words) => edit(Number(number), words));
const versions = {
  same: text,
  light: edited((number, words) => `Sentence ${number} ${number % 3 ? words : words.replace("says that", "said that a")}`),
  heavy: edited((number, words) => `Sentence ${number} ${words.split(" ").filter((_, i) => (i + number) % 3).join(" ")}.`.replace("..", ".")),
  gone: edited((number) => `Nobody in the harbour had counted ${number * 7} whales before midnight.`),
};

const site = await startSite();
const browser = await openBrowser("chromium");
try {
  const { driver } = browser;
  await driver.manage().setTimeouts({ script: 120_000 });
  const pages = Object.fromEntries(Object.entries(versions).map(([name, html]) => [name, site.add(`find-${name}.html`, (demo) =>
    waiting(html)(replace(demo, 'document-id="wren-harbor-night-sky"', 'document-id="find"')))]));
  const open = async (url) => {
    await driver.get(url);
    await driver.wait(() => driver.executeScript("return !!customElements.get('reading-annotator')"), 10_000);
    return driver.executeAsyncScript(async (done) => {
      let longest = 0;
      const watch = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); });
      watch.observe({ type: "longtask" });
      const element = document.importNode(document.getElementById("later").content.firstElementChild, true);
      const began = performance.now();
      document.querySelector("main").after(element);
      await element.ready;
      const took = performance.now() - began;
      // What comes late is told late.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const states = {};
      for (const { state = "exact" } of await element.getAnnotations()) states[state] = (states[state] ?? 0) + 1;
      done({ took, longest, states, orphans: (await element.getOrphans()).length });
    });
  };
  console.log(`\n${LABELS} labels, ${SENTENCES} sentences (${Math.round(text.length / 1000)} KB), opened again, Chromium, medians of ${RUNS}`);
  for (const name of Object.keys(versions)) {
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      await open(pages.same);
      await driver.executeAsyncScript(async (labels, sentences, done) => {
        const element = document.querySelector("main + reading-annotator");
        await element.clear();
        for (let label = 0; label < labels; label += 1) await element.annotate({ sentence: Math.floor(label * sentences / labels) }, { label: "claim" });
        setTimeout(done, 1500);
      }, LABELS, SENTENCES);
      runs.push(await open(pages[name]));
    }
    const longest = median(runs.map((run) => run.longest));
    console.log(`${name.padEnd(6)} ready after ${median(runs.map((run) => run.took)).toFixed(0).padStart(5)} ms, longest task ${longest ? `${longest.toFixed(0)} ms` : `under ${LIMIT} ms`} (goal ${LIMIT}); ${JSON.stringify(runs[0].states)}, ${runs[0].orphans} gone`);
  }
} finally {
  await browser.quit();
  await site.close();
}
