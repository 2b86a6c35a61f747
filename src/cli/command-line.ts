/**
 * The command line: wires the commands together and turns every fault into one line and an exit code.
 *
 *   await commandLine(["build", "model.json", "-o", "CHAT.COM"]);
 */

import { readFileSync } from "node:fs";
import chalk from "chalk";
import { Command, CommanderError } from "commander";
import { InputError } from "../base/input-error.js";
import { shown } from "../base/shown.js";
import { COMMANDS, commands, commandTerm } from "./commands.js";
import { exampleNames } from "./examples.js";
import { EXIT_USAGE, reportFault } from "./faults.js";
import { tell } from "./screen.js";
import { usageLine } from "./usage.js";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
  description: string;
};

const EXAMPLES = `
Each command has a --help with examples.

Examples:
  $ zmlm chat                    a finished model, at once
  $ zmlm make pairs.txt          from pairs to a chat; or step by step:
  $ zmlm train pairs.txt -o model.json --time-limit 1m
  $ zmlm build model.json -o CHAT.COM
  $ zmlm run CHAT.COM`;

/** Where people look for what another command does. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["stats", "lint", "balance", "augment", "split", "convert", "generate"].map((name) => [
      name,
      `data ${name}`,
    ]),
  ),
  talk: "chat",
  start: "chat",
  play: "game",
  demo: "chat",
  test: "eval",
  score: "eval",
  evaluate: "eval",
  compile: "build",
  pack: "build",
  learn: "train",
  teach: "make",
  create: "make",
  assemble: "asm",
  disassemble: "asm --disassemble",
  emulate: "run",
  serve: "web",
  page: "web",
};

/** What is meant by a word that is no command: another command, or what one does with such a file. */
function meantBy(word: string): string | undefined {
  const elsewhere = Object.hasOwn(ELSEWHERE, word.toLowerCase()) ? ELSEWHERE[word.toLowerCase()] : undefined;
  if (elsewhere !== undefined) return elsewhere;
  if (Object.hasOwn(COMMANDS, word.toLowerCase())) return word.toLowerCase();
  if (exampleNames().includes(word.toLowerCase())) return `chat ${word.toLowerCase()}`;
  if (/\.com$/i.test(word)) return `run ${word}`;
  if (/\.json$/i.test(word)) return `chat ${word}`;
  if (/\.txt(\.gz)?$/i.test(word)) return `make ${word}`;
  if (/\.asm$/i.test(word)) return `asm ${word}`;
  return undefined;
}

/** Columns of a help's right side below which its text isn't wrapped, but runs on. */
const NARROWEST_HELP = 20;

/**
 * Has commander throw where it would exit, makes its messages one line, escapes control characters in them, and has its
 * help fit terminals of 80 columns.
 */
function takeOver(command: Command): void {
  command.exitOverride();
  command.configureHelp({ minWidthToWrap: NARROWEST_HELP, subcommandTerm: commandTerm });
  command.configureOutput({
    writeErr: tell,
    outputError: (text, write) => write(usageLine(text, command)),
  });
  refuseOptionsAsValues(command);
  command.commands.forEach(takeOver);
}

/** An option's value that is forgotten: the next option isn't meant. */
function refuseOptionsAsValues(command: Command): void {
  const isOption = (word: unknown) =>
    /^--[a-z][a-z-]*$/.test(String(word)) || command.options.some(({ short }) => word === short);
  for (const option of command.options)
    if (option.required)
      command.on(`option:${option.name()}`, (value: unknown) => {
        if (isOption(value)) command.error(`error: option '${option.flags}' argument missing`);
      });
}

/** The command that the words ask for, or whose help they ask for. */
function wantedBy(words: readonly string[]): string | undefined {
  const [first, second] = words.filter((word) => !word.startsWith("-"));
  return first === "help" ? second : first;
}

/** The command `zmlm`. @param wanted name of the subcommand that is loaded; of the others it only has the names */
export async function zmlmCommand(wanted = ""): Promise<Command> {
  const zmlm = new Command("zmlm")
    .description(manifest.description)
    .version(manifest.version)
    // options after a command's name belong to that command
    .enablePositionalOptions()
    .addHelpText("after", EXAMPLES);
  for (const command of await commands(wanted)) zmlm.addCommand(command);
  takeOver(zmlm);
  return zmlm;
}

/**
 * Runs a command line to its end, and sets `process.exitCode` if the command failed.
 * @param words what follows `zmlm`
 */
export async function commandLine(words: readonly string[]): Promise<void> {
  // chalk does not read this variable: https://no-color.org
  if (process.env.NO_COLOR) chalk.level = 0;
  try {
    // help asks of the next word, if there is one
    const asked = words[words[0] === "help" && words.length > 1 ? 1 : 0] ?? "";
    const meant = asked === "help" || Object.hasOwn(COMMANDS, asked) ? undefined : meantBy(asked);
    if (meant !== undefined)
      throw new InputError(`unknown command '${shown(asked)}'; zmlm ${shown(meant)} does it`);
    if (words[0] === "help" && asked !== "help" && !asked.startsWith("-") && !Object.hasOwn(COMMANDS, asked))
      throw new InputError(`unknown command '${shown(asked)}' (zmlm --help lists commands and options)`);
    const zmlm = await zmlmCommand(wantedBy(words));
    await zmlm.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else process.exitCode = reportFault(error);
  }
}
