/** Decodes bytes to an instruction, by the same table that encodes. */

import { FORMS, type Form, type FormByte, type Slot } from "./form.js";
import { numberText } from "./number-text.js";

export interface Decoded {
  readonly form: Form;
  /** One for each of the form's values; a jump's is its target, a displacement is signed. */
  readonly values: readonly number[];
  /** In bytes. */
  readonly length: number;
}

/** An end of the tree: a form, with the values that its opcode bytes give. */
interface Leaf {
  readonly form: Form;
  readonly chosen: ReadonlyMap<number, number>;
}

/** What may follow the bytes read so far. */
interface Branch {
  readonly byByte: Map<number, Branch>;
  /** The next node if the byte holds a value, whatever it is. */
  anyByte?: Branch;
  leaf?: Leaf;
}

function insert(branch: Branch, bytes: readonly FormByte[], leaf: Leaf): void {
  const [byte, ...rest] = bytes;
  if (byte === undefined) {
    branch.leaf ??= leaf;
    return;
  }
  const next = (code: number): Branch => {
    const existing = branch.byByte.get(code) ?? { byByte: new Map() };
    branch.byByte.set(code, existing);
    return existing;
  };
  if (typeof byte === "number") insert(next(byte), rest, leaf);
  else if (byte.part === "choice") {
    const { choices } = leaf.form.values[byte.value];
    for (const [index, code] of byte.bytes!.entries()) {
      const chosen = new Map(leaf.chosen).set(byte.value, choices![index]);
      insert(next(code), rest, { form: leaf.form, chosen });
    }
  } else {
    branch.anyByte ??= { byByte: new Map() };
    insert(branch.anyByte, rest, leaf);
  }
}

/** Mirrors come last: they never hide an instruction that has a name. */
const ROOT: Branch = { byByte: new Map() };
for (const form of FORMS.filter(({ standing }) => standing === "documented" || standing === "undocumented"))
  insert(ROOT, form.bytes, { form, chosen: new Map() });
for (const form of FORMS.filter(({ standing }) => standing === "mirror"))
  insert(ROOT, form.bytes, { form, chosen: new Map() });

function signed(byte: number): number {
  return byte < 0x80 ? byte : byte - 0x100;
}

function valueAt(slot: Slot, byte: number, low: number | undefined, after: number): number {
  if (slot.part === "displacement") return signed(byte);
  if (slot.part === "relative") return after + signed(byte);
  return slot.part === "high" ? low! + byte * 0x100 : byte;
}

/**
 * The instruction at an address; undefined if there is none that the table knows (a prefix without effect).
 * @param read returns the byte at an address; undefined if the program has none there
 */
export function decode(read: (address: number) => number | undefined, address: number): Decoded | undefined {
  let branch: Branch | undefined = ROOT;
  let length = 0;
  while (branch !== undefined && branch.leaf === undefined) {
    const byte = read(address + length++);
    if (byte === undefined) return undefined;
    branch = branch.byByte.get(byte) ?? branch.anyByte;
  }
  if (branch === undefined) return undefined;
  const { form, chosen } = branch.leaf!;
  const values: number[] = form.values.map((_, index) => chosen.get(index) ?? 0);
  for (const [index, slot] of form.bytes.entries())
    if (typeof slot !== "number" && slot.part !== "choice")
      values[slot.value] = valueAt(slot, read(address + index)!, values[slot.value], address + length);
  return { form, values, length };
}

function valueText(form: Form, index: number, value: number, address: number, nameOf: NameOf): string {
  const { kind } = form.values[index];
  if (kind === "choice") return numberText(value, 2);
  if (kind === "byte") return numberText(value, 2);
  if (kind === "displacement") return value < 0 ? `${value}` : `+${value}`;
  const outside = value < 0 || value > 0xffff;
  if (outside) return `$${value < address ? "" : "+"}${value - address}`;
  const isTarget = kind === "relative" || form.mnemonic === "jp" || form.mnemonic === "call";
  return (isTarget ? nameOf(value) : undefined) ?? numberText(value, 4);
}

/** Name of an address that is jumped to, if it has one. */
export type NameOf = (address: number) => string | undefined;

/** An instruction as a source line would have it: `ld (ix+5),0Ah`. */
export function instructionText(decoded: Decoded, address: number, nameOf: NameOf = () => undefined): string {
  const { form, values } = decoded;
  let index = -1;
  const operands = form.operands.map(({ shape }) =>
    shape.replace(/\+?#/, () => {
      index++;
      return valueText(form, index, values[index], address, nameOf);
    }),
  );
  return `${form.mnemonic} ${operands.join()}`.trimEnd();
}
