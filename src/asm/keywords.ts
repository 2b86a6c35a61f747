/** Names of the directives, with their other spellings. */

export const DIRECTIVES = [
  "org",
  "equ",
  "defl",
  "db",
  "dw",
  "ds",
  "align",
  "include",
  "incbin",
  "local",
  "phase",
  "dephase",
  "assert",
  "error",
  "end",
] as const;

export type Directive = (typeof DIRECTIVES)[number];

const OTHER_SPELLINGS: Readonly<Record<string, Directive>> = {
  "=": "defl",
  defb: "db",
  dm: "db",
  defm: "db",
  defw: "dw",
  defs: "ds",
  ".phase": "phase",
  ".dephase": "dephase",
};

/** Every spelling of every directive. */
export const DIRECTIVE_SPELLINGS: ReadonlyMap<string, Directive> = new Map([
  ...DIRECTIVES.map((name) => [name, name] as const),
  ...Object.entries(OTHER_SPELLINGS),
]);

/** Directives that give their label a value instead of the address. */
export const VALUE_DIRECTIVES: ReadonlySet<string> = new Set(["equ", "defl"]);

/** Words that open, divide or close a block of lines; blocks.ts pairs them. */
export const BLOCK_WORDS = [
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

export type BlockWord = (typeof BLOCK_WORDS)[number];
