// The custom element: a thin class in front of the wasm, and what is left to the
// reader when the wasm has failed. Only classes written in JavaScript can be
// custom elements. Host pages patch built-ins later: take ours now.
import { rescueCopy, rescueDownload } from "../dom/storage.js";

const parse = JSON.parse;
const later = setTimeout, forgetTimer = clearTimeout;
const instances = new Set();
// So long an element that was taken out of the page keeps what can be undone, in milliseconds. The
// wasm holds on to the element, so without an end pages that make one element a text would pile them up.
const AWAY = 10 * 60_000;
let failed = false;
// Why, for developers: what a panic said, or the error of what broke off.
let cause;
// Where the wasm's parts are from, as stacks say it; WebKit's do not, but tell all calls.
const wasmPlaces = [];
// Ends what waits for the wasm, should that stop.
const waiting = new Set();

const stopped = () => new Error("The annotation widget has stopped; what was stored is safe.", { cause });

// What the wasm promises; rejected if it stops meanwhile.
function unlessStopped(promise) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopped());
    const ending = (settle) => (value) => { waiting.delete(stop); settle(value); };
    waiting.add(stop);
    promise.then(ending(resolve), ending(reject));
  });
}

// As in the file format: an object or list for the host page.
export function fromJson(text) {
  return parse(text);
}

// Sends an event from the element; it bubbles and crosses shadow roots.
export function tell(host, name, detail) {
  try {
    host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  } catch { /* a page that put something else in the place of CustomEvent hears nothing */ }
}

// An event for each annotation of a JSON list; `names` are the events', a line each.
export function tellAnnotations(host, names, list, source) {
  const annotations = parse(list);
  let at = 0;
  for (const name of names.split("\n")) tell(host, name, { annotation: annotations[at++], source });
}

// A part of the wasm calls this.
function notePlace() {
  const [place] = /[^\s(@]*\/[^\s(@]*:(?=wasm-function)/.exec(new Error().stack) ?? [];
  if (place) wasmPlaces.push(place);
}

// `create(element)` makes the wasm side of one element.
export function defineElement(name, create) {
  if (customElements.get(name)) {
    console.warn(`<${name}> is already defined on this page: the first definition stays.`);
    return;
  }
  notePlace();
  addEventListener("error", ({ error }) => brokenOff(error));
  addEventListener("unhandledrejection", ({ reason }) => brokenOff(reason));
  customElements.define(name, class extends HTMLElement {
    static observedAttributes = ["for", "document-id", "annotator", "config", "theme", "panel", "lang", "ui-language"];
    #widget = null;
    #away;
    #opened;
    #ready = new Promise((resolve) => { this.#opened = resolve; });

    connectedCallback() {
      instances.add(this);
      forgetTimer(this.#away);
      if (failed) return showRescue(this);
      if (this.#widget) return void Promise.resolve(laterPart()).then(() => this.isConnected && !failed && this.#widget?.resume());
      this.#widget = create(this);
      parts?.hold(this.shadowRoot);
      unlessStopped(this.#widget.open()).then(this.#opened, this.#opened);
    }

    // A page that moves the element takes it out and puts it in again in one go:
    // only an element that stays away is put to sleep.
    disconnectedCallback() {
      later(async () => {
        if (!this.isConnected) await laterPart();
        if (this.isConnected) return;
        instances.delete(this);
        if (failed || !this.#widget) return;
        this.#widget.suspend();
        this.#wait();
      }, 0);
    }

    // All that is stored comes back out of the storage; what is not stays here.
    #wait() {
      forgetTimer(this.#away);
      this.#away = later(() => {
        if (failed || this.isConnected || !this.#widget) return;
        if (!this.#widget.leave()) return this.#wait();
        this.#widget.free();
        this.#widget = null;
      }, AWAY);
    }

    attributeChangedCallback(attribute, before, after) {
      if (!failed && before !== after) this.#widget?.attributeChanged(attribute);
    }

    get ready() { return this.#ready.then(() => undefined); }

    // What rescue needs to know without the wasm.
    documentId = null;

    async #call(method, ...values) {
      await this.#ready;
      if (!failed) await unlessStopped(Promise.resolve(parts?.attempt()));
      if (!failed && this.#widget) await unlessStopped(this.#widget.loaded());
      if (failed || !this.#widget) throw stopped();
      try {
        return await unlessStopped(Promise.resolve(this.#widget[method](...values)));
      } catch (error) {
        brokenOff(error);
        throw error;
      }
    }

    getSentences() { return this.#call("getSentences"); }
    getAnnotations() { return this.#call("getAnnotations"); }
    getOrphans() { return this.#call("getOrphans"); }
    annotate(target, options) { return this.#call("annotate", target, options); }
    judgeNone(target) { return this.#call("judgeNone", target); }
    update(id, changes) { return this.#call("update", id, changes); }
    remove(...values) {
      // Element.remove() takes no argument and must go on working.
      if (values.length === 0) return super.remove();
      return this.#call("remove", values[0]);
    }
    clear() { return this.#call("clear"); }
    undo() { return this.#call("undo"); }
    redo() { return this.#call("redo"); }
    annotationAt(x, y) { return this.#call("annotationAt", x, y); }
    async goTo(sentence) {
      if (!(sentence >= 0)) throw new TypeError("sentence: a sentence's index is needed.");
      return this.#call("goTo", sentence);
    }
    async exportAs(format = "native", options = {}) {
      const file = await this.#call("exportNative");
      if (format === "native") return Object.assign(file, { leftOut: [] });
      return (await otherFormats()).exportAs(await file.text(), file.name, format, options ?? {});
    }
    markExported() { return this.#call("markExported"); }
    importFrom(source, options = {}) { return this.#call("importFrom", source, options?.labels ?? {}); }
  });
}

// What opening a page does without is a part of the wasm that comes later, where a bundler has divided it: `parts` is
// what forms/later_part.js does for that.
let parts = null;
// Asks for it: nothing, if it is there, else a promise that is kept once it is.
export const laterPart = () => parts?.need();
// The same promise, without asking.
export const laterCame = () => parts?.joined;
// The keys that follow what has to wait are meant for it: what hears keys gets the focus already.
export const holdKeys = (root) => parts?.holdKeys(root);
export function comesInParts(all) {
  parts = all;
  return { panicked, notePlace, showWaiting, showNotLoaded };
}

// Whether something waits for it.
function showWaiting(waits) {
  for (const element of instances) {
    element.shadowRoot?.querySelector(".panel")?.setAttribute("aria-busy", waits);
    if (waits) announceWaiting(element);
  }
}

async function announceWaiting(element) {
  const say = await phrases(element);
  const words = document.createElement("p");
  words.textContent = say("What you do waits for a part of the panel, which is being loaded.");
  element.shadowRoot.querySelector(".live")?.append(words);
  parts.joined.then(() => words.remove());
}

// It did not come; `again` asks for it now, which gives whether it has come.
async function showNotLoaded(error, again) {
  console.error("reading-annotator: a part of it could not be loaded.", error);
  for (const element of instances) {
    const box = await boxOf(element, "A part of the panel has not loaded",
      "What you do waits for it, and it is asked for from time to time. Labels that are stored in this browser are safe.",
      ["Try again", again, "", "It did not come.", "It is being asked for."], DOWNLOAD, ["Close", () => box.remove()]);
    box.classList.add("beside");
    box.dataset.scheme = element.shadowRoot.querySelector(".root")?.dataset.scheme;
    parts.joined.then(() => box.remove());
    element.shadowRoot.append(box);
    tell(element, "annotator-error", { code: "not-loaded", message: `A part of the widget could not be loaded: ${error.message}` });
  }
}

// Other tools' formats are a wasm of their own, fetched when somebody first asks for one.
// The bundler puts the address in; where nothing was bundled there is only the native format.
let formats = null;
function otherFormats() {
  formats ??= (async () => {
    if (typeof FORMATS_ADDRESS === "undefined") throw new Error("This build of the widget knows only the native format.");
    const module = await import(FORMATS_ADDRESS);
    await module.default();
    return module;
  })().catch((error) => {
    // Perhaps there is a network again next time.
    formats = null;
    throw error;
  });
  return formats;
}

// Whether this build has them; `root` is not looked at.
export function knowsFormats(root) {
  return typeof FORMATS_ADDRESS !== "undefined";
}

// The menu of all formats; null, or what the saved file leaves out in words.
export async function formatsMenu(host, native, name) {
  const [formats, say] = await Promise.all([otherFormats(), phrases(host)]);
  return formats.menu(host.shadowRoot, native, name, say);
}

// A text that is no native file, or has labels of another set, for the article whose native file is `native`: null where
// nobody knows it, else its native form and what was not taken. Without `labels` the reader
// is asked what unknown ones mean, which is remembered if the browser `keeps` anything, and may want no import after all: false.
export async function translated(host, text, native, labels, keeps) {
  // Whatever is pasted comes here: most of it is not worth a request.
  if (!/"(@context|target|rows|data|text)"\s*:|^\ufeff?.*(\t|\bsentence_index\b)/.test(text)) return null;
  const formats = await otherFormats().catch(() => null);
  if (!formats?.recognised(text)) return null;
  return labels ? formats.toNative(text, native, labels) : await formats.toNativeAsking(host.shadowRoot, text, native, keeps, await phrases(host)) ?? false;
}

// The wasm has panicked: nothing of it may be called any more. Every panel is
// replaced by plain controls that need no wasm.
export function panicked(why) {
  if (failed) return;
  failed = true;
  cause = why;
  console.error("reading-annotator has stopped:", why);
  waiting.forEach((stop) => stop());
  later(() => instances.forEach(showRescue), 0);
}

// What breaks off inside the wasm without a panic (no memory is left, an engine errs) leaves it just as
// broken. In the stack is then this script, through which the page calls the wasm; but Chromium tells the
// innermost calls only, all of which may be the wasm's.
function brokenOff(error) {
  const isOurs = (place) => `${error.stack}`.includes(place);
  if (error?.name === "RuntimeError" && [import.meta.url, ...wasmPlaces].some(isOurs)) panicked(error);
}

const NOTHING = "Nothing is stored for this text in this browser.";
const DOWNLOAD = ["Download my work", rescueDownload, "Your work was saved as a file.", NOTHING];

// A box that needs no wasm. Of a button there are its words, what it does, what is said if that gives something, or
// nothing, and meanwhile.
async function boxOf(element, title, words, ...buttons) {
  const say = await phrases(element);
  const make = (tag, text, ...children) => {
    const made = document.createElement(tag);
    if (text) made.textContent = say(text);
    made.append(...children);
    made.dir = "auto";
    return made;
  };
  const status = make("p", "");
  status.setAttribute("role", "status");
  const button = ([text, act, done = "", nothing = "", meanwhile = ""]) => {
    const made = make("button", text);
    made.type = "button";
    made.addEventListener("click", async () => {
      status.textContent = say(meanwhile);
      status.textContent = say(await act(element.documentId) ? done : nothing);
    });
    return made;
  };
  const box = make("div", "", make("h2", title), make("p", words), ...buttons.map(button), status);
  box.className = "rescue";
  box.lang = say.tag;
  box.dir = element.shadowRoot?.querySelector(".root")?.dir ?? "auto";
  box.setAttribute("role", "alert");
  return box;
}

async function showRescue(element) {
  const box = await boxOf(element, "The annotation panel has stopped",
    "Something went wrong inside the panel. The article is unchanged, and every label that was stored in this browser is still there. Reload the page to go on; download your work first if you like.",
    DOWNLOAD, ["Copy my work", rescueCopy, "Your work is on the clipboard.", NOTHING], ["Reload the page", () => location.reload()]);
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  root.replaceChildren(box);
  tell(element, "annotator-error", { code: "stopped", message: "The annotation panel has stopped; what was stored is safe." });
}

// --- The interface's language
// English is in the wasm. The others are files, one a language, fetched when they are asked for;
// the bundler puts their addresses in, each where other bundlers look for it. A page that
// carries everything has the words of its language in it.

const FILES = typeof LANGUAGE_DE === "undefined" ? {} : {
  ar: () => new URL(LANGUAGE_AR, import.meta.url),
  de: () => new URL(LANGUAGE_DE, import.meta.url),
  es: () => new URL(LANGUAGE_ES, import.meta.url),
  fr: () => new URL(LANGUAGE_FR, import.meta.url),
  zh: () => new URL(LANGUAGE_ZH, import.meta.url),
};
const CARRIED = typeof LANGUAGE_CARRIED === "undefined" ? {} : LANGUAGE_CARRIED;

// In the page's own place, so that the form's script and the widget ask once: the texts by their
// names, and what configurations say of which element.
const languages = () => (globalThis[Symbol.for("reading-annotator.languages")] ??= { texts: {}, configured: new WeakMap() });

// What is asked for: by the element, by its configuration, else the page's own language there.
export function languageOf(host, configured) {
  const known = languages().configured;
  if (configured !== undefined) known.set(host, configured);
  const asked = host.getAttribute("ui-language") || known.get(host);
  if (asked) return asked;
  for (let at = host; at; at = at.getRootNode().host) {
    const named = at.closest("[lang]");
    if (named) return named.getAttribute("lang");
  }
  return "";
}

// A text, null where there is none for this language.
function textOf(tag) {
  const name = tag.toLowerCase().split(/[-_]/)[0];
  if (Object.hasOwn(CARRIED, name)) return Promise.resolve(CARRIED[name]);
  if (!Object.hasOwn(FILES, name)) return Promise.resolve(null);
  const { texts } = languages();
  return texts[name] ??= (async () => {
    const answer = await fetch(FILES[name]());
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return answer.text();
  })().catch((error) => {
    console.warn(`reading-annotator: the words of the language “${name}” did not come (${error.message}); the panel is in English.`);
    // Perhaps there is a network again next time.
    delete texts[name];
    return null;
  });
}

// As `textOf`; undefined if it does not come within `patience` milliseconds.
export function languageFile(tag, patience) {
  const text = textOf(tag);
  return patience < Infinity ? Promise.race([text, new Promise((resolve) => { later(resolve, patience); })]) : text;
}

// Begins to fetch what `host` will need while the wasm is on its way. A configuration, which may say otherwise, comes later.
export function prepareLanguage(host) {
  if (!host.hasAttribute("config") && !document.querySelector("script[data-reading-annotator]")) textOf(languageOf(host));
}

// A function from an English phrase to what the element's language, its `tag`, has for it: with what is put
// into it, and with a number `n` its plural form. `otherwise` is the English where that is more than the phrase.
export async function phrases(host) {
  const tag = languageOf(host);
  const file = await languageFile(tag, 1000);
  const known = new Map((file?.split("[phrases]")[1] ?? "").split("\n").map((line) => line.split(" = ")));
  const spoken = file ? tag : "en";
  const say = (english, values = {}, otherwise = english) => {
    let text = known.get(english) ?? otherwise;
    let number;
    if (values.n !== undefined) {
      const forms = Object.fromEntries(text.split("|").map((form) => [form.slice(0, form.indexOf(": ")), form.slice(form.indexOf(": ") + 2)]));
      text = forms[new Intl.PluralRules(spoken).select(values.n)] ?? forms.other;
      number = new Intl.NumberFormat(spoken).format(values.n);
    }
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name === "n" && number) || (values[name] ?? whole));
  };
  return Object.assign(say, { tag: spoken });
}

// --- Small services of the page that wasm has no short way to

export function adoptStyles(root, sheets) {
  root.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

// Others may have added sheets of their own since: ours stay where they are.
export function changeStyles(root, sheet, css) {
  root.adoptedStyleSheets[sheet]?.replaceSync(css);
}

export function rememberDocument(host, id) {
  host.documentId = id;
}
