// What this browser keeps: removed with one undo step, deleted for good, not kept at all.
import assert from "node:assert/strict";
import { Key, open, until } from "./lib/page.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const READER = "urn:reading-annotations:reader";

onEachEngine("Your data", ({ test, fresh, site, browser }) => {
  const count = async (page) => (await page.annotations()).length;
  const openData = async (page) => {
    await page.clickButton("Data…");
    await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .ask"), "the dialog is open");
  };
  /** Opens the question and answers it. */
  const answer = async (page, question, button) => {
    await page.clickAt(await page.run(({ shadow, middle }, question) =>
      middle([...shadow().querySelectorAll("summary")].find((one) => one.textContent === question), question), question));
    await page.waitFor(({ shadow }) => shadow().querySelector("details[open]"), "it asks");
    const words = await page.run(({ shadow }) => shadow().querySelector("details[open] p").textContent);
    await page.clickButton(button);
    return words;
  };
  const share = (page) => page.clickOn("dialog .finished input");
  const banner = (page) => page.run(({ shadow }) => shadow().querySelector(".unsaved")?.textContent ?? null);
  const stored = async (page) => {
    const { documents, annotations } = await page.stored();
    return [documents.length, annotations.length];
  };

  async function work(page) {
    await page.call("annotate", { sentences: [1, 4] }, { label: "claim", note: "n" });
    await page.call("judgeNone", { sentence: 6 });
    await until(async () => (await stored(page)).join() === "1,4", "it is stored");
  }

  test("removes all labels after one question, as one step", async () => {
    const page = await fresh();
    await work(page);
    await openData(page);
    assert.equal(await count(page), 4);
    const words = await answer(page, "Remove all labels…", "Remove them all");
    assert.match(words, /^4 labels with their notes .*Undo brings them back.*joined or split stay so/);
    await until(async () => await count(page) === 0, "all are gone");
    await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open]") === null, "the dialog is closed");
    assert.equal((await page.sentences())[6].label, null);
    await page.clickButton("Undo");
    await until(async () => await count(page) === 4, "all are back");
    assert.equal((await page.sentences())[6].label, "none");
  });

  test("deletes what is stored for this text and leaves the others", async () => {
    const other = await fresh();
    await work(other);
    const page = await fresh();
    await work(page);
    await page.call("annotate", { sentence: 20 }, { label: "opinion" });
    await openData(page);
    const words = await answer(page, "Delete what is stored for this text…", "Delete this text's data");
    assert.match(words, /^5 labels .*cannot be undone/);
    await until(async () => await count(page) === 0, "nothing is shown");
    await until(async () => (await stored(page)).join() === "0,0", "nothing is stored");
    assert.equal(await page.call("undo"), false);
    await until(async () => Object.keys(await page.highlights()).every((name) => !name.includes("claim")), "nothing is painted");
    const { annotations } = await page.stored({ all: true });
    assert.ok(annotations.length >= 4, "the other text is still there");
    // The widget works on.
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    await until(async () => (await stored(page)).join() === "1,1", "the new label is stored");
    await page.reload();
    assert.equal(await count(page), 1);
  });

  // What foreign labels mean, as an import keeps it.
  const tellMeanings = (page) => page.run(() => new Promise((resolve, reject) => {
    const request = indexedDB.open("reading-annotator-formats", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("labels");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result.close());
  }));
  const meaningsAreKept = (page) => page.run(async () => (await indexedDB.databases()).some(({ name }) => name === "reading-annotator-formats"));

  test("deletes everything, the reader's name and id and what labels mean too", async () => {
    const page = await fresh();
    await work(page);
    await tellMeanings(page);
    assert.ok(await meaningsAreKept(page));
    const before = await page.annotations();
    await openData(page);
    await answer(page, "Delete what is stored for all texts…", "Delete everything");
    await until(async () => await count(page) === 0, "nothing is shown");
    await until(async () => {
      const { documents, annotations } = await page.stored({ all: true });
      return annotations.length === 0 && documents.every(({ id }) => id === READER);
    }, "nothing is stored");
    await until(async () => !await meaningsAreKept(page), "what labels mean is forgotten");
    await page.call("annotate", { sentence: 3 }, { label: "claim" });
    const [{ annotator }] = await page.annotations();
    assert.notEqual(annotator, before[0].annotator);
  });

  test("keeps nothing on a shared computer, says so, and keeps again when asked", async () => {
    const page = await fresh();
    await work(page);
    assert.equal(await banner(page), null);
    await tellMeanings(page);
    await openData(page);
    await share(page);
    await until(async () => (await stored(page)).join() === "0,0", "what was stored is gone");
    await until(async () => !await meaningsAreKept(page), "what labels mean is forgotten");
    assert.match(await banner(page), /Not saved.*keep nothing on this computer/);
    await page.press(Key.ESCAPE);
    assert.equal(await count(page), 4, "the work goes on in memory");
    await page.call("annotate", { sentence: 9 }, { label: "claim" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await stored(page), [0, 0]);
    await openData(page);
    await share(page);
    await until(async () => (await stored(page)).join() === "1,5", "all is stored");
    await until(async () => await banner(page) === null, "the banner goes");
    // And for the next document on the same page, too.
    await share(page);
    await until(async () => (await stored(page)).join() === "0,0", "nothing again");
    await page.run(({ element }) => element().setAttribute("document-id", `${element().getAttribute("document-id")}-next`));
    await page.waitFor(async ({ element }) => (await element().getAnnotations()).length === 0, "the next document");
    await page.call("annotate", { sentence: 9 }, { label: "claim" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(await stored(page), [0, 0]);
    assert.match(await banner(page), /keep nothing/);
    await open(browser(), site().own());
  });

  const reminder = (page) => page.run(({ shadow }) => [...shadow().querySelectorAll(".status")].at(-1).textContent);
  const reminds = (page, words) => until(async () => await reminder(page) === words, `the panel says “${words}”`);

  test("reminds of exporting until it is done, and after a reload", async () => {
    const page = await fresh();
    assert.equal(await reminder(page), "");
    await page.call("annotate", { sentences: [1, 3] }, { label: "claim" });
    await reminds(page, "Not exported: 3 labels");
    await page.reload();
    await reminds(page, "Not exported: 3 labels");
    await page.download();
    await reminds(page, "");
    await until(async () => (await page.stored()).documents[0].json.includes("last_export"), "it is kept");
    await page.reload();
    assert.equal(await reminder(page), "");
    await page.call("annotate", { sentence: 8 }, { label: "claim" });
    await reminds(page, "Not exported: 1 label");
  });

  test("tells for how many days", async () => {
    const page = await fresh();
    await page.call("annotate", { sentences: [1, 2] }, { label: "claim" });
    const file = JSON.parse((await page.exportFile()).text);
    await page.call("clear");
    const ago = (days) => new Date(Date.now() - days * 86_400_000 - 60_000).toISOString().replace(/(\.\d{3})\d*Z/, "$1Z");
    for (const [number, one] of file.annotations.entries()) one.created = one.modified = ago(number + 2);
    await page.importText(JSON.stringify(file));
    await reminds(page, "Not exported: 2 labels, for 3 days");
  });

  test("the browser asks before work that is nowhere else is left, and only then", async () => {
    const page = await fresh();
    // Files of one name would be one file.
    const handOut = async (name) => {
      await page.run(({ element }, name) => element().setAttribute("annotator", name), name);
      await page.download();
    };
    const asks = () => page.run(() => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    });
    await work(page);
    assert.equal(await asks(), false, "what is stored is safe");
    await openData(page);
    await share(page);
    await until(async () => await banner(page) !== null, "nothing is kept");
    assert.equal(await asks(), true);
    await page.press(Key.ESCAPE);
    await handOut("First");
    await reminds(page, "");
    assert.equal(await asks(), false, "the file has it");
    await page.call("annotate", { sentence: 9 }, { label: "claim" });
    assert.equal(await asks(), true);
    await handOut("Second");
  });

  test("the codebook is one key away, with examples and hard cases", async () => {
    const page = await fresh();
    await page.cursorTo(2);
    await page.press("c");
    await page.waitFor(({ shadow }) => shadow().querySelector("dialog[open] .codebook"), "the codebook");
    const entries = await page.run(({ shadow }) => [...shadow().querySelectorAll(".codebook > div")].map((one) =>
      [one.querySelectorAll(".example").length, one.querySelectorAll(".hard").length]));
    assert.deepEqual(entries, [[2, 4], [2, 2], [2, 2], [2, 1]]);
    await page.press(Key.ESCAPE);
    await page.waitFor(({ shadow }) => shadow().activeElement?.matches(".cursor"), "the focus is back at the sentence");
  });
});
