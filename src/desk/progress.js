// How far the work on a text has come: that of whoever reads it here, beside whom others may have labelled
// it. A text is not finished for one because it is for another.

/** The id of the reader of a stored document; null where there is none yet: see src/wire/record.rs. */
export function readerIn(document) {
  if (!document) return null;
  const { annotators = [], unclaimed } = JSON.parse(document);
  return unclaimed ? null : annotators[0]?.id ?? null;
}

/**
 * How far the reader `known` has come in a native file: sentences, judged ones, whether it is begun or finished; and of
 * everybody the labels by id and how many other people have judged something. In a widget's own file the reader is the
 * first. Sentences in the blocks with the numbers `headings` do not count, as in the widget's panel.
 */
export function progressOf(native, headings, known) {
  const { annotations, annotators, sentences } = JSON.parse(native);
  const reader = known === undefined ? annotators[0]?.id : known;
  const counted = new Set(sentences.filter(({ paragraph }) => !headings.has(paragraph)).map(({ id }) => id)), judged = new Set(), people = new Set();
  const labels = {};
  const judge = (person, ids) => {
    people.add(person);
    if (person === reader) for (const id of ids) if (counted.has(id)) judged.add(id);
  };
  for (const { label, annotator, sentences: on } of annotations) {
    labels[label] = (labels[label] ?? 0) + 1;
    judge(annotator, on ?? []);
  }
  for (const { id, judged_none: none = [] } of annotators) if (none.length) judge(id, none);
  const begun = people.delete(reader);
  const completed = annotators.some((one) => one.id === reader && one.completed_at);
  const finished = completed || (counted.size > 0 && judged.size >= counted.size);
  return { sentences: counted.size, judged: judged.size, begun, finished, labels, others: people.size };
}

/** The ids of all who have done something in a native file. */
export function peopleIn(native) {
  const { annotations = [], orphans = [], annotators = [] } = JSON.parse(native);
  const busy = annotators.filter(({ completed_at: completed, judged_none: none = [] }) => completed || none.length).map(({ id }) => id);
  return new Set([...busy, ...annotations.map(({ annotator }) => annotator), ...orphans.map(({ annotator }) => annotator)]);
}

/** Whether a row counts as is done here: those of earlier versions count headings, too, or say how far all had come together. */
export const isCounted = ({ begun }) => begun !== undefined;

/** Whether anybody has judged something in it. */
export const isLabelled = ({ begun, others }) => begun || others > 0;

/** Whether two native files of a text hold the same work; null is a file without any. */
export const sameWork = (one, other) => workOf(one) === workOf(other);

function workOf(native) {
  const { annotations = [], orphans = [], annotators = [], relations = [], segmentation = {} } = native ? JSON.parse(native) : {};
  const labels = [...annotations, ...orphans].map(({ id, label, note, modified }) => [id, label, note ?? null, modified]);
  const people = annotators.map(({ id, completed_at: completed, judged_none: none = [] }) => [id, completed ?? null, [...none].sort()])
    .filter(([, completed, none]) => completed || none.length);
  const edits = (segmentation.edits ?? []).map(({ kind, at }) => [kind, at]);
  return JSON.stringify([labels, people, relations.map(({ id }) => [id]), edits].map((list) => list.map((one) => JSON.stringify(one)).sort()));
}
