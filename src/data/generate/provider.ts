/**
 * What the generator asks of a language model, whoever serves it: text for a prompt, as it arrives.
 * A provider throws InputError where asking again can't help, TransientFault where it may, and Refusal where
 * the model won't answer this prompt.
 */

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** Lines asked for; bounds how long the answer may get. */
  readonly lines: number;
}

export interface Usage {
  /** Tokens. */
  readonly input: number;
  readonly output: number;
}

/** A part of an answer. */
export type Piece =
  | { readonly text: string }
  /** Tokens of the whole answer; may be told several times, and the last one counts. */
  | { readonly usage: Usage }
  /** The answer reached its greatest length, perhaps within a line. */
  | { readonly cut: true };

export interface Provider {
  /** As shown to people, e.g. `ollama`. */
  readonly name: string;
  readonly model: string;
  /** True if {@link ask} makes use of its seed. */
  readonly seeded: boolean;
  /** Takes what nobody may read, such as a key, out of a text that is shown or kept. */
  readonly hide?: (text: string) => string;
  /**
   * Asks once, without retries. The answer is whole if the iteration ends without a throw.
   * @param seed 32 bits; for models that sample by one
   */
  ask(prompt: Prompt, seed: number, signal: AbortSignal): AsyncIterable<Piece>;
}

/** A fault that may pass: a limit, an overload, a cut line. */
export class TransientFault extends Error {
  override readonly name = "TransientFault";

  /**
   * @param message what happened, one clause
   * @param retryAfter milliseconds that the server asks to wait
   * @param unreachable what to do if the server was not there from the start
   */
  constructor(
    message: string,
    readonly retryAfter?: number,
    readonly unreachable?: string,
  ) {
    super(message);
  }
}

/** The model won't answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** True for a connection that was there and broke, rather than one that never came to be. */
export function wasCut(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") return true;
  }
  return false;
}

/** Most tokens of an answer: what the lines need, and as much again for chatter. */
export function outputTokens(prompt: Prompt): number {
  return 200 + 60 * prompt.lines;
}

/**
 * The wait that a server asks for by `retry-after`: seconds, or a date, which is one of its own clock.
 * @param now the server's date, in milliseconds since 1970
 * @returns milliseconds, if it asks for one
 */
export function retryAfterOf(
  headers: Headers,
  now = Date.parse(headers.get("date") ?? ""),
): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(text.trim()) ? 1000 * Number(text) : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
