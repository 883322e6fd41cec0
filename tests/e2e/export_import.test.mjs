// Work goes out as a valid file and comes back in by every way.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { assertNative, timeless } from "./lib/native_file.mjs";
import { Key, open } from "./lib/page.mjs";
import { replace } from "./lib/site.mjs";
import { onEachEngine } from "./lib/suite.mjs";

const PARAGRAPH_GONE = " We waited longer than that for the breakwater.";

/** Labels of every kind, a note, a part, a judgement, a name. */
async function work(page) {
  const sentences = await page.sentences();
  await page.call("annotate", { sentence: 5 }, { label: "claim", note: "„Quoted“ \\ \"note\"\n\t✎ 🌌 <b>" });
  await page.call("annotate", { sentences: [12, 14] }, { label: "evidence" });
  const after = sentences.find(({ text }) => text.includes("🌌"));
  await page.call("annotate", { start: after.end - 3, end: after.end }, { label: "opinion" });
  const next = sentences[after.index + 1];
  await page.call("annotate", { start: next.start + 4, end: next.start + 8 }, { label: "opinion", note: "behind an emoji" });
  const gone = sentences.find(({ text }) => text === PARAGRAPH_GONE.trim());
  await page.call("annotate", { sentence: gone.index }, { label: "opinion", note: "its text may go" });
  await page.call("judgeNone", { sentences: [0, 2] });
  await page.clickOn(".name input");
  await page.type("Ada Ångström");
  await page.press(Key.TAB);
  await page.waitFor(async (tools) => JSON.parse(await (await tools.element().exportAs()).text()).annotators[0].name, "the name is taken");
}

/** What an import did, as the dialog tells it; closes it. */
async function reported(page) {
  const rows = await page.waitFor((tools) => {
    const found = [...tools.shadow().querySelectorAll("dialog[open] .report-counts tr")];
    return found.length > 0 && Object.fromEntries(found.map((row) => [row.querySelector("th").textContent, Number(row.querySelector("td").textContent)]));
  }, "the report of the import");
  await page.press(Key.ESCAPE);
  await page.waitFor((tools) => !tools.shadow().querySelector("dialog[open]"), "the report is closed");
  return rows;
}

onEachEngine("Export and import", ({ test, fresh, site, browser }) => {
  test("the downloaded file is valid and holds everything", async () => {
    const page = await fresh();
    await work(page);
    await page.announcements();
    const { name, text } = await page.download();
    const file = assertNative(text);
    assert.match(name, /^A-town-that-can-see-its-stars_Ada-.+_\d{4}-\d\d-\d\d\.json$/u);
    assert.ok(!/[<>:"/\\|?*\u0000-\u001f]/.test(name), "a name for every system");
    assert.deepEqual(await page.announcements(), ["Exported"]);
    assert.deepEqual(file.annotations, await page.annotations());
    assert.deepEqual(file.annotations.map(({ label }) => label).sort(), ["claim", "evidence", "evidence", "evidence", "opinion", "opinion", "opinion"]);
    assert.equal(file.annotations.length, 7);
    assert.equal(file.annotations.find(({ note }) => note?.includes("✎")).note, "„Quoted“ \\ \"note\"\n\t✎ 🌌 <b>");
    assert.equal(file.annotations.find(({ note }) => note === "behind an emoji").quote.exact, "loss");
    assert.ok(file.annotations.some(({ quote }) => quote.exact === "” 🌌"), "a span that ends behind an emoji");
    const [{ judged_none, name: person, completed_at }] = file.annotators;
    assert.deepEqual([judged_none, person, completed_at], [["s1", "s2", "s3"], "Ada Ångström", null]);
    const listed = (await page.sentences()).map(({ id, start, end }) => ({ id, start, end }));
    assert.deepEqual(file.sentences.map(({ id, start, end }) => ({ id, start, end })), listed);
    assert.deepEqual(file.labels.map(({ id }) => id), ["claim", "evidence", "opinion"]);
    assert.equal(file.article.title, "A town that can see its stars");
    assert.equal(file.article.language, "en");
    const same = await page.exportFile();
    assert.equal(same.type, "application/json");
    assert.deepEqual(timeless(same.text), timeless(text), "exportAs gives the same file");
  });

  test("“I have finished this text” is in the file", async () => {
    const page = await fresh();
    await page.call("annotate", { sentence: 5 }, { label: "claim" });
    assert.equal(await page.announcedBy(() => page.clickOn(".finished input")), "Marked as finished");
    const { annotators: [{ completed_at }], exported_at } = assertNative((await page.exportFile()).text);
    assert.ok(completed_at <= exported_at && Date.parse(exported_at) - Date.parse(completed_at) < 60_000, completed_at);
    assert.equal(await page.announcedBy(() => page.clickOn(".finished input")), "Marked as not finished");
    assert.equal(assertNative((await page.exportFile()).text).annotators[0].completed_at, null);
  });

  test("export, clear, import, export gives the same file; import is one step", async () => {
    const page = await fresh();
    await work(page);
    const first = (await page.exportFile()).text;
    await page.call("clear");
    assert.deepEqual([await page.annotations(), (await page.sentences()).filter(({ label }) => label)], [[], []]);
    const report = await page.importText(first);
    assert.deepEqual(report, { added: 7, updated: 0, unchanged: 0, orphaned: 0, refused: [] });
    assert.deepEqual(await reported(page), { Added: 7, Updated: 0, "Already here": 0, "Of these, not found in this text": 0, "Left out": 0 });
    const second = (await page.exportFile()).text;
    assertNative(second);
    assert.deepEqual(timeless(second), timeless(first));
    // The text, too: members in one order, numbers written alike.
    const normal = (text) => text.replace(/"exported_at": *"[^"]*"/, "");
    assert.equal(normal(second), normal(first));
    assert.equal(await page.call("undo"), true);
    assert.deepEqual(await page.annotations(), [], "one step takes the import back");
    assert.equal(await page.call("redo"), true);
    assert.deepEqual(timeless((await page.exportFile()).text), timeless(first));
    await page.reload();
    assert.deepEqual(timeless((await page.exportFile()).text), timeless(first), "and the import is kept");
  });

  test("what is kept is in a file that is asked for while the text is being opened", async () => {
    const page = await fresh();
    await work(page);
    const before = (await page.exportFile()).text;
    const after = await page.run(async (tools) => {
      const file = new Promise((resolve) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          resolve(blob);
          return make.call(URL, blob);
        };
      });
      // The storage is busy.
      const { result: base } = await new Promise((resolve) => { indexedDB.open("reading-annotator").onsuccess = ({ target }) => resolve(target); });
      const transaction = base.transaction(base.objectStoreNames, "readwrite");
      let busy = true;
      const spin = () => { if (busy) transaction.objectStore(base.objectStoreNames[0]).count().onsuccess = spin; };
      spin();
      const again = tools.element().cloneNode();
      tools.element().replaceWith(again);
      const button = () => [...(again.shadowRoot?.querySelectorAll("button") ?? [])].find(({ textContent }) => textContent.trim() === "Export");
      while (!button()) await new Promise((resolve) => { setTimeout(resolve, 10); });
      let ready = false;
      again.ready.then(() => { ready = true; });
      button().click();
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      if (ready) throw new Error("it was opened already");
      busy = false;
      base.close();
      return (await file).text();
    });
    assert.equal(JSON.parse(after).annotations.length, 7);
    assert.deepEqual(timeless(after), timeless(before));
  });

  test("newer changes win, by annotation", async () => {
    const page = await fresh();
    await work(page);
    const [one, two] = await page.annotations();
    const file = JSON.parse((await page.exportFile()).text);
    const edit = (id, modified, label) => Object.assign(file.annotations.find((one) => one.id === id), { modified, label });
    edit(one.id, "2999-01-01T00:00:00.000Z", "opinion");
    edit(two.id, two.created, "claim");
    await page.call("update", two.id, { label: "evidence" });
    await page.events();
    const report = await page.importText(JSON.stringify(file));
    assert.deepEqual(report, { added: 0, updated: 1, unchanged: 6, orphaned: 0, refused: [] });
    const told = (await page.events()).map(({ type, detail }) => [type, detail.source, detail.report]);
    assert.deepEqual(told, [["annotations-imported", "import", report]], "one event tells it all");
    const after = await page.annotations();
    assert.equal(after.find(({ id }) => id === one.id).label, "opinion");
    assert.equal(after.find(({ id }) => id === two.id).label, "evidence");
    await reported(page);
  });

  /** A file with work from another session, and a fresh page for it. */
  async function exchanged() {
    const from = await fresh();
    await work(from);
    const { text } = await from.exportFile();
    return { text, to: await fresh() };
  }

  const arrived = async (page, text) => {
    assert.deepEqual(await reported(page), { Added: 7, Updated: 0, "Already here": 0, "Of these, not found in this text": 0, "Left out": 0 });
    assert.deepEqual((await page.annotations()).map(({ id }) => id), JSON.parse(text).annotations.map(({ id }) => id));
    assert.match((await page.announcements()).join(), /^Imported: 7 added$/);
  };

  test("import by choosing a file", async () => {
    const { text, to } = await exchanged();
    const file = path.join(browser().downloadDir, "to-import.json");
    writeFileSync(file, text);
    await to.pickFile(file);
    await arrived(to, text);
    await to.pickFile(file);
    assert.deepEqual(await reported(to), { Added: 0, Updated: 0, "Already here": 7, "Of these, not found in this text": 0, "Left out": 0 }, "the same file again");
  });

  test("import by dropping a file (no driver can drag one in: the events are made)", async () => {
    const { text, to } = await exchanged();
    const taken = await to.run((tools, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "work.json", { type: "application/json" }));
      const target = tools.shadow().querySelector(".panel");
      const fire = (type) => {
        const event = new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true });
        target.dispatchEvent(event);
        return event.defaultPrevented;
      };
      return [fire("dragenter"), fire("dragover"), fire("drop")].slice(1);
    }, text);
    assert.deepEqual(taken, [true, true], "the panel takes the drop");
    await arrived(to, text);
  });

  test("import by pasting (no driver can fill the clipboard: the event is made)", async () => {
    const { text, to } = await exchanged();
    await to.focusCursor();
    const taken = await to.run((tools, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      // Firefox makes the data from `data` and `dataType`.
      const event = new ClipboardEvent("paste", { clipboardData: data, dataType: "text/plain", data: text, bubbles: true, composed: true, cancelable: true });
      tools.shadow().querySelector(".cursor").dispatchEvent(event);
      return event.defaultPrevented;
    }, text);
    assert.equal(taken, true, "the panel takes the paste");
    await arrived(to, text);
  });

  test("an annotation whose text is gone is kept as an orphan, and comes back with its text", async () => {
    const url = site().own();
    const name = path.basename(new URL(url).pathname);
    const page = await open(browser(), url);
    await work(page);
    const before = (await page.exportFile()).text;
    await page.waitFor(async (tools) => (await tools.stored()).annotations.length === 7, "all is stored");
    const id = /document-id="([^"]+)"/.exec(await page.run(() => document.body.innerHTML))[1];
    const serve = (edit) => site().add(name, (html) => edit(replace(html, 'document-id="wren-harbor-night-sky"', `document-id="${id}"`)));
    serve((html) => replace(html, PARAGRAPH_GONE, ""));
    await page.reload();
    const [orphan, ...others] = await page.orphans();
    assert.deepEqual(others, []);
    assert.equal(orphan.quote.exact, PARAGRAPH_GONE.trim());
    assert.equal(orphan.note, "its text may go");
    assert.equal((await page.annotations()).length, 6, "all others are in place");
    const shown = await page.waitFor((tools) => tools.cards().find(({ orphan }) => orphan), "the orphan is listed");
    assert.deepEqual([shown.quote, shown.note], [PARAGRAPH_GONE.trim(), "its text may go"]);
    const file = assertNative((await page.exportFile()).text);
    assert.deepEqual(file.orphans, [orphan]);
    assert.deepEqual(file.annotations, await page.annotations());
    // Imported where its text is gone, it is an orphan, too.
    await page.call("clear");
    assert.deepEqual(await page.importText(before), { added: 7, updated: 0, unchanged: 0, orphaned: 1, refused: [] });
    await reported(page);
    assert.equal((await page.orphans()).length, 1);
    serve((html) => html);
    await page.reload();
    assert.deepEqual(await page.orphans(), []);
    const placed = (text) => JSON.parse(text).annotations.map(({ id, start, end, label, note }) => [id, start, end, label, note]);
    assert.deepEqual(placed((await page.exportFile()).text), placed(before), "everything is where it was");
  });
});
