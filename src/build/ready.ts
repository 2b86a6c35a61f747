/**
 * Layout `ready`: a program of layout `columns` as it lies in memory when its start is done. The start is made here, once,
 * by the program's own code on our processor; what is left of it for the real machine takes a few hundred T-states.
 */

import { InputError } from "../base/input-error.js";
import { Cpu } from "../z80/cpu.js";
import type { Program } from "./assembling.js";

/** Far more than any start takes. */
const MOST_T_STATES = 200_000_000;
/** Where the start returns to. */
const RETURN = 0;
const PAGE = 256;

/** @param program assembled for layout `ready`, which hasn't run yet */
export function makeReady(program: Program): Program {
  const at = (label: string): number => {
    const address = program.assembly.symbols.get(label);
    if (address === undefined) throw new Error(`the program has no label ${label}`);
    return address;
  };
  const memory = new Uint8Array(0x10000);
  memory.set(program.bytes, program.origin);
  const cpu = new Cpu(memory, { read: () => 0xff, write: () => {} });
  const readsAtOnce = at("QUERY_AT_ONCE") === 1;
  for (const routine of readsAtOnce ? ["make_streams", "make_halves"] : ["make_streams"]) {
    cpu.registers.sp = (at("MEMORY_NEEDED") - 2) & 0xffff;
    memory.fill(RETURN, cpu.registers.sp, cpu.registers.sp + 2);
    cpu.registers.pc = at(routine);
    while (cpu.registers.pc !== RETURN && cpu.clock.tStateCount < MOST_T_STATES) cpu.step();
    if (cpu.registers.pc !== RETURN) throw new Error(`${routine} doesn't come to an end`);
  }
  const end = memory[at("stream_at")] | (memory[at("stream_at") + 1] << 8);
  // what made the streams is gone, and variables are empty
  memory.fill(0, at("prepare_code"), readsAtOnce ? at("UPPER_HALVES") : at("LASTING"));
  if (readsAtOnce) memory.fill(0, at("UPPER_HALVES") + 2 * PAGE, at("LASTING"));
  const { layout, origin, start, memoryEnd, assembly, banks } = program;
  return {
    layout,
    origin,
    start,
    memoryEnd,
    assembly,
    banks,
    bytes: memory.slice(program.origin, end),
    get source(): string {
      throw new InputError(
        "layout ready has no source of its own: it is layout columns after its start; take --layout columns",
      );
    },
  };
}
