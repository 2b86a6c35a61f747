/** Terminals that CP/M programs were written for, each as a table from what programs send to ANSI sequences. */

/** An escape sequence: how many bytes follow `ESC` and its letter, and the ANSI for all of it. */
export interface Sequence {
  /** Bytes that follow the letter. */
  readonly operands: number;
  ansi(...operands: number[]): string;
}

export interface TerminalType {
  /** ANSI for control characters, by code; others go through. */
  readonly controls: Readonly<Record<number, string>>;
  /** Sequences by the letter after ESC; others are ignored. */
  readonly escapes: Readonly<Record<string, Sequence>>;
  /** By what an ANSI terminal sends for a key, what this terminal sends for it. */
  readonly keys: Readonly<Record<string, string>>;
}

const CSI = "\x1b[";
const UP = `${CSI}A`;
const DOWN = `${CSI}B`;
const RIGHT = `${CSI}C`;
const LEFT = `${CSI}D`;
const HOME = `${CSI}H`;
const CLEAR = `${CSI}2J${HOME}`;
const CLEAR_TO_END = `${CSI}J`;
const CLEAR_LINE_TO_END = `${CSI}K`;
const INSERT_LINE = `${CSI}L`;
const DELETE_LINE = `${CSI}M`;
const SAVE = "\x1b7";
const RESTORE = "\x1b8";
const REVERSE_LF = "\x1bM";

/** Character that stands for row or column 0; the next one for 1, and so on. */
const FIRST_PLACE = 0x20;

const plain = (ansi: string): Sequence => ({ operands: 0, ansi: () => ansi });
const goTo: Sequence = {
  operands: 2,
  ansi: (row, column) =>
    `${CSI}${Math.max(1, row - FIRST_PLACE + 1)};${Math.max(1, column - FIRST_PLACE + 1)}H`,
};

const ADM3A: TerminalType = {
  controls: { 11: UP, 12: RIGHT, 26: CLEAR, 30: HOME },
  escapes: { "=": goTo },
  keys: { [UP]: "\x0b", [DOWN]: "\x0a", [RIGHT]: "\x0c", [LEFT]: "\x08" },
};

/** Kaypro's attributes by digit: reverse, dim, blinking, underlined, cursor, (none), cursor position saved. */
const KAYPRO_ON = ["7", "2", "5", "4"].map((code) => `${CSI}${code}m`).concat(`${CSI}?25h`, "", SAVE);
const KAYPRO_OFF = ["27", "22", "25", "24"].map((code) => `${CSI}${code}m`).concat(`${CSI}?25l`, "", RESTORE);
const attribute = (codes: readonly string[]): Sequence => ({
  operands: 1,
  ansi: (digit) => codes[digit - 0x30] ?? "",
});

const KAYPRO: TerminalType = {
  controls: { ...ADM3A.controls, 23: CLEAR_TO_END, 24: CLEAR_LINE_TO_END },
  escapes: {
    ...ADM3A.escapes,
    E: plain(INSERT_LINE),
    R: plain(DELETE_LINE),
    B: attribute(KAYPRO_ON),
    C: attribute(KAYPRO_OFF),
  },
  keys: ADM3A.keys,
};

/** The Heathkit H19 has modes by digit; only the cursor's has an ANSI counterpart. */
const H19_CURSOR_MODE = 0x35;
const mode = (cursor: string): Sequence => ({
  operands: 1,
  ansi: (digit) => (digit === H19_CURSOR_MODE ? cursor : ""),
});

/** Includes the sequences that the Heathkit H19 added. */
const VT52: TerminalType = {
  controls: {},
  escapes: {
    "@": plain(`${CSI}4h`),
    A: plain(UP),
    B: plain(DOWN),
    C: plain(RIGHT),
    D: plain(LEFT),
    E: plain(CLEAR),
    H: plain(HOME),
    I: plain(REVERSE_LF),
    J: plain(CLEAR_TO_END),
    K: plain(CLEAR_LINE_TO_END),
    L: plain(INSERT_LINE),
    M: plain(DELETE_LINE),
    N: plain(`${CSI}P`),
    O: plain(`${CSI}4l`),
    Y: goTo,
    b: plain(`${CSI}1J`),
    j: plain(SAVE),
    k: plain(RESTORE),
    l: plain(`${CSI}2K`),
    o: plain(`${CSI}1K`),
    p: plain(`${CSI}7m`),
    q: plain(`${CSI}27m`),
    v: plain(`${CSI}?7h`),
    w: plain(`${CSI}?7l`),
    x: mode(`${CSI}?25l`),
    y: mode(`${CSI}?25h`),
  },
  keys: { [UP]: "\x1bA", [DOWN]: "\x1bB", [RIGHT]: "\x1bC", [LEFT]: "\x1bD" },
};

/** By name, as given to `--terminal`. */
export const TERMINAL_TYPES: Readonly<Record<string, TerminalType>> = {
  adm3a: ADM3A,
  kaypro: KAYPRO,
  vt52: VT52,
};
