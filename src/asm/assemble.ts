/** Source to program: passes until every symbol stays where it is. */

import { InputError } from "../base/input-error.js";
import { buildTree } from "./blocks.js";
import { AssemblyError, diagnose } from "./diagnostics.js";
import { Fault } from "./fault.js";
import { Files, type SourceResolver } from "./files.js";
import { formatFlat } from "./flatten.js";
import { lex } from "./lexer.js";
import { formatListing } from "./listing.js";
import { type AssembledLine, Pass } from "./pass.js";
import { sourceLines } from "./source.js";
import { checkSymbolName } from "./statement.js";
import { formatSymbolFile } from "./symbol-file.js";
import type { SymbolValues } from "./symbols.js";
import { walkProgram } from "./walk.js";

export interface AssembleOptions {
  /** Name of the source, as messages and includes see it. */
  readonly file: string;
  /** Finds what the source includes; without it, it can include nothing. */
  readonly resolve?: SourceResolver;
  /** Symbols defined before the first line. */
  readonly define?: Readonly<Record<string, number>>;
}

export interface Assembly {
  /** Address of the first byte. */
  readonly origin: number;
  /** From the lowest address that holds a byte to the highest; gaps are 0. */
  readonly bytes: Uint8Array;
  /** In the order of their definition; a local label with its parent's name. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Every line as assembled, includes and macro calls unfolded. */
  readonly lines: readonly AssembledLine[];
  /** Address, bytes, T-states and source of each line, then the symbols. */
  listing(): string;
  /** A line `NAME: equ 01234h` a symbol; {@link parseSymbolFile} reads it. */
  symbolFile(): string;
  /** The source as one text without includes, macros, repetitions and conditions, for other assemblers. */
  flatSource(): string;
}

/** Passes before the assembler says that the program never settles. */
const MOST_PASSES = 50;

function definedOnly(values: SymbolValues): Map<string, number> {
  return new Map([...values].filter((entry): entry is [string, number] => entry[1] !== undefined));
}

function finish(pass: Pass, define: Readonly<Record<string, number>>): Assembly {
  const symbols = definedOnly(pass.symbols.values());
  return {
    origin: pass.image.origin,
    bytes: pass.image.contents,
    symbols,
    lines: pass.lines,
    listing: () => formatListing(pass.lines, pass.image, symbols),
    symbolFile: () => formatSymbolFile(symbols),
    flatSource: () => formatFlat(pass.lines, pass.image, symbols, define),
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
 * @throws AssemblyError with every mistake found
 */
export function assemble(text: string, options: AssembleOptions): Assembly {
  const { file, resolve, define = {} } = options;
  checkDefined(define);
  const source = sourceLines(file, text);
  const tree = buildTree(source);
  const files = new Files(resolve);
  let before: Pass | undefined;
  for (let round = 1; ; round++) {
    const pass = new Pass(before, define, files);
    const isWhole = walkProgram(pass, tree);
    const unsettled = pass.symbols.unsettled();
    const isSettled = before !== undefined && unsettled === undefined;
    if (isWhole && !isSettled && round < MOST_PASSES) {
      before = pass;
      continue;
    }
    if (pass.diagnostics.length > 0) throw new AssemblyError(pass.diagnostics);
    if (unsettled === undefined) return finish(pass, define);
    const { name, line } = unsettled;
    const what = `symbol ${name} is another in each of ${MOST_PASSES} passes; its place or value depends on itself`;
    throw new AssemblyError([diagnose(new Fault(what, { start: 0, end: 1 }), line ?? source[0], undefined)]);
  }
}
