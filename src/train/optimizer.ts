/** Adam (Kingma and Ba, 2015) over the latents, and the effective weights that the forward pass uses. */

import { ACTIVATION_SHIFT } from "../base/contract.js";
import {
  listedWeights,
  MAX_LATENT,
  MIN_LATENT,
  nearest,
  type ParameterLayout,
  toBias,
} from "./parameters.js";

export const BETA1 = 0.9;
export const BETA2 = 0.99;
export const EPSILON = 1e-8;
/** Added and subtracted again, so that numbers 2^53 times smaller become zero. */
const FLUSH_MEAN = 1e-16;
const FLUSH_SQUARE = 1e-22;
/** Gradients longer than this are shortened to it. */
const CLIP_NORM = 1;
/** A layer's output is its accumulator times this. */
const SHIFT_FACTOR = 1 / (1 << ACTIVATION_SHIFT);

/** State of the optimization; all arrays have the layout's length. */
export interface TrainingState {
  readonly latent: Float32Array;
  /** Weights and biases of the forward pass, divided by 4 as the activation shift does. */
  readonly effective: Float32Array;
  /** Adam's running means of the gradient and of its square. */
  readonly mean: Float32Array;
  readonly square: Float32Array;
}

export interface StepSettings {
  /** From 1. */
  readonly step: number;
  readonly learningRate: number;
  /** Part of the way from a weight to its grid point that the forward pass moves it: 0 none, 1 all. */
  readonly hardness: number;
  /** Distance that each step pulls weights toward zero, divided by the learning rate; see weight-pull.ts. */
  readonly shrink: number;
}

/** @param allocate gives zeroed memory, shared between threads or not */
export function createState(length: number, allocate: (length: number) => Float32Array): TrainingState {
  return {
    latent: allocate(length),
    effective: allocate(length),
    mean: allocate(length),
    square: allocate(length),
  };
}

/**
 * One step of Adam on the latents start … end, then their effective values.
 * @param gradient (layout.length) of the batch, in the effective values: their constant factor doesn't matter to Adam
 */
export function updateRange(
  state: TrainingState,
  layout: ParameterLayout,
  gradient: Float32Array,
  settings: StepSettings,
  start: number,
  end: number,
): void {
  const rate = settings.learningRate * correctionOf(settings.step);
  adam(state, gradient, clipOf(norm(gradient)), rate, start, end);
  const pull = settings.shrink * settings.learningRate;
  if (pull > 0)
    for (const [from, to] of listedWeights(layout))
      shrinkRange(state.latent, pull, Math.max(start, from), Math.min(end, to));
  refreshEffective(state, layout, settings.hardness, start, end);
}

/** Factor of a gradient of this length. */
export function clipOf(length: number): number {
  return Math.min(1, CLIP_NORM / (length + EPSILON));
}

/** Factor of the learning rate, as Adam's running means begin at zero. @param step from 1 */
export function correctionOf(step: number): number {
  return Math.sqrt(1 - BETA2 ** step) / (1 - BETA1 ** step);
}

function adam(
  { latent, mean, square }: TrainingState,
  gradient: Float32Array,
  clip: number,
  rate: number,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    const g = gradient[i] * clip;
    const m = BETA1 * mean[i] + (1 - BETA1) * g;
    const v = BETA2 * square[i] + (1 - BETA2) * g * g;
    // rounds to zero what would become denormal numbers, which are a hundred times as slow
    mean[i] = m + FLUSH_MEAN - FLUSH_MEAN;
    square[i] = v + FLUSH_SQUARE - FLUSH_SQUARE;
    latent[i] -= (rate * m) / (Math.sqrt(v) + EPSILON);
  }
}

/** Moves latents toward zero by `pull`, but not past it (the proximal step of an L1 penalty). */
function shrinkRange(latent: Float32Array, pull: number, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const w = latent[i];
    latent[i] = w > pull ? w - pull : w < -pull ? w + pull : 0;
  }
}

/** Recomputes the effective values of the latents start … end, and keeps these latents near the grid. */
export function refreshEffective(
  { latent, effective }: Pick<TrainingState, "latent" | "effective">,
  layout: ParameterLayout,
  hardness: number,
  start = 0,
  end = layout.length,
): void {
  const { layers, naming } = layout;
  for (const { weights, biases, outputs } of naming === undefined ? layers : [...layers, naming]) {
    roundWeights(latent, effective, hardness, Math.max(start, weights), Math.min(end, biases));
    const biasesEnd = Math.min(end, biases + outputs);
    for (let i = Math.max(start, biases); i < biasesEnd; i++) effective[i] = toBias(latent[i]) * SHIFT_FACTOR;
  }
  if (end === layout.length) refreshScales({ latent, effective }, layout);
}

/** Recomputes the logits' scales. */
export function refreshScales(
  { latent, effective }: Pick<TrainingState, "latent" | "effective">,
  { naming, logScale, namingScale }: ParameterLayout,
): void {
  effective[logScale] = Math.exp(latent[logScale]);
  if (naming !== undefined) effective[namingScale] = Math.exp(latent[namingScale]);
}

function roundWeights(
  latent: Float32Array,
  effective: Float32Array,
  hardness: number,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) {
    let w = latent[i];
    if (w < MIN_LATENT) {
      w = MIN_LATENT;
      latent[i] = w;
    } else if (w > MAX_LATENT) {
      w = MAX_LATENT;
      latent[i] = w;
    }
    effective[i] = (w + hardness * (nearest(w) - w)) * SHIFT_FACTOR;
  }
}

/** A vector's length. The order of the sum doesn't depend on the number of threads, so all of them get the same. */
function norm(vector: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i];
  return Math.sqrt(squares);
}

/** Adds further gradients to the first, from start to end, in their order. */
export function sumRange([sum, ...others]: readonly Float32Array[], start: number, end: number): void {
  for (const other of others) for (let i = start; i < end; i++) sum[i] += other[i];
}
