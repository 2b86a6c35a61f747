/** Dialects: how lines are read where assemblers differ. A source's dialect is detected from words that only one assembler has. */

export type Binding = "c" | "left to right" | "microsoft";

export interface Dialect {
  /** True if case doesn't count in names, which then become capitals: Microsoft's M80 and its relatives. */
  readonly foldsCase: boolean;
  /** A name that begins with a dot is a name like others, and belongs to no label. */
  readonly plainDots: boolean;
  /** A backslash in a string is a backslash, whatever follows: they have no escapes. */
  readonly plainStrings: boolean;
  /** How operators bind: as in C; from left to right, none tighter than another, as TASM has it; or as in M80. */
  readonly binding: Binding;
  /** The file isn't UTF-8: a character from 80h on is that byte. */
  readonly isLatin1: boolean;
}

/** The language of the manual. */
export const OWN: Dialect = {
  foldsCase: false,
  plainDots: false,
  plainStrings: false,
  binding: "c",
  isLatin1: false,
};

/** Begins a line that may have a label; what follows is the operation. */
const OPERATION = String.raw`^[ \t]*(?:[\w.$?@]+(?::{1,2}|[ \t])[ \t]*)?`;

/** Operations of M80 and those that read its sources: SLR's, Z80ASM and ZMAC. */
const MICROSOFT = new RegExp(
  `${OPERATION}(?:\\.z80|\\.8080|aseg|cseg|dseg|subttl|maclib|extrn|\\.xlist|\\.lall|\\.sall|title(?![ \\t]+(?:db|defb|dm|defm|equ|dw|ds)\\b))(?=[ \\t\\r;]|$)`,
  "im",
);
/** TASM's preprocessor begins in the first column; other assemblers that have one don't have its data directives. */
const TASM_PREPROCESSOR = /^#(?:define|include|ifdef|ifndef|if|else|endif|defcont)\b/im;
const TASM_DIRECTIVE = new RegExp(
  `${OPERATION}\\.(?:org|equ|db|dw|ds|byte|word|block|fill|text|end)\\b`,
  "im",
);
/** zasm has a preprocessor that looks the same. */
const ZASM = /^#(?:target|code|data|local)\b/im;

/**
 * The dialect of a source.
 * @param around that of the file that includes it, if any: a dialect reaches all files of a program
 */
export function dialectOf(text: string, isLatin1: boolean, around: Dialect = OWN): Dialect {
  const isMicrosoft = around.foldsCase || MICROSOFT.test(text);
  const isTasm = TASM_PREPROCESSOR.test(text) && TASM_DIRECTIVE.test(text) && !ZASM.test(text);
  const isLeftToRight = around.binding === "left to right" || isTasm;
  return {
    foldsCase: isMicrosoft,
    plainDots: isMicrosoft,
    plainStrings: isMicrosoft,
    binding: isLeftToRight ? "left to right" : isMicrosoft ? "microsoft" : "c",
    isLatin1,
  };
}
