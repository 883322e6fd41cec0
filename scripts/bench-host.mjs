// What the one-line form costs a host page: its Largest Contentful Paint with and without
// the line, in Chromium, on a processor slowed down four times. Medians of runs in turn.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { median } from "./lib/measure.mjs";
import { makePackage, version } from "./package.mjs";
import { startServer } from "./server.mjs";

const RUNS = 41, SLOWER = 4, LIMIT = 1.05, SIZE_GOAL = 160 * 1024;
const root = mkdtempSync(path.join(tmpdir(), "annotator-bench-"));
await makePackage({ out: path.join(root, "package") });
const loaded = ["reading-annotator.js", `reading-annotator-${version}.wasm`];
const size = loaded.reduce((sum, name) => sum + brotliCompressSync(readFileSync(path.join(root, "package", name))).length, 0);
console.log(`\nThe one-line form loads ${size} bytes with brotli at start, goal at most ${SIZE_GOAL}`);
const sentence = "The garden keeper opened a green gate for every child who came along with bread and a small lamp. ";
const bars = Array.from({ length: 400 }, (_, i) => `<rect x="${(i % 40) * 20}" y="${Math.floor(i / 40) * 40}" width="18" height="38" fill="hsl(${i} 60% 50%)"/>`).join("");
writeFileSync(path.join(root, "hero.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400" width="800" height="400">${bars}</svg>`);
const page = (line) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body>
<article id="essay"><h1>A host page</h1><img src="hero.svg" alt="" width="800" height="400">${`<p>${sentence.repeat(6)}</p>`.repeat(60)}</article>${line}</body></html>`;
writeFileSync(path.join(root, "without.html"), page(""));
writeFileSync(path.join(root, "with.html"), page('<script type="module" src="package/reading-annotator.js" data-for="essay"></script>'));
const server = await startServer({ root });
const browser = await openBrowser("chromium");
try {
  const { driver } = browser;
  await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const paint = async (name) => {
    await driver.get(`${server.url}${name}.html`);
    if (name === "with") await driver.wait(() => driver.executeScript("return Boolean(document.querySelector('reading-annotator')?.shadowRoot?.querySelector('.panel'))"), 20_000);
    return await driver.executeAsyncScript((done) => setTimeout(() => {
      new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
    }, 1000));
  };
  const times = { without: [], with: [] };
  // The first of each fills the caches.
  for (let run = 0; run <= RUNS; run += 1) {
    for (const name of run % 2 ? ["without", "with"] : ["with", "without"]) {
      const time = await paint(name);
      if (run > 0) times[name].push(time);
    }
  }
  const [without, together] = [median(times.without), median(times.with)];
  console.log(`\nLargest Contentful Paint of a host page, Chromium, processor ${SLOWER} times slower, ms, medians of ${RUNS}`);
  console.log(`without ${without.toFixed(0).padStart(7)}\nwith    ${together.toFixed(0).padStart(7)}   ${((together / without - 1) * 100).toFixed(1)} %, goal at most ${((LIMIT - 1) * 100).toFixed(0)} %`);
} finally {
  await browser.quit();
  await server.close();
  rmSync(root, { recursive: true, force: true });
}
