/** What a program says beside its replies: its first line, and a game. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { END_OF_REPLY } from "../../src/base/contract.js";
import { Random } from "../../src/base/random.js";
import { ask, Questioner } from "../../src/build/ask.js";
import { EngineRun } from "../../src/build/engine-run.js";
import { buildProgram, LAYOUTS } from "../../src/build/program.js";
import type { Talk } from "../../src/build/talk.js";
import { CpmMachine } from "../../src/cpm/index.js";
import { MACHINES } from "../../src/machines/machines.js";
import { parseModel } from "../../src/model/file.js";
import { reply } from "../../src/model/inference.js";
import { ScriptedConsole } from "../cpm/scripted-console.js";
import { FOR_CPM } from "../support/builds.js";
import { repositoryPath } from "../support/cli.js";
import { isWhole } from "../support/length.js";
import { randomNetwork } from "../support/networks.js";

const file = repositoryPath("data/guess/model.json");
const guess = parseModel(readFileSync(file, "utf8"), file);
const shape = { hidden: [30], outputs: 12, encoder: "word", density: 0.4, biasRange: 500 } as const;
/** Small, and it has the letters of WIN. */
const small = { ...randomNetwork(new Random(3), shape), charset: `WINABCDEFGH${END_OF_REPLY}` };
const layout = "packed";
const ASKED = "is it big";
const WINS = "is it an elephant";

/** What the screen shows at the end; the program has left by itself, or waits for a key. */
function talk(com: Uint8Array, lines: readonly string[], tail = "") {
  const console = new ScriptedConsole(lines.map((line) => `${line}\r`).join(""));
  const machine = new CpmMachine({ console });
  machine.load(com, tail);
  const { kind } = machine.run();
  return { kind, screen: console.written.replace(/\r+\n/g, "\n") };
}

const built = (options: Talk, network = guess) =>
  buildProgram(network, { ...FOR_CPM, layout, talk: options }).bytes;

describe("the first line", () => {
  test("comes before the prompt, and not before the answer to a command line", () => {
    const com = built({ banner: "ZED. ! LEAVES." });
    expect(talk(com, ["!"])).toEqual({ kind: "exit", screen: "ZED. ! LEAVES.\n> !\n" });
    expect(talk(com, [], ASKED)).toEqual({ kind: "exit", screen: `${reply(guess, ASKED)}\n` });
    expect(talk(com, [], "  ").screen).toBe("ZED. ! LEAVES.\n> ");
  });

  test("is there before the start has made its tables", () => {
    const console = new ScriptedConsole("");
    const machine = new CpmMachine({ console });
    machine.load(buildProgram(guess, { ...FOR_CPM, layout: "columns", talk: { banner: "ZED." } }).bytes, "");
    machine.run(20_000);
    expect(console.written).toBe("ZED.\r\n");
  });

  test.each(["columns", "small"] as const)(
    "layout %s: without one, a start that takes long shows dots, the first within a tenth of a second",
    (layout) => {
      const large = randomNetwork(new Random(8), {
        hidden: [150, 150],
        outputs: 20,
        encoder: "word",
        density: 0.3,
        biasRange: 500,
      });
      const { bytes } = buildProgram(large, { ...FOR_CPM, layout, talk: { dots: true } });
      const shown: { character: string; at: number }[] = [];
      const machine: CpmMachine = new CpmMachine({
        console: {
          read: () => undefined,
          ready: () => false,
          write: (byte) => shown.push({ character: String.fromCharCode(byte), at: machine.tStates }),
        },
      });
      machine.load(bytes, "");
      expect(machine.run().kind).toBe("input");
      expect(shown.map(({ character }) => character).join("")).toMatch(/^\.{3,}\r\n> $/);
      expect(shown[0].at).toBeLessThan(0.1 * FOR_CPM.machine.clock);
      expect(machine.tStates).toBeGreaterThan(0.5 * FOR_CPM.machine.clock);
      for (const { reply: said } of [ask(bytes, ASKED), new Questioner(bytes).ask(ASKED)])
        expect(said).toBe(reply(large, ASKED));
    },
  );

  test("a short start shows none; a machine that can't show them one by one has them at once", () => {
    expect(built({ dots: true })).toEqual(built({}));
    const text = { ...FOR_CPM, layout: "columns", talk: { dots: true } } as const;
    const program = buildProgram(guess, { ...text, machine: { ...FOR_CPM.machine, showsProgress: false } });
    expect(talk(program.bytes, ["!"]).screen).toBe("...\n> !\n");
  });

  test("a program without one has the bytes that it always had", () => {
    expect(built({})).toEqual(buildProgram(guess, { ...FOR_CPM, layout }).bytes);
  });

  test.each([
    [{ banner: "" }, 'the banner "" can\'t be shown; write 1 to 60 characters without accents'],
    [{ banner: "é" }, "can't be shown"],
    [{ banner: "x".repeat(61) }, "can't be shown"],
    [{ secret: "an elephant" }, "a secret is for a game; give the number of questions, too"],
    [{ questions: 0 }, "a game has 1 to 98 questions, not 0"],
    [{ questions: 99 }, "a game has 1 to 98 questions, not 99"],
  ])("%j is refused", (options, message) => {
    expect(() => built(options)).toThrow(message);
  });

  test("a model that can't say WIN is no game", () => {
    const mute = { ...small, charset: small.charset.replace("W", "%") };
    expect(() => built({ questions: 20 }, mute)).toThrow("this model is no game");
  });
});

describe("the game", () => {
  const INTRO = "I HAVE A SECRET. ! LEAVES.\n2 QUESTIONS AND A LAST GUESS.\n";
  const answer = reply(guess, ASKED);
  const game = built({ questions: 2, secret: "an elephant" });

  test("ends at WIN", () => {
    expect(reply(guess, WINS)).toBe("WIN");
    expect(talk(game, [ASKED, WINS])).toEqual({
      kind: "exit",
      screen: `${INTRO}1> ${ASKED}\n${answer}\n2> ${WINS}\nWIN\nYOU GOT IT!\n`,
    });
  });

  test("ends after the last guess, right or wrong", () => {
    const before = `${INTRO}1> ${ASKED}\n${answer}\n2> ${ASKED}\n${answer}\nLAST GUESS> `;
    expect(talk(game, [ASKED, ASKED, WINS])).toEqual({
      kind: "exit",
      screen: `${before}${WINS}\nWIN\nYOU GOT IT!\n`,
    });
    expect(talk(game, [ASKED, ASKED, ASKED])).toEqual({
      kind: "exit",
      screen: `${before}${ASKED}\n${answer}\nIT IS AN ELEPHANT.\n`,
    });
    expect(talk(built({ questions: 1 }), [ASKED, ASKED]).screen).toContain(`${answer}\nYOU LOSE.\n`);
  });

  test("empty lines don't count, and ! leaves", () => {
    const { kind, screen } = talk(game, ["", " ", "!"]);
    expect({ kind, screen }).toEqual({ kind: "exit", screen: `${INTRO}1> \n1>  \n1> !\n` });
  });

  test.runIf(isWhole)("counts to 98, in two digits from 10 on", () => {
    const { screen } = talk(built({ questions: 98 }), Array(99).fill(ASKED));
    const prompts = [...screen.matchAll(/^(.*)> /gm)].map(([, prompt]) => prompt);
    expect(prompts).toEqual([...Array.from({ length: 98 }, (_, i) => String(i + 1)), "LAST GUESS"]);
    expect(screen).toContain("98 QUESTIONS AND A LAST GUESS.");
  });

  test("its first line comes before it, and its command line answers once", () => {
    const com = built({ banner: "GUESS", questions: 2 });
    expect(talk(com, ["!"]).screen).toBe(`GUESS\n${INTRO}1> !\n`);
    expect(talk(com, [], WINS)).toEqual({ kind: "exit", screen: "WIN\n" });
  });

  test("its replies can be asked for like those of a chat, beyond its end too", () => {
    const questioner = new Questioner(game);
    const questions = [ASKED, WINS, ASKED, ASKED, ASKED, "is it a mouse", WINS];
    expect(questions.map((question) => questioner.ask(question).reply)).toEqual(
      questions.map((question) => reply(guess, question)),
    );
  });

  test.each(MACHINES.map(({ name }) => name))("runs on %s", (name) => {
    const machine = MACHINES.find((each) => each.name === name)!;
    const program = buildProgram(small, {
      ...FOR_CPM,
      machine,
      talk: { banner: "A", questions: 20, secret: "a" },
    });
    const run = new EngineRun(program);
    expect(run.ask(ASKED).reply).toBe(reply(small, ASKED));
  });

  test.each(isWhole ? LAYOUTS : (["small"] as const))(
    "its replies are the network's in layout %s",
    (each) => {
      const com = buildProgram(small, { ...FOR_CPM, layout: each, talk: { questions: 2 } }).bytes;
      expect(talk(com, ["a", "b"]).screen).toContain(
        `1> a\n${reply(small, "a")}\n2> b\n${reply(small, "b")}\n`,
      );
    },
  );
});
