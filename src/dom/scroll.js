// Scrolls text into view, clear of what sticks to the window's top and of a sheet
// at its bottom, through nested scrollers; and tells where text is.

// Room between the text and the edge of what covers the page, in CSS pixels.
const MARGIN = 12;

// Scrolls `range` into view unless it is there; `bottom` CSS pixels of the window
// are covered by the widget. Whether anything had to move.
export function reveal(range, bottom) {
  const view = range.startContainer.ownerDocument.defaultView;
  const behavior = view.matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  let { top, bottom: end } = range.getBoundingClientRect();
  let moved = false;
  for (let element = parentOf(range.startContainer); element; element = parentOf(element)) {
    if (element === view.document.scrollingElement || element === view.document.body || !scrolls(element, view)) continue;
    const box = element.getBoundingClientRect();
    const inside = box.top + element.clientTop;
    const by = distance(top, end, inside + MARGIN, inside + element.clientHeight - MARGIN);
    if (by === 0) continue;
    const before = element.scrollTop;
    const to = Math.max(0, Math.min(before + by, element.scrollHeight - element.clientHeight));
    element.scrollTo({ top: to, behavior });
    top -= to - before;
    end -= to - before;
    moved ||= to !== before;
  }
  const covered = coveredTop(range, view);
  const by = distance(top, end, covered + MARGIN, view.innerHeight - bottom - MARGIN);
  if (by !== 0) {
    view.scrollBy({ top: by, behavior });
    moved = true;
  }
  return moved;
}

// How far to scroll so that [top, end] lies in [from, to]: 0 if it does, else a third down from `from`.
function distance(top, end, from, to) {
  if (top >= from && end <= to) return 0;
  const room = to - from, height = end - top;
  // Longer than the room and already filling it.
  if (height >= room && top <= from && end >= to) return 0;
  return Math.round(height >= room ? top - from : top - from - Math.min(room / 3, room - height));
}

function scrolls(element, view) {
  return element.scrollHeight > element.clientHeight && /auto|scroll/.test(view.getComputedStyle(element).overflowY);
}

function parentOf(node) {
  return node.parentElement ?? node.getRootNode().host ?? null;
}

// The lower edge of the bars that stick to the window's top where the text is.
function coveredTop(range, view) {
  const text = range.getBoundingClientRect();
  const x = Math.min(Math.max(text.left + Math.min(text.width, 40) / 2, 1), view.innerWidth - 2);
  const document = view.document;
  let edge = 0;
  // A bar below a bar: look again under each that was found.
  for (let round = 0; round < 4; round++) {
    let lower = edge;
    for (const element of document.elementsFromPoint(x, edge + 1)) {
      if (!sticks(element, view) || element.contains(range.startContainer)) continue;
      const box = element.getBoundingClientRect();
      // What covers half the window is a dialog or a background, no bar.
      if (box.height < view.innerHeight / 2) lower = Math.max(lower, box.bottom);
    }
    if (lower <= edge) break;
    edge = lower;
  }
  return edge;
}

function sticks(element, view) {
  const position = view.getComputedStyle(element).position;
  return position === "fixed" || position === "sticky";
}

// left, top, right, bottom per line box, client pixels.
export function lineBoxes(range) {
  const numbers = [];
  for (const box of range.getClientRects()) {
    if (box.width > 0) numbers.push(box.left, box.top, box.right, box.bottom);
  }
  return new Float64Array(numbers);
}
