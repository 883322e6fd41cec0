// Removing texts and bringing them back: every removal can be undone while the page lives, the last
// one first, whatever is said or opened since; and the focus goes where one can go on.
import { askToRemove } from "./dialogs.js";
import { plural } from "./make.js";

export class Removals {
  // The rows of each removal.
  #done = [];
  // Settles when the one under way is made.
  #removing = null;

  /**
   * `desk` is the element, whose `list` and `undoButtons` those are; `mark(rows, removed)` settles when the worker
   * knows; `leave()` before the text that is open goes; `take(rows)` and `give(rows)` change what is there;
   * `toSentences()` gives them the keys; `say` as the notices'.
   */
  constructor(parts) { Object.assign(this, parts); }

  get any() { return this.#done.length > 0; }

  /** Asks which of `choices` go, each with its words and its rows; whether some did. */
  async remove(choices) {
    // What an earlier removal is just about to take is not asked for again.
    if (this.#removing) await this.#removing;
    const there = this.#there();
    const some = choices.map(([words, rows]) => [words, rows.filter(({ id }) => there.has(id))]).filter(([, rows]) => rows.length);
    const rows = some.length ? await askToRemove(this.desk.shadowRoot, some) : null;
    if (!rows) return false;
    const removing = this.#remove(rows);
    this.#removing = removing.catch(() => {}).then(() => { this.#removing = null; });
    await removing;
    return true;
  }

  async #remove(rows) {
    const gone = new Set(rows.map(({ id }) => id));
    if (gone.has(this.desk.current)) await this.leave();
    await this.mark(rows, true);
    // As they are now: leaving tells how far the work on a text has come.
    this.#done.push(this.desk.texts.filter(({ id }) => gone.has(id)));
    const beside = this.#beside(gone);
    this.take(rows);
    this.say(`${plural(rows.length, "text")} removed.`, ["Undo", () => this.restore()]);
    this.#keepFocus(beside?.id);
  }

  /** Brings back what was removed last; whether there was something. */
  async restore() {
    const rows = this.#done.pop();
    if (!rows) return false;
    try {
      await this.mark(rows, false);
    } catch (error) {
      this.#done.push(rows);
      throw error;
    }
    // Some may have been opened again meanwhile.
    const there = this.#there();
    const back = rows.filter(({ id }) => !there.has(id));
    this.give(back);
    this.say(`${plural(back.length, "text")} brought back.`, this.any ? ["Undo the removal before", () => this.restore()] : undefined);
    this.#keepFocus(rows[0].id);
    return true;
  }

  // The ids of the texts that are on the desk.
  #there() { return new Set(this.desk.texts.map(({ id }) => id)); }

  // The text after those that go, or else the one before them.
  #beside(gone) {
    const { shown } = this.list;
    const after = shown.findLastIndex(({ id }) => gone.has(id)) + 1;
    return [...shown.slice(after), ...shown.slice(0, after).reverse()].find(({ id }) => !gone.has(id));
  }

  // What had the focus may be gone. Then the text `id` in the list has it, or what stands in for the list.
  #keepFocus(id) {
    const { desk, list } = this;
    if (!desk.current && desk.texts.length) desk.toggleAttribute("data-list", true);
    const { activeElement } = document;
    const has = desk.shadowRoot.activeElement ?? (activeElement === desk || activeElement === document.body ? null : activeElement);
    if (isSeen(has) && !list.box.contains(has)) return;
    if (isSeen(list.box) && list.shown.length) list.focus(id);
    else if (desk.current) this.toSentences();
    else this.undoButtons.find((button) => isSeen(button))?.focus();
  }
}

// Safari has no checkVisibility() before 17.4.
const isSeen = (element) => Boolean(element) && element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
