// An article file as markup that holds nothing but its reading structure.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { marked } from "marked";
import { html as NAMESPACES, parse, serialize } from "parse5";
import { fate, kept } from "../../src/embed/forms/reading_structure.mjs";

const IMAGES = { ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif" };

/** For text between tags. */
export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/**
 * @param {string} file .html, .md or .txt
 * @returns {{title: string, language: string, direction: string, html: string, notes: string[]}} `notes` say what was left out
 */
export function readArticle(file) {
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replaceAll("\0", "");
  const notes = [];
  const make = { ".html": (html) => html, ".htm": (html) => html, ".md": (source) => markdown(source, notes), ".txt": paragraphs }[path.extname(file).toLowerCase()];
  if (!make) throw new Error(`${file}: an article is an .html, .md or .txt file`);
  const page = parse(make(text));
  const root = find(page, "article") ?? find(page, "main") ?? find(page, "body");
  const content = clean(root, (source) => image(source, file, notes), notes);
  // A new line at the start of <pre> is lost each time a page is read and saved again.
  for (const pre of all(content, "pre")) {
    const first = pre.childNodes[0];
    if (first?.nodeName === "#text") first.value = first.value.replace(/^\n+/, "");
  }
  const heading = find(content, "h1");
  const html = find(page, "html");
  const title = squeeze(heading ? textOf(heading) : textOf(find(page, "title") ?? heading)) || path.basename(file, path.extname(file));
  const markup = `${heading ? "" : `<h1>${escaped(title)}</h1>\n`}${serialize(content).trim()}`;
  if (!squeeze(textOf(content))) throw new Error(`${file}: there is no text in it`);
  return { title, language: attribute(root, "lang") ?? attribute(html, "lang") ?? "en", direction: attribute(html, "dir") ?? "", html: markup, notes: [...new Set(notes)] };
}

/** What stands at the top between two rules is about the text, by the rules of src/wire/desk/markdown.rs. */
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\n((?:#.*\n)*[^\s:=#][^ :=\n]*[ \t]*[:=][^]*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)/;

function markdown(source, notes) {
  const about = FRONT_MATTER.exec(source)?.[2];
  const body = marked.parse(about === undefined ? source : source.replace(FRONT_MATTER, ""), { async: false, gfm: true });
  if (about === undefined) return body;
  notes.push("left out: the front matter, but for its title and language");
  const value = (name) => {
    const found = new RegExp(`^(?:${name})[ \\t]*[:=][ \\t]*(?:"(.*)"|'(.*)'|([^|>{\\[#].*?))(?:[ \\t]+#.*|[ \\t]*)$`, "m").exec(about);
    return escaped(found?.[1] ?? found?.[2] ?? found?.[3] ?? "");
  };
  const language = value("lang|language");
  return `<html${language && ` lang="${language}"`}><title>${value("title")}</title>${body}`;
}

const paragraphs = (text) => text.split(/\n[ \t]*\n/).map((part) => part.trim()).filter(Boolean)
  .map((part, index) => (index === 0 && !/\n/.test(part) && part.length < 120 && !/[.!?]$/.test(part) ? `<h1>${escaped(part)}</h1>` : `<p>${escaped(part)}</p>`)).join("\n");

const attribute = (node, name) => node?.attrs?.find((one) => one.name === name)?.value;
const squeeze = (text) => text.replace(/\s+/g, " ").trim();
const textOf = (node) => (!node ? "" : node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join(""));

function* all(node, name) {
  for (const child of node?.childNodes ?? []) {
    if (child.nodeName === name) yield child;
    yield* all(child, name);
  }
}
const find = (node, name) => all(node, name).next().value ?? null;

/** A copy of `node` as a fragment, of kept elements and texts only. */
function clean(node, address, notes) {
  const copy = (from, into) => {
    for (const child of from.childNodes ?? []) {
      if (child.nodeName === "#text") {
        into.childNodes.push({ nodeName: "#text", value: child.value, parentNode: into });
        continue;
      }
      // What is neither text nor an HTML element (comments, SVG) is left out.
      const isHtml = child.tagName !== undefined && child.namespaceURI === NAMESPACES.NS.HTML;
      const does = isHtml ? fate(child.tagName, (name) => find(child, name) !== null) : "drop";
      if (does === "drop") {
        if (child.tagName) notes.push(`left out: <${child.tagName}>`);
        continue;
      }
      if (does === "unwrap") {
        copy(child, into);
        continue;
      }
      const attrs = child.attrs.map(({ name, value }) => ({ name, value: kept(child.tagName, name, value, address) })).filter(({ value }) => value !== null);
      if (child.tagName === "img" && !attrs.some(({ name }) => name === "src")) continue;
      const made = { nodeName: child.tagName, tagName: child.tagName, namespaceURI: NAMESPACES.NS.HTML, attrs, childNodes: [], parentNode: into };
      into.childNodes.push(made);
      copy(child, made);
    }
  };
  const fragment = { nodeName: "#document-fragment", childNodes: [] };
  copy(node, fragment);
  return fragment;
}

/** An image beside the article, as an address that carries it. */
function image(source, file, notes) {
  if (/^data:image\/(png|jpeg|gif|webp|avif);base64,[\w+/=\s]*$/i.test(source)) return source;
  const place = path.resolve(path.dirname(file), decodeURIComponent(source.split(/[?#]/)[0]).replaceAll("\0", ""));
  const type = IMAGES[path.extname(place).toLowerCase()];
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(source) || !type || !existsSync(place)) {
    notes.push(`left out: the image ${source}`);
    return null;
  }
  return `data:${type};base64,${readFileSync(place).toString("base64")}`;
}
