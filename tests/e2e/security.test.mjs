// The widget under the policy that a strict host may demand: nothing of it is broken,
// nothing but the rest of the wasm is asked for after loading, and what comes with data stays text.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { STRICT_CSP } from "../../scripts/server.mjs";
import { engines } from "./lib/browsers.mjs";
import { Key, open, until } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { setUp } from "./lib/suite.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

const PATCHED = fileURLToPath(new URL("pages/patched.js", import.meta.url));
const HOSTILE = "javascript:alert(1)";
const MARKUP = '"><img src=x onerror=alert(1)><a href="javascript:alert(1)" style="color:red">x</a>';

// What is written through `element.style` is read back as an attribute: the places
// of picker and bar and the heights of the rows that are not rendered, and nothing else. Real
// attributes would break the policy, which is watched.
const OWN_STYLES = /^div\.(picker |bar-at-cursor |handle handle-(start|end) )?((left|top|height): -?[\d.]+px; ?|(visibility: (visible|hidden)|pointer-events: (none|auto)); ?)+$/;

/** What of the widget could run, load or style: everything that a policy is about. */
const suspects = (page) => page.run(({ shadow }) => {
  const all = [...shadow().querySelectorAll("*")];
  const handlers = all.flatMap((node) => [...node.attributes].filter(({ name }) => name.startsWith("on")).map(({ name }) => name));
  const addresses = all.flatMap((node) => [...node.attributes]
    .filter(({ name }) => ["href", "src", "xlink:href", "action", "formaction", "srcdoc", "data"].includes(name))
    .map(({ value }) => value));
  return {
    styles: all.filter((node) => node.getAttribute("style")).map((node) => `${node.localName}.${node.className ? `${node.className} ` : ""}${node.getAttribute("style")}`),
    elements: all.filter((node) => node.matches("style, script, iframe, object, embed, link, base, img, a")).map(({ localName }) => localName),
    handlers, addresses,
  };
});

for (const engine of engines) {
  describe(`a strict page, ${engine}`, () => {
    const block = setUp(engine, { start: watchedSite });

    it("is served with the policy, which is in force", async () => {
      const answer = await fetch(block.site.url);
      assert.equal(answer.headers.get("content-security-policy"), STRICT_CSP);
      await answer.text();
      const page = await open(block.browser, block.site.own());
      assert.equal(await page.run(() => document.querySelectorAll("script:not([src])").length), 0, "no inline script");
      // What the policy forbids does not happen.
      await page.run(() => {
        const probe = document.createElement("p");
        probe.id = "probe";
        probe.setAttribute("style", "margin-left: 77px");
        document.body.append(probe);
      });
      assert.notEqual(await page.run(() => getComputedStyle(document.getElementById("probe")).marginLeft), "77px");
      await page.waitFor(() => window.watched.violations.length === 1, "the violation is seen", 2000);
    });

    it("a whole session breaks nothing of it and asks for the rest of the wasm alone", async () => {
      const page = await open(block.browser, block.site.own());
      // The page itself may still be asked for its icon; the list is of this document's life.
      const asked = block.site.requests.length;
      await page.click(4);
      await page.waitFor(({ picker }) => picker(), "the picker is open");
      await page.press("1", Key.ENTER);
      await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".note-field"), "the note is open");
      await page.type(MARKUP);
      await page.press(Key.ESCAPE);
      await page.cursorTo(6);
      await page.press("2", "[", [Key.SHIFT, Key.ARROW_DOWN], "3", "4", "0");
      await page.drag(11, 12);
      await page.press("3");
      await page.hover(14);
      for (const name of ["Undo", "Redo", "Keys", "What the labels mean"]) {
        await page.clickButton(name);
        if (await page.run(({ shadow }) => shadow().querySelector("dialog[open]") !== null)) await page.press(Key.ESCAPE);
        await page.waitFor(({ shadow }) => !shadow().querySelector("dialog"), "the dialog is closed");
      }
      const { text } = await page.download();
      await page.call("clear");
      await page.importText(text);
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "the report is open");
      assert.deepEqual((await suspects(page)).elements, []);
      await page.press(Key.ESCAPE);
      await page.importText("{").catch(() => {});
      await page.clickButton("Close the annotation panel");
      await page.waitFor(({ shadow }) => shadow().querySelector(".tab"), "the panel is folded");
      await page.run(({ element, shadow }) => { shadow().querySelector(".tab").click(); element().setAttribute("theme", "dark"); });
      await page.run(({ article, frame }) => { article().append(document.createElement("p")); return frame(); });
      await page.waitFor(async ({ element, stored }) =>
        (await stored()).annotations.length === (await element().getAnnotations()).length, "all is stored");
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
      const later = block.site.requests.slice(asked).filter((request) => request !== "GET /favicon.ico");
      assert.deepEqual(later.map((one) => one.replace(/-\w+\.wasm$/, "")), ["GET /reading-annotator-later"], "no other request after loading");
      const loaded = await page.run(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).protocol + new URL(name).host));
      assert.deepEqual([...new Set(loaded)].filter((from) => !from.startsWith("data:")), [`http:${new URL(block.site.url).host}`], "nothing from elsewhere");
    });

    it("no style or handler attribute, no element that loads or runs, in any state", async () => {
      const page = await open(block.browser, block.site.own());
      const states = {
        empty: async () => {},
        labelled: async () => {
          await page.call("annotate", { sentences: [1, 9] }, { label: "claim", note: MARKUP });
          await page.call("annotate", { start: 40, end: 60 }, { label: "opinion", note: HOSTILE });
        },
        "card open": () => page.openCard(),
        "picker open": async () => { await page.click(3); await page.waitFor(({ picker }) => picker(), "the picker"); },
        "note open": async () => {
          await page.press(Key.ENTER);
          await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".note-field"), "the note");
        },
        report: async () => {
          await page.press(Key.ESCAPE);
          const file = JSON.parse((await page.exportFile()).text);
          file.annotations.forEach((one) => { one.label = MARKUP; });
          await page.importText(JSON.stringify(file));
          await page.waitFor(({ shadow }) => shadow().querySelector(".refused li"), "the report");
        },
      };
      for (const [name, enter] of Object.entries(states)) {
        await enter();
        const found = await suspects(page);
        found.styles = found.styles.filter((style) => !OWN_STYLES.test(style));
        assert.deepEqual(found, { styles: [], elements: [], handlers: [], addresses: [] }, name);
      }
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });

    it("hostile data everywhere stays data: ids, names, titles, languages, unknown fields", async () => {
      const page = await open(block.browser, block.site.own((html) =>
        replace(replace(html, "<h1>A town", `<h1>${MARKUP.replaceAll("&", "&amp;").replaceAll("<", "&lt;")} A town`),
          "<reading-annotator ", `<reading-annotator annotator="${HOSTILE}" lang="&quot;&gt;&lt;script&gt;" theme="${HOSTILE}" `)));
      await page.call("annotate", { sentence: 1 }, { label: "claim", note: HOSTILE });
      const file = JSON.parse((await page.exportFile()).text);
      file.article.url = HOSTILE;
      file.generator.url = HOSTILE;
      file.annotators.push({ id: HOSTILE, name: MARKUP, home: HOSTILE });
      file.annotations.push({ ...file.annotations[0], id: HOSTILE, url: HOSTILE, note: MARKUP });
      file.annotations.push({ ...file.annotations[0], id: "__proto__", note: MARKUP });
      file.labels.push({ id: "x\"onload=alert(1)", name: MARKUP, color: "red;background:url(//example.org)" });
      file["__proto__x"] = { href: HOSTILE };
      const text = JSON.stringify(file).replace('"__proto__x"', '"__proto__"');
      await page.importText(text);
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "the report");
      const found = await suspects(page);
      assert.deepEqual([found.elements, found.handlers, found.addresses], [[], [], []]);
      assert.equal(await page.run(() => ({}).href ?? null), null, "no prototype is touched");
      await page.press(Key.ESCAPE);
      const { name } = await page.exportFile();
      assert.match(name, /^[^\p{Cc}\p{Cf}<>:"/\\|?*]+\.json$/u);
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });

    it("works where the host page has patched what it needs", async () => {
      cpSync(PATCHED, path.join(block.site.root, "patched.js"));
      const page = await open(block.browser, block.site.own((html) => replace(html, "</head>", '<script src="patched.js"></script></head>')));
      await page.run(() => document.dispatchEvent(new Event("test-patched")));
      // The driver's own questions fail meanwhile.
      const { text, ...result } = await until(() => page.run(() => window.patchedResult).catch(() => null), "it is done");
      assert.deepEqual(result, { label: "claim", note: "n", unchanged: 1 });
      assert.equal(JSON.parse(text).annotations.length, 1);
      await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "it is stored");
      assert.deepEqual((await watched(page)).errors, []);
    });
  });
}
