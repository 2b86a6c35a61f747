/**
 * Draws the HTML page about a training: charts, scores and settings.
 *
 *   const html = trainingReport({ trained, model: "model.json", resumed: false, host: [["Node", "v22"]] }, document);
 */

import { headOf } from "../model/network.js";
import { renderReport } from "../train/report/page.js";
import type { Trained } from "./train.js";

export interface ReportRequest {
  readonly trained: Trained;
  /** Path or name of the model file. */
  readonly model: string;
  /** True if the training was resumed from a model or a checkpoint. */
  readonly resumed: boolean;
  /** Facts about the machine that trained: names and values. */
  readonly host: readonly (readonly [name: string, value: string])[];
}

/**
 * Draws a training's report.
 * @param document an empty HTML document with head and body, which is filled
 * @returns the text of an HTML file that needs nothing else
 */
export function trainingReport(
  { trained: { model, result, written }, model: path, resumed, host }: ReportRequest,
  document: Document,
): string {
  const { encoder, charset, answers, layers } = result.network;
  const record = model.training!;
  const settings: (readonly [string, string])[] = [
    ["seed", String(record.seed)],
    ["backend", `${record.backend}, ${record.threads === 1 ? "1 thread" : `${record.threads} threads`}`],
    ...host,
    [
      "pairs",
      `${record.pairs.toLocaleString("en")} lines, ${record.questions.toLocaleString("en")} questions`,
    ],
    ["encoder", `${encoder.name}, ${encoder.buckets} buckets`],
    [
      "hidden layers",
      layers
        .slice(0, -1)
        .map(({ outputs }) => outputs)
        .join(", ") || "none",
    ],
    ["head", headOf(result.network)],
    answers === undefined
      ? ["charset", `${charset.length} entries: ${charset.slice(0, -1)} and the end`]
      : ["answers", String(answers.length)],
    ...Object.entries(record.settings).map(([name, value]) => [name, String(value)] as const),
  ];
  if (resumed) settings.push(["resumed", "yes; to repeat it, you also need the earlier model or checkpoint"]);
  return renderReport(
    {
      model: path.split(/[\\/]/).at(-1)!,
      command: record.command,
      settings,
      result,
      warning: written ? undefined : `${path} was left as it was: this network was not written.`,
    },
    document,
  );
}
