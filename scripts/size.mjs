// Sizes of all wasm, JavaScript and CSS that the built page loads: raw, gzip -9 and
// brotli -q 11, in bytes. Fails when the brotli total is over the limit. What is loaded
// only when somebody asks for it stands apart and does not count.
//   node scripts/size.mjs [DIRECTORY]
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// What the page should weigh at start, and what no build may go over: other compilers make some kilobytes more or less.
const GOAL = 140 * 1024;
const CEILING = 144 * 1024;
const directory = process.argv[2] ?? "dist";

/** Relative addresses in a file that name another file of the page. */
function references(file, text) {
  const pattern = file.endsWith(".html")
    ? /\b(?:src|href)\s*=\s*["']?([^"'\s>]+)/g
    : /["'`(]((?:\.{0,2}\/)?[\w./-]+\.(?:js|mjs|wasm|css))["'`)]/g;
  return [...text.matchAll(pattern)].map(([, address]) => address.replace(/[?#].*$/, ""));
}

/** What is fetched when it is used: the wasm's later part, and scripts that are imported then. */
const isLater = (file) => /^(formats-|reading-annotator-later-)/.test(path.basename(file));

/** Follows a file's references through scripts and style sheets, but for what is loaded later. */
function loaded(page, later = []) {
  const seen = new Set();
  const waiting = [page];
  while (waiting.length) {
    const file = waiting.pop();
    if (seen.has(file)) continue;
    if (file !== page && isLater(file)) {
      if (!later.includes(file)) later.push(file);
      continue;
    }
    let content;
    try {
      content = readFileSync(file);
    } catch {
      // A string that only looks like a file, or an address of another place.
      continue;
    }
    seen.add(file);
    if (file.endsWith(".wasm")) continue;
    for (const address of references(file, content.toString("utf8"))) {
      if (!/\.(js|mjs|wasm|css)$/.test(address) || /^[a-z]+:|^\/\//i.test(address)) continue;
      const base = address.startsWith("/") ? directory : path.dirname(file);
      waiting.push(path.join(base, address));
    }
  }
  if (page.endsWith(".html")) seen.delete(page);
  return [...seen].sort();
}

const measured = (file) => {
  const content = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return [
    path.relative(directory, file),
    content.length,
    gzipSync(content, { level: 9 }).length,
    brotliCompressSync(content, { params }).length,
  ];
};
const later = [];
const rows = loaded(path.join(directory, "index.html"), later).map(measured);
const languages = readdirSync(directory).filter((name) => name.startsWith("language-")).map((name) => path.join(directory, name));
const laterRows = [...later.flatMap((file) => loaded(file)), ...languages].map(measured);
if (!rows.some(([name]) => name.endsWith(".wasm"))) {
  console.error(`error: ${directory}/index.html loads no .wasm; build it with: trunk build`);
  process.exit(1);
}
const sum = (rows) => rows.reduce((sum, row) => sum.map((value, i) => value + row[i + 1]), [0, 0, 0]);
const total = sum(rows);
const width = Math.max(...[...rows, ...laterRows].map(([name]) => name.length), 5);
const line = (name, values) => console.log(name.padEnd(width), ...values.map((value) => `${value}`.padStart(9)));
line("bytes", ["raw", "gzip", "brotli"]);
for (const [name, ...values] of rows) line(name, values);
line("total", total);
if (laterRows.length) {
  console.log("When it is used:");
  for (const [name, ...values] of laterRows) line(name, values);
}
console.log(total[2] <= GOAL ? "The goal is reached." : `The goal is ${GOAL}: ${total[2] - GOAL} too many.`);
if (total[2] > CEILING) {
  console.error(`error: ${total[2]} bytes with brotli are over the ceiling of ${CEILING}`);
  process.exit(1);
}
