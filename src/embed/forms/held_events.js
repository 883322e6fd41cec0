// What waits for the later part of the wasm, and is done in its order when that has come: what the reader does in the panel,
// whose controls the first part has drawn, but what they do is in the later; and what the wasm itself waits with.

/** Of these each is sent once more. */
const SENT = ["click", "keydown", "input", "change", "focus", "blur", "drop"];
/** These mean nothing by then: nobody hears them. */
const DROPPED = ["keyup", "keypress", "submit", "scroll", "pointerdown", "mousedown", "dragover", "dragleave"];
/** What these do besides is not wanted: a click comes once more with all that it does. */
const PREVENTED = ["click", "submit"];
/** What these keys do is the browser's: to move the focus, to scroll by pages, to load anew. */
const BROWSERS_KEYS = /^(Tab|Page\w+|F\d+|Shift|Control|Alt|Meta)$/;
/** The cursor's keys. */
const CURSORS_KEYS = /^(Arrow\w+|Home|End|Enter|Escape|Delete|Backspace|[^ ])$/;

const roots = [];
/** In their order: events with their targets, and functions. */
const waiting = [];
let need;
let isSending = false;

/** From now on what happens in this shadow root waits; `bring` sees to it that it is not for ever. */
export function hold(root, bring) {
  need = bring;
  roots.push(root);
  for (const type of [...SENT, ...DROPPED]) root.addEventListener(type, wait, true);
}

/** What hears the keys. */
export const holdKeys = (root) => root.querySelector("[role=listbox]")?.focus({ preventScroll: true });

/** A promise that is kept in its turn. */
export const turn = () => new Promise((resolve) => { waiting.push(resolve); });

/** It is there. */
export async function release() {
  // Where the keys of a control go whose focus was moved by what waited before them.
  const gone = new Set();
  while (waiting.length > 0) {
    const next = waiting.shift();
    if (typeof next === "function") {
      next();
      await task();
      continue;
    }
    const [target, event] = next, root = target.getRootNode();
    if (!roots.includes(root)) continue;
    const had = root.activeElement;
    if (event.type === "keydown" && had !== target && gone.has(target)) typeInto(had, event);
    else send(target, event);
    // What it has changed is drawn before the next, and has the focus.
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    if (/^(keydown|click)$/.test(event.type) && had?.contains(target) && root.activeElement !== had) gone.add(had);
  }
  for (const root of roots) for (const type of [...SENT, ...DROPPED]) root.removeEventListener(type, wait, true);
}

/** Whether the browser may do its own part. */
function send(target, event) {
  isSending = true;
  const may = target.dispatchEvent(new event.constructor(event.type, event));
  isSending = false;
  return may;
}

/** Not a timer's: in a hidden page that would be a second away. */
const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
});

/** What was typed for a field, or a dialog, that has only now the focus: the browser's part is done for it. */
function typeInto(field, event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (!field || !send(field, event) || ctrlKey || metaKey || altKey) return;
  if (key === "Escape") field.closest("dialog")?.close();
  const typed = key === "Enter" && field.localName === "textarea" ? "\n" : key;
  if (typed.length > 1 || !field.setRangeText) return;
  field.setRangeText(typed, field.selectionStart, field.selectionEnd, "end");
  send(field, new InputEvent("input", { bubbles: true, composed: true }));
}

function wait(event) {
  const { type, target } = event;
  if (isSending || target.closest(".rescue")) return;
  event.stopImmediatePropagation();
  if (type === "click" && target.closest(".gap + button")) return chooseFiles(event);
  if (PREVENTED.includes(type) || bringsFiles(event) || (type === "keydown" && isCursors(event))) event.preventDefault();
  // Firefox takes a click that is sent to words once more for the end of a selection.
  const meant = (type === "click" && target.closest("label")?.control) || target;
  // WebKit moves the focus once more.
  if (SENT.includes(type) && !BROWSERS_KEYS.test(event.key)) waiting.push([meant, type === "drop" ? withFiles(event) : event]);
  need();
}

/** For importing: browsers show their chooser only while a click is fresh. What is chosen waits. */
function chooseFiles(event) {
  event.preventDefault();
  isSending = true;
  event.currentTarget.querySelector("[type=file]").click();
  isSending = false;
  need();
}

/** Else the browser would leave the page for the file. */
const bringsFiles = ({ type, dataTransfer }) => (type === "dragover" || type === "drop") && dataTransfer.types.includes("Files");

/** What an event brings is gone with it, but for the files themselves. */
function withFiles({ dataTransfer: { files }, bubbles, cancelable, composed }) {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  return new DragEvent("drop", { bubbles, cancelable, composed, dataTransfer });
}

/** A field's keys are its own. */
const isCursors = ({ target, key, ctrlKey, metaKey, altKey }) =>
  target.matches("[role=listbox]") && !altKey && (ctrlKey || metaKey ? /^[yz]$/i : CURSORS_KEYS).test(key);
