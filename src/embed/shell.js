// Small services of the page that wasm has no short way to.

export function adoptStyles(root, sheets) {
  root.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

export function rememberDocument(host, id) {
  host.documentId = id;
}
