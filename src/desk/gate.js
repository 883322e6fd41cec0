// Whether the worker may go to its storage now. It waits while the page is about to be left: WebKit
// passes on what is asked of a transaction only when it has told the worker that the transaction has
// begun, and a worker that is frozen or ended before that leaves it open for good.
let passing = Promise.resolve();
let open = () => {};

export function closeGate() {
  open();
  passing = new Promise((resolve) => { open = resolve; });
}

export const openGate = () => open();

/** Settles when a transaction may begin. */
export const gate = () => passing;
