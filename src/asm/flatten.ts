/**
 * A source and everything it includes as one text, comments kept. Local labels get their parent's name, since
 * other assemblers have no such labels, or scope them otherwise; and every label gets a colon, since some ask
 * for it.
 */

import { hex } from "../base/hex.js";
import { type AssembleOptions, assembleProgram, type Program } from "./assemble.js";
import { isEnd } from "./blocks.js";
import { DIRECTIVE_SPELLINGS } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { AssembledLine } from "./pass.js";
import type { SourceLine } from "./source.js";
import { UNIQUE_MARK } from "./symbols.js";

const BYTES_A_ROW = 16;

/** Position of the word `include` or `incbin` in a line: first, or behind a label. */
function fileWord(line: SourceLine): Token | undefined {
  return line.lexed.tokens
    .slice(0, 3)
    .find((token) => token.kind === "name" && ["include", "incbin"].includes(token.lower));
}

function dataRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_ROW) {
    const row = Array.from(bytes.subarray(at, at + BYTES_A_ROW), (byte) => `0${hex(byte, 2)}h`);
    rows.push(`        db ${row.join(",")}`);
  }
  return rows;
}

/** Directives that take their name without a colon. */
const WITHOUT_COLON = new Set([":", "=", "defl"]);

/** The line with `.name` written as `parent.name`, and a colon behind its label. */
function withFullNames({ line, label, parent }: AssembledLine): string {
  const { tokens } = line.lexed;
  if (parent.includes(UNIQUE_MARK)) return line.text;
  let text = "";
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "name") continue;
    const isLocal = token.text[0] === "." && !DIRECTIVE_SPELLINGS.has(token.lower);
    text += line.text.slice(at, token.start) + (isLocal ? parent : "") + token.text;
    at = token.end;
    const isLabel = token.start === label?.start;
    if (isLabel && !WITHOUT_COLON.has(tokens[index + 1]?.lower ?? "")) text += ":";
  }
  return text + line.text.slice(at);
}

class Flattener {
  readonly #program: Program;
  readonly #assembled = new Map<SourceLine, AssembledLine>();

  constructor(program: Program) {
    this.#program = program;
    for (const assembled of program.assembly.lines)
      if (!this.#assembled.has(assembled.line)) this.#assembled.set(assembled.line, assembled);
  }

  flatten(lines: readonly SourceLine[], isMain: boolean): string[] {
    const rows: string[] = [];
    for (const line of lines) {
      const word = fileWord(line);
      const assembled = this.#assembled.get(line);
      if (assembled !== undefined && isEnd(line)) {
        if (isMain) rows.push(line.text);
        break;
      }
      rows.push(...this.#flattenLine(line, assembled, word));
    }
    return rows;
  }

  #flattenLine(line: SourceLine, assembled: AssembledLine | undefined, word: Token | undefined): string[] {
    if (word === undefined || !this.#namesFile(line, word))
      return [assembled === undefined ? line.text : withFullNames(assembled)];
    const label = line.text.slice(0, word.start).trim().replace(/:$/, "");
    const head = label === "" ? [] : [`${label}:`];
    const comment = `; ${line.text.slice(word.start)}`;
    if (assembled === undefined) return [...head, comment];
    if (assembled.included !== undefined)
      return [...head, comment, ...this.flatten(this.#program.files.lines(assembled.included)!, false)];
    const bytes = this.#program.image.slice(assembled.start, assembled.length);
    return [...head, comment, ...dataRows(bytes)];
  }

  #namesFile(line: SourceLine, word: Token): boolean {
    return line.lexed.tokens[line.lexed.tokens.indexOf(word) + 1]?.kind === "string";
  }
}

/**
 * One self-contained source. pasmo and z80asm take it too if it keeps to what they know: labels, `equ`, `org`,
 * `db`, `dw`, `ds`, `if`, `else`, `endif`.
 * @throws AssemblyError if the source doesn't assemble
 */
export function flattenIncludes(source: string, options: AssembleOptions): string {
  const program = assembleProgram(source, options);
  const defined = Object.entries(options.define ?? {}).map(([name, value]) => `${name}: equ ${value}`);
  const rows = [...defined, ...new Flattener(program).flatten(program.source, true)];
  return `${rows.join("\n")}\n`;
}
