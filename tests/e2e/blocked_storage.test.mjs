// A page in which IndexedDB throws: served in a sandbox, it has an origin of its own
// that may keep nothing. The reader works on in memory, is told so for as long as it
// is so, and can take the work out.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { STRICT_CSP } from "../../scripts/server.mjs";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Key, open } from "./lib/page.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

// To a page with an origin of its own its modules come from another one; and in WebKit
// its 'self' matches nothing.
const headers = {
  "Content-Security-Policy": `sandbox allow-scripts; ${STRICT_CSP.replaceAll("'self'", "http://127.0.0.1:*")}`,
  "Access-Control-Allow-Origin": "*",
};

const banner = ({ shadow }) => {
  const box = shadow().querySelector(".banner.unsaved");
  return box && box.getClientRects().length > 0 ? box.textContent : null;
};

for (const engine of engines) {
  describe(`a page that may keep nothing, ${engine}`, () => {
    let browser, site, page;
    before(async () => {
      browser = await openBrowser(engine);
      site = await watchedSite({ headers });
      page = await open(browser, site.own());
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
    });

    it("is what this test is about: IndexedDB throws", async () => {
      assert.match(await page.run(async () => {
        try {
          const request = indexedDB.open("probe");
          return await new Promise((resolve) => {
            request.onerror = () => resolve(request.error.name);
            request.onsuccess = () => resolve("it opens");
          });
        } catch (error) {
          return error.name;
        }
      }), /Error$/);
    });

    it("a banner says so and stays", async () => {
      const said = await page.waitFor(banner, "the banner is shown");
      assert.match(said, /Not saved – download your work/);
      assert.match(said, /Download/);
      assert.match(said, /Copy as JSON/);
      await page.click(4);
      await page.press("1", Key.ESCAPE);
      await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 1, "a label is made");
      assert.match(await page.run(banner), /Not saved/);
    });

    it("the work outlives that the element is taken out of the page and put back", async () => {
      await page.call("annotate", { sentence: 6 }, { label: "opinion" });
      const before = await page.annotations();
      await page.run(async ({ element }) => {
        const own = element(), place = own.parentNode;
        own.remove();
        for (let task = 0; task < 2; task += 1) await new Promise((resolve) => setTimeout(resolve, 0));
        place.append(own);
        await own.getSentences();
      });
      assert.deepEqual(await page.annotations(), before);
      assert.equal(await page.call("undo"), true, "its last step, too, can be taken back");
      assert.equal((await page.annotations()).length, before.length - 1);
      assert.match(await page.run(banner), /Not saved/);
    });

    it("labelling, notes, undo and redo work in memory", async () => {
      await page.cursorTo(5);
      await page.press("2");
      await page.press(Key.ENTER);
      await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".note-field"), "the note is open");
      await page.type("in memory");
      await page.press(Key.ESCAPE);
      await page.waitFor(async ({ element }) => (await element().getAnnotations())[1]?.note === "in memory", "the note is kept");
      assert.equal(await page.call("undo"), true);
      assert.equal((await page.annotations())[1].note, null);
      assert.equal(await page.call("redo"), true);
      assert.deepEqual((await page.cards()).map(({ label, note }) => [label, note]), [["Claim", null], ["Evidence", "in memory"]]);
      assert.match(await page.run(banner), /Not saved/);
      assert.doesNotMatch(await page.run(({ shadow }) => shadow().querySelector(".foot").textContent), /Saved in this browser/);
    });

    it("the work can be copied as JSON", async () => {
      const expected = JSON.parse((await page.exportFile()).text);
      // The drivers cannot read the clipboard: what is handed to it is caught on its way.
      await page.run(({ shadow }) => {
        window.copied = null;
        document.addEventListener("copy", () => {
          const field = shadow().activeElement ?? document.activeElement;
          window.copied ??= field?.value ?? null;
        }, true);
        if (navigator.clipboard) navigator.clipboard.writeText = async (text) => { window.copied ??= text; };
      });
      await page.clickButton("Copy as JSON");
      const text = await page.waitFor(({ shadow }) => window.copied ?? shadow().querySelector("dialog .work")?.value, "the text is there");
      const file = JSON.parse(text);
      assert.equal(file.format, "reading-annotations");
      assert.deepEqual(file.annotations, expected.annotations);
      assert.equal(file.annotations[1].note, "in memory");
    });

    it("where copying fails, the text is shown to be copied by hand", async () => {
      await page.run(() => {
        document.execCommand = () => false;
        if (navigator.clipboard) navigator.clipboard.writeText = async () => { throw new Error("blocked"); };
      });
      await page.clickButton("Copy as JSON");
      const shown = await page.waitFor(({ shadow }) => {
        const field = shadow().querySelector("dialog .work");
        return field?.value.startsWith("{") && { value: field.value, selected: field.selectionEnd - field.selectionStart };
      }, "the text is shown");
      assert.equal(JSON.parse(shown.value).annotations.length, 2);
      assert.equal(shown.selected, shown.value.length, "all of it is selected");
      await page.press(Key.ESCAPE);
      await page.waitFor(({ shadow }) => !shadow().querySelector("dialog"), "the dialog closes");
    });

    it("folded away, the tab still says that nothing is saved", async () => {
      await page.clickButton("Close the annotation panel");
      const tab = await page.waitFor(({ shadow }) => shadow().querySelector(".tab")?.textContent, "the tab is shown");
      assert.match(tab, /Not saved/);
      // By key: WebKit's scrollbar lies over the window's edge, and takes a click there.
      await page.run(({ shadow }) => shadow().querySelector(".tab").focus());
      await page.press(Key.ENTER);
      await page.waitFor(banner, "the banner is back");
    });

    it("an export is imported again after a reload, which has lost all", async () => {
      const { text } = await page.exportFile();
      await page.reload();
      assert.deepEqual(await page.annotations(), []);
      const report = await page.importText(text);
      assert.equal(report.added, 2);
      assert.match(await page.waitFor(banner, "the banner is shown"), /Not saved/);
    });

    it("no exception reaches the host page, nothing breaks its policy", async () => {
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });
  });
}
