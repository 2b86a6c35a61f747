/** A ZX Spectrum's tape as emulators and players of tape files take it: a .tap file. */

import type { Image } from "./machine.js";
import { basicProgram, LOADING_LINE } from "./spectrum-basic.js";
import { SCREEN } from "./spectrum-memory.js";
import { loadingScreen } from "./spectrum-picture.js";

/** What a file on tape is, in its header. */
const BASIC = 0;
const CODE = 3;
/** First byte of a block. */
const HEADER_FLAG = 0;
const DATA_FLAG = 255;
const NAME_LENGTH = 10;
/** Of a header's second number where it means nothing. */
const UNUSED = 0x8000;

/** BASIC, a loading screen, the program; then what it has in banks, without headers. @param name shown while it loads, ten characters at most */
export function spectrumTape(image: Image, name = "CHAT"): Uint8Array {
  const contents = image.banks?.contents ?? [];
  const basic = basicProgram(image);
  const screen = loadingScreen(contents[0] ?? image.bytes);
  return Uint8Array.from([
    ...file(BASIC, name, basic, LOADING_LINE, basic.length),
    ...file(CODE, name, screen, SCREEN, UNUSED),
    ...file(CODE, name, image.bytes, image.origin, UNUSED),
    ...contents.flatMap((bytes) => block(DATA_FLAG, bytes)),
  ]);
}

/** A header and its data. */
function file(kind: number, name: string, data: Uint8Array, first: number, second: number): number[] {
  const characters = Array.from(name.padEnd(NAME_LENGTH).slice(0, NAME_LENGTH), (c) => c.charCodeAt(0));
  const header = [kind, ...characters, ...word(data.length), ...word(first), ...word(second)];
  return [...block(HEADER_FLAG, header), ...block(DATA_FLAG, data)];
}

/** Length, flag, data, and a byte that makes the exclusive or of all but the length zero. */
function block(flag: number, data: ArrayLike<number>): number[] {
  const bytes = [flag, ...Array.from(data)];
  return [...word(bytes.length + 1), ...bytes, bytes.reduce((sum, byte) => sum ^ byte)];
}

function word(value: number): number[] {
  return [value & 255, value >> 8];
}
