/**
 * Expands the rows of opcodes.ts into forms: one per mnemonic and operand shape, with its bytes, its length
 * and its T-states. A value (a number, an address, a displacement, a bit) stays open in a form; a register
 * doesn't.
 */

import { INSTRUCTION_SET } from "./opcodes.js";

export type ValueKind = "byte" | "word" | "displacement" | "relative" | "choice";

/** An operand that the source gives as an expression. */
export interface FormValue {
  readonly kind: ValueKind;
  /** What a `choice` is called in a message: "bit number". */
  readonly name: string;
  /** The values that a `choice` allows; each one's index in the list of field codes. */
  readonly choices?: readonly number[];
}

/** A byte that a value goes into. */
export interface Slot {
  readonly part: "byte" | "low" | "high" | "displacement" | "relative" | "choice";
  /** Index into the form's values. */
  readonly value: number;
  /** For a `choice`: the whole byte for each of its choices. */
  readonly bytes?: readonly number[];
}

export type FormByte = number | Slot;
export type Standing = "documented" | "undocumented" | "alias" | "mirror";

export interface FormOperand {
  /** As a book writes it: `a`, `(hl)`, `(ix+d)`, `n`, `(nn)`. */
  readonly text: string;
  /** The same with each value as `#`: `(ix+#)`, `(#)`. */
  readonly shape: string;
}

export interface Form {
  readonly mnemonic: string;
  readonly operands: readonly FormOperand[];
  readonly values: readonly FormValue[];
  readonly bytes: readonly FormByte[];
  /** T-states if a jump is taken, or a repeating instruction repeats. */
  readonly tStates: number;
  /** T-states if not; the same where there is no such choice. */
  readonly tStatesNotTaken: number;
  readonly standing: Standing;
}

/** Field letter -> its code in the bytes. */
type Fields = ReadonlyMap<string, number>;

interface RegisterClass {
  readonly field: string;
  readonly codes: readonly number[];
  readonly name: (code: number, fields: Fields) => string;
}

function named(field: string, names: string): RegisterClass {
  const list = names.split(" ");
  const codes = list.flatMap((name, code) => (name === "-" ? [] : [code]));
  return { field, codes, name: (code) => list[code] };
}

function indexHalf(field: string): RegisterClass {
  return {
    field,
    codes: [0, 1],
    name: (code, fields) => `${fields.get("x") === 0 ? "ix" : "iy"}${code === 0 ? "h" : "l"}`,
  };
}

const ALU = "add adc sub sbc and xor or cp";
const ROTATIONS = "rlc rrc rl rr sla sra sll srl";
/** Operations of `alu` that books write with their accumulator. */
const ALU_WITH_A = new Set(["add", "adc", "sbc"]);
/** Other names of the one rotation that has no official one. */
const SLL_NAMES = ["sli", "sl1"];

const CLASSES: Readonly<Record<string, RegisterClass>> = {
  x: named("x", "ix iy"),
  u: indexHalf("u"),
  v: indexHalf("v"),
  r: named("r", "b c d e h l - a"),
  s: named("s", "b c d e h l - a"),
  q: named("q", "b c d e - - - a"),
  dd: named("d", "bc de hl sp"),
  ss: named("s", "bc de - sp"),
  pp: named("p", "bc de hl af"),
  cc: named("c", "nz z nc c po pe p m"),
  kk: named("k", "nz z nc c"),
  alu: named("o", ALU),
  rot: named("o", ROTATIONS),
  z: named("z", "0 1 2 3 4 5 6 7"),
  y: named("y", "0 1 2 3 4 5 6 7"),
};

/** Values whose bits go into the opcode. */
const CHOICES: Readonly<
  Record<string, { field: string; name: string; choices: readonly number[]; codes: readonly number[] }>
> = {
  b: { field: "b", name: "bit number", choices: [0, 1, 2, 3, 4, 5, 6, 7], codes: [0, 1, 2, 3, 4, 5, 6, 7] },
  t: {
    field: "t",
    name: "restart address",
    choices: [0, 8, 16, 24, 32, 40, 48, 56],
    codes: [0, 1, 2, 3, 4, 5, 6, 7],
  },
  im: { field: "m", name: "interrupt mode", choices: [0, 1, 2], codes: [0, 2, 3] },
  "0": { field: "", name: "value", choices: [0], codes: [0] },
};

const FIXED_NAMES: Readonly<Record<string, string>> = { I: "i", R: "r" };

/** Splits an operand into parentheses, class or fixed text, and displacement. */
function operandParts(operand: string): { open: string; core: string; close: string } {
  const [, open = "", core = "", close = ""] = /^(\(?)([^+)]*)(.*)$/.exec(operand)!;
  return { open, core, close };
}

function formValue(operand: string): FormValue | undefined {
  const { core, close } = operandParts(operand);
  if (close === "+d)") return { kind: "displacement", name: "index displacement" };
  if (core === "n") return { kind: "byte", name: "byte" };
  if (core === "nn") return { kind: "word", name: "word" };
  if (core === "e") return { kind: "relative", name: "jump" };
  const choice = CHOICES[core];
  return choice && { kind: "choice", name: choice.name, choices: choice.choices };
}

function fillBits(pattern: string, fields: Fields): number {
  let byte = 0;
  for (let at = 0; at < 8; at++) {
    const letter = pattern[at];
    let bit = letter === "1" ? 1 : 0;
    const code = fields.get(letter);
    if (code !== undefined) {
      const placeInField = pattern.lastIndexOf(letter) - at;
      bit = (code >> placeInField) & 1;
    }
    byte = byte * 2 + bit;
  }
  return byte;
}

function expandBytes(spec: readonly string[], operands: readonly string[], fields: Fields): FormByte[] {
  const values = operands.filter((operand) => formValue(operand));
  const indexOf = (matches: (operand: string) => boolean) => values.findIndex(matches);
  return spec.flatMap((item): FormByte[] => {
    if (item === "n") return [{ part: "byte", value: indexOf((v) => operandParts(v).core === "n") }];
    if (item === "nn") {
      const value = indexOf((v) => operandParts(v).core === "nn");
      return [
        { part: "low", value },
        { part: "high", value },
      ];
    }
    if (item === "d") return [{ part: "displacement", value: indexOf((v) => v.endsWith("+d)")) }];
    if (item === "e") return [{ part: "relative", value: indexOf((v) => v === "e") }];
    if (item.length === 2) return [Number.parseInt(item, 16)];
    const value = indexOf((v) => CHOICES[v] !== undefined && item.includes(CHOICES[v].field || "-"));
    if (value < 0) return [fillBits(item, fields)];
    const { field, codes } = CHOICES[values[value]];
    return [
      { part: "choice", value, bytes: codes.map((code) => fillBits(item, new Map(fields).set(field, code))) },
    ];
  });
}

/** All combinations of codes of the classes that a row uses. */
function combinations(classes: readonly RegisterClass[]): Fields[] {
  let all: Map<string, number>[] = [new Map()];
  for (const { field, codes } of classes)
    all = all.flatMap((fields) => codes.map((code) => new Map(fields).set(field, code)));
  return all;
}

function expandRow(row: string): Form[] {
  const [syntax, byteText, states, flag] = row.split("|").map((column) => column.trim()) as [
    string,
    string,
    string,
    string,
  ];
  const [head, operandText] = syntax.split(" ") as [string, string | undefined];
  const operandTokens = operandText === undefined ? [] : operandText.split(",");
  const spec = byteText.split(" ");
  const standing: Standing =
    flag === "undoc" ? "undocumented" : flag === "-" ? "documented" : (flag as Standing);
  const [tStates, tStatesNotTaken = tStates] = states.split("/").map(Number) as [number, number | undefined];

  const cores = new Set([head, ...operandTokens.map((token) => operandParts(token).core)]);
  if (cores.has("u") || cores.has("v")) cores.add("x");
  for (const hidden of ["z", "y"]) if (spec.some((item) => item.includes(hidden))) cores.add(hidden);
  const classes = [...cores].flatMap((core) => CLASSES[core] ?? []);

  return combinations(classes).flatMap((fields) => {
    const nameOf = (core: string) => {
      const cls = CLASSES[core];
      return cls ? cls.name(fields.get(cls.field)!, fields) : (FIXED_NAMES[core] ?? core);
    };
    const mnemonic = nameOf(head);
    const operands = operandTokens.map((token) => {
      const { open, core, close } = operandParts(token);
      const text = open + nameOf(core) + close;
      const value = formValue(token);
      if (value === undefined) return { text, shape: text };
      return { text, shape: value.kind === "displacement" ? text.replace("+d", "+#") : `${open}#${close}` };
    });
    const form = {
      mnemonic,
      operands,
      values: operandTokens.flatMap((token) => formValue(token) ?? []),
      bytes: expandBytes(spec, operandTokens, fields),
      tStates,
      tStatesNotTaken,
      standing: mnemonic === "sll" ? "undocumented" : standing,
    } satisfies Form;
    if (head === "rot" && mnemonic === "sll")
      return [form, ...SLL_NAMES.map((name): Form => ({ ...form, mnemonic: name, standing: "alias" }))];
    if (head !== "alu") return [form];
    const withA: Form = { ...form, operands: [{ text: "a", shape: "a" }, ...operands] };
    return ALU_WITH_A.has(mnemonic)
      ? [withA, { ...form, standing: "alias" }]
      : [form, { ...withA, standing: "alias" }];
  });
}

/** Every form of every instruction, in the table's order. */
export const FORMS: readonly Form[] = INSTRUCTION_SET.split("\n")
  .filter((row) => row !== "")
  .flatMap(expandRow);

/** Every mnemonic. */
export const MNEMONICS: ReadonlySet<string> = new Set(FORMS.map((form) => form.mnemonic));

/** `ld` and `["a", "(#)"]` make `ld a,(#)`. */
function shapeKey(mnemonic: string, shapes: readonly string[]): string {
  return `${mnemonic} ${shapes.join()}`;
}

const BY_SHAPE: ReadonlyMap<string, Form> = new Map(
  FORMS.filter((form) => form.standing !== "mirror").map((form) => [
    shapeKey(
      form.mnemonic,
      form.operands.map((operand) => operand.shape),
    ),
    form,
  ]),
);

/** The form with these operand shapes; values are `#`, memory at a value `(#)`, indexed memory `(ix+#)`. */
export function findForm(mnemonic: string, shapes: readonly string[]): Form | undefined {
  return BY_SHAPE.get(shapeKey(mnemonic, shapes));
}

/** Names that an operand can have and a symbol can't: registers and conditions. */
export const RESERVED_OPERANDS: ReadonlySet<string> = new Set(
  FORMS.flatMap((form) => form.operands.flatMap((operand) => operand.shape.match(/[a-z]+'?/g) ?? [])),
);

/** T-states as the listing shows them: `7`, or `12/7` for taken and not. */
export function tStatesText(form: Form): string {
  return form.tStates === form.tStatesNotTaken
    ? `${form.tStates}`
    : `${form.tStates}/${form.tStatesNotTaken}`;
}
