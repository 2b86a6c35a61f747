/** Assembles a source: makes passes until no symbol's value changes. */

import { InputError } from "../base/input-error.js";
import { AssemblyError, type Diagnostic, diagnose } from "./diagnostics.js";
import { Fault } from "./fault.js";
import { Files, type SourceResolver } from "./files.js";
import { formatFlat } from "./flatten.js";
import { lex } from "./lexer.js";
import { formatListing } from "./listing.js";
import { ParsedFiles } from "./parsed-files.js";
import { type AssembledLine, Pass } from "./pass.js";
import type { SourceLine } from "./source.js";
import { readSource, type SourceText } from "./source-text.js";
import { checkSymbolName } from "./statement.js";
import { formatSymbolFile } from "./symbol-file.js";
import type { SymbolValues } from "./symbols.js";
import { walkProgram } from "./walk.js";

export interface AssembleOptions {
  /** Name of the source, for messages and for files beside it. */
  readonly file: string;
  /** Finds included files; without it, the source can include none. */
  readonly resolve?: SourceResolver;
  /** Symbols defined before the first line. */
  readonly define?: Readonly<Record<string, number>>;
  /** Files parsed for earlier assemblies, and for later ones. */
  readonly parsed?: ParsedFiles;
}

export interface Assembly {
  /** Address of the first byte. */
  readonly origin: number;
  /** From the lowest address that holds a byte to the highest; gaps are 0. */
  readonly bytes: Uint8Array;
  /** In the order of their definition; a local label with its parent's name. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Warnings: nothing is wrong, but the author should know. The message is complete without the line. */
  readonly warnings: readonly Diagnostic[];
  /** Every assembled line, with includes and macro calls expanded. */
  readonly lines: readonly AssembledLine[];
  /** Address, bytes, T-states and source of each line, then the symbols. */
  listing(): string;
  /** A line `NAME: equ 01234h` a symbol; {@link parseSymbolFile} reads it. */
  symbolFile(): string;
  /**
   * The source as one text without includes, macros, repetitions and conditions, for other assemblers.
   * @param prefix goes before the name of each symbol; none unless told
   */
  flatSource(prefix?: string): string;
}

/** Most passes; after these, the program counts as one whose symbols never settle. */
const MOST_PASSES = 50;

function definedOnly(values: SymbolValues): Map<string, number> {
  return new Map([...values].filter((entry): entry is [string, number] => entry[1] !== undefined));
}

/** Warnings: remarks on the whole source, and one for all skipped words. */
function warningsOf({ skipped, lines, files }: Pass, remarks: readonly string[]): Diagnostic[] {
  const warning = (message: string, line: SourceLine) =>
    diagnose(new Fault(message, { start: 0, end: 1 }), line, undefined);
  const ordered =
    files.dialect.binding === "left to right"
      ? ["operators bind from left to right, as TASM has it", ...remarks]
      : remarks;
  const warnings = lines.length > 0 ? ordered.map((remark) => warning(remark, lines[0].line)) : [];
  const [first] = skipped.values();
  if (first === undefined) return warnings;
  return [
    ...warnings,
    warning(`skipped, since they change no byte: ${[...skipped.keys()].join(", ")}`, first),
  ];
}

function finish({ pass, define }: Outcome, remarks: readonly string[]): Assembly {
  const symbols = definedOnly(pass.symbols.values());
  return {
    origin: pass.image.origin,
    bytes: pass.image.contents,
    symbols,
    warnings: warningsOf(pass, remarks),
    lines: pass.lines,
    listing: () => formatListing(pass.lines, pass.image, symbols),
    symbolFile: () => formatSymbolFile(symbols),
    flatSource: (prefix) => formatFlat(pass.lines, pass.image, symbols, define, prefix),
  };
}

/** @throws InputError if one of the names can't be a symbol's */
function checkDefined(define: Readonly<Record<string, number>>): void {
  for (const name of Object.keys(define)) {
    const [token, ...more] = lex(name).tokens;
    try {
      if (token?.kind !== "name" || token.text !== name || more.length > 0)
        throw new Fault("this isn't a name", { start: 0, end: 1 });
      checkSymbolName(token);
    } catch (error) {
      if (error instanceof Fault) throw new InputError(`can't define ${name}: ${error.message}`);
      throw error;
    }
  }
}

/**
 * Assembles a source.
 * @param source text, or the bytes of a file: UTF-8, or Latin-1
 * @throws AssemblyError with every mistake found; InputError if the source isn't text
 */
export function assemble(source: string | Uint8Array, options: AssembleOptions): Assembly {
  checkDefined(options.define ?? {});
  const read = readSource(source);
  if (read === undefined)
    throw new InputError("this is not a text file; give UTF-8 text", { file: options.file });
  const first = runPasses(read, options);
  if (first.found === undefined) return finish(first, []);
  if (read.dialect.foldsCase || !first.pass.symbols.ignoresCase) throw new AssemblyError(first.found);
  const again = runPasses({ ...read, dialect: { ...read.dialect, foldsCase: true } }, options);
  if (again.found !== undefined) throw new AssemblyError(first.found);
  const [name] = first.pass.symbols.unknown.keys();
  return finish(again, [
    `names are the same in any case, since ${name} and others are written in several ways`,
  ]);
}

/** The last pass over a program. */
interface Outcome {
  readonly pass: Pass;
  readonly define: Readonly<Record<string, number>>;
  /** What is wrong; empty if it assembled. */
  readonly found?: readonly Diagnostic[];
}

function runPasses(source: SourceText, options: AssembleOptions): Outcome {
  const { file, resolve, define = {}, parsed = new ParsedFiles() } = options;
  const { dialect } = source;
  const { lines, tree } = parsed.parse(file, source);
  const files = new Files(resolve, dialect, parsed);
  const defined = dialect.foldsCase ? inCapitals(define) : define;
  let before: Pass | undefined;
  for (let round = 1; ; round++) {
    const pass = new Pass(before, defined, files);
    const isWhole = walkProgram(pass, tree);
    pass.equates.settle(pass.symbols);
    const unsettled = pass.symbols.unsettled();
    const isSettled = before !== undefined && unsettled === undefined;
    if (isWhole && !isSettled && round < MOST_PASSES) {
      before = pass;
      continue;
    }
    if (pass.diagnostics.length > 0) return { pass, define: defined, found: pass.diagnostics };
    if (unsettled === undefined) return { pass, define: defined };
    const { name, line } = unsettled;
    const what = `symbol ${name} is another in each of ${MOST_PASSES} passes; its place or value depends on itself`;
    const fault = new Fault(what, { start: 0, end: 1 });
    return { pass, define: defined, found: [diagnose(fault, line ?? lines[0], undefined)] };
  }
}

function inCapitals(define: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(define).map(([name, value]) => [name.toUpperCase(), value]));
}
