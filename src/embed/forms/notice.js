// A message to the reader where there is no panel that could show it: a small box in a
// corner of the page, in a shadow root of its own, that can be closed.
import { phrases } from "../element.js";

const STYLES = `
:host { all: initial !important; position: fixed !important; inset: auto 16px 16px auto !important; z-index: 2147483000 !important; }
div { box-sizing: border-box; width: min(340px, 100vw - 32px); padding: 12px 16px; border: 1px solid #8b8d94; border-radius: 6px;
  background: #fff; color: #1d1d1f; font: 15px/22px system-ui, sans-serif; box-shadow: 0 4px 16px #0000002e; overflow-wrap: anywhere; }
p { margin: 0 0 8px; }
button { min-height: 32px; padding: 4px 12px; border: 1px solid #8b8d94; border-radius: 6px; background: #f5f5f4; color: inherit; font: inherit; }
:focus-visible { outline: 2px solid #1f5f5b; outline-offset: 1px; }`;

/**
 * Tells the reader in the page, in its language, and whoever looks after the page in the console.
 * `values` are put into the text; those that are phrases are translated, too.
 */
export async function notice(text, cause, values = {}) {
  const english = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  console.error(`reading-annotator: ${english}`, ...(cause === undefined ? [] : [cause]));
  try {
    const say = await phrases(document.querySelector("reading-annotator") ?? document.documentElement);
    const host = document.createElement("div");
    host.dataset.readingAnnotatorNotice = "";
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    const [box, words, close] = ["div", "p", "button"].map((name) => document.createElement(name));
    box.setAttribute("role", "alert");
    close.type = "button";
    close.append(say("Close"));
    close.addEventListener("click", () => host.remove());
    words.append(say(text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, say(value)]))));
    words.dir = "auto";
    box.append(words, close);
    root.append(box);
    document.documentElement.append(host);
  } catch {
    // The console has it.
  }
}
