// A small static server for the built demo and for tests: 127.0.0.1 only, no
// dependencies, and the strict Content-Security-Policy on every answer.
//   node scripts/server.mjs [DIRECTORY] [PORT]        serves until interrupted
//   import { startServer } from ".../scripts/server.mjs"
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What a host page may demand of everything it loads; the widget works under it. */
export const STRICT_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** The desk parses HTML texts, inert, under the one policy that its page allows, and has a worker. */
export const DESK_CSP = `${STRICT_CSP.replace("trusted-types 'none'", "trusted-types reading-annotator")}; worker-src 'self'`;
const DESK_PAGE = /^\/desk[\w-]*\.html$/;

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** The file that a request path names inside `root`, or null. */
async function locate(root, requestPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(requestPath);
  } catch {
    return null;
  }
  if (decoded.includes("\0")) return null;
  let file = path.join(root, path.normalize(`/${decoded}`));
  try {
    if ((await stat(file)).isDirectory()) file = path.join(file, "index.html");
    file = await realpath(file);
    const inside = file === root || file.startsWith(root + path.sep);
    const found = await stat(file);
    return inside && found.isFile() ? { file, size: found.size } : null;
  } catch {
    return null;
  }
}

/**
 * Serves the files below `root` on 127.0.0.1.
 * @param {object} options
 * @param {string} options.root directory to serve
 * @param {number} [options.port] 0 takes any free port
 * @param {Record<string, string | null>} [options.headers] sent with every answer in
 *   place of the defaults, by name; null leaves a header out. For another policy:
 *   `{ "Content-Security-Policy": "sandbox allow-scripts" }`.
 * @param {Record<string, string>} [options.types] media types in place of the usual ones, by extension
 * @param {(requestPath: string) => number} [options.delay] milliseconds before an answer
 * @returns {Promise<{url: string, port: number, requests: string[], close: () => Promise<void>}>}
 *   `url` ends with a slash; `requests` grows by "METHOD /path" with each request.
 */
export async function startServer({ root, port = 0, headers = {}, types = {}, delay = () => 0 }) {
  const realRoot = await realpath(root);
  const sent = new Map([
    ["content-security-policy", STRICT_CSP],
    ["x-content-type-options", "nosniff"],
    ["cache-control", "no-cache"],
  ]);
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) sent.delete(name.toLowerCase());
    else sent.set(name.toLowerCase(), value);
  }
  const requests = [];

  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    for (const [name, value] of sent) {
      const forDesk = value === STRICT_CSP && DESK_PAGE.test(request.url.split(/[?#]/, 1)[0]);
      response.setHeader(name, forDesk ? DESK_CSP : value);
    }
    const answer = (code, text, extra = {}) => {
      response.writeHead(code, { "content-type": TYPES[".txt"], "content-length": Buffer.byteLength(text), ...extra });
      response.end(request.method === "HEAD" ? undefined : text);
    };
    if (request.method !== "GET" && request.method !== "HEAD") {
      return answer(405, "only GET and HEAD\n", { allow: "GET, HEAD" });
    }
    const found = await locate(realRoot, request.url.split(/[?#]/, 1)[0]);
    if (!found) return answer(404, "not found\n");
    const wait = delay(request.url);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const extension = path.extname(found.file).toLowerCase();
    response.writeHead(200, {
      "content-type": types[extension] ?? TYPES[extension] ?? "application/octet-stream",
      "content-length": found.size,
    });
    if (request.method === "HEAD") return response.end();
    createReadStream(found.file)
      .on("error", () => response.destroy())
      .pipe(response);
  });

  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = server.address().port;
  return {
    url: `http://127.0.0.1:${bound}/`,
    port: bound,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections?.();
      }),
  };
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  const [root = "dist", port = "8080"] = process.argv.slice(2);
  try {
    const { url } = await startServer({ root, port: Number(port) });
    console.log(`Serving ${root} on ${url} (Ctrl+C stops)`);
    if (await locate(await realpath(root), "/desk.html")) console.log(`The desk for many texts is ${url}desk.html`);
  } catch (error) {
    const hint = error.code === "EADDRINUSE" ? `port ${port} is taken; choose another with PORT=…` : error.message;
    console.error(`error: cannot serve ${root}: ${hint}`);
    process.exit(1);
  }
}
