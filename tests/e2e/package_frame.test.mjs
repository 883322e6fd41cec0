// The frame form, in pages of its own site and of others.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Page, until } from "./lib/page.mjs";
import { hostSite, madePackage, servePackage } from "./lib/package_site.mjs";

// What the README tells an administrator.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
  + "require-trusted-types-for 'script'; trusted-types reading-annotator";
const LISTENER = `<script>
  window.messages = [];
  addEventListener("message", ({ data, origin }) => messages.push({ ...data, origin }));
  window.send = (more) => document.querySelector("iframe").contentWindow.postMessage({ "reading-annotator": 1, ...more }, "*");
</script>`;
const HOSTILE = `<!doctype html><html lang="de" dir="ltr"><title>Nasty</title><article>
<h1 onclick="top.hacked=1" style="color:red">Ein Titel</h1>
<p>One stands here.<script>window.hacked = "script"</script><img src="x" onerror="window.hacked = 'img'"> Two stands here.</p>
<p><svg onload="window.hacked = 'svg'"><script>window.hacked = "svg script"</script></svg><a href="javascript:window.hacked='a'">Three stands here.</a></p>
<iframe srcdoc="<script>parent.hacked = 'srcdoc'</script>"></iframe><object data="data:text/html,x"></object><embed src="x"><base href="https://example.org/">
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hacked='mxss'&gt;"></mglyph></table></mtext></math>
<form action="https://example.org/"><button formaction="javascript:window.hacked=1">x</button></form><template><img src=x onerror="window.hacked='template'"></template>
<style>* { display: none }</style><link rel="stylesheet" href="https://example.org/x.css"><meta http-equiv="refresh" content="0;url=https://example.org/">
<img src="https://example.org/spy.png"><reading-annotator for="x"></reading-annotator><p id="article">Four stands here.</p></article></html>`;

for (const engine of engines) {
  describe(`frame, ${engine}`, () => {
    let browser, made, host, other, frames, lax;
    before(async () => {
      browser = await openBrowser(engine);
      made = await madePackage();
      [host, other] = await Promise.all([0, 1].map(() => hostSite({ headers: { "Content-Security-Policy": null } })));
      const page = path.join(made.root, "frame.html");
      writeFileSync(page, readFileSync(page, "utf8").replace('origins" content=""', `origins" content="${host.url} https://example.org"`));
      writeFileSync(path.join(made.root, "nasty.html"), HOSTILE);
      writeFileSync(path.join(made.root, "plain.txt"), "One stands here. Two stands here.\n\nThree stands here.\n");
      writeFileSync(path.join(made.root, "long.html"), `<article><h1>Long</h1>${"<p>One stands here. Two stands here. Three stands here, and is a longer one, so that there is something to read.</p>".repeat(120)}</article>`);
      writeFileSync(path.join(made.root, "parent.html"), `<!doctype html><body>${LISTENER.replace("<script>", '<script src="parent.js">').replace(/>[\s\S]*<\/script>/, "></script>")}<h1>A course</h1><iframe src="frame.html?article=long.html" width="900" height="300"></iframe><p>After.</p>`);
      writeFileSync(path.join(made.root, "parent.js"), /<script>([\s\S]*)<\/script>/.exec(LISTENER)[1]);
      frames = await servePackage(made.root, { headers: { "Content-Security-Policy": POLICY } });
      lax = await servePackage(made.root, { headers: { "Content-Security-Policy": null } });
    });
    after(async () => {
      await browser?.quit();
      await Promise.all([host, other, frames, lax].map((site) => site?.close()));
      made?.remove();
    });

    /** The frame's page; `outside` runs in the page around it. */
    const enter = async (url) => {
      const { driver } = browser;
      await driver.get(url);
      const page = new Page(browser, url);
      page.outside = async (work, ...values) => {
        await driver.switchTo().defaultContent();
        try { return await page.run(work, ...values); } finally { await driver.switchTo().frame(0); }
      };
      page.messages = (type) => page.outside((tools, type) => window.messages.filter((one) => !type || one.type === type), type ?? null);
      page.told = (type, count = 1) => until(async () => { const all = await page.messages(type); return all.length >= count && all; }, `a message ${type}`, 8000);
      page.send = (message) => page.outside((tools, message) => window.send(message), message);
      await driver.switchTo().frame(0);
      return page;
    };
    const around = (site, query = "", { attributes = "", more = "" } = {}, from = frames) =>
      site.add(`${LISTENER}<iframe ${attributes} src="${from.url}frame.html${query}" width="900" height="600"></iframe>${more}`);

    it("shows an article of its own site; nothing of it runs, even where no policy forbids it", async () => {
      for (const site of [lax, frames]) {
        const page = await enter(around(host, "?article=nasty.html&annotator=Ada", {}, site));
        await page.ready();
        assert.deepEqual((await page.sentences()).map(({ text }) => text), ["Ein Titel", "One stands here.", "Two stands here.", "Three stands here.", "Four stands here."]);
        const { html, lang, hacked } = await page.run(() => {
          const article = document.querySelector("article");
          return { html: article.innerHTML, lang: article.lang, hacked: [window.hacked ?? null, document.title] };
        });
        assert.deepEqual([lang, ...hacked], ["de", null, "Nasty"]);
        assert.doesNotMatch(html, /on\w+=|javascript:|<(script|iframe|object|style|link|meta|base|svg|form)|style=|example\.org/i);
        assert.equal(await page.outside(() => window.hacked ?? null), null);
        const file = JSON.parse((await page.exportFile()).text);
        assert.equal(file.annotators[0].name, "Ada");
        assert.equal(file.article.id, `${site.url}nasty.html`);
      }
    });

    it("speaks its article's language, or the one that the address asks for", async () => {
      const exports = (page) => page.run(({ shadow }) => shadow().querySelector(".toolbar .main").textContent);
      writeFileSync(path.join(made.root, "deutsch.html"), '<html lang="de"><article><h1>Lang</h1><p>Eins steht hier. Zwei steht hier.</p></article></html>');
      const page = await enter(around(host, "?article=deutsch.html"));
      await page.ready();
      assert.equal(await exports(page), "Export");
      assert.equal(await page.run(({ shadow }) => shadow().querySelector(".head h2").textContent), "Markierungen");
      const other = await enter(around(host, "?article=deutsch.html&ui-language=fr"));
      await other.ready();
      assert.equal(await exports(other), "Exporter");
    });

    it("text becomes paragraphs; what is no article of this site is refused, here and to the page around", async () => {
      const page = await enter(around(host, "?article=plain.txt"));
      await page.ready();
      assert.deepEqual((await page.sentences()).map(({ text }) => text), ["One stands here.", "Two stands here.", "Three stands here."]);
      for (const [article, said] of [
        [`${other.url}watch.js`, /must be of this site/], ["https://example.org/", /must be of this site/], ["javascript:alert(1)", /must be of this site/],
        ["data:text/html,x", /must be of this site/], ["gone.html", /404/], ["reading-annotator.js", /neither HTML nor text/],
      ]) {
        const refused = await enter(around(host, `?article=${encodeURIComponent(article)}`));
        await refused.waitFor(() => document.querySelector(".message[role=alert]"), article);
        assert.match(await refused.run(() => document.querySelector(".message").textContent), said);
        assert.match((await refused.told("error"))[0].message, said);
      }
    });

    it("an assignment of its own site configures it; a wrong one is told to the page around, too", async () => {
      writeFileSync(path.join(made.root, "task.json"), JSON.stringify({ id: "week-3", title: "How is it argued?", labels: [{ id: "thesis", name: "Thesis" }], minimum: { thesis: 1 } }));
      writeFileSync(path.join(made.root, "wrong.json"), JSON.stringify({ minimum: { thesis: 1 } }));
      const page = await enter(around(host, "?article=plain.txt&config=task.json"));
      await page.ready();
      assert.equal(await page.run(({ shadow }) => shadow().querySelector(".task summary").textContent), "How is it argued? 0 of 1 met");
      await page.call("annotate", { sentence: 1 }, { label: "thesis" });
      await page.send({ type: "export", request: 7 });
      const file = JSON.parse((await page.told("export"))[0].text);
      assert.deepEqual([file.assignment, file.labels.map(({ id }) => id)], [{ id: "week-3", version: "1" }, ["thesis"]]);
      const refused = await enter(around(host, "?article=plain.txt&config=wrong.json"));
      const [{ detail }] = await refused.told("annotator-error");
      assert.equal(detail.code, "configuration");
      assert.match(detail.message, /minimum\.thesis/);
    });

    it("takes an article from an allowed page, tells what happens, exports and imports", async () => {
      const page = await enter(around(host));
      const [waiting] = await page.told("waiting");
      assert.equal(`${waiting.origin}/`, frames.url);
      await page.send({ type: "export", request: 1 });
      assert.match((await page.told("error"))[0].message, /no article yet/);
      await page.send({ type: "article", html: HOSTILE });
      assert.match((await page.told("error", 2))[1].message, /documentId/);
      await page.send({ type: "article", html: HOSTILE, documentId: `message-${engine}` });
      await page.ready();
      await page.told("annotator-ready");
      assert.equal(await page.run(() => window.hacked ?? null), null);
      assert.ok((await page.told("height"))[0].height >= 480);
      await page.call("annotate", { sentence: 1 }, { label: "claim" });
      const [{ detail }] = await page.told("annotation-created");
      assert.deepEqual([detail.source, detail.annotation.quote.exact], ["api", "One stands here."]);
      await page.send({ type: "export", request: "a7" });
      const [{ request, name, text }] = await page.told("export");
      assert.equal(request, "a7");
      assert.match(name, /\.json$/);
      assert.equal(JSON.parse(text).annotations.length, 1);
      await page.call("clear");
      await page.send({ type: "import", request: "a8", text });
      const [{ report, request: asked }] = await page.told("import");
      assert.deepEqual([asked, report.added], ["a8", 1]);
      await page.send({ type: "import", request: "a9", text: "no JSON" });
      assert.equal((await page.told("error", 3))[2].request, "a9");
      await page.send({ type: "dance", request: 2 });
      assert.match((await page.told("error", 4))[3].message, /dance/);
      // Another article in its place.
      await page.send({ type: "article", text: "A new one.\n\nIt has two.", documentId: `message-2-${engine}`, title: "News" });
      await page.waitFor(async ({ element }) => (await element()?.getSentences())?.length === 3, "the other article");
      assert.deepEqual(await page.annotations(), []);
    });

    it("is silent and deaf to pages that are not allowed, and to windows that are not the one around it", async () => {
      const stranger = await enter(around(other, "?article=plain.txt"));
      await stranger.ready();
      await stranger.send({ type: "export", request: 1 });
      await stranger.send({ type: "article", text: "Wrong.", documentId: "x" });
      await stranger.call("annotate", { sentence: 0 }, { label: "claim" });
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.equal((await stranger.sentences()).length, 3);
      await stranger.call("clear");
      assert.deepEqual(await stranger.messages(), []);

      // A second frame of the allowed site, beside ours: its origin is right, its window is not.
      host.add('<script>parent.frames[0].postMessage({ "reading-annotator": 1, type: "article", text: "Wrong.", documentId: "x" }, "*"); parent.sibling = true;</script>', { name: "sibling.html" });
      const page = await enter(around(host, "?article=plain.txt"));
      await page.ready();
      await page.outside(() => new Promise((done) => {
        const sibling = document.createElement("iframe");
        sibling.src = "sibling.html";
        sibling.onload = () => setTimeout(done, 300);
        document.body.append(sibling);
      }));
      assert.equal(await page.outside(() => window.sibling), true);
      assert.equal((await page.sentences()).length, 3);
      assert.deepEqual(await page.messages("error"), []);
    });

    it("grows to its content, and the panel stays where it can be seen", async () => {
      const page = await enter(`${lax.url}parent.html`);
      await page.ready();
      const height = await until(async () => { const found = await page.outside(() => document.querySelector("iframe").getBoundingClientRect().height); return found > 2000 && found; }, "it has grown");
      const inside = await page.run(() => ({ scrolls: document.documentElement.scrollHeight - innerHeight, main: document.querySelector("main").getBoundingClientRect().bottom }));
      assert.ok(inside.scrolls <= 1 && Math.abs(inside.main - height) <= 6, JSON.stringify({ height, ...inside }));
      for (const scroll of [0, 900, 2500]) {
        await page.outside((tools, scroll) => { window.scrollTo(0, scroll); return tools.still(); }, scroll);
        const top = await page.outside(() => document.querySelector("iframe").getBoundingClientRect().top);
        const window_ = await page.outside(() => innerHeight);
        const seen = { from: Math.max(0, -top), to: Math.min(height, window_ - top) };
        await page.waitFor(({ element }, { from, to }) => {
          const panel = element().getBoundingClientRect();
          return panel.top >= from - 8 && panel.top <= from + 60 && panel.bottom <= to + 8 && panel.bottom >= to - 60;
        }, `the panel is in sight at ${scroll}`, 5000, seen);
      }
      await page.run(({ shadow }) => shadow().querySelector("[aria-label=Keys]").click());
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "a dialog");
      const dialog = await page.run(({ shadow, element }) => {
        const box = shadow().querySelector("dialog").getBoundingClientRect(), panel = element().getBoundingClientRect();
        return box.top >= panel.top - 8 && box.bottom <= panel.bottom + 8;
      });
      assert.ok(dialog, "it is in sight, too");
    });

    it("a theme that the address asks for is the article's and the panel's", async () => {
      const looks = async (query) => {
        const page = await enter(around(host, `?article=plain.txt${query}`));
        await page.ready();
        return page.run(({ shadow }) => [
          ...["backgroundColor", "color", "colorScheme"].map((name) => getComputedStyle(document.documentElement)[name]),
          shadow().querySelector(".root").dataset.scheme,
        ]);
      };
      assert.deepEqual(await looks("&theme=dark"), ["rgb(22, 23, 26)", "rgb(230, 226, 217)", "dark", "dark"]);
      assert.deepEqual(await looks("&theme=light"), ["rgb(251, 249, 244)", "rgb(34, 32, 28)", "light", "light"]);
      assert.equal((await looks("&theme=dusk"))[2], "light dark", "a theme that is none");
    });

    it("where downloads may be swallowed, Export says so, with copying beside it", async () => {
      const exported = async (url) => {
        const page = await enter(url);
        await page.ready();
        await page.call("annotate", { sentence: 0 }, { label: "claim" });
        await page.waitFor(({ shadow }) => shadow().querySelector(".card"), "the label");
        await page.run(({ shadow }) => shadow().querySelector(".toolbar .main").click());
        await page.run(({ still }) => still());
        const seen = await page.run(({ shadow }) => {
          const report = shadow().querySelector(".banner.report");
          return {
            said: report?.querySelector("bdi").textContent ?? null, buttons: [...report?.querySelectorAll("button") ?? []].map((one) => one.textContent),
            reminder: /Not exported: [^,]*/.exec(shadow().querySelector(".foot").textContent)?.[0] ?? null,
          };
        });
        await page.call("clear");
        return seen;
      };
      const doubt = { said: "Whether the file was saved cannot be known here. If none came, copy your work as JSON.", buttons: ["Copy as JSON", ""] };
      const own = (name, attributes) => {
        const page = `<!doctype html><body><script src="parent.js"></script><iframe ${attributes} src="frame.html?article=plain.txt&document-id=${name}" width="900" height="600"></iframe>`;
        writeFileSync(path.join(made.root, name), page);
        return `${lax.url}${name}`;
      };
      assert.deepEqual(await exported(own("free.html", "")), { said: null, buttons: [], reminder: null }, "a frame of the same site");
      assert.deepEqual(await exported(own("may.html", 'sandbox="allow-scripts allow-same-origin allow-downloads"')), { said: null, buttons: [], reminder: null }, "a sandbox that may");
      assert.deepEqual(await exported(own("not.html", 'sandbox="allow-scripts allow-same-origin"')), { ...doubt, reminder: "Not exported: 1 label" }, "a sandbox that may not");
      assert.deepEqual(await exported(around(host, "?article=plain.txt&document-id=elsewhere")), { ...doubt, reminder: null }, "a frame of another site");
    });

    it("in a sandbox it works in memory and offers to copy", async () => {
      const page = await enter(around(host, "?article=plain.txt", { attributes: 'sandbox="allow-scripts"' }, lax));
      await page.ready();
      await page.call("annotate", { sentence: 0 }, { label: "claim" });
      assert.ok(await page.run(({ shadow }) => shadow().querySelector(".banner.unsaved") !== null), "it says that nothing is kept");
      assert.equal(await page.run(() => document.getElementById("copying").getClientRects().length), 1);
      await page.waitFor(({ element }) => element().getBoundingClientRect().bottom === innerHeight, "the panel ends where the frame ends");
      // It has no origin, so that no download is to be relied on.
      await page.run(({ shadow }) => shadow().querySelector(".toolbar .main").click());
      await page.waitFor(({ shadow }) => /If none came, copy/.test(shadow().querySelector(".banner.report")?.textContent), "it does not claim success");
      await page.run(() => document.querySelector("#copying button").click());
      await page.waitFor(() => document.querySelector("#copying [role=status]").textContent, "an answer");
      const { said, text } = await page.run(() => ({ said: document.querySelector("#copying [role=status]").textContent, text: document.querySelector("#copying textarea")?.value ?? null }));
      // A driver's click is none of a reader: some engines then refuse the clipboard, and the text is shown.
      if (text === null) assert.match(said, /on the clipboard/);
      else assert.equal(JSON.parse(text).annotations.length, 1);
      const told = await page.run(({ shadow }) => shadow().querySelector(".banner.report") !== null);
      assert.equal(told, text !== null, "what was said of the file goes when there is a copy");
      const free = await enter(`${lax.url}parent.html`);
      await free.ready();
      assert.equal(await free.run(() => document.getElementById("copying").getClientRects().length), 0, "a frame that may download needs no such offer");
    });

    it("in a window of its own it says what it is for", async () => {
      await browser.driver.get(`${frames.url}frame.html`);
      const page = new Page(browser, "");
      await page.waitFor(() => /article=/.test(document.querySelector(".message").textContent), "it says so");
    });
  });
}
