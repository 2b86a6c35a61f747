/** Casual talk: prompts for a personality that answers with a few words. */

import { MAX_REPLY } from "../../base/contract.js";
import { InputError } from "../../base/input-error.js";
import type { Random } from "../../base/random.js";
import { cleanAnswer, faultOfAnswer } from "../sides.js";
import type { Pool } from "./pool.js";
import { avoidance, type Batch, FORMAT, type Reading, type Recipe, sidesOf } from "./recipe.js";

export const CHAT_KIND = "chat";

const SUBJECTS = [
  "greetings and farewells",
  "names, age and where one comes from",
  "feelings and moods",
  "jokes, riddles and teasing",
  "weather and seasons",
  "food and drink",
  "love and friendship",
  "work, school and money",
  "philosophy: life, death, dreams, free will",
  "the machine itself: its memory, its screen, whether it is alive",
  "music, films, books and games",
  "insults and compliments",
  "thanks, excuses and requests",
  "plans, time and sleep",
  "facts that the machine can't know",
  "nonsense, random keys and half sentences",
];

const SHAPES = [
  "whole sentences that begin in many different ways",
  "very short: one or two words",
  "chat style: slang, missing apostrophes, typing errors",
  "statements rather than questions",
  "a mixture of long and short",
];

/** Replies that one batch asks questions for, and old questions that its prompt says to avoid. */
const REPLIES_A_BATCH = 6;
const AVOIDED = 30;

/**
 * @param personality of the one who answers, in a few words
 * @param answers the replies to choose from; if there are none, the model makes up short ones
 */
export function chatRecipe(personality: string, answers: readonly string[] = []): Recipe {
  if (personality.trim() === "")
    throw new InputError('--personality is empty; describe it, e.g. "a terse robot"');
  const replies = [...new Set(answers.map(checkedReply))];
  return {
    title: `chat, personality ${personality.trim().replace(/\s+/g, " ")}`,
    shares: new Map([[CHAT_KIND, 1]]),
    ready: () => true,
    batch: (_kind, lines, pool, random) => talking(personality.trim(), replies, lines, pool, random),
  };
}

function checkedReply(text: string): string {
  const reply = cleanAnswer(text);
  const fault = reply.includes("|") ? 'a reply can\'t have a "|"' : faultOfAnswer(reply);
  if (fault !== undefined) throw new InputError(`--answers "${text}": ${fault}`);
  return reply;
}

function talking(
  personality: string,
  replies: readonly string[],
  lines: number,
  pool: Pool,
  random: Random,
): Batch {
  const system = `You write training data for a tiny language model that chats on a home computer of 1976.
The one who answers is: ${personality}. People type anything; the answer is very short.
${FORMAT}
${
  replies.length === 0
    ? `Answers are in capitals, one to three words, at most ${MAX_REPLY} characters, and few different ones: the
same answer fits many questions.`
    : `The answer is always one of these, letter by letter: ${replies.join(" / ")}`
}
Alike questions get the same answer, always.`;
  const focus = rarest(replies, pool, random);
  const old = pool.sample(AVOIDED, random, () => true);
  const user = `Write what people may type, each with the answer that fits this personality best.
This time: ${random.pick(SUBJECTS)}; ${random.pick(SHAPES)}.
${focus.length === 0 ? "" : `Write for these answers above all: ${focus.join(" / ")}\n`}Write ${lines} lines.${avoidance(old.map(({ question, answer }) => `${question}|${answer}`))}`;
  return { prompt: { system, user, lines }, read: (line) => readPair(line, replies) };
}

/** The replies with the fewest questions so far; those with as many are in random order. */
function rarest(replies: readonly string[], pool: Pool, random: Random): string[] {
  const counts = new Map(replies.map((reply) => [reply, 0]));
  for (const { answer } of pool.pairs) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return random
    .shuffle([...replies])
    .sort((a, b) => counts.get(a)! - counts.get(b)!)
    .slice(0, REPLIES_A_BATCH);
}

function readPair(line: string, replies: readonly string[]): Reading {
  const sides = sidesOf(line);
  if (sides === undefined) return { fault: "not of the form question|ANSWER" };
  const answer = cleanAnswer(sides[1]);
  if (replies.length > 0 && !replies.includes(answer)) return { fault: "the answer is none of --answers" };
  return { question: sides[0], answer };
}
