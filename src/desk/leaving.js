// The page is left: with a question while something is in memory only, and without leaving the storage
// blocked (see connection.js). It may be shown again as it was.

/**
 * `worker()` is the connection. `asks()` is whether leaving is to be asked about, `needed()` whether the worker or
 * the page has what is nowhere else; `goOn()` begins anew with another worker.
 */
export function watchLeaving({ worker, asks, needed, goOn }) {
  addEventListener("beforeunload", (event) => { if (asks()) event.preventDefault(); });
  addEventListener("pagehide", () => { if (!needed()) worker().end(); });
  addEventListener("pageshow", () => { if (worker().ended) goOn(); });
}
