/** What is worst in pair files, in three lines. */

import chalk from "chalk";
import { quoted } from "../base/shell.js";
import { type Finding, type LintRule, lint } from "../data/lint.js";
import { type Pair, type PairFault, scanPairs } from "../data/pairs.js";
import type { PairText } from "../jobs/pairs.js";
import { DEFAULT_ENCODER, encoderOf } from "../model/encoder.js";

/** The worst first. A duplicate does no harm. */
const BY_WEIGHT: readonly LintRule[] = [
  "contradiction",
  "near-duplicate",
  "collision",
  "long",
  "dominant",
  "quotes",
  "letters",
  "header",
  "few",
  "duplicate",
];
const SHOWN = 3;

/** One line for each of the worst kinds of fault, with its first place, and how to see all; empty if all is well. */
export function worstFindings(texts: readonly PairText[], pairs: readonly Pair[]): string {
  const scans = texts.map(({ text, file }) => scanPairs(text, file));
  const faults = scans.flatMap((scan) => scan.faults);
  const found: Finding[] = [
    ...scans.flatMap(({ quoted: lines }) =>
      lines.map(({ file, line, what }) => ({ rule: "quotes" as const, file, line, message: what })),
    ),
    ...lint(pairs, { encode: encoderOf(DEFAULT_ENCODER).encode }),
  ];
  const kinds = BY_WEIGHT.map((rule) => found.filter((finding) => finding.rule === rule)).filter(
    ({ length }) => length > 0,
  );
  const lines = [
    ...(faults.length > 0 ? [line("fault", faults[0], faults[0].what, faults.length)] : []),
    ...kinds.map((findings) => line(findings[0].rule, findings[0], findings[0].message, findings.length)),
  ];
  if (lines.length === 0) return "";
  const files = [...new Set(texts.map(({ file }) => file))];
  const all = faults.length + found.length;
  return [
    ...lines.slice(0, SHOWN),
    chalk.dim(
      `  zmlm data lint ${files.map(quoted).join(" ")} tells all ${all.toLocaleString("en")}; the training goes on without faulty lines`,
    ),
    "",
  ].join("\n");
}

function line(
  rule: string,
  { file, line: number }: PairFault | Finding,
  what: string,
  count: number,
): string {
  const more = count === 1 ? "" : ` (and ${(count - 1).toLocaleString("en")} more)`;
  return `  ${file}:${number}: ${chalk.yellow(rule)}: ${what}${more}`;
}
