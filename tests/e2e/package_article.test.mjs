// Article files become markup that holds nothing but their reading structure.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { readArticle } from "../../scripts/lib/article.mjs";
import { makePage } from "../../scripts/package.mjs";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

describe("article files", () => {
  let directory;
  before(() => { directory = mkdtempSync(path.join(tmpdir(), "annotator-articles-")); });
  after(() => rmSync(directory, { recursive: true, force: true }));
  const read = (name, content) => {
    writeFileSync(path.join(directory, name), content);
    return readArticle(path.join(directory, name));
  };

  it("text: paragraphs by empty lines, a first line that is a title", () => {
    const { title, html } = read("a.txt", "\ufeffOn <b> & co\r\n\r\nOne stands here.\r\nStill one.\r\n \r\nTwo.\r\n");
    assert.equal(title, "On <b> & co");
    assert.equal(html, "<h1>On &lt;b&gt; &amp; co</h1>\n<p>One stands here.\nStill one.</p>\n<p>Two.</p>");
    assert.equal(read("only.txt", "A sentence stands here.").html, "<h1>only</h1>\n<p>A sentence stands here.</p>", "a sentence is no title");
  });

  it("Markdown: front matter is about the text, a part between rules is of it", () => {
    const { title, language, html, notes } = read("front.md", "---\n# by hand\ntitle: \"A <b>\" # or c\nlang: de\ntags: [x]\n---\nEins steht hier.\n");
    assert.deepEqual([title, language, html, notes], ["A <b>", "de", "<h1>A &lt;b&gt;</h1>\n<p>Eins steht hier.</p>", ["left out: the front matter, but for its title and language"]]);
    assert.equal(read("toml.md", "+++\ntitle = 'T'\n+++\n\nOne.\n").title, "T");
    for (const [source, kept] of [["One.\n\n---\ntitle: x\n---\n", "title: x"], ["---\nIt is so. As: this.\n---\n", "As: this."], ["---\nno end: x\n", "no end: x"]]) assert.match(read("rules.md", source).html, new RegExp(kept));
  });

  it("Markdown: as it reads, and no markup of its own runs", () => {
    const { title, html } = read("a.md", "# Hello *you*\n\nA **b** [c](https://example.org/) [d](javascript:alert(1)).\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n- one\n- two\n\n```\n\n\ncode <x>\n```\n");
    assert.equal(title, "Hello you");
    assert.equal(html.replace(/\n+/g, ""), '<h1>Hello <em>you</em></h1><p>A <strong>b</strong> <a href="https://example.org/">c</a> <a>d</a>.</p><ul><li>one</li><li>two</li></ul><pre><code>code &lt;x&gt;</code></pre>');
  });

  it("HTML: the article of a page, its structure and nothing that loads, runs, styles or asks", () => {
    writeFileSync(path.join(directory, "pixel.png"), PIXEL);
    const { title, language, direction, html, notes } = read("a.html", `<!doctype html><html lang="he" dir="rtl"><title>The page</title><nav>Menu</nav><article lang="de">
<h1 onclick="alert(1)" style="color:red" class="x" id="top">Titel</h1><p id="save-page">Ein <font color=red>Satz</font><!-- c --><svg><script>alert(1)</script></svg>.</p>
<p><a href=" https://example.org/a " target=_blank ping="//example.org">a</a><a href="data:text/html,x">b</a><a href="#top">c</a><a href="//example.org">d</a></p>
<img src="pixel.png" alt="dot" srcset="x.png 2x" onload="alert(1)"><img src="https://example.org/x.png"><img src="gone.png"><iframe src="x"></iframe><form>Your name <input></form><form><div><p>In a form.</p><input></div></form>
<math><mi>x</mi></math><template><p>t</p></template><reading-annotator for=x></reading-annotator><custom-box>In a box.</custom-box>
<noscript><img src=x onerror=alert(1)></noscript><style>p{}</style><table><tr><td colspan=2 onfocus=x>z</td></tr></table></article>`);
    assert.deepEqual([title, language, direction], ["Titel", "de", "rtl"]);
    assert.equal(html.replace(/\n+/g, "\n"), `<h1 id="top">Titel</h1><p>Ein Satz.</p>
<p><a href="https://example.org/a">a</a><a>b</a><a href="#top">c</a><a>d</a></p>
<img src="data:image/png;base64,${PIXEL.toString("base64")}" alt="dot"><div><p>In a form.</p></div>
In a box.
<table><tbody><tr><td colspan="2">z</td></tr></tbody></table>`);
    assert.ok(notes.includes("left out: the image https://example.org/x.png") && notes.includes("left out: <iframe>"), notes.join());
    assert.doesNotMatch(html, /on\w+=|script|style|srcset/);
  });

  it("what is no article is refused with a sentence", () => {
    assert.throws(() => read("a.pdf", "x"), /an article is an \.html, \.md or \.txt file/);
    assert.throws(() => read("empty.md", "\n\n"), /there is no text in it/);
  });

  it("the page's own words cannot be broken by an article's title or language", async () => {
    const file = path.join(directory, "b.html");
    writeFileSync(file, '<html lang="&quot;><script>alert(1)</script>"><h1>&lt;/title>&lt;script>alert(1)&lt;/script></h1><p>One.</p>');
    const { html, own } = await makePage(file);
    assert.ok(html.includes("<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>"));
    assert.ok(html.includes('<html lang="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">'));
    assert.ok(own <= 600_000, `${own}`);
  });
});
