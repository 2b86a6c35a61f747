/** zmlm make: from pairs to a program in one go. */

import { readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Questioner } from "../../src/build/ask.js";
import { readRequest } from "../../src/cli/make-request.js";
import { planTraining } from "../../src/jobs/plan.js";
import { MACHINES } from "../../src/machines/machines.js";
import { parseModel } from "../../src/model/file.js";
import { CLI, repositoryPath, temporaryFolder } from "../support/cli.js";
import { command } from "../support/command.js";
import { isWhole } from "../support/length.js";
import { hasTmux, TestTerminal } from "../support/tmux.js";

const at = temporaryFolder();
const QUICK = ["--backend", "cpu", "--time-limit", "30s"];
const LINES = [
  "hello|HI",
  "hi there|HI",
  "hello|NO",
  "are you a robot|YES",
  "who are you|ZED",
  "bye|BYE",
  "oops",
];

beforeAll(() => {
  writeFileSync(at("my cats.txt"), `${LINES.join("\n")}\n`);
  writeFileSync(at("few.txt"), "hello|HI\nbye|BYE\n");
  writeFileSync(at("few.json"), '{"mine":1}\n');
});

describe("zmlm make", () => {
  test("tells what is worst, trains, builds, and shows each step's command", async () => {
    const made = await command(["make", "my cats.txt", "--no-chat", "--until", "80%", ...QUICK], {
      cwd: at(""),
    });
    expect(made.stderr).toContain("my cats.txt:7: fault: ");
    expect(made.stderr).toContain('my cats.txt:3: contradiction: "hello" gives NO here and HI at line 1');
    expect(made.stderr).toContain("zmlm data lint 'my cats.txt' tells all");
    expect(made.stderr).toContain("1 of 3: training on 5 questions for up to 0:30, or until 80 % are right");
    expect(made.stderr).toMatch(
      /\$ (npx )?zmlm train 'my cats.txt' -o 'my cats.json' --time-limit 30s --until 80%/,
    );
    expect(made.stderr).toContain("2 of 3: building the program for CP/M");
    expect(made.stderr).toMatch(
      /MYCATS\.COM: [\d,]+ bytes; layout columns fits: memory 0100h to [\dA-F]+h, the TPA/,
    );
    expect(made.stderr).toMatch(/right: [\d.]+% of the 5 questions; 0\.\d+ s a reply at 4 MHz/);
    expect(made.stderr).toContain("too few questions for an estimate of unseen ones");
    expect(made.stderr).toContain("On CP/M: MYCATS, or MYCATS and a question");
    expect(made.code).toBe(0);
    const program = new Uint8Array(readFileSync(at("MYCATS.COM")));
    expect(new Questioner(program).ask("who are you").reply).toMatch(/^[A-Z]+$/);
    const { training } = parseModel(readFileSync(at("my cats.json"), "utf8"), "my cats.json");
    expect(training!.command).toMatch(/^zmlm train/);
    expect(made.stderr).toMatch(/\$ .*zmlm train .* --skip-faulty /);
    expect(made.stderr).toContain("more lines make it better");
    // the command that it shows is the one that does it
    const built = await command(["build", "my cats.json", "-o", "AGAIN.COM"], { cwd: at("") });
    expect(built.code).toBe(0);
    expect(new Uint8Array(readFileSync(at("AGAIN.COM")))).toEqual(program);
  });

  test.runIf(isWhole)("gives no estimate of unseen questions that a training was too short for", async () => {
    // the encoder takes no account of the order of words, so no training is long enough for these
    const orders = orderings(["one", "two", "three", "four", "five"]);
    const lines = orders.map((words, i) => `${words.join(" ")}|${"ABCDEFGH"[i % 8]}`);
    writeFileSync(at("many.txt"), lines.join("\n"));
    const short = ["--backend", "cpu", "--threads", "1", "--time-limit", "1s", "--no-chat"];
    const made = await command(["make", "many.txt", ...short], { cwd: at("") });
    expect(made.stderr).toContain("first without 10 % of the questions");
    expect(made.stderr).toContain("too short for an estimate");
    expect(made.stderr).not.toContain("of unseen ones");
  });

  test.runIf(isWhole)("makes what other machines load", async () => {
    const made = await command(
      ["make", "few.txt", "-o", "few2.tap", "--machine", "spectrum", "--no-chat", ...QUICK],
      {
        cwd: at(""),
      },
    );
    expect(made.stderr).toMatch(/zmlm build few2\.json -o few2\.tap --machine spectrum/);
    expect(made.stderr).toMatch(/s a reply on ZX Spectrum/);
    expect(readFileSync(at("few2.tap")).length).toBeGreaterThan(1000);
  });

  test("overwrites no file that is none of its own", async () => {
    const made = await command(["make", "few.txt", "--no-chat"], { cwd: at("") });
    expect(made.code).toBe(2);
    expect(made.stderr).toMatch(
      /few\.json: this is no model of zmlm, and would be overwritten; name the program with -o/,
    );
    expect(readFileSync(at("few.json"), "utf8")).toBe('{"mine":1}\n');
  });

  test.each(MACHINES.map(({ name, files }) => [name, `PETS${files[0].extension.toUpperCase()}`]))(
    "for %s names the program as the pairs: %s",
    (machine, name) => {
      writeFileSync(at("pets.txt"), "hello|HI\n");
      const flags = { machine, holdout: "0", seed: "1", backend: "auto", chat: false };
      const { target, model } = readRequest([at("pets.txt")], flags);
      expect([target.output, target.name, model]).toEqual([name, "PETS", "pets.json"]);
    },
  );

  test("plans longer trainings for more", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, line) => ({ question: `q ${line}`, answer: "YES", file: "f", line }));
    expect(planTraining(many(10))).toMatchObject({ questions: 10, seconds: 30 });
    expect(planTraining(many(3000)).seconds).toBe(60);
    expect(planTraining(many(40_000)).seconds).toBe(300);
  });
});

test
  .runIf(hasTmux)
  .sequential("zmlm make in a terminal: Ctrl-C builds what is learned, the chat is left with !", async () => {
    const words = `make "${repositoryPath("data/tinychat/short.txt")}" -o "${at("TTY.COM")}" --time-limit 60s --threads 1`;
    const terminal = new TestTerminal(`"${process.execPath}" "${CLI}" ${words}`);
    try {
      await terminal.shows("held out");
      terminal.press("C-c");
      await terminal.shows(/3 of 3: chat; a line of ! leaves[\s\S]*\n>/);
      terminal.type("hello");
      terminal.press("Enter");
      await terminal.shows(/> hello\n[\s\S]*\n>/);
      terminal.type("!");
      terminal.press("Enter");
      const screen = await terminal.shows("<0>");
      expect(screen).toContain("one of your own");
      expect(screen.replaceAll("\n", "")).toMatch(/zmlm make pairs\.txt/);
    } finally {
      terminal.close();
    }
  });

test.runIf(isWhole)("npm start's bot answers 95 % of what it was taught", async () => {
  const { start } = JSON.parse(readFileSync(repositoryPath("package.json"), "utf8")).scripts;
  const words = /main\.js (make .*)$/.exec(start)![1].split(" ");
  const output = words.indexOf("-o") + 1;
  words[output] = at("START.COM");
  words[1] = repositoryPath(words[1]);
  const made = await command(words, { input: "hello\nare you a robot\n" });
  expect(made.stdout).toContain("> hello\nHI\n> are you a robot\nYES\n");
  expect(Number(/right: ([\d.]+)%/.exec(made.stderr)![1])).toBeGreaterThanOrEqual(95);
  expect(made.stderr).toContain("the finished model");
});

/** All orders of some words. */
function orderings(words: readonly string[]): string[][] {
  if (words.length === 0) return [[]];
  return words.flatMap((word, i) => orderings(words.toSpliced(i, 1)).map((rest) => [word, ...rest]));
}
