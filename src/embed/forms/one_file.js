// The self-contained form: a page that carries article, widget and wasm, asks for nothing,
// and can be saved with the labels in it.
//
// A saved page holds the records of the storage and a native export. Where this browser
// has nothing of that, the records become what is stored: the same person goes on.
// Where it has work of the same person, the export is imported, and the newer change wins.
// Otherwise the page's work is kept apart, in a database that bears that person's id: a
// teacher may open one page after the other, and the page that was handed out.
import { laterIs } from "widget";
import { Store } from "../../dom/storage.js";
import edge from "../../../styles/edge.css";
import { phrases } from "../element.js";
import { notice } from "./notice.js";
import { claim, painted, start, whyNot } from "./start.js";

const element = document.querySelector("reading-annotator");
const button = document.getElementById("save-page");
const told = document.getElementById("saved");
// Before anything changes it: what is saved later. A line's end after it would be one more each time.
const source = `<!doctype html>\n${document.documentElement.outerHTML}`;
const LABELS = '<script type="application/json" id="reading-annotator-labels">';
const { parse, stringify } = JSON;

const textOf = (id) => document.getElementById(id).textContent;

/** A part of the wasm, out of its block: the policy forbids to fetch anything, `data:` too. */
async function unpacked(id) {
  const packed = atob(textOf(id).trim());
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** What the page was saved with, or null. */
function saved() {
  try {
    const found = parse(textOf("reading-annotator-labels") || "null");
    return found?.version === 1 && [found.document, found.person, found.export].every((one) => typeof one === "string") ? found : null;
  } catch {
    return null;
  }
}

const readerOf = (annotators) => {
  try { return parse(annotators)[0]?.id; } catch { return undefined; }
};

/**
 * Which saves this browser has seen: opening one again does not bring back what was removed
 * since. By name and not by time, since clocks differ.
 */
const seen = {
  key: (work) => `reading-annotator-page ${work.document} ${work.person}`,
  list: (work) => { try { return parse(localStorage.getItem(seen.key(work)) ?? "[]"); } catch { return []; } },
  has: (work) => seen.list(work).includes(work.saved),
  add(work) {
    try {
      localStorage.setItem(seen.key(work), stringify([...seen.list(work).filter((one) => one !== work.saved), work.saved].slice(-50)));
    } catch { /* It will be imported again; what is there already stays as it is. */ }
  },
};

/** The document as `database` has it, which is also what the widget will use unless another is asked for. */
async function look(database, document) {
  globalThis[Symbol.for("reading-annotator.storage")] = database;
  const store = new Store();
  const [reason, about, ids] = await store.load(document);
  return { store, reason, person: about ? readerOf(about[2]) : null, empty: !about && ids.length === 0 };
}

/** Makes the saved work what is stored, where nothing is; whether it is still to be imported. */
async function bringIn(work) {
  const { document, person, records } = work;
  let there = await look("reading-annotator", document);
  if (there.reason === "" && there.person !== person) {
    there.store.close();
    there = await look(`reading-annotator ${person}`, document);
  }
  try {
    if (there.reason) return true;
    if (!there.empty) return !seen.has(work);
    if (!records) return true;
    const { about, annotations } = records;
    const list = (name) => annotations.map((one) => one[name]);
    const refused = await there.store.commit(document, list("id"), list("json"), list("orphan").map(Number), [], about);
    if (!refused) seen.add(work);
    return refused !== "";
  } finally {
    there.store.close();
  }
}

/** What a rescue writes before the people: see src/wire/native. */
function headOf(text) {
  const { exported_at, annotators, annotations, orphans, relations, ...head } = parse(text);
  return stringify(head).slice(1, -1);
}

/** The records of the document, as `bringIn` takes them; null where nothing is kept. The page that has them is an export. */
async function recordsOf(document, head, exported) {
  const store = new Store();
  const [reason, about, ids, jsons, orphans] = await store.load(document);
  store.close();
  if (reason || !about) return null;
  const [json, , annotators, relations, fingerprint] = about;
  return { about: [stringify({ ...parse(json), last_export: exported }), head, annotators, relations, fingerprint], annotations: ids.map((id, at) => ({ id, json: jsons[at], orphan: orphans[at] !== 0 })) };
}

async function save() {
  button.disabled = true;
  const say = await phrases(element);
  try {
    const file = await element.exportAs();
    const text = await file.text();
    const { documentId: document } = element;
    const { annotators: [person], exported_at: exported } = parse(text);
    const work = {
      version: 1, saved: `${new Date().toISOString()} ${Math.random()}`, document, person: person.id,
      records: await recordsOf(document, headOf(text), exported), export: text,
    };
    const at = source.indexOf(LABELS) + LABELS.length;
    // No "<" can end the block or begin another.
    const page = source.slice(0, at) + stringify(work).replaceAll("<", "\\u003c") + source.slice(source.indexOf("</script>", at));
    const link = globalThis.document.createElement("a");
    link.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    link.download = file.name.replace(/\.json$/, ".html");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    seen.add(work);
    await element.markExported();
    told.textContent = say("Saved. The file shows your labels wherever it is opened.");
  } catch (error) {
    told.textContent = say("The page could not be saved. “Export” in the panel saves your labels alone.");
    console.error("reading-annotator:", error);
  } finally {
    button.disabled = false;
  }
}

async function run() {
  claim("one file");
  // What is said of a saved page is not true of what is done later.
  for (const news of ["created", "updated", "removed"]) element.addEventListener(`annotation-${news}`, () => { told.textContent = ""; });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(edge);
  document.adoptedStyleSheets = [sheet];
  try {
    await painted();
    const work = saved();
    const left = work && await bringIn(work);
    const [wasm, later] = await Promise.all(["reading-annotator-wasm", "reading-annotator-later"].map(unpacked));
    laterIs(later);
    await start(wasm);
    await element.ready;
    if (left) {
      await element.importFrom(work.export);
      seen.add(work);
    }
    button.addEventListener("click", save);
    button.disabled = false;
  } catch (error) {
    notice(...whyNot(error));
  }
}

run();
