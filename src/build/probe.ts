/**
 * Reads a running program's network, layer by layer, from its memory, at its own labels: whatever runs the program
 * stops at `breakpoints`, and asks for what lies ready there.
 *
 *   const probe = new Probe({ symbols, layout: "columns", outputs: [192, 128, 36], join: 0 });
 *   for (const address of probe.breakpoints) machine.breakpoints.add(address);
 *   const { pc } = machine.run();
 *   if (pc === probe.stop(0)) probe.outputs(machine, 0);     // (192) activations of layer 1
 */

import { ACTIVATION_SHIFT, COUNT_SCALE } from "../base/contract.js";
import { type Layout, staysPacked } from "./layouts.js";

/** What a probe must know of a program. */
export interface Probed {
  /** Addresses of its labels, by name. */
  readonly symbols: ReadonlyMap<string, number>;
  readonly layout: Layout;
  /** Neurons of each layer. */
  readonly outputs: readonly number[];
  /** The layer, from 0, that the reply so far joins; undefined if there is none (head `replies`). */
  readonly join: number | undefined;
}

/** A machine that stands at one of the breakpoints. */
export interface Halted {
  /** [65536] bytes. */
  readonly memory: Uint8Array;
  readonly registers: { readonly hl: number };
}

const PAGE = 256;

export class Probe {
  /** Where a layer's outputs lie ready. */
  readonly breakpoints: readonly number[];
  readonly #program: Probed;

  constructor(program: Probed) {
    this.#program = program;
    const labels = new Set(program.outputs.map((_, layer) => this.#label(layer)));
    this.breakpoints = [...labels].map((label) => this.#at(label));
  }

  /** Breakpoint at which a layer's outputs lie ready. @param layer from 0 */
  stop(layer: number): number {
    return this.#at(this.#label(layer));
  }

  /**
   * A layer's outputs, where the machine stands at the layer's breakpoint.
   * @param layer from 0; the last one's outputs are the logits
   */
  outputs(machine: Halted, layer: number): Int16Array {
    const { outputs, layout, join } = this.#program;
    const count = outputs[layer];
    const page = machine.registers.hl & 0xff00;
    if (layer === outputs.length - 1) return logits(words(machine, page, count));
    if (staysPacked(layout)) return words(machine, page, count);
    // accumulators lie ready; those of the layer that the reply joins as an offset and a signed byte that counts 32s
    const sums = layer === join ? machine.memory[this.#at("sums_page")] * PAGE : 0;
    const accumulators =
      layer === join
        ? words(machine, this.#at("OFFSET_LOW"), count).map(
            (offset, n) => offset + COUNT_SCALE * ((machine.memory[sums + n] << 24) >> 24),
          )
        : words(machine, this.#at(this.#page(layer)), count);
    return accumulators.map((accumulator) => Math.max(0, accumulator >> ACTIVATION_SHIFT));
  }

  /** The label that a layer is ready at. Where layer 1 is all of the question part, it has a label of its own. */
  #label(layer: number): string {
    const { outputs, layout, join, symbols } = this.#program;
    if (layer === outputs.length - 1) return "network_done";
    if (!staysPacked(layout) && layer === join) return "sums_done";
    return layer === 0 && symbols.has("layer_1_done") ? "layer_1_done" : "layer_done";
  }

  /** The page, in layouts columns and small, that a layer's accumulators lie in; not of the layer that the reply joins. */
  #page(layer: number): string {
    const join = this.#program.join ?? 0;
    if (layer < Math.max(join, 1)) return "QUESTION_LOW";
    return (layer - join) % 2 === 1 ? "EVEN_LOW" : "ODD_LOW";
  }

  #at(label: string): number {
    const address = this.#program.symbols.get(label);
    if (address === undefined) throw new Error(`the program has no label ${label}`);
    return address;
  }
}

/** 16-bit numbers of a machine, low bytes in one page and high bytes in the next. */
function words({ memory }: Halted, page: number, count: number): Int16Array {
  return Int16Array.from({ length: count }, (_, n) => memory[page + n] | (memory[page + PAGE + n] << 8));
}

/** The last layer's accumulators are 8000h too large, and wait to be shifted. */
function logits(accumulators: Int16Array): Int16Array {
  return accumulators.map((accumulator) => ((accumulator ^ 0x8000) << 16) >> (16 + ACTIVATION_SHIFT));
}
