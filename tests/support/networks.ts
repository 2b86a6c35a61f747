/** Random networks for tests: any depth and width, weights and biases that make accumulators wrap. */

import { CONTEXT_BUCKET_COUNTS, END_OF_REPLY, MAX_WEIGHT, MIN_WEIGHT } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { BUCKET_COUNTS, ENCODERS, type EncoderName, encoderOf } from "../../src/model/encoder.js";
import { compareReplies } from "../../src/model/known-replies.js";
import { contextInputs, type Head, type Join, type Layer, type Network } from "../../src/model/network.js";

const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).filter(
  (character) => character < "a" || character > "z",
);

export interface NetworkShape {
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
  /** Entries of the charset, 1 to 70. */
  readonly outputs: number;
  readonly encoder: EncoderName;
  /** Buckets that questions are counted in; 128 if not given. */
  readonly buckets?: number;
  /** Where the reply so far joins; layer 1 if not given. */
  readonly join?: Join;
  /** `characters` if not given; `replies` has answers of 1 to 50 characters as outputs, 1 to 256 of them. */
  readonly head?: Head;
  /** True: only some random replies can come out, with head `characters`. */
  readonly known?: boolean;
  /** Share of weights that are not zero. */
  readonly density: number;
  /** Biases lie within ± this. */
  readonly biasRange: number;
}

export function randomNetwork(random: Random, shape: NetworkShape): Network {
  const encoder = encoderOf(shape.encoder, shape.buckets);
  const sizes = [encoder.buckets, ...shape.hidden, shape.outputs];
  const kind =
    shape.head === "replies"
      ? { charset: "", answers: randomAnswers(random, shape.outputs) }
      : spelling(random, shape);
  const layers = sizes
    .slice(1)
    .map((outputs, i) => randomLayer(random, sizes[i] + contextInputs(kind, i), outputs, shape));
  return { encoder, ...kind, layers };
}

function spelling(random: Random, shape: NetworkShape): Pick<Network, "charset" | "join" | "known"> {
  const charset = randomCharset(random, shape.outputs);
  const known = shape.known && charset.length > 1 ? { known: randomReplies(random, charset) } : {};
  return { charset, ...(shape.join && { join: shape.join }), ...known };
}

/** 1 to 256 replies that share many of their beginnings. */
function randomReplies(random: Random, charset: string): string[] {
  const letters = Array.from(charset.slice(0, -1));
  const few = random.shuffle([...letters]).slice(0, 3);
  const replies = Array.from({ length: random.pick([1, 2, 7, 60, 256]) }, () =>
    Array.from({ length: random.pick([1, 2, 3, 5, 9, 50]) }, (_, i) =>
      random.pick(i < 4 ? few : letters),
    ).join(""),
  );
  return [...new Set(replies)].sort((a, b) => compareReplies(charset, a, b));
}

function randomCharset(random: Random, entries: number): string {
  return (
    random
      .shuffle([...PRINTABLE])
      .slice(0, entries - 1)
      .join("") + END_OF_REPLY
  );
}

/** Different answers: each ends with its number. */
function randomAnswers(random: Random, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const letters = Array.from({ length: random.pick([0, 1, 3, 10, 46]) }, () => random.pick(PRINTABLE));
    return `${letters.join("")}#${i}`;
  });
}

/** A network most of whose weights that meet the question aren't zero, however few the others are. */
export function denseForQuestions(random: Random, shape: NetworkShape): Network {
  const network = randomNetwork(random, shape);
  const { inputs, weights } = network.layers[0];
  weights.forEach((_, at) => {
    if (at % inputs < network.encoder.buckets) weights[at] = random.int(MIN_WEIGHT, MAX_WEIGHT);
  });
  return network;
}

/** A network whose layer 3 adds words: its inputs are all above 255. */
export function largeActivations(): Network {
  const shape = { outputs: 20, encoder: "word", density: 0.15, biasRange: 0 } as const;
  const network = randomNetwork(new Random(4), { ...shape, hidden: [8, 8] });
  for (const { biases } of network.layers.slice(0, 2)) biases.fill(8000);
  return network;
}

function randomLayer(random: Random, inputs: number, outputs: number, shape: NetworkShape): Layer {
  const nonZero = [MIN_WEIGHT, -1, MAX_WEIGHT];
  const weights = Int8Array.from({ length: inputs * outputs }, () =>
    random.float() < shape.density ? random.pick(nonZero) : 0,
  );
  const biases = Int16Array.from({ length: outputs }, () => random.int(-shape.biasRange, shape.biasRange));
  return { inputs, outputs, weights, biases };
}

/** A shape drawn at random: 1 to 5 layers, widths 1 to 256, often not a multiple of 4. */
export function randomShape(random: Random): NetworkShape {
  const width = () => {
    const size = random.float();
    return size < 0.6 ? random.int(1, 20) : size < 0.9 ? random.int(21, 80) : random.int(81, 256);
  };
  return {
    hidden: Array.from({ length: random.int(0, 4) }, width),
    outputs: random.int(1, 70),
    encoder: random.pick(ENCODERS),
    density: random.pick([0.1, 0.3, 0.7, 1]),
    biasRange: random.pick([0, 500, 32767]),
  };
}

/** Join, head and buckets drawn at random, for a shape of the kind that {@link randomShape} draws. */
export function randomKind(random: Random, shape: NetworkShape = randomShape(random)): NetworkShape {
  const buckets = random.pick(BUCKET_COUNTS);
  if (random.float() < 0.25) return { ...shape, buckets, head: "replies", outputs: random.int(1, 256) };
  const known = random.float() < 0.5;
  if (random.float() < 0.25) return { ...shape, buckets, known };
  const hidden = shape.hidden.length > 0 ? shape.hidden : [random.int(1, 256)];
  return {
    ...shape,
    hidden,
    buckets,
    known,
    join: { layer: 2, buckets: random.pick(CONTEXT_BUCKET_COUNTS) },
  };
}

/** Text such as people and fuzzers type: words, blanks, controls, eighth bits; 0 to 126 characters. */
export function randomQuestion(random: Random): string {
  const length = random.pick([0, 1, 2, 5, 12, 30, 126, random.int(0, 126)]);
  const kind = random.int(0, 3);
  const code = () => {
    if (kind === 0) return random.float() < 0.2 ? 0x20 : random.int(0x61, 0x7a);
    if (kind === 1) return random.int(0x20, 0x7e);
    if (kind === 2) return random.pick([0x20, 0x61, 0x41]);
    return random.int(0, 255);
  };
  return Array.from({ length }, () => String.fromCharCode(code())).join("");
}

/** One for tests of the command that need a model, whatever it says. */
export function smallNetwork(): Network {
  return randomNetwork(new Random(1), {
    hidden: [16],
    outputs: 5,
    encoder: "word",
    density: 0.3,
    biasRange: 100,
  });
}
