/** Facts that follow from the topic's measures: bigger, heavier, taller, faster than other things; rooms it fits into. */

import { type Answer, type Fact, fact } from "./fact.js";
import { withoutArticle } from "./nouns.js";
import { CONTAINERS, LENGTHS, REFERENCES, type Reference, WEIGHTS } from "./references.js";
import type { Topic } from "./topic.js";

type Measures = NonNullable<Topic["measures"]>;

/** Two measures within this factor of each other are about the same; the answer is MAYBE. */
const ABOUT = 1.3;

/** Weight of a comparison: there are many, and each matters less than what the thing is. */
const WEIGHT = 1;
/** Weight of the thing compared with itself, so that its name alone makes no guess. */
const ITSELF = 4;

const THAN_SHAPES = [
  "[||so |ok |and ]is it {more} than {x}[||?]",
  "[|is this |is that |is the thing |is your thing ]{more} than {x}[|?]",
  "[are you|r u|are they] {more} than {x}[|?]",
  "[its|it's|it is] {more} than {x}[| right| right?| yes?]",
  "[i think|i guess|i bet] [its|it is] {more} than {x}[|?]",
  "[is it|is this] {more} than {bare}[|?]",
  "would [it|you] be {more} than {x}[|?]",
];
const AS_SHAPES = [
  "is it as {much} as {x}[|?]",
  "as {much} as {x}[|?]",
  "[is this|are you|is that] as {much} as {x}[|?]",
];
const SAME_SIZE_SHAPES = [
  "is it the size of {x}[|?]",
  "[is it |is this |]the same size as {x}[|?]",
  "is it about the size of {x}[|?]",
];
const WEIGH_SHAPES = [
  "does it weigh {more} {x}[|?]",
  "[do you|does this|would it|do they] weigh {more} {x}[|?]",
  "weighs {more} {x}[|?]",
];
const FIT_SHAPES = [
  "[||so |ok ]does it fit in {x}[||?]",
  "[would it|will it|could it|can it] fit [in|into|inside] {x}[|?]",
  "can [i|you|we] [fit|put|get] it [in|into|inside] {x}[|?]",
  "[is it small enough for|is it small enough to fit in] {x}[|?]",
  "[fits|fit] [in|into] {x}[|?]",
  "[do they|do you|would you|does this] fit [in|into|inside] {x}[|?]",
];

/** One way to compare: words for more and less of it, and how much the topic and a reference have. */
interface Dimension {
  readonly more: string;
  readonly less: string;
  /** As in "as big as", where people say so. */
  readonly much?: string;
  readonly own: (measures: Measures) => number | undefined;
  readonly of: (reference: Reference) => number | undefined;
}

const volume = (length: number, width: number, height: number) => length * width * height;

const DIMENSIONS: readonly Dimension[] = [
  {
    more: "[bigger|bigger|larger]",
    less: "[smaller|smaller|tinier]",
    much: "[big|big|large]",
    own: ({ length, width, height }) => volume(length, width, height),
    of: ({ box }) => volume(...box),
  },
  {
    more: "heavier",
    less: "lighter",
    much: "heavy",
    own: ({ weight }) => weight,
    of: ({ weight }) => weight,
  },
  {
    more: "[taller|taller|higher]",
    less: "shorter",
    own: ({ height }) => height,
    of: ({ box }) => box[2],
  },
  {
    more: "[faster|faster|quicker]",
    less: "slower",
    own: ({ speed }) => speed,
    of: ({ speed }) => speed,
  },
];

/** All facts that follow from a topic's measures. */
export function comparisons(topic: Topic): Fact[] {
  const { measures } = topic;
  if (measures === undefined) return [];
  const own = new Set(topic.names.map(withoutArticle));
  const references = REFERENCES.filter(({ name }) => !own.has(withoutArticle(name)));
  return [
    ...DIMENSIONS.flatMap((dimension) => references.flatMap((other) => compared(dimension, measures, other))),
    ...references.map(({ name, box }) => {
      const ratio = ratioOf(DIMENSIONS[0].own(measures)!, volume(...box));
      return fact("size", SAME_SIZE_SHAPES, { x: name }, isAbout(ratio) ? "MAYBE" : "NO", WEIGHT);
    }),
    ...withItself(topic.names[0]),
    ...references.flatMap((other) =>
      weighed(other.name, ratioOf(measures.weight, other.weight), ["more than", "less than"]),
    ),
    ...WEIGHTS.flatMap(([x, kilograms]) => {
      const ratio = ratioOf(measures.weight, kilograms);
      return [
        ...weighed(x, ratio, ["[more than|more than|over]", "[less than|under]"]),
        ...than(["heavier", "lighter"], { x, bare: x }, ratio),
      ];
    }),
    ...LENGTHS.flatMap(([x, metres]) => [
      ...than(["[taller|higher]", "shorter"], { x, bare: x }, ratioOf(measures.height, metres)),
      ...than(
        ["longer"],
        { x, bare: x },
        ratioOf(Math.max(measures.length, measures.width, measures.height), metres),
      ),
    ]),
    ...CONTAINERS.map(([x, ...room]) =>
      fact("fits", FIT_SHAPES, { x }, fits(measures, room) ? "YES" : "NO", 2 * WEIGHT),
    ),
  ];
}

/** The thing compared with itself: neither more nor less, and the same size. */
function withItself(name: string): Fact[] {
  const slots = { x: name, bare: withoutArticle(name) };
  return [
    ...DIMENSIONS.flatMap(({ more, less, much }) => [
      ...[more, less].map((word) => fact("than", THAN_SHAPES, { ...slots, more: word }, "NO", ITSELF)),
      ...(much === undefined ? [] : [fact("as", AS_SHAPES, { ...slots, much }, "YES", ITSELF)]),
    ]),
    ...["more than", "less than"].map((more) =>
      fact("weighs", WEIGH_SHAPES, { ...slots, more }, "NO", ITSELF),
    ),
    fact("size", SAME_SIZE_SHAPES, slots, "YES", ITSELF),
  ];
}

function compared({ more, less, much, own, of }: Dimension, measures: Measures, other: Reference): Fact[] {
  const [mine, theirs] = [own(measures), of(other)];
  if (mine === undefined || theirs === undefined) return [];
  const ratio = ratioOf(mine, theirs);
  const slots = { x: other.name, bare: withoutArticle(other.name) };
  return [
    ...than([more, less], slots, ratio),
    ...(much === undefined ? [] : [fact("as", AS_SHAPES, { ...slots, much }, isMore(ratio), WEIGHT)]),
  ];
}

/** Facts on whether it is more, and whether it is less, than a reference. */
function than(comparatives: readonly string[], slots: { x: string; bare: string }, ratio: number): Fact[] {
  return comparatives.map((more, i) =>
    fact("than", THAN_SHAPES, { ...slots, more }, isMore(i === 0 ? ratio : 1 / ratio), WEIGHT),
  );
}

function weighed(x: string, ratio: number, comparatives: readonly string[]): Fact[] {
  return comparatives.map((more, i) =>
    fact("weighs", WEIGH_SHAPES, { x, more }, isMore(i === 0 ? ratio : 1 / ratio), WEIGHT),
  );
}

const ratioOf = (own: number, other: number) => own / other;
const isAbout = (ratio: number) => ratio < ABOUT && ratio > 1 / ABOUT;

function isMore(ratio: number): Answer {
  if (isAbout(ratio)) return "MAYBE";
  return ratio > 1 ? "YES" : "NO";
}

/** True if its box fits into the room, in any position. */
function fits({ length, width, height }: Measures, room: readonly number[]): boolean {
  const largestFirst = (sides: readonly number[]) => [...sides].sort((a, b) => b - a);
  const space = largestFirst(room);
  return largestFirst([length, width, height]).every((side, i) => side <= space[i]);
}
