// Labelling with the keyboard alone: what each key does, and what is said about it.
import assert from "node:assert/strict";
import { Key } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const { ARROW_DOWN, ARROW_UP, ARROW_LEFT, ARROW_RIGHT, CONTROL, DELETE, END, ENTER, ESCAPE, HOME, SHIFT, TAB } = Key;

onEachEngine("Keyboard", ({ engine, test, fresh }) => {
  const labels = async (page) => (await page.sentences()).filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
  const cursorFocused = (page) => page.run((tools) => tools.shadow().activeElement?.matches(".cursor") ?? false);
  const focusedName = (page) => page.run((tools) => {
    const focused = tools.shadow().activeElement;
    return focused?.getAttribute("aria-label") ?? focused?.textContent.trim() ?? null;
  });

  /** Waits until assistive technology is on sentence `index` in `state`, by its exact name. */
  async function isOn(page, index, state) {
    const { text } = (page.known ??= await page.sentences())[index];
    const name = `${text}, ${state}`;
    const option = await page.waitFor((tools, index, name) => {
      const option = tools.activeOption();
      return option?.index === index && option.name === name ? option : null;
    }, `the cursor is on “${name}”`, 5000, index, name).catch(async (error) => {
      throw new Error(`${error.message}; it is on ${JSON.stringify(await page.activeOption())}`);
    });
    assert.equal(option.position, index + 1);
    assert.equal(option.size, page.known.length);
    assert.equal(option.selected, true);
  }

  const says = async (page, keys, text) => assert.equal(await page.announcedBy(() => page.press(...keys)), text);

  /** Presses Tab (or another way back) until `arrived`. */
  async function tabTo(page, arrived, what, key = TAB) {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.press(key);
      if (await arrived(page)) return;
    }
    assert.fail(`Tab does not reach ${what}`);
  }

  test("a paragraph labelled, one judged, one narrowed, a note written, all exported, by keys alone", async () => {
    const page = await fresh();
    const before = await page.run((tools) => tools.article().innerHTML);
    await tabTo(page, cursorFocused, "the sentence cursor");
    // On the way the links of the article scrolled it: the cursor begins at what is seen.
    await page.press(HOME);
    await isOn(page, 0, "not labelled");
    for (const index of [1, 2, 3]) {
      await page.press(ARROW_DOWN);
      await isOn(page, index, "not labelled");
    }
    // A whole paragraph.
    await says(page, [[SHIFT, ARROW_DOWN]], "2 sentences");
    await says(page, [[SHIFT, ARROW_DOWN]], "3 sentences");
    await says(page, [[SHIFT, ARROW_DOWN]], "4 sentences");
    await says(page, ["2"], "Evidence, 4 sentences");
    await isOn(page, 6, "evidence");
    assert.deepEqual(await labels(page), ["3 evidence", "4 evidence", "5 evidence", "6 evidence"]);
    // One is judged.
    await page.press(ARROW_DOWN);
    await isOn(page, 7, "not labelled");
    await says(page, ["4"], "No label");
    await isOn(page, 7, "no label");
    // One is labelled and narrowed.
    await page.press(ARROW_DOWN);
    await isOn(page, 8, "not labelled");
    await says(page, ["1"], "Claim");
    await says(page, ["]"], "Now: We should buy lamps that light the ground and leave the sky");
    await says(page, ["["], "Now: should buy lamps that light the ground and leave the sky");
    await says(page, ["["], "Now: buy lamps that light the ground and leave the sky");
    await says(page, [[SHIFT, "{"]], "Now: should buy lamps that light the ground and leave the sky");
    await says(page, [[SHIFT, "}"]], "Now: should buy lamps that light the ground and leave the sky alone.");
    await says(page, ["]"], "Now: should buy lamps that light the ground and leave the sky");
    const [narrowed] = (await page.annotations()).slice(-1);
    assert.equal(narrowed.quote.exact, "should buy lamps that light the ground and leave the sky");
    assert.equal(narrowed.label, "claim");
    // A note.
    await page.press(ENTER);
    await page.waitFor((tools) => tools.shadow().activeElement?.matches("textarea"), "the note's field has the focus");
    assert.equal(await focusedName(page), "Note");
    await page.type("Says who? 123 jk");
    await says(page, [[CONTROL, ENTER]], "Note saved");
    assert.ok(await cursorFocused(page), "the cursor has the focus again");
    assert.equal((await page.annotations()).at(-1).note, "Says who? 123 jk");
    assert.match((await page.activeOption()).name, /, claim, note$/);
    // The file.
    await tabTo(page, async () => (await focusedName(page)) === "Export", "the export button", [SHIFT, TAB]);
    await page.announcements();
    const file = await page.run((tools) => {
      // The key press itself; what reaches the disk is tested with the mouse.
      window.made = 0;
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.made += 1; return make.call(URL, blob); };
      return tools.element().exportAs().then((file) => file.text());
    });
    await says(page, [ENTER], "Exported");
    assert.equal(await page.run(() => window.made), 1, "one download has begun");
    const { annotations, annotators, sentences } = JSON.parse(file);
    assert.deepEqual(annotations.map(({ label }) => label), ["evidence", "evidence", "evidence", "evidence", "claim"]);
    assert.deepEqual(annotators[0].judged_none, [sentences[7].id]);
    assert.equal(await page.run((tools) => tools.article().innerHTML), before, "the article is as it was");
  });

  test("the cursor moves by arrows, letters, Home and End", async () => {
    const page = await fresh();
    const last = (await page.sentences()).length - 1;
    await page.focusCursor();
    await page.press(END);
    await isOn(page, last, "not labelled");
    await page.press(ARROW_DOWN);
    await isOn(page, last, "not labelled");
    await page.press(HOME);
    await isOn(page, 0, "not labelled");
    await page.press(ARROW_UP);
    await isOn(page, 0, "not labelled");
    await page.press("j", "j", ARROW_RIGHT);
    await isOn(page, 3, "not labelled");
    await page.press("k", ARROW_LEFT);
    await isOn(page, 1, "not labelled");
    // Extending and taking back.
    await says(page, [[SHIFT, ARROW_DOWN]], "2 sentences");
    await says(page, [[SHIFT, ARROW_DOWN]], "3 sentences");
    await says(page, [[SHIFT, ARROW_UP]], "2 sentences");
    assert.equal((await page.run((tools) => tools.highlights()["cursor-light"].join(" "))).replace(/\s/g, ""),
      [1, 2].map((index) => page.known[index].text).join("").replace(/\s/g, ""));
  });

  test("digits label by their place on the keyboard", async () => {
    const page = await fresh();
    await page.cursorTo(4);
    await says(page, ["1"], "Claim");
    await isOn(page, 4, "claim");
    await says(page, ["2"], "Evidence");
    await isOn(page, 4, "evidence");
    await says(page, ["3"], "Opinion");
    await isOn(page, 4, "opinion");
    assert.equal((await page.annotations()).length, 1, "labelling again changes the label");
    await says(page, ["4"], "No label");
    await isOn(page, 4, "no label");
    assert.deepEqual(await page.annotations(), []);
    await says(page, ["1"], "Claim");
    await isOn(page, 4, "claim");
    assert.deepEqual(JSON.parse((await page.exportFile()).text).annotators[0].judged_none ?? [], [], "a label ends the judgement");
    await says(page, ["0"], "Removed");
    await isOn(page, 4, "not labelled");
    await says(page, ["2"], "Evidence");
    await says(page, [DELETE], "Removed");
    await isOn(page, 4, "not labelled");
    await says(page, [DELETE], "Nothing to remove here");
    // The drivers cannot change the layout of the keyboard: the events of a French one are made.
    const french = (code, key) => page.announcedBy(() => page.run((tools, code, key) => {
      const event = new KeyboardEvent("keydown", { code, key, bubbles: true, composed: true, cancelable: true });
      tools.shadow().querySelector(".cursor").dispatchEvent(event);
      return event.defaultPrevented;
    }, code, key));
    assert.equal(await french("Digit1", "&"), "Claim");
    assert.equal(await french("Digit2", "é"), "Evidence");
    assert.equal(await french("Digit3", '"'), "Opinion");
    assert.equal(await french("Digit4", "'"), "No label");
    assert.equal(await french("Digit0", "à"), "Removed");
    assert.equal(await french("BracketLeft", "^"), `Now: ${page.known[4].text.slice("People ".length).replace(/\.$/, ".")}`);
  });

  test("n and p go through the labels, also those of a part", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 4 }, { label: "claim" });
    const { start } = (await page.sentences())[4];
    await page.call("annotate", { start, end: start + 6 }, { label: "opinion" });
    await page.call("annotate", { sentence: 40 }, { label: "evidence" });
    await page.cursorTo(0);
    await page.press("n");
    await isOn(page, 4, "claim");
    const selected = () => page.run((tools) => tools.cards().filter(({ open }) => open).map(({ label }) => label).join());
    const first = await selected();
    const cycled = await page.announcedBy(() => page.press("n"));
    const second = await selected();
    assert.deepEqual([first, second].sort(), ["Claim", "Opinion"], "both labels of the sentence are reached");
    assert.match(cycled, /^2 of 2, (Claim|Opinion), /);
    await page.press("n");
    await isOn(page, 40, "evidence");
    await says(page, ["n"], "No more labels that way");
    await page.press("p", "p", "p");
    assert.equal(await page.waitFor((tools) => tools.activeOption().index === 4 && tools.cards().filter(({ open }) => open)[0]?.label, "back on the first"), first);
    await says(page, ["p"], "No more labels that way");
  });

  test("undo and redo have their usual keys", async () => {
    const page = await fresh();
    await page.cursorTo(5);
    await says(page, [[CONTROL, "z"]], "Nothing to undo");
    await says(page, ["1"], "Claim");
    await says(page, ["3"], "Opinion");
    await says(page, [[CONTROL, "z"]], "Undone");
    assert.deepEqual(await labels(page), ["5 claim"]);
    await says(page, [[CONTROL, SHIFT, "z"]], "Redone");
    assert.deepEqual(await labels(page), ["5 opinion"]);
    await says(page, [[CONTROL, "z"]], "Undone");
    await says(page, [[CONTROL, "z"]], "Undone");
    assert.deepEqual(await labels(page), []);
    await says(page, [[CONTROL, "y"]], "Redone");
    await says(page, [[CONTROL, "y"]], "Redone");
    await says(page, [[CONTROL, "y"]], "Nothing to redo");
    assert.deepEqual(await labels(page), ["5 opinion"]);
  });

  test("? shows the keys, Esc goes back and then leaves", async () => {
    const page = await fresh();
    await page.cursorTo(2);
    await page.press([SHIFT, "?"]);
    await page.waitFor((tools) => tools.shadow().querySelector("dialog[open] table.keys"), "the keys are shown");
    const table = await page.run((tools) => tools.shadow().querySelector("table.keys").textContent);
    for (const part of ["label as claim", "judge “no label”", "narrow the label", "undo", "leave"]) assert.ok(table.includes(part), part);
    await page.press("1");
    assert.deepEqual(await labels(page), [], "the dialog keeps keys from the cursor");
    await page.press(ESCAPE);
    await page.waitFor((tools) => !tools.shadow().querySelector("dialog[open]") && tools.shadow().activeElement?.matches(".cursor"), "the cursor has the focus again");
    await isOn(page, 2, "not labelled");
    await page.press(ESCAPE);
    await page.waitFor((tools) => tools.activeOption() === null && !tools.shadow().activeElement?.matches(".cursor"), "the cursor is left");
    assert.equal(await page.run((tools) => tools.highlights()["cursor-light"] ?? null), null, "and not painted");
  });

  test("Enter opens the picker where nothing is labelled; Esc in a note keeps what was typed", async () => {
    const page = await fresh();
    await page.cursorTo(6);
    await page.press(ENTER);
    await page.waitFor((tools) => tools.picker(), "the picker is open");
    await tabTo(page, async () => (await focusedName(page))?.startsWith("CClaim"), "the picker");
    await says(page, [ENTER], "Claim");
    await page.waitFor((tools) => !tools.picker() && tools.shadow().activeElement?.matches(".cursor"), "back on the cursor");
    await isOn(page, 6, "claim");
    await page.press(ENTER);
    await page.waitFor((tools) => tools.shadow().activeElement?.matches("textarea"), "the note's field has the focus");
    await page.type("kept");
    await says(page, [ESCAPE], "Note saved");
    await isOn(page, 6, "claim, note");
    await says(page, [[CONTROL, "z"]], "Undone");
    await isOn(page, 6, "claim");
  });

  test("keys act only with the cursor focused, and leave the page's fields alone", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    await page.cursorTo(5);
    // The page's own field.
    await page.clickOn("#letter-email", { host: true });
    await page.type("1234jkn0?[]p");
    await page.press(ARROW_LEFT, DELETE);
    assert.equal(await page.run(() => document.getElementById("letter-email").value), "1234jkn0?[]");
    // The panel's own field.
    await page.clickOn(".name input");
    await page.type("Ada 1234 jk0");
    assert.equal(await page.run((tools) => tools.shadow().querySelector(".name input").value), "Ada 1234 jk0");
    // Nothing in particular.
    await page.run((tools) => { tools.shadow().activeElement.blur(); document.activeElement?.blur(); });
    await page.announcements();
    for (const key of ["2", "j", "n", "0", DELETE, ENTER, [SHIFT, "?"], "["]) await page.press(key);
    assert.deepEqual(await labels(page), ["5 claim"]);
    assert.equal(await page.run((tools) => tools.shadow().querySelector("dialog[open]") !== null), false, "no dialog");
    const told = await page.announcements();
    assert.deepEqual(told.filter((text) => text !== "Saved in this browser"), [], `nothing is announced (${engine})`);
    // The host page's shortcuts do not hear what is meant for the cursor.
    await page.run(() => { window.heard = []; addEventListener("keydown", ({ key }) => window.heard.push(key)); });
    await page.focusCursor();
    await page.press("j", "1");
    assert.deepEqual(await page.run(() => window.heard), []);
  });

  test("the cursor's sentence is scrolled clear of the page's sticky head", async () => {
    const page = await fresh();
    const last = (await page.sentences()).length - 1;
    assert.equal(await page.run(() => getComputedStyle(document.querySelector(".masthead")).position), "sticky");
    const clear = (index) => page.waitFor(async (tools, index) => {
      if (tools.activeOption()?.index !== index) return false;
      const head = document.querySelector(".masthead").getBoundingClientRect().bottom;
      return (await tools.boxes(index)).every(({ top, bottom }) => top >= head - 0.5 && bottom <= innerHeight + 0.5);
    }, `sentence ${index} is in the window, below the head`, 3000, index);
    await page.focusCursor();
    await page.press(END);
    await clear(last);
    for (let index = last - 1; index > last - 30; index -= 1) {
      await page.press(ARROW_UP);
      await clear(index);
    }
    await page.press(HOME);
    await clear(0);
    for (let index = 1; index < 30; index += 1) {
      await page.press(ARROW_DOWN);
      await clear(index);
    }
  });
});
