// Sites for the embedding forms: the package on an origin of its own, and host pages on another.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { makePackage } from "../../../scripts/package.mjs";
import { startServer } from "../../../scripts/server.mjs";

const WATCH = fileURLToPath(new URL("../pages/watch.js", import.meta.url));

/** Six sentences in three blocks. */
export const ARTICLE = `<article id="essay"><h1>The reading hour</h1>
<p>Closing the reading hour would save $9,100 a year. A quiet room is a kindness. Dr. Vale counted forty readers on a Tuesday.</p>
<p>Nobody asked them. The library should keep its doors open.</p></article>`;

/** A policy for a host page that takes the package from `origin`. */
export const policyFor = (origin) => [
  "default-src 'none'", `script-src 'self' ${origin} 'wasm-unsafe-eval'`, `connect-src ${origin}`, "style-src 'self'", "img-src 'self'",
  "require-trusted-types-for 'script'", "trusted-types 'none'",
].join("; ");

/** The package, made once in a directory of its own. */
export async function madePackage() {
  const root = mkdtempSync(path.join(tmpdir(), "annotator-package-"));
  await makePackage({ out: root });
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The package as another origin serves it; options as for `startServer`. */
export const servePackage = (root, options = {}) =>
  startServer({ root, ...options, headers: { "Access-Control-Allow-Origin": "*", ...options.headers } });

/**
 * Host pages, each watched from its first moment.
 * @returns {Promise<{url: string, add: (html: string, options?: {name?: string, head?: string, lang?: string}) => string,
 *   close: () => Promise<void>, root: string}>} `add` makes a page of a body and gives its address
 */
export async function hostSite(options = {}) {
  const root = mkdtempSync(path.join(tmpdir(), "annotator-host-"));
  mkdirSync(root, { recursive: true });
  cpSync(WATCH, path.join(root, "watch.js"));
  const server = await startServer({ root, ...options });
  let count = 0;
  return {
    url: server.url,
    root,
    requests: server.requests,
    add(body, { name = `page-${(count += 1)}.html`, head = "", attributes = 'lang="en"' } = {}) {
      writeFileSync(path.join(root, name), `<!doctype html>
<html ${attributes}><head><meta charset="utf-8"><script src="watch.js"></script><title>A host page</title>
<meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`);
      return server.url + name;
    },
    close: async () => {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
