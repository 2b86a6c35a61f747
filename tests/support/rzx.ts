/**
 * A chat on a ZX Spectrum as a recording of its input (.rzx), which an emulator plays back: what each IN read, frame by
 * frame. Our own processor makes it, from a snapshot, with the ROM that the emulator has. So all questions of a
 * transcript are typed, by the ROM's keyboard routine, as fast as the emulator runs.
 *
 * A frame of a recording is a number of opcode fetches, whatever time they take; then comes an interrupt. Frames here
 * are shorter than a Spectrum's while it waits for a key, which shortens the playback and nothing else.
 */

import { push, returnFrom } from "../../src/build/calls.js";
import { Cpu, INDEXED } from "../../src/z80/cpu.js";

const HALT = 0x76;
const ROM_BYTES = 0x4000;
const SNA_HEADER = 27;
const ULA = 0xfe;
/** No key of a row. */
const NO_KEY = 0xff;
/** T-states of frames in which no key is waited for, to be tried one after the other; a Spectrum's has 69,888, waits included. */
const FRAME_LENGTHS = [40_000, 39_000, 38_000, 37_000, 36_000];
/** Opcodes behind the program's end that the recording has room for. */
const REST_FETCHES = 100;
/** Address of the ROM's interrupt routine. */
const INTERRUPT = 0x38;
const ENABLE_INTERRUPTS = 0xfb;
/** T-states for which an interrupt is asked for. */
const INTERRUPT_LENGTH = 40;
/** Interrupts for which a key is held, and those after it. */
const HELD = 3;
const RELEASED = 6;
/** Where in its frame the recording begins: after the time for an interrupt. */
const FIRST_T_STATE = 1000;
const MOST_T_STATES = 4_000_000_000;

/** Keys by the rows of the keyboard; the row's address line is its number, the key's bit its place. */
const ROWS = ["^zxcv", "asdfg", "qwert", "12345", "09876", "poiuy", "\rlkjh", " $mnb"];
const CAPS_SHIFT = "^";
const SYMBOL_SHIFT = "$";
/** Characters that are typed with a shift. */
const SHIFTED: Record<string, readonly [string, string]> = {
  "\u000c": [CAPS_SHIFT, "0"],
  "?": [SYMBOL_SHIFT, "c"],
  "!": [SYMBOL_SHIFT, "1"],
  "'": [SYMBOL_SHIFT, "7"],
  ",": [SYMBOL_SHIFT, "n"],
  ".": [SYMBOL_SHIFT, "m"],
  "-": [SYMBOL_SHIFT, "j"],
};

interface Frame {
  readonly fetches: number;
  readonly ins: readonly number[];
}

/** A machine whose chat is typed. */
interface Typing {
  /** A .sna of a 48K. */
  readonly snapshot: Uint8Array;
  /** (16384) bytes. */
  readonly rom: Uint8Array;
  /** Characters to type, 13 as the end of a line; all but the last of its lines are answered. */
  readonly text: string;
  /** Address that the program comes to in the end. */
  readonly end: number;
}

/** Records a chat up to the program's end. */
export function recordTyping(typing: Typing): Uint8Array {
  for (const length of FRAME_LENGTHS) {
    const frames = record(typing, length);
    if (frames !== undefined) return rzx(typing.snapshot, frames);
  }
  throw new Error("in each recording, interrupts come on at the beginning of a frame");
}

/**
 * @param length T-states of a long frame
 * @returns undefined if interrupts come on while one is asked for: an emulator would take it
 */
function record({ snapshot, rom, text, end }: Typing, length: number): Frame[] | undefined {
  const memory = new Uint8Array(0x10000);
  memory.set(rom);
  memory.set(snapshot.subarray(SNA_HEADER), ROM_BYTES);
  const keysAt = schedule(text);
  let ins: number[] = [];
  let interrupts = 0;
  const cpu = new Cpu(memory, {
    read(address) {
      const keys = (address & 255) === ULA ? (keysAt[interrupts] ?? []) : [];
      ins.push(bitsOf(keys, address >> 8));
      return ins.at(-1)!;
    },
    write() {},
  });
  const { registers, clock } = cpu;
  const { writeMemory } = clock;
  clock.writeMemory = (address, value) => {
    if ((address & 0xffff) >= ROM_BYTES) writeMemory(address, value);
  };
  const wordAt = (at: number) => snapshot[at] | (snapshot[at + 1] << 8);
  const enabled = (snapshot[19] & 4) >> 2;
  Object.assign(registers, { iff1: enabled, iff2: enabled, im: 1, iy: wordAt(15), sp: wordAt(23) });
  returnFrom(cpu, memory);

  const frames: Frame[] = [];
  let fetches = 0;
  let begun = -FIRST_T_STATE;
  const endFrame = () => {
    frames.push({ fetches, ins });
    ins = [];
    fetches = 0;
    begun = clock.tStateCount;
    if (registers.iff1 === 0) return;
    interrupts++;
    push(cpu, memory, registers.pc);
    Object.assign(registers, { pc: INTERRUPT, iff1: 0, iff2: 0 });
  };
  while (registers.pc !== end) {
    if (clock.tStateCount > MOST_T_STATES) throw new Error("the program doesn't read what is typed");
    const opcode = memory[registers.pc];
    const wasOff = registers.iff1 === 0;
    fetches += fetchesOf(memory, registers.pc);
    if (opcode === HALT) registers.pc = (registers.pc + 1) & 0xffff;
    else cpu.step();
    const time = clock.tStateCount - begun;
    if (wasOff && registers.iff1 !== 0 && time < INTERRUPT_LENGTH) return undefined;
    if (opcode === HALT || (time >= length && opcode !== ENABLE_INTERRUPTS)) endFrame();
  }
  // the emulator shall come there, too
  fetches += REST_FETCHES;
  endFrame();
  return frames;
}

/** What the ULA's port reads. @param rows a bit for each row, 0 where it is asked for */
function bitsOf(keys: readonly string[], rows: number): number {
  return keys
    .map(placeOf)
    .filter(({ row }) => (rows & (1 << row)) === 0)
    .reduce((bits, { bit }) => bits & ~(1 << bit), NO_KEY);
}

/** For each interrupt, the keys that are held down then. */
function schedule(text: string): string[][] {
  return Array.from(text).flatMap((character) => {
    const keys = [...(SHIFTED[character] ?? [character])];
    return [...Array<string[]>(HELD).fill(keys), ...Array<string[]>(RELEASED).fill([])];
  });
}

function placeOf(key: string): { row: number; bit: number } {
  const row = ROWS.findIndex((keys) => keys.includes(key));
  if (row < 0) throw new Error(`no key for ${JSON.stringify(key)}`);
  return { row, bit: ROWS[row].indexOf(key) };
}

/** Opcode fetches of an instruction: prefixes are fetched as opcodes are. */
function fetchesOf(memory: Uint8Array, pc: number): number {
  const [opcode, next] = [memory[pc], memory[(pc + 1) & 0xffff]];
  if (opcode === 0xcb || opcode === 0xed) return 2;
  if (opcode === 0xdd || opcode === 0xfd) return INDEXED[next] === 0 ? 1 : 2;
  return 1;
}

/** Blocks: a number, the length of all, and the rest. */
function rzx(snapshot: Uint8Array, frames: readonly Frame[]): Uint8Array {
  const dword = (value: number) => [...word(value & 0xffff), ...word(value >>> 16)];
  const text = (value: string, length: number) =>
    Array.from({ length }, (_, at) => (at < value.length ? value.charCodeAt(at) : 0));
  const block = (id: number, bytes: readonly number[]) => [id, ...dword(bytes.length + 5), ...bytes];
  const input = frames.flatMap(({ fetches, ins }) => [...word(fetches), ...word(ins.length), ...ins]);
  return Uint8Array.from([
    ...text("RZX!", 4),
    ...[0, 13, ...dword(0)],
    ...block(0x10, [...text("zmlm", 20), ...word(0), ...word(1)]),
    ...block(0x30, [...dword(0), ...text("sna", 4), ...dword(snapshot.length), ...snapshot]),
    ...block(0x80, [...dword(frames.length), 0, ...dword(FIRST_T_STATE), ...dword(0), ...input]),
  ]);
}

function word(value: number): [number, number] {
  return [value & 255, value >> 8];
}
