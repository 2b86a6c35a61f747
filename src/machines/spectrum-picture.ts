/**
 * The loading screen: what is being loaded. A dot for each weight that isn't zero, two bits of the program a dot, and
 * in it our name.
 */

import { COLUMNS, PIXEL_BYTES, SCREEN_BYTES } from "./spectrum-memory.js";

/** Row of cells that is left to the ROM's message. */
const MESSAGE_ROW = 21;
/** Row of cells where the name begins. */
const NAME_ROW = 7;
const NAME = [
  "#######.##...##.##......##...##.",
  "....##..###.###.##......###.###.",
  "...##...#######.##......#######.",
  "..##....##.#.##.##......##.#.##.",
  ".##.....##...##.##......##...##.",
  "##......##...##.##......##...##.",
  "#######.##...##.#######.##...##.",
];

const BLACK = 0x00;
const BLUE = 0x01;
const BRIGHT_GREEN = 0x44;

/** A weight's code for 0. */
const ZERO = 2;
/** Before the weights lie charset and biases, which make a poorer picture. */
const SKIPPED = 1024;

/** (6912) bytes of screen memory. @param program bytes whose pairs of bits are drawn */
export function loadingScreen(program: Uint8Array): Uint8Array {
  const screen = new Uint8Array(SCREEN_BYTES);
  for (let y = 0; y < 192; y++)
    for (let column = 0; column < COLUMNS; column++) {
      const at = SKIPPED + 2 * (y * COLUMNS + column);
      const dots = (dotsOf(program[at % program.length]) << 4) | dotsOf(program[(at + 1) % program.length]);
      // thirds of 64 lines; in each, the first lines of its eight rows, then their second lines
      screen[(y & 0xc0) * COLUMNS + (y & 7) * 256 + ((y >> 3) & 7) * COLUMNS + column] = dots;
    }
  for (let row = 0; row < 24; row++)
    for (let column = 0; column < COLUMNS; column++)
      screen[PIXEL_BYTES + row * COLUMNS + column] = colour(row, column);
  return screen;
}

/** Four bits for the four weights of a byte. */
function dotsOf(byte: number): number {
  return [6, 4, 2, 0].reduce((dots, shift) => (dots << 1) | (((byte >> shift) & 3) === ZERO ? 0 : 1), 0);
}

function colour(row: number, column: number): number {
  if (row === MESSAGE_ROW) return BLACK;
  return NAME[row - NAME_ROW]?.[column] === "#" ? BRIGHT_GREEN : BLUE;
}
