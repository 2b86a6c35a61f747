/** The provider for Anthropic's Claude, by the official client of its API. */

import Anthropic, { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import { InputError } from "../../base/input-error.js";
import { boundedResponse } from "./bounded.js";
import {
  outputTokens,
  type Provider,
  Refusal,
  retryAfterOf,
  TransientFault,
  type Usage,
  wasCut,
} from "./provider.js";
import { hider, splitAddress } from "./secrets.js";

/** The cheapest model that writes such lines well. */
export const CLAUDE_MODEL = "claude-haiku-5-5";

const ANTHROPIC_ADDRESS = "https://api.anthropic.com";

/** Most tokens of thinking before the model writes. */
const THINKING = 4096;

export interface ClaudeSettings {
  /** Kept only in memory; never in a message. */
  readonly apiKey: string;
  readonly model?: string;
  /** May hold a user and a password, for a gateway. Default: Anthropic's own address. */
  readonly baseUrl?: string;
}

export function claudeProvider({ apiKey, model = CLAUDE_MODEL, baseUrl }: ClaudeSettings): Provider {
  // Such a key can't be in a header, and the error about that would show it.
  if (!/^[!-~]+$/.test(apiKey))
    throw new InputError("the API key has blanks or odd characters in it; set ANTHROPIC_API_KEY again");
  const address = splitAddress(baseUrl ?? ANTHROPIC_ADDRESS);
  if (!URL.canParse(address.plain))
    throw new InputError(`--base-url "${address.shown}" is no address; write e.g. https://host:port`);
  const client = new Anthropic({
    apiKey,
    baseURL: address.plain,
    // a gateway's password is in the header in which the client would send the key
    ...(address.secrets.length > 0 && { defaultHeaders: { ...address.headers, "x-api-key": apiKey } }),
    fetch: async (url, init) => boundedResponse(await fetch(url, init), "the Claude API"),
    // the generator itself waits and asks again, so that it can report it
    maxRetries: 0,
    logLevel: "off",
  });
  return {
    name: "claude",
    model,
    seeded: false,
    hide: hider([apiKey, ...address.secrets]),
    async *ask(prompt, _seed, signal) {
      let usage: Usage = { input: 0, output: 0 };
      let ended = false;
      try {
        const events = await client.messages.create(
          {
            model,
            max_tokens: outputTokens(prompt) + THINKING,
            system: prompt.system,
            messages: [{ role: "user", content: prompt.user }],
            stream: true,
          },
          { signal },
        );
        for await (const event of events) {
          if (event.type === "message_start") {
            const { input_tokens, output_tokens } = event.message.usage;
            usage = { input: input_tokens, output: output_tokens };
            yield { usage };
          } else if (event.type === "content_block_delta" && event.delta.type === "text_delta")
            yield { text: event.delta.text };
          else if (event.type === "message_delta") {
            usage = { ...usage, output: event.usage.output_tokens };
            yield { usage };
            if (event.delta.stop_reason === "refusal")
              throw new Refusal(event.delta.stop_details?.explanation ?? "no reason given");
            if (event.delta.stop_reason === "max_tokens") yield { cut: true };
          } else if (event.type === "message_stop") ended = true;
        }
      } catch (error) {
        throw faultOf(error, model, address.shown);
      }
      if (!ended) throw new TransientFault("the Claude API broke off");
    },
  };
}

/** Turns the client's error into an InputError, or a TransientFault if a second try may help. */
function faultOf(error: unknown, model: string, address: string): Error {
  if (error instanceof Refusal || error instanceof TransientFault) return error;
  if (wasCut(error)) return new TransientFault(`the Claude API at ${address} cut the connection`);
  if (error instanceof APIConnectionError)
    return new TransientFault(
      `the Claude API at ${address} can't be reached`,
      undefined,
      "check the network and --base-url",
    );
  if (!(error instanceof APIError))
    return new TransientFault(`the Claude API broke off: ${(error as Error).message}`);
  const { status, type } = error;
  const told = error.apiMessage ? `: ${error.apiMessage}` : "";
  const passes =
    status === 408 || status === 409 || status === 429 || (status ?? 0) >= 500 || status === undefined;
  if (passes) {
    const what = status === 429 ? "limits the rate" : type === "overloaded_error" ? "is overloaded" : "fails";
    return new TransientFault(
      `the Claude API ${what} (${status ?? type ?? "error"})`,
      error.headers === undefined ? undefined : retryAfterOf(error.headers),
    );
  }
  if (status === 401 || status === 403)
    return new InputError(`the Claude API refuses this key (${status}); check ANTHROPIC_API_KEY`);
  if (status === 404)
    return new InputError(`the Claude API has no model "${model}"; choose another with --model`);
  return new InputError(`the Claude API refuses this request (${status}${told})`);
}
