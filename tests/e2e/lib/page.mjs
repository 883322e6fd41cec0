// A page with the widget, as tests see and touch it: real mouse and keys through
// the driver, everything else (what is painted, told, stored) read in the page.
//   const page = await open(browser, site.own());
//   await page.click(3); await page.press("1");
//   assert.equal((await page.sentences())[3].label, "claim");
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { Key, Origin } from "selenium-webdriver";
import { inPage } from "./in_page.mjs";

export { Key };

const WAIT_MS = 5000;
// The longest time between the clicks of a double-click in any of the engines.
const DOUBLE_CLICK_MS = 600;

/**
 * Opens `url`, a page with the widget, and waits until the widget is ready.
 * @param {Awaited<ReturnType<import("./browsers.mjs").openBrowser>>} browser
 * @param {string} url as `site.url` or `site.own()`, see `site.mjs`
 */
export async function open(browser, url) {
  const page = new Page(browser, url);
  await page.goto(url);
  return page;
}

/** Polls until `condition()` (on this side) is truthy; its value. */
export async function until(condition, what, limit = WAIT_MS) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/**
 * The file that has come into a folder since it held the names `before`, once `isWhole(text)` and it stays:
 * `{name, text}`. Firefox may save under a name of its own first, and renames that when all is there.
 */
export function newFile(folder, before, isWhole) {
  const known = new Set(before);
  const isFile = (name) => !known.has(name) && !/\.(crdownload|part|tmp|wkdownload)$/.test(name) && !name.startsWith(".");
  return until(async () => {
    const names = readdirSync(folder);
    const name = names.find(isFile);
    if (!name || names.includes(`${name}.part`)) return null;
    const file = path.join(folder, name);
    try {
      const text = readFileSync(file, "utf8");
      if (!isWhole(text)) return null;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return existsSync(file) && { name, text };
    } catch (error) {
      if (error.code === "ENOENT") return null;
      throw error;
    }
  }, "the file is downloaded", 8000);
}

export class Page {
  constructor(browser, url) {
    this.browser = browser;
    this.driver = browser.driver;
    this.engine = browser.engine;
    this.url = url;
  }

  async goto(url) {
    this.url = url;
    await this.driver.get(url);
    await this.ready();
  }

  /** Waits until the page has gone to the address that ends in `search`. */
  async arrived(search) {
    // A page that is just being left answers nothing.
    const here = () => this.driver.executeScript("return location.search").catch(() => "");
    await until(async () => (await here()) === search, "the next page has come");
  }

  async reload() {
    await this.driver.navigate().refresh();
    await this.ready();
  }

  /** Waits for the element's `ready`, then begins to record what is announced. */
  async ready() {
    if (this.engine === "chromium") {
      // Its bubble about a download takes the focus from the page for good.
      await this.driver.sendDevToolsCommand("Emulation.setFocusEmulationEnabled", { enabled: true });
    }
    await this.waitFor((page) => page.element()?.ready !== undefined, "the element is defined", 15_000);
    await this.run((page) => page.element().ready.then(() => page.record()));
  }

  // --- In the page

  /**
   * Runs `work(tools, ...values)` in the page and waits for its promise. `work` is
   * sent as text: it sees nothing of this side but `values` (JSON). The tools are in
   * `in_page.mjs`. An exception comes back with its name and message.
   */
  async run(work, ...values) {
    const script = `
      const done = arguments[arguments.length - 1];
      const [values] = arguments;
      const because = (cause) => cause === undefined ? "" : " (" + cause + (cause?.stack ? "\\n" + cause.stack : "") + ")";
      const fail = (error) => done({ error: { name: error?.name ?? "Error", message: String(error?.message ?? error) + because(error?.cause) } });
      try {
        const tools = (${inPage})();
        Promise.resolve((${work})(tools, ...values)).then((value) => done({ value: value === undefined ? null : value }), fail);
      } catch (error) { fail(error); }`;
    const answer = await this.driver.executeAsyncScript(script, values).catch((error) => this.#told(error));
    if (answer.error) throw Object.assign(new Error(answer.error.message), { name: answer.error.name });
    return answer.value;
  }

  /** Throws the error with what the widget shows, once: that mostly tells what kept something from coming. */
  async #told(error) {
    if (error.toldShown) throw error;
    error.toldShown = true;
    const script = `return JSON.stringify((${inPage})().shown());`;
    const shown = await this.driver.executeScript(script).catch(({ message }) => message);
    error.message += ` (${this.engine}; ${shown})`;
    throw error;
  }

  /** Polls until `condition(tools, ...values)` in the page is truthy; its value. */
  waitFor(condition, what, limit = WAIT_MS, ...values) {
    return until(() => this.run(condition, ...values), what, limit).catch((error) => this.#told(error));
  }

  /** An element of the widget's shadow root, as the driver's. */
  async find(css) {
    const found = await this.driver.executeScript(
      "return document.querySelector('reading-annotator').shadowRoot.querySelector(arguments[0])", css);
    if (!found) throw new Error(`nothing in the widget matches ${css}`);
    return found;
  }

  // --- The element's methods

  call(method, ...values) {
    return this.run((page, method, values) => page.element()[method](...values), method, values);
  }

  sentences() { return this.call("getSentences"); }
  annotations() { return this.call("getAnnotations"); }
  orphans() { return this.call("getOrphans"); }

  /** The native export: `{name, type, text}`. */
  exportFile() {
    return this.run(async (page) => {
      const file = await page.element().exportAs();
      return { name: file.name, type: file.type, text: await file.text() };
    });
  }

  /** Imports through the element; the report. */
  importText(text) { return this.call("importFrom", text); }

  // --- Mouse

  /** Scrolls sentence `index` to the middle of the window; waits until all is still. */
  async scrollTo(index, where = "center") {
    await this.run((page, index, where) => page.scrollTo(index, where), index, where);
  }

  /** A client point on sentence `index`, at `share` (0–1) of its characters. */
  sentencePoint(index, share = 0.5) {
    return this.run((page, index, share) => page.point(index, share), index, share);
  }

  /** The line boxes of sentence `index` in client pixels. */
  boxes(index) { return this.run((page, index) => page.boxes(index), index); }

  async move({ x, y }) {
    await this.driver.actions().move({ x, y, origin: Origin.VIEWPORT, duration: 0 }).perform();
  }

  /** A click at a client point, never the second one of a double-click. */
  async clickAt({ x, y }) {
    const { place, time } = this.lastClick ?? { place: { x: -99, y: -99 }, time: 0 };
    if (Math.hypot(place.x - x, place.y - y) < 8) await until(() => Date.now() - time > DOUBLE_CLICK_MS, "two clicks are no double-click");
    await this.driver.actions().move({ x, y, origin: Origin.VIEWPORT, duration: 0 }).press().release().perform();
    this.lastClick = { place: { x, y }, time: Date.now() };
  }

  /** A click on sentence `index`, which is scrolled into view if need be. */
  async click(index, share = 0.5) {
    await this.reach(index, share);
    await this.clickAt(await this.sentencePoint(index, share));
  }

  async doubleClick(index, share = 0.5) {
    await this.reach(index, share);
    const { x, y } = await this.sentencePoint(index, share);
    await this.driver.actions().move({ x, y, origin: Origin.VIEWPORT, duration: 0 })
      .press().release().press().release().perform();
  }

  /** Rests the pointer on sentence `index`. */
  async hover(index, share = 0.5) {
    await this.reach(index, share);
    await this.move(await this.sentencePoint(index, share));
  }

  /** Drags from one sentence to another with the main button; both must fit the window. */
  async drag(from, to) {
    await this.scrollTo(from);
    const start = await this.sentencePoint(from);
    const end = await this.sentencePoint(to);
    const middle = { x: Math.round((start.x + end.x) / 2), y: Math.round((start.y + end.y) / 2) };
    const at = ({ x, y }) => ({ x, y, origin: Origin.VIEWPORT, duration: 20 });
    await this.driver.actions().move(at(start)).press().move(at(middle)).move(at(end)).release().perform();
  }

  async reach(index, share) {
    const free = await this.run((page, index, share) => page.isFree(index, share), index, share);
    if (!free) await this.scrollTo(index);
  }


  /**
   * Clicks the middle of an element of the widget, or of the page with `{host: true}`. Not
   * by the driver's own click: WebKit's sees the shadow root's host in front of its parts.
   */
  async clickOn(css, { host = false } = {}) {
    await this.clickAt(await this.run((page, css, host) => page.middle((host ? document : page.shadow()).querySelector(css), css), css, host));
  }

  /** Opens the card of row `index` of those in the page; rows come with a frame after the change. */
  async openCard(index = 0) {
    await this.waitFor(({ shadow }, index) => {
      const card = shadow().querySelectorAll(".row .card-main")[index];
      card?.click();
      return card !== undefined;
    }, `row ${index} is in the page`, WAIT_MS, index);
    await this.waitFor(({ cards }, index) => cards()[index]?.open, `card ${index} is open`, WAIT_MS, index);
  }

  // --- Keys

  /** Presses keys one after the other where the focus is: "j", Key.ENTER, ["Shift", "ArrowDown"-like chords as arrays]. */
  async press(...keys) {
    for (const key of keys) {
      const chord = Array.isArray(key) ? key : [key];
      const held = chord.slice(0, -1);
      let actions = this.driver.actions();
      for (const modifier of held) actions = actions.keyDown(modifier);
      actions = actions.keyDown(chord.at(-1)).keyUp(chord.at(-1));
      for (const modifier of held.reverse()) actions = actions.keyUp(modifier);
      await actions.perform();
    }
  }

  /** Types a text into the focused field. */
  async type(text) { await this.driver.actions().sendKeys(text).perform(); }

  /** Gives the sentence cursor the focus, as a click into it or Tab does. */
  async focusCursor() {
    await this.run((page) => page.shadow().querySelector(".cursor").focus());
    await this.waitFor((page) => page.activeOption(), "the cursor stands on a sentence");
  }

  /** Puts the cursor on sentence `index` by keys; it has the focus then. */
  async cursorTo(index) {
    await this.focusCursor();
    await this.press(Key.HOME);
    for (let at = 0; at < index; at += 1) await this.press(Key.ARROW_DOWN);
    await this.waitFor((page, index) => page.activeOption()?.index === index, `the cursor is on sentence ${index}`, WAIT_MS, index);
  }

  // --- What is shown, told, painted and stored

  /** `{index, name, selected, position, size, text}` of the option that assistive technology is on, or null. */
  activeOption() { return this.run((page) => page.activeOption()); }

  /** The cards in the page: `{label, quote, note, state, open, orphan}`. */
  cards() { return this.run((page) => page.cards()); }

  /** What the live region says now. */
  liveText() { return this.run((page) => page.shadow().querySelector(".live").textContent); }

  /** Everything that was announced since the last call, in order. */
  announcements() { return this.run((page) => page.takeAnnouncements()); }

  /** Does `act` and returns the first announcement after it. */
  async announcedBy(act) {
    await this.announcements();
    await act();
    let told = [];
    await until(async () => (told = await this.announcements()).length > 0, "something is announced");
    return told.join(" | ");
  }

  /** Highlights of ours: an object from name (without prefix) to the texts of its ranges. */
  highlights() { return this.run((page) => page.highlights()); }

  /** The label picker: `{left, top, right, bottom, buttons: [{name, pressed}]}`, or null. */
  picker() { return this.run((page) => page.picker()); }

  /** Records in IndexedDB of this page's document: `{documents, annotations}`; all with `{all: true}`. */
  stored({ all = false } = {}) { return this.run((page, all) => page.stored(all), all); }

  /** Events of the element since the last call: `{type, detail, bubbled}`. */
  events() { return this.run((page) => page.takeEvents()); }

  // --- Files

  /** Clicks Export, or another button, and waits for the downloaded file: `{name, text}`. */
  async download(button = "Export", end = "}") {
    const { downloadDir } = this.browser;
    const before = readdirSync(downloadDir);
    await this.clickButton(button);
    return newFile(downloadDir, before, (text) => text.trimEnd().endsWith(end));
  }

  /** Clicks the button of the widget whose accessible name or text is `name`. */
  async clickButton(name) {
    // Buttons come with the frames after a change; `middle` then waits until this one rests.
    await this.run(({ still }) => still());
    await this.clickAt(await this.run((page, name) => {
      const button = [...page.shadow().querySelectorAll("button")].find((button) => {
        const text = button.getAttribute("aria-label") ?? button.textContent.trim();
        return text === name && button.getClientRects().length > 0;
      });
      // A reader scrolls the list where a card is higher than it.
      if (button?.closest(".list")) button.scrollIntoView({ block: "nearest" });
      return page.middle(button, `the button “${name}”`);
    }, name));
  }

  /** Chooses a file in the widget's file field, as the picker would. */
  async pickFile(file) {
    if (!existsSync(file)) throw new Error(`${file} is missing`);
    await (await this.find("input[type=file]")).sendKeys(file);
  }
}
