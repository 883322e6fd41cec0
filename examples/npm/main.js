// Importing defines the element that stands in the page; the sheet puts it at the edge.
import "reading-annotator";
import "reading-annotator/reading-annotator.css";

document.addEventListener("annotation-created", ({ detail }) => console.log(detail.annotation.quote.exact));
