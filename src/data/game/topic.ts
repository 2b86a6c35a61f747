/** A topic of a game of 20 questions: the secret thing and what is true of it, read from a JSON file and checked. */

import { z } from "zod";
import { foldToAscii } from "../../base/ascii.js";
import { InputError } from "../../base/input-error.js";
import { shown } from "../../base/shown.js";

const MAX_PHRASE = 40;
const WORDS = /^[a-z0-9'][a-z0-9' -]*$/;

const phrase = z
  .string()
  .regex(WORDS, "must be lower case words: letters, digits, spaces, ' and -")
  .max(MAX_PHRASE, `must have at most ${MAX_PHRASE} characters`);
const phrases = z.array(phrase).default([]);

/** Words by truth: what is so, what is not, and what depends. */
const truths = z.strictObject({ YES: phrases, NO: phrases, MAYBE: phrases }).optional();

const topicSchema = z.strictObject({
  /** All names that win, including misspellings, with article: "an elephant". */
  names: z.array(phrase).min(1),
  /** Adjectives: is it ... */
  is: truths,
  /** Categories, with article: is it ... */
  kind: truths,
  /** Parts and features, with article or number: does it have ... */
  has: truths,
  /** Verbs: can it ... */
  can: truths,
  /** Verbs: does it ... */
  does: truths,
  /** Verbs with it as their object: can you ... */
  people: truths,
  /** Places with their preposition: would you find it ... */
  place: truths,
  /** Food: does it eat ... */
  eats: truths,
  /** Materials: is it made of ... */
  material: truths,
  /** Purposes, from "to" or "for" on: is it used ... */
  use: truths,
  /** True if it lives in places; false if it is kept there. */
  lives: z.boolean().default(false),
  /** Other things that players may guess, with article. */
  others: z.array(phrase).min(1),
  /** For comparisons: its box in metres, its weight in kilograms, its best speed in km/h, 0 if it can't move. */
  measures: z
    .strictObject({
      length: z.number().positive(),
      width: z.number().positive(),
      height: z.number().positive(),
      weight: z.number().positive(),
      speed: z.number().nonnegative().optional(),
    })
    .optional(),
});

export type Topic = z.infer<typeof topicSchema>;

/** What to write for a key that is missing, or of another kind. */
const SAMPLES: Readonly<Record<string, string>> = {
  names: 'a list of the secret\'s names: ["an elephant"]',
  others: 'a list of other things that players may guess: ["a mouse", "a car"]',
  lives: "true if it lives in its places, or false",
  measures: '{"length": 6, "width": 2, "height": 3.2, "weight": 5000, "speed": 40}: metres, kilograms, km/h',
};
const TRUTHS_SAMPLE = 'lists of words by answer: {"YES": ["big"], "NO": ["small"], "MAYBE": ["old"]}';
const SEE = "data/guess/README.md tells the whole format";
/** Most faults that are told at once. */
const MAX_TOLD = 20;

/**
 * Reads a topic.
 * @param file its name, for messages
 * @throws InputError with a line for each fault, and what to write instead
 */
export function parseTopic(text: string, file: string): Topic {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(`this is not JSON${placeOf(error, text)}; ${SEE}`, { file });
  }
  const { data, error } = topicSchema.safeParse(json, { reportInput: true });
  if (error === undefined) return data;
  throw faultsOf(error.issues.flatMap(describe), file);
}

/**
 * Several faults of a topic as one error, a line each.
 * @param file the topic's name
 */
export function faultsOf(faults: readonly string[], file: string): InputError {
  const told = faults.slice(0, MAX_TOLD);
  if (faults.length > MAX_TOLD) told.push(`and ${faults.length - MAX_TOLD} more faults`);
  const filter = (message: string) => message.split("\n").map(shown).join("\n");
  return new InputError(told.join(`\n${file}: `), { file }, filter);
}

type Issue = z.core.$ZodIssue;

/** What is wrong in one place, and what to write there. */
function describe(issue: Issue): string[] {
  const { path } = issue;
  const isMissing = "input" in issue && issue.input === undefined;
  const message = isMissing ? "is missing" : issue.message.replace("Invalid input: ", "");
  const place = path.length === 0 ? "the topic" : path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? Object.keys(topicSchema.shape) : ["YES", "NO", "MAYBE"];
    return issue.keys.map((key) => `${place}: has "${key}", which is unknown; write ${known.join(", ")}`);
  }
  const key = String(path[0]);
  if (path.length === 1 || path.length === 0) {
    const sample = SAMPLES[key] ?? (path.length === 0 ? `an object; ${SEE}` : TRUTHS_SAMPLE);
    return [`${place}: ${message}; write ${sample}`];
  }
  if (key === "measures") return [`${place}: ${message}; write ${SAMPLES.measures}`];
  if (path.length === 2 && key !== "names" && key !== "others")
    return [`${place}: ${message}; write a list of words`];
  const words = "input" in issue && typeof issue.input === "string" ? plainWords(issue.input) : "";
  return [`${place}: ${message}${words === "" ? "" : `; write "${words}"`}`];
}

/** Words as a topic has them, as near to what is written as possible. */
function plainWords(text: string): string {
  const plain = foldToAscii(text)
    .toLowerCase()
    .replace(/[^a-z0-9' -]+/g, " ");
  return plain.replace(/ +/g, " ").trim().slice(0, MAX_PHRASE).trim();
}

/** Where JSON.parse gave up, as " at line 5", as far as it says so; and the fault that people make most. */
function placeOf(error: unknown, text: string): string {
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const comma = /,\s*[\]}]/.exec(text)?.index;
  if (comma !== undefined) return ` at line ${lineAt(comma)}, which has a comma before a closing bracket`;
  const at = /position (\d+)/.exec(String(error))?.[1];
  return at === undefined ? "" : ` at line ${lineAt(Number(at))}, where a comma, quote or bracket is missing`;
}
