/** Reports of mistakes: place, message, the source line with a caret, and the calls and includes that led there. */

import { InputError } from "../base/input-error.js";
import { shownLines } from "../base/shown.js";
import type { Fault } from "./fault.js";
import { type Foreign, is8080 } from "./foreign.js";
import type { Frame, SourceLine } from "./source.js";

export interface Diagnostic {
  readonly file: string;
  /** From 1, both. */
  readonly line: number;
  readonly column: number;
  /** Characters that the caret underlines. */
  readonly length: number;
  readonly message: string;
  readonly source: string;
  /** True if it follows from another mistake. */
  readonly isConsequence: boolean;
  /** Says that the source is for another tool. */
  readonly about: Foreign | undefined;
  /** The line's operation or symbol that is wrong, as written. */
  readonly word: string;
  /** "in macro SAVE, called from main.asm:12", innermost first. */
  readonly trail: readonly string[];
}

/** Most diagnostics printed in full; of the others, only the number is printed. */
const MOST_SHOWN = 20;
/** Lines of a trail printed. */
const LONGEST_TRAIL = 8;

export function diagnose(fault: Fault, line: SourceLine, frame: Frame | undefined): Diagnostic {
  const trail: string[] = [];
  for (let at = frame; at; at = at.parent) trail.push(`${at.how} from ${at.line.place}`);
  const start = Math.min(fault.span.start, line.text.length);
  return {
    file: line.file,
    line: line.number,
    column: start + 1,
    length: Math.max(1, Math.min(fault.span.end, line.text.length) - start),
    message: fault.message,
    source: line.text,
    isConsequence: fault.isConsequence,
    about: fault.about,
    word: line.text.slice(start, fault.span.end),
    trail,
  };
}

/** A diagnostic as printed: several lines, no newline at the end. */
export function renderDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, length, message, source, trail } = diagnostic;
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, " ");
  const shown = trail.slice(0, LONGEST_TRAIL).map((step) => `  ${step}`);
  if (trail.length > LONGEST_TRAIL) shown.push(`  … and ${trail.length - LONGEST_TRAIL} more`);
  return [
    `${file}:${line}:${column}: error: ${message}`,
    `  ${source}`,
    `  ${indent}${"^".repeat(length)}`,
    ...shown,
  ].join("\n");
}

function renderAll(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.slice(0, MOST_SHOWN).map(renderDiagnostic);
  const count = diagnostics.length;
  if (count > MOST_SHOWN) shown.push(`… and ${count - MOST_SHOWN} more errors`);
  return shown.join("\n");
}

/** From this many lines with other mnemonics or unknown macros, if they are half of all, one message replaces them. */
const FEWEST_8080 = 3;
const FEWEST_UNKNOWN = 5;
/** From this many lines with 8080 mnemonics, the source is 8080's, however many other mistakes it has. */
const MANY_8080 = 10;
/** Unknown words that are named. */
const MOST_NAMED = 5;

/** The first of the mistakes that tell the same of their source, with a message for all of them. */
function summary(about: readonly Diagnostic[], message: (words: string) => string): readonly Diagnostic[] {
  const words = wordsOf(about);
  const named = words.slice(0, MOST_NAMED).join(", ") + (words.length > MOST_NAMED ? ", …" : "");
  return [{ ...about[0], message: message(named) }];
}

function wordsOf(diagnostics: readonly Diagnostic[]): string[] {
  return [...new Set(diagnostics.map(({ word }) => word.toLowerCase()))];
}

/** One mistake in place of all, if the source isn't for this assembler. */
function summarize(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const foreign = found.find(({ about }) => about === "linker" || about === "assembler");
  if (foreign !== undefined) return [foreign];
  // what a missing file would have defined isn't told too
  if (found.some(({ about }) => about === "file"))
    return found.filter(({ about }) => about !== "symbol" && about !== "macro");
  const mnemonics = found.filter(({ about }) => about === "8080");
  const isHalf = ({ length }: readonly Diagnostic[]) => length * 2 >= found.length;
  if (mnemonics.length >= MANY_8080 || (mnemonics.length >= FEWEST_8080 && isHalf(mnemonics))) {
    const processor = is8080(wordsOf(mnemonics)) ? "8080 mnemonics" : "mnemonics of another processor";
    return summary(
      mnemonics,
      (words) =>
        `this source is in ${processor} (${words}; ${mnemonics.length} lines); zmlm asm reads Zilog's`,
    );
  }
  const macros = found.filter(({ about }) => about === "macro");
  if (macros.length < FEWEST_UNKNOWN || wordsOf(macros).length < FEWEST_8080 || !isHalf(macros)) return found;
  return summary(
    macros,
    (words) =>
      `${macros.length} lines call what this source doesn't define (${words}): include the file with these macros, or use the assembler that has them`,
  );
}

/** Thrown with all mistakes of a source; the message is ready to print. */
export class AssemblyError extends InputError {
  readonly diagnostics: readonly Diagnostic[];

  /** @param found at least one; those that only follow from others are left out */
  constructor(found: readonly Diagnostic[]) {
    const causes = found.filter((diagnostic) => !diagnostic.isConsequence);
    const diagnostics = summarize(causes.length > 0 ? causes : found);
    super(renderAll(diagnostics), {}, shownLines);
    this.diagnostics = diagnostics;
  }
}
