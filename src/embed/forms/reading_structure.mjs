// What is kept of an article that comes from elsewhere: its reading structure. Used when a
// page is made of a file (by Node) and when a frame takes an article (in the browser).

/** Elements that are kept, with the attributes that are, besides those that all may have. */
const KEPT = new Map(Object.entries({
  a: "href", abbr: "", address: "", article: "", aside: "", b: "", bdi: "", bdo: "", blockquote: "", br: "", caption: "",
  cite: "", code: "", col: "span", colgroup: "span", dd: "", del: "", details: "open", dfn: "", div: "", dl: "", dt: "", em: "",
  figcaption: "", figure: "", footer: "", h1: "", h2: "", h3: "", h4: "", h5: "", h6: "", header: "", hgroup: "", hr: "", i: "",
  img: "src alt width height", ins: "", kbd: "", li: "value", main: "", mark: "", ol: "start reversed type", p: "", pre: "", q: "",
  rp: "", rt: "", ruby: "", s: "", samp: "", section: "", small: "", span: "", strong: "", sub: "", summary: "", sup: "",
  table: "", tbody: "", td: "colspan rowspan headers", tfoot: "", th: "colspan rowspan headers scope", thead: "", time: "datetime",
  tr: "", u: "", ul: "", var: "", wbr: "",
}).map(([name, own]) => [name, new Set(own.split(" ").filter(Boolean))]));

const ALL_MAY_HAVE = new Set(["id", "lang", "dir", "title", "aria-label", "aria-hidden", "role", "hidden", "data-annotate"]);

/** Elements that go with all that is in them; of any other unknown one the content stays. */
const GONE = new Set(("applet audio base button canvas datalist dialog embed frame frameset head iframe input link "
  + "map math meta meter nav noembed noframes noscript object option optgroup output param picture-source plaintext portal progress "
  + "script select slot source style svg template textarea title track video xmp reading-annotator").split(" "));

const ROLE = /^(doc-[a-z]+|note|presentation|none|separator)$/;
// Names that the page around the article uses.
const TAKEN = /^reading-annotator|^(article|save-page|saved|copying)$/;

/**
 * "keep", "unwrap" (its content stays) or "drop". `holds(name)` says whether there is such an element in this one:
 * some sites put the whole page into a form, and a form without a paragraph is one to fill in.
 */
export function fate(name, holds = () => false) {
  if (name === "form" || name === "fieldset") return holds("p") ? "unwrap" : "drop";
  return KEPT.has(name) ? "keep" : GONE.has(name) ? "drop" : "unwrap";
}

/** The value that an attribute is kept with, or null. `address` gives an image's address, or null. */
export function kept(element, name, value, address) {
  if (!ALL_MAY_HAVE.has(name) && !KEPT.get(element)?.has(name)) return null;
  switch (name) {
    case "href": return /^(https?:\/\/|mailto:|#)/i.test(value.trim()) ? value.trim() : null;
    case "src": return address(value.trim());
    case "id": return value && !TAKEN.test(value) ? value : null;
    case "role": return ROLE.test(value) ? value : null;
    default: return value;
  }
}
