// Starts the widget's wasm once in a page, whichever form brings it, and puts what keeps
// it from starting into words for a reader.
import init from "widget";

const MARK = Symbol.for("reading-annotator");
export const NAME = "reading-annotator";

/** Takes the page for this script: null, or who was here before: `{version, url}`. */
export function claim(url) {
  const before = globalThis[MARK];
  if (before) return before;
  Object.defineProperty(globalThis, MARK, { value: { version: VERSION, url } });
  return null;
}

/** Where the wasm lies, and what it must be. */
export const wasmAt = (base) => fetch(new URL(WASM, base), { integrity: WASM_INTEGRITY, priority: "low" });

/** `wasm` is a promise of a response or of bytes. Defines the element. */
export async function start(wasm) {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  await init({ module_or_path: await wasm });
}

/** The page is painted before the widget takes the processor; a page that is not shown paints nothing. */
export const painted = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 500);
});

/** What is told of a start that failed: arguments of `notice`. */
export function whyNot(error) {
  const said = String(error?.message ?? error);
  const why = typeof WebAssembly !== "object" ? "this browser does not run WebAssembly, or has it switched off"
    : /content.?security|unsafe-eval|\bCSP\b/i.test(said) ? "the page's security policy does not allow it (it needs 'wasm-unsafe-eval')"
    : error?.name === "TypeError" || /failed to fetch/i.test(said) ? "a part of it could not be loaded"
    : "something went wrong while it started";
  return ["The annotation panel is not here: {why}. The page itself is complete.", error, { why }];
}
