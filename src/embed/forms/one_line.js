// The one-line form: <script type="module" src="…/reading-annotator.js" data-for="essay">.
// Puts the panel at the window's edge, beside the page. The element stands after the
// body: what a page's scripts do to the body's content does not touch it.
import edge from "../../../styles/edge.css";
import { prepareLanguage } from "../element.js";
import { keepClearOfBars } from "./fixed_bars.js";
import { notice } from "./notice.js";
import { NAME, claim, painted, start, wasmAt, whyNot } from "./start.js";

const ATTRIBUTES = ["for", "document-id", "annotator", "config", "lang", "ui-language", "theme", "panel"];
// What caches, consent tools and page changers write on scripts; it is not for us.
const OF_OTHERS = /^data-(astro|category|cf|cookie|lazy|litespeed|no|optimized|pagespeed|rocket|turbo|wp)/;
const here = import.meta.url;

/** The script elements that have brought this module: a module does not know its own. */
function ownScripts() {
  const all = [...document.querySelectorAll("script[src]")];
  const exact = all.filter(({ src }) => src === here);
  // Behind a redirection the address of the module is another one.
  return exact.length ? exact : all.filter(({ src }) => /\/reading-annotator[\w.-]*\.js$/.test(src.split(/[?#]/)[0]));
}

/** What is written on the script, as the element's attributes; what is unknown is told. */
function attributesOf(script) {
  const found = [], unknown = [];
  for (const { name, value } of script?.attributes ?? []) {
    const known = ATTRIBUTES.find((one) => name === `data-${one}`);
    if (known) found.push([known, value]);
    else if (name !== "lang" && ATTRIBUTES.includes(name)) unknown.push(`${name} (did you mean data-${name}?)`);
    else if (name.startsWith("data-") && !OF_OTHERS.test(name)) unknown.push(name);
  }
  if (unknown.length) {
    const [names, known] = [unknown.join(", "), ATTRIBUTES.map((one) => `data-${one}`).join(", ")];
    notice("The annotation panel does not know {names}. It knows {known}.", undefined, { names, known });
  }
  return found;
}

/** Puts the element beside the page: what goes on when it is at work, and what takes it away again. */
function place(attributes) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(edge);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const element = document.createElement(NAME);
  element.setAttribute("data-edge", "");
  for (const [name, value] of attributes) element.setAttribute(name, value);
  document.documentElement.append(element);
  return {
    settle: () => keepClearOfBars(element, sheet),
    undo() {
      element.remove();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one !== sheet);
    },
  };
}

async function run() {
  const before = claim(here);
  if (before) {
    notice(before.version === VERSION
      ? "This page loads the annotation panel twice. The first one is at work, the second one does nothing."
      : "This page loads the annotation panel in two versions. {one} is at work, {other} does nothing.", here, { one: before.version, other: VERSION });
    return;
  }
  const scripts = ownScripts();
  if (scripts.length > 1) notice("This page names the annotation panel's script more than once. Only the first line counts.", here);
  const attributes = attributesOf(scripts[0]);
  let placed = null;
  try {
    // A page that has the element in its own markup has its own place for it.
    if (!document.querySelector(NAME)) placed = place(attributes);
    if (customElements.get(NAME)) return console.warn(`reading-annotator: <${NAME}> is defined by this page already; ${here} uses that.`);
    const waiting = document.querySelector(NAME);
    if (waiting) prepareLanguage(waiting);
    const wasm = wasmAt(here);
    // Awaited later; a failure is told then.
    wasm.catch(() => {});
    await painted();
    await start(wasm);
    placed?.settle();
  } catch (error) {
    placed?.undo();
    notice(...whyNot(error));
  }
}

run();
