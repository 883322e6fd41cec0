// Other tools' formats: fetched when they are asked for, by the element's methods, the menu
// and the dialog about foreign labels, under the strict policy.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { Key, open } from "./lib/page.mjs";
import { setUp } from "./lib/suite.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

const NAMES = {
  native: ".json", "sentences.csv": ".sentences.csv", "hf.sentences.jsonl": ".hf.sentences.jsonl",
  "hf.documents.jsonl": ".hf.documents.jsonl", webannotation: ".webannotation.jsonld",
  "labelstudio.annotations": ".labelstudio.annotations.zip", "labelstudio.predictions": ".labelstudio.predictions.zip",
  "doccano.sequence": ".doccano.sequence.jsonl", "doccano.relation": ".doccano.relation.jsonl",
  "doccano.classification": ".doccano.classification.jsonl", prodigy: ".prodigy.spans.jsonl", brat: ".brat.zip",
  conll: ".sentences.conll", inception: ".inception.zip", tei: ".tei.xml",
};

const MENU = "Export for other tools";
const fetched = (page) => page.run(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("formats")).length);
const exported = (page, format, options) => page.run(async (tools, format, options) => {
  const file = await tools.element().exportAs(format, options);
  return { name: file.name, type: file.type, start: new Uint8Array(await file.slice(0, 4).arrayBuffer()).join(), text: await file.text(), leftOut: file.leftOut };
}, format, options);
const pickFile = (page, name, content) => page.run(({ shadow }, name, content) => {
  const field = shadow().querySelector("input[type=file]");
  const data = new DataTransfer();
  data.items.add(new File([content], name));
  field.files = data.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}, name, content);
const openDialog = (page) => page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] h2")?.textContent, "a dialog is open");
const noDialog = (page) => page.waitFor(({ shadow }) => !shadow().querySelector("dialog"), "no dialog is open");

for (const engine of engines) {
  describe(`Formats · ${engine}`, { concurrency: false }, () => {
    const block = setUp(engine, { start: watchedSite });
    const fresh = () => open(block.browser, block.site.own());
    const unbroken = async (page) => {
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    };

    test("exportAs gives a file of every format, and fetches nothing before", async () => {
      const page = await fresh();
      await page.call("annotate", { sentence: 5 }, { label: "claim", note: "=why 🌌" });
      assert.equal(await fetched(page), 0);
      for (const [format, end] of Object.entries(NAMES)) {
        const { name, start, text, leftOut } = await exported(page, format);
        assert.deepEqual(leftOut, /^(hf|doccano|prodigy|conll)/.test(format) ? ["1 note"] : [], format);
        assert.ok(name.startsWith("A-town-that-can-see-its-stars_") && name.endsWith(end), `${format}: ${name}`);
        assert.equal(start === "80,75,3,4", end.endsWith(".zip"), format);
        assert.ok(text.length > 100, format);
      }
      assert.equal(await fetched(page), 2, "a script and a wasm, once");
      const table = await exported(page, "sentences.csv");
      assert.ok(table.text.startsWith("article_id,") && table.text.includes(',"=why 🌌",'));
      const safe = await exported(page, "sentences.csv", { spreadsheetSafe: true, bom: true });
      assert.ok(safe.start.startsWith("239,187,191,") && safe.text.includes(',"\'=why 🌌",'));
      for (const wrong of ["pdf", null, 5, {}]) {
        await assert.rejects(page.call("exportAs", wrong), ({ name, message }) =>
          name === "TypeError" && Object.keys(NAMES).every((known) => message.includes(`“${known}”`)));
      }
      await unbroken(page);
    });

    test("what goes out comes back", async () => {
      const page = await fresh();
      await page.call("annotate", { sentence: 5 }, { label: "claim", note: "why" });
      const { start, end } = (await page.sentences())[8];
      await page.call("annotate", { start: start + 2, end: end - 2 }, { label: "opinion" });
      const before = await page.annotations();
      for (const format of ["webannotation", "doccano.sequence"]) {
        const { text } = await exported(page, format);
        await page.call("clear");
        const report = await page.importText(text);
        assert.deepEqual([report.added, report.refused], [2, []], format);
        const places = (list) => list.map(({ start, end, label }) => [start, end, label]);
        const now = await page.annotations();
        assert.deepEqual(places(now), places(before), format);
        if (format === "webannotation") assert.deepEqual(now, before);
        await page.press(Key.ESCAPE);
        await noDialog(page);
      }
      await unbroken(page);
    });

    test("what cannot be taken is in the report, and labels are mapped", async () => {
      const page = await fresh();
      const { text } = (await page.sentences())[5];
      const lines = [{ text, label: ["Behauptung"] }, { text: "Nowhere.", label: ["claim"] }].map((line) => JSON.stringify(line)).join("\n");
      const refused = await page.importText(lines);
      assert.deepEqual([refused.added, refused.refused.length], [0, 2]);
      await page.press(Key.ESCAPE);
      await noDialog(page);
      const report = await page.call("importFrom", lines, { labels: { Behauptung: "claim" } });
      assert.deepEqual([report.added, report.refused.length], [1, 1]);
      assert.match(report.refused[0].reason, /not in this text: “Nowhere\.”/);
      assert.deepEqual((await page.annotations()).map(({ quote, label }) => [quote.exact, label]), [[text, "claim"]]);
      await page.press(Key.ESCAPE);
      await noDialog(page);
      await unbroken(page);
    });

    test("the menu tells of every format what would be left out, and saves it", async () => {
      const page = await fresh();
      await page.call("annotate", { sentence: 5 }, { label: "claim", note: "why" });
      await page.call("judgeNone", { sentences: [0, 1] });
      await page.clickButton(MENU);
      assert.equal(await openDialog(page), MENU);
      const rows = await page.run(({ shadow }) => [...shadow().querySelectorAll("dialog .formats li")].map((row) => [row.dataset.format, row.querySelector(".left-out")?.textContent ?? ""]));
      assert.deepEqual(rows.map(([name]) => name), Object.keys(NAMES));
      const said = Object.fromEntries(rows);
      assert.equal(said.native, "");
      assert.equal(said.conll, "Left out: 1 note, 2 judgements “no label”.");
      await page.press(Key.ESCAPE);
      await noDialog(page);
      assert.equal(await page.run(({ shadow }) => shadow().activeElement?.getAttribute("aria-label")), MENU, "the focus is back");
      await page.clickButton(MENU);
      await openDialog(page);
      await page.run(({ shadow }) => {
        const row = shadow().querySelector("[data-format='prodigy']");
        row.querySelector("button").setAttribute("aria-label", "Save Prodigy");
        row.scrollIntoView({ block: "center" });
      });
      const { name, text } = await page.download("Save Prodigy");
      assert.ok(name.endsWith(".prodigy.spans.jsonl"), name);
      assert.equal(JSON.parse(text).spans.length, 1);
      await page.waitFor(({ shadow }) => [...shadow().querySelectorAll("[aria-live], [role=status]")].some((live) => live.textContent === "Saved – Left out: 1 note, 2 judgements “no label”."), "what is left out is said");
      await noDialog(page);
      await unbroken(page);
    });

    test("a dropped or picked file's unknown labels are asked for once, and the answer is kept", async () => {
      const page = await fresh();
      const { text } = (await page.sentences())[5];
      const content = JSON.stringify({ text, label: ["These"] });
      const pick = (content) => pickFile(page, "labels.jsonl", content);
      await pick(content);
      assert.equal(await openDialog(page), "What do these labels mean here?");
      await page.press(Key.ESCAPE);
      await noDialog(page);
      assert.deepEqual(await page.annotations(), []);
      await pick(content);
      await openDialog(page);
      await page.run(({ shadow }) => { shadow().querySelector("dialog select").value = "opinion"; });
      await page.clickOn("dialog[open] .button.main");
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .report-counts"), "the report is open");
      assert.deepEqual((await page.annotations()).map(({ quote, label }) => [quote.exact, label]), [[text, "opinion"]]);
      await page.press(Key.ESCAPE);
      await page.call("clear");
      await page.reload();
      await pick(content);
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .report-counts"), "nothing is asked again");
      assert.equal((await page.annotations())[0].label, "opinion");
      await unbroken(page);
    });

    test("a native file of another label set is asked about, too, and keeps all else", async () => {
      const page = await fresh();
      await page.call("annotate", { sentence: 3 }, { label: "claim", note: "Why?" });
      await page.call("annotate", { sentence: 4 }, { label: "opinion" });
      const before = await page.annotations();
      const theirs = JSON.parse((await exported(page, "native")).text);
      theirs.annotations[0].label = "thesis";
      await page.call("clear");
      await pickFile(page, "theirs.json", JSON.stringify(theirs));
      assert.equal(await openDialog(page), "What do these labels mean here?");
      assert.deepEqual(await page.run(({ shadow }) => [...shadow().querySelectorAll("dialog[open] .foreign-labels label span")].map((one) => one.textContent)), ["thesis (1)"]);
      await page.run(({ shadow }) => { shadow().querySelector("dialog select").value = "evidence"; });
      await page.clickOn("dialog[open] .button.main");
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .report-counts"), "the report is open");
      const kept = ({ id, label, note, quote }) => [id, label, note, quote.exact];
      assert.deepEqual((await page.annotations()).map(kept), before.map((one, at) => kept(at === 0 ? { ...one, label: "evidence" } : one)));
      await page.press(Key.ESCAPE);
      // A page that asks nobody hears what it has not said.
      await page.call("clear");
      const silent = await page.call("importFrom", JSON.stringify({ ...theirs, annotations: [{ ...theirs.annotations[0], label: "antithesis" }] }));
      assert.deepEqual([silent.added, silent.refused.length], [0, 1]);
      assert.match(silent.refused[0].reason, /antithesis/);
      const told = await page.call("importFrom", JSON.stringify(theirs), { labels: { thesis: "opinion" } });
      assert.deepEqual([told.added, told.refused], [2, []]);
      assert.equal((await page.annotations())[0].label, "opinion");
      await unbroken(page);
    });
  });
}
