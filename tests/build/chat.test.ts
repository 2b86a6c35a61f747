import { expect, test } from "vitest";
import { Random } from "../../src/base/random.js";
import { ask, converse, Questioner, startUp } from "../../src/build/ask.js";
import { buildProgram, LAYOUTS } from "../../src/build/program.js";
import { ENCODERS } from "../../src/model/encoder.js";
import { reply } from "../../src/model/inference.js";
import { FOR_CPM } from "../support/builds.js";
import { shortOrWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";
import { code } from "../support/programs.js";

// What is left over from one question would show in the next: short after long, the same twice.
const QUESTIONS = [
  "A",
  "the quick brown fox ".repeat(6).trim(),
  "A",
  "zz",
  "aaa ".repeat(31).trim(),
  "HELLO",
  "HELLO",
];

test.each(LAYOUTS)("layout %s: several questions in one chat, and each on its own", (layout) => {
  for (let seed = 1; seed <= shortOrWhole(2, 6); seed++) {
    const random = new Random(seed);
    const network = randomNetwork(random, {
      hidden: random.pick([[], [40], [64, 48], [256, 30]]),
      outputs: 30,
      encoder: random.pick(ENCODERS),
      density: 0.3,
      biasRange: 500,
    });
    const { bytes } = buildProgram(network, { ...FOR_CPM, layout });
    const expected = QUESTIONS.map((question) => reply(network, question));
    expect([...converse(bytes, QUESTIONS)]).toEqual(expected);
    expect(QUESTIONS.map((question) => ask(bytes, question).reply)).toEqual(expected);
  }
});

test.each(LAYOUTS)("layout %s: a character takes as long in a chat as on the command line", (layout) => {
  const shape = { hidden: [48, 32], outputs: 20, encoder: "word", density: 0.3, biasRange: 500 } as const;
  const { bytes } = buildProgram(randomNetwork(new Random(5), shape), { ...FOR_CPM, layout });
  const questioner = new Questioner(bytes);
  const start = startUp(bytes);
  expect(questioner.startUpTStates).toBe(start);
  // one running machine: the next question is asked where the last was done
  let done = start;
  for (const question of QUESTIONS) {
    const [chat, alone] = [questioner.ask(question), ask(bytes, question)];
    expect(chat.asked).toBe(done);
    done = chat.done;
    const steps = (marks: readonly number[]) => marks.slice(1).map((mark, i) => mark - marks[i]);
    expect(steps(chat.marks)).toEqual(steps(alone.marks));
    // a chat reads a line and looks for "!"; a command line is in upper case, which takes longer to fold
    const beforeFirst = [chat.marks[0] - chat.asked, alone.marks[0] - start];
    expect(Math.abs(beforeFirst[0] - beforeFirst[1])).toBeLessThan(2_000);
  }
});

test("a question that ends a chat is asked on the command line, and the chat begins anew", () => {
  const shape = { hidden: [], outputs: 20, encoder: "word", density: 0.9, biasRange: 500 } as const;
  const network = randomNetwork(new Random(6), shape);
  const { bytes } = buildProgram(network, { ...FOR_CPM, layout: "packed" });
  const questioner = new Questioner(bytes);
  for (const question of ["hello", "!", "hello", "!!", " ! "])
    expect(questioner.ask(question).reply).toBe(reply(network, question.trim()));
});

test("a program that answers its command line only is asked there", () => {
  const com = code(" ld a,(80h)\n or a\n ret z\n ld e,'Y'\n ld c,2\n call bdos\n ld e,13\n ld c,2\n jp bdos");
  const questioner = new Questioner(com);
  expect([questioner.ask("a").reply, questioner.ask("b").reply]).toEqual(["Y", "Y"]);
  expect(() => questioner.startUpTStates).toThrow("left instead of asking");
});
