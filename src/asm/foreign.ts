/**
 * Finds sources that aren't for this assembler: 8080 mnemonics, parts for a linker, and directives of one other
 * assembler that change what is assembled. One line says so, instead of all mistakes that follow from it.
 */

/** What a mistake tells of its source: what it is for, or that something of it is missing. */
export type Foreign = "8080" | "linker" | "assembler" | "macro" | "file" | "symbol";

/** 8080 mnemonics that Zilog's don't have. */
const I8080 = new Set(
  "aci adi ana ani cma cmc cmp cnc cnz cpe cpi cpo cz dad dcr dcx hlt inr inx jc jm jmp jnc jnz jpe jpo jz lda \
ldax lhld lxi mov mvi ora ori pchl ral rar rnc rnz rpe rpo rz sbb sbi shld sphl sta stax stc sui xchg xra xri xthl".split(
    " ",
  ),
);

/** Those of them that no other processor's mnemonics have. */
const ONLY_8080 = new Set(
  "aci adi ana ani dad dcr dcx inr lhld lxi mvi ora ori pchl shld sphl xchg xra xri xthl".split(" "),
);

/** True if one of these words says that the source is an 8080's, not a 6502's. */
export function is8080(words: readonly string[]): boolean {
  return words.some((word) => ONLY_8080.has(word));
}

/** Directives that need another assembler's linker: symbols of other files, and sections that are put in place later. */
const LINKER = new Set(
  "extrn extern external ext xref area globl section segment psect common request lib xdef".split(" "),
);

/** Directives of one assembler that can't be skipped. */
const ASSEMBLERS: Readonly<Record<string, string>> = {
  "#target": "zasm",
  "#code": "zasm",
  "#data": "zasm",
  "#local": "zasm",
  lua: "sjasmplus",
  endlua: "sjasmplus",
  struct: "sjasmplus",
  ends: "sjasmplus",
  defarray: "sjasmplus",
  inchob: "sjasmplus",
  slot: "sjasmplus",
  jrpromote: "zmac",
  zeusemulate: "Zeus",
  zeusmem: "Zeus",
  optionsize: "Zeus",
  optsdcc: "sdasz80",
  defgroup: "z88dk's z80asm",
  defvars: "z88dk's z80asm",
  buildsna: "rasm",
  buildcpr: "rasm",
  bankset: "rasm",
  output_bin: "Zeus",
};

/** What an unknown operation, in lower case, shows about its source, and the message for it. */
export function foreignOperation(
  text: string,
): { readonly about: Foreign; readonly what: string } | undefined {
  const lower = text.toLowerCase();
  const word = lower.replace(/^\./, "");
  if (I8080.has(lower)) return { about: "8080", what: "" };
  if (LINKER.has(word))
    return {
      about: "linker",
      what: `${lower} is for a linker: this source is one part of a program; assemble the parts as one, by include`,
    };
  const assembler = ASSEMBLERS[word];
  if (assembler === undefined) return undefined;
  return { about: "assembler", what: `${lower} is ${assembler}'s; this source needs that assembler` };
}
