// The npm form: importing it defines <reading-annotator>, once a page. Where there is no
// page, as on a server that renders, importing does nothing.
import { prepareLanguage } from "../element.js";
import { notice } from "./notice.js";
import { NAME, claim, start, whyNot } from "./start.js";

export const version = VERSION;

async function define() {
  if (typeof customElements === "undefined") return;
  const before = claim(import.meta.url);
  if (customElements.get(NAME)) return;
  if (before) {
    console.warn(`reading-annotator: this page has version ${before.version} from ${before.url}; ${VERSION} does nothing.`);
    await customElements.whenDefined(NAME);
    return;
  }
  try {
    const waiting = document.querySelector(NAME);
    if (waiting) prepareLanguage(waiting);
    // As bundlers look for it: the address must stand here.
    await start(fetch(new URL("./reading-annotator.wasm", import.meta.url)));
  } catch (error) {
    notice(...whyNot(error));
    throw error;
  }
}

/** Settles when the element is defined; rejects where it cannot be. */
export const defined = define();
// Who does not wait for it has the message in the page.
defined.catch(() => {});
