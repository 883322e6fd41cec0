// The frame form: an article and its panel in a page of their own, for systems that allow
// only <iframe>. The article comes from this site (?article=…) or by a message from the page
// around it, if that is of an origin that frame.html names. What is sent and taken is in the
// README; nothing is sent to anybody else, and nothing of a message runs.
import edge from "../../../styles/edge.css";
import place from "../../../styles/frame.css";
import panel from "../../../styles/frame_panel.css";
import { downloadDoubt } from "../../dom/page.js";
import { articleOf, articleOfText } from "./foreign_article.js";
import { phrases, prepareLanguage } from "../element.js";
import { notice } from "./notice.js";
import { followSeenPart } from "./seen_part.js";
import { NAME, claim, start, wasmAt, whyNot } from "./start.js";

const EVENTS = ["annotation-created", "annotation-updated", "annotation-removed", "annotations-imported", "annotator-error"];
const MARK = "reading-annotator";
const asked = new URLSearchParams(location.search);
const chosen = asked.get("ui-language") || asked.get("lang");
const theme = asked.get("theme");
const allowed = new Set([location.origin, ...originsNamed()]);
const main = document.querySelector("main");
const copying = document.getElementById("copying");
const host = parent === window ? null : parent;
// Known at once where the browser tells, else with the first message.
let hostOrigin = [location.ancestorOrigins?.[0], originOf(document.referrer)].find((one) => allowed.has(one)) ?? null;
let element = null;

function originsNamed() {
  const meta = document.querySelector('meta[name="reading-annotator-origins"]');
  // A sandboxed page's "null" is everybody's.
  return (meta?.content ?? "").split(/\s+/).filter((one) => /^https?:\/\//.test(one)).map(originOf);
}

function originOf(address) {
  try { return new URL(address).origin; } catch { return null; }
}

/** Tells the page around it, if it is an allowed one. */
function tell(type, more = {}) {
  if (host && hostOrigin) host.postMessage({ [MARK]: 1, type, ...more }, hostOrigin);
}

function sheetOf(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** Says a phrase in the interface's language, once that is known. */
const spoken = async (english, values) => (await phrases(element ?? document.documentElement))(english, values);

/** An error that the page around is told in English, and the reader in the interface's language. */
const trouble = (english, values = {}) => Object.assign(new Error(english.replace(/\{(\w+)\}/g, (whole, name) => values[name])), { english, values });

/** A message in the article's place. */
async function showMessage(english, values) {
  const words = document.createElement("p");
  words.className = "message";
  words.setAttribute("role", "alert");
  words.dir = "auto";
  words.append(await spoken(english, values));
  main.replaceChildren(words);
}

// --- The article

async function fetched(address) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw trouble("The article must be of this site, {origin}.", location);
  const answer = await fetch(url);
  if (!answer.ok) throw trouble("The article did not come: {why}.", { why: `${answer.status} ${answer.statusText}` });
  if (originOf(answer.url) !== location.origin) throw trouble("The article must be of this site, {origin}.", location);
  const kind = (answer.headers.get("content-type") ?? "").split(";")[0].trim();
  const text = await answer.text();
  url.hash = "";
  switch (kind) {
    case "text/html": return { ...articleOf(text, url.href), documentId: url.href };
    case "text/plain": return { ...articleOfText(text), documentId: url.href };
    default: throw trouble("The article is neither HTML nor text but “{kind}”.", { kind });
  }
}

function sent({ html, text, documentId, title, language }) {
  if (typeof documentId !== "string" || !documentId) throw new Error("documentId: a text is needed that names the article.");
  if (typeof html !== "string" && typeof text !== "string") throw new Error("html, text: one of them is needed.");
  const made = typeof html === "string" ? articleOf(html, location.href) : articleOfText(text);
  const own = (value, other) => (typeof value === "string" && value ? value : other);
  return { ...made, title: own(title, made.title), language: own(language, made.language), documentId };
}

async function show({ content, title, language, direction, documentId }) {
  const article = document.createElement("article");
  article.id = "article";
  if (language) article.lang = language;
  if (direction) article.setAttribute("dir", direction);
  if (title && !content.querySelector("h1")) {
    const heading = document.createElement("h1");
    heading.append(title);
    article.append(heading);
  }
  article.append(content);
  if (!article.textContent.trim()) throw trouble("There is no text in the article.");
  if (title) document.title = title;
  // The page is the article's: its language is the interface's, unless the address says otherwise.
  if (language && !chosen) document.documentElement.lang = language;
  if (!asked.has("config")) prepareLanguage(document.documentElement);
  await wasm;
  // Another document needs another element: what was open is stored.
  element?.remove();
  main.replaceChildren(article);
  element = document.createElement(NAME);
  const attributes = { for: "article", "data-edge": "", "document-id": asked.get("document-id") || documentId };
  for (const name of ["annotator", "config", "lang", "ui-language", "theme", "panel"]) if (asked.has(name)) attributes[name] = asked.get(name);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.documentElement.append(element);
  const { shadowRoot } = element;
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheetOf(panel)];
  await element.ready;
  copying.firstElementChild.textContent = await spoken("Copy my labels");
  tell("annotator-ready");
}

// --- Messages

async function answer({ type, request, text }) {
  if (!element) throw new Error("There is no article yet.");
  await element.ready;
  if (type === "import") {
    if (typeof text !== "string") throw new Error("text: the file's text is needed.");
    return { report: await element.importFrom(text) };
  }
  const file = await element.exportAs();
  return { name: file.name, text: await file.text() };
}

addEventListener("message", async ({ data, origin, source }) => {
  if (source !== host || !host || !allowed.has(origin) || data?.[MARK] !== 1) return;
  hostOrigin = origin;
  const { type, request = null } = data;
  try {
    if (type === "article") await show(sent(data));
    else if (type === "export" || type === "import") tell(type, { request, ...await answer(data) });
    else throw new Error(`type: “${type}” is not known; article, export and import are.`);
  } catch (error) {
    tell("error", { request, message: String(error?.message ?? error) });
  }
});

for (const type of EVENTS) {
  document.addEventListener(type, ({ detail }) => tell(type, { detail }));
}

// --- Its height

function followHeight() {
  let last = 0;
  const measure = () => {
    const sheet = element && getComputedStyle(element).position !== "fixed" ? element.getBoundingClientRect().height : 0;
    const height = Math.max(480, Math.ceil(main.getBoundingClientRect().bottom + scrollY + sheet));
    if (height === last) return;
    last = height;
    tell("height", { height });
    // A page of this site need not listen.
    try { if (frameElement) frameElement.height = height; } catch { /* of another one */ }
  };
  new ResizeObserver(measure).observe(main);
  new MutationObserver(measure).observe(document.documentElement, { childList: true, subtree: false });
}

// --- Copying, for frames that may not download

function offerCopy() {
  const [button, told] = copying.children;
  button.addEventListener("click", async () => {
    try {
      const text = await (await element.exportAs()).text();
      const whole = await copied(text, button.parentElement);
      if (whole) await element.markExported();
      told.textContent = await spoken(whole ? "Your labels are on the clipboard." : "Copy the text below.");
    } catch (error) {
      told.textContent = await spoken(error.message);
    }
  });
  button.parentElement.hidden = downloadDoubt() === 0;
}

async function copied(text, place) {
  place.querySelector("textarea")?.remove();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.className = "copy-field";
    field.readOnly = true;
    field.value = text;
    place.append(field);
    field.select();
    if (!document.execCommand("copy")) return false;
    field.remove();
    return true;
  }
}

// --- From the start

claim(import.meta.url);
if (chosen) document.documentElement.lang = chosen;
// The article's, too; what is neither light nor dark no rule knows.
if (theme) document.documentElement.dataset.theme = theme;
const wasm = start(wasmAt(import.meta.url));
wasm.catch((error) => notice(...whyNot(error)));
// The page's own sheet, which is linked, holds what is needed before this script.
document.adoptedStyleSheets = [sheetOf(edge), sheetOf(place)];
followSeenPart();
followHeight();
offerCopy();

const address = asked.get("article");
if (address) {
  fetched(address).then(show).catch((error) => {
    showMessage(error.english ?? error.message, error.values);
    tell("error", { request: null, message: error.message });
  });
} else if (host) {
  // Nothing is in this word that others may not know, and who may know it listens.
  for (const origin of hostOrigin ? [hostOrigin] : allowed) host.postMessage({ [MARK]: 1, type: "waiting" }, origin);
} else {
  showMessage("This page shows an article in a frame: its address needs ?article=…");
}
