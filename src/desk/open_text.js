// The text that is open: its article, the widget that labels it, and the place that is read.
import { ARTICLE, articleOf } from "./article.js";
import { make } from "./make.js";
import { goTo, placeIn } from "./place.js";

/** The reading place is kept so long after the last scrolling, in milliseconds. */
const RESTS = 400;

export class OpenText {
  /** The text's id. */
  id = null;
  /** The widget, from the first text on. */
  annotator = null;
  #host;
  #reading = make("div", { className: "reading", slot: "reading" });
  #turn = 0;
  #placing = 0;

  /** `host` holds the article and the widget; `placed(id, place)` hears how far somebody has read. */
  constructor(host, placed) {
    this.#host = host;
    host.append(this.#reading);
    addEventListener("scroll", () => {
      clearTimeout(this.#placing);
      this.#placing = setTimeout(() => {
        const article = this.#reading.firstElementChild;
        const place = article ? placeIn(article) : -1;
        if (place >= 0) placed(this.id, place);
      }, RESTS);
    }, { passive: true });
  }

  /** Another text is wanted: whether it still is, later. */
  turn() {
    const turn = (this.#turn += 1);
    return () => this.#turn === turn;
  }

  /** What is still to be told of the place would be told of another text. */
  leave() { clearTimeout(this.#placing); }

  /** Shows a text; settles when it can be labelled. `config` is the widget's address of its configuration. */
  show(row, body, config) {
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

  /** Goes to the place that was read last. With `toLabel` the sentences get the keys, and so they do where they had them in the text before. */
  goTo(place, toLabel) {
    scrollTo(0, 0);
    if (place > 0) goTo(this.#reading.firstElementChild, place);
    if (toLabel || this.annotator.shadowRoot?.activeElement?.matches(".cursor")) this.toSentences(place > 0);
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
    this.id = null;
    this.annotator?.remove();
    this.annotator = null;
    this.#reading.replaceChildren();
  }
}
