// An article's markup from elsewhere, as nodes of this page. It is parsed where nothing runs
// or loads, and built anew node by node: what the allowlist does not know does not come along.
import { fate, kept } from "./reading_structure.mjs";

// A page may demand that only known places parse markup: this is the one of this name.
const policy = globalThis.trustedTypes?.createPolicy("reading-annotator", { createHTML: (text) => text });
const HTML = "http://www.w3.org/1999/xhtml";
// Deeper than any article; a stack has an end.
const DEPTH = 200;

/** `base` is what the addresses of images and links are relative to. */
export function articleOf(markup, base) {
  const page = new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, "text/html");
  const root = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  const fragment = document.createDocumentFragment();
  copy(root, fragment, (source) => imageAt(source, base), 0);
  return {
    content: fragment,
    title: page.title.trim(),
    language: root.closest("[lang]")?.getAttribute("lang") ?? "",
    direction: root.closest("[dir]")?.getAttribute("dir") ?? "",
  };
}

/** Plain text: paragraphs by empty lines. */
export function articleOfText(text) {
  const fragment = document.createDocumentFragment();
  for (const part of text.split(/\r?\n[ \t]*\r?\n/)) {
    if (!part.trim()) continue;
    const paragraph = document.createElement("p");
    paragraph.append(part.trim());
    fragment.append(paragraph);
  }
  return { content: fragment, title: "", language: "", direction: "" };
}

function copy(from, into, address, depth) {
  if (depth > DEPTH) return;
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.append(child.data);
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE || child.namespaceURI !== HTML) continue;
    const does = fate(child.localName, (name) => child.querySelector(name) !== null);
    if (does === "drop") continue;
    if (does === "unwrap") {
      copy(child, into, address, depth + 1);
      continue;
    }
    const made = document.createElement(child.localName);
    for (const { name, value } of child.attributes) {
      const given = kept(child.localName, name, value, address);
      if (given !== null) made.setAttribute(name, given);
    }
    if (child.localName === "a" && made.hasAttribute("href") && !made.getAttribute("href").startsWith("#")) {
      made.target = "_blank";
      made.rel = "noopener noreferrer";
    }
    if (child.localName === "img" && !made.hasAttribute("src")) continue;
    into.append(made);
    copy(child, made, address, depth + 1);
  }
}

/** Images come with the article or from this site: another one would learn who reads. */
function imageAt(source, base) {
  if (/^data:image\/(png|jpeg|gif|webp|avif);base64,/i.test(source)) return source;
  try {
    const { href, origin, protocol } = new URL(source, base);
    return origin === location.origin && /^https?:$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}
