// What came of opening files. Thousands of lines of one file say less than one file that is not opened: such
// files are told first, and of every file some lines with the number of the others.
import { grouped } from "./make.js";
import { Notes } from "./notes.js";

/** So many files that are not opened are shown. */
const REFUSED = 500;
/** So many lines of one file are shown, fewer where many files have some, but never fewer than the second. */
const OF_A_FILE = 50, AT_LEAST = 3;
/** So many lines of all files are to be shown. */
const OF_ALL = 1000;

export class Report {
  added = 0;
  known = 0;
  /** Texts that were here before and got labels, once for each file. */
  matched = 0;
  /** Sentences about files that are not opened, or not as a whole. */
  problems = [];
  /** What was left out of pages. */
  notes = new Notes();
  // Sentences about what is in a file, by its name, each with how many times it was told: often of many texts alike.
  #lines = new Map();
  #told = 0;
  // Whose labels were taken over: the texts, the files that had them, and the people, where files name them.
  #labelled = { texts: new Set(), files: new Set(), people: new Set(), nameless: false };

  /** `words` are a sentence about something in this file. */
  tell(file, words) {
    const lines = this.#lines.get(file) ?? new Map();
    const line = words.replace(/\.$/, "");
    lines.set(line, (lines.get(line) ?? 0) + 1);
    this.#lines.set(file, lines);
    this.#told += 1;
  }

  /** Labels of `people` for the text `id` were taken over from this file; null where it does not say whose they are. */
  tookLabels(file, id, people) {
    const { texts, files, people: known } = this.#labelled;
    texts.add(id);
    files.add(file);
    if (people) for (const one of people) known.add(one);
    else this.#labelled.nameless = true;
  }

  get texts() { return this.added + this.known + this.matched; }

  /** How much there is in it. */
  get size() { return this.texts + this.problems.length + this.notes.size + this.#told; }

  /** All of it for the page; `shown` are those of the `problems` that somebody can read. */
  take() {
    const { added, known, matched, problems } = this;
    const notes = this.notes.take();
    const times = (count) => (count === 1 ? "" : `, ${grouped.format(count)} times`);
    const files = [...this.#lines].map(([file, lines]) => [file, [...lines].map(([line, count]) => `${line} (“${file}”${times(count)}).`)]);
    const { texts, files: sources, people, nameless } = this.#labelled;
    const each = Math.min(OF_A_FILE, Math.max(AT_LEAST, Math.floor(OF_ALL / files.length)));
    return {
      added, known, matched,
      labelled: { texts: texts.size, files: sources.size, people: nameless ? null : people.size },
      problems: [...problems, ...notes, ...files.flatMap(([, lines]) => lines)],
      shown: [
        ...some(problems, REFUSED, (more) => `And ${more} more like these.`),
        ...notes,
        ...files.flatMap(([file, lines]) => some(lines, each, (more) => `And ${more} more (“${file}”).`)),
      ],
    };
  }
}

/** The first of them, and how many more there are; one alone needs no less room than that. */
const some = (lines, most, told) => (lines.length <= most + 1 ? lines : [...lines.slice(0, most), told(grouped.format(lines.length - most))]);
