// Sites whose pages keep what must not happen: exceptions, policy violations.
import { cpSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
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
