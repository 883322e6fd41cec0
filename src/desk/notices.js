// What is under way, with a way to cancel it, and what was done, with a way to undo it.
import { make } from "./make.js";

/** So long a sentence stays, in milliseconds. */
const STAYS = 8000;
/** Progress is drawn at most so often, in milliseconds: each time the browser paints the page anew. */
const PROGRESS = 120;

export class Notices {
  #quiet = 0;
  #drawn = -Infinity;

  constructor(cancel) {
    this.cancel = cancel;
    this.work = make("div", { className: "work", hidden: true });
    this.status = make("div", { className: "status", role: "status" });
    this.box = make("div", { className: "notices" }, this.work, this.status);
  }

  /** How far something has come; null when it is over. */
  progress(words, done, of) {
    this.work.hidden = !words;
    if (!words) return this.work.replaceChildren();
    if (this.work.firstChild && performance.now() - this.#drawn < PROGRESS) return;
    this.#drawn = performance.now();
    if (!this.work.firstChild) {
      // What was done before is said no more beside what is under way.
      this.#hush();
      const cancel = make("button", { type: "button", className: "button", textContent: "Cancel", onclick: this.cancel });
      this.work.append(make("span"), make("progress", { "aria-label": "Progress" }), cancel);
    }
    const [label, bar] = this.work.children;
    label.textContent = words;
    bar.max = of || 1;
    bar.value = done;
  }

  /** A text is opened: on a narrow window, where notices lie over it, what was done was read in the list. */
  leaveText() {
    if (matchMedia("(width < 76rem)").matches) this.#hush();
  }

  // What can be undone stays until something else is said.
  #hush() {
    if (!this.status.querySelector("button")) this.status.replaceChildren();
  }

  /** Says something; `action` is a button's words and what it does. */
  say(words, action) {
    clearTimeout(this.#quiet);
    this.status.replaceChildren(make("span", { textContent: words }));
    if (action) this.status.append(make("button", { type: "button", className: "button", textContent: action[0], onclick: action[1] }));
    // What can be undone stays until something else is said.
    else this.#quiet = setTimeout(() => this.status.replaceChildren(), STAYS);
  }
}
