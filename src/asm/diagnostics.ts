/** Reports of mistakes: place, message, the source line with a caret, and the calls and includes that led there. */

import { InputError } from "../base/input-error.js";
import { shownLines } from "../base/shown.js";
import type { Fault } from "./fault.js";
import type { Foreign } from "./foreign.js";
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

/** From this many lines with 8080 mnemonics, or kinds of unknown operations, one message replaces them. */
const FEWEST_8080 = 3;
const FEWEST_UNKNOWN = 5;
/** From this many lines with 8080 mnemonics, the source is 8080's, however many other mistakes it has. */
const MANY_8080 = 10;
/** Unknown words that are named. */
const MOST_NAMED = 5;

/** One mistake in place of all, if the source isn't for this assembler. */
function summarize(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const foreign = found.find(({ about }) => about === "linker" || about === "assembler");
  if (foreign !== undefined) return [foreign];
  const summary = (about: Foreign, message: (count: number, words: string) => string, fewest: number) => {
    const of = found.filter((diagnostic) => diagnostic.about === about);
    const words = [...new Set(of.map(({ word }) => word.toLowerCase()))];
    if (
      of.length < fewest ||
      words.length < Math.min(fewest, FEWEST_8080) ||
      (of.length * 2 < found.length && of.length < MANY_8080)
    )
      return undefined;
    const named = words.slice(0, MOST_NAMED).join(", ") + (words.length > MOST_NAMED ? ", …" : "");
    return [{ ...of[0], message: message(of.length, named) }];
  };
  return (
    summary(
      "8080",
      (count, words) => `this source is in 8080 mnemonics (${words}; ${count} lines); zmlm asm reads Zilog's`,
      FEWEST_8080,
    ) ??
    summary(
      "macro",
      (count, words) =>
        `${count} lines call what this source doesn't define (${words}): include the file with these macros, or use the assembler that has them`,
      FEWEST_UNKNOWN,
    ) ??
    found
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
