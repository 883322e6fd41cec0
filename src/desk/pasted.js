// A text that was pasted under a title that somebody has typed.
import { ofBody } from "desk-wasm";

/** What is found in it under that title: what looked like one is the first paragraph. */
export function entitled([, , language, , , body, columns], title) {
  const nodes = JSON.parse(new TextDecoder().decode(body));
  const paragraphs = nodes.map(([tag, ...rest]) => [tag === "h1" ? "p" : tag, ...rest]);
  return ofBody(title, JSON.stringify(paragraphs), language, columns);
}
