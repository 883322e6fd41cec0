// What stands where on the desk: the list's side, the place of the text, the words for a desk
// without texts.
import { shownFiles } from "./files.js";
import { make } from "./make.js";

const KINDS = ".ann,.txt,.md,.html,.htm,.jsonl,.ndjson,.json,.csv,.tsv,text/*";
const STATES = [["", "All"], ["untouched", "Untouched"], ["begun", "Begun"], ["finished", "Finished"]];

// Without Shift it is the widget's while its sentences have the focus.
const nextKeys = () => ["Shift", "N"].map((textContent) => make("kbd", { textContent }));

const button = (textContent, onclick, className = "button") => make("button", { type: "button", className, textContent, onclick });

/** The nodes of the shadow root, and those among them that change. */
export function layout({ list, counts, notices, open, paste, next, exporting, removing, undo, find, showList }) {
  const input = (properties) => make("input", { type: "file", multiple: true, hidden: true, ...properties, onchange: async () => {
    const { files, problems } = shownFiles([...folder.files]);
    await open([...picked.files, ...files], problems);
    picked.value = folder.value = "";
  } });
  const picked = input({ accept: KINDS });
  const folder = input({ webkitdirectory: true });
  const openers = () => make("div", { className: "tools" },
    button("Open files", () => picked.click(), "button main"),
    button("Open a folder", () => folder.click()),
    button("Paste", paste));
  const needTexts = [button("Next unfinished", next), button("Export the set", exporting), button("Remove …", removing)];
  needTexts[0].append(...nextKeys());
  // Beside the button that removes, and where all texts are gone.
  const undoButtons = [0, 1].map(() => button("Undo removal", undo));
  const search = make("input", { type: "search", placeholder: "Search titles", "aria-label": "Search titles", oninput: find });
  const filter = make("select", { "aria-label": "Show", onchange: find }, STATES.map(([value, textContent]) => make("option", { value, textContent })));
  const none = make("p", { className: "none", textContent: "No text fits.", hidden: true });
  const banner = make("p", { className: "banner", role: "alert", hidden: true });
  const side = make("aside", { className: "side", "aria-label": "Texts" },
    make("div", { className: "side-head" }, make("h1", { textContent: "Annotation desk" }), button("Close the list", () => showList(false), "button quiet narrow-only")),
    openers(),
    make("div", { className: "find" }, search, filter),
    none, list, notices,
    make("div", { className: "tools foot" }, needTexts, undoButtons[0]),
    counts);
  const empty = make("section", { className: "empty", "aria-labelledby": "empty-title" },
    make("h1", { textContent: "Annotation desk" }),
    make("h2", { id: "empty-title", textContent: "Open the texts you want to label" }),
    make("p", { textContent: "Choose or drop files, or a whole folder: plain text, Markdown, HTML, JSON lines or CSV with a column “text”, earlier exports with their labels, and brat’s .ann with its .txt. Thousands of texts are fine. They stay in this browser; nothing is sent anywhere." }),
    openers(),
    make("div", {}, undoButtons[1]),
    make("ul", {},
      make("li", { textContent: "Choose a text in the list, label its sentences with the number keys." }),
      make("li", {}, ...nextKeys(), " opens the next text that is not finished."),
      make("li", { textContent: "Export the whole set for the tool you use, as one file." })));
  const choose = make("p", { className: "choose", hidden: true }, "Choose a text in the list, or press ", ...nextKeys(), ".");
  const main = make("main", {}, button("Texts", () => showList(true), "button narrow-only show-list"), banner, empty, choose, make("slot", { name: "reading" }));
  const drop = make("div", { className: "drop", hidden: true }, make("p", { textContent: "Drop the files to open them" }));
  const nodes = [picked, folder, make("div", { className: "desk" }, side, main, make("slot", { name: "panel" })), drop];
  return { nodes, needTexts, search, filter, none, banner, empty, choose, drop, undo: undoButtons };
}
