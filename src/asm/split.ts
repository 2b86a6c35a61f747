/**
 * Several statements on a line: `ld a,b : ret` as on the Spectrum and the CPC, `ld a,b \ ret` as TASM and zmac have
 * it. Each becomes a line of its own, in its columns.
 */

import { FORMS } from "./form.js";
import type { LexedLine, Token } from "./lexer.js";
import { readsText } from "./operations.js";

/** Mnemonics of instructions without operands: `ret : nop` starts with no label. */
const WITHOUT_OPERANDS = new Set(
  FORMS.filter(({ operands }) => operands.length === 0).map(({ mnemonic }) => mnemonic),
);

/** Characters of a line that may hold several statements: each of them keeps the columns of all before it. */
const LONGEST_LINE = 4096;

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}

/**
 * True if the colon at `at` ends the label of the statement that starts at `start`: a line has one, but for TASM, whose
 * backslash is as good as a line's end.
 */
function endsLabel(tokens: readonly Token[], start: number, at: number): boolean {
  const first = tokens[start];
  if (start > 0 && tokens[start - 1].text !== "\\") return false;
  // a name, or parts that a macro joins
  const isName = tokens
    .slice(start, at)
    .every(({ kind, text }) => kind === "name" || kind === "number" || text === "##" || text === "&");
  const isOneWord = tokens
    .slice(start, at)
    .every((token, index) => token.end === tokens[start + index + 1].start || start + index + 1 === at);
  if (!isName || !isOneWord) return false;
  const isInstruction = at === start + 1 && first.start > 0 && WITHOUT_OPERANDS.has(first.lower);
  return !(isInstruction && tokens[at + 1] !== undefined);
}

/** Positions of the tokens that part statements. */
function separators(tokens: readonly Token[]): number[] {
  const found: number[] = [];
  let start = 0;
  let depth = 0;
  let isChoice = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "symbol") continue;
    if (token.text === "(" || token.text === "[") depth++;
    else if (token.text === ")" || token.text === "]") depth--;
    else if (token.text === "?") isChoice = true;
    const isColon =
      token.text === ":" && depth === 0 && !isChoice && at > start && !endsLabel(tokens, start, at);
    if (!isColon && token.text !== "\\") continue;
    found.push(at);
    start = at + 1;
    depth = 0;
    isChoice = false;
  }
  return found;
}

/** The statements of a line; the line itself if it's one. */
export function splitStatements(line: LexedLine): LexedLine[] {
  const { text, tokens } = line;
  if (text.length > LONGEST_LINE) return [line];
  const hasMany = tokens.some((token) => isSymbol(token, ":") || isSymbol(token, "\\"));
  const cuts = hasMany && !readsText(tokens) ? separators(tokens) : [];
  if (cuts.length === 0) return [line];
  return [...cuts, tokens.length].map((end, index): LexedLine => {
    const first = index === 0 ? 0 : cuts[index - 1] + 1;
    const isLast = end === tokens.length;
    const from = index === 0 ? 0 : tokens[first - 1].end;
    const part = " ".repeat(from) + text.slice(from, isLast ? text.length : tokens[end].start);
    return {
      ...(isLast && line.fault && { fault: line.fault }),
      text: part,
      tokens: tokens.slice(first, end),
    };
  });
}
