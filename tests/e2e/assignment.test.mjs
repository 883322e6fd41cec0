// The page that makes an assignment: form, preview, errors by their key, the file made and used.
import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { fits } from "./lib/json_schema.mjs";
import { Key, newFile, open, until } from "./lib/page.mjs";
import { ARTICLE, hostSite, madePackage } from "./lib/package_site.mjs";
import { watched } from "./lib/watched.mjs";

const file = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const SCHEMA = JSON.parse(readFileSync(file("schema/assignment-1.schema.json"), "utf8"));
const EXAMPLE = file("examples/own-labels.json");

/** What the preview's panel shows. */
const preview = (page) => page.run(({ shadow }) => ({
  task: shadow().querySelector(".task summary bdi")?.textContent ?? null,
  rows: [...shadow().querySelectorAll(".task li")].map((one) => one.textContent.split(" – ")[0]),
  labels: [...shadow().querySelectorAll(".legend li")].map((one) => one.textContent.replace(/\d.*/, "").trim().slice(1)),
}));
const made = (page) => page.run(() => JSON.parse(document.getElementById("file").textContent));
const told = (page) => page.run(() => document.getElementById("told").textContent);
const problem = (page) => page.run(() => {
  const box = document.getElementById("problem");
  const wrong = document.querySelector("[aria-invalid]");
  return box.hidden ? null : { text: box.textContent, at: wrong?.dataset.key ?? wrong?.dataset.minimum ?? null, tied: wrong?.getAttribute("aria-describedby") === "problem" };
});

for (const engine of engines) {
  describe(`assignment page, ${engine}`, () => {
    let browser, built, site, page;
    before(async () => {
      browser = await openBrowser(engine);
      built = await madePackage();
      // Under the strict policy, with Trusted Types.
      site = await hostSite();
      cpSync(built.root, site.root, { recursive: true });
      const html = readFileSync(path.join(built.root, "assignment.html"), "utf8");
      writeFileSync(path.join(site.root, "assignment.html"), html.replace("<title>", '<script src="watch.js"></script><title>'));
      page = await open(browser, `${site.url}assignment.html`);
    });
    after(async () => {
      await browser?.quit();
      await site?.close();
      built?.remove();
    });
    /** Types into the control that has the focus after so many tabs. */
    const type = async (...keys) => { await page.driver.actions().sendKeys(...keys).perform(); };
    const focus = (css, number = 0) => page.run((_, css, number) => document.querySelectorAll(css)[number].focus(), css, number);
    const button = (name) => page.run((_, name) => [...document.querySelectorAll("button")].find((one) => one.textContent === name).click(), name);

    it("is filled by keyboard alone, while the preview follows; the file fits the schema", async () => {
      await focus("#title");
      await type("How is it argued?", Key.TAB, "Label the thesis.", Key.ENTER, "Then a reason.", Key.TAB, "1 December", Key.TAB, "essay-1");
      await until(async () => (await preview(page)).task === "How is it argued?", "the preview has the title");
      await focus("#usual");
      await type(Key.ARROW_DOWN);
      await until(() => page.run(() => document.getElementById("own").checked && document.querySelectorAll("#own-labels > li").length === 3), "three labels to begin with");
      await focus('#own-labels [data-key="name"]');
      await page.run(() => document.activeElement.select());
      await type("Thesis, or not", Key.TAB, Key.TAB, "What is to be believed.", Key.TAB, "Doors must stay open.", Key.TAB, "A question can be one.", Key.TAB, "1");
      // The id of a label that was there stays; that of a new one follows its name.
      await focus("#add");
      await type(Key.ENTER);
      await type("Große Frage");
      await until(async () => (await made(page)).labels?.[3]?.id === "gro-e-frage", "the id is made of the name");
      await until(async () => (await preview(page)).labels.length === 4, "four labels in the preview");
      await focus("#ask");
      await type(Key.ENTER);
      await type("Why so?", Key.TAB, "A quiet room");
      await until(async () => (await preview(page)).rows.length === 2, "the question is asked");
      const seen = await preview(page);
      assert.deepEqual(seen, { task: "How is it argued?", rows: ["○Thesis, or not: 0 of 1", "○Why so?"], labels: ["Thesis, or not", "Evidence", "Opinion", "Große Frage"] });
      const object = await made(page);
      assert.deepEqual(object, {
        title: "How is it argued?", instructions: "Label the thesis.\nThen a reason.", due: "1 December", id: "essay-1",
        labels: [
          { name: "Thesis, or not", id: "claim", definition: "What is to be believed.", examples: ["Doors must stay open."], hard_cases: ["A question can be one."] },
          { name: "Evidence", id: "evidence" }, { name: "Opinion", id: "opinion" }, { name: "Große Frage", id: "gro-e-frage" },
        ],
        minimum: { claim: 1 },
        questions: [{ id: "q1", text: "Why so?", quote: "A quiet room" }],
      });
      assert.equal(fits(object, SCHEMA), true);
      // What was labelled in the preview is still there under the next configuration.
      await page.call("annotate", { sentence: 1 }, { label: "claim" });
      await focus("#title");
      await type(Key.END, "!");
      await until(async () => (await preview(page)).task === "How is it argued?!", "the new title");
      assert.equal((await page.sentences())[1].label, "claim");
      await page.call("clear");
    });

    it("names what is wrong at its control, in the words of the widget, and makes no file of it", async () => {
      for (const [css, number, text, key, at] of [
        ['#own-labels [data-key="id"]', 1, "Two words", "labels[1].id", "id"],
        ['#own-labels [data-key="colours.dark.fill"]', 2, "red", "labels[2].colours.dark.fill", "colours.dark.fill"],
        ["#own-labels [data-minimum]", 0, "many", "minimum.claim", ""],
        ['#questions [data-key="seat"]', 0, "", "questions[0].sentence", "seat"],
      ]) {
        const old = await page.run((_, css, number, text) => {
          const control = document.querySelectorAll(css)[number];
          const old = control.value;
          control.value = text;
          control.dispatchEvent(new Event("input", { bubbles: true }));
          return old;
        }, css, number, text);
        await until(async () => (await problem(page))?.text.includes(`“${key}”`), `${key} is named`);
        const found = await problem(page);
        assert.deepEqual([found.at, found.tied], [at, true], found.text);
        await button("Download the file");
        await until(async () => /wrong/.test(await told(page)), "no file");
        assert.equal(await page.run(() => document.activeElement.getAttribute("aria-invalid")), "true", "the control has the focus, its details are open");
        await page.run((_, css, number, old) => {
          const control = document.querySelectorAll(css)[number];
          control.value = old;
          control.dispatchEvent(new Event("input", { bubbles: true }));
        }, css, number, old);
        await until(async () => (await problem(page)) === null, "it is right again");
      }
    });

    it("opens a file, keeps what it does not show, refuses a wrong one, and is right with the one it made", async () => {
      const example = JSON.parse(readFileSync(EXAMPLE, "utf8"));
      const folder = browser.downloadDir;
      const choose = async (value) => {
        const name = path.join(folder, "chosen.json");
        writeFileSync(name, typeof value === "string" ? value : JSON.stringify(value));
        await (await page.driver.findElement({ css: "#open" })).sendKeys(name);
      };
      const questions = [{ id: "why", text: "Why?", sentence: 2, later: 1 }, { id: "q1", text: "Who?", quote: "A quiet room" }];
      const rich = { ...example, later: { a: [1] }, readonly: null, snapping: "sentence", questions };
      rich.labels[1] = { ...rich.labels[1], later: 2, key: "9", colours: { light: { fill: "#AABBCC" } } };
      await choose(rich);
      await until(async () => /is open/.test(await told(page)), "it is open");
      const { readonly, ...expected } = rich;
      assert.deepEqual(await made(page), expected);
      assert.deepEqual((await preview(page)).labels, example.labels.map(({ name }) => name));
      for (const [text, said] of [["{", "not JSON"], ["[]", "not a JSON object"], [{ labels: [{ id: "a" }] }, "labels[0].name"]]) {
        await choose(text);
        await until(async () => (await told(page)).includes(said), said);
        assert.deepEqual(await made(page), expected, "nothing has changed");
      }
      const { text, name } = await downloaded();
      assert.equal(name, "reading-hour-1.json");
      assert.deepEqual(JSON.parse(text), expected);
      // The page that names the file has its labels.
      writeFileSync(path.join(site.root, "made.json"), text);
      const host = await open(browser, site.add(`${ARTICLE}<script type="module" src="reading-annotator.js" data-for="essay" data-config="made.json"></script>`));
      assert.equal((await preview(host)).task, example.title);
      await host.call("annotate", { sentence: 1 }, { label: "thesis" });
      const { id, version, questions: asked } = JSON.parse((await host.exportFile()).text).assignment;
      assert.deepEqual([id, version, asked.map((one) => [one.id, one.answers.length])], ["reading-hour-1", "1", [["why", 1], ["q1", 0]]]);
      await page.goto(`${site.url}assignment.html`);
    });

    it("shows the fields of worked examples when they are wanted, carries an export, and begins anew", async () => {
      await focus("#readonly");
      await type(Key.SPACE);
      await until(async () => (await made(page)).readonly === true, "it is read only");
      await focus("#annotations");
      await type("work.json");
      await until(async () => (await made(page)).annotations === "work.json", "an address");
      assert.equal(await problem(page), null, "the preview does without the file");
      await (await page.driver.findElement({ css: "#inline" })).sendKeys(EXAMPLE);
      await until(async () => /“?labels of the configuration/i.test((await problem(page))?.text ?? ""), "that is no export");
      // It asks, and does nothing where nobody wants it. (The browser's own question stops the scripts that
      // the tests look by: it is answered in the page.)
      for (const answer of [false, true]) {
        await page.run((tools, answer) => { window.asked = 0; window.confirm = () => { window.asked += 1; return answer; }; }, answer);
        await button("Begin anew");
        await until(() => page.run(() => window.asked === 1), "it asks");
        if (!answer) assert.equal((await made(page)).readonly, true);
      }
      await until(async () => Object.keys(await made(page)).length === 0, "all is empty");
      // The file is shown at once, what is wrong with it when the widget has looked.
      await until(async () => (await problem(page)) === null, "nothing is wrong");
      const { errors, violations } = await watched(page);
      assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
    });

    /** The file that “Download” gives. */
    async function downloaded() {
      const before = readdirSync(browser.downloadDir);
      await button("Download the file");
      await until(async () => /was saved/.test(await told(page)), "it is saved");
      return newFile(browser.downloadDir, before, (text) => text.endsWith("}\n"));
    }
  });
}
