// The files of a drop, with all that lies in its folders, and what cannot be read of them.

export async function filesOf(transfer) {
  // Entries are gone once the event is over: take all of them first.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [], problems = [];
  if (!entries.length) return { files: [...transfer.files], problems };
  for (const entry of entries) await collect(entry, files, problems);
  return { files, problems };
}

async function collect(entry, files, problems) {
  // What lies hidden in a folder is not for people.
  if (entry.name.startsWith(".")) return;
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
      for (const one of some) await collect(one, files, problems);
    }
  } catch (error) {
    // It may have gone meanwhile, or be somebody else's.
    problems.push(`“${entry.fullPath?.replace(/^\//, "") || entry.name}” is ${entry.isFile ? "not opened" : "not opened as a whole"}: ${error?.message ?? error}.`);
  }
}
