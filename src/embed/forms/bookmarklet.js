// Makes the bookmarklet's link for the place where this page is hosted.

/** What the bookmark does, as text: in the page that the reader is on, nothing of this module is there. */
function annotate(address) {
  const refused = () => alert("This page does not allow the annotation panel: its security policy forbids scripts of other sites.");
  const there = document.querySelector("reading-annotator[data-edge]");
  if (there) {
    there.setAttribute("panel", there.getAttribute("panel") === "closed" ? "open" : "closed");
    return;
  }
  try {
    const script = document.createElement("script");
    script.type = "module";
    script.onerror = refused;
    script.src = address;
    document.documentElement.append(script);
  } catch {
    refused();
  }
}

const address = new URL("reading-annotator.js", import.meta.url).href;
document.getElementById("bookmarklet").href = `javascript:${encodeURIComponent(`(${annotate})(${JSON.stringify(address)})`)}`;
