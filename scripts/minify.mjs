// Trunk's second post_build hook: shortens the JavaScript of the page. Trunk itself
// does not shorten wasm-bindgen's modules; they are half comments and long names.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { minify } from "terser";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set: this is Trunk's post_build hook");

const files = readdirSync(staging, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".js") && !entry.name.startsWith("start-"))
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
for (const file of files) {
  const { code } = await minify(readFileSync(file, "utf8"), { module: true, ecma: 2022, compress: { passes: 2 } });
  writeFileSync(file, code);
}
