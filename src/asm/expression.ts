/** Expressions: parsed once from tokens, evaluated in each pass. */

import { Fault, type Span } from "./fault.js";
import { RESERVED_OPERANDS } from "./form.js";
import { LARGEST, type Token } from "./lexer.js";
import {
  BINARY_OPERATORS,
  MICROSOFT_NOT,
  OPERATOR_WORDS,
  precedenceOf,
  UNARY_OPERATORS,
} from "./operators.js";
import { characterByte, escapedCharacter } from "./strings.js";

export type Expression = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "string"; readonly text: string }
    | { readonly kind: "symbol"; readonly name: string }
    | { readonly kind: "defined"; readonly name: string }
    | { readonly kind: "here" }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "conditional";
        readonly test: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
  );

/** Most parts of one expression, nested or in a row, so that an absurd line can't exhaust the stack. */
const MOST_PARTS = 1000;
const DEEPEST_NESTING = 100;

/** Tokens and the reader's position in them. */
export class TokenReader {
  readonly tokens: readonly Token[];
  position = 0;
  /** Column just behind the last token. */
  readonly #end: number;

  constructor(tokens: readonly Token[], end?: number) {
    this.tokens = tokens;
    this.#end = end ?? tokens.at(-1)?.end ?? 0;
  }

  peek(): Token | undefined {
    return this.tokens[this.position];
  }

  next(): Token | undefined {
    return this.tokens[this.position++];
  }

  /** Takes the token if it's this symbol. */
  accept(symbol: string): boolean {
    const token = this.peek();
    if (token?.kind !== "symbol" || token.text !== symbol) return false;
    this.position++;
    return true;
  }

  /** Where the next token is, or the end of the line. */
  here(): Span {
    return this.peek() ?? { start: this.#end, end: this.#end + 1 };
  }
}

class ExpressionParser {
  readonly #reader: TokenReader;
  #parts = 0;
  #depth = 0;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  conditional(): Expression {
    if (++this.#depth > DEEPEST_NESTING)
      throw new Fault("this expression is nested too deep", this.#reader.here());
    let expression = this.#binary(0);
    if (this.#reader.accept("?")) {
      const yes = this.conditional();
      if (!this.#reader.accept(":")) throw new Fault('":" is missing after "?"', this.#reader.here());
      const no = this.conditional();
      const { start } = expression;
      expression = { kind: "conditional", test: expression, yes, no, start, end: no.end };
    }
    this.#depth--;
    return expression;
  }

  #binary(precedence: number): Expression {
    let left = this.#unary();
    for (;;) {
      const token = this.#reader.peek();
      if (token === undefined || (token.kind !== "symbol" && token.kind !== "name")) return left;
      const own = precedenceOf(token.lower, token.binding ?? "c");
      if (own === undefined || own < precedence) return left;
      this.#reader.next();
      const right = this.#binary(own + 1);
      left = { kind: "binary", operator: token.lower, left, right, start: left.start, end: right.end };
    }
  }

  #unary(): Expression {
    const reader = this.#reader;
    const token = reader.peek();
    if (++this.#parts > MOST_PARTS) throw new Fault("this expression is too long", reader.here());
    if (token === undefined) throw new Fault("a value is missing here", reader.here());
    const isBinaryNumber = token.text === "%" && reader.tokens[reader.position + 1]?.start === token.end;
    if (isBinaryNumber) return this.#percentNumber(token);
    if (token.kind === "string" || token.kind === "number" || !UNARY_OPERATORS.has(token.lower))
      return this.#primary(token);
    if (++this.#depth > DEEPEST_NESTING) throw new Fault("this expression is nested too deep", token);
    reader.next();
    const isLoose = token.lower === "not" && token.binding === "microsoft";
    const operand = isLoose ? this.#binary(MICROSOFT_NOT) : this.#unary();
    this.#depth--;
    return { kind: "unary", operator: token.lower, operand, start: token.start, end: operand.end };
  }

  /** `%1010`: the lexer can't tell it from a remainder. */
  #percentNumber(percent: Token): Expression {
    this.#reader.next();
    const digits = this.#reader.next()!;
    const span = { start: percent.start, end: digits.end };
    if (!/^[01]{1,32}$/.test(digits.text)) throw new Fault(`"%${digits.text}" isn't a binary number`, span);
    return { kind: "number", value: Number.parseInt(digits.text, 2), ...span };
  }

  #primary(token: Token): Expression {
    const reader = this.#reader;
    const { start, end } = token;
    reader.next();
    if (token.value > LARGEST) throw new Fault(`${token.text} doesn't fit 32 bits`, token);
    if (token.kind === "number") return { kind: "number", value: token.value, start, end };
    if (token.kind === "string") return { kind: "string", text: token.text, start, end };
    if (token.kind === "name") {
      if (token.lower === "defined") return this.#defined(token);
      if (OPERATOR_WORDS.has(token.lower))
        throw new Fault(`a value is missing before "${token.text}"`, token);
      if (RESERVED_OPERANDS.has(token.lower))
        throw new Fault(`${token.text} is a register or a condition; it can't stand in an expression`, token);
      return { kind: "symbol", name: token.text, start, end };
    }
    if (token.text === "$") return { kind: "here", start, end };
    if (token.text === "(" || token.text === "[") {
      const inner = this.conditional();
      const closing = token.text === "(" ? ")" : "]";
      const close = reader.here();
      if (!reader.accept(closing)) throw new Fault(`"${closing}" is missing`, close);
      return { ...inner, start, end: close.end };
    }
    throw new Fault(`a value is missing before "${token.text}"`, token);
  }

  #defined(word: Token): Expression {
    const reader = this.#reader;
    const inParentheses = reader.accept("(");
    const name = reader.next();
    if (name?.kind !== "name") throw new Fault("defined needs the name of a symbol", word);
    if (inParentheses && !reader.accept(")")) throw new Fault('")" is missing', reader.here());
    return { kind: "defined", name: name.text, start: word.start, end: name.end };
  }
}

/** Parses one expression; what follows it stays in the reader. */
export function parseExpression(reader: TokenReader): Expression {
  return new ExpressionParser(reader).conditional();
}

/** What an expression needs to know of the program around it. */
export interface Scope {
  /** Address of the statement. */
  readonly here: number;
  /** Value of a symbol; undefined while it isn't known yet. @throws Fault if it never will be */
  lookup(name: string, span: Span): number | undefined;
  isDefined(name: string): boolean;
}

/** A string's one or two characters as a number; the first of two is the high byte. */
function characterCode(text: string, span: Span): number {
  if (text.length === 0) throw new Fault("an empty string has no value", span);
  if (text.length > 2) throw new Fault("only a string of one or two characters is a number", span);
  // z80asm and rasm have escapes between single quotes too; here they'd be no number otherwise
  const escaped = text.length === 2 ? escapedCharacter(text) : undefined;
  if (escaped !== undefined) return escaped;
  const bytes = Array.from(text, (_, index) => characterByte(text, index, span));
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

function evaluateBinary(expression: Expression & { kind: "binary" }, scope: Scope): number | undefined {
  const { operator } = expression;
  const left = evaluate(expression.left, scope);
  if (left === 0 && operator === "&&") return 0;
  if (left !== 0 && left !== undefined && operator === "||") return -1;
  const right = evaluate(expression.right, scope);
  if (left === undefined || right === undefined) return undefined;
  return BINARY_OPERATORS.get(operator)!.apply(left, right);
}

/**
 * Value of an expression; undefined while it depends on what isn't known yet.
 * @throws Fault
 */
export function evaluate(expression: Expression, scope: Scope): number | undefined {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "string":
      return characterCode(expression.text, expression);
    case "symbol":
      return scope.lookup(expression.name, expression);
    case "defined":
      return scope.isDefined(expression.name) ? -1 : 0;
    case "here":
      return scope.here;
    case "conditional": {
      const test = evaluate(expression.test, scope);
      return test === undefined ? undefined : evaluate(test !== 0 ? expression.yes : expression.no, scope);
    }
    default:
      try {
        if (expression.kind === "binary") return evaluateBinary(expression, scope);
        const operand = evaluate(expression.operand, scope);
        return operand === undefined ? undefined : UNARY_OPERATORS.get(expression.operator)!(operand);
      } catch (error) {
        if (error instanceof RangeError) throw new Fault(error.message, expression);
        throw error;
      }
  }
}
