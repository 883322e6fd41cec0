// The desk at its limits, in Chromium: opening 10,000 texts of 50 MB, exporting 1,000 texts of
// 200 sentences, first without labels, then with one on every fifth sentence. Prints a table; the
// figures are medians and the worst.
//   RUNS=3 node scripts/bench-desk.mjs
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { startSite } from "../tests/e2e/lib/site.mjs";
import { median } from "./lib/measure.mjs";

/** All that are lines or a table. */
const FORMATS = ["hf.sentences.jsonl", "hf.documents.jsonl", "sentences.csv", "doccano.sequence", "doccano.relation", "doccano.classification", "prodigy"];
const RUNS = Number(process.env.RUNS ?? 3);
const MEGA = 1e6;

const words = "the lamp on every street burns all night and nobody asks why it should since light is cheap".split(" ");
/** Sentences of about 85 characters, each another one. */
const sentence = (text, number) => `Text ${text} says in sentence ${number} that ${words.slice(number % 7, 10 + (number % 7)).join(" ")} ${number * 7}.`;
const body = (text, sentences) => {
  const out = [];
  for (let at = 0; at < sentences; at += 10) out.push(Array.from({ length: Math.min(10, sentences - at) }, (_, more) => sentence(text, at + more)).join(" "));
  return out.join("\n\n");
};
const set = (texts, sentences) => `${Array.from({ length: texts }, (_, at) => JSON.stringify({ id: at + 1, text: body(at + 1, sentences), source: "bench" })).join("\n")}\n`;

/** Resident memory of the browser's processes without what they share: [renderers, all], in bytes. */
function memory(profile) {
  const found = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1];
      found.set(pid, { command, parent });
    } catch { /* it has ended */ }
  }
  const ours = (pid) => found.has(pid) && (found.get(pid).command.includes(profile) || ours(found.get(pid).parent));
  let renderers = 0, all = 0;
  for (const [pid, { command }] of found) {
    if (!ours(pid) || !/chrom/.test(command)) continue;
    try {
      // The maps would tell more exactly, but reading them holds the process up.
      const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
      const own = (resident - shared) * 4096;
      all += own;
      if (command.includes("--type=renderer")) renderers = Math.max(renderers, own);
    } catch { /* it has ended */ }
  }
  return [renderers, all];
}

/** In the page: every fifth sentence of the set gets a label, by a file of another tool's shape. */
async function labelled(desk) {
  const { file } = await desk.exportSet("hf.documents.jsonl");
  const lines = (await file.text()).trim().split("\n").map((line) => {
    const { text, ...others } = JSON.parse(line);
    const spans = [...text.matchAll(/Text \d+ says[^.]*\./g)].filter((_, at) => at % 5 === 0)
      .map(({ index, 0: words }, at) => ({ start: index, end: index + words.length, label: ["claim", "evidence", "opinion"][at % 3], text: words }));
    return JSON.stringify({ ...others, text, annotator_id: "urn:x:ana", spans });
  });
  const began = performance.now();
  const report = new Promise((resolve) => desk.addEventListener("desk-opened", ({ detail }) => resolve(detail), { once: true }));
  desk.openFiles([new File([lines.join("\n")], "labelled.jsonl")]);
  const { matched, problems } = await report;
  const time = performance.now() - began;
  // The report would wait for somebody.
  await new Promise((resolve) => setTimeout(resolve, 500));
  desk.shadowRoot.querySelector("dialog")?.close();
  return { matched, problems, time };
}

const site = await startSite();
writeFileSync(path.join(site.root, "many.jsonl"), set(10_000, 57));
writeFileSync(path.join(site.root, "long.jsonl"), set(1000, 200));
const rows = {};
const note = (row, goal, value) => ((rows[row] ??= { goal, values: [] }).values.push(value));

for (let run = 0; run < RUNS; run += 1) {
  const profile = mkdtempSync(path.join(tmpdir(), "annotator-bench-"));
  const browser = await openBrowser("chromium", { profileDir: profile });
  const { driver } = browser;
  await driver.manage().setTimeouts({ script: 90_000, pageLoad: 120_000 });
  const inPage = (work, ...values) => driver.executeAsyncScript(`
    const done = arguments[arguments.length - 1];
    const desk = document.querySelector("annotation-desk");
    Promise.resolve((${work})(desk, ...arguments)).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }));`, ...values)
    .then(({ value, error }) => { if (error) throw new Error(error); return value; });
  /** The work's own figures, the longest task, and the most memory: [renderers, all] above what there was. */
  const watched = async (work, ...values) => {
    const before = memory(profile);
    let most = before;
    const timer = setInterval(() => {
      const now = memory(profile);
      most = most.map((value, at) => Math.max(value, now[at]));
    }, 250);
    await driver.executeScript(`
      window.longest = 0;
      new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration); }).observe({ type: "longtask" });`);
    const value = await inPage(work, ...values);
    await new Promise((resolve) => setTimeout(resolve, 500));
    clearInterval(timer);
    return { value, longest: await driver.executeScript("return window.longest"), renderers: most[0], more: most[1] - before[1] };
  };
  const opened = async (file) => {
    await driver.get(`${site.url}desk.html`);
    await inPage(async (desk) => {
      await customElements.whenDefined("annotation-desk");
      await desk.ready;
    });
    return watched(async (desk, file) => {
      const data = new File([await (await fetch(file)).blob()], file);
      const began = performance.now();
      let first = 0;
      const done = desk.openFiles([data]);
      while (desk.texts.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      first = performance.now() - began;
      const { added } = await done;
      // The list answers: the last row is asked for, and drawn.
      const box = desk.shadowRoot.querySelector(".rows");
      while (!desk.shadowRoot.querySelector(`[aria-posinset="${added}"][aria-setsize="${added}"]`)) {
        box.scrollTop = box.scrollHeight;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return { added, size: data.size, first, whole: performance.now() - began };
    }, file);
  };

  try {
    const many = await opened("many.jsonl");
    if (many.value.added !== 10_000) throw new Error(`${many.value.added} texts instead of 10,000`);
    note(`10,000 texts, ${Math.round(many.value.size / MEGA)} MB: first rows, s`, "", many.value.first / 1000);
    note("  all in the list, s", "5", many.value.whole / 1000);
    note("  longest task of the page, ms", "100", many.longest);
    note("  memory of the page's process, MB", "400", many.renderers / MEGA);
    await inPage((desk) => new Promise((resolve) => { indexedDB.deleteDatabase("reading-annotator-desk").onsuccess = resolve; desk.remove(); }));
    const long = await opened("long.jsonl");
    if (long.value.added !== 1000) throw new Error(`${long.value.added} texts instead of 1,000`);
    const exports = async (kind) => {
      for (const format of FORMATS) {
        const made = await watched(async (desk, format) => {
          const began = performance.now();
          const { file } = await desk.exportSet(format);
          const time = performance.now() - began;
          // Kept, so that what is measured is what somebody has who saves it.
          window.made = file;
          return { time, size: file.size };
        }, format);
        const name = `${kind} ${format}, ${Math.round(made.value.size / MEGA)} MB:`;
        note(`${name} s`, "3", made.value.time / 1000);
        note(`${name} longest task, ms`, "50", made.longest);
        note(`${name} memory / output`, "3", made.more / made.value.size);
      }
    };
    await exports("without labels,");
    const taken = await inPage(labelled);
    if (taken.matched !== 1000 || taken.problems.length) throw new Error(`${taken.matched} texts have labels: ${taken.problems[0]}`);
    note("40,000 labels of another file taken over, s", "", taken.time / 1000);
    await exports("labelled,");
  } finally {
    await browser.quit();
    rmSync(profile, { recursive: true, force: true });
  }
}
await site.close();
console.log(`Chromium, ${RUNS} runs: median, worst`);
for (const [row, { goal, values }] of Object.entries(rows)) {
  console.log(`${row.padEnd(70)}${median(values).toFixed(2).padStart(9)}${Math.max(...values).toFixed(2).padStart(9)}   ${goal && `≤ ${goal}`}`);
}
