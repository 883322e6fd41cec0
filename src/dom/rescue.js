// Exports what is stored without any wasm: for the moment after a panic.
// Stands alone; reads the records that store.js writes.

// The stored document as a native export, or null if nothing is stored.
export async function rescueText(documentId) {
  const database = await open();
  try {
    const transaction = database.transaction(["documents", "texts", "annotations"], "readonly");
    const about = answer(transaction.objectStore("documents").get(documentId));
    const text = answer(transaction.objectStore("texts").get(documentId));
    const all = answer(transaction.objectStore("annotations")
      .getAll(IDBKeyRange.bound([documentId], [documentId, []])));
    const [record, { head } = {}, records] = await Promise.all([about, text, all]);
    if (!record && records.length === 0) return null;
    const attached = [], orphans = [];
    for (const { orphan, json } of records) (orphan ? orphans : attached).push(json);
    return `{"exported_at":"${new Date().toISOString()}",${head ? `${head},` : ""}"annotators":${record?.annotators_json || "[]"},`
      + `"annotations":[${attached.join(",\n")}],"orphans":[${orphans.join(",\n")}],`
      + `"relations":${record?.relations_json || "[]"}}`;
  } finally {
    database.close();
  }
}

// Starts the download; false if nothing is stored or readable. Whether a sandbox
// blocked the download cannot be known: offer rescueCopy beside it.
export async function rescueDownload(documentId) {
  const text = await rescueText(documentId).catch(() => null);
  if (text === null) return false;
  const link = document.createElement("a");
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.href = url;
  link.download = `reading-annotations-rescued-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}

// Copies the export to the clipboard; false if that is not possible either.
export async function rescueCopy(documentId) {
  const text = await rescueText(documentId).catch(() => null);
  if (text === null) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("reading-annotator");
    // Nothing was ever stored: do not leave an empty database behind.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(() => reject(new Error("the storage does not answer")), 3000);
  });
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
