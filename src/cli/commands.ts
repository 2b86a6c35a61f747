/** The commands by name, in the order of the help: what the help says of each, and where it is. */

import { Command, Help } from "commander";

interface Entry {
  readonly description: string;
  /** What follows the name, as the help shows it. */
  readonly words: string;
  /** Loads the command; loading them all takes longer than most commands run. */
  readonly load: () => Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  chat: {
    description: "talk to a finished model: an example, or a model file of yours",
    words: "[model]",
    load: async () => (await import("./chat.js")).chatCommand(),
  },
  game: {
    description: "play 20 questions: find out the secret that the program has",
    words: "[folder]",
    load: async () => (await import("./play.js")).playCommand(),
  },
  make: {
    description: "make a chat of question|answer pairs in one go: train, build, talk",
    words: "<pairs...>",
    load: async () => (await import("./make.js")).makeCommand(),
  },
  train: {
    description: "train a model on question|answer pairs",
    words: "<pairs...>",
    load: async () => (await import("./train.js")).trainCommand(),
  },
  eval: {
    description: "score a model, or a program in the emulator, on question|answer pairs",
    words: "<model> <pairs...>",
    load: async () => (await import("./eval.js")).evalCommand(),
  },
  build: {
    description: "pack a model into one program, for CP/M or another machine",
    words: "<model.json>",
    load: async () => (await import("./build.js")).buildCommand(),
  },
  run: {
    description: "run a CP/M program; on a terminal key by key, from a pipe line by line",
    words: "<file.com> [words...]",
    load: async () => (await import("./run.js")).runCommand(),
  },
  check: {
    description: "replay a golden transcript on a chat program; exit code 1 if a reply differs",
    words: "<file.com> <transcript>",
    load: async () => (await import("./check.js")).checkCommand(),
  },
  web: {
    description: "open the page: teach, train and talk in a browser, all on this machine",
    words: "[model]",
    load: async () => (await import("./web.js")).webCommand(),
  },
  bench: {
    description: "measure a chat program's size and its T-states per character, exactly",
    words: "<file.com> [questions...]",
    load: async () => (await import("./bench.js")).benchCommand(),
  },
  data: {
    description: "inspect, improve and make pair files",
    words: "",
    load: async () => (await import("./data.js")).dataCommand(),
  },
  asm: {
    description: "assemble Z80 source, or turn a program back into source",
    words: "<source.asm>",
    load: async () => (await import("./asm.js")).asmCommand(),
  },
  import: {
    description: "turn a model of the Z80-μLM project (.npz) into a model file",
    words: "<model.npz>",
    load: async () => (await import("./convert.js")).importCommand(),
  },
  export: {
    description: "turn a model file into a NumPy archive (.npz)",
    words: "<model.json>",
    load: async () => (await import("./convert.js")).exportCommand(),
  },
};

/** A command's name and what follows it, as a help lists them. That each takes options goes without saying. */
export function commandTerm(command: Command): string {
  const name = command.name();
  const isNested = command.parent?.parent instanceof Command;
  if (isNested || !Object.hasOwn(COMMANDS, name))
    return new Help().subcommandTerm(command).replace(" [options]", "");
  return `${name} ${COMMANDS[name].words}`.trim();
}

/** All commands. @param wanted the one that is loaded; the others have no more than the help's list needs */
export async function commands(wanted: string): Promise<Command[]> {
  return Promise.all(
    Object.entries(COMMANDS).map(async ([name, { description, load }]) =>
      (name === wanted ? await load() : new Command(name)).description(description),
    ),
  );
}
