/** A topic as a list of facts: each truth with the shapes that ask for it. */

import type { Random } from "../../base/random.js";
import { comparisons } from "./comparisons.js";
import { conjunctions } from "./conjunctions.js";
import { type Fact, fact } from "./fact.js";
import { nounSlots, withAdjective, withArticle } from "./nouns.js";
import { WIN } from "./replies.js";
import {
  CAN_SHAPES,
  DESCRIBED_SHAPES,
  DOES_SHAPES,
  EATS_SHAPES,
  GUESS_SHAPES,
  HAS_SHAPES,
  IS_SHAPES,
  KIND_SHAPES,
  LIVES_SHAPES,
  MATERIAL_SHAPES,
  PEOPLE_SHAPES,
  PLACE_SHAPES,
  PLACED_SHAPES,
  USE_SHAPES,
} from "./shapes.js";
import type { Slots } from "./template.js";
import type { Topic } from "./topic.js";

/** Weight of a truth; that of a comparison is 1. */
const TRUTH = 4;
const GUESS = 2;

/** All facts of a topic; which truths are paired in one question is random. */
export function knowledge(topic: Topic, random: Random): Fact[] {
  const places = topic.lives ? [...PLACE_SHAPES, ...LIVES_SHAPES] : PLACE_SHAPES;
  return [
    ...truths("is", topic.is, IS_SHAPES, (x) => ({ x, ax: withArticle(x) })),
    ...truths("kind", topic.kind, KIND_SHAPES, nounSlots),
    ...truths("has", topic.has, HAS_SHAPES, nounSlots),
    ...truths("can", topic.can, CAN_SHAPES),
    ...truths("does", topic.does, DOES_SHAPES),
    ...truths("people", topic.people, PEOPLE_SHAPES),
    ...truths("place", topic.place, places, placeSlots),
    ...truths("eats", topic.eats, EATS_SHAPES),
    ...truths("material", topic.material, MATERIAL_SHAPES),
    ...truths("use", topic.use, USE_SHAPES),
    ...comparisons(topic),
    ...conjunctions(topic, random),
    ...guesses(topic),
  ];
}

function truths(
  kind: string,
  known: Topic["is"],
  shapes: readonly string[],
  slotsOf: (words: string) => Slots = (x) => ({ x }),
): Fact[] {
  if (known === undefined) return [];
  return (["YES", "NO", "MAYBE"] as const).flatMap((answer) =>
    known[answer].map((words) => fact(kind, shapes, slotsOf(words), answer, TRUTH)),
  );
}

/** A place's preposition and article, and players' other article: "in a kitchen" is asked as "in the kitchen", too. */
function placeSlots(place: string): Slots {
  return { x: place.replace(/^(\w+) (an?) /, "$1 [$2|the] ") };
}

/** Guesses: the secret and the others in the same shapes, bare, or with an adjective or place that is true of the secret. */
function guesses(topic: Topic): Fact[] {
  const adjectives = topic.is?.YES ?? [];
  const places = topic.place?.YES ?? [];
  const shapes = [
    ...GUESS_SHAPES,
    ...(adjectives.length === 0 ? [] : DESCRIBED_SHAPES),
    ...(places.length === 0 ? [] : PLACED_SHAPES),
  ];
  const slotsOf = (noun: string) => ({
    ...nounSlots(noun),
    described: `[${adjectives.map((adjective) => withAdjective(adjective, noun)).join("|")}]`,
    somewhere: `[${places.join("|")}]`,
  });
  return [
    ...topic.names.map((name) => fact("guess", shapes, slotsOf(name), WIN, GUESS)),
    ...topic.others.map((other) => fact("guess", shapes, slotsOf(other), "NO", GUESS)),
  ];
}
