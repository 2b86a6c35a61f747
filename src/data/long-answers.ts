/**
 * What long answers cost where replies aren't known: the network spells a reply character by character, so an answer of
 * 20 characters takes three times as long as one of 6, and a training of the same time learns fewer questions. Of known
 * replies it learns only the characters where they part, which are few, however long the replies are.
 *
 *   const found = longAnswers(pairs, { seconds: 180 }, "free");
 *   if (found !== undefined) console.warn(longAnswersText(found));
 */

import { MAX_ANSWERS } from "../base/contract.js";

/** Answers are long from this many characters on, as mean over all lines. */
const LONG = 12;
/** Characters of the short answers for comparison: the longest labels that `zmlm data convert --shorten` makes. */
const SHORT = 6;
/** Characters that two threads learn in a second (TRAINING.md, "Many pairs"). */
const SPEED = 40_000;
/** Seconds of a training without `--time-limit`. */
const USUAL_SECONDS = 180;

/**
 * Share of questions right after a number of rounds through them, as measured (TRAINING.md, "Length of answers"): 1 and
 * 2 rounds on 15,000 lines of our tinychat, the others on 3,100 lines, with labels of other lengths for their 62
 * answers. The number of rounds decides, not the length. Questions with a keyword each need fewer rounds.
 */
const RIGHT_AFTER: readonly (readonly [rounds: number, share: number])[] = [
  [0, 0],
  [1, 0.2],
  [2, 0.33],
  [14, 0.68],
  [19, 0.87],
  [30, 0.976],
  [57, 0.997],
  [100, 1],
];

export interface LongAnswers {
  /** Mean number of characters of an answer, over all lines. */
  readonly length: number;
  /** Rounds through all questions for which the training has time, and the share right to expect, 0 to 1. */
  readonly rounds: number;
  readonly right: number;
  /** The same with answers of six characters. */
  readonly shortRounds: number;
  readonly shortRight: number;
  /** True if there are too many different answers to be known replies. */
  readonly many: boolean;
}

/**
 * @param until length of the training
 * @param spelling `known` (the default of a training): answers are known replies, if there are few enough
 * @returns undefined if answers are short, or known replies
 */
export function longAnswers(
  pairs: readonly { readonly answer: string }[],
  until: { readonly seconds?: number; readonly epochs?: number } = { seconds: USUAL_SECONDS },
  spelling: "known" | "free" = "known",
): LongAnswers | undefined {
  const many = new Set(pairs.map(({ answer }) => answer)).size > MAX_ANSWERS;
  if (spelling === "known" && !many) return undefined;
  const characters = pairs.reduce((sum, { answer }) => sum + answer.length, 0);
  const length = characters / Math.max(1, pairs.length);
  if (length < LONG) return undefined;
  // the end of a reply is learned like a character
  const longer = (length + 1) / (SHORT + 1);
  const { epochs = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = until;
  const rounds = Math.min(epochs, (seconds * SPEED) / (characters + pairs.length));
  return {
    length,
    rounds,
    right: rightAfter(rounds),
    shortRounds: rounds * longer,
    shortRight: rightAfter(rounds * longer),
    many,
  };
}

/** The finding in one line, and what to do. */
export function longAnswersText(found: LongAnswers): string {
  const { length, rounds, right, shortRounds, shortRight, many } = found;
  const times = (count: number) => (count < 10 ? count.toFixed(1) : Math.round(count).toLocaleString("en"));
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return (
    `answers have ${length.toFixed(1)} characters on average, and each is learned: ` +
    `expect about ${percent(right)} right after ${times(rounds)} rounds through the questions, ` +
    `and with answers of ${SHORT} characters ${percent(shortRight)} after ${times(shortRounds)} in the same time; ` +
    "shorten them, e.g. with zmlm data convert --shorten, or " +
    (many ? `use at most ${MAX_ANSWERS} different ones, which take few passes` : "leave --spelling free out")
  );
}

/** Interpolates linearly between the measured points. */
function rightAfter(rounds: number): number {
  const after = RIGHT_AFTER.findIndex(([known]) => known >= rounds);
  if (after < 0) return 1;
  if (after === 0) return 0;
  const [[from, low], [to, high]] = [RIGHT_AFTER[after - 1], RIGHT_AFTER[after]];
  return low + ((high - low) * (rounds - from)) / (to - from);
}
