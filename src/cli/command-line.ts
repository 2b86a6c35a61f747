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
import { exampleNames } from "./examples.js";
import { EXIT_USAGE, reportFault } from "./faults.js";
import { tell } from "./screen.js";
import { usageLine } from "./usage.js";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
  description: string;
};

const EXAMPLES = `
Examples: a chat with a finished model; from pairs to a chat of your own, at once or step by step
  $ zmlm chat
  $ zmlm make pairs.txt
  $ zmlm train pairs.txt -o model.json --time-limit 1m
  $ zmlm build model.json -o CHAT.COM
  $ zmlm run CHAT.COM`;

/** Commands by name, in the order of the help. Only the wanted one is loaded: loading takes as long as a short run. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  chat: async () => (await import("./chat.js")).chatCommand(),
  game: async () => (await import("./play.js")).playCommand(),
  make: async () => (await import("./make.js")).makeCommand(),
  train: async () => (await import("./train.js")).trainCommand(),
  eval: async () => (await import("./eval.js")).evalCommand(),
  build: async () => (await import("./build.js")).buildCommand(),
  run: async () => (await import("./run.js")).runCommand(),
  check: async () => (await import("./check.js")).checkCommand(),
  web: async () => (await import("./web.js")).webCommand(),
  bench: async () => (await import("./bench.js")).benchCommand(),
  data: async () => (await import("./data.js")).dataCommand(),
  asm: async () => (await import("./asm.js")).asmCommand(),
  import: async () => (await import("./convert.js")).importCommand(),
  export: async () => (await import("./convert.js")).exportCommand(),
};
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

/** Has commander throw where it would exit, makes its messages one line, and escapes control characters in them. */
function takeOver(command: Command): void {
  command.exitOverride();
  command.configureOutput({
    writeErr: tell,
    outputError: (text, write) => write(usageLine(text, command)),
  });
  command.commands.forEach(takeOver);
}

/** The command `zmlm`. @param asked name of the subcommand: only that one is added, or all if there is none of this name */
async function zmlmCommand(asked = ""): Promise<Command> {
  const zmlm = new Command("zmlm")
    .description(manifest.description)
    .version(manifest.version)
    // options after a command's name belong to that command
    .enablePositionalOptions()
    .addHelpText("after", EXAMPLES);
  // the help needs all commands, and so does the suggestion for a misspelled name
  for (const name of Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS))
    zmlm.addCommand(await COMMANDS[name]());
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
    const [asked = ""] = words;
    const meant = asked === "help" || Object.hasOwn(COMMANDS, asked) ? undefined : meantBy(asked);
    if (meant !== undefined)
      throw new InputError(`unknown command '${shown(asked)}'; zmlm ${shown(meant)} does it`);
    const zmlm = await zmlmCommand(words[0]);
    await zmlm.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
    else process.exitCode = reportFault(error);
  }
}
