/** zmlm bench: a program's size in bytes, its T-states per character, and a profile by label. */

import chalk from "chalk";
import { Command } from "commander";
import { InputError } from "../base/input-error.js";
import type { Benchmark } from "../build/bench.js";
import type { ProfileRow } from "../build/profile.js";
import { bench } from "../jobs/bench.js";
import { CPM } from "../machines/cpm.js";
import { readText } from "./files.js";
import { readProgram } from "./programs.js";
import { percent } from "./progress.js";
import { print, printJson } from "./screen.js";

const BAR_WIDTH = 40;
/** Labels with a smaller share of the T-states than this share one row. */
const SMALLEST_SHARE = 0.001;

interface BenchOptions {
  profile?: boolean;
  symbols?: string;
  json?: boolean;
}

export function benchCommand(): Command {
  return new Command("bench")
    .argument("<file.com>", "program of zmlm build")
    .argument("[questions...]", "questions to ask it (default: eight everyday questions)")
    .option("--profile", "T-states by label; needs --symbols")
    .option("--symbols <file>", "symbol file of zmlm build or zmlm asm")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
Examples:
  $ zmlm bench CHAT.COM
  $ zmlm bench CHAT.COM hello "are you a robot" --json
  $ zmlm build model.json --symbols chat.sym
  $ zmlm bench CHAT.COM --profile --symbols chat.sym`,
    )
    .action((file: string, asked: string[], options: BenchOptions) => {
      if (options.profile && options.symbols === undefined)
        throw new InputError("--profile needs --symbols; write them with zmlm build --symbols chat.sym");
      const { figures, profile } = bench({
        program: { bytes: readProgram(file), file },
        questions: asked,
        symbols:
          options.symbols === undefined
            ? undefined
            : { text: readText(options.symbols), file: options.symbols },
        profile: options.profile,
      });
      if (options.json)
        printJson({ ...figures, secondsPerCharAt4MHz: secondsPerChar(figures), ...(profile && { profile }) });
      else print(table(figures) + (profile ? `\n${bars(profile)}` : ""));
    });
}

/** On a machine of 4 MHz. */
function secondsPerChar({ tStatesPerChar }: Benchmark): number {
  return tStatesPerChar / CPM.clock;
}

function table(result: Benchmark): string {
  const rows: [string, string][] = [
    ["size", `${result.bytes.toLocaleString("en")} bytes`],
    ["replies", `${result.chars} characters to ${result.questions} questions`],
    ["T-states per character", result.tStatesPerChar.toLocaleString("en")],
    ["seconds per character at 4 MHz", secondsPerChar(result).toFixed(3)],
    ["T-states to the first character", result.tStatesToFirstChar.toLocaleString("en")],
    ["T-states a reply, to its end", result.tStatesPerReply.toLocaleString("en")],
    ["T-states to start", result.startUpTStates.toLocaleString("en")],
  ];
  return rows.map(([name, value]) => `${name.padEnd(32)}${value}\n`).join("");
}

function bars(rows: readonly ProfileRow[]): string {
  const shown = rows.filter(({ share }) => share >= SMALLEST_SHARE);
  const rest = rows.slice(shown.length);
  const lines = shown.map(({ label, tStates, share }) => {
    const bar = chalk.green("█".repeat(Math.round((share / rows[0].share) * BAR_WIDTH)));
    return `${label.padEnd(24)}${tStates.toLocaleString("en").padStart(14)}${percent(share).padStart(8)}  ${bar}`;
  });
  if (rest.length > 0) {
    const tStates = rest.reduce((sum, row) => sum + row.tStates, 0);
    lines.push(`${`${rest.length} more`.padEnd(24)}${tStates.toLocaleString("en").padStart(14)}`);
  }
  return `${"label".padEnd(24)}${"T-states".padStart(14)}${"share".padStart(8)}\n${lines.join("\n")}\n`;
}
