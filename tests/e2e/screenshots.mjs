// Takes pictures of the demo for a person to look at: a script, not a test.
//   node tests/e2e/screenshots.mjs [NAME…]      all pictures, or those whose names contain NAME
//   STYLES=FILE                                 tries this style sheet (styles/widget/*.css in one) without a new build
//   ENGINES=chromium,firefox,webkit             the engines (Chromium alone if unset)
// Pictures go to tests/screenshots/ENGINE/; `readme` goes to docs/screenshot.png.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Key } from "selenium-webdriver";

process.env.ENGINES ||= "chromium";
const { engines, openBrowser } = await import("./lib/browsers.mjs");
const { startSite } = await import("./lib/site.mjs");
const { STRICT_CSP } = await import("../../scripts/server.mjs");

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SANDBOX = {
  "Content-Security-Policy": `sandbox allow-scripts; ${STRICT_CSP.replaceAll("'self'", "http://127.0.0.1:*")}`,
  "Access-Control-Allow-Origin": "*",
};
const STYLES = process.env.STYLES && readFileSync(process.env.STYLES, "utf8");
const wanted = process.argv.slice(2);
// The sentences (from 0) of the demo that are labelled in the pictures, by label.
const SHOWN = {
  claim: [1, 5, 8, 22, 31, 38],
  evidence: [11, 12, 18, 19, 20, 33, 41],
  opinion: [2, 6, 24, 27, 34],
};
const NOTE = "The appeal to a child’s wonder does the work here.";

/** Runs an async function in the page: `page` is its element, `shadow` its shadow root. */
function inPage(driver, body, ...values) {
  return driver.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     (async (values) => {
       const page = document.querySelector("reading-annotator"), shadow = page.shadowRoot;
       ${body}
     })([...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }));`,
    ...values,
  ).then(({ value, error }) => {
    if (error) throw new Error(error);
    return value;
  });
}

const frames = (driver) => inPage(driver, "await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));");
const click = (driver, css) => inPage(driver, "shadow.querySelector(values[0]).click();", css);
const focusCursor = (driver) => inPage(driver, "shadow.querySelector('.cursor').focus();");
const press = (driver, ...keys) => driver.actions().sendKeys(...keys).perform();

async function label(driver, shown = SHOWN) {
  await inPage(driver, `
    for (const [label, sentences] of Object.entries(values[0]))
      for (const sentence of sentences) await page.annotate({ sentence }, { label });
    const first = (await page.getAnnotations()).find((one) => one.label === "opinion");
    if (first) await page.update(first.id, { note: values[1] });
    await page.judgeNone({ sentence: 3 });`, shown, NOTE);
}

/** Clicks the middle of the line in which a text of the article stands. */
async function clickText(driver, text, where = "center") {
  const place = await inPage(driver, `
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const at = node.data.indexOf(values[0]);
      if (at < 0) continue;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + values[0].length);
      node.parentElement.scrollIntoView({ block: values[1] });
      const box = range.getClientRects()[0];
      if (values[1] === "start") scrollBy(0, box.top - 80);
      if (values[1] === "end") scrollBy(0, box.bottom - innerHeight + 60);
      const seen = range.getClientRects()[0];
      return { x: Math.round(seen.left + seen.width / 2), y: Math.round(seen.top + seen.height / 2) };
    }
    throw new Error("no such text: " + values[0]);`, text, where);
  await driver.actions().move({ ...place, origin: "viewport" }).click().perform();
  await frames(driver);
}

/** The labels' file, as a host page gets it. */
const exported = (driver) => inPage(driver, "return (await page.exportAs()).text();");

/** A file with two annotations that cannot be taken. */
async function withRefusals(driver) {
  await label(driver, { claim: [1, 5], evidence: [11, 12] });
  const file = JSON.parse(await exported(driver));
  file.annotations[0].label = "premise";
  file.annotations[1].end = 999_999;
  file.annotations[2].modified = "yesterday";
  await inPage(driver, "await page.clear(); await page.importFrom(values[0]);", JSON.stringify(file));
}

const WIDE = [1280, 900];
const SHOTS = {
  empty: {},
  light: { act: label },
  dark: { dark: true, act: label },
  "dark-dialog": { dark: true, act: (driver) => click(driver, "[aria-label='What the labels mean']") },
  "twelve-labels": {
    act: async (driver) => {
      await label(driver, { claim: [1, 5, 8, 22], evidence: [11, 12, 18, 19], opinion: [2, 6, 24, 27] });
      await clickText(driver, "lovelier forty minutes");
    },
  },
  hover: {
    act: async (driver) => {
      await label(driver);
      await clickText(driver, "lovelier forty minutes");
      await press(driver, Key.ESCAPE);
      await driver.actions().move({ x: 400, y: 500 }).perform();
      await driver.sleep(250);
    },
  },
  "all-labelled": {
    act: (driver) => inPage(driver, `
      const labels = ["claim", "evidence", "opinion"];
      const { length } = await page.getSentences();
      for (let i = 0; i < length; i++) await page.annotate({ sentence: i }, { label: labels[i % 3] });
      scrollTo(0, 900);`),
  },
  "note-in-picker": {
    act: async (driver) => {
      await label(driver);
      await clickText(driver, "lovelier forty minutes");
      await press(driver, Key.ENTER);
    },
  },
  "note-in-card": {
    act: async (driver) => {
      await label(driver);
      await click(driver, ".card-main");
      await frames(driver);
      await inPage(driver, "[...shadow.querySelectorAll('.card-buttons button')].find((one) => /note/.test(one.textContent)).click();");
    },
  },
  "card-open": { act: async (driver) => { await label(driver); await click(driver, ".row-more .card-main"); } },
  "picker-top": { act: (driver) => clickText(driver, "Nobody voted", "start") },
  "picker-bottom": { act: (driver) => clickText(driver, "A survey is not a trial", "end") },
  "picker-several": {
    act: async (driver) => {
      await label(driver);
      await clickText(driver, "lovelier forty minutes");
      await press(driver, Key.ESCAPE);
      await focusCursor(driver);
      await driver.actions().keyDown(Key.SHIFT).sendKeys(Key.ARROW_DOWN, Key.ARROW_DOWN).keyUp(Key.SHIFT).perform();
    },
  },
  keyboard: {
    act: async (driver) => {
      await focusCursor(driver);
      await press(driver, Key.ARROW_DOWN, Key.ARROW_DOWN, Key.ARROW_DOWN, "1");
    },
  },
  keys: { act: (driver) => click(driver, "[aria-label=Keys]") },
  codebook: { act: (driver) => click(driver, "[aria-label='What the labels mean']") },
  "import-report": { act: withRefusals },
  "import-refused": { act: (driver) => inPage(driver, "await page.importFrom('{\"format\": \"x\"').catch(() => {});") },
  orphans: {
    act: async (driver) => {
      await label(driver);
      await inPage(driver, `
        const paragraphs = document.querySelectorAll("article > p");
        paragraphs[0].textContent = "An entirely different beginning.";
        paragraphs[2].remove();`);
      await driver.sleep(700);
    },
  },
  finished: { act: async (driver) => { await label(driver); await click(driver, ".finished input"); } },
  collapsed: { act: async (driver) => { await label(driver); await click(driver, "[aria-label='Close the annotation panel']"); } },
  "not-saved": { headers: SANDBOX, act: label },
  "not-saved-copy": {
    headers: SANDBOX,
    act: async (driver) => {
      await label(driver);
      await inPage(driver, "document.execCommand = () => false; [...shadow.querySelectorAll('.banner button')].at(-1).click();");
    },
  },
  "article-missing": { act: (driver) => inPage(driver, "page.setAttribute('for', 'nothing');") },
  stopped: {
    act: (driver) => inPage(driver, `
      const script = performance.getEntriesByType("resource").find((one) => one.name.endsWith("/embed/element.js"));
      const { panicked } = await import(script.name);
      panicked("a picture of it");`),
  },
  "sheet-peek": { size: [400, 800], act: label },
  "sheet-picker": {
    size: [400, 800],
    act: async (driver) => { await label(driver); await clickText(driver, "lovelier forty minutes"); },
  },
  "sheet-note": {
    size: [400, 800],
    act: async (driver) => { await label(driver); await clickText(driver, "lovelier forty minutes"); await press(driver, Key.ENTER); },
  },
  "sheet-half": { size: [400, 800], act: async (driver) => { await label(driver); await click(driver, "[aria-label='Resize the panel']"); } },
  "sheet-half-cursor": {
    size: [400, 800],
    act: async (driver) => {
      await label(driver);
      await click(driver, "[aria-label='Resize the panel']");
      await focusCursor(driver);
      await press(driver, ...Array(12).fill(Key.ARROW_DOWN));
    },
  },
  "sheet-full": {
    size: [400, 800],
    act: async (driver) => {
      await label(driver);
      for (let i = 0; i < 2; i++) { await click(driver, "[aria-label='Resize the panel']"); await frames(driver); }
    },
  },
  "sheet-empty-full": {
    size: [400, 800],
    act: async (driver) => {
      for (let i = 0; i < 2; i++) { await click(driver, "[aria-label='Resize the panel']"); await frames(driver); }
    },
  },
  "sheet-collapsed": { size: [400, 800], act: async (driver) => { await label(driver); await click(driver, "[aria-label='Close the annotation panel']"); } },
  "sheet-dialog": { size: [400, 800], act: (driver) => click(driver, "[aria-label=Keys]") },
  "sheet-320": { size: [320, 640], act: async (driver) => { await label(driver); await clickText(driver, "lovelier forty minutes"); } },
  "medium-800": { size: [800, 700], act: label },
  readme: {
    size: [1280, 800],
    file: path.join(ROOT, "docs/screenshot.png"),
    act: async (driver) => {
      await label(driver, { claim: [7, 8, 15, 22], evidence: [5, 12, 18, 19], opinion: [2, 6] });
      await inPage(driver, "await page.annotate({ sentence: 3 }, { label: 'evidence' });");
      await clickText(driver, "On a Thursday");
      await inPage(driver, "scrollTo(0, 130);");
      await driver.actions().move({ x: 760, y: 760 }).perform();
    },
  },
};

async function take(browser, name, { size = WIDE, dark = false, headers = {}, act = async () => {}, file }) {
  const { driver, engine } = browser;
  const site = await startSite({ headers });
  try {
    // In a sandbox the page's own files are foreign: what has a hash then needs more.
    await driver.get(site.add("index.html", (html) => (headers === SANDBOX ? html.replace(/ integrity="[^"]*"/g, "") : html)));
    await setViewport(driver, size);
    if (engine === "chromium") {
      const features = [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }];
      await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features });
    }
    await inPage(driver, "await customElements.whenDefined('reading-annotator'); await page.ready; await page.clear();");
    if (STYLES) await inPage(driver, "shadow.adoptedStyleSheets[0].replaceSync(values[0]);", STYLES);
    if (dark && engine !== "chromium") await inPage(driver, "page.setAttribute('theme', 'dark');");
    await act(driver);
    await frames(driver);
    await driver.sleep(300);
    const picture = Buffer.from(await driver.takeScreenshot(), "base64");
    const directory = path.join(ROOT, "tests/screenshots", engine);
    mkdirSync(directory, { recursive: true });
    writeFileSync(file && engine === "chromium" ? file : path.join(directory, `${name}.png`), picture);
    console.log(`${engine} ${name}`);
  } catch (error) {
    console.error(`${engine} ${name} failed: ${error.message.split("\n")[0]}`);
    process.exitCode = 1;
  } finally {
    await site.close();
  }
}

/** Makes the page's own area this large: windows have frames of different sizes. */
async function setViewport(driver, [width, height]) {
  await driver.manage().window().setRect({ width, height });
  const [inner, outer] = await driver.executeScript("return [innerWidth, innerHeight];");
  await driver.manage().window().setRect({ width: 2 * width - inner, height: 2 * height - outer });
}

for (const engine of engines) {
  const browser = await openBrowser(engine);
  try {
    for (const [name, shot] of Object.entries(SHOTS)) {
      if (wanted.length && !wanted.some((part) => name.includes(part))) continue;
      await take(browser, name, shot);
    }
  } finally {
    await browser.quit();
  }
}
