// The one-line form, from another origin, in pages with a strict policy.
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { integrity, version } from "../../scripts/package.mjs";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Page, open, until } from "./lib/page.mjs";
import { ARTICLE, hostSite, madePackage, policyFor, servePackage } from "./lib/package_site.mjs";
import { watched } from "./lib/watched.mjs";

/** What the page's notices say. */
const notices = (page) => page.run(() => [...document.querySelectorAll("[data-reading-annotator-notice]")]
  .map((host) => host.shadowRoot.querySelector("p").textContent));
const line = (cdn, rest = 'data-for="essay"') => `<script type="module" crossorigin src="${cdn.url}reading-annotator.js" ${rest}></script>`;
const layout = (page) => page.run(({ element }) => {
  const box = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  return { page: box(document.body.getBoundingClientRect()), panel: box(element().getBoundingClientRect()), width: document.documentElement.clientWidth, height: innerHeight, scrollsSideways: document.documentElement.scrollWidth > innerWidth };
});

for (const engine of engines) {
  describe(`one line, ${engine}`, () => {
    let browser, made, cdn, host;
    before(async () => {
      browser = await openBrowser(engine);
      made = await madePackage();
      cdn = await servePackage(made.root);
      host = await hostSite({ headers: { "Content-Security-Policy": policyFor(cdn.url.slice(0, -1)) } });
    });
    after(async () => {
      await browser?.quit();
      await Promise.all([cdn, host].map((site) => site?.close()));
      made?.remove();
    });
    /** A page that the panel need not come to. */
    const bare = async (url) => {
      const page = new Page(browser, url);
      await browser.driver.get(url);
      return page;
    };

    it("speaks the page's language, whose file lies beside the script", async () => {
      const page = await open(browser, host.add(ARTICLE + line(cdn), { attributes: 'lang="ar" dir="rtl"' }));
      assert.equal(await page.run(({ shadow }) => shadow().querySelector(".toolbar .main").textContent), "تصدير");
      const { page: body, panel } = await layout(page);
      assert.ok(panel.left === 0 && body.left >= panel.right, "the panel stands at the other edge");
      assert.deepEqual(cdn.requests.map((one) => /language-(\w+)-/.exec(one)?.[1]).filter(Boolean), ["ar"], "asked for once, by script and widget together");
    });

    it("puts the panel beside the page, under a strict policy, with integrity", async () => {
      const hash = integrity(readFileSync(path.join(made.root, "reading-annotator.js")));
      const page = await open(browser, host.add(ARTICLE + line(cdn, `data-for="essay" data-annotator="Ada" integrity="${hash}"`)));
      const { page: body, panel, width, height, scrollsSideways } = await layout(page);
      assert.deepEqual([panel.right, panel.top, panel.bottom], [width, 0, height], "at the window's edge, from top to bottom");
      assert.equal(panel.right - panel.left, 340);
      assert.ok(body.right <= panel.left, `the page ends at ${body.right}, before ${panel.left}`);
      assert.equal(scrollsSideways, false);
      await page.click(1);
      await page.waitFor(({ picker }) => picker(), "the picker");
      await page.press("1");
      await page.waitFor(async ({ element }) => (await element().getSentences())[1].label === "claim", "the label");
      await page.waitFor(({ highlights }) => Object.values(highlights()).flat().length > 0, "it is painted");
      assert.equal(JSON.parse((await page.exportFile()).text).annotators[0].name, "Ada");
      await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "it is stored");
      await page.reload();
      assert.equal((await page.sentences())[1].label, "claim", "kept by the host page's site");
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
      assert.deepEqual(await notices(page), []);
    });

    it("folds away and gives the page its room back; the article's own styles are as before", async () => {
      const page = await open(browser, host.add(ARTICLE + line(cdn)));
      const font = () => page.run(({ article }) => getComputedStyle(article()).font);
      const before = await font();
      await page.clickButton("Close the annotation panel");
      await page.waitFor(({ shadow }) => shadow().querySelector(".tab"), "the tab");
      const { page: body, panel, width, height } = await layout(page);
      assert.ok(width - body.right <= 60, `the page ends at ${body.right} of ${width}`);
      assert.ok(panel.left >= body.right - 1, `the tab from ${panel.left} is beside the page to ${body.right}`);
      assert.ok(panel.bottom - panel.top < height / 2, "what is below the tab can be clicked");
      assert.equal(await font(), before);
      await page.run(({ element }) => element().remove());
      await page.waitFor(() => document.documentElement.getBoundingClientRect().right === innerWidth, "without it nothing is pushed");
    });

    it("stands on the other side of a page from right to left, and whatever resets the page has", async () => {
      writeFileSync(path.join(host.root, "reset.css"), "* { all: unset; } script, style, head, title, meta { display: none; } html, body { width: 100%; min-width: 100%; margin: 0 !important; }");
      const page = await open(browser, host.add(ARTICLE + line(cdn), { attributes: 'lang="ar" dir="rtl"', head: '<link rel="stylesheet" href="reset.css">' }));
      const { page: body, panel, height, scrollsSideways } = await layout(page);
      assert.deepEqual([Math.round(panel.left), Math.round(panel.right), panel.top, panel.bottom], [0, 340, 0, height]);
      assert.equal(scrollsSideways, false);
      assert.ok(body.left >= 340 - 1 || body.right > 340, `${body.left}`);
    });

    it("an Arabic panel in a page from left to right has its line and its strip towards the article", async () => {
      const page = await open(browser, host.add(ARTICLE + line(cdn, 'data-for="essay" data-ui-language="ar"')));
      const sides = () => page.run(({ shadow }) => {
        const box = (css) => shadow().querySelector(css).getBoundingClientRect();
        const { borderLeftWidth, borderRightWidth } = getComputedStyle(shadow().querySelector(".tab, .panel:has(.head)"));
        return {
          border: [borderLeftWidth, borderRightWidth], strip: box(".overview").left - box(".panel").left,
          direction: getComputedStyle(shadow().querySelector(".current")).direction, end: innerWidth - box(".panel").right,
        };
      });
      assert.deepEqual(await sides(), { border: ["1px", "0px"], strip: 1, direction: "rtl", end: 0 });
      await page.run(({ element }) => element().setAttribute("panel", "closed"));
      await page.waitFor(({ shadow }) => shadow().querySelector(".tab"), "the tab");
      const { border, end } = await sides();
      assert.deepEqual([border, end], [["1px", "0px"], 0]);
    });

    it("stands clear of bars that the page keeps in the window, and touches nothing of them", async () => {
      const bars = `
        .bar { position: fixed; left: 0; z-index: 2147483647; box-sizing: border-box; width: 100%; background: #333; }
        #admin { top: 0; height: 32px } #header { top: 32px; height: 60px } #header.small { height: 40px }
        #notice { bottom: 0; height: 70px } #chat { position: fixed; right: 8px; bottom: 8px; width: 60px; height: 60px; background: #933; }
        #over { inset: 0; height: 100%; background: #0003 }`;
      writeFileSync(path.join(host.root, "bars.css"), bars);
      const page = await open(browser, host.add(`<div class="bar" id="admin"></div><header class="bar" id="header"><button>Menu</button></header>${ARTICLE}<div id="chat"></div>${line(cdn)}`,
        { head: '<link rel="stylesheet" href="bars.css">' }));
      const stands = (top, bottom, what) => page.waitFor(({ element }, top, bottom) => {
        const box = element().getBoundingClientRect();
        return Math.abs(box.top - top) < 1 && Math.abs(innerHeight - bottom - box.bottom) < 1;
      }, what, 3000, top, bottom);
      await stands(92, 0, "below both bars, and not above the chat's button");
      await page.run(() => { document.getElementById("header").className = "bar small"; });
      await stands(72, 0, "a bar that shrinks");
      const add = (id) => page.run((_, id) => document.body.append(Object.assign(document.createElement("div"), { className: "bar", id })), id);
      await add("notice");
      await stands(72, 70, "a notice that comes later");
      await add("over");
      await new Promise((resolve) => setTimeout(resolve, 400));
      await stands(72, 70, "what covers the page is no bar");
      await page.run(() => ["over", "notice"].forEach((id) => document.getElementById(id).remove()));
      await stands(72, 0, "and goes");
      await page.clickButton("Close the annotation panel");
      await page.waitFor(({ shadow, element }) => shadow().querySelector(".tab") && element().getBoundingClientRect().top === 72, "the tab is below them, too");
      assert.equal(await page.run(() => document.querySelectorAll("html[style], body[style], body [style]").length), 0);
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });

    it("does not keep the page from being painted", async () => {
      const slow = await servePackage(made.root, { delay: () => 900 });
      const lax = await hostSite({ headers: { "Content-Security-Policy": null } });
      try {
        const page = await bare(lax.add(ARTICLE + line(slow)));
        const shown = await until(() => page.run(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime), "the page is painted");
        await page.ready();
        const came = await page.run(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("reading-annotator")).map(({ name, responseEnd }) => [name.replace(/.*\./, ""), responseEnd]));
        assert.deepEqual(came.map(([kind]) => kind), ["js", "wasm"]);
        assert.ok(came[1][1] - came[0][1] > 800, "the delay is real");
        // WebKit rounds; the script's answer took 900 ms.
        assert.ok(shown < came[1][1] - 500, `painted at ${shown}, the wasm came at ${came[1][1]}`);
      } finally {
        await slow.close();
        await lax.close();
      }
    });

    it("named twice, loaded twice, in two versions: one panel, a message, and it works", async () => {
      const script = readFileSync(path.join(made.root, "reading-annotator.js"), "utf8");
      const later = script.replaceAll(version, "9.9.9");
      assert.notEqual(later, script);
      writeFileSync(path.join(made.root, "reading-annotator-9.9.9.js"), later);
      const other = (name) => line(cdn).replace("reading-annotator.js", name);
      for (const [second, said] of [
        [line(cdn), /more than once/],
        [other("reading-annotator.js?again"), /twice/],
        [other("reading-annotator-9.9.9.js"), new RegExp(`two versions\\. ${version.replaceAll(".", "\\.")} is at work, 9\\.9\\.9`)],
      ]) {
        const page = await open(browser, host.add(ARTICLE + line(cdn) + second));
        await page.waitFor(() => document.querySelector("[data-reading-annotator-notice]"), "a message");
        const told = await notices(page);
        assert.equal(told.length, 1, told.join());
        assert.match(told[0], said);
        assert.equal(await page.run(() => document.querySelectorAll("reading-annotator").length), 1);
        await page.call("annotate", { sentence: 1 }, { label: "claim" });
        const { errors, violations } = await watched(page);
        assert.equal(errors.length, 1, errors.join());
        assert.match(errors[0], /^console\.error: reading-annotator: /);
        assert.deepEqual(violations, []);
        await page.run(() => document.querySelector("[data-reading-annotator-notice]").shadowRoot.querySelector("button").click());
        assert.deepEqual(await notices(page), [], "it can be closed");
      }
    });

    it("an unknown attribute is named, a known tool's is not", async () => {
      const page = await open(browser, host.add(ARTICLE + line(cdn, 'data-for="essay" data-theem="dark" data-cfasync="false" document-id="x"')));
      const [told, ...more] = await notices(page);
      assert.match(told, /data-theem.*document-id \(did you mean data-document-id\?\)/);
      assert.doesNotMatch(told, /cfasync/);
      assert.deepEqual(more, []);
      assert.equal((await watched(page)).errors.filter((error) => error.includes("data-theem")).length, 1);
      assert.equal((await page.sentences()).length, 6);
    });

    it("a wrong media type of the wasm does not matter", async () => {
      const wrong = await servePackage(made.root, { types: { ".wasm": "application/octet-stream" } });
      const strict_ = await hostSite({ headers: { "Content-Security-Policy": policyFor(wrong.url.slice(0, -1)) } });
      try {
        const page = await open(browser, strict_.add(ARTICLE + line(wrong)));
        assert.equal((await page.sentences()).length, 6);
        assert.deepEqual(await notices(page), []);
        assert.equal((await watched(page)).errors.filter((error) => /mime/i.test(error)).length, 1, "the console says so");
      } finally {
        await Promise.all([wrong, strict_].map((site) => site.close()));
      }
    });

    it("a later part of the wasm that is not what was published is not used, however it is asked for", async () => {
      const broken = await madePackage();
      const file = path.join(broken.root, `reading-annotator-${version}-later.wasm`);
      writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0, 1, 0])]));
      const served = await servePackage(broken.root);
      const place = await hostSite({ headers: { "Content-Security-Policy": policyFor(served.url.slice(0, -1)) } });
      try {
        const page = await open(browser, place.add(ARTICLE + line(served)));
        await assert.rejects(page.call("annotate", { sentence: 1 }, { label: "claim" }));
        await page.press("a");
        await page.clickAt(await page.run(() => {
          const { left, top } = document.querySelector("p").getBoundingClientRect();
          return { x: Math.round(left) + 20, y: Math.round(top) + 10 };
        }));
        await page.waitFor(({ shadow }) => shadow().querySelector(".rescue.beside"), "the reader is told");
        assert.equal(await page.run(({ shadow }) => shadow().querySelector(".picker")), null);
        const other = await open(browser, place.add(ARTICLE + line(served)));
        await other.driver.executeScript("document.querySelector('reading-annotator').shadowRoot.querySelector('.cursor').dispatchEvent(new Event('paste', { bubbles: true, composed: true }))").catch(() => {});
        await other.waitFor(({ shadow }) => shadow().querySelector(".rescue:not(.beside)"), "the reader is told");
      } finally {
        await Promise.all([served, place].map((site) => site.close()));
        broken.remove();
      }
    });

    it("what keeps it from starting is told, and the page is as it was", async () => {
      const broken = await madePackage();
      const name = `reading-annotator-${version}.wasm`;
      const wasm = readFileSync(path.join(broken.root, name));
      writeFileSync(path.join(broken.root, name), Buffer.concat([wasm, Buffer.from([0])]));
      const gone = await madePackage();
      cpSync(path.join(gone.root, name), path.join(gone.root, "elsewhere.wasm"));
      const [served, missing] = await Promise.all([servePackage(broken.root), servePackage(gone.root, { headers: { "Access-Control-Allow-Origin": "https://example.org" } })]);
      const origin = (site) => site.url.slice(0, -1);
      const strict = policyFor(origin(cdn));
      const cases = [
        [cdn, strict.replace(" 'wasm-unsafe-eval'", ""), /security policy/],
        [served, policyFor(origin(served)), /could not be loaded/],
        [cdn, strict.replace(`connect-src ${origin(cdn)}`, "connect-src 'none'"), /could not be loaded/],
      ];
      try {
        for (const [site, policy, said] of cases) {
          const place = await hostSite({ headers: { "Content-Security-Policy": policy } });
          try {
            const page = await bare(place.add(ARTICLE + line(site)));
            const told = await until(async () => (await notices(page))[0], `a message (${said})`);
            assert.match(told, said);
            assert.equal(await page.run(() => document.querySelector("reading-annotator")), null);
            assert.equal(await page.run(() => document.documentElement.getBoundingClientRect().right === innerWidth), true, "nothing is pushed");
            const { errors } = await watched(page);
            assert.ok(errors.some((error) => error.startsWith("console.error: reading-annotator: ")), errors.join());
            assert.deepEqual(errors.filter((error) => !error.startsWith("console.")), [], "no exception");
          } finally {
            await place.close();
          }
        }
        // A server without CORS: the script itself is not loaded, and nothing else happens.
        const place = await hostSite({ headers: { "Content-Security-Policy": null } });
        const page = await bare(place.add(ARTICLE + line(missing)));
        assert.equal(await page.run(() => document.querySelector("reading-annotator")), null);
        await place.close();
      } finally {
        await Promise.all([served, missing].map((site) => site.close()));
        broken.remove();
        gone.remove();
      }
    });

    it("a page that places the element itself keeps its place", async () => {
      const page = await open(browser, host.add(`<main>${ARTICLE}<reading-annotator for="essay"></reading-annotator></main>${line(cdn, "")}`));
      assert.deepEqual(await page.run(({ element }) => [document.querySelectorAll("reading-annotator").length, element().parentElement.localName]), [1, "main"]);
      assert.equal(await page.run(() => document.documentElement.getBoundingClientRect().right === innerWidth), true);
    });

    it("is a sheet at the foot of a narrow window", async () => {
      await browser.driver.manage().window().setRect({ width: 500, height: 800 });
      try {
        const page = await open(browser, host.add(ARTICLE + line(cdn)));
        assert.ok(await page.run(() => innerWidth < 720), "the window is narrow");
        const sheet = await page.run(({ shadow }) => {
          const { left, right, bottom } = shadow().querySelector(".panel").getBoundingClientRect();
          return { left, right: right === document.documentElement.clientWidth, bottom: bottom === innerHeight, page: document.body.getBoundingClientRect().right };
        });
        assert.deepEqual({ ...sheet, page: 0 }, { left: 0, right: true, bottom: true, page: 0 });
        assert.ok(sheet.page > 400, "the page has all the width");
      } finally {
        await browser.driver.manage().window().setRect({ width: 1280, height: 900 });
      }
    });
  });
}
