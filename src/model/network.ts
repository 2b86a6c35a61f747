/**
 * The network: dense layers with weights of two bits and biases of sixteen.
 *
 * A network has a question part, which runs once a reply, and a reply part, which runs for each character. The counts
 * of the reply so far join the inputs of layer 1 or of layer 2: there the reply part begins.
 *
 *     joinOf(network);        // { layer: 2, buckets: 64 }
 *     headOf(network);        // "characters"
 *     shapeText(network);     // "512 -> 192 + 64 -> 128 -> 36"
 */

import { isPrintableAscii } from "../base/ascii.js";
import {
  CONTEXT_BUCKET_COUNTS,
  CONTEXT_BUCKETS,
  MAX_ANSWERS,
  MAX_CHARSET,
  MAX_REPLY,
  MAX_WEIGHT,
  MAX_WIDTH,
  MIN_WEIGHT,
} from "../base/contract.js";
import { InputError } from "../base/input-error.js";
import type { Encoder } from "./encoder.js";
import { compareReplies } from "./known-replies.js";

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** (outputs, inputs), row-major, each -2, -1, 0 or +1. */
  readonly weights: Int8Array;
  /** (outputs) */
  readonly biases: Int16Array;
}

/**
 * Where the counts of the reply so far join the network. They are the last inputs of that layer, times 32: in layer 1
 * they follow the question's counts, in layer 2 they follow layer 1's activations.
 */
export interface Join {
  readonly layer: 1 | 2;
  /** Buckets of these counts; 128 where they join layer 1. */
  readonly buckets: (typeof CONTEXT_BUCKET_COUNTS)[number];
}

/** The join of networks that don't state one, such as Z80-μLM's. */
export const UNSTATED_JOIN: Join = { layer: 1, buckets: CONTEXT_BUCKETS };
/** The join of new networks by default. */
export const DEFAULT_JOIN: Join = { layer: 2, buckets: 64 };

/** What a network states of its join: nothing if it is {@link UNSTATED_JOIN}. */
export function statedJoin(join: Join | undefined): Pick<Network, "join"> {
  const isUnstated = join?.layer === UNSTATED_JOIN.layer && join.buckets === UNSTATED_JOIN.buckets;
  return join === undefined || isUnstated ? {} : { join };
}

/** A whole join: what isn't given is the default's, or what alone is possible. */
export function wholeJoin({ layer = DEFAULT_JOIN.layer, buckets }: Partial<Join>): Join {
  return { layer, buckets: buckets ?? (layer === 1 ? UNSTATED_JOIN : DEFAULT_JOIN).buckets };
}

/** What an output stands for: a character of the reply, or a whole reply. */
export const HEADS = ["characters", "replies"] as const;
export type Head = (typeof HEADS)[number];

export interface Network {
  /** How a question becomes counts, and how many: layer 1's inputs begin with them. */
  readonly encoder: Encoder;
  /** Undefined: {@link UNSTATED_JOIN}. A network of head `replies` has no reply part, so nothing joins. */
  readonly join?: Join | undefined;
  /** Head `characters`: one character per output of the last layer; the last of them ends the reply. Else empty. */
  readonly charset: string;
  /**
   * The only replies that can come out, 1 to 256, in the order of `compareReplies`. Undefined: whatever the
   * outputs spell. A network of head `replies` has none.
   */
  readonly known?: readonly string[] | undefined;
  /** Head `replies`: one answer per output of the last layer. Undefined: head `characters`. */
  readonly answers?: readonly string[] | undefined;
  readonly layers: readonly Layer[];
}

/** A network without its weights. */
export type NetworkShape = Omit<Network, "layers">;

export function headOf({ answers }: Pick<Network, "answers">): Head {
  return answers === undefined ? "characters" : "replies";
}

/** Where the reply so far joins; undefined if the network has no reply part. */
export function joinOf({ join, answers }: Pick<Network, "join" | "answers">): Join | undefined {
  return answers === undefined ? (join ?? UNSTATED_JOIN) : undefined;
}

/** Number of counts of the reply so far among the inputs of a layer. @param index from 0 */
export function contextInputs(network: Pick<Network, "join" | "answers">, index: number): number {
  const join = joinOf(network);
  return join !== undefined && index === join.layer - 1 ? join.buckets : 0;
}

/** Inputs of layer 1: the question's buckets, then those of the reply so far if they join there. */
export function inputWidth(network: Pick<Network, "encoder" | "join" | "answers">): number {
  return network.encoder.buckets + contextInputs(network, 0);
}

/** Widths from input to output, e.g. [256, 256, 192, 128, 40]. */
export function widths(network: Network): number[] {
  return [network.layers[0].inputs, ...network.layers.map((layer) => layer.outputs)];
}

/** The same for people, e.g. "256 -> 256 -> 192 -> 128 -> 40", or "512 -> 192 + 64 -> 128 -> 40" with a join at layer 2. */
export function shapeText(network: Network, arrow = "->"): string {
  const joined = contextInputs(network, 1);
  return widths(network)
    .map((width, index) => (index === 1 && joined > 0 ? `${width} + ${joined}` : String(width)))
    .join(` ${arrow} `);
}

/** Share of the weights that are not zero. */
export function density({ layers }: Network): number {
  let [nonZero, all] = [0, 0];
  for (const { weights } of layers) {
    for (const weight of weights) if (weight !== 0) nonZero++;
    all += weights.length;
  }
  return nonZero / all;
}

/**
 * Throws an InputError that names the first part of the network that breaks the contract.
 * @param file the name to give in the error
 */
export function checkNetwork(network: Network, file?: string): void {
  const place = file === undefined ? {} : { file };
  const fail = (what: string): never => {
    throw new InputError(what, place);
  };
  const { layers, join } = network;
  if (layers.length === 0) fail("the network has no layers");
  const fault = headOf(network) === "characters" ? charsetFault(network) : answersFault(network);
  if (fault !== undefined) fail(fault);
  if (join !== undefined) {
    if (join.layer === 1 && join.buckets !== CONTEXT_BUCKETS)
      fail(`the reply joins layer 1 in ${join.buckets} buckets; there only ${CONTEXT_BUCKETS} are possible`);
    if (!CONTEXT_BUCKET_COUNTS.includes(join.buckets))
      fail(
        `the reply is counted in ${join.buckets} buckets; ${CONTEXT_BUCKET_COUNTS.join(" or ")} are possible`,
      );
    if (join.layer > layers.length) fail("the reply joins layer 2, and there is only one layer");
  }
  let inputs = network.encoder.buckets;
  layers.forEach((layer, index) => {
    const name = `layer ${index + 1}`;
    inputs += contextInputs(network, index);
    if (layer.inputs !== inputs) fail(`${name} takes ${layer.inputs} inputs where ${inputs} come in`);
    if (layer.outputs < 1 || layer.outputs > MAX_WIDTH)
      fail(`${name} is ${layer.outputs} wide; 1 to ${MAX_WIDTH} are possible`);
    if (layer.weights.length !== layer.inputs * layer.outputs)
      fail(`${name} has ${layer.weights.length} weights where ${layer.inputs * layer.outputs} belong`);
    if (layer.biases.length !== layer.outputs)
      fail(`${name} has ${layer.biases.length} biases where ${layer.outputs} belong`);
    if (layer.weights.some((weight) => weight < MIN_WEIGHT || weight > MAX_WEIGHT))
      fail(`${name} has a weight outside ${MIN_WEIGHT} to +${MAX_WEIGHT}`);
    inputs = layer.outputs;
  });
  const { length } = network.answers ?? network.charset;
  if (inputs !== length)
    fail(
      `the last layer is ${inputs} wide and ${network.answers === undefined ? "the charset has" : "there are"} ${length} ${network.answers === undefined ? "entries" : "answers"}`,
    );
}

function charsetFault({ charset, known }: Network): string | undefined {
  if (charset.length < 1 || charset.length > MAX_CHARSET)
    return `the charset has ${charset.length} entries; 1 to ${MAX_CHARSET} are possible`;
  if (new Set(charset).size !== charset.length) return "the charset names a character twice";
  if (!isPrintableAscii(charset.slice(0, -1))) return "the charset has a character that CP/M can't print";
  return known === undefined ? undefined : knownFault(charset, known);
}

function knownFault(charset: string, known: readonly string[]): string | undefined {
  if (known.length < 1 || known.length > MAX_ANSWERS)
    return `there are ${known.length} known replies; 1 to ${MAX_ANSWERS} are possible`;
  const characters = charset.slice(0, -1);
  const odd = known.find(
    (reply) =>
      reply.length < 1 ||
      reply.length > MAX_REPLY ||
      !Array.from(reply).every((character) => characters.includes(character)),
  );
  if (odd !== undefined)
    return `the known reply ${JSON.stringify(odd)} is not 1 to ${MAX_REPLY} characters of the charset`;
  if (known.some((reply, index) => index > 0 && compareReplies(charset, known[index - 1], reply) >= 0))
    return "the known replies are not in their order, each once";
  return undefined;
}

function answersFault({ answers = [], charset, join, known }: Network): string | undefined {
  if (known !== undefined) return "a network of head replies has its answers, and no other known replies";
  if (charset !== "") return "a network of head replies has no charset";
  if (join !== undefined) return "a network of head replies has no reply part that anything could join";
  if (answers.length < 1 || answers.length > MAX_ANSWERS)
    return `there are ${answers.length} answers; 1 to ${MAX_ANSWERS} are possible`;
  if (new Set(answers).size !== answers.length) return "an answer is named twice";
  const odd = answers.find(
    (answer) => answer.length < 1 || answer.length > MAX_REPLY || !isPrintableAscii(answer),
  );
  if (odd !== undefined)
    return `the answer ${JSON.stringify(odd)} is not 1 to ${MAX_REPLY} characters that CP/M can print`;
  return undefined;
}
