// What an instructor sets: a block in the page, or a file that the element names.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Key, open, until } from "./lib/page.mjs";
import { madePackage } from "./lib/package_site.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const LABELS = [
  { id: "thesis", name: "Thesis", definition: "What is to be believed.", examples: ["Doors must stay open."] },
  { id: "reason", name: "Reason" },
  { id: "objection", name: "Objection" },
  { id: "example", name: "Example" },
  { id: "appeal", name: "Appeal", key: "9" },
];
const ASSIGNMENT = {
  id: "essay-1", version: "3", title: "How is it argued?", instructions: "Label the thesis.\nThen two reasons.", due: "1 December, 18:00",
  annotator: "required", labels: LABELS, minimum: { thesis: 1, reason: 2 },
};
const nine = Array.from({ length: 9 }, (_, at) => ({ id: `l${at + 1}`, name: `Label ${"abcdefghi"[at]}` }));
const block = (value) => `<script type="application/json" data-reading-annotator>${typeof value === "string" ? value : JSON.stringify(value)}</script>`;
/** The demo with a block before its end. */
const withBlock = (value) => (html) => replace(html, "</body>", `${block(value)}</body>`);
const withFile = (address) => (html) => replace(html, "<reading-annotator ", `<reading-annotator config="${address}" `);

/** What the panel says of the task. */
const task = (page) => page.run(({ shadow }) => {
  const task = shadow().querySelector(".task");
  return task && {
    title: task.querySelector("summary bdi").textContent,
    met: task.querySelector("summary .quiet")?.textContent ?? null,
    texts: [...task.querySelectorAll(":scope > p")].map((one) => one.textContent),
    rows: [...task.querySelectorAll("li")].map((one) => one.textContent),
  };
});
const fatal = (page) => page.run(({ shadow }) => shadow().querySelector(".fatal p")?.textContent ?? "");
const legend = (page) => page.run(({ shadow }) => [...shadow().querySelectorAll(".legend li")].map((one) => one.textContent));

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));

onEachEngine("Configuration", ({ test, fresh, site, browser }) => {
  const serve = (name, value) => writeFileSync(path.join(site().root, name), typeof value === "string" ? value : JSON.stringify(value));

  test("a theme is the panel's, and goes with its configuration", async () => {
    serve("theme.json", { theme: { accent: "#7a1f5c", radius: "0", font: "Georgia, serif" } });
    serve("plain.json", {});
    const page = await fresh(withFile("theme.json"));
    const looks = () => page.run(({ shadow }) => {
      const { backgroundColor, borderTopLeftRadius, fontFamily } = getComputedStyle(shadow().querySelector(".toolbar .main"));
      return [backgroundColor, borderTopLeftRadius, fontFamily];
    });
    const themed = await looks();
    assert.deepEqual(themed.slice(0, 2), ["rgb(122, 31, 92)", "0px"]);
    assert.match(themed[2], /Georgia/);
    await page.run(({ element }) => element().setAttribute("config", "plain.json"));
    await until(async () => (await looks())[0] !== themed[0], "the usual looks are back");
    assert.deepEqual((await looks()).slice(1).map((one) => /Georgia|^0px/.test(one)), [false, false]);
  });

  test("own labels by their keys; what is asked for becomes met; the export has assignment and labels", async () => {
    const page = await fresh(withBlock(ASSIGNMENT));
    assert.deepEqual(await task(page), {
      title: "How is it argued?", met: "0 of 3 met", texts: ["Label the thesis.\nThen two reasons.", "Due: 1 December, 18:00"],
      rows: ["○Thesis: 0 of 1 – not yet met", "○Reason: 0 of 2 – not yet met", "○Your name in exports – not yet met"],
    });
    await page.cursorTo(2);
    await page.press("1");
    await page.cursorTo(3);
    await page.press("2");
    await page.cursorTo(4);
    await page.press("9");
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 3, "three labels");
    assert.deepEqual((await page.annotations()).map(({ label }) => label), ["thesis", "reason", "appeal"]);
    assert.deepEqual((await task(page)).rows.slice(0, 2), ["✓Thesis: 1 of 1 – met", "○Reason: 1 of 2 – not yet met"]);
    await page.call("annotate", { sentence: 6 }, { label: "reason" });
    await page.run(({ element }) => element().setAttribute("annotator", "Ada"));
    await until(async () => (await task(page)).met === "3 of 3 met", "all is met");
    assert.deepEqual((await task(page)).rows.map((row) => row.endsWith(" – met")), [true, true, true]);
    const file = JSON.parse((await page.exportFile()).text);
    assert.deepEqual(file.assignment, { id: "essay-1", version: "3" });
    assert.deepEqual(file.labels.map(({ id, name }) => [id, name]), LABELS.map(({ id, name }) => [id, name]));
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await page.run(({ element }) => element().annotate({ sentence: 7 }, { label: "claim" }).then(() => "done", ({ name }) => name)), "TypeError", "claim is no label here");
    // It is all there again, and goes on.
    await page.reload();
    assert.deepEqual((await page.annotations()).map(({ label }) => label), ["thesis", "reason", "appeal"].concat((await page.annotations()).length > 3 ? ["reason"] : []));
    assert.ok(Object.keys(await page.highlights()).some((name) => name.includes("thesis")), "painted in its own style");
  });

  test("questions stand at their sentences, are answered there, and leave with the export; labels keep to sentences", async () => {
    const sentences = await (await fresh()).sentences();
    const quote = sentences[5].text.slice(3, 40);
    const questions = [{ id: "why", text: "Why does it begin so?", sentence: 3 }, { id: "who", text: "Who says so?", quote }, { id: "gone", text: "And this?", quote: "Nobody wrote this." }];
    const page = await fresh(withBlock({ id: "essay-2", snapping: "sentence", questions }));
    const rows = async () => (await task(page)).rows;
    assert.deepEqual(await rows(), ["○Why does it begin so? – not yet met", "○Who says so? – not yet met", "○And this? – not yet met"]);
    const here = () => page.run(({ shadow }) => shadow().querySelector(".asked-here")?.textContent ?? null);
    assert.equal(await here(), null);
    await page.clickButton("Who says so? – not yet met");
    await until(async () => (await page.activeOption())?.index === 5, "the question leads to its sentence");
    assert.equal(await here(), "Who says so?");
    assert.ok((await page.activeOption()).name.endsWith(". Who says so?"), "it is told, too");
    await page.press("2", "[", "]");
    await until(async () => (await rows())[1] === "✓Who says so? – met", "it is answered");
    const [annotation] = await page.annotations();
    assert.deepEqual([annotation.label, annotation.quote.exact], ["evidence", sentences[5].text], "not narrowed");
    await page.cursorTo(2);
    assert.equal(await here(), "Why does it begin so?");
    await page.press("4");
    await until(async () => (await rows())[0].startsWith("✓"), "“no label” is an answer");
    assert.deepEqual(JSON.parse((await page.exportFile()).text).assignment, {
      id: "essay-2", version: "1",
      questions: [
        { id: "why", text: "Why does it begin so?", sentence: sentences[2].id, answers: [] },
        { id: "who", text: "Who says so?", sentence: sentences[5].id, answers: [annotation.id] },
        { id: "gone", text: "And this?", answers: [] },
      ],
    });
  });

  test("a file of the site counts more than a block; the demo without either is as before", async () => {
    serve("assignment.json", { ...ASSIGNMENT, title: "From the file", minimum: {} });
    const page = await fresh((html) => withFile("assignment.json")(withBlock({ title: "From the block" })(html)));
    assert.equal((await task(page)).title, "From the file");
    assert.deepEqual((await legend(page)).map((one) => one.replace(/\d.*/, "")), ["TThesis ", "RReason ", "OObjection ", "EExample ", "AAppeal "]);
    const bare = await fresh();
    assert.equal(await task(bare), null);
    assert.deepEqual((await legend(bare)).length, 3);
    assert.equal(JSON.parse((await bare.exportFile()).text).assignment, undefined);
  });

  test("what is wrong is told with its key, in the panel and by an event, and nothing is opened", async () => {
    serve("broken.json", { labels: [{ id: "a", name: "A" }, { id: "b", name: "B", key: "1" }] });
    for (const [edit, named] of [
      [withBlock({ minimum: { clam: 3 } }), "minimum.clam"],
      [withBlock('{"title": }'), "line 1"],
      [withFile("broken.json"), "labels[1].key"],
      [withFile("missing.json"), "missing.json"],
      [withFile("https://elsewhere.example/a.json"), "a file of this site"],
    ]) {
      const page = await fresh((html) => edit(replace(html, "<reading-annotator ", '<reading-annotator data-told="no" ')));
      await until(async () => (await fatal(page)).includes(named), `${named} is told: ${await fatal(page)}`);
      assert.deepEqual(await page.sentences(), [], "nothing to label");
      // Another configuration is another try; its failure is told to the page, too.
      const told = await page.run(async ({ element }) => {
        const told = new Promise((resolve) => { document.addEventListener("annotator-error", ({ detail }) => resolve([detail.code, detail.message]), { once: true }); });
        element().setAttribute("config", "broken.json?again");
        return told;
      });
      assert.equal(told[0], "configuration");
      assert.ok(told[1].includes("labels[1].key"), told[1]);
    }
    // A good one mends it.
    serve("good.json", ASSIGNMENT);
    const page = await fresh(withFile("broken.json"));
    await page.run(({ element }) => element().setAttribute("config", "good.json"));
    await until(async () => (await page.sentences()).length > 0, "it is opened after all");
    assert.equal(await fatal(page), "");
    assert.equal((await legend(page)).length, 5);
  });

  test("labels that are only shown: by the file's place, unchangeable, nothing stored", async () => {
    const author = await fresh(withBlock({ ...ASSIGNMENT, annotator: "free" }));
    await author.call("annotate", { sentence: 2 }, { label: "thesis", note: "Here it is." });
    await author.call("annotate", { sentence: 4 }, { label: "reason" });
    const { text } = await author.exportFile();
    serve("shown.json", text);
    for (const annotations of ["shown.json", JSON.parse(text)]) {
      const page = await fresh(withBlock({ title: "A reading", readonly: true, labels: LABELS, annotations }));
      await until(async () => (await page.annotations()).length === 2, "the labels are shown");
      assert.deepEqual((await page.annotations()).map(({ label, note }) => [label, note]), [["thesis", "Here it is."], ["reason", null]]);
      assert.ok((await task(page)).texts[0].includes("cannot be changed"));
      await page.waitFor(({ highlights }) => Object.values(highlights()).flat().length > 1, "they are painted");
      await page.cursorTo(2);
      await page.press("3", "0", "n");
      await page.click(4);
      assert.equal(await page.picker(), null, "nothing is offered");
      for (const [method, ...values] of [["annotate", { sentence: 8 }, { label: "reason" }], ["judgeNone", { sentence: 8 }], ["importFrom", text]]) {
        const answer = await page.run(({ element }, method, values) => element()[method](...values).then(() => "done", ({ message }) => message), method, values);
        assert.match(answer, /only shown/, method);
      }
      await page.call("clear");
      assert.equal(await page.call("undo"), false);
      assert.deepEqual((await page.annotations()).map(({ label }) => label), ["thesis", "reason"]);
      assert.deepEqual((await page.stored()).annotations, []);
      const offered = await page.run(({ shadow }) => [...shadow().querySelectorAll("button, input")].filter((one) => one.checkVisibility()).map((one) => one.textContent || one.title));
      for (const name of ["Remove", "Import", "Edit the note", "Thesis"]) assert.ok(!offered.includes(name), `${name}: ${offered}`);
      assert.ok(offered.includes("Export"));
    }
  });

  test("two, five and nine labels have a place in picker, head and strip", async () => {
    for (const [labels, noneKey] of [[LABELS.slice(0, 2), "3"], [LABELS, "5"], [nine, "x"]]) {
      const page = await fresh(withBlock({ labels }));
      for (const [at, { id }] of labels.entries()) await page.call("annotate", { sentence: at + 2 }, { label: id });
      await page.click(2);
      await page.waitFor(({ picker }) => picker(), "the picker");
      const seen = await page.run(({ shadow }) => {
        const within = (box, { left, right, top, bottom }) => box.left >= left - 1 && box.right <= right + 1 && box.top >= top - 1 && box.bottom <= bottom + 1;
        const pill = shadow().querySelector(".picker"), panel = shadow().querySelector(".panel").getBoundingClientRect();
        const choices = [...pill.querySelectorAll(".choice")];
        return {
          fits: within(pill.getBoundingClientRect(), { left: 0, top: 0, right: innerWidth, bottom: innerHeight }) && pill.scrollWidth <= pill.clientWidth + 1,
          head: [...shadow().querySelectorAll(".legend li")].every((one) => within(one.getBoundingClientRect(), panel)),
          choices: choices.length,
          letters: new Set(choices.map((one) => one.querySelector(".badge")?.textContent)).size,
          fills: new Set([...shadow().querySelectorAll(".overview path:not([d=''])")].map((one) => getComputedStyle(one).fill)).size,
        };
      });
      const count = labels.length;
      assert.deepEqual(seen, { fits: true, head: true, choices: count + 1, letters: count + 1, fills: count });
      // One key for “no label”, wherever it is named; and it works.
      const last = (css) => page.run(({ shadow }, css) => [...shadow().querySelectorAll(css)].at(-1)?.textContent, css);
      assert.equal(await last(".picker .choice kbd"), noneKey);
      await page.press(noneKey);
      await until(async () => (await page.sentences())[2].label === "none", `${noneKey} judges “no label”`);
      await page.press("?");
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog table.keys"), "the keys");
      assert.equal(await page.run(({ shadow }) => [...shadow().querySelectorAll(".keys tr")].find((row) => row.textContent.includes("“no label”")).querySelector("kbd").textContent), noneKey);
      await page.press(Key.ESCAPE);
      await page.waitFor(({ shadow }) => !shadow().querySelector("dialog[open]") && shadow().activeElement?.matches(".cursor"), "the cursor has the focus again");
      await page.press("c");
      await page.waitFor(({ shadow }) => shadow().querySelector("dialog .codebook"), "the codebook");
      assert.equal(await last(".codebook dt kbd"), noneKey);
      await page.press(Key.ESCAPE);
    }
  });

  test("the examples: own labels, and labels that are only shown", async () => {
    const made = await madePackage();
    const root = site().root;
    mkdirSync(path.join(root, "examples"), { recursive: true });
    cpSync(made.root, path.join(root, "dist/package"), { recursive: true });
    made.remove();
    for (const name of ["own-labels.html", "own-labels.json", "read-only.html", "read-only.json"]) cpSync(path.join(EXAMPLES, name), path.join(root, "examples", name));
    const own = await open(browser(), `${site().url}examples/own-labels.html`);
    assert.equal((await task(own)).title, JSON.parse(readFileSync(path.join(EXAMPLES, "own-labels.json"), "utf8")).title);
    await own.call("annotate", { sentence: 5 }, { label: "thesis" });
    await until(async () => (await task(own)).met === "1 of 3 met", "the thesis is there");
    const shown = await open(browser(), `${site().url}examples/read-only.html`);
    await until(async () => (await shown.annotations()).length === 3, "the labels are shown");
    assert.deepEqual((await shown.annotations()).map(({ label }) => label), ["reason", "reason", "thesis"]);
    assert.deepEqual(await shown.orphans(), []);
  });
});
