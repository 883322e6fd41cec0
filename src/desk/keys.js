// The desk's own keys: N opens the next unfinished text, Ctrl+Z (Cmd+Z) in the list brings back what
// was removed last. All others are the list's or the widget's, but for those that come too early for the next
// text: they would label the one that is left.

/** `next()` and `undo()` are what they do; `undo` says whether there was something. `annotator()` is the widget. */
export function listenForKeys(desk, { annotator, next, undo }) {
  const does = (event, path) => {
    const inWidget = path.includes(annotator());
    if (event.altKey) return null;
    const letter = letterOf(event);
    if (event.ctrlKey || event.metaKey) {
      // Elsewhere labels are undone. With no text open there is nothing else to undo.
      const ours = !annotator() || path.some((node) => node.localName === "aside");
      return letter === "z" && !event.shiftKey && ours && !inWidget ? undo : null;
    }
    // In the widget n goes to the next label; N is the desk's everywhere.
    return letter === "n" && (event.shiftKey || !inWidget) ? next : null;
  };
  document.addEventListener("keydown", (event) => {
    const path = event.composedPath();
    if (path.some((node) => /^(input|textarea|select|dialog)$/.test(node.localName ?? "") || node.isContentEditable)) return;
    if (desk.shadowRoot.querySelector("dialog") || annotator()?.shadowRoot?.querySelector("dialog[open]")) return;
    const deed = does(event, path);
    const tooEarly = !deed && desk.hasAttribute("data-opening") && path.includes(annotator()) && changesLabels(event);
    if (!tooEarly && (deed?.() ?? false) === false) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}

// Moving about harms nothing, and keys of the browser's are its own.
const changesLabels = ({ key, ctrlKey, metaKey, altKey }) => !ctrlKey && !metaKey && !altKey && (key.length === 1 || ["Enter", "Delete", "Backspace"].includes(key));

// As in the widget: a keyboard of other letters has the key at its place.
function letterOf({ key, code }) {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return { KeyN: "n", KeyZ: "z" }[code] ?? null;
}
