/** Tables of statistics and lists of findings that zmlm data prints. */

import chalk from "chalk";
import type { AnswerChange } from "../data/balance.js";
import { type Finding, LINT_RULES } from "../data/lint.js";
import type { PairFault } from "../data/pairs.js";
import type { Stats } from "../data/stats.js";
import { percent } from "./progress.js";

/** Most rows of a table of answers; those with the most lines are shown. */
const ANSWER_ROWS = 40;
/** Most warnings of one kind that are shown without --all. */
const SHOWN_WARNINGS = 10;
/** Widest bar of the answer distribution, in characters. */
const BAR = 30;

/** The statistics as a table. */
export function statsTable(stats: Stats): string {
  const questionsPerAnswer = stats.answers.map(({ questions }) => questions).sort((a, b) => a - b);
  const [fewest, median, most] = [0, 0.5, 1].map(
    (at) => questionsPerAnswer[Math.floor(at * (questionsPerAnswer.length - 1))],
  );
  const characters = stats.characters.map(({ character }) => (character === " " ? "(space)" : character));
  const facts: [string, string][] = [
    ["lines", number(stats.lines)],
    ["questions", `${number(stats.questions)} distinct, the longest ${stats.longestQuestion} characters`],
    [
      "answers",
      `${number(stats.answers.length)} distinct, ${stats.meanReply.toFixed(1)} characters on average, ${stats.longestReply} at most`,
    ],
    ["phrasings", `${fewest} to ${most} an answer, median ${median}`],
    ["families", number(stats.families)],
    ["augmented", `${number(stats.made)} lines`],
    ["charset", `${characters.length} and the end of reply: ${characters.join(" ")}`],
    ["", chalk.dim(`each costs an output neuron, ${stats.bytesPerCharacter} bytes in the default network`)],
    [
      "ceiling",
      `${percent(stats.ceiling)} of lines; ${number(stats.contradictions)} questions carry several answers`,
    ],
    ["", `${percent(stats.encodedCeiling)} of lines by bucket counts, which is what a model sees`],
  ];
  const rare = stats.characters.filter(({ answers }) => answers === 1).map(({ character }) => character);
  if (rare.length > 0) facts.push(["", chalk.dim(`in one answer only: ${rare.join(" ")}`)]);
  const width = Math.max(...stats.answers.map(({ answer }) => answer.length));
  const largest = stats.answers[0].lines;
  const rows = stats.answers
    .slice(0, ANSWER_ROWS)
    .map(
      ({ answer, lines, questions, share }) =>
        `${answer.padEnd(width)} ${number(lines).padStart(8)} ${number(questions).padStart(10)} ${percent(share).padStart(7)} ${chalk.green("█".repeat(Math.round((BAR * lines) / largest)))}`,
    );
  const more = stats.answers.length - rows.length;
  return `${[
    ...facts.map(([name, value]) => `${name.padEnd(12)}${value}`),
    "",
    `${"answer".padEnd(width)} ${"lines".padStart(8)} ${"questions".padStart(10)} ${"share".padStart(7)}`,
    ...rows,
    ...(more > 0 ? [chalk.dim(`and ${more} more answers; --json lists all`)] : []),
  ].join("\n")}\n`;
}

/** Faulty lines and warnings as `file:line: rule: what is wrong; what to do`, and their numbers at the end. */
export function findingList(
  lines: number,
  faults: readonly PairFault[],
  warnings: readonly Finding[],
  all: boolean,
): string {
  const out = faults.map(({ file, line, what }) => `${file}:${line}: ${chalk.red("fault")}: ${what}`);
  for (const rule of LINT_RULES) {
    const found = warnings.filter((warning) => warning.rule === rule);
    const shown = all ? found : found.slice(0, SHOWN_WARNINGS);
    out.push(...shown.map(({ file, line, message }) => `${file}:${line}: ${chalk.yellow(rule)}: ${message}`));
    if (shown.length < found.length)
      out.push(chalk.dim(`  and ${found.length - shown.length} more of ${rule}; --all shows them`));
  }
  const counts = [
    several(lines, "pair"),
    several(faults.length, "fault"),
    several(warnings.length, "warning"),
  ];
  out.push(counts.join(", "));
  return `${out.join("\n")}\n`;
}

/** Lines of each answer before and after balancing. */
export function changeTable(changes: readonly AnswerChange[]): string {
  const width = Math.max(6, ...changes.map(({ answer }) => answer.length));
  const rows = changes
    .slice(0, ANSWER_ROWS)
    .map(
      ({ answer, before, after }) =>
        `${answer.padEnd(width)} ${number(before).padStart(8)} ${number(after).padStart(8)}`,
    );
  const more = changes.length - rows.length;
  const sum = (of: (change: AnswerChange) => number) =>
    changes.reduce((total, change) => total + of(change), 0);
  return `${[
    `${"answer".padEnd(width)} ${"before".padStart(8)} ${"after".padStart(8)}`,
    ...rows,
    ...(more > 0 ? [`and ${more} more answers`] : []),
    `${"all".padEnd(width)} ${number(sum(({ before }) => before)).padStart(8)} ${number(sum(({ after }) => after)).padStart(8)}`,
  ].join("\n")}\n`;
}

function several(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
