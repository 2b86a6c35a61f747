/**
 * The processor against one of our own (reference/), which is built from the manual: registers, all flags,
 * memory and ports after every instruction, over all operands where there are few enough.
 */

import { describe, expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { Cpu } from "../../src/z80/cpu.js";
import { isWhole } from "../support/length.js";
import { Comparison, ORIGIN, ZERO_STATE } from "./reference/comparison.js";
import type { State } from "./reference/state.js";

const SEED = 16;
/** Random states for each opcode. */
const STATES = isWhole ? 400 : 20;

const BYTES = Array.from({ length: 256 }, (_, i) => i);
/** Flags before an instruction: all, or a fifth, which has every pair of flags. */
const FLAGS = isWhole ? BYTES : BYTES.filter((flags) => flags % 5 === 0);
const DATA = 0x4000;
const EDGES = [0, 1, 2, 0xff, 0x100, 0xfff, 0x1000, 0x7fff, 0x8000, 0x8001, 0xf000, 0xfffe, 0xffff];
const EDGE_BYTES = [0x00, 0x01, 0x0f, 0x10, 0x7f, 0x80, 0x81, 0xf0, 0xfe, 0xff];

function comparison(): Comparison {
  return new Comparison(Random.scattered(SEED));
}

/** Runs an instruction from each of many states, and looks at memory after the last. */
function compare(code: readonly number[], states: Iterable<Partial<State>>): number {
  const compared = comparison();
  compared.place(code);
  const before = { ...ZERO_STATE };
  for (const state of states) compared.run(Object.assign(before, state));
  compared.compareMemory();
  return compared.runs;
}

function* product<T extends readonly (readonly number[])[]>(...lists: T): Generator<number[]> {
  if (lists.length === 0) yield [];
  else for (const first of lists[0]) for (const rest of product(...lists.slice(1))) yield [first, ...rest];
}

function bytes(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.int(0, 255));
}

function randomByte(random: Random): number {
  return random.int(0, 3) === 0 ? random.pick(EDGE_BYTES) : random.int(0, 255);
}

function randomState(random: Random): State {
  const byte = () => randomByte(random);
  const word = () => (random.int(0, 3) === 0 ? random.pick(EDGES) : random.int(0, 0xffff));
  const bit = () => random.int(0, 1);
  return {
    ...{ a: byte(), f: byte(), b: byte(), c: byte(), d: byte(), e: byte(), h: byte(), l: byte() },
    ...{ ixh: byte(), ixl: byte(), iyh: byte(), iyl: byte(), i: byte(), r: byte() },
    ...{ sp: word(), pc: ORIGIN, memptr: word(), iff1: bit(), iff2: bit(), im: random.int(0, 2), halted: 0 },
    ...{ afPrime: word(), bcPrime: word(), dePrime: word(), hlPrime: word() },
  };
}

describe("every instruction, from random states", () => {
  const PREFIXES: readonly (readonly [string, readonly number[]])[] = [
    ["without a prefix", []],
    ["CB", [0xcb]],
    ["ED", [0xed]],
    ["DD", [0xdd]],
    ["FD", [0xfd]],
    ["DD ED", [0xdd, 0xed]],
    ["FD DD", [0xfd, 0xdd]],
  ];

  test.each(PREFIXES)("%s", (_, prefix) => {
    const random = Random.scattered(SEED);
    const compared = comparison();
    for (const opcode of BYTES) {
      const isPrefix =
        [0xcb, 0xdd, 0xed, 0xfd].includes(opcode) && ![0xcb, 0xed].includes(prefix.at(-1) ?? 0);
      if (isPrefix) continue;
      for (let i = 0; i < STATES; i++) {
        // also where it wraps round memory's end
        const pc = random.int(0, 9) === 0 ? random.pick(EDGES) : ORIGIN;
        compared.place([...prefix, opcode, ...bytes(random, 2)], pc);
        compared.run({ ...randomState(random), pc });
        compared.compareMemory();
      }
    }
    expect(compared.runs).toBeGreaterThanOrEqual(252 * STATES);
  });

  test.each([0xdd, 0xfd])("%i CB d", (prefix) => {
    const random = Random.scattered(SEED);
    const compared = comparison();
    for (const opcode of BYTES)
      for (let i = 0; i < STATES; i++) {
        compared.place([prefix, 0xcb, random.int(0, 255), opcode]);
        compared.run(randomState(random));
        compared.compareMemory();
      }
    expect(compared.runs).toBe(256 * STATES);
  });
});

describe("8 bits, all operands", () => {
  const OPERATIONS = ["ADD", "ADC", "SUB", "SBC", "AND", "XOR", "OR", "CP"];

  test.each(OPERATIONS.map((name, i) => [name, i] as const))("%s A,B with carry clear and set", (_, i) => {
    function* states() {
      for (const f of [0x00, 0xff]) for (const a of BYTES) for (const b of BYTES) yield { a, b, f };
    }
    expect(compare([0x80 + i * 8], states())).toBe(2 ** 17);
  });

  const ON_B: readonly [name: string, code: readonly number[]][] = [
    ["INC B", [0x04]],
    ["DEC B", [0x05]],
    ...["RLC", "RRC", "RL", "RR", "SLA", "SRA", "SLL", "SRL"].map((name, i): [string, number[]] => [
      `${name} B`,
      [0xcb, i * 8],
    ]),
    ...BYTES.slice(0, 8).map((bit): [string, number[]] => [`BIT ${bit},B`, [0xcb, 0x40 + bit * 8]]),
  ];

  test.each(ON_B)("%s, all flags before", (_, code) => {
    function* states() {
      for (const f of FLAGS) for (const b of BYTES) yield { b, f };
    }
    expect(compare(code, states())).toBe(256 * FLAGS.length);
  });

  test.each([
    ["RLCA", [0x07]],
    ["RRCA", [0x0f]],
    ["RLA", [0x17]],
    ["RRA", [0x1f]],
    ["DAA", [0x27]],
    ["CPL", [0x2f]],
    ["SCF", [0x37]],
    ["CCF", [0x3f]],
    ["NEG", [0xed, 0x44]],
  ])("%s, all flags before", (_, code) => {
    function* states() {
      for (const f of FLAGS) for (const a of BYTES) yield { a, f };
    }
    expect(compare(code, states())).toBe(256 * FLAGS.length);
  });

  test.each([
    ["LD A,I", [0xed, 0x57]],
    ["LD A,R", [0xed, 0x5f]],
  ])("%s, both states of the interrupts", (_, code) => {
    function* states() {
      for (const [value, f, iff2, iff1] of product(BYTES, [0, 0xff], [0, 1], [0, 1]))
        yield { i: value, r: value, f, iff2, iff1 };
    }
    expect(compare(code, states())).toBe(2 ** 11);
  });
});

describe("8 bits in memory and from ports, all operands", () => {
  const HL = { h: DATA >> 8, l: DATA & 0xff };

  test.each([
    ["RRD", [0xed, 0x67]],
    ["RLD", [0xed, 0x6f]],
  ])("%s", (_, code) => {
    const compared = comparison();
    compared.place(code);
    for (const [a, value, f] of product(BYTES, BYTES, [0x00, 0xff])) {
      compared.poke(DATA, value);
      compared.run({ ...ZERO_STATE, ...HL, a, f });
    }
    compared.compareMemory();
    expect(compared.runs).toBe(2 ** 17);
  });

  test.each([
    ["IN B,(C)", [0xed, 0x40]],
    ["IN F,(C)", [0xed, 0x70]],
    ["IN A,(n)", [0xdb, 0x12]],
  ])("%s", (_, code) => {
    const compared = comparison();
    compared.place(code);
    for (const [value, f] of product(BYTES, BYTES)) {
      compared.port = value;
      compared.run({ ...ZERO_STATE, f, a: 0x34, b: 0x56, c: 0x78 });
    }
    expect(compared.runs).toBe(2 ** 16);
  });
});

describe("block instructions, all values, with the flags of a round that isn't the last", () => {
  const BLOCK = [0xa0, 0xa8, 0xb0, 0xb8, 0xa1, 0xa9, 0xb1, 0xb9].map(
    (opcode) => [opcode.toString(16).toUpperCase(), opcode] as const,
  );
  const IO = [0xa2, 0xaa, 0xb2, 0xba, 0xa3, 0xab, 0xb3, 0xbb].map(
    (opcode) => [opcode.toString(16).toUpperCase(), opcode] as const,
  );

  test.each(BLOCK)("ED %s: A, the byte, and what is left", (_, opcode) => {
    const counts = [0x0000, 0x0001, 0x0002, 0x0100];
    const compared = comparison();
    compared.place([0xed, opcode]);
    for (const [a, value] of product(BYTES, BYTES))
      for (const left of isWhole ? counts : [counts[(a ^ value) & 3]]) {
        compared.poke(DATA, value);
        compared.run({
          ...ZERO_STATE,
          ...{ a, f: (a * 7 + value) & 0xff, b: left >> 8, c: left & 0xff },
          ...{ h: DATA >> 8, l: DATA & 0xff, d: 0x50, e: 0x00, memptr: value * 256 + a },
        });
      }
    compared.compareMemory();
    expect(compared.runs).toBeGreaterThanOrEqual(2 ** 16);
  });

  test.each(IO)("ED %s: the byte, C or L, and what is left", (_, opcode) => {
    const compared = comparison();
    compared.place([0xed, opcode]);
    for (const [value, low] of product(BYTES, BYTES))
      for (const b of isWhole ? EDGE_BYTES : [EDGE_BYTES[(value * 3 + low) % EDGE_BYTES.length]]) {
        compared.poke(DATA + low, value);
        compared.port = value;
        compared.run({ ...ZERO_STATE, f: value ^ low, b, c: low, h: DATA >> 8, l: low });
      }
    compared.compareMemory();
    expect(compared.runs).toBeGreaterThanOrEqual(2 ** 16);
  });
});

describe("16 bits: edges, results of 0, and a sample", () => {
  const SAMPLE = 1000 * STATES;
  const random = Random.scattered(SEED);
  const pairs: [number, number][] = [
    ...EDGES.flatMap((a) => EDGES.map((b): [number, number] => [a, b])),
    // a sum or difference of 0, with and without a carry
    ...EDGES.flatMap((a) => [0, 1].map((carry): [number, number] => [a, (0x10000 - a - carry) & 0xffff])),
    ...EDGES.flatMap((a) => [0, 1].map((carry): [number, number] => [a, (a - carry) & 0xffff])),
    ...Array.from({ length: SAMPLE }, (): [number, number] => [random.int(0, 0xffff), random.int(0, 0xffff)]),
  ];

  test.each([
    ["ADD HL,BC", [0x09], "h", "l"],
    ["ADD HL,HL", [0x29], "h", "l"],
    ["ADD IX,BC", [0xdd, 0x09], "ixh", "ixl"],
    ["ADC HL,BC", [0xed, 0x4a], "h", "l"],
    ["ADC HL,HL", [0xed, 0x6a], "h", "l"],
    ["SBC HL,BC", [0xed, 0x42], "h", "l"],
    ["SBC HL,HL", [0xed, 0x62], "h", "l"],
  ] as const)("%s", (_, code, high, low) => {
    function* states() {
      for (const [a, b] of pairs)
        for (const f of [0x00, 0x01, 0xff])
          yield { [high]: a >> 8, [low]: a & 0xff, b: b >> 8, c: b & 0xff, f };
    }
    expect(compare(code, states())).toBe(3 * pairs.length);
  });

  test.each([
    ["ADC HL,BC", 0x4a, 1, 0xffff, 0x51],
    ["SBC HL,BC", 0x42, 0x8000, 0x8000, 0x42],
  ])("%s of a result that is 0 sets Z", (_, opcode, hl, bc, f) => {
    const memory = new Uint8Array(0x10000);
    memory.set([0xed, opcode]);
    const cpu = new Cpu(memory, { read: () => 0, write: () => {} });
    Object.assign(cpu.registers, { hl, bc });
    cpu.step();
    expect([cpu.registers.hl, cpu.registers.f]).toEqual([0, f]);
  });
});
