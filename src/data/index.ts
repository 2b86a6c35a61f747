/**
 * Pairs: questions and their answers, read from `question|answer` lines or converted from other formats, and functions
 * that check, count, balance, augment and split them before a training. No function changes its arguments. A faulty
 * file is an `InputError`: one line that names the file and the line.
 *
 * @example
 * ```ts
 * import { convert, lint, readPairs, splitByQuestion } from "zmlm/data";
 * import { encoderOf } from "zmlm/model";
 *
 * const pairs = readPairs("hello|hi\ngood morning|hi\nHello|bye\n", "pairs.txt");
 * const { encode } = encoderOf("word");
 * for (const { rule, line } of lint(pairs, { encode, phrasings: 1, dominant: 1 }))
 *   console.log(`line ${line}: ${rule}`); // → line 3: contradiction
 * console.log(splitByQuestion(pairs, 0.5, 1).heldOut.length); // → 1
 * const { pairs: found } = await convert([{ file: "faq.csv", text: "question,answer\nwho,me\n" }]);
 * console.log(found[0]?.answer); // → ME
 * ```
 */

export { InputError } from "../base/input-error.js";
export { Random } from "../base/random.js";
export { AUGMENT_KINDS, type AugmentKind, type AugmentSettings, augment } from "./augment.js";
export { type AnswerChange, type Balanced, type BalanceSettings, balance } from "./balance.js";
export { type Conversion, type ConvertRequest, convert, type LeftOut } from "./convert/convert.js";
export { detectFormat, FORMATS, type FormatName } from "./convert/format.js";
export type { Source } from "./convert/item.js";
export { type GameSettings, makeGame } from "./game/game.js";
export { parseTopic, type Topic } from "./game/topic.js";
export { type Finding, LINT_RULES, type LintRule, type LintSettings, lint } from "./lint.js";
export { misspell, typo } from "./misspell.js";
export {
  distinctQuestions,
  formatPairs,
  groupByAnswer,
  type Pair,
  type PairFault,
  questionKey,
  readPairs,
  scanPairs,
} from "./pairs.js";
export { cleanAnswer, cleanQuestion, faultOfAnswer, faultOfQuestion } from "./sides.js";
export { type LikenessOf, type Split, splitByFamily, splitByQuestion } from "./split.js";
export { type AnswerStats, type CharacterStats, type Encode, type Stats, statsOf } from "./stats.js";
