/**
 * Which word of a line names its operation. `.org` and `#include` are org and include; a word that is a directive in
 * some assembler only may be a label all the same, and is one where nothing else makes sense.
 */

import { MNEMONICS } from "./form.js";
import { isOperationWord, isWeak } from "./keywords.js";
import type { Token } from "./lexer.js";

function isColon(token: Token | undefined): boolean {
  return token?.kind === "symbol" && token.text === ":";
}

/** Words that a preprocessor has behind its `#`. */
const PREPROCESSOR = /^#[ \t]*(include|define|undef|if|ifdef|ifndef|else|elseif|endif|end)$/;
/** `.set` is never the instruction. */
const DOTTED: Readonly<Record<string, string>> = { ".set": "aset", "*include": "include", "*get": "include" };

/** The directive or block word that a token writes, with or without a dot; nothing if it's none. */
function operationWord(token: Token | undefined): string | undefined {
  if (token?.kind !== "name") return undefined;
  const { lower } = token;
  const word = DOTTED[lower] ?? PREPROCESSOR.exec(lower)?.[1] ?? lower.replace(/^\./, "");
  return isOperationWord(word) ? word : undefined;
}

function isDotted({ lower }: Token): boolean {
  return lower[0] === ".";
}

/** Directives whose text may look like an operation: `title db utilities`. */
const FREE_TEXT = new Set(["title", "subttl", "sbttl", "name", "heading", "printx", "echo", "com"]);

/** Directives before a file's name, which may have a drive before a colon. */
const FILE_WORDS = new Set(["include", "maclib", "incbin", "define"]);

/** Words behind which any name may stand; and what a preprocessor marks is no label. */
const NEVER_LABELS = new Set(["define", "undef", "defc"]);

/** True if the word that begins a line is a label there, though it could be an operation. */
function isLabel(tokens: readonly Token[], word: string, used: ReadonlySet<string>): boolean {
  const [first, second] = tokens;
  if (isColon(second)) return true;
  if (/^[#*]/.test(first.text)) return false;
  if (isDotted(first) ? first.start > 0 : !isWeak(word) || NEVER_LABELS.has(word)) return false;
  if (second === undefined) return first.start === 0 && used.has(first.text);
  if (second.text === "=" && second.kind === "symbol") return true;
  const next = operationWord(second) ?? (second.kind === "name" && MNEMONICS.has(second.lower));
  return next !== false && !(FREE_TEXT.has(word) && first.start > 0);
}

/** Position of the operation, if the line has one that isn't first. */
function positionBehindLabel(tokens: readonly Token[]): number {
  if (tokens[0]?.kind !== "name") return -1;
  return isColon(tokens[1]) ? 2 : 1;
}

/**
 * A line's tokens with the words that name operations as the tables have them: in lower case, without a dot, by
 * `lower`. A word that is a label has nothing there that a table knows.
 * @param used names that the file uses as values
 */
export function nameOperations(tokens: readonly Token[], used: ReadonlySet<string>): readonly Token[] {
  const first = operationWord(tokens[0]);
  if (first !== undefined && !isLabel(tokens, first, used)) return withMeaning(tokens, 0, first);
  const at = positionBehindLabel(tokens);
  const isBehindLabel = at === 2 || first !== undefined || !MNEMONICS.has(tokens[0]?.lower ?? "");
  const word = at > 0 && isBehindLabel ? operationWord(tokens[at]) : undefined;
  const named = word === undefined ? tokens : withMeaning(tokens, at, word);
  return first === undefined ? named : withMeaning(named, 0, ` ${first}`);
}

/** True if the line's operation reads its text itself: what looks like a separator is none. */
export function readsText(tokens: readonly Token[]): boolean {
  const words = [operationWord(tokens[0]), operationWord(tokens[positionBehindLabel(tokens)])];
  return words.some((word) => word !== undefined && (FREE_TEXT.has(word) || FILE_WORDS.has(word)));
}

function withMeaning(tokens: readonly Token[], at: number, lower: string): readonly Token[] {
  return tokens[at].lower === lower ? tokens : tokens.with(at, { ...tokens[at], lower });
}

/** Adds the names that a line uses as values, of those that could be operations. */
export function addUsed(tokens: readonly Token[], used: Set<string>): void {
  const isMnemonic = tokens[0]?.kind === "name" && MNEMONICS.has(tokens[0].lower);
  const from = isMnemonic || operationWord(tokens[0]) !== undefined ? 1 : positionBehindLabel(tokens) + 1;
  for (const token of tokens.slice(Math.max(from, 1)))
    if (operationWord(token) !== undefined) used.add(token.text);
}
