// Trunk's post_build hook: moves the inline start module to a file, then makes one script of the start module, wasm-bindgen's
// module and our own, so that the page asks once and not five times, and shortens it. The page's wasm is divided in what
// runs when a page is opened and what comes later. The wasm of other tools' formats gets a script of its own, whose
// address the first one knows and asks for when somebody wants another format. So it does for the languages' files.
// The desk is a page of its own beside it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, styles } from "./lib/javascript.mjs";
import { addresses, languageText } from "./lib/languages.mjs";
import { divideWasm, markFunctions } from "./lib/page_wasm.mjs";
// First of all.
import "./strict-csp.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set: this is Trunk's post_build hook");
const page = path.join(staging, "index.html");
const html = readFileSync(page, "utf8");
const FORMATS = "reading-annotator-formats", DESK = "reading-annotator-desk";
const isApart = (name) => name.startsWith(FORMATS) || name.startsWith(DESK);
const scripts = readdirSync(staging).filter((name) => name.endsWith(".js"));
const start = scripts.find((name) => name.startsWith("start-"));
if (!start || !html.includes(start)) throw new Error("strict-csp.mjs has left no start module");

const hash = (content) => createHash("sha256").update(content).digest("hex").slice(0, 16);
const glue = path.join(staging, scripts.find((name) => name !== start && !isApart(name)));
const wasm = path.join(staging, readdirSync(staging).find((name) => name.endsWith("_bg.wasm") && !isApart(name)));
const later = process.env.MARK_FUNCTIONS ? markFunctions(wasm, glue) : divideWasm(wasm, glue, (bytes) => `reading-annotator-later-${hash(bytes)}.wasm`);
const formats = await bundleFormats();
const desk = await bundleDesk();
const constants = {
  FORMATS_ADDRESS: JSON.stringify(`./${formats}`), LATER_ADDRESS: JSON.stringify(`./${later}`), LATER_INTEGRITY: '""', ...addresses(languageAddress),
};
const text = await bundle(path.join(staging, start), {}, constants, [`./${formats}`]);
// The same without the start: what scripts/package.mjs makes the embedding forms of. They say where the formats are.
const widget = await bundle(glue);
for (const name of [...scripts, "snippets"]) rmSync(path.join(staging, name), { recursive: true, force: true });
const name = `page-${hash(text)}.js`;
writeFileSync(path.join(staging, name), text);
writeFileSync(path.join(staging, "widget.js"), widget);
for (const sheet of readdirSync(staging).filter((one) => /^page-\w+\.css$/.test(one)).map((one) => path.join(staging, one))) writeFileSync(sheet, await styles(sheet));
// What was to be fetched early is in the script now; the formats are not to be.
const early = (link) => link.includes(FORMATS) || link.includes(DESK) || link.includes("modulepreload");
writeFileSync(page, html.replace(/<link\b[^>]*>/g, (link) => (early(link) ? "" : link)).replace(start, () => name));

/** Writes a language's file under a name with a hash; its address, as JavaScript. */
function languageAddress(name) {
  const text = languageText(name);
  const hashed = `language-${name}-${hash(text)}.txt`;
  writeFileSync(path.join(staging, hashed), text);
  return JSON.stringify(`./${hashed}`);
}

/** The desk's page is no page of Trunk's: its script and sheet stand beside it, the widget's script is the demo's. */
writeFileSync(path.join(staging, "desk.html"), readFileSync("desk.html", "utf8")
  .replace("desk.css", () => desk.sheet).replace("desk.js", () => desk.script).replace("widget.js", () => name));

/** Wasm and script of the formats under names with a hash; the script's. */
async function bundleFormats() {
  return written("formats", await bundle(withHash(FORMATS)), "js");
}

/** The desk: its wasm, the worker around it, the page's script and its sheet; the last two's names. */
async function bundleDesk() {
  const worker = written("desk-worker", await bundle("src/desk/worker.js", { "desk-wasm": withHash(DESK) }), "js");
  const script = await bundle("src/desk/element.js", {}, { WORKER_ADDRESS: JSON.stringify(`./${worker}`) });
  return { script: written("desk", script, "js"), sheet: written("desk", await styles("styles/desk/page.css"), "css") };
}

/** A file under a name with a hash; the name. */
function written(stem, text, extension) {
  const name = `${stem}-${hash(text)}.${extension}`;
  writeFileSync(path.join(staging, name), text);
  return name;
}

/** Gives a wasm apart a name with a hash; its module's file, which asks for it by that name. */
function withHash(stem) {
  const wasm = path.join(staging, `${stem}_bg.wasm`);
  const hashed = `${stem}-${hash(readFileSync(wasm))}_bg.wasm`;
  renameSync(wasm, path.join(staging, hashed));
  const glue = path.join(staging, `${stem}.js`);
  const source = readFileSync(glue, "utf8");
  if (!source.includes(`${stem}_bg.wasm`)) throw new Error(`wasm-bindgen's module of ${stem} names no wasm`);
  writeFileSync(glue, source.replaceAll(`${stem}_bg.wasm`, hashed));
  return path.resolve(glue);
}
