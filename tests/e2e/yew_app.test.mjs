// The example of a Yew application, built by Trunk: its own panel, and the element beside it
// in the same page, mounted outside the application's root.
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Page, until } from "./lib/page.mjs";
import { hostSite, madePackage } from "./lib/package_site.mjs";
import { watched } from "./lib/watched.mjs";

const BUILT = fileURLToPath(new URL("../../examples/yew-app/dist", import.meta.url));

for (const engine of engines) {
  describe(`Yew application, ${engine}`, () => {
    let browser, made, site;
    before(async () => {
      if (!existsSync(path.join(BUILT, "index.html"))) throw new Error("examples/yew-app/dist is missing; run the step yew-app first");
      browser = await openBrowser(engine);
      made = await madePackage();
      // Trunk's own start script stands in the page: that is the application's affair.
      site = await hostSite({ headers: { "Content-Security-Policy": null } });
      for (const from of [made.root, BUILT]) cpSync(from, site.root, { recursive: true });
      const html = readFileSync(path.join(BUILT, "index.html"), "utf8").replace("<head>", '<head><script src="watch.js"></script>');
      writeFileSync(path.join(site.root, "app.html"), html);
      writeFileSync(path.join(site.root, "both.html"), html.replace("</head>", '<script type="module" src="reading-annotator.js" data-document-id="of-the-element"></script></head>'));
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
      made?.remove();
    });
    const opened = async (name) => {
      const page = new Page(browser, site.url + name);
      await browser.driver.get(page.url);
      await page.waitFor(() => document.querySelector(".labels")?.shadowRoot?.querySelector(".cursor"), "the application's panel", 30_000);
      return page;
    };
    const said = (page) => page.run(() => document.querySelector("output").textContent);
    const press = (page, id) => page.run((_, id) => document.getElementById(id).click(), id);
    /** Labels a sentence in the application's panel, by keys. */
    const label = async (page, ...keys) => {
      await page.run(() => document.querySelector(".labels").shadowRoot.querySelector(".cursor").focus());
      for (const key of keys) await page.driver.actions().sendKeys(key).perform();
    };

    it("labels by keys, tells the application, exports, and has the labels again with the essay", async () => {
      const page = await opened("app.html");
      await label(page, "j", "2");
      await until(async () => (await said(page)) === "evidence: Closing the reading hour would save $9,100 a year.", "the application is told");
      await press(page, "export");
      await until(async () => /^\S+\.json: \d{3,} bytes$/.test(await said(page)), "an export");
      const shown = () => page.run(() => [...document.querySelector(".labels").shadowRoot.querySelectorAll(".row[role=listitem] .quote")].map((one) => one.textContent));
      await press(page, "next");
      await until(async () => (await page.run(() => document.querySelector("h1").textContent)) === "The night bus" && (await shown()).length === 0, "the other essay has none");
      await press(page, "next");
      await until(async () => (await shown()).length === 1, "the first essay has its own again");
      const { errors } = await watched(page);
      assert.deepEqual(errors, []);
    });

    it("and the element on the same page, in a wasm of its own: each hears its own events only", async () => {
      const page = await opened("both.html");
      await page.ready();
      // Perhaps it was there before the application's article was.
      await page.waitFor(({ shadow }) => shadow().querySelector(".cursor"), "the element's panel", 30_000);
      assert.equal(await page.run(({ element }) => element().closest("body")), null, "outside of the application's root");
      await label(page, "j", "j", "1");
      await until(async () => (await said(page)) === "claim: A quiet room is a kindness.", "the application's panel works");
      assert.deepEqual(await page.annotations(), [], "the element has heard nothing of it");
      await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
      await page.driver.actions().sendKeys("j", "3").perform();
      await until(async () => (await page.annotations()).length === 1, "the element's panel works");
      assert.equal((await page.annotations())[0].label, "opinion");
      assert.equal(await said(page), "claim: A quiet room is a kindness.", "the application has heard nothing of that");
      await press(page, "toggle");
      await until(() => page.run(() => document.querySelector(".labels") === null), "the application takes its panel away");
      await press(page, "next");
      await until(async () => (await page.sentences())[0]?.text === "The night bus", "the element reads what the application has rendered anew");
      const { errors } = await watched(page);
      assert.deepEqual(errors, []);
    });
  });
}
