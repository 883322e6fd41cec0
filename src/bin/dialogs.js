// The two dialogs about formats: which one to export, and what foreign labels mean. They come
// with the second wasm, so the widget's own stays as small as it is; they stand in the
// widget's shadow root and wear its styles. Every text is set as text.

const SHEET = `
  .root.formats-frame { display: contents; }
  .formats-frame .dialog-head { gap: 8px; }
  .formats-frame .dialog-head .button { padding-inline: 6px; margin-inline-end: 9px; }
  .formats { list-style: none; margin: 0; padding: 0; }
  .formats li { padding-block: 10px; border-block-start: 1px solid var(--rule); }
  .formats li:first-child { border-block-start: 0; }
  .formats .format-head { display: flex; gap: 12px; align-items: baseline; justify-content: space-between; }
  .formats strong { font-weight: 600; }
  .formats p { margin: 2px 0 0; }
  .formats .left-out { color: var(--quiet); font-size: 13px; }
  .formats label, .foreign-labels label { display: flex; gap: 8px; align-items: baseline; margin-block-start: 6px; }
  .foreign-labels label { justify-content: space-between; padding-block: 4px; }
  .foreign-labels select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--rule);
    border-radius: 6px; padding: 4px 6px; max-inline-size: 55%; }
  .format-foot { display: flex; gap: 8px; justify-content: flex-end; }
`;

let sheet = null;

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// Shows `body` under `title`; settles with what `done` was given, or null when it was closed.
function ask(root, title, close, fill) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return new Promise((settle) => {
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    const heading = make("h2", { id: "formats-title", textContent: title });
    const away = make("button", { type: "button", className: "button quiet", textContent: close, onclick: () => done(null) });
    const body = make("div", { className: "dialog-body", tabIndex: 0 }, ...fill(done));
    body.setAttribute("role", "region");
    body.setAttribute("aria-labelledby", heading.id);
    const dialog = make("dialog", { className: "dialog" }, make("div", { className: "dialog-head" }, heading, away), body);
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) done(null);
    });
    dialog.addEventListener("close", () => {
      frame.remove();
      settle(answer);
    });
    // The widget's own keys are not for what is typed here; Esc is the dialog's.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    // Beside the widget's own tree, in the same colours and type.
    const frame = make("div", {}, dialog);
    const own = root.querySelector(".root");
    for (const name of ["lang", "dir", "data-scheme"]) frame.setAttribute(name, own?.getAttribute(name) ?? "");
    frame.classList.add("root", "formats-frame");
    root.append(frame);
    dialog.showModal();
  });
}

// An object of phrases in the language that `say` speaks.
const spoken = (words, say) => Object.fromEntries(Object.entries(words).map(([name, english]) => [name, say(english)]));

// `formats`: [name, title, description, [[how many, name of one, name of several] of what is left out]];
// settles with [name, options, what is left out in words] or null.
export function chooseFormat(root, english, formats, say) {
  const words = spoken(english, say);
  const list = new Intl.ListFormat(root.querySelector(".root")?.lang || "en", { type: root.querySelector(".root")?.lang === "en" ? "unit" : "conjunction" });
  return ask(root, words.title, words.close, (done) => {
    const rows = formats.map(([name, title, description, leftOut], number) => {
      const save = make("button", { type: "button", className: "button", textContent: words.save });
      const heading = make("strong", { id: `format-${number}`, textContent: say(title) });
      save.id = `format-save-${number}`;
      save.setAttribute("aria-labelledby", `${save.id} ${heading.id}`);
      const row = make("li", {}, make("div", { className: "format-head" }, heading, save), make("p", { textContent: say(description) }));
      row.dataset.format = name;
      const lost = leftOut.map(([n, one, several]) => say(several, { n }, `one: {n} ${one}|other: {n} ${several}`));
      const told = lost.length ? words.leftOut.replace("{what}", () => list.format(lost)) : "";
      if (told) row.append(make("p", { className: "left-out", textContent: told }));
      let safe = null;
      if (name === "sentences.csv") {
        safe = make("input", { type: "checkbox" });
        row.append(make("label", {}, safe, words.spreadsheet));
      }
      save.onclick = () => done([name, safe?.checked ? { spreadsheetSafe: true, bom: true } : {}, told]);
      return row;
    });
    return [make("ul", { className: "formats" }, ...rows)];
  });
}

// `unknown`: [foreign label, count], `labels`: [id, name]; settles with an object from foreign
// labels to ids, or to null for those to be left out; with null where nothing is to be imported.
export function assignLabels(root, english, unknown, labels, say) {
  const words = spoken(english, say);
  return ask(root, words.title, words.cancel, (done) => {
    const { rows, chosen } = labelChoices(unknown, labels, words);
    return [
      make("p", { textContent: words.help }),
      make("div", { className: "foreign-labels" }, ...rows),
      make("div", { className: "format-foot" }, make("button", { type: "button", className: "button main", textContent: words.import, onclick: () => done(chosen()) })),
    ];
  });
}

// A row for each of `unknown` to choose one of `labels` in; `chosen()` is what `assignLabels` settles with.
export function labelChoices(unknown, labels, { none, leaveOut }) {
  const choices = unknown.map(([foreign, count]) => {
    const options = [["", leaveOut], ...labels].map(([value, textContent]) => make("option", { value, textContent }));
    const select = make("select", {}, ...options);
    // A word from right to left does not take the number with it.
    const name = make("bdi", { textContent: foreign || none });
    return { foreign, select, row: make("label", {}, make("span", {}, name, ` (${count})`), select) };
  });
  return {
    rows: choices.map(({ row }) => row),
    chosen: () => Object.fromEntries(choices.map(({ foreign, select }) => [foreign, select.value || null])),
  };
}

// --- What foreign labels mean is remembered, for all texts of the site

const STORE = "labels";

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("reading-annotator-formats", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, work) {
  try {
    const base = await database();
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(STORE, mode);
      const result = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    }).finally(() => base.close());
  } catch {
    // A browser that keeps nothing asks again next time.
    return null;
  }
}

export async function remembered() {
  const found = await inStore("readonly", (store) => [store.getAllKeys(), store.getAll()]);
  const pairs = found ? found[0].result.map((key, number) => [key, found[1].result[number]]) : [];
  return Object.fromEntries(pairs.filter(([, own]) => own !== null));
}

// What was left out is asked again for the next file: it may have been meant for this one only.
export async function remember(labels) {
  await inStore("readwrite", (store) => {
    for (const [foreign, own] of Object.entries(labels)) {
      if (own === null) store.delete(foreign);
      else store.put(own, foreign);
    }
  });
}
