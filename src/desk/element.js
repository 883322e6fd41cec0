// The element <annotation-desk>: the list of texts beside the one that is open, which the real
// <reading-annotator> labels. All that takes long is the worker's (worker.js); what is kept of
// labels is the widget's.
import SHEET from "../../styles/desk/desk.css";
import { storageName } from "../dom/storage.js";
import { ARTICLE, articleOf, bodyOf } from "./article.js";
import { Counts } from "./counts.js";
import { askForExport, askForLabels, askForText, askToRemove, tellReport } from "./dialogs.js";
import { filesOf } from "./files.js";
import { layout } from "./layout.js";
import { List, stateOf } from "./list.js";
import { grouped, make, plural } from "./make.js";
import { Notices } from "./notices.js";
import { Pace } from "./pace.js";

const address = new URL(WORKER_ADDRESS, import.meta.url).href;
// The only policy that the desk's page allows: HTML goes nowhere but into an inert document,
// and the only script is the worker.
const policy = globalThis.trustedTypes?.createPolicy("reading-annotator", {
  createHTML: (html) => html,
  createScriptURL: (url) => {
    if (url !== address) throw new TypeError("the desk runs no other script");
    return url;
  },
});
const trusted = (html) => (policy ? policy.createHTML(html) : html);

class AnnotationDesk extends HTMLElement {
  #rows = new Map();
  #worker = null;
  #calls = new Map();
  #number = 0;
  #open = null;         // the id of the text that is open
  #opening = 0;
  #annotator = null;
  #natives = new Map(); // work that this browser does not store, by text
  #dirty = new Set();   // texts of which the widget has news
  #removed = [];        // what can be brought back
  #trouble = null;
  #formats = [];
  #pace = new Pace();
  #counting = null;     // who hears how far a count is

  connectedCallback() {
    if (this.#worker) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    this.#build(root);
    this.#worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = () => this.#notices.say("The desk's worker cannot run in this browser.");
    this.ready = this.#begin();
    this.#listen();
  }

  // --- The worker

  #call(call, value) {
    this.#number += 1;
    this.#worker.postMessage({ call, number: this.#number, value });
    return new Promise((resolve, reject) => this.#calls.set(this.#number, { resolve, reject }));
  }

  #heard({ event, detail, number, value, error }) {
    switch (event) {
      case "rows": return this.#add(detail);
      case "changed": return this.#change(detail);
      case "opening": return this.#notices.progress(`Opening ${detail.name}${detail.of > 1 ? ` (${detail.number + 1} of ${detail.of})` : ""}`, detail.read, detail.size);
      case "exporting": return this.#notices.progress(`Exporting: ${grouped.format(detail.done)} of ${plural(detail.of, "text")}`, detail.done, detail.of);
      case "counting": return this.#counting?.(detail);
      case "html": return this.#answer(bodyOf(detail, trusted));
      case "labels": return askForLabels(this.shadowRoot, detail).then((mapping) => this.#answer(mapping));
    }
    const { resolve, reject } = this.#calls.get(number);
    this.#calls.delete(number);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  }

  #answer(value) { this.#worker.postMessage({ call: "answered", value }); }

  async #begin() {
    const config = this.getAttribute("config");
    const configuration = config ? await (await fetch(config)).text() : undefined;
    const { formats, trouble, pace } = await this.#call("begin", configuration);
    this.#formats = formats;
    this.#pace.take(pace);
    this.#hear(trouble);
    this.#refresh();
    this.toggleAttribute("ready", true);
    const last = localStorageGet();
    if (last && this.#rows.has(last)) await this.open(last);
  }

  // --- What others may call

  /** Opens files; the report. */
  async openFiles(files) {
    if (!files.length) return null;
    let report;
    try {
      report = await this.#call("open", files);
    } finally {
      this.#notices.progress(null);
    }
    this.#hear(report.trouble);
    this.#notices.say(`${plural(report.added, "text")} added${report.known ? `, ${report.known} already here` : ""}.`);
    this.dispatchEvent(new CustomEvent("desk-opened", { detail: report }));
    if (report.problems.length || report.matched) await tellReport(this.shadowRoot, report);
    if (!this.#open && this.#rows.size) this.#list.focus(0);
    return report;
  }

  /** Opens a text; settles when it can be labelled. */
  async open(id, byKey = false) {
    const row = this.#rows.get(id);
    if (!row) return;
    if (id === this.#open) {
      this.#show(false);
      if (byKey) this.#toSentences(true);
      return;
    }
    const opening = (this.#opening += 1);
    await this.#leave();
    const body = await this.#call("body", id);
    if (this.#opening !== opening) return;
    this.#open = id;
    localStorageSet(id);
    document.title = `${row.title} · Annotation desk`;
    const article = articleOf(row, body);
    this.#reading.replaceChildren(article);
    this.#show(false);
    const ready = new Promise((resolve) => {
      for (const event of ["annotator-ready", "annotator-error"]) this.addEventListener(event, resolve, { once: true });
    });
    if (!this.#annotator) {
      this.#annotator = make("reading-annotator", { slot: "panel" });
      this.#annotator.setAttribute("for", ARTICLE);
      this.#annotator.setAttribute("document-id", id);
      if (this.hasAttribute("config")) this.#annotator.setAttribute("config", this.getAttribute("config"));
      this.append(this.#annotator);
    } else this.#annotator.setAttribute("document-id", id);
    this.#list.mark(id);
    this.#refresh();
    await ready;
    if (this.#opening !== opening) return;
    const native = this.#natives.get(id);
    if (native) await this.#annotator.importFrom(native);
    scrollTo(0, 0);
    if (row.place > 0) article.children[row.place]?.scrollIntoView({ block: "start" });
    if (byKey) this.#toSentences(row.place > 0);
    if (!row.touched) this.#keep({ ...this.#rows.get(id), touched: Date.now() });
    this.dispatchEvent(new CustomEvent("desk-text", { detail: { id } }));
  }

  // The keys are the widget's: its cursor goes to a sentence when it gets the focus, and it may
  // have it from the text before.
  #toSentences(stay) {
    const root = this.#annotator.shadowRoot;
    root?.activeElement?.blur();
    root?.querySelector(".cursor")?.focus({ preventScroll: stay });
  }

  /** Opens the next text that is not finished; whether there is one. */
  async next() {
    const rows = this.#list.shown.length ? this.#list.shown : [...this.#rows.values()];
    const at = rows.findIndex(({ id }) => id === this.#open);
    const found = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find((row) => !row.finished);
    if (found) await this.open(found.id, true);
    else this.#notices.say("There is no other unfinished text.");
    return Boolean(found);
  }

  /** The set in one format, as a `File`; null where it was cancelled. */
  async exportSet(format = "native", options = {}, ids = [...this.#rows.keys()]) {
    await this.#settle();
    let made;
    try {
      const page = location.href.split("#")[0];
      made = await this.#call("export", { format, options, ids, natives: [...this.#natives], page });
    } finally {
      this.#notices.progress(null);
    }
    if (!made) return null;
    const name = `annotation-desk_${new Date().toISOString().slice(0, 10)}.${made.suffix}`;
    const file = new File([made.file], name, { type: made.file.type });
    this.dispatchEvent(new CustomEvent("desk-exported", { detail: { file, leftOut: made.leftOut, problems: made.problems } }));
    return { file, leftOut: made.leftOut, problems: made.problems };
  }

  /** Removes texts, after asking. */
  async remove(...values) {
    // Element.remove() takes no argument.
    if (values.length === 0) return super.remove();
    const rows = values[0].map((id) => this.#rows.get(id)).filter(Boolean);
    if (!rows.length || !(await askToRemove(this.shadowRoot, rows))) return false;
    const ids = rows.map(({ id }) => id);
    await this.#call("remove", { ids, removed: true });
    this.#removed.push(rows);
    for (const id of ids) this.#rows.delete(id);
    if (ids.includes(this.#open)) this.#close();
    this.#refresh();
    this.#notices.say(`${plural(rows.length, "text")} removed.`, ["Undo", () => this.restore()]);
    return true;
  }

  /** Brings back what was removed last. */
  async restore() {
    const rows = this.#removed.pop();
    if (!rows) return;
    await this.#call("remove", { ids: rows.map(({ id }) => id), removed: false });
    for (const row of rows) this.#rows.set(row.id, row);
    this.#sort();
    this.#refresh();
    this.#notices.say(`${plural(rows.length, "text")} brought back.`);
  }

  get texts() { return [...this.#rows.values()]; }
  get current() { return this.#open; }

  // --- Rows

  #add(rows) {
    for (const row of rows) this.#rows.set(row.id, row);
    this.#later();
  }

  #change(row) {
    if (!this.#rows.has(row.id)) return;
    this.#rows.set(row.id, row);
    this.#list.shown = this.#list.shown.map((known) => (known.id === row.id ? row : known));
    this.#list.refresh();
    this.#later();
  }

  async #keep(row) {
    this.#change(row);
    this.#hear(await this.#call("save", row));
  }

  #sort() {
    this.#rows = new Map([...this.#rows.values()].sort((one, other) => one.order - other.order).map((row) => [row.id, row]));
  }

  #waiting = 0;
  #later() {
    this.#waiting ||= setTimeout(() => {
      this.#waiting = 0;
      this.#refresh();
    }, 60);
  }

  #refresh() {
    const words = this.#parts.search.value.trim().toLowerCase();
    const state = this.#parts.filter.value;
    const rows = [...this.#rows.values()];
    const fits = (row) => (!state || stateOf(row) === state) && (!words || `${row.title}\n${row.given}\n${row.source}`.toLowerCase().includes(words));
    const shown = words || state ? rows.filter(fits) : rows;
    this.#list.show(shown);
    this.#parts.none.hidden = shown.length > 0 || rows.length === 0;
    const empty = rows.length === 0 && !this.#open;
    this.toggleAttribute("data-empty", empty);
    this.#parts.empty.hidden = !empty;
    this.#parts.choose.hidden = empty || Boolean(this.#open);
    for (const button of this.#parts.needTexts) button.disabled = rows.length === 0;
    this.#counts.show(rows);
  }

  #hear(trouble) {
    this.#trouble = trouble;
    this.#parts.banner.hidden = !trouble && this.#natives.size === 0;
    const words = `${trouble ?? "This browser does not store all labels"}: what is not stored stays in memory until this page is closed. Export the set before you leave.`;
    // Said once, not with every text.
    if (this.#parts.banner.textContent !== words) this.#parts.banner.textContent = words;
  }

  // --- The text that is open

  async #leave() {
    clearTimeout(this.#placing);
    await this.#settle(true);
  }

  // All news of the widget are in the rows; what it cannot store is kept here.
  async #settle(leaving = false) {
    clearTimeout(this.#telling);
    this.#telling = 0;
    const ids = [...this.#dirty];
    this.#dirty.clear();
    for (const id of ids) {
      // The widget writes at once, but not in no time.
      const row = await this.#call("progress", id) ?? (await pause(200), await this.#call("progress", id));
      if (row && !this.#trouble) {
        this.#natives.delete(id);
        this.#note(row, leaving);
      } else if (id === this.#open) await this.#remember(id);
    }
  }

  async #remember(id) {
    const [native, sentences] = [await (await this.#annotator.exportAs()).text(), await this.#annotator.getSentences()];
    const labels = {};
    for (const { label } of sentences) if (label && label !== "none") labels[label] = (labels[label] ?? 0) + 1;
    const judged = sentences.filter(({ label }) => label).length;
    this.#natives.set(id, native);
    this.#note({ ...this.#rows.get(id), sentences: sentences.length, judged, labels, finished: judged === sentences.length });
    this.#hear(this.#trouble);
  }

  #note(row, leaving = false) {
    const before = this.#rows.get(row.id);
    if (!before) return;
    if (this.#pace.count(row.judged - before.judged)) this.#call("setState", { name: "pace", value: this.#pace.kept });
    this.#change({ ...row, place: before.place, touched: before.touched });
    if (row.finished && !before.finished && !leaving) this.#notices.say("This text is finished. N opens the next one.");
  }

  #telling = 0;
  #news(id) {
    if (!this.#rows.has(id)) return;
    this.#dirty.add(id);
    this.#telling ||= setTimeout(() => this.#settle(), 400);
  }

  #close() {
    this.#opening += 1;
    this.#open = null;
    this.#annotator?.remove();
    this.#annotator = null;
    this.#reading.replaceChildren();
    this.#list.mark(null);
    document.title = "Annotation desk";
  }

  #placing = 0;
  #scrolled() {
    clearTimeout(this.#placing);
    this.#placing = setTimeout(() => {
      const row = this.#rows.get(this.#open);
      const article = this.#reading.firstElementChild;
      if (!row || !article) return;
      const place = [...article.children].findIndex((child) => child.getBoundingClientRect().bottom > 80);
      if (place >= 0 && place !== row.place) this.#keep({ ...row, place });
    }, 400);
  }

  // --- The page

  #listen() {
    for (const event of ["annotation-created", "annotation-updated", "annotation-removed", "annotations-imported"]) {
      this.addEventListener(event, () => this.#news(this.#open));
    }
    // Judgements and whole texts have no event of their own; other tabs have none here.
    try {
      const channel = new BroadcastChannel(storageName());
      channel.onmessage = ({ data }) => this.#news(data?.document);
    } catch { /* a sandbox: the events tell most of it */ }
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    addEventListener("beforeunload", (event) => {
      if (this.#natives.size || (this.#trouble && this.#rows.size)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => this.#key(event), true);
    for (const event of ["dragover", "drop"]) {
      this.addEventListener(event, async (drag) => {
        if (![...drag.dataTransfer.types].includes("Files")) return;
        drag.preventDefault();
        // An import of labels is for the widget, where it has been dropped on it.
        if (drag.type === "drop" && !drag.composedPath().includes(this.#annotator)) await this.openFiles(await filesOf(drag.dataTransfer));
      });
    }
  }

  #key(event) {
    if (event.key.toLowerCase() !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    if (path.some((node) => /^(input|textarea|select|dialog)$/.test(node.localName ?? "") || node.isContentEditable)) return;
    if (this.shadowRoot.querySelector("dialog") || this.#annotator?.shadowRoot?.querySelector("dialog[open]")) return;
    // In the widget n goes to the next label; N is the desk's everywhere.
    if (!event.shiftKey && path.includes(this.#annotator)) return;
    event.preventDefault();
    event.stopPropagation();
    this.next();
  }

  #build(root) {
    this.#list = new List({ open: (id, byKey) => this.open(id, byKey), remove: (ids) => this.remove(ids) });
    this.#counts = new Counts(this.#pace);
    this.#notices = new Notices(() => this.#worker.postMessage({ call: "stop" }));
    this.#reading = make("div", { className: "reading", slot: "reading" });
    this.append(this.#reading);
    this.#parts = layout({
      list: this.#list.box, counts: this.#counts.box, notices: this.#notices.box,
      open: (files) => this.openFiles(files), paste: () => this.#paste(), next: () => this.next(), exporting: () => this.#export(),
      refresh: () => this.#refresh(), showList: (shown) => this.#show(shown),
    });
    root.append(...this.#parts.nodes);
  }

  #list; #counts; #notices; #reading; #parts;

  // On a narrow window the list lies over the text.
  #show(list) {
    this.toggleAttribute("data-list", list);
    if (list) this.#list.focus();
  }

  async #paste() {
    const answer = await askForText(this.shadowRoot);
    if (!answer) return;
    const [title, text] = answer;
    await this.openFiles([new File([text], `${(title || "Pasted text").replaceAll("/", "-")}.txt`, { type: "text/plain" })]);
  }

  async #export() {
    await this.#settle();
    const ids = (shown) => (shown ? this.#list.shown.map(({ id }) => id) : [...this.#rows.keys()]);
    const count = (shown, tell) => {
      this.#counting = tell;
      return this.#call("count", { ids: ids(shown), natives: [...this.#natives] });
    };
    const answer = await askForExport(this.shadowRoot, this.#formats, { all: this.#rows.size, shown: this.#list.shown.length }, count);
    this.#counting = null;
    this.#worker.postMessage({ call: "stopCounting" });
    if (!answer) return;
    try {
      const made = await this.exportSet(answer.format, answer.options, ids(answer.shown));
      if (!made) return this.#notices.say("The export was cancelled.");
      const url = URL.createObjectURL(made.file);
      make("a", { href: url, download: made.file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      const left = [...made.problems, ...(made.leftOut.length ? [`left out: ${made.leftOut.join(", ")}`] : [])];
      this.#notices.say(`${made.file.name} was made${left.length ? `; ${left.slice(0, 5).join("; ")}` : ""}.`);
    } catch (error) {
      this.#notices.say(`There is no export: ${error.message}.`);
    }
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const LAST = "annotation-desk.open";
const localStorageGet = () => { try { return localStorage.getItem(LAST); } catch { return null; } };
const localStorageSet = (id) => { try { localStorage.setItem(LAST, id); } catch { /* it begins at the list next time */ } };

customElements.define("annotation-desk", AnnotationDesk);
