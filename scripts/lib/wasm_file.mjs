// Reads of a wasm file what splitting it needs: its functions with their names, its data, and, where the linker has
// kept them (--emit-relocs), which function and which data point to which data.
// Binary format: https://webassembly.github.io/spec/core/binary/, names: its appendix; symbols and relocations:
// https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md

const ID = { custom: 0, import: 2, code: 10, data: 11 };
/** Relocations that stand for an address in memory (as LEB128, SLEB128, 32 bits, relative): types of Linking.md. */
const ADDRESSES = new Set([3, 4, 5, 11]);
/** Relocations with an addend behind the symbol. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16]);

class Cursor {
  constructor(bytes, at = 0) { [this.bytes, this.at] = [bytes, at]; }
  byte() { return this.bytes[this.at++]; }
  unsigned() {
    for (let value = 0, weight = 1; ; weight *= 128) {
      const byte = this.byte();
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
  }
  signed() {
    for (let value = 0, shift = 0; ;) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) return shift < 32 && byte & 64 ? value | (-1 << shift) : value;
    }
  }
  name() {
    const length = this.unsigned();
    return this.bytes.toString("utf8", this.at, (this.at += length));
  }
  list(read) { return Array.from({ length: this.unsigned() }, () => read(this)); }
}

/**
 * @param {Buffer} bytes
 * @returns `{sections: {id, name?, start, end}[], functions: {name?: string, start, end}[], imported: number}`: places in
 *   bytes; `functions` are those with a body, `imported` is how many stand before them in the numbering
 */
export function readWasm(bytes) {
  const sections = [], functions = [];
  let imported = 0;
  const cursor = new Cursor(bytes, 8);
  while (cursor.at < bytes.length) {
    const [id, size, start] = [cursor.byte(), cursor.unsigned(), cursor.at];
    const section = { id, start, end: start + size };
    sections.push(section);
    if (id === ID.custom) section.name = cursor.name();
    if (id === ID.import) imported = cursor.list(skipImport).filter((kind) => kind === 0).length;
    if (id === ID.code) {
      for (let count = cursor.unsigned(); count > 0; count -= 1) {
        const length = cursor.unsigned();
        functions.push({ start: cursor.at, end: (cursor.at += length) });
      }
    }
    if (section.name === "name") for (const [index, name] of namesIn(cursor, section.end)) if (functions[index - imported]) functions[index - imported].name = name;
    cursor.at = section.end;
  }
  return { bytes, sections, functions, imported };
}

/** Goes past an import; its kind: 0 is a function. */
function skipImport(cursor) {
  cursor.name();
  cursor.name();
  const kind = cursor.byte();
  const limits = () => { if (cursor.unsigned() & 1) cursor.unsigned(); cursor.unsigned(); };
  if (kind === 0) cursor.unsigned();
  if (kind === 1) { cursor.byte(); limits(); }
  if (kind === 2) limits();
  if (kind === 3) cursor.at += 2;
  return kind;
}

/** The name section's functions: pairs of index and name. */
function namesIn(cursor, end) {
  while (cursor.at < end) {
    const [id, size] = [cursor.byte(), cursor.unsigned()];
    if (id === 1) return cursor.list(() => [cursor.unsigned(), cursor.name()]);
    cursor.at += size;
  }
  return [];
}

/** Unsigned LEB128. */
function leb(value) {
  const bytes = [];
  do bytes.push((value & 127) | (value > 127 ? 128 : 0)); while ((value >>>= 7));
  return Buffer.from(bytes);
}

/** The same wasm with a name for each function, and no other custom section: what tells of places in it is not true after a change. */
export function named(bytes) {
  const { sections, functions, imported } = readWasm(bytes);
  const taken = new Set();
  const names = functions.map(({ name }, at) => {
    let free = name ?? `f${at}`;
    while (taken.has(free)) free += "_";
    taken.add(free);
    return free;
  });
  const entry = (name, at) => [leb(imported + at), leb(Buffer.byteLength(name)), Buffer.from(name)];
  const list = Buffer.concat([leb(names.length), ...names.flatMap(entry)]);
  const content = Buffer.concat([leb(4), Buffer.from("name"), Buffer.from([1]), leb(list.length), list]);
  return Buffer.concat([
    bytes.subarray(0, 8),
    ...sections.filter(({ id }) => id !== ID.custom).flatMap(({ id, start, end }) => [Buffer.from([id]), leb(end - start), bytes.subarray(start, end)]),
    Buffer.from([ID.custom]), leb(content.length), content,
  ]);
}

/** Active data segments: `{address, start, end}`, the last two being places in the file. */
export function dataOf({ bytes, sections }) {
  const section = sections.find(({ id }) => id === ID.data);
  return new Cursor(bytes, section.start).list((cursor) => {
    if (cursor.unsigned() !== 0 || cursor.byte() !== 0x41) throw new Error("the wasm has data that is not placed at a constant address");
    const address = cursor.signed();
    cursor.byte();
    const size = cursor.unsigned();
    return { address, start: cursor.at, end: (cursor.at += size) };
  });
}

/**
 * What the linker tells of data, of a file made with --emit-relocs.
 * @returns `{symbols: {address, size, readOnly}[], fromCode: [string | undefined, symbol][], fromData: [address, symbol][]}`:
 *   which functions, by name, and which addresses point to which symbols
 */
export function dataReferences(wasm) {
  const { bytes, sections, functions } = wasm;
  const segments = dataOf(wasm);
  const section = (name) => sections.find((one) => one.name === name) ?? missing(name);
  const symbols = symbolsIn(bytes, section("linking"), segments);
  const isData = ({ type, symbol }) => ADDRESSES.has(type) && symbols[symbol]?.size > 0;
  const code = sections.find(({ id }) => id === ID.code).start;
  const data = sections.find(({ id }) => id === ID.data).start;
  let at = 0;
  const fromCode = relocationsIn(bytes, section("reloc.CODE")).filter(isData).sort((one, other) => one.offset - other.offset)
    .map(({ offset, symbol }) => {
      while (functions[at].end <= code + offset) at += 1;
      return [functions[at].name, symbols[symbol]];
    });
  const fromData = relocationsIn(bytes, section("reloc.DATA")).filter(isData).map(({ offset, symbol }) => {
    const { address, start } = segments.find(({ start, end }) => data + offset >= start && data + offset < end);
    return [address + data + offset - start, symbols[symbol]];
  });
  return { symbols: symbols.filter((symbol) => symbol?.size > 0), fromCode, fromData };
}

function missing(name) {
  throw new Error(`the linker has left no section “${name}”: scripts/lib/rustc.sh asks for it, and scripts/setup.sh for that`);
}

/** The symbol table, by index: data symbols as `{address, size, readOnly}`, others as null. */
function symbolsIn(bytes, { start, end }, segments) {
  const cursor = new Cursor(bytes, start);
  cursor.name();
  cursor.unsigned();
  while (cursor.at < end) {
    const [id, size] = [cursor.byte(), cursor.unsigned()];
    if (id !== 8) { cursor.at += size; continue; }
    return cursor.list(() => {
      const [kind, flags] = [cursor.byte(), cursor.unsigned()];
      const isDefined = !(flags & 0x10);
      if (kind !== 1) {
        cursor.unsigned();
        if (kind !== 3 && (isDefined || flags & 0x40)) cursor.name();
        return null;
      }
      cursor.name();
      if (!isDefined) return null;
      const [segment, offset, length] = [cursor.unsigned(), cursor.unsigned(), cursor.unsigned()];
      // The linker puts what is only read first.
      return { address: segments[segment].address + offset, size: length, readOnly: segment === 0 };
    });
  }
  return missing("linking");
}

function relocationsIn(bytes, { start }) {
  const cursor = new Cursor(bytes, start);
  cursor.name();
  cursor.unsigned();
  return cursor.list(() => {
    const [type, offset, symbol] = [cursor.byte(), cursor.unsigned(), cursor.unsigned()];
    if (WITH_ADDEND.has(type)) cursor.signed();
    return { type, offset, symbol };
  });
}
