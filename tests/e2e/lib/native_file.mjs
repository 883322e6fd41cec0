// Checks a native export against schema/reading-annotations-1.schema.json and what a
// schema cannot say: offsets, quotes, ids and the hash.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const SCHEMA = JSON.parse(readFileSync(new URL("../../../schema/reading-annotations-1.schema.json", import.meta.url), "utf8"));
const FORMATS = {
  uri: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*$/.test(text),
  "date-time": (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
};
/** Keywords that this reader of the schema knows; another one would silently check nothing. */
const KNOWN = new Set(["$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "const",
  "enum", "pattern", "minLength", "minimum", "maximum", "minItems", "uniqueItems", "format", "not", "anyOf", "contentEncoding"]);

const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : Number.isInteger(value) ? "integer" : typeof value);

/** What in `value` is against `schema`, each with its place. */
function problems(value, schema, place) {
  for (const keyword of Object.keys(schema)) if (!KNOWN.has(keyword)) return [`${place}: the schema's “${keyword}” is not known here`];
  if (schema.$ref) return problems(value, SCHEMA.$defs[schema.$ref.replace("#/$defs/", "")], place);
  const found = [];
  const expect = (right, what) => right || found.push(`${place}: ${what}`);
  const kind = kindOf(value);
  if (schema.type) {
    const kinds = [schema.type].flat();
    expect(kinds.includes(kind) || (kind === "integer" && kinds.includes("number")), `is ${kind}, not ${kinds.join(" or ")}`);
  }
  if ("const" in schema) expect(value === schema.const, `is not ${schema.const}`);
  if (schema.enum) expect(schema.enum.includes(value), `is not among ${schema.enum.join(", ")}`);
  if (schema.not) expect(problems(value, schema.not, place).length > 0, "is what it must not be");
  if (schema.anyOf) expect(schema.anyOf.some((one) => problems(value, one, place).length === 0), "fits nothing it may be");
  if (kind === "string") {
    if (schema.pattern) expect(new RegExp(schema.pattern, "u").test(value), `does not match ${schema.pattern}`);
    if (schema.minLength) expect(Array.from(value).length >= schema.minLength, "is too short");
    if (schema.format) expect(FORMATS[schema.format](value), `is no ${schema.format}: ${value}`);
  }
  if (kind === "integer" || kind === "number") {
    if ("minimum" in schema) expect(value >= schema.minimum, `is below ${schema.minimum}`);
    if ("maximum" in schema) expect(value <= schema.maximum, `is above ${schema.maximum}`);
  }
  if (kind === "array") {
    if (schema.minItems) expect(value.length >= schema.minItems, "has too few items");
    if (schema.uniqueItems) expect(new Set(value).size === value.length, "has an item twice");
    if (schema.items) value.forEach((item, at) => found.push(...problems(item, schema.items, `${place}[${at}]`)));
  }
  if (kind === "object") {
    for (const name of schema.required ?? []) expect(name in value, `has no “${name}”`);
    for (const [name, inner] of Object.entries(schema.properties ?? {})) {
      if (name in value) found.push(...problems(value[name], inner, `${place}.${name}`));
    }
  }
  return found;
}

/** Fails with all that is wrong with the native file `text`; gives its content. */
export function assertNative(text) {
  const file = JSON.parse(text);
  assert.deepEqual(problems(file, SCHEMA, "file"), []);
  const { article, sentences, annotations, orphans = [], annotators, labels, relations } = file;
  const points = Array.from(article.text);
  const slice = (start, end) => points.slice(start, end).join("");
  assert.equal(article.length, points.length, "article.length counts code points");
  assert.equal(article.sha256, createHash("sha256").update(article.text, "utf8").digest("hex"));
  const sentenceIds = new Set(sentences.map(({ id }) => id));
  assert.equal(sentenceIds.size, sentences.length, "sentence ids are unique");
  sentences.forEach((sentence, at) => {
    const { start, end, index, paragraph } = sentence;
    const before = sentences[at - 1];
    assert.equal(index, at);
    assert.ok(start < end && end <= points.length && start >= (before?.end ?? 0), `${sentence.id} is a span after the one before`);
    assert.ok(paragraph === (before?.paragraph ?? 0) || paragraph === before.paragraph + 1, `${sentence.id}: paragraphs count up`);
    assert.ok(!slice(start, end).includes("\n"), `${sentence.id} lies in one block`);
    assert.equal(slice(start, end).trim(), slice(start, end), `${sentence.id} has no space around it`);
  });
  const people = new Set(annotators.map(({ id }) => id));
  const ids = [...annotations, ...orphans, ...relations].map(({ id }) => id).concat(...people);
  assert.equal(new Set(ids).size, ids.length, "ids are unique");
  const known = new Set(labels.map(({ id }) => id));
  for (const { judged_none: judged = [] } of annotators) assert.ok(judged.every((id) => sentenceIds.has(id)), "judged sentences are there");
  for (const one of [...annotations, ...orphans]) {
    assert.match(one.id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(people.has(one.annotator), `${one.id}: its annotator is listed`);
    assert.ok(known.has(one.label), `${one.id}: its label is listed`);
    assert.ok(one.created <= one.modified, `${one.id}: created, then modified`);
  }
  let last = -1;
  for (const { id, start, end, quote, sentences: touched } of annotations) {
    assert.ok(start < end && start >= last, `${id}: reading order`);
    last = start;
    assert.equal(slice(start, end), quote.exact, `${id}: the quote is what lies at the offsets`);
    assert.ok(slice(0, start).endsWith(quote.prefix) && slice(end).startsWith(quote.suffix), `${id}: prefix and suffix`);
    assert.deepEqual(touched, sentences.filter((one) => one.start < end && start < one.end).map((one) => one.id), `${id}: its sentences`);
  }
  for (const orphan of orphans) assert.ok(!("start" in orphan), `${orphan.id}: an orphan has no offsets`);
  return file;
}

/** A native file without the time at which it was made. */
export function timeless(text) {
  const file = JSON.parse(text);
  assert.match(file.exported_at, /Z$/);
  delete file.exported_at;
  return file;
}
