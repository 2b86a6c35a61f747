/** Every command that the documents and the helps show is one: its name, options and arguments are known. */

import { readdirSync, readFileSync } from "node:fs";
import { type Command, CommanderError } from "commander";
import { describe, expect, test } from "vitest";
import { builtCommand, builtCommandNames } from "../support/built.mjs";
import { repositoryPath } from "../support/cli.js";

const COLUMNS = 80;
const DOCUMENTS = [
  "README.md",
  "TRAINING.md",
  "CONTRIBUTING.md",
  "examples/adventure/README.md",
  ...["src", "data"].flatMap((folder) =>
    readdirSync(repositoryPath(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("README.md"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  ),
];

/** Commands by name, such as "data lint"; "" is zmlm itself. */
const commands = new Map<string, Command>();
/** zmlm with the subcommand of this name loaded. */
const roots = new Map<string, Command>();
for (const name of await builtCommandNames()) {
  const zmlm = await builtCommand(name);
  roots.set(name, zmlm);
  if (roots.size === 1) add("", zmlm);
  addAll(name, zmlm.commands.find((command) => command.name() === name)!);
}
const helps = new Map(Array.from(commands, ([name, command]) => [name, helpOf(command)]));
for (const command of commands.values())
  if (command.commands.length === 0) command.allowExcessArguments(false).action(() => {});

function add(name: string, command: Command): void {
  commands.set(name, command);
  command.configureOutput({ getOutHelpWidth: () => COLUMNS });
}

function addAll(name: string, command: Command): void {
  add(name, command);
  for (const each of command.commands) addAll(`${name} ${each.name()}`, each);
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
    outputError: () => {},
  });
  command.outputHelp();
  return help;
}

describe.each([...helps.keys()])("zmlm %s --help", (name) => {
  const lines = helps.get(name)!.split("\n");

  test("fits a terminal of 80 columns", () => {
    expect(lines.filter((line) => [...line].length > COLUMNS)).toEqual([]);
  });

  test("has examples, which are commands", () => {
    const examples = joined(lines).flatMap((line) => /^ {2}\$ (.*)$/.exec(line)?.[1] ?? []);
    expect(examples.length).toBeGreaterThan(0);
    // what the example does stands two spaces behind it
    expect(examples.flatMap((example) => faultsOf(example.split(/\s{2,}/)[0]))).toEqual([]);
  });
});

test.each(DOCUMENTS)("commands in %s", (document) => {
  const text = readFileSync(repositoryPath(document), "utf8");
  const blocks = [...text.matchAll(/^```(?:sh)?\n(.*?)^```/gms)].map(([, block]) => block);
  const indented = [...text.matchAll(/^ {4,}(?:npx )?zmlm .*$/gm)].map(([line]) => line.trim());
  const spans = [...text.replace(/^```.*?^```/gms, "").matchAll(/`((?:npx )?zmlm [^`]+)`/g)].map(([, span]) =>
    span.replaceAll("\n", " "),
  );
  const whole = [...blocks.flatMap((block) => joined(block.split("\n"))), ...indented];
  const faults = [
    ...whole.flatMap((line) => faultsOf(line.split(" #")[0])),
    // a command in a sentence may leave out what it is given, or name it as the helps do
    ...spans.filter((span) => !/[[<]/.test(span)).flatMap((span) => faultsOf(span, true)),
  ];
  if (document === "README.md")
    expect(whole.filter((line) => line.includes("zmlm ")).length).toBeGreaterThan(10);
  expect(faults).toEqual([]);
});

/** Lines, those that end with a backslash with the next one. */
function joined(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .replace(/\\\n\s*/g, "")
    .split("\n");
}

/**
 * What is wrong with the zmlm commands of a line of a shell.
 * @param loose arguments may be missing
 */
function faultsOf(line: string, loose = false): string[] {
  return line
    .split(/\s(?:\||&&)\s|;\s/)
    .map((part) => part.trim().replace(/^npx /, ""))
    .filter((part) => /^zmlm\b/.test(part))
    .flatMap((part) => {
      try {
        const [, ...words] = wordsOf(part);
        (roots.get(words[0]) ?? commands.get("")!).parse(words, { from: "user" });
        return [];
      } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        const missing = /^commander\.(missing|help$)/.test(error.code);
        return error.exitCode === 0 || (loose && missing) ? [] : [`${part}: ${error.message}`];
      }
    });
}

/** Words of a line of a shell, without quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(
    ([word, double, single]) => double ?? single ?? word,
  );
}
