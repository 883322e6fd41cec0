// The annotated copy: a file to read without the widget, and what goes to the printer.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Key, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";
import { watched } from "./lib/watched.mjs";

const WATCH = fileURLToPath(new URL("pages/watch.js", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MARKUP = '"><img src="//example.org/x" onerror=alert(1)></style></p>\u202eabc &amp;\n second line';
const GONE = " We waited longer than that for the breakwater.";
const FIRST = '<meta charset="utf-8">';

/** Labels of every kind on the page: nested, crossing, over a block's end, with notes; and an orphan. */
async function work(page) {
  const sentences = await page.sentences();
  const whole = sentences[5];
  await page.call("annotate", { sentence: 5 }, { label: "claim", note: MARKUP });
  await page.call("annotate", { start: whole.start + 4, end: whole.start + 12 }, { label: "opinion" });
  await page.call("annotate", { sentence: 0 }, { label: "opinion" });
  await page.call("annotate", { start: sentences[8].start, end: sentences[11].end }, { label: "evidence" });
  await page.call("annotate", { start: sentences[11].start + 3, end: sentences[12].start + 9 }, { label: "claim" });
  const gone = sentences.find(({ text }) => text === GONE.trim());
  await page.call("annotate", { sentence: gone.index }, { label: "opinion", note: "its text may go" });
  await page.run(({ article }, gone) => {
    const walker = document.createTreeWalker(article(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(gone, "");
  }, GONE);
  await page.waitFor(async ({ element }) => (await element().getOrphans()).length === 1, "it is an orphan");
  await page.clickOn(".name input");
  await page.type("Ada <b>Ångström</b>");
  await page.press(Key.TAB);
  await page.waitFor(async ({ element }) => JSON.parse(await (await element().exportAs()).text()).annotators[0].name, "the name is taken");
}

/** What a copy says, read off its nodes; runs in a page or a frame. */
function read(page) {
  const view = page.defaultView;
  const bare = (node) => {
    const copy = node.cloneNode(true);
    for (const tag of copy.querySelectorAll(".tag")) tag.remove();
    return copy.textContent;
  };
  const marks = [...page.querySelectorAll("mark")];
  return {
    title: page.title,
    language: page.documentElement.lang,
    h1: [...page.querySelectorAll("h1")].map(bare),
    about: [...page.querySelectorAll(".about li")].map((node) => node.textContent),
    legend: [...page.querySelectorAll(".legend > div")].map((row) => [row.querySelector("dt").textContent, row.querySelector("dd").textContent.length > 20]),
    marks: marks.map((mark) => [mark.className, bare(mark), [...mark.querySelectorAll(".tag")].map((tag) => tag.textContent).join(" ")]),
    nested: page.querySelectorAll("mark mark").length,
    styles: [...new Set(marks.map((mark) => {
      const { backgroundColor, textDecorationStyle, textDecorationLine } = view.getComputedStyle(mark);
      return [mark.className, backgroundColor, textDecorationLine, textDecorationStyle].join(" ");
    }))].sort(),
    lists: [...page.querySelectorAll("section")].map((section) => [section.querySelector("h2").textContent,
      [...section.querySelectorAll("li")].map((entry) => ({
        tag: entry.querySelector(".tag").textContent, label: entry.querySelector(".sample").textContent,
        quote: entry.querySelector("blockquote").textContent, note: entry.querySelector(".note")?.textContent ?? null,
      }))]),
    text: [...page.querySelectorAll("h1, article")].map(bare).join("").replace(/\s+/g, ""),
    ids: [...page.querySelectorAll("[id]")].length === new Set([...page.querySelectorAll("[id]")].map(({ id }) => id)).size,
    broken: [...page.querySelectorAll(".tag")].filter((tag) => !page.getElementById(tag.getAttribute("href").slice(1))).length,
    foreign: [...page.querySelectorAll("img, script, iframe, link, object, base, [style], [onerror], body b b")].map(({ outerHTML }) => outerHTML),
    isolated: [...page.querySelectorAll(".note, blockquote, article > *")].every((node) => node.dir === "auto"),
    reading: view.getComputedStyle(page.body).maxWidth,
  };
}

async function assertTold(told, page) {
  const annotations = await page.annotations();
  const sentences = await page.sentences();
  const letters = { claim: "C", evidence: "E", opinion: "O" };
  assert.equal(told.title, "A town that can see its stars · Annotated copy");
  assert.equal(told.language, "en");
  assert.deepEqual(told.h1, ["A town that can see its stars"], "the title stands once, with its mark");
  assert.match(told.about[0], /^http:\/\/127\.0\.0\.1/);
  assert.equal(told.about[1], "Annotated by Ada <b>Ångström</b>");
  assert.match(told.about[2], /^\d{4}-\d\d-\d\d$/);
  assert.match(told.about[3], /^\d+ of \d+ sentences labelled or judged$/);
  assert.deepEqual(told.legend, [["CClaim 2", true], ["EEvidence 1", true], ["OOpinion 2", true]]);
  assert.equal(told.nested, 0);
  assert.deepEqual(told.styles, [
    "label-0 rgb(168, 209, 255) underline solid", "label-1 rgb(255, 242, 160) underline double", "label-2 rgb(244, 174, 198) underline wavy"]);
  assert.deepEqual(told.marks[0], ["label-2", "A town that can see its stars", "O1"]);
  // The nested one divides the one that it lies in; each piece says whose it is.
  const inner = annotations[2].quote.exact;
  const [before, after] = annotations[1].quote.exact.split(inner);
  assert.deepEqual(told.marks.slice(1, 4), [["label-0", before, "C2"], ["label-2", inner, "O3"], ["label-0", after, "C2"]]);
  const named = new Set(told.marks.flatMap(([, , tags]) => tags.split(" ")));
  assert.deepEqual([...named].sort(), ["C2", "C5", "E4", "O1", "O3"]);
  const [[list, entries], [orphans, gone], ...others] = told.lists;
  assert.deepEqual([list, orphans, others], ["Labelled sentences", "Not in this text", []]);
  assert.deepEqual(entries.map(({ tag }) => tag), annotations.map(({ label }, at) => `${letters[label]}${at + 1}`));
  assert.deepEqual(entries.map(({ quote }) => quote), annotations.map(({ quote }) => quote.exact));
  assert.deepEqual(entries.map(({ note }) => note), [null, MARKUP, null, null, null]);
  assert.deepEqual(gone, [{ tag: "O6", label: "Opinion", quote: GONE.trim(), note: "its text may go" }]);
  assert.equal(told.text, sentences.map(({ text }) => text).join("").replace(/\s+/g, ""), "the whole text, once");
  assert.deepEqual([told.ids, told.broken, told.foreign, told.isolated], [true, 0, [], true]);
  assert.equal(told.reading, "736px", "the style sheet is in force");
}

onEachEngine("Annotated copy", ({ test, site, browser }) => {
  /** A watched page under the strict policy, with work on it. */
  async function worked() {
    cpSync(WATCH, path.join(site().root, "watch.js"));
    const page = await open(browser(), site().own((html) => replace(html, FIRST, `${FIRST}<script src="watch.js"></script>`)));
    await work(page);
    return page;
  }

  test("the file says everything, loads nothing, and is safe to open", async () => {
    const page = await worked();
    await page.announcements();
    const { name, text } = await page.download("Save annotated copy", "</html>");
    assert.match(name, /^A-town-that-can-see-its-stars_Ada-.+_\d{4}-\d\d-\d\d\.html$/u);
    assert.deepEqual(await page.announcements(), ["Annotated copy saved"]);
    assert.match(text, /^<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/);
    assert.equal(await page.run(() => window.watched.violations.length + window.watched.errors.length), 0);
    const sentences = await page.sentences(), annotations = await page.annotations();
    // As it is opened from a folder.
    await page.driver.get(pathToFileURL(path.join(browser().downloadDir, name)).href);
    const told = await page.driver.executeScript(`return (${read})(document)`);
    await assertTold(told, { sentences: async () => sentences, annotations: async () => annotations });
    assert.equal(await page.driver.executeScript("return performance.getEntriesByType('resource').length"), 0);
    assert.equal(await page.driver.executeScript("return document.compatMode"), "CSS1Compat");
    const faults = await page.driver.executeAsyncScript(`${AXE}; const done = arguments[arguments.length - 1];
      axe.run({ resultTypes: ["violations"] }).then(({ violations, passes }) => done(passes.length > 9
        ? violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)) : ["axe has looked at nothing"]), (error) => done([String(error)]));`);
    assert.deepEqual(faults, [], "accessible");
    // A tag leads to its entry, and back.
    await page.driver.executeScript("document.querySelector('mark .tag').click()");
    assert.equal(await page.driver.executeScript("return document.querySelector(':target .sample').textContent"), "Opinion");
  });

  test("the printer gets the same; the page is as it was", async () => {
    const page = await worked();
    const state = () => page.run(() => [document.documentElement.outerHTML, document.adoptedStyleSheets.length, document.querySelectorAll("iframe").length, scrollX, scrollY]);
    const before = await state();
    // The frame's own `print` is put aside before it is called.
    await page.driver.executeScript(`
      window.printed = [];
      new MutationObserver((records) => {
        for (const frame of records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node.localName === "iframe")) {
          const stub = () => { frame.contentWindow.print = () => window.printed.push((${read})(frame.contentDocument)); };
          stub();
          frame.addEventListener("load", stub);
        }
      }).observe(document.querySelector("reading-annotator").shadowRoot, { childList: true });`);
    await page.clickButton("Print…");
    await page.waitFor(() => window.printed.length === 1, "it is printed");
    await assertTold(await page.run(() => window.printed[0]), page);
    assert.equal(await page.run(({ shadow }) => shadow().querySelectorAll("iframe").length), 1, "there while it is printed");
    await page.run(({ shadow }) => shadow().querySelector("iframe").contentWindow.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.run(({ shadow }) => shadow().querySelectorAll("iframe").length), 0, "taken away");
    assert.deepEqual(await state(), before);
    const { errors, violations } = await watched(page);
    assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    // Again, and once more where the end of printing was never told.
    for (const count of [2, 3]) {
      await page.clickButton("Print…");
      await page.waitFor((_, count) => window.printed.length === count, "it is printed again", 5000, count);
      assert.equal(await page.run(({ shadow }) => shadow().querySelectorAll("iframe").length), 1);
    }
  });

  test("both can be reached and done by keys", async () => {
    const page = await worked();
    await page.run(({ shadow }) => shadow().querySelector(".name input").focus());
    const names = [];
    for (let at = 0; at < 2; at += 1) {
      await page.press(Key.TAB);
      names.push(await page.run(({ shadow }) => shadow().activeElement?.textContent));
    }
    assert.deepEqual(names, ["Save annotated copy", "Print…"]);
    const sizes = await page.run(({ shadow }) => [...shadow().querySelectorAll(".reading-copy button")].map((node) => {
      const { width, height } = node.getBoundingClientRect();
      return Math.min(width, height) >= 24;
    }));
    assert.deepEqual(sizes, [true, true, true]);
  });
});
