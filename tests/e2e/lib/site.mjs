// A site for tests: a copy of the built demo, to which pages can be added.
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "../../../scripts/server.mjs";

const DIST = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../dist");
const DOCUMENT_ID = 'document-id="wren-harbor-night-sky"';

/** `text` with `old`, which must be there, replaced by `next`. */
export function replace(text, old, next) {
  if (!text.includes(old)) throw new Error(`the demo does not have “${old}”`);
  return text.replace(old, () => next);
}

/**
 * Serves a copy of the demo.
 * @param {object} [options]
 * @param {Record<string, string | null>} [options.headers] as for `startServer`
 * @returns {Promise<{url: string, root: string, requests: string[],
 *   add: (name: string, edit: (html: string) => string) => string,
 *   own: (edit?: (html: string) => string) => string, close: () => Promise<void>}>}
 *   `add` makes a page from the demo's, edited, and returns its URL; `own` does so for a
 *   document of its own, with a storage and a history that no other test touches.
 */
export async function startSite({ headers } = {}) {
  const root = mkdtempSync(path.join(tmpdir(), "annotator-site-"));
  cpSync(realpathSync(DIST), root, { recursive: true });
  const server = await startServer({ root, headers });
  const demo = readFileSync(path.join(root, "index.html"), "utf8");
  let documents = 0;
  const add = (name, edit) => {
    writeFileSync(path.join(root, name), edit(demo));
    return server.url + name;
  };
  const own = (edit = (html) => html) => {
    const id = `test-${process.pid}-${(documents += 1)}`;
    return add(`${id}.html`, (html) => edit(replace(html, DOCUMENT_ID, `document-id="${id}"`)));
  };
  return {
    url: server.url,
    root,
    requests: server.requests,
    add,
    own,
    close: async () => {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
