/** A language model's server for tests: on loopback, speaking Ollama's or Anthropic's protocol, badly if asked to. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export type Protocol = "ollama" | "claude";

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The last message's text. */
  readonly prompt: string;
  /** The request's body. */
  readonly body: Record<string, unknown>;
}

/** Answers one request. */
export type Answer = (response: ServerResponse, protocol: Protocol, asked: Asked) => void | Promise<void>;

export interface TestServer {
  readonly url: string;
  readonly protocol: Protocol;
  /** The requests so far. */
  readonly asked: Asked[];
  /** Listens no more. */
  close(): void;
}

/**
 * Starts a server that goes when the test file is done.
 * @param answers one for each request, the last for all that follow
 */
export async function startServer(protocol: Protocol, ...answers: Answer[]): Promise<TestServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { messages: { content: string }[] };
    const now: Asked = {
      path: request.url!,
      headers: request.headers,
      prompt: body.messages.at(-1)!.content,
      body: { ...body },
    };
    asked.push(now);
    await answers[Math.min(asked.length, answers.length) - 1](response, protocol, now);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  afterAll(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, protocol, asked, close };
}

/** An address where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export const INPUT_TOKENS = 100;
export const OUTPUT_TOKENS = 40;

const sleep = (milliseconds: number): Promise<void> => new Promise((go) => setTimeout(go, milliseconds));

/** Writes text piece by piece; lines end where the text says so. @param pause milliseconds between pieces */
export function says(text: string | ((asked: Asked) => string), pause = 0, stop?: string): Answer {
  return async (response, protocol, asked) => {
    begin(response, protocol);
    const whole = typeof text === "string" ? text : text(asked);
    // pieces as tokens come: they end anywhere
    for (const piece of whole.match(/[\s\S]{1,7}/g) ?? []) {
      response.write(pieceOf(piece, protocol));
      if (pause > 0) await sleep(pause);
    }
    response.end(endOf(protocol, stop ?? (protocol === "ollama" ? "stop" : "end_turn")));
  };
}

/** Writes text and then breaks the connection. */
export function breaksOffAfter(text: string): Answer {
  return async (response, protocol) => {
    begin(response, protocol);
    response.write(pieceOf(text, protocol));
    await sleep(20);
    response.destroy();
  };
}

/** Takes the request and never says a word. */
export const silent: Answer = () => undefined;

/** Breaks the connection before anything is said. */
export const hangsUp: Answer = (response) => void response.destroy();

/** Writes text, then a line that is no JSON. */
export function garblesAfter(text: string): Answer {
  return (response, protocol) => {
    begin(response, protocol);
    response.write(pieceOf(text, protocol));
    response.end(
      protocol === "ollama" ? '{"message":{"cont\n' : 'event: content_block_delta\ndata: {"type"\n\n',
    );
  };
}

/** Fails with a status and the protocol's error body. */
export function fails(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return (response, protocol) => {
    const type = { 401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error" }[status];
    const error = protocol === "ollama" ? message : { type: type ?? "api_error", message };
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ type: "error", error }));
  };
}

/** Tells an error in the midst of a good stream. */
export const failsWithin: Answer = (response, protocol) => {
  begin(response, protocol);
  response.end(
    protocol === "ollama"
      ? '{"error":"model runner has stopped"}\n'
      : sse("error", { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
  );
};

/** Claude's way not to answer. */
export const refuses: Answer = (response, protocol) => {
  begin(response, protocol);
  const delta = {
    stop_reason: "refusal",
    stop_sequence: null,
    stop_details: { type: "refusal", category: "cyber", explanation: "Not this one." },
  };
  response.write(sse("message_delta", { type: "message_delta", delta, usage: { output_tokens: 3 } }));
  response.end(sse("message_stop", { type: "message_stop" }));
};

function begin(response: ServerResponse, protocol: Protocol): void {
  if (protocol === "ollama") {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "claude-test",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: INPUT_TOKENS, output_tokens: 1 },
  };
  response.write(sse("message_start", { type: "message_start", message }));
  response.write(
    sse("content_block_start", {
      type: "content_block_start",
      index: 0,
      content_block: { type: "text", text: "" },
    }),
  );
}

function pieceOf(text: string, protocol: Protocol): string {
  return protocol === "ollama"
    ? `${JSON.stringify({ model: "m", message: { role: "assistant", content: text }, done: false })}\n`
    : sse("content_block_delta", {
        type: "content_block_delta",
        index: 0,
        delta: { type: "text_delta", text },
      });
}

function endOf(protocol: Protocol, stop: string): string {
  if (protocol === "ollama")
    return `${JSON.stringify({
      model: "m",
      message: { role: "assistant", content: "" },
      done: true,
      done_reason: stop,
      prompt_eval_count: INPUT_TOKENS,
      eval_count: OUTPUT_TOKENS,
    })}\n`;
  const delta = { stop_reason: stop, stop_sequence: null };
  return [
    sse("content_block_stop", { type: "content_block_stop", index: 0 }),
    sse("message_delta", { type: "message_delta", delta, usage: { output_tokens: OUTPUT_TOKENS } }),
    sse("message_stop", { type: "message_stop" }),
  ].join("");
}

function sse(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Writes as many new pairs as the prompt asks for, of the kind that it asks for, as a good model does. */
export function goodModel(): (asked: Asked) => string {
  let count = 0;
  const word = (): string => Array.from(String(count++), (digit) => "abcdefghij"[Number(digit)]).join("");
  return ({ prompt }) => {
    const lines = Number(/Write (\d+) lines\./.exec(prompt)?.[1] ?? 0);
    const answers = [
      [/The answer is always WIN/, "WIN"],
      [/The answer is always IDK/, "IDK"],
      [/answer is NO for/, "NO"],
      [/answer is YES for/, "YES"],
    ] as const;
    const answer = answers.find(([pattern]) => pattern.test(prompt))?.[1];
    if (/Reword each/.test(prompt)) {
      const numbers = [...prompt.matchAll(/^(\d+)\|/gm)].map(([, number]) => number);
      return numbers.map((number) => `${number}|put otherwise ${word()}\n`).join("");
    }
    return Array.from(
      { length: lines },
      (_, i) => `is it ${word()}|${answer ?? ["YES", "NO", "MAYBE"][i % 3]}\n`,
    ).join("");
  };
}
