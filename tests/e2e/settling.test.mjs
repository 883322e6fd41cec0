// Labels that were found again with doubt, or not at all: both texts side by side, and
// accept, attach, keep as gone, remove.
import assert from "node:assert/strict";
import { Key, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

onEachEngine("Settling", ({ test, fresh }) => {
  /** A page whose article loses much of sentence 5 while it is labelled. */
  const doubtful = async () => {
    const page = await fresh();
    const [{ id, quote }] = await page.call("annotate", { sentence: 5 }, { label: "claim", note: "why" });
    await page.call("annotate", { sentence: 9 }, { label: "opinion" });
    await page.run((tools, exact) => {
      // Keeps a part of the words, in their order, and puts others between them.
      const words = exact.split(" ");
      const kept = words.slice(0, Math.ceil(words.length * 0.45)).join(" ");
      const walk = document.createTreeWalker(tools.article(), NodeFilter.SHOW_TEXT);
      const normal = (text) => text.replace(/\s+/g, " ");
      for (let node; (node = walk.nextNode());) {
        if (!normal(node.data).includes(exact)) continue;
        node.data = normal(node.data).replace(exact, `${kept} quite unforeseen harbours welcome migrating whales tonight.`);
        return;
      }
      throw new Error(`no text node holds “${exact}”`);
    }, quote.exact);
    await page.waitFor(async (tools) => (await tools.element().getAnnotations()).some(({ state }) => state === "check"), "it is found with doubt");
    return { page, id, old: quote.exact };
  };
  const one = async (page, id) => [...(await page.annotations()), ...(await page.orphans())].find((annotation) => annotation.id === id);

  test("what is doubtful comes first, with the old and the new text", async () => {
    const { page, id, old } = await doubtful();
    const [first, second] = await page.cards();
    assert.deepEqual([first.label, first.state, second.label, second.state], ["Claim", "please check", "Opinion", null]);
    await page.openCard(0);
    const compared = await page.waitFor((tools) => {
      const box = tools.shadow().querySelector(".compare");
      return box && { texts: [...box.querySelectorAll("bdi")].map((one) => one.textContent), gone: box.querySelectorAll("del").length, new: box.querySelectorAll("ins").length };
    }, "both texts");
    assert.equal(compared.texts[0], old);
    assert.match(compared.texts[1], /migrating whales tonight/);
    assert.ok(compared.gone > 0 && compared.new > 0, "the words that differ are marked");
    await page.clickButton("Accept");
    const accepted = await until(async () => {
      const annotation = await one(page, id);
      return annotation.state === "changed" && annotation;
    }, "it is accepted");
    assert.equal(accepted.original_quote?.exact ?? accepted.quote.exact, old);
    assert.deepEqual((await page.cards()).map(({ state }) => state), ["text changed", null]);
    await page.clickButton("Undo");
    assert.equal((await one(page, id)).state, "check");
  });

  test("settling goes on with the next card, and the list stays there", async () => {
    const page = await fresh();
    const count = (await page.sentences()).length;
    for (let sentence = 2; sentence < count; sentence += 1) await page.call("annotate", { sentence }, { label: "claim" });
    await page.run((tools) => {
      // Every third text loses half of its words to others.
      const walk = document.createTreeWalker(tools.article(), NodeFilter.SHOW_TEXT);
      for (let node, number = 0; (node = walk.nextNode());) {
        const words = node.data.split(/(?<=\s)/);
        if (words.length < 12 || (number += 1) % 3) continue;
        node.data = words.map((word, at) => (at % 9 < 4 ? "whales " : word)).join("");
      }
    });
    const doubtful = async () => (await page.annotations()).filter(({ state }) => state === "check").length + (await page.orphans()).length;
    await page.waitFor(async (tools) => (await tools.element().getAnnotations()).filter(({ state }) => state === "check").length > 1, "several are found with doubt");
    const before = await doubtful();
    const focused = () => page.run((tools) => {
      const row = tools.shadow().activeElement?.closest(".row");
      const list = tools.shadow().querySelector(".list").getBoundingClientRect();
      const { top = 0, bottom = 0 } = row?.getBoundingClientRect() ?? {};
      return row && { main: tools.shadow().activeElement.className, state: row.querySelector(".state")?.textContent, seen: top < list.bottom && bottom > list.top };
    });
    for (const [settled, action] of ["Accept", "Keep as gone", "Remove"].entries()) {
      // The first that is to be checked, of those above all others.
      const at = await page.waitFor((tools) => 1 + tools.cards().findIndex(({ state }) => state === "please check"), "one is to be checked") - 1;
      await page.openCard(at);
      await page.run((tools, action) => [...tools.shadow().querySelectorAll(".row-open button")].find(({ textContent }) => textContent === action).focus(), action);
      await page.press(Key.ENTER);
      // WebKit scrolls to what has the focus with its next frame.
      const next = await until(async () => {
        const now = await focused();
        return now?.main === "card-main" && now.seen && now;
      }, `the focus goes on after ${action}, to a card in sight`);
      assert.match(next.state, /please check|text gone/, action);
      // What is kept as gone stays among them.
      assert.equal(await doubtful(), before - (settled === 2 ? 2 : 1), action);
    }
  });

  test("it is not attached where it stands already, and that is seen", async () => {
    const { page, id, old } = await doubtful();
    await page.openCard(0);
    await page.clickButton("Attach to the cursor's sentence");
    const told = await page.waitFor((tools) => tools.shadow().querySelector(".refusal")?.textContent, "why nothing is done is seen");
    assert.equal(told, "Go to a sentence first");
    const still = await one(page, id);
    assert.deepEqual([still.state, still.original_quote?.exact ?? still.quote.exact], ["check", old]);
  });

  test("kept as gone, then attached to another sentence, by keys alone", async () => {
    const { page, id, old } = await doubtful();
    await page.openCard(0);
    await page.clickButton("Keep as gone");
    await page.waitFor((tools) => tools.cards()[0].orphan, "it is among the lost");
    assert.equal((await page.orphans())[0].quote.exact, old);
    await page.cursorTo(14);
    const target = (await page.sentences())[14].text;
    await page.run((tools) => [...tools.shadow().querySelectorAll(".row button")].find((button) => button.textContent.includes("Attach")).focus());
    const told = await page.announcedBy(() => page.press(Key.ENTER));
    assert.equal(told, `Attached to: ${target}`);
    const attached = await one(page, id);
    assert.deepEqual([attached.state, attached.quote.exact, attached.note], ["changed", target, "why"]);
    assert.equal(attached.original_quote.exact, old);
    await page.call("undo");
    assert.equal((await page.orphans()).length, 1);
    await page.call("undo");
    assert.equal((await one(page, id)).state, "check");
  });

  test("what was accepted is not asked about again when something else is edited", async () => {
    const { page, id, old } = await doubtful();
    await page.openCard(0);
    await page.clickButton("Accept");
    await page.waitFor(async (tools, id) => (await tools.element().getAnnotations()).some((one) => one.id === id && one.state === "changed"), "it is accepted", 5000, id);
    const accepted = await one(page, id);
    const count = (await page.sentences()).length;
    await page.run((tools) => tools.article().append(Object.assign(document.createElement("p"), { textContent: "The host adds a sentence." })));
    await page.waitFor(async (tools, count) => (await tools.element().getSentences()).length > count, "the article is read again", 5000, count);
    const { state, similarity, quote, original_quote } = await one(page, id);
    assert.deepEqual([state, similarity, quote.exact, original_quote.exact], ["changed", accepted.similarity, accepted.quote.exact, old]);
    await page.run((tools, now, old) => {
      const node = document.createTreeWalker(tools.article(), NodeFilter.SHOW_TEXT);
      while (node.nextNode() && !node.currentNode.data.includes(now));
      node.currentNode.data = node.currentNode.data.replace(now, old);
    }, accepted.quote.exact, old);
    await page.waitFor(async (tools, id) => (await tools.element().getAnnotations()).some((one) => one.id === id && (one.state ?? "exact") === "exact"), "changed back it stands as it was made", 5000, id);
    assert.equal((await one(page, id)).quote.exact, old);
  });

  test("what was accepted is known again after its paragraph was hidden", async () => {
    const { page, id } = await doubtful();
    await page.openCard(0);
    await page.clickButton("Accept");
    const isThere = (state) => page.waitFor(async (tools, id, state) => [...(await tools.element().getAnnotations()), ...(await tools.element().getOrphans())]
      .find((one) => one.id === id).state === state, `it is ${state}`, 5000, id, state);
    await isThere("changed");
    const accepted = await one(page, id);
    await page.run((tools, now) => {
      window.paragraph = [...tools.article().querySelectorAll("p")].find(({ textContent }) => textContent.includes(now));
      window.paragraph.hidden = true;
    }, accepted.quote.exact);
    await page.waitFor(async (tools, id) => (await tools.element().getOrphans()).some((one) => one.id === id), "it has no place", 5000, id);
    await page.run(() => { window.paragraph.hidden = false; });
    await isThere("changed");
    const back = await one(page, id);
    assert.deepEqual([back.similarity, back.quote.exact], [accepted.similarity, accepted.quote.exact]);
  });

  test("an accepted place is stored and exported with the quote it was made on", async () => {
    const { page, id } = await doubtful();
    await page.openCard(0);
    await page.clickButton("Accept");
    await page.waitFor(async (tools) => (await tools.stored()).annotations.some(({ json }) => JSON.parse(json).state === "changed"), "it is stored");
    const file = await page.exportFile();
    const saved = JSON.parse(file.text).annotations.find((annotation) => annotation.id === id);
    assert.equal(saved.state, "changed");
    assert.ok(saved.original_quote, "the file keeps the quote it was made on");
  });
});
