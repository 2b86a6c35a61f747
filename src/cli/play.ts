/** zmlm game: plays a game of 20 questions against a finished model; its program counts and ends the game. */

import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import { buildProgram } from "../build/program.js";
import { MAX_QUESTIONS } from "../build/talk.js";
import { parseTopic } from "../data/game/topic.js";
import { CPM } from "../machines/cpm.js";
import { parseModel } from "../model/file.js";
import { secretFolders } from "./examples.js";
import { readModelText, readTopicText } from "./files.js";
import { AUTHENTIC_OPTION, clockOption, parseWhole } from "./options.js";
import { programSource } from "./sources.js";
import { talkTo } from "./talking.js";

const MODEL = "model.json";
const TOPIC = "topic.json";
const DEFAULT_QUESTIONS = "20";

interface PlayFlags {
  questions: string;
  clock?: number;
  authentic?: boolean;
}

export function playCommand(): Command {
  return new Command("game")
    .argument(
      "[folder]",
      "folder of a game, with model.json and topic.json (default: any that comes with zmlm)",
    )
    .option("--questions <n>", "questions that you have, before a last guess", DEFAULT_QUESTIONS)
    .option("--clock <MHz>", "run at the speed of this clock (default: as fast as possible)", clockOption)
    .option(...AUTHENTIC_OPTION)
    .addHelpText(
      "after",
      `
It answers YES, NO and MAYBE; WIN to the right guess; IDK to what it can't
answer. It has one of ${secretFolders().size} secrets, another one each time. zmlm data game makes the
pairs of a game of your own; zmlm build --questions 20 makes a program of its
model, for CP/M and other machines.

Examples:
  $ zmlm game
  $ zmlm game --questions 10 --clock 4
  $ zmlm game data/guess`,
    )
    .action(async (folder: string | undefined, flags: PlayFlags) => {
      const questions = parseWhole(flags.questions, "--questions", 1, MAX_QUESTIONS);
      const file = folder === undefined ? anyGame() : gameFile(folder);
      const model = parseModel(readModelText(file), file);
      const talk = { questions, secret: secretBeside(file) };
      const { bytes } = buildProgram(model, { machine: CPM, sources: programSource, talk });
      // its name would tell the secret
      const name = folder === undefined ? "the game" : file;
      process.exitCode = await talkTo(bytes, { clock: flags.clock, authentic: flags.authentic, file: name });
    });
}

/** The model file of a game that comes with zmlm, drawn at random. */
function anyGame(): string {
  const folders = [...secretFolders().values()];
  return join(folders[Math.floor(Math.random() * folders.length)]!, MODEL);
}

/** The model file that a user means: a game that comes with zmlm by name, a folder, or the file itself. */
function gameFile(name: string): string {
  const own = secretFolders().get(name);
  if (own !== undefined) return join(own, MODEL);
  if (!existsSync(name))
    throw new InputError(
      `no such folder; give one with ${MODEL} and ${TOPIC}, or no name at all to play against any secret`,
      { file: name },
    );
  if (!statSync(name).isDirectory()) return name;
  const file = join(name, MODEL);
  if (!existsSync(file))
    throw new InputError(`there is no ${MODEL} in it; zmlm data game and zmlm train make one of ${TOPIC}`, {
      file: name,
    });
  return file;
}

/** The secret's name, from the topic beside the model. */
function secretBeside(model: string): string | undefined {
  const file = join(dirname(model), TOPIC);
  return existsSync(file) ? parseTopic(readTopicText(file), file).names[0] : undefined;
}
