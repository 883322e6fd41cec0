// The wasm panics, or breaks off: the reader is told, and what is stored can still be taken out by
// controls that need no wasm.
//
// A panic cannot be asked for: the product has no hook for it, and should have none.
// So one is caused as a page or an extension could: by taking nodes out of the
// open shadow root, which the renderer then misses.
import assert from "node:assert/strict";
import { cpSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { engines } from "./lib/browsers.mjs";
import { newFile, open, until } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { setUp } from "./lib/suite.mjs";
import { watchedSite } from "./lib/watched.mjs";

const BREAK_OFF = fileURLToPath(new URL("pages/break_off.js", import.meta.url));
const NOTE = "kept “as it is” \\ ‮x‬\n<script>";

/** Labels two sentences, makes an orphan, and waits until all of it is stored. */
async function labelled(page) {
  await page.call("annotate", { sentence: 5 }, { label: "claim", note: NOTE });
  await page.call("annotate", { sentence: 8 }, { label: "evidence" });
  await page.call("annotate", { sentence: 12 }, { label: "opinion" });
  await page.call("judgeNone", { sentence: 7 });
  await page.waitFor(async ({ stored }) => {
    const { annotations, documents } = await stored();
    return annotations.length === 3 && /judged_none":\["s8"\]/.test(documents[0]?.annotators_json);
  }, "it is stored");
}

/** Takes the panel's nodes away; the next rendering misses them and panics. */
const panic = async (page) => {
  await page.run(async ({ shadow, element, frame }) => {
    for (const node of [...shadow().querySelectorAll(".root *")]) node.remove();
    // Whatever is rendered next misses its neighbours.
    element().annotate({ sentence: 15 }, { label: "claim" }).catch(() => {});
    element().setAttribute("panel", "closed");
    await frame();
    element().setAttribute("panel", "open");
  }).catch(() => {});
};

/** The page with the script that breaks a wasm off. */
const withBreaks = (html) => replace(html, "<title>", '<script src="break_off.js"></script><title>');

const rescue = (page) => page.waitFor(({ shadow }) => {
  const box = shadow().querySelector(".rescue");
  return box && { role: box.getAttribute("role"), text: box.textContent, rest: shadow().querySelector(".panel") !== null };
}, "the reader is told");

/** Whether a rescued text holds all that was stored. */
function check(text, untouched) {
  const file = JSON.parse(text);
  assert.equal(file.format, "reading-annotations");
  assert.equal(file.version, untouched.version);
  assert.deepEqual(file.article, untouched.article);
  assert.deepEqual(file.sentences, untouched.sentences);
  assert.deepEqual(file.annotators.map(({ id, judged_none }) => ({ id, judged_none })),
    untouched.annotators.map(({ id, judged_none }) => ({ id, judged_none })));
  const inOrder = (list) => [...list].sort((one, other) => (one.id < other.id ? -1 : 1));
  assert.deepEqual(inOrder(file.annotations), inOrder(untouched.annotations));
  assert.equal(file.annotations.find(({ label }) => label === "claim").note, NOTE);
}

for (const engine of engines) {
  describe(`after a panic, ${engine}`, () => {
    const block = setUp(engine, { start: watchedSite });

    before(() => cpSync(BREAK_OFF, path.join(block.site.root, "break_off.js")));

    it("the reader is told, can take the work out and go on", async () => {
      const page = await open(block.browser, block.site.own());
      await labelled(page);
      const untouched = JSON.parse((await page.exportFile()).text);
      await panic(page);
      const told = await rescue(page);
      assert.equal(told.role, "alert");
      assert.equal(told.rest, false, "nothing of the broken panel is left");
      assert.match(told.text, /has stopped.*stored in this browser is still there/s);
      const failure = await page.waitFor(() => window.watched.failures.find(({ code }) => code === "stopped"), "the host page is told");
      assert.match(failure.message, /stopped/);
      // Methods say so; they never hang or call into the broken wasm.
      for (const method of ["getSentences", "getAnnotations", "exportAs", "undo"]) {
        await assert.rejects(page.call(method), /has stopped/);
      }

      // The clipboard cannot be read by the drivers: what is handed to it is caught on its way.
      await page.run(() => {
        window.copied = null;
        document.addEventListener("copy", () => {
          const field = document.activeElement;
          window.copied ??= field?.value ?? document.getSelection().toString();
        }, true);
        const real = navigator.clipboard?.writeText;
        if (real) navigator.clipboard.writeText = async (text) => { window.copied = text; };
      });
      await page.clickButton("Copy my work");
      check(await page.waitFor(() => window.copied, "the text is copied"), untouched);
      await page.waitFor(({ shadow }) => /clipboard/.test(shadow().querySelector("[role=status]").textContent), "it says so");

      // WebKit gives a second file of the same name the first one's place.
      for (const old of readdirSync(block.browser.downloadDir)) rmSync(path.join(block.browser.downloadDir, old));
      await page.clickButton("Download my work");
      const { name, text } = await newFile(block.browser.downloadDir, [], (text) => text.endsWith("}"));
      assert.ok(name.endsWith(".json"), name);
      check(text, untouched);

      await page.clickButton("Reload the page");
      // Between the two documents there is no element; the driver may find no page either.
      await until(() => page.run(() => {
        const root = document.querySelector("reading-annotator")?.shadowRoot;
        return root?.querySelector(".panel") && !root.querySelector(".rescue");
      }).catch(() => false), "the panel is back", 8000);
      await page.ready();
      assert.deepEqual((await page.annotations()).slice(0, 3).map(({ label }) => label), ["claim", "evidence", "opinion"]);
      // The rescued file is a file as any other.
      const report = await page.importText(text);
      assert.deepEqual(report.refused, []);
      assert.equal(report.unchanged, 3);
    });

    it("a document of which nothing is stored says so", async () => {
      const page = await open(block.browser, block.site.own());
      await page.run(async ({ element }) => { element().documentId = "urn:reading-annotations:nothing-here"; });
      await panic(page);
      await rescue(page);
      await page.clickButton("Copy my work");
      await page.waitFor(({ shadow }) => /Nothing is stored/.test(shadow().querySelector("[role=status]").textContent), "it says so");
    });

    it("an element that joins the page after the panic is rescued, too", async () => {
      const page = await open(block.browser, block.site.own());
      await panic(page);
      await rescue(page);
      await page.run(({ element }) => {
        const other = document.createElement("reading-annotator");
        element().replaceWith(other);
      });
      await rescue(page);
    });

    it("what breaks off in the wasm without a panic is told, and ends what waits for it", async () => {
      const page = await open(block.browser, block.site.own(withBreaks));
      const outcome = await page.run(async ({ element }) => {
        breakWidget();
        const other = element().cloneNode(false);
        element().replaceWith(other);
        const asked = other.getSentences().then(({ length }) => `${length} sentences`, ({ message, cause }) => `${message} ${cause.message}`);
        await other.ready;
        return await asked;
      });
      assert.match(outcome, /has stopped.*unreachable/);
      await rescue(page);
    });

    it("what breaks off in a wasm of the host's is none of the widget's business", async () => {
      const page = await open(block.browser, block.site.own(withBreaks));
      assert.equal(await page.run(() => breakHost()), "RuntimeError");
      assert.ok((await page.sentences()).length > 40);
      assert.equal(await page.run(({ shadow }) => shadow().querySelector(".rescue")), null);
    });
  });
}
