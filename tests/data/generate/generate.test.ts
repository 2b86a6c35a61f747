import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/base/input-error.js";
import { nodeClock } from "../../../src/cli/clock.js";
import { chatRecipe } from "../../../src/data/generate/chat.js";
import { claudeProvider } from "../../../src/data/generate/claude.js";
import { gameRecipe } from "../../../src/data/generate/game.js";
import { type GenerateEvent, type GenerateSettings, generate } from "../../../src/data/generate/generate.js";
import { ollamaProvider } from "../../../src/data/generate/ollama.js";
import { Pool } from "../../../src/data/generate/pool.js";
import type { Recipe } from "../../../src/data/generate/recipe.js";
import { readPairs } from "../../../src/data/pairs.js";
import {
  breaksOffAfter,
  deadAddress,
  fails,
  failsWithin,
  garblesAfter,
  goodModel,
  hangsUp,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  type Protocol,
  refuses,
  says,
  silent,
  startServer,
  type TestServer,
} from "./server.js";

const KEY = "sk-test-0123456789";
const robot = chatRecipe("a robot", ["OK", "WHY?"]);

function providerOf({ protocol, url }: Pick<TestServer, "protocol" | "url">) {
  return protocol === "ollama"
    ? ollamaProvider({ host: url, model: "m" })
    : claudeProvider({ apiKey: KEY, model: "claude-m", baseUrl: url });
}

/** Generates to the end; what was appended, what was told, how long was waited. */
async function run(
  server: Pick<TestServer, "protocol" | "url">,
  settings: Partial<GenerateSettings> = {},
  recipe: Recipe = robot,
  pool = Pool.fromText("", "test"),
) {
  const waits: number[] = [];
  const events: GenerateEvent[] = [];
  const all = {
    count: 4,
    batch: 10,
    seed: 1,
    retries: 2,
    patience: 5000,
    clock: nodeClock,
    pause: async (milliseconds: number) => void waits.push(milliseconds),
    ...settings,
  };
  for await (const event of generate(recipe, providerOf(server), pool, all)) events.push(event);
  const text = events.map((event) => (event.type === "pair" ? event.text : "")).join("");
  const told = events.filter(({ type }) => type !== "pair" && type !== "batch");
  return { text, told, waits, tally: events.at(-1)?.tally };
}

const FOUR = "hello|OK\nhow so|WHY?\nnice|OK\nrain again|WHY?";

describe.each<Protocol>(["ollama", "claude"])("generate by %s", (protocol) => {
  it("takes whole lines as they arrive, the last one too, and counts tokens", async () => {
    const server = await startServer(protocol, says(FOUR));
    const { text, told, tally } = await run(server);
    expect(text).toBe(`# kind: chat\n${FOUR}\n`);
    expect(told).toEqual([]);
    expect(tally).toEqual({
      pairs: 4,
      count: 4,
      made: 4,
      duplicates: 0,
      malformed: 0,
      batches: 1,
      usage: { input: INPUT_TOKENS, output: OUTPUT_TOKENS },
    });
    const [asked] = server.asked;
    expect(asked!.path).toBe(protocol === "ollama" ? "/api/chat" : "/v1/messages");
    expect(asked!.headers.authorization).toBe(protocol === "claude" ? `Bearer ${KEY}` : undefined);
    expect(asked!.prompt).toContain("Write 7 lines.");
  });

  it("drops duplicates, and tells malformed lines with what is wrong", async () => {
    const server = await startServer(
      protocol,
      says(
        "Here you are:\n```\n1. hello|OK\n- HELLO|WHY?\n\nno bar\na|b|OK\n|OK\nwell|FINE\n```\n#so|OK\n" +
          `${"x".repeat(127)}|OK\n* it’s “so”|ok\n`,
      ),
      says(FOUR),
    );
    const { text, told, tally } = await run(server);
    expect(readPairs(text, "test").map(({ question }) => question)).toEqual([
      "hello",
      `it's "so"`,
      "how so",
      "nice",
    ]);
    expect(tally).toMatchObject({ duplicates: 2, malformed: 7, batches: 2 });
    expect(told.map((event) => (event.type === "malformed" ? event.fault : event.type))).toEqual([
      "not of the form question|ANSWER",
      "not of the form question|ANSWER",
      "not of the form question|ANSWER",
      'nothing before the "|"; write the question there',
      "the answer is none of --answers",
      "the question begins like a comment",
      "the question has 127 characters and only 126 count; shorten it",
    ]);
    expect(server.asked[1].prompt).toContain("These are there already; write others:\n");
  });

  it("leaves out a last line that reached the greatest length", async () => {
    const length = protocol === "ollama" ? "length" : "max_tokens";
    const server = await startServer(protocol, says("hello|OK\nrain|WHY", 0, length), says(FOUR));
    expect((await run(server)).text).toContain("\nhello|OK\nhow so|WHY?\n");
  });

  it.each([
    ["a cut connection", breaksOffAfter("hello|OK\nrain|WHY"), /broke off|cut/],
    ["a connection cut at once", hangsUp, /cut the connection/],
    ["an answer that is no JSON", garblesAfter("hello|OK\n"), /JSON/],
    ["an error within the answer", failsWithin, /stopped|overloaded/],
    ["an overloaded server", fails(529, "Overloaded"), /529/],
    ["a faulty server", fails(500, "Internal server error"), /500/],
  ])("tries again after %s", async (_, fault, message) => {
    const server = await startServer(protocol, fault, fault, says(FOUR));
    const { text, told, waits } = await run(server);
    expect(readPairs(text, "test")).toHaveLength(4);
    expect(text).not.toMatch(/rain\|/);
    expect(told.map(({ type }) => type)).toEqual(["wait", "wait"]);
    expect(told[0]).toMatchObject({ what: expect.stringMatching(message) });
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[0]).toBeLessThanOrEqual(1000);
    expect(server.asked).toHaveLength(3);
  });

  it("keeps what arrived before the connection broke, and asks for the rest only", async () => {
    const server = await startServer(protocol, breaksOffAfter("hello|OK\nrain|WHY"), says(FOUR));
    const { text, tally } = await run(server);
    expect(text).toBe("# kind: chat\nhello|OK\nhow so|WHY?\nnice|OK\nrain again|WHY?\n");
    expect(tally).toMatchObject({ made: 4, duplicates: 1 });
    expect(server.asked[1].prompt).toContain("Write 6 lines.");
  });

  it("waits as long as a rate limit asks", async () => {
    // by its own clock, which may be wrong
    const [now, later] = [5_000, 35_000].map((time) => new Date(time).toUTCString());
    const server = await startServer(
      protocol,
      fails(429, "slow down", { "retry-after": "7" }),
      fails(429, "slow down", { date: now, "retry-after": later }),
      says(FOUR),
    );
    const { waits } = await run(server);
    expect(waits).toEqual([7000, 30_000]);
  });

  it("gives up an answer that is silent for too long", async () => {
    const server = await startServer(protocol, silent, says(FOUR));
    const { told } = await run(server, { patience: 150 });
    expect(told).toEqual([
      expect.objectContaining({ what: expect.stringMatching(/said nothing for 0.15 s/) }),
    ]);
  });

  it("has patience with an answer that is slow but goes on", async () => {
    // seven pieces: together longer than the patience, each far shorter even on a busy machine
    const server = await startServer(protocol, says(FOUR, 300));
    const { told, tally } = await run(server, { patience: 1500 });
    expect([told, tally?.made]).toEqual([[], 4]);
  });

  it("gives up after enough tries, or where a server asks for too long a rest", async () => {
    const busy = await startServer(protocol, fails(529, "Overloaded"));
    await expect(run(busy)).rejects.toThrow(/529.*gave up after 3 tries/);
    expect(busy.asked).toHaveLength(3);
    const limited = await startServer(protocol, fails(429, "enough", { "retry-after": "3600" }));
    await expect(run(limited)).rejects.toThrow(/60 minutes of rest/);
  });

  it.each([
    ["an unknown model", 404, "model not found", /no model "(claude-)?m"/],
    ["a request that it doesn't like", 400, "too odd", /refuses.*too odd/],
    ["a wrong key", 401, "invalid x-api-key", /401.*check/],
  ])("ends at once at %s", async (_, status, message, expected) => {
    const server = await startServer(protocol, fails(status, message));
    const error = await run(server).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(expected);
    expect((error as Error).message).not.toContain(KEY);
    expect(server.asked).toHaveLength(1);
  });

  it("ends at once where no server is", async () => {
    const url = await deadAddress();
    const waits: number[] = [];
    const pause = async (milliseconds: number) => void waits.push(milliseconds);
    const error = await run({ protocol, url }, { pause }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(
      /no Ollama server at http|Claude API at http.* can't be reached/,
    );
    expect(waits).toEqual([]);
  });

  it("tries again where the server went away for a while", async () => {
    const server = await startServer(protocol, says("hello|OK\n"), (response) => {
      response.destroy();
      server.close();
    });
    await expect(run(server)).rejects.toThrow(/gave up after 3 tries/);
  });

  it("stops within an answer when told so", async () => {
    const server = await startServer(protocol, says(FOUR, 50));
    const controller = new AbortController();
    const events: string[] = [];
    const { signal } = controller;
    const settings = { count: 4, batch: 10, seed: 1, retries: 2, patience: 5000, clock: nodeClock, signal };
    for await (const event of generate(robot, providerOf(server), Pool.fromText("", ""), settings)) {
      events.push(event.type);
      if (event.type === "pair") controller.abort();
    }
    expect(events).toEqual(["batch", "pair"]);
  });

  it("takes a model that says nothing new for exhausted", async () => {
    const server = await startServer(protocol, says("hello|OK\n"));
    const { told, tally } = await run(server);
    expect(told).toEqual([expect.objectContaining({ type: "exhausted", kind: "chat" })]);
    expect(tally).toMatchObject({ pairs: 1, duplicates: 4, batches: 5 });
  });
});

describe("refusals of Claude", () => {
  it("end the run if there is nothing else", async () => {
    const server = await startServer("claude", refuses);
    await expect(run(server)).rejects.toThrow(/^claude refuses to write these pairs \(Not this one\.\)/);
  });

  it("are passed over where other prompts are answered", async () => {
    const server = await startServer("claude", says("hello|OK\n"), refuses, says(FOUR));
    const { told, tally } = await run(server);
    expect(told).toEqual([expect.objectContaining({ type: "refused", why: "Not this one." })]);
    expect(tally?.pairs).toBe(4);
  });
});

describe("generate", () => {
  it("gives each kind of a game its share, and rewordings their origin", async () => {
    const server = await startServer("ollama", says(goodModel()));
    const { text } = await run(server, { count: 200, batch: 20 }, gameRecipe("elephant"));
    const pairs = readPairs(text, "test");
    expect(pairs).toHaveLength(200);
    const pool = Pool.fromText(text, "test");
    for (const [kind, share] of gameRecipe("elephant").shares)
      expect([kind, Math.abs(pool.countOf(kind) - 200 * share) <= 12]).toEqual([kind, true]);
    const answers = new Map(pairs.map(({ question, answer }) => [question, answer]));
    const reworded = pairs.filter(({ origin }) => origin !== undefined);
    expect(reworded).toHaveLength(pool.countOf("paraphrases"));
    for (const { origin, answer } of reworded) expect(answers.get(origin!)).toBe(answer);
  });

  it("asks the same of the model for the same seed, and other things for another", async () => {
    const bodies = async (seed: number) => {
      const server = await startServer("ollama", says(goodModel()));
      await run(server, { count: 60, seed }, gameRecipe("elephant"));
      return server.asked.map(({ body }) => body);
    };
    const first = await bodies(1);
    expect(await bodies(1)).toEqual(first);
    expect(await bodies(2)).not.toEqual(first);
    const seeds = first.map(({ options }) => (options as { seed: number }).seed);
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  it("goes on where an earlier run stopped", async () => {
    const server = await startServer("ollama", says(goodModel()));
    const recipe = gameRecipe("elephant");
    const first = await run(server, { count: 30 }, recipe);
    const second = await run(server, { count: 60 }, recipe, Pool.fromText(first.text, "test"));
    expect(second.tally).toMatchObject({ pairs: 60, made: 30 });
    const pairs = readPairs(first.text + second.text, "test");
    expect(new Set(pairs.map(({ question }) => question)).size).toBe(60);
    const third = await run(server, { count: 60 }, recipe, Pool.fromText(first.text + second.text, "test"));
    expect(third.tally).toBeUndefined();
  });
});
