// A host page that patches what others rely on, for as long as a test is at work: the
// driver needs the same built-ins.
document.addEventListener("test-patched", async () => {
  // The driver's call that has sent this event must end first.
  await new Promise((go) => setTimeout(go, 100));
  const broken = () => { throw new Error("patched by the page"); };
  const { parse, stringify } = JSON;
  const { fromEntries, entries } = Object;
  Object.assign(JSON, { parse: broken, stringify: broken });
  Object.assign(Object, { fromEntries: broken, entries: broken });
  Array.prototype.toJSON = broken;
  Object.prototype.evil = Array.prototype.evil = "evil";
  try {
    const widget = document.querySelector("reading-annotator");
    await widget.annotate({ sentence: 3 }, { label: "claim", note: "n" });
    const [{ label, note }] = await widget.getAnnotations();
    const text = await (await widget.exportAs()).text();
    const { unchanged } = await widget.importFrom(text);
    window.patchedResult = { label, note, unchanged, text };
  } catch (error) {
    window.patchedResult = { error: String(error) };
  } finally {
    Object.assign(JSON, { parse, stringify });
    Object.assign(Object, { fromEntries, entries });
    for (const name of ["toJSON", "evil"]) delete Array.prototype[name];
    delete Object.prototype.evil;
  }
});
