/** The library for other programs: its interface, in several assemblers, two models in one program, bad input. */

import { describe, expect, test } from "vitest";
import { assemble } from "../../src/asm/index.js";
import { Random } from "../../src/base/random.js";
import { LAYOUTS } from "../../src/build/program.js";
import { programSource } from "../../src/cli/sources.js";
import { buildLibrary, type Library } from "../../src/jobs/library.js";
import { SPECTRUM } from "../../src/machines/spectrum.js";
import { reply } from "../../src/model/inference.js";
import type { Network } from "../../src/model/network.js";
import { Cpu } from "../../src/z80/cpu.js";
import { repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { randomNetwork } from "../support/networks.js";
import { PEERS } from "../support/peers.js";

const SHAPE = { outputs: 20, encoder: "word", density: 0.3, biasRange: 500, hidden: [40, 30] } as const;
const PLACE = { machine: SPECTRUM, memoryEnd: 0x10000, sources: programSource } as const;
const QUESTION = 0x6000;
const BUFFER = 0x6100;
const STACK = 0x6400;
const STACK_BYTES = 80;
const RETURNED = 0x6500;
const VOID = 0xe5;
/** What the caller has in the registers that stay. */
const KEPT = { ix: 1, iy: 0x5c3a, afPrime: 0x0300, bcPrime: 4, dePrime: 5, hlPrime: 6 } as const;

/** A caller on a bare processor. */
class Caller {
  readonly memory = new Uint8Array(0x10000).fill(VOID);
  readonly cpu = new Cpu(this.memory, { read: () => 0xff, write: () => {} });
  /** What `ask_each` called its routine with. */
  characters = "";

  /** @param parts each its origin and bytes */
  constructor(...parts: readonly { readonly origin: number; readonly bytes: Uint8Array }[]) {
    for (const { origin, bytes } of parts) this.memory.set(bytes, origin);
  }

  call(address: number, question: string, de: number): number {
    const { registers } = this.cpu;
    for (let i = 0; i < question.length; i++) this.memory[QUESTION + i] = question.charCodeAt(i);
    Object.assign(registers, { ...KEPT, hl: QUESTION, b: question.length, de, sp: STACK, pc: address });
    this.#push(RETURNED);
    while (registers.pc !== RETURNED) {
      if (registers.pc === de) {
        this.#expectKept();
        this.characters += String.fromCharCode(registers.a);
        registers.pc = this.memory[registers.sp] | (this.memory[registers.sp + 1] << 8);
        Object.assign(registers, { sp: registers.sp + 2, af: 0x7777, bc: 0x7777, de: 0x7777, hl: 0x7777 });
      } else this.cpu.step();
    }
    expect(registers.sp).toBe(STACK);
    this.#expectKept();
    return registers.a;
  }

  /** The text at BUFFER, which ends with 0. */
  get buffer(): string {
    return String.fromCharCode(...this.memory.subarray(BUFFER, this.memory.indexOf(0, BUFFER)));
  }

  #expectKept(): void {
    const { ix, iy, afPrime, bcPrime, dePrime, hlPrime } = this.cpu.registers;
    expect({ ix, iy, afPrime, bcPrime, dePrime, hlPrime }).toEqual(KEPT);
  }

  #push(word: number): void {
    this.cpu.registers.sp -= 2;
    this.memory.set([word & 255, word >> 8], this.cpu.registers.sp);
  }
}

const network = (seed: number): Network => randomNetwork(new Random(seed), SHAPE);

describe.each(LAYOUTS)("layout %s", (layout) => {
  const library = buildLibrary(network(1), { ...PLACE, origin: 0x8000, prefix: "npc_", layout });

  test("answers into a buffer or by a routine, and keeps what it says it keeps", () => {
    const { program } = library;
    const caller = new Caller(program);
    caller.call(0x8000, "", 0x7f00);
    for (const question of ["hello", "  who are you  ", "x".repeat(200)]) {
      const expected = reply(network(1), question.trim().slice(0, 126));
      expect(caller.call(0x8003, question, BUFFER)).toBe(expected.length);
      expect(caller.buffer).toBe(expected);
      caller.characters = "";
      expect(caller.call(0x8006, question, 0x7f00)).toBe(expected.length);
      expect(caller.characters).toBe(expected);
    }
    for (const question of ["", "   "]) {
      expect(caller.call(0x8003, question, BUFFER)).toBe(0);
      expect(caller.buffer).toBe("");
    }
    const isOurs = (address: number) =>
      (address >= QUESTION && address < QUESTION + 200) ||
      (address >= BUFFER && address <= BUFFER + 50) ||
      (address >= STACK - STACK_BYTES && address < STACK) ||
      (address >= 0x8000 && address < program.assembly.symbols.get("end_of_memory")!);
    const written = Array.from(caller.memory.keys()).filter((address) => caller.memory[address] !== VOID);
    expect(written.filter((address) => !isOurs(address))).toEqual([]);
  });

  test.each(PEERS)("$title makes the same bytes", (peer) => {
    if (peer.isMissing) return;
    expect(peer.assemble(library.text)).toEqual(library.program.bytes);
  });
});

test("two models are in one program, each with its prefix", () => {
  const first = buildLibrary(network(1), { ...PLACE, origin: 0x8000, prefix: "tom_" });
  const second = buildLibrary(network(2), { ...PLACE, origin: 0xc000, prefix: "ann_" });
  expect(first.program.memoryEnd).toBeLessThan(0xc000);
  const main = "main:\n call tom_init\n call ann_init\n ret\n";
  const source = ` org 7000h\n${main}${first.text}${second.text}`;
  const { origin, bytes, symbols } = assemble(source, { file: "game.asm" });
  const caller = new Caller({ origin, bytes });
  caller.call(symbols.get("main")!, "", 0x7f00);
  for (const question of ["hello", "do you dream"])
    for (const [prefix, seed] of [
      ["tom", 1],
      ["ann", 2],
    ] as const) {
      caller.call(symbols.get(`${prefix}_ask`)!, question, BUFFER);
      expect(caller.buffer).toBe(reply(network(seed), question));
    }
  for (const peer of PEERS.filter(({ name, isMissing }) => name === "pasmo" && !isMissing))
    expect(peer.assemble(source)).toEqual(bytes);
});

test("the head of the file tells addresses, bytes and T-states", () => {
  const { text, program, cost }: Library = buildLibrary(network(1), {
    ...PLACE,
    origin: 0x8000,
    prefix: "npc_",
  });
  const head = text.slice(0, text.indexOf("machines/library.asm"));
  for (const told of [
    "call npc_init ",
    "call npc_ask ",
    "call npc_ask_each ",
    "Memory:     8000h to ",
    `${program.bytes.length.toLocaleString("en")} bytes are assembled`,
    `then ${cost!.tStatesPerChar.toLocaleString("en")} each`,
  ])
    expect(head).toContain(told);
});

test("bad input is told in a line", async () => {
  const at = temporaryFolder();
  const model = repositoryPath("examples/adventure/shop.json");
  const build = async (...args: string[]) => {
    const { code, stderr } = await command(["build", model, ...args]);
    expect(code).toBe(2);
    return stderr;
  };
  const library = ["--library", at("npc.asm")];
  expect(await build(...library)).toMatch(
    /^error: a library needs an address to lie at; say --origin, .*\n$/,
  );
  expect(await build(...library, "--origin", "2000h", "--machine", "spectrum")).toMatch(
    /^error: --origin 2000h is in ROM or the system's memory; ZX Spectrum 48K has 5E00h to FFFFh for programs\n$/,
  );
  expect(await build(...library, "--origin", "here")).toMatch(
    /^error: --origin "here" is not possible; .*\n$/,
  );
  expect(await build(...library, "--origin", "8000h", "--prefix", "9lives")).toMatch(
    /^error: "9lives" is no label, .*\n$/,
  );
  expect(await build("--library", at("my-npc.asm"), "--origin", "8000h")).toMatch(
    /^error: "my-npc" is no label, .*\n$/,
  );
  expect(await build(...library, "--origin", "8000h", "-o", "a.com")).toMatch(
    /^error: --library writes .* -o out\n$/,
  );
  expect(await build(...library, "--origin", "8000h", "--layout", "ready")).toMatch(
    /^error: layout ready is .*\n$/,
  );
  expect(await build("--origin", "8000h")).toMatch(
    /^error: --origin is for a library; give --library, too\n$/,
  );
  expect(await build(...library, "--origin", "E000h", "--layout", "packed")).toMatch(
    /^error: .* doesn't fit: .* bytes are missing; .*, or give a lower --origin\n$/,
  );
});
