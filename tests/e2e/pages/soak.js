// The page's side of the soak test: random actions on the widget, and a plain model of what they
// must come to. The model shares nothing with the widget: it knows the article as it was made here,
// keeps what is so as a flat map, and a step of undo as what changed in it.
const LABELS = ["claim", "evidence", "opinion"], PREFIX = "reading-annotator-";
const PARAGRAPHS = 12, SENTENCES = 4, SPARES = 4, REACH = 10;

/** Sentences of which no two share a word pair; the ship is one code point and two of a string. */
const sentence = (paragraph, number) => `Keeper p${paragraph}s${number} saw 🚢 q${paragraph}s${number} leave r${paragraph}s${number} with d${paragraph}s${number}.`;
const paragraph = (name, count) => Array.from({ length: count }, (_, number) => sentence(name, number)).join(" ");
const points = (text) => Array.from(text).length;
/** Where words begin and end in a text, its own ends for the first and the last. */
function words(text) {
  const found = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: word }) => [index, index + word.length]);
  if (found.length) {
    found[0][0] = 0;
    found.at(-1)[1] = text.length;
  }
  return found;
}
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** The article's paragraphs as nodes. */
export function makeArticle(article) {
  article.replaceChildren(...Array.from({ length: PARAGRAPHS }, (_, number) => {
    const node = document.createElement("p");
    node.id = `p${number}`;
    node.textContent = paragraph(number, SENTENCES);
    return node;
  }));
}

export class Soak {
  constructor(element, article, seed) {
    Object.assign(this, { element, article, done: [], undone: [], count: 0, log: [], kinds: {} });
    this.state = seed >>> 0;
    this.texts = new Map();
    this.order = [];
    this.facts = new Map();
    for (let number = 0; number < PARAGRAPHS; number += 1) {
      this.order.push(`p${number}`);
      this.texts.set(`p${number}`, paragraph(number, SENTENCES));
      this.facts.set(`c:p${number}`, this.usualCuts(`p${number}`));
    }
  }

  // --- Chance (mulberry32)
  chance() {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  below(limit) { return Math.floor(this.chance() * limit); }
  pick(list) { return list[this.below(list.length)]; }

  // --- The model
  isSpare(p) { return p.startsWith("x"); }
  usualCuts(p) { return [...this.texts.get(p).matchAll(/Keeper/g)].map(({ index }) => index); }

  sentences() {
    const version = this.order.map((p) => `${p} ${this.facts.get(`c:${p}`)}`).join();
    if (this.version !== version) [this.version, this.all] = [version, this.cut()];
    return this.all;
  }
  cut() {
    let base = 0, out = [];
    for (const p of this.order) {
      const text = this.texts.get(p), cuts = this.facts.get(`c:${p}`) ?? this.usualCuts(p);
      cuts.forEach((from, at) => {
        const to = at + 1 < cuts.length ? cuts[at + 1] - 1 : text.length;
        out.push({ p, from, to, text: text.slice(from, to), start: base + points(text.slice(0, from)), end: base + points(text.slice(0, to)), key: `j:${p}:${from}:${to}` });
      });
      base += points(text) + 1;
    }
    return out;
  }
  annotations() { return [...this.facts].filter(([key]) => key.startsWith("a:")).map(([key, value]) => ({ id: key.slice(2), ...value })); }
  exactly({ p, from, to }) { return this.annotations().find((one) => one.p === p && one.from === from && one.to === to); }
  touching({ p, from, to }) { return this.sentences().filter((one) => one.p === p && one.from < to && from < one.to); }
  start(p) {
    let base = 0;
    for (const other of this.order) {
      if (other === p) return base;
      base += points(this.texts.get(other)) + 1;
    }
    throw new Error(`${p} is not in the article`);
  }
  codePoints({ p, from, to }) {
    const text = this.texts.get(p), base = this.start(p);
    return { start: base + points(text.slice(0, from)), end: base + points(text.slice(0, to)) };
  }

  /** One step: pairs of a key and what it is from now on (undefined: gone). */
  step(pairs, mends = false) {
    const list = [];
    for (const [key, after] of pairs) {
      const before = this.facts.get(key);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      list.push([key, before, after]);
      this.set(key, after);
    }
    if (list.length === 0) return;
    this.done.push({ mends, list });
    this.undone = [];
  }
  set(key, value) { if (value === undefined) this.facts.delete(key); else this.facts.set(key, value); }
  /** Undo (or redo): what is not as the step left it stays. Whether something changed. */
  retrace(back) {
    const step = (back ? this.done : this.undone).pop();
    if (!step) return false;
    const made = [];
    for (const [key, before, after] of back ? [...step.list].reverse() : step.list) {
      const [there, wanted] = back ? [after, before] : [before, after];
      const isSentence = step.mends || !key.startsWith("j:") || this.sentences().some((one) => one.key === key);
      if (!isSentence || JSON.stringify(this.facts.get(key)) !== JSON.stringify(there)) continue;
      this.set(key, wanted);
      made.push([key, before, after]);
    }
    if (back) made.reverse();
    if (made.length) (back ? this.undone : this.done).push({ mends: step.mends, list: made });
    return made.length > 0;
  }
  unjudged(span) { return this.touching(span).map(({ key }) => [key, undefined]); }
  labelled(spans, label, note, ids) {
    return spans.flatMap((span) => {
      const own = this.exactly(span);
      const key = `a:${own?.id ?? ids(span)}`;
      const { p, from, to } = span;
      return [[key, { label, note: note ?? own?.note ?? null, p, from, to }], ...this.unjudged(span)];
    });
  }
  removedInside(sentences) {
    const inside = (one) => sentences.some((other) => one.p === other.p && other.from <= one.from && one.to <= other.to);
    return this.annotations().filter(inside).map(({ id }) => [`a:${id}`, undefined]);
  }

  // --- Comparing
  expected() {
    const own = this.annotations();
    const all = this.sentences();
    return {
      sentences: all.map((one, index) => {
        const label = own.find(({ p, from, to }) => p === one.p && from === one.from && to === one.to)?.label ?? (this.facts.get(one.key) ? "none" : null);
        return { index, id: `s${index + 1}`, start: one.start, end: one.end, text: one.text, label };
      }),
      annotations: own.filter(({ p }) => this.order.includes(p)).map((one) => ({ id: one.id, label: one.label, note: one.note, exact: this.texts.get(one.p).slice(one.from, one.to), ...this.codePoints(one) })),
      orphans: own.filter(({ p }) => !this.order.includes(p)).map(({ id }) => id).sort(),
    };
  }
  async actual() {
    const { element } = this;
    const annotations = await element.getAnnotations();
    const doubtful = annotations.find(({ state = "exact" }) => state !== "exact" && state !== "moved");
    if (doubtful) throw new Error(`in doubt without a reason: ${JSON.stringify(doubtful)}`);
    if (annotations.some(({ start }, at) => at > 0 && start < annotations[at - 1].start)) throw new Error("not in reading order");
    return {
      sentences: await element.getSentences(),
      annotations: annotations.map(({ id, label, note, quote, start, end }) => ({ id, label, note: note ?? null, exact: quote.exact, start, end })),
      orphans: (await element.getOrphans()).map(({ id }) => id).sort(),
    };
  }
  async compare() {
    const [expected, actual] = [this.expected(), await this.actual()];
    const byPlace = (one, other) => one.start - other.start || one.end - other.end || (one.id < other.id ? -1 : 1);
    for (const part of ["sentences", "annotations", "orphans"]) {
      if (part === "annotations") for (const list of [expected, actual]) list[part].sort(byPlace);
      const [wanted, found] = [expected[part].map((one) => JSON.stringify(one)), actual[part].map((one) => JSON.stringify(this.inOrder(one)))];
      if (wanted.join() === found.join()) continue;
      const missing = wanted.filter((one) => !found.includes(one)), extra = found.filter((one) => !wanted.includes(one));
      throw new Error(`${part}: missing ${missing.slice(0, 4).join(" ")}; too much ${extra.slice(0, 4).join(" ")}`);
    }
  }
  inOrder(one) {
    if (typeof one !== "object") return one;
    const { index, id, label, note, exact, start, end, text } = one;
    return text === undefined ? { id, label, note, exact, start, end } : { index, id, start, end, text, label };
  }
  /** What is painted: each labelled place once, as a label that lies there (all is near the window). */
  async comparePaint() {
    let wrong = "";
    for (let tries = 0; tries < 200; tries += 1) {
      wrong = this.wrongPaint();
      if (!wrong) return;
      await pause(20);
    }
    throw new Error(wrong);
  }
  wrongPaint() {
    const painted = new Map(this.order.map((p) => [p, []]));
    for (const [name, ranges] of CSS.highlights) {
      const label = LABELS.find((label) => name.startsWith(`${PREFIX}${label}-`));
      for (const { startContainer: node, startOffset, endOffset } of label ? ranges : []) {
        const places = painted.get(node.parentElement?.id);
        for (let at = startOffset; at < endOffset; at += 1) {
          if (!places || places[at]) return `painted twice, or where nothing is: ${label} “${node.data}” ${at}`;
          places[at] = label;
        }
      }
    }
    const all = this.annotations();
    for (const [p, places] of painted) {
      const text = this.texts.get(p);
      for (let at = 0; at < text.length; at += 1) {
        const here = all.filter((one) => one.p === p && one.from <= at && at < one.to).map(({ label }) => label);
        if (here.length ? !here.includes(places[at]) : places[at]) return `painted ${places[at]} instead of ${here} at “${text.slice(at)}”`;
      }
    }
    return "";
  }

  // --- Keys
  press(code, key, held = {}) {
    const cursor = this.element.shadowRoot.querySelector(".cursor");
    cursor.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, composed: true, cancelable: true, ...held }));
  }
  /** The cursor on sentence `index`, near either end of the text, by keys. */
  cursorTo(index, total) {
    const back = index >= total / 2;
    this.press(back ? "End" : "Home", back ? "End" : "Home");
    for (let at = back ? total - 1 - index : index; at > 0; at -= 1) this.press(back ? "ArrowUp" : "ArrowDown", back ? "ArrowUp" : "ArrowDown");
  }
  reachable() {
    const all = this.sentences();
    return all.map((one, index) => ({ ...one, index, total: all.length }))
      .filter(({ p, index }) => !this.isSpare(p) && (index < REACH || index >= all.length - REACH));
  }

  // --- Actions; each does it to both
  targets() { return this.sentences().map((one, index) => ({ ...one, index })).filter(({ p }) => !this.isSpare(p)); }
  /** Some sentences in a row, of our own. */
  row(most) {
    const all = this.targets(), from = this.below(all.length), out = [all[from]];
    for (let at = from + 1; out.length < 1 + this.below(most) && all[at]?.index === out.at(-1).index + 1; at += 1) out.push(all[at]);
    return out;
  }
  /** From a word to a word of one paragraph; null where a label lies exactly there already. */
  randomSpan() {
    const one = this.pick(this.targets()), text = this.texts.get(one.p);
    const all = words(text).filter(([from]) => from >= one.from);
    const first = this.below(Math.min(4, all.length)), last = Math.min(all.length - 1, first + 1 + this.below(9));
    const span = { p: one.p, from: all[first][0], to: all[last][1] };
    return this.exactly(span) ? null : span;
  }
  /** Ids of new annotations by their places, as the widget tells them. */
  async newIds() {
    const known = new Set(this.annotations().map(({ id }) => id));
    const made = (await this.element.getAnnotations()).filter(({ id }) => !known.has(id));
    return (span) => {
      const { start, end } = this.codePoints(span);
      return made.find((one) => one.start === start && one.end === end)?.id ?? `missing ${start}–${end}`;
    };
  }

  async annotate() {
    const row = this.row(3), label = this.pick(LABELS), note = this.chance() < 0.2 ? `note ${this.count}` : undefined;
    const target = row.length > 1 ? { sentences: [row[0].index, row.at(-1).index] } : { sentence: row[0].index };
    await this.element.annotate(target, note === undefined ? { label } : { label, note });
    const ids = await this.newIds();
    this.step(this.labelled(row, label, note, ids));
    return `${JSON.stringify(target)} ${label}`;
  }
  async annotateSpan() {
    const span = this.randomSpan(), label = this.pick(LABELS);
    if (!span) return "nothing";
    await this.element.annotate(this.codePoints(span), { label });
    this.step(this.labelled([span], label, undefined, await this.newIds()));
    return JSON.stringify(span);
  }
  async update() {
    const one = this.pick(this.annotations());
    if (!one) return "nothing";
    const { id, ...now } = one, changes = {}, after = { ...now };
    const what = this.below(4);
    if (what === 0 || what === 3) after.label = changes.label = this.pick(LABELS);
    if (what === 1 || what === 3) {
      changes.note = this.pick([`note ${this.count} 🚢\nsecond line`, null, ""]);
      after.note = changes.note || null;
    }
    let unjudged = [];
    if (what === 2) {
      const span = this.randomSpan();
      if (!span) return "nothing";
      Object.assign(changes, this.codePoints(span));
      Object.assign(after, span);
      unjudged = this.unjudged(span);
    }
    await this.element.update(id, changes);
    this.step([[`a:${id}`, after], ...unjudged]);
    return `${id} ${JSON.stringify(changes)}`;
  }
  async removeOne() {
    const one = this.pick(this.annotations());
    if (!one) return "nothing";
    await this.element.remove(one.id);
    this.step([[`a:${one.id}`, undefined]]);
    return one.id;
  }
  async judge() {
    const row = this.row(2);
    await this.element.judgeNone({ sentences: [row[0].index, row.at(-1).index] });
    this.step([...this.removedInside(row), ...row.map(({ key }) => [key, true])]);
    return `${row[0].index}–${row.at(-1).index}`;
  }
  async keys() {
    const all = this.reachable(), one = this.pick(all), own = this.exactly(one);
    this.cursorTo(one.index, one.total);
    const row = [one];
    const does = this.pick(["label", "label", "label", "none", "unlabel", "narrow", "narrow", "part"]);
    if (does !== "narrow" && does !== "part") {
      for (let more = this.below(3); more > 0; more -= 1) {
        const next = all.find(({ index }) => index === row.at(-1).index + 1);
        if (!next) break;
        this.press("ArrowDown", "ArrowDown", { shiftKey: true });
        row.push(next);
      }
    }
    const digit = 1 + this.below(3), label = LABELS[digit - 1];
    if (does === "label") {
      this.press(`Digit${digit}`, `${digit}`);
      this.step(this.labelled(row, label, undefined, await this.newIds()));
    } else if (does === "none") {
      this.press("Digit4", "4");
      this.step([...this.removedInside(row), ...row.map(({ key }) => [key, true])]);
    } else if (does === "unlabel") {
      this.press(...this.pick([["Digit0", "0"], ["Delete", "Delete"]]));
      if (own && row.length === 1) this.step([[`a:${own.id}`, undefined]]);
      else this.step([...this.removedInside(row), ...row.map(({ key }) => [key, undefined])]);
    } else {
      // A word off or on at one end, once or twice.
      const span = { p: one.p, from: one.from, to: one.to };
      const steps = [];
      for (let times = 1 + this.below(2); times > 0; times -= 1) {
        const [atStart, widen] = [this.chance() < 0.5, this.chance() < 0.3];
        const inside = this.touching(span), from = inside[0].from;
        const places = words(this.texts.get(one.p).slice(from, inside.at(-1).to)).map(([a, b]) => [a + from, b + from]);
        const next = { ...span };
        if (atStart) next.from = widen ? places.findLast(([a]) => a < span.from)?.[0] : places.find(([a]) => a > span.from)?.[0];
        else next.to = widen ? places.find(([, b]) => b > span.to)?.[1] : places.findLast(([, b]) => b < span.to)?.[1];
        if (!(next.from < next.to)) continue;
        // Two labels on the same words are left to others.
        if (this.annotations().some(({ id, p, from, to }) => id !== own?.id && p === next.p && from === next.from && to === next.to)) continue;
        this.press(...(atStart ? ["BracketLeft", widen ? "{" : "["] : ["BracketRight", widen ? "}" : "]"]), { shiftKey: widen });
        Object.assign(span, next);
        steps.push({ ...next });
      }
      if (own) {
        const { id, ...now } = own;
        for (const place of steps) this.step([[`a:${id}`, { ...now, ...place }]]);
      } else if (does === "part") {
        this.press(`Digit${digit}`, `${digit}`);
        this.step(this.labelled([span], label, undefined, await this.newIds()));
      }
    }
    return `${does} at ${one.index}, ${row.length}`;
  }
  async mend() {
    const one = this.pick(this.reachable()), all = this.sentences();
    const cuts = this.facts.get(`c:${one.p}`);
    this.cursorTo(one.index, one.total);
    if (this.chance() < 0.5) {
      this.press("BracketRight", "+");
      const next = all[one.index + 1];
      if (next?.p !== one.p) return `no join at ${one.index}`;
      const judged = this.facts.get(one.key) && this.facts.get(next.key) ? true : undefined;
      const whole = { p: one.p, from: one.from, to: next.to }, labels = [one, next].map((half) => this.exactly(half)).filter(Boolean);
      // One label becomes that of the whole.
      const follows = !this.exactly(whole) && labels.every(({ label }) => label === labels[0].label) ? labels : [];
      const note = follows.map(({ note }) => note).filter(Boolean).join("\n") || null;
      const labelled = follows.map(({ id, label }, at) => [`a:${id}`, at ? undefined : { label, note, ...whole }]);
      this.step([[`c:${one.p}`, cuts.filter((cut) => cut !== next.from)], [one.key, undefined], [next.key, undefined], [`j:${one.p}:${one.from}:${next.to}`, judged], ...labelled], true);
      return `join at ${one.index}`;
    }
    const places = words(one.text).slice(1).map(([from]) => from + one.from);
    if (places.length === 0) return "nothing";
    const at = this.below(places.length), cut = places[at];
    this.press("Slash", "/");
    this.press("Home", "Home");
    for (let more = at; more > 0; more -= 1) this.press("ArrowRight", "ArrowRight");
    this.press("Enter", "Enter");
    const judged = this.facts.get(one.key), own = this.exactly(one), ids = await this.newIds();
    const halves = [{ p: one.p, from: one.from, to: cut - 1 }, { p: one.p, from: cut, to: one.to }];
    const labelled = !own || halves.some((half) => this.exactly(half)) ? []
      : halves.map((half, at) => [`a:${at ? ids(half) : own.id}`, { label: own.label, note: at ? null : own.note, ...half }]);
    this.step([[`c:${one.p}`, [...cuts, cut].sort((a, b) => a - b)], [one.key, undefined], ...halves.map(({ p, from, to }) => [`j:${p}:${from}:${to}`, judged]), ...labelled], true);
    return `split at ${one.index}, word ${at + 1}`;
  }
  async walk() {
    const back = this.chance() < 0.65, byKeys = this.chance() < 0.4, times = 1 + this.below(this.chance() < 0.05 ? 60 : 5);
    for (let time = 0; time < times; time += 1) {
      const changed = this.retrace(back);
      if (byKeys) this.press(back ? "KeyZ" : "KeyY", back ? "z" : "y", { ctrlKey: true });
      else if (await this.element[back ? "undo" : "redo"]() !== changed) throw new Error(`${back ? "undo" : "redo"} says ${!changed}`);
    }
    return `${back ? "undo" : "redo"} ${times}${byKeys ? " by keys" : ""}`;
  }
  async clear() {
    await this.element.clear();
    this.step([...this.facts.keys()].filter((key) => /^[aj]:/.test(key)).map((key) => [key, undefined]));
  }
  async import() {
    const file = JSON.parse(await (await this.element.exportAs()).text());
    const what = this.pick(["add", "update", "same"]), pairs = [], wanted = { added: 0, updated: 0 };
    const free = this.targets().filter((one) => !this.exactly(one)), there = this.pick(file.annotations);
    if (what === "add" && free.length) {
      const one = this.pick(free), label = this.pick(LABELS), id = `urn:uuid:${crypto.randomUUID()}`, now = new Date().toISOString();
      const { start, end } = this.codePoints(one), letters = Array.from(file.article.text);
      const quote = { exact: one.text, prefix: letters.slice(Math.max(0, start - 32), start).join(""), suffix: letters.slice(end, end + 32).join("") };
      file.annotations.push({ id, annotator: file.annotators[0].id, label, note: "imported", start, end, sentences: [`s${one.index + 1}`], quote, state: "exact", created: now, modified: now });
      pairs.push([`a:${id}`, { label, note: "imported", p: one.p, from: one.from, to: one.to }]);
      wanted.added = 1;
    } else if (what === "update" && there) {
      there.label = this.pick(LABELS.filter((label) => label !== there.label));
      there.modified = new Date(Date.parse(there.modified) + 1000).toISOString();
      pairs.push([`a:${there.id}`, { ...this.facts.get(`a:${there.id}`), label: there.label }]);
      wanted.updated = 1;
    }
    const { added, updated, refused } = await this.element.importFrom(JSON.stringify(file));
    if (added !== wanted.added || updated !== wanted.updated || refused.length) throw new Error(`import: ${JSON.stringify({ added, updated, refused })}`);
    this.step(pairs);
    // The report's dialog.
    this.press("Escape", "Escape");
    return what;
  }
  async look() {
    const theme = this.pick(["light", "dark", "auto"]);
    this.element.setAttribute("theme", theme);
    if (this.chance() < 0.3) {
      this.element.setAttribute("panel", "closed");
      await this.compare();
      this.element.setAttribute("panel", "open");
    }
    return theme;
  }
  async remount() {
    const { element } = this, place = element.parentNode, away = this.chance() < 0.7;
    if (away) {
      element.remove();
      await pause(this.chance() < 0.5 ? 0 : 10);
    }
    place.append(element);
    return away ? "away" : "moved";
  }
  /** The same text in other nodes. */
  async clone() {
    if (this.chance() < 0.5) {
      const node = this.pick([...this.article.children]);
      node.replaceWith(node.cloneNode(true));
    } else {
      this.article.replaceChildren(...[...this.article.children].map((node) => node.cloneNode(true)));
    }
  }
  async edit() {
    const spare = `x${this.below(SPARES)}`;
    if (this.order.includes(spare)) {
      document.getElementById(spare).remove();
      this.order = this.order.filter((p) => p !== spare);
    } else {
      const at = this.below(this.order.length + 1), node = document.createElement("p");
      this.texts.set(spare, paragraph(spare, 2));
      node.id = spare;
      node.textContent = this.texts.get(spare);
      this.article.insertBefore(node, this.article.children[at] ?? null);
      this.order.splice(at, 0, spare);
    }
    await this.settle();
    return spare;
  }
  /** A paragraph goes, and comes back elsewhere: with it its labels, judgements and boundaries. */
  async lose() {
    const p = this.pick(this.order.filter((p) => !this.isSpare(p))), node = document.getElementById(p);
    const away = [...this.facts].filter(([key]) => key.startsWith(`j:${p}:`) || key === `c:${p}`);
    for (const [key] of away) this.facts.delete(key);
    node.remove();
    this.order = this.order.filter((other) => other !== p);
    await this.settle();
    const at = this.below(this.order.length + 1);
    this.article.insertBefore(node, this.article.children[at] ?? null);
    this.order.splice(at, 0, p);
    for (const [key, what] of away) this.facts.set(key, what);
    await this.settle();
    return p;
  }
  /** Waits until the widget has read the changed article. */
  async settle() {
    const wanted = this.sentences().map(({ text }) => text).join();
    for (let tries = 0; tries < 300; tries += 1) {
      if ((await this.element.getSentences()).map(({ text }) => text).join() === wanted) return this.compare();
      await pause(10);
    }
    await this.compare();
  }

  /** So many actions, the model compared after each. */
  async run(count) {
    const weights = Object.entries({
      annotate: 18, annotateSpan: 8, update: 16, removeOne: 8, judge: 6, keys: 20, mend: 5, walk: 14, clear: 0.2, import: 1.5, look: 1.5, remount: 2, clone: 0.6, edit: 0.3, lose: 0.2,
    });
    const sum = weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (let end = this.count + count; this.count < end;) {
      this.count += 1;
      let left = this.chance() * sum;
      const [name] = weights.find(([, weight]) => (left -= weight) < 0) ?? weights[0];
      const entry = { number: this.count, name };
      this.log.push(entry);
      try {
        entry.what = await this[name]();
        await this.compare();
      } catch (error) {
        const last = this.log.slice(-8).map(({ number, name, what }) => `${number} ${name} ${what ?? ""}`).join("\n  ");
        throw new Error(`action ${this.count}, ${name}: ${error?.message ?? error}\n  ${last}`);
      }
      this.kinds[name] = (this.kinds[name] ?? 0) + 1;
    }
    await this.comparePaint();
    return this.kinds;
  }
}
