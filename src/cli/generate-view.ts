/** Progress, dropped lines and the summary of zmlm data generate, on standard error. */

import chalk from "chalk";
import { createLogUpdate } from "log-update";
import { shown } from "../base/shown.js";
import type { GenerateEvent, Tally } from "../data/generate/generate.js";
import { costOf, type Price } from "../data/generate/prices.js";
import { onScreen } from "./screen.js";

const BAR_WIDTH = 20;
/** Most malformed lines that are shown; all are counted. */
const SHOWN_LINES = 10;
/** Characters of a malformed line that are shown. */
const SHOWN_WIDTH = 60;

export interface GenerateView {
  show(event: GenerateEvent): void;
  /** Clears the live line, so that the summary can follow. */
  end(): void;
}

/** @param price undefined if the model is free or its price unknown */
export function generateView(stream: NodeJS.WriteStream, price: Price | undefined): GenerateView {
  const live = stream.isTTY ? createLogUpdate(stream) : undefined;
  let kind = "";
  let shownLines = 0;
  const note = (text: string): void => {
    live?.clear();
    stream.write(`${onScreen(text)}\n`);
  };
  return {
    show(event) {
      switch (event.type) {
        case "batch":
          kind = event.kind;
          // without a live line each batch gets a line
          if (live === undefined) note(progressLine(event.tally, kind, price));
          break;
        case "malformed":
          if (++shownLines <= SHOWN_LINES)
            note(chalk.dim(`dropped "${brief(event.line)}": ${shown(event.fault)}`));
          if (shownLines === SHOWN_LINES) note(chalk.dim("further malformed lines are only counted"));
          break;
        case "wait":
          note(chalk.yellow(`${shown(event.what)}; next try in ${seconds(event.milliseconds)}`));
          break;
        case "refused":
          note(chalk.yellow(`a prompt was refused (${shown(event.why)}); trying another`));
          break;
        case "exhausted":
          note(chalk.yellow(`no new pairs of kind ${shown(event.kind)} any more`));
          break;
      }
      live?.(onScreen(`${bar(event.tally)} ${progressLine(event.tally, kind, price)}`));
    },
    end: () => live?.clear(),
  };
}

function bar({ pairs, count }: Tally): string {
  const filled = Math.round(Math.min(1, pairs / count) * BAR_WIDTH);
  return chalk.green("█".repeat(filled)) + chalk.dim("░".repeat(BAR_WIDTH - filled));
}

function progressLine(tally: Tally, kind: string, price: Price | undefined): string {
  const parts = [`${number(tally.pairs)}/${number(tally.count)} pairs`, kind, ...dropped(tally)];
  if (price !== undefined) parts.push(dollars(costOf(tally.usage, price)));
  return parts.join("  ");
}

function dropped({ duplicates, malformed }: Tally): string[] {
  return [
    ...(duplicates === 0 ? [] : [several(duplicates, "duplicate")]),
    ...(malformed === 0 ? [] : [`${number(malformed)} malformed`]),
  ];
}

/** The last line; `cost` is the text about the tokens' price, or empty. */
export function summaryLine(tally: Tally, cost: string): string {
  const { pairs, count, made, duplicates, malformed, batches, usage } = tally;
  return [
    `${number(pairs)} of ${number(count)} pairs, ${number(made)} of them new`,
    `dropped ${several(duplicates, "duplicate")} and ${several(malformed, "malformed line")}`,
    `${several(batches, "answer")} with ${number(usage.input)} tokens in and ${number(usage.output)} out${cost}`,
  ].join("; ");
}

export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 1 ? 4 : 2)}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

/** The beginning of a line that the model wrote, safe to print. */
export function brief(line: string): string {
  const plain = shown(line);
  return plain.length <= SHOWN_WIDTH ? plain : `${plain.slice(0, SHOWN_WIDTH)}…`;
}

function several(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? "" : "s"}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
