/**
 * Checkpoints: all the state from which a training resumes as if it had never stopped.
 *
 *   const bytes = serializeCheckpoint(checkpoint);
 *   const same = parseCheckpoint(bytes, "model.json.checkpoint");
 *
 * The file is one line of JSON, then the arrays' bytes in the order of {@link arraysOf}, little-endian, then the
 * CRC-32 of everything before it, four bytes.
 */

import { z } from "zod";
import {
  CONTEXT_BUCKET_COUNTS,
  MAX_ANSWERS,
  MAX_CHARSET,
  MAX_REPLY,
  MAX_WIDTH,
  UNSTATED_BUCKETS,
} from "../base/contract.js";
import { crc32 } from "../base/crc32.js";
import { InputError } from "../base/input-error.js";
import { BUCKET_COUNTS, ENCODERS, encoderOf } from "../model/encoder.js";
import { parseModel, serializeModel } from "../model/file.js";
import type { Network, NetworkShape } from "../model/network.js";
import type { Outcomes } from "./engine.js";
import type { HistoryPoint } from "./history.js";
import type { TrainingState } from "./optimizer.js";
import { layOut, type ParameterLayout } from "./parameters.js";

const FORMAT = "zmlm-checkpoint 5";
/** Formats of before networks had kinds; they can still be read. Their weights lie row by row, (outputs, inputs). */
const BY_ROWS_FORMAT = "zmlm-checkpoint 4";
/** The same without a checksum. */
const UNCHECKED_FORMAT = "zmlm-checkpoint 3";
const CHECKSUM_BYTES = 4;
/** Most bytes of the line of JSON, which contains a model. */
const MAX_HEADER = 1 << 23;

/** What the weights mean. Needed also before there is a best network, whose model file would tell it. */
export interface CheckpointShape extends NetworkShape {
  /** Answers that the second head names; 0: there is none. */
  readonly named: number;
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
}

export interface Checkpoint {
  readonly shape: CheckpointShape;
  /** Identifies the training: it resumes only from its own checkpoint. */
  readonly fingerprint: string;
  /** Rounds and steps done; a round is an epoch or, if there are many rows, a part of one. */
  readonly rounds: number;
  readonly step: number;
  /** Checks of integer accuracy done. */
  readonly checks: number;
  /** Pull at the weights; see StepSettings. */
  readonly shrink: number;
  readonly seconds: number;
  readonly best: { readonly network: Network; readonly accuracy: number } | undefined;
  readonly history: readonly HistoryPoint[];
  readonly state: TrainingState;
  readonly outcomes: Outcomes;
}

/** The arrays in the order of the file. */
function arraysOf({
  state,
  outcomes,
}: Pick<Checkpoint, "state" | "outcomes">): (Float32Array | Uint8Array)[] {
  return [state.latent, state.effective, state.mean, state.square, outcomes.loss, outcomes.right];
}

export function serializeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { fingerprint, shape, rounds, step, checks, shrink, seconds } = checkpoint;
  const { best, history, state, outcomes } = checkpoint;
  const arrays = arraysOf(checkpoint);
  const header = JSON.stringify({
    format: FORMAT,
    fingerprint,
    shape: { ...shape, encoder: shape.encoder.name, buckets: shape.encoder.buckets },
    rounds,
    step,
    checks,
    shrink,
    seconds,
    latents: state.latent.length,
    rows: outcomes.right.length,
    history,
    ...(best && { best: { model: serializeModel(best.network), accuracy: best.accuracy } }),
  });
  const head = new TextEncoder().encode(`${header}\n`);
  const length = arrays.reduce((sum, { byteLength }) => sum + byteLength, head.length);
  const bytes = new Uint8Array(length + CHECKSUM_BYTES);
  bytes.set(head);
  let at = head.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  new DataView(bytes.buffer).setUint32(length, crc32(bytes.subarray(0, length)), true);
  return bytes;
}

/** Upper limit of numbers in a checkpoint, far above those of a real training. */
const MOST = 1e12;
const count = z.int().min(0).max(MOST);
const share = z.number().min(0).max(1);

/** What the header says; the rest is bytes. */
const headerSchema = z.strictObject({
  format: z.enum([FORMAT, BY_ROWS_FORMAT, UNCHECKED_FORMAT]),
  fingerprint: z.string(),
  shape: z.strictObject({
    encoder: z.enum(ENCODERS),
    buckets: z.literal(BUCKET_COUNTS).default(UNSTATED_BUCKETS),
    charset: z.string().max(MAX_CHARSET),
    answers: z.array(z.string().min(1).max(MAX_REPLY)).min(1).max(MAX_ANSWERS).optional(),
    known: z.array(z.string().min(1).max(MAX_REPLY)).min(1).max(MAX_ANSWERS).optional(),
    join: z.strictObject({ layer: z.literal([1, 2]), buckets: z.literal(CONTEXT_BUCKET_COUNTS) }).optional(),
    hidden: z.array(z.int().min(1).max(MAX_WIDTH)),
    named: z.int().min(0).max(MAX_ANSWERS).default(0),
  }),
  rounds: count,
  step: count,
  checks: count,
  shrink: z.number().min(0).max(MOST),
  seconds: z.number().min(0).max(MOST),
  latents: count,
  rows: count,
  best: z.strictObject({ model: z.string(), accuracy: share }).optional(),
  history: z
    .array(
      z.strictObject({
        step: count,
        epoch: count,
        seconds: z.number().min(0).max(MOST),
        loss: z.number().min(-MOST).max(MOST),
        floatAccuracy: share,
        integerAccuracy: share.optional(),
        heldOutAccuracy: share.optional(),
        largestAccumulators: z.array(count).optional(),
      }),
    )
    .default([]),
});

/**
 * @param file the name to give in errors
 * @throws InputError if this is not a whole checkpoint
 */
export function parseCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const damaged = new InputError("this is not a whole checkpoint of zmlm train; delete it and train again", {
    file,
  });
  const end = bytes.subarray(0, MAX_HEADER).indexOf(0x0a);
  let header: z.infer<typeof headerSchema>;
  try {
    header = headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, Math.max(0, end)))));
  } catch {
    throw damaged;
  }
  const { latents, rows, best, shape, ...numbers } = header;
  const length = end + 1 + 16 * latents + 5 * rows;
  if (header.format !== UNCHECKED_FORMAT) {
    if (bytes.length !== length + CHECKSUM_BYTES) throw damaged;
    const checksum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(length, true);
    if (crc32(bytes.subarray(0, length)) !== checksum) throw damaged;
  } else if (bytes.length !== length) throw damaged;
  const { buckets, ...stated } = shape;
  const known: CheckpointShape = { ...stated, encoder: encoderOf(shape.encoder, buckets) };
  if (!isPossible(known)) throw damaged;
  const layout = layOut(known, known.hidden, known.named);
  if (latents !== layout.length) throw damaged;
  let at = end + 1;
  const floats = (length: number): Float32Array => {
    at += 4 * length;
    return new Float32Array(bytes.slice(at - 4 * length, at).buffer);
  };
  const state = {
    latent: floats(latents),
    effective: floats(latents),
    mean: floats(latents),
    square: floats(latents),
  };
  if (header.format !== FORMAT) for (const array of Object.values(state)) byColumns(array, layout);
  if (Object.values(state).some((array) => !array.every(Number.isFinite))) throw damaged;
  const outcomes = { loss: floats(rows), right: bytes.slice(at, at + rows) };
  return {
    fingerprint: numbers.fingerprint,
    shape: known,
    rounds: numbers.rounds,
    step: numbers.step,
    checks: numbers.checks,
    shrink: numbers.shrink,
    seconds: numbers.seconds,
    history: numbers.history,
    best: best && { network: parseModel(best.model, file), accuracy: best.accuracy },
    state,
    outcomes,
  };
}

function isPossible({ charset, answers, known, join, hidden }: CheckpointShape): boolean {
  if (answers !== undefined) return charset === "" && join === undefined && known === undefined;
  return charset !== "" && (join?.layer !== 2 || hidden.length > 0);
}

/** Turns weights that lie row by row, (outputs, inputs), into what a layout has. */
function byColumns(values: Float32Array, { layers }: ParameterLayout): void {
  for (const { inputs, outputs, weights, biases } of layers) {
    const rows = values.slice(weights, biases);
    for (let o = 0; o < outputs; o++)
      for (let i = 0; i < inputs; i++) values[weights + i * outputs + o] = rows[o * inputs + i];
  }
}

/**
 * Copies a checkpoint's arrays into arrays of the same lengths.
 * @throws InputError if the lengths differ
 */
export function restoreArrays(from: Checkpoint, to: Pick<Checkpoint, "state" | "outcomes">): void {
  const targets = arraysOf(to);
  arraysOf(from).forEach((array, index) => {
    const target = targets[index];
    if (target.length !== array.length)
      throw new InputError("the checkpoint has another shape than this training; delete it and train again");
    target.set(array);
  });
}
