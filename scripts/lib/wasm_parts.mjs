// Divides the page's wasm in two: what runs when a page is opened, and what comes later. Both share memory and tables.
// In the first part a stub stands for each function of the second that it may call: it asks for the second part where
// that is not there yet, and calls on through the table. Data to which only functions of the second part point goes with them.
// (binaryen's own wasm-split does the first half of that; it is not in its npm package.)
import { createHash } from "node:crypto";
import binaryen from "binaryen";
import { dataOf, dataReferences, named, readWasm } from "./wasm_file.mjs";

const { Features, none, i32 } = binaryen;
const FEATURES = ["MVP", "MutableGlobals", "BulkMemory", "BulkMemoryOpt", "SignExt", "NontrappingFPToInt", "ReferenceTypes", "Multivalue"]
  .reduce((all, name) => all | Features[name], 0);
/**
 * What src/embed/forms/later_part.js goes by. `later.ask` is imported and brings the second part, which is there when the
 * first one's global `there` is 1; `joined`, which the second one has, calls the import of that name.
 */
const LATER = "later", ASK = "ask", THERE = "there", JOINED = "joined";
/** Gaps of that many bytes between data of the second part are filled: a segment of its own weighs more. */
const GAP = 8;

/**
 * Stands for a function's name in lists: a sum, since names with their types are long. The crates' hashes, which differ by
 * compiler and place, and what refers back past them are left out (https://doc.rust-lang.org/rustc/symbol-mangling/v0.html).
 */
export const key = (name) => createHash("sha256").update(name.replace(/Cs[0-9A-Za-z]+_/g, "C_").replace(/B[0-9A-Za-z]+_/g, "B_")).digest("hex").slice(0, 10);

/**
 * That these did not run says nothing: whether a hash map calls its own goes by chance, as its hashes do, and what reads
 * an article by the article, of which there are more than can be opened. The last are names of modules, with their lengths.
 */
const MAY_RUN = /hashbrown.*equivalent_key|17reading_annotator(5model9sentences(?!7mending)\d|4wire3iri|3dom14article_reader|5embed8locating)/;

/**
 * @param {Buffer} bytes wasm-bindgen's output with the linker's names
 * @param {Buffer} linked the linker's output with its relocations
 * @param {Set<string>} keys the `key`s of the functions that go to the second part
 * @returns `{first: Uint8Array, later: Uint8Array}`, not optimised, with names
 */
export function divide(bytes, linked, keys) {
  binaryen.setDebugInfo(true);
  const whole = named(bytes);
  const goes = (name) => keys.has(key(name));
  const { moved, kept } = divideData(whole, linked, (name) => !goes(name));
  const first = open(kept), later = open(whole);
  const all = functionsOf(first);
  const [going, staying] = [all.filter(({ name }) => goes(name)), all.filter(({ name }) => !goes(name))];
  const isGoing = new Set(going.map(({ name }) => name));
  const { table, size, segments } = functionTable(first);

  // Each function that goes has a place in the table: its own, if something points to it, or a new one.
  const places = new Map(segments.flatMap(({ offset, data }) => data.map((name, at) => [name, offset + at])));
  const unplaced = going.filter(({ name }) => !places.has(name));
  unplaced.forEach(({ name }, at) => places.set(name, size + at));
  const makeStubs = (functions) => { for (const one of functions) makeStub(first, table, one, places.get(one.name)); };
  first.addFunctionImport(ASK, LATER, ASK, none, none);
  first.addGlobal(THERE, i32, true, first.i32.const(0));
  first.addGlobalExport(THERE, THERE);
  first.addFunction("ensure", none, none, [], first.if(first.i32.eqz(first.global.get(THERE, i32)), first.call(ASK, [], none)));
  makeStubs(going);
  resize(first, table, size + unplaced.length);

  // Which of them something in the first part calls: all that stays counts, since the second part may call it.
  const probe = open(Buffer.from(first.emitBinary()));
  staying.forEach(({ name }, at) => probe.addFunctionExport(name, `kept ${at}`));
  probe.runPasses(["remove-unused-module-elements"]);
  const alive = new Set(functionsOf(probe).map(({ name }) => name));
  const called = unplaced.filter(({ name }) => alive.has(name));
  called.forEach(({ name }, at) => places.set(name, size + at));
  makeStubs(called);
  resize(first, table, size + called.length);

  for (const name of exportsOf(later)) later.removeExport(name);
  for (const { name, params, results } of staying) replaceByImport(later, name, "first", name, params, results);
  placeFunctions(later, table, segments, isGoing, called.map(({ name }) => name), size);
  resize(later, table, size + called.length);
  importShared(later, moved);
  later.addFunctionImport("tell joined", LATER, JOINED, none, none);
  later.addFunction(JOINED, none, none, [], later.call("tell joined", [], none));
  later.addFunctionExport(JOINED, JOINED);
  later.runPasses(["remove-unused-module-elements"]);
  // Digits come first: no name that wasm-opt has made does.
  const short = new Map(functionsOf(later, "first").map(({ name }, at) => [name, `${at % 10}${at < 10 ? "" : Math.floor(at / 10).toString(36)}`]));
  for (const [name, base] of short) {
    const { params, results } = binaryen.getFunctionInfo(later.getFunction(name));
    replaceByImport(later, name, "first", base, params, results);
    first.addFunctionExport(name, base);
  }
  for (const part of [first, later]) if (!part.validate()) throw new Error("a part of the wasm is not valid");
  const parts = { first: null, later: later.emitBinary() };
  for (const { kind, name } of WebAssembly.Module.imports(new WebAssembly.Module(parts.later)).filter(({ module, name }) => module === "first" && name.startsWith("$"))) {
    first[{ table: "addTableExport", global: "addGlobalExport", memory: "addMemoryExport" }[kind]](name.slice(2), name);
  }
  parts.first = first.emitBinary();
  return parts;
}

/**
 * The whole wasm, in which each function that has run is marked.
 * @returns `{bytes, keys: (string | null)[]}`: the exported global `ran N` is 1 when the function of the Nth `key` has run;
 *   null where that it has not says nothing
 */
export function marking(bytes) {
  binaryen.setDebugInfo(true);
  const module = open(named(bytes));
  const functions = functionsOf(module);
  functions.forEach(({ name, results, body }, at) => {
    module.addGlobal(`ran ${at}`, i32, true, module.i32.const(0));
    module.addGlobalExport(`ran ${at}`, `ran ${at}`);
    binaryen.Function(module.getFunction(name)).body = module.block(null, [module.global.set(`ran ${at}`, module.i32.const(1)), body], results);
  });
  return { bytes: module.emitBinary(), keys: functions.map(({ name }) => (MAY_RUN.test(name) ? null : key(name))) };
}

function open(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

const numbered = (count, one) => Array.from({ length: count }, (_, at) => one(at));
/** Functions with a body, or those imported from `from`. */
const functionsOf = (module, from = "") => numbered(module.getNumFunctions(), (at) => binaryen.getFunctionInfo(module.getFunctionByIndex(at)))
  .filter((one) => (one.module ?? "") === from);
const tablesOf = (module) => numbered(module.getNumTables(), (at) => binaryen.getTableInfo(module.getTableByIndex(at)));
const exportsOf = (module) => numbered(module.getNumExports(), (at) => binaryen.getExportInfo(module.getExportByIndex(at)).name);

/** The table through which functions are called: `{table, size, segments: {name, offset, data: string[]}[]}`. */
function functionTable(module) {
  const segments = numbered(module.getNumElementSegments(), (at) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(at)))
    .map((one) => ({ ...one, offset: binaryen.getExpressionInfo(one.offset).value }));
  const [{ table }] = segments;
  if (segments.some((one) => one.table !== table)) throw new Error("the wasm has functions in more than one table");
  return { table, size: tablesOf(module).find(({ name }) => name === table).initial, segments };
}

function resize(module, table, size) {
  module.removeTable(table);
  module.addTable(table, size, size);
}

/** Puts in the place of a function what sees to the second part and calls on through the table. */
function makeStub(module, table, { name, params, results }, place) {
  const values = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.block(null, [
    module.call("ensure", [], none),
    module.call_indirect(table, module.i32.const(place), values, params, results),
  ], results));
}

function replaceByImport(module, name, from, base, params, results) {
  module.removeFunction(name);
  module.addFunctionImport(name, from, base, params, results);
}

/** The second part fills its places in the table of the first. */
function placeFunctions(module, table, segments, isGoing, called, size) {
  for (const { name } of segments) module.removeElementSegment(name);
  const add = (names, place) => module.addActiveElementSegment(table, `at ${place}`, names, module.i32.const(place));
  for (const { offset, data } of segments) {
    for (let at = 0; at < data.length; at += 1) {
      let end = at;
      while (isGoing.has(data[end])) end += 1;
      if (end > at) add(data.slice(at, end), offset + at);
      at = end;
    }
  }
  if (called.length) add(called, size);
}

/** Memory, with the data that has moved, tables and globals are the first part's; their names begin with "$" and a kind. */
function importShared(module, moved) {
  const memory = "0";
  module.setMemory(1, -1, null, moved.map(({ address, data }) => ({ offset: module.i32.const(address), data })), false, false, memory);
  module.addMemoryImport(memory, "first", `$m${memory}`, false);
  for (const { name } of tablesOf(module)) module.addTableImport(name, "first", `$t${name}`);
  for (const { name, type, mutable } of numbered(module.getNumGlobals(), (at) => binaryen.getGlobalInfo(module.getGlobalByIndex(at)))) {
    module.addGlobalImport(name, "first", `$g${name}`, type, mutable);
  }
}

/** Data of the second part as segments (`moved`), and the whole wasm with zeros in its place (`kept`). */
function divideData(whole, linked, stays) {
  const { symbols, fromCode, fromData } = dataReferences(readWasm(linked));
  const sorted = symbols.toSorted((one, other) => one.address - other.address);
  const pointsTo = new Map();
  for (const [address, target] of fromData) {
    for (const one of sorted.filter(({ address: start, size }) => start <= address && address < start + size)) {
      pointsTo.set(one, [...(pointsTo.get(one) ?? []), target]);
    }
  }
  const needed = new Set();
  const waiting = fromCode.filter(([name]) => stays(name)).map(([, symbol]) => symbol);
  // What can be written to stays, whoever points to it, with what it points to.
  waiting.push(...sorted.filter(({ readOnly }) => !readOnly));
  while (waiting.length) {
    const symbol = waiting.pop();
    if (needed.has(symbol)) continue;
    needed.add(symbol);
    waiting.push(...(pointsTo.get(symbol) ?? []));
  }
  const segments = dataOf(readWasm(whole));
  const [{ address: base }] = segments;
  const size = Math.max(...segments.map(({ address, start, end }) => address - base + end - start));
  // 1: goes, 0: stays. Symbols may share bytes.
  const goes = new Uint8Array(size);
  const mark = (value, list) => { for (const { address, size } of list) goes.fill(value, address - base, address - base + size); };
  mark(1, sorted.filter((symbol) => symbol.readOnly && !needed.has(symbol)));
  mark(0, sorted.filter((symbol) => needed.has(symbol)));
  const kept = Buffer.from(whole), content = Buffer.alloc(size);
  for (const { address, start, end } of segments) {
    whole.copy(content, address - base, start, end);
    for (let at = start; at < end; at += 1) if (goes[address - base + at - start]) kept[at] = 0;
  }
  return { kept, moved: runs(goes).map(([from, to]) => ({ address: base + from, data: new Uint8Array(content.subarray(from, to)) })) };
}

/** Where marks stand together, as [from, to]. */
function runs(marks) {
  const found = [];
  for (let at = marks.indexOf(1); at !== -1; at = marks.indexOf(1, at)) {
    const from = at;
    while (marks[at]) at += 1;
    const last = found.at(-1);
    if (last && from - last[1] <= GAP) last[1] = at;
    else found.push([from, at]);
  }
  return found;
}
