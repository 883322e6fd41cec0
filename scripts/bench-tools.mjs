// What the benches do in the page, for every tool in the same words; sent as text. A tool has
//   prepare  before the clock runs: modules are there, sentences are known
//   open     the tool at work on the article, with what was kept
//   fill     every fifth sentence labelled, and kept
//   add, relabel, remove   one label
// Peers keep nothing themselves, so the bench hands them what they had; their changes are not stored.

/** Where the sentences of prose.mjs are: eight a paragraph. */
const places = () => {
  let at = 0;
  window.places = [];
  const walker = document.createTreeWalker(document.getElementById("essay"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); at += node.length) {
    for (const { index, 0: text } of node.data.matchAll(/Sentence \d+ [^.]*\./g)) {
      window.places.push({ node, from: index, to: index + text.length, start: at + index, end: at + index + text.length, text });
    }
  }
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  window.keep = async (list) => {
    const request = indexedDB.open(`peer-${location.pathname}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("labels");
    const base = await settled(request);
    const labels = (mode) => base.transaction("labels", mode).objectStore("labels");
    const there = list ? (await settled(labels("readwrite").put(list, "all")), list) : (await settled(labels("readonly").get("all"))) ?? [];
    base.close();
    return there;
  };
};

const ours = {
  title: "ours",
  prepare: () => customElements.whenDefined("reading-annotator").then(() => true),
  open: () => new Promise((resolve) => {
    const made = document.importNode(document.getElementById("later").content.firstElementChild, true);
    window.tool = made;
    made.addEventListener("annotator-ready", () => resolve(), { once: true });
    document.querySelector("main").after(made);
  }),
  count: async () => (await window.tool.getSentences()).length,
  fill: async () => {
    const all = await window.tool.getSentences();
    for (let index = 0; index < all.length; index += 5) await window.tool.annotate({ sentence: index }, { label: "claim" });
    // All of it is in the storage.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  },
  add: async () => { window.made = (await window.tool.annotate({ sentence: 7 }, { label: "opinion" }))[0].id; },
  relabel: () => window.tool.update(window.made, { label: "evidence" }),
  remove: () => window.tool.remove(window.made),
  export: async () => (await (await window.tool.exportAs()).text()).length,
  many: () => window.tool.annotate({ sentences: [0, 1999] }, { label: "evidence" }).then(() => true),
  undo: () => window.tool.undo(),
  // What the storage's own calls take of the main thread for one label: of forty, since the
  // page's clock may tell tenths of a millisecond only.
  storage: async () => {
    const LABELS = 40;
    let spent = 0, calls = 0;
    const timed = [[IDBDatabase.prototype, "transaction"], [IDBTransaction.prototype, "objectStore"], [IDBObjectStore.prototype, "put"], [IDBObjectStore.prototype, "delete"], [IDBTransaction.prototype, "commit"]];
    const own = timed.map(([kind, name]) => kind[name]);
    timed.forEach(([kind, name], at) => {
      kind[name] = function (...values) {
        const began = performance.now();
        calls += 1;
        try { return own[at].apply(this, values); } finally { spent += performance.now() - began; }
      };
    });
    const made = [];
    for (let number = 0; number < LABELS; number += 1) {
      const [{ id }] = await window.tool.annotate({ sentence: 5 * number + 2 }, { label: "opinion" });
      made.push(id);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    timed.forEach(([kind, name], at) => { kind[name] = own[at]; });
    for (const id of made) await window.tool.remove(id);
    if (calls < LABELS) throw new Error(`the storage was called ${calls} times for ${LABELS} labels`);
    return spent / LABELS;
  },
};

const limit = {
  title: "limit",
  prepare: () => import("./bench-limit.js").then((module) => { window.Limit = module.Limit; }),
  open: () => { window.tool = new window.Limit(document.getElementById("essay")); return window.tool.open(); },
  fill: () => window.tool.fill(5),
  add: () => window.tool.add(7, "opinion"),
  relabel: () => window.tool.relabel(7, "evidence"),
  remove: () => window.tool.remove(7),
  export: () => JSON.stringify([...window.tool.labels].map(([at, label]) => ({ at, label, text: window.tool.text.slice(window.tool.starts[at >> 3], window.tool.starts[at >> 3] + 80) }))).length,
};

const recogito = {
  title: "Recogito",
  prepare: `async () => {
    (${places})();
    window.Recogito = (await import("./recogito.js")).createTextAnnotator;
    window.annotation = (number, label) => {
      const { start, end, text } = window.places[number], id = "s" + number;
      return { id, bodies: [{ id: id + "b", annotation: id, purpose: "tagging", value: label }], target: { annotation: id, selector: [{ quote: text, start, end }] } };
    };
  }`,
  open: async () => {
    const list = await window.keep();
    const colours = { claim: "#a8d1ff", evidence: "#fff2a0", opinion: "#f4aec6" };
    window.tool = window.Recogito(document.getElementById("essay"), { renderer: "CSS_HIGHLIGHTS", style: ({ bodies }) => ({ fill: colours[bodies[0]?.value] }) });
    if (list.length) await window.tool.setAnnotations(list);
  },
  fill: async () => {
    const list = window.places.map((place, number) => number).filter((number) => number % 5 === 0).map((number) => window.annotation(number, "claim"));
    await window.keep(list);
    await window.tool.setAnnotations(list);
  },
  add: () => window.tool.addAnnotation(window.annotation(7, "opinion")),
  relabel: () => window.tool.updateAnnotation({ ...window.tool.getAnnotationById("s7"), bodies: window.annotation(7, "evidence").bodies }),
  remove: () => window.tool.removeAnnotation("s7"),
  check: () => window.tool.getAnnotations().length,
  export: () => JSON.stringify(window.tool.getAnnotations()).length,
};

const highlighter = {
  title: "web-highl.",
  // It wraps the text in elements, one after the other.
  most: 20000,
  prepare: `async () => {
    (${places})();
    window.Highlighter = (await import("./web-highlighter.js")).default;
  }`,
  open: async () => {
    const list = await window.keep();
    window.tool = new window.Highlighter({ $root: document.getElementById("essay") });
    for (const { startMeta, endMeta, text, id } of list) window.tool.fromStore(startMeta, endMeta, text, id);
  },
  fill: async () => {
    // Its positions count in the paragraph's text, whatever is wrapped in it.
    const numbers = new Map([...document.getElementById("essay").getElementsByTagName("p")].map((node, number) => [node, number]));
    window.meta = (number, edge) => {
      const { node, from, to } = window.places[number], parent = node.parentElement?.closest("p") ?? window.parents[number];
      return { parentTagName: "P", parentIndex: numbers.get(parent), textOffset: edge ? to : from };
    };
    window.parents = window.places.map(({ node }) => node.parentElement);
    const list = window.places.map(({ text }, number) => ({ startMeta: window.meta(number, 0), endMeta: window.meta(number, 1), text, id: `s${number}` })).filter((_, number) => number % 5 === 0);
    await window.keep(list);
    for (const { startMeta, endMeta, text, id } of list) window.tool.fromStore(startMeta, endMeta, text, id);
  },
  add: () => { window.tool.fromStore(window.meta(7, 0), window.meta(7, 1), window.places[7].text, "s7"); },
  relabel: () => window.tool.addClass("evidence", "s7"),
  remove: () => window.tool.remove("s7"),
  check: () => document.querySelectorAll("#essay [data-highlight-id]").length,
  export: () => JSON.stringify(Object.values(window.tool.cache.getAll?.() ?? {})).length,
};

const bare = { title: "bare page", prepare: () => true, open: () => true };

export const tools = { ours, limit, recogito, highlighter, bare };
