// What is kept in the browser: at once, one record per annotation, through a reload and a kill.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { miniBrowser, openBrowser, startDisplay } from "./lib/browsers.mjs";
import { Key, open, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

/** A change is in the storage within this time. */
const KEPT_MS = 250;

const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

onEachEngine("Keeping", ({ engine, test, fresh }) => {
  /** How long after `key` the storage fulfils `kept(stored)`, measured in the page. */
  const keptAfter = (page, key, kept) => page.run(`async (tools, key) => {
    const kept = ${kept};
    const cursor = tools.shadow().querySelector(".cursor");
    const began = performance.now();
    cursor.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, composed: true, cancelable: true }));
    for (;;) {
      if (kept(await tools.stored())) return performance.now() - began;
      if (performance.now() - began > 3000) return Infinity;
    }
  }`, key);

  test(`every change is stored within ${KEPT_MS} ms, one record per annotation`, async () => {
    const page = await fresh();
    await page.cursorTo(5);
    const within = async (what, key, kept) => {
      const time = await keptAfter(page, key, kept);
      assert.ok(time <= KEPT_MS, `${what} after ${Math.round(time)} ms`);
    };
    await within("a label", { key: "1", code: "Digit1" }, ({ annotations }) => annotations.length === 1 && JSON.parse(annotations[0].json).label === "claim");
    await within("another label", { key: "3", code: "Digit3" }, ({ annotations }) => annotations.length === 1 && JSON.parse(annotations[0].json).label === "opinion");
    await within("a narrower span", { key: "]", code: "BracketRight" }, ({ annotations }) => !JSON.parse(annotations[0].json).quote.exact.endsWith("."));
    await within("undo", { key: "z", code: "KeyZ", ctrlKey: true }, ({ annotations }) => JSON.parse(annotations[0].json).quote.exact.endsWith("."));
    await within("a removal", { key: "0", code: "Digit0" }, ({ annotations }) => annotations.length === 0);
    await within("a judgement", { key: "4", code: "Digit4" }, ({ documents }) => JSON.parse(documents[0].annotators_json)[0].judged_none?.length === 1);
    await page.press(Key.HOME, [Key.SHIFT, Key.ARROW_DOWN], [Key.SHIFT, Key.ARROW_DOWN]);
    await within("three labels", { key: "2", code: "Digit2" }, ({ annotations }) => annotations.length === 3);
    const stored = await page.stored();
    const made = await page.annotations();
    assert.deepEqual(stored.annotations.map(({ id }) => id).sort(), made.map(({ id }) => id).sort());
    for (const { id, json, orphan } of stored.annotations) {
      assert.equal(orphan, false);
      assert.deepEqual(JSON.parse(json), made.find((one) => one.id === id), "the record is the annotation as in a file");
    }
    assert.equal(stored.documents.length, 1, "and one for the document");
  });

  test("leaving the page right after two changes keeps both and blocks nothing", async () => {
    // The second comes while the first is being stored; leaving must not lose it. WebKit
    // freezes a page with an unfinished transaction into its back/forward cache, where
    // the transaction would block the storage for every page after it.
    const page = await fresh();
    for (let round = 0; round < 12; round += 1) {
      await page.run(async (tools, round) => {
        await tools.element().annotate({ sentence: 2 + round }, { label: "claim", note: `round ${round}` });
        tools.element().setAttribute("annotator", `reader ${round}`);
        location.href = `${location.href.replace(/[?#].*$/, "")}?left=${round}`;
      }, round);
      await page.arrived(`?left=${round}`);
      await page.ready();
      const notes = (await page.annotations()).map(({ note }) => note);
      assert.equal(notes.at(-1), `round ${round}`, `what was done last but one is there in round ${round}`);
      const [{ name }] = JSON.parse((await page.exportFile()).text).annotators;
      assert.equal(name, `reader ${round}`, `what was done last is there in round ${round}`);
    }
  });

  test("a reload brings everything back", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 5 }, { label: "claim", note: "first\nnote ✎ 🌌" });
    const { start } = (await page.sentences())[10];
    await page.call("annotate", { start: start + 6, end: start + 26 }, { label: "evidence" });
    await page.call("annotate", { sentences: [20, 22] }, { label: "opinion" });
    await page.call("judgeNone", { sentences: [0, 2] });
    await page.clickOn(".name input");
    await page.type("Ada Ångström");
    await page.press(Key.TAB);
    await page.clickOn(".finished input");
    const look = async () => {
      const { annotations, annotators, orphans } = JSON.parse((await page.exportFile()).text);
      return { annotations, annotators, orphans: orphans ?? [], labels: await labels(page) };
    };
    await page.waitFor(async (tools) => (await tools.stored()).documents[0]?.annotators_json.match(/"completed_at": *"/), "all is stored");
    const before = await look();
    assert.equal(before.annotations.length, 5);
    assert.equal(before.annotators[0].name, "Ada Ångström");
    await page.reload();
    assert.deepEqual(await look(), before);
    assert.ok(before.annotations.every(({ state }) => state === undefined || state === "exact"));
    await page.waitFor((tools) => tools.cards().length === 5, "the cards are back");
    await page.scrollTo(21);
    await page.waitFor((tools) => tools.highlights()["opinion-f4aec6-a0215f-wavy"]?.length === 3, "the paint is back");
    assert.equal(await page.run((tools) => tools.shadow().querySelector(".name input").value), "Ada Ångström");
    assert.equal(await page.run((tools) => tools.shadow().querySelector(".finished input").checked), true);
    assert.deepEqual((await page.events()).map(({ type }) => type).filter((type) => type !== "annotator-ready"), [], `restoring is no news (${engine})`);
  });
});

onEachEngine("Killed", ({ engine, test, site }) => {
  test(`what was done ${KEPT_MS} ms before the browser is killed is there afterwards`, async () => {
    const profileDir = mkdtempSync(path.join(tmpdir(), `annotator-killed-${engine}-`));
    const url = site().own();
    try {
      let browser = await openBrowser(engine, { profileDir });
      try {
        const page = await open(browser, url);
        await page.call("annotate", { sentence: 9 }, { label: "evidence", note: "kept?" });
        await page.call("judgeNone", { sentence: 1 });
        await page.cursorTo(5);
        await page.press("1");
        await pause(KEPT_MS);
      } finally {
        await browser.kill();
      }
      browser = await openBrowser(engine, { profileDir });
      try {
        const page = await open(browser, url);
        assert.deepEqual(await labels(page), ["1 none", "5 claim", "9 evidence"]);
        assert.equal((await page.annotations())[1].note, "kept?");
      } finally {
        await browser.quit();
      }
    } finally {
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  });
}, { only: ["chromium", "firefox"], session: false });

// WebKit's automation sessions keep nothing, so no driver can look twice into one
// profile. Plain MiniBrowser does: the page drives itself and reports by requests.
onEachEngine("Killed", ({ test, site }) => {
  test(`what was done ${KEPT_MS} ms before the browser is killed is there afterwards (no driver: the page drives itself)`, async () => {
    const home = mkdtempSync(path.join(tmpdir(), "annotator-killed-webkit-"));
    const url = site().own((html) => html.replace("</body>", '<script type="module" src="kill_self_driven.js"></script></body>'));
    cpSync(new URL("pages/kill_self_driven.js", import.meta.url), path.join(site().root, "kill_self_driven.js"));
    const processes = [];
    try {
      const display = await startDisplay(processes);
      /** Runs the browser until the page asks for `report?…`; kills it then and there. */
      const runOnce = async () => {
        const seen = site().requests.length;
        const child = spawn(miniBrowser(), [url], {
          detached: true,
          stdio: "ignore",
          env: { ...process.env, DISPLAY: display, HOME: home, XDG_DATA_HOME: path.join(home, "data"), XDG_CACHE_HOME: path.join(home, "cache"),
            XDG_CONFIG_HOME: path.join(home, "config"), GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" },
        });
        try {
          const line = await until(() => site().requests.slice(seen).find((request) => request.includes("/report?")), "the page reports", 25_000);
          return JSON.parse(decodeURIComponent(line.split("/report?")[1]));
        } finally {
          const ended = new Promise((resolve) => child.once("exit", resolve));
          killTree(child.pid);
          await ended;
        }
      };
      assert.deepEqual(await runOnce(), { found: [], did: ["1 none", "5 claim", "9 evidence"] });
      assert.deepEqual(await runOnce(), { found: ["1 none", "5 claim", "9 evidence"], did: [] });
    } finally {
      for (const { pid } of processes) killTree(pid);
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  });
}, { only: ["webkit"], session: false });

/** SIGKILL for a process that leads a group, with all that it started. */
function killTree(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
