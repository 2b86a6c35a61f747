import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { chatRecipe } from "../../../src/data/generate/chat.js";
import { GAME_KINDS, gameRecipe } from "../../../src/data/generate/game.js";
import { LineReader } from "../../../src/data/generate/lines.js";
import { Pool } from "../../../src/data/generate/pool.js";
import { claudePrice, costOf } from "../../../src/data/generate/prices.js";
import { retryAfterOf } from "../../../src/data/generate/provider.js";
import { readPairs } from "../../../src/data/pairs.js";

const empty = () => Pool.fromText("", "test");

describe("game recipe", () => {
  const recipe = gameRecipe("an elephant");
  const read = (kind: string, line: string) => recipe.batch(kind, 5, empty(), new Random(1)).read(line);

  it("shares the pairs out among all kinds", () => {
    expect([...recipe.shares.keys()]).toEqual([...GAME_KINDS]);
    expect([...recipe.shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect([...gameRecipe("piano", ["win"]).shares]).toEqual([["win", 1]]);
  });

  it.each([
    ["questions", "is it big|Yes.", { question: "is it big", answer: "YES" }],
    ["questions", "is it big|WIN", { fault: "the answer is none of YES, NO, MAYBE" }],
    ["questions", "are Elephants big|YES", { fault: expect.stringContaining("names the secret thing") }],
    ["distractors", "is it a mouse|YES", { fault: "the answer is none of NO" }],
    ["distractors", "is it elephantine|NO", { question: "is it elephantine", answer: "NO" }],
    ["yes", "has it a trunk|yes", { question: "has it a trunk", answer: "YES" }],
    ["win", "elephant|WIN", { question: "elephant", answer: "WIN" }],
    ["nonsense", "what is an elephant|IDK", { question: "what is an elephant", answer: "IDK" }],
    ["nonsense", "blah", { fault: "not of the form question|ANSWER" }],
  ])("%s reads %j", (kind, line, expected) => {
    expect(read(kind, line)).toEqual(expected);
  });

  it("has prompts that name the topic, the number of lines and the format", () => {
    for (const kind of GAME_KINDS.slice(0, 5)) {
      const { prompt } = recipe.batch(kind, 17, empty(), new Random(1));
      expect(prompt.system).toContain("The secret thing is: an elephant.");
      expect(prompt.system).toContain("question|ANSWER");
      expect(prompt.user).toContain("Write 17 lines.");
    }
  });

  it("varies the prompt with the seed, and with it only", () => {
    const prompt = (seed: number) => recipe.batch("yes", 5, empty(), new Random(seed)).prompt.user;
    expect(prompt(1)).toBe(prompt(1));
    expect(new Set([1, 2, 3, 4, 5].map(prompt)).size).toBeGreaterThan(2);
  });

  it("rewords what is there by number, keeping answer and origin", () => {
    expect(recipe.ready("paraphrases", empty())).toBe(false);
    const pool = Pool.fromText("# kind: yes\nis it big|YES\n# kind: nonsense\nblah|IDK\n", "test");
    expect(recipe.ready("paraphrases", pool)).toBe(true);
    const { prompt, read } = recipe.batch("paraphrases", 4, pool, new Random(1));
    expect(prompt.user).toContain("\n1|is it big\n");
    expect(prompt.user).not.toContain("blah");
    expect(read("1|is it large")).toEqual({ question: "is it large", answer: "YES", origin: "is it big" });
    expect(read("2|is it large")).toEqual({ fault: '"2" is none of the numbers' });
    expect(read("is it large|YES")).toEqual({ fault: '"is it large" is none of the numbers' });
  });

  it("wants a topic", () => {
    expect(() => gameRecipe("  ")).toThrow(/--topic " {2}" can't be asked for/);
  });
});

describe("chat recipe", () => {
  it("asks above all for the replies with the fewest questions", () => {
    const replies = ["A", "B", "C", "D", "E", "F", "G", "H"];
    const pool = Pool.fromText("x|A\ny|H\n", "test");
    const { user } = chatRecipe("a robot", replies).batch("chat", 9, pool, new Random(1)).prompt;
    const focus = /above all: (.*)$/m.exec(user)![1].split(" / ");
    expect(focus.sort()).toEqual(["B", "C", "D", "E", "F", "G"]);
    expect(user).toContain("Write 9 lines.");
  });

  it("takes the listed replies only, in any case; or any reply if none are listed", () => {
    const read = (recipe: ReturnType<typeof chatRecipe>, line: string) =>
      recipe.batch("chat", 5, empty(), new Random(1)).read(line);
    const listed = chatRecipe("a robot", [" ok", "Why?"]);
    expect(read(listed, "hello | Ok")).toEqual({ question: "hello", answer: "OK" });
    expect(read(listed, "hello|HI")).toEqual({ fault: "the answer is none of --answers" });
    expect(read(chatRecipe("a robot"), "hello|hi")).toEqual({ question: "hello", answer: "HI" });
  });

  it("wants a personality and replies that the machine can print", () => {
    expect(() => chatRecipe(" ")).toThrow(/--personality is empty/);
    expect(() => chatRecipe("a robot", ["OK", ""])).toThrow(/--answers "": nothing after/);
    expect(() => chatRecipe("a robot", ["☃"])).toThrow(/CP\/M can't print/);
  });
});

describe("pool", () => {
  it("counts kinds from an earlier run; lines of another hand count with any", () => {
    const text = "mine|OK\n# kind: yes\na|YES\nb|YES\n\n# kind: win\nc|WIN\n";
    const pool = Pool.fromText(text, "test");
    expect([pool.countOf("yes"), pool.countOf("win")]).toEqual([2, 1]);
    expect(pool.count(new Set(["yes"]))).toBe(3);
    expect(pool.count(new Set(["yes", "win"]))).toBe(4);
    expect(pool.add({ question: "A", answer: "NO" }, "win")).toBe("duplicate");
  });

  it("writes text whose reading is the same pairs, wherever a run began", () => {
    const start = "#family: old\nhello|HI\n#from: hello\nhallo|HI\n";
    const pool = Pool.fromText(start, "test");
    const added = [
      pool.add({ question: "a", answer: "YES" }, "yes"),
      pool.add({ question: "b", answer: "YES", origin: "a" }, "yes"),
      pool.add({ question: "c", answer: "YES", origin: "a" }, "yes"),
      pool.add({ question: "d", answer: "YES" }, "yes"),
      pool.add({ question: "e", answer: "NO", origin: "d" }, "paraphrases"),
      pool.add({ question: "f", answer: "NO" }, "questions"),
    ].map((each) => (typeof each === "object" && "text" in each ? each.text : "?"));
    const pairs = readPairs(start + added.join(""), "test").slice(2);
    expect(pairs.map(({ question, origin, family }) => [question, origin, family])).toEqual([
      ["a", undefined, undefined],
      ["b", "a", undefined],
      ["c", "a", undefined],
      ["d", undefined, undefined],
      ["e", "d", undefined],
      ["f", undefined, undefined],
    ]);
    const again = Pool.fromText(start + added.join(""), "test");
    expect(again.pairs.map(({ kind }) => kind)).toEqual(pool.pairs.map(({ kind }) => kind));
  });

  it("takes an empty file and comments for no pairs, and refuses faulty lines", () => {
    expect(Pool.fromText("# a\n  # b\n\n", "test").pairs).toEqual([]);
    expect(() => Pool.fromText("# a\noops\n", "f.txt")).toThrow(/^f.txt:2: no "\|"/);
  });
});

describe("line reader", () => {
  it("puts pieces together, and takes list marks off", () => {
    const reader = new LineReader();
    expect(reader.push("a|")).toEqual([]);
    expect(reader.push('B\n- c|D\r\n12) e|F\n```text\n\n"g|H"\n3|x\nlast')).toEqual([
      "a|B",
      "c|D",
      "e|F",
      "g|H",
      "3|x",
    ]);
    expect(reader.end()).toEqual(["last"]);
    expect(reader.end()).toEqual([]);
  });
});

it("prices: dated names too, dollars for a million tokens", () => {
  const price = claudePrice("claude-haiku-4-5-20251001")!;
  expect(costOf({ input: 2_000_000, output: 1_000_000 }, price)).toBeCloseTo(2 * price.input + price.output);
  expect(claudePrice("claude-unheard-of")).toBeUndefined();
});

it("retry-after: seconds or a date", () => {
  const wait = (value: string) => retryAfterOf(new Headers({ "retry-after": value }), Date.UTC(2030, 0, 1));
  expect(wait("1.5")).toBe(1500);
  expect(wait("Tue, 01 Jan 2030 00:01:00 GMT")).toBe(60_000);
  expect(wait("Mon, 31 Dec 2029 23:00:00 GMT")).toBe(0);
  expect(wait("soon")).toBeUndefined();
  const date = "Tue, 01 Jan 2030 00:00:00 GMT";
  expect(retryAfterOf(new Headers({ date, "retry-after": "Tue, 01 Jan 2030 00:00:07 GMT" }))).toBe(7000);
  // no date to compare with
  expect(retryAfterOf(new Headers({ "retry-after": date }))).toBeUndefined();
  expect(retryAfterOf(new Headers())).toBeUndefined();
});
