import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { generateCommand } from "../../../src/cli/generate.js";
import { readPairs } from "../../../src/data/pairs.js";
import { CLI, type Finished, temporaryFolder, zmlm } from "../../support/cli.js";
import { command } from "../../support/command.js";
import { isWhole } from "../../support/length.js";
import {
  breaksOffAfter,
  deadAddress,
  fails,
  goodModel,
  INPUT_TOKENS,
  OUTPUT_TOKENS,
  refuses,
  says,
  silent,
  startServer,
} from "./server.js";

afterEach(() => void vi.unstubAllEnvs());

const KEY = "sk-test-0123456789";
const at = temporaryFolder();
const ROBOT = ["chat", "--personality", "a robot", "--answers", "OK,WHY?,YES,NO,MAYBE"];
const ELEPHANT = ["game", "--topic", "elephant"];

/** Starts zmlm data generate; this process must stay free to serve. */
function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { ANTHROPIC_API_KEY: _key, OLLAMA_HOST: _host, ANTHROPIC_BASE_URL: _url, ...others } = process.env;
  return spawn(process.execPath, [CLI, "data", "generate", ...args], {
    env: { ...others, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function finish(child: ChildProcess): Promise<Finished> {
  let [stdout, stderr] = ["", ""];
  child.stdout!.on("data", (chunk) => (stdout += chunk));
  child.stderr!.on("data", (chunk) => (stderr += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}

/** Runs it to its end. What the tests' own environment says of hosts and keys is not for the command. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  if (isWhole) return finish(start(args, env));
  for (const name of ["ANTHROPIC_API_KEY", "OLLAMA_HOST", "ANTHROPIC_BASE_URL", "ANTHROPIC_LOG"])
    vi.stubEnv(name, env[name]);
  return command(["data", "generate", ...args]);
}

/** Waits for a file to hold a text. */
async function holds(file: string, text: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (existsSync(file) && readFileSync(file, "utf8").includes(text)) return;
    await new Promise((go) => setTimeout(go, 20));
  }
  throw new Error(`${file} never holds "${text}"`);
}

describe("zmlm data generate", () => {
  it("writes nothing but pairs on standard output, fit for the next tool", async () => {
    const { url } = await startServer("ollama", says(goodModel()));
    const { code, stdout, stderr } = await run([...ELEPHANT, "--count", "60", "--host", url]);
    expect(code).toBe(0);
    expect(readPairs(stdout, "stdout")).toHaveLength(60);
    expect(stderr).toMatch(/^game, topic elephant, by ollama with gemma3$/m);
    expect(stderr).toMatch(/^60 of 60 pairs, 60 of them new; dropped 0 duplicates and 0 malformed lines; /m);
    const balanced = zmlm(["data", "balance", "-", "--target", "10"], { input: stdout });
    expect(readPairs(balanced.stdout, "balanced")).toHaveLength(50);
  });

  it("takes the host from OLLAMA_HOST, and writes what was malformed and dropped", async () => {
    const { url } = await startServer("ollama", says("Sure!\nhello|OK\nHello|NO\nso|WELL\nwhy|WHY?\n"));
    const { code, stdout, stderr } = await run([...ROBOT, "--count", "2"], { OLLAMA_HOST: url });
    expect([code, stdout]).toEqual([0, "# kind: chat\nhello|OK\nwhy|WHY?\n"]);
    expect(stderr).toContain('dropped "Sure!": not of the form question|ANSWER\n');
    expect(stderr).toContain('dropped "so|WELL": the answer is none of --answers\n');
    expect(stderr).toContain("dropped 1 duplicate and 2 malformed lines; 1 answer with");
  });

  it("tells tokens and cost of the Claude API, and never the key", async () => {
    const { url, asked } = await startServer("claude", says(goodModel()));
    const args = [...ELEPHANT, "--kind", "yes", "--count", "20", "--provider", "claude", "--base-url", url];
    const file = at("claude.txt");
    const listed = await run([...args, "--model", "claude-opus-5-5", "-o", file], {
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_LOG: "debug",
    });
    expect([listed.code, listed.stdout]).toEqual([0, ""]);
    expect(listed.stderr).toContain(
      `${INPUT_TOKENS} tokens in and ${OUTPUT_TOKENS} out, about $0.0012 at the prices of`,
    );
    expect(asked[0].headers.authorization).toContain(KEY);
    expect(listed.stderr + readFileSync(file, "utf8")).not.toContain(KEY);
    const given = await run([...args, "--price-in", "10000", "--price-out", "100000"], {
      ANTHROPIC_API_KEY: KEY,
    });
    expect(given.stderr).toContain("about $5.00 at your prices");
    const unlisted = await run([...args, "--model", "claude-unheard-of"], { ANTHROPIC_API_KEY: KEY });
    expect(unlisted.stderr).toContain("at a price that is not listed here; see --price-in");
  });

  it("waits for a rate limit and tells so", async () => {
    const limited = fails(429, "slow down", { "retry-after": "1" });
    const { url, asked } = await startServer("claude", limited, says("hello|OK\n"));
    const { code, stderr } = await run(
      [...ROBOT, "--count", "1", "--provider", "claude", "--base-url", url],
      { ANTHROPIC_API_KEY: KEY },
    );
    expect(code).toBe(0);
    expect(asked).toHaveLength(2);
    expect(stderr).toContain("the Claude API limits the rate (429); next try in 1.0 s\n");
  });

  it("keeps what arrived before Ctrl-C, and goes on from there", async () => {
    const file = at("stopped.txt");
    const server = await startServer("ollama", says("hello|OK\nso|WHY?\nmore|YES\neven more|NO\n", 60));
    const child = start([...ROBOT, "--count", "4", "--host", server.url, "-o", file]);
    const finished = finish(child);
    await holds(file, "so|WHY?\n");
    child.kill("SIGINT");
    const { code, stderr } = await finished;
    expect(code).toBe(130);
    expect(stderr).toContain("stopped; the same command continues from here\n");
    const before = readFileSync(file, "utf8");
    expect(before).toContain("# zmlm data generate: chat, personality a robot\n");
    const again = await run([...ROBOT, "--count", "4", "--host", server.url, "-o", file]);
    expect(again.code).toBe(0);
    const after = readFileSync(file, "utf8");
    expect(after.startsWith(before)).toBe(true);
    expect(readPairs(after, file).map(({ question }) => question)).toEqual([
      "hello",
      "so",
      "more",
      "even more",
    ]);
    const asked = server.asked.length;
    const third = await run([...ROBOT, "--count", "4", "--host", server.url, "-o", file]);
    expect([third.code, third.stderr]).toEqual([0, expect.stringContaining("the file already has 4 pairs")]);
    expect(server.asked).toHaveLength(asked);
  });

  it("keeps what arrived before it was killed, and goes on from there", async () => {
    const file = at("killed.txt");
    const server = await startServer("ollama", says("hello|OK\nso|WHY?\nmore|YES\n", 60));
    const child = start([...ROBOT, "--count", "3", "--host", server.url, "-o", file]);
    const finished = finish(child);
    await holds(file, "hello|OK\n");
    child.kill("SIGKILL");
    await finished;
    // as if the last write had been cut, by a full disk or a power failure
    writeFileSync(file, `${readFileSync(file, "utf8")}more|YE`);
    const { code, stderr } = await run([...ROBOT, "--count", "3", "--host", server.url, "-o", file]);
    expect(code).toBe(0);
    expect(stderr).toContain("dropping its last line, which was cut off: more|YE\n");
    const pairs = readPairs(readFileSync(file, "utf8"), file);
    expect(pairs.map(({ question, answer }) => `${question}|${answer}`)).toEqual([
      "hello|OK",
      "so|WHY?",
      "more|YES",
    ]);
  });

  it("appends to a file of another hand, whose pairs count, and leaves them as they are", async () => {
    const file = at("mine.txt");
    writeFileSync(file, "#family: mine\nHello|HI\nso|WELL");
    const { url } = await startServer("ollama", says("hello|OK\nwhy|WHY?\n"));
    const { code, stderr } = await run([...ROBOT, "--count", "3", "--host", url, "-o", file]);
    expect(code).toBe(0);
    expect(stderr).toContain("3 of 3 pairs, 1 of them new; dropped 1 duplicate and");
    const text = readFileSync(file, "utf8");
    expect(text.startsWith("#family: mine\nHello|HI\nso|WELL\n")).toBe(true);
    expect(readPairs(text, file).map(({ family }) => family)).toEqual(["mine", "mine", undefined]);
  });

  it("--dry-run shows the prompts and asks nobody, without key or server", async () => {
    const file = at("dry.txt");
    const dry = [...ELEPHANT, "--provider", "claude", "--dry-run", "-o", file];
    const { code, stdout, stderr } = await run(dry);
    expect([code, stderr, existsSync(file)]).toEqual([0, "", false]);
    for (const kind of ["questions", "distractors", "yes", "win", "nonsense"])
      expect(stdout).toContain(`=== ${kind}, prompt\n`);
    expect(stdout).toContain("=== paraphrases: made from existing pairs");
    expect(stdout).toContain("The secret thing is: elephant.");
    const chat = await run([...ROBOT, "--dry-run", "--batch", "9"]);
    expect(chat.stdout).toContain("The one who answers is: a robot.");
    expect(chat.stdout).toContain("Write 9 lines.");
  });

  it("fails the check if the model has nothing new to say", async () => {
    const { url } = await startServer("ollama", says("hello|OK\n"));
    const { code, stdout, stderr } = await run([...ROBOT, "--count", "5", "--host", url]);
    expect([code, stdout]).toEqual([1, "# kind: chat\nhello|OK\n"]);
    expect(stderr).toContain("the model has nothing new to say");
  });
});

/** The last line that was told, which must be the one that names the error. */
async function errorOf(args: readonly string[], env?: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await run(args, env);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).not.toContain(KEY);
  return stderr.trimEnd().split("\n").at(-1)!;
}

describe("zmlm data generate: one clear line and exit code 2", () => {
  it.each([
    [["game"], /required option '--topic <thing>'/],
    [["game", "--topic", " "], /--topic " " can't be asked for/],
    [["game", "--topic", "x", "--kind", "puns"], /unknown kind "puns"; use questions, /],
    [["chat", "--personality", "a robot", "--answers", "OK,,NO"], /--answers "": nothing after/],
    [[...ROBOT, "--count", "0"], /--count "0" is out of range/],
    [[...ROBOT, "--provider", "claud"], /unknown provider "claud"; use ollama, claude/],
    [[...ROBOT, "--provider", "claude"], /no key for the Claude API; set ANTHROPIC_API_KEY/],
    [[...ROBOT, "--provider", "claude", "--host", "x"], /--host is for --provider ollama/],
    [[...ROBOT, "--base-url", "x"], /--base-url is for --provider claude/],
    [[...ROBOT, "--provider", "claude", "--price-in", "1"], /--price-out is missing; give both/],
    [
      [...ROBOT, "--provider", "claude", "--price-in", "x", "--price-out", "1"],
      /--price-in "x" is not a price/,
    ],
    [[...ROBOT, "--host", "http://:::"], /--host "http:\/\/:::" is no address/],
    [[...ROBOT, "-o", "pairs.txt.gz"], /pairs.txt.gz: a gzipped file can't grow/],
    [[...ROBOT, "-o", at("none/pairs.txt")], /no such file or folder/],
    [[...ELEPHANT, "--kind", "paraphrases"], /no questions to reword yet; name a file/],
  ])("%j", async (args, message) => {
    // in this process, as these never get as far as to a server
    const command = generateCommand();
    for (const each of command.commands) each.exitOverride().configureOutput({ writeErr: () => undefined });
    vi.stubEnv("ANTHROPIC_API_KEY", undefined);
    vi.stubEnv("OLLAMA_HOST", undefined);
    await expect(command.parseAsync(args, { from: "user" })).rejects.toThrow(message);
  });

  it("a faulty file to append to", async () => {
    writeFileSync(at("faulty.txt"), "hello|HI\noops\n");
    expect(await errorOf([...ROBOT, "-o", at("faulty.txt")])).toMatch(/faulty.txt:2: no "\|" in this line/);
  });

  it("a file begun for another topic", async () => {
    writeFileSync(at("piano.txt"), "# zmlm data generate: game, topic a piano\n\nis it big|YES\n");
    expect(await errorOf([...ELEPHANT, "-o", at("piano.txt")])).toMatch(
      /piano.txt:1: this file was begun for "game, topic a piano", not for "game, topic .*"; name another file/,
    );
  });

  it("a key that can't be one", async () => {
    const error = errorOf([...ROBOT, "--provider", "claude"], { ANTHROPIC_API_KEY: `${KEY} ${KEY}` });
    expect(await error).toMatch(/the API key has blanks or odd characters/);
  });

  it("no server", async () => {
    const dead = await deadAddress();
    expect(await errorOf([...ROBOT, "--host", dead])).toMatch(
      /no Ollama server at http:\/\/127.0.0.1:\d+; start one with: ollama serve/,
    );
    const claude = errorOf([...ROBOT, "--provider", "claude", "--base-url", dead], {
      ANTHROPIC_API_KEY: KEY,
    });
    expect(await claude).toMatch(/the Claude API at http:\/\/127.0.0.1:\d+ can't be reached; check/);
  });

  it("an unknown model, a wrong key, a refusal", async () => {
    const ollama = await startServer("ollama", fails(404, "model 'nemo' not found"));
    expect(await errorOf([...ROBOT, "--host", ollama.url, "--model", "nemo"])).toMatch(
      /has no model "nemo"; get it with: ollama pull nemo/,
    );
    const claude = await startServer("claude", fails(404, "x"), fails(401, "x"), refuses);
    const args = [...ROBOT, "--provider", "claude", "--base-url", claude.url];
    const env = { ANTHROPIC_API_KEY: KEY };
    expect(await errorOf(args, env)).toMatch(/has no model "claude-haiku-5-5"; choose another with --model/);
    expect(await errorOf(args, env)).toMatch(/refuses this key \(401\); check ANTHROPIC_API_KEY/);
    expect(await errorOf(args, env)).toMatch(/claude refuses to write these pairs \(Not this one\.\)/);
  });

  it("a server that is silent or breaks off once and again", async () => {
    const mute = await startServer("ollama", silent);
    expect(await errorOf([...ROBOT, "--host", mute.url, "--timeout", "1", "--retries", "0"])).toMatch(
      /ollama said nothing for 1 seconds; gave up after 1 try/,
    );
    const cut = await startServer("ollama", breaksOffAfter("hel"));
    expect(await errorOf([...ROBOT, "--host", cut.url, "--retries", "0"])).toMatch(
      /ollama broke off.*; gave up after 1 try/,
    );
  });

  it("a model that won't write pairs", async () => {
    const { url } = await startServer("ollama", says("I can't help with that.\n"));
    expect(await errorOf([...ROBOT, "--host", url])).toMatch(
      /gemma3 writes no pairs, but lines such as "I can't help with that\."; try another --model/,
    );
  });
});
