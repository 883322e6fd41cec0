// Trunk's post_build hook: moves the inline start module to a file, then makes one script of the start module, wasm-bindgen's
// module and our own, so that the page asks once and not five times, and shortens it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
// First of all.
import "./strict-csp.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set: this is Trunk's post_build hook");
const page = path.join(staging, "index.html");
const html = readFileSync(page, "utf8");
const scripts = readdirSync(staging).filter((name) => name.endsWith(".js"));
const start = scripts.find((name) => name.startsWith("start-"));
if (!start || !html.includes(start)) throw new Error("strict-csp.mjs has left no start module");

const { outputFiles: [{ text }] } = await build({
  entryPoints: [path.join(staging, start)],
  bundle: true, minify: true, write: false, format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
});
for (const name of [...scripts, "snippets"]) rmSync(path.join(staging, name), { recursive: true, force: true });
const name = `page-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.js`;
writeFileSync(path.join(staging, name), text);
// What was to be fetched early is in the script now.
writeFileSync(page, html.replace(/<link rel="modulepreload"[^>]*>/g, "").replace(start, () => name));
