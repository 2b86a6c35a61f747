/** Registers of the reference processor, and what it is connected to. */

/** Bytes by name; pairs are made of them. R is whole, all 8 bits. */
export interface State {
  a: number;
  f: number;
  b: number;
  c: number;
  d: number;
  e: number;
  h: number;
  l: number;
  ixh: number;
  ixl: number;
  iyh: number;
  iyl: number;
  i: number;
  r: number;
  /** 16 bits. */
  sp: number;
  pc: number;
  /** The address register inside, of which BIT n,(HL) shows two bits. */
  memptr: number;
  afPrime: number;
  bcPrime: number;
  dePrime: number;
  hlPrime: number;
  iff1: number;
  iff2: number;
  im: number;
  halted: number;
}

/** Memory and ports; addresses are whole 16 bits. */
export interface Bus {
  read(address: number): number;
  write(address: number, value: number): void;
  in(port: number): number;
  out(port: number, value: number): void;
}

/** What the parts of the processor share. */
export interface Core {
  readonly state: State;
  readonly bus: Bus;
  /** The word at PC, which moves on. */
  fetchWord(): number;
  readWord(address: number): number;
  writeWord(address: number, word: number): void;
  pop(): number;
}

export type ByteName = "a" | "f" | "b" | "c" | "d" | "e" | "h" | "l" | "ixh" | "ixl" | "iyh" | "iyl";
export type PairName = "af" | "bc" | "de" | "hl" | "ix" | "iy" | "sp";

const HALVES: Readonly<Record<Exclude<PairName, "sp">, readonly [ByteName, ByteName]>> = {
  af: ["a", "f"],
  bc: ["b", "c"],
  de: ["d", "e"],
  hl: ["h", "l"],
  ix: ["ixh", "ixl"],
  iy: ["iyh", "iyl"],
};

export function getPair(state: State, pair: PairName): number {
  if (pair === "sp") return state.sp;
  const [high, low] = HALVES[pair];
  return state[high] * 256 + state[low];
}

export function setPair(state: State, pair: PairName, value: number): void {
  const word = value & 0xffff;
  if (pair === "sp") state.sp = word;
  else {
    const [high, low] = HALVES[pair];
    state[high] = word >> 8;
    state[low] = word & 0xff;
  }
}
