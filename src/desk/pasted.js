// A text that was pasted. Its file was made for it, so that its name says nothing.
import { ofBody } from "desk-wasm";

/** What is found in it: under a title that somebody has typed what looked like one is the first paragraph. */
export function pasted(found, title) {
  const [, , language, , , body, columns] = found;
  const nodes = JSON.parse(new TextDecoder().decode(body));
  if (!title && nodes[0][0] === "h1") return found;
  const paragraphs = nodes.map(([tag, ...rest]) => [tag === "h1" ? "p" : tag, ...rest]);
  // Without any title it is called by its first words.
  return ofBody(title, JSON.stringify(paragraphs), language, columns);
}
