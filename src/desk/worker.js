// The desk's worker: everything that takes long, so that no task of the page is. It opens files,
// keeps the texts, takes labels of earlier exports over, and writes the set's export.
import load, { Labels as LabelSet, Reading, articleId, countOfColumns, formats, keptNative, ofBody } from "desk-wasm";
import { Counting } from "./counting.js";
import { ForeignLabels } from "./foreign.js";
import { Labels, progressOf } from "./labels.js";
import { BATCH, Texts } from "./store.js";

const texts = new Texts();
const labels = new Labels();
const counting = new Counting(texts, labels);
/** All rows by id; also those that are removed and can still be brought back. */
const rows = new Map();
/** The ids of the texts with a hash, and of those with an id of their own and a hash. */
const byHash = new Map(), byName = new Map();
let labelSet = null;
/** The wasm's. */
let memory = null;
let order = 0;
let stop = false;

const tell = (event, detail) => postMessage({ event, detail });

// Calls of the page: each answers with a value or an error's message.
const calls = {
  async begin(configuration) {
    ({ memory } = await load());
    labelSet = new LabelSet(configuration);
    await texts.open();
    const gone = [];
    for await (const batch of texts.rows()) {
      for (const row of batch) {
        // Removed, and nobody has undone it.
        if (row.removed) gone.push(row.id);
        else note(row);
      }
      tell("rows", batch.filter((row) => !row.removed));
    }
    if (gone.length) await calls.forget(gone);
    return { formats: formats(), trouble: texts.trouble, pace: (await texts.state("pace")) ?? null };
  },

  async open(files) {
    const report = { added: 0, known: 0, matched: 0, problems: [] };
    stop = false;
    // Exports last: their labels belong to texts that may stand in the same folder.
    const isExport = ({ name }) => /(\.json|sentences\.csv)$/i.test(name);
    const sorted = [...files.filter((file) => !isExport(file)), ...files.filter(isExport)];
    for (const [number, file] of sorted.entries()) {
      if (stop) break;
      try {
        await openFile(file, report, (read) => tell("opening", { name: file.name, number, of: sorted.length, read, size: file.size }));
      } catch (error) {
        report.problems.push(`“${file.name}” is not opened: ${error?.message ?? error}.`);
      }
    }
    await writing;
    return { ...report, stopped: stop, trouble: texts.trouble };
  },

  body: async (id) => (await texts.bodies([id]))[0],

  async save(row) {
    rows.set(row.id, row);
    await texts.save([row]);
    return texts.trouble;
  },

  /** The row with what the widget has kept of it; null where that cannot be read. */
  async progress(id) {
    counting.forget([id]);
    const [record] = await labels.records([id]);
    const row = rows.get(id);
    if (!record || !row) return null;
    const next = { ...row, ...progressOf(keptNative(record.parts, record.attached, record.orphans, "")) };
    rows.set(id, next);
    await texts.save([next]);
    return next;
  },

  /** Marks texts as removed, or takes that back. */
  async remove({ ids, removed }) {
    const changed = ids.map((id) => ({ ...rows.get(id), removed }));
    for (const row of changed) {
      if (removed) unnote(row);
      else note(row);
      rows.set(row.id, row);
    }
    for (let at = 0; at < changed.length; at += BATCH) await texts.save(changed.slice(at, at + BATCH));
  },

  async forget(ids) {
    counting.forget(ids);
    for (const id of ids) rows.delete(id);
    for (let at = 0; at < ids.length; at += BATCH) {
      await texts.forget(ids.slice(at, at + BATCH));
      await labels.forget(ids.slice(at, at + BATCH));
    }
  },

  /** What each format cannot hold of these texts; null when it was stopped. */
  count: ({ ids, natives }) => counting.of(ids, new Map(natives), countOfColumns(columnsOf(ids)), (news) => tell("counting", news)),

  async export({ format, options, ids, natives, page }) {
    counting.stop();
    stop = false;
    return exported(format, options, ids, new Map(natives), page);
  },

  setState: ({ name, value }) => texts.setState(name, value),
};

onmessage = async ({ data: { call, number, value } }) => {
  if (call === "stop") {
    stop = true;
    return;
  }
  if (call === "stopCounting") {
    counting.stop();
    return;
  }
  if (call === "answered") {
    answered?.(value);
    return;
  }
  try {
    postMessage({ number, value: await calls[call](value) });
  } catch (error) {
    postMessage({ number, error: String(error?.message ?? error) });
  }
};

function note(row) {
  rows.set(row.id, row);
  order = Math.max(order, row.order + 1);
  byName.set(`${row.given}\n${row.hash}`, row.id);
  byHash.set(row.hash, [...(byHash.get(row.hash) ?? []), row.id]);
}

function unnote(row) {
  byName.delete(`${row.given}\n${row.hash}`);
  byHash.set(row.hash, (byHash.get(row.hash) ?? []).filter((id) => id !== row.id));
}

// --- Opening

let answered = null;
/** What is on its way to the storage. */
let writing = null;
// Only a page can take HTML apart, and ask.
const fromPage = (event, detail) => new Promise((resolve) => {
  answered = resolve;
  tell(event, detail);
});

async function openFile(file, report, progress) {
  const reading = new Reading(file.name, file.size);
  const waiting = [];
  const foreign = new ForeignLabels(), fresh = new Set(), strangers = new Set();
  const sum = () => report.added + report.known + report.matched + report.problems.length;
  const before = sum();
  let read = 0;
  try {
    for await (const piece of pieces(file)) {
      await take(reading.push(piece));
      read += piece.length;
      progress(read);
      if (stop) return;
    }
    await take(reading.finish());
  } finally {
    reading.free();
    await flush();
  }
  if (strangers.size) report.problems.push(`The labels of ${strangers.size === 1 ? "a text" : `${strangers.size} texts`} are left out: ${strangers.size === 1 ? "the text is" : "these texts are"} not on this desk (“${file.name}”).`);
  if (foreign.count) await takeForeign(foreign, file, report, progress);
  if (before === sum()) throw new Error("there is no text in it");

  async function take(found) {
    for (const one of found) {
      if (typeof one === "string") report.problems.push(`${one.replace(/\.$/, "")} (“${file.name}”).`);
      else if (Array.isArray(one)) await add(one);
      else if (one.table) {
        const id = byHash.get(one.hash)?.[0];
        if (id) addForeign(id, one.table);
        else strangers.add(one.hash);
      } else {
        const { title, language, body, notes } = await fromPage("html", one.html);
        report.problems.push(...notes.map((note) => `${note} (“${file.name}”).`));
        await add(ofBody(title || file.name.replace(/\.\w+$/, ""), body, language));
      }
      if (waiting.length >= BATCH) await flush();
    }
  }

  function addForeign(id, labels) {
    foreign.add(id, labels);
    // A text has an entry for each person.
    if (!fresh.has(id)) report.matched += 1;
    fresh.add(id);
  }

  async function add([given, title, language, hash, length, body, columns, native, labels]) {
    if (native) {
      const matching = byHash.get(hash) ?? [];
      const id = matching.find((id) => rows.get(id).given === given) ?? matching[0];
      if (id) {
        await flush();
        await takeOver(id, native, report, file.name);
        report.matched += 1;
        return;
      }
    }
    const name = `${given}\n${hash}`;
    const known = labels && (byName.get(name) ?? byHash.get(hash)?.[0]);
    if (known) return addForeign(known, labels);
    if (byName.has(name)) {
      report.known += 1;
      return;
    }
    // A dataset's own ids begin at 1 each time: with the text's hash they are nobody else's.
    const wanted = native ? articleId(given) : articleId(given ? `${given}-${hash.slice(0, 12)}` : `text-${hash.slice(0, 16)}`);
    const id = rows.has(wanted) ? `${wanted}-${hash.slice(0, 12)}` : wanted;
    if (native) given = "";
    const row = { id, given, title, language, hash, length, columns, source: file.name, order: order++, sentences: 0, judged: 0, finished: false, labels: {}, place: 0, touched: 0 };
    note(row);
    report.added += 1;
    waiting.push([row, body]);
    if (labels) {
      fresh.add(id);
      addForeign(id, labels);
    }
    if (native) {
      await flush();
      await takeOver(id, native, report, file.name);
    }
  }

  async function flush() {
    const batch = waiting.splice(0);
    if (!batch.length) return;
    tell("rows", batch.map(([row]) => row));
    // The next texts are read while these are written; what is asked of the storage meanwhile
    // waits for its turn there.
    await writing;
    writing = texts.add(batch);
  }
}

/** A file's bytes, a piece at a time. */
async function* pieces(file) {
  const SIZE = 1 << 18;
  for (let at = 0; at < file.size; at += SIZE) yield new Uint8Array(await file.slice(at, at + SIZE).arrayBuffer());
}

const aboutOf = (row, body) => [row.id, row.title, row.language, body, row.columns, row.hash];

/** The labels of an export in another format. */
async function takeForeign(foreign, file, report, progress) {
  // The texts are stored first.
  await writing;
  const problems = await foreign.take({
    async nativeOf(id) {
      const [record] = await labels.records([id]);
      if (record) return keptNative(record.parts, record.attached, record.orphans, "");
      return labelSet.untouchedNative(aboutOf(rows.get(id), (await texts.bodies([id]))[0]));
    },
    take: (id, native) => takeOver(id, native, report, file.name),
    tell: (done) => progress((done / foreign.count) * file.size),
    ask: (unknown) => fromPage("labels", { name: file.name, unknown, labels: labelSet.names }),
    goesOn: () => !stop,
  });
  report.problems.push(...problems.map((problem) => `${problem.replace(/\.$/, "")} (“${file.name}”).`));
}

/** The labels of an export, for the text `id`. */
async function takeOver(id, native, report, name) {
  const row = rows.get(id);
  const [record] = await labels.records([id]);
  const [body] = await texts.bodies([id]);
  const made = labelSet.adopt(aboutOf(row, body), record?.document ?? "", record ? [...record.attached, ...record.orphans] : [], native);
  report.problems.push(...made[8].map((problem) => `${problem[0].toUpperCase()}${problem.slice(1)} (“${name}”).`));
  const failed = await labels.adopt(id, made);
  if (failed) throw new Error(`its labels cannot be stored (${failed.replace("\n", ": ")})`);
  const next = await calls.progress(id);
  if (next) tell("changed", next);
}

// --- The set's export

/** So much of the export is handed to the browser at a time, in bytes. */
const PIECE = 1 << 20;
/** So long the page is not listened to, in milliseconds. */
const TURN = 50;
/** So many texts are read from the storage at a time. */
const AT_ONCE = 25;

async function exported(format, options, ids, natives, page) {
  const out = labelSet.export(format, options, columnsOf(ids));
  const parts = [], problems = [];
  const hand = () => {
    // The browser may keep a blob outside of memory.
    parts.push(new Blob([new Uint8Array(memory.buffer, out.address, out.waiting)]));
    out.taken();
  };
  const begun = await labels.begun();
  const read = (at) => {
    const some = ids.slice(at, at + AT_ONCE);
    const reading = Promise.all([some, labels.records(some, begun), texts.bodies(some)]);
    // Where it fails it is told when it is waited for.
    reading.catch(() => {});
    return reading;
  };
  let number = 0, rested = Date.now();
  try {
    let next = read(0);
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const [some, kept, bodies] = await next;
      // The storage has them ready when these are written.
      next = at + AT_ONCE < ids.length ? read(at + AT_ONCE) : null;
      for (const [place, id] of some.entries()) {
        const row = rows.get(id), record = kept[place], native = natives.get(id);
        const name = `${`${(number += 1)}`.padStart(5, "0")}-${fileName(row.title)}`;
        try {
          if (native) out.native(name, native, row.columns);
          else if (record) out.begun(name, withoutPage(record.parts, page), record.attached, record.orphans, row.columns);
          else out.untouched(name, aboutOf(row, bodies[place]));
        } catch (error) {
          problems.push(`“${row.title}” is left out: ${error?.message ?? error}`);
        }
        if (out.waiting >= PIECE) hand();
      }
      if (out.tooLarge) throw new Error("an archive holds 65,534 files and 4 GB at most: choose a format that is one file, or export fewer texts");
      if (Date.now() - rested < TURN) continue;
      tell("exporting", { done: number, of: ids.length });
      // Messages of the page come between two tasks.
      await new Promise((resolve) => setTimeout(resolve));
      if (stop) return null;
      rested = Date.now();
    }
    out.finish();
    hand();
    return { file: new Blob(parts, { type: out.mediaType }), suffix: out.suffix, leftOut: out.leftOut, problems };
  } finally {
    out.free();
  }
}

/** The columns that these texts came with, as JSON. */
const columnsOf = (ids) => ids.map((id) => rows.get(id).columns);

/** The address of the desk is where the text was read, not where it is from. */
function withoutPage([head, ...others], page) {
  return [head.replace(`"url":${JSON.stringify(page)}`, '"url":null'), ...others];
}

const fileName = (title) => title.normalize().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 48) || "text";
