// Makes the embedding forms of what Trunk has built.
//   node scripts/package.mjs [--article FILE [--document-id ID]]     as scripts/package.sh, without building
//   import { makePackage } from ".../scripts/package.mjs"
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { escaped, readArticle } from "./lib/article.mjs";
import { bundle, styles } from "./lib/javascript.mjs";
import { LANGUAGES, addresses, directionOf, languageOf, languageText, phrases } from "./lib/languages.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const FORMS = path.join(ROOT, "src/embed/forms");
const NAME = "reading-annotator";

/** The version, which Cargo.toml has. */
export const version = /^version = "(.*)"$/m.exec(readFileSync(path.join(ROOT, "Cargo.toml"), "utf8"))[1];
/** As `integrity` attributes have it. */
export const integrity = (content, algorithm = "sha384") => `${algorithm}-${createHash(algorithm).update(content).digest("base64")}`;

/** What Trunk has built: the wasm and its later part, the widget's module, and the other formats and languages, which it loads when they are used. */
export function built(dist = path.join(ROOT, "dist")) {
  const names = readdirSync(dist);
  const wasm = names.find((name) => /^reading-annotator-page-\w+_bg\.wasm$/.test(name));
  if (!wasm || !names.includes("widget.js")) throw new Error(`${dist} has no build; run: trunk build`);
  const laterPart = names.find((name) => /^reading-annotator-later-\w+\.wasm$/.test(name));
  if (!laterPart) throw new Error(`${dist} lacks the wasm's later part; run: trunk build`);
  const module = path.join(dist, "widget.js");
  const formats = names.find((name) => /^formats-\w+\.js$/.test(name));
  const languages = Object.fromEntries(LANGUAGES.map((name) => [name, names.find((file) => file.startsWith(`language-${name}-`))]));
  const later = names.filter((name) => name === formats || /^reading-annotator-formats-\w+_bg\.wasm$/.test(name)).concat(Object.values(languages));
  if (later.length !== 2 + LANGUAGES.length || later.includes(undefined)) throw new Error(`${dist} lacks the other formats or languages; run: trunk build`);
  return { languages, module, wasm: readFileSync(path.join(dist, wasm)), laterPart: readFileSync(path.join(dist, laterPart)), formats, later: later.map((name) => path.join(dist, name)) };
}

/**
 * One form's script: `entry` of src/embed/forms with the widget in it. `alone` is one that has no
 * files beside it, and so no formats but the native one, and of the languages the one in `carried`.
 */
export async function formScript(entry, { module, wasm, laterPart, formats, languages }, wasmName, alone = false, carried = {}) {
  const constants = { VERSION: version, WASM: wasmName, WASM_INTEGRITY: integrity(wasm), LATER_ADDRESS: "", LATER_INTEGRITY: "" };
  // The npm package's files may be changed by a bundler, and are the page's own.
  if (!alone) constants.LATER_ADDRESS = `./${laterName(wasmName)}`;
  if (wasmName) constants.LATER_INTEGRITY = integrity(laterPart, "sha256");
  if (alone) constants.LANGUAGE_CARRIED = carried;
  else Object.assign(constants, { FORMATS_ADDRESS: `./${formats}` }, addresses((name) => `./${languages[name]}`));
  const quoted = Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]);
  const external = alone ? [] : [`./${formats}`];
  const text = await bundle(path.join(FORMS, entry), { widget: module }, Object.fromEntries(quoted), external);
  // wasm-bindgen's own guess where the wasm is: bundlers would look for that file.
  const guess = 'new URL("reading-annotator-page_bg.wasm",import.meta.url)';
  if (text.split(guess).length !== 2) throw new Error("wasm-bindgen's module is not as expected");
  return text.replace(guess, "void 0");
}

/** The name of a wasm's later part. */
const laterName = (wasmName) => `${path.basename(wasmName || `${NAME}.wasm`, ".wasm")}-later.wasm`;

/** The npm package as a tarball in `out`; its name. */
async function makeTarball(parts, out) {
  const directory = path.join(out, "npm");
  mkdirSync(directory);
  const write = (name, content) => writeFileSync(path.join(directory, name), content);
  write(`${NAME}.js`, await formScript("module.js", parts, ""));
  write(`${NAME}.wasm`, parts.wasm);
  write(laterName(""), parts.laterPart);
  write(`${NAME}.css`, `${await styles(path.join(ROOT, "styles/edge.css"))}\n`);
  for (const file of parts.later) cpSync(file, path.join(directory, path.basename(file)));
  for (const name of [`${NAME}.d.ts`, "react.d.ts"]) cpSync(path.join(FORMS, "types", name), path.join(directory, name));
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "schema/reading-annotations-1.schema.json", "schema/assignment-1.schema.json"]) {
    cpSync(path.join(ROOT, name), path.join(directory, path.basename(name)));
  }
  const tools = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  write("package.json", `${JSON.stringify({
    name: NAME,
    version,
    description: /^description = "(.*)"$/m.exec(readFileSync(path.join(ROOT, "Cargo.toml"), "utf8"))[1],
    license: tools.license,
    keywords: ["annotation", "highlight", "reading", "custom-element", "wasm"],
    type: "module",
    main: `./${NAME}.js`,
    types: `./${NAME}.d.ts`,
    exports: {
      ".": { types: `./${NAME}.d.ts`, default: `./${NAME}.js` },
      "./react": { types: "./react.d.ts" },
      [`./${NAME}.css`]: `./${NAME}.css`,
      [`./${NAME}.wasm`]: `./${NAME}.wasm`,
      [`./${laterName("")}`]: `./${laterName("")}`,
      "./schema.json": "./reading-annotations-1.schema.json",
      "./assignment.schema.json": "./assignment-1.schema.json",
      "./package.json": "./package.json",
    },
    // Importing the module defines the element, the sheet places it: neither may be left out.
    sideEffects: [`./${NAME}.js`, `./${NAME}.css`],
  }, null, 2)}\n`);
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", out], { cwd: directory, stdio: ["ignore", "ignore", "pipe"] });
  return `${NAME}-${version}.tgz`;
}

/**
 * Makes all forms.
 * @param {object} [options]
 * @param {string} [options.dist] what Trunk has built
 * @param {string} [options.out] emptied first
 * @returns {Promise<string[]>} the files to publish, by name
 */
export async function makePackage({ dist, out = path.join(ROOT, "dist/package") } = {}) {
  const parts = built(dist);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const write = (name, content) => {
    writeFileSync(path.join(out, name), content);
    return name;
  };
  // The name without a version is for pages that take each new one; it says itself which
  // wasm it needs, so a cached one goes on with the wasm of its own version.
  const wasmName = `${NAME}-${version}.wasm`;
  const script = await formScript("one_line.js", parts, wasmName);
  for (const file of parts.later) cpSync(file, path.join(out, path.basename(file)));
  return [
    write(`${NAME}.js`, script),
    write(`${NAME}-${version}.js`, script),
    write(wasmName, parts.wasm),
    write(laterName(wasmName), parts.laterPart),
    ...parts.later.map((file) => path.basename(file)),
    write("frame.html", readFileSync(path.join(FORMS, "frame.html"))),
    write(`${NAME}-frame.js`, await formScript("frame.js", parts, wasmName)),
    write(`${NAME}-frame.css`, `${await styles(path.join(ROOT, "styles/one_file.css"))}\n`),
    write("bookmarklet.html", readFileSync(path.join(FORMS, "bookmarklet.html"))),
    write("bookmarklet.js", await bundle(path.join(FORMS, "bookmarklet.js"))),
    write("assignment.html", readFileSync(path.join(FORMS, "assignment.html"))),
    write(`${NAME}-assignment.js`, await formScript("assignment.js", parts, wasmName)),
    write(`${NAME}-assignment.css`, `${await styles(path.join(ROOT, "styles/assignment.css"))}\n`),
    await makeTarball(parts, out),
    ...copyDesk(dist, out),
  ];
}

/** The desk is a page with files beside it, in a folder of its own; their names. */
function copyDesk(dist = path.join(ROOT, "dist"), out) {
  const names = readdirSync(dist).filter((name) => /^(desk[-.]|formats-|language-|page-\w+\.js$)|^reading-annotator-later-|_bg\.wasm$/.test(name));
  mkdirSync(path.join(out, "desk"));
  for (const name of names) cpSync(path.join(dist, name), path.join(out, "desk", name));
  return names.map((name) => `desk/${name}`);
}

/** What a self-contained page may weigh besides its article. */
const PAGE_LIMIT = 600_000;

/**
 * One page that holds everything.
 * @param {string} file the article
 * @param {object} [options]
 * @param {string} [options.dist] what Trunk has built
 * @param {string} [options.documentId] names the article; default: the file's name and the title
 * @returns {Promise<{html: string, own: number, notes: string[]}>} `own` is the weight besides the article
 */
export async function makePage(file, { dist, documentId } = {}) {
  const { title, language, direction, html, notes } = readArticle(file);
  const parts = built(dist);
  const spoken = languageOf(language);
  const say = phrases(spoken);
  const script = await formScript("one_file.js", parts, "", true, spoken ? { [spoken]: languageText(spoken) } : {});
  const css = await styles(path.join(ROOT, "styles/one_file.css"));
  // Either would end a script or a style, or let it not end.
  for (const text of [script, css]) if (/<\/(script|style)|<!--/i.test(text)) throw new Error("the page's script or style cannot stand in a page");
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  // The rest of what a policy in a page can say: nothing is loaded, nothing else runs.
  const policy = [
    "default-src 'none'", `script-src ${hash(script)} 'wasm-unsafe-eval'`, `style-src ${hash(css)}`, "img-src data:",
    "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join("; ");
  const id = documentId ?? `${path.basename(file, path.extname(file))}: ${title}`;
  const packed = (content) => gzipSync(content, { level: 9 }).toString("base64");
  const page = `<!doctype html>
<html lang="${escaped(language)}"${direction ? ` dir="${escaped(direction)}"` : ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${NAME} ${version}">
<title>${escaped(title)}</title>
<style>${css}</style>
</head>
<body>
<p class="saving" lang="${spoken ?? "en"}" dir="${directionOf(spoken)}"><button type="button" id="save-page" disabled>${escaped(say("Save page with my labels"))}</button> <span id="saved" role="status"></span></p>
<noscript><p class="saving" lang="${spoken ?? "en"}" dir="${directionOf(spoken)}">${escaped(say("The article can be read without JavaScript; labelling its sentences needs it."))}</p></noscript>
<main>
<article id="article">
${html}
</article>
</main>
<${NAME} data-edge for="article" document-id="${escaped(id)}"></${NAME}>
<script type="application/octet-stream;base64" id="${NAME}-wasm">${packed(parts.wasm)}</script>
<script type="application/octet-stream;base64" id="${NAME}-later">${packed(parts.laterPart)}</script>
<script type="application/json" id="${NAME}-labels"></script>
<script type="module">${script}</script>
</body>
</html>
`;
  const own = Buffer.byteLength(page) - Buffer.byteLength(html);
  if (own > PAGE_LIMIT) throw new Error(`the page weighs ${own} bytes besides its article, over the limit of ${PAGE_LIMIT}`);
  return { html: page, own, notes };
}

function print(out, files) {
  const width = Math.max(...files.map((name) => name.length));
  console.log(`${"file".padEnd(width)} ${"bytes".padStart(8)} ${"brotli".padStart(8)}  integrity`);
  for (const name of files) {
    const content = readFileSync(path.join(out, name));
    const sizes = [content.length, brotliCompressSync(content).length].map((size) => `${size}`.padStart(8)).join(" ");
    console.log(`${name.padEnd(width)} ${sizes}  ${integrity(content)}`);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const out = path.join(ROOT, "dist/package");
  try {
    const { values } = parseArgs({ options: { article: { type: "string" }, "document-id": { type: "string" } } });
    print(out, await makePackage({ out }));
    if (values.article) {
      const { html, own, notes } = await makePage(values.article, { documentId: values["document-id"] });
      const name = `${path.basename(values.article, path.extname(values.article))}.html`;
      mkdirSync(path.join(out, "pages"), { recursive: true });
      writeFileSync(path.join(out, "pages", name), html);
      for (const note of notes) console.log(note);
      console.log(`\npages/${name}: ${Buffer.byteLength(html)} bytes, ${own} besides the article (limit ${PAGE_LIMIT})`);
    }
    console.log(`\nThe package is in ${path.relative(process.cwd(), out) || "."}.`);
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exit(1);
  }
}
