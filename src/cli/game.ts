/** zmlm data game: makes the pairs of a game of 20 questions from facts about its topic. */

import { Command } from "commander";
import { DEFAULT_COUNT, makeGame } from "../data/game/game.js";
import { parseTopic } from "../data/game/topic.js";
import { groupByAnswer, type Pair } from "../data/pairs.js";
import { assertOutputs, readTopicText } from "./files.js";
import { BUCKETS_OPTION, ENCODER_OPTION, parseEncoder, parseSeed, parseWhole } from "./options.js";
import { type LoadSettings, loadPairs, SKIP_OPTION, savePairs } from "./pairs.js";
import { percent } from "./progress.js";
import { tell } from "./screen.js";

interface GameFlags extends LoadSettings {
  output: string;
  without?: string;
  count: string;
  encoder: string;
  buckets: string;
  seed: string;
}

export function gameCommand(): Command {
  return new Command("game")
    .description("make the pairs of a game of 20 questions from facts about its topic")
    .argument("<topic>", "JSON file of facts about the topic, such as data/guess/topic.json")
    .argument("[extra...]", "hand-written pairs, which come first")
    .option("-o, --output <file>", "pair file to write, .txt or .txt.gz", "-")
    .option("--without <file>", "pair file of test questions to leave out")
    .option(
      "--count <n>",
      "questions to make; fewer if the topic has too few facts, more if each fact needs a question",
      String(DEFAULT_COUNT),
    )
    .option(...ENCODER_OPTION)
    .option(...BUCKETS_OPTION)
    .option(...SKIP_OPTION)
    .option("--seed <n>", "seed of all random choices", "1")
    .addHelpText(
      "after",
      `
Answers are YES, NO, MAYBE, WIN for the right guess and IDK for everything else.
Each question pattern is a #family:, so zmlm data split --by family holds out
whole patterns.

Examples:
  $ zmlm data game data/bicycle/topic.json -o bicycle.txt
  $ zmlm data game topic.json extra.txt --without heldout.txt -o pairs.txt.gz`,
    )
    .action((topicFile: string, extraFiles: string[], flags: GameFlags) => {
      const seed = parseSeed(flags.seed);
      const count = parseWhole(flags.count, "--count", 1, 1_000_000);
      const { encode } = parseEncoder(flags);
      const withoutFiles = flags.without === undefined ? [] : [flags.without];
      assertOutputs([flags.output], [topicFile, ...extraFiles, ...withoutFiles]);
      const pairs = makeGame(parseTopic(readTopicText(topicFile), topicFile), topicFile, {
        seed,
        count,
        encode,
        extra: loadPairs(extraFiles, flags),
        without: loadPairs(withoutFiles, flags),
      });
      savePairs(flags.output, pairs);
      tell(summary(pairs));
    });
}

function summary(pairs: readonly Pair[]): string {
  const shares = Array.from(
    groupByAnswer(pairs),
    ([answer, { length }]) => `${answer} ${percent(length / pairs.length)}`,
  );
  return `${pairs.length} questions: ${shares.sort().join(", ")}\n`;
}
