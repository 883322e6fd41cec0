// The self-contained page, opened as a file: no server, no network.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { makePage } from "../../scripts/package.mjs";
import { startServer } from "../../scripts/server.mjs";
import { engines, miniBrowser, openBrowser, startDisplay } from "./lib/browsers.mjs";
import { newFile, open, until } from "./lib/page.mjs";

const ESSAY = fileURLToPath(new URL("../../examples/essay.md", import.meta.url));
const DRIVEN = fileURLToPath(new URL("pages/kill_self_driven.js", import.meta.url));
const BLOCK = /(<script type="application\/json" id="reading-annotator-labels">)([\s\S]*?)(<\/script>)/;
// As it is by default; said here because everything depends on it.
const prefs = (engine) => (engine === "firefox" ? { "security.fileuri.strict_origin_policy": true, "network.online": false, "network.manage-offline-status": false } : {});

const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
const progress = (page) => page.run(({ shadow }) => shadow().querySelector(".progress").textContent);
/** What has no copy outside of the browser, in the panel's words. */
const reminder = (page) => page.run(({ shadow }) => /Not exported.*/.exec(shadow().querySelector(".foot").textContent)?.[0] ?? null);
const dialog = (page) => page.run(({ shadow }) => shadow().querySelector("dialog[open]")?.textContent ?? null);

for (const engine of engines) {
  describe(`one file, ${engine}`, () => {
    let directory, browser, html, count = 0;
    before(async () => {
      directory = mkdtempSync(path.join(tmpdir(), `annotator-file-${engine}-`));
      ({ html } = await makePage(ESSAY));
      browser = await openBrowser(engine, { prefs: prefs(engine) });
    });
    after(async () => {
      await browser?.quit();
      rmSync(directory, { recursive: true, force: true });
    });
    /** A file of its own document, as Chromium keeps all files' work in one place. */
    const file = (edit = (text) => text) => {
      const place = path.join(directory, `essay-${(count += 1)}.html`);
      writeFileSync(place, edit(html.replace('document-id="essay: ', `document-id="test ${process.pid} ${count}: `)));
      return pathToFileURL(place).href;
    };
    /** Clicks the page's button and gives the saved page's text. */
    const savePage = async (page) => {
      const { downloadDir } = page.browser;
      const before = readdirSync(downloadDir);
      await page.waitFor(() => !document.getElementById("save-page").disabled, "the page can be saved");
      await page.clickOn("#save-page", { host: true });
      const saved = await newFile(downloadDir, before, (text) => text.endsWith("</html>"));
      await page.waitFor(() => document.getElementById("saved").textContent.startsWith("Saved."), "it says so");
      return saved;
    };

    it("carries the language of its article", async () => {
      const article = path.join(directory, "aufsatz.html");
      writeFileSync(article, '<html lang="de"><body><article><h1>Die Lesestunde</h1><p>Das spart Geld. Es ist ein Verlust.</p></article></body></html>');
      const made = path.join(directory, "aufsatz-page.html");
      writeFileSync(made, (await makePage(article)).html);
      const page = await open(browser, pathToFileURL(made).href);
      const seen = await page.run(({ shadow }) => [document.getElementById("save-page"), shadow().querySelector(".legend li"), shadow().querySelector(".root")]
        .map((one) => one.id ? one.textContent : one.className === "root" ? one.lang : one.textContent.slice(0, 6)));
      assert.deepEqual(seen, ["Seite mit meinen Markierungen speichern", "TThese", "de"]);
    });

    it("works by itself: labels by mouse, and nothing can be fetched", async () => {
      const page = await open(browser, file());
      assert.equal(await page.run(() => location.protocol), "file:");
      assert.equal((await page.sentences()).length, 11);
      await page.click(3);
      await page.waitFor(({ picker }) => picker(), "the picker");
      await page.press("1");
      await page.waitFor(async ({ element }) => (await element().getSentences())[3].label === "claim", "the label");
      await page.waitFor(({ highlights }) => Object.values(highlights()).flat().length > 0, "it is painted");
      assert.ok(await page.run(({ element }) => document.body.getBoundingClientRect().right <= element().getBoundingClientRect().left), "beside the page");
      const server = await startServer({ root: directory, headers: { "Content-Security-Policy": null, "Access-Control-Allow-Origin": "*" } });
      try {
        const got = await page.run((tools, url) => new Promise((done) => {
          const image = new Image();
          image.onload = image.onerror = () => done(image.naturalWidth);
          image.src = `${url}x.png`;
        }), server.url);
        assert.equal(got, 0);
        assert.deepEqual(server.requests, [], "the page's own policy is in force");
      } finally {
        await server.close();
      }
      const loaded = await page.run(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !name.endsWith("x.png")));
      assert.deepEqual(loaded, [], "nothing is loaded");
      const buttons = await page.run(({ shadow }) => [...shadow().querySelectorAll(".toolbar button")].map((one) => one.getAttribute("aria-label") ?? one.textContent));
      assert.ok(buttons.includes("Export") && !buttons.includes("Export for other tools"), `only what it can do is offered: ${buttons}`);
    });

    it("saved with its labels it shows them elsewhere, as the same person's, and goes on", async () => {
      const page = await open(browser, file());
      await page.call("annotate", { sentence: 3 }, { label: "claim", note: "</script><script>alert(1)</script> <!-- & ' \" \u2028 🌌" });
      await page.call("annotate", { sentence: 4 }, { label: "evidence" });
      await page.call("judgeNone", { sentence: 2 });
      const before = { labels: await labels(page), annotations: await page.annotations(), progress: await progress(page) };
      assert.match(before.progress, /^3 of /);
      const first = await savePage(page);
      assert.match(first.name, /\.html$/);
      assert.ok(first.text.length - html.length < 20_000, "the labels, and no second page");

      const other = await openBrowser(engine, { prefs: prefs(engine) });
      let second;
      try {
        const place = path.join(directory, "elsewhere.html");
        writeFileSync(place, first.text);
        const there = await open(other, pathToFileURL(place).href);
        assert.deepEqual({ labels: await labels(there), annotations: await there.annotations(), progress: await progress(there) }, before);
        assert.equal(await dialog(there), null, "no report of an import");
        await there.waitFor(({ highlights }) => Object.values(highlights()).flat().length >= 2, "they are painted");
        await there.call("annotate", { sentence: 6 }, { label: "opinion" });
        await there.call("update", before.annotations[0].id, { note: "changed there" });
        const { annotators } = JSON.parse((await there.exportFile()).text);
        assert.equal(annotators.length, 1, "one person");
        second = await savePage(there);
        // All but the labels is the page as it was handed out.
        const bare = (text) => text.replace(BLOCK, "$1$3");
        assert.ok(bare(second.text) === bare(first.text), "it does not change or grow");
        // Removed after saving, and opened again: it does not come back.
        await there.call("remove", before.annotations[1].id);
        await there.reload();
        assert.deepEqual(await labels(there), ["2 none", "3 claim", "6 opinion"]);
      } finally {
        await other.quit();
      }

      // Back where it was begun, where older work is (Chromium) or nothing (Firefox: each file has its own).
      const place = path.join(directory, "back.html");
      writeFileSync(place, second.text);
      const back = await open(browser, pathToFileURL(place).href);
      await back.waitFor(async ({ element }) => (await element().getSentences())[6].label === "opinion", "what was done there");
      assert.deepEqual(await labels(back), ["2 none", "3 claim", "4 evidence", "6 opinion"]);
      assert.equal((await back.annotations())[0].note, "changed there");
      assert.equal(JSON.parse((await back.exportFile()).text).annotators.length, 1);
    });

    it("saving the page is an export: nothing is said to lack a copy, here or there, until something changes", async () => {
      const own = await openBrowser(engine, { prefs: prefs(engine) });
      let saved;
      try {
        const page = await open(own, file());
        await page.call("annotate", { sentence: 3 }, { label: "claim" });
        await until(async () => (await reminder(page)) === "Not exported: 1 label", "it lacks a copy");
        saved = await savePage(page);
        await until(async () => (await reminder(page)) === null, "it has one");
        await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "it is stored");
        await page.reload();
        assert.deepEqual([await labels(page), await reminder(page)], [["3 claim"], null], "that is kept");
      } finally {
        await own.quit();
      }
      const place = path.join(directory, "copy.html");
      writeFileSync(place, saved.text);
      const there = await open(browser, pathToFileURL(place).href);
      assert.deepEqual([await labels(there), await reminder(there)], [["3 claim"], null], "the file has it");
      await there.call("annotate", { sentence: 4 }, { label: "claim" });
      await until(async () => (await reminder(there)) === "Not exported: 1 label", "the new one lacks a copy");
    });

    it("two people's saved pages in one browser stay apart", async () => {
      const handedOut = (text) => text.replace(/document-id="[^"]*"/, `document-id="class ${process.pid}"`);
      const saved = [];
      for (const label of ["claim", "opinion"]) {
        const own = await openBrowser(engine, { prefs: prefs(engine) });
        try {
          const page = await open(own, file(handedOut));
          await page.call("annotate", { sentence: label === "claim" ? 3 : 5 }, { label });
          saved.push((await savePage(page)).text);
        } finally {
          await own.quit();
        }
      }
      const places = saved.map((text, index) => {
        const place = path.join(directory, `person-${index}.html`);
        writeFileSync(place, text);
        return pathToFileURL(place).href;
      });
      for (const round of [0, 1]) {
        assert.deepEqual(await labels(await open(browser, places[0])), ["3 claim"], `the first in round ${round}`);
        assert.deepEqual(await labels(await open(browser, places[1])), ["5 opinion"], `the second in round ${round}`);
      }
      assert.deepEqual(await labels(await open(browser, file(handedOut))), [], "and the page that was handed out is empty");
    });

    it("a page whose labels are damaged opens without them", async () => {
      for (const block of ["{", "[]", '{"version":1,"export":5}', '{"version":1,"saved":"x","document":"y","person":"z","export":"no JSON","records":null}']) {
        const page = await open(browser, file((text) => text.replace(BLOCK, `$1${block}$3`)));
        assert.equal((await page.sentences()).length, 11, block);
      }
    });

    if (engine !== "webkit") {
      it("labels are there after the browser was killed", async () => {
        const profileDir = path.join(directory, "profile");
        const url = file();
        let own = await openBrowser(engine, { profileDir, prefs: prefs(engine) });
        try {
          const page = await open(own, url);
          await page.call("annotate", { sentence: 5 }, { label: "claim" });
          await new Promise((resolve) => setTimeout(resolve, 250));
        } finally {
          await own.kill();
        }
        own = await openBrowser(engine, { profileDir, prefs: prefs(engine) });
        try {
          assert.deepEqual(await labels(await open(own, url)), ["5 claim"]);
        } finally {
          await own.quit();
        }
      });
    } else {
      // WebKit's automation keeps nothing: the page drives itself, see keeping.test.mjs.
      it("labels are there after the browser was killed (no driver: the page drives itself)", async () => {
        const server = await startServer({ root: directory });
        const driven = readFileSync(DRIVEN, "utf8").replace("`report?", `\`${server.url}report?`);
        const allowed = `'sha256-${createHash("sha256").update(driven).digest("base64")}'`;
        const url = file((text) => text.replace("script-src ", `connect-src ${server.url}; script-src ${allowed} `)
          .replace("</body>", `<script type="module">${driven}</script>\n</body>`));
        const home = path.join(directory, "home");
        const processes = [];
        const display = await startDisplay(processes);
        const runOnce = async () => {
          const seen = server.requests.length;
          const child = spawn(miniBrowser(), [url], { detached: true, stdio: "ignore", env: { ...process.env, DISPLAY: display, HOME: home,
            XDG_DATA_HOME: path.join(home, "data"), XDG_CACHE_HOME: path.join(home, "cache"), XDG_CONFIG_HOME: path.join(home, "config"),
            GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" } });
          try {
            const line = await until(() => server.requests.slice(seen).find((request) => request.includes("/report?")), "the page reports", 25_000);
            return JSON.parse(decodeURIComponent(line.split("/report?")[1]));
          } finally {
            const ended = new Promise((resolve) => child.once("exit", resolve));
            process.kill(-child.pid, "SIGKILL");
            await ended;
          }
        };
        try {
          assert.deepEqual(await runOnce(), { found: [], did: ["1 none", "5 claim", "9 evidence"] });
          assert.deepEqual(await runOnce(), { found: ["1 none", "5 claim", "9 evidence"], did: [] });
        } finally {
          for (const { pid } of processes) process.kill(-pid, "SIGKILL");
          await server.close();
        }
      });
    }
  });
}
