// The page of the desk, as tests see and touch it.
import { openBrowser } from "./browsers.mjs";
import { Key, Page, until } from "./page.mjs";
import { startSite } from "./site.mjs";

/** A desk with this file of JSON lines, in a browser and on a site of its own; `close` ends both. */
export async function openDesk(engine, jsonl) {
  const site = await startSite();
  let browser;
  const close = async () => {
    await browser?.quit();
    await site.close();
  };
  try {
    browser = await openBrowser(engine);
    const page = new Desk(browser, site.url);
    await page.goto(`${site.url}desk.html`);
    await page.open([["set.jsonl", [jsonl]]]);
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The desk as tests touch it: real keys through the driver, the rest in the page. */
export class Desk extends Page {
  async goto(url) {
    this.url = url;
    await this.driver.get(url);
    await this.waitForDesk();
  }

  async waitForDesk() {
    if (this.engine === "chromium") await this.driver.sendDevToolsCommand("Emulation.setFocusEmulationEnabled", { enabled: true });
    await this.waitFor(() => document.querySelector("annotation-desk")?.hasAttribute("ready"), "the desk is ready", 20_000);
  }

  desk(work, ...values) {
    return this.run(`async (tools, ...values) => {
      const desk = document.querySelector("annotation-desk");
      return (${work})(desk, desk.shadowRoot, ...values);
    }`, ...values);
  }

  untilDesk(condition, what, ...values) {
    return until(() => this.desk(condition, ...values), what, 20_000);
  }

  /** Cancels the next long work as soon as that is offered. */
  cancelNext() {
    return this.desk((desk, root) => {
      const work = root.querySelector(".work");
      new MutationObserver((_, observer) => {
        const cancel = work.querySelector("button");
        if (!cancel) return;
        observer.disconnect();
        cancel.click();
      }).observe(work, { childList: true });
    });
  }

  /** Opens files made in the page; the report. The dialog about it is closed. */
  async open(files) {
    await this.beginOpening(files);
    return this.opened();
  }

  async beginOpening(files) {
    await this.desk(`(desk, root, files) => {
      window.report = null;
      desk.addEventListener("desk-opened", ({ detail }) => { window.report = detail; }, { once: true });
      desk.openFiles(files.map(([name, parts]) => new File(parts.map((part) => typeof part === "string" ? part : new Uint8Array(part)), name)));
    }`, files);
  }

  async opened() {
    const report = await this.untilDesk(() => window.report, "the files are opened");
    if (report.problems.length || report.matched) {
      await this.untilDesk((desk, root) => root.querySelector("dialog[open]"), "the report is shown");
      await this.driver.actions().sendKeys(Key.ESCAPE).perform();
      await this.untilDesk((desk, root) => !root.querySelector("dialog"), "the report is closed");
    }
    return report;
  }

  rows() { return this.desk((desk) => desk.texts.map(({ id, title, judged, sentences, finished }) => ({ id, title, judged, sentences, finished }))); }

  current() { return this.desk((desk) => desk.texts.findIndex(({ id }) => id === desk.current)); }

  /** Waits until the text with this number is open and its sentences have the keys. */
  async atText(number) {
    await this.untilDesk((desk, root, number) => desk.texts[number].id === desk.current && !desk.hasAttribute("data-opening")
      && document.querySelector("reading-annotator")?.shadowRoot?.activeElement?.matches(".cursor"), `text ${number} is open`, number);
  }

  /** The export's text. */
  async exported(format) {
    return this.desk(`async (desk, root, format) => {
      const { file, leftOut, problems } = await desk.exportSet(format);
      return { name: file.name, size: file.size, text: await file.text(), leftOut, problems };
    }`, format);
  }

  /** Presses the button with these words, of the desk or of its dialog. */
  button(words) {
    return this.desk(`(desk, root, words) => {
      const within = root.querySelector("dialog") ?? root;
      [...within.querySelectorAll("button")].find((button) => button.textContent === words && button.checkVisibility()).click();
    }`, words);
  }
}
