// From a point of the window to a DOM point in the text whose glyphs lie there.

// Glyph boxes leave gaps beside padded inline elements and between lines, up to the
// line height: so much of a box's height around it still hits.
const BESIDE = 0.25, ABOVE = 0.5;

// [text node, UTF-16 offset of the character under the point] or null: a click in
// the margin, on padding or past the end of a line hits nothing.
export function characterAt(root, x, y) {
  const caret = caretAt(root, x, y);
  if (!caret) return null;
  const [node, offset] = caret;
  // The caret stands between two characters: the one under the point, else one just beside it.
  for (const side of [0, BESIDE]) {
    for (const at of [offset, offset - 1]) {
      if (at >= 0 && at < node.length && isUnder(node, at, x, y, side)) return [node, at];
    }
  }
  return null;
}

function caretAt(root, x, y) {
  const document = root.ownerDocument;
  const tree = root.getRootNode();
  const shadowRoots = [];
  for (let at = tree; at.host; at = at.host.getRootNode()) shadowRoots.push(at);
  let node, offset;
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y, { shadowRoots });
    node = position?.offsetNode;
    offset = position?.offset;
  } else if (document.caretRangeFromPoint) { // WebKit
    const range = document.caretRangeFromPoint(x, y);
    node = range?.startContainer;
    offset = range?.startOffset;
  }
  if (node?.nodeType === 3 && root.contains(node)) return [node, offset];
  // An engine that does not look into shadow roots names the host: search the element there.
  return shadowRoots.length > 0 ? searchIn(tree.elementFromPoint?.(x, y), root, x, y) : null;
}

function searchIn(element, root, x, y) {
  if (!element || !root.contains(element)) return null;
  const range = document.createRange();
  for (const node of element.childNodes) {
    if (node.nodeType !== 3) continue;
    range.selectNodeContents(node);
    if (!boxes(range).some((box) => isNear(box, x, y))) continue;
    // Halve the text until the part whose boxes hold the point is one character.
    let low = 0, high = node.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      range.setStart(node, low);
      range.setEnd(node, middle);
      if (boxes(range).some((box) => isNear(box, x, y))) high = middle;
      else low = middle;
    }
    return [node, low];
  }
  return null;
}

function isUnder(node, at, x, y, side) {
  const range = node.ownerDocument.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return boxes(range).some((box) => isNear(box, x, y, side));
}

function isNear(box, x, y, side = BESIDE) {
  const dx = box.height * side, dy = box.height * ABOVE;
  return box.width > 0 && x >= box.left - dx && x <= box.right + dx && y >= box.top - dy && y <= box.bottom + dy;
}

function boxes(range) { return Array.from(range.getClientRects()); }
