/**
 * A program's source as one text that needs no other file and no macros: what was assembled, line by line.
 *
 * Includes stand in place, macros and repetitions are written out, conditions are gone with what they leave out,
 * `incbin` is `db` lines. What they were stays as a comment, and so do the comments of the source. Labels are
 * written in a way that other assemblers take: local ones with their parent's name, those that a macro made
 * unique with a number, each with a colon.
 */

import { hex } from "../base/hex.js";
import { FlatNames } from "./flat-names.js";
import type { Image } from "./image.js";
import type { Directive } from "./keywords.js";
import type { Token } from "./lexer.js";
import { commentOf, lineText, type Written } from "./line-text.js";
import { numberText } from "./number-text.js";
import { bindsOtherwise } from "./operators.js";
import type { AssembledLine } from "./pass.js";

const BYTES_A_ROW = 16;

/** Directives that have had their effect and stay as comments. */
const SPENT: ReadonlySet<Directive> = new Set<Directive>([
  "include",
  "maclib",
  "assert",
  "error",
  "skip",
  "define",
  "undef",
  "radix",
  "exitm",
]);

/** Directives that other assemblers don't have: their bytes replace them. */
const AS_BYTES: ReadonlySet<Directive> = new Set<Directive>(["incbin", "dc", "asciz", "dd", "fill"]);

/**
 * The lines of a finished pass as such a text.
 * @param define symbols that the caller defined; they are written before the first line
 * @param prefix goes before the name of each symbol
 */
export function formatFlat(
  lines: readonly AssembledLine[],
  image: Image,
  symbols: ReadonlyMap<string, number>,
  define: Readonly<Record<string, number>>,
  prefix = "",
): string {
  const names = new FlatNames(lines, symbols, prefix);
  const rows = Object.entries(define).map(([name, value]) => `${prefix}${name}: equ ${value}`);
  for (const line of lines) rows.push(...flatRows(line, image, names));
  return `${rows.join("\n")}\n`;
}

function flatRows(assembled: AssembledLine, image: Image, names: FlatNames): string[] {
  const { line, block, tokens, label, operation } = assembled;
  const head = label === undefined ? [] : [`${names.textOf(label, assembled)}:`];
  if (tokens === undefined) {
    const isCondition = block !== "macro" && block !== "rept";
    const comment = isCondition ? commentOf(line) : `; ${line.text.trim()}`;
    return comment === "" ? head : [...head, comment];
  }
  const written: Written = { ...assembled, tokens };
  const directive = operation?.kind === "directive" ? operation.directive : undefined;
  if (directive === "defl") return [variableRow(written, names)];
  if (directive === "equ" && (operation!.token.lower === "defc" || isBoundOtherwise(tokens)))
    return [constantRow(written, names)];
  if (directive === "org" && isBoundOtherwise(tokens))
    return [...head, `        org ${numberText(assembled.address, 4)}`];
  if (directive === "local" || (directive === "end" && assembled.depth > 0)) return [];
  const isAsBytes =
    assembled.length > 0 &&
    ((directive !== undefined && AS_BYTES.has(directive)) || isBoundOtherwise(tokens));
  const isComment = operation?.kind === "macro" || (directive !== undefined && SPENT.has(directive));
  if (!isComment && !isAsBytes) return [writeLine(written, names)];
  const indent = operation?.kind === "macro" ? " ".repeat(operation.token.start) : "";
  const comment = `${indent}; ${writeFrom(written, tokens.indexOf(operation!.token), names)}`;
  const data = isAsBytes ? dataRows(image.slice(assembled.start, assembled.length)) : [];
  return [...head, comment, ...data];
}

function dataRows(bytes: Uint8Array): string[] {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_ROW) {
    const row = Array.from(bytes.subarray(at, at + BYTES_A_ROW), (byte) => `0${hex(byte, 2)}h`);
    rows.push(`        db ${row.join(",")}`);
  }
  return rows;
}

/** `name = value` as the next of the symbols that stand for the variable. */
function variableRow(written: Written, names: FlatNames): string {
  const { tokens, label, operation } = written;
  const value = writeFrom(written, tokens.indexOf(operation!.token) + 1, names);
  return `${names.give(label!, written)}: equ ${value}`;
}

/** A constant by its value. */
function constantRow({ label, value, ...written }: Written, names: FlatNames): string {
  return `${names.textOf(label!, written)}: equ ${numberText(value!, 4)} ${commentOf(written.line)}`.trimEnd();
}

/** True if operators bind otherwise here than elsewhere. */
function isBoundOtherwise(tokens: readonly Token[]): boolean {
  const binding = tokens[0]?.binding ?? "c";
  const names = tokens.filter(({ kind }) => kind !== "string").map(({ lower }) => lower);
  return binding !== "c" && bindsOtherwise(names, binding);
}

/** The whole line as other assemblers read it. */
function writeLine(written: Written, names: FlatNames): string {
  return lineText(written, (token, next) => {
    const text = names.textOf(token, written);
    return token === written.label && next?.text !== ":" ? `${text}:` : text;
  });
}

/** The line from a token on. */
function writeFrom(written: Written, first: number, names: FlatNames): string {
  return lineText(written, (token) => names.textOf(token, written), first);
}
