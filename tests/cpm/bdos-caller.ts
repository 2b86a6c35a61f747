/** Calls the BDOS as a program would, function by function, and sees to FCBs and buffers. */

import { CpmMachine, type Drive } from "../../src/cpm/index.js";
import { ScriptedConsole } from "./scripted-console.js";

export const FCB = 0x5c;
export const DMA = 0x80;
const CALLER = 0x100;
const AFTER_CALL = CALLER + 3;
const RECORD = 128;

export class BdosCaller {
  readonly console = new ScriptedConsole();
  readonly machine: CpmMachine;
  /** How the last call came back: "breakpoint" if to its caller. */
  stop = "";

  constructor(drives: readonly (Drive | undefined)[]) {
    this.machine = new CpmMachine({ console: this.console, drives });
    this.start();
  }

  /** Starts the program anew. */
  start(): void {
    this.machine.load(Uint8Array.of(0xcd, 5, 0), "");
    this.machine.breakpoints.add(AFTER_CALL);
  }

  /** @returns HL */
  word(number: number, de = 0): number {
    const { registers } = this.machine;
    registers.pc = CALLER;
    registers.c = number;
    registers.de = de;
    this.stop = this.machine.run().kind;
    return registers.hl;
  }

  /** @returns A */
  call(number: number, de = 0): number {
    this.word(number, de);
    return this.machine.registers.a;
  }

  /** Writes a fresh FCB for `b:name.typ`; `?` may stand in it. */
  fcb(name: string, address = FCB): number {
    const [, drive, file, type = ""] = /^(?:(.):)?([^.]*)(?:\.(.*))?$/.exec(name)!;
    const { memory } = this.machine;
    memory.fill(0, address, address + 36);
    memory[address] = drive === undefined ? 0 : drive.toLowerCase().charCodeAt(0) - 0x60;
    memory.set(Buffer.from(file.padEnd(8) + type.padEnd(3)), address + 1);
    return address;
  }

  /** Calls a function on an FCB written for it. */
  on(number: number, name: string): number {
    return this.call(number, this.fcb(name));
  }

  get record(): Uint8Array {
    return this.machine.memory.slice(DMA, DMA + RECORD);
  }

  set record(bytes: Uint8Array) {
    this.machine.memory.set(bytes, DMA);
  }

  /** Record of the random functions, in the FCB at 5Ch. */
  get random(): number {
    const [low, middle, high] = this.machine.memory.subarray(FCB + 33);
    return low | (middle << 8) | (high << 16);
  }

  set random(record: number) {
    this.machine.memory.set([record & 0xff, (record >> 8) & 0xff, record >> 16], FCB + 33);
  }

  /** Extent, module and record of the FCB at 5Ch. */
  get place(): { extent: number; module: number; record: number; count: number } {
    const { memory } = this.machine;
    return {
      extent: memory[FCB + 12],
      module: memory[FCB + 14],
      record: memory[FCB + 32],
      count: memory[FCB + 15],
    };
  }

  /** Names that SEARCH FIRST and SEARCH NEXT find, with the extent of each. */
  search(name: string): string[] {
    const found: string[] = [];
    for (let code = this.call(17, this.fcb(name)); code !== 0xff; code = this.call(18)) {
      const entry = this.machine.memory.subarray(DMA + code * 32, DMA + code * 32 + 32);
      found.push(`${Buffer.from(entry.subarray(1, 12).map((byte) => byte & 0x7f)).toString()}:${entry[12]}`);
    }
    return found;
  }
}

/** A record filled with its number. */
export function numbered(record: number): Uint8Array {
  return new Uint8Array(RECORD).map((_, i) => (i % 2 === 0 ? record & 0xff : record >> 8));
}
