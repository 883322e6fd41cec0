// The element <annotation-desk>: the list of texts beside the one that is open, which the real
// <reading-annotator> labels. All that takes long is the worker's (worker.js); what is kept of
// labels is the widget's.
import { storageName } from "../dom/storage.js";
import { bodyOf } from "./article.js";
import { Connection } from "./connection.js";
import { Counts } from "./counts.js";
import { askForLabels, askForText, broughtBy, tellReport } from "./dialogs.js";
import { exportFromMenu } from "./export_menu.js";
import { watchDrops } from "./files.js";
import { listenForKeys } from "./keys.js";
import { layout } from "./layout.js";
import { watchLeaving } from "./leaving.js";
import { List, stateOf } from "./list.js";
import { grouped, plural, quoted } from "./make.js";
import { Notices } from "./notices.js";
import { OpenText } from "./open_text.js";
import { Pace } from "./pace.js";
import { Removals } from "./removals.js";
import { style } from "./styles.js";
import { Work } from "./work.js";

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
  #worksAs = null;      // what the worker is called where pages tell each other what they stored
  #text = null;         // the one that is open
  #work = new Work({
    call: (call, value) => this.#call(call, value), live: (id) => this.#text.native(id),
    hear: (trouble) => this.#hear(trouble), note: (row, leaving) => this.#note(row, leaving),
  });
  #trouble = null;
  #formats = [];
  #pace = new Pace();
  #counting = null;     // who hears how far a count is

  connectedCallback() {
    if (this.#worker) return;
    const root = this.attachShadow({ mode: "open" });
    style(root);
    this.#build(root);
    this.#worker = this.#connection();
    this.ready = this.#begin().catch((error) => this.#worker.ended || this.#hear(`The desk cannot begin (${error.message})`, "There is nothing to open or to label here until that is mended."));
    this.#listen();
  }

  // --- The worker

  #connection() {
    return new Connection(policy ? policy.createScriptURL(address) : address, {
      news: {
        rows: (rows) => this.#add(rows),
        changed: (row) => this.#change(row),
        opening: ({ name, number, of, read, size }) => this.#notices.progress(`Opening ${name}${of > 1 ? ` (${number + 1} of ${of})` : ""}`, read, size),
        exporting: ({ done, of }) => this.#notices.progress(`Exporting: ${grouped.format(done)} of ${plural(of, "text")}`, done, of),
        counting: (counted) => this.#counting?.(counted),
      },
      questions: {
        html: (html) => bodyOf(html, trusted),
        labels: (unknown) => askForLabels(this.shadowRoot, unknown),
      },
      failed: () => this.#notices.say("The desk's worker cannot run in this browser."),
    });
  }

  #call(call, value) { return this.#worker.call(call, value); }

  async #configuration() {
    const address = this.getAttribute("config");
    if (!address) return undefined;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the configuration “${address}” is not there: the answer is ${response.status}`);
    return await response.text();
  }

  async #begin() {
    await this.#readStored();
    this.toggleAttribute("ready", true);
    const last = localStorageGet();
    // Who returns goes on labelling, unless the keys are somebody's already.
    if (last && this.#rows.has(last)) {
      await this.open(last, document.activeElement === document.body);
      // The page may have been left before its last labels were counted.
      this.#news(last);
    } else if (this.#rows.size) this.toggleAttribute("data-list", true);
  }

  // `again`: removals can still be undone.
  async #readStored(again = false) {
    const { formats, names, from, trouble, pace } = await this.#call("begin", { configuration: await this.#configuration(), again });
    this.#formats = formats;
    this.#worksAs = from;
    this.#counts.names = new Map(names);
    this.#pace.take(pace);
    this.#hear(trouble);
    this.#refresh();
  }

  // The browser shows the page again as it was left.
  async #goOn() {
    if (!this.hasAttribute("ready")) return location.reload();
    this.#worker.begin();
    this.#rows = new Map();
    await this.#readStored(true);
    if (!this.current) return;
    if (this.#rows.has(this.current)) this.#news(this.current);
    else this.#close();
  }

  // --- What others may call

  /** Opens files; the report. `problems` are those that there were before, `title` is what was typed above a pasted text. */
  async openFiles(files, problems = [], title) {
    if (!files.length && !problems.length) return null;
    let report;
    try {
      report = await this.#call("open", { files, title });
    } catch (error) {
      this.#notices.say(`Not all files were opened: ${error.message}.`);
      throw error;
    } finally {
      this.#notices.progress(null);
    }
    for (const list of [report.problems, report.shown]) list.unshift(...problems);
    this.#hear(report.trouble);
    this.#notices.say(broughtBy(report));
    this.dispatchEvent(new CustomEvent("desk-opened", { detail: report }));
    if (report.problems.length || report.matched) await tellReport(this.shadowRoot, report);
    if (!this.current && this.#rows.size) {
      // The list has its rows before it gets the focus.
      this.#refresh();
      this.#show(true);
    }
    return report;
  }

  /** Opens a text; settles when it can be labelled. With `toLabel` its sentences get the keys. */
  async open(id, toLabel = false) {
    const row = this.#rows.get(id);
    if (!row) return;
    if (id === this.current) {
      this.#show(false);
      if (toLabel) this.#text.toSentences(true);
      return;
    }
    const wanted = this.#text.turn();
    this.toggleAttribute("data-opening", true);
    try {
      await this.#opened(row, wanted, toLabel);
    } finally {
      if (wanted()) this.toggleAttribute("data-opening", false);
    }
  }

  async #opened(row, wanted, toLabel) {
    const { id } = row;
    let body;
    try {
      body = await this.#call("body", id);
    } catch (error) {
      this.#notices.say(`${quoted(row.title)} cannot be opened: ${error.message}.`);
      return;
    }
    // As the last thing: what is labelled meanwhile belongs to the text before.
    await this.#leave();
    if (!wanted()) return;
    localStorageSet(id);
    document.title = `${row.title} · Annotation desk`;
    const ready = this.#text.show(row, body, this.getAttribute("config"));
    this.#notices.leaveText();
    this.#show(false);
    this.#list.mark(id);
    this.#refresh();
    await ready;
    if (!wanted()) return;
    const native = this.#work.natives.get(id);
    if (native) await this.#text.annotator.importFrom(native);
    // Leaving a text tells its place, which may be this one's.
    await this.#text.goTo(this.#rows.get(id) ?? row, toLabel);
    if (!wanted()) return;
    this.dispatchEvent(new CustomEvent("desk-text", { detail: { id } }));
  }

  /** Opens the next text that is not finished; whether there is one. */
  async next() {
    const rows = this.#list.shown.length ? this.#list.shown : [...this.#rows.values()];
    const at = rows.findIndex(({ id }) => id === this.current);
    const found = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))].find((row) => !row.finished);
    if (found) {
      await this.open(found.id, true);
      return true;
    }
    const shown = new Set(rows.map(({ id }) => id));
    const hidden = this.texts.filter((row) => !row.finished && row.id !== this.current && !shown.has(row.id)).length;
    this.#notices.say(hidden ? `There is no other unfinished text among those that the list shows; ${plural(hidden, "more does", "more do")} not fit its search.` : "There is no other unfinished text.");
    return false;
  }

  /** The set in one format, as a `File`; null where it was cancelled. */
  async exportSet(format = "native", options = {}, ids = [...this.#rows.keys()]) {
    await this.#work.settle({ fully: true });
    let made;
    try {
      const page = location.href.split("#")[0];
      made = await this.#call("export", { format, options, ids, natives: [...this.#work.natives], page });
    } finally {
      this.#notices.progress(null);
    }
    if (!made) return null;
    const name = `annotation-desk_${new Date().toISOString().slice(0, 10)}.${made.suffix}`;
    const file = new File([made.file], name, { type: made.file.type });
    this.dispatchEvent(new CustomEvent("desk-exported", { detail: { file, leftOut: made.leftOut, problems: made.problems } }));
    return { file, leftOut: made.leftOut, problems: made.problems, whole: made.whole };
  }

  /** Removes texts, after asking. */
  async remove(...values) {
    // Element.remove() takes no argument.
    if (values.length === 0) return super.remove();
    return this.#removals.remove([["These texts", values[0].map((id) => this.#rows.get(id)).filter(Boolean)]]);
  }

  /** Brings back what was removed last, of all that was since the page was opened; whether there was something. */
  restore() { return this.#removals.restore(); }

  get texts() { return [...this.#rows.values()]; }
  get current() { return this.#text?.id ?? null; }

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

  // Rows that go, and rows that come back to their places.
  #take(rows) {
    for (const { id } of rows) this.#rows.delete(id);
    if (rows.some(({ id }) => id === this.current)) this.#close();
    this.#refresh();
  }

  #give(rows) {
    const all = [...this.#rows.values(), ...rows].sort((one, other) => one.order - other.order);
    this.#rows = new Map(all.map((row) => [row.id, row]));
    this.#refresh();
  }

  #waiting = 0;
  #later() {
    this.#waiting ||= setTimeout(() => {
      this.#waiting = 0;
      this.#refresh();
    }, 60);
  }

  #refresh() {
    // macOS writes “ö” in names of files as two characters.
    const plain = (text) => text.normalize("NFC").toLowerCase();
    const words = plain(this.#parts.search.value.trim());
    const state = this.#parts.filter.value;
    const rows = [...this.#rows.values()];
    const fits = (row) => (!state || stateOf(row) === state) && (!words || plain(`${row.title}\n${row.given}\n${row.source}`).includes(words));
    const shown = words || state ? rows.filter(fits) : rows;
    this.#list.show(shown);
    this.#parts.none.hidden = shown.length > 0 || rows.length === 0;
    const empty = rows.length === 0 && !this.current;
    this.toggleAttribute("data-empty", empty);
    this.#parts.empty.hidden = !empty;
    this.#parts.choose.hidden = empty || Boolean(this.current);
    for (const button of this.#parts.undo) button.hidden = !this.#removals.any;
    for (const button of this.#parts.needTexts) button.disabled = rows.length === 0;
    this.#counts.show(rows);
  }

  #hear(trouble = this.#trouble, then = "what is not stored stays in memory until this page is closed. Export the set before you leave.") {
    this.#trouble = trouble;
    this.#parts.banner.hidden = !trouble && this.#work.natives.size === 0;
    const words = `${trouble ?? "This browser does not store all labels"}: ${then}`;
    // Said once, not with every text.
    if (this.#parts.banner.textContent !== words) this.#parts.banner.textContent = words;
  }

  // --- The text that is open

  async #leave() {
    this.#text.leave();
    if (this.current) await this.#work.leave(this.current);
  }

  #note(row, leaving = false) {
    const before = this.#rows.get(row.id);
    if (!before) return;
    if (this.#pace.count(row.judged - before.judged)) this.#call("setState", { name: "pace", value: this.#pace.kept });
    this.#change({ ...before, ...row, place: before.place, cursor: before.cursor, touched: before.touched });
    if (row.finished && !before.finished && !leaving) this.#notices.say("This text is finished. Shift+N opens the next one.");
  }

  // How often there was news of the text that is open.
  #newsOfOpen = 0;
  #news(id) {
    if (id === this.current) this.#newsOfOpen += 1;
    if (this.#rows.has(id)) this.#work.news(id);
  }

  #close() {
    this.#text.close();
    this.toggleAttribute("data-opening", false);
    this.#list.mark(null);
    document.title = "Annotation desk";
  }

  // --- The page

  #listen() {
    for (const event of ["annotation-created", "annotation-updated", "annotation-removed", "annotations-imported"]) {
      this.addEventListener(event, () => this.#news(this.current));
    }
    // Judgements and whole texts have no event of their own; other tabs have none here. What the worker
    // has taken over is in the rows.
    try {
      const channel = new BroadcastChannel(storageName());
      channel.onmessage = ({ data }) => {
        const id = data?.document;
        if (data?.from !== this.#worksAs || id === this.current || this.#work.natives.has(id)) this.#news(id);
      };
    } catch { /* a sandbox: the events tell most of it */ }
    watchLeaving({
      worker: () => this.#worker,
      asks: () => this.#work.natives.size > 0 || Boolean(this.#trouble && this.#rows.size),
      needed: () => this.#work.natives.size > 0 || Boolean(this.#trouble),
      goOn: () => this.#goOn().catch((error) => this.#hear(`The desk cannot go on (${error.message})`, "Reload the page.")),
    });
    listenForKeys(this, {
      annotator: () => this.#text.annotator, next: () => this.next(),
      undo: () => (this.#removals.any ? this.restore() : false),
    });
    watchDrops(this, this.#parts.drop, () => this.#text.annotator, ({ files, problems }) => this.openFiles(files, problems));
  }

  #build(root) {
    this.#list = new List({ open: (id) => this.open(id, true), remove: (ids) => this.remove(ids) });
    this.#counts = new Counts(this.#pace);
    this.#notices = new Notices(() => this.#worker.tell("stop"));
    this.#text = new OpenText(this, (id, { place, cursor, moved }) => {
      const row = this.#rows.get(id);
      if (!row) return;
      const next = { ...row, place: place < 0 ? row.place : place, cursor: cursor === undefined ? row.cursor : cursor, touched: row.touched || (moved ? Date.now() : 0) };
      if (["place", "cursor", "touched"].some((name) => next[name] !== row[name])) this.#keep(next);
    });
    this.#parts = layout({
      list: this.#list.box, counts: this.#counts.box, notices: this.#notices.box,
      open: (files, problems) => this.openFiles(files, problems), paste: () => this.#paste(), next: () => this.next(), exporting: () => this.#export(), removing: () => this.#removeSome(), undo: () => this.restore(),
      find: () => { this.#refresh(); this.#list.toStart(); }, showList: (shown) => this.#show(shown),
    });
    this.#removals = new Removals({
      desk: this, list: this.#list, undoButtons: this.#parts.undo,
      mark: (rows, removed) => this.#call("remove", { ids: rows.map(({ id }) => id), removed }),
      leave: () => this.#leave(),
      take: (rows) => this.#take(rows), give: (rows) => this.#give(rows),
      toSentences: () => this.#text.toSentences(true), say: (words, action) => this.#notices.say(words, action),
    });
    root.append(...this.#parts.nodes);
  }

  #list; #counts; #notices; #parts; #removals;

  // On a narrow window the list lies over the text.
  #show(list) {
    this.toggleAttribute("data-list", list);
    if (list) this.#list.focus();
  }

  async #paste() {
    const answer = await askForText(this.shadowRoot);
    if (!answer) return;
    const [title, text] = answer;
    await this.openFiles([new File([text], "Pasted text.txt", { type: "text/plain" })], [], title);
  }

  #removeSome() {
    const shown = this.#list.shown, open = this.#rows.get(this.current);
    const all = shown.length === this.#rows.size;
    if (!shown.length && !open) return this.#notices.say("No text is open, and none fits the search: there is nothing to remove.");
    return this.#removals.remove([["The text that is open", open ? [open] : []], [all ? "All texts" : "The texts that the list shows now", shown]]);
  }

  #export() {
    const ids = (shown) => (shown ? this.#list.shown.map(({ id }) => id) : [...this.#rows.keys()]);
    return exportFromMenu({
      root: this.shadowRoot, formats: this.#formats, texts: { all: this.#rows.size, shown: this.#list.shown.length },
      settle: () => this.#work.settle({ fully: true }),
      count: (shown, tell) => {
        this.#counting = tell;
        return this.#call("count", { ids: ids(shown), natives: [...this.#work.natives] });
      },
      counted: () => {
        this.#counting = null;
        this.#worker.tell("stopCounting");
      },
      make: ({ format, options, shown }) => this.exportSet(format, options, ids(shown)),
      say: (words) => this.#notices.say(words),
      news: () => this.#newsOfOpen,
      note: (ids, at, same) => this.#noteExport(ids, at, same),
    });
  }

  // The texts `ids` have a copy outside of this browser since `at`: the widget reminds nobody of them any more. Of the
  // one that is open it takes that down itself; `same`: unless there was work on it meanwhile.
  async #noteExport(ids, at, same) {
    const { current } = this;
    await this.#call("noteExport", { ids: ids.filter((id) => id !== current), at });
    if (same && current === this.current && ids.includes(current)) await this.#text.annotator.markExported();
  }
}

const LAST = "annotation-desk.open";
const localStorageGet = () => { try { return localStorage.getItem(LAST); } catch { return null; } };
const localStorageSet = (id) => { try { localStorage.setItem(LAST, id); } catch { /* it begins at the list next time */ } };

customElements.define("annotation-desk", AnnotationDesk);
