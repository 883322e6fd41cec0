// The first half of Trunk's post_build hook (bundle.mjs): moves the inline start module that Trunk writes into a
// file beside index.html, so that the page runs under a policy without
// 'unsafe-inline', hash or nonce. Ends with an error if Trunk's page is not as
// expected, because the page would then be dead under the policy.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("TRUNK_STAGING_DIR is not set: this is Trunk's post_build hook");
const page = path.join(staging, "index.html");
const html = readFileSync(page, "utf8");

const inline = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)].filter(
  ([, attributes]) => !/\ssrc\s*=/i.test(attributes),
);
if (inline.length !== 1) {
  throw new Error(`index.html has ${inline.length} inline scripts; only Trunk's start module is expected`);
}
const [element, attributes, text] = inline[0];
if (!/type="?module"?/.test(attributes) || !text.includes("TrunkApplicationStarted")) {
  throw new Error("the inline script of index.html is not Trunk's start module");
}

// Nobody asks for all that the wasm exports.
const lean = text.replace("import init, * as bindings", "import init").replace(/^\s*window\.wasmBindings = bindings;\n/m, "");
if (lean.includes("bindings")) throw new Error("Trunk's start module is not as expected");
const source = `${lean.trim().replace(/\n{2,}/g, "\n")}\n`;
const name = `start-${createHash("sha256").update(source).digest("hex").slice(0, 16)}.js`;
writeFileSync(path.join(staging, name), source);
writeFileSync(page, html.replace(element, () => `<script type="module" src="./${name}"></script>`));
