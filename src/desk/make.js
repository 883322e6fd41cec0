// An element with properties and children: every text is set as text.
export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((child) => child !== null));
  return made;
}

export const grouped = new Intl.NumberFormat("en");
export const plural = (count, one, many = `${one}s`) => `${grouped.format(count)} ${count === 1 ? one : many}`;

/** A name in a sentence: isolated, so that one in other letters turns nothing around it. */
export const quoted = (name) => `“\u2068${name}\u2069”`;
