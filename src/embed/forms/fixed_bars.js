// Bars that the page keeps in the window over its whole width, such as fixed headers and notices at the foot:
// they do not move aside with the page. So the panel begins below them and ends above them, by a
// rule in the sheet that places it; the page's own elements and styles stay as they are.
import { NAME } from "./start.js";

// What is taller is no bar but lies over the page, as a dialog's backdrop does.
const TALLEST = 1 / 3;
// What is narrower does not span the page: it stands in a corner, as a chat's button does.
const NARROWEST = 0.6;
// So far from the edge, in CSS pixels, a bar may float.
const PROBES = [1, 12, 24];
// Bars come, go and shrink while the reader scrolls: so often, in milliseconds, it is looked at the most.
const PAUSE = 150;

/** The fixed element that one belongs to, if any. */
function fixedAround(hit) {
  for (let at = hit; at; at = at.parentElement) if (getComputedStyle(at).position === "fixed") return at;
  return null;
}

/** The bar under a point of the panel, as `{bar, box}`. */
function barAt(panel, x, y) {
  for (const hit of document.elementsFromPoint(x, y)) {
    const bar = hit === panel ? null : fixedAround(hit);
    const box = bar?.getBoundingClientRect();
    if (box && box.width >= innerWidth * NARROWEST && box.height <= innerHeight * TALLEST) return { bar, box };
  }
  return null;
}

/** How far bars reach from the window's upper and lower edge into the panel, and which they are. */
function measure(panel) {
  const { left, right } = panel.getBoundingClientRect();
  const x = (left + right) / 2;
  const bars = new Set();
  let top = 0, bottom = 0;
  // Several may stand on one another.
  const next = (y) => {
    for (const probe of PROBES) {
      const found = barAt(panel, x, y(probe));
      if (found && !bars.has(found.bar)) {
        bars.add(found.bar);
        return found.box;
      }
    }
    return null;
  };
  for (let box; (box = next((probe) => top + probe));) top = Math.max(top, box.bottom);
  for (let box; (box = next((probe) => innerHeight - bottom - probe));) bottom = Math.max(bottom, innerHeight - box.top);
  return { top, bottom, bars };
}

/** Keeps `panel` clear of such bars as long as it is there; `sheet` is the one that places it. */
export function keepClearOfBars(panel, sheet) {
  const { style } = sheet.cssRules[sheet.insertRule(`${NAME}[data-edge] {}`, sheet.cssRules.length)];
  const sizes = new ResizeObserver(() => look());
  let known = new Set(), timer = null;

  const set = (where, pixels) => {
    const [name, value] = [`--reading-annotator-${where}-bars`, `${pixels}px`];
    // A rule that is written to has the page's styles looked through.
    if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
  };
  const follow = () => {
    timer = null;
    // In a narrow window it is a sheet over the page's foot.
    const beside = panel.isConnected && getComputedStyle(panel).position === "fixed";
    const { top, bottom, bars } = beside ? measure(panel) : { top: 0, bottom: 0, bars: new Set() };
    set("below", top);
    set("above", bottom);
    for (const bar of known) if (!bars.has(bar)) sizes.unobserve(bar);
    for (const bar of bars) if (!known.has(bar)) sizes.observe(bar);
    known = bars;
  };
  const look = () => { timer ??= setTimeout(follow, PAUSE); };

  for (const event of ["resize", "load", "scroll", "click", "transitionend", "animationend"]) addEventListener(event, look, { capture: true, passive: true });
  new MutationObserver(look).observe(document.body, { childList: true });
  follow();
}
