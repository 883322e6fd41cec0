// Finds out which functions of the page's wasm opening a page does without, and writes scripts/later_part.txt,
// by which scripts/lib/page_wasm.mjs divides the wasm. To be run when scripts/size.mjs or the tests say that the first part
// has grown, or that it asks for the later one at once:
//   ./scripts/setup.sh test node scripts/later_part.mjs
// What is not in the list is in the first part: what is new there only makes it larger.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { engines, openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { Key, Page } from "../tests/e2e/lib/page.mjs";
import { startServer } from "./server.mjs";

const LIST = "scripts/later_part.txt";
const ELEMENT = '<reading-annotator for="essay" document-id="wren-harbor-night-sky">';
/** The demo as other pages are: in another language, named by an address, unstyled, without attributes, its reader named,
    of other scripts and pieces, in a shadow root, folded. */
const PAGES = {
  "index.html": (html) => html,
  "german.html": (html) => html.replace('<html lang="en">', '<html lang="de">').replace(ELEMENT, '<reading-annotator for="essay" document-id="https://example.org/Essay?page=1&utm_source=x#top">'),
  "bare.html": (html) => html.replace(/<link rel="stylesheet"[^>]*>/, "").replace(ELEMENT, "<reading-annotator>"),
  "named.html": (html) => html.replace(ELEMENT, ELEMENT.replace(">", ' annotator="Ada">')),
  // An article of other scripts and pieces, and an element that a script adds.
  "other.html": (html) => html.replace(/<article id="essay">[^]*<\/article>/, `<article id="essay">${OTHER}</article>`)
    .replace(/<reading-annotator[^]*<\/reading-annotator>/, "").replace("</body>", '<script src="adding.js"></script></body>'),
  "canonical.html": (html) => html.replace("<title>", '<link rel="canonical" href="/caf\u00e9?x=1&utm_source=y#top"><title>').replace("wren-harbor-night-sky", "reading hour \u00e9"),
  "shadow.html": (html) => html.replace(/<article id="essay">[^]*<\/article>/, `<div id="host"></div><template id="text"><article id="essay">${OTHER}</article></template>`).replace("</body>", '<script src="shadow.js"></script></body>'),
  "bare-words.html": (html) => html.replace(/<article id="essay">[^]*<\/article>/, '<article id="essay"><p>First one here. Second one here.</p></article>'),
  "folded.html": (html) => html.replace(ELEMENT, ELEMENT.replace(">", ' panel="closed" theme="dark">')),
};
const OTHER = `<p>First one here. “Is it so?” she asked. What?! Well... At 5 p.m. The end. Où est-ce ? À côté, dit-il. Dr. Lee paid $3.50 (see p. 4)… 第一句。第二句！「好吗？」他问。</p><p dir="rtl" lang="ar">هذه جملة. وهل هذه؟ نعم!</p>
  <p lang="hi">यह वाक्य है। यह भी।</p><ul><li>One <b>bold</b> thing</li><li>two<br>lines</li></ul><table><tr><td>A cell.</td><td>Another.</td></tr></table>
  <pre>code();</pre><blockquote>Quoted. <q>Within.</q></blockquote><details><summary>More</summary><p>Hidden. Text.</p></details><p>Note.<sup>1</sup> Next 😀 one.</p><p hidden>Not there.</p>
  <div>Bare <span>words</span>.<p>In a block.</p>After it.</div><figure><img alt="x"><figcaption>Said below.</figcaption></figure><aside data-annotate="off">Not this.</aside><h3>A head</h3><p>z.B. heute. Am 3. Mai kam er. El Sr. Paz. ¿Qué? M. Dupont vint.</p><p>Это конец. Да? т. е. нет. Αυτό είναι; Ναι. È vero. 終わり。「はい」と言った。끝이다. จบแล้ว</p>`;
const ADDING = 'setTimeout(() => { const one = document.createElement("reading-annotator"); one.setAttribute("for", "essay"); document.body.append(one); }, 300);';
const SHADOW = `const root = document.getElementById("host").attachShadow({ mode: "open" }), one = document.querySelector("reading-annotator");
  root.append(document.getElementById("text").content.cloneNode(true), one);`;
/** Where the article is. */
const HERE = 'const here = document.getElementById("host")?.shadowRoot ?? document;';
const SETTLED_MS = 2500;
/** So often that lists of what waits grow. */
const CLICKS = 6, TIMES = 20;
/** As if another tab had kept something. */
const TOLD = `{
  ${HERE}
  const { documentId } = here.querySelector("reading-annotator");
  const tab = new BroadcastChannel("reading-annotator");
  for (let times = 0; times < ${TIMES}; times += 1) tab.postMessage({ version: 1, document: documentId, ids: [], jsons: [], orphans: [], deleted: [], about: null });
}`;
const dist = mkdtempSync(path.join(tmpdir(), "annotator-marking-"));
const ran = new Set();
try {
  execFileSync("trunk", ["build", "--release", "--dist", dist], { stdio: "inherit", env: { ...process.env, MARK_FUNCTIONS: "1" } });
  const keys = JSON.parse(readFileSync(path.join(dist, "functions.json"), "utf8"));
  const demo = readFileSync(path.join(dist, "index.html"), "utf8");
  if (!demo.includes(ELEMENT)) throw new Error(`the demo lacks ${ELEMENT}`);
  for (const [name, script] of Object.entries({ "adding.js": ADDING, "shadow.js": SHADOW })) writeFileSync(path.join(dist, name), script);
  for (const [name, edit] of Object.entries(PAGES)) writeFileSync(path.join(dist, name), edit(demo));
  const server = await startServer({ root: dist });
  for (const engine of engines) {
    const browser = await openBrowser(engine);
    try {
      for (const name of Object.keys(PAGES)) {
        const page = new Page(browser, server.url + name);
        // Where it takes long, work is done in slices.
        if (engine === "chromium") await browser.driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: 10 });
        // Not all of them become ready without the later part.
        await browser.driver.get(page.url);
        await use(page);
        for (const at of await browser.driver.executeScript("return hasRun()")) ran.add(keys[at]);
        console.log(`${engine}, ${name}: ${ran.size} of ${keys.length} functions`);
      }
    } finally {
      await browser.quit();
    }
  }
  await server.close();
  const later = [...new Set(keys)].filter((one) => one && !ran.has(one)).sort();
  writeFileSync(LIST, `# Functions that opening a page does without, by sums of their names: scripts/later_part.mjs has written it.\n${later.join("\n")}\n`);
} finally {
  rmSync(dist, { recursive: true, force: true });
}

/** The page is opened; then whatever a reader can do before the later part is there, which only sets it waiting. */
async function use(page) {
  const settled = () => new Promise((resolve) => { setTimeout(resolve, SETTLED_MS); });
  await settled();
  const [{ x, y }] = await page.driver.executeScript(`${HERE}
    return [...here.querySelectorAll("article p")].map((one) => one.getBoundingClientRect())
      .filter(({ top, height }) => top > 0 && height > 10 && top + 20 < innerHeight).map(({ left, top }) => ({ x: Math.round(left) + 60, y: Math.round(top) + 10 }));`);
  await page.move({ x, y });
  await page.move({ x: x + 40, y });
  for (let times = 0; times < CLICKS; times += 1) await page.clickAt({ x: x + 10 * times, y });
  await page.press(Key.TAB);
  await page.driver.executeScript(`(${otherHands})(arguments[0], arguments[1])`, x, y);
  await page.move({ x: 5, y: 5 });
  await settled();
  if (page.engine === "chromium") await page.driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
  await page.driver.executeScript(HERE + "scrollBy(0, 900); dispatchEvent(new Event('resize')); here.querySelector('article > p').append(' More.'); here.querySelector('reading-annotator').setAttribute('theme', 'light')");
  await page.driver.executeScript(TOLD);
  await settled();
  // A page that is left may not ask for anything, and one that comes back is as it was.
  await page.driver.executeScript(`
    dispatchEvent(new Event("beforeunload", { cancelable: true }));
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));`);
  await settled();
}

/** In the page: drags by mouse and finger, which the drivers cannot all do. */
function otherHands(x, y) {
  const target = document.elementFromPoint(x, y);
  const send = (Kind, type, values = {}) => target.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true, isPrimary: true, clientX: x, clientY: y, ...values }));
  const drag = (pointerType, end) => {
    send(PointerEvent, "pointerdown", { pointerType, buttons: 1 });
    for (let way = 1; way < 80; way += 20) send(PointerEvent, "pointermove", { pointerType, buttons: 1, clientY: y + way });
    send(PointerEvent, end, { pointerType });
    send(MouseEvent, "click", { detail: 1 });
  };
  for (const pointerType of ["mouse", "touch", "pen"]) for (const end of ["pointerup", "pointercancel", "pointerleave"]) drag(pointerType, end);
  send(PointerEvent, "pointerdown", { pointerType: "touch", buttons: 1 });
  for (const type of ["touchmove", "selectstart", "contextmenu"]) send(Event, type);
  send(PointerEvent, "pointerup", { pointerType: "touch" });
  send(PointerEvent, "pointerdown", { pointerType: "touch", buttons: 1 });
  // That one rests.
  setTimeout(() => drag("touch", "pointerup"), 1000);
}
