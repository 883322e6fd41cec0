// What the wasm asks of the page itself: the sheet of highlight rules, which blocks are
// near the viewport, which character is under a point, scrolling, changes by the host, and turns
// for long work.
//
// One file, not five: each file is a request of its own when the widget is loaded.

// --- The sheet of highlight rules
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

// --- What is near the viewport
// Tells which elements are near the viewport. One observer, its elements named by their number.

// `observe()` on 20,000 elements costs 171 ms in WebKit: this many at a time.
const SLICE = 500;

export class NearBlocks {
  // `changed(entered, left)` gets the numbers as Uint32Arrays; `margin` is in CSS pixels.
  constructor(elements, margin, changed) {
    this.numbers = new Map();
    this.stopped = false;
    // rootMargin does not widen scrollers inside the page; scrollMargin does where it is known.
    const around = `${margin}px`;
    this.observer = new IntersectionObserver((entries) => {
      const entered = [], left = [];
      for (const entry of entries) {
        (entry.isIntersecting ? entered : left).push(this.numbers.get(entry.target));
      }
      if (!this.stopped) changed(new Uint32Array(entered), new Uint32Array(left));
    }, { rootMargin: around, scrollMargin: around });
    const slice = (from) => {
      if (this.stopped) return;
      const end = Math.min(from + SLICE, elements.length);
      for (let number = from; number < end; number++) {
        this.numbers.set(elements[number], number);
        this.observer.observe(elements[number]);
      }
      if (end < elements.length) this.timer = setTimeout(slice, 0, end);
    };
    slice(0);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.observer.disconnect();
  }
}

// --- What is under a point
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

// --- Scrolling, and where text is
// Scrolls text into view, clear of what sticks to the window's top and of a sheet
// at its bottom, through nested scrollers; and tells where text is.

// Room between the text and the edge of what covers the page, in CSS pixels.
const MARGIN = 12;
// A way of more than so many windows is jumped: gliding over it is a blur, and holds the page
// for as long as it lasts (some 50 frames of a long text in Chromium).
const GLIDE = 2;

// Scrolls `range` into view unless it is there; `bottom` CSS pixels of the window
// are covered by the widget. Whether anything had to move.
export function reveal(range, bottom) {
  const view = range.startContainer.ownerDocument.defaultView;
  open(parentOf(range.startContainer));
  const still = view.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = (by) => (still || Math.abs(by) > GLIDE * view.innerHeight ? "instant" : "smooth");
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
    element.scrollTo({ top: to, behavior: behavior(to - before) });
    top -= to - before;
    end -= to - before;
    moved ||= to !== before;
  }
  const covered = coveredTop(range, view);
  const by = distance(top, end, covered + MARGIN, view.innerHeight - bottom - MARGIN);
  if (by !== 0) {
    // By its place: during a glide WebKit's scrollBy() may count from further on than the boxes were measured.
    view.scrollTo({ top: view.scrollY + by, behavior: behavior(by) });
    moved = true;
  }
  return moved;
}

// As the browser's own search does: what lies in a closed <details> is opened to be seen.
function open(element) {
  if (element?.checkVisibility?.() !== false) return;
  for (let box = element; (box = box.parentElement?.closest("details:not([open])")); ) box.open = true;
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

// --- Where the article stands
// Tells, at most once a frame, that the article may stand elsewhere or have other lines: it, the
// widget's element or whatever holds one of them has another size, or fonts have come. With the
// next frame: what is done within an observer's call may change sizes that it has told, and the
// browser would tell the host page of an error.
export class LayoutWatch {
  constructor(article, own, moved) {
    this.frame = 0;
    this.moved = () => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => moved());
    };
    this.fonts = article.ownerDocument.fonts;
    this.fonts?.addEventListener("loadingdone", this.moved);
    this.sizes = new ResizeObserver(this.moved);
    for (const node of [article, own, ...parentsOf(article), ...parentsOf(own)]) if (node.nodeType === 1) this.sizes.observe(node);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.sizes.disconnect();
    this.fonts?.removeEventListener("loadingdone", this.moved);
  }
}

// --- Changes by the host page
// Tells when the host page has changed or removed the article, after it has come to rest.

// Milliseconds; what is read then must stand within 500 of the change.
const REST = 100, LIMIT = 200;

const ATTRIBUTES = ["hidden", "aria-hidden", "class", "style", "lang", "data-annotate"];

export class PageWatch {
  // `changed(removed)` is called once per burst of changes.
  constructor(article, own, changed) {
    Object.assign(this, { article, own, changed, since: 0, timer: undefined });
    this.inside = new MutationObserver((records) => {
      for (const record of records) if (this.matters(record)) return this.later();
    });
    this.inside.observe(article, {
      childList: true, characterData: true, subtree: true,
      attributes: true, attributeFilter: ATTRIBUTES, attributeOldValue: true,
    });
    // Removal of any ancestor is removal of the article; their other children do not matter.
    // A move in one go empties live ranges too, so the parents are compared one by one.
    this.above = new MutationObserver(() => {
      if (!this.hasMoved()) return;
      this.watchAncestors();
      this.later();
    });
    this.watchAncestors();
  }

  watchAncestors() {
    this.above.disconnect();
    this.parents = parentsOf(this.article);
    for (const node of this.parents) this.above.observe(node, { childList: true });
  }

  hasMoved() {
    const parents = parentsOf(this.article);
    return parents.length !== this.parents.length || parents.some((node, i) => node !== this.parents[i]);
  }

  matters(record) {
    const { type, target, attributeName, oldValue } = record;
    if (this.own && (target === this.own || this.own.contains(target))) return false;
    if (type === "attributes") {
      const value = target.getAttribute(attributeName);
      if (value === oldValue) return false;
      // Animations write styles all the time; only these can hide text or divide it.
      return attributeName !== "style" || /display|visibility|white-space/.test(`${value} ${oldValue}`);
    }
    if (type !== "childList" || !this.own) return true;
    for (const node of record.addedNodes) if (node !== this.own) return true;
    for (const node of record.removedNodes) if (node !== this.own) return true;
    return false;
  }

  later() {
    const now = performance.now();
    if (this.timer === undefined) this.since = now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(REST, this.since + LIMIT - now));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.changed(!this.article.isConnected);
    }, wait);
  }

  // Whether a change was still to be told.
  stop() {
    const due = this.timer !== undefined || this.inside.takeRecords().some((record) => this.matters(record)) || this.hasMoved();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.inside.disconnect();
    this.above.disconnect();
    return due;
  }
}

function parentsOf(node) {
  const parents = [];
  while ((node = node.parentNode ?? node.host)) parents.push(node);
  return parents;
}

// --- Long work in slices
const { scheduler, MessageChannel: Channel, setTimeout: later } = globalThis;

let turns = 0;

// Settles in a task of its own, once the page has had its turn. What `scheduler.yield` goes on with
// comes before the host's timers, and messages may: every other turn waits in their line. Not
// always, since a timer may wait for 4 ms and more; and never in a hidden page, whose timers come
// once a second.
export function nextTask() {
  turns += 1;
  if (turns % 2 === 0 && !document.hidden) return new Promise((resolve) => later(resolve));
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new Channel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

// --- Printing
// Prints `body` in a frame of its own that stands in `own` and is taken away afterwards. The
// frame's document is the browser's blank one: nothing is loaded, no markup is parsed.
export function printInFrame(own, language, direction, title, styles, body) {
  // One that was never told that its printing had ended.
  own.querySelector(".print")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print";
  frame.tabIndex = -1;
  frame.ariaHidden = "true";
  // At once or later: some engines put another document in the place of the first one.
  frame.addEventListener("load", () => {
    const { contentWindow: view, contentDocument: page } = frame;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(styles);
    page.adoptedStyleSheets = [sheet];
    page.documentElement.lang = language;
    page.dir = direction;
    page.title = title;
    page.body.append(body);
    view.addEventListener("afterprint", () => frame.remove(), { once: true });
    setTimeout(() => view.print());
  }, { once: true });
  own.append(frame);
}

// --- Files for the reader
// `bytes` may be a view of the wasm's memory: the file has a copy of its own.
export function makeFile(name, type, bytes) { return new File([bytes], name, { type }); }

// A sandbox may swallow downloads, and does so without a word. 0: there is none around this page; 1: what is around it
// cannot be seen; 2: there is one that allows none, or that has taken the page's origin away.
export function downloadDoubt() {
  // A page that was opened as a file has the origin "null", too.
  if (window.origin === "null" && location.protocol !== "file:") return 2;
  for (let view = window; view !== view.parent; view = view.parent) {
    // Of a page of another site there is none to be seen.
    const frame = view.frameElement;
    if (!frame) return 1;
    if (frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-downloads")) return 2;
  }
  return 0;
}

// --- Files of the configuration
// [text, full address] of a file of this site.
export async function ownFile(address, base) {
  const url = new URL(address, base ?? document.baseURI);
  // A page that was opened as a file has the origin "null".
  if (url.origin !== location.origin || url.origin === "null") throw new Error(`it must be a file of this site, ${location.origin}`);
  const answer = await fetch(url, { mode: "same-origin" });
  if (!answer.ok) throw new Error(`the site answers ${answer.status}`);
  return [await answer.text(), url.href];
}
