// Files that are dropped on the desk, with all that lies in their folders, and what cannot be read of them.

/** So long after the last news of files over the page they are taken to be gone, in milliseconds: Firefox tells every 350. */
const GONE = 600;

// What lies hidden in a folder is not for people; a folder that somebody chose is.
const isHidden = (name) => name.startsWith(".");

/** `{files, problems}` of the `files` of a folder that was chosen: those that are for people. */
export function shownFiles(files) {
  const shown = files.filter(({ webkitRelativePath: path }) => !path.split("/").slice(1).some(isHidden));
  return { files: shown, problems: nothingIn(shown, files[0]?.webkitRelativePath.split("/")[0]) };
}

// An empty folder that is chosen is told by no browser.
const nothingIn = (files, folder) => (folder && !files.length ? [`“${folder}” is empty, or all in it is hidden: its name begins with “.”.`] : []);

/**
 * Hears of files that are dragged over `desk`: `sign` is shown while they are, `open({files, problems})`
 * gets what is dropped. What is dropped on the widget, which `widget()` is, are labels for it to import.
 */
export function watchDrops(desk, sign, widget, open) {
  let gone = 0;
  for (const event of ["dragover", "drop"]) {
    desk.addEventListener(event, async (drag) => {
      if (![...drag.dataTransfer.types].includes("Files")) return;
      drag.preventDefault();
      const ours = !drag.composedPath().includes(widget());
      clearTimeout(gone);
      sign.hidden = event === "drop" || !ours;
      gone = setTimeout(() => { sign.hidden = true; }, GONE);
      if (event === "drop" && ours) open(await filesOf(drag.dataTransfer));
    });
  }
}

async function filesOf(transfer) {
  // Both are gone once the event is over: take all of them first. A folder has a file, too, which cannot be read.
  const dropped = [...transfer.items].filter(({ kind }) => kind === "file").map((item) => [item.webkitGetAsEntry?.(), item.getAsFile()]);
  const files = [], problems = [];
  for (const [entry, file] of dropped) {
    if (entry?.isDirectory) {
      const its = [], before = problems.length;
      await collect(entry, its, problems);
      files.push(...its);
      if (problems.length === before) problems.push(...nothingIn(its, entry.name));
    } else if (file) files.push(file);
  }
  return { files, problems };
}

async function collect(entry, files, problems) {
  try {
    if (entry.isFile) {
      files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A hundred at a time.
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return;
      for (const one of some) if (!isHidden(one.name)) await collect(one, files, problems);
    }
  } catch (error) {
    // It may have gone meanwhile, or be somebody else's.
    problems.push(`“${entry.fullPath?.replace(/^\//, "") || entry.name}” is ${entry.isFile ? "not opened" : "not opened as a whole"}: ${error?.message ?? error}.`);
  }
}
