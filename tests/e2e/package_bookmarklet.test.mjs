// The bookmarklet, in a page that allows it and in pages that do not.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Page, until } from "./lib/page.mjs";
import { ARTICLE, hostSite, madePackage, policyFor, servePackage } from "./lib/package_site.mjs";

for (const engine of engines) {
  describe(`bookmarklet, ${engine}`, () => {
    let browser, made, cdn, code;
    before(async () => {
      browser = await openBrowser(engine);
      made = await madePackage();
      cdn = await servePackage(made.root);
      await browser.driver.get(`${cdn.url}bookmarklet.html`);
      const page = new Page(browser, "");
      const href = await page.waitFor(() => document.getElementById("bookmarklet").href, "the link is made");
      assert.match(href, /^javascript:/);
      code = decodeURIComponent(href.slice("javascript:".length));
    });
    after(async () => {
      await browser?.quit();
      await cdn?.close();
      made?.remove();
    });
    /** A page of a site with `policy`, and what choosing the bookmark does there. */
    const on = async (policy, work) => {
      const host = await hostSite({ headers: { "Content-Security-Policy": policy } });
      try {
        const page = new Page(browser, host.add(ARTICLE));
        await browser.driver.get(page.url);
        await work(page, () => browser.driver.executeScript(code));
      } finally {
        await host.close();
      }
    };
    const alerted = () => until(async () => {
      try {
        const alert = await browser.driver.switchTo().alert();
        const text = await alert.getText();
        await alert.accept();
        return text;
      } catch {
        return null;
      }
    }, "a message");

    it("brings the panel for the page's article, and folds it", () => on(null, async (page, choose) => {
      await choose();
      await page.ready();
      assert.equal((await page.sentences())[0].text, "The reading hour");
      await choose();
      await page.waitFor(({ shadow }) => shadow().querySelector(".tab"), "it is folded");
      await choose();
      await page.waitFor(({ shadow }) => !shadow().querySelector(".tab"), "it is open again");
      assert.equal(await page.run(() => document.querySelectorAll("reading-annotator").length), 1);
    }));

    it("says what a page's policy forbids, and leaves the page alone", async () => {
      await on("script-src 'self'", async (page, choose) => {
        await choose();
        assert.match(await alerted(), /does not allow/);
        assert.equal(await page.run(() => document.querySelector("reading-annotator")), null);
      });
      // Where the script may be loaded and WebAssembly may not run, the panel's own message says so.
      const origin = cdn.url.slice(0, -1);
      const lax = policyFor(origin).replace(" 'wasm-unsafe-eval'", "").replace("; require-trusted-types-for 'script'; trusted-types 'none'", "");
      await on(lax, async (page, choose) => {
        await choose();
        const said = await page.waitFor(() => document.querySelector("[data-reading-annotator-notice]")?.shadowRoot.querySelector("p").textContent, "a message");
        assert.match(said, /security policy/);
      });
    });
  });
}
