/** The BASIC program that loads ours from tape, and starts it: `RUN` does so again. */

import type { Image } from "./machine.js";

/** Keywords as the ROM has them. */
const TOKENS = {
  AT: 0xac,
  BORDER: 0xe7,
  CLEAR: 0xfd,
  CODE: 0xaf,
  INK: 0xd9,
  LOAD: 0xef,
  OUT: 0xdf,
  PAPER: 0xda,
  PRINT: 0xf5,
  RANDOMIZE: 0xf9,
  RUN: 0xf7,
  SCREEN$: 0xaa,
  STOP: 0xe2,
  USR: 0xc0,
  VAL: 0xb0,
} as const;
const ENTER = 13;

/** Line that loads: where a tape starts the program. */
export const LOADING_LINE = 20;

/** A 128K's port for its banks, and what it is in BASIC. */
const USUAL_BANKS = `${number(0x7ffd)},${number(16)}`;

/**
 * The lines, as they lie in memory. The second prints nothing but moves to the row that the loading screen leaves for
 * the ROM's message.
 * @param image what they load and start. If it has a routine that loads more, that may have been stopped, and another bank
 * may be in.
 */
export function basicProgram({
  origin,
  start,
  banks,
}: Pick<Image, "origin" | "start" | "banks">): Uint8Array {
  const loader = banks?.loader;
  const [before, after] =
    loader === undefined ? ["", ""] : [`OUT ${USUAL_BANKS}:`, `:RANDOMIZE USR ${number(loader)}`];
  return Uint8Array.from([
    ...basicLine(10, `RANDOMIZE USR ${number(start)}:STOP`),
    ...basicLine(
      LOADING_LINE,
      `${before}BORDER ${number(0)}:PAPER ${number(0)}:INK ${number(4)}:CLEAR ${number(origin - 1)}:` +
        `PRINT AT ${number(20)},${number(0)};:LOAD "" SCREEN$:LOAD "" CODE${after}:RUN`,
    ),
  ]);
}

/** A number as text, which needs no binary form behind it. */
function number(value: number): string {
  return `VAL "${value}"`;
}

/** A line: its number, the length of the rest, tokens and characters. Blanks are left out. */
function basicLine(line: number, text: string): number[] {
  const code = [...codes(text), ENTER];
  return [line >> 8, line & 255, code.length & 255, code.length >> 8, ...code];
}

function codes(text: string): number[] {
  return text.split(" ").flatMap((piece) => {
    const words = piece.match(/[A-Z]+\$?|[^A-Z]/g) ?? [];
    return words.map((word) => (word.length > 1 ? TOKENS[word as keyof typeof TOKENS] : word.charCodeAt(0)));
  });
}
