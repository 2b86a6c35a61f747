/** zmlm train --report: the file that shows how a training went. */

import { basename } from "node:path";
import { parseHTML } from "linkedom";
import type { TrainingRecord } from "../model/file.js";
import { renderReport } from "../train/report/page.js";
import type { TrainResult } from "../train/training.js";
import { writeWhole } from "./files.js";

export interface ReportRequest {
  /** Path of the report. */
  readonly path: string;
  /** Path of the model file. */
  readonly model: string;
  readonly record: TrainingRecord;
  readonly result: TrainResult;
  /** Whether the model file holds this network. */
  readonly written: boolean;
  /** Whether the training went on from a model or a checkpoint. */
  readonly resumed: boolean;
}

/** Draws a training's report and writes it. */
export function writeReport({ path, model, record, result, written, resumed }: ReportRequest): void {
  const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
  const settings: [string, string][] = [
    ["seed", String(record.seed)],
    ["backend", `${record.backend}, ${record.threads === 1 ? "1 thread" : `${record.threads} threads`}`],
    ["Node", `${process.version}, ${process.platform} ${process.arch}`],
    [
      "pairs",
      `${record.pairs.toLocaleString("en")} lines, ${record.questions.toLocaleString("en")} questions`,
    ],
    ["encoder", `${result.network.encoder.name}, ${result.network.encoder.buckets} buckets`],
    [
      "hidden layers",
      result.network.layers
        .slice(0, -1)
        .map(({ outputs }) => outputs)
        .join(", ") || "none",
    ],
    [
      "charset",
      `${result.network.charset.length} entries: ${result.network.charset.slice(0, -1)} and the end`,
    ],
    ...Object.entries(record.settings).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  if (resumed)
    settings.push(["resumed", "yes: the model or checkpoint that was there belongs to it as well"]);
  const html = renderReport(
    {
      model: basename(model),
      command: record.command,
      settings,
      result,
      warning: written ? undefined : `${model} was left as it was: this network was not written.`,
    },
    document,
  );
  writeWhole(path, html);
}
