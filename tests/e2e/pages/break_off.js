// What breaks off inside a wasm, as the page sees it. A script of the page's own: browsers do not tell
// a page what a driver's script has thrown.

/** From now on what the widget's wasm asks for the time breaks it off, as an engine would. */
function breakWidget() {
  const now = performance.now.bind(performance);
  performance.now = () => {
    if (!/wasm/.test(new Error().stack)) return now();
    const error = new WebAssembly.RuntimeError("unreachable");
    // Chromium tells the innermost ten calls only; of a deep fault all of them are the wasm's.
    const inside = error.stack.split("\n").filter((line) => /\/.*:wasm-function/.test(line));
    if (inside.length) error.stack = inside.join("\n");
    throw error;
  };
}

/** A wasm of the host's breaks off; the name of the error that the page hears of. */
async function breakHost() {
  const unreachable = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ]);
  const { instance } = await WebAssembly.instantiate(unreachable);
  const told = new Promise((resolve) => addEventListener("error", ({ error }) => resolve(error.name), { once: true }));
  setTimeout(() => instance.exports.f());
  return await told;
}
