/**
 * File control blocks (FCBs): with one, a program names a file to the BDOS, and both keep the position in it.
 * 36 bytes: drive (0 current, 1 A: …), name [8], type [3], extent, reserved, module (32 extents each), records in
 * this extent, map of blocks [16], record in this extent, random record [3].
 */

/** Bytes of a name in an FCB: name [8] and type [3], padded with spaces. */
const NAME_LENGTH = 8;
const TYPE_LENGTH = 3;
const FULL_NAME_LENGTH = NAME_LENGTH + TYPE_LENGTH;
/** Records of 128 bytes in an extent: 16 KB. */
export const RECORDS_IN_EXTENT = 128;
export const EXTENTS_IN_MODULE = 32;

const SPACE = 0x20;
export const ANY = 0x3f;
const SEVEN_BITS = 0x7f;
/** Characters that end a name in a command, as for the CCP; so does a control character. */
const DELIMITERS = " =_.:;<>";

const NAME = 1;
const TYPE = NAME + NAME_LENGTH;
export const EXTENT = 12;
export const MODULE = 14;
const RECORD_COUNT = 15;
export const MAP = 16;
export const MAP_LENGTH = 16;
/** RENAME FILE has the new name where the map is. */
const NEW_NAME = MAP + 1;
const CURRENT_RECORD = 32;
const RANDOM_RECORD = 33;
const MODULE_MASK = 0x3f;
const EXTENT_MASK = 0x1f;

/** An FCB in memory. */
export class Fcb {
  readonly #memory: Uint8Array;
  readonly #address: number;

  /** @param memory [65536] bytes */
  constructor(memory: Uint8Array, address: number) {
    this.#memory = memory;
    this.#address = address;
  }

  /** Drive byte: 0 the current drive, 1 A: and so on, `?` in a search for everything. */
  get drive(): number {
    return this.get(0);
  }

  /** [11] characters of name and type, upper case, top bits off; may hold `?`. */
  get pattern(): string {
    return this.#text(NAME);
  }

  /** [11] characters of the new name that RENAME FILE gives. */
  get newPattern(): string {
    return this.#text(NEW_NAME);
  }

  /** The read-only attribute: the top bit of the type's first character. */
  get readOnlyAttribute(): boolean {
    return (this.get(TYPE) & 0x80) !== 0;
  }

  /** Number of the extent, over all modules. */
  get extent(): number {
    return (this.get(MODULE) & MODULE_MASK) * EXTENTS_IN_MODULE + (this.get(EXTENT) & EXTENT_MASK);
  }

  set extent(extent: number) {
    this.set(EXTENT, extent % EXTENTS_IN_MODULE);
    this.set(MODULE, Math.floor(extent / EXTENTS_IN_MODULE) & MODULE_MASK);
  }

  /** Goes to the first module, where opening, making and searching start. */
  clearModule(): void {
    this.set(MODULE, 0);
  }

  /** Number, in the file, of the record that a sequential read or write takes next. */
  get position(): number {
    return this.extent * RECORDS_IN_EXTENT + this.get(CURRENT_RECORD);
  }

  /** Moves to a record. With `atEnd`, a record that begins an extent becomes record 128 of the extent before. */
  moveTo(record: number, atEnd = false): void {
    const inExtent = record % RECORDS_IN_EXTENT;
    const back = atEnd && inExtent === 0 && record > 0;
    this.extent = Math.floor(record / RECORDS_IN_EXTENT) - (back ? 1 : 0);
    this.set(CURRENT_RECORD, back ? RECORDS_IN_EXTENT : inExtent);
  }

  /** Record number for the random functions, [0, 2^24). */
  get randomRecord(): number {
    return this.get(RANDOM_RECORD) | (this.get(RANDOM_RECORD + 1) << 8) | (this.get(RANDOM_RECORD + 2) << 16);
  }

  set randomRecord(record: number) {
    for (let i = 0; i < 3; i++) this.set(RANDOM_RECORD + i, (record >> (8 * i)) & 0xff);
  }

  set recordCount(records: number) {
    this.set(RECORD_COUNT, records);
  }

  get(offset: number): number {
    return this.#memory[(this.#address + offset) & 0xffff];
  }

  set(offset: number, value: number): void {
    this.#memory[(this.#address + offset) & 0xffff] = value;
  }

  #text(offset: number): string {
    const codes = Array.from({ length: FULL_NAME_LENGTH }, (_, i) => this.get(offset + i) & SEVEN_BITS);
    return String.fromCharCode(...codes).toUpperCase();
  }
}

/** `HELLO   TXT` to `HELLO.TXT`. Only spaces are padding; other blanks belong to the name. */
export function nameOfPattern(pattern: string): string {
  const name = pattern.slice(0, NAME_LENGTH).replace(/ +$/, "");
  const type = pattern.slice(NAME_LENGTH).replace(/ +$/, "");
  return type === "" ? name : `${name}.${type}`;
}

/** `HELLO.TXT` to `HELLO   TXT`. */
export function patternOfName(file: string): string {
  const [name, type = ""] = file.split(".");
  return name.padEnd(NAME_LENGTH) + type.padEnd(TYPE_LENGTH);
}

/** True if a name of [11] characters matches a pattern, in which `?` stands for any one character. */
export function matches(pattern: string, name: string): boolean {
  for (let i = 0; i < FULL_NAME_LENGTH; i++) if (pattern[i] !== "?" && pattern[i] !== name[i]) return false;
  return true;
}

/**
 * The drive and name bytes that the CCP makes from a word such as `b:hello.txt` or `*.com`.
 * @returns [12]: drive, name [8] and type [3]; `*` fills its field with `?`; a longer field is cut
 */
export function parseName(word: string): Uint8Array {
  const bytes = new Uint8Array(1 + FULL_NAME_LENGTH).fill(SPACE, 1);
  let text = word.toUpperCase();
  if (/^[A-P]:/.test(text)) {
    bytes[0] = text.charCodeAt(0) - 0x40;
    text = text.slice(2);
  }
  const name = leadingField(text);
  fillField(bytes.subarray(NAME, TYPE), name);
  if (text[name.length] === ".") fillField(bytes.subarray(TYPE), leadingField(text.slice(name.length + 1)));
  return bytes;
}

/** The first two words of a command tail, from which the CCP makes the two FCBs. */
export function tailWords(tail: string): string[] {
  return tail
    .split(/[\s\0]+/)
    .filter((word) => word !== "")
    .slice(0, 2);
}

function leadingField(text: string): string {
  let end = 0;
  while (end < text.length && text[end] > " " && !DELIMITERS.includes(text[end])) end++;
  return text.slice(0, end);
}

function fillField(field: Uint8Array, text: string): void {
  for (let i = 0; i < field.length && i < text.length; i++) {
    if (text[i] === "*") {
      field.fill(ANY, i);
      return;
    }
    field[i] = text.charCodeAt(i);
  }
}
