// Brings the part of the wasm that opening a page does without, and joins it to the first: when the reader stirs, or when
// something needs it. scripts/lib/wasm_parts.mjs divides the wasm, and scripts/lib/page_wasm.mjs puts this between it and
// wasm-bindgen's module. What the reader does meanwhile waits (held_events.js). What runs into a function that is not
// there yet all the same cannot wait: then the page does, for once.
import { hold, holdKeys, release, turn } from "./held_events.js";

/** Signs of a reader. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "wheel"];
/** Between two attempts, in milliseconds: twice as long each time. */
const PAUSE_MS = 1000, LONGEST_PAUSE_MS = 30_000;
/** What waits longer is seen to wait. */
const PATIENCE_MS = 400;
/** And what waits as long as this is told. A request that has no answer by then is given up; the next has twice as long. */
const LONG_MS = 15_000;

let imports, first, digest, element;
let isThere = false;
let tellJoined;
const joined = new Promise((resolve) => { tellJoined = resolve; });
/** What waited is done. */
const settled = joined.then(release);
let coming = null;
let looping = false;
let allowed = LONG_MS;
/** Ends the request that is under way. */
let giveUp = null;
let given = null;

/** wasm-bindgen's imports, with what the first part asks. */
export function withLaterPart(all) {
  imports = { ...all, later: { ask, joined: () => element.notePlace() } };
  return imports;
}

/** The second part's bytes, for a page that carries them; before the wasm is started. */
export function laterIs(bytes) { given = bytes; }

/** The first part runs; `sha256` makes a sum of bytes. */
export function begin(exports, comesInParts, sha256) {
  [first, digest] = [exports, sha256];
  element = comesInParts({ need, attempt, joined, hold: (root) => isThere || hold(root, seek), holdKeys: (root) => isThere || holdKeys(root) });
  for (const sign of SIGNS) addEventListener(sign, stir, { capture: true, passive: true });
}

// A browser also tells that the page has moved under a pointer that rests.
function stir({ type, movementX, movementY }) {
  if (type === "pointermove" && !movementX && !movementY) return;
  for (const sign of SIGNS) removeEventListener(sign, stir, { capture: true });
  // It is asked for again when it is needed.
  bring().catch(() => {});
}

/** Nothing, if it is there, else a promise that is kept once it is, in its turn, however long that takes. */
function need() {
  if (isThere) return;
  seek();
  return turn();
}

/** A promise that is kept once all that waited is done; after a second attempt it is rejected. */
function attempt() {
  if (isThere) return settled;
  seek();
  return bring().catch(() => pause(PAUSE_MS).then(bring)).then(() => settled, (cause) => {
    throw new Error("A part of the widget could not be loaded.", { cause });
  });
}

/** Something waits: it is asked for until it is there. */
async function seek() {
  if (looping || isThere) return;
  looping = true;
  let again, isTold = false;
  const anew = async () => {
    giveUp?.();
    await pause(0);
    again?.();
    return bring().then(() => true, () => false);
  };
  const tell = (error) => {
    if (!isTold) element.showNotLoaded(error, anew);
    isTold = true;
  };
  const slow = setTimeout(() => element.showWaiting(true), PATIENCE_MS);
  const long = setTimeout(tell, LONG_MS, new Error("no answer yet"));
  addEventListener("online", anew);
  for (let next = PAUSE_MS; !isThere; next = Math.min(next * 2, LONGEST_PAUSE_MS)) {
    try {
      await bring();
    } catch (error) {
      // What fails once is no trouble yet.
      if (next > PAUSE_MS) tell(error);
      await Promise.race([joined, pause(next), new Promise((resolve) => { again = resolve; })]);
    }
  }
  clearTimeout(slow);
  clearTimeout(long);
  removeEventListener("online", anew);
  element.showWaiting(false);
}

const pause = (length) => new Promise((resolve) => { setTimeout(resolve, length); });

function bring() {
  coming ??= Promise.race([joined, compiled().then((module) => isThere || WebAssembly.instantiate(module, { ...imports, first }).then(join))]).catch((error) => {
    coming = null;
    throw error;
  });
  return coming;
}

const address = () => new URL(LATER_ADDRESS, import.meta.url);

async function compiled() {
  if (given) return WebAssembly.compile(given);
  const request = new AbortController();
  giveUp = () => request.abort();
  const timer = setTimeout(giveUp, allowed);
  allowed *= 2;
  const answer = await fetch(address(), { integrity: LATER_INTEGRITY, signal: request.signal }).finally(() => {
    clearTimeout(timer);
    giveUp = null;
  });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}: ${answer.url}`);
  // While it arrives, if its server says what it is.
  const arrives = WebAssembly.compileStreaming && answer.headers.get("Content-Type") === "application/wasm";
  return arrives ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

/** Its functions and data are in their places; should two have come at once, they are the same. */
function join({ exports }) {
  first.there.value = 1;
  exports.joined();
  tellJoined();
  isThere = true;
}

// The first part needs a function now.
function ask() {
  try {
    join(new WebAssembly.Instance(new WebAssembly.Module(given ?? fetchedAtOnce()), { ...imports, first }));
  } catch (error) {
    // What asked breaks off with it: the reader is told.
    element.panicked(error);
    throw error;
  }
}

function fetchedAtOnce() {
  const request = new XMLHttpRequest();
  const place = address();
  // Chromium keeps a second request of one address waiting for the first, which cannot go on meanwhile.
  place.search = "at-once";
  request.open("GET", place, false);
  // Each byte as a character; a request that does not wait knows no other form.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error(`${request.status} ${request.statusText}: ${request.responseURL}`);
  const bytes = Uint8Array.from(request.response, (character) => character.charCodeAt(0) & 255);
  // Such a request knows no integrity either.
  if (LATER_INTEGRITY && `sha256-${btoa(String.fromCharCode(...digest(bytes)))}` !== LATER_INTEGRITY) throw new Error(`${request.responseURL} is not what was published`);
  return bytes;
}
