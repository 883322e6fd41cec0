// As much of JSON Schema as schema/assignment-1.schema.json uses; an unknown word is an error.

const TYPES = {
  object: (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
};

/** Whether a value fits a schema. */
export function fits(value, schema, root = schema) {
  const inner = (part, rule) => fits(part, rule, root);
  const words = {
    $ref: (rule) => inner(value, rule.slice(2).split("/").reduce((found, name) => found[name], root)),
    type: (rule) => TYPES[rule](value),
    enum: (rule) => rule.includes(value),
    pattern: (rule) => typeof value !== "string" || new RegExp(rule, "u").test(value),
    maxLength: (rule) => typeof value !== "string" || [...value].length <= rule,
    minimum: (rule) => typeof value !== "number" || value >= rule,
    minItems: (rule) => !Array.isArray(value) || value.length >= rule,
    maxItems: (rule) => !Array.isArray(value) || value.length <= rule,
    items: (rule) => !Array.isArray(value) || value.every((one) => inner(one, rule)),
    anyOf: (rule) => rule.some((one) => inner(value, one)),
    oneOf: (rule) => rule.filter((one) => inner(value, one)).length === 1,
    required: (rule) => !TYPES.object(value) || rule.every((name) => Object.hasOwn(value, name)),
    dependentRequired: (rule) => !TYPES.object(value) || Object.entries(rule).every(([name, needed]) => !Object.hasOwn(value, name) || needed.every((one) => Object.hasOwn(value, one))),
    properties: (rule) => !TYPES.object(value) || Object.entries(rule).every(([name, one]) => !Object.hasOwn(value, name) || inner(value[name], one)),
    additionalProperties: (rule) => !TYPES.object(value) || Object.entries(value).every(([name, one]) => Object.hasOwn(schema.properties ?? {}, name) || inner(one, rule)),
  };
  return Object.entries(schema).every(([word, rule]) => {
    if (["$schema", "$id", "$defs", "title", "description"].includes(word)) return true;
    if (!Object.hasOwn(words, word)) throw new Error(`this does not know the word ${word} of JSON Schema`);
    return words[word](rule);
  });
}
