// The languages' files of src/ui/languages, made ready for browsers.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../src/ui/languages/", import.meta.url));

/** The languages that are not in the wasm. */
export const LANGUAGES = readdirSync(FOLDER).filter((name) => name.endsWith(".txt")).map((name) => path.basename(name, ".txt")).filter((name) => name !== "en").sort();

/** Lines without comments: the words by their keys, and the phrases. */
function read(name) {
  const [words, phrases = ""] = readFileSync(path.join(FOLDER, `${name}.txt`), "utf8").split("[phrases]");
  const lines = (text) => text.split("\n").filter((line) => line && !line.startsWith("#"));
  const pair = (line) => [line.slice(0, line.indexOf(" =")), line.slice(line.indexOf(" =") + 2).trimStart()];
  return { words: new Map(lines(words).map(pair)), phrases: lines(phrases) };
}

/** A language as the widget takes it: the words in the order of the English ones, a line each, then the phrases. */
export function languageText(name) {
  const { words, phrases } = read(name);
  // For a word that is missing an empty line: English stands there.
  const ordered = [...read("en").words.keys()].map((key) => words.get(key) ?? "");
  return [...ordered, "[phrases]", ...phrases, ""].join("\n");
}

/** The language, of those that are not in the wasm, that a page of this language (BCP 47) has. */
export function languageOf(tag) {
  return LANGUAGES.find((name) => name === tag.toLowerCase().split(/[-_]/)[0]) ?? null;
}

/** A function from an English phrase to what a language has for it. */
export function phrases(name) {
  const known = new Map(name ? read(name).phrases.map((line) => line.split(" = ", 2)) : []);
  return (english) => known.get(english) ?? english;
}

/** The direction of a language's script. */
export const directionOf = (name) => (name && read(name).words.get("DIRECTION")) || "ltr";

/** For the bundler: the constants that hold the addresses, of which `addressOf` makes one. */
export const addresses = (addressOf) => Object.fromEntries(LANGUAGES.map((name) => [`LANGUAGE_${name.toUpperCase()}`, addressOf(name)]));
