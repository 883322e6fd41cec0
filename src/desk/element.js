// The element <annotation-desk>: the list of texts beside the one that is open, which the real
// <reading-annotator> labels. All that takes long is the worker's (worker.js); what is kept of
// labels is the widget's.
import SHEET from "../../styles/desk/desk.css";
import { ARTICLE, articleOf, bodyOf } from "./article.js";
import { askForExport, askForText, askToRemove, tellReport } from "./dialogs.js";
import { filesOf } from "./files.js";
import { List, stateOf } from "./list.js";
import { grouped, make, plural } from "./make.js";
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
const MEBI = 1 << 20;

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

  connectedCallback() {
    if (this.#worker) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
    root.adoptedStyleSheets = [sheet];
    this.#build(root);
    this.#worker = new Worker(policy ? policy.createScriptURL(address) : address, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#heard(data);
    this.#worker.onerror = () => this.#say("The desk's worker cannot run in this browser.");
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
      case "opening": return this.#progress(`Opening ${detail.name}${detail.of > 1 ? ` (${detail.number + 1} of ${detail.of})` : ""}`, detail.read, detail.size);
      case "exporting": return this.#progress(`Exporting: ${grouped.format(detail.done)} of ${plural(detail.of, "text")}`, detail.done, detail.of);
      case "html": return this.#worker.postMessage({ call: "cleaned", value: bodyOf(detail, trusted) });
    }
    const { resolve, reject } = this.#calls.get(number);
    this.#calls.delete(number);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  }

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
      this.#progress(null);
    }
    this.#hear(report.trouble);
    this.#say(`${plural(report.added, "text")} added${report.known ? `, ${report.known} already here` : ""}.`);
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
    else this.#say("There is no other unfinished text.");
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
      this.#progress(null);
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
    this.#say(`${plural(rows.length, "text")} removed.`, ["Undo", () => this.restore()]);
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
    this.#say(`${plural(rows.length, "text")} brought back.`);
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
    const words = this.#search.value.trim().toLowerCase();
    const state = this.#filter.value;
    const rows = [...this.#rows.values()];
    const fits = (row) => (!state || stateOf(row) === state) && (!words || `${row.title}\n${row.given}\n${row.source}`.toLowerCase().includes(words));
    const shown = words || state ? rows.filter(fits) : rows;
    this.#list.show(shown);
    this.#none.hidden = shown.length > 0 || rows.length === 0;
    const empty = rows.length === 0 && !this.#open;
    this.toggleAttribute("data-empty", empty);
    this.#empty.hidden = !empty;
    this.#choose.hidden = empty || Boolean(this.#open);
    for (const button of this.#needTexts) button.disabled = rows.length === 0;
    this.#count(rows);
  }

  #count(rows) {
    const counts = { untouched: 0, begun: 0, finished: 0 };
    const labels = {};
    for (const row of rows) {
      counts[stateOf(row)] += 1;
      for (const label in row.labels) labels[label] = (labels[label] ?? 0) + row.labels[label];
    }
    const all = Object.values(labels).reduce((sum, count) => sum + count, 0);
    const shares = Object.entries(labels).sort((one, other) => other[1] - one[1])
      .map(([label, count]) => make("li", {}, make("span", { textContent: label }), make("span", { textContent: `${grouped.format(count)} · ${Math.round((100 * count) / all)} %` })));
    this.#summary.textContent = `${plural(rows.length, "text")}: ${grouped.format(counts.finished)} finished, ${grouped.format(counts.begun)} begun`;
    const pace = this.#pace.perHour();
    this.#counts.replaceChildren(
      make("ul", {}, shares.length ? shares : make("li", { textContent: "No labels yet." })),
      make("p", { textContent: pace ? `About ${plural(pace, "sentence")} an hour.` : "Sentences an hour are counted once you label." }),
      this.#storage,
    );
  }

  async #estimate() {
    const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    if (usage === undefined) return;
    const mega = (bytes) => grouped.format(Math.max(1, Math.round(bytes / MEBI)));
    this.#storage.textContent = `This site stores about ${mega(usage)} MB${quota ? ` of ${mega(quota)} MB that the browser allows` : ""}.`;
  }

  #hear(trouble) {
    this.#trouble = trouble;
    this.#banner.hidden = !trouble && this.#natives.size === 0;
    this.#banner.textContent = `${trouble ?? "This browser does not store all labels"}: what is not stored stays in memory until this page is closed. Export the set before you leave.`;
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
    if (row.finished && !before.finished && !leaving) this.#say("This text is finished. N opens the next one.");
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
      const channel = new BroadcastChannel(globalThis[Symbol.for("reading-annotator.storage")] ?? "reading-annotator");
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
    this.#reading = make("div", { className: "reading", slot: "reading" });
    this.append(this.#reading);
    const button = (textContent, onclick, className = "button") => make("button", { type: "button", className, textContent, onclick });
    const input = (properties) => make("input", { type: "file", multiple: true, hidden: true, ...properties, onchange: async () => {
      const files = [...picked.files, ...folder.files];
      await this.openFiles(files);
      picked.value = folder.value = "";
    } });
    const picked = input({ accept: ".txt,.md,.html,.htm,.jsonl,.ndjson,.json,.csv,.tsv,text/*", className: "pick" });
    const folder = input({ webkitdirectory: true });
    const buttons = () => [
      button("Open files", () => picked.click(), "button main"),
      button("Open a folder", () => folder.click()),
      button("Paste", () => this.#paste()),
    ];
    const next = button("Next unfinished", () => this.next());
    next.append(make("kbd", { textContent: "N" }));
    const exporting = button("Export the set", () => this.#export());
    this.#needTexts = [next, exporting];
    this.#search = make("input", { type: "search", placeholder: "Search titles", "aria-label": "Search titles", oninput: () => this.#refresh() });
    this.#filter = make("select", { "aria-label": "Show", onchange: () => this.#refresh() },
      [["", "All"], ["untouched", "Untouched"], ["begun", "Begun"], ["finished", "Finished"]].map(([value, textContent]) => make("option", { value, textContent })));
    this.#none = make("p", { className: "none", textContent: "No text fits.", hidden: true });
    this.#summary = make("summary");
    this.#storage = make("p");
    this.#counts = make("div", { className: "counts" });
    this.#banner = make("p", { className: "banner", role: "alert", hidden: true });
    this.#status = make("div", { className: "status", role: "status" });
    this.#work = make("div", { className: "work", hidden: true });
    const details = make("details", { ontoggle: () => this.#estimate() }, this.#summary, this.#counts);
    this.#side = make("aside", { className: "side", "aria-label": "Texts" },
      make("div", { className: "side-head" }, make("h1", { textContent: "Annotation desk" }), button("Close the list", () => this.#show(false), "button quiet narrow-only")),
      make("div", { className: "tools" }, buttons()),
      make("div", { className: "find" }, this.#search, this.#filter),
      this.#list.box, this.#none,
      make("div", { className: "tools foot" }, next, exporting),
      details);
    this.#empty = make("section", { className: "empty", "aria-labelledby": "empty-title" },
      make("h1", { textContent: "Annotation desk" }),
      make("h2", { id: "empty-title", textContent: "Open the texts you want to label" }),
      make("p", { textContent: "Choose or drop files, or a whole folder: plain text, Markdown, HTML, JSON lines or CSV with a column “text”, and earlier exports with their labels. Thousands of texts are fine. They stay in this browser; nothing is sent anywhere." }),
      make("div", { className: "tools" }, buttons()),
      make("ul", {},
        make("li", { textContent: "Choose a text in the list, label its sentences with the number keys." }),
        make("li", {}, make("kbd", { textContent: "N" }), " opens the next text that is not finished."),
        make("li", { textContent: "Export the whole set for the tool you use, as one file." })));
    this.#choose = make("p", { className: "choose", hidden: true }, "Choose a text in the list, or press ", make("kbd", { textContent: "N" }), ".");
    const list = button("Texts", () => this.#show(true), "button narrow-only show-list");
    root.append(picked, folder, make("div", { className: "desk" }, this.#side,
      make("main", {}, list, this.#banner, this.#empty, this.#choose, make("slot", { name: "reading" })),
      make("slot", { name: "panel" })), make("div", { className: "notices" }, this.#work, this.#status));
  }

  #list; #reading; #needTexts; #search; #filter; #none; #summary; #counts; #storage; #banner; #status; #work; #side; #empty; #choose;

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
    const answer = await askForExport(this.shadowRoot, this.#formats, { all: this.#rows.size, shown: this.#list.shown.length });
    if (!answer) return;
    try {
      const made = await this.exportSet(answer.format, answer.options, answer.shown ? this.#list.shown.map(({ id }) => id) : undefined);
      if (!made) return this.#say("The export was cancelled.");
      const url = URL.createObjectURL(made.file);
      make("a", { href: url, download: made.file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      const left = [...made.problems, ...(made.leftOut.length ? [`left out: ${made.leftOut.join(", ")}`] : [])];
      this.#say(`${made.file.name} was made${left.length ? `; ${left.slice(0, 5).join("; ")}` : ""}.`);
    } catch (error) {
      this.#say(`There is no export: ${error.message}.`);
    }
  }

  #progress(words, done, of) {
    this.#work.hidden = !words;
    if (!words) return this.#work.replaceChildren();
    if (!this.#work.firstChild) {
      const cancel = make("button", { type: "button", className: "button", textContent: "Cancel", onclick: () => this.#worker.postMessage({ call: "stop" }) });
      this.#work.append(make("span"), make("progress", { "aria-label": "Progress" }), cancel);
    }
    const [label, bar] = this.#work.children;
    label.textContent = words;
    bar.max = of || 1;
    bar.value = done;
  }

  #quiet = 0;
  #say(words, action) {
    clearTimeout(this.#quiet);
    this.#status.replaceChildren(make("span", { textContent: words }));
    if (action) this.#status.append(make("button", { type: "button", className: "button", textContent: action[0], onclick: action[1] }));
    // What can be undone stays until something else is said.
    else this.#quiet = setTimeout(() => this.#status.replaceChildren(), 8000);
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const LAST = "annotation-desk.open";
const localStorageGet = () => { try { return localStorage.getItem(LAST); } catch { return null; } };
const localStorageSet = (id) => { try { localStorage.setItem(LAST, id); } catch { /* it begins at the list next time */ } };

customElements.define("annotation-desk", AnnotationDesk);
