// A page that sends an article to the frame and takes the labels back.
const frame = document.querySelector("iframe");
const origin = new URL(frame.src).origin;
const send = (message) => frame.contentWindow.postMessage({ "reading-annotator": 1, ...message }, origin);

addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow || event.origin !== origin || event.data?.["reading-annotator"] !== 1) return;
  const { type, height, text, message } = event.data;
  if (type === "waiting") {
    send({
      type: "article",
      documentId: "week 3: the reading hour",
      html: "<h1>The reading hour</h1><p>Closing the reading hour would save $9,100 a year. A quiet room is a kindness.</p>",
    });
  }
  if (type === "annotator-ready") document.getElementById("export").disabled = false;
  if (type === "height") frame.height = height;
  if (type === "export") document.getElementById("labels").textContent = text;
  if (type === "error") console.error(message);
});

document.getElementById("export").addEventListener("click", () => send({ type: "export", request: "1" }));
