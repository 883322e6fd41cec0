// The constructed style sheet of highlight rules, one per document or shadow root.
// Constructed sheets are allowed under a strict style-src; a style element is not.

// On the root itself, so that several copies of this module share the sheet.
const SHEET = Symbol.for("reading-annotator.highlights");

// `rules[i]` are the rules of the highlight `names[i]`, one a line.
export function addHighlightRules(node, names, rules) {
  const root = node.getRootNode();
  const view = node.ownerDocument?.defaultView;
  if (!view || !root.adoptedStyleSheets) return false;
  try {
    root[SHEET] ??= { sheet: new view.CSSStyleSheet(), names: new Set() };
    const { sheet, names: known } = root[SHEET];
    for (let i = 0; i < names.length; i++) {
      if (known.has(names[i])) continue;
      known.add(names[i]);
      for (const rule of rules[i].split("\n")) insert(sheet, rule);
    }
    // A host that assigns the list anew drops our sheet: look every time.
    const adopted = Array.from(root.adoptedStyleSheets);
    if (!adopted.includes(sheet)) root.adoptedStyleSheets = [...adopted, sheet];
    return true;
  } catch {
    return false;
  }
}

// A colour that is none costs its own rule only.
function insert(sheet, rule) {
  try {
    sheet.insertRule(rule, sheet.cssRules.length);
  } catch { /* the label is painted without it */ }
}
