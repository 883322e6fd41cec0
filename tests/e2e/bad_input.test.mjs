// Files, attributes and texts as they should not be: the reader is told in one
// sentence, nothing is lost or changed, no exception reaches the host page.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { Key, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { watched, watchedSite } from "./lib/watched.mjs";

/** All that could have changed: the annotations and the export but for its time. */
async function everything(page) {
  const { exported_at: _, ...rest } = JSON.parse((await page.exportFile()).text);
  return rest;
}

/** Imports in the page; whether it was refused, and with which words. */
const refusal = (page, make, ...values) =>
  page.run(new Function("page", "...values", `
    return page.element().importFrom((${make})(...values)).then(
      (report) => ({ report }),
      (error) => ({ name: error.name, isError: Object.prototype.toString.call(error) === "[object Error]", message: error.message }));`), ...values);

const given = (text) => text;
const WHOLE = [
  ["that is cut off", given, ['{"format": "reading-annotations",\n "version": "1.0"'], /not JSON.*line 2, column \d+/s],
  ["that is empty", given, [""], /not JSON.*empty/],
  ["that is plain text", given, ["Dear all,\nplease find…"], /not JSON.*line 1, column 1/],
  ["that is a web page", given, ["<!doctype html><p>Log in first</p>"], /HTML/],
  ["that is a list", given, ["[1, 2, 3]"], /not a “reading-annotations” file.*list/],
  ["of another format", given, ['{"format": "other", "version": "1.0"}'], /not a “reading-annotations” file.*another format/],
  ["of W3C annotations", given, ['{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation"}'], /W3C/],
  ["of a newer major version", given, ['{"format": "reading-annotations", "version": "2.0"}'], /version 2\.0.*1\.x/],
  ["that is damaged", given, ['{"format": "reading-annotations", "version": "1.0"}'], /damaged.*missing/],
  ["nested 129 deep", () => "[".repeat(129) + "]".repeat(129), [], /more than 128 levels deep \(line 1, column \d+\)/],
  ["nested 100,000 deep", () => '{"a":'.repeat(100_000), [], /more than 128 levels deep/],
  ["of over 64 MB, as text", () => `{"format":"reading-annotations","x":"${"x".repeat(64 << 20)}"}`, [], /6[45] MB.*more than 64 MB/],
  ["of over 64 MB, as a File", () => new File(["x".repeat(64 << 20), "x"], "large.json"), [], /64 MB/],
  ["that is no UTF-8", () => new File([new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])], "latin.json"), [], /UTF-8/],
];

/** What is done to the annotations of a good file, by position, and what is told of them. */
const REFUSED = [
  [(one) => { one.label = "premise"; }, /label “premise” is unknown/],
  [(one) => { one.end = 999_999; }, /ends at 999999, but the text has \d+ characters/],
  [(one) => { one.end = one.start; }, /not after its start/],
  [(one) => { [one.start, one.end] = [one.end, one.start]; }, /not after its start/],
  [(one) => { one.modified = "yesterday"; }, /“modified” must be a point in time/],
  [(one) => { one.created = "2026-02-30T10:00:00Z"; }, /“created” must be a point in time/],
  [(one, all) => { one.id = all[0].id; }, /same id/],
  [(one) => { one.start = -1; }, /“start” must be/],
  [(one) => { one.start = 1.5; }, /“start” must be/],
  [(one) => { delete one.quote; }, /“quote” is missing/],
  // Told last: it was looked for.
  [(one) => { one.quote.exact = "Xylophones quibble vigorously."; }, /^Its quote is not at its position .*: “Xylophones quibble vigorously\.”/],
];

const BIDI = "a\u202egnp.exe\u202c \u2066x\u2069 \u200f! <script>alert(1)</script> <img src=x onerror=alert(1)> &amp; ]]> \u0000?";
const NOTE = BIDI.replace("\u0000", "") + "\n\n\ttab, 👩‍🚀 e\u0301";

for (const engine of engines) {
  describe(`bad input, ${engine}`, () => {
    let browser, site;
    before(async () => {
      browser = await openBrowser(engine);
      await browser.driver.manage().setTimeouts({ script: 60_000 });
      site = await watchedSite();
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
    });

    describe("a file that is refused whole", () => {
      let page, untouched;
      before(async () => {
        page = await open(browser, site.own());
        await page.call("annotate", { sentences: [3, 5] }, { label: "claim", note: "mine" });
        untouched = await everything(page);
      });
      for (const [what, make, values, expected] of WHOLE) {
        it(`import ${what}`, async () => {
          const answer = await refusal(page, make, ...values);
          assert.equal(answer.isError, true, `not refused: ${JSON.stringify(answer)}`);
          assert.match(answer.message, expected);
          await page.waitFor(({ shadow }, message) =>
            shadow().querySelector(".banner.report")?.textContent === message, "the panel says so", 2000, answer.message);
          assert.deepEqual(await everything(page), untouched);
        });
      }
      it("is told of when it was picked, too", async () => {
        const file = path.join(browser.downloadDir, "broken ‮nosj.json");
        writeFileSync(file, "{ broken");
        await page.pickFile(file);
        await page.waitFor(({ shadow }) => /line 1, column 3/.test(shadow().querySelector(".banner.report")?.textContent),
          "the panel says so");
        assert.deepEqual(await everything(page), untouched);
        await page.clickButton("Dismiss");
        await page.waitFor(({ shadow }) => !shadow().querySelector(".banner.report"), "the sentence can be put away");
      });
      it("a value that is no file is a TypeError that names it", async () => {
        for (const make of [() => 7, () => null, () => ({}), () => new Blob(["{}"])]) {
          const answer = await refusal(page, make);
          assert.equal(answer.name, "TypeError");
          assert.match(answer.message, /importFrom/);
        }
        assert.deepEqual(await everything(page), untouched);
      });
      it("leaves the host page alone", async () => {
        const { errors, violations, failures } = await watched(page);
        assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
        // One event for each refusal: those above and the picked file.
        assert.deepEqual(failures.map(({ code }) => code), Array(WHOLE.length + 1).fill("import-refused"));
      });
    });

    it("bad annotations are refused one by one, the others imported, in one undo step", async () => {
      const page = await open(browser, site.own());
      await page.call("annotate", { sentences: [1, REFUSED.length + 2] }, { label: "evidence" });
      const good = JSON.parse((await page.exportFile()).text);
      await page.call("clear");
      const file = structuredClone(good);
      // The first is good; the last has offsets that contradict its quote.
      REFUSED.forEach(([spoil], at) => spoil(file.annotations[at + 1], file.annotations));
      const astray = file.annotations.at(-1);
      const [start, end] = [astray.start, astray.end];
      astray.start += 7;
      astray.end += 7;
      const report = await page.importText(JSON.stringify(file));
      assert.deepEqual({ ...report, refused: report.refused.length },
        { added: 2, updated: 0, unchanged: 0, orphaned: 0, refused: REFUSED.length });
      REFUSED.forEach(([, reason], at) => assert.match(report.refused[at].reason, reason));
      assert.equal(report.refused[0].id, good.annotations[1].id);
      const found = await page.annotations();
      assert.deepEqual(found.map(({ id }) => id), [good.annotations[0].id, astray.id]);
      assert.deepEqual([found[1].start, found[1].end], [start, end], "found by its quote");
      await page.waitFor(({ shadow }, count) => shadow().querySelectorAll(".refused li").length === count,
        "the report lists them", 2000, REFUSED.length);
      const shown = await page.run(({ shadow }) => [...shadow().querySelectorAll(".refused li")].map((one) => one.textContent));
      REFUSED.forEach(([, reason], at) => assert.match(shown[at], reason));
      assert.equal(await page.call("undo"), true);
      assert.deepEqual(await page.annotations(), []);
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("a quote that is nowhere is kept as an orphan or refused, never put somewhere", async () => {
      const page = await open(browser, site.own());
      await page.call("annotate", { sentence: 4 }, { label: "claim" });
      const file = JSON.parse((await page.exportFile()).text);
      await page.call("clear");
      file.annotations[0].quote.exact = "Zebras invented the accordion in 1712.";
      const report = await page.importText(JSON.stringify(file));
      assert.equal(report.added + report.orphaned + report.refused.length >= 1, true);
      assert.deepEqual(await page.annotations(), []);
      const orphans = await page.orphans();
      assert.equal(orphans.length + report.refused.length, 1, JSON.stringify(report));
      if (orphans.length) assert.equal(orphans[0].quote.exact, file.annotations[0].quote.exact);
    });

    it("a list of sentences that cannot be used is told; the labels are found by their quotes", async () => {
      const made = await open(browser, site.own());
      await made.call("annotate", { sentences: [2, 4] }, { label: "claim" });
      const good = JSON.parse((await made.exportFile()).text);
      const quotes = good.annotations.map(({ quote }) => quote.exact);
      const bytes = Buffer.from(good.segmentation.hashes, "base64");
      const coded = (bytes) => ({ hashes: bytes.toString("base64") });
      const foreign = Buffer.from(bytes.map((byte) => byte ^ 255));
      // Neighbours are told in other words: what is told is always of this file.
      const spoilt = [
        [{ version: "0" }, /another version/],
        [coded(bytes.subarray(0, 12)), /cut off or damaged/],
        [coded(foreign), /another article/],
        [coded(bytes.subarray(0, 16)), /cut off or damaged/],
        [coded(foreign.subarray(0, 96)), /another article/],
        [{ hashes: good.segmentation.hashes.slice(0, -7) }, /cut off or damaged/],
        [{ version: "99" }, /another version/],
        [{ hashes: "" }, /cut off or damaged/],
        [coded(Buffer.concat([foreign, foreign])), /another article/],
        [coded(Buffer.concat([bytes, bytes])), /cut off or damaged/],
      ];
      const page = await open(browser, site.own((html) => replace(html, "Wren Harbor is about to replace", "This is new. Wren Harbor is about to replace")));
      const told = () => page.run(({ shadow }) => shadow().querySelector(".banner.report")?.textContent ?? null);
      await page.importText(JSON.stringify(good));
      assert.equal(await told(), null, "a good one is not spoken of");
      for (const [changes, words] of spoilt) {
        await page.call("clear");
        await page.importText(JSON.stringify({ ...good, segmentation: { ...good.segmentation, ...changes } }));
        await page.waitFor(({ shadow }, source) => new RegExp(source).test(shadow().querySelector(".banner.report")?.textContent), `${words} is told`, 2000, words.source);
        assert.deepEqual((await page.annotations()).map(({ quote }) => quote.exact), quotes);
      }
    });

    const missing = [
      ["`for` names nothing", "article-not-found", /nowhere/, (html) => replace(html, 'for="essay"', 'for="nowhere"')],
      ["the article is empty", "article-empty", /no text/,
        (html) => html.replace(/<article id="essay">[^]*<\/article>/, '<article id="essay"> <p hidden>x</p> </article>')],
    ];
    for (const [what, code, words, edit] of missing) {
      it(`${what}: the panel says so, the host page is told, nothing is thrown`, async () => {
        const page = await open(browser, site.own(edit));
        // One that is named may come late: up to 10 s it is waited for.
        if (code === "article-not-found") {
          await page.run(() => new Promise((resolve) => setTimeout(resolve, 3000)));
          assert.equal(await page.run(({ shadow }) => Boolean(shadow().querySelector(".fatal"))), false, "nothing is said yet");
        }
        const fatal = await page.waitFor(({ shadow }) => shadow().querySelector(".fatal")?.textContent, "the panel says so", 15_000);
        assert.match(fatal, words);
        const seen = await watched(page);
        const warned = code === "article-not-found" ? ["console.warn: reading-annotator: There is no element with the id “nowhere” in this page, so there is nothing to label."] : [];
        assert.deepEqual(seen.errors, warned);
        assert.equal(seen.failures.length, 1);
        assert.equal(seen.failures[0].code, code);
        assert.match(seen.failures[0].message, words);
        // The methods answer all the same.
        assert.deepEqual(await page.sentences(), []);
        assert.deepEqual(await page.annotations(), []);
        await assert.rejects(page.call("annotate", { sentence: 0 }, { label: "claim" }), { name: "TypeError" });
        await assert.rejects(page.importText("{}"));
        assert.equal(await page.call("undo"), false);
        await page.call("clear");
        assert.deepEqual((await watched(page)).errors, warned);
      });
    }

    it("`for` that names something again opens it", async () => {
      const page = await open(browser, site.own((html) => replace(html, 'for="essay"', 'for="nowhere"')));
      await page.run(({ element }) => element().setAttribute("for", "essay"));
      await page.waitFor(async ({ element, shadow }) =>
        !shadow().querySelector(".fatal") && (await element().getSentences()).length > 40, "the article is open");
      const [made] = await page.call("annotate", { sentence: 2 }, { label: "opinion" });
      assert.equal(made.label, "opinion");
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("an article that is filled later is read then", async () => {
      const page = await open(browser, site.own((html) =>
        html.replace(/<article id="essay">[^]*<\/article>/, '<article id="essay"></article>')));
      await page.run(() => {
        const made = document.createElement("p");
        made.textContent = "Here it is. The article has come late.";
        document.getElementById("essay").append(made);
      });
      await page.waitFor(async ({ element }) => (await element().getSentences()).length === 2, "it is read", 2000);
      await page.call("annotate", { sentence: 1 }, { label: "claim" });
      await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "its label is kept", 2000);
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("bad arguments of the methods are TypeErrors that name them", async () => {
      const page = await open(browser, site.own());
      const [{ id }] = await page.call("annotate", { sentence: 2 }, { label: "claim" });
      const untouched = await everything(page);
      const bad = [
        ["annotate", [{ sentence: -1 }, { label: "claim" }], /sentence/],
        ["annotate", [{ sentence: 10_000 }, { label: "claim" }], /sentence/],
        ["annotate", [{ sentence: 1.5 }, { label: "claim" }], /sentence/],
        ["annotate", [{ sentences: [3] }, { label: "claim" }], /sentences/],
        ["annotate", [{ sentences: [3, 999] }, { label: "claim" }], /sentences/],
        ["annotate", [{ start: 5, end: 5 }, { label: "claim" }], /start|end/],
        ["annotate", [{ start: 0, end: 9e15 }, { label: "claim" }], /end/],
        ["annotate", [null, { label: "claim" }], /target/],
        ["annotate", [{ sentence: 1 }, { label: "premise" }], /label/],
        ["annotate", [{ sentence: 1 }], /label/],
        ["annotate", [{ sentence: 1 }, { label: "claim", note: 7 }], /note/],
        ["judgeNone", [{}], /target/],
        ["update", ["urn:uuid:0", { label: "claim" }], /id/],
        ["update", [id, { label: "__proto__" }], /label/],
        ["update", [id, { end: -4 }], /end/],
        ["remove", [7], /id/],
        ["annotationAt", ["a", 1], /x, y/],
        ["exportAs", ["pdf"], /format/],
      ];
      for (const [method, values, words] of bad) {
        await assert.rejects(page.call(method, ...values), (error) => {
          assert.equal(error.name, "TypeError", `${method}(${JSON.stringify(values)}): ${error.message}`);
          assert.match(error.message, words, `${method}(${JSON.stringify(values)})`);
          return true;
        }, `${method}(${JSON.stringify(values)}) is taken`);
      }
      assert.deepEqual(await everything(page), untouched);
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("hostile notes, names and quotes are kept exactly and shown as text", async () => {
      const hostile = "Read \u202ethis\u202c <script>alert(1)</script> & <b>that</b> \u2067now\u2069.";
      const page = await open(browser, site.own((html) =>
        html.replace("Nobody voted for the glow.", hostile.replaceAll("&", "&amp;").replaceAll("<", "&lt;"))));
      const { index, text } = (await page.sentences()).find((one) => one.text.includes("<script>"));
      assert.equal(text, hostile);
      const [{ id }] = await page.call("annotate", { sentence: index }, { label: "claim", note: NOTE });
      await page.run(({ element }, name) => element().setAttribute("annotator", name), BIDI.replace(" \u0000?", ""));
      const check = async () => {
        const [one] = await page.annotations();
        assert.equal(one.id, id);
        assert.equal(one.note, NOTE);
        assert.equal(one.quote.exact, hostile);
        const shown = await page.waitFor(({ shadow }) => {
          const [quote, note] = [shadow().querySelector(".card .quote"), shadow().querySelector(".card .note")];
          const isolated = (node) => getComputedStyle(node).unicodeBidi;
          return quote && note && {
            quote: quote.textContent, note: note.textContent, isolated: [isolated(quote), isolated(note)],
            made: shadow().querySelectorAll(".card script, .card img, .card b").length,
            name: shadow().querySelector(".name input").value,
          };
        }, "the card is shown");
        assert.deepEqual(shown, {
          quote: hostile, note: NOTE, isolated: ["isolate", "isolate"], made: 0, name: BIDI.replace(" \u0000?", ""),
        });
        const file = JSON.parse((await page.exportFile()).text);
        assert.equal(file.annotations[0].note, NOTE);
        assert.equal(file.annotations[0].quote.exact, hostile);
        assert.equal(file.annotators[0].name, BIDI.replace(" \u0000?", ""));
        // A file name that no system reads otherwise than it looks.
        assert.match((await page.exportFile()).name, /^[^\p{Cc}\p{Cf}<>:"/\\|?*]+\.json$/u);
      };
      await check();
      await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "it is stored");
      await page.reload();
      await check();
      assert.deepEqual((await watched(page)).errors, []);
    });

    it("a note of 100,000 characters is kept exactly, through the editor, too", async () => {
      const page = await open(browser, site.own());
      const [{ id }] = await page.call("annotate", { sentence: 2 }, { label: "claim" });
      const length = await page.run(async ({ element }, id) => {
        const note = "0123456789 <b>‮x‬\n".repeat(10_000).slice(0, 100_000);
        return (await element().update(id, { note })).note === note && note.length;
      }, id);
      assert.equal(length, 100_000);
      await page.cursorTo(2);
      await page.press(Key.ENTER);
      const typed = await page.waitFor(({ shadow }) => shadow().querySelector(".note-field")?.value.length, "the field is open");
      assert.equal(typed, 100_000);
      await page.type("!");
      await page.press(Key.ESCAPE);
      await page.waitFor(async ({ element, stored }) => {
        const note = (await element().getAnnotations())[0].note;
        const kept = JSON.parse((await stored()).annotations[0].json).note;
        return note.length === 100_001 && note.endsWith("!") && kept === note;
      }, "the longer note is kept");
      await page.reload();
      const [{ note }] = await page.annotations();
      assert.equal(note.length, 100_001);
      assert.deepEqual((await watched(page)).errors, []);
    });
  });
}
