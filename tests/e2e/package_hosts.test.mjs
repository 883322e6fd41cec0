// The one-line form in pages with the style sheets and scripts that hosts have: nothing
// leaks in or out, nothing breaks on either side.
import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Page, open } from "./lib/page.mjs";
import { ARTICLE, hostSite, madePackage, policyFor, servePackage } from "./lib/package_site.mjs";
import { watched } from "./lib/watched.mjs";

const PACKAGES = fileURLToPath(new URL("../../node_modules", import.meta.url));

/**
 * As WordPress writes a block theme's global styles: rules of no weight on the whole page, `!important`
 * preset classes, and margins for whatever stands in a layout, one by one and in several strengths.
 */
const BLOCK_THEME = `
  :root { --wp--preset--color--base: #f7f3ea; --wp--preset--color--contrast: #2b1d0e; --wp--preset--font-size--medium: clamp(1.1rem, 0.9rem + 0.6vw, 1.4rem); --wp--style--global--content-size: 640px; --wp--style--block-gap: 1.4rem; }
  :where(body) { margin: 0; }
  body { background-color: var(--wp--preset--color--base); color: var(--wp--preset--color--contrast); font-family: Georgia, serif; font-size: var(--wp--preset--font-size--medium); line-height: 1.8; font-weight: 300; letter-spacing: 0.02em; }
  .wp-site-blocks { padding: 2rem; } .wp-site-blocks > * { margin-block: 0; }
  :where(.wp-site-blocks) > * { margin-block-start: 1.5rem; margin-block-end: 0; }
  :where(.wp-site-blocks) > :first-child { margin-block-start: 0; }
  :root :where(.is-layout-flow) > * { margin-block-start: 1.4rem; margin-block-end: 0; }
  body .is-layout-flow > * { margin-block-start: var(--wp--style--block-gap); }
  body .is-layout-constrained > :where(:not(.alignleft, .alignright, .alignfull)) { max-width: var(--wp--style--global--content-size); margin-left: auto !important; margin-right: auto !important; }
  :root :where(a:where(:not(.wp-element-button))) { color: #a3301c; text-decoration: underline; }
  :root :where(.wp-element-button, .wp-block-button__link), button { background: #2b1d0e; color: #f7f3ea; border: 0; border-radius: 999px; padding: 0.8em 1.6em; font-size: inherit; text-transform: uppercase; }
  h1, h2, h3 { font-weight: 400; line-height: 1.1; letter-spacing: -0.03em; } p { text-wrap: pretty; } :where(ul, ol) { padding-inline-start: 3rem; list-style: square; }
  :root { -webkit-font-smoothing: antialiased; } :where(input, textarea, select) { width: 100%; padding: 1rem; border: 2px solid; font: inherit; }
  .has-base-color { color: var(--wp--preset--color--base) !important; } * { box-sizing: inherit; } svg, img { height: auto; max-width: 100%; }`;
const inBlocks = (body) => `<div class="wp-site-blocks"><main class="wp-block-group is-layout-flow"><div class="entry-content is-layout-constrained">${body}</div></main></div>`;

/** What hosts write on everything. */
const SHEETS = {
  "a WordPress block theme": BLOCK_THEME,
  "Bootstrap 5": "bootstrap/dist/css/bootstrap.css",
  "Tailwind's reset": "tailwindcss/preflight.css",
  "a reset of all": "* { all: unset; } head, script, style, title { display: none; } body, article, h1, p { display: block; }",
  "loud rules": `:root { font-size: 62.5%; --fill: red; --line: red; --edge: red; --paper: red; --ink: red; --radius: 20px; }
    * { box-sizing: content-box !important; letter-spacing: 3px; text-transform: uppercase; } body { line-height: 3; color: red; direction: ltr; }
    div, span, button, p, h2, ul, li { margin: 20px !important; padding: 20px !important; border: 5px solid red !important; background: yellow; }
    button { all: unset; } .root, .panel, .head, .card, .button, .picker { display: none !important; }
    p::highlight(anything) { color: red; }`,
};

/** Every part of the panel as it is drawn; hidden words and the bar beside the text depend on the article's layout. */
const drawn = (page) => page.run(({ shadow }) => [...shadow().querySelectorAll("*")].filter((node) => node.getClientRects().length > 0 && !node.closest(".hidden, .bar-at-cursor")).map((node) => {
  const style = getComputedStyle(node);
  const names = ["display", "color", "backgroundColor", "backgroundImage", "fill", "stroke", "fontSize", "fontFamily", "fontWeight", "lineHeight", "letterSpacing", "textTransform", "textAlign",
    "borderTopWidth", "borderTopColor", "borderRadius", "marginTop", "marginLeft", "paddingTop", "paddingLeft", "boxSizing", "cursor", "boxShadow", "direction"];
  const { width, height } = node.getBoundingClientRect();
  return [`${node.localName}.${node.getAttribute("class") ?? ""}`, Math.round(width), Math.round(height), ...names.map((name) => `${name} ${style[name]}`)].join("; ");
}));
/** Every part of the article as the host's sheets make it. */
const styled = (page) => page.run(() => [document.body, ...document.querySelectorAll("article, article *")].map((node) => {
  const style = getComputedStyle(node);
  return [node.localName, ...["display", "color", "backgroundColor", "font", "letterSpacing", "margin", "padding", "borderTopWidth", "cursor", "textDecorationLine"].map((name) => style[name])].join("; ");
}));

for (const engine of engines) {
  describe(`host pages, ${engine}`, () => {
    let browser, made, cdn, host, line;
    before(async () => {
      browser = await openBrowser(engine);
      made = await madePackage();
      cdn = await servePackage(made.root);
      // jQuery parses markup, which a page that demands Trusted Types does not allow it.
      const policy = policyFor(cdn.url.slice(0, -1)).replace(/; require-trusted-types.*/, "");
      host = await hostSite({ headers: { "Content-Security-Policy": policy } });
      line = `<script type="module" src="${cdn.url}reading-annotator.js" data-for="essay" data-theme="light"></script>`;
    });
    after(async () => {
      await browser?.quit();
      await Promise.all([cdn, host].map((site) => site?.close()));
      made?.remove();
    });
    const labelled = async (page) => {
      await page.call("clear");
      await page.call("annotate", { sentence: 1 }, { label: "claim", note: "n" });
      await page.call("annotate", { sentence: 3 }, { label: "evidence" });
      await page.waitFor(({ cards, shadow }) => cards().length === 2 && shadow().querySelector(".status")?.textContent, "two cards");
      // On a sentence without a label, whose parts take no colour from the page.
      await page.cursorTo(2);
    };

    it("style sheets: the panel is drawn as in a bare page, the article as without the panel", async () => {
      const bare = await open(browser, host.add(ARTICLE + line));
      await labelled(bare);
      const expected = await drawn(bare);
      assert.ok(expected.length > 60, `${expected.length} parts`);
      let count = 0;
      for (const [name, sheet] of Object.entries(SHEETS)) {
        const file = `host-${(count += 1)}.css`;
        if (sheet.endsWith(".css")) cpSync(path.join(PACKAGES, sheet), path.join(host.root, file));
        else writeFileSync(path.join(host.root, file), sheet);
        const head = `<link rel="stylesheet" href="${file}">`;
        const body = sheet === BLOCK_THEME ? inBlocks(ARTICLE) : ARTICLE;
        // What is centred depends on the width that the panel leaves.
        writeFileSync(path.join(host.root, "aside.css"), ":root { margin-inline-end: 340px !important; }");
        const aside = sheet === BLOCK_THEME ? '<link rel="stylesheet" href="aside.css">' : "";
        const without = new Page(browser, host.add(body, { head: head + aside }));
        await browser.driver.get(without.url);
        const plain = await styled(without);
        const page = await open(browser, host.add(body + line, { head }));
        await labelled(page);
        const found = await drawn(page);
        const differences = found.flatMap((part, index) => (part === expected[index] ? [] : [`${part}\n  instead of\n${expected[index]}`]));
        assert.deepEqual([differences.slice(0, 3), found.length], [[], expected.length], name);
        assert.deepEqual(await styled(page), plain, `${name}: the article`);
        const { errors, violations } = await watched(page);
        assert.deepEqual({ errors, violations }, { errors: [], violations: [] }, name);
      }
    });

    it("takes colours, font and width from the page's variables, and rules for its parts", async () => {
      writeFileSync(path.join(host.root, "theme.css"), `
        :root { --reading-annotator-paper: rgb(250, 240, 220); --reading-annotator-ink: rgb(40, 20, 0); --reading-annotator-accent: rgb(120, 0, 60); --reading-annotator-on-accent: rgb(255, 250, 240);
          --reading-annotator-font: "DejaVu Serif", serif; --reading-annotator-width: 400px; --reading-annotator-radius: 0px; }
        reading-annotator::part(head) { border-block-end: 3px solid rgb(1, 2, 3); }
        reading-annotator::part(foot) { background: rgb(4, 5, 6); } .head, .foot, .panel { background: red; }`);
      for (const theme of ["light", "dark"]) {
        const page = await open(browser, host.add(ARTICLE + line.replace("light", theme), { head: '<link rel="stylesheet" href="theme.css">' }));
        assert.deepEqual(await page.run(({ shadow }) => {
          const style = (css) => getComputedStyle(shadow().querySelector(css));
          const [panel, head, main] = [".panel", ".head", ".button.main"].map(style);
          return {
            panel: [panel.backgroundColor, panel.color, panel.fontFamily.replaceAll('"', "")], width: Math.round(shadow().querySelector(".panel").getBoundingClientRect().width),
            main: [main.backgroundColor, main.color, main.borderRadius], head: [head.borderBlockEndWidth, head.borderBlockEndColor], foot: style(".foot").backgroundColor,
            parts: [...shadow().querySelectorAll("[part]")].map((one) => one.getAttribute("part")).sort(),
          };
        }), {
          panel: ["rgb(250, 240, 220)", "rgb(40, 20, 0)", "DejaVu Serif, serif"], width: 400,
          main: ["rgb(120, 0, 60)", "rgb(255, 250, 240)", "0px"], head: ["3px", "rgb(1, 2, 3)"], foot: "rgb(4, 5, 6)", parts: ["foot", "head", "list", "panel"],
        }, theme);
      }
    });

    it("jQuery, page-wide keys, built-ins patched as Prototype does: nothing breaks on either side", async () => {
      cpSync(path.join(PACKAGES, "jquery/dist/jquery.js"), path.join(host.root, "jquery.js"));
      writeFileSync(path.join(host.root, "host.js"), `
        Array.prototype.each = function (work) { this.forEach(work); return this; };
        Function.prototype.bindAsEventListener = function () { return this; };
        Element.prototype.show = function () { this.hidden = false; return this; };
        window.seen = { keys: [], clicks: 0 };
        jQuery(function ($) {
          $(document).on("keydown keypress keyup", (event) => { seen.keys.push(event.key); if (/^[0-9a-z]$/.test(event.key)) event.preventDefault(); });
          $("article p").on("click", () => { seen.clicks += 1; });
          $("article").append($("<p>").text("jQuery adds this.").addClass("added"));
          $.noConflict(true);
        });`);
      const page = await open(browser, host.add(ARTICLE + line, { head: '<script src="jquery.js"></script><script src="host.js"></script>' }));
      await page.waitFor(async ({ element }) => (await element().getSentences()).at(-1).text === "jQuery adds this.", "what jQuery adds is read");
      await page.click(1);
      await page.waitFor(({ picker }) => picker(), "the picker");
      assert.equal(await page.run(() => window.seen.clicks), 1, "the page's own click handler ran");
      await page.press("1");
      await page.waitFor(async ({ element }) => (await element().getSentences())[1].label === "claim", "the label");
      await page.cursorTo(3);
      await page.press("2", "j", "4");
      await page.waitFor(async ({ element }) => (await element().getSentences())[4].label === "none", "a judgement");
      assert.deepEqual(await page.run(() => window.seen.keys), [], "keys in the panel are not the page's");
      await page.run(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true })));
      assert.deepEqual(await page.run(() => window.seen.keys.slice()), ["s"], "the page's own keys still work");
      const text = await page.run(async ({ element }) => (await element().exportAs()).text());
      assert.equal(JSON.parse(text).annotations.length, 2);
      await page.reload();
      assert.equal((await page.sentences())[1].label, "claim");
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });

    it("a page that fills or replaces its whole body leaves the panel alone", async () => {
      writeFileSync(path.join(host.root, "late.js"), `
        const text = document.body.innerHTML;
        window.replaceBody = () => { const made = document.createElement("body"); for (const node of [...document.body.childNodes]) made.append(node.cloneNode(true)); document.body.replaceWith(made); };`);
      const page = await open(browser, host.add(ARTICLE + line + '<script src="late.js"></script>'));
      await page.call("annotate", { sentence: 1 }, { label: "claim" });
      await page.run(() => window.replaceBody());
      await page.waitFor(async ({ element, highlights }) => element().isConnected && (await element().getSentences())[1]?.label === "claim", "it is there with its label");
      assert.equal(await page.run(() => document.querySelectorAll("reading-annotator").length), 1);
    });
  });
}
