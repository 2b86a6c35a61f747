/** Directives that emit bytes: data, space, alignment. */

import { checkByte, checkWord, evaluateWord } from "./encode.js";
import type { Expression } from "./expression.js";
import { Fault } from "./fault.js";
import { MEMORY_SIZE } from "./image.js";
import type { Directive } from "./keywords.js";
import type { Token } from "./lexer.js";
import type { Pass } from "./pass.js";
import { ANY, boundedArgument, type Call, fillByte, type Rule } from "./rule.js";
import { characterByte } from "./strings.js";

function emitMany(pass: Pass, count: number, byte: number, token: Token): void {
  for (let left = count; left > 0; left--) pass.emit(byte, token);
}

/** Emits the bytes of each argument, zeros for a wrong one so that later addresses don't change; then throws. */
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
    if (expression.kind === "string") return stringBytes(expression.text, expression);
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

/** The bytes of a string. @throws Fault at a character that is none */
function stringBytes(text: string, expression: Expression): number[] {
  return Array.from({ length: text.length }, (_, index) => characterByte(text, index, expression));
}

/** Strings with bit 7 of their last character set; or, as EDAS has it, a count and a byte. */
function defineMarked(call: Call): void {
  const { args, token, pass } = call;
  if (args.length === 2 && args[0].kind !== "string") {
    emitMany(pass, boundedArgument(call, 0, 0, MEMORY_SIZE) ?? 0, fillByte(call, 1), token);
    return;
  }
  emitEach(call, 1, (expression) => {
    if (expression.kind !== "string" || expression.text === "")
      throw new Fault("dc takes strings, or a count and a byte", expression);
    const bytes = stringBytes(expression.text, expression);
    return bytes.with(-1, bytes.at(-1)! | 0x80);
  });
}

function defineZeroEnded(call: Call): void {
  defineBytes(call);
  call.pass.emit(0, call.token);
}

function defineDoubleWords(call: Call): void {
  emitEach(call, 4, (expression) => {
    const value = call.pass.evaluate(expression) ?? 0;
    return [0, 8, 16, 24].map((shift) => (value >> shift) & 0xff);
  });
}

/** TASM's `.fill count[,byte]`: without a byte, FFh. */
function fill(call: Call): void {
  const byte = call.args.length > 1 ? fillByte(call, 1) : 0xff;
  emitMany(call.pass, boundedArgument(call, 0, 0, MEMORY_SIZE) ?? 0, byte, call.token);
}

export const DATA_RULES = {
  db: { arity: [1, ANY], usage: "db byte or string, …", run: defineBytes },
  dc: { arity: [1, ANY], usage: "dc string, …", run: defineMarked },
  asciz: { arity: [1, ANY], usage: "asciz byte or string, …", run: defineZeroEnded },
  dw: { arity: [1, ANY], usage: "dw word, …", run: defineWords },
  dd: { arity: [1, ANY], usage: "dd value, …", run: defineDoubleWords },
  ds: { arity: [1, 2], usage: "ds count[, byte]", run: defineSpace },
  fill: { arity: [1, 2], usage: "fill count[, byte]", run: fill },
  align: { arity: [1, 2], usage: "align unit[, byte]", run: align },
} as const satisfies Partial<Record<Directive, Rule>>;
