/**
 * The pairs of earlier runs and this one, and the text that holds them. Comments name the kind of the pairs below
 * them, so that a later run knows how many of each kind there are:
 *
 *     # kind: win
 */

import type { Random } from "../../base/random.js";
import { type Pair, questionKey, readPairs } from "../pairs.js";
import { faultOfAnswer, faultOfQuestion } from "../sides.js";

const KIND = "# kind: ";

/** A pair to be added, not yet checked. */
export interface NewPair {
  readonly question: string;
  readonly answer: string;
  /** The question that this one rewords. */
  readonly origin?: string;
}

export interface PoolPair extends NewPair {
  /** Undefined for pairs that the generator didn't write. */
  readonly kind?: string;
}

export class Pool {
  readonly #pairs: PoolPair[] = [];
  readonly #keys = new Set<string>();
  /** What the comments at the text's end say of the next line. */
  #kind: string | undefined;
  #origin: string | undefined;
  #family: string | undefined;
  #hasText = false;

  /**
   * Reads the text of an earlier run's file; it may be empty or have only comments.
   * @throws InputError at a line that is no pair
   */
  static fromText(text: string, file: string): Pool {
    const pool = new Pool();
    pool.#hasText = text.trim() !== "";
    if (linesOf(text).every((line) => line === "" || line.startsWith("#"))) return pool;
    const kinds = kindsByLine(text);
    let last: Pair | undefined;
    for (const pair of readPairs(text, file)) {
      const kind = kinds[pair.line - 1];
      pool.#take({ ...pair, ...(kind === undefined ? {} : { kind }) });
      last = pair;
    }
    pool.#family = last?.family;
    return pool;
  }

  get pairs(): readonly PoolPair[] {
    return this.#pairs;
  }

  /** Number of pairs of these kinds, and of unknown kind. */
  count(kinds: ReadonlySet<string>): number {
    return this.#pairs.filter(({ kind }) => kind === undefined || kinds.has(kind)).length;
  }

  countOf(kind: string): number {
    return this.#pairs.filter((pair) => pair.kind === kind).length;
  }

  /** Up to `most` of the pairs that pass a test, drawn at random. */
  sample(most: number, random: Random, passes: (pair: PoolPair) => boolean): PoolPair[] {
    return random.shuffle(this.#pairs.filter(passes)).slice(0, most);
  }

  /**
   * Adds a new pair.
   * @returns the text to append for it, "duplicate", or what is wrong with the pair
   */
  add(pair: NewPair, kind: string): { text: string } | "duplicate" | { fault: string } {
    const fault =
      faultOfQuestion(pair.question) ??
      faultOfAnswer(pair.answer) ??
      (/^#/.test(pair.question) ? "the question begins like a comment" : undefined) ??
      (/[|]/.test(pair.question + pair.answer) ? 'more than one "|"' : undefined);
    if (fault !== undefined) return { fault };
    if (this.#keys.has(questionKey(pair.question))) return "duplicate";
    this.#take({ ...pair, kind });
    return { text: this.#textOf(pair, kind) };
  }

  #take(pair: PoolPair): void {
    this.#pairs.push(pair);
    this.#keys.add(questionKey(pair.question));
  }

  #textOf(pair: NewPair, kind: string): string {
    const lines: string[] = [];
    if (this.#family !== undefined) lines.push("#family:");
    if (kind !== this.#kind) lines.push(...(this.#hasText ? [""] : []), KIND + kind);
    else if (this.#origin !== undefined && pair.origin === undefined) lines.push("");
    if (pair.origin !== undefined && (pair.origin !== this.#origin || kind !== this.#kind))
      lines.push(`#from: ${pair.origin}`);
    lines.push(`${pair.question}|${pair.answer}`, "");
    this.#family = undefined;
    this.#kind = kind;
    this.#origin = pair.origin;
    this.#hasText = true;
    return lines.join("\n");
  }
}

/** The kind of each line of a text, from the comment above it. */
function kindsByLine(text: string): (string | undefined)[] {
  let kind: string | undefined;
  return linesOf(text).map((line) => {
    if (line.startsWith(KIND)) kind = line.slice(KIND.length).trim();
    return kind;
  });
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.replace(/^\ufeff/, "").trim());
}
