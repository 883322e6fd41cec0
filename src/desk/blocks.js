// Elements that are not kept, but that part the words in them from those beside them.

/** What such an element stands as: only pages of long ago have most of them. */
const BLOCKS = new Map(Object.entries({ listing: "pre", dir: "ul", menu: "ul", center: "div", fieldset: "div", form: "div", legend: "div", marquee: "div", search: "div" }));
/** What text runs through. */
const INLINE = "a, abbr, acronym, b, bdi, bdo, big, cite, code, del, dfn, em, font, i, ins, kbd, label, mark, nobr, q, ruby, s, samp, small, span, strike, strong, sub, sup, time, tt, u, var";
/** What is one piece of text. */
const PIECES = `${INLINE}, address, dt, figcaption, h1, h2, h3, h4, h5, h6, legend, p, pre, summary`;

/** The name of the element that `element` stands as in a text; null where text runs through it. */
export function standsAs(element) {
  const known = BLOCKS.get(element.localName);
  if (known) return known;
  return isUnknown(element) && !isInLine(element) ? "div" : null;
}

/** Whether HTML has no such element: how it is shown is up to its page. */
const isUnknown = (element) => element.localName.includes("-") || element instanceof HTMLUnknownElement;

/** Whether it is within a piece of text, or has text beside it. */
function isInLine(element) {
  const { parentElement: around } = element;
  const isText = (node) => node?.nodeType === Node.TEXT_NODE || node?.nodeType === Node.ELEMENT_NODE && node.matches(INLINE);
  return around.closest(PIECES) !== null || isUnknown(around) && isInLine(around)
    || isText(beside(element, "previousSibling")) || isText(beside(element, "nextSibling"));
}

/** The next node that shows something. */
function beside(node, direction) {
  do node = node[direction];
  while (node && (node.nodeType === Node.COMMENT_NODE || node.nodeType === Node.TEXT_NODE && !node.data.trim()));
  return node;
}
