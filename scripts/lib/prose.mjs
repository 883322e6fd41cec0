// Generated prose for the benches: paragraphs of eight sentences of six to seventeen words.
const WORDS = "the garden keeper opened a green gate for every child who came along with bread and a small lamp".split(" ");

/** So many sentences as paragraphs of HTML; the same text every time. */
export function prose(sentences) {
  let seed = 7;
  const next = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
  const sentence = (number) => {
    const words = Array.from({ length: 6 + next(12) }, () => WORDS[next(WORDS.length)]);
    return `Sentence ${number} says that ${words.join(" ")} today.`;
  };
  let html = "";
  for (let number = 1; number <= sentences; number += 8) {
    html += `<p>${Array.from({ length: 8 }, (_, i) => sentence(number + i)).join(" ")}</p>\n`;
  }
  return html;
}
