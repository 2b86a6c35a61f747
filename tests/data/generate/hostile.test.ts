/** Servers that echo secrets, or never come to an end. */

import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { nodeClock } from "../../../src/cli/clock.js";
import { chatRecipe } from "../../../src/data/generate/chat.js";
import { claudeProvider } from "../../../src/data/generate/claude.js";
import { type GenerateEvent, generate } from "../../../src/data/generate/generate.js";
import { ollamaProvider } from "../../../src/data/generate/ollama.js";
import { Pool } from "../../../src/data/generate/pool.js";
import type { Provider } from "../../../src/data/generate/provider.js";
import { hider, splitAddress } from "../../../src/data/generate/secrets.js";
import { type Answer, fails, type Protocol, says, startServer } from "./server.js";

const KEY = 'sk-test/0123"456789';
const PASSWORD = "pass/word 1";
const SECRETS = [KEY, PASSWORD, encodeURIComponent(PASSWORD), JSON.stringify(KEY).slice(1, -1)];
const BASIC = Buffer.from(`me:${PASSWORD}`).toString("base64");

/** A server's address with a user and a password in it. */
const secretly = (url: string) => url.replace("//", `//me:${encodeURIComponent(PASSWORD)}@`);

/** Everything that a run tells, until its end or its fault. */
async function toldBy(provider: Provider, retries = 1, patience = 60_000): Promise<string> {
  const told: string[] = [];
  const pause = () => Promise.resolve();
  const settings = { count: 20, batch: 10, seed: 1, retries, patience, clock: nodeClock, pause };
  try {
    for await (const { tally: _, ...event } of generate(
      chatRecipe("a robot"),
      provider,
      Pool.fromText("", "t"),
      settings,
    ))
      told.push(JSON.stringify(event satisfies Omit<GenerateEvent, "tally">));
  } catch (error) {
    told.push((error as Error).message);
  }
  return told.join("\n");
}

const providerOf = (protocol: Protocol, url: string): Provider =>
  protocol === "claude" ? claudeProvider({ apiKey: KEY, baseUrl: url }) : ollamaProvider({ host: url });

/** Answers with what it was asked with: its headers, and what it knows of them. */
const echo = (response: ServerResponse, body: string, status: number): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
};

describe.each<Protocol>(["claude", "ollama"])("what %s's server echoes", (protocol) => {
  const secrets = `${SECRETS.join(" ")} ${BASIC}`;
  it.each<[string, Answer]>([
    ["as an error", fails(400, secrets)],
    ["as an error that may pass", fails(503, secrets)],
    ["as an error that is no JSON", (response) => echo(response, secrets, 400)],
    ["as an answer", says(`${secrets}\nhello ${BASIC}|${KEY}\n`)],
    ["as what is no answer", (response) => echo(response, `{"error":${JSON.stringify(secrets)}}\n`, 200)],
  ])("%s is told without key and password", async (_, answer) => {
    const { url, asked } = await startServer(protocol, answer);
    const told = await toldBy(providerOf(protocol, secretly(url)));
    expect(told).not.toBe("");
    // Ollama has no key, so its server can't know one
    for (const secret of protocol === "claude" ? [...SECRETS, BASIC] : [PASSWORD, BASIC])
      expect(told).not.toContain(secret);
    expect(asked[0].headers.authorization).toBe(`Basic ${BASIC}`);
    if (protocol === "claude") expect(asked[0].headers["x-api-key"]).toBe(KEY);
  });

  it("an address that is none, or where nobody is, is told without its password", async () => {
    for (const bad of [
      "http://me:secret99@:x",
      "http://me:sec/ret99@127.0.0.1:1",
      "http://me:secret99@127.0.0.1:1",
    ]) {
      const told = await Promise.resolve()
        .then(() => toldBy(providerOf(protocol, bad), 0))
        .catch((error: Error) => error.message);
      expect(told).not.toMatch(/sec\/?ret99/);
    }
  });
});

describe.each<Protocol>(["claude", "ollama"])("%s's server", (protocol) => {
  const type = protocol === "claude" ? "text/event-stream" : "application/x-ndjson";
  /** Writes a text again and again, as fast as it is taken or as slowly as it says. */
  const forever =
    (text: string, pause: number, status = 200): Answer =>
    (response) => {
      response.writeHead(status, { "content-type": type });
      const go = (): void => {
        if (response.destroyed) return;
        if (response.write(text) || pause > 0) setTimeout(go, pause);
        else response.once("drain", go);
      };
      go();
    };

  it("that sends a line without end is given up soon", async () => {
    const { url } = await startServer(protocol, forever("x".repeat(65_536), 0));
    expect(await toldBy(providerOf(protocol, url), 0)).toMatch(/sends a line without end; gave up/);
  });

  it("that sends one slowly is given up when its time is over", async () => {
    const { url } = await startServer(protocol, forever("x", 5));
    expect(await toldBy(providerOf(protocol, url), 0, 300)).toMatch(/said nothing for 0\.3 seconds; gave up/);
  });

  it("that writes on without end is given up", async () => {
    const answer: Answer = (response, spoken, asked) =>
      says("and so on ".repeat(20_000))(response, spoken, asked);
    const { url } = await startServer(protocol, answer);
    expect(await toldBy(providerOf(protocol, url), 0)).toMatch(/writes on without end; gave up/);
  });

  it("that tells an error without end is told", async () => {
    const { url } = await startServer(protocol, forever("no ".repeat(10_000), 0, 400));
    expect(await toldBy(providerOf(protocol, url), 0)).toMatch(/refuses/);
  });
});

describe("addresses", () => {
  it.each([
    ["https://u:p%40w@host:8080/x?key=1", "https://host:8080/x?key=1", "https://host:8080/x", "u:p@w"],
    ["u:p@host:11434", "host:11434", "host:11434", "u:p"],
    ["http://host", "http://host", "http://host", undefined],
    ["http://u:p/w@b", "http://u:p/w@b", "http://***@b", undefined],
  ])("%s", (text, plain, shown, credentials) => {
    const address = splitAddress(text);
    expect([address.plain, address.shown]).toEqual([plain, shown]);
    expect(address.headers.authorization).toBe(credentials && `Basic ${btoa(credentials)}`);
  });

  it("hides the longest form first", () => {
    expect(hider(["ab", "abc", ""])("xabcx ab")).toBe("x***x ***");
  });
});
