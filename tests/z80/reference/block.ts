/**
 * The block instructions, ED A0 to ED BB. A repeating one that isn't done steps back to its own first byte, with
 * the flags of the single form: what an interrupt between two rounds sees.
 */

import {
  BIT3,
  BIT5,
  CARRY,
  EVEN_PARITY,
  HALF,
  PARITY,
  SIGN,
  SUBTRACT,
  signZero,
  subtract8,
  when,
  ZERO,
} from "./flags.js";
import { type Bus, getPair, type State, setPair } from "./state.js";

const ED_LENGTH = 2;

/** @param opcode second byte, A0h to BBh; PC is behind it */
export function blockInstruction(state: State, bus: Bus, opcode: number): void {
  const step = (opcode & 0x08) === 0 ? 1 : -1;
  const repeats = (opcode & 0x10) !== 0;
  const unfinished = [load, compare, input, output][opcode & 3](state, bus, step);
  if (!repeats || !unfinished) return;
  state.pc = (state.pc - ED_LENGTH) & 0xffff;
  if ((opcode & 3) < 2) state.memptr = (state.pc + 1) & 0xffff;
}

/** Bits 3 and 5 as of LDI and CPI: bit 3, and bit 1 in place of bit 5. */
function bits3And1(byte: number): number {
  return (byte & BIT3) | when((byte & 0x02) !== 0, BIT5);
}

/** LDI, LDD. @returns whether the repeating form goes on */
function load(state: State, bus: Bus, step: number): boolean {
  const value = bus.read(getPair(state, "hl"));
  bus.write(getPair(state, "de"), value);
  const left = countDown(state);
  advance(state, "hl", step);
  advance(state, "de", step);
  state.f = (state.f & (SIGN | ZERO | CARRY)) | bits3And1((state.a + value) & 0xff) | when(left, PARITY);
  return left;
}

/** CPI, CPD. */
function compare(state: State, bus: Bus, step: number): boolean {
  const value = bus.read(getPair(state, "hl"));
  const difference = subtract8(state.a, value, 0);
  const left = countDown(state);
  advance(state, "hl", step);
  const isHalf = (difference.flags & HALF) !== 0;
  state.f =
    (difference.flags & (SIGN | ZERO | HALF | SUBTRACT)) |
    (state.f & CARRY) |
    bits3And1((difference.value - (isHalf ? 1 : 0)) & 0xff) |
    when(left, PARITY);
  state.memptr = (state.memptr + step) & 0xffff;
  return left && difference.value !== 0;
}

/** INI, IND. */
function input(state: State, bus: Bus, step: number): boolean {
  const port = getPair(state, "bc");
  const value = bus.in(port);
  bus.write(getPair(state, "hl"), value);
  state.memptr = (port + step) & 0xffff;
  state.b = (state.b - 1) & 0xff;
  advance(state, "hl", step);
  setTransferFlags(state, value, value + ((state.c + step) & 0xff));
  return state.b !== 0;
}

/** OUTI, OUTD; the port has B already counted down. */
function output(state: State, bus: Bus, step: number): boolean {
  const value = bus.read(getPair(state, "hl"));
  state.b = (state.b - 1) & 0xff;
  bus.out(getPair(state, "bc"), value);
  state.memptr = (getPair(state, "bc") + step) & 0xffff;
  advance(state, "hl", step);
  setTransferFlags(state, value, value + state.l);
  return state.b !== 0;
}

/** Sean Young, 4.3: `sum` is the value and C+1, C-1 or L after the step. */
function setTransferFlags(state: State, value: number, sum: number): void {
  state.f =
    signZero(state.b) |
    when(value > 127, SUBTRACT) |
    when(sum > 255, HALF | CARRY) |
    when(EVEN_PARITY[(sum & 7) ^ state.b], PARITY);
}

/** @returns whether BC isn't 0 yet */
function countDown(state: State): boolean {
  setPair(state, "bc", getPair(state, "bc") - 1);
  return getPair(state, "bc") !== 0;
}

function advance(state: State, pair: "hl" | "de", step: number): void {
  setPair(state, pair, getPair(state, pair) + step);
}
