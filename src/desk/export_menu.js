// The set's export as people ask for it: the menu, the download, and what was left out. A native export
// is a copy of all of the work, as the widget's own is, and noted as one; the other formats do not hold all of it.
import { askForExport, tellExport } from "./dialogs.js";
import { make } from "./make.js";

/**
 * `settle()` ends when all work is known; `count(shown, tell)` counts what formats cannot hold until `counted()`;
 * `make(answer)` settles with the export, or null; `news()` is another value whenever the text that is open
 * was worked on; `note(ids, at, same)` hears what was handed out whole, and whether that is the same still.
 */
export async function exportFromMenu({ root, formats, texts, settle, count, counted, make: made, say, news, note }) {
  await settle();
  const answer = await askForExport(root, formats, texts, count);
  counted();
  if (!answer) return;
  const begun = new Date().toISOString(), before = news();
  try {
    const exported = await made(answer);
    if (!exported) return say("The export was cancelled.");
    download(exported.file);
    say(`${exported.file.name} was made.`);
    // Where that fails the widget goes on reminding, no more.
    if (answer.format === "native") note(exported.whole, begun, news() === before).catch(() => {});
    if (exported.problems.length || exported.leftOut.length) await tellExport(root, exported);
  } catch (error) {
    say(`There is no export: ${error.message}.`);
  }
}

function download(file) {
  const url = URL.createObjectURL(file);
  make("a", { href: url, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
