/**
 * Pair files: text to question and answer pairs, and back.
 *
 * A line is `question|answer`. Blank lines don't count, and lines that begin with `#` are comments, two
 * of which say something about the pairs below them:
 *
 *     #family: greetings      the pairs up to the next #family: are phrasings of one shape
 *     #from: good morning     the pairs up to the next comment or blank line were made from this question
 *
 * A split never parts what belongs together by these two (see split.ts).
 */

import { foldToAscii, isPrintableAscii } from "../base/ascii.js";
import { MAX_QUESTION, MAX_REPLY } from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import { linesOf, MAX_LINE } from "../base/lines.js";

export interface Pair {
  /** Printable ASCII, 1 to 126 characters, in the case it was written in. */
  readonly question: string;
  /** Printable ASCII in upper case, 1 to 50 characters. */
  readonly answer: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The family of phrasings that the file puts it in. */
  readonly family?: string;
  /** The question that this one was made from. */
  readonly origin?: string;
}

/** Most pairs that there may be: what fits in memory with room to spare. */
export const MAX_PAIRS = 3_000_000;
/** Most lines of a file, blank ones and comments among them. */
const MAX_LINES = 10_000_000;

const FAMILY = "#family:";
const ORIGIN = "#from:";

/** A line that is no pair. */
export interface PairFault {
  readonly file: string;
  readonly line: number;
  /** What is wrong; what to do. */
  readonly what: string;
}

/**
 * Reads a pair file.
 * @param text its text, whole or in pieces
 * @param file its name, for messages
 * @throws InputError with the first faulty line and the count of the others, or if there are no pairs
 */
export function readPairs(text: string | Iterable<string>, file: string): Pair[] {
  const { pairs, faults } = scanPairs(text, file);
  const [first, ...others] = faults;
  if (first !== undefined) {
    const rest = others.length === 0 ? "" : ` (and ${others.length} more)`;
    throw new InputError(first.what + rest, { file, line: first.line });
  }
  if (pairs.length === 0)
    throw new InputError("no pairs in this file; write lines of question|answer", { file });
  return pairs;
}

/**
 * Reads what can be read of a pair file, and tells what can't.
 * @param text its text, whole or in pieces
 * @throws InputError where there are more lines than fit in memory
 */
export function scanPairs(
  text: string | Iterable<string>,
  file: string,
): { pairs: Pair[]; faults: PairFault[] } {
  const pairs: Pair[] = [];
  const faults: PairFault[] = [];
  let family: string | undefined;
  let origin: string | undefined;
  let number = 0;
  for (const raw of linesOf(text)) {
    number++;
    if (number > MAX_LINES) throw tooMany(MAX_LINES, file);
    if (raw === "") {
      origin = undefined;
      continue;
    }
    // Folded first: a full-width "|" or "#" is one, too.
    const line = raw.length > MAX_LINE ? raw : foldToAscii(raw.replace(/^\ufeff/, "")).trim();
    if (line === "" || line.startsWith("#")) {
      if (line.startsWith(FAMILY)) family = line.slice(FAMILY.length).trim() || undefined;
      origin = line.startsWith(ORIGIN) ? cleanQuestion(line.slice(ORIGIN.length)) || undefined : undefined;
      continue;
    }
    if (pairs.length + faults.length >= MAX_PAIRS) throw tooMany(MAX_PAIRS, file);
    const sides = line.split("|");
    const question = cleanQuestion(sides[0]);
    const answer = cleanAnswer(sides[1] ?? "");
    const what =
      faultOfLength(line) ?? faultOfShape(sides.length) ?? faultOfQuestion(question) ?? faultOfAnswer(answer);
    if (what !== undefined) faults.push({ file, line: number, what });
    else
      pairs.push({
        question,
        answer,
        file,
        line: number,
        ...(family === undefined ? {} : { family }),
        ...(origin === undefined ? {} : { origin }),
      });
  }
  return { pairs, faults };
}

function tooMany(lines: number, file: string): InputError {
  return new InputError(`more than ${lines.toLocaleString("en")} lines; give fewer at once`, { file });
}

function faultOfLength(line: string): string | undefined {
  if (line.length <= MAX_LINE) return undefined;
  return `more than ${MAX_LINE.toLocaleString("en")} characters in this line; write question|answer`;
}

function faultOfShape(sides: number): string | undefined {
  if (sides === 1) return 'no "|" in this line; write question|answer';
  if (sides > 2) return `${sides - 1} "|" in this line; write question|answer, one pair a line`;
  return undefined;
}

/** A question as the encoder gets it: ASCII, no blanks around it, `?` for what has no ASCII form. */
export function cleanQuestion(question: string): string {
  return foldToAscii(question)
    .replace(/\s/gu, " ")
    .trim()
    .replace(/[^ -~]/gu, "?");
}

/** A reply as the machine prints it, but for characters that it can't. */
export function cleanAnswer(answer: string): string {
  return foldToAscii(answer).trim().toUpperCase();
}

/** What keeps a cleaned question out of a pair file; undefined if nothing. */
export function faultOfQuestion(question: string): string | undefined {
  if (question === "") return 'nothing before the "|"; write the question there';
  if (question.length > MAX_QUESTION)
    return `the question has ${question.length} characters and only ${MAX_QUESTION} count; shorten it`;
  return undefined;
}

/** What keeps a cleaned reply out of a pair file; undefined if nothing. */
export function faultOfAnswer(answer: string): string | undefined {
  if (answer === "") return 'nothing after the "|"; write the reply there';
  if (answer.length > MAX_REPLY)
    return `the reply has ${answer.length} characters, the most is ${MAX_REPLY}; shorten it`;
  if (!isPrintableAscii(answer)) {
    const odd = Array.from(answer).find((character) => !isPrintableAscii(character))!;
    return `the reply has ${describe(odd)}, which CP/M can't print; use ASCII`;
  }
  return undefined;
}

function describe(character: string): string {
  const code = character.codePointAt(0)!;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return code < 0xa0 ? name : `"${character}" (${name})`;
}

/** Writes pairs as {@link readPairs} reads them, families and origins included; file and line are not kept. */
export function formatPairs(pairs: Iterable<Pair>): string {
  const lines: string[] = [];
  let family: string | undefined;
  let origin: string | undefined;
  for (const pair of pairs) {
    if (pair.family !== family)
      lines.push(...(lines.length > 0 ? [""] : []), `${FAMILY} ${pair.family ?? ""}`.trim());
    if (pair.origin !== origin || pair.family !== family) {
      if (pair.origin !== undefined) lines.push(`${ORIGIN} ${pair.origin}`);
      else if (origin !== undefined && pair.family === family) lines.push("");
    }
    ({ family, origin } = pair);
    lines.push(`${pair.question}|${pair.answer}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** The key that questions are the same by: any case, any blanks. */
export function questionKey(question: string): string {
  return question.toLowerCase().replace(/ +/g, " ").trim();
}

/** Each distinct question's key, with its answers and how many lines give each; in order of appearance. */
export function distinctQuestions(pairs: Iterable<Pair>): Map<string, Map<string, number>> {
  const questions = new Map<string, Map<string, number>>();
  for (const { question, answer } of pairs) {
    const key = questionKey(question);
    const answers = questions.get(key) ?? new Map<string, number>();
    questions.set(key, answers.set(answer, (answers.get(answer) ?? 0) + 1));
  }
  return questions;
}

/** The pairs of each answer, in order of appearance. */
export function groupByAnswer(pairs: Iterable<Pair>): Map<string, Pair[]> {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const group = groups.get(pair.answer);
    if (group === undefined) groups.set(pair.answer, [pair]);
    else group.push(pair);
  }
  return groups;
}
