// The desk's worker: everything that takes long, so that no task of the page is. It opens files,
// keeps the texts, takes labels of earlier exports over, and writes the set's export.
import load, { Labels as LabelSet, Reading, articleId, countOfColumns, formats, keptNative, ofBody } from "desk-wasm";
import { Counting } from "./counting.js";
import { exported } from "./exporting.js";
import { ForeignLabels } from "./foreign.js";
import { Headings } from "./headings.js";
import { Known, aboutOf, idOf, saysMore } from "./known.js";
import { Labels } from "./labels.js";
import { plural } from "./make.js";
import { pasted } from "./pasted.js";
import { isCounted, peopleIn, progressOf, sameWork } from "./progress.js";
import { Report } from "./report.js";
import { Beside, isStandoff, standoffIn, stemOf } from "./standoff.js";
import { BATCH, Texts, freed } from "./store.js";

const texts = new Texts();
const labels = new Labels(async (id, document) => {
  const about = aboutOf(rows.get(id), (await texts.bodies([id]))[0]);
  return labelSet.adopt(about, document, [], labelSet.untouchedNative(about))[1];
});
const counting = new Counting(texts, labels);
const headings = new Headings(texts);
const known = new Known(), { rows } = known;
let labelSet = null;
/** The wasm's. */
let memory = null;
/** How often the page has cancelled something. */
let stops = 0;
/** Whether the page has cancelled since now. */
const stopping = () => {
  const before = stops;
  return () => stops !== before;
};
/** The opening that is under way, with those that wait for it. */
let opening = Promise.resolve();

/** The lock that every desk of this site shares: in another tab a removal may still be undone. */
const DESKS = "reading-annotator-desk";

/** Does `work` unless another desk is open, where the browser can tell. */
async function alone(work) {
  if (!navigator.locks) return void (await work());
  await navigator.locks.request(DESKS, { ifAvailable: true }, async (lock) => { if (lock) await work(); });
}

/** This desk is open until its worker ends. */
function stay() {
  navigator.locks?.request(DESKS, { mode: "shared" }, () => new Promise(() => {}));
}

const tell = (event, detail) => postMessage({ event, detail });

// Calls of the page: each answers with a value or an error's message.
const calls = {
  /** `again`: the page was here before, and what it has removed may still come back. */
  async begin({ configuration, again }) {
    ({ memory } = await load());
    labelSet = new LabelSet(configuration);
    await texts.open();
    const gone = [];
    for await (const batch of texts.rows()) {
      for (const row of batch) {
        if (!row.removed) known.add(row);
        else {
          rows.set(row.id, row);
          gone.push(row.id);
        }
      }
      tell("rows", batch.filter((row) => !row.removed));
    }
    // Removed, and nobody can undo it any more.
    if (!again) await alone(() => gone.length && calls.forget(gone));
    stay();
    lookAgain([...rows.values()].filter((row) => !row.removed && !isCounted(row) && (row.sentences || row.finished)));
    return { formats: formats(), names: labelSet.names, from: labels.from, trouble: texts.trouble, pace: (await texts.state("pace")) ?? null };
  },

  // One after the other: they ask the page, and a file may have what the next one looks for. `title` is what
  // somebody has typed above a text that was pasted, maybe nothing; of files there is none.
  open({ files, title }) {
    const opened = opening.then(() => openFiles(files, title));
    opening = opened.catch(() => {});
    return opened;
  },

  body: async (id) => (await texts.bodies([id]))[0],

  async save(row) {
    rows.set(row.id, row);
    await texts.save([row]);
    return texts.trouble;
  },

  /** The row with what the widget has kept of it, null where that cannot be read; and the trouble. */
  async progress(id) {
    counting.forget([id]);
    const { record, reader } = await labels.recordAndReader(id).catch(() => ({}));
    const besides = await headings.of(id);
    const row = rows.get(id);
    if (!record || !row) return { row: null, trouble: texts.trouble };
    const next = { ...row, ...progressOf(keptOf(record), besides, reader) };
    rows.set(id, next);
    await texts.save([next]);
    return { row: next, trouble: texts.trouble };
  },

  /** How far the work in the widget's native file of a text has come, and whether it is what this browser stores. */
  async compare({ id, native }) {
    const stored = await recordOf(id).then((record) => sameWork(native, record && keptOf(record))).catch(() => false);
    return { stored, progress: progressOf(native, await headings.of(id)) };
  },

  /** Marks texts as removed, or takes that back. */
  async remove({ ids, removed }) {
    if (!ids.every((id) => rows.has(id))) throw new Error("these texts were removed for good when another desk was opened");
    const changed = ids.map((id) => ({ ...rows.get(id), removed }));
    for (const row of changed) {
      if (removed) known.hide(row);
      else known.add(row);
      rows.set(row.id, row);
    }
    for (let at = 0; at < changed.length; at += BATCH) await texts.save(changed.slice(at, at + BATCH));
    if (!removed) lookAgain(changed);
  },

  async forget(ids) {
    counting.forget(ids);
    headings.forget(ids);
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
    const out = labelSet.export(format, options, columnsOf(ids));
    return exported({
      out, memory, ids, natives: new Map(natives), page, rows, texts, labels,
      tell: (done) => tell("exporting", { done, of: ids.length }), stopped: stopping(),
    });
  },

  noteExport: ({ ids, at }) => labels.noteExport(ids, at),

  setState: ({ name, value }) => texts.setState(name, value),
};

// What has no answer.
const told = {
  stop: () => { stops += 1; },
  stopCounting: () => counting.stop(),
  answered({ number, value, error }) {
    const { resolve, reject } = questions.get(number);
    questions.delete(number);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  },
};

onmessage = async ({ data }) => {
  const { call, number, value } = data;
  if (call in told) return told[call](data);
  try {
    postMessage({ number, value: await calls[call](value) });
  } catch (error) {
    postMessage({ number, error: String(error?.message ?? error) });
  }
};

/** What the rows do not tell yet: what was labelled in another tab while the texts were gone. */
async function lookAgain(rows) {
  for (const before of rows) {
    const { row } = await calls.progress(before.id).catch(() => ({}));
    if (row && ["sentences", "judged", "begun", "finished", "others"].some((name) => row[name] !== before[name])) tell("changed", row);
  }
}

async function recordOf(id) {
  return (await labels.records([id]))[0];
}

const keptOf = ({ parts, attached, orphans }) => keptNative(parts, attached, orphans, "");

// --- Opening

/** What the page is asked, by number. */
const questions = new Map();
let asked = 0;
/** What is on its way to the storage. */
let writing = null;
// Only a page can take HTML apart, and ask.
const fromPage = (event, detail) => new Promise((resolve, reject) => {
  questions.set(asked += 1, { resolve, reject });
  postMessage({ event, detail, number: asked });
});

async function openFiles(files, title) {
  const report = new Report();
  // What a label means is asked once for all of these files.
  const answers = { told: {}, declined: new Set() };
  const stopped = stopping();
  // Exports last: their labels belong to texts that may stand in the same folder.
  const isExport = ({ name }) => /(\.json|\.ann|sentences\.csv)$/i.test(name);
  const beside = new Beside(), claimed = new Map();
  // The places of labels beside a text count it as it stands in its file: the desk's own has other white space.
  const raw = new Map(files.filter(({ name }) => /\.txt$/i.test(name)).map((file) => [stemOf(file), file]));
  const sorted = [...files.filter((file) => !isExport(file)), ...files.filter(isExport)];
  for (const [number, file] of sorted.entries()) {
    if (stopped()) {
      const more = sorted.length - number;
      report.problems.push(more === 1 ? `“${file.name}” is not opened: it was cancelled.` : `${plural(more, "file")} are not opened: it was cancelled.`);
      break;
    }
    const before = report.texts;
    const progress = (read) => tell("opening", { name: file.name, number, of: sorted.length, read, size: file.size });
    try {
      if (isStandoff(file)) await openStandoff(file, raw.get(stemOf(file)), report, progress, stopped, answers, beside);
      else await openFile(file, report, progress, stopped, answers, beside, claimed, title);
    } catch (error) {
      const read = report.texts - before;
      report.problems.push(`“${file.name}” is ${read ? `read only up to its text ${read}` : "not opened"}: ${error?.message ?? error}.`);
    }
  }
  await writing;
  return { ...report.take(), stopped: stopped(), trouble: texts.trouble };
}

/** `raw`: the file of the text, if it is opened with that of its labels. */
async function openStandoff(file, raw, report, progress, stopped, answers, beside) {
  const labels = await standoffIn(file);
  const id = beside.textOf(file, [...rows.values()]);
  // brat has an empty file beside a text that nobody has labelled.
  if (!labels.trim()) return;
  const foreign = new ForeignLabels();
  // Where it is in UTF-16 the words decide, as they do without it.
  const text = raw ? await standoffIn(raw).catch(() => null) : null;
  foreign.add(id, text === null ? labels : JSON.stringify({ text, ann: labels }));
  report.matched += 1;
  await takeForeign(foreign, file, report, progress, stopped, answers);
}

async function openFile(file, report, progress, stopped, answers, beside, claimed, title) {
  const reading = new Reading(file.name, file.size);
  const waiting = [], again = [];
  const foreign = new ForeignLabels(), fresh = new Set(), strangers = new Set();
  const before = report.size;
  let read = 0, others = 0;
  try {
    for await (const piece of pieces(file)) {
      await take(reading.push(piece));
      read += piece.length;
      progress(read);
      if (stopped()) throw new Error(foreign.count ? "it was cancelled, and its labels are not taken" : "it was cancelled");
    }
    await take(reading.finish());
  } finally {
    freed(reading);
    await flush();
    if (others) report.tell(file.name, `${others === 1 ? "A text is" : `${plural(others, "text")} are`} already here with other columns; what the columns say now is left out`);
    if (strangers.size) report.tell(file.name, `The labels of ${strangers.size === 1 ? "a text" : plural(strangers.size, "text")} are left out: ${strangers.size === 1 ? "the text is" : "these texts are"} not on this desk`);
  }
  if (foreign.count) await takeForeign(foreign, file, report, progress, stopped, answers);
  if (before === report.size) throw new Error("there is no text in it");

  async function take(found) {
    for (const one of found) {
      if (typeof one === "string") report.tell(file.name, one);
      else if (Array.isArray(one)) await add(title === undefined ? one : pasted(one, title));
      else if (one.table) {
        const id = known.ofArticle([one.hash], one.article && articleId(one.article), claimed);
        if (id) addForeign(id, one.table);
        else strangers.add(one.hash);
      } else {
        const { title, language, body, notes } = await fromPage("html", one.html);
        for (const note of notes) report.notes.add(file.name, ...note);
        await add(ofBody(title || file.name.replace(/\.\w+$/, ""), body, language, one.columns));
      }
      if (waiting.length + again.length >= BATCH) await flush();
    }
  }

  function addForeign(id, labels) {
    foreign.add(id, labels);
    // A text has an entry for each person.
    if (!fresh.has(id)) report.matched += 1;
    fresh.add(id);
  }

  async function add([given, title, language, hash, length, body, columns, native, labels, name, exact]) {
    const article = name && articleId(name), hashes = [exact, hash];
    const meant = article ? known.ofArticle(hashes, article, claimed) : undefined;
    if (native && meant) {
      await flush();
      if (!labelSet.knows(native)) return addForeign(meant, native);
      const people = peopleIn(native);
      await takeOver(meant, native, report, file, people);
      report[people.size ? "matched" : "known"] += 1;
      return;
    }
    // Without a name of its own it is any text with the same words.
    const here = article ? rows.get(meant) : known.named(given, hash) ?? (given ? undefined : rows.get(known.ofArticle(hashes, "", claimed)));
    if (here) beside.note(file, here.id);
    const labelled = labels && (here?.id ?? (article ? undefined : known.ofArticle(hashes, "", claimed)));
    if (labelled) {
      // Tools number their lines as they like.
      if (!article) others += saysMore(columns, rows.get(labelled).columns, ["id"]);
      return addForeign(labelled, labels);
    }
    if (here) {
      report.known += 1;
      others += saysMore(columns, here.columns);
      return;
    }
    const wanted = article || idOf(given, hash);
    const gone = rows.get(wanted);
    if (gone?.removed && gone.hash === hash) {
      // What could still be brought back is the same text, with what was labelled in it. What is said of it is what
      // its file says now.
      known.add({ ...gone, title, language, columns, source: file.name, removed: false });
      again.push(wanted);
      beside.note(file, wanted);
      report.added += 1;
      return await takeLabels(wanted, labels, native);
    }
    let id = wanted;
    while (rows.has(id)) id += `-${hash.slice(0, 12)}`;
    const row = { id, given, title, language, hash, length, columns, source: file.name, order: known.nextOrder(), sentences: 0, judged: 0, begun: false, others: 0, finished: false, labels: {}, place: 0, cursor: null, touched: 0 };
    known.add(row);
    if (article) known.ofArticle(hashes, article, claimed);
    beside.note(file, id);
    report.added += 1;
    waiting.push([row, body]);
    await takeLabels(id, labels, native);
  }

  async function takeLabels(id, labels, native) {
    const unknown = labels ?? (native && !labelSet.knows(native) ? native : null);
    if (unknown) {
      fresh.add(id);
      addForeign(id, unknown);
    } else if (native) {
      await flush();
      await takeOver(id, native, report, file, peopleIn(native));
    }
  }

  async function flush() {
    const back = again.splice(0), batch = waiting.splice(0);
    if (back.length) {
      await calls.remove({ ids: back, removed: false });
      tell("rows", back.map((id) => rows.get(id)));
    }
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

/** The labels of an export in another format, or of another label set. */
async function takeForeign(foreign, file, report, progress, stopped, answers) {
  // The texts are stored first.
  await writing;
  const problems = await foreign.take({
    async nativeOf(id) {
      const record = await recordOf(id);
      if (record) return keptOf(record);
      return labelSet.untouchedNative(aboutOf(rows.get(id), (await texts.bodies([id]))[0]));
    },
    take: (id, native) => takeOver(id, native, report, file, null),
    tell: (done) => progress((done / foreign.count) * file.size),
    ask: (unknown) => fromPage("labels", { name: file.name, unknown, labels: labelSet.names }),
    goesOn: () => !stopped(),
    ...answers,
  });
  for (const problem of problems) report.tell(file.name, problem);
}

/** The labels of an export, for the text `id`; `people` are theirs, or null where the file does not say. */
async function takeOver(id, native, report, file, people) {
  const row = rows.get(id);
  const record = await recordOf(id);
  const [body] = await texts.bodies([id]);
  headings.know(id, body);
  const made = labelSet.adopt(aboutOf(row, body), record?.document ?? "", record ? [...record.attached, ...record.orphans] : [], native);
  for (const problem of made[8]) report.tell(file.name, `${problem[0].toUpperCase()}${problem.slice(1)}`);
  const failed = await labels.adopt(id, made);
  if (failed) throw new Error(`its labels cannot be stored (${failed.replace("\n", ": ")})`);
  if (people?.size !== 0) report.tookLabels(file, id, people);
  const { row: next } = await calls.progress(id);
  if (next) tell("changed", next);
}

/** The columns that these texts came with, as JSON. */
const columnsOf = (ids) => ids.map((id) => rows.get(id).columns);
