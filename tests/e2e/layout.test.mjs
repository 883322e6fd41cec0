// Where things are: nothing sticks out of the window, nothing covers the sentence that
// is being labelled, at four widths.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { STRICT_CSP } from "../../scripts/server.mjs";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Key, Page, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { watchedSite } from "./lib/watched.mjs";

const HEIGHT = 800;
// Below this width (CSS pixels) the panel is a sheet at the window's foot.
const SHEET = 720;

// Only so may Firefox's driver change the zoom.
process.env.MOZ_REMOTE_ALLOW_SYSTEM_ACCESS = "1";

/**
 * Makes the page's own area `width`×`height` CSS pixels; windows have frames of
 * different sizes. Firefox has no windows narrower than 450: there the reader zooms.
 */
async function setSize(page, width, height = HEIGHT) {
  const zoom = page.engine === "firefox" && width < 500 ? 1.6 : 1;
  if (page.engine === "firefox") {
    await page.driver.setContext("chrome");
    try {
      await page.driver.executeScript("ZoomManager.zoom = arguments[0]", zoom);
    } finally {
      await page.driver.setContext("content");
    }
  }
  const rect = { width: width * zoom, height: height * zoom };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await page.driver.manage().window().setRect({ width: Math.round(rect.width), height: Math.round(rect.height) });
    await page.run(async ({ frame }) => { await frame(); await frame(); });
    const [inner, innerHeight] = await page.run(() => [window.innerWidth, window.innerHeight]);
    if (inner === width && innerHeight === height) return;
    rect.width += (width - inner) * zoom;
    rect.height += (height - innerHeight) * zoom;
  }
}

/** A page at a width. WebKit's window and zoom stop at wider ones: there it is a frame's page,
 * without a margin, since its driver counts from the window's corner. */
async function openAt(browser, site, width, edit) {
  const url = site.own(edit);
  let page;
  if (browser.engine === "webkit" && width < 500) {
    const frame = `<!doctype html><title>Frame</title><body leftmargin="0" topmargin="0" marginwidth="0" marginheight="0"><iframe src="${url}" width="${width}" height="${HEIGHT}" frameborder="0"></iframe>`;
    await browser.driver.get(site.add(`frame-${width}.html`, () => frame));
    await browser.driver.switchTo().frame(0);
    page = new Page(browser, url);
    await page.ready();
  } else {
    page = await open(browser, url);
    await setSize(page, width);
  }
  assert.equal(await page.run(() => window.innerWidth), width, "the page has this width");
  return page;
}

/** Whatever makes the page wider than the window. */
const overflow = (page) => page.run(({ shadow }) => {
  const wide = document.documentElement.clientWidth;
  // The cursor's control is out of sight, but focusable, where the sheet is low.
  const clipped = (node) => node.closest(".hidden, svg") || node.closest(".current")?.getBoundingClientRect().width <= 1;
  const out = (node) => node.getBoundingClientRect().right > wide + 0.5 && getComputedStyle(node).position !== "fixed";
  return {
    scrolls: document.documentElement.scrollWidth - wide,
    who: [...document.querySelectorAll("body *")].filter(out).map((node) => `${node.localName}.${node.className}`).slice(0, 5),
    inside: [...shadow().querySelectorAll(".panel, .panel *")]
      .filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && !clipped(node) && (box.right > wide + 0.5 || box.left < -0.5);
      })
      .map((node) => `${node.localName}.${node.className}`).slice(0, 5),
  };
});
const NONE = { scrolls: 0, who: [], inside: [] };

const panel = (page) => page.run(({ shadow }) => {
  const { left, top, right, bottom } = shadow().querySelector(".panel").getBoundingClientRect();
  return { left, top, right, bottom, width: document.documentElement.clientWidth, height: innerHeight };
});

const apart = (one, other) => one.right <= other.left + 0.5 || other.right <= one.left + 0.5
  || one.bottom <= other.top + 0.5 || other.bottom <= one.top + 0.5;

/** The picker beside the cursor's sentence, when it has come to rest. */
async function settledPicker(page) {
  await page.waitFor(({ picker }) => picker(), "the picker is open");
  await page.run(({ still }) => still());
  return page.picker();
}

async function isBeside(page, index) {
  const picker = await settledPicker(page);
  const { width, height } = await panel(page);
  const lines = await page.boxes(index);
  const place = `picker ${JSON.stringify({ ...picker, buttons: undefined })}, window ${width}×${height}, sentence ${index}: ${JSON.stringify(lines)}`;
  assert.ok(picker.left >= 0 && picker.top >= 0 && picker.right <= width && picker.bottom <= height, `outside of the window: ${place}`);
  for (const line of lines) assert.ok(apart(picker, line), `over its sentence: ${place}`);
}

for (const engine of engines) {
  describe(`layout, ${engine}`, () => {
    let browser, site;
    before(async () => {
      browser = await openBrowser(engine);
      site = await watchedSite({ headers: { "Content-Security-Policy": `${STRICT_CSP}; frame-src 'self'` } });
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
    });

    for (const width of [1280, 720, 400, 320]) {
      describe(`${width} px wide`, () => {
        let page;
        before(async () => {
          page = await openAt(browser, site, width);
        });

        it("nothing makes the page scroll sideways, empty or labelled, open or folded, with dialogs", async () => {
          assert.deepEqual(await overflow(page), NONE, "empty");
          await page.call("annotate", { sentences: [1, 20] }, { label: "evidence", note: "x".repeat(300) });
          await page.call("annotate", { sentence: 3 }, { label: "claim", note: "a note\nof two lines" });
          assert.deepEqual(await overflow(page), NONE, "labelled");
          await page.openCard();
          assert.deepEqual(await overflow(page), NONE, "a card is open");
          for (const name of ["Keys", "What the labels mean"]) {
            await page.clickButton(name);
            const box = await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]")?.getBoundingClientRect().toJSON(), "the dialog");
            assert.ok(box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= HEIGHT, JSON.stringify(box));
            const inner = await page.run(({ shadow }) => {
              const body = shadow().querySelector(".dialog-body");
              return body.scrollWidth - body.clientWidth;
            });
            assert.equal(inner, 0, `${name} scrolls sideways`);
            assert.deepEqual(await overflow(page), NONE, name);
            await page.press(Key.ESCAPE);
            await page.waitFor(({ shadow }) => !shadow().querySelector("dialog"), "the dialog is closed");
          }
          await page.clickButton("Close the annotation panel");
          const tab = await page.waitFor(({ shadow }) => shadow().querySelector(".tab")?.getBoundingClientRect().toJSON(), "the tab");
          assert.ok(tab.right <= width + 0.5 && tab.left >= 0 && tab.bottom <= HEIGHT && tab.top >= 0, JSON.stringify(tab));
          assert.ok(width >= SHEET ? tab.width <= 64 : tab.height <= 64, `the tab is slim: ${JSON.stringify(tab)}`);
          const pressed = await page.run(({ shadow }, x, y) => Boolean(shadow().elementFromPoint(x, y)?.closest(".tab")), tab.right - 3, (tab.top + tab.bottom) / 2);
          assert.ok(pressed, "the tab's outer edge is the tab's, too");
          const counts = await page.run(({ shadow }) => [...shadow().querySelectorAll(".tab b")].map((one) => one.textContent));
          assert.deepEqual(counts, ["1", "19", "0"]);
          assert.deepEqual(await overflow(page), NONE, "folded");
          await page.run(({ shadow, frame }) => { shadow().querySelector(".tab").click(); return frame(); });
          await page.waitFor(({ shadow }) => shadow().querySelector(".head"), "the panel is open again");
        });

        it(width >= SHEET ? "the panel is beside the article" : "the panel is a sheet at the foot, with three stops", async () => {
          const box = await panel(page);
          if (width >= SHEET) {
            const article = await page.run(({ article }) => article().getBoundingClientRect().toJSON());
            assert.ok(box.left >= article.right - 0.5, `${JSON.stringify(box)} ${JSON.stringify(article)}`);
            assert.ok(Math.abs(box.right - box.left - 340) <= 1, `${box.right - box.left} px wide`);
            assert.ok(box.bottom <= box.height + 0.5 && box.bottom >= box.height - 1, "as high as the window");
            return;
          }
          const heights = [];
          for (let stop = 0; stop < 4; stop += 1) {
            const now = await panel(page);
            assert.ok(now.left <= 0.5 && Math.abs(now.right - now.width) <= 0.5 && Math.abs(now.bottom - now.height) <= 0.5, JSON.stringify(now));
            heights.push((now.bottom - now.top) / now.height);
            if (stop === 3) break;
            await page.clickButton("Resize the panel");
            await page.run(async ({ frame }) => { await frame(); await frame(); });
          }
          const [peek, half, full, again] = heights;
          assert.ok(peek < 0.25 && half > 0.4 && half < 0.6 && full > 0.85 && full < 1 && again === peek, `${heights}`);
        });

        it("the picker is in the window and never over its sentence: in the middle, at the top, at the foot", async () => {
          for (const [index, where] of [[6, "center"], [25, "start"], [32, "end"]]) {
            await page.scrollTo(index, where);
            await page.click(index);
            await isBeside(page, index);
            // It follows scrolling.
            await page.run(({ still }) => { window.scrollBy({ top: 90, behavior: "instant" }); return still(); });
            if (await page.picker()) await isBeside(page, index);
            await page.press(Key.ESCAPE);
          }
        });

        it("the cursor's sentence is never covered: by the page's header, the panel or the sheet at any stop", async () => {
          const stops = width >= SHEET ? 1 : 2;
          for (let stop = 0; stop < stops; stop += 1) {
            await page.cursorTo(0);
            await page.type(Key.ARROW_DOWN.repeat(30));
            await page.run(({ still }) => still());
            for (const step of [Key.ARROW_DOWN, Key.END, Key.HOME]) {
              await page.press(step);
              await page.run(({ still }) => still());
              const { index } = await page.activeOption();
              const lines = await page.boxes(index);
              const { bottom: bar } = await page.run(() => document.querySelector(".masthead").getBoundingClientRect().toJSON());
              const sheet = await panel(page);
              const end = width >= SHEET ? sheet.height : sheet.top;
              const tall = Math.max(...lines.map((line) => line.bottom)) - Math.min(...lines.map((line) => line.top)) > end - bar - 16;
              const seen = tall ? lines.slice(0, 1) : lines;
              for (const line of seen) {
                assert.ok(line.top >= bar - 1 && line.bottom <= end + 1, `sentence ${index} at stop ${stop}: ${JSON.stringify(line)} not in ${bar}–${end}`);
              }
            }
            if (width < SHEET) await page.clickButton("Resize the panel");
          }
          // Back from the highest stop to the lowest.
          if (width < SHEET) await page.clickButton("Resize the panel");
        });

        it("targets are at least 24 px in size", async () => {
          // What the test before has set in motion must rest.
          await page.scrollTo(3);
          await page.click(3);
          await settledPicker(page);
          const small = await page.run(({ shadow }) => [...shadow().querySelectorAll("button, input, [tabindex='0'], label")]
            .filter((node) => !(node.closest(".current")?.getBoundingClientRect().width <= 1))
            .map((node) => [node.getAttribute("aria-label") ?? node.textContent.trim(), node.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && box.height > 1 && (box.width < 24 || box.height < 19.5))
            .map(([name, box]) => `${name}: ${box.width}×${box.height}`));
          assert.deepEqual(small, []);
          await page.press(Key.ESCAPE);
        });
      });
    }

    it("numbers of three digits stand beside each other in the head, in every language", async () => {
      const sentences = "<p>One more stands here.</p>".repeat(790);
      const edit = (html) => html.replace(/(<article[^>]*>)[\s\S]*(<\/article>)/, `$1<h1>Many</h1>${sentences}$2`);
      const page = await openAt(browser, site, 1280, edit);
      for (const [label, sentences] of [["claim", [1, 250]], ["evidence", [251, 380]], ["opinion", [381, 780]]]) await page.call("annotate", { sentences }, { label });
      for (const language of ["en", "de", "es", "fr", "ar", "zh"]) {
        await page.run(({ element }, language) => element().setAttribute("ui-language", language), language);
        await page.waitFor(({ shadow }, language) => shadow().querySelector(".root").lang.startsWith(language), `it speaks ${language}`, 5000, language);
        const { tops, heights, wide, digits } = await page.run(({ shadow }) => {
          const items = [...shadow().querySelectorAll(".legend li")];
          const boxes = items.map((one) => one.getBoundingClientRect());
          return {
            tops: new Set(boxes.map(({ top }) => top)).size, heights: Math.max(...boxes.map(({ height }) => height)),
            wide: shadow().querySelector(".panel").getBoundingClientRect().width, digits: items.map((one) => one.querySelector("b").textContent.length),
          };
        });
        assert.deepEqual([digits, Math.round(wide)], [[3, 3, 3], 340]);
        assert.ok(tops === 1 && heights <= 40, `${language}: ${tops} rows, ${heights} px high`);
      }
    });

    it("in a low window four lines of a task can be read, and the rest by scrolling", async () => {
      const instructions = "Read the whole text first, and label then the thesis and at least two of its reasons. ".repeat(6);
      const task = JSON.stringify({ title: "How is it argued?", instructions, due: "1 December", minimum: { claim: 3, evidence: 2 } });
      const edit = (html) => replace(html, "</body>", `<script type="application/json" data-reading-annotator>${task}</script></body>`);
      const page = await openAt(browser, site, 1280, edit);
      try {
        for (const height of [600, HEIGHT, 1000]) {
          await setSize(page, 1280, height);
          const { lines, more, list } = await page.run(({ shadow }) => {
            const task = shadow().querySelector(".task");
            const { top, bottom } = task.getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(task.querySelector(".instructions"));
            const tops = new Set([...range.getClientRects()].filter((line) => line.top >= top && line.bottom <= bottom).map((line) => Math.round(line.top)));
            return { lines: tops.size, more: task.scrollHeight > task.clientHeight, list: shadow().querySelector(".list").getBoundingClientRect().height };
          });
          assert.ok(lines >= 4 && more, `${lines} lines at ${height} px`);
          assert.ok(list >= 180, `the list has ${list} px`);
        }
      } finally {
        await setSize(page, 1280);
      }
    });

    it("in a low window both texts of what is to be checked stand side by side, with what settles it in sight", async () => {
      const page = await openAt(browser, site, 1280);
      const [{ quote }] = await page.call("annotate", { sentence: 5 }, { label: "claim", note: "why" });
      await page.run(({ article }, exact) => {
        const words = exact.split(" "), kept = words.slice(0, Math.ceil(words.length * 0.45)).join(" ");
        const walk = document.createTreeWalker(article(), NodeFilter.SHOW_TEXT), normal = (text) => text.replace(/\s+/g, " ");
        while (walk.nextNode() && !normal(walk.currentNode.data).includes(exact));
        walk.currentNode.data = normal(walk.currentNode.data).replace(exact, `${kept} quite unforeseen harbours welcome migrating whales tonight.`);
      }, quote.exact);
      await page.waitFor(({ cards }) => cards()[0]?.state === "please check", "it is found with doubt");
      try {
        for (const size of [[1366, 625], [1280, 757]]) {
          await setSize(page, ...size);
          await page.openCard(0);
          // The list is measured and the card brought into sight with the next frames.
          const shown = await page.waitFor(({ shadow }) => {
            const boxes = (css) => [...shadow().querySelectorAll(css)].map((node) => node.getBoundingClientRect());
            const [{ top, bottom }] = boxes(".list"), [panel] = boxes(".panel");
            const end = Math.min(bottom, panel.bottom, innerHeight), texts = boxes(".compare p"), buttons = boxes(".settles button");
            const seen = buttons.length === 4 && buttons.every((box) => box.top >= top && box.bottom <= end + 0.5);
            return seen && texts.length === 2 && { beside: texts[0].top === texts[1].top && texts[0].right <= texts[1].left, lines: (buttons[0].top - texts[0].top) / 20 };
          }, `what settles it is in sight at ${size.join("×")}`);
          assert.ok(shown.beside && shown.lines >= 5, `${size.join("×")}: ${JSON.stringify(shown)}`);
        }
      } finally {
        await setSize(page, 1280);
      }
    });

    it("long titles, names, words and numbers stay inside", async () => {
      const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(4);
      const page = await openAt(browser, site, 400, (html) => replace(replace(html, "A town that can see its stars</h1>", `A town</h1>`),
        "<reading-annotator ", `<reading-annotator annotator="${long}" `));
      await page.run(({ article }, long) => { article().querySelector("p").firstChild.data = `One ${long.slice(0, 20)} word. Two.`; }, long);
      await page.waitFor(async ({ element }) => (await element().getSentences())[2].text === "Two.", "the change is read");
      await page.call("annotate", { sentence: 1 }, { label: "claim", note: long });
      await page.call("annotate", { sentence: 4 }, { label: "opinion", note: `${"‮"}${long}` });
      for (let stop = 0; stop < 3; stop += 1) {
        await page.run(({ shadow, frame }) => { shadow().querySelector(".card-main")?.click(); return frame(); });
        const { scrolls, inside } = await overflow(page);
        assert.deepEqual({ scrolls, inside }, { scrolls: 0, inside: [] });
        await page.clickButton("Resize the panel");
      }
    });
  });
}
