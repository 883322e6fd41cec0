// Labelling with the mouse: resting, clicking, dragging, and what must stay the browser's own.
import assert from "node:assert/strict";
import { Key } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const hovered = (page) => page.highlights()["hover-light"] ?? null;
const cursorText = (page) => page.highlights()["cursor-light"]?.join("") ?? null;

/** The picker stands in the window, over no line of the sentences, not under the pointer. */
function assertBeside(picker, lines, pointer, window, what) {
  const { left, top, right, bottom } = picker;
  assert.ok(left >= 0 && top >= 0 && right <= window.width && bottom <= window.height, `${what}: inside the window`);
  for (const line of lines) {
    const apart = left >= line.right || right <= line.left || top >= line.bottom || bottom <= line.top;
    assert.ok(apart, `${what}: the picker ${JSON.stringify(picker)} lies over the line ${JSON.stringify(line)}`);
  }
  const { x, y } = pointer;
  assert.ok(x < left || x > right || y < top || y > bottom, `${what}: the picker is under the pointer`);
}

onEachEngine("Mouse", ({ engine, test, fresh }) => {
  const size = (page) => page.run(() => ({ width: document.documentElement.clientWidth, height: innerHeight }));
  const openPicker = (page) => page.waitFor((tools) => tools.picker(), "the picker is open");
  const noPicker = (page) => page.waitFor((tools) => !tools.picker(), "the picker is closed");
  const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);

  test("resting the pointer tints the sentence under it", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    for (const index of [5, 3, 10]) {
      await page.hover(index);
      await page.waitFor(hovered, "a sentence is tinted");
      const wanted = sentences[index].text.replace(/\d$/, "");
      const [tinted] = await page.waitFor((tools, wanted) => {
        const found = tools.highlights()["hover-light"];
        return found?.[0].startsWith(wanted.slice(0, 40)) ? found : null;
      }, `sentence ${index} is tinted`, 3000, wanted);
      assert.ok(tinted.startsWith(wanted), tinted);
    }
    await page.move({ x: 1, y: 1 });
    await page.waitFor((tools) => !tools.highlights()["hover-light"], "the tint goes with the pointer");
    assert.deepEqual(await labels(page), []);
  });

  test("a click makes the sentence the cursor and opens the picker beside it", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    const window = await size(page);
    const masthead = await page.run(() => document.querySelector(".masthead").getBoundingClientRect().height);
    for (const [index, where] of [[5, "center"], [3, "start"], [10, "start"], [10, "end"], [28, "start"], [28, "end"], [46, "end"], [0, "center"], [70, "center"]]) {
      await page.scrollTo(index, where);
      if (where === "start") await page.run(async (tools, by) => { scrollBy({ top: -by, behavior: "instant" }); await tools.still(); }, masthead + 1);
      const pointer = await page.sentencePoint(index);
      await page.clickAt(pointer);
      await page.waitFor((tools, index) => tools.activeOption()?.index === index && tools.picker(), `the picker for ${index}`, 5000, index);
      await page.run((tools) => tools.still());
      assertBeside(await openPicker(page), await page.boxes(index), await page.sentencePoint(index), window, `${index} at the ${where}`);
      assert.equal(await page.run(cursorText), sentences[index].text.replaceAll("\n", " "));
      await page.press(Key.ESCAPE);
      await noPicker(page);
    }
  });

  test("the picker follows its sentence when the page scrolls", async () => {
    const page = await fresh();
    await page.scrollTo(10);
    await page.click(10);
    const before = await openPicker(page);
    const lines = await page.boxes(10);
    await page.run(async (tools) => { scrollBy({ top: 60, behavior: "instant" }); await tools.still(); });
    const moved = lines[0].top - (await page.boxes(10))[0].top;
    assert.equal(Math.round(moved), 60);
    await page.waitFor((tools, goal) => Math.abs(tools.picker()?.top - goal) < 2, "the picker moved along", 2000, before.top - 60);
  });

  test("choosing a label labels, closes the picker and keeps the cursor", async () => {
    const page = await fresh();
    await page.click(5);
    const { buttons } = await openPicker(page);
    assert.deepEqual(buttons.map(({ name }) => name), ["Claim", "Evidence", "Opinion", "No label", "Join with the next sentence", "Split this sentence"]);
    await page.announcements();
    await page.clickOn(".picker .choice:nth-of-type(2)");
    await page.waitFor((tools) => tools.cards().length === 1, "a card for the label");
    assert.deepEqual(await labels(page), ["5 evidence"]);
    await noPicker(page);
    assert.deepEqual(await page.announcements(), ["Evidence"]);
    assert.ok(await page.run((tools) => tools.shadow().activeElement?.matches(".cursor")), "the cursor has the focus again");
    // What is there is shown and changed in the picker.
    await page.click(5);
    const again = await openPicker(page);
    assert.deepEqual(again.buttons.filter(({ pressed }) => pressed).map(({ name }) => name), ["Evidence"]);
    assert.ok(again.buttons.some(({ name }) => name === "Add a note"));
    await page.clickOn(".picker .choice:nth-of-type(3)");
    await page.waitFor((tools) => tools.cards()[0].label === "Opinion", "the label is another one");
    assert.deepEqual(await labels(page), ["5 opinion"]);
    assert.equal((await page.annotations()).length, 1, "one label per span");
    await page.click(5);
    await openPicker(page);
    await page.clickButton("Remove the label");
    await page.waitFor((tools) => tools.cards().length === 0, "the label is gone");
    assert.deepEqual(await labels(page), []);
  });

  test("Esc and a click elsewhere close the picker", async () => {
    const page = await fresh();
    const elsewhere = {
      "the article beside its text": (tools) => {
        const box = tools.article().querySelector("h1").getBoundingClientRect();
        return { x: Math.round(box.right - 4), y: Math.round(box.top + 4) };
      },
      "the page's head": () => {
        const box = document.querySelector(".masthead").getBoundingClientRect();
        return { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height / 2) };
      },
      "the page's margin": () => ({ x: 3, y: Math.round(innerHeight / 2) }),
    };
    await page.scrollTo(2);
    await page.click(2);
    await openPicker(page);
    await page.press(Key.ESCAPE);
    await noPicker(page);
    for (const [place, find] of Object.entries(elsewhere)) {
      await page.click(2);
      await openPicker(page);
      await page.clickAt(await page.run(find));
      await page.waitFor((tools) => !tools.picker(), `a click on ${place} closes the picker`);
    }
    assert.deepEqual(await labels(page), []);
  });

  test("a drag marks sentences; one label goes to each, in one step", async () => {
    const page = await fresh();
    const sentences = await page.sentences();
    await page.drag(7, 9);
    await openPicker(page);
    assert.equal(await page.run((tools) => tools.shadow().querySelector(".picker .covered")?.textContent), "3 sentences");
    const marked = (await page.run(cursorText)).replace(/\s/g, "");
    assert.equal(marked, sentences.slice(7, 10).map(({ text }) => text).join("").replace(/\s/g, ""));
    const lines = (await Promise.all([7, 8, 9].map((index) => page.boxes(index)))).flat();
    assertBeside(await openPicker(page), lines, await page.sentencePoint(9), await size(page), "after a drag");
    await page.events();
    await page.clickOn(".picker .choice:nth-of-type(1)");
    await page.waitFor((tools) => tools.cards().length === 3, "three cards");
    assert.deepEqual(await labels(page), ["7 claim", "8 claim", "9 claim"]);
    assert.deepEqual((await page.annotations()).map(({ quote }) => quote.exact), sentences.slice(7, 10).map(({ text }) => text));
    const events = await page.events();
    assert.deepEqual(events.map(({ type, detail }) => `${type} ${detail.source}`), Array(3).fill("annotation-created user"));
    await page.clickButton("Undo");
    await page.waitFor((tools) => tools.cards().length === 0, "one step takes all three back");
    assert.deepEqual(await labels(page), []);
    assert.ok(!(await page.run((tools) => "pending-light" in tools.highlights())), "no mark of the drag is left");
  });

  test("what is being dragged over is painted while the button is down", async () => {
    const page = await fresh();
    await page.scrollTo(8);
    const [from, to] = [await page.sentencePoint(7), await page.sentencePoint(9)];
    const at = (point) => ({ ...point, origin: "viewport", duration: 20 });
    const actions = page.driver.actions({ async: false });
    await actions.move(at(from)).press().move(at({ x: to.x - 6, y: to.y })).move(at(to)).perform();
    await page.waitFor((tools) => tools.highlights()["pending-light"]?.join("").includes("alone"), "the drag is painted");
    await page.driver.actions({ async: false }).release().perform();
    await openPicker(page);
  });

  test("links go where they lead and open no picker", async () => {
    const page = await fresh();
    await page.run((tools) => {
      window.clicks = [];
      window.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href^=http]");
        if (!link) return;
        window.clicks.push([link.textContent, event.defaultPrevented]);
        event.preventDefault();
      });
    });
    await page.scrollTo(10);
    await page.clickAt(await page.run((tools) => {
      const box = tools.article().querySelector("a[href*=harbor-sky-club]").getClientRects()[0];
      return { x: Math.round(box.left + 12), y: Math.round((box.top + box.bottom) / 2) };
    }));
    await page.waitFor(() => window.clicks.length > 0, "the link got the click");
    assert.deepEqual(await page.run(() => window.clicks), [["Harbor Sky Club", false]]);
    await page.clickAt(await page.run((tools) => {
      const box = tools.article().querySelector("a[href='#note-1']").getClientRects()[0];
      return { x: Math.round((box.left + box.right) / 2), y: Math.round((box.top + box.bottom) / 2) };
    }));
    await page.waitFor(() => location.hash === "#note-1", "the note's link jumps to the note");
    assert.equal(await page.picker(), null);
    assert.equal(await page.activeOption(), null, "no sentence became the cursor");
  });

  test("the browser's own selection is never altered", async () => {
    const page = await fresh();
    const before = await page.run((tools) => tools.article().innerHTML);
    const selection = () => page.run(() => {
      const chosen = getSelection();
      return { text: chosen.toString(), from: chosen.anchorOffset, to: chosen.focusOffset };
    });
    await page.doubleClick(5, 0.5);
    const word = await selection();
    assert.match(word.text.trim(), /^[\p{L}’]+$/u, "a double-click selects a word");
    await page.hover(6);
    await page.waitFor(hovered, "a tint");
    assert.deepEqual(await selection(), word, "a tint leaves it alone");
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    await page.call("annotate", { sentence: 6 }, { label: "opinion" });
    await page.run((tools) => tools.frame());
    assert.deepEqual(await selection(), word, "labels leave it alone");
    await page.press(Key.ESCAPE);
    assert.deepEqual(await selection(), word, "Esc leaves it alone");

    // A drag selects what the browser selects, from character to character: snapping is painted only.
    const other = await fresh();
    await other.drag(7, 9);
    await openPicker(other);
    const drawn = await other.run(() => getSelection().toString().replace(/\s+/g, " "));
    const sentences = await other.sentences();
    assert.ok(drawn.length > sentences[8].text.length, "the drag's selection is still there");
    assert.ok(!drawn.startsWith(sentences[7].text.slice(0, 20)), "from where the button went down");
    assert.ok(!drawn.trimEnd().endsWith(sentences[9].text.slice(-20)), "to where it went up");
    assert.equal(await page.run((tools) => tools.article().innerHTML), before);
  });

  test("clicks go round through the labels that lie on one another", async () => {
    const page = await fresh();
    const [{ start, end, text }] = (await page.sentences()).slice(5, 6);
    const cut = Array.from(text).indexOf(";");
    await page.call("annotate", { sentence: 5 }, { label: "evidence" });
    await page.call("annotate", { start, end: start + cut }, { label: "claim" });
    await page.call("annotate", { start: start + 2, end: start + 12 }, { label: "opinion" });
    const selected = (label) => page.waitFor((tools, label) => {
      const open = tools.cards().filter((card) => card.open);
      return open.length === 1 && open[0].label === label;
    }, `the ${label} is selected`, 3000, label);
    const share = 6 / (end - start);
    assert.deepEqual((await page.run(async (tools, share) => {
      const { x, y } = await tools.point(5, share);
      return (await tools.element().annotationAt(x, y)).map(({ label }) => label);
    }, share)), ["opinion", "claim", "evidence"], "innermost first");
    for (const label of ["Opinion", "Claim", "Evidence", "Opinion", "Claim"]) {
      await page.click(5, share);
      await selected(label);
      await page.run((tools) => tools.still());
    }
    // Where only the sentence's own label lies, it is taken.
    await page.click(5, 0.95);
    await selected("Evidence");
    assert.equal((await page.annotations()).length, 3);
    assert.ok(end > start);
  });

  test("card and sentence show each other", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    await page.call("annotate", { sentence: 60 }, { label: "opinion" });
    await page.waitFor((tools) => tools.cards().length === 2, "two cards");
    await page.clickOn(".row:nth-of-type(2) .card-main");
    await page.waitFor((tools) => tools.cards()[1].open && tools.activeOption()?.index === 60, "the card's sentence is the cursor");
    await page.waitFor(async (tools) => {
      const lines = await tools.boxes(60);
      return lines.every(({ top, bottom }) => top >= 0 && bottom <= innerHeight);
    }, "the card's sentence is in the window");
    await page.run((tools) => tools.still());
    await page.click(5);
    await page.waitFor((tools) => tools.cards()[0].open && !tools.cards()[1].open, `the sentence's card is open (${engine})`);
  });
});
