/** The result of zmlm train, as text and as JSON. */

import chalk from "chalk";
import type { Model } from "../model/file.js";
import { density, headOf, shapeText, widths } from "../model/network.js";
import type { Evaluation } from "../train/evaluate.js";
import type { TrainResult } from "../train/training.js";
import { clock, percent } from "./progress.js";

/**
 * The result as text.
 * @param neighbour share of the held-out questions that the most similar taught question's answer gets right
 */
export function summary(
  file: string,
  model: Model,
  { evaluation, heldOut, epochs, seconds, questions, heldOutQuestions }: TrainResult,
  neighbour?: number,
): string {
  const lines = [
    `${chalk.bold(file)}: ${shapeText(model)}, ${epochs} epoch${epochs === 1 ? "" : "s"} in ${clock(seconds)}`,
    `  answers ${percent(evaluation.exact)} of ${asked(evaluation, questions, "questions")}, ${percent(evaluation.pairs)} of the lines`,
  ];
  if (heldOut !== undefined) {
    const chosen = model.training?.settings.select === "holdout" ? ", which chose this network" : "";
    lines.push(
      `  held out: ${percent(heldOut.exact)} of ${asked(heldOut, heldOutQuestions, "unseen questions")}${chosen}`,
      ...neighbourLine(neighbour),
    );
  }
  lines.push(
    `  largest accumulator ${evaluation.largestAccumulator.toLocaleString("en")} of 32,767; ${Math.round(evaluation.activeMacs).toLocaleString("en")} active MACs a ${headOf(model) === "replies" ? "reply" : "character"}, ${percent(density(model))} of the weights not zero`,
  );
  return lines.join("\n");
}

/** What the held-out score is measured by. */
export function neighbourLine(neighbour: number | undefined): string[] {
  return neighbour === undefined
    ? []
    : [
        `    none of them was taught, in any order of its words; what people ask is often closer. The answer of the most similar taught question is right for ${percent(neighbour)}`,
      ];
}

/** How many questions were asked: all, or a sample of them. */
function asked({ queries }: Evaluation, all: number, what: string): string {
  return queries < all ? `${queries} ${what}, a sample of ${all}` : `${queries} ${what}`;
}

/** The result as an object for --json. */
export function jsonSummary(
  file: string,
  model: Model,
  result: TrainResult,
  neighbour?: number,
): Record<string, unknown> {
  const { evaluation, heldOut, epochs, seconds, stopped, backend, threads, questions } = result;
  const scores = ({ perAnswer: _, confusions: __, ...rest }: Evaluation): Partial<Evaluation> => rest;
  return {
    model: file,
    widths: widths(model),
    density: density(model),
    epochs,
    seconds,
    stopped,
    backend,
    threads,
    questions,
    ...scores(evaluation),
    ...(heldOut && { heldOut: scores(heldOut) }),
    ...(neighbour !== undefined && { neighbour }),
  };
}
