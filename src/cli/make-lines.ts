/** What zmlm make says of its steps. */

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import chalk from "chalk";
import { hexAddress } from "../base/hex.js";
import { quoted } from "../base/shell.js";
import type { Built } from "../jobs/build.js";
import { CPM } from "../machines/cpm.js";
import { type Machine, tStatesASecond } from "../machines/machine.js";
import { replySeconds } from "./build-summary.js";
import { percent } from "./progress.js";
import type { Target } from "./target.js";
import type { TrainedHere } from "./train-model.js";

const EXAMPLES = fileURLToPath(new URL("../../data/", import.meta.url));

/** How zmlm is called here: npm's own runs have no zmlm in the path. */
const ZMLM = process.env.npm_execpath === undefined ? "zmlm" : "npx zmlm";

/** A command that does one step. */
export function shellLine(words: readonly string[]): string {
  return `${chalk.dim(`  $ ${ZMLM} ${words.map(quoted).join(" ")}`)}\n`;
}

/** The program's size, and the layout that fits. */
export function fitLine({ output, machine }: Target, { bytes, program }: Built): string {
  const { layout, memoryEnd, origin } = program;
  return (
    `  ${chalk.bold(output)}: ${bytes.length.toLocaleString("en")} bytes; layout ${layout} fits: ` +
    `memory ${hexAddress(origin)} to ${hexAddress(memoryEnd)}, ${machine.memoryName} ends at ${hexAddress(machine.memoryEnd)}`
  );
}

/** Scores of the training: of what it was taught, and of questions that it had not seen when they were asked. */
export function scoreLine({ result, neighbour, written }: TrainedHere): string {
  const { evaluation, questions, heldOut } = result;
  const all =
    evaluation.queries < questions ? `a sample of ${evaluation.queries.toLocaleString("en")} of ` : "";
  const measure =
    neighbour === undefined ? "" : ` (the most similar taught question's answer: ${percent(neighbour)})`;
  const unseen =
    heldOut === undefined ? "" : `, an estimated ${percent(heldOut.exact)} of unseen ones${measure}`;
  return `right: ${percent(evaluation.exact)} of ${all}the ${questions.toLocaleString("en")} questions${written ? "" : ", by the earlier model"}${unseen}`;
}

/** Time that a reply of usual length takes on the machine. @param length characters of the mean answer */
export function replyTime({ cost, program }: Built, machine: Machine, length: number): string {
  if (cost === undefined) return "; its replies are empty";
  const seconds = replySeconds(cost, tStatesASecond(machine, program.origin), length);
  const what = machine === CPM ? "at 4 MHz" : `on ${machine.title}`;
  return `; ${seconds.toFixed(seconds < 1 ? 2 : 1)} s a reply ${what}`;
}

/** What one may do next. */
export function closingLines(files: readonly string[], model: string, { output, machine }: Target): string {
  const again = machine === CPM ? ["run", output] : ["chat", model];
  const isExample = files.every((file) => dirname(dirname(resolve(file))) === resolve(EXAMPLES));
  const next: [string, string[]][] = isExample
    ? [
        ["the finished model, trained for longer on ten times as much:", ["chat"]],
        ["one of your own, from a file of question|answer lines:", ["make", "pairs.txt"]],
      ]
    : [
        [
          "more lines make it better; then again:",
          ["make", ...files, ...(machine === CPM ? [] : ["--machine", machine.name])],
        ],
        [
          "the same for another machine:",
          ["build", model, "--machine", machine === CPM ? "spectrum" : CPM.name],
        ],
      ];
  return [["the same chat again:", again] as const, ...next]
    .map(([what, words]) => `${what}\n${shellLine(words)}`)
    .join("");
}
