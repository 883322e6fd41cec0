// The list of texts: only the rows that can be seen are in the page, and the one that has the
// focus. Assistive technology is told each row's place among all.
import { grouped, make, plural } from "./make.js";

/** A row's height in pixels; styles/desk/layout.css has the same. */
const ROW = 60;
/** Rows drawn past each end. */
const MORE = 6;

export const stateOf = (row) => (row.finished ? "finished" : row.begun || row.touched ? "begun" : "untouched");

export class List {
  /** All rows that fit the filter, in their order. */
  shown = [];
  #drawn = new Map();
  #active = 0;
  #current = null;
  #due = false;

  constructor({ open, remove }) {
    this.open = open;
    this.remove = remove;
    this.track = make("div", { className: "track", role: "presentation" });
    this.box = make("div", { className: "rows", role: "listbox", "aria-label": "Texts" }, this.track);
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("click", (event) => {
      const row = this.shown[Number(event.target.closest("[role=option]")?.dataset.at)];
      if (row) this.open(row.id);
    });
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  /** Other rows are shown; the active one stays where it can. */
  show(rows) {
    const active = this.shown[this.#active]?.id;
    this.shown = rows;
    this.#active = Math.max(0, active ? rows.findIndex(({ id }) => id === active) : 0);
    this.track.style.blockSize = `${rows.length * ROW}px`;
    for (const option of this.#drawn.values()) option.dataset.old = "";
    this.draw();
  }

  /** Those that were searched for begin with the first, however far the list was scrolled before. */
  toStart() { this.box.scrollTop = 0; }

  /** The row of the text that is open. */
  mark(id) {
    this.#current = id;
    const at = this.shown.findIndex((row) => row.id === id);
    if (at >= 0) {
      this.#active = at;
      this.#reveal(at);
    }
    this.refresh();
  }

  refresh() {
    for (const option of this.#drawn.values()) option.dataset.old = "";
    this.draw();
  }

  draw() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#draw();
    });
  }

  #draw() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - MORE);
    const last = Math.min(this.shown.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + MORE);
    const wanted = new Set();
    for (let at = first; at < last; at += 1) wanted.add(at);
    if (this.#active < this.shown.length) wanted.add(this.#active);
    for (const [at, option] of this.#drawn) {
      if (wanted.has(at)) continue;
      option.remove();
      this.#drawn.delete(at);
    }
    for (const at of wanted) {
      let option = this.#drawn.get(at);
      if (!option) {
        option = make("div", { className: "row", role: "option" });
        option.dataset.old = "";
        this.#drawn.set(at, option);
        // In reading order, for those who go through the page in it.
        const after = [...this.#drawn.keys()].filter((other) => other > at).sort((one, other) => one - other)[0];
        this.track.insertBefore(option, after === undefined ? null : this.#drawn.get(after));
      }
      if ("old" in option.dataset) this.#fill(option, at);
      option.tabIndex = at === this.#active ? 0 : -1;
    }
  }

  #fill(option, at) {
    const row = this.shown[at];
    const state = stateOf(row);
    const share = row.sentences ? row.judged / row.sentences : 0;
    const far = row.sentences ? `${grouped.format(row.judged)} of ${plural(row.sentences, "sentence")}` : plural(row.length, "character");
    // How far they have come is not told: it is another work.
    const others = row.others ? plural(row.others, "other") : "";
    delete option.dataset.old;
    option.dataset.at = at;
    option.dataset.state = state;
    option.style.insetBlockStart = `${at * ROW}px`;
    option.setAttribute("aria-setsize", this.shown.length);
    option.setAttribute("aria-posinset", at + 1);
    option.setAttribute("aria-selected", row.id === this.#current);
    option.setAttribute("aria-label", [row.title, state, far, others && `labels of ${others}`].filter(Boolean).join(", "));
    const bar = make("span", { className: "bar" }, make("span", { className: "done" }));
    bar.firstChild.style.inlineSize = `${Math.round(100 * (row.finished ? 1 : share))}%`;
    option.replaceChildren(
      make("span", { className: "title", dir: "auto", textContent: row.title }),
      make("span", { className: "about" }, make("span", { className: "state", textContent: state }), make("span", { textContent: others ? `${far} · ${others}` : far })),
      bar,
    );
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    const row = this.shown[this.#active];
    if (event.key in steps) this.#focusRow(Math.min(this.shown.length - 1, Math.max(0, this.#active + steps[event.key])));
    else if ((event.key === "Enter" || event.key === " ") && row) this.open(row.id);
    else if (event.key === "Delete" && row) this.remove([row.id]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The focus goes to the text with this id, or else to the row that had it last. */
  focus(id) {
    const at = this.shown.findIndex((row) => row.id === id);
    this.#focusRow(at >= 0 ? at : this.#active);
  }

  #focusRow(at) {
    this.#active = at;
    this.#reveal(at);
    this.#draw();
    this.#drawn.get(at)?.focus({ preventScroll: true });
  }

  #reveal(at) {
    const top = at * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
  }
}
