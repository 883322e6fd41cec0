// The wasm comes in two parts: a page is opened with the first, and the other comes when the reader stirs, or
// something needs it. What is done before it is there is not lost.
import assert from "node:assert/strict";
import { readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { asked, atOnce, held, isLater } from "./lib/held_part.mjs";
import { Key } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const labels = (page) => page.run(async ({ element }) => (await element().getAnnotations()).map(({ label }) => label));
/** Clicks into the first sentence of a paragraph, without asking the element, which would wait for the later part. */
async function clickParagraph(page, index) {
  await page.clickAt(await page.run((_, index) => {
    const { left, top } = document.querySelectorAll("article > p")[index].getBoundingClientRect();
    return { x: Math.round(left) + 50, y: Math.round(top) + 10 };
  }, index));
}

onEachEngine("the wasm's later part", ({ test, fresh, site }) => {
  test("is not asked for by opening a page, and once by its reader", async () => {
    const page = await fresh();
    await page.run(() => new Promise((resolve) => { setTimeout(resolve, 1500); }));
    assert.deepEqual(await asked(page), []);
    await page.click(3);
    await page.press("1");
    assert.equal((await page.sentences())[3].label, "claim");
    assert.equal((await asked(page)).length, 1);
  });

  test("keys before it is there are followed when it is, in their order, and hold nothing", async () => {
    const page = await fresh(held(site()));
    // The cursor stands nowhere yet.
    await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
    for (const key of ["1", "j", "2"]) await page.press(key);
    assert.equal(await page.run(() => scrollY), 0);
    await page.run(() => window.release());
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 2, "two labels");
    assert.deepEqual(await labels(page), ["claim", "evidence"]);
    assert.equal(await atOnce(page), 0);
    await page.press("j");
    await page.press("3");
    assert.deepEqual(await labels(page), ["claim", "evidence", "opinion"]);
  });

  test("the panel's controls before it is there do their work when it is, once", async () => {
    const page = await fresh(held(site()));
    await (await page.find(".name input")).sendKeys("Ada");
    await (await page.find(".finished input")).click();
    await (await page.find(".reading-copy button:last-child")).click();
    await page.waitFor(({ shadow }) => shadow().querySelector(".panel").ariaBusy === "true", "it is shown that something waits");
    await page.waitFor(({ shadow }) => shadow().querySelector(".live").textContent.includes("is being loaded"), "it is said");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector("dialog[open]")), null);
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]"), "the dialog is open");
    assert.equal(await atOnce(page), 0);
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".panel").ariaBusy), "false");
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".live").textContent.includes("is being loaded")), false);
    const { annotators: [reader] } = await page.run(async ({ element }) => JSON.parse(await (await element().exportAs()).text()));
    assert.equal(reader.name, "Ada");
    assert.ok(reader.completed_at, "the switch was set, and not set back");
  });

  test("keys and clicks that wait are done in the order in which they came, wherever the focus has gone since", async () => {
    const page = await fresh(held(site()));
    await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
    await page.press("1");
    await clickParagraph(page, 1);
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().querySelector(".picker"), "the picker is open");
    const labelled = (await page.sentences()).filter(({ label }) => label);
    assert.deepEqual(labelled.map(({ index, label }) => [index, label]), [[0, "claim"]]);
    await page.press("2");
    assert.deepEqual(await labels(page), ["claim", "evidence"]);
  });

  test("what is typed for a note that is not there yet becomes the note", async () => {
    const page = await fresh(held(site()));
    await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
    await page.press("1");
    await page.press(Key.ENTER);
    for (const key of ["x", "1", "n"]) await page.press(key);
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().querySelector("textarea")?.value === "x1n", "it is in the field");
    assert.deepEqual(await labels(page), ["claim"]);
    assert.equal(await atOnce(page), 0);
  });

  test("the keys that end a note, and those after it, are no part of it", async () => {
    const page = await fresh(held(site()));
    await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
    await page.press("2");
    await page.press(Key.ENTER);
    await page.type("two");
    await page.press(Key.ENTER);
    await page.type("lines");
    await page.press(Key.ESCAPE);
    for (const key of ["j", "1"]) await page.press(key);
    await page.run(() => window.release());
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 2, "two labels");
    const made = await page.run(async ({ element }) => (await element().getAnnotations()).map(({ label, note }) => [label, note]));
    assert.deepEqual(made.map(([label]) => label), ["evidence", "claim"]);
    assert.equal(made[0][1], "two\nlines");
  });

  test("no article holds the page while it is opened", async () => {
    for (const words of ["<p>First one here. Second one here.</p>", "<h2>Head</h2>Bare words. <em>More</em> of them.", "<p>第一句。第二句！</p><ul><li>One.</li></ul>"]) {
      const page = await fresh((html) => html.replace(/<article id="essay">[^]*<\/article>/, () => `<article id="essay">${words}</article>`));
      await page.run(({ element }) => { element().setAttribute("panel", "open"); });
      assert.deepEqual(await asked(page), [], words);
    }
  });

  test("a changed attribute panel and a page that comes back wait, too", async () => {
    const page = await fresh(held(site()));
    await page.run(({ element }) => element().setAttribute("panel", "closed"));
    await page.run(() => { dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })); dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })); });
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().querySelector(".root").hasAttribute("data-folded"), "the panel is folded");
    assert.equal(await atOnce(page), 0);
  });

  test("what cannot wait gets it at once", async () => {
    const page = await fresh(held(site()));
    await page.run(({ shadow }) => shadow().querySelector(".cursor").dispatchEvent(new Event("paste", { bubbles: true, composed: true })));
    assert.equal(await atOnce(page), 1);
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("a click before it is there opens the picker when it is", async () => {
    const page = await fresh(held(site()));
    await clickParagraph(page, 0);
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().querySelector(".picker"), "the picker is open");
    await page.press("3");
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("the keys after such a click are meant for its sentence", async () => {
    const page = await fresh(held(site()));
    await clickParagraph(page, 1);
    await page.press("3");
    await page.run(() => window.release());
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 1, "a label");
    const paragraph = await page.run(() => document.querySelectorAll("article > p")[1].textContent.replace(/\s+/g, " ").trim());
    const labelled = (await page.sentences()).filter(({ label }) => label);
    assert.deepEqual(labelled.map(({ label }) => label), ["opinion"]);
    assert.ok(paragraph.startsWith(labelled[0].text.slice(0, 20)), labelled[0].text);
    assert.equal(await atOnce(page), 0);
  });

  test("files are chosen at once, and imported when it is there", async () => {
    const page = await fresh(held(site()));
    await page.run(() => {
      window.shown = 0;
      HTMLInputElement.prototype.click = () => { window.shown += 1; };
    });
    await (await page.find(".gap + button")).click();
    assert.equal(await page.run(() => window.shown), 1);
    await page.run(({ shadow }) => {
      const input = shadow().querySelector("[type=file]"), files = new DataTransfer();
      files.items.add(new File(["no JSON"], "labels.json"));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    });
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => shadow().textContent.includes("The file was not imported"), "the file was read");
    assert.equal(await page.run(() => window.shown), 1);
  });

  test("a dialog that was opened and closed before it is there is closed", async () => {
    const page = await fresh(held(site()));
    await page.run(({ shadow }) => shadow().querySelector(".cursor").focus());
    await page.press("?");
    await page.press(Key.ESCAPE);
    await page.run(() => window.release());
    assert.deepEqual(await labels(page), []);
    assert.equal(await page.run(({ shadow }) => shadow().querySelector("dialog[open]")), null);
    await page.press("1");
    assert.deepEqual(await labels(page), ["claim"]);
  });

  test("a changed attribute gets it", async () => {
    const page = await fresh(held(site()));
    await page.run(({ element }) => element().setAttribute("theme", "dark"));
    await page.run(() => window.release());
    await page.waitFor(({ shadow }) => getComputedStyle(shadow().querySelector(".root")).colorScheme === "dark", "the panel is dark");
    assert.equal(await atOnce(page), 0);
  });

  test("an element that leaves and returns before it is there goes on", async () => {
    const page = await fresh(held(site()));
    await page.run(async ({ element, frame }) => {
      const place = element().parentNode, one = element();
      one.remove();
      await frame();
      await frame();
      place.append(one);
      await frame();
    });
    assert.equal(await atOnce(page), 0);
    await page.run(() => window.release());
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("a page that is left and come back to before anyone has stirred is as it was", async () => {
    const page = await fresh();
    const { url } = page;
    await page.driver.get(site().url);
    await page.driver.navigate().back();
    await page.ready();
    assert.equal(await page.run(() => location.href), url);
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".rescue")), null);
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("the host page need not wait for a reader", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("a reader who comes back finds the labels without stirring", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 2 }, { label: "opinion" });
    await page.waitFor(async ({ stored }) => (await stored()).annotations.length === 1, "it is stored");
    await page.goto(page.url);
    assert.equal((await asked(page)).length, 1);
    assert.equal(await atOnce(page), 0);
    assert.deepEqual(await labels(page), ["opinion"]);
  });

  test("a request that is not answered is given up after 15 seconds, and it is asked for again", async () => {
    const page = await fresh();
    await page.run(() => {
      const real = fetch;
      window.requests = 0;
      window.fetch = (address, options) => {
        window.requests += 1;
        if (window.requests > 1) return real(address, options);
        return new Promise((resolve, reject) => { options.signal.addEventListener("abort", () => reject(options.signal.reason)); });
      };
    });
    await clickParagraph(page, 0);
    await page.press("3");
    await new Promise((resolve) => { setTimeout(resolve, 15_000); });
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 1, "the label");
    assert.equal(await page.run(() => window.requests), 2);
    assert.equal(await page.run(({ shadow }) => shadow().querySelector(".rescue")), null);
  });

  test("should it not come, the reader is told, what was done waits, and is done when it comes after all", async () => {
    const page = await fresh();
    const name = readdirSync(site().root).find(isLater);
    const file = path.join(site().root, name);
    const box = ({ shadow }) => shadow().querySelector(".rescue.beside");
    renameSync(file, `${file}.away`);
    try {
      const before = await page.run(() => document.querySelector("article").innerHTML);
      await clickParagraph(page, 0);
      await page.waitFor(box, "the reader is told");
      await assert.rejects(page.call("judgeNone", { sentence: 2 }), "the host page does not wait for ever");
      assert.equal(await page.run(() => document.querySelector("article").innerHTML), before);
      await (await page.find(".rescue.beside button")).click();
      await page.waitFor(({ shadow }) => shadow().querySelector(".rescue.beside").textContent.includes("It did not come."), "it is told again");
    } finally {
      renameSync(`${file}.away`, file);
    }
    await (await page.find(".rescue.beside button")).click();
    await page.waitFor(({ shadow }) => shadow().querySelector(".picker"), "the picker is open");
    assert.equal(await page.run(box), null);
    await page.press("3");
    assert.deepEqual(await labels(page), ["opinion"]);
    assert.deepEqual((await page.events()).filter(({ type }) => type === "annotator-error").map(({ detail }) => detail.code), ["not-loaded"]);
  });
});
