import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { comparisons } from "../../../src/data/game/comparisons.js";
import { makeGame } from "../../../src/data/game/game.js";
import { pluralOf, withAdjective } from "../../../src/data/game/nouns.js";
import { drawTemplate, plainTemplate } from "../../../src/data/game/template.js";
import { parseTopic } from "../../../src/data/game/topic.js";
import { lint } from "../../../src/data/lint.js";
import { distinctQuestions, groupByAnswer, type Pair, readPairs } from "../../../src/data/pairs.js";
import { splitByFamily } from "../../../src/data/split.js";
import { encoderOf } from "../../../src/model/encoder.js";
import { repositoryPath } from "../../support/cli.js";

const encode = (question: string) => encoderOf("word").encode(question);

const SPOON = {
  names: ["a spoon", "a teaspoon"],
  is: { YES: ["small", "shiny"], NO: ["alive", "big"], MAYBE: ["old"] },
  has: { YES: ["a handle"], NO: ["wings"], MAYBE: ["a pattern"] },
  others: ["a fork", "a mouse"],
  measures: { length: 0.18, width: 0.04, height: 0.02, weight: 0.05 },
};

/** Every key that a topic may have beside those. */
const NO_TRUTHS = { YES: [], NO: [], MAYBE: [] };
const FULL = Object.fromEntries(
  ["kind", "can", "does", "people", "place", "eats", "material", "use"].map((key) => [key, NO_TRUTHS]),
);

function topic(changes: Record<string, unknown> = {}) {
  return parseTopic(JSON.stringify({ ...SPOON, ...changes }), "spoon.json");
}

function answers(pairs: readonly Pair[]): Map<string, string> {
  return new Map(pairs.map(({ question, answer }) => [question, answer]));
}

describe("makeGame", () => {
  const pairs = makeGame(topic(), "spoon.json", { seed: 3, count: 2000, encode });

  it("asks each fact plainly, and answers by the topic", () => {
    const known = answers(pairs);
    expect(known.get("is it small")).toBe("YES");
    expect(known.get("is it big")).toBe("NO");
    expect(known.get("is it old")).toBe("MAYBE");
    expect(known.get("does it have a handle")).toBe("YES");
    expect(known.get("does it have wings")).toBe("NO");
    expect(known.get("is it a teaspoon")).toBe("WIN");
    expect(known.get("is it a mouse")).toBe("NO");
    expect(known.get("is it smaller than a car")).toBe("YES");
    expect(known.get("does it fit in a cup")).toBe("NO");
    expect(known.get("does it fit in a shoebox")).toBe("YES");
    expect(known.get("why is it small")).toBe("IDK");
  });

  it("asks for a place with either article", () => {
    const kitchen = topic({ place: { YES: ["in a kitchen"], NO: ["in the sea"] } });
    const asked = makeGame(kitchen, "spoon.json", { seed: 3, count: 2000, encode });
    for (const place of ["in a kitchen", "in the kitchen"]) {
      const own = asked.filter(({ question }) => question.includes(place));
      expect(own.length, place).toBeGreaterThan(0);
    }
    expect(answers(asked).get("would you find it in a kitchen")).toBe("YES");
    expect(asked.filter(({ question }) => question.includes("in a sea"))).toEqual([]);
  });

  it("gives each question once, in one place for each family, and no answer more than 40 %", () => {
    expect(distinctQuestions(pairs).size).toBe(pairs.length);
    const changes = pairs.filter(({ family }, i) => family !== pairs[i - 1]?.family).length;
    expect(changes).toBe(new Set(pairs.map(({ family }) => family)).size);
    for (const [answer, { length }] of groupByAnswer(pairs))
      expect(length / pairs.length, answer).toBeLessThan(0.4);
  });

  it("has families that a split can hold out", () => {
    const { train, heldOut } = splitByFamily(pairs, 0.1, 1);
    const familiesOf = (part: readonly Pair[]) => new Set(part.map(({ family }) => family));
    expect([...familiesOf(heldOut)].filter((family) => familiesOf(train).has(family))).toEqual([]);
    expect(familiesOf(heldOut).size).toBeGreaterThan(3);
    expect(heldOut.length).toBeLessThan(pairs.length / 2);
    expect(train.length + heldOut.length).toBe(pairs.length);
  });

  it("gives the same pairs for the same seed, others for another", () => {
    const make = (seed: number) => makeGame(topic(), "spoon.json", { seed, count: 2000, encode });
    expect(make(3)).toEqual(pairs);
    expect(make(4)).not.toEqual(pairs);
  });

  it("puts hand-written pairs first and leaves out what is kept for the test", () => {
    const extra = readPairs("can i eat soup with it|YES\nis it shiny|YES\n", "extra.txt");
    const without = readPairs("is it small|YES\n", "heldout.txt");
    const made = makeGame(topic(), "spoon.json", { seed: 3, count: 500, encode, extra, without });
    expect(made.slice(0, 2)).toEqual(extra);
    expect(made.filter(({ question }) => question === "is it shiny")).toHaveLength(1);
    expect(answers(made).has("is it small")).toBe(false);
  });

  it("reports facts that contradict each other or a hand-written pair", () => {
    const settings = { seed: 1, count: 500, encode };
    const both = topic({ is: { YES: ["small"], NO: ["small"] } });
    expect(() => makeGame(both, "spoon.json", settings)).toThrow(
      'spoon.json: "is it small" gives NO by "is", and YES by "is"; choose one',
    );
    const extra = readPairs("# mine\nIs it small|NO\n", "extra.txt");
    expect(() => makeGame(topic(), "spoon.json", { ...settings, extra })).toThrow(
      'spoon.json: "is it small" gives YES by "is", and NO by extra.txt:2; choose one',
    );
  });
});

describe("comparisons", () => {
  const truthOf = (measures: object, more: RegExp, x: string) =>
    comparisons(topic({ measures }))
      .filter((each) => more.test(each.slots.more ?? "") && each.slots.x === x && each.kind === "than")
      .map(({ answer }) => answer);
  const horse = { length: 2.4, width: 0.6, height: 1.6, weight: 500, speed: 70 };

  it("follow from the numbers, and what is about the same is MAYBE", () => {
    expect(truthOf(horse, /^heavier/, "a cat")).toEqual(["YES"]);
    expect(truthOf(horse, /^lighter/, "a cat")).toEqual(["NO"]);
    expect(truthOf(horse, /^heavier/, "a camel")).toEqual(["MAYBE"]);
    expect(truthOf(horse, /taller/, "a giraffe")).toEqual(["NO"]);
    expect(truthOf(horse, /faster/, "a car")).toEqual(["NO"]);
    expect(truthOf(horse, /bigger/, "a mouse")).toEqual(["YES"]);
  });

  it("leave out speed if the topic gives none", () => {
    expect(truthOf({ ...horse, speed: undefined }, /faster/, "a car")).toEqual([]);
  });

  it("take a speed of 0 for a thing that never moves", () => {
    expect(truthOf({ ...horse, speed: 0 }, /faster/, "an ant")).toEqual(["NO"]);
    expect(truthOf({ ...horse, speed: 0 }, /slower/, "an ant")).toEqual(["YES"]);
  });

  it("know that the thing itself is no larger and no smaller than itself", () => {
    const all = comparisons(topic({ names: ["a cat", "a kitten"] }));
    expect(all.length).toBeGreaterThan(100);
    const cat = all.filter(({ slots }) => slots.x === "a cat");
    const answersTo = (of: string) =>
      new Set(cat.filter(({ kind }) => kind === of).map(({ answer }) => answer));
    expect(answersTo("than")).toEqual(new Set(["NO"]));
    expect(answersTo("weighs")).toEqual(new Set(["NO"]));
    expect(answersTo("as")).toEqual(new Set(["YES"]));
    expect(answersTo("size")).toEqual(new Set(["YES"]));
  });
});

describe("templates", () => {
  it("draw among their alternatives, those of the fillings too", () => {
    const random = new Random(1);
    const drawn = new Set(
      Array.from({ length: 100 }, () => drawTemplate("[so |]is it {x}[?|]", { x: "[big|old]" }, random)),
    );
    expect([...drawn].sort()).toEqual(
      ["", "so "].flatMap((so) => ["big", "big?", "old", "old?"].map((x) => `${so}is it ${x}`)).sort(),
    );
    expect(plainTemplate("[|so ]is {x}", { x: "[a|b]" })).toBe("is a");
    expect(() => plainTemplate("is {y}", { x: "a" })).toThrow(RangeError);
  });
});

describe("nouns", () => {
  it.each([
    ["a mouse", "mice"],
    ["a fire truck", "fire trucks"],
    ["a fly", "flies"],
    ["a bus", "buses"],
    ["a donkey", "donkeys"],
    ["a fly of the night", "flies of the night"],
    ["dumbo", "dumbo"],
  ])("makes of %s %s", (one, many) => {
    expect(pluralOf(one)).toBe(many);
  });

  it("fits the article to the adjective", () => {
    expect(withAdjective("old", "a trunk")).toBe("an old trunk");
    expect(withAdjective("big", "an ant")).toBe("a big ant");
    expect(withAdjective("big", "dumbo")).toBe("big dumbo");
  });
});

describe("parseTopic", () => {
  it.each([
    ["{", "spoon.json: this is not JSON"],
    ["[]", "spoon.json: the topic: "],
    [JSON.stringify({ names: [], others: ["a fork"] }), "spoon.json: names: "],
    [JSON.stringify({ ...SPOON, is: { YES: ["Big|NO"] } }), "spoon.json: is.YES.0: must be lower case words"],
    [JSON.stringify({ ...SPOON, colour: {} }), "spoon.json: the topic: "],
    [JSON.stringify({ ...SPOON, measures: { length: -1 } }), "spoon.json: measures.length: "],
  ])("refuses %s", (text, message) => {
    expect(() => parseTopic(text, "spoon.json")).toThrow(message);
  });

  it("tells all faults at once, a line each, with what to write", () => {
    const faulty = {
      names: [],
      others: ["A Fork!"],
      is: { YES: ["Größe"], no: ["x"] },
      colour: {},
      measures: { length: -1, width: 1, height: 1, weight: 1, speed: 0 },
    };
    const told = () => parseTopic(JSON.stringify(faulty), "t.json");
    for (const line of [
      /^t\.json: names: .*; write a list of the secret's names: \["an elephant"\]$/m,
      /^t\.json: is\.YES\.0: must be lower case words: .*; write "grosse"$/m,
      /^t\.json: is: has "no", which is unknown; write YES, NO, MAYBE$/m,
      /^t\.json: others\.0: .*; write "a fork"$/m,
      /^t\.json: the topic: has "colour", which is unknown; write names, is, kind, /m,
      /^t\.json: measures\.length: .*; write \{"length": 6, .*: metres, kilograms, km\/h$/m,
    ])
      expect(told).toThrow(line);
    expect(() => parseTopic("{}", "t.json")).toThrow(
      /^t\.json: names: is missing; .*\nt\.json: others: is missing; write .*$/,
    );
  });

  it("tells where JSON breaks off", () => {
    expect(() => parseTopic('{"names": ["a"],\n "others": ["b",]\n}', "t.json")).toThrow(
      "t.json: this is not JSON at line 2, which has a comma before a closing bracket; data/guess/README.md tells",
    );
  });

  it("tells all contradictions at once, and none that only follows from another", () => {
    const both = topic({
      is: { YES: ["small", "red"], NO: ["small", "red", "old"] },
      has: { YES: ["a handle"], NO: ["a handle"] },
    });
    expect(() => makeGame(both, "t.json", { seed: 1, count: 500, encode })).toThrow(
      /^t\.json: "is it small" gives NO by "is", and YES by "is"; choose one\nt\.json: "is it red" .*\nt\.json: "does it have a handle" .*; choose one$/,
    );
  });
});

describe("data/guess/README.md", () => {
  it("has a starter of twenty lines that makes a game without a fault", () => {
    const text = readFileSync(repositoryPath("data/guess/README.md"), "utf8");
    const starter = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(starter.trim().split("\n")).toHaveLength(20);
    const made = makeGame(parseTopic(starter, "starter"), "starter", { seed: 1, count: 5000, encode });
    expect(distinctQuestions(made).size).toBeGreaterThan(3000);
    expect(new Set(made.map(({ answer }) => answer)).size).toBe(5);
    expect(lint(made, { encode })).toEqual([]);
  });

  it("names every key of a topic", () => {
    const text = readFileSync(repositoryPath("data/guess/README.md"), "utf8");
    const told = [...text.matchAll(/^\| `(\w+)`/gm)].map(([, key]) => key);
    expect(told.sort()).toEqual(Object.keys(topic(FULL)).sort());
  });
});
