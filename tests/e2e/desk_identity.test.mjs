// Which text an export is about: texts of the same words that a desk told apart stay apart, and a text
// that stands on the desk already is known, whatever it comes as.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { Key } from "./lib/page.mjs";
import { startSite } from "./lib/site.mjs";

const SAME = "The same words stand here. Two sentences of them.";
const TEXTS = [["a", SAME], ["b", SAME], ["c", "Other words are here. Two of them."]];
const jsonl = TEXTS.map(([id, text]) => JSON.stringify({ id, text, from: `shelf ${id}` })).join("\n");
// A paragraph with an empty line in it, as code has, and as line breaks make one.
const MARKDOWN = "A first line.\n\n```\nx = 1\n\ny = 2\n```\n\nLast words here.\n";
const HTML = "<p>A beginning.<br><br>After a gap.</p><p>The end.</p>";

for (const engine of engines) {
  describe(`Desk, which text is meant · ${engine}`, { concurrency: false }, () => {
    let page, close, other;
    before(async () => {
      other = await startSite();
      ({ page, close } = await openDesk(engine, jsonl));
    });
    after(async () => {
      await close?.();
      await other?.close();
    });

    const label = async (number, ...keys) => {
      await page.desk("(desk, root, number) => desk.open(desk.texts[number].id, true)", number);
      await page.atText(number);
      await page.press(...keys);
      await page.untilDesk("(desk, root, number, count) => desk.texts[number].judged === count", "the work is counted", number, keys.filter((key) => /^\d$/.test(key)).length);
    };
    const judged = async () => (await page.rows()).map((row) => row.judged);
    /** How many labels each text has, whoever made them: not all formats know. */
    const labelled = () => page.desk((desk) => desk.texts.map(({ labels }) => Object.values(labels).reduce((sum, count) => sum + count, 0)));
    /** The files of an archive of plain files: [name, bytes] each; none is compressed. */
    const unpacked = (format) => page.desk(`async (desk, root, format) => {
      const bytes = new Uint8Array(await (await desk.exportSet(format)).file.arrayBuffer());
      const view = new DataView(bytes.buffer), files = [];
      const end = bytes.length - 22;
      for (let at = view.getUint32(end + 16, true); at < end;) {
        const [size, name, extra, comment, local] = [view.getUint32(at + 20, true), ...[28, 30, 32].map((place) => view.getUint16(at + place, true)), view.getUint32(at + 42, true)];
        const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        files.push([new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), [[...bytes.subarray(from, from + size)]]]);
        at += 46 + name + extra + comment;
      }
      return files.filter(([name]) => !/config/.test(name));
    }`, format);
    const anew = async () => {
      await page.desk(`async (desk, root) => {
        if (!desk.texts.length) return;
        const gone = desk.remove(desk.texts.map(({ id }) => id));
        [...root.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Remove").click();
        await gone;
      }`);
      await page.goto(page.url);
      assert.deepEqual(await page.rows(), []);
    };

    test("texts of the same words stay two where their ids are known", { timeout: 180_000 }, async () => {
      await label(0, "3");
      await label(1, "1", Key.ARROW_DOWN, "4");
      const exports = {};
      for (const format of ["native", "labelstudio.annotations"]) exports[format] = await unpacked(format);
      for (const format of ["hf.documents.jsonl", "prodigy", "doccano.sequence", "sentences.csv"]) {
        const { name, text } = await page.exported(format);
        exports[format] = [[format === "sentences.csv" ? "sentences.csv" : name, [text]]];
      }
      for (const [format, files] of Object.entries(exports)) {
        const again = await page.open(files);
        assert.deepEqual([again.added, again.problems, (await page.rows()).length], [0, [], 3], `${format} on the same desk`);
      }
      // Only the table and the native file have judgements.
      assert.deepEqual(await judged(), [1, 2, 0]);
      for (const [format, files] of Object.entries(exports).filter(([format]) => format !== "sentences.csv")) {
        await anew();
        const report = await page.open(files);
        assert.deepEqual([report.added, report.problems], [3, []], `${format} alone`);
        assert.deepEqual((await labelled()).sort(), [0, 1, 1], format);
        // Whose they are the native file knows, and its reader is the one here.
        if (format === "native") assert.deepEqual((await judged()).sort(), [0, 1, 2]);
      }
      await anew();
      await page.open([["set.jsonl", [jsonl]]]);
      await page.open(exports["sentences.csv"]);
      assert.deepEqual(await judged(), [1, 2, 0], "the table on a desk with the texts");
      await anew();
    });

    test("pages' own names of one text do not part it", { timeout: 120_000 }, async () => {
      await page.open([["one.txt", [SAME]]]);
      await label(0, "1");
      const [[, [bytes]]] = await unpacked("native");
      const native = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes)));
      const files = ["ana", "ben"].map((person, at) => {
        const annotations = native.annotations.map((one) => ({ ...one, id: `urn:uuid:00000000-0000-4000-8000-00000000000${at}`, annotator: `urn:x:${person}` }));
        return [`${person}.json`, [JSON.stringify({ ...native, article: { ...native.article, id: `https://example.org/${person}/essay.html` }, annotators: [{ id: `urn:x:${person}`, name: person, completed_at: null, judged_none: [] }], annotations })]];
      });
      await anew();
      const report = await page.open(files);
      assert.deepEqual([report.added, report.matched, report.problems], [1, 1, []]);
      await anew();
    });

    test("a text is known by its export also with empty lines in it", { timeout: 180_000 }, async () => {
      for (const [name, content] of [["code.md", MARKDOWN], ["gap.html", HTML]]) {
        await page.open([[name, [content]]]);
        await label(0, "1");
        const exports = { native: await unpacked("native"), brat: await unpacked("brat") };
        for (const format of ["hf.documents.jsonl", "doccano.sequence"]) exports[format] = [["work.jsonl", [(await page.exported(format)).text]]];
        for (const [format, files] of Object.entries(exports)) {
          await anew();
          await page.open([[name, [content]]]);
          const report = await page.open(files);
          assert.deepEqual([report.added, report.problems, await labelled()], [0, [], [1]], `${format} of ${name}`);
          await anew();
          await page.open(files);
          assert.deepEqual(await labelled(), [1], `${format} of ${name}, alone`);
        }
        await anew();
      }
    });

    test("brat's texts are known, also those with ids", { timeout: 120_000 }, async () => {
      const rest = TEXTS.slice(1);
      const lines = rest.map(([id, text]) => JSON.stringify({ id, text })).join("\n");
      await page.open([["set.jsonl", [lines]]]);
      await label(1, "2");
      const files = await unpacked("brat");
      await anew();
      await page.open([["set.jsonl", [lines]]]);
      const report = await page.open(files);
      assert.deepEqual([report.added, report.problems, await labelled()], [0, [], [0, 1]]);
    });
  });
}
