/** What stands for the words of a pass: parameters of macros, and what `define` says. */

import { Fault } from "./fault.js";
import type { LexedLine, Token } from "./lexer.js";
import { type Knows, MOST_TOKENS, type Substitution, substitute, tooLong } from "./substitute.js";

/** Tokens that macros make in a pass. */
const MOST_WORDS = 2_000_000;
/** Words of `define` within each other. */
const DEEPEST_DEFINE = 20;

export class Words {
  readonly #defines: Substitution = new Map();
  readonly #knows: Knows;
  /** Tokens of the lines that were changed. */
  #count = 0;

  /** @param knows whether a name is a symbol's or a macro's */
  constructor(knows: Knows) {
    this.#knows = knows;
  }

  /** Makes a word stand for others from here on. */
  define(name: string, tokens: readonly Token[]): void {
    this.#defines.set(name, tokens);
  }

  undefine(name: string): void {
    this.#defines.delete(name);
  }

  isDefined(name: string): boolean {
    return this.#defines.has(name);
  }

  /**
   * A line's tokens with all of it replaced.
   * @throws Fault if the lines so far have become too long: the pass can't go on
   */
  replace(lexed: LexedLine, substitution: Substitution | undefined, isWithDefines: boolean): LexedLine {
    const own = substitute(lexed, substitution, this.#knows);
    const isDone = this.#defines.size === 0 || !isWithDefines || own.fault !== undefined;
    const replaced = isDone ? own : this.#withDefines(own);
    if (replaced !== lexed) this.#count += replaced.tokens.length;
    if (this.#count <= MOST_WORDS) return replaced;
    const what = `macros make more than ${MOST_WORDS} words; do their arguments grow without end?`;
    throw new Fault(what, { start: 0, end: lexed.text.length });
  }

  #withDefines(lexed: LexedLine): LexedLine {
    const isTouched = ({ kind, text }: Token) => kind === "name" && this.#defines.get(text)?.length;
    let { tokens } = lexed;
    for (let depth = 0; depth < DEEPEST_DEFINE && tokens.some(isTouched); depth++) {
      tokens = tokens.flatMap((token) => {
        const { start, end, text } = token;
        const words = isTouched(token) ? this.#defines.get(text)! : undefined;
        return words?.map((word) => ({ ...word, start, end })) ?? [token];
      });
      if (tokens.length > MOST_TOKENS) return { text: lexed.text, tokens: [], fault: tooLong(lexed) };
    }
    return tokens === lexed.tokens ? lexed : { ...lexed, tokens };
  }
}
