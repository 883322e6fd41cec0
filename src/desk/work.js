// The work on the text that is open: how far it has come is told to the list, and what the browser
// does not store is kept here until the page is closed.

/** News are told so long after the first of them, in milliseconds. */
const SOON = 400;
/** The widget writes at once, but not in no time: so long it is waited for, again and again. */
const WAITS = [0, 150, 350];
/** A slow storage may have stored it all the same, so much later. */
const LATER = 5000;

export class Work {
  /** Native files of the texts whose work is not stored, by id. */
  natives = new Map();
  // Texts of which the widget has news, and those of which nobody has looked whether they are stored.
  #dirty = new Set();
  #doubtful = new Set();
  #settling = Promise.resolve();
  #telling = 0;

  /**
   * `call` asks the worker; `live(id)` is the native file of the text if it is the one that is open, or
   * null; `hear(trouble)` and `note(row, leaving)` take what is known then.
   */
  constructor({ call, live, hear, note }) {
    Object.assign(this, { call, live, hear, note });
  }

  /** The widget has news of a text. */
  news(id) {
    this.#dirty.add(id);
    this.#doubtful.add(id);
    this.#telling ||= setTimeout(() => this.settle(), SOON);
  }

  /** All news are in the rows; with `fully` what the browser does not store is kept, too. One after the other. */
  settle({ fully = false, leaving = false } = {}) {
    clearTimeout(this.#telling);
    this.#telling = 0;
    const settled = this.#settling.then(() => this.#settle(fully, leaving));
    this.#settling = settled.catch(() => {});
    return settled;
  }

  /** Before another text takes the widget's place; what is done meanwhile is waited for, too. */
  async leave(id) {
    await this.settle({ fully: true, leaving: true });
    for (let again = 0; again < 3 && this.#dirty.has(id); again += 1) await this.settle({ fully: true, leaving: true });
  }

  async #settle(fully, leaving) {
    const ids = new Set([...this.#dirty, ...(fully ? this.#doubtful : [])]);
    this.#dirty.clear();
    for (const id of ids) {
      try {
        await this.#settleOne(id, fully, leaving);
      } catch {
        // The worker could not answer: it is asked again with the next news.
        this.#dirty.add(id);
      }
    }
  }

  async #settleOne(id, fully, leaving) {
    let { row, trouble } = await this.call("progress", id);
    this.hear(trouble);
    if (fully || trouble || !row || this.natives.has(id)) {
      const found = await this.#look(id);
      // What the storage says of a text is older than what is here, or nothing.
      row = found?.stored === false ? null : (await this.call("progress", id)).row;
      row ??= found && { id, ...found.progress };
    }
    if (row) this.note(row, leaving);
  }

  // How far the text's work has come, and whether it is stored: what is not is kept from now on. Null
  // where there is nothing to look at.
  async #look(id) {
    this.#doubtful.delete(id);
    const native = await this.live(id) ?? this.natives.get(id);
    if (!native) return null;
    let found;
    for (const wait of WAITS) {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      found = await this.call("compare", { id, native });
      if (!found.stored) continue;
      if (this.natives.delete(id)) this.hear();
      return found;
    }
    if (!this.natives.has(id)) setTimeout(() => this.#again(id), LATER);
    this.natives.set(id, native);
    this.hear();
    return found;
  }

  #again(id) {
    this.#dirty.add(id);
    this.settle();
  }
}
