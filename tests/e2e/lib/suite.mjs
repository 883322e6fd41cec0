// The frame of a test file: one browser session and one site per engine.
//   onEachEngine("Mouse", ({ engine, test, fresh }) => {
//     test("…", async () => { const page = await fresh(); … });
//   });
import { after, before, describe, test as nodeTest } from "node:test";
import { engines, openBrowser } from "./browsers.mjs";
import { open } from "./page.mjs";
import { startSite } from "./site.mjs";

/** Long enough for a busy machine; a test that waits for ever still ends. */
const TEST_MS = 60_000;

/**
 * `{browser, site}` for the tests of a block: they come before them and go after them. `start` makes the site;
 * without `session` the tests open browsers of their own.
 */
export function setUp(engine, { start = startSite, session = true } = {}) {
  const block = { browser: null, site: null };
  before(async () => {
    block.site = await start();
    if (session) block.browser = await openBrowser(engine);
  }, { timeout: TEST_MS });
  after(async () => {
    await block.browser?.quit();
    await block.site?.close();
  }, { timeout: TEST_MS });
  return block;
}

/**
 * Defines tests for every chosen engine.
 * @param {string} title
 * @param {(suite: {engine: string, test: (name: string, run: () => Promise<void>) => void,
 *   browser: () => any, site: () => any, fresh: (edit?: (html: string) => string) => Promise<any>}) => void} define
 *   `fresh` opens the demo (edited) as a document of its own; see `site.mjs`
 * @param {object} [options]
 * @param {string[]} [options.only] engines to leave it at; the file says why
 * @param {boolean} [options.session] false where the tests open browsers of their own
 */
export function onEachEngine(title, define, { only = engines, session = true } = {}) {
  for (const engine of engines.filter((engine) => only.includes(engine))) {
    describe(`${title} · ${engine}`, { concurrency: false }, () => {
      const block = setUp(engine, { session });
      define({
        engine,
        test: (name, run) => nodeTest(name, { timeout: TEST_MS }, run),
        browser: () => block.browser,
        site: () => block.site,
        fresh: (edit) => open(block.browser, block.site.own(edit)),
      });
    });
  }
}
