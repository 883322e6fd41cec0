// What tests do inside the page. `inPage` is sent to the browser as text and called
// there: it must not use anything of this module.

/** Makes the tools; see their comments. */
export function inPage() {
  const element = () => document.querySelector("reading-annotator");
  const shadow = () => element().shadowRoot;
  const article = () => document.getElementById(element().getAttribute("for")) ?? document.querySelector("article, main");

  // --- Where sentences are in the page, found without the widget's own map:
  // sentences cover the article's text, so counting characters that are no white
  // space leads from a sentence to its text nodes.
  const LEFT_OUT = "script, style, svg, noscript, template, form, nav, button, input, [hidden], [aria-hidden=true], [data-annotate=off]";
  const isSpace = (character) => /[\s\u200b]/.test(character);

  function letters() {
    const found = [];
    const walker = document.createTreeWalker(article(), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(LEFT_OUT)) continue;
      for (let at = 0; at < node.data.length; at += 1) if (!isSpace(node.data[at])) found.push([node, at]);
    }
    return found;
  }

  async function places(index) {
    const sentences = await element().getSentences();
    const dense = sentences.map(({ text }) => Array.from({ length: text.length }, (_, at) => text[at]).filter((one) => !isSpace(one)));
    const all = letters();
    const start = dense.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    const mine = all.slice(start, start + dense[index].length);
    const text = mine.map(([node, at]) => node.data[at]).join("");
    if (text !== dense[index].join("")) throw new Error(`sentence ${index} is not where it should be: “${text}”`);
    return mine;
  }

  /** A DOM range over sentence `index`. */
  async function range(index) {
    const mine = await places(index);
    const made = document.createRange();
    made.setStart(...mine[0]);
    made.setEnd(mine.at(-1)[0], mine.at(-1)[1] + 1);
    return made;
  }

  /** The boxes of the text's lines, not of the elements around it. */
  function textBoxes(made) {
    const boxes = [];
    const walker = document.createTreeWalker(made.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    let node = made.commonAncestorContainer.nodeType === Node.TEXT_NODE ? made.commonAncestorContainer : walker.nextNode();
    for (; node; node = walker.nextNode()) {
      if (!made.intersectsNode(node) || !node.data.trim() || node.parentElement.closest(LEFT_OUT)) continue;
      const part = document.createRange();
      part.setStart(node, node === made.startContainer ? made.startOffset : 0);
      part.setEnd(node, node === made.endContainer ? made.endOffset : node.length);
      for (const { left, top, right, bottom } of part.getClientRects()) {
        if (right > left && bottom > top) boxes.push({ left, top, right, bottom });
      }
    }
    return boxes;
  }

  const boxes = async (index) => textBoxes(await range(index));

  async function point(index, share) {
    const mine = await places(index);
    const [node, at] = mine[Math.min(mine.length - 1, Math.floor(mine.length * share))];
    const made = document.createRange();
    made.setStart(node, at);
    made.setEnd(node, at + 1);
    const box = made.getClientRects()[0];
    return { x: Math.round((box.left + box.right) / 2), y: Math.round((box.top + box.bottom) / 2) };
  }

  /** Whether the point of a sentence can be clicked: in the window and not covered. */
  async function isFree(index, share) {
    const { x, y } = await point(index, share);
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    const hit = document.elementFromPoint(x, y);
    return hit !== null && article().contains(hit);
  }

  const frame = () => new Promise((resolve) => {
    // A page that is not shown has no frames.
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
  });

  /** Waits until the page has stopped scrolling, and `found` moving: three frames at one place. */
  async function still(found = null) {
    const place = () => {
      const box = found?.getBoundingClientRect();
      return [scrollY, box?.left, box?.top, box?.width, box?.height].join();
    };
    for (let same = 0, last = place(), frames = 0; same < 3 && frames < 300; frames += 1) {
      await frame();
      const now = place();
      same = now === last ? same + 1 : 0;
      last = now;
    }
  }

  /** Brings a sentence to the "center", "start" or "end" of the window. */
  async function scrollTo(index, where) {
    const lines = await boxes(index);
    const top = Math.min(...lines.map((box) => box.top)), bottom = Math.max(...lines.map((box) => box.bottom));
    const goal = { start: 0, center: (innerHeight - (bottom - top)) / 2, end: innerHeight - (bottom - top) }[where];
    window.scrollBy({ top: top - goal, behavior: "instant" });
    await still();
  }

  /** The middle of an element, which is brought into the window and must not be covered. */
  async function middle(found, what) {
    if (!found) throw new Error(`nothing on the page is ${what}`);
    const seen = found.getBoundingClientRect();
    if (seen.top < 0 || seen.bottom > innerHeight) {
      found.scrollIntoView({ block: "center", behavior: "instant" });
    }
    // A list moves its rows with the frames after a card has opened, while the window rests; on a busy machine
    // some frames may come in between. As a reader would, the list is then scrolled to what it hides.
    for (let tries = 1; ; tries += 1) {
      await still(found);
      const box = found.getBoundingClientRect();
      const at = { x: Math.round((box.left + box.right) / 2), y: Math.round((box.top + box.bottom) / 2) };
      const hit = found.getRootNode().elementFromPoint(at.x, at.y);
      if (hit === found || found.contains(hit)) return at;
      if (tries === 10) throw new Error(`${what} is covered by ${hit?.tagName} ${hit?.className ?? ""}`);
      // Not before: WebKit's driver has lost its page after scrolling that was not needed.
      found.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  }

  // --- What is shown and told

  function activeOption() {
    const cursor = shadow()?.querySelector(".cursor");
    const id = cursor?.getAttribute("aria-activedescendant");
    const option = id && shadow().getElementById(id);
    return !option ? null : {
      index: Number(option.getAttribute("aria-posinset")) - 1,
      name: option.getAttribute("aria-label"),
      selected: option.getAttribute("aria-selected") === "true",
      position: Number(option.getAttribute("aria-posinset")),
      size: Number(option.getAttribute("aria-setsize")),
      text: option.textContent,
    };
  }

  function cards() {
    return [...shadow().querySelectorAll(".row[role=listitem]")].map((row) => ({
      label: row.querySelector(".card-main > .hidden").textContent.replace(/: $/, ""),
      quote: row.querySelector(".quote").textContent,
      note: row.querySelector("bdi.note")?.textContent ?? null,
      state: row.querySelector(".state")?.textContent ?? null,
      open: row.querySelector("[aria-current=true]") !== null,
      orphan: row.querySelector(".state")?.textContent === "text gone",
    }));
  }

  function highlights() {
    const found = {};
    for (const [name, ranges] of CSS.highlights) {
      if (!name.startsWith("reading-annotator-")) continue;
      const texts = [...ranges].map((one) => one.toString().replace(/[ \t\n]+/g, " "));
      if (texts.length > 0) found[name.slice("reading-annotator-".length)] = texts;
    }
    return found;
  }

  function picker() {
    const pill = shadow().querySelector(".picker");
    if (!pill || getComputedStyle(pill).visibility !== "visible") return null;
    const { left, top, right, bottom } = pill.getBoundingClientRect();
    if (right <= left) return null;
    const buttons = [...pill.querySelectorAll("button")].map((button) => ({
      name: button.getAttribute("aria-label") ?? (button.querySelector("span:not(.badge)") ?? button).textContent,
      pressed: button.getAttribute("aria-pressed") === "true",
    }));
    return { left, top, right, bottom, buttons };
  }

  /** What may tell why something did not come: an open dialog, a banner, files that nobody took, a search, what was said last. */
  function shown() {
    const root = shadow();
    if (!root) return "no widget";
    const texts = (css) => [...root.querySelectorAll(css)].map((one) => one.textContent).join(" | ");
    return {
      dialog: texts("dialog[open]"), closed: texts("dialog:not([open])"), banner: texts(".banner"), said: texts(".live"),
      picked: root.querySelector("input[type=file]")?.files.length, hasFocus: document.hasFocus(),
      isHidden: document.hidden, progress: root.querySelector("progress")?.value,
    };
  }

  // --- Recording

  function record() {
    if (window.annotatorTest) return;
    const seen = window.annotatorTest = { told: [], events: [] };
    const live = shadow().querySelector(".live");
    new MutationObserver((changes) => {
      const added = changes.some((change) => change.addedNodes.length > 0 || change.type === "characterData");
      if (added && live.textContent) seen.told.push(live.textContent);
    }).observe(live, { childList: true, subtree: true, characterData: true });
    for (const type of ["annotator-ready", "annotation-created", "annotation-updated", "annotation-removed",
      "annotations-imported", "annotator-error"]) {
      document.addEventListener(type, (event) => {
        seen.events.push({ type, detail: structuredClone(event.detail), target: event.target.id, composed: event.composed });
      });
    }
  }

  const takeAnnouncements = () => window.annotatorTest.told.splice(0);
  const takeEvents = () => window.annotatorTest.events.splice(0);

  // --- The storage

  /** All records, or those of this page's document; never makes the database. */
  async function stored(all) {
    const empty = { documents: [], annotations: [] };
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open("reading-annotator");
      request.onupgradeneeded = () => request.transaction.abort();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => (request.error.name === "AbortError" ? resolve(null) : reject(request.error));
    });
    if (!database) return empty;
    const read = (store) => new Promise((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const [documents, annotations] = [await read("documents"), await read("annotations")];
      const here = element()?.documentId;
      return all ? { documents, annotations } : {
        documents: documents.filter(({ id }) => id === here),
        annotations: annotations.filter(({ document }) => document === here),
      };
    } finally {
      database.close();
    }
  }

  return {
    element, shadow, article, range, textBoxes, boxes, point, isFree, frame, still, scrollTo, middle, activeOption, cards,
    shown, highlights, picker, record, takeAnnouncements, takeEvents, stored,
  };
}
