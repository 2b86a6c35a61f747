/**
 * A small assembler for WebAssembly with SIMD: expressions are lists of bytes, a routine is locals and a body.
 *
 *   const r = new Routine("double", ["f32"], "f32");
 *   const module = moduleOf([r.end(f32.add(r.parameters[0].get, r.parameters[0].get))], false);
 *
 * Opcodes are those of the WebAssembly core specification, section 5.4.
 */

export type Code = readonly number[];
export type Type = "i32" | "f32" | "f64" | "v128";

const TYPES: Readonly<Record<Type, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };
/** Of a block that leaves no value. */
const NO_VALUE = 0x40;
/** Of memory with SIMD and threads, in pages of 64 KB. */
const MAX_PAGES = 65_536;

/** LEB128, for signed (i32.const) and unsigned numbers. */
function leb(value: number, signed: boolean): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const byte = rest & 0x7f;
    rest = signed ? rest >> 7 : rest >>> 7;
    const isLast = signed ? rest === (byte & 0x40 ? -1 : 0) : rest === 0;
    bytes.push(isLast ? byte : byte | 0x80);
    if (isLast) return bytes;
  }
}

const unsigned = (value: number): number[] => leb(value, false);
const vector = (parts: readonly Code[]): number[] => [...unsigned(parts.length), ...parts.flat()];
const sized = (bytes: Code): number[] => [...unsigned(bytes.length), ...bytes];
const text = (word: string): number[] => sized(Array.from(word, (character) => character.charCodeAt(0)));

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
/** @param align logarithm of the alignment that is hinted at */
const loading =
  (align: number, ...opcode: number[]) =>
  (address: Code, offset = 0): Code => [...address, ...opcode, align, ...unsigned(offset)];
const storing =
  (align: number, ...opcode: number[]) =>
  (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...opcode,
    align,
    ...unsigned(offset),
  ];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

export const i32 = {
  of: (value: number): Code => [0x41, ...leb(value, true)],
  load: loading(2, 0x28),
  load16: loading(1, 0x2f),
  store: storing(2, 0x36),
  store16: storing(1, 0x3b),
  less: binary(0x49),
  atLeast: binary(0x4f),
  different: binary(0x47),
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  shiftLeft: binary(0x74),
  shiftRight: binary(0x76),
} as const;

/** What an elementwise kernel computes with: one float32, or four of them. */
export interface Floats {
  readonly lanes: 1 | 4;
  readonly type: Type;
  readonly load: (address: Code, offset?: number) => Code;
  readonly store: (address: Code, value: Code, offset?: number) => Code;
  /** A float32 in every lane. */
  readonly spread: (value: Code) => Code;
  readonly add: (a: Code, b: Code) => Code;
  readonly sub: (a: Code, b: Code) => Code;
  readonly mul: (a: Code, b: Code) => Code;
  readonly div: (a: Code, b: Code) => Code;
  readonly min: (a: Code, b: Code) => Code;
  readonly max: (a: Code, b: Code) => Code;
  readonly floor: (a: Code) => Code;
  readonly sqrt: (a: Code) => Code;
}

export const f32: Floats & {
  of: (value: number) => Code;
  /** 1 or 0, an i32 */
  different: (a: Code, b: Code) => Code;
} = {
  lanes: 1,
  type: "f32",
  of: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  load: loading(2, 0x2a),
  store: storing(2, 0x38),
  spread: (value: Code): Code => value,
  different: binary(0x5c),
  add: binary(0x92),
  sub: binary(0x93),
  mul: binary(0x94),
  div: binary(0x95),
  min: binary(0x96),
  max: binary(0x97),
  floor: unary(0x8e),
  sqrt: unary(0x91),
};

export const f32x4: Floats & {
  /** One float32 of memory in every lane. */
  loadSpread: (address: Code, offset?: number) => Code;
} = {
  lanes: 4,
  type: "v128",
  load: loading(2, ...simd(0x00)),
  loadSpread: loading(2, ...simd(0x09)),
  store: storing(2, ...simd(0x0b)),
  spread: unary(...simd(0x13)),
  add: binary(...simd(0xe4)),
  sub: binary(...simd(0xe5)),
  mul: binary(...simd(0xe6)),
  div: binary(...simd(0xe7)),
  min: binary(...simd(0xe8)),
  max: binary(...simd(0xe9)),
  floor: unary(...simd(0x68)),
  sqrt: unary(...simd(0xe3)),
};

export const f64 = {
  of: (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)],
  fromF32: unary(0xbb),
  add: binary(0xa0),
  mul: binary(0xa2),
} as const;

/** A loop that runs while the condition holds. */
export function whileLoop(condition: Code, body: Code): Code {
  // block { loop { br_if 1 (not condition); body; br 0 } }
  return [0x02, NO_VALUE, 0x03, NO_VALUE, ...condition, 0x45, 0x0d, 1, ...body, 0x0c, 0, 0x0b, 0x0b];
}

export function when(condition: Code, body: Code): Code {
  return [...condition, 0x04, NO_VALUE, ...body, 0x0b];
}

export class Local {
  readonly get: Code;
  readonly #index: readonly number[];
  readonly type: Type;

  constructor(index: number, type: Type) {
    this.#index = unsigned(index);
    this.get = [0x20, ...this.#index];
    this.type = type;
  }

  set(value: Code): Code {
    return [...value, 0x21, ...this.#index];
  }

  /** Adds to an i32. */
  add(value: Code | number): Code {
    return this.set(i32.add(this.get, typeof value === "number" ? i32.of(value) : value));
  }
}

export class Routine {
  readonly name: string;
  readonly parameters: readonly Local[];
  readonly #result: Type | undefined;
  readonly #locals: Local[] = [];
  #body: Code = [];

  constructor(name: string, parameters: readonly Type[], result?: Type) {
    this.name = name;
    this.parameters = parameters.map((type, index) => new Local(index, type));
    this.#result = result;
  }

  local(type: Type): Local {
    const local = new Local(this.parameters.length + this.#locals.length, type);
    this.#locals.push(local);
    return local;
  }

  /** Sets the body. */
  end(...body: readonly Code[]): this {
    this.#body = body.flat();
    return this;
  }

  get signature(): Code {
    const result = this.#result === undefined ? [] : [[TYPES[this.#result]]];
    return [0x60, ...vector(this.parameters.map(({ type }) => [TYPES[type]])), ...vector(result)];
  }

  get code(): Code {
    const locals = this.#locals.map(({ type }) => [1, TYPES[type]]);
    return sized([...vector(locals), ...this.#body, 0x0b]);
  }
}

/**
 * A module that exports routines, and imports its memory as `host.memory`.
 * @param shared whether several threads share the memory
 */
export function moduleOf(routines: readonly Routine[], shared: boolean): Uint8Array<ArrayBuffer> {
  const section = (id: number, parts: readonly Code[]): number[] => [id, ...sized(vector(parts))];
  const limits = [shared ? 3 : 1, ...unsigned(1), ...unsigned(MAX_PAGES)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      routines.map(({ signature }) => signature),
    ),
    ...section(2, [[...text("host"), ...text("memory"), 0x02, ...limits]]),
    ...section(
      3,
      routines.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      routines.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    ...section(
      10,
      routines.map(({ code }) => code),
    ),
  ]);
}
