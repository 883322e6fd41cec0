// The element in a React application. The article is React's; the panel stands beside it
// and never changes it, so React may render it anew at any time.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "reading-annotator";
import "reading-annotator/reading-annotator.css";
import type {} from "reading-annotator/react";

function Page() {
  const [count, setCount] = useState(0);
  const [draft, setDraft] = useState(1);
  return (
    <>
      <main>
        <article id="essay">
          <h1>The reading hour</h1>
          <p>Closing the reading hour would save $9,100 a year. A quiet room is a kindness.</p>
          {draft > 1 && <p>This is draft {draft} of the text.</p>}
        </article>
        <p>
          Labels made here: <output>{count}</output> <button onClick={() => setDraft(draft + 1)}>Next draft</button>
        </p>
      </main>
      <reading-annotator for="essay" document-id="reading hour" data-edge="" onannotation-created={() => setCount((before) => before + 1)} />
    </>
  );
}

createRoot(document.getElementById("root") as HTMLElement).render(<StrictMode><Page /></StrictMode>);
