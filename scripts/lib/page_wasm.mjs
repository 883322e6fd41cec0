// What scripts/bundle.mjs does with the page's wasm and wasm-bindgen's module beside it: names between the two are made
// short, and the wasm is divided in what runs as a page is opened and what comes later.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { named } from "./wasm_file.mjs";
import { divide, marking } from "./wasm_parts.mjs";

/**
 * Writes the two parts of the page's wasm, small and without names, and what joins them into wasm-bindgen's
 * module `glue`; the later one's name, which `laterName` makes of its bytes.
 */
export function divideWasm(wasm, glue, laterName) {
  const linked = path.join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/release/reading-annotator-page.wasm");
  writeFileSync(wasm, named(readFileSync(wasm)));
  shortenNames(wasm, glue);
  const comesLater = new Set(readFileSync("scripts/later_part.txt", "utf8").split("\n").filter((line) => line && !line.startsWith("#")));
  const parts = divide(readFileSync(wasm), readFileSync(linked), comesLater);
  writeFileSync(wasm, smallest(parts.first, wasm));
  const later = smallest(parts.later, wasm);
  const name = laterName(later);
  writeFileSync(path.join(path.dirname(wasm), name), later);
  writeFileSync(glue, withLaterPart(readFileSync(glue, "utf8")));
  return name;
}

/** For scripts/later_part.mjs: the whole wasm, which tells what has run and acts as if the later part did not come. What checks that runs, too. */
export function markFunctions(wasm, glue) {
  const { bytes, keys } = marking(readFileSync(wasm));
  writeFileSync(wasm, bytes);
  writeFileSync(path.join(path.dirname(wasm), "functions.json"), JSON.stringify(keys));
  const text = readFileSync(glue, "utf8");
  const marked = withImport(text, "comesInParts").replace("wasm = instance.exports;", (line) => `${line}
    globalThis.hasRun = () => Widget.sha256(new Uint8Array(100)) && Object.keys(wasm).filter((name) => name.startsWith("ran ") && wasm[name].value).map((name) => Number(name.slice(4)));
    const never = new Promise(() => {}), need = () => never;
    comesInParts({ need, attempt: need, joined: never, hold: (root) => hold(root, need), holdKeys });`);
  writeFileSync(glue, `import { hold, holdKeys } from ${JSON.stringify(path.resolve("src/embed/forms/held_events.js"))};\n${marked}`);
  return "none";
}

/** The same wasm as small as binaryen makes it; a file beside `wasm` is used for that. */
function smallest(bytes, wasm) {
  const file = `${wasm}.part`;
  writeFileSync(file, bytes);
  // Functions with one caller stay apart: brotli packs them better.
  wasmOpt(file, "-g", "-Oz", "--converge", "--always-inline-max-function-size=4", "--one-caller-inline-max-function-size=0", "-o", file);
  // Two rounds more still find something, on code that was made flat before. Nothing lies in the first KB of memory (the
  // stack's far end): offsets need no addition of their own, 1.6 KB less with brotli. Alignment is a hint that no
  // processor here takes: one and the same packs better by 0.6 KB.
  wasmOpt(file, "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--dealign", "--strip-debug", "--strip-producers", "--strip-target-features", "-o", file);
  const small = readFileSync(file);
  rmSync(file);
  return small;
}

function wasmOpt(file, ...flags) {
  const features = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
  return execFileSync("wasm-opt", [file, ...features.map((name) => `--enable-${name}`), ...flags], { encoding: "utf8" });
}

/** The wasm names each function that it takes from the page, with a hash: 8 KB of them with brotli. */
function shortenNames(wasm, glue) {
  const names = JSON.parse(wasmOpt(wasm, "-g", "--minify-imports-and-exports-and-modules", "-o", wasm));
  const imports = new Map(names.imports.map(([, long, short]) => [long, short]));
  const exports = new Map(names.exports.map(([long, short]) => [long, short]));
  const [{ module }] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(wasm)));
  const found = new Set();
  const text = readFileSync(glue, "utf8")
    .replace(/^(\s+)(\w+)(?=: )/gm, (whole, indent, name) => {
      if (!imports.has(name)) return whole;
      if (found.has(name)) throw new Error(`${name} stands twice in wasm-bindgen's module`);
      found.add(name);
      return `${indent}${imports.get(name)}`;
    })
    .replace(/\bwasm\.(\w+)/g, (whole, name) => {
      if (!exports.has(name)) throw new Error(`wasm-bindgen's module calls ${name}, which the wasm does not export`);
      return `wasm.${exports.get(name)}`;
    })
    .replace(/^(\s+)"\.\/[\w-]+_bg\.js"(?=: )/m, `$1${module}`);
  // What needs nothing between wasm and page is taken from its own module.
  const direct = names.imports.filter(([, name]) => !found.has(name)).map(([from, name, short]) => {
    const [, alias] = new RegExp(`^\\s+"${from.replace(/[.]/g, "\\.")}": (\\w+),?$`, "m").exec(text) ?? [];
    if (!alias) throw new Error(`wasm-bindgen's module lacks ${name}`);
    return `    ${short}: ${alias}.${name},\n`;
  });
  const head = "const import0 = {\n        __proto__: null,\n";
  if (text.split(head).length !== 2) throw new Error("wasm-bindgen's module is not as expected: its imports");
  writeFileSync(glue, text.replace(head, () => `${head}${direct.join("")}`).replace(/^\s+"\.\/snippets\/[^"]+": import\d+,?\n/gm, ""));
}

/** wasm-bindgen's module with what brings the later part of the wasm. */
function withLaterPart(text) {
  const changes = [
    ["function __wbg_get_imports() {", "function __wbg_get_imports() {\n  return withLaterPart(ownImports());\n}\nfunction ownImports() {"],
    ["wasm = instance.exports;", "wasm = instance.exports;\n    begin(wasm, comesInParts, Widget.sha256);"],
  ];
  const changed = changes.reduce((text, [old, next]) => {
    if (text.split(old).length !== 2) throw new Error(`wasm-bindgen's module is not as expected: “${old}”`);
    return text.replace(old, () => next);
  }, withImport(text, "comesInParts"));
  return `import { begin, laterIs, withLaterPart } from ${JSON.stringify(path.resolve("src/embed/forms/later_part.js"))};\n${changed}\nexport { laterIs };\n`;
}

/** wasm-bindgen's module with an import more from the element's script. */
function withImport(text, name) {
  const [, element] = /'(\.[^']*src\/embed\/element\.js)'/.exec(text) ?? [];
  if (!element) throw new Error("wasm-bindgen's module does not import the element's script");
  return `import { ${name} } from '${element}';\n${text}`;
}
