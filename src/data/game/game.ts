/**
 * Makes the pairs of a game of 20 questions from the facts of its topic.
 *
 * Each fact is asked once by its plain question. Then the facts of an answer take turns, each with its next shape and
 * alternatives drawn at random, until the answer has its share. The same topic, seed and count give the same pairs. The
 * shape is the family, so that a split by family holds out whole ways of asking.
 */

import { Random } from "../../base/random.js";
import { lint } from "../lint.js";
import { type Pair, questionKey } from "../pairs.js";
import { faultOfQuestion } from "../sides.js";
import type { Encode } from "../stats.js";
import { CONJUNCTION } from "./conjunctions.js";
import { ANSWERS, type Answer, type Fact } from "./fact.js";
import { knowledge } from "./knowledge.js";
import { offTopic } from "./off-topic.js";
import { drawTemplate, plainTemplate } from "./template.js";
import { faultsOf, type Topic } from "./topic.js";

export const DEFAULT_COUNT = 63_000;

export interface GameSettings {
  readonly seed: number;
  /** Questions to make; the result has fewer if the topic has too few facts. */
  readonly count?: number;
  /** The query encoder that the model will use: questions that it can't tell apart get one answer. */
  readonly encode: Encode;
  /** Hand-written pairs, which come first. */
  readonly extra?: readonly Pair[];
  /** Questions kept out of training, to test on. */
  readonly without?: readonly Pair[];
}

/** Shares of the answers, including off-topic text. */
const SHARES: Readonly<Record<Answer, number>> = { YES: 0.27, NO: 0.33, MAYBE: 0.13, WIN: 0.1, IDK: 0.17 };
/** Largest share of one answer, if others don't reach their shares. */
const LARGEST_SHARE = 0.38;

/** Most shapes tried in a fact's turn. */
const TRIES = 8;

/**
 * Makes the pairs: the hand-written ones, then those made, by families.
 * @param file the topic's name, for messages
 * @throws InputError if two facts contradict each other, or a fact contradicts a hand-written pair
 */
export function makeGame(topic: Topic, file: string, settings: GameSettings): Pair[] {
  const { seed, count = DEFAULT_COUNT, encode, extra = [], without = [] } = settings;
  const random = new Random(seed);
  const keptOut = new Set(without.map(({ question }) => questionKey(question)));
  const made = new Map<string, Pair>();
  const asked = new Asked(file, extra, keptOut);
  const known = knowledge(topic, random);
  // All shapes of all facts, so that a contradiction is found with any seed.
  for (const each of known)
    for (const shape of each.shapes) asked.claim(each, plainTemplate(shape, each.slots));
  asked.assertAgreement();
  // Off-topic text comes last, so that it gets no question that a fact answers.
  for (const facts of [known, offTopic(topic, random)]) {
    for (const each of facts)
      asked.add(each, each.shapes[0], plainTemplate(each.shapes[0], each.slots), made);
    for (const answer of ANSWERS)
      fill(
        facts.filter((each) => each.answer === answer),
        Math.round(count * SHARES[answer]),
        { asked, made, random },
      );
  }
  const levelled = level([...made.values()], random);
  const pairs = [
    ...extra.filter(({ question }) => !keptOut.has(questionKey(question))),
    ...byFamily(levelled),
  ];
  return withoutLookalikes(pairs, extra, encode);
}

/** By question: its answer, and the fact or line that it comes from. */
class Asked {
  readonly #file: string;
  readonly #keptOut: ReadonlySet<string>;
  readonly #claims = new Map<string, { answer: string; source: string }>();
  /** Facts that contradict earlier ones: the first question where they do. */
  readonly #contradictions = new Map<Fact, string>();
  readonly #taken: Set<string>;

  constructor(file: string, extra: readonly Pair[], keptOut: ReadonlySet<string>) {
    this.#file = file;
    this.#keptOut = keptOut;
    this.#taken = new Set(extra.map(({ question }) => questionKey(question)));
    for (const { question, answer, file, line } of extra)
      this.#claims.set(questionKey(question), { answer, source: `${file}:${line}` });
  }

  /** Records a fact's answer to a question, or that another answer was recorded before. */
  claim(fact: Fact, question: string): void {
    const { kind, answer } = fact;
    const key = questionKey(question);
    const before = this.#claims.get(key);
    if (before === undefined) this.#claims.set(key, { answer, source: `"${kind}"` });
    else if (before.answer !== answer && !this.#contradictions.has(fact))
      this.#contradictions.set(
        fact,
        `"${question}" gives ${answer} by "${kind}", and ${before.answer} by ${before.source}; choose one`,
      );
  }

  /** @throws InputError that tells all contradictions */
  assertAgreement(): void {
    const all = [...this.#contradictions];
    // two truths in one question contradict because one of them does
    const single = all.filter(([{ kind }]) => kind !== CONJUNCTION);
    const told = single.length > 0 ? single : all;
    if (told.length > 0) throw faultsOf([...new Set(told.map(([, fault]) => fault))], this.#file);
  }

  /** Adds a question to those made, if it is new and valid and has no other answer. */
  add({ kind, answer }: Fact, shape: string, question: string, made: Map<string, Pair>): boolean {
    const key = questionKey(question);
    if (this.#taken.has(key) || this.#keptOut.has(key) || faultOfQuestion(question) !== undefined)
      return false;
    if ((this.#claims.get(key)?.answer ?? answer) !== answer) return false;
    this.#taken.add(key);
    made.set(key, { question, answer, file: this.#file, line: 0, family: `${kind}: ${shape}` });
    return true;
  }
}

/** Lets the facts of one answer take turns until there are so many questions, or no new ones. */
function fill(
  facts: readonly Fact[],
  wanted: number,
  { asked, made, random }: { asked: Asked; made: Map<string, Pair>; random: Random },
): void {
  const turns = random.shuffle(
    facts.flatMap((each) => {
      const shapes = random.shuffle([...each.shapes]);
      return Array.from({ length: each.weight }, () => ({ each, shapes }));
    }),
  );
  let have = [...made.values()].filter(({ answer }) => answer === facts[0]?.answer).length;
  for (let more = true; more && have < wanted; ) {
    more = false;
    for (const { each, shapes } of turns) {
      if (have >= wanted) break;
      for (let tries = TRIES; tries > 0; tries--) {
        const shape = shapes.shift()!;
        shapes.push(shape);
        if (!asked.add(each, shape, drawTemplate(shape, each.slots, random), made)) continue;
        more = true;
        have++;
        break;
      }
    }
  }
}

/** Drops questions of an answer that has more than the largest share. */
function level(pairs: readonly Pair[], random: Random): Pair[] {
  const left = new Set(pairs);
  for (const answer of ANSWERS) {
    const own = random.shuffle(pairs.filter((pair) => pair.answer === answer));
    const others = pairs.length - own.length;
    const most = Math.floor((others * LARGEST_SHARE) / (1 - LARGEST_SHARE));
    for (const pair of own.slice(most)) left.delete(pair);
  }
  return [...left];
}

function byFamily(pairs: readonly Pair[]): Pair[] {
  const families = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const family = families.get(pair.family!);
    if (family === undefined) families.set(pair.family!, [pair]);
    else family.push(pair);
  }
  return [...families.values()].flat();
}

/** Drops made questions that the model can't tell from another question, which lint would report. */
function withoutLookalikes(pairs: readonly Pair[], extra: readonly Pair[], encode: Encode): Pair[] {
  const handWritten = new Set(extra);
  // Lint reports lines: here a line is a place in the list.
  const numbered = pairs.map((pair, line) => ({ ...pair, line }));
  const faulty = new Set(
    lint(numbered, { encode })
      .filter(({ rule }) => rule === "near-duplicate" || rule === "collision")
      .map(({ line }) => line),
  );
  return pairs.filter((pair, i) => handWritten.has(pair) || !faulty.has(i));
}
