/** What the commands show of files, programs and names that want to play with the terminal. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import chalk from "chalk";
import { beforeAll, describe, expect, test } from "vitest";
import { onScreen } from "../../src/cli/screen.js";
import { repositoryPath, temporaryFolder, zmlm } from "../support/cli.js";
import { code } from "../support/programs.js";

const at = temporaryFolder();
/** Sets a title, fills the clipboard, clears the screen by an 8-bit CSI, turns text round. */
const EVIL = "\x1b]0;title\x07\x1b]52;c;eA==\x07\x9b2J\u202eabc";
const EVIL_IN_JSON = JSON.stringify(EVIL).slice(1, -1);
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** Reads a line; answers with a title and the clipboard; prompts again. */
const EVIL_CHAT = code(`
next:   ld de,prompt
        ld c,9
        call bdos
        ld de,buffer
        ld c,10
        call bdos
        ld de,reply
        ld c,9
        call bdos
        jr next
prompt: db "> $"
reply:  db 13,10,27,"]0;title",7,27,"]52;c;eA==",7,"HI",13,10,"$"
buffer: db 100,0
        ds 100`);

beforeAll(() => {
  writeFileSync(at("EVIL.COM"), EVIL_CHAT);
  writeFileSync(at("golden.txt"), `> hello\nHI\n> b${EVIL}\nHI\n`);
  writeFileSync(at("golden-plain.txt"), "> hello\nHI\n");
  writeFileSync(at("evil.txt"), `hello${EVIL}|HI\n|\nno pair ${EVIL}\nbye|${EVIL}\nhello${EVIL}|YO\n`);
  writeFileSync(at("good.txt"), `hello${EVIL}|HI\nbye|BYE\n`);
  writeFileSync(at("keys.json"), `{"format":"zmlm-model","version":2,"${EVIL_IN_JSON}":1}`);
  writeFileSync(at("source.asm"), `label${EVIL} ld a,undefined${EVIL}\n`);
});

describe("no control character reaches the screen", () => {
  test.each([
    ["a program's replies", ["check", "EVIL.COM", "golden-plain.txt"]],
    ["a program's replies to pairs", ["eval", "EVIL.COM", "good.txt"]],
    ["a transcript", ["check", "EVIL.COM", "golden.txt"]],
    ["lines of pair files", ["data", "lint", "evil.txt"]],
    ["and their faults", ["data", "stats", "evil.txt"]],
    ["questions", ["data", "lint", "good.txt", "--all"]],
    ["keys of a model file", ["build", "keys.json"]],
    ["a source", ["asm", "source.asm"]],
    ["file names", ["build", `none${EVIL}.json`]],
    ["options", ["build", `--none${EVIL}`, "x"]],
    ["commands", [`none${EVIL}`]],
    ["values of options", ["train", "good.txt", "--encoder", EVIL]],
    ["a program's name", ["run", `none${EVIL}.com`]],
  ])("%s", (_, args) => {
    const { stdout, stderr } = zmlm(args, { cwd: at(".") });
    expect((stdout + stderr).trim()).not.toBe("");
    expect(stdout).not.toMatch(UNFIT);
    expect(stderr).not.toMatch(UNFIT);
  });

  test("in JSON they are escapes, and so the same data", () => {
    const name = "e\x7f\u202evil.txt";
    writeFileSync(at(name), "no pair\n");
    const { stdout } = zmlm(["data", "lint", name, "--json"], { cwd: at(".") });
    expect(stdout).not.toMatch(UNFIT);
    expect(JSON.parse(stdout).faults[0].file).toBe(name);
  });
});

test("no command writes past the filter", () => {
  const folder = repositoryPath("src/cli");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(sources.length).toBeGreaterThan(20);
  const writers = sources.filter((name) =>
    /process\.std(?:out|err)\.write|console\.(?:log|info|warn|error)\(/.test(
      readFileSync(`${folder}/${name}`, "utf8"),
    ),
  );
  expect(writers).toEqual(["screen.ts"]);
});

test("our own colours stay", () => {
  chalk.level = 1;
  const text = `${chalk.red("error:")} ${chalk.dim("x")} ${chalk.bold("y")} ${chalk.green("█░")}\n\ttab`;
  expect(onScreen(text)).toBe(text);
  expect(onScreen("\x1b[8mhidden\x1b[31mred\x1b[5m")).toBe(" [8mhidden\x1b[31mred [5m");
});
