/**
 * Two truths in one question: "is it a big animal", "does it have wings and a tail".
 *
 * The answer is YES if both are YES, NO if one is NO, and else MAYBE. Players ask such questions, and they teach the
 * model to weigh words beside other words.
 */

import type { Random } from "../../base/random.js";
import { type Fact, fact } from "./fact.js";
import { withAdjective } from "./nouns.js";
import type { Topic } from "./topic.js";

/** Questions of this kind for each answer, before they are phrased. */
const EACH: Readonly<Record<"YES" | "NO" | "MAYBE", number>> = { YES: 800, NO: 960, MAYBE: 320 };
const WEIGHT = 1;
/** The kind of these facts. */
export const CONJUNCTION = "both";

const DESCRIBED_KIND_SHAPES = [
  "is it {x}[|?]",
  "[is this|is that|is the thing|are you|so it is|its|it's] {x}[|?]",
  "[i think its|would you call it|could it be called|is it maybe] {x}[|?]",
];
const IS_BOTH_SHAPES = ["is it {a} and {b}[|?]", "[is this|are you|its|so it is] {a} and {b}[|?]"];
const HAS_BOTH_SHAPES = [
  "does it have {a} and {b}[|?]",
  "[has it got|do you have|it has|is it something with|does this have] {a} and {b}[|?]",
];
const CAN_BOTH_SHAPES = ["can it {a} and {b}[|?]", "[does it|do you|could it|is it able to] {a} and {b}[|?]"];
const EATS_BOTH_SHAPES = ["does it eat {a} and {b}[|?]", "[do you|would it|do they] eat {a} and {b}[|?]"];
const KIND_WITH_SHAPES = [
  "is it {a} with {b}[|?]",
  "[is this|are you|its|so it is|is it something like] {a} with {b}[|?]",
];

type Truths = NonNullable<Topic["is"]>;
type Pairing = readonly [
  first: Topic["is"],
  second: Topic["is"],
  shapes: readonly string[],
  join?: (a: string, b: string) => string,
];

/** Pairs of a topic's truths, drawn at random. */
export function conjunctions(topic: Topic, random: Random): Fact[] {
  const { is, kind, has, can, eats } = topic;
  const pairings: readonly Pairing[] = [
    [oneWord(is), kind, DESCRIBED_KIND_SHAPES, withAdjective],
    [oneWord(is), kind, DESCRIBED_KIND_SHAPES, withAdjective],
    [is, is, IS_BOTH_SHAPES],
    [has, has, HAS_BOTH_SHAPES],
    [can, can, CAN_BOTH_SHAPES],
    [eats, eats, EATS_BOTH_SHAPES],
    [kind, has, KIND_WITH_SHAPES],
  ];
  const complete = pairings.flatMap(([first, second, shapes, join]) =>
    first === undefined || second === undefined ? [] : [{ first, second, shapes, join }],
  );
  return (["YES", "NO", "MAYBE"] as const).flatMap((answer) =>
    complete.flatMap(({ first, second, shapes, join }) =>
      Array.from({ length: Math.ceil(EACH[answer] / complete.length) }, () => {
        const [forFirst, forSecond] = answersFor(answer, random);
        if (first[forFirst].length === 0 || second[forSecond].length === 0) return [];
        const [a, b] = [random.pick(first[forFirst]), random.pick(second[forSecond])];
        if (a === b) return [];
        return [fact(CONJUNCTION, shapes, { a, b, x: join?.(a, b) ?? "" }, answer, WEIGHT)];
      }).flat(),
    ),
  );
}

/** Draws the answers of the two truths, which together give this answer. */
function answersFor(both: "YES" | "NO" | "MAYBE", random: Random): [keyof Truths, keyof Truths] {
  const other = both === "NO" ? random.pick(["YES", "NO"] as const) : "YES";
  return random.int(0, 1) === 0 ? [both, other] : [other, both];
}

/** The adjectives that can stand before a noun. */
function oneWord(truths: Topic["is"]): Topic["is"] {
  if (truths === undefined) return undefined;
  const single = (words: readonly string[]) => words.filter((word) => !word.includes(" "));
  return { YES: single(truths.YES), NO: single(truths.NO), MAYBE: single(truths.MAYBE) };
}
