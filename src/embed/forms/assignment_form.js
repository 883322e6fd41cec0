// The assignment's form and the object it stands for, one made of the other. What is wrong
// with an object is not this file's affair: the widget says so, with the key.

/** The controls of labels of one's own begin with these. */
const USUAL = [["claim", "Claim"], ["evidence", "Evidence"], ["opinion", "Opinion"]];
const LINES = ["examples", "hard_cases"];
const by = (id) => document.getElementById(id);
const topControls = () => [...document.querySelectorAll("#form [data-key]")].filter((one) => "value" in one && !one.closest("#own-labels, #questions"));
const items = () => [...by("own-labels").children];
const questions = () => [...by("questions").children];
const field = (item, key) => item.querySelector(`[data-key="${key}"]`);
const controls = (item) => [...item.querySelectorAll("[data-key]")];

// What an opened file has and the form does not show, also of its labels and questions; it is
// written back.
let kept = {};
const keptOfItem = new WeakMap();

/** Ids are made of names, until somebody writes one. */
const idOf = (name) => name.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "");

function put(object, path, value) {
  const [name, ...rest] = path.split(".");
  if (rest.length) put(object[name] ??= {}, rest.join("."), value);
  else object[name] = value;
}

const get = (object, path) => path.split(".").reduce((inner, name) => inner?.[name], object);

/** A whole number, or what was written, so that the widget can name it. */
const numberOf = (text) => (/^\d+$/.test(text) ? Number(text) : text);

function labelOf(item) {
  const label = structuredClone(keptOfItem.get(item) ?? {});
  for (const control of controls(item)) {
    const { key } = control.dataset;
    if (LINES.includes(key)) {
      const lines = control.value.split("\n").map((line) => line.trim()).filter(Boolean);
      if (lines.length) label[key] = lines;
    } else if (control.value.trim()) {
      put(label, key, control.value.trim());
    }
  }
  return label;
}

/** A number is the sentence's; anything else is words of it. */
function questionOf(item) {
  const question = { ...keptOfItem.get(item) };
  for (const key of ["id", "text"]) if (field(item, key).value.trim()) question[key] = field(item, key).value.trim();
  const seat = field(item, "seat").value.trim();
  if (/^\d+$/.test(seat)) question.sentence = Number(seat);
  else if (seat) question.quote = seat;
  return question;
}

/** A question at the end of the list; the list item. */
export function addQuestion({ id, text = "", sentence, quote, ...rest } = {}) {
  const item = by("question").content.cloneNode(true).firstElementChild;
  const taken = questions().map((one) => field(one, "id").value.trim());
  for (let at = 1; !id; at += 1) if (!taken.includes(`q${at}`)) id = `q${at}`;
  by("questions").append(item);
  for (const [key, value] of Object.entries({ id, text, seat: sentence ?? quote ?? "" })) field(item, key).value = value;
  keptOfItem.set(item, rest);
  return item;
}

/** The assignment as the form has it. */
export function assignment() {
  const own = by("own").checked;
  const made = {};
  for (const control of topControls()) {
    const { key } = control.dataset;
    if (control.type === "checkbox") {
      if (control.checked) made[key] = true;
    } else if (control.value.trim() && !control.closest("[hidden]")) {
      made[key] = control.value.trim();
    }
  }
  const minimum = {};
  const ask = (id, field) => { if (id && field.value.trim()) minimum[id] = numberOf(field.value.trim()); };
  if (own) {
    made.labels = items().map(labelOf);
    items().forEach((item, at) => ask(made.labels[at].id, item.querySelector("[data-minimum]")));
  } else {
    for (const field of document.querySelectorAll("#usual-minimum [data-minimum]")) ask(field.dataset.minimum, field);
  }
  if (Object.keys(minimum).length) made.minimum = minimum;
  if (questions().length) made.questions = questions().map(questionOf);
  const { annotations, ...rest } = kept;
  if (annotations && made.readonly) made.annotations ??= annotations;
  return { ...made, ...rest };
}

function fill(item, label) {
  const rest = structuredClone(label);
  for (const control of controls(item)) {
    const { key } = control.dataset;
    const value = get(label, key);
    control.value = LINES.includes(key) ? (value ?? []).join("\n") : value ?? "";
    delete rest[key];
  }
  for (const scheme of ["light", "dark"]) for (const part of ["fill", "line"]) delete rest.colours?.[scheme]?.[part];
  keptOfItem.set(item, rest);
  item.dataset.named = label.id ? "yes" : "";
  showColours(item);
}

/** A label of one's own at the end of the list; the list item. */
export function addLabel(label = {}) {
  const item = by("label").content.cloneNode(true).firstElementChild;
  by("own-labels").append(item);
  fill(item, label);
  number();
  return item;
}

/** Legends, and what there is room for. */
export function number() {
  items().forEach((item, at) => {
    const name = item.querySelector('[data-key="name"]').value.trim();
    item.querySelector("legend").textContent = `Label ${at + 1}${name ? `: ${name}` : ""}`;
    item.querySelector('[data-act="up"]').disabled = at === 0;
    item.querySelector('[data-act="remove"]').disabled = items().length === 1;
  });
  by("add").disabled = items().length >= 9;
}

/** What belongs to the choices that were made. */
export function showChosen() {
  const own = by("own").checked;
  if (own && !items().length) for (const [id, name] of USUAL) addLabel({ id, name });
  by("usual-minimum").hidden = own;
  by("own-labels").hidden = by("more").hidden = !own;
  by("shown").hidden = !by("readonly").checked;
  by("inline-told").textContent = kept.annotations ? "An export is inside. " : "";
}

function showColours(item) {
  for (const text of item.querySelectorAll('[data-key^="colours."]')) {
    const chooser = text.closest(".colour").querySelector('[type="color"]');
    if (/^#[0-9a-f]{6}$/i.test(text.value.trim())) chooser.value = text.value.trim();
  }
}

/** After a control has changed: what follows from it in the form. */
export function follow(control) {
  const item = control.closest("#own-labels > li");
  if (item) {
    const id = item.querySelector('[data-key="id"]');
    if (control.dataset.key === "id") item.dataset.named = id.value ? "yes" : "";
    if (control.dataset.key === "name" && !item.dataset.named) id.value = idOf(control.value) || `label-${items().indexOf(item) + 1}`;
    if (control.type === "color") control.closest(".colour").querySelector("[data-key]").value = control.value;
    else showColours(item);
    number();
  }
  showChosen();
}

/** Puts an export inside, in the place of an address. */
export function putInside(exported) {
  kept.annotations = exported;
  by("annotations").value = "";
  showChosen();
}

/** Shows an assignment that the widget has found to be right. */
export function show(object) {
  kept = structuredClone(object);
  for (const control of topControls()) {
    const { key } = control.dataset;
    if (control.type === "checkbox") control.checked = object[key] === true;
    else control.value = typeof object[key] === "string" ? object[key] : "";
    // What is written here as the usual is chosen as that.
    if (control.selectedIndex === -1) control.value = "";
    if (typeof object[key] !== "object") delete kept[key];
  }
  by("own-labels").replaceChildren();
  const own = Array.isArray(object.labels);
  by(own ? "own" : "usual").checked = true;
  for (const label of object.labels ?? []) {
    const field = addLabel(label).querySelector("[data-minimum]");
    field.value = object.minimum?.[label.id] ?? "";
  }
  for (const field of document.querySelectorAll("#usual-minimum [data-minimum]")) {
    field.value = (!own && object.minimum?.[field.dataset.minimum]) || "";
  }
  by("questions").replaceChildren();
  for (const question of object.questions ?? []) addQuestion(question);
  delete kept.questions;
  delete kept.labels;
  delete kept.minimum;
  // null is the same as nothing.
  for (const [key, value] of Object.entries(kept)) if (value === null) delete kept[key];
  showChosen();
}

/** The control that a key such as `labels[1].colours.dark.fill` or `minimum.claim` means, or null. */
export function controlOf(path) {
  const [, at, inner] = /^labels\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  const asked = /^questions\[(\d+)\]\.?(.*)$/.exec(path);
  if (asked && questions()[asked[1]]) return field(questions()[asked[1]], asked[2]) ?? field(questions()[asked[1]], "seat");
  const item = items()[at];
  if (item) return controls(item).find(({ dataset }) => inner === dataset.key || inner.startsWith(`${dataset.key}[`)) ?? item.querySelector("[data-key]");
  const id = /^minimum\.(.*)$/.exec(path)?.[1];
  if (id !== undefined) {
    if (!by("own").checked) return document.querySelector(`#usual-minimum [data-minimum="${CSS.escape(id)}"]`);
    return items().find((one) => one.querySelector('[data-key="id"]').value.trim() === id)?.querySelector("[data-minimum]") ?? null;
  }
  return topControls().find(({ dataset }) => dataset.key === path) ?? null;
}
