/**
 * A training's report as one HTML file that needs nothing else: no script, no font, no network.
 *
 * Text is inserted as text nodes and attributes of a document, so that text of pair files can't become HTML.
 *
 *   const html = renderReport({ model: "model.json", command, settings, result }, document);
 */

import { percentOf } from "../../base/percent.js";
import { density, headOf, shapeText } from "../../model/network.js";
import type { Confusion, Evaluation } from "../evaluate.js";
import type { TrainResult } from "../training.js";
import { ACCURACIES, accuracyChart, headroomChart, lossChart, weightChart } from "./charts.js";
import { answerTable, confusionTable, element, settingsTable } from "./parts.js";
import { STYLE } from "./style.js";

export interface ReportInput {
  /** Name of the model file. */
  readonly model: string;
  /** The command that repeats the training. */
  readonly command: string;
  /** Other settings, and facts about the machine: names and values in the order to show them. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly result: TrainResult;
  /** Shown at the top. */
  readonly warning?: string | undefined;
}

/** The page may load nothing and run nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * Writes the report.
 * @param document an empty HTML document with head and body, which is filled
 * @returns the text of the file
 */
export function renderReport(input: ReportInput, document: Document): string {
  const { result, model } = input;
  const make = element(document);
  document.documentElement.setAttribute("lang", "en");
  document.head.append(
    make("meta", { charset: "utf-8" }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    make("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    make("link", { rel: "icon", href: "data:," }),
    // some DOMs do not escape a title, so it gets no characters that need escaping
    make("title", {}, `${model.replace(/[<>&]/g, " ").trim()}: training report`),
    make("style", {}, STYLE),
  );
  document.body.append(
    make("h1", {}, `${model}: training report`),
    make("p", { class: "faint" }, headline(result)),
    ...(input.warning === undefined ? [] : [make("p", { class: "warn" }, input.warning)]),
    make(
      "div",
      { class: "tiles" },
      ...tiles(result).map(([name, value, note]) =>
        make(
          "div",
          { class: "tile" },
          name,
          make("strong", {}, value),
          make("span", { class: "faint" }, note),
        ),
      ),
    ),
    make("div", { class: "cards" }, ...cards(input, document)),
  );
  return `<!doctype html>\n${document.documentElement.outerHTML}\n`;
}

function headline({ network, epochs, steps, seconds, stopped, backend, threads }: TrainResult): string {
  const shape = shapeText(network, "→");
  const course = `${many(epochs, "epoch")}, ${many(steps, "step")} in ${duration(seconds)}`;
  return `${shape}, encoder ${network.encoder.name} · ${course}${stopped ? ", stopped early" : ""} · ${backend}, ${many(threads, "thread")}`;
}

type Tile = readonly [name: string, value: string, note: string];

/** Number of questions asked: all, or a sample of them. */
function asked({ queries }: Evaluation, all: number): string {
  return queries < all ? `a sample of ${count(queries)}` : count(queries);
}

function tiles({ evaluation, heldOut, network, questions, heldOutQuestions }: TrainResult): Tile[] {
  const total = network.layers.reduce((sum, { weights }) => sum + weights.length, 0);
  const { largestAccumulator: largest } = evaluation;
  return [
    ["questions right", percent(evaluation.exact), `of ${asked(evaluation, questions)}, whole replies`],
    heldOut === undefined
      ? ["held out", "none", "all questions were taught"]
      : ["held out", percent(heldOut.exact), `of ${asked(heldOut, heldOutQuestions)} unseen questions`],
    ["lines right", percent(evaluation.pairs), `${percent(evaluation.macro)} as a mean over answers`],
    [
      "active MACs",
      count(Math.round(evaluation.activeMacs)),
      `a ${headOf(network) === "replies" ? "reply" : "character"}: the Z80's work`,
    ],
    ["non-zero weights", percent(density(network)), `of ${count(total)}`],
    ["headroom", percent(Math.max(0, 1 - largest / 32_767)), `largest sum ${count(largest)} of 32,767`],
  ];
}

function cards({ result, command, settings }: ReportInput, document: Document): Element[] {
  const { history, evaluation, heldOut, network } = result;
  const make = element(document);
  const figure = (title: string, note: string, ...content: Element[]): Element =>
    make("figure", { class: "card" }, make("h2", {}, title), ...content, make("figcaption", {}, note));
  const curves = (title: string, note: string, draw: () => Element[]): Element =>
    history.length === 0
      ? figure(title, "The training was stopped before its first figures.")
      : figure(title, note, ...draw());
  return [
    curves("Loss", "Mean over characters, each as computed when it was last trained on.", () => [
      lossChart(history, document),
    ]),
    curves(
      "Accuracy",
      "A question counts as right only if its whole reply is right, so characters score higher. During training, a sample of the questions is asked.",
      () => [legend(result, document), accuracyChart(history, document)],
    ),
    figure(
      "Weights",
      "Share of each layer's weights, in %, that are −2, −1, 0 and +1. Zeros cost the machine no time.",

      weightChart(network.layers, document),
    ),
    figure(
      "Headroom",
      "The largest sum in each layer over all questions; above 32,767 it would wrap.",
      headroomChart(evaluation.largestAccumulators, document),
    ),
    confusions("Worst confusions", heldOut === undefined ? "card wide" : "card", evaluation, document),
    ...(heldOut === undefined ? [] : [confusions("Worst confusions, held out", "card", heldOut, document)]),
    make(
      "section",
      { id: "answers", class: "card wide" },
      make("h2", {}, `Answers (${count(evaluation.perAnswer.length)})`),
      make("div", { class: "scroll" }, answerTable(evaluation.perAnswer, heldOut?.perAnswer, document)),
    ),
    make(
      "section",
      { class: "card wide" },
      make("h2", {}, "To repeat it"),
      make("pre", {}, command),
      make(
        "p",
        { class: "faint" },
        "With --epochs, the same command gives the same model file; with --time-limit, a similar one.",
      ),
      settingsTable(settings, document),
    ),
  ];
}

function confusions(
  title: string,
  className: string,
  { confusions, queries, exact }: Evaluation,
  document: Document,
): Element {
  const make = element(document);
  const wrong = Math.round(queries * (1 - exact));
  const told = confusions.reduce((sum: number, { questions }: Confusion) => sum + questions, 0);
  const note =
    wrong === 0
      ? "None: every question is right."
      : `${count(told)} of the ${count(wrong)} questions that are wrong; if several answers are listed, the first is shown.`;
  return make(
    "section",
    { class: className },
    make("h2", {}, title),
    make("p", { class: "faint" }, note),
    ...(wrong === 0 ? [] : [make("div", { class: "scroll" }, confusionTable(confusions, document))]),
  );
}

function legend({ history }: TrainResult, document: Document): Element {
  const make = element(document);
  const entries = ACCURACIES.filter(({ of }) => history.some((point) => of(point) !== undefined));
  return make(
    "div",
    { class: "legend" },
    ...entries.map(({ label, colour, dash, of }) => {
      const last = history.findLast((point) => of(point) !== undefined)!;
      const swatch = make.svg(
        "svg",
        { viewBox: "0 0 26 10" },
        make.svg("line", {
          x1: "0",
          y1: "5",
          x2: "26",
          y2: "5",
          stroke: `var(${colour})`,
          "stroke-width": "3",
          ...(dash && { "stroke-dasharray": dash }),
        }),
      );
      return make("span", {}, swatch, `${label} ${percent(of(last)!)}`);
    }),
  );
}

function percent(share: number): string {
  return `${percentOf(share)} %`;
}

function many(value: number, name: string): string {
  return `${count(value)} ${name}${value === 1 ? "" : "s"}`;
}

function count(value: number): string {
  return value.toLocaleString("en");
}

/** Seconds as 12.3 s, 4 min 5 s, 2 h 3 min. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
