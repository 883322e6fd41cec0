// What the package's declarations know: element, methods, events, file format.
import { defined, type ReadingAnnotations } from "reading-annotator";
import "reading-annotator/reading-annotator.css";

await defined;
const element = document.createElement("reading-annotator");
element.setAttribute("for", "essay");
element.setAttribute("data-edge", "");
document.documentElement.append(element);
await element.ready;

document.addEventListener("annotation-created", ({ detail }) => {
  console.log(detail.source, detail.annotation.quote.exact, detail.annotation.label);
});
element.addEventListener("annotator-error", (event) => console.error(event.detail.code, event.detail.message));

const sentences = await element.getSentences();
const first = sentences[0];
if (first) {
  const [made] = await element.annotate({ sentence: first.index }, { label: "claim", note: "why" });
  if (made) await element.update(made.id, { note: null });
}
const file = await element.exportAs();
const { article, annotations }: ReadingAnnotations = JSON.parse(await file.text());
console.log(article.title, annotations.map(({ start, end }) => Array.from(article.text).slice(start, end).join("")));
const table = await element.exportAs("sentences.csv", { spreadsheetSafe: true });
console.log(table.name, table.leftOut.join());
// @ts-expect-error: no such format
await element.exportAs("pdf");
const { added } = await element.importFrom(file, { labels: { thesis: "claim", other: null } });
console.log(added);
if (annotations[0]) await element.remove(annotations[0].id);
// @ts-expect-error: a label is text
await element.annotate({ sentence: 0 }, { label: 5 });
// @ts-expect-error: a target has one of four forms
await element.annotate({ line: 0 }, { label: "claim" });
