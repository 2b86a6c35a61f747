import { describe, expect, it } from "vitest";
import { type AugmentKind, augment } from "../../src/data/augment.js";
import { lint } from "../../src/data/lint.js";
import { formatPairs, questionKey, readPairs } from "../../src/data/pairs.js";
import { splitByQuestion } from "../../src/data/split.js";
import { encodedKey } from "../../src/data/stats.js";
import { encoderOf } from "../../src/model/encoder.js";

const pairs = readPairs(
  [
    "what is your name|ZED",
    "you are really funny|AM I?",
    "do you dream|MAYBE",
    "whats your name|ZED",
    "ok|OK",
  ].join("\n"),
  "t",
);
const made = (kinds: AugmentKind[], variants = 20, seed = 1) =>
  augment(pairs, { variants, seed, kinds })
    .filter(({ origin }) => origin !== undefined)
    .map(({ question }) => question);

describe("augment", () => {
  it("respells contractions and pronouns", () => {
    expect(new Set(made(["contractions"]))).toEqual(
      new Set(["what's your name", "you're really funny", "youre really funny"]),
    );
    expect(made(["pronouns"])).toEqual(
      expect.arrayContaining(["what is ur name", "u are really funny", "do u dream"]),
    );
  });

  it("drops fillers and swaps words", () => {
    const words = made(["words"]);
    expect(words).toContain("you are funny");
    expect(words).toContain("is what your name");
    for (const question of words) expect(question.split(" ").length).toBeGreaterThan(1);
  });

  it("misspells one long word at a time", () => {
    const typos = made(["typos"], 5);
    expect(typos.length).toBeGreaterThan(10);
    for (const question of typos)
      expect(Math.abs(question.length - "what is your name".length)).toBeLessThan(9);
    expect(made(["typos"], 5)).toEqual(typos);
    expect(made(["typos"], 5, 2)).not.toEqual(typos);
  });

  it("never makes a question that is there already, nor one twice", () => {
    const all = augment(pairs, { variants: 30, seed: 1 }).map(({ question }) => questionKey(question));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(40);
  });

  it("makes nothing that the encoder or a reader takes for another question", () => {
    const encode = (question: string) => encoderOf("word").encode(question);
    const all = augment([...pairs, ...readPairs("it is|A\nits it|B\nthats it|C\n", "t")], {
      variants: 30,
      seed: 1,
      encode,
    });
    expect(lint(all, { encode, phrasings: 1, dominant: 1 })).toEqual([]);
    expect(new Set(all.map(({ question }) => encodedKey(question, encode))).size).toBe(all.length);
    expect(all.map(({ question }) => question)).not.toContain("is what your name");
  });

  it("keeps the pairs as they were, and marks what it made through file and split", () => {
    const all = augment(pairs, { variants: 4, seed: 1 });
    expect(all.filter(({ origin }) => origin === undefined)).toEqual(pairs);
    const back = readPairs(formatPairs(all), "t");
    expect(back.map(({ origin }) => origin)).toEqual(all.map(({ origin }) => origin));
    for (let seed = 0; seed < 10; seed++) {
      const { train, heldOut } = splitByQuestion(back, 0.4, seed);
      const root = (pair: (typeof back)[number]) => pair.origin ?? questionKey(pair.question);
      const trained = new Set(train.map(root));
      for (const pair of heldOut) expect(trained.has(root(pair))).toBe(false);
    }
  });

  it("doesn't augment what it made before", () => {
    const once = augment(pairs, { variants: 1, seed: 1, kinds: ["typos"] });
    const origins = new Set(
      augment(once, { variants: 1, seed: 2, kinds: ["typos"] }).map(({ origin }) => origin),
    );
    for (const origin of origins)
      expect([undefined, ...pairs.map(({ question }) => question)]).toContain(origin);
  });
});
