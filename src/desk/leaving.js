// The page is left: with a question while something is in memory only, and without leaving the storage
// blocked (see connection.js and gate.js). It may be shown again as it was, or not be left after all.

/** Who has not left so long after leaving was asked for stays, in milliseconds. */
const STAYS = 2000;

/**
 * `worker()` is the connection. `asks()` is whether leaving is to be asked about, `needed()` whether the worker or
 * the page has what is nowhere else; `goOn()` begins anew with another worker.
 */
export function watchLeaving({ worker, asks, needed, goOn }) {
  let pausing = 0;
  addEventListener("beforeunload", (event) => {
    if (asks()) event.preventDefault();
    worker().tell("closeGate");
    clearTimeout(pausing);
    pausing = setTimeout(() => worker().tell("openGate"), STAYS);
  });
  addEventListener("pagehide", () => { if (!needed()) worker().end(); });
  addEventListener("pageshow", () => (worker().ended ? goOn() : worker().tell("openGate")));
}
