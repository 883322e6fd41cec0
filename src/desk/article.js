// Texts as nodes: HTML to a body of reading structure, a body to the article in the page. What
// is kept is the list of src/embed/forms/reading_structure.mjs, asked on the way in and again
// on the way out. Nothing of a text ever runs or loads.
import { fate, kept } from "../embed/forms/reading_structure.mjs";
import { standsAs } from "./blocks.js";

/** The article's id: no text can have it, since reading_structure.mjs keeps such names away. */
export const ARTICLE = "reading-annotator-text";
/** How deep elements may lie in each other, less than src/wire/desk/body.rs reads. */
const DEPTH = 90;
const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif);base64,[\w+/=\s]*$/i;
/** Elements that neither show nor do anything by themselves: nobody misses them. */
const SILENT = new Set("base datalist head link meta option optgroup param slot source template title track".split(" "));
/** What a text consists of. */
const BLOCKS = "p, li, dd, td, blockquote, h1, h2, h3, h4, h5, h6";
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * `{title, language, body, notes}` of an HTML file; `notes`: what was left out, as [count, what one is called,
 * many]. `trusted` makes what DOMParser takes.
 */
export function bodyOf(html, trusted) {
  // Inert: a document without a window runs no script and loads no picture.
  const page = new DOMParser().parseFromString(trusted(html), "text/html");
  const root = textIn(page);
  const notes = new Map();
  const note = (what, many = what) => notes.set(what, { count: (notes.get(what)?.count ?? 0) + 1, many });
  const picture = (source) => {
    if (PICTURE.test(source)) return source;
    note("picture from elsewhere", "pictures from elsewhere");
    return null;
  };
  const copy = (from, into, depth) => {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        if (child.data) into.push(child.data.replace(LONE, "\ufffd"));
        continue;
      }
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      const tag = child.localName;
      const does = child.namespaceURI === "http://www.w3.org/1999/xhtml" ? fate(tag, (name) => child.querySelector(name) !== null) : "drop";
      if (does === "drop") {
        if (!SILENT.has(tag)) note(`<${tag}>`);
        continue;
      }
      const as = does === "unwrap" ? standsAs(child) : tag;
      if (!as || depth >= DEPTH) {
        copy(child, into, depth);
        continue;
      }
      const attributes = attributesOf(as, [...child.attributes].map(({ name, value }) => [name, value.replace(LONE, "\ufffd")]), picture);
      if (tag === "img" && !attributes?.src) continue;
      const node = [as, attributes];
      copy(child, node, depth + 1);
      into.push(node);
    }
  };
  const body = [];
  copy(root, body, 1);
  for (const article of page.querySelectorAll("article")) if (!root.contains(article) && !article.contains(root)) note("other <article>", "other <article>s");
  if (root !== page.body) {
    const beside = `beside the <${root.localName}>`;
    for (const block of textsOf(page.body)) {
      if (!root.contains(block) && !block.closest("article") && squeeze(block.textContent)) note(`piece of text ${beside}`, `pieces of text ${beside}`);
    }
  }
  const heading = root.querySelector("h1, h2");
  return {
    title: squeeze(heading?.textContent ?? "") || squeeze(page.title),
    language: root.closest("[lang]")?.getAttribute("lang") ?? "",
    body: JSON.stringify(body),
    notes: [...notes].map(([what, { count, many }]) => [count, what, many]),
  };
}

/** The longest article, or <main> where that has more beside it: some pages have short ones about others. */
function textIn(page) {
  const length = (element) => textsOf(element).reduce((sum, block) => sum + squeeze(block.textContent).length, 0);
  const main = page.querySelector("main");
  const articles = [...page.querySelectorAll("article")].map((article) => [article, length(article)]);
  const [article, most] = articles.reduce((best, one) => (one[1] > best[1] ? one : best), articles[0] ?? [null, 0]);
  const isTheText = article && (!main || main.contains(article) && 2 * most >= length(main));
  return (isTheText ? article : main) ?? page.body;
}

/** The innermost blocks in it: no scripts. */
const textsOf = (element) => [...element.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));

const squeeze = (text) => text.replace(/\s+/g, " ").trim();

function attributesOf(tag, pairs, picture) {
  const found = pairs.map(([name, value]) => [name, kept(tag, name, value, picture)]).filter(([, value]) => value !== null);
  return found.length ? Object.fromEntries(found) : null;
}

/** The article of a text. */
export function articleOf({ title, language }, body) {
  const article = document.createElement("article");
  article.id = ARTICLE;
  article.lang = language;
  article.dir = "auto";
  build(JSON.parse(body), article, 1);
  if (!article.querySelector("h1, h2")) {
    // The widget takes the title from it; it is no part of the text. Shown unless the text begins
    // with the same words, as it does where nobody gave it a title.
    const heading = document.createElement("h1");
    heading.dataset.annotate = "off";
    // A file's name may be in other letters than the text: with a direction of its own it is not asked for the text's.
    heading.dir = "auto";
    heading.textContent = title;
    heading.hidden = squeeze(article.textContent).startsWith(squeeze(title.replace(/…$/, "")));
    article.prepend(heading);
  }
  return article;
}

function build(nodes, into, depth) {
  for (const node of nodes) {
    if (typeof node === "string") {
      into.append(node);
      continue;
    }
    const [tag, attributes, ...children] = node;
    const does = fate(tag);
    if (does === "drop") continue;
    if (does === "unwrap" || depth > DEPTH) {
      build(children, into, depth);
      continue;
    }
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      const good = kept(tag, name, String(value), (source) => (PICTURE.test(source) ? source : null));
      if (good !== null) element.setAttribute(name, good);
    }
    if (tag === "a" && /^https?:/i.test(element.getAttribute("href") ?? "")) {
      // The desk stays open.
      element.target = "_blank";
      element.rel = "noopener noreferrer";
    }
    build(children, element, depth + 1);
    into.append(element);
  }
}
