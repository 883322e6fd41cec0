// The text that is open: its article, the widget that labels it, and the place that is read: what
// can be seen, and the sentence that the widget's cursor is on.
import { ARTICLE, articleOf } from "./article.js";
import { make } from "./make.js";
import { goTo, placeIn } from "./place.js";

/** The reading place is kept so long after the last scrolling or step of the cursor, in milliseconds. */
const RESTS = 400;

export class OpenText {
  /** The text's id. */
  id = null;
  /** The widget, from the first text on. */
  annotator = null;
  #host;
  #placed;
  #reading = make("div", { className: "reading", slot: "reading" });
  #turn = 0;
  #placing = 0;
  // The cursor has no event of its own: the list of sentences names the one that it is on.
  #steps = new MutationObserver(() => this.#later());
  // False until the place that was read last has been gone to.
  #arrived = false;
  // Where the cursor stood first.
  #begun = null;

  /**
   * `host` holds the article and the widget; `placed(id, {place, cursor, moved})` hears how far somebody has
   * read: the first block that can be seen (-1: past the last), the cursor's sentence (null: none any more,
   * undefined: none so far), and whether that has been moved since the text was opened.
   */
  constructor(host, placed) {
    this.#host = host;
    this.#placed = placed;
    host.append(this.#reading);
    addEventListener("scroll", () => this.#later(), { passive: true });
  }

  #later() {
    if (!this.#arrived) return;
    this.#begun ??= this.#cursor;
    clearTimeout(this.#placing);
    this.#placing = setTimeout(() => this.#tell(), RESTS);
  }

  #tell() {
    clearTimeout(this.#placing);
    this.#placing = 0;
    const article = this.#reading.firstElementChild;
    if (!article) return;
    const cursor = this.#cursor;
    const moved = cursor !== null && cursor !== this.#begun;
    // Who only scrolls leaves it where it was.
    this.#placed(this.id, { place: placeIn(article), cursor: this.#begun === null ? undefined : cursor, moved });
  }

  /** The number of the sentence that the cursor is on, or null. */
  get #cursor() {
    const named = this.annotator?.shadowRoot?.querySelector(".cursor")?.getAttribute("aria-activedescendant");
    return named ? Number(named.replace("sentence-", "")) : null;
  }

  /** Another text is wanted: whether it still is, later. */
  turn() {
    const turn = (this.#turn += 1);
    return () => this.#turn === turn;
  }

  /** What is still to be told of the place is told: later it would be told of another text. */
  leave() { if (this.#placing) this.#tell(); }

  /** Shows a text; settles when it can be labelled. `config` is the widget's address of its configuration. */
  show(row, body, config) {
    this.#rest();
    this.id = row.id;
    this.#reading.replaceChildren(articleOf(row, body));
    const ready = new Promise((resolve) => {
      for (const event of ["annotator-ready", "annotator-error"]) this.#host.addEventListener(event, resolve, { once: true });
    });
    if (this.annotator) this.annotator.setAttribute("document-id", row.id);
    else {
      this.annotator = make("reading-annotator", { slot: "panel" });
      this.annotator.setAttribute("for", ARTICLE);
      this.annotator.setAttribute("document-id", row.id);
      this.annotator.setAttribute("article-url", "");
      if (config) this.annotator.setAttribute("config", config);
      this.#host.append(this.annotator);
    }
    return ready;
  }

  // Nothing is told of the place until another one has been gone to.
  #rest() {
    clearTimeout(this.#placing);
    this.#placing = 0;
    this.#arrived = false;
    this.#begun = null;
  }

  /** Goes to the place that was read last. With `toLabel` the sentences get the keys, and so they do where they had them in the text before. */
  async goTo({ place, cursor }, toLabel) {
    const { id } = this;
    scrollTo(0, 0);
    if (place > 0) goTo(this.#reading.firstElementChild, place);
    if (toLabel || this.annotator.shadowRoot?.activeElement?.matches(".cursor")) {
      // A widget that has stopped goes nowhere.
      const there = cursor > 0 && await this.annotator.goTo(cursor).then(() => true, () => false);
      if (id !== this.id) return;
      if (!there) this.toSentences(place > 0);
    }
    if (this.annotator.shadowRoot) this.#steps.observe(this.annotator.shadowRoot, { subtree: true, attributes: true, attributeFilter: ["aria-activedescendant"] });
    this.#arrived = true;
    this.#begun = this.#cursor;
  }

  /** The keys are the widget's. Its cursor goes to a sentence when it gets the focus, and it may have it from the text before. */
  toSentences(stay) {
    const root = this.annotator.shadowRoot;
    root?.activeElement?.blur();
    root?.querySelector(".cursor")?.focus({ preventScroll: stay });
  }

  /** The native file of this text if it is the one that is open. */
  async native(id) {
    if (id !== this.id) return null;
    try {
      const native = await (await this.annotator.exportAs()).text();
      return id === this.id ? native : null;
    } catch {
      // The widget has stopped, or has nothing: its storage is all there is.
      return null;
    }
  }

  close() {
    this.#turn += 1;
    this.#rest();
    this.id = null;
    this.annotator?.remove();
    this.annotator = null;
    this.#reading.replaceChildren();
  }
}
