// The desk's dialogs: pasting, exporting, what came of opening, removing.
import { labelChoices } from "../bin/dialogs.js";
import { grouped, make, plural, quoted } from "./make.js";
import { isLabelled } from "./progress.js";

// A modal dialog in `root`; `fill(done)` makes its content. Settles with what `done` is given,
// or null when it is closed.
function ask(root, title, fill) {
  return new Promise((settle) => {
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    const heading = make("h2", { id: "dialog-title", textContent: title });
    const close = make("button", { type: "button", className: "button quiet", textContent: "Close", onclick: () => done(null) });
    const dialog = make("dialog", { "aria-labelledby": heading.id }, make("div", { className: "dialog-head" }, heading, close), ...fill(done));
    dialog.addEventListener("close", () => {
      dialog.remove();
      settle(answer);
    });
    root.append(dialog);
    dialog.showModal();
    dialog.querySelector("textarea, select, .problems, .dialog-foot button")?.focus();
  });
}

const button = (textContent, onclick, main = false) => make("button", { type: "button", className: main ? "button main" : "button", textContent, onclick });

/** `[title, text]` or null. */
export function askForText(root) {
  return ask(root, "Paste a text", (done) => {
    const title = make("input", { type: "text", placeholder: "Title (optional)", "aria-label": "Title" });
    const text = make("textarea", { rows: 12, required: true, "aria-label": "Text" });
    const add = () => (text.value.trim() ? done([title.value.trim(), text.value]) : text.focus());
    return [title, text, make("p", { className: "help", textContent: "A blank line parts paragraphs; without blank lines each line is one." }),
      make("div", { className: "dialog-foot" }, button("Add", add, true))];
  });
}

/**
 * What labels mean that nobody knows here: an object from each to an id, or to null where it is left
 * out; null where none are to be taken. `unknown`: [label, count]; `labels`: [id, name].
 */
export function askForLabels(root, { name, unknown, labels }) {
  return ask(root, "What do these labels mean here?", (done) => {
    const counted = unknown.map(([foreign, count]) => [foreign, grouped.format(count)]);
    const { rows, chosen } = labelChoices(counted, labels, { none: "without a label", leaveOut: "leave out" });
    return [
      make("p", { textContent: `“${name}” has labels that are not known here. The answer is remembered in this browser.` }),
      make("div", { className: "foreign" }, rows),
      make("div", { className: "dialog-foot" }, button("Take no labels", () => done(null)), button("Take over", () => done(chosen()), true)),
    ];
  });
}

/** Which texts are to go: the rows, or null. `choices`: [words, rows]; one alone is not offered as a choice. */
export function askToRemove(root, choices) {
  const only = choices.length === 1 && choices[0][1];
  const name = (rows) => (rows.length === 1 ? quoted(rows[0].title) : plural(rows.length, "text"));
  const title = !only ? "Remove texts" : only.length === 1 ? "Remove this text?" : `Remove ${name(only)}?`;
  return ask(root, title, (done) => {
    let [[, rows]] = choices;
    const what = make("p", { id: "removed" });
    const tell = () => {
      const begun = rows.filter(isLabelled).length;
      what.textContent = `${name(rows)} ${rows.length === 1 ? "goes" : "go"} from this desk${begun ? ", with the labels on " + (rows.length === 1 ? "it" : plural(begun, "text")) : ""}. You can undo this until you close or reload the page.`;
    };
    tell();
    const offered = only ? [] : choices.map(([words, some], number) => make("label", {},
      make("input", { type: "radio", name: "which", checked: number === 0, onchange: () => { rows = some; tell(); } }),
      words));
    return [...offered, what,
      make("div", { className: "dialog-foot" }, button("Keep", () => done(null)), button("Remove", () => done(rows), true))];
  });
}

/** What an opening has brought, in words: that no text was added only where nothing else was. */
export function broughtBy({ added, known, stopped, labelled: { texts, files, people } }) {
  const here = [added || !known && !texts ? `${plural(added, "text")} added` : "", known ? `${plural(known, "text")} already here` : ""];
  const from = files > 1 ? ` from ${plural(files, "file")}` : "", of = people > 1 ? `, of ${plural(people, "person", "people")}` : "";
  const labels = texts ? `Labels for ${plural(texts, "text")} were taken over${from}${of}` : "";
  return `${[here.filter(Boolean).join(", "), labels].filter(Boolean).join(". ")}${stopped ? "; the rest was cancelled" : ""}.`;
}

/** What came of opening files. */
export function tellReport(root, report) {
  return tell(root, "What was opened", broughtBy(report), `${plural(report.problems.length, "thing")} to know:`, report.shown);
}

/** What an export left out. */
export function tellExport(root, { file, leftOut, problems }) {
  const left = [...leftOut, ...problems];
  const shown = left.length > TOLD ? [...left.slice(0, TOLD), `And ${grouped.format(left.length - TOLD)} more.`] : left;
  return tell(root, "What was exported", `${file.name} was made.`, `${plural(left.length, "thing")} left out:`, shown);
}

/** So many things that an export left out are told one by one. */
const TOLD = 200;

function tell(root, title, words, heading, lines) {
  return ask(root, title, () => [
    make("p", { textContent: words }),
    lines.length ? make("p", { textContent: heading }) : null,
    make("ul", { className: "problems", tabIndex: 0 }, lines.map((textContent) => make("li", { textContent }))),
  ].filter(Boolean));
}

/**
 * `{format, options, shown}` or null. `formats`: [name, title, description]; `counts`: how many
 * texts there are and how many of them the list shows; `count(shown, tell)` counts what each format
 * cannot hold, of those that the list shows or of all, and tells how far it is.
 */
export function askForExport(root, formats, counts, count) {
  return ask(root, "Export the set", (done) => {
    const about = make("p", { className: "help", id: "format-about" });
    const lost = make("p", { className: "help", id: "format-left-out" });
    const select = make("select", { "aria-label": "Format", "aria-describedby": `${about.id} ${lost.id}` }, formats.map(([value, textContent]) => make("option", { value, textContent })));
    const many = make("p", { className: "help" });
    const safe = make("input", { type: "checkbox" });
    const spreadsheet = make("label", {}, safe, "To be opened in a spreadsheet: formulas disarmed, with a byte order mark");
    let counted = null;
    const show = () => { lost.textContent = counted ? wordsOf(counted, formats.findIndex(([name]) => name === select.value)) : "Counting what the format cannot hold …"; };
    const begin = async () => {
      counted = null;
      show();
      const now = only.checked;
      many.textContent = `${plural(now ? counts.shown : counts.all, "text")}, also those without labels.`;
      const tell = (news) => {
        if (!news || only.checked !== now) return;
        counted = news;
        show();
      };
      tell(await count(now, tell).catch((error) => ({ failed: error.message })));
    };
    const only = make("input", { type: "checkbox", onchange: begin });
    const filtered = make("label", { hidden: counts.shown === counts.all }, only, `Only the ${plural(counts.shown, "text")} that the list shows now`);
    const change = () => {
      about.textContent = formats.find(([name]) => name === select.value)[2];
      spreadsheet.hidden = select.value !== "sentences.csv";
      show();
    };
    select.onchange = change;
    select.value = "hf.sentences.jsonl";
    change();
    begin();
    const start = () => done({ format: select.value, options: safe.checked && !spreadsheet.hidden ? { spreadsheetSafe: true, bom: true } : {}, shown: only.checked });
    return [make("label", { className: "stacked" }, "Format", select), about, lost, spreadsheet, filtered, many,
      make("div", { className: "dialog-foot" }, button("Export", start, true))];
  });
}

// What the format with this number cannot hold, and how far the count is.
function wordsOf({ leftOut, unreadable, done, of, failed }, format) {
  if (failed) return `What the format cannot hold is not counted: ${failed}.`;
  const what = [...leftOut[format]];
  if (unreadable) what.push(plural(unreadable, "text that cannot be read", "texts that cannot be read"));
  const words = what.length ? `Left out: ${what.join(", ")}.` : "";
  if (done === undefined) return words || "This format holds all of it.";
  return `Counting what the format cannot hold: ${grouped.format(done)} of ${plural(of, "text")}. ${words}`.trim();
}
