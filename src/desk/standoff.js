// Labels that stand in a file beside their text, as brat's: those in “a.ann” are of “a.txt”.

/** So much such a file may have, in bytes: as any file of labels that the widget imports. */
const LIMIT = 64 << 20;

export const isStandoff = ({ name }) => /\.ann$/i.test(name);

/** What a text's file and that of its labels are both called. A folder that was dropped has no paths. */
export const stemOf = ({ name, webkitRelativePath: path }) => (path || name).replace(/\.\w+$/, "");

/** The texts that may have labels beside them. */
export class Beside {
  #texts = new Map();

  /** The text `id` is that of `file`. */
  note(file, id) {
    if (!/\.txt$/i.test(file.name)) return;
    const stem = stemOf(file);
    this.#texts.set(stem, (this.#texts.get(stem) ?? new Set()).add(id));
  }

  /** The id of the text beside `file`: one that was noted, or else one of `rows` that came from a file of that name. */
  textOf(file, rows) {
    const name = file.name.replace(/\.\w+$/, ".txt");
    const found = [...this.#texts.get(stemOf(file)) ?? rows.filter(({ source, removed }) => source === name && !removed).map(({ id }) => id)];
    if (found.length === 1) return found[0];
    throw new Error(found.length ? `its labels are of a text in “${name}”, and several are called so` : `its labels are of the text in “${name}”, which is not here: open both together`);
  }
}

/** What stands in such a file. */
export async function standoffIn(file) {
  if (file.size > LIMIT) throw new Error(`it has ${Math.ceil(file.size / (1 << 20))} MB; files of this kind are read up to ${LIMIT >> 20} MB`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    throw error instanceof TypeError ? new Error("it is not UTF-8, as brat writes it") : error;
  }
}
