/**
 * Pairs for an editor: what is wrong with them, line by line, and the text of pair files and of other programs' data.
 *
 *   const { findings, answers } = checkLesson({ text: "hello|HI\noops\n", file: "pairs.txt" }, { name: "word" });
 *   const { text, notes } = await openLesson([{ bytes, file: "faq.csv" }]);
 */

import { InputError } from "../base/input-error.js";
import { convert } from "../data/convert/convert.js";
import { decodeForeign } from "../data/convert/decode.js";
import { detectFormat, FORMAT_TITLES, type FormatName, looksLikePairs } from "../data/convert/format.js";
import { type LintRule, lint } from "../data/lint.js";
import { formatPairs, groupByAnswer, questionKey, scanPairs } from "../data/pairs.js";
import { type EncoderName, encoderOf } from "../model/encoder.js";
import type { PairText } from "./pairs.js";
import { planTraining } from "./plan.js";

/** Characters at the start of a file from which its format is detected. */
const HEAD = 65_536;

export interface LessonFinding {
  /** From 1. */
  readonly line: number;
  /** `fault`: the line is no pair. */
  readonly rule: LintRule | "fault";
  /** What is wrong, a semicolon, what to do. */
  readonly message: string;
}

export interface LessonCheck {
  /** Number of lines that are pairs. */
  readonly pairs: number;
  /** Number of distinct questions. */
  readonly questions: number;
  /** Seconds of training that would suit it. */
  readonly seconds: number;
  /** In the order of lines. */
  readonly findings: readonly LessonFinding[];
  /** Most lines first. */
  readonly answers: readonly { readonly answer: string; readonly lines: number; readonly first: number }[];
}

/**
 * Checks the text of a pair file.
 * @param encoder that the network will use; without buckets, it has as many as suit the lesson
 * @throws InputError if there are more lines than fit in memory
 */
export function checkLesson(
  { text, file }: PairText,
  { name, buckets }: { readonly name: EncoderName; readonly buckets?: number | undefined },
): LessonCheck {
  const { pairs, faults, lost, header } = scanPairs(text, file);
  const plan = planTraining(pairs);
  const { encode } = encoderOf(name, buckets ?? plan.buckets);
  const findings: LessonFinding[] = [
    ...faults.map(({ line, what }) => ({ line, rule: "fault" as const, message: what })),
    ...(header === undefined ? [] : [{ line: header.line, rule: "header" as const, message: header.what }]),
    ...lost.map(({ line, what }) => ({ line, rule: "letters" as const, message: what })),
    ...lint(pairs, { encode }),
  ];
  return {
    pairs: pairs.length,
    questions: new Set(pairs.map(({ question }) => questionKey(question))).size,
    seconds: plan.seconds,
    findings: findings.sort((a, b) => a.line - b.line),
    answers: Array.from(groupByAnswer(pairs), ([answer, group]) => ({
      answer,
      lines: group.length,
      first: group[0].line,
    })).sort((a, b) => b.lines - a.lines),
  };
}

/** A file's content, unpacked. */
export interface LessonFile {
  readonly bytes: Uint8Array;
  /** Its name, for messages; the ending may decide its format. */
  readonly file: string;
}

export interface OpenedLesson {
  /** Text of a pair file. */
  readonly text: string;
  /** One sentence each: what the files were taken for, and what was left out. */
  readonly notes: readonly string[];
}

/**
 * Makes one pair file's text of pair files, which stay as they are, or of files in one other format.
 * @throws InputError if a file is no text, if its format is unknown, or if no pair is in it
 */
export async function openLesson(files: readonly LessonFile[]): Promise<OpenedLesson> {
  const notes: string[] = [];
  const sources = files.map(({ bytes, file }) => {
    const decoded = decodeForeign(bytes);
    if (decoded === undefined)
      throw new InputError("this isn't text; give lines of question|answer, or a table or list of them", {
        file,
      });
    if (decoded.encoding !== "UTF-8") notes.push(`${file} was read as ${decoded.encoding}.`);
    return { text: decoded.text, file };
  });
  const formats = sources.map(formatOf);
  if (formats.every((format) => format === "pairs"))
    return { text: sources.map(({ text }) => withLineEnd(text)).join(""), notes };
  const { format, pairs, found, leftOut, labels } = await convert(sources, { format: oneOf(formats, files) });
  const count = (number: number) => number.toLocaleString("en");
  const many = `${count(pairs.length)} ${pairs.length === 1 ? "pair" : "pairs"}`;
  notes.push(`${FORMAT_TITLES[format]}: ${count(found)} found, ${many}.`);
  for (const { why, count: many, place } of leftOut)
    notes.push(`Left out ${count(many)}: ${why} (first ${place}).`);
  for (const { label, answer } of labels) notes.push(`${label} stands for ${answer}.`);
  return { text: formatPairs(pairs), notes };
}

/** @throws InputError if it is none that is known */
function formatOf({ text, file }: { readonly text: string; readonly file: string }): FormatName {
  if (text.trim() === "")
    throw new InputError("this file is empty; write lines of question|answer", { file });
  const head = text.slice(0, HEAD);
  const format = detectFormat(head, file);
  if (format !== undefined) return format;
  if (looksLikePairs(head)) return "pairs";
  const known = Object.values(FORMAT_TITLES)
    .filter((title) => title !== FORMAT_TITLES.pairs)
    .join(", ");
  throw new InputError(`this has no lines of question|answer, and it is none of ${known}`, { file });
}

/** @throws InputError if there are several */
function oneOf(formats: readonly FormatName[], files: readonly LessonFile[]): FormatName {
  const [first] = formats;
  const other = formats.findIndex((format) => format !== first);
  if (other < 0) return first;
  throw new InputError(
    `this is ${FORMAT_TITLES[formats[other]]}, and ${files[0].file} is ${FORMAT_TITLES[first]}; open one after the other`,
    { file: files[other].file },
  );
}

function withLineEnd(text: string): string {
  const plain = text.replace(/^\ufeff/, "");
  return plain === "" || plain.endsWith("\n") ? plain : `${plain}\n`;
}
