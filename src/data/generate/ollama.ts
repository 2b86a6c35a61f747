/** The provider for models that Ollama serves, on this machine or another, by its official client. */

import { Ollama } from "ollama/browser";
import { InputError } from "../../base/input-error.js";
import { beginningOf, boundedLines } from "./bounded.js";
import { outputTokens, type Provider, retryAfterOf, TransientFault, wasCut } from "./provider.js";
import { type Address, hider, splitAddress } from "./secrets.js";

export const OLLAMA_HOST = "http://127.0.0.1:11434";
export const OLLAMA_MODEL = "gemma3";

/** Tokens of prompt and answer together. */
const CONTEXT = 8192;

export interface OllamaSettings {
  /** Address of the server, with or without scheme and port. */
  readonly host?: string;
  readonly model?: string;
}

export function ollamaProvider({ host = OLLAMA_HOST, model = OLLAMA_MODEL }: OllamaSettings): Provider {
  const address = splitAddress(host);
  // so that a wrong address fails here, not at the first question
  clientOf(address, fetch);
  return {
    name: "ollama",
    model,
    seeded: true,
    hide: hider(address.secrets),
    async *ask(prompt, seed, signal) {
      const client = clientOf(address, (url, init) => fetchChecked(url, init, signal, address, model));
      try {
        const answer = await client.chat({
          model,
          messages: [
            { role: "system", content: prompt.system },
            { role: "user", content: prompt.user },
          ],
          stream: true,
          think: false,
          options: { seed, num_ctx: CONTEXT, num_predict: outputTokens(prompt) },
        });
        for await (const chunk of answer) {
          if (chunk.message?.content) yield { text: chunk.message.content };
          if (chunk.done_reason === "length") yield { cut: true };
          if (chunk.done)
            yield { usage: { input: chunk.prompt_eval_count ?? 0, output: chunk.eval_count ?? 0 } };
        }
      } catch (error) {
        if (error instanceof InputError || error instanceof TransientFault) throw error;
        // a cut connection, or an error that Ollama reports within its answer
        throw new TransientFault(`ollama broke off: ${(error as Error).message}`);
      }
    },
  };
}

function clientOf({ plain, shown, headers }: Address, fetchBy: typeof fetch): Ollama {
  try {
    return new Ollama({ host: plain, headers: { ...headers }, fetch: fetchBy });
  } catch {
    throw new InputError(`--host "${shown}" is no address; write e.g. ${OLLAMA_HOST}`);
  }
}

/**
 * Fetches, and throws on every fault itself: the client would print some of them on standard output, where
 * only pairs belong.
 */
async function fetchChecked(
  url: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  signal: AbortSignal,
  { shown: host }: Address,
  model: string,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal });
  } catch (error) {
    if (wasCut(error)) throw new TransientFault(`ollama at ${host} cut the connection`);
    throw new TransientFault(
      `no Ollama server at ${host}`,
      undefined,
      "start one with: ollama serve, or name one with --host",
    );
  }
  if (response.ok)
    return new Response(
      response.body?.pipeThrough(boundedLines("ollama")).pipeThrough(jsonLines()),
      response,
    );
  const told = await errorText(response);
  if (response.status === 429 || response.status >= 500)
    throw new TransientFault(
      `ollama is busy (${response.status}${told && `: ${told}`})`,
      retryAfterOf(response.headers),
    );
  if (response.status === 404 && /model/i.test(told))
    throw new InputError(`ollama at ${host} has no model "${model}"; get it with: ollama pull ${model}`);
  throw new InputError(
    `ollama at ${host} refuses (${response.status}${told && `: ${told}`}); check --host and --model`,
  );
}

/** The error that the body tells: its `error`, or its first line. */
async function errorText(response: Response): Promise<string> {
  const text = await beginningOf(response);
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    if (typeof error === "string") return error.split("\n")[0];
  } catch {
    // no JSON: its text is used
  }
  return text.split("\n")[0].slice(0, 200);
}

/** Passes bytes through, and fails at the first line that isn't JSON. */
function jsonLines(): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  let rest = "";
  const check = (lines: readonly string[]): void => {
    for (const line of lines)
      try {
        if (line.trim() !== "") JSON.parse(line);
      } catch {
        throw new TransientFault(`ollama sent what is no JSON: ${line.slice(0, 60)}`);
      }
  };
  return new TransformStream({
    transform(bytes, controller) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
      rest = lines.pop()!;
      check(lines);
      controller.enqueue(bytes);
    },
    flush: () => check([rest]),
  });
}
