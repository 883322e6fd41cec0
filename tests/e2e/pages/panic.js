// Lets a test call `panicked` of the very module that the page has loaded. The
// page does it itself: a driver's own import() may load a second copy.
document.addEventListener("test-panic", async () => {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const { panicked } = await import(loaded.find((name) => name.endsWith("/embed/element.js")));
  panicked("called by a test");
});
