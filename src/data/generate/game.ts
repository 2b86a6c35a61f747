/** 20 questions: prompts for a secret topic, and the answers that each kind of question may have. */

import { InputError } from "../../base/input-error.js";
import type { Random } from "../../base/random.js";
import type { Pool, PoolPair } from "./pool.js";
import { avoidance, type Batch, FORMAT, type Reading, type Recipe, sidesOf } from "./recipe.js";

interface GameKind {
  /** Share of all pairs. */
  readonly share: number;
  readonly answers: readonly string[];
  /** What to write. */
  readonly task: (topic: string) => string;
  /** Subjects, of which each batch gets one, so that batches differ. */
  readonly angles: readonly string[];
  /** False if questions that name the topic are refused, as they are guesses. */
  readonly names: boolean;
}

const PROPERTIES = [
  "size, weight and shape",
  "color, surface and what it is made of",
  "where in the world and in which places it is found",
  "what it does, and how it moves or works",
  "what people do with it and what they think of it",
  "its parts and what is inside",
  "sounds, smells and what it feels like",
  "age, history and how it comes into being",
  "comparisons with everyday things, such as: bigger than a car",
  "categories: animal, plant, food, tool, place, person, idea",
  "price, danger, and whether one has it at home",
  "stories, films, sayings and famous examples",
];

const WAYS_TO_GUESS = [
  "its plain name in many different sentences",
  "its other names, nicknames and scientific names",
  "its kinds, its young and famous examples of it",
  "slang, typing errors, drawn-out letters",
];

const OFF_TOPIC = [
  "small talk with the machine",
  "questions of quite another subject",
  "questions about the secret thing that can't be answered with yes or no",
  "commands and requests, such as: give me a hint",
  "random keys, single letters, numbers, half sentences",
];

const KINDS = {
  questions: {
    share: 0.35,
    answers: ["YES", "NO", "MAYBE"],
    task: (topic) => `Write questions that a player asks to find out what the secret thing is, with the true
answer for ${topic}: YES, NO, or MAYBE where it depends. About as many YES as NO, and some MAYBE.
Write "it" for the secret thing; never name it.`,
    angles: PROPERTIES,
    names: false,
  },
  distractors: {
    share: 0.2,
    answers: ["NO"],
    task: (topic) => `Write questions whose true answer is NO for ${topic}: guesses at other things (near
relatives that are easily mistaken for it as well as things far off), and properties that it doesn't have.
Write "it" for the secret thing; never name it.`,
    angles: PROPERTIES,
    names: false,
  },
  yes: {
    share: 0.15,
    answers: ["YES"],
    task: (topic) => `Write questions whose true answer is YES for ${topic}, from the obvious to the
surprising. Write "it" for the secret thing; never name it.`,
    angles: PROPERTIES,
    names: false,
  },
  win: {
    share: 0.08,
    answers: ["WIN"],
    task: (topic) => `Write ways in which a player guesses the secret thing, ${topic}: by its name, by its
other names, as a question, as a statement, in one word, in slang, with a typing error. Each must mean exactly
${topic}. The answer is always WIN.`,
    angles: WAYS_TO_GUESS,
    names: true,
  },
  nonsense: {
    share: 0.1,
    answers: ["IDK"],
    task: () => `Write lines that a player may type that can't be answered with yes or no about the secret
thing: small talk, questions of another subject, questions that begin with who, what, why or where, commands,
random keys, half sentences. The answer is always IDK.`,
    angles: OFF_TOPIC,
    names: true,
  },
} as const satisfies Record<string, GameKind>;

const PARAPHRASES = "paraphrases";
const PARAPHRASE_SHARE = 0.12;

export const GAME_KINDS = [...(Object.keys(KINDS) as (keyof typeof KINDS)[]), PARAPHRASES] as const;
export type GameKindName = (typeof GAME_KINDS)[number];

const SHAPES = [
  "whole questions that begin in many different ways (is it, does it, can it, has it, would you)",
  "short ones of one to three words, without a verb",
  "chat style: slang, missing apostrophes, typing errors",
  "statements that want to be confirmed, such as: it lives in africa",
  "a mixture of long and short",
];

/** Most questions that the prompt says to avoid, and most pairs that it gives to reword. */
const AVOIDED = 30;
const MOST_REWORDED = 15;

/** @param kinds to generate, each by its share of the pairs */
export function gameRecipe(topic: string, kinds: readonly GameKindName[] = GAME_KINDS): Recipe {
  const secret = topic.trim();
  if (secret === "" || /[|\n]/.test(secret))
    throw new InputError(`--topic "${topic}" can't be asked for; name one thing in a few words`);
  return {
    title: `game, topic ${secret}`,
    shares: sharesOf(kinds),
    ready: (kind, pool) => kind !== PARAPHRASES || pool.pairs.some(canBeReworded),
    batch: (kind, lines, pool, random) =>
      kind === PARAPHRASES
        ? rewording(secret, lines, pool, random)
        : asking(secret, kind as keyof typeof KINDS, lines, pool, random),
  };
}

function sharesOf(kinds: readonly GameKindName[]): Map<string, number> {
  const weights = kinds.map((kind) => (kind === PARAPHRASES ? PARAPHRASE_SHARE : KINDS[kind].share));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return new Map(kinds.map((kind, i) => [kind, weights[i] / sum]));
}

function systemPrompt(topic: string): string {
  return `You write training data for a tiny language model that plays 20 questions on a home computer of 1976.
The secret thing is: ${topic}. The player types, the machine answers with one word.
${FORMAT}`;
}

function asking(topic: string, name: keyof typeof KINDS, lines: number, pool: Pool, random: Random): Batch {
  const kind: GameKind = KINDS[name];
  const old = pool.sample(AVOIDED, random, (pair) => pair.kind === name || pair.kind === undefined);
  const user = `${kind.task(topic)}
This time: ${random.pick(kind.angles)}; ${random.pick(SHAPES)}.
Write ${lines} lines.${avoidance(old.map(({ question }) => question))}`;
  return {
    prompt: { system: systemPrompt(topic), user, lines },
    read: (line) => readPair(line, topic, kind),
  };
}

function readPair(line: string, topic: string, { answers, names }: GameKind): Reading {
  const sides = sidesOf(line);
  if (sides === undefined) return { fault: "not of the form question|ANSWER" };
  const [question, said] = sides;
  const answer = said.toUpperCase().replace(/[.!]$/, "");
  if (!answers.includes(answer)) return { fault: `the answer is none of ${answers.join(", ")}` };
  if (!names && namesTopic(question, topic)) return { fault: "names the secret thing, so it is a guess" };
  return { question, answer };
}

/** True if the topic is in the question as a whole word, singular or plural. */
function namesTopic(question: string, topic: string): boolean {
  const words = (text: string): string =>
    ` ${text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()} `;
  const [asked, secret] = [words(question), words(topic.replace(/^(an?|the) /i, "")).trim()];
  return [secret, `${secret}s`, `${secret}es`].some((form) => asked.includes(` ${form} `));
}

function canBeReworded({ origin, kind }: PoolPair): boolean {
  return origin === undefined && kind !== "nonsense";
}

/** Gives numbered questions to reword and asks for `number|new question`, so that the model can't change an answer. */
function rewording(topic: string, lines: number, pool: Pool, random: Random): Batch {
  const originals = pool.sample(Math.min(MOST_REWORDED, lines), random, canBeReworded);
  const each = Math.ceil(lines / originals.length);
  const user = `Here are questions about the secret thing, each with its number:
${originals.map(({ question }, i) => `${i + 1}|${question}`).join("\n")}
Reword each in ${each} other ${each === 1 ? "way" : "ways"} that a player may type: other words and another order,
some short, some in chat style, some with a typing error, but always the same meaning.
${random.pick(SHAPES)} are welcome. Instead of an answer, put the number of the question in front:
number|new question`;
  const system = systemPrompt(topic).replace("question|ANSWER", "number|new question");
  return {
    prompt: { system, user, lines: each * originals.length },
    read(line) {
      const sides = sidesOf(line);
      if (sides === undefined) return { fault: "not of the form number|question" };
      const original = /^\d+$/.test(sides[0]) ? originals[Number(sides[0]) - 1] : undefined;
      if (original === undefined) return { fault: `"${sides[0]}" is none of the numbers` };
      return { question: sides[1], answer: original.answer, origin: original.question };
    },
  };
}
