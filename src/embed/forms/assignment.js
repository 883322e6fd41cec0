// The page that makes an assignment's file: a form, and beside it a sample text with the real
// widget, which is configured anew as one types. The widget judges what is written, too: what
// it says is wrong is shown at the control that its key means.
import { addLabel, addQuestion, assignment, controlOf, follow, number, putInside, show, showChosen } from "./assignment_form.js";
import { notice } from "./notice.js";
import { claim, start, wasmAt, whyNot } from "./start.js";

const WAIT_MS = 250;
const by = (id) => document.getElementById(id);
const element = document.querySelector("reading-annotator");
// A block of configuration, as far as a selector sees: a real script element may not be changed
// where a page's policy demands Trusted Types.
const block = document.createElementNS("urn:reading-annotations:block", "script");
for (const [name, value] of [["type", "application/json"], ["data-reading-annotator", ""]]) block.setAttribute(name, value);
block.append("{}");
element.append(block);

// It goes from place to place, and may be taken out with a label.
const box = by("problem");

/** The newest check. */
let checking = Promise.resolve(null);
let timer = 0;

const tell = (words) => { by("told").textContent = words; };

/** Configures the preview with a text; what the widget says is wrong with it, or null. */
async function tried(text) {
  let problem = null;
  const listen = ({ detail }) => { if (detail.code === "configuration") problem = detail.message; };
  element.addEventListener("annotator-error", listen);
  try {
    block.firstChild.data = text;
    // A change of the attribute is what makes the widget look again.
    if (element.hasAttribute("config")) element.removeAttribute("config");
    else element.setAttribute("config", "");
    await element.getSentences();
    return problem;
  } finally {
    element.removeEventListener("annotator-error", listen);
  }
}

/** What the preview is to show: a file that lies elsewhere is not there. */
function forPreview({ annotations, ...rest }) {
  return JSON.stringify(typeof annotations === "string" && annotations.trim() ? rest : { annotations, ...rest });
}

const fileText = () => `${JSON.stringify(assignment(), null, 2)}\n`;

/** Checks what the form has, one after the other; what is wrong, or null. */
function check() {
  clearTimeout(timer);
  by("file").textContent = fileText();
  const text = forPreview(assignment());
  checking = checking.then(() => tried(text)).then(showProblem);
  return checking;
}

function showProblem(message) {
  for (const one of document.querySelectorAll("[aria-invalid]")) {
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
  }
  box.hidden = message === null;
  if (message === null) return null;
  const control = controlOf(/“(.*?)”/.exec(message)?.[1] ?? "");
  control?.setAttribute("aria-invalid", "true");
  control?.setAttribute("aria-describedby", "problem");
  // The message stands where the eye is.
  (control?.closest("p") ?? by("form").firstElementChild).before(box);
  // Told only once, though the words may be the same after each letter.
  if (box.textContent !== message) box.textContent = message;
  return { control };
}

/** The file's text, if it can be used; else shows what is wrong. */
async function usable() {
  const problem = await check();
  if (!problem) return fileText();
  tell("Something is wrong with it yet.");
  const { control } = problem;
  const folded = control?.closest("details");
  if (folded) folded.open = true;
  (control ?? by("title")).focus();
  return null;
}

async function download() {
  const text = await usable();
  if (text === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${(assignment().id ?? "assignment").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "assignment"}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  tell(`${link.download} was saved.`);
}

async function copy() {
  const text = await usable();
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
    tell("It is on the clipboard.");
  } catch {
    by("file").closest("details").open = true;
    getSelection().selectAllChildren(by("file"));
    by("file").focus();
    tell("Copy what is marked below “The file”.");
  }
}

/** The JSON of a file that was chosen; says what is wrong, and is null then. */
async function chosen(field) {
  const [file] = field.files;
  const text = await file?.text();
  field.value = "";
  if (text === undefined) return null;
  try {
    return { name: file.name, value: JSON.parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    tell(`${file.name} was not opened: it is not JSON (${error.message}).`);
    return null;
  }
}

async function open({ name, value }) {
  const object = value !== null && typeof value === "object" && !Array.isArray(value);
  const problem = object ? await checking.then(() => tried(forPreview(value))) : "It is not a JSON object.";
  if (problem === null) {
    show(value);
    tell(`${name} is open.`);
  } else {
    tell(`${name} was not opened. ${problem}`);
  }
  await check();
}

function act(button) {
  const item = button.closest("li");
  if (button.dataset.act === "up") {
    item.previousElementSibling?.before(item);
    item.querySelector("[data-key]").focus();
  } else {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("[data-key]") ?? by("ask")).focus();
  }
  number();
  check();
}

function listen() {
  const form = by("form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (target.type === "file") return;
    follow(target);
    tell("");
    clearTimeout(timer);
    timer = setTimeout(check, WAIT_MS);
  });
  for (const id of ["own-labels", "questions"]) by(id).addEventListener("click", ({ target }) => { if (target.dataset.act) act(target); });
  by("ask").addEventListener("click", () => {
    addQuestion().querySelector("[data-key]").focus();
    check();
  });
  by("add").addEventListener("click", () => {
    addLabel().querySelector('[data-key="name"]').focus();
    check();
  });
  by("download").addEventListener("click", download);
  by("copy").addEventListener("click", copy);
  by("anew").addEventListener("click", () => {
    if (!confirm("Begin anew? All that the form says is lost.")) return;
    show({});
    tell("");
    check();
  });
  by("open").addEventListener("change", async ({ target }) => {
    const file = await chosen(target);
    if (file) await open(file);
  });
  by("inline").addEventListener("change", async ({ target }) => {
    const file = await chosen(target);
    if (file) putInside(file.value);
    await check();
  });
}

claim(import.meta.url);
// In a low or narrow window the panel would lie over the form.
if (matchMedia("(width < 45rem)").matches) element.setAttribute("panel", "closed");
listen();
showChosen();
start(wasmAt(import.meta.url)).then(check).catch((error) => notice(whyNot(error), error));
