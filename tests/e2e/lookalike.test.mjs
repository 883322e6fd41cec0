// A label whose sentence has gone goes to no other sentence that was there all along, however alike; and it
// comes back with its own. What lies out of sight is opened to be labelled.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Key, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const TEXT = `<p id="first">The ferry did not sail on the second of January at noon. <span id="second">Nobody asked what the pier would cost.</span></p>
  <p>The town spent nothing on a pier.</p>
  <p id="third">The ferry did not sail on the third of January at noon.</p>
  <p>&#8203;</p><p>&shy;</p>
  <p>The lighthouse was painted white.</p>
  <details id="more"><summary>More of the harbour</summary><p>A gull sat in the hidden paragraph.</p></details>
  <p id="last">The harbour closed at six.</p>`;
const LABELLED = "The ferry did not sail on the second of January at noon.";

/** The demo with a short article in the place of its own. */
const short = (html) => {
  const [whole] = html.match(/<article[\s\S]*<\/article>/);
  return replace(html, whole, `${whole.slice(0, whole.indexOf(">") + 1)}${TEXT}</article>`);
};

onEachEngine("Look-alikes", ({ test, fresh, site, browser }) => {
  test("a lost label stays lost while its sentence is away, and is at home with it", async () => {
    const page = await fresh(short);
    const sentences = await page.sentences();
    assert.deepEqual(sentences.map(({ text }) => text), [LABELLED, "Nobody asked what the pier would cost.", "The town spent nothing on a pier.",
      "The ferry did not sail on the third of January at noon.", "The lighthouse was painted white.", "More of the harbour",
      "A gull sat in the hidden paragraph.", "The harbour closed at six."], "signs that nobody sees are no sentence");
    await page.call("annotate", { sentence: 0 }, { label: "claim" });
    const part = sentences[1].start + "Nobody asked what the ".length;
    await page.call("annotate", { start: part, end: part + "pier".length }, { label: "opinion" });
    const gone = async (what) => {
      await page.waitFor(async (tools) => (await tools.element().getOrphans()).length === 2, `both are gone: ${what}`);
      assert.deepEqual(await page.annotations(), [], what);
    };
    await page.run(() => {
      window.taken = document.getElementById("first").cloneNode(true);
      document.getElementById("first").remove();
    });
    await gone("their paragraph is removed");
    await page.run(() => { document.getElementById("last").textContent = "The harbour closed at seven."; });
    await page.waitFor(async (tools) => (await tools.element().getSentences()).some(({ text }) => text.endsWith("seven.")), "the edit is read");
    await gone("something else is edited");
    const { text } = await page.exportFile();
    await page.call("importFrom", text);
    await page.press(Key.ESCAPE);
    await gone("the file of this very text is imported");
    await page.run(() => document.getElementById("third").before(window.taken));
    await page.waitFor(async (tools) => (await tools.element().getOrphans()).length === 0, "both are back");
    const found = await page.annotations();
    const words = await page.sentences();
    assert.deepEqual(found.map(({ label, sentences }) => [label, words.find(({ id }) => id === sentences[0]).text]).sort(), [
      ["claim", LABELLED], ["opinion", "Nobody asked what the pier would cost."]]);
  });

  test("nor is it found by opening the page again, before its sentence is back", async () => {
    const url = site().own(short);
    const file = path.join(site().root, path.basename(new URL(url).pathname));
    const whole = readFileSync(file, "utf8");
    const without = replace(whole, TEXT.slice(0, TEXT.indexOf("</p>") + 4), "");
    const page = await open(browser(), url);
    await page.call("annotate", { sentence: 0 }, { label: "claim" });
    await page.waitFor(async (tools) => (await tools.stored()).annotations.length === 1, "it is stored");
    for (const [html, orphans] of [[without, 1], [without, 1], [replace(without, "at six", "at seven"), 1], [whole, 0]]) {
      writeFileSync(file, html);
      await page.reload();
      assert.equal((await page.orphans()).length, orphans);
      await page.call("exportAs");
      await page.waitFor(async (tools) => (await tools.stored()).documents.length === 1, "it is stored again");
    }
    const [label] = await page.annotations();
    assert.equal((await page.sentences()).find(({ id }) => id === label.sentences[0]).text, LABELLED);
  });

  test("what is undone after its sentence has gone is on no other one without a question", async () => {
    const page = await fresh(short);
    await page.call("annotate", { sentence: 0 }, { label: "claim" });
    await page.click(0);
    await page.press("0");
    await page.run(() => document.getElementById("first").remove());
    await page.waitFor(async (tools) => (await tools.element().getSentences()).length === 6, "the paragraph is gone");
    await page.call("undo");
    const labels = await page.annotations();
    assert.ok(labels.every(({ state }) => state === "check"), JSON.stringify(labels));
    assert.equal(labels.length + (await page.orphans()).length, 1);
  });

  test("the cursor opens what is folded away", async () => {
    const page = await fresh(short);
    await page.focusCursor();
    await page.press(Key.END, Key.ARROW_UP);
    await page.waitFor((tools) => tools.activeOption()?.name.includes("hidden paragraph"), "the cursor is there");
    assert.equal(await page.run(() => document.getElementById("more").open), true);
  });
});
