// What goes wrong while files are opened on the desk is told: texts and labels that are left out,
// files that are read in part, openings that are cancelled or come two at once.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { engines } from "./lib/browsers.mjs";
import { openDesk } from "./lib/desk.mjs";

const jsonl = ["First of all.", "Twins are two.", "Last of all."].map((text, at) => JSON.stringify({ text, n: at })).join("\n");

for (const engine of engines) {
  describe(`Desk, opening · ${engine}`, { concurrency: false }, () => {
    let page, close;
    before(async () => { ({ page, close } = await openDesk(engine, jsonl)); });
    after(() => close?.());

    const told = async (...files) => (await page.open(files)).problems;

    const removeAll = async () => {
      await page.desk(async (desk, root) => {
        const gone = desk.remove(desk.texts.map(({ id }) => id));
        [...root.querySelectorAll("dialog button")].at(-1).click();
        await gone;
      });
      await page.goto(page.url);
      assert.equal((await page.rows()).length, 0);
    };

    test("the first text that is pasted gets the focus in the list, and its first words for a name", { timeout: 60_000 }, async () => {
      await removeAll();
      const paste = async (text, title = "") => {
        await page.button("Paste");
        await page.desk((desk, root, text, title) => {
          root.querySelector("dialog textarea").value = text;
          root.querySelector("dialog input").value = title;
        }, text, title);
        await page.button("Add");
      };
      await paste("Either/or: a pasted text of some words. It goes on for longer than a name should ever be.");
      await page.untilDesk((desk, root) => root.activeElement?.matches("[role=option]"), "the list has the focus");
      await paste("Short words.");
      await page.untilDesk((desk) => desk.texts.length === 2, "there are two");
      await paste("Named words.", "A name");
      await page.untilDesk((desk) => desk.texts.length === 3, "there are three");
      // A title that was typed is one, whatever the text begins with, and that is a paragraph then.
      for (const title of ["", "Interview 7/8"]) {
        await paste(`Good ${title ? "evening" : "morning"}\n\nHello there. How are you?`, title);
        await page.untilDesk((desk, root, count) => desk.texts.length === count, "there is one more", title ? 5 : 4);
      }
      assert.deepEqual((await page.rows()).map(({ title }) => title), ["Either/or: a pasted text of some words. It goes on for longer than a name…", "Short words.", "A name", "Good morning", "Interview 7/8"]);
      await page.desk((desk) => desk.open(desk.texts[4].id));
      assert.deepEqual(await page.desk(() => [...document.querySelector("article").children].map(({ localName, textContent }) => [localName, textContent])),
        [["h1", "Interview 7/8"], ["p", "Good evening"], ["p", "Hello there. How are you?"]]);
      await removeAll();
      await page.open([["set.jsonl", [jsonl]]]);
    });

    test("a text that comes again with other columns is told", { timeout: 60_000 }, async () => {
      assert.deepEqual(await told(["again.jsonl", ['{"text":"First of all.","n":"0"}\n{"text":"Last of all.","n":null,"m":""}']]), []);
      assert.deepEqual(await told(["other.jsonl", ['{"text":"First of all.","n":7}\n{"text":"Last of all.","n":2}']]),
        ["A text is already here with other columns; what the columns say now is left out (“other.jsonl”)."]);
    });

    test("a file with one bad byte is read up to there", { timeout: 60_000 }, async () => {
      const line = (at) => `{"text":"Text ${at} before the byte."}\n`;
      // More than one piece: what stands in the one with the byte is not read.
      const before = Array.from({ length: 9000 }, (_, at) => line(at)).join("");
      const problems = await told(["byte.jsonl", [before, [0xe9]]]);
      assert.equal(problems.length, 1);
      const [, read, byte] = /^“byte\.jsonl” is read only up to its text (\d+): it is not in UTF-8: byte (\d+) is 0xe9; save it as UTF-8 and open it again\.$/.exec(problems[0]) ?? assert.fail(problems[0]);
      assert.equal(Number(byte), before.length + 1);
      assert.equal((await page.rows()).length, 3 + Number(read));
    });

    test("what is left out of HTML is told, and two openings do not exchange their texts", { timeout: 60_000 }, async () => {
      const html = (name) => `<title>${name}</title><article><p>This is ${name}.</p><math><mi>x</mi></math><select><option>a</select><svg></svg><textarea>b</textarea><style>p{}</style><form><p>In a form.</p><input></form><form>Your name <input></form></article><article><p>More.</article><ul><li> <p>Beside it.</ul><p> `;
      const reports = await page.desk(`async (desk, root, files) => {
        // The dialogs about them would wait for each other.
        new MutationObserver(() => root.querySelector("dialog[open]")?.close()).observe(root, { childList: true });
        return await Promise.all(files.map(([name, text]) => desk.openFiles([new File([text], name)])));
      }`, ["one", "two", "three"].map((name) => [`${name}.html`, html(name)]));
      assert.deepEqual(reports.map(({ added, problems }) => [added, problems.length]), [[1, 9], [1, 9], [1, 9]]);
      assert.deepEqual(reports[0].problems, ["<math>", "<select>", "<svg>", "<textarea>", "<style>", "<input>", "<form>", "other <article>", "piece of text beside the <article>"].map((what) => `Left out: 1 ${what} (“one.html”).`));
      const rows = await page.desk((desk) => desk.texts.slice(-3).map(({ title, source }) => [title, source]));
      assert.deepEqual(rows, ["one", "two", "three"].map((name) => [name, `${name}.html`]));
    });

    test("Markdown is read as a page would show it", { timeout: 60_000 }, async () => {
      await page.goto(page.url);
      const markdown = `---
title: Lamps
lang: en-GB
---
# On *lamps*

Lamps cost **money**.[^1] See [the report](https://example.org/r) <script>alert(1)</script>![A lamp](lamp.png)

- First, dim them.
  - Then shield them.

> A town is no stage.

[^1]: Ibid.
`;
      const report = await page.open([["lamps.md", [markdown]]]);
      assert.deepEqual(report.problems, ["Left out: 1 <script> (“lamps.md”).", "Left out: 1 picture from elsewhere (“lamps.md”)."]);
      const shown = await page.desk(async (desk) => {
        const { id, title, language, columns } = desk.texts.at(-1);
        await desk.open(id);
        const article = document.querySelector("article");
        const texts = (where) => [...article.querySelectorAll(where)].map((found) => found.textContent);
        return { title, language, columns, marked: texts("em, strong, a[href]"), nested: texts("li li"), quoted: texts("article > blockquote"), head: article.querySelector("h1").hidden };
      });
      assert.deepEqual(shown, { title: "On lamps", language: "en-GB", columns: '{"front_matter":"title: Lamps\\nlang: en-GB"}', marked: ["lamps", "money", "1", "the report"], nested: ["Then shield them."], quoted: ["\nA town is no stage.\n"], head: false });
      const sentences = (await page.exported("hf.sentences.jsonl")).text.trim().split("\n").map((line) => JSON.parse(line)).slice(-6).map(({ text }) => text);
      assert.deepEqual(sentences, ["Lamps cost money.1", "See the report", "First, dim them.", "Then shield them.", "A town is no stage.", "Ibid."]);
    });

    test("the longest article of a page is its text, or all of <main> where that has more", { timeout: 60_000 }, async () => {
      const teaser = "<article><p>Read this, too.</p></article>", story = "<article><h1>The story</h1><p>It begins here. It is long.</p></article>";
      const report = await page.open([["news.html", [`<body>${teaser}${story}`]], ["index.html", [`<main><h1>All</h1>${teaser.repeat(3)}</main>`]]]);
      assert.deepEqual(report.problems, ["Left out: 1 other <article> (“news.html”)."]);
      assert.deepEqual(await page.desk((desk) => desk.texts.slice(-2).map(({ title }) => title)), ["The story", "All"]);
    });

    test("elements that are not kept part words where they stand as blocks, and none in a sentence", { timeout: 60_000 }, async () => {
      const html = `<article><p>A <x-term>word<x-mark>s</x-mark></x-term>, an <o:p>other</o:p>.</p><font>Font text.</font><center>Center.</center><marquee>Moves.</marquee><x-text>Custom.</x-text><!-- and --><x-text>Again.</x-text>
        <fieldset><legend>Legend</legend>Field.<p>In it.</p></fieldset><search>Search.</search><menu><li>One<li>Two</menu><listing>a\n b</listing><h7>Seven.</h7><div>In <x-a><x-b>one</x-b></x-a> line.</div><details><summary>Sum</summary>Detail.</details></article>`;
      await page.open([["old.html", [html]]]);
      await page.desk((desk) => desk.open(desk.texts.at(-1).id));
      const text = JSON.parse(await page.run(async () => {
        const element = document.querySelector("reading-annotator");
        await element.ready;
        return (await element.exportAs()).text();
      })).article.text;
      assert.deepEqual(text.split("\n"), ["A words, an other.", "Font text.", "Center.", "Moves.", "Custom.", "Again.", "Legend", "Field.", "In it.", "Search.", "One", "Two", "a", " b", "Seven.", "In one line.", "Sum", "Detail."]);
      // Read without a page it is the same.
      const last = (await page.exported("hf.documents.jsonl")).text.trim().split("\n").map((line) => JSON.parse(line)).at(-1);
      assert.equal(last.text, text);
    });

    test("what was left out of many pages is told once", { timeout: 60_000 }, async () => {
      const names = ["a.html", "b.html", "c.html"];
      const report = await page.open(names.map((name, at) => [name, [`<p>Page ${name} is short.</p><style>p{}</style>${at ? "" : "<math></math>"}`]]));
      assert.deepEqual(report.problems, ["Left out: 3 <style> (“a.html” and 2 other files).", "Left out: 1 <math> (“a.html”)."]);
    });

    test("a title made of the text's first words does not stand above them", { timeout: 60_000 }, async () => {
      await page.open([["rows.jsonl", [[{ text: "It begins so. It ends." }, { text: "It begins so. It goes on.", title: "A name" }].map((row) => JSON.stringify(row)).join("\n")]]]);
      const seen = [];
      for (const back of [-2, -1]) {
        await page.desk((desk, root, back) => desk.open(desk.texts.at(back).id), back);
        const shown = await page.desk(() => document.querySelector("article h1").checkVisibility());
        seen.push([shown, JSON.parse((await page.exportFile()).text).article.title]);
      }
      assert.deepEqual(seen, [[false, "It begins so. It ends."], [true, "A name"]]);
    });

    test("a cancelled opening says what it left out", { timeout: 60_000 }, async () => {
      await page.goto(page.url);
      await page.cancelNext();
      const report = await page.desk(`async (desk, root) => {
        new MutationObserver(() => root.querySelector("dialog[open]")?.close()).observe(root, { childList: true });
        const lines = Array.from({ length: 60000 }, (_, at) => JSON.stringify({ text: "Cancelled text " + at + "." })).join("\\n");
        return await desk.openFiles([new File([lines], "long.jsonl"), new File(["Second."], "b.txt"), new File(["Third."], "c.txt")]);
      }`);
      assert.equal(report.stopped, true);
      assert.match(report.problems[0], /^“long\.jsonl” is read only up to its text \d+: it was cancelled\.$/);
      assert.deepEqual(report.problems.slice(1), ["2 files are not opened: it was cancelled."]);
      assert.match(await page.desk((desk, root) => root.querySelector(".status").textContent), /texts added; the rest was cancelled\.$/);
    });

    test("labels go to the text that their file is about, of two that are the same", { timeout: 60_000 }, async () => {
      await page.goto(page.url);
      await page.open([["twins.jsonl", ['{"id":"a","text":"Two that are the same."}\n{"id":"b","text":"Two that are the same."}']]]);
      const [first, second] = await page.desk((desk) => desk.texts.filter(({ given }) => given).map(({ id }) => id));
      await page.desk((desk, root, id) => desk.open(id), second);
      const native = JSON.parse(await page.run(async () => {
        const element = document.querySelector("reading-annotator");
        await element.ready;
        return (await element.exportAs()).text();
      }));
      native.annotators = [{ id: "urn:x:ana", name: "Ana", completed_at: null }];
      native.annotations = [{ id: "urn:x:1", annotator: "urn:x:ana", start: 0, end: 22, quote: { prefix: "", exact: "Two that are the same.", suffix: "" }, label: "claim", sentences: ["s1"], note: null, created: "2026-01-01T00:00:00Z", modified: "2026-01-01T00:00:00Z" }];
      const report = await page.open([["b.json", [JSON.stringify(native)]]]);
      assert.deepEqual([report.added, report.matched, report.problems], [0, 1, []]);
      const labels = await page.desk((desk, root, ids) => ids.map((id) => desk.texts.find((row) => row.id === id).labels), [first, second]);
      assert.deepEqual(labels, [{}, { claim: 1 }]);
    });

    test("hidden files of a folder are passed over, chosen or dropped; that nothing is left is told", { timeout: 60_000 }, async () => {
      await page.goto(page.url);
      const opened = await page.desk(async (desk, root) => {
        const seen = [];
        desk.openFiles = async (files, problems = []) => { seen.push([...files.map(({ name }) => name), ...problems]); };
        // No driver can choose a folder: what the browser would give is made.
        const file = (path) => Object.defineProperty(new File(["A text."], path.split("/").at(-1)), "webkitRelativePath", { value: path });
        const folder = [...root.querySelectorAll("input[type=file]")].find((input) => input.webkitdirectory);
        const choose = (...paths) => {
          Object.defineProperty(folder, "files", { configurable: true, value: paths.map(file) });
          folder.dispatchEvent(new Event("change"));
        };
        const heard = async (act) => {
          const before = seen.length;
          act();
          while (seen.length === before) await new Promise((resolve) => setTimeout(resolve));
        };
        await heard(() => choose(".set/a.txt", ".set/.hidden", ".set/.git/b.txt"));
        await heard(() => choose("set/.hidden"));
        const entry = (name, children) => ({ name, isFile: !children, isDirectory: Boolean(children), file: (found) => found(file(name)),
          createReader: () => ({ readEntries: (found) => found(children.splice(0)) }) });
        const drop = (dropped) => root.querySelector("main").dispatchEvent(Object.assign(new Event("drop", { bubbles: true, composed: true }), {
          dataTransfer: { types: ["Files"], items: [{ kind: "file", webkitGetAsEntry: () => dropped, getAsFile: () => null }] } }));
        await heard(() => drop(entry(".set", [entry("a.txt"), entry(".hidden"), entry(".git", [entry("b.txt")])])));
        await heard(() => drop(entry("set", [entry(".hidden"), entry("bare", [])])));
        delete desk.openFiles;
        return seen;
      });
      const nothing = "“set” is empty, or all in it is hidden: its name begins with “.”.";
      assert.deepEqual(opened, [["a.txt"], [nothing], ["a.txt"], [nothing]]);
    });

    test("large numbers are told with separators", { timeout: 60_000 }, async () => {
      await page.goto(page.url);
      const lines = Array.from({ length: 1200 }, (_, at) => `{"text":"Number ${at} of many.","n":1}`).join("\n");
      await page.open([["many.jsonl", [lines]]]);
      const report = await page.open([["again.jsonl", [lines.replaceAll('"n":1', '"n":2')]]]);
      assert.equal(await page.desk((desk, root) => root.querySelector(".status").textContent), "1,200 texts already here.");
      assert.match(report.problems[0], /^1,200 texts are already here with other columns/);
    });

    test("the storage figure is renewed while the counts are open", { timeout: 60_000 }, async () => {
      // Played: real figures are rounded by browsers, and WebKitGTK has none.
      await page.desk(() => { Object.defineProperty(navigator, "storage", { configurable: true, value: {} }); });
      await page.desk((desk, root) => root.querySelector("summary").click());
      await page.untilDesk((desk, root) => /does not tell how much it stores\. The texts have [\d,]+ characters\./.test(root.querySelector("details").textContent), "what there is is told without figures, too");
      await page.desk((desk, root) => root.querySelector("summary").click());
      await page.desk(() => {
        const estimate = async () => ({ usage: window.used ?? 3 << 20, quota: 10 << 20 });
        Object.defineProperty(navigator, "storage", { configurable: true, value: { estimate } });
      });
      await page.desk((desk, root) => root.querySelector("summary").click());
      await page.untilDesk((desk, root) => root.querySelector("details").textContent.includes("about 3 MB of 10 MB"), "it is told");
      await page.desk(() => { window.used = 5 << 20; });
      await page.open([["one-more.txt", ["One more text for the figure."]]]);
      await page.untilDesk((desk, root) => root.querySelector("details").textContent.includes("about 5 MB of 10 MB"), "it is renewed");
    });

    test("labels that cannot be read are told with the export", { timeout: 90_000 }, async () => {
      // The tests before have filled the set: ten seconds in WebKit, and three times that beside other work.
      await page.driver.manage().setTimeouts({ script: 80_000 });
      const { problems } = await page.desk(`async (desk) => {
        // As a later version of the widget would leave it.
        await new Promise((resolve, reject) => {
          const request = indexedDB.open("reading-annotator", 99);
          request.onsuccess = () => { request.result.close(); resolve(); };
          request.onerror = () => reject(request.error);
        });
        const { problems } = await desk.exportSet("hf.documents.jsonl");
        return { problems };
      }`);
      assert.equal(problems.length, 1);
      assert.match(problems[0], /^Texts are exported without labels, but for those that are only in memory: the labels that this browser stores cannot be read/);
    });
  });
}
