/** zmlm make: from pairs to a chat in one go. It shows the command of each step, so that one learns them. */

import chalk from "chalk";
import { Command } from "commander";
import { LAYOUTS } from "../build/layouts.js";
import { type Built, build } from "../jobs/build.js";
import { fittingDensity } from "../jobs/make.js";
import { CPM } from "../machines/cpm.js";
import type { Machine } from "../machines/machine.js";
import { MACHINES } from "../machines/machines.js";
import { parseModel } from "../model/file.js";
import { evaluate } from "../train/evaluate.js";
import { Listing } from "../train/listing.js";
import { BACKEND_CHOICES } from "../train/node.js";
import { nodeClock } from "./clock.js";
import { hearingStop } from "./early-stop.js";
import { readModelText, writeWhole } from "./files.js";
import { worstFindings } from "./lint-worst.js";
import { closingLines, fitLine, replyTime, scoreLine, shellLine } from "./make-lines.js";
import { type MakeFlags, type MakeRequest, readRequest } from "./make-request.js";
import { clockOption } from "./options.js";
import { clock, stepView } from "./progress.js";
import { tell } from "./screen.js";
import { programSource } from "./sources.js";
import { talkTo } from "./talking.js";
import { loadingLine } from "./target.js";
import { type TrainedHere, trainModel } from "./train-model.js";

/** Share of the time that goes to the training that leaves the held-out questions out. */
const ESTIMATE_SHARE = 0.3;

/** Share of the taught questions that a network must have right for its score on unseen ones to tell something. */
const LEARNED = 0.5;

/** Most questions that an earlier model is asked, after a training that left it as it was. */
const EARLIER_SAMPLE = 1000;

export function makeCommand(): Command {
  return new Command("make")
    .argument("<pairs...>", "pair files, .txt or .txt.gz; - is standard input")
    .option(
      "-o, --output <file>",
      "program to write; the model file lies beside it (default: named as the pairs)",
    )
    .option(
      "--machine <machine>",
      `machine that it is for: ${MACHINES.map(({ name }) => name).join(", ")}`,
      CPM.name,
    )
    .option("--time-limit <time>", "time to train, e.g. 90s, 3m (default: 30s to 5m, by the number of pairs)")
    .option(
      "--until <share>",
      "stop the training as soon as this share of the questions is right (default: 98%)",
    )
    .option(
      "--holdout <share>",
      "share of the questions that estimates how it answers unseen ones; 0: no estimate",
      "0.1",
    )
    .option("--seed <n>", "seed of all random choices", "1")
    .option(
      "--backend <name>",
      `what computes: ${BACKEND_CHOICES.join(", ")}; node and cpu are those of tfjs`,
      "auto",
    )
    .option("--threads <n>", "threads that share the work (default: all cores, at most 4)")
    .option("--clock <MHz>", "chat at the speed of this clock (default: as fast as possible)", clockOption)
    .option("--no-chat", "end when the program is written")
    .addHelpText(
      "after",
      `
Ctrl-C during the training ends it early; what is learned so far is then built.

Examples:
  $ zmlm make pairs.txt
  $ zmlm make pairs.txt --time-limit 5m --machine spectrum
  $ zmlm make cats.txt dogs.txt -o PETS.COM --no-chat`,
    )
    .action(async (files: string[], flags: MakeFlags) => {
      const request = readRequest(files, flags);
      process.exitCode = await make(request);
    });
}

/** @returns the exit code */
async function make(request: MakeRequest): Promise<number> {
  const { pairs, texts, plan, model, target, talk, files } = request;
  const view = stepView(process.stderr);
  view.show("checking the pairs …");
  const worst = await hearingStop(() => worstFindings(texts, pairs), view.end);
  view.end();
  tell(worst);
  view.show(`looking for the weights that fit ${target.machine.title} …`);
  const fit = { machine: target.machine, sources: programSource };
  const density = await hearingStop(() => fittingDensity(pairs, plan, fit), view.end);
  view.end();
  const trained = await trainInSteps(request, density ?? 1);
  const standing = trained.written ? trained : earlier(request, trained);
  tell(`${chalk.bold("2 of 3: building")} the program for ${target.machine.title}\n`);
  const built = await buildFor(request, target.machine);
  writeWhole(target.output, built.bytes);
  tell(`${fitLine(target, built)}\n`);
  const lengths = pairs.reduce((sum, { answer }) => sum + answer.length, 0) / pairs.length;
  tell(`  ${scoreLine(standing)}${replyTime(built, target.machine, lengths)}\n`);
  tell(`  ${loadingLine(target)}\n`);
  let code = 0;
  if (talk !== undefined) {
    const chat = target.machine === CPM ? built : await buildFor(request, CPM);
    const command = target.machine === CPM ? ["run", target.output] : ["chat", model];
    tell(`${chalk.bold("3 of 3: chat;")} a line of ! leaves\n${shellLine(command)}`);
    code = await talkTo(chat.bytes, { clock: talk.clock, file: target.output });
  }
  tell(closingLines(files, model, target));
  return code;
}

/**
 * Trains first without some of the questions, for the estimate of unseen ones, if one is wanted; then with all.
 * @returns the training that was last, with the held-out scores of the first
 */
async function trainInSteps(request: MakeRequest, density: number): Promise<TrainedHere> {
  const { plan, texts, model, holdout, settings } = request;
  const { seconds, exact, questions, hidden, buckets } = plan;
  const recipe = { ...plan.recipe, ...(density < 1 && { density }) };
  tell(
    `${chalk.bold("1 of 3: training")} on ${questions.toLocaleString("en")} question${questions === 1 ? "" : "s"} for up to ${clock(seconds)}, or until ${Math.round(100 * exact)} % are right\n`,
  );
  const train = async (share: number, limit: number): Promise<TrainedHere> => {
    const command = trainCommandOf(request, { share, limit, density });
    tell(shellLine(command));
    return trainModel({
      ...settings,
      pairs: texts,
      skipFaulty: true,
      output: model,
      until: { seconds: limit, exact },
      hidden,
      buckets,
      encoder: undefined,
      holdout: share,
      select: "train",
      recipe,
      resume: false,
      checkpointInterval: undefined,
      report: undefined,
      started: nodeClock.now(),
      command: ["zmlm", ...command].join(" "),
    });
  };
  if (holdout === 0) {
    const trained = await train(0, seconds);
    if (request.tooFewToHoldOut && !trained.result.stopped)
      tell("  too few questions for an estimate of unseen ones\n");
    return trained;
  }
  const first = Math.max(1, Math.round(ESTIMATE_SHARE * seconds));
  tell(
    `  first without ${Math.round(100 * holdout)} % of the questions, to estimate how it answers unseen ones:\n`,
  );
  const estimate = await train(holdout, first);
  if (estimate.result.stopped) return estimate;
  tell("  now with all questions:\n");
  const last = await train(0, Math.max(1, seconds - first));
  if (!last.written) return last;
  const { neighbour, result } = estimate;
  if (result.evaluation.exact < LEARNED) {
    // who stopped it knows why it was short
    if (!last.result.stopped)
      tell("  that was too short for an estimate of unseen questions; give it more --time-limit\n");
    return last;
  }
  return { ...last, neighbour, result: { ...last.result, heldOut: result.heldOut } };
}

/** What is told of a training that left the model file as it was: the scores of the model that stands there. */
function earlier({ model, pairs, settings }: MakeRequest, trained: TrainedHere): TrainedHere {
  tell(`  ${model} is left as it was: the training was stopped before its first check\n`);
  const listing = Listing.of(pairs);
  const asked = listing.sample(EARLIER_SAMPLE, settings.seed);
  const evaluation = evaluate(parseModel(readModelText(model), model), asked);
  const questions = listing.questions.length;
  return {
    ...trained,
    neighbour: undefined,
    result: { ...trained.result, evaluation, questions, heldOut: undefined },
  };
}

interface TrainStep {
  readonly share: number;
  readonly limit: number;
  readonly density: number;
}

/** The command of a training, as one would type it. */
function trainCommandOf(
  { files, model, plan, settings, hasFaults }: MakeRequest,
  { share, limit, density }: TrainStep,
): string[] {
  const { typos, smoothing } = plan.recipe;
  return [
    "train",
    ...files,
    ...["-o", model],
    ...["--time-limit", `${limit}s`],
    ...["--until", `${Number((100 * plan.exact).toFixed(1))}%`],
    ...(share > 0 ? ["--holdout", String(share)] : []),
    ...(density < 1 ? ["--density", String(density)] : []),
    ...(hasFaults ? ["--skip-faulty"] : []),
    ...["--typos", String(typos), "--smoothing", String(smoothing)],
    ...(settings.seed === 1 ? [] : ["--seed", String(settings.seed)]),
    ...(settings.threads === undefined ? [] : ["--threads", String(settings.threads)]),
  ];
}

/** Builds the model's program in the fastest layout that fits. */
async function buildFor({ model, target }: MakeRequest, machine: Machine): Promise<Built> {
  const forTarget = machine === target.machine;
  if (forTarget) {
    const other = machine === CPM ? [] : ["--machine", machine.name];
    tell(shellLine(["build", model, "-o", target.output, ...other]));
  }
  return build(
    {
      model: { text: readModelText(model), file: model },
      machine,
      ...(forTarget && { format: target.format, name: target.name }),
      sources: programSource,
    },
    { clock: nodeClock },
    ({ layout, fault }) => {
      if (fault !== undefined && layout === LAYOUTS[0])
        tell(`  layout ${layout} doesn't fit; trying slower ones\n`);
    },
  );
}
