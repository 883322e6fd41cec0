// How JavaScript is made ready for browsers: one module of many, shortened.
import { readFileSync } from "node:fs";
import { build, transform } from "esbuild";

/**
 * One module of `entry` and all that it imports.
 * @param {string} entry the first module's file
 * @param {Record<string, string>} [aliases] files for names that are imported
 * @param {Record<string, string>} [constants] names and what stands for them, as JavaScript
 * @param {string[]} [external] addresses that the browser is to import by itself
 */
export async function bundle(entry, aliases = {}, constants = {}, external = []) {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [entry],
    bundle: true, minify: true, write: false, format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
    define: constants, external,
    plugins: [{
      name: "aliases",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /./ }, ({ path }) => (Object.hasOwn(aliases, path) ? { path: aliases[path] } : null));
        // A style sheet is imported as its text.
        onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await styles(path), loader: "text" }));
      },
    }],
  });
  return text;
}

/** A style sheet, shortened. */
export async function styles(file) {
  const { code } = await transform(readFileSync(file, "utf8"), { loader: "css", minify: true });
  return code.trim();
}
