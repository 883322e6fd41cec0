// Main-thread times of the built demo in Chromium: the browser's own TaskDuration,
// so waiting does not count. Medians of seven runs, each in a new document.
import { openBrowser } from "../tests/e2e/lib/browsers.mjs";
import { startSite } from "../tests/e2e/lib/site.mjs";
import { mainThread, median, waiting } from "./lib/measure.mjs";
import { prose } from "./lib/prose.mjs";

const SENTENCES = 2000, RUNS = 7;

const site = await startSite();
const browser = await openBrowser("chromium");
try {
  const { driver } = browser;
  const busy = await mainThread(driver);
  const rest = () => driver.executeAsyncScript((done) => setTimeout(done, 300));
  // An empty script has a cost of its own: it is taken off.
  const cost = async (work, ...values) => {
    const before = await busy();
    await driver.executeAsyncScript(work, ...values);
    await rest();
    return (await busy()) - before;
  };
  const idle = async () => cost((done) => done());
  const html = prose(SENTENCES);
  const figures = { ready: [], restore: [], add: [], relabel: [], remove: [], floor: [] };
  for (let run = 0; run < RUNS; run += 1) {
    // The element is taken out of the page and put in by the test, to time it alone.
    const url = site.own(waiting(html));
    const opened = (done) => {
      const element = document.getElementById("later").content.firstElementChild;
      const made = document.importNode(element, true);
      made.addEventListener("annotator-ready", () => done(), { once: true });
      document.querySelector("main").after(made);
    };
    await driver.get(url);
    await driver.wait(() => driver.executeScript("return !!customElements.get('reading-annotator')"), 10_000);
    await rest();
    const nothing = await idle();
    const ready = (await cost(opened)) - nothing;
    const count = await driver.executeAsyncScript(async (done) => {
      const element = document.querySelector("main + reading-annotator");
      const all = await element.getSentences();
      for (let index = 0; index < all.length; index += 5) await element.annotate({ sentence: index }, { label: "claim" });
      done(all.length);
    });
    if (count !== SENTENCES) throw new Error(`${count} sentences instead of ${SENTENCES}`);
    await rest();
    figures.add.push((await cost(async (done) => {
      const element = document.querySelector("main + reading-annotator");
      window.made = (await element.annotate({ sentence: 7 }, { label: "opinion" }))[0].id;
      done();
    })) - nothing);
    figures.relabel.push((await cost(async (done) => {
      await document.querySelector("main + reading-annotator").update(window.made, { label: "evidence" });
      done();
    })) - nothing);
    figures.remove.push((await cost(async (done) => {
      await document.querySelector("main + reading-annotator").remove(window.made);
      done();
    })) - nothing);
    // What no tool can do without here: one range more in a highlight, one text changed beside the article.
    await driver.executeAsyncScript((done) => {
      const range = document.createRange();
      const text = document.querySelector("#essay p").firstChild;
      range.setStart(text, 5);
      range.setEnd(text, 60);
      const [highlight] = [...CSS.highlights.values()];
      const beside = document.querySelector("main + reading-annotator").shadowRoot.querySelector("h2").firstChild;
      window.leastChange = () => {
        highlight.add(range);
        beside.data += " ";
      };
      setTimeout(done, 300);
    });
    figures.floor.push((await cost((done) => {
      window.leastChange();
      done();
    })) - nothing);
    await rest();
    await driver.get(url);
    await driver.wait(() => driver.executeScript("return !!customElements.get('reading-annotator')"), 10_000);
    await rest();
    const again = (await cost(opened)) - (await idle());
    figures.ready.push(ready);
    figures.restore.push(again - ready);
  }
  console.log(`\n${SENTENCES} sentences, every fifth labelled, Chromium, main-thread ms, medians of ${RUNS}`);
  const goals = { ready: 60, restore: 12, add: 8, relabel: 8, remove: 8 };
  for (const [name, values] of Object.entries(figures)) {
    const beside = goals[name] ? `goal ${goals[name]}` : "the least change: one range, one text beside the article";
    console.log(`${name.padEnd(8)} ${median(values).toFixed(1).padStart(7)}   ${beside}`);
  }
} finally {
  await browser.quit();
  await site.close();
}
