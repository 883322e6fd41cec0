// Labels of earlier files on the desk: in the exports of the desk itself and in other tools' files,
// matched by the text; what labels mean that nobody knows is asked once.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";
import { startSite } from "./lib/site.mjs";

const TEXTS = ["One is here 🌌. Two is there.", "A text by itself. It has two sentences.", "Nobody labels this."];
const jsonl = TEXTS.map((text, at) => JSON.stringify({ id: at + 1, text, year: 1900 + at })).join("\n");
/** UTF-16 units, as doccano has them. */
const doccano = [[TEXTS[0], [[16, 29, "premise"], [0, 15, "Claim"]]], ["Only in this file.\n\nAnd more.", [[20, 29, "premise"]]]]
  .map(([text, label]) => JSON.stringify({ id: 70, text, label })).join("\n");

for (const engine of engines) {
  describe(`Desk, labels of earlier files · ${engine}`, { concurrency: false }, () => {
    let other, page, close;
    before(async () => {
      other = await startSite();
      ({ page, close } = await openDesk(engine, jsonl));
    });
    after(async () => {
      await close?.();
      await other?.close();
    });

    const lines = async () => (await page.exported("hf.documents.jsonl")).text.trim().split("\n").map(JSON.parse);
    const spans = async () => (await lines()).map((line) => line.spans.map(({ label, text }) => `${label}: ${text}`));

    test("other tools' labels go to the texts, and unknown ones are asked about once", { timeout: 120_000 }, async () => {
      await page.beginOpening([["doccano.jsonl", [doccano]]]);
      const asked = await page.untilDesk((desk, root) => {
        const selects = [...root.querySelectorAll("dialog select")];
        return selects.length && selects.map((select) => [select.closest("label").firstChild.textContent, select.options.length]);
      }, "the labels are asked about");
      assert.deepEqual(asked, [["premise (2)", 4]]);
      await page.desk((desk, root) => { root.querySelector("dialog select").value = "evidence"; });
      await page.button("Take over");
      const report = await page.opened();
      assert.deepEqual([report.added, report.matched, report.problems], [1, 1, []]);
      assert.deepEqual(await spans(), [["claim: One is here 🌌.", "evidence: Two is there."], [], [], ["evidence: And more."]]);
      const again = await page.open([["doccano.jsonl", [doccano]]]);
      assert.deepEqual([again.added, again.matched, again.problems], [0, 2, []]);
      assert.deepEqual((await spans()).map((one) => one.length), [2, 0, 0, 1]);
      // They are doccano's: nobody here has judged anything.
      assert.deepEqual(await page.desk((desk) => desk.texts.map(({ judged, sentences, others }) => [judged, sentences, others])), [[0, 2, 1], [0, 0, 0], [0, 0, 0], [0, 2, 1]]);
    });

    test("brat's labels stand beside their text", { timeout: 120_000 }, async () => {
      const text = "Again it is 🌌. So it is.\nAgain it is 🌌. And it ends.\n";
      const labels = "T1\tClaim 25 39\tAgain it is 🌌.\nT2\tEvidence 40 52\tAnd it ends.\nR1\tsupports Arg1:T2 Arg2:T1\n#1\tAnnotatorNotes T2\tIt says so.\n";
      const report = await page.open([
        ["a.ann", [labels]], ["a.txt", [text]], ["b.txt", ["Nobody has labelled this."]], ["b.ann", [""]], ["c.ann", [labels]], ["d.ann", [[0xff, 0xfe]]],
      ]);
      assert.deepEqual([report.added, report.matched], [2, 1]);
      assert.deepEqual(report.problems, [
        "“c.ann” is not opened: its labels are of the text in “c.txt”, which is not here: open both together.",
        "“d.ann” is not opened: it is not UTF-8, as brat writes it.",
      ]);
      const line = (await lines()).find(({ text }) => text.startsWith("Again"));
      assert.deepEqual(line.spans.map(({ start, label, text }) => [start > 20, label, text]), [[true, "claim", "Again it is 🌌."], [true, "evidence", "And it ends."]]);
      // The text is here: later labels find it.
      const later = await page.open([["a.ann", ["T1\tOpinion 15 24\tSo it is.\n"]]]);
      assert.deepEqual([later.added, later.matched, later.problems], [0, 1, []]);
      const native = (await page.exported("native")).text.match(/\{\n"[\s\S]*?\n\}\n/g).map(JSON.parse).find(({ article }) => article.text.startsWith("Again"));
      assert.deepEqual(native.annotations.map(({ label, note }) => [label, note]), [["opinion", null], ["claim", null], ["evidence", "It says so."]]);
      assert.equal(native.relations.length, 1);
      await page.desk(`async (desk, root) => {
        const gone = desk.remove(desk.texts.filter(({ source }) => /^[ab]\\.txt$/.test(source)).map(({ id }) => id));
        [...root.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Remove").click();
        await gone;
      }`);
    });

    test("places in a file beside its text count that file's own white space", { timeout: 120_000 }, async () => {
      const paragraphs = Array.from({ length: 30 }, (_, at) => `Question ${at}.  Is it so?\r\n   Yes.\r\n\r\n\r\n`);
      const text = paragraphs.join("");
      const at = paragraphs.slice(0, 17).join("").length + paragraphs[17].indexOf("Yes.");
      const wide = text.indexOf("Question 21.");
      const labels = `T1\tClaim ${at} ${at + 4}\tYes.\nT2\tEvidence ${wide} ${wide + 23}\tQuestion 21.  Is it so?\n`;
      const report = await page.open([["far.txt", [text]], ["far.ann", [labels]]]);
      assert.deepEqual([report.added, report.matched, report.problems], [1, 1, []]);
      const line = (await lines()).find(({ text }) => text.startsWith("Question 0."));
      const placed = line.spans.map(({ start, label, text: words }) => [label, words, Array.from(line.text).slice(0, start).join("").match(/Question \d+/g)?.length ?? 0]);
      assert.deepEqual(placed, [["claim", "Yes.", 18], ["evidence", "Question 21. Is it so?", 21]]);
      await page.desk(`async (desk, root) => {
        const gone = desk.remove(desk.texts.filter(({ source }) => source === "far.txt").map(({ id }) => id));
        [...root.querySelectorAll("dialog button")].find(({ textContent }) => textContent === "Remove").click();
        await gone;
      }`);
    });

    test("native files of another label set are asked about once for all files, also where nobody wants their labels", { timeout: 120_000 }, async () => {
      const { text } = await page.exported("native");
      // In the archive they stand as they are.
      const theirs = text.match(/\{\n"[\s\S]*?\n\}\n/g).map(JSON.parse).filter(({ annotations }) => annotations.length);
      assert.equal(theirs.length, 2);
      for (const { annotations } of theirs) {
        const one = annotations.find(({ label }) => label === "evidence");
        Object.assign(one, { label: "thesis", modified: "2030-01-01T00:00:00Z" });
      }
      await page.beginOpening(theirs.map((one, at) => [`${at}.json`, [JSON.stringify(one)]]));
      const asked = await page.untilDesk((desk, root) => {
        const labels = [...root.querySelectorAll("dialog label")];
        return labels.length && labels.map((label) => label.firstChild.textContent);
      }, "the labels are asked about");
      assert.deepEqual(asked, ["thesis (1)"]);
      await page.desk((desk, root) => { root.querySelector("dialog select").value = "opinion"; });
      await page.button("Take over");
      const report = await page.opened();
      assert.deepEqual([report.added, report.matched, report.problems], [0, 2, []]);
      const taken = [["claim: One is here 🌌.", "opinion: Two is there."], [], [], ["opinion: And more."]];
      assert.deepEqual(await spans(), taken);
      for (const { annotations } of theirs) for (const one of annotations) Object.assign(one, { label: "antithesis", modified: "2031-01-01T00:00:00Z" });
      await page.beginOpening(theirs.map((one, at) => [`${at}.json`, [JSON.stringify(one)]]));
      await page.untilDesk((desk, root) => root.querySelector("dialog select"), "the labels are asked about");
      await page.button("Take no labels");
      const none = await page.opened();
      assert.deepEqual(none.problems, ["The labels of a text are left out, as was chosen (“0.json”).", "The labels of a text are left out, as was chosen (“1.json”)."]);
      assert.deepEqual(await spans(), taken);
    });

    test("the desk's own exports bring their labels back", { timeout: 120_000 }, async () => {
      const [documents, table] = [await page.exported("hf.documents.jsonl"), await page.exported("sentences.csv")];
      const expected = await spans();
      // A desk of its own, which has none of it.
      await page.goto(`${other.url}desk.html`);
      const alone = await page.open([["sentences.csv", [table.text]]]);
      assert.deepEqual([alone.added, alone.problems], [0, ["The labels of 2 texts are left out: these texts are not on this desk (“sentences.csv”)."]]);
      // Whatever the order: the texts come first.
      const report = await page.open([["sentences.csv", [table.text]], ["set.jsonl", [jsonl]]]);
      assert.deepEqual([report.added, report.matched], [3, 1]);
      assert.deepEqual(report.problems, ["The labels of a text are left out: the text is not on this desk (“sentences.csv”)."]);
      assert.deepEqual(await spans(), expected.slice(0, 3));
      const second = await page.open([["set.hf.documents.jsonl", [documents.text]]]);
      assert.deepEqual([second.added, second.matched, second.problems], [1, 1, []]);
      assert.deepEqual(await spans(), expected);
      const last = (await lines()).map(({ id, year }) => [id, year]);
      assert.deepEqual(last.slice(0, 3), [[1, 1900], [2, 1901], [3, 1902]]);
      const sentences = await page.open([["a.jsonl", [(await page.exported("hf.sentences.jsonl")).text]]]);
      assert.match(sentences.problems[0], /“a\.jsonl” is not opened: it has labelled sentences without their text/);
    });

    test("what stays a column is not told to be left out", { timeout: 60_000 }, async () => {
      const line = { text: "A text with a comment. It is short.", label: [[0, 22, "claim"]], Comments: ["Why?"] };
      const report = await page.open([["comments.jsonl", [JSON.stringify(line)]]]);
      assert.deepEqual([report.added, report.problems], [1, []]);
      assert.deepEqual(await page.desk((desk) => JSON.parse(desk.texts.at(-1).columns)), { Comments: ["Why?"] });
    });
  });
}
