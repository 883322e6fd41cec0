// Drives the widget of its own page where no WebDriver can: labels what is not
// labelled yet, gives the storage its time, and reports by a request.
const LABELS_KEPT_MS = 250;

const element = document.querySelector("reading-annotator");
await customElements.whenDefined("reading-annotator");
await element.ready;

async function labels() {
  const sentences = await element.getSentences();
  return sentences.filter(({ label }) => label).map(({ index, label }) => `${index} ${label}`);
}

const found = await labels();
let did = [];
if (found.length === 0) {
  await element.annotate({ sentence: 9 }, { label: "evidence" });
  await element.judgeNone({ sentence: 1 });
  await element.annotate({ sentence: 5 }, { label: "claim" });
  did = await labels();
  await new Promise((resolve) => setTimeout(resolve, LABELS_KEPT_MS));
}
// Whoever serves the page reads its requests; there is nothing to answer.
await fetch(`report?${encodeURIComponent(JSON.stringify({ found, did }))}`).catch(() => {});
