// Labels changed in place: their ends dragged, two merged, one split; the strip beside the panel.
import assert from "node:assert/strict";
import { Origin } from "selenium-webdriver";
import { Key, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

onEachEngine("Editing in place", ({ test, fresh }) => {
  const quotes = async (page) => (await page.annotations()).map(({ quote }) => quote.exact);
  const middle = (page, css) => page.waitFor(({ shadow }, css) => {
    const box = shadow().querySelector(css).getBoundingClientRect();
    return box.width > 0 && { x: Math.round((box.left + box.right) / 2), y: Math.round((box.top + box.bottom) / 2) };
  }, css, 5000, css);
  const drag = async (page, from, to) => {
    const at = ({ x, y }) => ({ x, y, origin: Origin.VIEWPORT, duration: 20 });
    const half = { x: Math.round((from.x + to.x) / 2), y: Math.round((from.y + to.y) / 2) };
    await page.driver.actions().move(at(from)).press().move(at(half)).move(at(to)).release().perform();
  };
  /** The share of the sentence's letters at which `word` begins, and a bit. */
  const share = (text, word) => {
    const dense = (part) => part.replaceAll(/\s/g, "").length;
    return (dense(text.slice(0, text.indexOf(word))) + 1.2) / dense(text);
  };

  /** A page with sentence 3 labelled and in sight, the cursor on it; its text and its words. */
  const labelled = async () => {
    const page = await fresh();
    const { text } = (await page.sentences())[3];
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await page.cursorTo(3);
    await page.scrollTo(3);
    return { page, text, words: text.split(" ") };
  };

  test("bar and handles stay with the text when the page is laid out anew", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await page.cursorTo(3);
    await page.scrollTo(3);
    // Nothing but the layout changes: no scroll, no resize of the window, no key.
    for (const [what, change] of [
      ["larger letters", ({ article }) => { article().style.fontSize = "23px"; }],
      ["the panel folded", ({ element }) => { element().setAttribute("panel", "closed"); }],
    ]) {
      const before = await page.boxes(3);
      await page.run(change);
      assert.notDeepEqual(await page.boxes(3), before, `${what}: the text has moved`);
      await page.waitFor(async ({ shadow, boxes }) => {
        // The knobs stand out by the padding; the line between them is as long as the text's.
        const [bar, start, end] = [".bar-at-cursor", ".handle-start", ".handle-end"].map((css) => {
          const found = shadow().querySelector(css);
          const { left, right, top, bottom, height } = found.getBoundingClientRect();
          const { paddingTop, paddingBottom } = getComputedStyle(found);
          return { left, right, top: top + parseFloat(paddingTop), bottom: bottom - parseFloat(paddingBottom), height };
        });
        const lines = await boxes(3), first = lines[0], last = lines.at(-1);
        const near = (one, other) => Math.abs(one - other) < 2;
        const middle = ({ left, right }) => (left + right) / 2;
        return bar.height > 0 && near(bar.top, first.top) && near(start.top, first.top) && near(start.bottom, first.bottom) && near(middle(start), first.left)
          && near(end.top, last.top) && near(end.bottom, last.bottom) && near(middle(end), last.right);
      }, `${what}: bar and handles are at the text`);
    }
  });

  test("the ends of a label are dragged word by word, and undo takes it back", async () => {
    const { page, text, words } = await labelled();
    await drag(page, await middle(page, ".handle-start"), await page.sentencePoint(3, share(text, words[3])));
    const shorter = words.slice(3).join(" ");
    await until(async () => (await quotes(page))[0] === shorter, `it begins with “${words[3]}”`);
    const last = words.at(-4);
    await drag(page, await middle(page, ".handle-end"), await page.sentencePoint(3, share(text, last)));
    const shortest = words.slice(3, -3).join(" ").replace(/\W+$/, "");
    await until(async () => (await quotes(page))[0] === shortest, `it ends with “${last}”`);
    assert.equal(await page.run(({ shadow }) => shadow().activeElement?.className), "cursor");
    await page.press("[");
    await until(async () => (await quotes(page))[0] === words.slice(4, -3).join(" ").replace(/\W+$/, ""), "a key goes on from there");
    for (let step = 0; step < 3; step += 1) assert.equal(await page.call("undo"), true);
    assert.deepEqual(await quotes(page), [text]);
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await quotes(page), []);
    await page.waitFor(({ shadow }) => [...shadow().querySelectorAll(".handle")].every((one) => one.hidden), "no label, no handles");
  });

  test("in a paragraph from right to left the handles are at its first and last word", async () => {
    const page = await fresh((html) => html.replace(/<p>/, '<p dir="rtl" lang="ar">الكلفة 3.5 مليون.</p><p>'));
    const number = (await page.sentences()).findIndex(({ text }) => text.includes("3.5 مليون"));
    await page.call("annotate", { sentence: number }, { label: "claim" });
    await page.cursorTo(number);
    const lines = await page.boxes(number);
    const [start, end] = [await middle(page, ".handle-start"), await middle(page, ".handle-end")];
    const right = Math.max(...lines.map((line) => line.right)), left = Math.min(...lines.map((line) => line.left));
    assert.ok(Math.abs(start.x - right) < 3 && Math.abs(end.x - left) < 3, JSON.stringify({ start, end, lines }));
  });

  test("what a handle would take is painted while it is dragged", async () => {
    const { page, text, words } = await labelled();
    const at = ({ x, y }) => ({ x, y, origin: Origin.VIEWPORT, duration: 20 });
    const to = await page.sentencePoint(3, share(text, words[3]));
    await page.driver.actions().move(at(await middle(page, ".handle-start"))).press().move(at(to)).perform();
    const shorter = words.slice(3).join(" ");
    await page.waitFor((tools, shorter) => tools.highlights()["pending-light"]?.join("") === shorter, "it is painted", 5000, shorter);
    assert.deepEqual(await quotes(page), [text], "nothing has changed yet");
    await page.driver.actions().release().perform();
    await until(async () => (await quotes(page))[0] === shorter, "let go, it is the label's");
    assert.ok(!(await page.run((tools) => "pending-light" in tools.highlights())), "no mark of the drag is left");
  });

  test("two neighbours are merged and one is split, from the card", async () => {
    const page = await fresh();
    const texts = (await page.sentences()).map(({ text }) => text);
    await page.call("annotate", { sentences: [3, 4] }, { label: "claim" });
    await page.call("annotate", { sentence: 5 }, { label: "opinion" });
    await page.openCard(0);
    await page.clickButton("Merge with next");
    await until(async () => (await quotes(page)).join("|") === [`${texts[3]} ${texts[4]}`, texts[5]].join("|"), "they are one");
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await quotes(page), texts.slice(3, 6));
    await page.openCard(1);
    const names = await page.run(({ shadow }) => [...shadow().querySelectorAll(".card-buttons button")].map((one) => one.textContent));
    assert.ok(!names.includes("Merge with next"), `${names}: the next one is of another kind`);
    await page.clickButton("Split");
    await page.waitFor(({ picker }) => picker()?.buttons.some(({ name }) => name === "Split here"), "the mark's buttons");
    await page.press(Key.HOME);
    const told = await page.announcedBy(() => page.press(Key.ENTER));
    assert.equal(told, "Split into two labels");
    const [first, ...rest] = texts[4].split(" ");
    assert.deepEqual(await quotes(page), [texts[3], first, rest.join(" "), texts[5]]);
    assert.deepEqual((await page.sentences()).map(({ text }) => text), texts, "the sentences stay");
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await quotes(page), texts.slice(3, 6));
  });

  test("the strip shows every label in its place and leads there; the head tells the shares", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    const length = sentences.at(-1).end;
    await page.call("annotate", { sentence: 1 }, { label: "claim" });
    await page.call("annotate", { sentence: 30 }, { label: "evidence" });
    await page.call("annotate", { sentence: sentences.length - 2 }, { label: "claim" });
    const marks = await page.waitFor(({ shadow }) => {
      // A path a label, which begins a band with "M0" and the band's place.
      const marks = [...shadow().querySelectorAll(".overview path")].flatMap((one) => [...one.getAttribute("d").matchAll(/M0 (\d+)/g)]
        .map(([, place]) => [one.getAttribute("class"), place / 400]));
      return marks.length === 3 && marks.sort(([, one], [, other]) => one - other);
    }, "three marks");
    for (const [number, [sentence, name]] of [[1, "label-0"], [30, "label-1"], [sentences.length - 2, "label-0"]].entries()) {
      assert.equal(marks[number][0], name);
      assert.ok(Math.abs(marks[number][1] - sentences[sentence].start / length) < 0.01, `${marks[number]}`);
    }
    const spot = await page.run(({ shadow }, share) => {
      const box = shadow().querySelector(".overview").getBoundingClientRect();
      return { x: Math.round(box.left + 4), y: Math.round(box.top + box.height * share) };
    }, sentences[30].start / length + 0.02);
    await page.clickAt(spot);
    await page.waitFor(({ activeOption }) => activeOption()?.index === 30, "the cursor is there");
    const shares = await page.run(({ shadow }) => [...shadow().querySelectorAll(".legend li")].map((one) => one.textContent.replace(/\s+/g, " ").trim()));
    assert.deepEqual(shares, ["CClaim 267 %", "EEvidence 133 %", "OOpinion 00 %"]);
  });
});
