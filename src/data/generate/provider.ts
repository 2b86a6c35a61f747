/**
 * What the generator needs of a language model, whoever serves it: text for a prompt, as it arrives. A provider throws
 * InputError if asking again can't help, TransientFault if it may help, and Refusal if the model refuses this prompt.
 *
 *     for await (const piece of provider.ask(prompt, seed, signal)) if ("text" in piece) reader.push(piece.text);
 */

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** Lines asked for; the most tokens of the answer follow from it. */
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
  /** Tokens of the whole answer; may come several times, and the last one counts. */
  | { readonly usage: Usage }
  /** The answer reached its greatest length, perhaps within a line. */
  | { readonly cut: true };

export interface Provider {
  /** As shown to people, e.g. `ollama`. */
  readonly name: string;
  readonly model: string;
  /** True if {@link ask} uses its seed. */
  readonly seeded: boolean;
  /** Removes secrets, such as a key, from a text that is shown or kept. */
  readonly hide?: (text: string) => string;
  /**
   * Asks once, without retries. The answer is whole if the iteration ends without an error.
   * @param seed 32 bits; for models that take a seed for sampling
   */
  ask(prompt: Prompt, seed: number, signal: AbortSignal): AsyncIterable<Piece>;
}

/** A fault that may pass: a rate limit, an overload, a cut connection. */
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

/** The model refuses to answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** True if a connection was made and then broke; false if it was never made. */
export function wasCut(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") return true;
  }
  return false;
}

/** Most tokens of an answer: twice what its lines need, as models add remarks. */
export function outputTokens(prompt: Prompt): number {
  return 200 + 60 * prompt.lines;
}

/**
 * The wait that a server asks for by `retry-after`: seconds, or a date by the server's clock.
 * @param now the server's date, in milliseconds since 1970
 * @returns milliseconds; undefined if it asks for none
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
