// Loaded before all modules: keeps the widget's wasm memory, for tests that look whether it grows,
// and makes its ten minutes short.
const wait = setTimeout;
window.setTimeout = (work, time, ...values) => wait(work, time >= 600_000 ? 20 : time, ...values);
for (const name of ["instantiate", "instantiateStreaming"]) {
  const make = WebAssembly[name];
  WebAssembly[name] = async (...values) => {
    const made = await make.apply(WebAssembly, values);
    const { exports } = made.instance ?? made;
    window.wasmMemory ??= Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
}
