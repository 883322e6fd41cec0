// Main-thread times at a book's length, beside a limit – a page of plain JavaScript that paints
// windowed highlights and does nothing else (bench-limit.js) – and beside other tools from npm.
// Chromium; the browser's own TaskDuration, so waiting does not count; all take turns. Prints
// tables with ratios to the limit and, with OUT=FILE, writes them as JSON.
//   SIZES=2000,20000,100000 RUNS=7 WITHOUT=recogito,highlighter node scripts/bench-scale.mjs
// PEERS names a directory with the packages of scripts/peers (scripts/bench.sh installs them);
// without it only the widget and the limit are measured.
import { cpSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { replace, startSite } from "../tests/e2e/lib/site.mjs";
import { tools } from "./bench-tools.mjs";
import { mainThread, median, waiting } from "./lib/measure.mjs";
import { prose } from "./lib/prose.mjs";

const SIZES = (process.env.SIZES ?? "2000,20000").split(",").map(Number);
const RUNS = Number(process.env.RUNS ?? 7);
// What is done in the first of them only: each takes long or varies little.
const FEW = Math.min(3, RUNS);
const WITHOUT = (process.env.WITHOUT ?? "").split(",");
const { PEERS } = process.env;
/** Where a figure of ours has to stay: a ratio to the limit, or a number, or beside the bare page. */
const TIMES = (most) => ({ text: `${most} ×`, holds: (row) => row.ours <= most * row.limit });
const MOST = (most, unit) => ({ text: `${most} ${unit}`, holds: (row) => row.ours <= most });
const GOALS = {
  ready: { 20000: TIMES(4) },
  "longest task while opening": { 20000: MOST(50, "ms") },
  restore: { 2000: TIMES(2.3), 20000: TIMES(2.3), 100000: TIMES(2) },
  add: { 20000: TIMES(1.6), 100000: TIMES(1.3) },
  relabel: { 20000: TIMES(1.6), 100000: TIMES(1.3) },
  remove: { 20000: TIMES(1.6), 100000: TIMES(1.3) },
  "export, ms": { 20000: MOST(40, "ms") },
  "undo of 2,000 labels": { 20000: MOST(60, "ms") },
  "storage part of a change": { 100000: MOST(1, "ms") },
  "memory, MB": { 20000: MOST(24, "MB") },
  "frames dropped, %": { 100000: { text: "bare page + 5", holds: (row) => row.ours <= row.bare + 5 } },
};
const SPEED = 6000, SCROLL_MS = 4000, FRAME_MS = 1000 / 60;

const peers = PEERS ? { recogito: "@recogito/text-annotator", highlighter: "web-highlighter" } : {};
const at = (size) => ["ours", "limit", ...Object.keys(peers)].filter((who) => !WITHOUT.includes(who) && size <= (tools[who].most ?? Infinity));

// No policy: a peer puts style elements into the page.
const site = await startSite({ headers: { "Content-Security-Policy": null } });
for (const file of ["bench-limit.js", "../tests/e2e/pages/memory.js"]) cpSync(fileURLToPath(new URL(file, import.meta.url)), path.join(site.root, path.basename(file)));
for (const [who, name] of Object.entries(peers)) {
  const file = { recogito: "recogito.js", highlighter: "web-highlighter.js" }[who];
  const code = who === "recogito" ? `export { createTextAnnotator } from "${name}";` : `export { default } from "${name}";`;
  await build({ stdin: { contents: code, resolveDir: PEERS }, bundle: true, format: "esm", minify: true, outfile: path.join(site.root, file), loader: { ".css": "empty" }, logLevel: "error" });
}
// A page that was left must not stay in memory.
const browser = await openBrowser("chromium", { args: ["--disable-features=BackForwardCache"] });
const result = { date: new Date().toISOString(), machine: `${os.cpus()[0]?.model} × ${os.cpus().length}`, runs: RUNS, sizes: {} };
try {
  const { driver } = browser;
  await driver.manage().setTimeouts({ script: 300_000, pageLoad: 120_000 });
  const busy = await mainThread(driver);
  const rest = (time = 400) => driver.executeAsyncScript((time, done) => setTimeout(done, time), time);
  const run = (work) => driver.executeAsyncScript(`
    const done = arguments[arguments.length - 1];
    Promise.resolve((${work})()).then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error?.stack ?? error) }));`)
    .then(({ value, error }) => { if (error) throw new Error(error); return value; });
  const cost = async (work) => {
    const before = await busy();
    await run(`async () => { await (${work})(); }`);
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
  /** Frames that did not come, of those there should be, in per cent. */
  const dropped = () => run(`() => new Promise((resolve) => {
    let began = 0, frames = 0;
    const frame = (now) => {
      began ||= now;
      if (now - began >= ${SCROLL_MS}) return resolve(100 * Math.max(0, 1 - frames / ((now - began) / ${FRAME_MS})));
      frames += 1;
      scrollTo({ top: (now - began) / 1000 * ${SPEED}, behavior: "instant" });
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
  const memory = async () => {
    for (let times = 0; times < 2; times += 1) await driver.sendDevToolsCommand("HeapProfiler.collectGarbage", {});
    const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {});
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
    return (heap + await run("() => window.wasmMemory?.buffer.byteLength ?? 0")) / 1e6;
  };

  for (const size of SIZES) {
    const page = (html) => waiting(prose(size))(replace(html, "<head>", '<head><script src="memory.js"></script>'));
    const figures = {};
    const note = (row, who, value) => ((figures[row] ??= {})[who] ??= []).push(value);
    const load = async (who, url) => {
      await driver.get(url);
      await run(tools[who].prepare);
      await rest(1000);
      return cost("() => {}");
    };
    const all = at(size);
    for (let time = 0; time < RUNS; time += 1) {
      for (const who of time % 2 ? [...all].reverse() : all) {
        const tool = tools[who], url = site.own(page);
        let nothing = await load(who, url);
        const ready = (await cost(tool.open)) - nothing;
        note("ready", who, ready);
        if (who === "ours") {
          const count = await run(tool.count);
          if (count !== size) throw new Error(`${count} sentences instead of ${size}`);
        }
        await run(tool.fill);
        await rest();
        if (tool.check) {
          const count = await run(tool.check);
          if (count < size / 5) throw new Error(`${who} has ${count} labels instead of ${size / 5}`);
        }
        for (const row of ["add", "relabel", "remove"]) note(row, who, (await cost(tool[row])) - nothing);
        note("export, ms", who, (await cost(tool.export)) - nothing);
        nothing = await load(who, url);
        note("restore", who, (await cost(tool.open)) - nothing - ready);
        if (time >= FEW) continue;
        if (tool.check && await run(tool.check) < size / 5) throw new Error(`${who} has not restored its labels`);
        note("memory, MB", who, await memory());
        note("frames dropped, %", who, await dropped());
        if (who !== "ours") continue;
        note("storage part of a change", who, await run(tool.storage));
        if (size >= 2000) {
          await run(tool.many);
          await rest(1500);
          note("undo of 2,000 labels", who, (await cost(tool.undo)) - nothing);
        }
        // Once more, to see how long the page was held at a time.
        await load(who, url);
        note("longest task while opening", who, await longest(tool.open));
      }
      if (time < FEW) {
        await load("bare", site.own(page));
        note("memory, MB", "bare", await memory());
        note("frames dropped, %", "bare", await dropped());
      }
    }
    // What the tool takes: without what the page itself has.
    const own = median(figures["memory, MB"].bare);
    figures["memory, MB"] = Object.fromEntries(Object.entries(figures["memory, MB"]).map(([who, list]) => [who, list.map((value) => (who === "bare" ? value : value - own))]));
    const columns = [...all, "bare"];
    console.log(`\n${size} sentences, every fifth labelled; Chromium, main-thread ms, medians of ${RUNS} (some of ${FEW})`);
    console.log(`${"".padEnd(28)}${columns.map((who) => tools[who].title.padStart(11)).join("")}${"ours/limit".padStart(12)}   goal`);
    const table = {};
    for (const row of Object.keys(figures)) {
      const values = Object.fromEntries(columns.filter((who) => figures[row][who]).map((who) => [who, median(figures[row][who])]));
      const ratio = values.limit ? values.ours / values.limit : undefined;
      const goal = GOALS[row]?.[size];
      table[row] = { ...values, ratio, goal: goal?.text, met: goal?.holds(values) };
      const cells = columns.map((who) => (who in values ? values[who].toFixed(1) : "–").padStart(11)).join("");
      console.log(`${row.padEnd(28)}${cells}${(ratio === undefined ? "" : ratio.toFixed(2)).padStart(12)}   ${goal ? `${goal.text}${table[row].met ? "" : "  MISSED"}` : ""}`);
    }
    result.sizes[size] = table;
  }
  if (process.env.OUT) writeFileSync(process.env.OUT, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await browser.quit();
  await site.close();
}
