/**
 * Valid programs, mutated: the assembler ends, throws nothing but its own error, and a line that gave bytes is
 * one that the table allows.
 *
 * The judge is independent of the assembler's lexer and parser: a regular expression for each form, made from
 * the table's operands, that the whole line must match; and where the value is a plain number, its bytes.
 */

import { describe, expect, it } from "vitest";
import type { Form, Slot } from "../../src/asm/form.js";
import {
  type AssembledLine,
  type Assembly,
  AssemblyError,
  assemble,
  type Diagnostic,
} from "../../src/asm/index.js";
import { Random } from "../../src/base/random.js";
import { shortOrWhole } from "../support/length.js";
import { ASSEMBLED_FORMS, operandText, samplesOf } from "./samples.js";
import { mistakes } from "./support.js";

const CASES = shortOrWhole(5_000, 20_000);
/** No case may grow beyond so many lines: none of these programs is long. One that never ends fails by timeout. */
const MOST_LINES = 5_000;

const SAMPLES = ASSEMBLED_FORMS.flatMap(samplesOf);

const OTHER_LINES: readonly string[] = [
  " org 8000h",
  " db 1,2,'text',\"more\"",
  " dw 1234h,$,-1",
  " ds 5,0FFh",
  " align 16",
  "count = 3*(2+five)",
  " if five > 3\n nop\n else\n halt\n endif",
  " ifdef five\n inc a\n endif",
  " rept 2\n rlca\n endm",
  "twice macro what\n what\n what\n endm\n twice nop",
  ".local: djnz .local",
  " phase 100h\n nop\n dephase",
  ' assert $ >= 0,"far"',
  ' include "part.asm"',
  ' incbin "part.asm",1,2',
  "; a comment (with 'signs'",
  " .db 1,2 : .dw 'AB' \\ rst 7",
  " title it's a (program\n .list\n page 60",
  " dc 'ab','c'\n asciz \"d\\q\"\n dd five\n .fill 3",
  " irp what,<1,<five>>\n db what\n endm",
  " irpc what,12\n db '&what'\n exitm\n endm",
  "glue macro what,?l\n?l: ld a,what\nl&what: dw ?l\n endm\n glue 5",
  "blank macro what\n ifnb <what>\n db 1\n endif\n ifidn <what>,<x>\n db 2\n endif\n endm\n blank\n blank x",
  " cond five\n nop\n endc\n ifn five\n halt\n endif",
  " define two 2\n db two\n undef two",
  " include part.asm\n incbin <part.asm>,1,2",
  "v set 3\nv set v+1\n db v,&1F,~80h",
  " dup 2,n,5\n db n\n edup",
  "list: db 1\n dw list\n aseg",
];

const PIECES: readonly string[] = [
  ..."()[],:;'\"+-*/%$#&|^~!=<>?. \t\nabchlxyz0189éƒ\u0000",
  "af'",
  "(hl)",
  "(ix+5)",
  "ixl",
  "nz",
  "0FFh",
  "99999999999",
  "high ",
  "##",
  "\n endif\n",
  "\n endm\n",
  "\n if 1\n",
  " macro ",
  " rept 9\n",
  "\n org 0\n",
  " equ ",
  "local x",
  "ld ",
  "db ",
  'include "part.asm"',
  "defined(",
  " .",
  " irp x,<",
  "&",
  "<<",
  ">>",
  " : ",
  "\\",
  "@",
  "\n endc\n",
  " define five ",
  "exitm",
  "title ",
  "((((((((",
];

/** First lines of sources that are read as Microsoft's, or TASM's. */
const DIALECTS: readonly string[] = ["", "", " .z80\n", "#define FUZZ 1\n .org 0\n"];

/** A program that assembles. */
function program(random: Random): string {
  const others = random.shuffle([...OTHER_LINES]);
  const lines = Array.from({ length: random.int(1, 8) }, (_, index) => {
    const label = random.int(0, 3) === 0 ? `label${index}:` : "";
    return random.int(0, 3) === 0 ? others.pop()! : `${label} ${random.pick(SAMPLES).text}`;
  });
  return `${random.pick(DIALECTS)}five equ 5\n${lines.join("\n")}\n`;
}

function mutate(text: string, random: Random): string {
  const at = random.int(0, text.length);
  const end = Math.min(text.length, at + random.int(1, 6));
  switch (random.int(0, 5)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(end);
    case 3:
      return text.slice(0, at) + text.slice(at, end) + text.slice(at);
    case 4: {
      const other = random.pick(SAMPLES).text;
      return `${text.slice(0, at)}${other.slice(random.int(0, other.length))}${text.slice(end)}`;
    }
    default: {
      const lines = text.split("\n");
      const moved = lines.splice(random.int(0, lines.length - 1), 1);
      lines.splice(random.int(0, lines.length), 0, ...moved);
      return lines.join("\n");
    }
  }
}

function escaped(text: string): string {
  return text.replace(/[()+]/g, "\\$&");
}

const patterns = new Map<Form, RegExp>();

/** What a line of this form may look like: label, mnemonic, operands with each value captured, comment. */
function pattern(form: Form): RegExp {
  const known = patterns.get(form);
  if (known !== undefined) return known;
  const [open, close] = ["[(\\[]\\s*", "\\s*[)\\]]"];
  const operands = form.operands.map(({ shape }) => {
    const index = /^\((i[xy])\+#\)$/.exec(shape)?.[1];
    if (index !== undefined) return `${open}${index}(\\s*[+-].*)?${close}`;
    // a value isn't in parentheses as a whole, and has commas and semicolons only between quotes
    if (shape === "#") return "(?![(\\[][^()]*[)\\]]\\s*$)([^,;]*(?:'[,;]'|\"[,;]\")?[^,;]*)";
    if (shape === "(#)") return `${open}(.*)${close}`;
    const inner = /^\((.*)\)$/.exec(shape)?.[1];
    return inner === undefined ? escaped(shape) : open + inner + close;
  });
  const label = "(?:[.?@$\\w]+\\s*::?|[.?@$\\w]+\\s)?";
  const mnemonic = `${form.mnemonic}(?:\\s+|(?=[(\\['"$#%+~!-])|$)`;
  const made = new RegExp(`^\\s*${label}\\s*${mnemonic}\\s*${operands.join("\\s*,\\s*")}\\s*(?:;.*)?$`, "i");
  patterns.set(form, made);
  return made;
}

/** What a byte of a form must be if its value is this number; -1 if there's no such byte. */
function byteFor(slot: Slot, form: Form, value: number): number {
  const limits = {
    byte: [-256, 255],
    low: [-65536, 65535],
    high: [-65536, 65535],
    displacement: [-128, 127],
  };
  if (form.mnemonic === "rst" && value >= 1 && value <= 7) return 0xc7 | (value * 8);
  if (slot.part === "choice") return slot.bytes![form.values[slot.value].choices!.indexOf(value)] ?? -1;
  if (slot.part === "relative") return -1;
  const [low, high] = limits[slot.part];
  if (value < low! || value > high!) return -1;
  return (slot.part === "high" ? value >> 8 : value) & 0xff;
}

/** What is wrong with the bytes of an instruction, as far as its values are plain numbers. */
function wrongBytes(
  form: Form,
  values: readonly (string | undefined)[],
  bytes: Uint8Array,
): string | undefined {
  if (bytes.length !== form.bytes.length) return "length";
  for (const [index, slot] of form.bytes.entries()) {
    if (typeof slot === "number") {
      if (bytes[index] !== slot) return "opcode";
      continue;
    }
    const text = (values[slot.value] ?? "0").replace(/\s/g, "");
    if (!/^[+-]?\d+$/.test(text) || slot.part === "relative") continue;
    if (bytes[index] !== byteFor(slot, form, Number(text))) return `value ${text}`;
  }
  return undefined;
}

/** A line whose text is a macro's, with parameters in it. */
function isFromMacro(assembled: AssembledLine): boolean {
  return assembled.depth > 0 && assembled.line.text.includes("what");
}

/** What is wrong with an assembled line. */
function wrongLine(assembled: AssembledLine, assembly: Assembly): string | undefined {
  const { form, line, start, length } = assembled;
  if (form === undefined || isFromMacro(assembled)) return undefined;
  const match = pattern(form).exec(line.text);
  const wrong =
    match === null
      ? "text"
      : wrongBytes(
          form,
          match.slice(1),
          assembly.bytes.subarray(start - assembly.origin).subarray(0, length),
        );
  const shapes = form.operands.map(({ shape }) => shape).join();
  return wrong && `"${line.text}" was taken for ${form.mnemonic} ${shapes}: ${wrong}`;
}

const RESOLVE = (name: string) => (name === "part.asm" ? new TextEncoder().encode(" ld b,c\n") : undefined);

/** Assembles a source. @returns whether it was accepted, and what is wrong with the outcome */
function judge(source: string): { accepted: boolean; wrong: string | undefined; lines?: number } {
  try {
    const assembly = assemble(source, { file: "fuzz.asm", resolve: RESOLVE });
    const wrong = assembly.lines.map((line) => wrongLine(line, assembly)).find((text) => text !== undefined);
    return { accepted: true, wrong, lines: assembly.lines.length };
  } catch (error) {
    if (!(error instanceof AssemblyError))
      return { accepted: false, wrong: `threw ${(error as Error).stack}` };
    const isBlind = ({ line, column, message }: Diagnostic) => line < 1 || column < 1 || message === "";
    const blind = error.diagnostics.length === 0 || error.diagnostics.some(isBlind);
    return { accepted: false, wrong: blind ? "refused without place or reason" : undefined };
  }
}

/** An assembly of a source, if it is accepted. */
function accepted(source: string): Assembly | undefined {
  try {
    return assemble(source, { file: "fuzz.asm", resolve: RESOLVE });
  } catch {
    return undefined;
  }
}

/** Lines that are wrong however one reads them: each form, with one thing in it broken. */
function broken(form: Form, random: Random): string {
  const text = random.pick(samplesOf(form)).text;
  const values = form.values.map(({ kind, choices }) =>
    kind === "choice" ? choices!.at(-1)! + 1 : kind === "word" ? 65536 : kind === "displacement" ? 128 : 256,
  );
  const ways = [
    `${text},a,a`,
    `${text} )`,
    text.replace(/^\w+/, (mnemonic) => `${mnemonic}x`),
    text.includes("(") ? text.replace("(", "") : `${text} (`,
    form.operands.length > 0 ? `${text},` : `${text} 1`,
    form.values.length > 0 ? `${form.mnemonic} ${operandText(form, values)}` : `${text} $`,
  ];
  return random.pick(ways);
}

describe("mutated programs", () => {
  it("are good ones before", () => {
    const random = new Random(1);
    for (let index = 0; index < 500; index++) {
      const source = program(random);
      expect(judge(source), source).toMatchObject({ accepted: true, wrong: undefined });
    }
  });

  it(`${CASES.toLocaleString("en")} of them give an error or the right bytes, and end soon`, () => {
    const random = new Random(1);
    let accepted = 0;
    for (let index = 0; index < CASES; index++) {
      let source = program(random);
      for (let changes = random.int(1, 3); changes > 0; changes--) source = mutate(source, random);
      const outcome = judge(source);
      expect(outcome.wrong, `case ${index}:\n${source}`).toBeUndefined();
      expect(outcome.lines ?? 0, `case ${index}:\n${source}`).toBeLessThan(MOST_LINES);
      if (outcome.accepted) accepted++;
    }
    // the mutations are neither harmless nor deadly
    expect(accepted).toBeGreaterThan(CASES / 10);
    expect(accepted).toBeLessThan((CASES * 9) / 10);
  });

  it("have a flat source that gives the same bytes without includes and macros", () => {
    const random = new Random(3);
    for (let index = 0; index < 500; index++) {
      const source = mutate(program(random), random);
      const assembly = accepted(source);
      if (assembly === undefined) continue;
      const flat = assembly.flatSource();
      expect(accepted(flat)?.bytes, `${source}\nflat:\n${flat}`).toEqual(assembly.bytes);
      expect(flat).not.toMatch(/^[^;"']*\b(macro|rept|include|incbin)\b/m);
    }
  });

  it("a broken line among good ones is refused, and blamed", () => {
    const random = new Random(2);
    for (const form of ASSEMBLED_FORMS) {
      const line = broken(form, random);
      const source = `good: ld a,5\n ${line}\n jp good\n`;
      const blamed = mistakes(source).map((mistake) => mistake.line);
      expect(blamed, source).toEqual([2]);
    }
  });
});
