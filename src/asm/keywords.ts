/** Names of the directives and of the words that make blocks, with their other spellings. */

export const DIRECTIVES = [
  "org",
  "equ",
  "defl",
  "db",
  "dc",
  "asciz",
  "dw",
  "dd",
  "ds",
  "fill",
  "align",
  "include",
  "maclib",
  "incbin",
  "local",
  "define",
  "undef",
  "radix",
  "exitm",
  "phase",
  "dephase",
  "assert",
  "error",
  "end",
] as const;

/** `skip` is a word of another assembler that changes no byte. */
export type Directive = (typeof DIRECTIVES)[number] | "skip";

/** Spellings that can't be a label's name, unless a colon follows. */
const RESERVED: Readonly<Record<string, Directive>> = {
  org: "org",
  equ: "equ",
  defl: "defl",
  "=": "defl",
  db: "db",
  defb: "db",
  dm: "db",
  defm: "db",
  dw: "dw",
  defw: "dw",
  ds: "ds",
  defs: "ds",
  include: "include",
  incbin: "incbin",
  local: "local",
  end: "end",
};

/** Spellings that a source may also use as a label or a macro's name; operations.ts tells which it is. */
const OTHERS: Readonly<Record<string, Directive>> = {
  align: "align",
  phase: "phase",
  dephase: "dephase",
  assert: "assert",
  error: "error",
  byte: "db",
  ascii: "db",
  text: "db",
  dc: "dc",
  asciz: "asciz",
  defz: "asciz",
  dz: "asciz",
  word: "dw",
  dd: "dd",
  defd: "dd",
  dword: "dd",
  block: "ds",
  fill: "fill",
  set: "defl",
  aset: "defl",
  maclib: "maclib",
  exitm: "exitm",
  define: "define",
  undef: "undef",
  radix: "radix",
  defc: "equ",
  disp: "phase",
  ent: "dephase",
};

/** Words that concern a listing, a linker, an output file or the screen, and change no byte. */
export const SKIPPED =
  "title subttl sbttl page eject space heading list nolist xlist lall sall xall lfcond sfcond tfcond cref xcref name \
z80 aseg cseg dseg public entry global export module endmodule printx echo print display message warning cpu opt device \
savebin savesna savetap savehob emptytap emptytrd savetrd output labelslist width usec com data code jperror save write run breakpoint".split(
    " ",
  );

const WEAK: ReadonlyMap<string, Directive> = new Map([
  ...Object.entries(OTHERS),
  ...SKIPPED.map((word) => [word, "skip"] as const),
]);

/** Every spelling of every directive. */
export const DIRECTIVE_SPELLINGS: ReadonlyMap<string, Directive> = new Map([
  ...Object.entries(RESERVED),
  ...WEAK,
]);

/** Directives that give their label a value instead of the address. */
export const VALUE_DIRECTIVES: ReadonlySet<Directive> = new Set<Directive>(["equ", "defl"]);

/** Words that open, divide or close a block of lines; blocks.ts pairs them. */
export const BLOCK_WORDS = [
  "if",
  "ifnot",
  "ifdef",
  "ifndef",
  "ifb",
  "ifnb",
  "ifidn",
  "ifdif",
  "if1",
  "if2",
  "elseif",
  "else",
  "endif",
  "macro",
  "rept",
  "irp",
  "irpc",
  "endm",
] as const;

export type BlockWord = (typeof BLOCK_WORDS)[number];

/** Spellings that are block words wherever they stand. */
const RESERVED_BLOCKS = [
  "if",
  "ifdef",
  "ifndef",
  "elseif",
  "else",
  "endif",
  "macro",
  "rept",
  "endm",
] as const;

const OTHER_BLOCKS: Readonly<Record<string, BlockWord>> = {
  ifnot: "ifnot",
  ifn: "ifnot",
  ife: "ifnot",
  iff: "ifnot",
  ift: "if",
  cond: "if",
  ifb: "ifb",
  ifnb: "ifnb",
  ifidn: "ifidn",
  ifdif: "ifdif",
  if1: "if1",
  if2: "if2",
  endc: "endif",
  dup: "rept",
  irp: "irp",
  irpc: "irpc",
  edup: "endm",
  endr: "endm",
  mend: "endm",
};

/** Every spelling of every block word. */
export const BLOCK_SPELLINGS: ReadonlyMap<string, BlockWord> = new Map([
  ...RESERVED_BLOCKS.map((word) => [word, word] as const),
  ...Object.entries(OTHER_BLOCKS),
]);

/** True for words that may be labels and macros too. */
export function isWeak(word: string): boolean {
  return WEAK.has(word) || Object.hasOwn(OTHER_BLOCKS, word);
}

/** True for a directive or a word of blocks, without the dot that it may be written with. */
export function isOperationWord(word: string): boolean {
  return DIRECTIVE_SPELLINGS.has(word) || BLOCK_SPELLINGS.has(word);
}
