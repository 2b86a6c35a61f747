/**
 * Pair files: text to question and answer pairs, and back.
 *
 *     const pairs = readPairs("hello|hi\n", "pairs.txt");       // [{ question: "hello", answer: "HI", … }]
 *     const text = formatPairs(pairs);
 *
 * A line is `question|answer`. Blank lines don't count. Lines that begin with `#` are comments; two kinds of
 * comment describe the pairs below them:
 *
 *     #family: greetings      the pairs up to the next #family: are phrasings of one shape
 *     #from: good morning     the pairs up to the next comment or blank line were made from this question
 *
 * A split keeps pairs that these two connect on one side (see split.ts).
 */

import { foldToAscii } from "../base/ascii.js";
import { InputError } from "../base/input-error.js";
import { linesOf, MAX_LINE } from "../base/lines.js";
import { isHeader } from "./convert/columns.js";
import { detectFormat, FORMAT_TITLES, type FormatName } from "./convert/format.js";
import { cleanAnswer, cleanQuestion, faultOfAnswer, faultOfQuestion, hasLostLetters } from "./sides.js";

export interface Pair {
  /** Printable ASCII, 1 to 126 characters, in the case it was written in. */
  readonly question: string;
  /** Printable ASCII in upper case, 1 to 50 characters. */
  readonly answer: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The family of phrasings that the file names for it. */
  readonly family?: string;
  /** The question that this one was made from. */
  readonly origin?: string;
}

/** Most pairs: as many as fit in memory with room to spare. */
export const MAX_PAIRS = 3_000_000;
/** Most lines in a file, including blank ones and comments. */
const MAX_LINES = 10_000_000;

/** Lines at the start of a file from which its format is detected. */
const HEAD_LINES = 200;

/** A side that stands in quotes as a whole. */
const QUOTED = /^(["']).*\1$/;

const FAMILY = "#family:";
const ORIGIN = "#from:";

/** A fault of a line: it is no pair, or the machine reads it otherwise than its writer meant it. */
export interface PairFault {
  readonly file: string;
  readonly line: number;
  /** What is wrong, a semicolon, what to do. */
  readonly what: string;
}

/** Contents of a pair file. */
export interface PairScan {
  readonly pairs: Pair[];
  /** Lines that are no pairs. */
  readonly faults: PairFault[];
  /** Lines whose question has letters without ASCII form: the machine reads "?" for each of them. */
  readonly lost: PairFault[];
  /** Lines with a side in quotes, which the machine takes for characters like others. */
  readonly quoted: PairFault[];
  /** The header line that names the two sides, which is no pair; undefined if the file has none. */
  readonly header: PairFault | undefined;
  /** The file's format if it is another one; undefined for a pair file. */
  readonly foreign: FormatName | undefined;
}

/**
 * Reads a pair file.
 * @param text its text, whole or in pieces
 * @param file its name, for messages
 * @throws InputError with the first faulty line and the count of the others, or if there are no pairs
 */
export function readPairs(text: string | Iterable<string>, file: string): Pair[] {
  const scan = scanPairs(text, file);
  assertPairs(scan, file);
  return scan.pairs;
}

/**
 * Throws an InputError if a file has faulty lines or no pairs, or is in another format.
 * @param skipFaulty accepts faulty lines if there are pairs
 */
export function assertPairs({ pairs, faults, foreign }: PairScan, file: string, skipFaulty = false): void {
  if (foreign !== undefined) {
    const name = file === "standard input" ? "-" : /\s/.test(file) ? `"${file}"` : file;
    throw new InputError(
      `this is ${FORMAT_TITLES[foreign]}, no pair file; zmlm data convert ${name} -o pairs.txt makes one`,
      { file },
    );
  }
  const [first, ...others] = faults;
  if (first !== undefined && !(skipFaulty && pairs.length > 0)) {
    const rest = others.length === 0 ? "" : ` (and ${others.length} more)`;
    throw new InputError(first.what + rest, { file, line: first.line });
  }
  if (pairs.length === 0)
    throw new InputError("no pairs in this file; write lines of question|answer", { file });
}

/**
 * Reads all pairs of a pair file, and lists its faulty lines instead of throwing.
 * @param text its text, whole or in pieces
 * @throws InputError if there are more lines than fit in memory
 */
export function scanPairs(text: string | Iterable<string>, file: string): PairScan {
  const pairs: Pair[] = [];
  const faults: PairFault[] = [];
  const lost: PairFault[] = [];
  const quoted: PairFault[] = [];
  const head: string[] = [];
  let header: PairFault | undefined;
  let group: Pick<Pair, "family" | "origin"> = {};
  let number = 0;
  for (const raw of linesOf(text)) {
    number++;
    if (head.length < HEAD_LINES) head.push(raw);
    if (number > MAX_LINES) throw tooMany(MAX_LINES, file);
    // folded first: a full-width "|" or "#" is one, too
    const line = raw.length > MAX_LINE ? raw : foldToAscii(raw.replace(/^\ufeff/, "")).trim();
    if (line === "" || line.startsWith("#")) {
      group = groupAfter(line, group);
      continue;
    }
    if (pairs.length + faults.length >= MAX_PAIRS) throw tooMany(MAX_PAIRS, file);
    const sides = line.split("|");
    const place = { file, line: number };
    if (pairs.length + faults.length === 0 && header === undefined && isHeader(sides)) {
      header = { ...place, what: `"${line}" is taken for a header line; leave it out` };
      continue;
    }
    const question = cleanQuestion(sides[0]);
    const answer = cleanAnswer(sides[1] ?? "");
    const what =
      faultOfLength(line) ?? faultOfShape(sides.length) ?? faultOfQuestion(question) ?? faultOfAnswer(answer);
    if (what !== undefined) {
      // millions of them: what a spread makes takes twice the memory
      faults.push({ file, line: number, what });
      continue;
    }
    pairs.push({ question, answer, file, line: number, ...group });
    if (QUOTED.test(question) || QUOTED.test(answer))
      quoted.push({ ...place, what: "quotes are characters like others here; leave them out" });
    if (hasLostLetters(sides[0]))
      lost.push({
        ...place,
        what: `the machine hears "${question}", as some letters have no ASCII form; write it in Latin letters`,
      });
  }
  const isForeign = faults[0] !== undefined && (pairs[0] === undefined || faults[0].line < pairs[0].line);
  const foreign = isForeign ? detectFormat(head.join("\n"), file) : undefined;
  return { pairs, faults, lost, quoted, header, foreign };
}

/** What the pairs below a comment or a blank line belong to. */
function groupAfter(line: string, { family }: Pick<Pair, "family">): Pick<Pair, "family" | "origin"> {
  const named = line.startsWith(FAMILY) ? line.slice(FAMILY.length).trim() : family;
  const origin = line.startsWith(ORIGIN) ? cleanQuestion(line.slice(ORIGIN.length)) : "";
  return { ...(named && { family: named }), ...(origin && { origin }) };
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

/** Writes pairs as {@link readPairs} reads them, with families and origins, without file and line. */
export function formatPairs(pairs: Iterable<Omit<Pair, "file" | "line">>): string {
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

/** Questions are the same if this key is: case and extra blanks don't count. */
export function questionKey(question: string): string {
  return question.toLowerCase().replace(/ +/g, " ").trim();
}

/** By each distinct question's key: its answers, each with its number of lines; in order of appearance. */
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
