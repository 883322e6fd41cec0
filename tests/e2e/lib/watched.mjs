// Sites whose pages keep what must not happen: exceptions, policy violations.
import { cpSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browsers.mjs";
import { replace, startSite } from "./site.mjs";

const WATCH = fileURLToPath(new URL("../pages/watch.js", import.meta.url));
const FIRST = '<meta charset="utf-8">';

/** As `startSite`; `own(edit)` makes a page that is watched from its first moment. */
export async function watchedSite(options) {
  const site = await startSite(options);
  cpSync(WATCH, path.join(site.root, "watch.js"));
  const own = (edit = (html) => html) =>
    site.own((html) => edit(replace(html, FIRST, `${FIRST}<script src="watch.js"></script>`)));
  return { ...site, own };
}

/** What was seen since the page was loaded: `{errors, violations, failures}`. */
export const watched = (page) => page.run(() => window.watched);

/** `{browser, site}` for the tests of a block: a browser and a watched site, which come before them and go after them. */
export function watchedBlock(engine) {
  const block = { browser: undefined, site: undefined };
  before(async () => {
    block.browser = await openBrowser(engine);
    block.site = await watchedSite();
  });
  after(async () => {
    await block.browser?.quit();
    await block.site?.close();
  });
  return block;
}
