// A page on which the later part of the wasm does not come before the test lets it.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { replace } from "./site.mjs";

export const isLater = (address) => address.includes("reading-annotator-later-");

/** What is fetched of it waits for `window.release()`. */
const HELD = `
const real = fetch;
const gate = new Promise((resolve) => { window.release = resolve; });
window.fetch = async (...all) => {
  if (String(all[0]).includes("reading-annotator-later-")) await gate;
  return real(...all);
};`;

/** Makes such a page of one of the site's. */
export function held(site) {
  writeFileSync(path.join(site.root, "held.js"), HELD);
  return (html) => replace(html, "<title>", '<script src="held.js"></script><title>');
}

/** The addresses under which the page has asked for it. */
export const asked = async (page) => (await page.run(() => performance.getEntriesByType("resource").map(({ name }) => name))).filter(isLater);

/** How often it did so holding the page. */
export const atOnce = async (page) => (await asked(page)).filter((address) => address.includes("?at-once")).length;
