// Makes the embedding forms of what Trunk has built.
//   node scripts/package.mjs [--article FILE]      as scripts/package.sh, without building
//   import { makePackage } from ".../scripts/package.mjs"
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { bundle } from "./lib/javascript.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const FORMS = path.join(ROOT, "src/embed/forms");
const NAME = "reading-annotator";

/** The version, which Cargo.toml has. */
export const version = /^version = "(.*)"$/m.exec(readFileSync(path.join(ROOT, "Cargo.toml"), "utf8"))[1];
/** As `integrity` attributes have it. */
export const integrity = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/** What Trunk has built: the wasm, the widget's module, and what that loads when it is used. */
export function built(dist = path.join(ROOT, "dist")) {
  const names = readdirSync(dist);
  const wasm = names.find((name) => /^reading-annotator-page-\w+_bg\.wasm$/.test(name));
  if (!wasm || !names.includes("widget.js")) throw new Error(`${dist} has no build; run: trunk build`);
  const module = path.join(dist, "widget.js");
  const text = readFileSync(module, "utf8");
  const later = names.filter((name) => /\.(js|wasm)$/.test(name) && name !== wasm && text.includes(name));
  return { module, wasm: readFileSync(path.join(dist, wasm)), later: later.map((name) => path.join(dist, name)) };
}

/** One form's script: `entry` of src/embed/forms with the widget in it. */
export function formScript(entry, { module, wasm }, wasmName) {
  const constants = { VERSION: version, WASM: wasmName, WASM_INTEGRITY: integrity(wasm) };
  const quoted = Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]);
  return bundle(path.join(FORMS, entry), { widget: module }, Object.fromEntries(quoted));
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
    ...parts.later.map((file) => path.basename(file)),
  ];
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
  print(out, await makePackage({ out }));
  console.log(`\nThe package is in ${path.relative(process.cwd(), out) || "."}.`);
}
