// The npm package: its tarball in a fresh project, with Vite, with a plain import, in React, in TypeScript.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { makePackage, version } from "../../scripts/package.mjs";
import { STRICT_CSP, startServer } from "../../scripts/server.mjs";
import { engines, openBrowser } from "./lib/browsers.mjs";
import { open, until } from "./lib/page.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const TOOLS = realpathSync(path.join(ROOT, "node_modules"));
const BORROWED = ["vite", "react", "react-dom", "scheduler", "typescript", "@types", "csstype"];
const WATCH = path.join(ROOT, "tests/e2e/pages/watch.js");

let directory;
before(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "annotator-npm-"));
  await makePackage({ out: path.join(directory, "package") });
}, { timeout: 60_000 });
after(() => rmSync(directory, { recursive: true, force: true }));

/** A new project with an example's files and the tarball installed; the tools are the tests' own, so that nothing is downloaded. */
function project(example) {
  const place = path.join(directory, example);
  if (existsSync(place)) return place;
  cpSync(path.join(ROOT, "examples", example), place, { recursive: true, filter: (file) => !file.includes("node_modules") });
  writeFileSync(path.join(place, "package.json"), '{"name":"fresh","private":true,"type":"module"}');
  execFileSync("npm", ["install", "--offline", "--ignore-scripts", "--no-package-lock", path.join(directory, `package/reading-annotator-${version}.tgz`)], { cwd: place, stdio: "pipe" });
  for (const name of BORROWED) symlinkSync(path.join(TOOLS, name), path.join(place, "node_modules", name));
  return place;
}

// React checks itself where it is built for development.
const run = (place, script, ...args) => execFileSync(process.execPath, [path.join(TOOLS, script), ...args],
  { cwd: place, encoding: "utf8", stdio: "pipe", env: { ...process.env, NODE_ENV: args.includes("development") ? "development" : "production" } });

describe("the npm package", () => {
  it("has what it says, and what a bundler must not leave out", () => {
    const installed = path.join(project("npm"), "node_modules/reading-annotator");
    const about = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8"));
    assert.equal(about.version, version);
    const named = [about.main, about.types, ...about.sideEffects, ...Object.values(about.exports).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)))];
    for (const name of named) assert.ok(existsSync(path.join(installed, name)), name);
    assert.equal(about.dependencies, undefined);
  });

  it("its declarations fit a TypeScript project, React too", () => {
    for (const [example, file] of [["npm", "typed.ts"], ["react", "main.tsx"]]) {
      const place = project(example);
      writeFileSync(path.join(place, "tsconfig.json"), JSON.stringify({
        compilerOptions: { noEmit: true, strict: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2023", "dom", "dom.iterable"], jsx: "react-jsx", types: [] },
        files: [file],
      }));
      let said = "";
      try {
        run(place, "typescript/bin/tsc");
      } catch (error) {
        said = error.stdout;
      }
      // React DOM's own declarations are not installed.
      const mine = said.split("\n").filter((line) => line && !line.includes("react-dom/client") && !/^\s/.test(line));
      assert.deepEqual(mine, [], file);
    }
  });

  it("can be imported where there is no page", () => {
    const place = project("npm");
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", 'import { version, defined } from "reading-annotator"; await defined; console.log(version);'], { cwd: place, encoding: "utf8" });
    assert.equal(said.trim(), version);
  });

  for (const engine of engines) {
    describe(engine, () => {
      let browser;
      before(async () => { browser = await openBrowser(engine); });
      after(() => browser?.quit());
      /** Opens a built page under the strict policy, labels a sentence, and sees that all is well. */
      const works = async (root, headers = { "Content-Security-Policy": STRICT_CSP }) => {
        cpSync(WATCH, path.join(root, "watch.js"));
        const html = readFileSync(path.join(root, "index.html"), "utf8");
        writeFileSync(path.join(root, "watched.html"), html.replace("<head>", '<head><script src="watch.js"></script>'));
        const server = await startServer({ root, headers });
        const page = await open(browser, `${server.url}watched.html`);
        await page.click(1);
        await page.waitFor(({ picker }) => picker(), "the picker");
        await page.press("1");
        await page.waitFor(async ({ element }) => (await element().getSentences())[1].label === "claim", "the label");
        const { errors, violations } = await page.run(() => window.watched);
        assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
        return { page, close: () => server.close() };
      };

      it("built with Vite", async () => {
        const place = project("npm");
        if (!existsSync(path.join(place, "dist"))) run(place, "vite/bin/vite.js", "build", "--logLevel", "error");
        const { page, close } = await works(path.join(place, "dist"));
        const beside = await page.run(({ element }) => [document.body.getBoundingClientRect().right, element().getBoundingClientRect().left]);
        assert.ok(beside[0] <= beside[1], "the sheet is there");
        await close();
      });

      it("served by Vite while developing", async () => {
        const place = project("npm");
        const child = spawn(process.execPath, [path.join(TOOLS, "vite/bin/vite.js"), "--host", "127.0.0.1", "--port", "0", "--clearScreen", "false"], { cwd: place, stdio: ["ignore", "pipe", "inherit"] });
        try {
          let said = "";
          child.stdout.on("data", (text) => { said += text; });
          const url = await until(() => /http:\/\/127\.0\.0\.1:\d+\//.exec(said.replace(/\u001b\[\d+m/g, ""))?.[0], "Vite serves", 20_000);
          const page = await open(browser, url);
          assert.equal((await page.sentences()).length, 3);
        } finally {
          child.kill();
        }
      });

      it("by a plain import, without a bundler", async () => {
        const place = project("npm");
        const root = path.join(directory, `plain-${engine}`);
        mkdirSync(root);
        cpSync(path.join(place, "node_modules/reading-annotator"), path.join(root, "reading-annotator"), { recursive: true });
        writeFileSync(path.join(root, "main.js"), 'import { defined, version } from "./reading-annotator/reading-annotator.js"; await defined; document.title = version;');
        writeFileSync(path.join(root, "index.html"), readFileSync(path.join(place, "index.html"), "utf8")
          .replace("</head>", '<link rel="stylesheet" href="reading-annotator/reading-annotator.css"></head>'));
        const { page, close } = await works(root);
        assert.equal(await page.run(() => document.title), version);
        await close();
      });

      it("in React, which renders the article anew in strict mode", async () => {
        const place = project("react");
        if (!existsSync(path.join(place, "dist"))) run(place, "vite/bin/vite.js", "build", "--logLevel", "error", "--mode", "development");
        // The other formats are a script of their own.
        const scripts = readdirSync(path.join(place, "dist/assets")).filter((name) => name.endsWith(".js"));
        const texts = scripts.map((name) => readFileSync(path.join(place, "dist/assets", name), "utf8"));
        assert.ok(texts.some((text) => /StrictMode/.test(text)), "React's own checks are in it");
        const { page, close } = await works(path.join(place, "dist"));
        assert.equal(await page.run(() => document.querySelector("output").textContent), "1", "React hears the element's events");
        for (const draft of [2, 3]) {
          await page.clickOn("button", { host: true });
          await page.waitFor(async ({ element }, draft) => (await element().getSentences()).at(-1).text.includes(`draft ${draft}`), `draft ${draft} is read`, 5000, draft);
        }
        assert.equal((await page.sentences())[1].label, "claim");
        await page.waitFor(({ highlights }) => Object.values(highlights()).flat().some((text) => text.startsWith("Closing")), "it is painted");
        const { errors, violations } = await page.run(() => window.watched);
        assert.deepEqual({ errors, violations }, { errors: [], violations: [] });
        await close();
      });
    });
  }
});
