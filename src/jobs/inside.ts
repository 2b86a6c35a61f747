/**
 * A machine that tells what its chat program computes: the question as the BDOS handed it over, and each layer's
 * outputs for each character of the reply, read from memory at the program's own labels.
 *
 *   const machine = new ObservedMachine(program, console, { question, step });
 *   await session.run(machine, { clockMHz: 4 });
 *   machine.holds = true;       // from now on it stands still after each character…
 *   machine.release();          // …until it is told to go on
 */

import { LAYOUTS } from "../build/layouts.js";
import { Probe } from "../build/probe.js";
import { type ConsolePort, CpmMachine } from "../cpm/index.js";
import type { Runnable, Stop } from "../terminal/session.js";
import type { PageProgram } from "./page.js";

/** A question that the program has read, and counted. */
export interface SeenQuestion {
  /** As typed. */
  readonly text: string;
  /** The bucket that each of its trigrams was counted in, in the order of the text. */
  readonly buckets: readonly number[];
}

/** What was computed for a character of a reply; with head `replies`, for the whole reply. */
export interface SeenStep {
  /**
   * Outputs of each layer; the last one's are the logits. None if the character took no pass: no other one can follow in
   * the network's known replies.
   */
  readonly layers: readonly Int16Array[];
  /** Index of the output that the program took. */
  readonly chosen: number;
  /** T-states that the character took; the first one's include the question's. */
  readonly tStates: number;
  /** What the program says instead, as it is unsure of the whole reply; no further step follows. */
  readonly fallback?: string | undefined;
}

/** Called while the machine runs. */
export interface Observer {
  question(question: SeenQuestion): void;
  step(step: SeenStep): void;
}

/** Number of the BDOS function READ LINE. DE -> buffer: its capacity, the line's length, the line. */
const READ_LINE = 10;

export class ObservedMachine implements Runnable {
  /** True: it stands still after each character. */
  holds = false;
  readonly #machine: CpmMachine;
  readonly #program: PageProgram;
  readonly #observer: Observer;
  readonly #probe: Probe | undefined;
  /** By address, what to do when the program comes there. */
  readonly #visits: ReadonlyMap<number, readonly (() => void)[]>;
  #buffer = 0;
  #text = "";
  #buckets: number[] = [];
  /** The next layer to come, from 0. */
  #layer = 0;
  #layers: Int16Array[] = [];
  #since = 0;
  #isHeld = false;
  #waits = false;

  constructor(program: PageProgram, console: ConsolePort, observer: Observer) {
    this.#program = program;
    this.#observer = observer;
    this.#probe = probeOf(program);
    this.#machine = new CpmMachine({
      console,
      trace: {
        call: (call) => {
          if ("bdos" in call && call.bdos === READ_LINE) this.#buffer = this.#machine.registers.de;
        },
        result: (call) => {
          if ("bdos" in call && call.bdos === READ_LINE) this.#text = this.#line();
        },
      },
    });
    this.#visits = this.#probe === undefined ? new Map() : this.#places(this.#probe);
    for (const address of this.#visits.keys()) this.#machine.breakpoints.add(address);
    this.#machine.load(program.com, "");
  }

  get tStates(): number {
    return this.#machine.tStates;
  }

  get heldKey(): number | undefined {
    return this.#machine.heldKey;
  }

  /** True while it stands still after a character. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** True while the program waits for a key. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Lets it go on to the next character. */
  release(): void {
    this.#isHeld = false;
  }

  /** While it is held, it claims to wait for a key: so whoever runs it doesn't wait in a loop. */
  run(maxTStates: number): Stop {
    const end = this.tStates + maxTStates;
    this.#waits = false;
    for (;;) {
      if (this.#isHeld) return { kind: "input" };
      const stop = this.#machine.run(end - this.tStates);
      this.#waits = stop.kind === "input";
      if (stop.kind !== "breakpoint") return stop;
      for (const visit of this.#visits.get(stop.pc) ?? []) visit();
    }
  }

  #places(probe: Probe): Map<number, (() => void)[]> {
    const places = new Map<number, (() => void)[]>();
    const visit = (address: number | undefined, action: () => void) => {
      if (address !== undefined) places.set(address, [...(places.get(address) ?? []), action]);
    };
    const { symbols, network } = this.#program;
    const last = network.outputs.length - 1;
    visit(symbols.get("reply_start"), () => {
      this.#buckets = [];
      this.#begin(0);
    });
    // where encoders of all kinds count a trigram: its bucket is in HL if there are more than 256, else in A
    visit(symbols.get("count_query"), () => {
      const { a, hl } = this.#machine.registers;
      this.#buckets.push(network.encoder.buckets > 256 ? hl : a);
    });
    visit(symbols.get("query_half"), () =>
      this.#observer.question({ text: this.#text, buckets: this.#buckets }),
    );
    for (const address of probe.breakpoints) visit(address, () => this.#layerDone(address, probe));
    const best = () => argmaxOf(this.#layers[last]);
    const fallback = symbols.get("unsure_text");
    if (fallback !== undefined)
      visit(symbols.get("unsure_close"), () => this.#choose(best(), this.#textAt(fallback)));
    if (network.join !== undefined)
      visit(symbols.get("answer_pick"), () => this.#choose(this.#machine.registers.a));
    // where it may be unsure, it comes to a text of the network's only if it isn't
    else
      visit(fallback === undefined ? probe.stop(last) : symbols.get("text_find"), () => this.#choose(best()));
    return places;
  }

  #begin(layer: number): void {
    this.#layer = layer;
    this.#layers = this.#layers.slice(0, layer);
    this.#since = this.tStates;
  }

  #layerDone(address: number, probe: Probe): void {
    if (address !== probe.stop(this.#layer)) return;
    this.#layers[this.#layer] = probe.outputs(this.#machine, this.#layer);
    this.#layer++;
  }

  #choose(chosen: number, fallback?: string): void {
    const { join, charset } = this.#program.network;
    const tStates = this.tStates - this.#since;
    const isPass = this.#layers.length === this.#program.network.outputs.length;
    this.#observer.step({
      layers: isPass ? [...this.#layers] : [],
      chosen,
      tStates,
      ...(fallback !== undefined && { fallback }),
    });
    // what follows begins with the layer that the reply so far joins
    this.#begin(join === undefined ? 0 : join.layer - 1);
    const isLast = join === undefined || chosen === charset.length - 1 || fallback !== undefined;
    this.#isHeld = this.holds && !isLast;
  }

  /** The line that READ LINE has put into its buffer: behind the buffer's size it is a text. */
  #line(): string {
    return this.#textAt(this.#buffer + 1);
  }

  /** A text in memory: its length, then its characters. */
  #textAt(address: number): string {
    const { memory } = this.#machine;
    return String.fromCharCode(...memory.subarray(address + 1, address + 1 + memory[address]));
  }
}

/** Undefined for a program of another version of zmlm, which lacks a label: it runs, and nothing is told of it. */
function probeOf({ symbols, layout: name, network: { outputs, join } }: PageProgram): Probe | undefined {
  const layout = LAYOUTS.find((known) => known === name);
  if (layout === undefined) return undefined;
  try {
    return new Probe({ symbols, layout, outputs, join: join === undefined ? undefined : join.layer - 1 });
  } catch {
    return undefined;
  }
}

/** Index of the largest value; the first of equals. */
function argmaxOf(values: Int16Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
