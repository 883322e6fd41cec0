// The least that a tool of this kind has to do, for the benches: maps the article's text nodes,
// keeps its labels in one IndexedDB record each, paints those near the window, and nothing more:
// no sentences, no panel, no undo. A "sentence" is an eighth of a paragraph.
const LABELS = ["claim", "evidence", "opinion"], MARGIN = "1500px", PARTS = 8;

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export class Limit {
  constructor(article) {
    this.article = article;
    this.labels = new Map();
    this.painted = new Map();
    this.near = new Set();
    const sheet = new CSSStyleSheet();
    const colours = ["#a8d1ff", "#fff2a0", "#f4aec6"];
    sheet.replaceSync(LABELS.map((label, i) => `:root::highlight(limit-${label}) { background: ${colours[i]} }`).join("\n"));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    this.highlights = Object.fromEntries(LABELS.map((label) => {
      const highlight = new Highlight();
      CSS.highlights.set(`limit-${label}`, highlight);
      return [label, highlight];
    }));
    this.counts = document.createElement("p");
    article.after(this.counts);
  }

  async open() {
    const walker = document.createTreeWalker(this.article, NodeFilter.SHOW_TEXT);
    this.nodes = [];
    this.starts = [];
    this.text = "";
    for (let node; (node = walker.nextNode());) {
      if (!node.data.trim()) continue;
      this.nodes.push(node);
      this.starts.push(this.text.length);
      this.text += node.data;
    }
    const request = indexedDB.open(`limit-${location.pathname}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("labels", { keyPath: "at" });
    this.base = await settled(request);
    const stored = await settled(this.base.transaction("labels").objectStore("labels").getAll());
    for (const { at, label } of stored) this.labels.set(at, label);
    const numbers = new Map();
    this.watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const number = numbers.get(target);
        if (isIntersecting) this.near.add(number); else this.near.delete(number);
        for (let part = 0; part < PARTS; part += 1) this.paint(number * PARTS + part);
      }
    }, { rootMargin: MARGIN });
    this.nodes.forEach((node, number) => {
      numbers.set(node.parentElement, number);
      this.watch.observe(node.parentElement);
    });
    this.tell();
  }

  tell() { this.counts.textContent = `${this.labels.size} labels`; }

  paint(at) {
    const number = Math.floor(at / PARTS), label = this.near.has(number) ? this.labels.get(at) : undefined;
    const there = this.painted.get(at);
    if (there?.label === label) return;
    if (there) {
      this.highlights[there.label].delete(there.range);
      this.painted.delete(at);
    }
    if (!label) return;
    const node = this.nodes[number], part = node.length / PARTS, range = document.createRange();
    range.setStart(node, Math.floor((at % PARTS) * part));
    range.setEnd(node, Math.floor((at % PARTS + 1) * part));
    this.highlights[label].add(range);
    this.painted.set(at, { label, range });
  }

  store(work) {
    const transaction = this.base.transaction("labels", "readwrite");
    work(transaction.objectStore("labels"));
    return new Promise((resolve) => { transaction.oncomplete = resolve; });
  }

  add(at, label) {
    this.labels.set(at, label);
    this.paint(at);
    this.tell();
    return this.store((labels) => labels.put({ at, label, text: this.text.slice(this.starts[at >> 3], this.starts[at >> 3] + 80) }));
  }

  relabel(at, label) { return this.add(at, label); }

  remove(at) {
    this.labels.delete(at);
    this.paint(at);
    this.tell();
    return this.store((labels) => labels.delete(at));
  }

  async fill(every) {
    await this.store((labels) => {
      for (let at = 0; at < this.nodes.length * PARTS; at += every) {
        this.labels.set(at, "claim");
        labels.put({ at, label: "claim", text: "x".repeat(80) });
      }
    });
    for (const at of this.labels.keys()) this.paint(at);
    this.tell();
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}
