// axe-core with the rules of WCAG 2.0, 2.1 and 2.2, A and AA, finds nothing, in any
// state, light and dark; and the sentence cursor is what assistive technology needs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Key, open } from "./lib/page.mjs";
import { watchedSite } from "./lib/watched.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What axe finds, in words; it runs as the driver's script, so no policy is in its way.
 * @param {string} within a selector: the whole page, or the widget alone, which is faster
 */
async function violations(page, within) {
  if (!await page.run(() => window.axe !== undefined)) await page.driver.executeScript(`${AXE}; window.axe = axe;`);
  return page.run(async (tools, tags, within) => {
    const { violations, passes } = await window.axe.run(within, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false });
    if (passes.length < 5) throw new Error("axe has looked at nothing");
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
      `${id}: ${target.flat().join(" ")} — ${failureSummary.replace(/\s+/g, " ")}`));
  }, TAGS, within);
}

// Only so may Firefox's driver set a preference while the browser runs.
process.env.MOZ_REMOTE_ALLOW_SYSTEM_ACCESS = "1";

/** Light or dark as the reader's system says it; in WebKit, whose driver cannot, by the attribute. */
const SCHEMES = {
  chromium: (page, scheme) => page.driver.sendDevToolsCommand("Emulation.setEmulatedMedia",
    { features: [{ name: "prefers-color-scheme", value: scheme }] }),
  // 0 is dark, 1 is light. Preferences are changed from the browser's own script context.
  firefox: async (page, scheme) => {
    await page.driver.setContext("chrome");
    try {
      await page.driver.executeScript("Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])",
        scheme === "dark" ? 0 : 1);
    } finally {
      await page.driver.setContext("content");
    }
  },
  webkit: (page, scheme) => page.run(({ element }, scheme) => element().setAttribute("theme", scheme), scheme),
};

const dialog = (name) => async (page) => {
  await page.clickButton(name);
  await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "the dialog is open");
};

const label = async (page) => {
  await page.call("annotate", { sentences: [1, 4] }, { label: "claim", note: "Why?" });
  await page.call("annotate", { sentences: [5, 8] }, { label: "evidence" });
  await page.call("annotate", { sentences: [11, 14] }, { label: "opinion" });
  await page.call("judgeNone", { sentence: 9 });
};

/** Each state, entered from a fresh page of its own document. */
const STATES = {
  empty: async () => {},
  labelled: label,
  "with the cursor": async (page) => { await label(page); await page.cursorTo(6); },
  "with the picker": async (page) => {
    await page.click(5);
    await page.waitFor(({ picker }) => picker(), "the picker is open");
  },
  "with a card open": async (page) => {
    await label(page);
    await page.openCard();
  },
  "with a note being written": async (page) => {
    await label(page);
    await page.cursorTo(2);
    await page.press(Key.ENTER);
    await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".note-field"), "the note is open");
  },
  "with the keys": dialog("Keys"),
  "with the codebook": dialog("What the labels mean"),
  "with the data": async (page) => {
    await label(page);
    await dialog("Data…")(page);
    await page.run(({ shadow, frame }) => { for (const one of shadow().querySelectorAll(".ask")) { one.name = ""; one.open = true; } return frame(); });
  },
  "with the list filtered": async (page) => {
    await label(page);
    await page.clickButton("Filter and sort");
    await page.run(({ shadow, frame }) => {
      const field = shadow().querySelector("[type=search]");
      field.value = "the";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return frame();
    });
    await page.waitFor(({ shadow }) => shadow().querySelector(".found"), "it is filtered");
  },
  "with an import report": async (page) => {
    await label(page);
    const file = JSON.parse((await page.exportFile()).text);
    file.annotations[0].label = "premise";
    await page.importText(JSON.stringify(file));
    await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .refused"), "the report is open");
  },
  "with a refused file": async (page) => {
    await page.importText("{").catch(() => {});
    await page.waitFor(({ shadow }) => shadow().querySelector(".banner.report"), "the banner is shown");
  },
  "with orphans": async (page) => {
    await label(page);
    await page.run(({ article }) => article().querySelector("p:not([class])").remove());
    await page.waitFor(async ({ element }) => (await element().getOrphans()).length > 0, "they are orphans");
    await page.run(({ shadow }) => { shadow().querySelector(".list").scrollTop = 0; });
    await page.waitFor(({ cards }) => cards().some(({ orphan }) => orphan), "they are listed");
  },
  folded: async (page) => {
    await label(page);
    await page.clickButton("Close the annotation panel");
    await page.waitFor(({ shadow }) => shadow().querySelector(".tab"), "the tab is shown");
  },
  "without an article": async (page) => {
    await page.run(({ element }) => element().setAttribute("for", "nothing"));
    await page.waitFor(({ shadow }) => shadow().querySelector(".fatal"), "the panel says so");
  },
};

// Dark changes colours only: the states that show all of them.
const DARK = ["labelled", "with the picker", "with a card open", "with the codebook", "with the data", "with the list filtered", "with a refused file"];
const WHOLE = ["empty", "labelled"];
const NARROW = ["labelled", "with the picker", "with the keys"];

const isIn = (page, scheme) => page.waitFor(({ shadow }, scheme) =>
  shadow().querySelector(".root").dataset.scheme === scheme, `it is ${scheme}`, 2000, scheme);

for (const engine of engines) {
  describe(`accessibility, ${engine}`, () => {
    let browser, site;
    before(async () => {
      browser = await openBrowser(engine);
      await browser.driver.manage().setTimeouts({ script: 60_000 });
      site = await watchedSite();
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
    });

    describe("axe-core finds nothing", () => {
      const check = (name, scheme, width) => it(`${name}, ${scheme}${width ? `, ${width} px wide` : ""}`, async () => {
        if (engine !== "webkit") await SCHEMES[engine](browser, scheme);
        const page = await open(browser, site.own());
        if (engine === "webkit") await SCHEMES[engine](page, scheme);
        await isIn(page, scheme);
        if (width) await browser.driver.manage().window().setRect({ width, height: 800 });
        await STATES[name](page);
        // Colours that are still fading would be measured halfway. What opened just now begins to fade with the next
        // frame, and WebKit's document does not tell what runs inside the shadow.
        await page.waitFor(async ({ shadow, frame }) => {
          await frame();
          return [document, shadow()].every((root) => root.getAnimations().length === 0);
        }, "nothing is fading");
        assert.deepEqual(await violations(page, WHOLE.includes(name) ? "html" : "reading-annotator"), []);
      });
      for (const name of Object.keys(STATES)) check(name, "light");
      for (const name of DARK) check(name, "dark");
      for (const name of NARROW) check(name, "light", 400);
      after(async () => {
        if (engine !== "webkit") await SCHEMES[engine](browser, "light");
        await browser.driver.manage().window().setRect({ width: 1280, height: 900 });
      });
    });

    // Only Chromium's driver can force colours. What is painted over the article has one ground there
    // (docs/accessibility.md): the lines tell the labels.
    if (engine === "chromium") {
      it("in forced colours every label has a letter, a ground and a line of its own", async () => {
        for (const scheme of ["light", "dark"]) {
          await browser.driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
            features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: scheme }],
          });
          const page = await open(browser, site.own());
          await label(page);
          const looks = await page.run(({ article, shadow }) => {
            const luminance = (colour) => {
              const [red, green, blue] = colour.match(/[\d.]+/g).map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
              return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            };
            return [0, 1, 2].map((number) => {
              const badge = shadow().querySelector(`.legend .label-${number} .badge, .legend .badge.label-${number}`), style = getComputedStyle(badge);
              const [light, dark] = [luminance(style.backgroundColor), luminance(style.color)].sort((a, b) => b - a);
              const name = [...CSS.highlights.keys()].find((name) => name.startsWith(`reading-annotator-${["claim", "evidence", "opinion"][number]}-`));
              const line = name && getComputedStyle(article(), `::highlight(${name})`).textDecorationStyle;
              return { letter: badge.textContent, ground: style.backgroundColor, adjust: style.forcedColorAdjust, contrast: (light + 0.05) / (dark + 0.05), line };
            });
          });
          const said = `${scheme}: ${JSON.stringify(looks)}`;
          for (const one of ["letter", "ground", "line"]) assert.equal(new Set(looks.map((look) => look[one])).size, 3, said);
          assert.ok(looks.every(({ contrast, adjust, line }) => contrast >= 4.5 && adjust === "none" && line), said);
        }
        await browser.driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [] });
      });
    }

    describe("the sentence cursor", () => {
      let page;
      before(async () => {
        page = await open(browser, site.own());
        await page.call("annotate", { sentence: 5 }, { label: "claim", note: "n" });
        await page.call("judgeNone", { sentence: 6 });
      });

      const control = () => page.run(({ shadow }) => {
        const cursor = shadow().querySelector(".cursor");
        const options = [...cursor.querySelectorAll("[role=option]")];
        const described = (cursor.getAttribute("aria-describedby") ?? "").split(" ").map((id) => shadow().getElementById(id)?.textContent ?? null);
        return {
          role: cursor.getAttribute("role"), tabindex: cursor.tabIndex, name: cursor.getAttribute("aria-label"), described,
          several: shadow().querySelectorAll("[role=listbox]").length,
          active: cursor.getAttribute("aria-activedescendant"),
          focusable: options.filter((one) => one.tabIndex >= 0).length,
          options: options.map((one) => ({
            id: one.id, name: one.getAttribute("aria-label"), position: Number(one.getAttribute("aria-posinset")),
            size: Number(one.getAttribute("aria-setsize")), selected: one.getAttribute("aria-selected"), lang: one.getAttribute("lang"),
          })),
        };
      });

      it("is one focusable listbox with a name and a description", async () => {
        const { role, tabindex, name, described, several, focusable } = await control();
        assert.deepEqual({ role, tabindex, several, focusable }, { role: "listbox", tabindex: 0, several: 1, focusable: 0 });
        assert.ok(name);
        assert.ok(described.every((text) => text), `${described}`);
      });

      it("points at an option that exists, is named by text and state, and knows its place", async () => {
        const sentences = await page.sentences();
        await page.cursorTo(0);
        const seen = [];
        for (let index = 0; index < 12; index += 1) {
          const { active, options } = await control();
          const here = options.find(({ id }) => id === active);
          assert.ok(here, `sentence ${index}: ${active} is none of ${options.map(({ id }) => id)}`);
          assert.equal(here.position, index + 1);
          assert.ok(here.name.startsWith(sentences[index].text), `${here.name}`);
          for (const [at, option] of options.entries()) {
            assert.equal(option.size, sentences.length);
            assert.ok(option.name.startsWith(sentences[option.position - 1].text));
            if (at > 0) assert.equal(option.position, options[at - 1].position + 1, "options are in order, without a gap");
          }
          assert.equal(new Set(options.map(({ id }) => id)).size, options.length);
          assert.deepEqual(options.filter(({ selected }) => selected === "true").map(({ id }) => id), [active]);
          seen.push(here.name.slice(sentences[index].text.length));
          await page.press(Key.ARROW_DOWN);
          await page.waitFor(({ activeOption }, index) => activeOption().index === index, "the next", 2000, index + 1);
        }
        assert.match(seen[5], /claim.*note/);
        assert.match(seen[6], /no label/);
        assert.match(seen[0], /not labelled/);
      });

      it("tells the language of a sentence in another one", async () => {
        const { index } = (await page.sentences()).find(({ text }) => text.startsWith("„Wir haben"));
        await page.cursorTo(index);
        const { options, active } = await control();
        assert.equal(options.find(({ id }) => id === active).lang, "de");
      });

      it("is seen: a ring while it has the focus, of 3:1 against what is around it", async () => {
        await page.cursorTo(3);
        const ring = await page.run(({ shadow }) => {
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shadow().querySelector(".cursor"));
          return { outlineStyle, width: parseFloat(outlineWidth), outlineColor };
        });
        assert.equal(ring.outlineStyle, "solid");
        assert.ok(ring.width >= 2, JSON.stringify(ring));
      });

      it("announcements are polite and in one place", async () => {
        const live = await page.run(({ shadow }) => [...shadow().querySelectorAll("[aria-live], [role=status]")].map((node) => ({
          live: node.getAttribute("aria-live") ?? node.getAttribute("role"), atomic: node.getAttribute("aria-atomic"),
        })));
        assert.equal(live.length, 1, JSON.stringify(live));
        assert.match(live[0].live, /polite|status/);
      });
    });

    it("follows the reader's system from light to dark and back while it is open", async () => {
      const page = await open(browser, site.own());
      for (const scheme of ["light", "dark", "light"]) {
        await SCHEMES[engine](page, scheme);
        await isIn(page, scheme);
      }
    });

    it("Tab goes through the widget in order and out of it again", async () => {
      const page = await open(browser, site.own());
      await page.call("annotate", { sentence: 2 }, { label: "claim" });
      await page.run(({ shadow }) => shadow().querySelector("button").focus());
      const order = [];
      for (let step = 0; step < 20; step += 1) {
        const here = await page.run(({ shadow }) => {
          const node = shadow().activeElement;
          return node && (node.getAttribute("aria-label") ?? node.labels?.[0]?.textContent ?? node.textContent).trim();
        });
        if (here === null) break;
        order.push(here);
        await page.press(Key.TAB);
      }
      assert.ok(order.length < 20, `never left: ${order}`);
      const places = ["What the labels mean", "Keys", "Close the annotation panel", "Import", "Export", "Sentences", "I have finished this text", "Your name in exports"]
        .map((name) => order.indexOf(name));
      assert.ok(places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1])), `${order.join(" › ")}`);
    });

    it("a dialog takes the focus, keeps it, and gives it back", async () => {
      const page = await open(browser, site.own());
      const keys = await page.find("[aria-label=Keys]");
      await keys.click();
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "the dialog is open");
      const inside = () => page.run(({ shadow }) => shadow().activeElement === null || shadow().querySelector("dialog").contains(shadow().activeElement));
      for (let step = 0; step < 5; step += 1) {
        assert.equal(await inside(), true);
        await page.press(Key.TAB);
      }
      await page.press(Key.ESCAPE);
      await page.waitFor(({ shadow }) => shadow().activeElement?.getAttribute("aria-label") === "Keys", "the focus is back");
    });
  });
}
