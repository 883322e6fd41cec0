// What the page's own JavaScript can do: every method and event of the element.
import assert from "node:assert/strict";
import { onEachEngine } from "./lib/suite.mjs";
import { replace } from "./lib/site.mjs";

const ID = /^urn:uuid:[0-9a-f-]{36}$/;

onEachEngine("Host API", ({ test, fresh }) => {
  const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
  const told = async (page) => (await page.events()).map(({ type, detail }) => `${type} ${detail.source}`);

  test("annotate takes sentences, spans and ranges", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    const [one] = await page.call("annotate", { sentence: 5 }, { label: "claim", note: "why" });
    assert.match(one.id, ID);
    const { start, end, text } = sentences[5];
    assert.deepEqual([one.start, one.end, one.quote.exact, one.label, one.note, one.sentences], [start, end, text, "claim", "why", [sentences[5].id]]);
    const several = await page.call("annotate", { sentences: [9, 7] }, { label: "evidence" });
    assert.deepEqual(several.map(({ quote }) => quote.exact), sentences.slice(7, 10).map(({ text }) => text));
    const [part] = await page.call("annotate", { start: sentences[20].start + 4, end: sentences[20].end - 1 }, { label: "opinion" });
    assert.equal(part.quote.exact, Array.from(sentences[20].text).slice(4, -1).join(""));
    const [ranged] = await page.run(async (tools) => tools.element().annotate(await tools.range(13), { label: "claim" }));
    assert.equal(ranged.quote.exact, sentences[13].text);
    const across = await page.call("annotate", { start: sentences[30].start, end: sentences[31].end }, { label: "claim" });
    assert.deepEqual(across.map(({ sentences }) => sentences), [[sentences[30].id, sentences[31].id]], "a span is one annotation");
    const all = await page.annotations();
    assert.deepEqual(all.map(({ start }) => start), all.map(({ start }) => start).sort((a, b) => a - b), "reading order");
    assert.deepEqual(all.map(({ id }) => id).sort(), [one, ...several, part, ranged, ...across].map(({ id }) => id).sort());
    // The same span again: another label, no other annotation.
    const [again] = await page.call("annotate", { sentence: 5 }, { label: "opinion" });
    assert.deepEqual([again.id, again.label, again.note], [one.id, "opinion", "why"]);
    assert.deepEqual(await page.orphans(), []);
  });

  test("update, remove, judgeNone, clear, undo and redo, and what they tell", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    await page.events();
    const [made] = await page.call("annotate", { sentence: 5 }, { label: "claim" });
    const changed = await page.call("update", made.id, { label: "evidence", note: "n", start: made.start + 2, end: made.end - 1 });
    assert.deepEqual([changed.id, changed.label, changed.note, changed.quote.exact],
      [made.id, "evidence", "n", Array.from(sentences[5].text).slice(2, -1).join("")]);
    assert.ok(changed.modified >= made.modified && changed.created === made.created);
    const bare = await page.call("update", made.id, { note: null });
    assert.deepEqual([bare.note, bare.label], [null, "evidence"]);
    const events = await page.events();
    assert.deepEqual(events.map(({ type, detail }) => `${type} ${detail.source}`), ["annotation-created api", "annotation-updated api", "annotation-updated api"]);
    assert.deepEqual(events.map(({ detail }) => detail.annotation), [made, changed, bare], "events carry the annotation as in the file");
    assert.ok(events.every(({ composed }) => composed));
    assert.equal(await page.call("remove", made.id), null);
    assert.deepEqual(await told(page), ["annotation-removed api"]);
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await told(page), ["annotation-created undo"]);
    assert.equal(await page.call("redo"), true);
    assert.deepEqual(await told(page), ["annotation-removed undo"]);
    assert.equal(await page.call("redo"), false, "nothing to redo");
    assert.equal(await page.call("judgeNone", { sentences: [2, 3] }), null);
    assert.deepEqual(await labels(page), ["2 none", "3 none"]);
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    assert.deepEqual(await labels(page), ["2 none", "3 claim"]);
    await page.call("judgeNone", { start: sentences[3].start, end: sentences[4].end });
    assert.deepEqual(await labels(page), ["2 none", "3 none", "4 none"]);
    assert.deepEqual(await page.annotations(), [], "a judgement takes the label away");
    assert.equal(await page.call("clear"), null);
    assert.deepEqual(await labels(page), []);
    while (await page.call("undo"));
    assert.equal(await page.call("undo"), false, "nothing to undo");
    assert.deepEqual(await labels(page), []);
  });

  test("events tell who did it: the reader, an import", async () => {
    const page = await fresh();
    await page.cursorTo(5);
    await page.events();
    await page.press("1", "2", "0");
    await page.waitFor((tools) => window.annotatorTest.events.length === 3, "three events");
    assert.deepEqual(await told(page), ["annotation-created user", "annotation-updated user", "annotation-removed user"]);
    await page.call("annotate", { sentence: 7 }, { label: "claim" });
    const { text, name, type } = await page.exportFile();
    assert.match(name, /\.json$/);
    assert.equal(type, "application/json");
    await page.call("clear");
    await page.events();
    const report = await page.run(async (tools, text) => tools.element().importFrom(new File([text], "a.json", { type: "application/json" })), text);
    assert.deepEqual(report, { added: 1, updated: 0, unchanged: 0, orphaned: 0, refused: [] });
    const imported = (await page.events()).filter(({ type }) => type === "annotations-imported");
    assert.deepEqual(imported.map(({ detail }) => [detail.source, detail.report]), [["import", report]]);
    const failed = await page.run(async (tools) => {
      const failures = [];
      document.addEventListener("annotator-error", ({ detail }) => failures.push([typeof detail.code, detail.message]));
      const why = await tools.element().importFrom("no JSON").then(() => null, (error) => [error.name, error.message]);
      return { why, failures };
    });
    assert.equal(failed.why[0], "Error");
    assert.deepEqual(failed.failures, [["string", failed.why[1]]], "a refused file is told once, in the same words");
  });

  test("what the page has put away itself no longer lacks a copy", async () => {
    const page = await fresh();
    const lacks = (count) => page.waitFor(({ shadow }, count) => (/Not exported: (\d+)/.exec(shadow().querySelector(".foot").textContent)?.[1] ?? "0") === count, `${count} without a copy`, 5000, count);
    await page.call("annotate", { sentence: 1 }, { label: "claim" });
    await lacks("1");
    assert.equal(await page.call("markExported"), null);
    await lacks("0");
    await page.call("annotate", { sentence: 2 }, { label: "claim" });
    await lacks("1");
  });

  test("annotator-ready comes once and bubbles", async () => {
    const page = await fresh();
    // The demo's element was ready before this could listen: another one is made.
    const seen = await page.run(async (tools) => {
      const seen = [];
      document.addEventListener("annotator-ready", (event) => seen.push([event.target.id, event.bubbles, event.composed]));
      const second = document.createElement("reading-annotator");
      second.id = "second";
      second.setAttribute("for", "notes-title");
      second.setAttribute("document-id", "ready-test");
      document.body.append(second);
      const given = await second.ready;
      await tools.frame();
      second.remove();
      return { seen, given: given === undefined };
    });
    assert.deepEqual(seen, { seen: [["second", true, true]], given: true });
  });

  test("bad arguments reject with a TypeError and a sentence that names them", async () => {
    const page = await fresh();
    const [{ id }] = await page.call("annotate", { sentence: 5 }, { label: "claim" });
    const { length } = Array.from(JSON.parse((await page.exportFile()).text).article.text);
    const before = await page.exportFile();
    await page.events();
    const good = { label: "claim" };
    for (const [named, method, ...values] of [
      ["sentence", "annotate", { sentence: -1 }, good],
      ["sentence", "annotate", { sentence: 71 }, good],
      ["sentence", "annotate", { sentence: 1.5 }, good],
      ["sentence", "annotate", { sentence: "5" }, good],
      ["sentence", "annotate", { sentence: null }, good],
      ["sentences", "annotate", { sentences: [0, 99] }, good],
      ["target", "annotate", { sentences: 3 }, good],
      ["target", "annotate", { sentences: [1] }, good],
      ["target", "annotate", {}, good],
      ["target", "annotate", null, good],
      ["target", "annotate", 5, good],
      ["target", "annotate", "sentence", good],
      ["end", "annotate", { start: 3, end: 3 }, good],
      ["end", "annotate", { start: 9, end: 3 }, good],
      ["end", "annotate", { start: 3, end: length + 1 }, good],
      ["start", "annotate", { start: -1, end: 3 }, good],
      ["start", "annotate", { start: "0", end: 3 }, good],
      ["end", "annotate", { start: 0 }, good],
      ["label", "annotate", { sentence: 1 }, { label: "nonsense" }],
      ["label", "annotate", { sentence: 1 }, {}],
      ["label", "annotate", { sentence: 1 }],
      ["label", "annotate", { sentence: 1 }, { label: "none" }],
      ["note", "annotate", { sentence: 1 }, { label: "claim", note: 5 }],
      ["sentence", "judgeNone", { sentence: 100 }],
      ["target", "judgeNone"],
      ["id", "update", "urn:uuid:00000000-0000-4000-8000-000000000000", good],
      ["id", "update", 7, good],
      ["label", "update", id, { label: "nonsense" }],
      ["note", "update", id, { note: {} }],
      ["end", "update", id, { end: 0 }],
      ["changes", "update", id, "claim"],
      ["changes", "update", id, null],
      ["changes", "update", id],
      ["id", "remove", "nobody"],
      ["id", "remove", null],
      ["sentence", "goTo", -1],
      ["sentence", "goTo", { sentence: 1 }],
      ["x, y", "annotationAt", "1", 2],
      ["x, y", "annotationAt", 1],
      ["x, y", "annotationAt", null, null],
      ["format", "exportAs", "word"],
      ["format", "exportAs", null],
      ["importFrom", "importFrom", 5],
      ["importFrom", "importFrom"],
    ]) {
      const what = `${method}(${values.map((value) => JSON.stringify(value)).join(", ")})`;
      const answer = await page.run(async (tools, method, values) => {
        const given = tools.element()[method](...values);
        // Not `instanceof`: Firefox's driver runs this beside the page, with classes of its own.
        if (typeof given?.then !== "function") return "no promise";
        return given.then(() => "resolved", ({ name, message }) => ({ name, message }));
      }, method, values);
      assert.equal(answer.name, "TypeError", `${what}: ${JSON.stringify(answer)}`);
      assert.match(answer.message, /^\p{L}.*\.$/su, `${what}: a sentence`);
      assert.ok(answer.message.includes(named), `${what} names ${named}: ${answer.message}`);
    }
    const elsewhere = await page.run(async (tools) => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(".masthead"));
      return tools.element().annotate(range, { label: "claim" }).then(() => "resolved", (error) => [error.name, error.message]);
    });
    assert.equal(elsewhere[0], "TypeError");
    assert.match(elsewhere[1], /range/i);
    const same = (text) => text.replace(/"exported_at": *"[^"]*"/, "");
    assert.equal(same((await page.exportFile()).text), same(before.text), "nothing has changed");
    assert.deepEqual((await told(page)).filter((event) => !event.startsWith("annotator-error")), []);
  });

  test("goTo moves the cursor, brings its sentence into view and gives it the keys", async () => {
    const page = await fresh();
    await page.call("goTo", 5);
    await page.press("1");
    assert.equal((await page.sentences())[5].label, "claim");
    await page.call("goTo", 999_999);
    await page.press("2");
    assert.equal((await page.sentences()).at(-1).label, "evidence");
  });

  test("annotationAt finds what lies under a point, innermost first", async () => {
    const page = await fresh();
    const { start } = (await page.sentences())[5];
    const [outer] = await page.call("annotate", { sentence: 5 }, { label: "claim" });
    const [inner] = await page.call("annotate", { start, end: start + 10 }, { label: "opinion" });
    await page.scrollTo(5);
    const at = async (index, share) => {
      const { x, y } = await page.sentencePoint(index, share);
      return (await page.call("annotationAt", x, y)).map(({ id }) => id);
    };
    assert.deepEqual(await at(5, 0.01), [inner.id, outer.id]);
    assert.deepEqual(await at(5, 0.9), [outer.id]);
    assert.deepEqual(await at(6, 0.5), []);
    assert.deepEqual(await page.call("annotationAt", -5, -5), []);
  });

  test("several elements on one page are independent", async () => {
    const other = '<article id="other"><p>One stands here. Two stands here. Three stands here.</p></article><reading-annotator id="second" for="other" document-id="second-element"></reading-annotator>';
    const page = await fresh((html) => replace(html, "</body>", `${other}</body>`));
    const look = () => page.run(async () => {
      const second = document.getElementById("second");
      await second.ready;
      const marks = async (element) => (await element.getSentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
      return [await marks(document.querySelector("reading-annotator")), await marks(second), (await second.getSentences()).length];
    });
    await page.run(async () => { const second = document.getElementById("second"); await second.ready; await second.clear(); });
    await page.call("annotate", { sentence: 1 }, { label: "claim" });
    await page.run(() => document.getElementById("second").annotate({ sentence: 1 }, { label: "opinion" }));
    assert.deepEqual(await look(), [["1 claim"], ["1 opinion"], 3]);
    // A key for one is none for the other.
    await page.cursorTo(2);
    await page.press("2");
    await page.waitFor(async (tools) => (await tools.element().getSentences())[2].label === "evidence", "a label by key");
    assert.deepEqual(await look(), [["1 claim", "2 evidence"], ["1 opinion"], 3]);
    await page.run(() => document.getElementById("second").scrollIntoView({ block: "center", behavior: "instant" }));
    await page.waitFor((tools) => Object.values(tools.highlights()).flat().includes("Two stands here."), "the second one paints");
    // Clearing one leaves the other's paint in the registry that they share.
    await page.call("annotate", { sentence: 0 }, { label: "opinion" });
    await page.call("clear");
    assert.deepEqual(await look(), [[], ["1 opinion"], 3]);
    assert.ok(Object.values(await page.highlights()).flat().includes("Two stands here."));
    await page.run(() => document.getElementById("second").undo());
    assert.deepEqual(await look(), [[], [], 3]);
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await look(), [["0 opinion", "1 claim", "2 evidence"], [], 3]);
  });

  test("an element that is moved keeps its state; one that is taken out paints nothing", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 1 }, { label: "claim" });
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    await page.call("undo");
    await page.waitFor((tools) => tools.highlights()["claim-a8d1ff-0b57a4-solid"], "the label is painted");
    const before = await page.run(() => { window.same = document.querySelector("reading-annotator"); return window.same.shadowRoot.querySelectorAll("*").length; });
    await page.run(async (tools) => { document.body.append(window.same); await tools.frame(); await tools.frame(); });
    assert.equal(await page.run((tools) => tools.element() === window.same), true);
    assert.deepEqual(await labels(page), ["1 claim"]);
    assert.equal(await page.run(() => window.same.shadowRoot.querySelectorAll("*").length), before, "the panel is the same");
    await page.waitFor((tools) => tools.highlights()["claim-a8d1ff-0b57a4-solid"]?.length === 1, "painted once");
    assert.equal(await page.call("redo"), true, "history came along");
    assert.deepEqual(await labels(page), ["1 claim", "2 opinion"]);
    await page.press("x");
    await page.run(() => window.same.remove());
    await page.waitFor((tools) => Object.keys(tools.highlights()).length === 0, "nothing is painted without the element");
    await page.run(async (tools) => { document.querySelector(".page").append(window.same); await tools.frame(); });
    await page.waitFor((tools) => tools.highlights()["claim-a8d1ff-0b57a4-solid"]?.length === 1, "and again with it");
    assert.deepEqual(await labels(page), ["1 claim", "2 opinion"]);
    await page.click(5);
    await page.waitFor((tools) => tools.picker(), "it works as before");
  });

  test("the panel's attribute opens and closes it; labels go on", async () => {
    const page = await fresh((html) => replace(html, '<reading-annotator for="essay"', '<reading-annotator panel="closed" for="essay"'));
    await page.waitFor((tools) => tools.shadow().querySelector(".tab") !== null, "the panel is folded");
    await page.click(5);
    await page.waitFor((tools) => tools.picker(), "the picker");
    await page.press("1");
    await page.waitFor((tools) => /Claim 1/.test(tools.shadow().querySelector(".tab").textContent), "the tab counts");
    await page.run((tools) => tools.element().setAttribute("panel", "open"));
    await page.waitFor((tools) => tools.cards().length === 1, "the panel is open");
  });
});
