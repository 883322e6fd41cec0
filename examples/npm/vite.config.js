// The wasm lies beside the package's module, so the module must stay where it is while
// developing. Nothing else is needed; `vite build` needs nothing at all.
export default {
  base: "./",
  optimizeDeps: { exclude: ["reading-annotator"] },
  build: { target: "es2022" },
};
