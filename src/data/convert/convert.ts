/**
 * Converts data in other formats to pairs: takes text, returns the pairs, and counts of what was left out and why. Free
 * of Node, so that a web page can convert dropped files. A format's reader and its parser are loaded when first needed.
 *
 *   const { pairs, leftOut } = await convert([{ text, file: "faq.csv" }], { answers: "first" });
 */

import { InputError } from "../../base/input-error.js";
import { MAX_PAIRS, type Pair } from "../pairs.js";
import { cleanAnswer, cleanQuestion, faultOfAnswer, faultOfQuestion, hasLostLetters } from "../sides.js";
import { type AnswerChoice, type Candidate, chooseAnswers } from "./choose.js";
import { detectFormat, FORMAT_TITLES, FORMATS, type FormatName, looksLikePairs } from "./format.js";
import type { Reader, ReadRequest, Source } from "./item.js";
import { shortLabels } from "./shorten.js";

export interface ConvertRequest extends ReadRequest {
  /** Undefined: detected from the text and the name. */
  readonly format?: FormatName | undefined;
  readonly answers?: AnswerChoice;
  /** Gives long answers short labels. */
  readonly shorten?: boolean;
}

export interface LeftOut {
  readonly why: string;
  readonly count: number;
  /** Place of the first of them. */
  readonly place: string;
}

export interface Conversion {
  readonly format: FormatName;
  readonly pairs: readonly Omit<Pair, "file" | "line">[];
  /** Items in the files: questions with an answer, and items that are none. */
  readonly found: number;
  /** Most first. */
  readonly leftOut: readonly LeftOut[];
  /** Short labels, each with the answer that it stands for. */
  readonly labels: readonly { readonly label: string; readonly answer: string }[];
}

/** Characters at the start of a file from which its format is detected. */
const HEAD = 65_536;

/**
 * Converts files that belong together; all must have one format.
 * @throws InputError if the format is unknown, the text isn't in it, or no pair is left
 */
export async function convert(sources: readonly Source[], request: ConvertRequest = {}): Promise<Conversion> {
  const format = request.format ?? formatOf(sources);
  const read = await readerOf(format);
  const tally = new Tally();
  const found: Candidate[] = [];
  for (const item of read(sources, request)) {
    if ("why" in item) tally.leave(item.why, item.place);
    else found.push(item);
    if (found.length + tally.count > MAX_PAIRS)
      throw new InputError(
        `more than ${MAX_PAIRS.toLocaleString("en")} questions; convert fewer files at once`,
        { file: sources[0].file },
      );
  }
  const total = found.length + tally.count;
  const labels = request.shorten ? shortLabels(found.map(({ answer }) => plainAnswer(answer))) : undefined;
  const clean = found.flatMap((candidate) => cleaned(candidate, labels, tally));
  const chosen = chooseAnswers(clean, request.answers ?? "first", (why, place) => tally.leave(why, place));
  if (chosen.length === 0) {
    const [most] = tally.list();
    const reason =
      most === undefined
        ? ""
        : `: ${most.why} (${most.count.toLocaleString("en")} times, first ${most.place})`;
    throw new InputError(`nothing to convert is left of this file${reason}`, {
      file: sources[0].file,
    });
  }
  const used = new Set(chosen.map(({ answer }) => answer));
  return {
    format,
    pairs: chosen.map(({ place: _, ...pair }) => pair),
    found: total,
    leftOut: tally.list(),
    labels: [...(labels ?? [])].flatMap(([answer, label]) =>
      label !== answer && used.has(label) ? [{ label, answer }] : [],
    ),
  };
}

function formatOf(sources: readonly Source[]): FormatName {
  const [first, ...others] = sources.map(({ text, file }) => {
    const head = text.slice(0, HEAD);
    if (text.trim() === "") throw new InputError("this file is empty; give questions and answers", { file });
    const format = detectFormat(head, file) ?? (looksLikePairs(head) ? "pairs" : undefined);
    if (format === undefined)
      throw new InputError(`in which format is this? name it with --from ${FORMATS.join(", ")}`, { file });
    return format;
  });
  const other = others.findIndex((format) => format !== first);
  if (other >= 0)
    throw new InputError(
      `this is ${FORMAT_TITLES[others[other]]}, and ${sources[0].file} is ${FORMAT_TITLES[first]}; convert one after the other`,
      { file: sources[other + 1].file },
    );
  return first;
}

async function readerOf(format: FormatName): Promise<Reader> {
  switch (format) {
    case "csv":
    case "tsv":
      return (await import("./separated.js")).readSeparated(format);
    case "json":
      return (await import("./json.js")).readJson;
    case "jsonl":
      return (await import("./json.js")).readJsonLines;
    case "rasa":
      return (await import("./rasa.js")).readRasa;
    case "chatterbot":
      return (await import("./chatterbot.js")).readChatterBot;
    case "aiml":
      return (await import("./aiml.js")).readAiml;
    case "pairs":
      return (await import("./pairs.js")).readPairFiles;
  }
}

/** The pair in the form of a pair file; none if it can't have that form. */
function cleaned(
  { question, answer, ...rest }: Candidate,
  labels: ReadonlyMap<string, string> | undefined,
  tally: Tally,
): Candidate[] {
  const leave = (why: string): Candidate[] => {
    tally.leave(why, rest.place);
    return [];
  };
  // "|" separates the sides of a pair, and "#" begins a comment
  const asked = cleanQuestion(question.replace(/\s+/g, " "))
    .replaceAll("|", "/")
    .replace(/^[#\s]+/, "");
  const plain = plainAnswer(answer);
  const told = labels?.get(plain) ?? plain;
  if (hasLostLetters(question) && !/[a-z0-9]/i.test(asked))
    return leave("the question has no letters that fold to ASCII");
  if (asked === "") return leave("the question is empty");
  if (told === "") return leave("the answer is empty");
  if (faultOfQuestion(asked) !== undefined) return leave("the question is longer than 126 characters");
  const fault = faultOfAnswer(told);
  if (fault !== undefined)
    return leave(
      /characters, the most/.test(fault)
        ? "the answer is longer than 50 characters (--shorten makes labels)"
        : "the answer has characters that CP/M can't print",
    );
  return [{ ...rest, question: asked, answer: told }];
}

function plainAnswer(answer: string): string {
  return cleanAnswer(answer.replace(/\s+/g, " ")).replaceAll("|", "/");
}

/** What was left out, counted by reason. */
class Tally {
  readonly #reasons = new Map<string, { count: number; place: string }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  leave(why: string, place: string): void {
    this.#count++;
    const known = this.#reasons.get(why);
    if (known === undefined) this.#reasons.set(why, { count: 1, place });
    else known.count++;
  }

  list(): LeftOut[] {
    return Array.from(this.#reasons, ([why, { count, place }]) => ({ why, count, place })).sort(
      (a, b) => b.count - a.count,
    );
  }
}
