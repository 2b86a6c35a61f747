/** What each directive does; but `include`, which is walk.ts's. */

import { checkByte, checkWord, evaluateWord, inRange } from "./encode.js";
import { asciiCode, type Expression } from "./expression.js";
import { EndOfFile, Fault } from "./fault.js";
import type { FoundFile } from "./files.js";
import { MEMORY_SIZE } from "./image.js";
import type { Directive } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { Pass } from "./pass.js";
import type { DirectiveOperation } from "./statement.js";

interface Call {
  readonly pass: Pass;
  readonly args: readonly Expression[];
  /** The directive's name. */
  readonly token: Token;
  readonly label: Token | undefined;
}

interface Rule {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** What to write, for a message. */
  readonly usage: string;
  readonly run: (call: Call) => void;
}

const ANY = Number.POSITIVE_INFINITY;

/** An argument that must be a string. */
function stringArgument({ args, token }: Pick<Call, "args" | "token">, index: number, what: string): string {
  const argument = args[index];
  if (argument?.kind !== "string")
    throw new Fault(`${token.text} needs ${what} in quotes`, argument ?? token);
  return argument.text;
}

/** An argument's value within bounds; undefined while it isn't known. */
function boundedArgument(
  { pass, args, token }: Call,
  index: number,
  low: number,
  high: number,
): number | undefined {
  const expression = args[index];
  const value = expression && pass.evaluate(expression);
  if (value !== undefined && !inRange(value, low, high))
    throw new Fault(`${token.text} ${value} is outside ${low} to ${high}`, expression!);
  return value;
}

function addressArgument(call: Call): number | undefined {
  return boundedArgument(call, 0, 0, MEMORY_SIZE - 1);
}

function fillByte({ pass, args }: Call, index: number): number {
  const expression = args[index];
  if (expression === undefined) return 0;
  const value = pass.evaluate(expression) ?? 0;
  checkByte(value, expression);
  return value & 0xff;
}

function emitMany(pass: Pass, count: number, byte: number, token: Token): void {
  for (let left = count; left > 0; left--) pass.emit(byte, token);
}

/** Emits the bytes of each argument, zeros for a wrong one, so that addresses behind it stay; then throws. */
function emitEach(
  { pass, args }: Call,
  width: number,
  bytesOf: (expression: Expression) => readonly number[],
): void {
  let first: Fault | undefined;
  for (const expression of args) {
    let bytes: readonly number[] = new Array(width).fill(0);
    try {
      bytes = bytesOf(expression);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      first ??= error;
    }
    for (const byte of bytes) pass.emit(byte, expression);
  }
  if (first !== undefined) throw first;
}

function defineBytes(call: Call): void {
  emitEach(call, 1, (expression) => {
    if (expression.kind === "string")
      return Array.from(expression.text, (_, index) => asciiCode(expression.text, index, expression));
    const value = call.pass.evaluate(expression) ?? 0;
    checkByte(value, expression);
    return [value & 0xff];
  });
}

function defineWords(call: Call): void {
  emitEach(call, 2, (expression) => {
    const value = evaluateWord(expression, call.pass) ?? 0;
    checkWord(value, expression);
    return [value & 0xff, (value >> 8) & 0xff];
  });
}

function defineSpace(call: Call): void {
  const count = boundedArgument(call, 0, 0, MEMORY_SIZE) ?? 0;
  emitMany(call.pass, count, fillByte(call, 1), call.token);
}

function align(call: Call): void {
  const unit = boundedArgument(call, 0, 1, MEMORY_SIZE) ?? 1;
  const past = call.pass.location % unit;
  if (past !== 0) emitMany(call.pass, unit - past, fillByte(call, 1), call.token);
}

function setOrigin(call: Call): void {
  const { pass, token } = call;
  if (pass.isPhased) throw new Fault("org can't stand within phase; write dephase first", token);
  const address = addressArgument(call);
  if (address !== undefined) pass.moveTo(address);
}

function phase(call: Call): void {
  const { pass, token } = call;
  if (pass.isPhased) throw new Fault("phase within phase; write dephase first", token);
  const address = addressArgument(call) ?? pass.location;
  pass.phaseOffset = pass.location - address;
  pass.isPhased = true;
  pass.location = address;
}

function dephase({ pass, token }: Call): void {
  if (!pass.isPhased) throw new Fault("dephase without phase", token);
  pass.location += pass.phaseOffset;
  pass.phaseOffset = 0;
  pass.isPhased = false;
}

function giveValue(isVariable: boolean) {
  return ({ pass, args, token, label }: Call): void => {
    if (label === undefined) throw new Fault(`${token.text} needs a name before it`, token);
    let value: number | undefined;
    try {
      value = pass.evaluate(args[0]);
    } finally {
      pass.defineValue(label, value, isVariable);
    }
  };
}

/** The file that a directive's first argument names. @throws Fault */
export function findFile(pass: Pass, args: readonly Expression[], token: Token): FoundFile {
  const name = stringArgument({ args, token }, 0, "the name of a file");
  const file = pass.files.find(name, pass.current.line.file);
  if (file === undefined) throw new Fault(`no file "${name}" to ${token.lower}`, args[0]);
  return file;
}

function incbin(call: Call): void {
  const { pass, args, token } = call;
  const { bytes } = findFile(pass, args, token);
  const offset = boundedArgument(call, 1, 0, bytes.length) ?? 0;
  const length = boundedArgument(call, 2, 0, bytes.length - offset) ?? bytes.length - offset;
  for (const byte of bytes.subarray(offset, offset + length)) pass.emit(byte, args[0]);
}

function assertTrue(call: Call): void {
  const { pass, args } = call;
  const value = pass.evaluate(args[0]);
  const what = args.length > 1 ? stringArgument(call, 1, "its message") : "this doesn't hold";
  if (value === 0) throw new Fault(`assert: ${what}`, args[0]);
}

const RULES: Readonly<Record<Exclude<Directive, "include">, Rule>> = {
  org: { arity: [1, 1], usage: "org address", run: setOrigin },
  equ: { arity: [1, 1], usage: "name equ value", run: giveValue(false) },
  defl: { arity: [1, 1], usage: "name = value", run: giveValue(true) },
  db: { arity: [1, ANY], usage: "db byte or string, …", run: defineBytes },
  dw: { arity: [1, ANY], usage: "dw word, …", run: defineWords },
  ds: { arity: [1, 2], usage: "ds count[, byte]", run: defineSpace },
  align: { arity: [1, 2], usage: "align unit[, byte]", run: align },
  incbin: { arity: [1, 3], usage: 'incbin "file"[, offset[, length]]', run: incbin },
  local: {
    arity: [1, ANY],
    usage: "local name, …",
    run: ({ pass, args, token }) =>
      pass.makeUnique(
        args.map((argument) => {
          if (argument.kind !== "symbol") throw new Fault("local takes names", argument);
          const { name: text, start, end } = argument;
          return { kind: "name", text, lower: text.toLowerCase(), value: 0, start, end };
        }),
        token,
      ),
  },
  phase: { arity: [1, 1], usage: "phase address", run: phase },
  dephase: { arity: [0, 0], usage: "dephase", run: dephase },
  assert: { arity: [1, 2], usage: 'assert condition[, "message"]', run: assertTrue },
  error: {
    arity: [1, 1],
    usage: 'error "message"',
    run: (call) => {
      throw new Fault(stringArgument(call, 0, "its message"), call.token);
    },
  },
  end: {
    arity: [0, 1],
    usage: "end",
    run: () => {
      throw new EndOfFile();
    },
  },
};

/** Runs a directive; not `include`, which walks into another file. @throws Fault */
export function runDirective(
  pass: Pass,
  { directive, args, token }: DirectiveOperation,
  label: Token | undefined,
): void {
  if (directive === "include") throw new TypeError("include is run by walk.ts");
  const { arity, usage, run } = RULES[directive];
  if (args.length < arity[0] || args.length > arity[1])
    throw new Fault(`${token.text} takes ${arityText(arity)}; write ${usage}`, token);
  run({ pass, args, token, label });
}

function arityText([fewest, most]: readonly [number, number]): string {
  if (most === 0) return "nothing";
  const count = fewest === most ? `${fewest}` : most === ANY ? `${fewest} or more` : `${fewest} to ${most}`;
  return `${count} argument${count === "1" ? "" : "s"}`;
}
