/** Steps on a backend of tfjs, for machines with its native one: products by tfjs, everything else in plain numbers. */

import type { Backend } from "./backend.js";
import { GradientEngine, type Tfjs } from "./engine.js";
import { createState, sumRange, type TrainingState, updateRange } from "./optimizer.js";

interface Arrays {
  readonly state: TrainingState;
  /** (threads) of the layout's length each; the first becomes their sum */
  readonly gradients: readonly Float32Array[];
}

/** @param tf with the backend that is set in it */
export function tfjsBackend(tf: Tfjs): Backend<Arrays> {
  return {
    name: tf.getBackend(),
    allocate({ layout, threads }) {
      const floats = (length: number): Float32Array =>
        new Float32Array(threads > 1 ? new SharedArrayBuffer(4 * length) : new ArrayBuffer(4 * length));
      return {
        state: createState(layout.length, floats),
        gradients: Array.from({ length: threads }, () => floats(layout.length)),
      };
    },
    work({ state, gradients }, { layout, lessons, outcomes, thread }) {
      const engine = new GradientEngine(tf, layout, lessons, outcomes);
      return {
        state,
        gradient(rows, settings) {
          if (rows.length === 0) gradients[thread].fill(0);
          else engine.gradient(state.effective, rows, settings, gradients[thread]);
        },
        sum: (start, end) => sumRange(gradients, start, end),
        update: (settings, start, end) => updateRange(state, layout, gradients[0], settings, start, end),
      };
    },
  };
}
