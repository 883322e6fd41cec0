// Main-thread times at a book's length, beside a limit: a page of plain JavaScript that paints
// windowed highlights and does nothing else (bench-limit.js). Chromium; the browser's own
// TaskDuration, so waiting does not count; ours and the limit take turns. Prints a table with
// ratios and, with OUT=FILE, writes it as JSON.
//   SIZES=2000,20000,100000 RUNS=7 node scripts/bench-scale.mjs
import { cpSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { startSite } from "../tests/e2e/lib/site.mjs";
import { mainThread, median, waiting } from "./lib/measure.mjs";
import { prose } from "./lib/prose.mjs";

const SIZES = (process.env.SIZES ?? "2000,20000").split(",").map(Number);
const RUNS = Number(process.env.RUNS ?? 7);
const GOALS = {
  ready: { 20000: 4 }, restore: { 2000: 2.3, 20000: 2.3, 100000: 2 },
  add: { 20000: 1.6, 100000: 1.3 }, relabel: { 20000: 1.6, 100000: 1.3 }, remove: { 20000: 1.6, 100000: 1.3 },
};

// What is done in the page, for both in the same words. Sent as text.
const tools = {
  ours: {
    prepare: () => customElements.whenDefined("reading-annotator").then(() => true),
    open: () => new Promise((resolve) => {
      const made = document.importNode(document.getElementById("later").content.firstElementChild, true);
      window.tool = made;
      made.addEventListener("annotator-ready", () => resolve(), { once: true });
      document.querySelector("main").after(made);
    }),
    count: async () => (await window.tool.getSentences()).length,
    fill: async () => {
      const all = await window.tool.getSentences();
      for (let index = 0; index < all.length; index += 5) await window.tool.annotate({ sentence: index }, { label: "claim" });
      // All of it is in the storage.
      await new Promise((resolve) => setTimeout(resolve, 1500));
    },
    add: async () => { window.made = (await window.tool.annotate({ sentence: 7 }, { label: "opinion" }))[0].id; },
    relabel: () => window.tool.update(window.made, { label: "evidence" }),
    remove: () => window.tool.remove(window.made),
  },
  limit: {
    prepare: () => import("./bench-limit.js").then((module) => { window.Limit = module.Limit; }),
    open: () => { window.tool = new window.Limit(document.getElementById("essay")); return window.tool.open(); },
    fill: () => window.tool.fill(5),
    add: () => window.tool.add(7, "opinion"),
    relabel: () => window.tool.relabel(7, "evidence"),
    remove: () => window.tool.remove(7),
  },
};

const site = await startSite();
cpSync(fileURLToPath(new URL("bench-limit.js", import.meta.url)), path.join(site.root, "bench-limit.js"));
const browser = await openBrowser("chromium");
const result = { date: new Date().toISOString(), machine: `${os.cpus()[0]?.model} × ${os.cpus().length}`, runs: RUNS, sizes: {} };
try {
  const { driver } = browser;
  await driver.manage().setTimeouts({ script: 300_000, pageLoad: 120_000 });
  const busy = await mainThread(driver);
  const rest = (time = 400) => driver.executeAsyncScript((time, done) => setTimeout(done, time), time);
  const run = (work) => driver.executeAsyncScript(`
    const done = arguments[arguments.length - 1];
    Promise.resolve((${work})()).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));`)
    .then(({ value, error }) => { if (error) throw new Error(error); return value; });
  const cost = async (work) => {
    const before = await busy();
    await run(work);
    await rest();
    return (await busy()) - before;
  };
  const longest = (work) => run(`async () => {
    let longest = 0;
    const watch = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); });
    watch.observe({ type: "longtask" });
    await (${work})();
    await new Promise((resolve) => setTimeout(resolve, 1600));
    watch.disconnect();
    return longest;
  }`);

  for (const size of SIZES) {
    const page = waiting(prose(size));
    const figures = {};
    const note = (row, who, value) => ((figures[row] ??= {})[who] ??= []).push(value);
    const load = async (who, url) => {
      await driver.get(url);
      await run(tools[who].prepare);
      await rest(1000);
      return cost("() => {}");
    };
    for (let time = 0; time < RUNS; time += 1) {
      for (const who of time % 2 ? ["limit", "ours"] : ["ours", "limit"]) {
        const url = site.own(page);
        let nothing = await load(who, url);
        const ready = (await cost(tools[who].open)) - nothing;
        note("ready", who, ready);
        if (who === "ours") {
          const count = await run(tools.ours.count);
          if (count !== size) throw new Error(`${count} sentences instead of ${size}`);
        }
        await run(tools[who].fill);
        for (const row of ["add", "relabel", "remove"]) note(row, who, (await cost(tools[who][row])) - nothing);
        nothing = await load(who, url);
        note("restore", who, (await cost(tools[who].open)) - nothing - ready);
        if (who === "ours" && time < 3) {
          // Once more, to see how long the page was held at a time.
          await load(who, url);
          note("longest task while opening", who, await longest(tools.ours.open));
        }
      }
    }
    console.log(`\n${size} sentences, every fifth labelled; Chromium, main-thread ms, medians of ${RUNS}`);
    console.log(`${"".padEnd(28)}${"ours".padStart(9)}${"limit".padStart(9)}${"ratio".padStart(8)}   goal`);
    const table = {};
    for (const [row, { ours, limit }] of Object.entries(figures)) {
      const [one, other] = [median(ours), limit && median(limit)];
      const ratio = limit && one / other;
      table[row] = { ours: one, limit: other, ratio };
      const goal = row.startsWith("longest") ? "50 ms" : GOALS[row]?.[size] ? `${GOALS[row][size]} ×` : "";
      console.log(`${row.padEnd(28)}${one.toFixed(1).padStart(9)}${(limit ? other.toFixed(1) : "").padStart(9)}${(limit ? ratio.toFixed(2) : "").padStart(8)}   ${goal}`);
    }
    result.sizes[size] = table;
  }
  if (process.env.OUT) writeFileSync(process.env.OUT, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.quit();
  await site.close();
}
