// The panel's list: searched, filtered, sorted, and gone through by keys, ten thousand as ten.
import assert from "node:assert/strict";
import { Key, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const NUMBERS = 10_000;
const TEN_THOUSAND = (html) => html.replace(/<article[\s\S]*<\/article>/, () => {
  const paragraph = (_, number) => `<p>${Array.from({ length: 20 }, (_, at) => `Lamp number ${number * 20 + at} is lit.`).join(" ")}</p>`;
  return `<article id="essay">${Array.from({ length: NUMBERS / 20 }, paragraph).join("")}</article>`;
});

onEachEngine("The list", ({ test, fresh }) => {
  const quotes = async (page) => (await page.cards()).map(({ quote }) => quote);
  const listed = (page, wanted, what) => page.waitFor(({ cards }, wanted) =>
    JSON.stringify(cards().map(({ quote }) => quote)) === JSON.stringify(wanted), `listed: ${what}`, 5000, wanted);
  const search = async (page, words) => {
    await page.run(({ shadow }) => shadow().querySelector("[type=search]").select());
    await page.clickOn("[type=search]");
    await page.run(({ shadow }) => shadow().querySelector("[type=search]").select());
    await page.type(words);
  };
  /** Chooses as a reader does who types into the field, which all engines' drivers can. */
  const choose = (page, name, value) => page.run(({ shadow }, name, value) => {
    const select = shadow().querySelector(`select[aria-label=${name}]`);
    select.value = value;
    if (select.value !== value) throw new Error(`no choice ${value}`);
    select.dispatchEvent(new Event("input", { bubbles: true }));
  }, name, value);

  async function labelled(page) {
    for (const [sentence, label, note] of [[2, "claim", "Ask Ümit"], [4, "opinion"], [1, "evidence"], [7, "claim"]]) {
      await page.call("annotate", { sentence }, { label, ...(note && { note }) });
    }
    const texts = (await page.sentences()).map(({ text }) => text);
    await listed(page, [1, 2, 4, 7].map((at) => texts[at]), "all");
    return texts;
  }

  test("is searched in quotes and notes, whatever the case, and says how much it shows", async () => {
    const page = await fresh();
    const texts = await labelled(page);
    await search(page, "ASK umit");
    await listed(page, [texts[2]], "the one with the note");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".found span").textContent), "1 of 4 shown");
    await until(async () => await page.liveText() === "1 of 4 shown", "it is told");
    const word = texts[7].split(" ").slice(0, 3).join(" ").toLowerCase();
    await search(page, word);
    await listed(page, [texts[7]], word);
    await search(page, "no such words");
    await listed(page, [], "none");
    await page.clickButton("Show all");
    await listed(page, [1, 2, 4, 7].map((at) => texts[at]), "all again");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector("[type=search]").value), "");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".found")), null);
  });

  test("is filtered by label and state and sorted by time", async () => {
    const page = await fresh();
    const texts = await labelled(page);
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".choose").checkVisibility()), false);
    await page.clickButton("Filter and sort");
    await page.waitFor(({ shadow }) => shadow().querySelector(".choose").checkVisibility(), "the choices are shown");
    await choose(page, "Label", "Claim");
    await listed(page, [texts[2], texts[7]], "claims");
    await choose(page, "Order", "Newest");
    await listed(page, [texts[7], texts[2]], "the newest claim first");
    await choose(page, "State", "Text gone");
    await listed(page, [], "claims whose text is gone");
    await page.run(({ article }, text) => {
      [...article().querySelectorAll("p")].find((one) => one.textContent.includes(text)).remove();
    }, texts[7].slice(0, 15));
    await listed(page, [texts[7]], "the claim whose text is gone now");
    await page.clickButton("Show all");
    await page.waitFor(({ cards }) => cards().length === 4, "all again");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector("select[aria-label=Order]").selectedIndex), 0);
  });

  test("a note that is written is not filtered away", async () => {
    const page = await fresh();
    const texts = await labelled(page);
    await search(page, "umit");
    await listed(page, [texts[2]], "the one with the note");
    await page.cursorTo(7);
    await page.press(Key.ENTER);
    await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".note-field"), "the note is open");
    assert.deepEqual(await quotes(page), [texts[2], texts[7]]);
  });

  test("ten thousand: few are in the page, keys reach all, each tells its number", async () => {
    const page = await fresh(TEN_THOUSAND);
    await page.call("annotate", { sentences: [0, NUMBERS - 1] }, { label: "claim" });
    await page.waitFor(({ cards }) => cards().length > 3, "they are listed");
    const state = () => page.run(({ shadow }) => {
      const card = shadow().activeElement, row = card?.closest(".row");
      return {
        place: Number(row?.getAttribute("aria-posinset")), of: Number(row?.getAttribute("aria-setsize")),
        rows: shadow().querySelectorAll(".row").length, stops: shadow().querySelectorAll(".card-main:not([tabindex])").length,
        seen: card ? card.getBoundingClientRect().bottom <= shadow().querySelector(".list").getBoundingClientRect().bottom + 1 : false,
      };
    });
    const at = (place) => until(async () => (await state()).place === place && state(), `the focus is on ${place}`);
    await page.run(({ shadow }) => shadow().querySelector(".card-main:not([tabindex])").focus());
    await at(1);
    await page.press(Key.ARROW_DOWN, Key.ARROW_DOWN);
    await at(3);
    await page.press(Key.ARROW_UP);
    await at(2);
    await page.press(Key.END);
    const last = await at(NUMBERS);
    assert.deepEqual({ of: last.of, stops: last.stops, seen: last.seen }, { of: NUMBERS, stops: 1, seen: true });
    assert.ok(last.rows < 60, `${last.rows} rows in the page`);
    await page.press(Key.PAGE_UP);
    await at(NUMBERS - 10);
    await page.press(Key.HOME);
    await at(1);
    // A search is answered at once.
    const took = await page.run(async ({ shadow, frame }) => {
      const field = shadow().querySelector("[type=search]");
      field.value = "number 9999 ";
      const start = performance.now();
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      while (shadow().querySelector(".found")?.textContent.includes("1 of 10,000") !== true) await frame();
      return performance.now() - start;
    });
    assert.ok(took < 500, `${took} ms`);
    await page.run(({ shadow }) => shadow().querySelector(".card-main").click());
    await page.waitFor(({ activeOption }, index) => activeOption()?.index === index, "its sentence", 5000, NUMBERS - 1);
  });
});
