/** Instructions behind ED, but for the block instructions. */

import { blockInstruction } from "./block.js";
import {
  addWithCarry16,
  CARRY,
  PARITY,
  signZero,
  signZeroParity,
  subtract8,
  subtractWithCarry16,
  when,
} from "./flags.js";
import { type ByteName, type Core, getPair, setPair } from "./state.js";

const BYTES: readonly (ByteName | undefined)[] = ["b", "c", "d", "e", "h", "l", undefined, "a"];
const PAIRS = ["bc", "de", "hl", "sp"] as const;
const MODES = [0, 0, 1, 2, 0, 0, 1, 2];

/** PC is behind the opcode. What isn't an instruction does nothing. */
export function extended(processor: Core, opcode: number): void {
  const { state, bus } = processor;
  if (opcode >= 0xa0 && opcode < 0xc0 && (opcode & 7) < 4) blockInstruction(state, bus, opcode);
  if (opcode < 0x40 || opcode > 0x7f) return;
  const field = (opcode >> 3) & 7;
  const pair = PAIRS[field >> 1];
  const isOdd = field % 2 === 1;
  switch (opcode & 7) {
    case 0:
      input(processor, BYTES[field]);
      return;
    case 1: {
      const register = BYTES[field];
      const port = getPair(state, "bc");
      bus.out(port, register === undefined ? 0 : state[register]);
      state.memptr = (port + 1) & 0xffff;
      return;
    }
    case 2: {
      const hl = getPair(state, "hl");
      const operation = isOdd ? addWithCarry16 : subtractWithCarry16;
      const { value, flags } = operation(hl, getPair(state, pair), state.f);
      state.memptr = (hl + 1) & 0xffff;
      setPair(state, "hl", value);
      state.f = flags;
      return;
    }
    case 3: {
      const address = processor.fetchWord();
      if (isOdd) setPair(state, pair, processor.readWord(address));
      else processor.writeWord(address, getPair(state, pair));
      state.memptr = (address + 1) & 0xffff;
      return;
    }
    case 4: {
      const { value, flags } = subtract8(0, state.a, 0);
      state.a = value;
      state.f = flags;
      return;
    }
    case 5:
      state.iff1 = state.iff2;
      state.pc = processor.pop();
      state.memptr = state.pc;
      return;
    case 6:
      state.im = MODES[field];
      return;
    default:
      special(processor, field);
      return;
  }
}

/** IN r,(C); without a register only the flags. */
function input({ state, bus }: Core, register: ByteName | undefined): void {
  const port = getPair(state, "bc");
  const value = bus.in(port);
  state.memptr = (port + 1) & 0xffff;
  if (register !== undefined) state[register] = value;
  state.f = signZeroParity(value) | (state.f & CARRY);
}

/** LD I,A; LD R,A; LD A,I; LD A,R; RRD; RLD. */
function special({ state, bus }: Core, field: number): void {
  if (field === 0) state.i = state.a;
  if (field === 1) state.r = state.a;
  if (field === 2 || field === 3) {
    state.a = field === 2 ? state.i : state.r;
    state.f = signZero(state.a) | when(state.iff2 === 1, PARITY) | (state.f & CARRY);
  }
  if (field === 4 || field === 5) {
    const address = getPair(state, "hl");
    const byte = bus.read(address);
    const [high, low, digit] = [byte >> 4, byte & 15, state.a & 15];
    bus.write(address, field === 4 ? digit * 16 + high : low * 16 + digit);
    state.a = (state.a & 0xf0) + (field === 4 ? low : high);
    state.f = signZeroParity(state.a) | (state.f & CARRY);
    state.memptr = (address + 1) & 0xffff;
  }
}
